"""Performers of acts on the screen: open, click, press, scroll, drag, hover, wait.

Every act is followed by a look in the same turn, so that the next step has a fresh list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.language.phrases import Target, Words
from deskhand.models.steps.language.program import Click, Drag, Hover, Open, Pause, Press, Scroll
from deskhand.models.steps.run.asking import (
    Answer,
    Answers,
    Around,
    Ask,
    Done,
    Performing,
    ToolUse,
    computer,
    elements_use,
)
from deskhand.models.steps.run.forms import keep, words_mark
from deskhand.models.steps.run.looking import locate, locate_seen, look
from deskhand.models.steps.run.signs import HARMLESS_KEYS, harmless, leads_on, standing
from deskhand.models.steps.run.state import Sent
from deskhand.models.steps.run.unsure import TOLD, happened
from deskhand.models.steps.sight.wanted import Purpose
from deskhand.models.steps.values.failure import StepFailed, Stopped
from deskhand.models.steps.values.variables import Value

TRIES, OPEN_TRIES = 3, 5
_REFUSED = re.compile(
    r"\bden(?:y|ied)\b|not allow|\brefused\b|said no|declined|forbidden|nobody answered", re.IGNORECASE
)

Acting = Generator[Ask, Any, "Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an act. again: it was not done, or may safely be done once more on a fresh look. cut: nobody knows
    whether it happened. done: how many of its calls are sure to have been done. extra: what `verify` made of it."""

    failed: str = ""
    again: bool = False
    cut: bool = False
    done: int = 0
    extra: Any = None

    @property
    def broken(self) -> bool:
        """Whether a part of the desk broke on the way: it is mended by now, or will be soon."""
        return Answer("computer", self.failed, failed=True).shaken

    def in_doubt(self, *, harmless: bool) -> bool:
        """Whether it may have happened: it was cut off, or a person had the desk, who may have done it themselves. What
        does no harm is then simply done."""
        return self.cut or (not harmless and Answer("computer", self.failed, failed=True).taken_over)

    @property
    def undone(self) -> bool:
        """Whether it surely was not done: the screen had changed, or the person held the desk."""
        words = self.failed.casefold()
        return words.startswith(("not done", "not executed")) or "so it was not executed" in words


def act(uses: tuple[ToolUse, ...], verify: Callable[[ElementList | None], Any] | None = None) -> Acting:
    """Do it, then look. Fails when the act was refused."""

    def digest(answers: Answers) -> Any:
        acts = Answers([item for item in answers.items if item.tool != "elements"])
        short = len(acts.items) < len(uses)
        done = next((n for n, item in enumerate(acts.items) if item.failed or item.cut_off), len(acts.items))
        failed = acts.failure or (
            acts.items[done].text if done < len(acts.items) else "no answer came" if short else ""
        )
        cut = (done < len(acts.items) and acts.items[done].cut_off) or (short and done == len(acts.items))
        extra = verify(answers.listing) if verify else None
        return {"failed": failed[:600], "cut": cut, "done": done, "extra": extra}

    seen = yield Ask((*uses, elements_use()), digest)
    failed = str(seen["failed"])
    if failed and not seen["cut"] and _REFUSED.search(failed):
        raise Stopped(f"it was not allowed: {failed}", "Allow it in the profile, or leave this step out.")
    return Report(failed, again=bool(failed), cut=bool(seen["cut"]), done=int(seen["done"]), extra=seen["extra"])


def spot(element: Element) -> dict[str, Any]:
    """How to point at an element: by id, or by its place when it was only read from the picture."""
    return {"coordinate": list(element.box.center)} if element.source == "ocr" else {"element": element.id}


@dataclass(frozen=True, slots=True)
class Used:
    """What was acted on. told: it was cut off, and the person said that it happened."""

    element: Element
    told: bool = False


def act_on(
    around: Around, target: Target, purpose: Purpose, uses_for: Callable[[Element], tuple[ToolUse, ...]]
) -> Generator[Ask, Any, Used]:
    """Find the target and act on it; when the screen moved in between, look again and retry. When the act was cut
    off, what is there then decides whether it is done once more."""
    report = Report()
    for attempt in range(TRIES):
        element, before = yield from locate_seen(around, target, purpose, first_wait_s=0.3 * attempt)
        if "disabled" in element.states:
            element, before = yield from locate_seen(around, target, purpose, first_wait_s=1.0)
        once_more_is_fine = harmless(element) or purpose == "point" or leads_on(around, element)
        if not harmless(element) and purpose != "point" and (yield from keep(around)):
            element, before = yield from locate_seen(around, target, purpose)
        report = yield from act(uses_for(element))
        if not report.again:
            return Used(element)
        if report.in_doubt(harmless=once_more_is_fine):
            known = yield from happened(around, before, f"Using {element}", harmless=once_more_is_fine)
            if known:
                return Used(element, told=known == TOLD)
    raise StepFailed(f"{target.said} could not be used: {report.failed}", "Look at the desk for what is in the way.")


def open_(around: Around, statement: Open) -> Performing:
    target = around.variables.fill(statement.what).strip()
    if not target:
        raise StepFailed("the address is empty.", "Write: open http://example.test")
    if re.match(r"^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]|$)", target) and not _is_file(target):
        target = f"http://{target}"
    yield from _until_done(
        computer("open", target=target[:4_000]), f"{target} can't be opened", "Check the address or the name."
    )
    return Done(sent=sent_by(around, again=True), lets_go=tuple(filled.place for filled in around.filled))


def _until_done(use: ToolUse, problem: str, hint: str) -> Generator[Ask, Any, None]:
    """Do what may be done twice; once more after a cut or on a screen that had changed."""
    report = Report()
    for _ in range(OPEN_TRIES):
        report = yield from act((use,))
        if not report.failed:
            return
        if not report.cut and not report.undone and not report.broken:
            break
        if report.broken:
            yield Ask((computer("wait", duration=1.0),), lambda answers: None)
    raise StepFailed(f"{problem}: {report.failed}", hint)


_FILE_ENDINGS = frozenset(
    [
        "txt",
        "md",
        "csv",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "pdf",
        "html",
        "htm",
        "py",
        "json",
        "xml",
        "svg",
        "log",
        "sh",
        "js",
        "ts",
        "css",
        "odt",
        "ods",
        "docx",
        "xlsx",
        "zip",
        "yaml",
        "yml",
        "toml",
    ]
)


def _is_file(target: str) -> bool:
    """notes.txt and a/b.md are files; example.test and example.test/a.html are addresses."""
    head, slash, _ = target.partition("/")
    return not slash and head.rpartition(".")[2].casefold() in _FILE_ENDINGS


def click(around: Around, statement: Click) -> Performing:
    more: dict[str, Any] = {"modifiers": list(statement.modifiers)} if statement.modifiers else {}
    again, posts, told = True, False, False
    for _ in range(statement.repeat):
        used = yield from act_on(
            around, statement.target, "click", lambda element: (computer(statement.action, **spot(element), **more),)
        )
        posts = posts or not harmless(used.element)
        again = again and (harmless(used.element) or leads_on(around, used.element))
        told = used.told
    return Done(sent=sent_by(around, again=again, posts=posts, told=told))


def sent_by(around: Around, *, again: bool, posts: bool = False, told: bool = False) -> Sent:
    """What is remembered of an act that may have led on."""
    words = words_mark(around.step.statement, around.variables)
    return Sent(place=around.place, words=words, said=around.step.said[:200], again=again, posts=posts, told=told)


def press(around: Around, statement: Press) -> Performing:
    more: dict[str, Any] = {"repeat": statement.repeat} if statement.repeat > 1 else {}
    left, report = statement.keys, Report()
    quiet = all(keys in HARMLESS_KEYS for keys in left)
    searches = bool(around.filled) and around.filled[-1].searches and left in (("Return",), ("Enter",))
    safe = statement.repeat == 1 and (quiet or searches)
    for _ in range(TRIES):
        if not quiet:
            yield from keep(around)
        before = yield look(lambda answers: standing(around, answers.listing))
        report = yield from act(tuple(computer("key", keys=keys, **more) for keys in left))
        left = left[report.done :]
        doubt = report.in_doubt(harmless=safe) and left
        if doubt and (yield from happened(around, before, f"Pressing {left[0]}", harmless=safe)):
            left = left[1:]
        if not left:
            return Done() if quiet else Done(sent=sent_by(around, again=safe))
        if not report.cut and not report.undone:
            break
    raise StepFailed(f"{' '.join(left)} could not be pressed: {report.failed}", "Write for example: press Ctrl+S")


def hover(around: Around, statement: Hover) -> Performing:
    def uses_for(element: Element) -> tuple[ToolUse, ...]:
        if "offscreen" in element.states:
            way = "up" if element.box.y < 0 else "down"
            return (computer("scroll", direction=way, amount=_travel(element), unit="pixels"),)
        return (computer("mouse_move", **spot(element)),)

    yield from act_on(around, statement.target, "point", uses_for)
    return Done()


def _travel(element: Element) -> int:
    """How far to scroll, in pixels, to bring an element that is off the screen to about its middle."""
    return max(1, min(abs(element.box.y - 300 if element.box.y > 0 else element.box.y - 200), 10_000))


def scroll(around: Around, statement: Scroll) -> Performing:
    if statement.far:
        keys = "ctrl+End" if statement.direction == "down" else "ctrl+Home"
        yield from _until_done(computer("key", keys=keys), "it could not be scrolled", "Look at the desk.")
        return Done()
    arguments = {"direction": statement.direction, "amount": statement.amount, "unit": statement.unit}
    if statement.target is None:
        yield from _until_done(computer("scroll", **arguments), "it could not be scrolled", "Look at the desk.")
        return Done()
    yield from act_on(around, statement.target, "point", lambda e: (computer("scroll", **arguments, **spot(e)),))
    return Done()


def drag(around: Around, statement: Drag) -> Performing:
    report = Report()
    for attempt in range(TRIES):
        source, before = yield from locate_seen(around, statement.source, "point", first_wait_s=0.3 * attempt)
        to = yield from locate(around, statement.to, "point")
        outside = next((e for e in (source, to) if "offscreen" in e.states), None)
        if outside is not None:
            way = "up" if outside.box.y < 0 else "down"
            yield from act((computer("scroll", direction=way, amount=_travel(outside), unit="pixels"),))
            continue
        (x0, y0), (x1, y1) = source.box.center, to.box.center
        path = [[x0, y0], [x0 + (x1 - x0) // 4, y0 + (y1 - y0) // 4], [(x0 + x1) // 2, (y0 + y1) // 2], [x1, y1]]
        report = yield from act((computer("drag", path=path),))
        if not report.again or (report.cut and (yield from happened(around, before, "Dragging", harmless=True))):
            return Done()
    raise StepFailed(
        f"{statement.source.said} could not be dragged onto {statement.to.said}. {report.failed}".strip(),
        "Both must be on the screen at once: scroll so that they are.",
    )


def pause(around: Around, statement: Pause) -> Performing:
    left = statement.seconds
    while left > 0:
        yield from act((computer("wait", duration=min(left, 30.0)),))
        left -= 30.0
    return Done()


def filled(around: Around, words: Words) -> str:
    """Words with their variables, a bare name of a variable taken as the variable."""
    value: Value = around.variables.value_of(words)
    return value if isinstance(value, str) else around.variables.fill("{" + words.text.strip("{} ") + "}")
