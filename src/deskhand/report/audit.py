"""Who allowed what, when, by which rule, on which evidence: the record of a session's decisions.

A projection of the journal. Nothing is decided here and nothing left out: a call without a verdict, a question without
an answer and a request without an end are entries as well. It knows no output format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from deskhand.core import events as ev
from deskhand.core.messages import Call
from deskhand.core.targets import HeldRequest
from deskhand.core.verdicts import Verdict
from deskhand.journal.values import Recorded
from deskhand.policy.learning import YES
from deskhand.policy.learning import Answer as Taught
from deskhand.policy.profile import Rule
from deskhand.policy.remembered import in_words
from deskhand.report.readable import describe, used_words

QUIET = frozenset({"look", "move"})
UNANSWERED = "none"


@dataclass(slots=True)
class Question:
    """What a person was asked. Times are unix seconds. remembered: the rule that the answer became, as data."""

    id: str
    kind: str
    text: str
    asked_at: float
    requests: tuple[str, ...] = ()
    answer: ev.Answered | None = None
    answered_at: float = 0.0
    remembered: dict[str, Any] | None = None

    @property
    def took_s(self) -> float | None:
        """How long the answer took; None where there is none."""
        return max(0.0, self.answered_at - self.asked_at) if self.answer else None


@dataclass(slots=True)
class Held:
    """A request that waited in the browser. became: "sent", "stopped", or "" while it waits."""

    request: HeldRequest
    became: str = ""


@dataclass(slots=True)
class Entry:
    """One call: what was decided about it, by whom, and what came of it. judged: each verdict with its time; used: how
    it was put, where it is not the model's."""

    number: int
    call: Call
    at: float
    judged: list[tuple[float, Verdict]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    suspected: list[ev.Suspected] = field(default_factory=list)
    status: str = ""
    used: ev.Called | None = None

    @property
    def verdict(self) -> Verdict | None:
        return self.judged[-1][1] if self.judged else None

    @property
    def words(self) -> str:
        """The call in one line; before it whose it is, where it is not the model's."""
        words = describe(self.call, ev.CallJudged(call=self.call.id, verdict=self.verdict) if self.verdict else None)
        return f"{used_words(self.used)}: {words}" if self.used else words

    @property
    def quiet(self) -> bool:
        """Whether it only looked or moved about, was allowed, and nothing was remarkable about it."""
        verdict = self.verdict
        plain = verdict is not None and verdict.decision == "allow" and QUIET.issuperset(verdict.touch.classes)
        return plain and not (self.questions or self.held or self.suspected) and len(self.judged) == 1


@dataclass(slots=True)
class Audit:
    """A session's decisions. control: when a person took the desk and gave it back, and when they stopped the work."""

    started: ev.SessionStarted | None = None
    entries: list[Entry] = field(default_factory=list)
    control: list[tuple[float, str]] = field(default_factory=list)

    @property
    def questions(self) -> list[Question]:
        return [question for entry in self.entries for question in entry.questions]

    def totals(self) -> dict[str, int]:
        """The numbers of it, in the order in which people want them."""
        approvals = [question for question in self.questions if question.kind == "approval"]
        answers = [question.answer.answer if question.answer else UNANSWERED for question in approvals]
        verdicts = [entry.verdict for entry in self.entries]
        held = [held for entry in self.entries for held in entry.held]
        return {
            "calls": len(self.entries),
            "allowed": sum(verdict is not None and verdict.decision == "allow" for verdict in verdicts),
            "denied": sum(verdict is not None and verdict.decision == "deny" for verdict in verdicts),
            "not_judged": sum(verdict is None for verdict in verdicts),
            "questions": len(approvals),
            "yes": sum(answer in YES for answer in answers),
            "no": sum(answer not in YES and answer != UNANSWERED for answer in answers),
            "unanswered": answers.count(UNANSWERED),
            "remembered": sum(question.remembered is not None for question in self.questions),
            "held": len(held),
            "sent": sum(each.became == "sent" for each in held),
            "stopped": sum(each.became == "stopped" for each in held),
            "suspicions": sum(len(entry.suspected) for entry in self.entries),
        }


def audit(recorded: Iterable[Recorded]) -> Audit:
    """The decisions of a session's events."""
    made, by_call = Audit(), dict[str, Entry]()
    for entry in recorded:
        _take(made, by_call, entry.event, entry.at)  # type: ignore[arg-type]
    return made


def _take(made: Audit, by_call: dict[str, Entry], event: ev.Event, at: float) -> None:
    match event:
        case ev.SessionStarted():
            made.started = made.started or event
        case ev.ModelReplied(reply=reply):
            for call in reply.calls:
                by_call[call.id] = entry = Entry(len(made.entries) + 1, call, at)
                made.entries.append(entry)
        case ev.Called(call=call):
            by_call[call.id] = entry = Entry(len(made.entries) + 1, call, at, used=event)
            made.entries.append(entry)
        case ev.Answered() | ev.Remembered():
            _answer(made, event, at)
        case ev.ControlTaken(by=by):
            made.control.append((at, f"{_who(by)} took over the desk"))
        case ev.ControlReturned(by=by):
            made.control.append((at, f"{_who(by)} gave the desk back" if by else "the desk was given back"))
        case ev.StopAsked(reason=reason, by=by):
            made.control.append((at, (reason or "stopped") + (f" ({_who(by)})" if by else "")))
        case ev.CallJudged() | ev.Asked() | ev.RequestsHeld() | ev.RequestsSettled() | ev.Suspected():
            _of_call(by_call.get(event.call), event, at)
        case ev.CallFinished(call=call, status=status) if call in by_call:
            by_call[call].status = status
        case _:
            pass


def _who(by: str) -> str:
    """A person, without the connection by which they had the desk."""
    return by.partition(":")[0] or "a person"


def _answer(made: Audit, event: ev.Answered | ev.Remembered, at: float) -> None:
    question = next((each for each in reversed(made.questions) if each.id == event.question), None)
    if question is None:
        return
    if isinstance(event, ev.Remembered):
        question.remembered = event.rule
    elif question.answer is None:
        question.answer, question.answered_at = event, at


_OfCall = ev.CallJudged | ev.Asked | ev.RequestsHeld | ev.RequestsSettled | ev.Suspected


def _of_call(entry: Entry | None, event: _OfCall, at: float) -> None:
    if entry is None:
        return
    match event:
        case ev.CallJudged(verdict=verdict):
            entry.judged.append((at, verdict))
        case ev.Asked():
            entry.questions.append(Question(event.question, event.kind, event.text, at, event.requests))
        case ev.RequestsHeld(requests=requests):
            entry.held += [Held(request) for request in requests]
        case ev.RequestsSettled(requests=ids, sent=sent):
            for held in entry.held:
                if held.request.id in ids and not held.became:
                    held.became = "sent" if sent else "stopped"
        case ev.Suspected():
            entry.suspected.append(event)


def taught(made: Audit, session: str) -> list[Taught]:
    """Answered approvals, for `policy.learning`. What an artifact was allowed says nothing of the model."""
    found = []
    for entry in made.entries:
        if entry.used:
            continue
        for question in entry.questions:
            asked = [verdict for at, verdict in entry.judged if at <= question.asked_at and verdict.decision == "ask"]
            if question.kind == "approval" and question.answer and asked and not question.requests:
                found.append(Taught(verdict=asked[-1], answer=question.answer.answer, session=session))
    return found


def facts(made: Audit) -> dict[str, Any]:
    """All of it as data for JSON."""
    return {
        "profile": made.started.profile if made.started else "",
        "totals": made.totals(),
        "control": [{"at": at, "what": what} for at, what in made.control],
        "calls": [_entry_facts(entry) for entry in made.entries],
    }


def _entry_facts(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": entry.at,
        "call": entry.call.id,
        "tool": entry.call.name,
        "what": entry.words,
        "status": entry.status,
        "used": entry.used.model_dump(mode="json", include={"origin", "by"}) if entry.used else None,
        "verdicts": [{"at": at, **verdict.model_dump(mode="json")} for at, verdict in entry.judged],
        "questions": [_question_facts(question) for question in entry.questions],
        "held": [{**held.request.model_dump(mode="json"), "became": held.became} for held in entry.held],
        "suspected": [each.model_dump(mode="json", exclude={"type", "call"}) for each in entry.suspected],
    }


def _question_facts(question: Question) -> dict[str, Any]:
    answer = question.answer
    return {
        "id": question.id,
        "kind": question.kind,
        "text": question.text,
        "asked_at": question.asked_at,
        "answer": answer.answer if answer else None,
        "by": answer.by if answer else "",
        "words": answer.words if answer else "",
        "answered_at": question.answered_at if answer else None,
        "took_s": question.took_s,
        "requests": list(question.requests),
        "remembered": question.remembered,
    }


def remembered_words(rule: dict[str, Any]) -> str:
    """A remembered rule as people read it; as data where this version can't read it."""
    try:
        return in_words(Rule.model_validate(rule))
    except ValueError:
        return str(rule)
