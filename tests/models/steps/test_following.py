"""Programs followed to their end on a small world, through a restart at every turn."""

# ruff: noqa: E501 - cases are read in one piece.
from __future__ import annotations

import pytest

from deskhand.core.elements import Element
from deskhand.core.geometry import Box
from tests.models.steps.world import World, element, person, run


def form() -> World:
    return World().add(
        element("e1", "button", "New expense"),
        element("e2", "textbox", "Merchant", within=("form New expense",)),
        element("e3", "combobox", "Category", value="Meals", options=("Meals", "Travel", "Office supplies")),
        element("e4", "date", "Date"),
        element("e5", "radio", "Company card", within=("radiogroup Paid with",)),
        element("e6", "radio", "Cash", within=("radiogroup Paid with",)),
        element("e7", "file", "Receipt"),
        element("e8", "checkbox", "I agree", states=("unchecked",)),
        element("e9", "button", "Save"),
    )


def table() -> World:
    rows = [("2024-05-01", "Taxi", "12.00"), ("2024-05-02", "Hotel", "80.50")]
    world = World()
    for n, cells in enumerate(rows, 1):
        common = {"row": n, "row_text": " | ".join(cells), "within": ("table Expenses",)}
        for column, (name, text) in enumerate(zip(("Date", "Merchant", "Amount"), cells, strict=True)):
            box = Box(100 + 150 * column, 200 + 40 * n, 120, 20)
            world.add(element(f"c{n}{column}", "cell", text, column=name, box=box, **common))
        world.add(element(f"b{n}", "link", "Edit", column="Action", box=Box(600, 200 + 40 * n, 40, 20), **common))
    return world


def test_the_canonical_program_is_followed() -> None:
    world = form()
    world.on["key Return"] = lambda w: (
        w.add(element("e20", "status", "Saved"), element("e21", "text", "Total: 12.50")) and None
    )
    world.commands["pytest -q"] = "exit 0\n3 passed"
    ran = run(
        'open http://expenses.test\nclick "New expense"\nlet merchant = "Café 7"\ntype "{merchant}" into "Merchant"\n'
        'choose "Travel" in "Category"\npress Enter\nexpect "Saved"\nread "Total" as total\nrun `pytest -q`\n',
        world,
    )
    assert ran.outcome == "done", ran.summary
    assert (world.elements["e2"].value, world.elements["e3"].value, ran.values["total"]) == (
        "Café 7",
        "Travel",
        "12.50",
    )
    assert [check["holds"] for check in ran.checks] == [True]
    assert len(ran.replies) <= 10


def test_one_line_in_natural_words_does_all_it_says() -> None:
    world = form()
    ran = run("Click on the Save button, then enter Ann in the merchant field and press Enter", world)
    assert ran.outcome == "done", ran.summary
    assert world.acts == ["click e9", "click e2", "type Ann", "key Return"]


def test_chinese_steps_are_followed() -> None:
    world = World().add(element("e1", "button", "保存"), element("e2", "textbox", "姓名"))
    ran = run("点击“保存”，然后在“姓名”中输入 张三", world)
    assert ran.outcome == "done", ran.summary
    assert world.elements["e2"].value == "张三"


def test_every_kind_of_field_gets_its_value() -> None:
    world = form()
    ran = run(
        'set Date to 12 May 2024\nChoose Company card\nattach receipts/a.png to "Receipt"\ntick "I agree"\nset Category to travel\n',
        world,
    )
    assert ran.outcome == "done", ran.summary
    assert world.elements["e4"].value == "2024-05-12"
    assert "click e5" in world.acts and "set_value e7 receipts/a.png" in world.acts
    assert world.elements["e8"].states == ("checked",) and world.elements["e3"].value == "Travel"


def test_a_link_in_the_row_of_a_word_is_the_one_pressed() -> None:
    for words in (
        'click "Edit" in the row of "Hotel"',
        "点击“Hotel”所在行的“Edit”",
        "Click Edit where Merchant is Hotel",
    ):
        world = table()
        ran = run(words, world)
        assert (ran.outcome, world.acts) == ("done", ["click b2"]), (words, ran.summary)


def test_several_equal_things_are_never_guessed_between() -> None:
    world = table()
    ran = run('click "Edit"', world)
    assert ran.outcome == "failed" and world.acts == []
    assert "in the row of" in ran.summary and "Hotel" in ran.summary


def test_the_person_is_asked_which_when_someone_is_there() -> None:
    world = table()
    world.answers = ["2"]
    assert run('click "Edit"', world).outcome == "done"
    assert world.acts[-1] == "click b2"


def test_an_act_beyond_undoing_needs_the_whole_name() -> None:
    world = World().add(element("e1", "button", "Delete all entries"))
    ran = run('click "Delete"', world)
    assert ran.outcome == "failed" and not any(act.startswith("click") for act in world.acts)
    assert "Delete all entries" in ran.summary


def test_what_is_not_there_yet_is_waited_for() -> None:
    world = World()
    looks = iter(range(9))
    world.on["wait"] = lambda w: w.add(element("e1", "button", "Next")) and None if next(looks) == 1 else None
    ran = run('click "Next"', world)
    assert ran.outcome == "done" and world.acts[-1] == "click e1"


def test_a_better_name_is_waited_for_before_a_slip_is_forgiven() -> None:
    world = World().add(element("e1", "button", "Text"))
    world.on["wait"] = lambda w: w.add(element("e2", "button", "Next")) and None
    assert run('click "Next"', world).outcome == "done" and world.acts[-1] == "click e2"
    world = World().add(element("e1", "button", "Categories"))
    assert run('click "Categroies"', world).outcome == "done" and world.acts[-1] == "click e1"


def test_what_is_not_there_at_all_is_told_with_what_is() -> None:
    ran = run('click "Sveglia"', form())
    assert ran.outcome == "failed" and 'button "Save"' in ran.summary


def test_an_act_on_a_moved_screen_is_tried_again_after_a_look() -> None:
    world = form()
    world.failures = ["The button is covered."]
    assert run('click "Save"', world).outcome == "done"
    assert world.acts == ["wait", "click e9"]


def test_a_failed_program_goes_on_at_its_place_when_told_to() -> None:
    world = form()
    first = run('click "Save"\nclick "Missing"\nclick "New expense"', world)
    second = run("skip", world, before=first.messages)
    assert (first.outcome, second.outcome) == ("failed", "done")
    assert [act for act in world.acts if act.startswith("click")] == ["click e9", "click e1"]


@pytest.mark.parametrize("words", ["I sent it myself.", "I've already pressed Send", "done", "我已经发了"])
def test_what_a_person_says_they_did_themselves_is_no_step_and_is_not_done_again(words: str) -> None:
    world = World().add(element("e1", "button", "Save"))
    failed = run('click "Send"\nclick "Save"', world)
    assert failed.outcome == "failed" and world.acts.count("click e1") == 0
    assert run(words, world, before=failed.messages).outcome == "done" and world.acts.count("click e1") == 1
    begun = run('click "Save"\nexpect "Saved"', world.add(element("e2", "status", "Saved")))
    running = run(words, world, before=begun.messages[:3])
    assert running.outcome == "done", running.summary


def test_a_second_program_knows_the_variables_of_the_first() -> None:
    world = form()
    first = run("let who = Ann", world)
    assert run('type who into "Merchant"', world, before=first.messages).outcome == "done"
    assert world.elements["e2"].value == "Ann"


def test_loops_go_over_files_and_pictures_are_read() -> None:
    def words(*lines: tuple[str, str]) -> list[Element]:
        return [
            element(f"t{n}{k}", "text", text, box=Box(10 + 200 * k, 30 * n, 80, 20))
            for n, pair in enumerate(lines)
            for k, text in enumerate(pair)
            if text
        ]

    world = World()
    world.pictures["receipts/a.png"] = words(("Bar Sole", ""), ("Subtotal", "10,00"), ("Total", "€12,50"))
    world.pictures["receipts/b.png"] = words(("出租车", ""), ("合计", "¥ 128.00"))
    ran = run(
        "let sum = 0\nfor each file in receipts:\n"
        "  read the first line of the picture {file} as merchant\n"
        '  read "Total" or "合计" in the picture {file} as total as a number\n'
        "  add total to sum\n  add merchant to merchants\n"
        "write report.md:\n  # Report\n\n  {merchants}\n  Sum: {sum}\n",
        world,
    )
    assert ran.outcome == "done", ran.summary
    assert ran.values["merchants"] == ["Bar Sole", "出租车"] and ran.values["sum"] == "140.50"
    assert world.files["report.md"] == "# Report\n\nBar Sole\n出租车\nSum: 140.50\n"


def test_rows_of_a_table_are_read_and_gone_over() -> None:
    world = table()
    ran = run(
        'read the table "Expenses" as rows\nfor each row of {rows}:\n  say {Merchant}: {row.Amount}\nwrite {rows} to x.csv',
        world,
    )
    assert ran.outcome == "done", ran.summary
    assert "Hotel: 80.50" in ran.summary and world.files["x.csv"].startswith(
        "Date,Merchant,Amount,Action\n2024-05-01,Taxi,12.00"
    )


def test_branches_and_bounded_loops_take_the_right_way() -> None:
    ran = run(
        "let n = 0\nwhile n is less than 3:\n  let n = n + 1\nif n is 3:\n  let said = three\notherwise:\n  let said = other\n"
        'repeat 2 times: add 10 to n\nif n is greater than 100, fail with "too many", otherwise say fine\n',
        World(),
    )
    assert ran.outcome == "done", ran.summary
    assert (ran.values["n"], ran.values["said"]) == ("23", "three") and "fine" in ran.summary


def test_values_from_outside_never_become_part_of_a_command() -> None:
    world = World(files={"x.txt": "$(rm -rf /); `id` ' \" | x"})
    run("read the file x.txt as text\nrun `echo {text} \"{text}\" '{text}'`", world)
    command = world.acts[-1].removeprefix("bash ")
    import subprocess

    out = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True).stdout
    assert out == " ".join([world.files["x.txt"]] * 3) + "\n"


def test_a_failed_command_fails_the_step_unless_it_may() -> None:
    world = World(commands={"false": "exit 1\nno"})
    assert "exit code 1" in run("run `false`", world).summary
    assert run("run `false` even if it fails", world).outcome == "done"


def test_unreadable_steps_are_refused_before_anything_is_done() -> None:
    world = form()
    ran = run('click "Save"\nfrobnicate the widget\n', world)
    assert ran.outcome == "failed" and world.acts == []
    assert "line 2" in ran.summary and "frobnicate" in ran.summary


def test_words_only_in_the_picture_are_read_from_it() -> None:
    world = World().add(element("e1", "canvas", "", box=Box(0, 0, 800, 600)))
    world.add(element("o1", "text", "Start game", source="ocr", box=Box(300, 200, 100, 20)))
    ran = run('click "Start game"', world)
    assert ran.outcome == "done", ran.summary
    call = next(c for reply in ran.replies for c in reply.calls if c.arguments.get("action") == "left_click")
    assert call.arguments["coordinate"] == [350, 210]


def test_new_words_while_a_program_runs_are_further_steps() -> None:
    world = form()
    first = run('click "Save"', world)
    cut = first.messages[:2]
    messages = [*cut, *first.messages[2:3], person('click "New expense"')]
    assert run("say done", world, before=messages).outcome == "done"
    assert [act for act in world.acts if act.startswith("click")][-1] == "click e1"
