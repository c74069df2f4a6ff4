"""A desk that breaks in the middle of a form: the work goes on rightly or the person is asked; never twice or wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.models.steps.run.forms import ANEW
from deskhand.models.steps.run.going_on import ON_WORD
from deskhand.models.steps.run.unsure import AGAIN, HAPPENED
from tests.models.steps.filing import EDIT_PROGRAM, EFFECTS, ENTRY_PROGRAM, Filing, app
from tests.models.steps.world import Ran, World, element, run

RIGHT = ("Cafe", "12.50", "Travel", "checked")
CALLS_MAX = 40
EFFECTS_AT = st.dictionaries(st.integers(1, CALLS_MAX), st.sampled_from(EFFECTS), max_size=4)


def was_asked(ran: Ran) -> bool:
    """Whether it ended at a question that nobody answers here."""
    return any(call.name == "ask_person" for reply in ran.replies for call in reply.calls)


def ends_well(world: Filing, ran: Ran, values: list[object], right: list[object]) -> None:
    told = f"{world.effects}: {ran.summary}; {values}; {world.acts}"
    assert values in ([], right), told
    if ran.outcome == "done":
        assert values == right, told
    else:
        assert was_asked(ran), told


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_entry_is_filed_once_and_rightly_whichever_call_is_disturbed(effect: str) -> None:
    for at in range(1, CALLS_MAX):
        world = app({at: effect})
        ran = run(ENTRY_PROGRAM, world, can_ask=True)
        ends_well(world, ran, list(world.filed), [RIGHT])


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_edit_never_saves_the_old_value_whichever_call_is_disturbed(effect: str) -> None:
    for at in range(1, CALLS_MAX):
        world = app({at: effect})
        ran = run(EDIT_PROGRAM, world, can_ask=True)
        ends_well(world, ran, list(world.saved), ["99"])


@settings(max_examples=80)
@given(effects=EFFECTS_AT, rounds=st.integers(1, 3))
def test_each_of_several_entries_is_filed_once_and_rightly(effects: dict[int, str], rounds: int) -> None:
    program = f"let n = 0\nrepeat {rounds} times:\n" + "".join(
        f"    {line}\n" for line in ENTRY_PROGRAM.split("\n") if line
    )
    program = program.replace("type Cafe", "let n = {n} + 1\n    type {n} into Merchant\n    append Cafe")
    world = app(effects)
    ran = run(program.replace("append Cafe into Merchant", 'append " Cafe" to the Merchant field'), world, can_ask=True)
    right = [(f"{n} Cafe", *RIGHT[1:]) for n in range(1, rounds + 1)]
    assert list(world.filed) == right[: len(world.filed)], (world.filed, world.acts, ran.summary)
    assert (ran.outcome == "done" and world.filed == right) or was_asked(ran), (ran.summary, world.acts)


def test_a_form_that_was_loaded_anew_is_filled_in_again_and_the_person_is_told() -> None:
    world = app({9: "reloaded"})
    ran = run(ENTRY_PROGRAM, world, can_ask=True)
    assert (ran.outcome, world.filed) == ("done", [RIGHT]), ran.summary
    assert sum(reply.text.count(ANEW) for reply in ran.replies) == 1


def test_a_page_that_clears_its_own_field_is_not_filled_again() -> None:
    world = World().add(element("e1", "textbox", "Item"), element("e2", "button", "Add"))
    world.on["click e2"] = lambda w: w.change("e1", value="")
    assert run("type milk into Item\nclick Add\ntype eggs into Item\nclick Add", world).outcome == "done"
    assert [act for act in world.acts if act.startswith("type")] == ["type milk", "type eggs"]


def test_reads_whose_answers_are_lost_are_asked_again_a_few_times() -> None:
    world = app({1: "not done"})
    assert run('expect the "New expense" link to appear', world).outcome == "done"


@pytest.mark.parametrize("effect", ["unreached", "blank"])
def test_a_page_that_did_not_come_after_a_form_was_taken_is_loaded_again_and_nobody_is_asked(effect: str) -> None:
    for at in range(1, CALLS_MAX):
        world = app({at: effect})
        ran = run(ENTRY_PROGRAM, world, can_ask=True)
        assert (ran.outcome, world.filed, world.asked) == ("done", [RIGHT], []), (at, ran.summary, world.acts)


def test_a_form_that_may_not_have_arrived_is_not_sent_again_by_loading_its_page_again() -> None:
    asked = 0
    for at in range(1, CALLS_MAX):
        world = app({at: "not sent"})
        ran = run(EDIT_PROGRAM, world, can_ask=True)
        asked += len(world.asked)
        assert world.acts.count("key F5") == len(world.asked), world.acts
        assert world.saved == ([] if world.asked else ["99"]), (ran.summary, world.acts)
    assert asked == 1


@pytest.mark.parametrize("effect", ["not sent", "done, as before"])
def test_an_expectation_is_taken_on_the_persons_one_word_and_the_check_says_so(effect: str) -> None:
    asked = 0
    for at in range(1, CALLS_MAX):
        world = app({at: effect})
        world.answers = [HAPPENED]
        ran = run(EDIT_PROGRAM, world, can_ask=True)
        asked += len(world.asked)
        told = [(check["holds"], check["evidence"] == ON_WORD) for check in ran.checks]
        assert (ran.outcome, told) == ("done", [(True, bool(world.asked))]), (ran.summary, world.acts)
    assert asked == 1


def test_what_never_arrived_is_done_again_on_the_page_before_when_the_person_says_so() -> None:
    asked = 0
    for at in range(1, CALLS_MAX):
        world = app({at: "not sent"})
        world.answers = [AGAIN]
        ran = run(ENTRY_PROGRAM, world, can_ask=True)
        asked += len(world.asked)
        assert (ran.outcome, world.filed) == ("done", [RIGHT]), (ran.summary, world.acts)
    assert asked == 1
