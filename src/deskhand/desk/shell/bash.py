"""One bash process that takes commands as data and tells on a channel of its own when each has ended.

How it works. bash runs as an interactive shell without a terminal, so that an error that would end a script (an
unbound variable, a failed assignment) or an interrupt returns to the top level, and `set -m` gives each job a process
group. Its standard input carries only fixed lines of ours; a command travels NUL-terminated on a second pipe, is
read into a variable and evaluated, so it is never part of shell text. The end is told on a third pipe with a token
that is new for each command and held by no variable. While a command runs it has none of these descriptors: its
input is /dev/null and its output the fourth pipe, which is always read, so a background job never blocks.

It does not know time limits, results or who asked.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import os
import secrets
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from deskhand.core.errors import DeskLost
from deskhand.desk.cells.base import Cell, CellProcess
from deskhand.desk.shell.foreground import Ender
from deskhand.desk.shell.pipes import PipeReader, PipeWriter

COMMAND_FD, CONTROL_FD = 198, 199
"""Numbers in the shell: high enough that scripts, which use 3 to 9, don't meet them."""

CONTROL_BYTES_MAX = 65_536
START_TIMEOUT_S = 30.0
ANSWER_TIMEOUT_S, ANSWERS_MAX = 0.5, 6

_ARGV = ("bash", "--noprofile", "--norc", "--noediting", "-i")
# The empty line first: after a syntax error bash takes the first word that it reads for no reserved word ("{").
_TELL = "\n{ \\builtin printf '%s %s %s\\0' " + "TOKEN " + f'"$?" "$PWD" >&{CONTROL_FD}; }} 2>/dev/null\n'
_SETUP = "set +o history +H -m; unset HISTFILE MAILCHECK; PROMPT_COMMAND='PS1= PS2='; PS1= PS2=\n"
_TAKE = f"{{ IFS= \\builtin read -r -d '' -u {COMMAND_FD} __command; }} 2>/dev/null\n"
_EVALUATE = f'\\builtin eval "$__command" </dev/null {COMMAND_FD}<&- {CONTROL_FD}>&-\n'


@dataclass(frozen=True)
class Ending:
    """How a command ended. `gone`: the shell itself ended with it (`exit`, `exec`, a kill)."""

    exit_code: int
    cwd: str = ""
    gone: bool = False


class Bash:
    """A running shell. `on_text` gets its output, decoded (invalid UTF-8 replaced), in order."""

    def __init__(self, cell: Cell, on_text: Callable[[str], None]) -> None:
        self._cell = cell
        self._on_text = on_text
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._control = bytearray()
        self._token = b""
        self._told: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
        self._process: CellProcess | None = None

    @classmethod
    async def start(cls, cell: Cell, on_text: Callable[[str], None], *, cwd: str, env: Mapping[str, str]) -> Bash:
        """Start bash in the cell. Raises DeskLost when it doesn't come up, NotFound when the cell has no bash."""
        bash = cls(cell, on_text)
        await bash._spawn(cwd, env)
        try:
            async with asyncio.timeout(START_TIMEOUT_S):
                ending = await bash._ask(_SETUP, b"")
        except TimeoutError:
            await bash.close()
            raise DeskLost("The shell did not start in time.", hint="Restart the shell, or the desk.") from None
        if ending.gone:
            await bash.close()
            raise DeskLost(f"The shell ended with exit code {ending.exit_code} as it started.", hint="Restart it.")
        return bash

    async def _spawn(self, cwd: str, env: Mapping[str, str]) -> None:
        self._ender = await Ender.start(self._cell)
        ends = [os.pipe() for _ in range(4)]
        (lines_r, lines_w), (command_r, command_w), (output_r, output_w), (control_r, control_w) = ends
        fds = {0: lines_r, 1: output_w, 2: output_w, COMMAND_FD: command_r, CONTROL_FD: control_w}
        env = {**env, "PS1": "", "PS2": ""}
        try:
            self._process = await self._cell.spawn(_ARGV, env=env, cwd=cwd, fds=fds)
        except BaseException:
            self._ender.close()
            for fd in (lines_w, command_w, output_r, control_r):
                os.close(fd)
            raise
        finally:
            for fd in (lines_r, command_r, output_w, control_w):
                os.close(fd)
        self._lines, self._commands = PipeWriter(lines_w), PipeWriter(command_w)
        self._output = PipeReader(output_r, self._on_output)
        self._telling = PipeReader(control_r, self._on_control)
        self._watcher = asyncio.create_task(self._watch(self._process))

    @property
    def process(self) -> CellProcess:
        assert self._process is not None
        return self._process

    @property
    def alive(self) -> bool:
        return not self._watcher.done()

    async def begin(self, command: bytes) -> bool:
        """Hand a command over and wait until the shell has it; what was printed before is then all delivered.

        False when the shell ended first: it has run nothing of the command.
        """
        return not (await self._ask(_TAKE, command + b"\0")).gone

    async def finish(self) -> Ending:
        """Evaluate the command that was handed over and wait for its end; after a cancel, wait with `ended`."""
        self._expect()
        await self._send(self._lines, _EVALUATE.encode() + self._tell())
        return await asyncio.shield(self._told)

    async def ended(self) -> Ending:
        """Wait for the end of the command that is running."""
        return await asyncio.shield(self._told)

    async def answers(self) -> bool:
        """Whether the shell takes lines again. An interrupt that comes late makes it drop the line it reads."""
        for _ in range(ANSWERS_MAX):
            try:
                async with asyncio.timeout(ANSWER_TIMEOUT_S):
                    return not (await self._ask("", b"")).gone
            except TimeoutError:
                continue
        return False

    async def interrupt(self) -> None:
        """Interrupt the shell's own work (a loop, `wait`, a command substitution), not its jobs."""
        await self.process.signal(signal.SIGINT, group=True)

    async def signal_job(self, number: signal.Signals) -> None:
        """Signal the job in the foreground; background jobs are left alone."""
        await self._ender.signal_foreground(self.process.pid, number)

    async def kill_session(self) -> None:
        """End the shell and all of its jobs at once."""
        await self._ender.signal_session(self.process.pid, signal.SIGKILL)
        await self.process.signal(signal.SIGKILL, group=True)
        await asyncio.wait([self._watcher])

    async def close(self) -> None:
        """Let go of the pipes; a shell that still lives ends at the end of its input."""
        if self._process is None:
            return
        for end in (self._lines, self._commands, self._output, self._telling, self._ender):
            end.close()
        self._watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError, DeskLost):
            await self._watcher

    # Talking to the shell

    def _expect(self) -> None:
        self._token = secrets.token_hex(16).encode()
        self._told = asyncio.get_running_loop().create_future()
        if not self.alive:
            self._tell_gone()

    def _tell(self) -> bytes:
        return _TELL.encode().replace(b"TOKEN", self._token)

    async def _ask(self, lines: str, data: bytes) -> Ending:
        self._expect()
        await self._send(self._lines, lines.encode() + self._tell())
        await self._send(self._commands, data)
        return await asyncio.shield(self._told)

    async def _send(self, pipe: PipeWriter, data: bytes) -> None:
        """A shell that has ended can't read: that is told by `_watch`, not here."""
        with contextlib.suppress(BrokenPipeError):
            await pipe.write(data)

    async def _watch(self, process: CellProcess) -> int:
        try:
            return await process.wait()
        finally:
            asyncio.get_running_loop().call_soon(self._tell_gone)

    def _tell_gone(self) -> None:
        if self._told.done() or self._watcher.cancelled():
            return
        self._flush()
        error = self._watcher.exception()
        if error is not None:
            self._told.set_exception(error)
            self._told.exception()  # nobody may be waiting: then it is told at the next command
        else:
            code = self._watcher.result()
            self._told.set_result(Ending(128 - code if code < 0 else code, gone=True))

    # Hearing from the shell

    def _on_output(self, data: bytes) -> None:
        if text := self._decoder.decode(data):
            self._on_text(text)

    def _flush(self) -> None:
        self._output.drain()
        if text := self._decoder.decode(b"", final=True):
            self._on_text(text)
        self._decoder.reset()

    def _on_control(self, data: bytes) -> None:
        self._control += data
        while (end := self._control.find(0)) >= 0:
            message = bytes(self._control[:end])
            del self._control[: end + 1]
            self._on_message(message)
        if len(self._control) > CONTROL_BYTES_MAX:
            self._control.clear()

    def _on_message(self, message: bytes) -> None:
        token, _, rest = message.partition(b" ")
        code, _, cwd = rest.partition(b" ")
        if self._told.done() or not secrets.compare_digest(token, self._token) or not code.isdigit():
            return
        self._flush()
        self._told.set_result(Ending(int(code), cwd.decode("utf-8", "replace")))
