"""3. Your own folder on the desk: this one to be read only, another for what is made. Shown as it happens.

python examples/python/03_own_folder.py [FOLDER]
"""

import asyncio
import sys
from pathlib import Path

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.core.events import CallFinished, Event, ModelReplied
from deskhand.desk.base import DeskSpec, Mount
from deskhand.settings import from_environment

TASK = """\
Run `wc -l mine/*.py > count.txt`
Run `touch mine/new.txt` even if it fails
Expect the file mine/new.txt does not exist
"""


def watch(event: Event) -> None:
    if isinstance(event, ModelReplied):
        print(event.reply.text)
    elif isinstance(event, CallFinished):
        print(f"  {event.status}, {event.took_s:.2f} s")


async def main(folder: Path) -> int:
    spec = DeskSpec(mounts=(Mount(source=str(folder), name="mine"),))
    options = TaskOptions(model="steps", desk=spec, title="Own folder")
    async with await Session.start(options, Home(from_environment()), watch=watch) as session:
        await session.say(TASK)
        outcome = await session.work()
        print((session.work_folder / "count.txt").read_text("utf-8"))
    return 0 if outcome and outcome.good else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(*sys.argv[1:2] or [Path(__file__).parent]).resolve())))
