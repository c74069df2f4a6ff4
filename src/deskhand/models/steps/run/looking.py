"""Looking for what a step names: again and again while a page loads, by OCR at last, and never guessing."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.language.phrases import Target
from deskhand.models.steps.run.asking import Answers, Around, Ask, ToolUse, computer, elements_use
from deskhand.models.steps.run.signs import standing
from deskhand.models.steps.sight.controls import frame_bottom
from deskhand.models.steps.sight.finding import Finding, describe, find
from deskhand.models.steps.sight.painted import surface, without_surface, word_box
from deskhand.models.steps.sight.wanted import Purpose, Wanted, wanted
from deskhand.models.steps.values.failure import StepFailed

WAITS_S = (0.0, 0.3, 0.6, 1.0, 1.5, 2.0, 2.5)
"""Waits before each look for something that is not there yet: 8 seconds in all."""
OPTIONS_MAX = 6
WEAK_AFTER_S = 1.0
"""A name that fits only by a slip is taken at the look after this wait, when nothing better has come."""

Looking = Generator[Ask, Any, Element]


def look(digest: Any, wait_s: float = 0.0, **query: Any) -> Ask:
    """A look at the elements, after a wait."""
    uses: tuple[ToolUse, ...] = (elements_use(**query),)
    if wait_s:
        uses = (computer("wait", duration=wait_s), *uses)
    return Ask(uses, digest, look=not wait_s and not query, part=bool(query))


def finding_digest(listing: ElementList | None, goal: Wanted, purpose: Purpose, trouble: str = "") -> dict[str, Any]:
    """What a look found, as JSON: {"found": [element...], "nearest", "place", "note", ...}."""
    if listing is None:
        return {
            "found": [],
            "nearest": [],
            "place": "",
            "note": "",
            "weak": False,
            "trouble": trouble or "no list of elements came",
        }
    found: Finding = find(listing, goal, purpose)
    return {
        "found": [e.model_dump(mode="json", exclude_defaults=True) for e in found.elements[:20]],
        "nearest": list(found.nearest),
        "place": found.missing_place,
        "note": found.note,
        "weak": found.weak,
        "trouble": "",
        "omitted": listing.omitted,
        "canvas": not listing.elements or any(e.role in ("canvas", "image", "application") for e in listing.elements),
    }


def read_off(listing: ElementList | None, goal: Wanted, purpose: Purpose, below: int = 0) -> dict[str, Any]:
    """What is found among words read off the picture; those of the browser's bars, above `below`, are none."""
    if listing is None:
        return finding_digest(None, goal, purpose)
    words = tuple(e for e in listing.elements if e.box.center.y >= below)
    seen = finding_digest(listing.model_copy(update={"elements": words}), goal, purpose)
    narrowed = [word_box(Element.model_validate(raw), goal.name) for raw in seen["found"]]
    return {**seen, "found": [e.model_dump(mode="json", exclude_defaults=True) for e in narrowed]}


def _reading_off(goal: Wanted, purpose: Purpose, below: int) -> Callable[[Answers], Any]:
    return lambda answers: read_off(answers.listing, goal, purpose, below)


def ocr_use(region: Any = None) -> ToolUse:
    """Read the picture: all of it, or [left, top, right, bottom]."""
    return elements_use(source="ocr", **({"region": region} if region else {}))


def painted(listing: ElementList | None, goal: Wanted) -> dict[str, Any]:
    """{"region": where to read words off the picture for this target, "off": how far it is off the screen, ...}."""
    found = surface(listing, goal) if listing is not None else None
    if listing is None or found is None:
        return {"region": None, "below": frame_bottom(listing) if listing is not None else 0}
    box = found.box
    off = found.id if "offscreen" in found.states and found.source != "ocr" else ""
    region = [max(box.x, 0), max(box.y, 0), max(box.right, 1), max(box.bottom, 1)]
    return {"region": region, "below": 0, "off": off}


def locate(around: Around, target: Target, purpose: Purpose, first_wait_s: float = 0.0) -> Looking:
    """The one element that the target names. Fails, or asks the person, when there is none or more than one."""
    element, _ = yield from locate_seen(around, target, purpose, first_wait_s)
    return element


def locate_seen(
    around: Around, target: Target, purpose: Purpose, first_wait_s: float = 0.0
) -> Generator[Ask, Any, tuple[Element, dict[str, Any]]]:
    """Like `locate`, with how the screen stood then (see `standing`)."""
    goal = wanted(target, around.variables)
    inner = without_surface(goal)

    def digest(answers: Answers) -> dict[str, Any]:
        found = finding_digest(answers.listing, goal, purpose, answers.failure)
        return found | painted(answers.listing, goal) | {"stood": standing(around, answers.listing)}

    seen: dict[str, Any] = {}
    for wait_s in WAITS_S:
        seen = yield look(digest, wait_s or first_wait_s)
        if seen["found"] and seen["weak"] and wait_s < WEAK_AFTER_S:
            continue
        if seen["found"]:
            break
        if seen.get("omitted") and goal.name:
            narrowed = yield look(digest, find=goal.name)
            seen = narrowed if narrowed["found"] else seen
        if _off(seen):
            seen = yield Ask((computer("mouse_move", element=_off(seen)), elements_use()), digest)
        by_picture = seen.get("canvas") or seen.get("region") or wait_s == WAITS_S[-1]
        if not seen["found"] and by_picture and (wait_s >= WAITS_S[1] or seen.get("region")):
            region, below = seen.get("region"), int(seen.get("below") or 0)
            among = inner if region else goal
            read = yield Ask((ocr_use(region),), _reading_off(among, purpose, below), part=True)
            seen = {**read, "stood": seen["stood"]} if read["found"] else seen
        if seen["found"]:
            break
    elements = [Element.model_validate(raw) for raw in seen["found"]]
    if not elements:
        raise StepFailed(*nothing_found(goal, seen))
    one = elements[0] if len(elements) == 1 else (yield from _ask_which(around, goal, elements))
    return one, seen["stood"]


def _off(seen: dict[str, Any]) -> str:
    """The id of a canvas that must be scrolled to before it can be read."""
    return str(seen.get("off") or "") if not seen["found"] else ""


def nothing_found(goal: Wanted, seen: dict[str, Any]) -> tuple[str, str]:
    """Words for a target that is not there: what was looked for and what comes nearest."""
    name = goal.said or goal.name or goal.role
    if seen.get("trouble"):
        return f"I can't see the screen: {seen['trouble'][:300]}", "Look at the desk, then try again."
    missing = f"I can't find {seen['place']}, where {name} should be." if seen["place"] else f"I can't find {name}."
    if seen["note"]:
        missing = f"{missing} {seen['note']}"
    nearest = "; ".join(seen["nearest"])
    return missing, f"I see: {nearest}. Write one of these names." if nearest else "I see nothing with a name there."


def several_found(goal: Wanted, elements: list[Element]) -> tuple[str, str]:
    """Words for a target that several things fit."""
    name = goal.said or goal.name or goal.role
    listed = "; ".join(f"{n}. {describe(e)}" for n, e in enumerate(elements[:OPTIONS_MAX], 1))
    base = goal.name or goal.role
    row = next((e.row_text for e in elements if e.row_text), "")
    ways = [f'the second "{base}"']
    if row:
        ways.append(f'"{base}" in the row of "{row.split(" | ")[0][:40]}"')
    ways.append(f'"{base}" next to "..."')
    return f"{len(elements)} things fit {name}: {listed}.", f"Write which one: {', or '.join(ways)}."


def _ask_which(around: Around, goal: Wanted, elements: list[Element]) -> Looking:
    message, hint = several_found(goal, elements)
    if not around.can_ask:
        raise StepFailed(message, hint)
    options = [f"{n}. {describe(e)}" for n, e in enumerate(elements[:OPTIONS_MAX], 1)]
    question = f"Step {around.step.number} ({around.step.said}): {message} Which one do you mean? ({hint})"
    asked = ToolUse("ask_person", {"question": question[:4_000], "options": options})
    answer = yield Ask((asked,), lambda answers: {"text": answers.first_text[:2_000], "failed": answers.failure})
    index = _which(str(answer["text"]), options)
    if answer["failed"] or index is None:
        raise StepFailed(message, hint)
    return elements[index]


def _which(answer: str, options: list[str]) -> int | None:
    bare = answer.strip()
    if bare in options:
        return options.index(bare)
    number = bare.split(".")[0].strip()
    if number.isascii() and number.isdecimal() and 0 < int(number[:4]) <= len(options):
        return int(number[:4]) - 1
    fitting = [n for n, option in enumerate(options) if bare and bare.casefold() in option.casefold()]
    return fitting[0] if len(fitting) == 1 else None
