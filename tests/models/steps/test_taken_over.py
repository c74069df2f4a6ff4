"""A person takes the desk in the middle of a program and gives it back: what was not executed is done then, once."""

from __future__ import annotations

import pytest

from deskhand.core.evolve import TAKEN_OVER
from deskhand.core.moves import INTERRUPTED
from deskhand.models.steps.run.asking import Answer, Answers, Ask, computer, elements_use
from deskhand.models.steps.run.unsure import AGAIN, HAPPENED
from tests.models.steps.test_following import form
from tests.models.steps.test_interrupted import gate
from tests.models.steps.world import World, element, run


def office() -> World:
    """A form, a button that leads on, files, commands and a person who answers."""
    world = form().add(element("e20", "button", "Send it"), element("e21", "text", "Total: 12"))
    world.on["click e20"] = lambda w: w.add(element("e22", "status", "Thank you"))
    world.files = {"notes.txt": "one\n", "rows.csv": "name,total\nAnn,3\n"}
    world.commands = {"date": "exit 0\n2026\n"}
    return world


PROGRAMS = [
    'open http://expenses.test\ntype "Ann" into "Merchant"\nchoose "Travel" in "Category"',
    'tick "I agree"\nclick "Send it"\nexpect "Thank you"',
    'ask "Which name?" as who\ntype "{who}" into "Merchant"',
    "run `date` as year\nexpect year is 2026",
    'write "two" to other.txt\nread the file other.txt as text',
    'append "two" to notes.txt\nread the file notes.txt as text',
    'read "Total" as total\nsay total',
    'for each row in rows.csv\n  type "{name}" into "Merchant"\nend',
]


def worked(program: str, taken: int) -> tuple[World, str, str]:
    world = office()
    world.taken, world.answers = taken, [AGAIN if "Send" in program else "Bob"] * 2
    ran = run(program, world, can_ask=True)
    return world, ran.outcome, ran.summary


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_comes_to_the_same_end_whichever_of_its_calls_a_person_broke_into(program: str) -> None:
    whole, outcome, summary = worked(program, 0)
    assert outcome == "done", summary
    calls = whole.called - 1  # the last one is `finish`
    for taken in range(1, calls + 1):
        world, outcome, summary = worked(program, taken)
        assert outcome == "done", (taken, summary)
        values = {eid: (each.value, each.states) for eid, each in world.elements.items()}
        assert values == {eid: (each.value, each.states) for eid, each in whole.elements.items()}, taken
        assert world.files == whole.files, taken
        acts = [act for act in world.acts if act.split()[0] not in ("wait", "zoom", "screenshot")]
        assert [act for act in acts if act == "click e20"] == [act for act in whole.acts if act == "click e20"], taken
        assert [act for act in acts if act.startswith("bash")] == [a for a in whole.acts if a.startswith("bash")], taken


def test_a_click_that_was_cut_off_by_a_person_is_not_done_blindly_again() -> None:
    world = gate()
    world.cuts["click e1"] = True
    world.taken = 3  # the list, the click, and the list behind it
    ran = run('click "Pay now"\nexpect "Thank you"', world)
    assert (ran.outcome, world.acts.count("click e1")) == ("done", 1), ran.summary


@pytest.mark.parametrize(("answer", "clicks"), [(HAPPENED, 0), (AGAIN, 1)])
def test_the_person_says_whether_they_did_a_risky_thing_themselves_while_they_had_the_desk(
    answer: str, clicks: int
) -> None:
    world = gate()
    world.taken, world.answers = 2, [answer]
    assert run('click "Pay now"', world).outcome == "done"
    assert world.acts.count("click e1") == clicks
    assert [act for act in world.acts if act.startswith("ask")], "and is asked"


def test_what_a_person_did_themselves_is_seen_by_what_it_led_to() -> None:
    world = gate()
    world.taken = 2
    world.on_taken = lambda w: w.add(element("e9", "status", "Thank you"))
    assert run('click "Pay now"\nexpect "Thank you"', world).outcome == "done"
    assert "click e1" not in world.acts


def test_a_link_is_just_pressed_when_the_desk_is_back() -> None:
    world = gate()
    world.taken = 2
    assert run("click Prices", world).outcome == "done" and world.acts.count("click e2") == 1


def test_acts_that_build_on_others_are_left_to_whoever_asked_for_them() -> None:
    click, typing = computer("left_click", element="e1"), computer("type", text="Ann")
    taken, done = Answer("computer", TAKEN_OVER, failed=True), Answer("computer", "Done.")
    assert Ask((click, typing), repr).left_undone(Answers([done, taken])) is None
    assert Ask((click, elements_use()), repr).left_undone(Answers([done, Answer("elements", TAKEN_OVER, True)])) == 1
    cut = Answer("computer", INTERRUPTED, failed=True)
    assert Ask((click,), repr).left_undone(Answers([cut])) is None


def test_words_of_a_page_are_no_sign_of_a_person() -> None:
    assert not Answer("elements", TAKEN_OVER).taken_over
    assert not Answer("elements", f'[e1] text "{TAKEN_OVER}"', failed=True).taken_over
