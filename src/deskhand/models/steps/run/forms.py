"""What became of the fields that the steps have filled, when a page was loaded anew under them.

A field is lost when it holds again what it held before its step; such fields are filled again by doing their steps
again, which does no harm. It does not press anything and does not know why the page was loaded anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from deskhand.core.elements import ElementList
from deskhand.models.steps.language.phrases import Words
from deskhand.models.steps.language.program import Enter, SetField
from deskhand.models.steps.run.asking import Answers, Around, Ask, Done, Performing
from deskhand.models.steps.run.holding import Fill, Held, filled_words, held, same_value
from deskhand.models.steps.run.looking import look
from deskhand.models.steps.run.state import Filled
from deskhand.models.steps.values.failure import StepFailed, Stopped
from deskhand.models.steps.values.variables import Variables

FILLED_MAX = 60
"""Fields remembered at once."""
REFILLS_MAX = 3
ANEW = "The page was loaded anew; I fill it in again."


def number_of(text: str) -> int:
    """A number that differs when the text does: states are to stay small, and hold no more of a page than needed."""
    return zlib.crc32(text.encode("utf-8", "replace"))


def words_mark(statement: Any, variables: Variables) -> int:
    """A number that differs when the words of a statement, with its variables filled in, differ."""
    return number_of("\n".join(_words_in(statement, variables)))


def _words_in(part: Any, variables: Variables) -> Iterator[str]:
    if isinstance(part, Words):
        try:
            yield filled_words(part, variables) if "{" in part.text else f"{part.text}={variables.find(part.text)}"
        except StepFailed:
            yield part.text
    elif isinstance(part, tuple):
        for each in part:
            yield from _words_in(each, variables)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _words_in(getattr(part, each.name), variables)


def address_of(listing: ElementList | None) -> str:
    """The address of the page in front, without its fragment."""
    page = next((p for p in listing.pages if p.active), None) if listing else None
    return page.address.partition("#")[0][:500] if page else ""


def fill_step(around: Around, statement: Fill, performing: Performing) -> Performing:
    """Give the field its value by `performing`, and remember what it held before and after."""
    variables = around.variables
    if variables_only(statement, variables) or (isinstance(statement, Enter) and statement.target is None):
        return (yield from performing)

    def seen(answers: Answers) -> dict[str, Any]:
        now = held(statement, answers.listing, variables) if answers.listing else None
        of_search = now is not None and (now.element.role == "searchbox" or "search" in now.element.name.casefold())
        return {
            "page": address_of(answers.listing),
            "value": None if now is None else number_of(now.value),
            "fits": now is not None and now.fits,
            "searches": of_search,
            "shaken": around.shaken,
            "gone": [] if around.shaken else taken_over(around, answers.listing),
        }

    if getattr(statement, "append", False):
        yield from keep(around, unsent=True)  # what is added to must be there first
    before = yield look(seen)
    done = yield from performing
    after = yield look(seen)
    unfilled = {before["value"], number_of(""), *(each.was for each in around.filled)}
    same = after["value"] in unfilled and not after["fits"] and after["shaken"]
    filled = Filled(
        place=around.place,
        page=after["page"] or before["page"],
        words=words_mark(statement, variables),
        was=None if before["fits"] else before["value"],
        got=None if same else after["value"],
        searches=bool(before["searches"] or after["searches"]),
    )
    return replace(done, filled=filled, lets_go=tuple(before["gone"]))


def variables_only(statement: Any, variables: Variables) -> bool:
    """Whether `set X to Y` is about a variable."""
    target = statement.target if isinstance(statement, SetField) else None
    name = target.whole if target is not None else ""
    return bool(name) and target is not None and target.said == name and name in variables.values


def taken_over(around: Around, listing: ElementList | None) -> list[int]:
    """The places of fields that may have been sent since, and are not here any more or hold something else."""
    if listing is None:
        return []
    page = address_of(listing)
    here = [each for each in around.filled if each.page == page and (now := _now(around, each, listing)) and now.fits]
    return [each.place for each in around.filled if each.sent and each not in here]


def _now(around: Around, filled: Filled, listing: ElementList) -> Held | None:
    """What a field that was filled holds now; None when it is not to be seen, or its words are others by now."""
    step = around.step_at(filled.place)
    if step is None or not isinstance(step.statement, Fill) or not same_words(around, filled.place, filled.words):
        return None
    return held(step.statement, listing, around.variables)


def lost_fields(around: Around, listing: ElementList | None, *, unsent: bool = False) -> list[int]:
    """The places of the fields, on the page in front, that hold again what they held before they were filled; on a
    desk that was shaken, of all that hold something else than after their step. unsent: only of those that nothing
    can have sent yet."""
    if listing is None:
        return []
    page = address_of(listing)
    last: dict[str, tuple[Filled, Held]] = {}
    for filled in around.filled:
        now = _now(around, filled, listing) if filled.page == page and not (unsent and filled.sent) else None
        if now is not None:
            first = last.get(now.element.id)
            last[now.element.id] = _together(*first, filled, now) if first else (filled, now)
    return [filled.place for filled, now in last.values() if _is_lost(filled, now, around.shaken)]


def _together(before: Filled, held_before: Held, filled: Filled, now: Held) -> tuple[Filled, Held]:
    """Two steps for one field: it is lost when it holds again what it held before the first of them."""
    if now.adds:
        text = held_before.text + now.text
        now = replace(now, text=text, fits=same_value(now.value, text))
    return filled.model_copy(update={"was": before.was}), now


def _is_lost(filled: Filled, now: Held, shaken: bool) -> bool:
    """Not lost is what a page writes its own way; a field for files may not tell what it holds."""
    if now.fits:
        return False
    value = number_of(now.value)
    if filled.got is None:
        return now.element.role != "file"
    return value != filled.got and (shaken or filled.was is None or filled.was == value)


def keep(around: Around, *, unsent: bool = False) -> Generator[Ask, Any, bool]:
    """See that the fields hold what the steps gave them, before something is pressed that may send them. Fields that
    were lost are filled again. Whether there were any. Stops when they don't stay so on a desk that was shaken."""

    def digest(answers: Answers) -> dict[str, Any]:
        return {"lost": lost_fields(around, answers.listing, unsent=unsent), "shaken": around.shaken}

    refilled = False
    if not around.filled:
        return False
    for _ in range(REFILLS_MAX):
        seen = yield look(digest)
        if not seen["lost"]:
            return refilled
        if refilled and not seen["shaken"]:
            return refilled  # the page's own doing: it takes one field back when another is filled
        yield from refill(around)
        refilled = True
    seen = yield look(digest)
    if seen["lost"]:
        raise Stopped(
            "fields that I had filled are empty again, time after time.",
            'Look at the desk, fill them in, and write "continue".',
        )
    return refilled


def same_words(around: Around, place: int, words: int) -> bool:
    """Whether a step, done again now, would use the words that it used."""
    step = around.step_at(place)
    return step is not None and words_mark(step.statement, around.variables) == words


def refill(around: Around) -> Generator[Ask, Any, None]:
    """Do the steps again that filled the page's fields, in their order."""
    says = ANEW
    if any(not same_words(around, filled.place, filled.words) for filled in around.filled):
        raise Stopped(
            "the page was loaded anew, and I no longer know all that I had filled in.",
            'Look at the desk, fill it in, and write "continue".',
        )
    for place in dict.fromkeys(filled.place for filled in around.filled):
        yield from _saying(around.redo(place), says)
        says = ""


def _saying(performing: Performing, says: str) -> Performing:
    """The same asks, the first with words for the person."""
    value: Any = None
    while True:
        try:
            ask = performing.send(value)
        except StopIteration as stop:
            done: Done = stop.value
            return done
        value = yield replace(ask, says=says) if says else ask
        says = ""
