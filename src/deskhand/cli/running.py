"""Running a session from the terminal: Ctrl-C, and questions answered in place. Knows no command."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Session
from deskhand.cli.keyboard import Keyboard
from deskhand.cli.lines import show
from deskhand.cli.questions import approval, desk_words, option, prompt_for, question_lines
from deskhand.core import commands as cmd
from deskhand.core.moves import NOBODY
from deskhand.core.state import OpenCall

_STOPPED = cmd.Stop(reason="stopped by a person")


def run_async(work: Coroutine[Any, Any, int]) -> int:
    """Run a command's coroutine to its exit code."""
    return asyncio.run(work)


def run_session(work: Coroutine[Any, Any, int]) -> int:
    """The same for a command that drives a session: Ctrl-C and SIGTERM cancel it, and what it began is put away.

    Raises:
        KeyboardInterrupt: it was ended so.
    """
    try:
        return asyncio.run(_cancelled_by_sigterm(work))
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


async def _cancelled_by_sigterm(work: Coroutine[Any, Any, int]) -> int:
    _let_sigterm_cancel()
    return await work


def _let_sigterm_cancel() -> None:
    """From now on SIGTERM cancels this task, as asyncio has it for Ctrl-C.

    It also makes Ctrl-C be heard at any moment: a loop without a handler of its own is not woken by a signal that comes
    just before it begins to wait, and would see it only when something else happens.
    """
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


async def work_until_rest(session: Session, console: Console, keyboard: Keyboard | None) -> None:
    """Work until the session rests. With a keyboard, questions and pauses are settled there and the work goes on."""
    with Interrupts(session, console, pauses=keyboard is not None) as interrupts:
        while True:
            await session.work()
            state = session.state
            if state.outcome is not None or keyboard is None:
                return
            if state.question is not None and not state.person_has_control:
                await _answer(session, state.question, console, Prompt(keyboard, interrupts))
            elif state.person_has_control:
                await _hand_back(session, console, Prompt(keyboard, interrupts))
            elif state.paused:
                await _unpause(session, Prompt(keyboard, interrupts))
            else:
                return


class Interrupts:
    """While it holds, Ctrl-C is a command to the session instead of the end of the process.

    The first pauses, when somebody is there to go on; the next stops, and so does SIGTERM. At a prompt it breaks
    the wait for the line off.
    """

    def __init__(self, session: Session, console: Console, *, pauses: bool) -> None:
        self.waiting: asyncio.Future[str | None] | None = None
        self._session = session
        self._console = console
        self._pauses = pauses
        self._paused = False
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._before: Any = signal.SIG_DFL

    def __enter__(self) -> Interrupts:
        self._before = signal.getsignal(signal.SIGINT)
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.add_signal_handler(number, self._interrupt, number)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _let_sigterm_cancel()
        self._loop.remove_signal_handler(signal.SIGINT)
        # asyncio's own: it cancels the command alone. Python's would break into the loop, and all tasks would be
        # cancelled at once, in any order: the link to the desk before the word that ends it, which then goes on.
        signal.signal(signal.SIGINT, self._before or signal.SIG_DFL)

    def over(self) -> None:
        """The pause is over: the next Ctrl-C pauses again."""
        self._paused = False

    def _interrupt(self, number: int) -> None:
        if self.waiting is not None and number == signal.SIGINT:
            self.waiting.cancel()
            return
        pause = self._pauses and not self._paused and number == signal.SIGINT
        self._paused = pause
        show(self._console, [Text("pausing; again to stop" if pause else "stopping", "yellow")])
        task = self._loop.create_task(self._session.command(cmd.Pause() if pause else _STOPPED))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if self.waiting is not None:
            self.waiting.cancel()


class Prompt:
    """A keyboard whose wait for a line ends at Ctrl-C."""

    def __init__(self, keyboard: Keyboard, interrupts: Interrupts) -> None:
        self._keyboard = keyboard
        self._interrupts = interrupts

    async def line(self, prompt: str) -> str | None:
        """A line; None at the end of input and at Ctrl-C."""
        waiting = asyncio.ensure_future(self._keyboard.line(prompt))
        self._interrupts.waiting = waiting
        try:
            await asyncio.wait({waiting})
            return None if waiting.cancelled() else waiting.result()
        finally:
            waiting.cancel()
            self._interrupts.waiting = None
            self._interrupts.over()


async def _answer(session: Session, waiting: OpenCall, console: Console, prompt: Prompt) -> None:
    """Put the open question to the person and pass the answer on; without one the session stops."""
    show(console, question_lines(waiting))
    asked = waiting.asked
    patience_s = asked.patience_s if asked and asked.unanswered != "wait" else None
    try:
        line = await asyncio.wait_for(prompt.line(prompt_for(waiting)), patience_s)
    except TimeoutError:
        show(console, [Text("nobody answered in time", "yellow")])
        await session.answer(NOBODY)
        return
    if line is None:
        await session.command(_STOPPED)
    elif not waiting.approval:
        await session.answer(option(waiting, line))
    else:
        await session.answer(*approval(line, asked.options if asked else ()))


async def _hand_back(session: Session, console: Console, prompt: Prompt) -> None:
    """The person works on the desk until they say that they are done."""
    if session.desk is not None:
        show(console, [Text(desk_words(session.desk.info.vnc_socket), "bold")])
    line = await prompt.line("  [Enter] hands it back, [s]tops, or type words for the agent > ")
    if line is None or line.lower() in ("s", "stop", "q"):
        await session.command(_STOPPED)
        return
    await session.command(cmd.ReturnControl(words=line))


async def _unpause(session: Session, prompt: Prompt) -> None:
    line = await prompt.line("paused: [Enter] goes on, [s]tops, or type words for the agent > ")
    if line is None or line.lower() in ("s", "stop", "q"):
        await session.command(_STOPPED)
        return
    if line:
        await session.say(line)
    await session.command(cmd.Continue())
