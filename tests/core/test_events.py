"""Events: any script folds, any stored form reads back or is refused in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core import events as ev
from deskhand.core.errors import JournalDamaged
from deskhand.core.evolve import fold
from deskhand.core.messages import Call, Reply
from deskhand.core.moves import next_move
from deskhand.core.verdicts import Touch, Verdict

CALLS = st.sampled_from(["a", "b", "c"])
TOUCH = Touch(classes=("look",))


def replies(names: list[str], stop: str) -> ev.Event:
    calls = tuple(Call(id=i, name=n) for i, n in zip("abc", names, strict=False))
    return ev.ModelReplied(reply=Reply(calls=calls, stop_reason=stop))  # type: ignore[arg-type]


EVENTS = st.one_of(
    st.just(ev.SessionStarted(model="m")),
    st.just(ev.Said(parts=())),
    st.just(ev.ModelAsked(model="m")),
    st.just(ev.DriverAttached(driver="d")),
    st.just(ev.ControlTaken()),
    st.just(ev.ControlReturned()),
    st.just(ev.Paused()),
    st.just(ev.Continued()),
    st.just(ev.StopAsked()),
    st.just(ev.Unknown(original="future")),
    st.builds(
        replies,
        st.lists(st.sampled_from(["computer", "bash", "ask_person"]), max_size=3),
        st.sampled_from(["calls", "end_turn", "failed", "refused", "interrupted", "limit"]),
    ),
    st.builds(
        lambda call, decision: ev.CallJudged(
            call=call, verdict=Verdict(decision=decision, reason="r", rule="r", touch=TOUCH)
        ),
        CALLS,
        st.sampled_from(["allow", "ask", "deny"]),
    ),
    st.builds(lambda call: ev.CallStarted(call=call), CALLS),
    st.builds(
        lambda call, kind: ev.Asked(question=f"q{call}", call=call, kind=kind, text="?"),
        CALLS,
        st.sampled_from(["approval", "question"]),
    ),
    st.builds(
        lambda call, answer: ev.Answered(question=f"q{call}", answer=answer), CALLS, st.sampled_from(["allow", "no"])
    ),
    st.builds(
        lambda call, status: ev.CallFinished(call=call, status=status, content=()),
        CALLS,
        st.sampled_from(["ok", "failed", "denied", "skipped", "interrupted"]),
    ),
)


@given(st.lists(EVENTS, max_size=40))
def test_any_script_of_events_has_a_next_move(script: list[ev.Event]) -> None:
    state = fold([ev.SessionStarted(model="m"), *script])
    assert next_move(state) == next_move(state)
    assert fold(script[20:], fold([ev.SessionStarted(model="m"), *script[:20]])) == state


@given(EVENTS)
def test_an_event_reads_back_from_its_stored_form(event: ev.Event) -> None:
    stored = event.model_dump(mode="json")
    if not isinstance(event, ev.Unknown):
        assert ev.decode(stored.pop("type"), 1, json.dumps(stored)) == event


def test_an_event_of_a_newer_version_is_carried_along() -> None:
    assert ev.decode("telepathy", 1, '{"x":1}') == ev.Unknown(original="telepathy", data={"x": 1})
    assert isinstance(ev.decode("said", 99, '{"anything":true}'), ev.Unknown)


@given(st.dictionaries(st.text(max_size=8), st.integers() | st.text() | st.none(), max_size=4))
def test_a_broken_event_is_refused_in_words(data: dict[str, object]) -> None:
    with pytest.raises(JournalDamaged, match="verify"):
        ev.decode("call_judged", 1, json.dumps(data))


@pytest.mark.parametrize("data", ["", "{", "[]", "1", '{"reason":"x"},{"reason":"y"}'])
def test_what_is_no_json_is_no_event(data: str) -> None:
    with pytest.raises(ValueError, match=r"mapping|Expecting|Extra"):
        ev.decode("command_ignored", 1, data)


NESTED = json.loads("[" * 215 + "]" * 215)


@pytest.mark.parametrize("given", [NESTED, "\ud800", float("inf"), 10**40, "\x00"])
def test_a_call_is_read_whatever_is_in_its_arguments(given: object) -> None:
    call = {"id": "c1", "name": "computer", "arguments": {"given": given}}
    event = ev.decode("model_replied", 1, json.dumps({"reply": {"calls": [call]}}))
    assert isinstance(event, ev.ModelReplied)
    assert event.reply.calls[0].arguments == {"given": given}


def test_the_type_of_an_event_is_where_it_is_stored_and_not_in_its_data() -> None:
    assert isinstance(ev.decode("paused", 1, '{"type":"continued"}'), ev.Paused)
