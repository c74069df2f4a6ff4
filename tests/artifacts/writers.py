"""A process that adds lines to an artifact while others do: `writers.py JOURNAL SESSION NUMBER`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from deskhand.agent.shelf import Shelf
from deskhand.core.artifacts import Maker
from deskhand.core.errors import StaleVersion
from deskhand.journal import Journal

PEER = Path(__file__)
PEERS, ROUNDS = 3, 6


async def main(place: str, session: str, number: str) -> None:
    async with await Journal.open(Path(place)) as journal:
        shelf, maker = Shelf(journal), Maker(by="person", who=number)
        for turn in range(ROUNDS):
            while True:
                newest = (await shelf.get(session, "a1")).newest
                words = (await shelf.files(newest))["a.txt"].decode()
                try:
                    await shelf.rewrite(session, "a1", newest.number, {"a.txt": f"{words}{number} {turn}\n"}, maker)
                except StaleVersion:
                    continue
                break


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
