"""Who holds control, by the events of the session."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core import events as ev
from deskhand.core.errors import InvalidInput
from deskhand.server.desk.holder import Holder, connection_name
from tests.core.test_moves import ASKED, SAID, STARTED, judged, replied
from tests.server.desk.streams import calm

ANNA, BEN = "a1:window-1", "b2:window-2"


def held_by(*events: ev.Event) -> str:
    holder = Holder()
    for event in events:
        holder = holder.after(event)
    return holder.by


@pytest.mark.parametrize(
    ("events", "by"),
    [
        ([], ""),
        ([ev.ControlTaken(by=ANNA)], ANNA),
        ([ev.ControlTaken(by=ANNA), ev.ControlReturned()], ""),
        ([ev.ControlTaken(by=ANNA), ev.ControlTaken(by=BEN)], BEN),
        ([ev.ControlTaken(by=ANNA), ev.StopAsked()], ""),
        ([ev.ControlTaken(by=ANNA), ev.StopAsked(), ev.ControlTaken(by=ANNA)], ANNA),
        ([ev.ControlTaken(by=ANNA), ev.Paused(), ev.Continued()], ANNA),
        ([ev.ControlTaken(by="")], ""),
        ([ev.Answered(question="q", answer="take_over", by=ANNA)], ""),
    ],
)
def test_control_is_where_the_last_event_put_it(events: list[ev.Event], by: str) -> None:
    assert held_by(*events) == by


def test_who_answers_a_question_with_taking_over_has_control() -> None:
    asked = ev.Asked(question="q1", call="c1", kind="approval", text="may I?")
    waiting = (STARTED, SAID, ASKED, replied("computer"), judged("c1", "ask"), asked)
    assert held_by(*waiting, ev.Answered(question="q1", answer="take_over", by=ANNA)) == ANNA
    assert held_by(*waiting, ev.Answered(question="q1", answer="allow", by=ANNA)) == ""
    assert held_by(*waiting, ev.Answered(question="q2", answer="take_over", by=ANNA)) == ""


@calm
@given(st.sampled_from([ANNA, BEN, "", "a1", "a1:window-1 "]), st.sampled_from([ANNA, BEN, ""]))
def test_only_the_very_connection_may_act_and_nobody_by_an_empty_name(asking: str, by: str) -> None:
    holder = Holder().after(ev.ControlTaken(by=by))
    assert holder.may_act(asking) == (asking == by and by != "")


@pytest.mark.parametrize("account", ["", "a:b"])
def test_an_account_that_could_be_anothers_is_refused(account: str) -> None:
    with pytest.raises(InvalidInput):
        connection_name(account, "window-1")


@pytest.mark.parametrize("connection", ["", "short", "x" * 65, "a:window-1", "window 1", "window-1\n", "fenêtre-1"])
def test_a_connection_name_that_could_be_anothers_is_refused(connection: str) -> None:
    with pytest.raises(InvalidInput):
        connection_name("a1", connection)


def test_an_account_and_a_connection_make_a_name() -> None:
    assert connection_name("a1", "window-1") == ANNA
