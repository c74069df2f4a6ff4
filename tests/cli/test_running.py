"""A command that drives a session ends in order, whenever it is told to."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any

import pytest
from rich.console import Console

from deskhand.cli.running import Interrupts, run_session


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_it_began_is_put_away(number: signal.Signals) -> None:
    put_away = []

    async def work() -> int:
        try:
            os.kill(os.getpid(), number)
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            put_away.append(number)
        return 0

    with pytest.raises(KeyboardInterrupt):
        run_session(work())
    assert put_away == [number]


def _wakes() -> bool:
    """Whether a signal wakes the loop, also one that comes just before it begins to wait."""
    number = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(number)
    return number != -1


def test_the_loop_is_woken_by_signals_all_the_while() -> None:
    async def work() -> int:
        session: Any = None
        woken = [_wakes()]
        with Interrupts(session, Console(quiet=True), pauses=True):
            woken.append(_wakes())
        woken.append(_wakes())
        return woken.count(True)

    assert run_session(work()) == 3
