"""Whom a form is for and how much leaves with it: what is not plainly known stays unknown."""

from __future__ import annotations

import pytest

from deskhand.core.acts import Act, Click, TypeText
from deskhand.core.elements import Element, Page
from deskhand.core.geometry import Box
from deskhand.core.targets import Form, FormField, Target
from deskhand.core.verdicts import Touch
from deskhand.policy.acts import Surroundings, touch_of_act

SEND = Element(id="e1", role="button", name="Send", box=Box(0, 0, 10, 10), source="page")


def field(name: str, value: str, kind: str = "text", size: int = 0) -> FormField:
    return FormField(name=name, kind=kind, value=value, filled=bool(value), size=size)


def touch(*fields: FormField, act: Act | None = None) -> Touch:
    """What pressing "Send" in a form of these fields would touch."""
    form = Form(address="http://mail.test/new", method="POST", fields=fields, button="Send")
    page = Page(title="New message", address="http://mail.test/new", app="Chromium")
    target = Target(element=SEND, page=page, form=form, submits=True, known_by="page")
    return touch_of_act(act or Click(element="e1"), Surroundings(target=target, known_hosts=("mail.test",)))


@pytest.mark.parametrize(
    ("fields", "to"),
    [
        ((field("To", "Ann <Ann@Team.test>; bo@team.test"),), ("ann@team.test", "bo@team.test")),
        ((field("To", "ann@team.test"), field("Cc", "bo@team.test")), ("ann@team.test", "bo@team.test")),
        ((field("To", "ann@team.test"), field("Cc", "")), ("ann@team.test",)),
        ((field("To", "ann@team.test"), field("bcc", "eve@evil.test", "hidden")), ("ann@team.test", "eve@evil.test")),
        ((field("收件人", "ann@team.test"),), ("ann@team.test",)),
        ((field("To", ""), field("Cc", "bo@team.test")), ()),
        ((field("Subject", "to ann@team.test"),), ()),
        ((field("To", "ann@team.test <eve@evil.test>"),), ("ann@team.test <eve@evil.test>",)),
        ((field("Reply to all", "true", "checkbox"),), ()),
    ],
)  # fmt: skip
def test_those_whom_a_form_names_are_read_one_by_one(fields: tuple[FormField, ...], to: tuple[str, ...]) -> None:
    assert touch(*fields).to == to


def test_a_list_that_is_cut_off_says_that_there_are_more() -> None:
    assert touch(field("To", ("ann@team.test," * 200)[:2_000])).to[-1] == "(more)"


def test_what_is_typed_and_sent_in_one_go_is_for_nobody_known() -> None:
    named = field("To", "ann@team.test")
    assert touch(named, act=TypeText(text=", eve@evil.test\n")).to == ()


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ((field("Message", "five…"),), 7),
        ((field("Message", "five5"), field("File", "a.csv", "file", 900)), 905),
        ((field("Message", "five5"), field("mark", "0" * 64, "hidden")), 5),
        ((field("Message", "five5"), field("File", "a.csv", "file", 0)), 0),
        ((field("Message", "five5"), field("File", "", "file")), 5),
    ],
)
def test_how_much_leaves_is_what_a_person_filled_in_and_chose(fields: tuple[FormField, ...], size: int) -> None:
    assert touch(*fields).bytes_out == size
