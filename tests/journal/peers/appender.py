"""Another process: takes the lock of a stream and appends. Arguments: database, stream, how many, events at a time.

Prints "locked" when it has the lock and then a line with the number of each append's last event, once it is done.
After those it appends once more for every line that it is given. An append that is refused ends it with the reason.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

from deskhand.core.errors import Conflict
from deskhand.journal import Journal
from tests.journal.samples import decode, notes


def _turns(count: int) -> Iterator[object]:
    yield from range(count)
    yield from sys.stdin


async def main(place: Path, stream: str, count: int, batch: int) -> None:
    async with await Journal.open(place, key=b"k" * 32, decode=decode) as journal:
        writer = await journal.lock(stream, "appender")
        seq = (await journal.info(stream)).seq
        print("locked", flush=True)
        for _ in _turns(count):
            blob = await journal.blobs.put(f"blob {seq}".encode(), "text/plain")
            await journal.put_command(stream, f"c{seq}", {})
            events = notes(*(f"{seq + n + 1}" for n in range(batch)))
            try:
                await journal.append(stream, events, expect=seq, at=1.0, writer=writer, takes=[f"c{seq}"], blobs=[blob])
            except Conflict as error:
                print(error, flush=True)
                return
            seq += batch
            print(seq, flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
