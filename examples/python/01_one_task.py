"""1. One task: say what is to be done, and look at how it ended.

python examples/python/01_one_task.py
"""

import asyncio
import sys

from deskhand.agent.session import Home, TaskOptions, run_task
from deskhand.settings import from_environment

TASK = """\
Write list.csv:
    thing,price
    tea,3.50
    cake,4.25
Run `awk -F, 'NR > 1 { sum += $2 } END { print sum }' list.csv` as total
Expect total is 7.75
"""


async def main() -> int:
    home = Home(from_environment())
    session_id, state, outcome = await run_task(TASK, TaskOptions(model="steps", title="One task"), home)
    if outcome is None:
        print("it waits for a person:", state.question)
        return 1
    print(f"{outcome.kind}: {outcome.summary} ({state.spent.steps} steps)")
    for check in outcome.checks:
        print(f"  {check.name}: {'holds' if check.holds else 'does not hold'}; {check.evidence}")
    print(f"deskhand show {session_id}")
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
