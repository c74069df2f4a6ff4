"""What passes while a model works is shown as it comes, a line at a time."""

from __future__ import annotations

import io

from rich.console import Console

from deskhand.agent.channel import Signal
from deskhand.cli.live import Live
from deskhand.core import events as ev
from deskhand.core.messages import Reply


def test_thinking_is_shown_a_line_at_a_time_and_its_rest_before_the_reply() -> None:
    shown = io.StringIO()
    live = Live(Console(file=shown, width=80))
    for piece in ("The folder may", " hold it.\nI lo", "ok there\x1b[2J first."):
        live.signal(Signal("thought", "thought", piece))
    assert shown.getvalue() == "The folder may hold it.\n"
    live.watch(ev.ModelReplied(reply=Reply(text="Found it.")))
    assert "\x1b" not in shown.getvalue()
    lines = shown.getvalue().splitlines()
    assert (lines[0], lines[-1]) == ("The folder may hold it.", "Found it.")
    assert len(lines) == 3 and lines[1].startswith("I look there")


def test_another_model_for_a_step_is_told_with_its_reason() -> None:
    shown = io.StringIO()
    live = Live(Console(file=shown, width=80))
    live.watch(ev.SessionStarted(model="a/own+form"))
    by_rule = ev.ModelAsked(model="b/other", effort="high", rule="after_failure")
    instead = ev.ModelAsked(model="c/stand-in", changed="another model: a/own refused")
    for asked in (ev.ModelAsked(model="a/own"), ev.ModelAsked(model="a/own", effort="low", rule="acts"), by_rule):
        live.watch(asked)
        live.watch(ev.ModelReplied(reply=Reply()))
    live.watch(ev.ModelAsked(model="a/own"))
    live.watch(instead)  # the wait has told of it
    assert shown.getvalue().splitlines() == ["now b/other, effort high: a call failed", "now a/own"]
