"""The next move, read off states that are made by events alone."""

import pytest

from deskhand.core import events as ev
from deskhand.core import moves as mv
from deskhand.core.evolve import EARLIER_DENIED, EARLIER_FAILED, TAKEN_OVER, fold
from deskhand.core.messages import Call, Reply, TextPart, Usage
from deskhand.core.outcome import Outcome
from deskhand.core.verdicts import Touch, Verdict

STARTED = ev.SessionStarted(model="scripted", limits=ev.Limits(steps_max=5, model_calls_max=4))
SAID = ev.Said(parts=(TextPart(text="do it"),))
ASKED = ev.ModelAsked(model="scripted")


def replied(*names: str, text: str = "", **rest: object) -> ev.ModelReplied:
    calls = tuple(Call(id=f"c{n}", name=name) for n, name in enumerate(names, 1))
    fields = {"stop_reason": "calls" if calls else "end_turn", **rest}
    return ev.ModelReplied(reply=Reply(text=text, calls=calls, **fields))  # type: ignore[arg-type]


def judged(call: str, decision: str) -> ev.CallJudged:
    touch = Touch(classes=("submit",))
    return ev.CallJudged(call=call, verdict=Verdict(decision=decision, reason="so.", rule="r", touch=touch))  # type: ignore[arg-type]


def finished(call: str, status: str = "ok", **rest: object) -> ev.CallFinished:
    return ev.CallFinished(call=call, status=status, content=(), **rest)  # type: ignore[arg-type]


def move(*events: ev.Event) -> mv.Move:
    return mv.next_move(fold([STARTED, SAID, ASKED, *events]))


def test_a_new_session_rests_until_somebody_speaks() -> None:
    assert mv.next_move(fold([STARTED])) == mv.Rest("new")
    assert mv.next_move(fold([])) == mv.Rest("new")


def test_words_are_shown_to_the_model() -> None:
    assert isinstance(mv.next_move(fold([STARTED, SAID])), mv.AskModel)


def test_a_call_is_judged_before_it_runs() -> None:
    assert isinstance(move(replied("bash")), mv.Judge)
    assert isinstance(move(replied("bash"), judged("c1", "allow")), mv.Run)


def test_the_second_call_of_a_turn_is_judged_after_the_first_has_finished() -> None:
    after_first = move(
        replied("computer", "computer"), judged("c1", "allow"), ev.CallStarted(call="c1"), finished("c1")
    )
    assert isinstance(after_first, mv.Judge)
    assert after_first.call.call.id == "c2"


@pytest.mark.parametrize(
    ("status", "text"), [("failed", EARLIER_FAILED), ("interrupted", EARLIER_FAILED), ("denied", EARLIER_DENIED)]
)
def test_a_batch_stops_at_its_first_computer_call_that_did_not_succeed(status: str, text: str) -> None:
    assert move(replied("computer", "computer"), finished("c1", status)) == mv.Reply(_open("c2"), "skipped", text)


def test_a_failed_computer_call_does_not_stop_a_shell_command_of_the_same_turn() -> None:
    assert isinstance(move(replied("computer", "bash"), finished("c1", "failed")), mv.Judge)


def _open(call_id: str, name: str = "computer") -> mv.OpenCall:
    return mv.OpenCall(Call(id=call_id, name=name))


def test_a_denied_call_is_answered_with_the_reason() -> None:
    answer = move(replied("bash"), judged("c1", "deny"))
    assert isinstance(answer, mv.Reply)
    assert answer.status == "denied"
    assert answer.quoted == "so."


def test_an_asked_verdict_waits_for_the_person_and_runs_on_allow() -> None:
    asked = ev.Asked(question="q1", call="c1", kind="approval", text="may I?")
    base = (replied("bash"), judged("c1", "ask"))
    assert isinstance(move(*base), mv.AskPerson)
    assert move(*base, asked) == mv.Rest("question")
    assert isinstance(move(*base, asked, ev.Answered(question="q1", answer="allow")), mv.Run)
    assert isinstance(move(*base, asked, ev.Answered(question="q1", answer="deny")), mv.Reply)
    assert move(*base, asked, ev.Answered(question="other", answer="allow")) == mv.Rest("question")


def test_an_answer_holds_only_for_the_verdict_it_was_given_to() -> None:
    asked = ev.Asked(question="q1", call="c1", kind="approval", text="may I?")
    again = move(
        replied("bash"), judged("c1", "ask"), asked, ev.Answered(question="q1", answer="allow"), judged("c1", "ask")
    )
    assert isinstance(again, mv.AskPerson)


def test_a_call_that_started_and_did_not_finish_is_never_repeated() -> None:
    left = move(replied("bash"), judged("c1", "allow"), ev.CallStarted(call="c1"), ev.DriverAttached(driver="d2"))
    assert isinstance(left, mv.Reply)
    assert left.status == "interrupted"
    assert "unknown" in left.text


def test_a_request_of_a_driver_that_died_is_asked_again() -> None:
    assert isinstance(mv.next_move(fold([STARTED, SAID, ASKED, ev.DriverAttached(driver="d2")])), mv.AskModel)


def test_the_models_question_is_answered_with_the_persons_words() -> None:
    asked = ev.Asked(question="q1", call="c1", kind="question", text="which?")
    base = (replied("ask_person"), judged("c1", "allow"), ev.CallStarted(call="c1"), asked)
    assert move(*base) == mv.Rest("question")
    answer = move(*base, ev.Answered(question="q1", answer="the blue one"))
    assert isinstance(answer, mv.Reply)
    assert (answer.status, answer.text) == ("ok", "the blue one")


def test_a_person_at_the_desk_makes_the_agent_wait_and_cuts_the_turn() -> None:
    taken = (replied("computer", "bash"), ev.ControlTaken())
    assert move(*taken) == mv.Rest("person")
    assert move(*taken, ev.ControlReturned()) == mv.Reply(_open("c1"), "skipped", TAKEN_OVER)


def test_a_pause_rests_and_goes_on_where_it_was() -> None:
    assert move(replied("bash"), ev.Paused()) == mv.Rest("paused")
    assert isinstance(move(replied("bash"), ev.Paused(), ev.Continued()), mv.Judge)


def test_a_stop_answers_the_open_calls_and_ends() -> None:
    stopping = move(replied("bash"), ev.StopAsked(reason="enough"))
    assert isinstance(stopping, mv.Reply)
    ended = move(replied("bash"), ev.StopAsked(reason="enough"), finished("c1", "skipped"))
    assert ended == mv.Conclude(Outcome(kind="stopped", summary="enough"))


def test_a_finish_concludes_with_its_claim() -> None:
    claim = Outcome(kind="done", summary="it is done")
    assert move(replied("finish"), finished("c1", outcome=claim)) == mv.Conclude(claim)


def test_a_turn_of_words_alone_concludes_as_answered() -> None:
    assert move(replied(text="hello")) == mv.Conclude(Outcome(kind="answered", summary="hello"))


def test_words_said_while_the_model_speaks_are_shown_to_it_next() -> None:
    assert isinstance(move(SAID, replied(text="hello")), mv.AskModel)


def test_new_words_after_the_end_begin_again() -> None:
    over = (replied(text="hello"), ev.Concluded(outcome=Outcome(kind="answered")))
    assert move(*over) == mv.Rest("over")
    assert isinstance(move(*over, SAID), mv.AskModel)


def test_limits_end_the_work_and_more_of_them_let_it_go_on() -> None:
    spent = [e for _ in range(5) for e in (replied("bash"), finished("c1"))]
    ended = move(*spent)
    assert isinstance(ended, mv.Conclude)
    assert ended.outcome.kind == "limit"
    again = (ev.Concluded(outcome=ended.outcome), ev.LimitsChanged(limits=ev.Limits(steps_max=50)))
    assert isinstance(move(*spent, *again), mv.AskModel)


def test_money_counts_and_an_unknown_price_is_known_to_be_unknown() -> None:
    state = fold([STARTED, SAID, replied(usage=Usage(cost_usd=6.0)), replied(usage=Usage(cost_usd=None))])
    assert (state.spent.cost_usd, state.spent.cost_known) == (6.0, False)
    assert "US dollars" in mv.limit_reached(state)


def test_replies_that_fail_are_asked_again_a_few_times_and_then_given_up() -> None:
    failed = replied(stop_reason="failed", error="overloaded", retryable=True)
    assert isinstance(move(failed), mv.AskModel)
    given_up = mv.next_move(fold([STARTED, SAID, *[failed] * 5]))
    assert isinstance(given_up, mv.Conclude)
    assert "overloaded" in given_up.outcome.summary


def test_a_reply_that_fails_for_good_is_not_asked_again() -> None:
    assert isinstance(move(replied(stop_reason="failed", error="no such model")), mv.Conclude)


def test_going_in_circles_is_told_once_and_then_ends_the_work() -> None:
    plenty = ev.LimitsChanged(limits=ev.Limits())
    circling = [plenty, *[e for _ in range(5) for e in (replied("elements"), finished("c1"))]]
    assert isinstance(move(*circling), mv.Notice)
    noticed = ev.Noticed(topic="circle", parts=(TextPart(text="..."),))
    assert isinstance(move(*circling, noticed), mv.AskModel)
    assert isinstance(move(*circling, noticed, *circling[1:]), mv.Conclude)


def waited(status: ev.CallStatus = "ok") -> tuple[ev.Event, ev.Event]:
    call = Call(id="c1", name="computer", arguments={"action": "wait", "duration": 1})
    return ev.ModelReplied(reply=Reply(calls=(call,), stop_reason="calls")), finished("c1", status=status)


def test_waiting_and_looking_is_no_circle_but_what_is_done_between_waits_may_be_one() -> None:
    plenty = ev.LimitsChanged(limits=ev.Limits())

    def often(times: int, *names: str, status: ev.CallStatus = "ok") -> mv.Move:
        turns = [(*waited(status), *[e for name in names for e in (replied(name), finished("c1"))])] * times
        return move(plenty, *[event for turn in turns for event in turn])

    assert isinstance(often(25), mv.AskModel)
    assert isinstance(often(25, "elements"), mv.AskModel)
    assert isinstance(often(5, "bash"), mv.Notice)
    assert isinstance(often(5, status="failed"), mv.Notice)


@pytest.mark.parametrize(
    ("trail", "times"),
    [
        ((), 0),
        (("=a",), 1),
        (("=a",) * 5, 5),
        (("=a", "=b") * 4, 4),
        (("=a", "=b", "=c") * 3, 3),
        (("~a",) * 8, 2),
        (("=b", "=a", "=a"), 2),
    ],
)
def test_repeats_counts_the_newest_stretch(trail: tuple[str, ...], times: int) -> None:
    assert mv.repeats(trail) == times
