"""What a fork does not bring along or take back, in words for the model and for people. Pure.

What pages, files and commands are called is a stranger's word, and told as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from deskhand.core import events as ev
from deskhand.core.messages import Call, TextPart
from deskhand.core.verdicts import IRREVERSIBLE, RiskClass, Touch
from deskhand.policy.sentences import DOES

OUTSIDE: frozenset[RiskClass] = IRREVERSIBLE | {"sign_in", "change_settings", "grant_permission"}
"""Classes whose effect is somewhere else than on the desk, where they have a host."""
ON_FILES: frozenset[RiskClass] = frozenset({"write_on_desk", "run_code", "install", "bring_in", "delete"})

LISTED_MAX = 20
WORDS_MAX = 200


@dataclass(frozen=True, slots=True)
class Files:
    """Which files the fork begins with. kind: "now" as they were when it was made, "snapshot" those of the copy `label`
    that was taken after event `seq`, "none" those that every desk of the session begins with.

    exact: nothing was done between that copy and the fork's place. pages: what the new browser opens.
    """

    kind: str
    seq: int = 0
    label: str = ""
    exact: bool = True
    pages: tuple[str, ...] = ()


@dataclass(slots=True)
class Doing:
    """A call that began, and how it ended. at: the number of the event with which it began."""

    call: Call
    at: int
    touch: Touch
    status: str = "interrupted"

    @property
    def happened(self) -> bool:
        return self.status in ("ok", "interrupted")


@dataclass(slots=True)
class _Read:
    calls: dict[str, Call] = field(default_factory=dict)
    touches: dict[str, Touch] = field(default_factory=dict)
    begun: dict[str, Doing] = field(default_factory=dict)


def doings(events: Iterable[ev.Event]) -> list[Doing]:
    """What was done in a session, in the order in which it began."""
    read = _Read()
    for number, event in enumerate(events, 1):
        match event:
            case ev.ModelReplied(reply=reply):
                read.calls |= {call.id: call for call in reply.calls}
            case ev.Called(call=used):
                read.calls[used.id] = used
            case ev.CallJudged(call=call, verdict=verdict):
                _judged(read, call, verdict.touch)
            case ev.CallStarted(call=call) if call in read.calls:
                touch = read.touches.get(call, Touch(classes=()))
                read.begun[f"{call} {number}"] = Doing(read.calls[call], number, touch)
            case ev.CallFinished(call=call, status=status):
                for doing in read.begun.values():
                    if doing.call.id == call and doing.status == "interrupted":
                        doing.status = status
    return list(read.begun.values())


def _judged(read: _Read, call: str, touch: Touch) -> None:
    """The verdict on what a call set off counts for the call: that is what left the desk because of it."""
    read.touches[call] = touch
    for doing in read.begun.values():
        if doing.call.id == call and doing.status == "interrupted":
            doing.touch = touch


def fork_words(source: str, seq: int, asked: int, files: Files, done: Sequence[Doing]) -> tuple[TextPart, ...]:
    """What is told in a fork at event `seq` of a session, where so much was done in all."""
    head = f"This conversation was taken up anew from the session {source}, after its event {seq}."
    if asked != seq:
        head += f" Event {asked} was asked for; what came between was in the middle of something, and is left out."
    own = f"{head} The desk is a new one. {_files_words(files)} {_pages_words(files)} {ALWAYS}"
    lines = [
        *_listed("Pages", files.pages),
        *_listed("Not in the files", _lost_files(files, seq, done)),
        *_listed("Done outside before this place", _outside(each for each in done if each.at <= seq)),
        *_listed("Done outside after this place, in the other session", _outside(d for d in done if d.at > seq)),
    ]
    return (TextPart(text=own), TextPart(text="\n".join(lines), stranger=True)) if lines else (TextPart(text=own),)


ALWAYS = (
    "Programs that ran, sign-ins and what was typed into pages are gone. What was done outside the desk is not taken "
    "back: look at what is there before you do anything again."
)


def _files_words(files: Files) -> str:
    if files.kind == "now":
        return "Its files are those of the other desk."
    if files.kind == "none":
        return "No copy of the other desk's files was left: it has only those that it began with."
    since = "" if files.exact else " What was written, changed or deleted between that and this place is not in them."
    return f'Its files are those of the copy "{files.label[:80]}" (event {files.seq}).{since}'


def _pages_words(files: Files) -> str:
    return "The pages that were open are opened again." if files.pages else "No pages are opened again."


def _lost_files(files: Files, seq: int, done: Sequence[Doing]) -> list[str]:
    """What may have changed files and is not in those that the fork begins with."""
    if files.exact and files.kind != "none":
        return []
    since = [doing for doing in done if files.seq < doing.at <= seq and doing.happened]
    return [words for doing in since if (words := _on_files(doing.touch))]


def _on_files(touch: Touch) -> str:
    if not ON_FILES & set(touch.classes) or (touch.host and not touch.path and not touch.command):
        return ""
    return touch.path or (f"what `{touch.command[:WORDS_MAX]}` did" if touch.command else "")


def _outside(done: Iterable[Doing]) -> list[str]:
    """What was carried out and has its effect somewhere else, a line each."""
    found = []
    for doing in done:
        kinds = [kind for kind in doing.touch.classes if kind in OUTSIDE]
        place = doing.touch.sends_to or doing.touch.host or ", ".join(doing.touch.hosts)
        if not doing.happened or not kinds or not place:
            continue
        words = doing.touch.consequence or f"{', '.join(DOES[kind] for kind in kinds)} ({place})"
        found.append(words if doing.status == "ok" else f"{words} (whether it took effect is not known)")
    return found


def _listed(head: str, items: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(item[:WORDS_MAX] for item in items))
    more = [f"- and {len(found) - LISTED_MAX} more"] if len(found) > LISTED_MAX else []
    return [f"{head}:", *(f"- {item}" for item in found[:LISTED_MAX]), *more] if found else []
