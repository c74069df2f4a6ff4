"""What counts as seen: the page before the browser's frame, windows by their titles, words painted on a canvas."""

from __future__ import annotations

import pytest

from deskhand.core.elements import Page
from deskhand.core.geometry import Box
from deskhand.models.steps.sight.labels import rest_after
from tests.models.steps.world import World, element, run

BAR = ("browser controls", "toolbar")


def browser() -> World:
    """A page called Gate, with a search form, in a browser with its bars."""
    return World(page=Page(title="Gate", address="http://office.test/", app="Chromium")).add(
        element("a1", "tab", "Gate", within=("browser controls",), source="app", box=Box(28, 0, 256, 41)),
        element("a2", "textbox", "Address and search bar", within=BAR, source="app", box=Box(236, 51, 900, 24)),
        element("a3", "button", "Reload", within=BAR, source="app", box=Box(78, 46, 34, 34)),
        element("a4", "button", "Back", within=BAR, source="app", box=Box(0, 46, 34, 34)),
        element("e1", "textbox", "Part", box=Box(200, 150, 220, 30)),
        element("e2", "button", "Search", box=Box(425, 150, 80, 30)),
        element("e3", "link", "Back to the list", box=Box(200, 250, 80, 30)),
    )


def canvas() -> World:
    world = browser().add(element("c1", "canvas", "Pass", box=Box(200, 300, 500, 200)))
    for n, text in enumerate(("VISITORPASS", "Holder：A. Moreau", "Passnumber:240891", "Open the gate")):
        world.add(element(f"w{n}", "text", text, source="ocr", box=Box(230, 310 + 40 * n, 10 * len(text), 20)))
    return world.add(element("w9", "text", "Gate", source="ocr", box=Box(40, 10, 60, 20)))


@pytest.mark.parametrize("field", ["the Search field", '"Search"', "the Part field"])
def test_fields_of_the_page_come_before_the_address_bar(field: str) -> None:
    world = browser()
    assert run(f"type valve into {field}", world).outcome == "done"
    assert world.elements["e1"].value == "valve"


@pytest.mark.parametrize(
    ("step", "act"),
    [
        ("click the Reload button", "click a3"), ("click the back button of the browser", "click a4"),
        ("click the browser's Back button", "click a4"), ("点击浏览器的“后退”按钮", "click a4"),
        ("click the Gate tab", "click a1"), ("type x into the address bar", "click a2"),
    ],
)  # fmt: skip
def test_the_browsers_own_controls_are_used_when_they_are_named_plainly(step: str, act: str) -> None:
    world = browser()
    ran = run(step, world)
    assert ran.outcome == "done" and act in world.acts, (ran.summary, world.acts)


def test_a_browser_control_never_stands_in_for_something_of_the_page() -> None:
    for step in ('expect "Gate"', "expect Reload", "click Address", "read Gate as x"):
        world = browser()
        assert run(step, world).outcome == "failed" or world.acts == ["click a2"], step
    for step in ("expect the tab Gate", "expect the title is Gate", "expect the page Gate is shown"):
        assert run(step, browser()).outcome == "done", step


def test_buttons_of_a_dialog_of_the_page_are_no_browser_controls() -> None:
    inside = ("browser controls", "dialog office.test says")
    world = browser().add(element("a9", "button", "OK", within=inside, source="app"))
    assert run("click OK in the dialog", world).outcome == "done" and world.acts == ["click a9"]


def test_windows_are_waited_for_by_their_titles() -> None:
    world = browser()
    world.on["wait"] = lambda w: setattr(w, "windows", (Page(title="letter.txt - Mousepad", active=False),))
    assert run('wait until the window "letter.txt" is shown\nexpect the window letter.txt', world).outcome == "done"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ('read the "Number" in the canvas as code', "240891"), ('read "Pass number" in the canvas as code', "240891"),
        ("read Holder in the Pass canvas as code", "A. Moreau"),
        ('read the "Number" in the canvas as code as a number', "240891"), ('read "Pass number" as code', "240891"),
    ],
)  # fmt: skip
def test_values_painted_on_a_canvas_are_read_off_it(words: str, value: str) -> None:
    ran = run(words, canvas())
    assert (ran.outcome, ran.values.get("code")) == ("done", value), ran.summary


def test_painted_words_are_expected_and_pressed_at_their_very_place() -> None:
    ran = run('expect "Holder" \nclick "gate" in the canvas', canvas())
    assert ran.outcome == "done", ran.summary
    click = next(c for reply in ran.replies for c in reply.calls if c.arguments.get("action") == "left_click")
    assert click.arguments["coordinate"] == [340, 440]


def test_a_name_is_taken_whole_before_its_last_word_is_taken_for_a_kind() -> None:
    world = World().add(
        element("e1", "radio", "Company"), element("e2", "radio", "Company card"), element("e3", "button", "Gift card")
    )
    assert run("Choose Company card\nclick Gift card", world).outcome == "done"
    assert world.acts == ["click e2", "click e3"]


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("Number: 925779", "Number", "925779"), ("Passnumber:240891", "Pass number", "240891"),
        ("编号：17", "编号", "17"), ("Numbers 5", "Number", ""), ("Total", "Total", ""), ("x", "", ""),
    ],
)  # fmt: skip
def test_a_value_is_split_from_its_label(text: str, label: str, rest: str) -> None:
    assert rest_after(text, label) == rest


def menus() -> World:
    world = World().add(element("e1", "menuitem", "File", states=("collapsed",)))
    world.on["click e1"] = lambda w: w.add(element("e2", "menuitem", "Save as"), element("e3", "treeitem", "2024"))
    return world


@pytest.mark.parametrize(
    "step", ["choose File > Save as", "select Save as from the File menu", "In the File menu, click Save as"]
)
def test_menus_are_gone_through_and_an_open_one_is_not_closed(step: str) -> None:
    world = menus()
    assert run(f"{step}\n{step}", world).outcome == "done"
    assert world.acts == ["click e1", "click e2", "click e2"]


def test_an_item_is_expanded_by_the_arrow_key_when_a_click_only_selects_it() -> None:
    world = World().add(element("e1", "treeitem", "2024", states=("collapsed",)))
    world.on["key Right"] = lambda w: w.change("e1", states=("expanded",))
    assert run("expand 2024\nexpand 2024", world).outcome == "done"
    assert world.acts == ["click e1", "key Right"]


def test_braces_that_are_doubled_are_left_to_the_command() -> None:
    world = World()
    run("let n = 5\nrun `python3 -c 'print(f\"{n} {{n}} {m}\")'`", world)
    assert world.acts[-1].endswith('print(f"\'"${steps_1}"\' {n} {m}")\'')
