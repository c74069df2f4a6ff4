"""`make longrun`, `python -m deskhand.soak.longrun --acts 2000 [--json]`: one long session on a real desk, judged."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path

from deskhand.core.errors import DeskhandError
from deskhand.desk.base import Desk, DeskSpec
from deskhand.desk.open import open_desk
from deskhand.journal.journal import Journal
from deskhand.soak.longrun.gauge import Row, keeper_pid
from deskhand.soak.longrun.rounds import NAME, served
from deskhand.soak.longrun.run import STRETCH, Readings, journal_mib, long_run
from deskhand.soak.longrun.verdict import head, judged, line, verdict

MACHINE_LACKS_SOMETHING = 6


def main() -> int:
    """0 whether everything is flat or not; 6 when the run could not be made."""
    parser = argparse.ArgumentParser(prog="deskhand.soak.longrun", description=__doc__)
    parser.add_argument("--acts", type=int, default=2_000, help="how many acts (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    given = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="deskhand-longrun-") as folder:
            asyncio.run(_run(Path(folder), max(given.acts, 2 * STRETCH), as_json=given.json))
    except DeskhandError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return MACHINE_LACKS_SOMETHING
    return 0


async def _run(folder: Path, acts: int, *, as_json: bool) -> None:
    run_dir = folder / "desk"

    def told(row: Row) -> None:
        if not as_json:
            print(line(row), flush=True)  # noqa: T201

    readings = Readings(folder / "blobs", lambda: keeper_pid(run_dir), told)
    async with served() as place, await Journal.open(folder / "journal.db", key=b"long run" * 4) as journal:
        spec = DeskSpec(sites={NAME: place})

        async def desk() -> Desk:
            return await open_desk(run_dir, spec)

        if not as_json:
            print(head())  # noqa: T201
        await long_run(journal, acts, spec, desk, readings)
        mib = journal_mib(folder)
    found = judged(readings.rows)
    if as_json:
        print(json.dumps({**found, "failed_acts": readings.failed, "journal_mib": round(mib, 2)}))  # noqa: T201
        return
    end = f"{readings.failed} acts failed; the database has {mib:.1f} MiB."
    print("\n".join(["", *verdict(found), end]))  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
