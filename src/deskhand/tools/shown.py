"""What a model is told of how an artifact is shown: the renderer's findings in words.

Deskhand's own words count; everything that comes from the page stands apart as a stranger's.
"""

from __future__ import annotations

from collections.abc import Iterable

from deskhand.core.messages import TextPart
from deskhand.core.quoting import with_quote
from deskhand.core.rendering import ConsoleLine, Rendering

_LINES = 12
"""Of each sort, in words; how many more there are is said."""
_LINE_CHARS = 400
_LOUD = frozenset({"error", "warn"})

_ENDED = {
    "silent": "It stopped answering, as in an endless loop, and was given up.",
    "left": "It led itself to another address. That ends it: an artifact can't go elsewhere.",
    "memory": "It was ended, because it took more memory than it may.",
}


def verdict_of(drawn: Rendering) -> str:
    """One or two sentences: is it shown, and did it break?"""
    if drawn.ended:
        return _ENDED[drawn.ended]
    if not drawn.painted:
        return "It is not shown: it broke before it was painted."
    if drawn.errors:
        return f"It is shown, but it broke while it ran ({_count(len(drawn.errors), 'error')})."
    return "It is shown, without an error."


def problems_of(drawn: Rendering) -> tuple[TextPart, ...]:
    """In short, for the answer to a change: what broke."""
    own = f"Deskhand had it shown, to see whether it breaks. {verdict_of(drawn)}"
    return with_quote(own, "\n".join(_loud_ones(drawn)))


def noticed_in(drawn: Rendering) -> tuple[TextPart, ...]:
    """In short, for the answer to a change that broke nothing."""
    found = _loud_ones(drawn)
    own = "Deskhand had it shown: it did not break" + (", but:" if found else ".")
    return (*with_quote(own, "\n".join(found)), TextPart(text="How it looks, diagnostics shows you."))


def report_of(drawn: Rendering, named: str) -> tuple[TextPart, ...]:
    """All of it. named: which version of what."""
    own = [f"{named}, shown {_size(drawn)}. {verdict_of(drawn)}"]
    if drawn.moving:
        own.append("It does not come to rest: the picture is one moment of it.")
    own += _reach(drawn)
    found = [*_errors(drawn), *_console(drawn), *_blocked(drawn), *_measured(drawn)]
    own.append("Found:" if found else "Nothing else was found. What is to be seen only, the picture shows.")
    return with_quote(" ".join(own), "\n".join([*found, *_headings(drawn)]))


def _size(drawn: Rendering) -> str:
    view = drawn.view
    themes = " and ".join(view.themes)
    return f"{view.width} x {view.height}, {themes}" + (f", {view.top} px down" if view.top else "")


def _reach(drawn: Rendering) -> list[str]:
    view = drawn.view
    shown = view.top + view.height
    if not drawn.painted or drawn.ended or drawn.height <= view.height:
        return []
    more = f' Look further down with "top": {shown}.' if shown < drawn.height else ""
    return [f"It is {drawn.height} px high, of which the picture shows {view.top} to {min(shown, drawn.height)}.{more}"]


def _errors(drawn: Rendering) -> list[str]:
    lines = []
    for error in drawn.errors[:_LINES]:
        at = f" at {error.place}" if error.place else ""
        lines.append(f"error ({error.stage}){at}: {_plain(error.message, 1_500)}")
    return lines + _more(len(drawn.errors))


def _console(drawn: Rendering) -> list[str]:
    """The loud ones first: they tell most."""
    loud = [each for each in drawn.console if each.level in _LOUD]
    quiet = [each for each in drawn.console if each.level not in _LOUD]
    lines = [f"console {each.level}: {_plain(each.text)}" for each in [*loud, *quiet][:_LINES]]
    return lines + _more(len(drawn.console))


def _loud_ones(drawn: Rendering) -> list[str]:
    return [*_errors(drawn), *_loud(drawn.console), *_blocked(drawn)]


def _loud(console: Iterable[ConsoleLine]) -> list[str]:
    loud = [each for each in console if each.level in _LOUD]
    return [f"console {each.level}: {_plain(each.text)}" for each in loud[:_LINES]] + _more(len(loud))


def _blocked(drawn: Rendering) -> list[str]:
    known = drawn.blocked[:_LINES]
    lines = [f"blocked, there is no network: {each.directive} {_plain(each.address)}" for each in known]
    return lines + _more(len(drawn.blocked))


def _measured(drawn: Rendering) -> list[str]:
    if not drawn.measured:
        return []
    first = drawn.measured[0]
    found = [
        *_listed("wider than the window", first.wide),
        *_listed("cut off", first.clipped),
        *_listed("for who can't see it", first.accessible),
    ]
    if first.overflow.x and not first.wide:
        found.append(f"the page is {first.overflow.x} px wider than the window")
    for theme, each in zip(drawn.view.themes, drawn.measured, strict=False):
        found += _listed(f"hard to read in {theme}", each.contrast)
    return found


def _headings(drawn: Rendering) -> list[str]:
    """No fault, but a quick way to know the page."""
    heads = drawn.measured[0].headings[:_LINES] if drawn.measured else ()
    words = "; ".join(f"h{each.level} {_plain(each.text, 80)}" for each in heads)
    return [f"(its headings: {words})"] if words else []


def _listed(what: str, lines: tuple[str, ...]) -> list[str]:
    return [f"{what}: {_plain(line)}" for line in lines[:_LINES]] + _more(len(lines))


def _more(count: int) -> list[str]:
    return [f"(and {count - _LINES} more of these)"] if count > _LINES else []


def _plain(text: str, most: int = _LINE_CHARS) -> str:
    """One line."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most]}…"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
