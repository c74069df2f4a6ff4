"""What a page's scripts may do after an act, and what becomes of the requests that they send. By the words alone: the
second reading is in `test_trained.py`."""

from __future__ import annotations

import pytest

from deskhand.agent.profiles import load_profile
from deskhand.agent.sending import covers_of_verdict, judged_requests, of_act, unasked
from deskhand.core.acts import Act, Click, Drag, Key, TypeText
from deskhand.core.elements import Element, Page
from deskhand.core.geometry import Box, Point
from deskhand.core.targets import Covers, Form, FormField, HeldRequest, Target
from deskhand.core.verdicts import Moment, Touch
from deskhand.policy.acts import Surroundings, touch_of_act
from deskhand.policy.judge import judge
from tests.policy.reading import words_alone

pytestmark = pytest.mark.usefixtures("by_words")
CLICK = Click(element="e1")
DRAG = Drag(path=(Point(1, 1), Point(50, 50)))
FIELDS = (FormField(name="Full name", value="Ann", filled=True),)


def touch(role: str, name: str, act: Act = CLICK, *, form: Form | None = None, submits: bool = False,
          around: str = "", source: str = "page", states: tuple[str, ...] = ()) -> Touch:  # fmt: skip
    element = Element.model_validate(
        {"id": "e1", "role": role, "name": name, "box": Box(0, 0, 10, 10), "source": source, "states": states}
    )
    page = Page(title="Team", address="http://office.test/team", app="Chromium")
    target = Target(element=element, page=page, form=form, submits=submits, around=around, known_by="page")
    with words_alone():
        return touch_of_act(act, Surroundings(target=target, known_hosts=("office.test",)))


def by_script(button: str = "", method: str = "GET") -> Form:
    return Form(address="http://office.test/team", method=method, fields=FIELDS, button=button)


def request(address: str = "http://office.test/record", *, of_act: bool = True, **fields: str) -> HeldRequest:
    return HeldRequest(
        id="r1", method="POST", address=address, host="office.test", page="http://office.test/team", kind="fetch",
        fields=fields, of_act=of_act,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "applies"),
    [
        (touch("section", "Done", DRAG), True),
        (touch("button", "Delete", DRAG), True),
        (touch("file", "Receipt", DRAG), False),
        (touch("section", "Trash", DRAG), False),
        (touch("canvas", "Board", DRAG, source="ocr"), False),
        (touch("menuitem", "Show ruler", states=("unchecked",)), True),
        (touch("menuitem", "Show ruler"), False),
        (touch("menuitem", "Send to everyone", states=("unchecked",)), False),
        (touch("checkbox", "Buy milk"), True),
        (touch("checkbox", "Buy milk", form=by_script("Save")), False),
        (touch("switch", "Public profile"), False),
        (touch("button", "下一步", form=by_script("下一步"), submits=True), True),
        (touch("button", "Next", form=by_script("Next"), submits=True, around="This is the last step."), False),
        (touch("button", "Open the gate", form=by_script("Open the gate"), submits=True), False),
        (touch("button", "As SVG"), False),
    ],
)  # fmt: skip
def test_what_can_be_set_back_on_its_page_may_apply_at_once(found: Touch, applies: bool) -> None:
    assert found.applies is applies


@pytest.mark.parametrize(
    ("found", "waits"),
    [
        (touch("button", "Add member"), True),
        (touch("button", "Create invoice"), True),
        (touch("button", "添加成员"), True),
        (touch("button", "Add member", form=by_script("Add member")), False),
        (touch("button", "Add member", form=by_script("Add member", "POST"), submits=True), False),
        (touch("button", "Approve"), False),
        (touch("button", "Mark as paid"), False),
        (touch("button", "Delete project"), False),
        (touch("button", "Add member", source="app"), False),
    ],
)
def test_a_button_that_makes_something_new_and_has_no_fields_waits_for_what_is_sent(found: Touch, waits: bool) -> None:
    assert found.waits is waits
    decision = judge(found, load_profile("balanced")).decision
    assert (decision == "allow") is (waits or found.undoable)


def test_a_press_that_was_not_asked_about_lets_nothing_out_and_one_that_was_allowed_does() -> None:
    verdict = judge(touch("button", "Add member"), load_profile("balanced"))
    assert covers_of_verdict(verdict) == Covers()
    asked = judge(touch("button", "Add member"), load_profile("cautious"))
    assert asked.decision == "ask" and covers_of_verdict(asked).hosts == ("office.test",)


def after(found: Touch, *requests: HeldRequest, profile: str = "balanced") -> str:
    """What is decided about requests that an act set off."""
    held = of_act(requests, judge(found, load_profile(profile)))
    return judged_requests(held, load_profile(profile), Moment(), ("office.test",)).decision


def test_a_plain_save_behind_an_act_that_can_be_set_back_is_not_asked_about() -> None:
    dropped = touch("section", "Done", DRAG)
    assert after(dropped, request(moved="Water the plants", to="Done")) == "allow"
    assert after(dropped, request(moved="Water the plants", to="Done"), profile="cautious") == "ask"
    assert after(touch("button", "As SVG"), request(chosen="As SVG")) == "ask"


@pytest.mark.parametrize(
    "graver",
    [
        request(of_act=False),
        request(address="http://office.test/pay"),
        request(card_number="4111111111111111"),
        request(address="http://office.test/items/delete"),
        request(to="ann@team.test", body="Hello"),
        request(password="1"),
        request(address="http://office.test/settings/save"),
        request(address="http://evil.test/record").model_copy(update={"host": "evil.test"}),
        request().model_copy(update={"files": ("plan.pdf",)}),
        request().model_copy(update={"kind": "beacon"}),
    ],
)  # fmt: skip
def test_more_than_a_plain_save_is_asked_about_behind_every_act(graver: HeldRequest) -> None:
    for found in (touch("section", "Done", DRAG), touch("checkbox", "Buy milk")):
        assert after(found, graver) == "ask"
        assert after(found, request(), graver) == "ask"


@pytest.mark.parametrize(
    ("act", "fills"),
    [
        (CLICK, True), (Key(keys="ctrl+a"), True), (Key(keys="Tab"), True), (TypeText(text="Ann"), True),
        (Key(keys="Return"), False), (Key(keys="ctrl+Return"), False), (Key(keys="ctrl+s"), False),
        (TypeText(text="Ann\n"), False),
    ],
)  # fmt: skip
def test_going_into_a_field_and_about_in_it_is_a_part_of_filling_in(act: Act, fills: bool) -> None:
    assert touch("textbox", "Full name", act, form=by_script("Save")).fills is fills


def test_a_message_that_is_only_being_written_goes_nowhere_also_where_messages_are_allowed() -> None:
    draft, view = request(to="ann@team.test", body="Hello"), request(view="list")
    trusting = load_profile("trusting")
    assert unasked((draft, view), True, trusting, Moment(), ("office.test",)) == (draft,)
    assert unasked((draft, view), False, trusting, Moment(), ("office.test",)) == ()
    assert unasked((draft, view), True, load_profile("balanced"), Moment(), ("office.test",)) == (draft, view)
