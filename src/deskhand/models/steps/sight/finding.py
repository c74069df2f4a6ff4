"""`find`: which element of a list a step means; one, several, or none with what comes nearest.

A name fits in layers (see `folding`); a role that serves the purpose adds a bonus; what is visible and enabled comes
before what is not. It never picks between equals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.language.words import ROLES, is_risky
from deskhand.models.steps.sight.controls import is_control, named_controls, page_only
from deskhand.models.steps.sight.folding import (
    EXACT,
    FOLDED,
    HINT,
    NOTHING,
    OTHER,
    WORDS,
    contains,
    distance,
    fold,
    level,
    tight,
)
from deskhand.models.steps.sight.places import keep, side_gap
from deskhand.models.steps.sight.wanted import FILLABLE, NEARLY, ONLY, PREFERRED, Purpose, Wanted

NEAREST_MAX = 8
BUTTON_GAP_PX = 60
_SIDES = ("near", "right", "left", "below", "above", "top", "bottom")
_LABELLING = ("text", "label", "cell", "columnheader", "rowheader", "legend", "paragraph", "heading")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. `elements` holds one, several (equally good ones), or none; then `nearest` are names to offer.

    missing_place: words about a place that was not found ("the row of Taxi"). weak: the name fits only by a slip of a
    letter, or by hint, value or row: something better may yet appear.
    """

    elements: tuple[Element, ...] = ()
    nearest: tuple[str, ...] = ()
    missing_place: str = ""
    note: str = ""
    weak: bool = False

    @property
    def one(self) -> Element | None:
        return self.elements[0] if len(self.elements) == 1 else None


@dataclass(frozen=True, slots=True)
class Scored:
    element: Element
    score: int
    level: int
    away: int = 0


def find(listing: ElementList, wanted: Wanted, purpose: Purpose) -> Finding:
    """The element meant by a target: on the page, else one of the browser's own controls when it is named plainly."""
    found = _find(page_only(listing), wanted, purpose)
    if found.elements:
        return found
    controls, named = named_controls(listing, wanted, purpose)
    own = _find(controls, named, purpose) if controls.elements else found
    return own if own.elements else found


def _find(listing: ElementList, wanted: Wanted, purpose: Purpose) -> Finding:
    as_whole = _by_whole_name(listing, wanted, purpose)
    fitting = [s for s in as_whole if s.score > s.level or purpose == "see"]
    if fitting:
        return _chosen(listing, wanted, fitting, purpose)
    found = _by_parts(listing, wanted, purpose)
    return found if found.elements or not as_whole else _chosen(listing, wanted, as_whole, purpose)


def _by_parts(listing: ElementList, wanted: Wanted, purpose: Purpose) -> Finding:
    """By name, role and place, each on its own."""
    pool, away, missing = _placed(listing, wanted)
    if missing:
        return Finding(missing_place=missing, nearest=nearest(listing, wanted))
    scored = _scored(pool, wanted, purpose, away)
    if not scored and purpose in ("enter", "choose", "read", "attach", "tick") and wanted.name:
        scored = _labelled(listing, pool, wanted, purpose)
    return _chosen(listing, wanted, scored, purpose)


def _by_whole_name(listing: ElementList, wanted: Wanted, purpose: Purpose) -> list[Scored]:
    """Things whose name is the whole unquoted phrase: "Log in", "Add to list", "Save button"."""
    if not wanted.whole or (wanted.whole == wanted.name and not wanted.places):
        return []
    plain = replace(wanted, name=wanted.whole, role="", places=())
    return [s for s in _scored(listing.elements, plain, purpose, {}) if s.level >= FOLDED]


def _placed(listing: ElementList, wanted: Wanted) -> tuple[list[Element], dict[str, int], str]:
    """The elements that stand where the target is said to, with distances; or the words of a place not found."""
    pool = list(listing.elements)
    away: dict[str, int] = {}
    for place in wanted.places:
        kept = keep(listing, pool, place)
        if kept is None:
            words = place.anchor.said if place.anchor else place.kind
            prefix = {"row": "the row of ", "row_where": f"a row where {place.column} is ", "column": "the column "}
            return [], {}, prefix.get(place.kind, "") + words
        pool = [e for e in pool if e.id in kept]
        if place.kind in _SIDES:
            away = {key: kept[key] + away.get(key, 0) for key in kept}
    return pool, away, ""


def name_level(element: Element, wanted: Wanted, purpose: Purpose) -> int:
    """How well an element answers to the wanted name: by name, else by hint, value, column or row words."""
    if not wanted.name:
        return EXACT
    best = level(wanted.name, element.name)
    if best >= FOLDED:
        return best
    if element.role in FILLABLE and element.hint and level(wanted.name, element.hint) >= FOLDED:
        return HINT
    if _in_column(element, wanted):
        return FOLDED
    others = (element.hint, element.value if purpose not in ("enter", "choose", "tick", "attach") else "")
    loose = any(level(wanted.name, text) >= WORDS for text in others)
    if element.role in ("row", "treeitem", "listitem") and contains(fold(element.row_text), fold(wanted.name)):
        loose = True
    return max(best, OTHER if loose else NOTHING)


def _in_column(element: Element, wanted: Wanted) -> bool:
    """`the Amount in the row of Taxi` is the cell of that column."""
    in_row = any(place.kind in ("row", "row_where") for place in wanted.places)
    return in_row and bool(element.column) and level(wanted.name, element.column) >= FOLDED


def _scored(pool: Iterable[Element], wanted: Wanted, purpose: Purpose, away: dict[str, int]) -> list[Scored]:
    every = list(pool)
    only = ONLY.get(purpose)
    if only:
        every = [e for e in every if e.role in only or e.source == "ocr" or e.role in ROLES.get(wanted.role, ())]
    fitting = [e for e in every if not wanted.role or e.role in ROLES.get(wanted.role, ())]
    found = [s for e in fitting if (s := _score(e, wanted, purpose, away)).level > NOTHING]
    if not found and wanted.role and wanted.name:
        found = [s for e in every if (s := _score(e, wanted, purpose, away)).level >= FOLDED]
    return found


def _score(element: Element, wanted: Wanted, purpose: Purpose, away: dict[str, int]) -> Scored:
    fit = name_level(element, wanted, purpose)
    bonus = 35 if element.role in PREFERRED[purpose] else 15 if element.role in NEARLY else 0
    if wanted.role and element.role in ROLES.get(wanted.role, ())[:1]:
        bonus += 1
    return Scored(element, fit + bonus if fit else 0, fit, away.get(element.id, 0))


def _labelled(listing: ElementList, pool: Sequence[Element], wanted: Wanted, purpose: Purpose) -> list[Scored]:
    """Fields that carry no name of their own: the one right of, else below, words of that name."""
    plain = Wanted(name=wanted.name)
    labels = [e for e in listing.elements if e.role in _LABELLING and name_level(e, plain, "see") >= FOLDED]
    fields = [e for e in pool if e.role in PREFERRED[purpose]]
    for side in ("right", "below"):
        near = [
            (gap, e) for a in labels for e in fields if (gap := side_gap(a.box, e.box, side)) is not None and gap < 300
        ]
        if near:
            best = min(gap for gap, _ in near)
            return [Scored(e, HINT, HINT) for gap, e in near if gap == best]
    return _with_button(listing, fields, plain)


def _with_button(listing: ElementList, fields: Sequence[Element], plain: Wanted) -> list[Scored]:
    """`the Search field` is the one just left of the button "Search", when nothing else is called so."""
    buttons = [e for e in listing.elements if e.role == "button" and name_level(e, plain, "see") >= FOLDED]
    near = [
        (gap, e)
        for b in buttons
        for e in fields
        if (gap := side_gap(b.box, e.box, "left")) is not None and gap < BUTTON_GAP_PX
    ]
    best = min((gap for gap, _ in near), default=0)
    return [Scored(e, HINT, HINT) for gap, e in near if gap == best]


def _chosen(listing: ElementList, wanted: Wanted, scored: list[Scored], purpose: Purpose) -> Finding:
    if not scored:
        return Finding(nearest=nearest(listing, wanted))
    strict = purpose == "click" and any(is_risky(text) for text in (wanted.name, *_best_names(scored)))
    if strict and wanted.name and max(s.level for s in scored) < FOLDED:
        names = tuple(describe(s.element) for s in scored[:NEAREST_MAX])
        return Finding(nearest=names, note="It may not be possible to undo it, so only its whole name will do.")
    best = max(s.score for s in scored)
    equals = _without_doubles([s for s in scored if s.score == best])
    if wanted.ordinal:
        return _by_ordinal(equals, wanted)
    if not strict:
        equals = _reachable(equals)
    nearest_away = min(s.away for s in equals)
    weak = all(s.level < WORDS for s in equals)
    return Finding(tuple(s.element for s in equals if s.away == nearest_away), weak=weak)


def _best_names(scored: list[Scored]) -> list[str]:
    best = max(s.score for s in scored)
    return [s.element.name for s in scored if s.score == best]


def _reachable(equals: list[Scored]) -> list[Scored]:
    """Visible ones before what must be scrolled to, enabled ones before disabled ones."""
    for state in ("disabled", "offscreen"):
        equals = [s for s in equals if state not in s.element.states] or equals
    return equals


def _by_ordinal(equals: list[Scored], wanted: Wanted) -> Finding:
    ordered = sorted(equals, key=lambda s: s.away) if any(s.away for s in equals) else equals
    index = wanted.ordinal - 1 if wanted.ordinal > 0 else wanted.ordinal
    if -len(ordered) <= index < len(ordered):
        return Finding((ordered[index].element,))
    return Finding(
        nearest=tuple(describe(s.element) for s in ordered[:NEAREST_MAX]), note=f"There are only {len(ordered)}."
    )


def _without_doubles(scored: list[Scored]) -> list[Scored]:
    """Without things that are the same thing listed twice: same name, one box inside the other."""
    kept: list[Scored] = []
    for each in scored:
        area = each.element.box.width * each.element.box.height
        double = any(
            tight(each.element.name) == tight(other.element.name)
            and each.element.box.overlap(other.element.box) * 10
            >= 7 * min(area, other.element.box.width * other.element.box.height)
            > 0
            for other in kept
        )
        if not double:
            kept.append(each)
    return kept


def describe(element: Element) -> str:
    """An element as a person would point at it: role, name and place."""
    words = [str(element)[:120]]
    if element.row_text and element.role != "row":
        words.append(f'in the row "{element.row_text[:80]}"')
    elif element.within:
        words.append(f"in {element.within[-1][:80]}")
    if "offscreen" in element.states:
        words.append("(further down or up)")
    if "disabled" in element.states:
        words.append("(disabled)")
    return " ".join(words)


def nearest(listing: ElementList, wanted: Wanted) -> tuple[str, ...]:
    """Up to NEAREST_MAX things on the screen whose names come nearest, fitting roles first."""
    goal = fold(wanted.name)[:60]
    roles = ROLES.get(wanted.role, ())

    def far(element: Element) -> tuple[bool, bool, int]:
        name = fold(element.name)[:60]
        shared = any(word in name.split() for word in goal.split())
        return (
            is_control(element),
            element.role not in roles if roles else element.role in ("text", "cell"),
            distance(goal, name, 30) - 40 * shared,
        )

    named = {e.name: e for e in reversed(listing.elements) if e.name.strip()}
    return tuple(describe(e) for e in sorted(list(named.values())[:400], key=far)[:NEAREST_MAX])
