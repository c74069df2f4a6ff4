"""The desk's shell as its users see it: commands in, results out, with time limits, restarts and live output.

The shell keeps its folder, variables, functions and background jobs between commands. How bash is driven is in
`bash.py`; walls are the cell's. It does not know who asked, or whether the command was a good idea.
"""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Coroutine, Mapping
from typing import Any, TypeVar

from deskhand.core.errors import DeskLost, InvalidInput
from deskhand.desk.base import WORK_DIR, RunResult
from deskhand.desk.cells.base import Cell
from deskhand.desk.shell.bash import START_TIMEOUT_S, Bash, Ending
from deskhand.desk.shell.environment import shell_environment
from deskhand.desk.shell.output import HeadTail, LiveOutput

COMMAND_BYTES_MAX = 1 << 20
"""A longer command is a file: write it and run that."""

BACKGROUND_CHARS_MAX = 2_000
GRACE_S = 2.0
"""Between asking a command to end (INT) and ending it (KILL)."""

_ROUNDS_MAX = 3
_HANDOVERS_MAX = 3
_ANSWER_S = 0.15
_TERMINAL_NOISE = re.compile(r"^bash: \[\d+: \d+ \(\d+\)\] tcsetattr: Inappropriate ioctl for device\n+", re.MULTILINE)
"""bash says this, without a terminal, each time a job in the foreground ends by a signal."""

_LOST = "The shell was restarted: its variables, functions and folder are lost; files are not."

T = TypeVar("T")


class ShellSession:
    """A persistent shell in a cell. Commands run one at a time; a second one waits for the first."""

    def __init__(self, cell: Cell, *, cwd: str, env: Mapping[str, str], grace_s: float = GRACE_S) -> None:
        self._cell = cell
        self._start_cwd = cwd
        self._env = dict(env)
        self._grace_s = grace_s
        self._turn = asyncio.Lock()
        self._bash: Bash | None = None
        self._cwd = cwd
        self._closed = False
        self._capture: HeadTail | None = None
        self._live: LiveOutput | None = None
        self._begun = asyncio.Event()
        self._background = HeadTail(BACKGROUND_CHARS_MAX)
        self._notice = ""

    @classmethod
    async def start(
        cls, cell: Cell, *, cwd: str = WORK_DIR, env: Mapping[str, str] | None = None, grace_s: float = GRACE_S
    ) -> ShellSession:
        """Start the shell. env: all of its variables besides the cell's own; None takes `shell_environment()`.

        Raises DeskLost when the cell is gone or the shell doesn't come up.
        """
        session = cls(cell, cwd=cwd, env=shell_environment() if env is None else env, grace_s=grace_s)
        await session._fresh()
        return session

    async def run(self, command: str, *, timeout_s: float = 120.0, output_chars_max: int = 20_000) -> RunResult:
        """Run a command to its end, or end it after `timeout_s` seconds. Cancelling this call ends the command too.

        Raises InvalidInput for a command that can't be handed to a shell, DeskLost when the cell is gone.
        """
        data = _command_bytes(command)
        async with self._turn:
            self._live = LiveOutput()
            self._begun.set()
            try:
                return await self._run(data, timeout_s, output_chars_max)
            finally:
                self._begun.clear()
                self._live.close()
                self._capture = self._live = None

    async def output(self, *, wait: bool = False) -> AsyncIterator[str]:
        """Output of the command that is running, from its start, as it comes; ends with it. wait: for one to begin."""
        if wait:
            await self._begun.wait()
        live = self._live
        if live is not None:
            async for text in live.follow():
                yield text

    async def restart(self) -> None:
        """End the shell with all of its jobs, a running command too, and start a fresh one."""
        if self._bash is not None and self._bash.alive:
            await self._bash.kill_session()
        async with self._turn:
            await self._fresh()

    async def close(self) -> None:
        """End the shell with all of its jobs."""
        self._closed = True
        bash, self._bash = self._bash, None
        if bash is not None:
            try:
                if bash.alive:
                    await bash.kill_session()
            except DeskLost:
                pass  # its cell ended first, and the shell with it
            finally:
                await bash.close()

    # One command

    async def _run(self, data: bytes, timeout_s: float, output_chars_max: int) -> RunResult:
        clock = asyncio.get_running_loop().time
        bash = await self._begin(data)
        note, started, timed_out = self._told_background(), clock(), False
        capture = self._capture = HeadTail(output_chars_max)
        try:
            async with asyncio.timeout(timeout_s):
                ending = await bash.finish()
        except TimeoutError:
            timed_out, ending = True, await _to_the_end(self._stop(bash))
            note += f"The command was ended after {timeout_s:g} s. "
        except asyncio.CancelledError:
            await _to_the_end(self._stop_and_mend(bash))
            raise
        if ending.gone:
            note += await self._after_exit(ending, timed_out)
        self._cwd = ending.cwd or self._cwd
        return RunResult(
            exit_code=None if timed_out else ending.exit_code,
            output=_clean(capture.text(), ending),
            cut=capture.cut,
            timed_out=timed_out,
            duration_s=clock() - started,
            cwd=self._cwd,
            note=note.strip(),
        )

    async def _begin(self, data: bytes) -> Bash:
        """Hand the command over to a shell that lives. One that ended before it took it has not run it."""
        for _ in range(_HANDOVERS_MAX):
            bash = await self._alive()
            if await self._hand_over(bash, data):
                return bash
            await self._fresh_after_its_end()
        raise DeskLost(
            "The shell ends as soon as it starts.", hint="Look at what its start-up files do, or open the desk again."
        )

    async def _hand_over(self, bash: Bash, data: bytes) -> bool:
        """Hand the command over whole: half of one in the pipe would spoil the next. False: the shell had ended."""
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                return await _to_the_end(bash.begin(data))
        except TimeoutError:
            await bash.kill_session()
            await self._fresh()
            raise DeskLost(f"The shell no longer answered. {_LOST}", hint="Run the command again.") from None

    async def _after_exit(self, ending: Ending, timed_out: bool) -> str:
        await self._fresh()
        return _LOST if timed_out else f"The command ended the shell (exit code {ending.exit_code}). {_LOST}"

    def _told_background(self) -> str:
        text, self._background = self._background.text().strip(), HeadTail(BACKGROUND_CHARS_MAX)
        notice, self._notice = self._notice, ""
        return notice + (f"Since the last command, background jobs wrote:\n{text}\n\n" if text else "")

    def _on_text(self, text: str) -> None:
        if self._capture is None:
            self._background.write(text)
            return
        self._capture.write(text)
        if self._live is not None:
            self._live.write(text)

    # Ending a command before its end

    async def _stop(self, bash: Bash) -> Ending:
        """Ask the command to end, then end it; the shell itself goes only if nothing else helps."""
        ending = await self._ask_to_end(bash) or await self._force_to_end(bash)
        if ending is None or not (ending.gone or await bash.answers()):
            await bash.kill_session()
            return Ending(128 + signal.SIGKILL, gone=True)
        return ending

    async def _ask_to_end(self, bash: Bash) -> Ending | None:
        await bash.interrupt()
        if ending := await _soon(bash, _ANSWER_S):
            return ending
        await bash.signal_job(signal.SIGINT)
        return await _soon(bash, self._grace_s)

    async def _force_to_end(self, bash: Bash) -> Ending | None:
        for _ in range(_ROUNDS_MAX):
            await bash.signal_job(signal.SIGKILL)
            if ending := await _soon(bash, _ANSWER_S):
                return ending
            await bash.interrupt()
            if ending := await _soon(bash, _ANSWER_S):
                return ending
        return None

    async def _stop_and_mend(self, bash: Bash) -> None:
        if (await self._stop(bash)).gone:
            await self._fresh()

    # The shell itself

    async def _alive(self) -> Bash:
        if self._closed:
            raise DeskLost("The shell is closed.", hint="Open the desk again.")
        if self._bash is None or not self._bash.alive:
            await self._fresh_after_its_end()
        assert self._bash is not None
        return self._bash

    async def _fresh_after_its_end(self) -> None:
        await self._fresh()
        self._notice = f"The shell had ended by itself. {_LOST}\n\n"

    async def _fresh(self) -> None:
        if self._bash is not None:
            await self._bash.close()
        self._capture, self._cwd = None, self._start_cwd
        self._bash = None
        self._bash = await Bash.start(self._cell, self._on_text, cwd=self._start_cwd, env=self._env)
        self._background = HeadTail(BACKGROUND_CHARS_MAX)


def _command_bytes(command: str) -> bytes:
    try:
        data = command.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise InvalidInput("The command holds half a character.", hint="Write it again without it.") from None
    if b"\0" in data:
        raise InvalidInput(
            f"The command holds a NUL character at {data.index(0)}, which a shell can't read.",
            hint="Leave it out; in a program write it as an escape such as \\0.",
        )
    if len(data) > COMMAND_BYTES_MAX:
        raise InvalidInput(
            f"The command has {len(data)} bytes; a shell command may have {COMMAND_BYTES_MAX}.",
            hint="Write it to a file and run that.",
        )
    return data


def _clean(text: str, ending: Ending) -> str:
    if ending.exit_code > 128:
        text = _TERMINAL_NOISE.sub("", text)
    return text.removesuffix("exit\n") if ending.gone else text


async def _soon(bash: Bash, timeout_s: float) -> Ending | None:
    try:
        async with asyncio.timeout(timeout_s):
            return await bash.ended()
    except TimeoutError:
        return None


async def _to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Finish `work` even when this task is cancelled meanwhile; the cancellation is raised after it."""
    task = asyncio.create_task(work)
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError
    return task.result()
