"""`deskhand show --context`: what was sent, request by request, and the very messages of one."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import JsonValue

from deskhand.core.messages import Reply, Usage
from deskhand.models.scripted import calling
from deskhand.settings import StepRule
from tests.cli.record import make_session
from tests.cli.shell import deskhand

Called = tuple[str, dict[str, JsonValue]]

HAIKU = "anthropic/claude-haiku-5-5"
LOOK: Called = ("computer", {"action": "screenshot"})
OPEN: Called = ("computer", {"action": "open", "target": "http://form.test"})
DONE: Called = ("finish", {"outcome": "done", "summary": "Seen.", "checks": []})


def used(reply: Reply, read: int, cached: int, cost: float | None = 0.01) -> Reply:
    usage = Usage(
        input_tokens=read, cache_read_tokens=cached, cache_write_tokens=read - cached, output_tokens=9, cost_usd=cost
    )
    return reply.model_copy(update={"usage": usage})


def job() -> list[Reply]:
    """Opens a page, looks, and works until a clearing was worth it; then ends."""
    looks = [
        calling(("computer", {"action": "set_value", "element": "e1", "value": str(n)}), LOOK, turn=f"l{n}")
        for n in range(40)
    ]
    begun = used(calling(OPEN, LOOK, text="\x1b[2JI look.", turn="a"), 4_000, 0)
    return [begun, *(used(look, 12_345, 11_111) for look in looks), used(calling(DONE, turn="z"), 5_000, 4_000)]


async def test_each_request_is_a_line_with_its_tokens_and_its_cost(home: Path) -> None:
    session = await make_session(home, job())
    ran = deskhand(home, "show", session, "--context")
    lines = ran.out.splitlines()
    assert "12,345" in ran.out
    assert "11.1k 90%" in ran.out
    assert any("the prefix changed:" in line and "old pictures became words" in line for line in lines)
    assert lines[-1].startswith("42 requests, ")
    assert "$0.42" in lines[-1]


async def test_a_request_is_shown_as_the_model_read_it(home: Path) -> None:
    session = await make_session(home, job())
    first = deskhand(home, "show", session, "--context", "--step", "2").out
    assert "[picture 1280x800, frame 2]" in first
    assert '→ computer {"action": "screenshot"}' in first
    assert "\x1b[2J" not in first
    last = deskhand(home, "show", session, "--context", "--step", "42").out
    assert "[A picture of the screen was here. Take a new one if you need it.]" in last


async def test_programs_get_json(home: Path) -> None:
    session = await make_session(home, job())
    rows = [json.loads(line) for line in deskhand(home, "show", session, "--context", "--json").out.splitlines()]
    assert [row["request"] for row in rows] == list(range(1, 43))
    assert rows[1]["usage"]["cache_read_tokens"] == 11_111
    assert rows[-1]["cleared"] > 0
    messages = json.loads(deskhand(home, "show", session, "--context", "--step", "2", "--json").out)
    assert [message["role"] for message in messages] == ["person", "model", "result", "result"]


async def test_a_request_that_there_is_not_is_told(home: Path) -> None:
    session = await make_session(home, job()[-1:])
    ran = deskhand(home, "show", session, "--context", "--step", "9")
    assert ran.code != 0
    assert "there is no request 9 in this session; it has 1." in ran.err
    assert deskhand(home, "show", session, "--step", "1").code == 2


async def test_effort_and_another_model_are_shown_where_there_were_any(home: Path) -> None:
    assert "effort" not in deskhand(home, "show", await make_session(home, job()[-1:]), "--context").out
    rules = (StepRule("begins", "high"), StepRule("always", use="b/other"))
    own = [calling(LOOK, turn="a")]
    session = await make_session(home, own, model=HAIKU, rules=rules, others={"b/other": [calling(DONE, turn="z")]})
    ran = deskhand(home, "show", session, "--context")
    lines = ran.out.splitlines()
    assert lines[1].endswith("effort")
    assert lines[2].endswith("  high")
    assert "now b/other: by your rule" in lines[3]
    assert lines[4].endswith("  ·")
    rows = [json.loads(line) for line in deskhand(home, "show", session, "--context", "--json").out.splitlines()]
    assert [(row["model"], row["effort"], row["rule"]) for row in rows] == [
        (HAIKU, "high", "begins"),
        ("b/other", "", "always"),
    ]
