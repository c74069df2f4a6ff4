"""A person's own calls on a real desk: a shell apart, output as it comes, an end by hand, and a commit to a branch."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from deskhand.agent.channel import Signal
from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.artifacts.export.branch import branch_line
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import text_of
from deskhand.settings import load

BEGIN = "git init -qb main repo && cd repo && git -c user.name=a -c user.email=b commit -q --allow-empty -m first"
ENDLESS = "cd /work && echo begun && python3 -u -c 'import time\nwhile True: print(1); time.sleep(0.1)'"


def bash(line: str) -> cmd.UseTool:
    return cmd.UseTool(tool="bash", arguments={"command": line, "timeout_s": 60})


@pytest.mark.desk
@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_person_runs_stops_and_commits_on_a_real_desk(tmp_path: Path) -> None:
    home = Home(load({"DESKHAND_HOME": str(tmp_path / "home")}, tmp_path))
    seen: list[ev.Event] = []

    def ends() -> list[str]:
        return [f"{e.status} {text_of(e.content)}" for e in seen if isinstance(e, ev.CallFinished)]

    async with await Session.start(TaskOptions(model="steps"), home, watch=seen.append) as session:
        for line in ("x=1; cd /tmp; pwd", "echo ${x:-none}; pwd"):
            await session.command(bash(line))
            await session.work()
        assert ends() == ["ok exit 0\n/tmp\n", "ok exit 0\nnone\n/work\n"]

        printed = asyncio.Event()

        def heard(signal: Signal) -> None:
            if signal.kind == "output" and "begun" in signal.text:
                printed.set()

        with session.channel.listening(heard):
            await session.command(bash(ENDLESS))
            working = asyncio.ensure_future(session.work())
            await asyncio.wait_for(printed.wait(), 60)
            call = [event.call.id for event in seen if isinstance(event, ev.Called)][-1]
            await session.command(cmd.BreakOff(call=call))
            await asyncio.wait_for(working, 60)
        assert ends()[-1].startswith("interrupted A person broke this off.")
        await session.command(bash("pgrep -c -f [t]ime.sleep || true"))
        await session.work()
        assert ends()[-1] == "ok exit 0\n0\n"

        source = session.work_folder / ".scratch" / "a1-v1"
        await session.command(bash(f"mkdir -p .scratch/a1-v1 && echo hi > .scratch/a1-v1/a.txt && {BEGIN}"))
        await session.work()
        assert source.joinpath("a.txt").exists(), ends()
        given = {"repository": "/work/repo", "branch": "pages", "folder": "", "message": "One", "who": "Anna"}
        await session.command(bash(branch_line(source="/work/.scratch/a1-v1", paths=["a.txt"], **given)))  # type: ignore[arg-type]
        await session.work()
        assert ends()[-1].startswith("ok exit 0\n"), ends()
        await session.command(bash("git -C repo show pages:a.txt && git -C repo status --porcelain --branch"))
        await session.work()
        assert ends()[-1] == "ok exit 0\nhi\n## main\n"
