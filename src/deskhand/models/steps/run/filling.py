"""Performers of what gives fields values: type, choose, tick, set, attach. Each verifies what the field then holds."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import Any

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.language.phrases import Target, Words
from deskhand.models.steps.language.program import Attach, Choose, Enter, SetField, Tick
from deskhand.models.steps.run.acting import TRIES, Report, act, filled, spot
from deskhand.models.steps.run.asking import Answers, Around, Ask, Done, Performing, ToolUse, computer
from deskhand.models.steps.run.holding import (
    is_group,
    is_known,
    is_true,
    kind_of,
    option_of,
    options_only,
    same_value,
    ticked,
    value_for,
    wanted_choice,
)
from deskhand.models.steps.run.looking import WAITS_S, finding_digest, locate, look, nothing_found, several_found
from deskhand.models.steps.run.menus import through
from deskhand.models.steps.run.signs import harmless, standing
from deskhand.models.steps.run.unsure import ask_whether, happened
from deskhand.models.steps.sight.finding import find
from deskhand.models.steps.sight.folding import FOLDED, level
from deskhand.models.steps.sight.wanted import Wanted, wanted
from deskhand.models.steps.values.failure import StepFailed


def enter(around: Around, statement: Enter) -> Performing:
    text = filled(around, statement.text)
    if statement.target is None:
        yield from _type_here(around, text)
        return Done()
    yield from give(around, statement.target, text, append=statement.append)
    return Done()


def _type_here(around: Around, text: str) -> Generator[Ask, Any, None]:
    """Type where the focus is; after a cut, what the focused field holds tells."""

    def here(answers: Answers) -> dict[str, Any]:
        elements = answers.listing.elements if answers.listing else ()
        focused = next((e for e in elements if "focused" in e.states), None)
        return {"value": focused.value if focused else None, **standing(around, answers.listing)}

    report = Report()
    for _ in range(TRIES if text else 0):
        before = yield look(here)
        report = yield from act((computer("type", text=text),))
        if not report.failed:
            return
        if report.cut:
            now = yield look(here, 0.5)
            known = None not in (now["value"], before["value"])
            if known and now["value"] != before["value"] and same_value(now["value"][-len(text) :], text):
                return
            untouched = known and now["value"] == before["value"]
            if not untouched and (yield from happened(around, before, "Typing", harmless=False)):
                return
        elif not report.undone:
            break
    if text:
        raise StepFailed(f"the text could not be typed: {report.failed}", 'Name the field: type "..." into "Name".')


def give(around: Around, target: Target, text: str, *, append: bool = False) -> Generator[Ask, Any, None]:
    """Give a field its value, by typing or by setting it, and see that it holds it."""
    trouble, report = "", Report()
    was: str | None = None
    for attempt in range(TRIES + 1):
        element = yield from locate(around, target, "enter", first_wait_s=0.3 * attempt)
        if "readonly" in element.states or "disabled" in element.states:
            raise StepFailed(
                f"{target.said} can't be changed: it is {'read-only' if 'readonly' in element.states else 'disabled'}.",
                "Name another field.",
            )
        was = element.value if was is None else was
        value = value_for(element, text)
        expected = was + value if append else value
        if report.cut and is_known(element) and same_value(element.value, expected):
            return
        adding = append and element.value == was
        by_value = attempt in (1, 2) and not adding and element.source != "ocr"
        typed = value if adding or not append else expected
        uses = _set_uses(element, typed) if by_value or _is_set(element) else _type_uses(element, typed, adding)
        report = yield from act(uses, partial(_held, element, target, around))
        if not report.again and _holds(element, report.extra, expected):
            return
        trouble = report.failed or f'it holds "{str(report.extra)[:80]}" instead of "{expected[:80]}"'
        if append and not report.again:
            break
    raise StepFailed(
        f"{target.said} did not take the text: {trouble}.", "Look at the desk; the field may not accept it."
    )


def _is_set(element: Element) -> bool:
    """Fields that take a value better than keys: dates, lists with options, sliders, files."""
    return element.role in ("date", "time", "slider", "file", "listbox") or (
        element.role == "combobox" and bool(element.options)
    )


def _set_uses(element: Element, value: str) -> tuple[ToolUse, ...]:
    return (computer("set_value", element=element.id, value=value[:20_000]),)


def _type_uses(element: Element, text: str, append: bool) -> tuple[ToolUse, ...]:
    """Click into the field, take what it holds (or go to its end), and type."""
    uses = [computer("left_click", **spot(element))]
    if append:
        uses.append(computer("key", keys="ctrl+End"))
    elif element.value or element.source != "page":
        uses.append(computer("key", keys="ctrl+a"))
        if not text:
            uses.append(computer("key", keys="Delete"))
    uses += [computer("type", text=text[at : at + 20_000]) for at in range(0, len(text), 20_000)]
    return tuple(uses)


def _held(element: Element, target: Target, around: Around, listing: ElementList | None) -> Any:
    """What the field holds now; None when that can't be seen."""
    if listing is None:
        return None
    now = listing.by_id(element.id) or find(listing, wanted(target, around.variables), "enter").one
    if now is None or now.role != element.role:
        return None
    return now.value


def _holds(element: Element, held: Any, expected: str) -> bool:
    """True also where it can't be known: hidden passwords, fields read from the picture, pages that went on."""
    return held is None or not is_known(element) or same_value(str(held), expected)


def set_field(around: Around, statement: SetField) -> Performing:
    """A variable of that name, or a field on the screen: text, list, date, box or file, as the field needs."""
    name = statement.target.whole
    if name and statement.target.said == name and name in around.variables.values:
        return Done(sets={name: around.variables.value_of(statement.text)})
    text = filled(around, statement.text)
    goal = wanted(statement.target, around.variables)
    kind = yield look(lambda answers: kind_of(answers.listing, goal))
    if kind == "tick":
        return (yield from tick(around, Tick(statement.target, on=bool(is_true(text)))))
    if kind == "choose":
        return (yield from choose(around, Choose(Words(text, quoted=True), statement.target)))
    yield from give(around, statement.target, text)
    return Done()


def tick(around: Around, statement: Tick) -> Performing:
    trouble = ""
    for attempt in range(TRIES):
        element = yield from locate(around, statement.target, "tick", first_wait_s=0.3 * attempt)
        if ticked(element) == statement.on and element.source != "ocr":
            return Done()
        report = yield from act((computer("left_click", **spot(element)),), partial(_ticked_now, element))
        if not report.again and report.extra in (None, statement.on):
            return Done()
        trouble = report.failed or f"it is still {'not ' if statement.on else ''}ticked"
    raise StepFailed(
        f"{statement.target.said} could not be {'ticked' if statement.on else 'unticked'}: {trouble}.",
        "Look at the desk.",
    )


def _ticked_now(element: Element, listing: ElementList | None) -> bool | None:
    now = listing.by_id(element.id) if listing else None
    return ticked(now) if now is not None and now.source == "page" else None


def choose(around: Around, statement: Choose) -> Performing:
    """Choose in a list, a group of radio buttons, a menu; or press the option of that name."""
    option = filled(around, statement.option)
    if (
        statement.target is not None
        and statement.target.role == "menu"
        and (yield from _is_real_menu(around, statement))
    ):
        yield from through(around, (statement.target, named(option)))
        return Done()
    trouble, report = "", Report()
    for attempt in range(TRIES):
        element, inside = yield from _locate_choice(around, statement, option, 0.3 * attempt)
        if report.cut and inside and ticked(element):
            return Done()
        if inside:
            report = yield from act((computer("left_click", **spot(element)),))
            if report.cut and not harmless(element) and (yield from ask_whether(around, f"Choosing {element}")):
                return Done()
        elif element.options:
            value = option_of(element, option)
            report = yield from act(_set_uses(element, value), partial(_held_id, element))
            if not report.again and report.extra is not None and level(value, str(report.extra)) < FOLDED:
                trouble = f'it holds "{str(report.extra)[:80]}"'
                continue
        else:
            report = yield from act((computer("left_click", **spot(element)),))
            if not report.again:
                report = yield from _press_option(around, option)
        if not report.again:
            return Done()
        trouble = report.failed
    where = f" in {statement.target.said}" if statement.target else ""
    raise StepFailed(f'"{option[:80]}" could not be chosen{where}: {trouble}.', "Look at the desk.")


def _held_id(element: Element, listing: ElementList | None) -> str | None:
    now = listing.by_id(element.id) if listing else None
    return now.value if now is not None and now.value else None


def _is_real_menu(around: Around, statement: Choose) -> Generator[Ask, Any, bool]:
    """Whether "the ... menu" is one that opens, not a list with a value."""
    assert statement.target is not None
    goal = wanted(statement.target, around.variables)
    plain = Wanted(name=goal.name, said=goal.said)
    return bool((yield look(lambda a: a.listing is not None and not find(a.listing, plain, "choose").elements)))


def named(option: str) -> Target:
    """A target of this very name, which holds no variables."""
    return Target(Words(option.replace("{", "{{").replace("}", "}}"), quoted=True), said=f'"{option}"')


def _press_option(around: Around, option: str) -> Generator[Ask, Any, Report]:
    element = yield from locate(around, named(option), "click", first_wait_s=0.3)
    return (yield from act((computer("left_click", **spot(element)),)))


def _locate_choice(
    around: Around, statement: Choose, option: str, first_wait_s: float
) -> Generator[Ask, Any, tuple[Element, bool]]:
    """The list to choose in, or the very option (then True): radio buttons stand in a group of the field's name."""
    goal, choice = wanted_choice(statement, option, around.variables)

    def digest(answers: Answers) -> dict[str, Any]:
        listing = answers.listing
        seen = finding_digest(listing, goal, "choose", answers.failure) if goal else {"found": []}
        if len(seen["found"]) == 1 and not is_group(seen["found"][0]):
            return {**seen, "inside": False}
        inside = finding_digest(options_only(listing), choice, "click", answers.failure)
        if inside["found"] or not goal or not seen["found"]:
            return {**inside, "nearest": inside["nearest"] or seen.get("nearest", []), "inside": True}
        return {**seen, "inside": False}

    seen: dict[str, Any] = {}
    for wait_s in WAITS_S:
        seen = yield look(digest, wait_s or first_wait_s)
        if seen["found"]:
            break
    elements = [Element.model_validate(raw) for raw in seen["found"]]
    if len(elements) != 1:
        words = several_found if elements else None
        asked = choice if seen.get("inside") else goal or choice
        raise StepFailed(*(words(asked, elements) if words else nothing_found(goal or choice, seen)))
    return elements[0], bool(seen.get("inside"))


def attach(around: Around, statement: Attach) -> Performing:
    path = filled(around, statement.path).strip()
    target = statement.target or Target(role="field", said="the file field")
    trouble = ""
    for attempt in range(TRIES):
        element = yield from locate(around, target, "attach", first_wait_s=0.3 * attempt)
        report = yield from act(_set_uses(element, path))
        if not report.again:
            return Done()
        trouble = report.failed
    raise StepFailed(f"{path} could not be attached to {target.said}: {trouble}", "Check the file's path on the desk.")
