"""2. Questions: the work stops at each, a program answers, and the work goes on.

python examples/python/02_questions_answered.py
"""

import asyncio
import sys

from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.settings import from_environment

TASK = """\
Ask "Which color?" with options "red", "blue" as color
Run `echo "{color}" > color.txt`
Expect the file color.txt exists
"""


async def main() -> int:
    options = TaskOptions(model="steps", profile="cautious", title="Questions answered")
    async with await Session.start(options, Home(from_environment())) as session:
        await session.say(TASK)
        while await session.work() is None and (asked := session.state.question):
            if asked.approval and asked.verdict:  # the profile wants leave to be asked for this call
                print(f"may it? {asked.verdict.reason}")
                await session.answer("allow" if asked.call.name == "bash" else "deny")
            else:
                print(asked.call.arguments["question"])
                await session.answer("blue")
        outcome = session.state.outcome
        color = (session.work_folder / "color.txt").read_text("utf-8").strip()
    print(f"{outcome.kind if outcome else 'not ended'}: color.txt says {color}")
    return 0 if outcome and outcome.good else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
