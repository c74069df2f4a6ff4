"""Writes the journals that the workspace's tests are run on, as the server sends them: `python -m tests.web.journals`.

web/tests/journals/golden.json is the golden journal of tests/golden, event by event; the test beside this file holds
that it is. `python -m tests.web.journals FOLDER SESSION FILE` writes any session of a data folder, with its blobs in a
folder beside it, for the peer to replay (web/tests/peer).
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from deskhand.agent.session import Home
from deskhand.settings import Settings

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "journal-0.1"
WRITTEN = ROOT / "web" / "tests" / "journals" / "golden.json"


async def events_of(folder: Path, session: str) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The events of a session as the server sends them, and the blobs that they name, from a copy of its data."""
    with tempfile.TemporaryDirectory(prefix="deskhand-journals-") as copy:
        there = Path(copy)
        shutil.copy(folder / "journal.db", there)
        shutil.copytree(folder / "blobs", there / "blobs")
        async with await Home(Settings(there, there)).journal() as journal:
            recorded = await journal.read(session)
            told = [
                {"seq": each.seq, "at": each.at, "event": each.event.model_dump(mode="json")}  # type: ignore[attr-defined]
                for each in recorded
            ]
            return told, {name: journal.blobs.read(name) for name in sorted(_blobs(told))}


def _blobs(value: Any) -> set[str]:
    """The blobs that are named anywhere in a value."""
    if isinstance(value, dict):
        own = {value["blob"]} if isinstance(value.get("blob"), str) else set()
        return own.union(*map(_blobs, value.values()))
    return set().union(*map(_blobs, value)) if isinstance(value, list) else set()


def as_text(events: list[dict[str, Any]]) -> str:
    """One event a line, so that a difference can be read."""
    lines = (json.dumps(each, ensure_ascii=False, sort_keys=True) for each in events)
    return '{"events":[\n' + ",\n".join(lines) + "\n]}\n"


async def golden() -> str:
    session = json.loads((GOLDEN / "expected.json").read_text("utf-8"))["stream"]
    events, _ = await events_of(GOLDEN, session)
    return as_text(events)


def write(target: Path, events: list[dict[str, Any]], blobs: dict[str, bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(as_text(events), "utf-8")
    for name, data in blobs.items():
        (target.parent / "blobs").mkdir(exist_ok=True)
        (target.parent / "blobs" / name).write_bytes(data)


def main(arguments: list[str]) -> int:
    if not arguments:
        WRITTEN.parent.mkdir(parents=True, exist_ok=True)
        WRITTEN.write_text(asyncio.run(golden()), "utf-8")
        return 0
    folder, session, target = Path(arguments[0]), arguments[1], Path(arguments[2])
    write(target, *asyncio.run(events_of(folder, session)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
