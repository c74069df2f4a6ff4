"""Whatever road a stranger's words take into an answer, they stand in a part that is marked as a stranger's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from deskhand.core import acts
from deskhand.core import events as ev
from deskhand.core.errors import DeskhandError, InvalidInput
from deskhand.core.messages import TextPart
from deskhand.core.quoting import error_parts
from deskhand.desk.base import ActReport, RunResult
from deskhand.models.scripted import calling, saying
from deskhand.testing.desk import FakeDesk, FakePage, element
from deskhand.tools.base import ToolContext
from deskhand.tools.computer import report_parts
from deskhand.tools.registry import tool_named
from tests.agent.world import world

MARK = "zebrafish"
PAGE = "http://marked.test"
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("elements", {}),
    ("elements", {"find": MARK}),
    ("elements", {"source": "ocr"}),
    ("computer", {"action": "left_click", "element": "e1"}),
    ("computer", {"action": "set_value", "element": "e2", "value": "x"}),
    ("computer", {"action": "type", "text": "x"}),
    ("computer", {"action": "open", "target": "http://not-there.test"}),
    ("computer", {"action": "screenshot"}),
    ("files", {"action": "list", "depth": 3}),
    ("files", {"action": "read", "path": "a.txt"}),
    ("files", {"action": "read", "path": "not-there.txt"}),
    ("files", {"action": "list", "path": "not-there"}),
    ("files", {"action": "read_picture", "path": "a.txt"}),
    ("edit", {"command": "view", "path": "a.txt"}),
    ("edit", {"command": "replace", "path": "a.txt", "old": "a zebrafih", "new": "b"}),
    ("edit", {"command": "replace", "path": "a.txt", "old": "second", "new": "2nd"}),
    ("edit", {"command": "insert", "path": "a.txt", "line": 1, "text": "between"}),
    ("bash", {"command": "cat a.txt"}),
]


def marked_desk() -> FakeDesk:
    page = FakePage(
        PAGE,
        f"title {MARK}",
        [
            element(1, "button", f"press {MARK}"),
            element(2, "textbox", f"name {MARK}", f"value {MARK}").model_copy(
                update={"hint": MARK, "options": (MARK,)}
            ),
        ],
        pictured=(f"picture {MARK}",),
    )
    text = f"a {MARK}\nsecond {MARK}\n".encode()
    desk = FakeDesk(
        [page, FakePage(f"http://{MARK}.test")], {"a.txt": text, f"{MARK}.txt": b"", f"x/{MARK}/y.txt": b""}
    )
    desk.page, desk.focus = page, "e2"
    return desk


def unmarked(parts: Iterable[Any]) -> list[str]:
    return [part.text for part in parts if isinstance(part, TextPart) and MARK in part.text and not part.stranger]


async def answer_to(name: str, arguments: dict[str, Any]) -> tuple[Any, ...]:
    tool = tool_named(name)
    context = ToolContext(marked_desk(), target=f'button "press {MARK}"')
    try:
        return (await tool.execute(tool.parse(arguments), context)).content
    except DeskhandError as error:
        return error_parts(error)


@pytest.mark.parametrize(("name", "arguments"), CALLS, ids=lambda each: str(each)[:60])
async def test_a_tool_answers_with_strangers_words_only_in_parts_of_theirs(
    name: str, arguments: dict[str, Any]
) -> None:
    assert unmarked(await answer_to(name, arguments)) == []


async def test_the_walk_meets_the_words_on_nearly_all_of_its_ways() -> None:
    """A picture holds no words, and a folder that is not there was named by the model."""
    answers = [await answer_to(name, arguments) for name, arguments in CALLS]
    assert sum(any(MARK in getattr(part, "text", "") for part in answer) for answer in answers) >= len(CALLS) - 2


@pytest.mark.parametrize("act", [acts.Click(element="e1"), acts.Open(target="browser"), acts.CursorPosition()])
def test_what_the_desk_notes_of_an_act_is_a_strangers(act: acts.Act) -> None:
    told = report_parts(act, ActReport(frame=1, note=f"The page shows a dialog: {MARK}."), f'button "{MARK}"')
    assert unmarked(told) == [] or isinstance(act, acts.CursorPosition)


async def test_what_background_jobs_wrote_is_a_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run(*args: Any, **rest: Any) -> RunResult:
        return RunResult(exit_code=0, output="", note=f"Since the last command, background jobs wrote: {MARK}")

    monkeypatch.setattr(FakeDesk, "run", run)
    tool = tool_named("bash")
    result = await tool.execute(tool.parse({"command": "true"}), ToolContext(FakeDesk()))
    assert unmarked(result.content) == [] and any(MARK in getattr(part, "text", "") for part in result.content)


def test_an_error_that_covers_quotes_its_message_and_not_its_hint() -> None:
    error = InvalidInput(f'button "Save" (e1) is covered by "{MARK}".', hint="Close what covers it.")
    assert error_parts(error) == (
        TextPart(text=f'button "Save" (e1) is covered by "{MARK}".', stranger=True),
        TextPart(text="Close what covers it."),
    )


async def test_a_refusal_names_what_is_on_the_page_only_as_a_strangers_words(tmp_path: Path) -> None:
    desk = marked_desk()
    assert desk.page is not None
    desk.page.elements[0] = element(1, "button", f"Pay {MARK}", in_form=True)
    click = ("computer", {"action": "left_click", "element": "e1"})
    async with world(tmp_path, [calling(click), saying("ok")], desk) as w:
        w.profile = "cautious"
        async with w.driver() as driver:
            await w.say("go")
            await driver.run(wait=lambda state: False)
        denied = next(e for e in await w.events() if isinstance(e, ev.CallFinished))
    assert denied.status == "denied" and unmarked(denied.content) == []
    assert any(MARK in getattr(part, "text", "") for part in denied.content)
