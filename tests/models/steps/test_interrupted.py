"""After an act that was cut off, what is there decides: it went through, it is done again, or the person is asked."""

from __future__ import annotations

import pytest

from deskhand.core.moves import NOT_ANSWERED
from deskhand.models.steps.run.unsure import reads_only
from tests.models.steps.test_following import form
from tests.models.steps.world import World, element, run


def gate() -> World:
    """A page whose button, when pressed, brings words."""
    world = World().add(
        element("e1", "button", "Pay now"), element("e2", "link", "Prices"), element("e3", "tab", "Mine")
    )
    world.on["click e1"] = lambda w: w.add(element("e9", "status", "Thank you"))
    return world


@pytest.mark.parametrize("happened", [True, False])
def test_typing_that_was_cut_off_is_done_again_unless_the_field_holds_it(happened: bool) -> None:
    world = form()
    world.cuts["type Ann"] = happened
    ran = run('type Ann into "Merchant"', world)
    assert (ran.outcome, world.elements["e2"].value) == ("done", "Ann"), ran.summary
    assert world.acts.count("type Ann") + world.acts.count("set_value e2 Ann") == 1


@pytest.mark.parametrize("happened", [True, False])
def test_words_appended_are_there_once_even_when_the_answer_was_lost(happened: bool) -> None:
    world = World().add(element("e2", "textbox", "Notes", value="a"))
    world.cuts["type b"] = happened
    ran = run('append "b" to the Notes field', world)
    assert (ran.outcome, world.elements["e2"].value) == ("done", "ab"), ran.summary


@pytest.mark.parametrize("happened", [True, False])
def test_a_box_is_ticked_once_even_when_the_answer_was_lost(happened: bool) -> None:
    world = form()
    world.cuts["click e8"] = happened
    assert run('tick "I agree"', world).outcome == "done"
    assert world.elements["e8"].states == ("checked",)


@pytest.mark.parametrize("happened", [True, False])
def test_a_choice_and_an_open_are_simply_repeated(happened: bool) -> None:
    world = form()
    world.cuts = {"set_value e3 Travel": happened, "open http://a.test": happened}
    ran = run('open http://a.test\nchoose "Travel" in "Category"', world)
    assert (ran.outcome, world.elements["e3"].value) == ("done", "Travel"), ran.summary


def test_a_risky_click_went_through_when_what_it_leads_to_is_there() -> None:
    world = gate()
    world.cuts["click e1"] = True
    ran = run('click "Pay now"\nexpect "Thank you"', world)
    assert (ran.outcome, world.acts.count("click e1")) == ("done", 1), ran.summary


@pytest.mark.parametrize(
    "program", ['click "Pay now"\nexpect "Thank you"', 'click "Pay now"', 'click "Pay now"\nexpect "Prices"']
)
def test_a_risky_click_that_nobody_saw_is_never_repeated(program: str) -> None:
    world = gate()
    world.cuts["click e1"] = False
    ran = run(program, world)
    assert ran.outcome == "failed" and "click e1" not in world.acts
    assert "can't tell whether it happened" in ran.summary and "continue" in ran.summary


@pytest.mark.parametrize(("answer", "clicks"), [("It happened: go on", 0), ("It did not: do it again", 1)])
def test_the_person_says_whether_a_risky_click_went_through(answer: str, clicks: int) -> None:
    world = gate()
    world.cuts["click e1"] = False
    world.answers = [answer]
    assert run('click "Pay now"', world).outcome == "done"
    assert world.acts.count("click e1") == clicks


def test_a_link_is_pressed_again_when_nothing_changed() -> None:
    world = gate()
    world.cuts["click e2"] = False
    assert run("click Prices", world).outcome == "done" and world.acts.count("click e2") == 1
    world.cuts["click e3"] = True
    world.on["click e3"] = lambda w: w.add(element("e8", "heading", "My things"))
    assert run("click Mine", world).outcome == "done" and world.acts.count("click e3") == 1


def test_words_typed_where_the_focus_is_are_looked_for_in_the_focused_field() -> None:
    for happened in (True, False):
        world = World().add(element("e1", "textbox", "Name", states=("focused",)))
        world.focus = "e1"
        world.cuts["type Ann"] = happened
        ran = run("type Ann", world)
        assert (ran.outcome, world.elements["e1"].value) == ("done", "Ann"), ran.summary


def test_a_key_that_may_send_something_is_not_pressed_twice() -> None:
    world = form()
    world.cuts["key Return"] = False
    assert run("press Enter", world).outcome == "failed" and "key Return" not in world.acts
    world.cuts["key Tab"] = False
    assert run("press Tab", world).outcome == "done" and world.acts.count("key Tab") == 1


def test_a_screen_that_changed_before_the_act_is_looked_at_and_the_act_is_tried_again() -> None:
    world = form()
    world.failures = ["Not done: the screen changed since you last looked."]
    assert run("press Enter", world).outcome == "done" and world.acts == ["key Return"]


def test_a_command_that_only_reads_is_run_again_and_any_other_is_not() -> None:
    world = World(commands={"ls -l": "exit 0\na"}, cuts={"ls -l": False, "make install": False})
    assert run("run `ls -l` as out", world).values["out"] == "a"
    ran = run("run `make install`", world)
    assert ran.outcome == "failed" and world.acts == ["bash ls -l"] and "The command was cut off" in ran.summary


@pytest.mark.parametrize(
    ("command", "reads"),
    [
        ("ls -l | grep x", True), ("sed -n 3p a.txt", True), ("cat a && wc -l b", True), ("find . -name x", True),
        ("ls > a", False), ("sed -i s/a/b/ x", False), ("find . -delete", False), ("cat $(rm x)", False),
        ("ls; rm x", False), ("cat 'x", False), ("python x.py", False), ("", False),
    ],
)  # fmt: skip
def test_a_command_is_known_to_read_only_when_that_is_plain(command: str, reads: bool) -> None:
    assert reads_only(command) is reads


def test_a_file_that_was_moved_although_the_answer_was_lost_is_not_moved_again() -> None:
    world = World(files={"a.txt": "x"}, cuts={"move a.txt": True})
    assert run("rename a.txt to b.txt", world).outcome == "done"
    assert world.files == {"b.txt": "x"}


@pytest.mark.parametrize("words", [NOT_ANSWERED, "The person did not allow this. Find another way, or finish."])
def test_what_nobody_or_a_no_answered_is_not_tried_again(words: str) -> None:
    world = gate()
    world.failures = [words, words]
    ran = run('click "Pay now"', world)
    assert (ran.outcome, world.failures, world.acts) == ("failed", [words], []), ran.summary
