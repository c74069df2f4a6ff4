"""What a field holds, against what a step gives it: for verifying what was typed, and for seeing what was lost.

Pure: it reads a list of elements; it neither looks nor acts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.language.phrases import Target, Words
from deskhand.models.steps.language.program import Attach, Choose, Enter, SetField, Tick
from deskhand.models.steps.language.words import ORDINALS, ROLES
from deskhand.models.steps.sight.finding import find
from deskhand.models.steps.sight.folding import FOLDED, level, tight
from deskhand.models.steps.sight.wanted import Wanted, WantedPlace, wanted
from deskhand.models.steps.values.dates import as_date
from deskhand.models.steps.values.failure import StepFailed
from deskhand.models.steps.values.numbers import to_decimal
from deskhand.models.steps.values.variables import Value, Variables

_OPTION_ROLES = frozenset({"radio", "option", "menuitem", "menuitemradio", "tab", "listitem", "treeitem", "checkbox"})
_TRUE = re.compile(r"^(?:true|yes|on|checked|ticked|是|勾选|开)$", re.IGNORECASE)
Fill = Enter | SetField | Tick | Choose | Attach
"""The steps that give a field a value, and may be done again."""


def same_value(shown: str, wanted_text: str) -> bool:
    """Whether a field holds what was typed; fields may write numbers and spaces their own way."""
    if shown.replace("\r\n", "\n").strip() == wanted_text.replace("\r\n", "\n").strip():
        return True
    a, b = to_decimal(shown), to_decimal(wanted_text)
    if a is not None and b is not None:
        return a == b
    return bool(tight(wanted_text)) and re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", wanted_text)


def value_for(element: Element, text: str) -> str:
    if element.role == "date" and text.strip():
        return as_date(text)
    if element.options and element.role in ("combobox", "listbox"):
        return option_of(element, text)
    return text


def option_of(element: Element, text: str) -> str:
    """The option of a list that the text names, best layer first. Fails with the options there are."""
    scored = [(level(text, option), option) for option in element.options]
    best = max(score for score, _ in scored)
    found = list(dict.fromkeys(option for score, option in scored if score == best))
    place = ORDINALS.get(text.strip().casefold(), 0)
    if best == 0 and place and abs(place) <= len(element.options):
        return element.options[place - 1 if place > 0 else place]
    if best == 0:
        raise StepFailed(f'{element} has no option "{text[:80]}".', f"It has: {', '.join(element.options[:20])}.")
    if len(found) > 1:
        raise StepFailed(
            f'"{text[:80]}" fits several options of {element}: {", ".join(found[:8])}.', "Write one of them whole."
        )
    return found[0]


def is_known(element: Element) -> bool:
    """Whether what a field holds can be seen."""
    hidden = "password" in element.states or element.role in ("password", "terminal", "file", "slider")
    return not hidden and element.source != "ocr"


def kind_of(listing: ElementList | None, goal: Wanted) -> str:
    if listing is None:
        return "enter"
    for purpose in ("enter", "tick"):
        found = find(listing, goal, "enter" if purpose == "enter" else "tick").one
        if found is not None:
            return "choose" if found.role in ("combobox", "listbox") else purpose
    return "enter" if find(listing, goal, "choose").one is None else "choose"


def ticked(element: Element) -> bool:
    return bool({"checked", "selected"} & set(element.states))


def is_group(raw: dict[str, Any]) -> bool:
    return raw.get("role") in ("radiogroup", "group", "list", *ROLES["section"])


def options_only(listing: ElementList | None) -> ElementList | None:
    """The list with only what can be chosen, or as it is when there is nothing of that kind."""
    if listing is None:
        return None
    kept = tuple(e for e in listing.elements if e.role in _OPTION_ROLES)
    return listing.model_copy(update={"elements": kept}) if kept else listing


def is_true(text: str) -> bool:
    return bool(_TRUE.match(text.strip()))


def filled_words(words: Words, variables: Variables) -> str:
    """Words with their variables, a bare name of a variable taken as the variable."""
    value: Value = variables.value_of(words)
    return value if isinstance(value, str) else variables.fill("{" + words.text.strip("{} ") + "}")


def wanted_choice(statement: Choose, option: str, variables: Variables) -> tuple[Wanted | None, Wanted]:
    """The list to choose in, if one is named, and the option itself."""
    goal = wanted(statement.target, variables) if statement.target else None
    whole = variables.fill(statement.whole)
    places = (WantedPlace("in", goal),) if goal else ()
    return goal, Wanted(name=option, said=f'"{whole or option}"', places=places, whole=whole)


@dataclass(frozen=True, slots=True)
class Held:
    """What the field of a step holds now. fits: whether that is what the step gives it. text: what it gives;
    adds: to what was there before."""

    element: Element
    value: str
    fits: bool
    text: str = ""
    adds: bool = False


def held(statement: Fill, listing: ElementList, variables: Variables) -> Held | None:
    """What the step's field holds; None when the field is not there, or does not tell what it holds."""
    try:
        match statement:
            case Tick(target=target, on=on):
                return _held_box(find(listing, wanted(target, variables), "tick").one, on)
            case Choose():
                return _held_choice(statement, listing, variables)
            case Attach(path=path, target=target):
                goal = wanted(target or Target(role="field", said="the file field"), variables)
                return _held_file(find(listing, goal, "attach").one, filled_words(path, variables))
            case SetField(target=target, text=text):
                return _held_any(statement, listing, variables)
            case Enter(target=target, text=text, append=append):
                if target is None:
                    return None
                field = find(listing, wanted(target, variables), "enter").one
                return _held_text(field, filled_words(text, variables), append=append)
    except StepFailed:
        return None


def _held_any(statement: SetField, listing: ElementList, variables: Variables) -> Held | None:
    text = filled_words(statement.text, variables)
    kind = kind_of(listing, wanted(statement.target, variables))
    if kind == "tick":
        return held(Tick(statement.target, on=is_true(text)), listing, variables)
    if kind == "choose":
        return _held_choice(Choose(statement.text, statement.target), listing, variables)
    return _held_text(find(listing, wanted(statement.target, variables), "enter").one, text, append=False)


def _held_text(field: Element | None, text: str, *, append: bool) -> Held | None:
    if field is None or not is_known(field):
        return None
    expected = value_for(field, text)
    fits = field.value.rstrip().endswith(expected.rstrip()) if append else same_value(field.value, expected)
    return Held(field, field.value, fits, expected, append)


def _held_box(box: Element | None, on: bool) -> Held | None:
    if box is None or box.source == "ocr":
        return None
    return Held(box, "on" if ticked(box) else "off", ticked(box) == on)


def _held_file(field: Element | None, path: str) -> Held | None:
    if field is None or field.role != "file":
        return None
    return Held(field, field.value, PurePosixPath(path.strip()).name in field.value)


def _held_choice(statement: Choose, listing: ElementList, variables: Variables) -> Held | None:
    option = filled_words(statement.option, variables)
    goal, choice = wanted_choice(statement, option, variables)
    field = find(listing, goal, "choose").one if goal else None
    if field is not None and not is_group({"role": field.role}):
        if not field.options:
            return None
        return Held(field, field.value, level(value_for(field, option), field.value) >= FOLDED)
    narrowed = options_only(listing)
    pressed = find(narrowed, choice, "click").one if narrowed else None
    if pressed is None or pressed.role not in ("radio", "checkbox", "option", "menuitemradio"):
        return None
    return _held_box(pressed, True)
