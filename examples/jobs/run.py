"""Does the small jobs on a real desk and checks each: `python run.py [NAME ...]`. Exit code 0 if all are as they
should be. Everything that it starts has ended when it ends."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from random import Random

from jobs import JOBS, SITE, Ended, Job, put_files
from serve import Site, serving

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.core.errors import DeskhandError
from deskhand.desk.base import DeskSpec
from deskhand.settings import from_environment


async def _follow(job: Job, spec: DeskSpec) -> tuple[Path, str]:
    """The desk's work folder and the outcome in words. These pages are ours: the profile is the trusting one."""
    options = TaskOptions(model="steps", profile="trusting", desk=spec, title=f"Small job: {job.name}")
    async with await Session.start(options, Home(from_environment())) as session:
        await session.say(job.steps.read_text(encoding="utf-8"))
        outcome = await session.work()
        words = f"{outcome.kind}: {outcome.summary}" if outcome else f"waits: {session.state.question}"
        return session.work_folder, words


def do_job(job: Job, folder: Path, rng: Random) -> list[str]:
    """Do one job; gives what is not as it should be, with the session's own words last."""
    with serving(Site(facts={job.name: job.facts(rng)})) as site:
        spec = DeskSpec(sites={SITE: f"127.0.0.1:{site.port}"}, files=put_files(job, folder))
        work, words = asyncio.run(_follow(job, spec))
        wrong = job.wrong(Ended(site.record.get(job.name, []), work, site.facts[job.name]))
    return [*wrong, words] if wrong else []


def main() -> int:
    names = [job.name for job in JOBS]
    parser = argparse.ArgumentParser(description="The small jobs, done and checked.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)} (default: all)")
    asked = parser.parse_args().names or names
    if unknown := set(asked) - set(names):
        parser.error(f"there is no job {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    failed = 0
    for job in (each for each in JOBS if each.name in asked):
        with tempfile.TemporaryDirectory() as folder:
            try:
                wrong = do_job(job, Path(folder), Random())
            except DeskhandError as error:
                wrong = [str(error)]
        failed += bool(wrong)
        print(f"{'failed' if wrong else 'done':6} {job.name:10} {job.kind}", *wrong, sep="\n       ", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
