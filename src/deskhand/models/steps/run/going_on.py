"""When a step fails on a desk that was shaken: what is there decides how to go on, or the person where it is unclear.

A page that could not be loaded, or came without anything on it, is loaded again; a form that was emptied is filled
again, and an act that does no harm is done again. What may be beyond undoing is not: there the person says whether it
happened. On a desk where nothing broke, a step that fails has failed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

from deskhand.core.elements import ElementList
from deskhand.models.steps.language import program as p
from deskhand.models.steps.run.asking import Answers, Around, Ask, Done, Performing, computer, elements_use
from deskhand.models.steps.run.forms import fill_step, lost_fields, refill, same_words, taken_over
from deskhand.models.steps.run.holding import Fill
from deskhand.models.steps.run.looking import look
from deskhand.models.steps.run.signs import sign_of
from deskhand.models.steps.run.unsure import ask_whether
from deskhand.models.steps.sight.controls import CONTROLS, page_only
from deskhand.models.steps.values.failure import StepFailed, Stopped

ROUNDS_MAX = 3
"""How often one step is brought back on its way."""
TELL_S = 0.2
"""A wait is an act: with it the desk tells what broke since the one before."""
_BACK = "I go back to the page before, to do it again."
ON_WORD = "the person said that what came before happened"
_CAME, _RELOADED, _REFILLED, _ANSWERED, _REDONE = "came", "reloaded", "refilled", "answered", "redone"
_NOT_LOADED = re.compile(
    r"\b(?:ERR_(?:CONNECTION|PROXY|EMPTY_RESPONSE|TUNNEL|NETWORK|SOCKET|TIMED_OUT|INTERNET)\w*|DNS_PROBE\w*)\b"
)
_TEXTS_MAX = 60
_EXPECTING = (p.Expect, p.WaitFor)
_WEB = ("http://", "https://")
_ON_SCREEN = (p.Expect, p.WaitFor, p.Click, p.Menu, p.Expand, p.Hover, p.Read, p.Enter, p.SetField, p.Tick, p.Choose,
              p.Attach)  # fmt: skip


def performed(around: Around, statement: Any, performer: Callable[[Around, Any], Performing]) -> Performing:
    """Perform a step, remember what it gave a field, and bring it back on its way when the desk was shaken."""

    def once() -> Performing:
        performing = performer(around, statement)
        return fill_step(around, statement, performing) if isinstance(statement, Fill) else performing

    if not isinstance(statement, _ON_SCREEN):
        return (yield from once())
    reloaded = on_word = False
    for _ in range(ROUNDS_MAX):
        failure: StepFailed | None = None
        done = Done()
        try:
            done = yield from once()
        except Stopped:
            raise
        except StepFailed as error:
            failure = error
        if failure is None and not done.ends:
            return (yield from _as_expected(around, done)) if isinstance(statement, _EXPECTING) else done
        if on_word:
            return _on_word(done)
        mended = yield from _mended(around, reloaded=reloaded)
        if not mended:
            if failure is not None:
                raise failure
            return done
        reloaded = reloaded or mended == _RELOADED
        on_word = mended == _ANSWERED and isinstance(statement, _EXPECTING) and _comes_of_it(around)
    return (yield from once())


def _comes_of_it(around: Around) -> bool:
    """Whether the step is about nothing but what the last act should have led to."""
    return around.sent is not None and around.sent.place == around.place - 1


def _on_word(done: Done) -> Done:
    """What is not to be seen any more, on a page that the desk has lost, and the person says happened."""
    return Done(check=done.check.model_copy(update={"holds": True, "evidence": ON_WORD}) if done.check else None)


def _as_expected(around: Around, done: Done) -> Performing:
    """What was expected is there: fields that are not, or hold something else, have served."""
    if not around.filled and not around.shaken:
        return done
    seen = yield look(lambda answers: {"gone": taken_over(around, answers.listing), "shaken": answers.shaken})
    return replace(done, lets_go=tuple(seen["gone"]), calm=not seen["shaken"])


def _mended(around: Around, *, reloaded: bool) -> Generator[Ask, Any, str]:
    """What was done about it, so that the step may be tried again; "" for nothing. reloaded: what was done before.

    A page that a form may have led to is loaded again once: F5 asks for it without the form, where it came after the
    form was taken; where it is the form's own answer, the browser asks first whether to send the form again, and gets
    no yes.
    """

    def digest(answers: Answers) -> dict[str, Any]:
        return {
            "shaken": around.shaken or answers.shaken,
            "unloaded": not_loaded(answers.listing) or (reloaded and browser_asks(answers.listing)),
            "lost": bool(lost_fields(around, answers.listing, unsent=True)),
            "came": isinstance(around.step.statement, _EXPECTING) and _there(around, around.place, answers.listing),
        }

    seen = yield look(digest, TELL_S if around.sent or around.filled else 0.0)
    if seen["came"]:
        return _CAME
    sent = around.sent
    may_have_posted = sent is not None and (sent.posts or not sent.again)
    if seen["unloaded"] and not (may_have_posted and reloaded):
        says = "The page could not be loaded; I load it again."
        asks = yield Ask((computer("key", keys="F5"), elements_use()), lambda a: browser_asks(a.listing), says=says)
        return (yield from _act_again(around, unloaded=True)) if asks else _RELOADED
    if not seen["shaken"] and not seen["unloaded"] and not reloaded:
        return ""
    if seen["lost"]:
        yield from refill(around)
        return _REFILLED
    return (yield from _act_again(around, unloaded=bool(seen["unloaded"])))


def _act_again(around: Around, *, unloaded: bool) -> Generator[Ask, Any, str]:
    """Do the last act again, unless it may have happened and that can't be undone: then the person says so."""
    sent = around.sent
    if sent is None or getattr(around.step.statement, "append", False):
        return ""  # adding to what is there, done again, might add twice
    if not same_words(around, sent.place, sent.words):
        return ""
    if unloaded:
        yield Ask((computer("key", keys="Escape"),), lambda answers: None)  # the browser may still be asking
    if not sent.again and (sent.told or (yield from ask_whether(around, f'What came before ("{sent.said}")'))):
        return _ANSWERED
    if unloaded:
        yield from _back_to(around, sent.place)
    try:
        yield from around.redo(sent.place)
    except Stopped:
        raise
    except StepFailed:  # it may have led on by now
        came = yield look(lambda answers: _there(around, around.place, answers.listing))
        return _CAME if came else ""
    return _REDONE


def _back_to(around: Around, place: int) -> Generator[Ask, Any, None]:
    """Bring back the page on which a step was done, where the page that it led to did not come: by the address, where
    both have the same one, else it is the page before."""
    keys = (computer("key", keys="ctrl+l"), computer("key", keys="Return"))
    seen = yield Ask((*keys, elements_use()), lambda answers: _there(around, place, answers.listing), says=_BACK)
    if not seen:
        yield Ask((computer("key", keys="alt+Left"), elements_use()), lambda answers: None)


def _there(around: Around, place: int, listing: ElementList | None) -> bool:
    """Whether what a step is about is there now: a page that is brought back may come after the last look for it."""
    step = around.step_at(place)
    try:
        return step is not None and listing is not None and bool(sign_of(around, step.statement, listing))
    except StepFailed:
        return False


def browser_asks(listing: ElementList | None) -> bool:
    """Whether the browser itself asks something, such as whether to send a form again."""
    found = listing.elements if listing is not None else ()
    return any(e.role in ("dialog", "alertdialog") and e.within[:1] == (CONTROLS,) for e in found)


def not_loaded(listing: ElementList | None) -> bool:
    """Whether the browser shows its own page about one that could not be loaded, or one that came with nothing on it:
    its way broke off between its head and its body."""
    if listing is None:
        return False
    front = next((page for page in listing.pages if page.active), None)
    if front is not None and front.address.startswith("chrome-error:"):
        return True
    if front is not None and front.address.startswith(_WEB) and not page_only(listing).elements:
        return True
    short = [e for e in listing.elements if e.role in ("text", "paragraph", "generic") and len(e.name) <= _TEXTS_MAX]
    return any(_NOT_LOADED.fullmatch(e.name.strip()) for e in short)
