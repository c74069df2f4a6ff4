"""Says the steps of a session as they happen: each as it begins, a repeated one once, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from deskhand.core import events as ev
from deskhand.core.messages import text_of

Say = Callable[[str], None]


def telling(say: Say) -> Callable[[ev.Event], None]:
    """What watches a session and says its steps."""
    last = ""

    def watch(event: ev.Event) -> None:
        nonlocal last
        if isinstance(event, ev.ModelReplied) and event.reply.text.strip() not in ("", last):
            last = event.reply.text.strip()
            say(last)
        elif isinstance(event, ev.CallFinished) and event.status != "ok":
            say(f"  {event.status}: {text_of(event.content)}")

    return watch
