"""`deskhand audit`: who allowed what in a session, when, by which rule, on which evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Home
from deskhand.cli.lines import show
from deskhand.cli.running import run_async
from deskhand.core.verdicts import Verdict
from deskhand.journal.values import StreamInfo
from deskhand.report.audit import Audit, Entry, Held, Question, audit, facts, remembered_words
from deskhand.report.readable import clock, one_line, short
from deskhand.settings import from_environment

_INDENT = " " * 13
_LABEL_CELLS = 12
_WORDS_MAX = 300
_DECIDED = {"allow": ("allowed", "green"), "ask": ("asked", "yellow"), "deny": ("denied", "red")}
_BECAME = {"sent": "let go", "stopped": "stopped", "": "still waits"}


@click.command("audit")
@click.argument("session")
@click.option("--all", "everything", is_flag=True, help="Each look and move too, not only their number.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with everything.")
def audit_session(session: str, everything: bool, as_json: bool) -> int:
    """Tell who allowed what in SESSION: each call, its verdict, rule and evidence, each question and its answer.

    Times are UTC. What waited in the browser, what strangers tried and what nobody answered is in it too.

    \b
    Examples:
      deskhand audit s-4f2k
      deskhand audit s-4f2k --json
    """
    return run_async(_audit(session, everything=everything, as_json=as_json))


async def _audit(name: str, *, everything: bool, as_json: bool) -> int:
    settings = from_environment()
    async with await Home(settings).journal() as journal:
        info = await journal.info(name)
        made = audit(await journal.read(info.id))
        reports = await journal.verify(info.id)
    proof = " ".join(problem for report in reports for problem in (report.problems or (report.proves,)))
    if as_json:
        click.echo(json.dumps({"session": info.id, **facts(made), "proof": proof}, ensure_ascii=True, indent=1))
        return 0
    console = Console(no_color=not settings.color)
    show(console, _head(info, made))
    for line in _lines(made, everything=everything):
        show(console, _hung(line, console) if console.is_terminal else [line])
    show(console, [Text(), *_totals(made), Text(proof, "dim")])
    return 0


def _head(info: StreamInfo, made: Audit) -> Iterable[Text]:
    yield Text.assemble((one_line(info.title or info.id), "bold"), "  ", (info.id, "dim"))
    if made.started:
        who = "a person was there" if made.started.attended else "nobody was there to ask"
        day = f", {_time(made.entries[0].at, '%Y-%m-%d')}" if made.entries else ""
        yield Text(f"profile {one_line(made.started.profile)}, model {one_line(made.started.model)}, {who}{day}", "dim")


def _lines(made: Audit, *, everything: bool) -> Iterable[Text]:
    """The entries and what people did in between, in order; quiet ones are counted."""
    control = list(made.control)
    looks = 0
    for entry in made.entries:
        if entry.quiet and not everything:
            looks += 1
            continue
        if looks:
            yield _looked(looks)
            looks = 0
        while control and control[0][0] <= entry.at:
            yield _control(*control.pop(0))
        yield from _entry(entry)
    if looks:
        yield _looked(looks)
    for at, what in control:
        yield _control(at, what)


def _looked(times: int) -> Text:
    return Text(f"{'':8}    · {times} {'look or move' if times == 1 else 'looks and moves'}, allowed", "dim")


def _control(at: float, what: str) -> Text:
    return Text.assemble((_time(at), "dim"), "    ", (one_line(what), "bold yellow"))


def _entry(entry: Entry) -> Iterable[Text]:
    verdict = entry.verdict
    decided, style = _DECIDED[verdict.decision] if verdict else ("not judged", "dim")
    number = f"{entry.number:>4} "
    yield Text.assemble((_time(entry.at), "dim"), (number, "dim"), (f"{decided:<8} ", style), one_line(entry.words))
    for at, each in entry.judged[:-1]:
        yield _line("before", f"{_DECIDED[each.decision][0]} at {_time(at)}, judged again: {_what(each)}")
    if verdict:
        yield _line("what", _what(verdict))
        yield _line("rule", verdict.rule)
        if verdict.touch.evidence:
            yield _line("evidence", verdict.touch.evidence)
        if verdict.touch.said:
            yield _line("model says", verdict.touch.said)
    for suspicion in entry.suspected:
        yield _line("stranger", f'{suspicion.kind} words at {suspicion.place}: "{short(suspicion.words)}"', "yellow")
    for question in entry.questions:
        yield from _question(question)
    for held in entry.held:
        yield _line("held", _held(held))
    if entry.status not in ("ok", ""):
        yield _line("result", entry.status, "red" if entry.status in ("failed", "denied") else "")
    elif not entry.status:
        yield _line("result", "no end is on the record", "yellow")


def _hung(line: Text, console: Console) -> Iterable[Text]:
    """A line folded so that what follows stands under its words, not under its time or label."""
    head = len(_INDENT) + _LABEL_CELLS if line.plain.startswith(_INDENT) else len(_INDENT)
    first, *rest = line[head:].wrap(console, max(20, console.width - head)) or [Text()]
    yield Text.assemble(line[:head], first)
    yield from (Text.assemble(" " * head, each) for each in rest)


def _what(verdict: Verdict) -> str:
    """Classes and place of a verdict in one line."""
    touch = verdict.touch
    place = " ".join(dict.fromkeys(filter(None, (touch.host, touch.path, touch.app))))
    goes = f", sent to {touch.sends_to}" if touch.sends_to and touch.sends_to != touch.host else ""
    amount = f", {touch.amount:.2f} {touch.currency}".rstrip() if touch.amount is not None else ""
    final = "" if verdict.undoable else ", can't be undone"
    return f"{', '.join(touch.classes) or 'not known'}{f' at {place}' if place else ''}{goes}{amount}{final}"


def _question(question: Question) -> Iterable[Text]:
    answer, took_s = question.answer, question.took_s
    if question.kind == "question":
        yield _line("question", question.text)
    if answer is None or took_s is None:
        yield _line("answer", f"none yet; asked at {_time(question.asked_at)}", "yellow")
        return
    who = f" by {answer.by}" if answer.by else ""
    words = f': "{answer.words}"' if answer.words else ""
    given = "nobody answered" if answer.answer == "none" else f"{answer.answer}{who}"
    style = "green" if answer.answer in ("allow", "always") else "red" if answer.answer == "deny" else ""
    yield _line("answer", f"{given} at {_time(question.answered_at)}, after {clock(took_s)}{words}", style)
    if question.remembered:
        yield _line("remembered", remembered_words(question.remembered))


def _held(held: Held) -> str:
    request = held.request
    carries = [f"{len(request.fields)} field{'' if len(request.fields) == 1 else 's'}"] if request.fields else []
    carries += [f"files {', '.join(request.files)}"] if request.files else []
    carried = f" with {' and '.join(carries)}" if carries else ""
    return f"{request.method} {request.address}{carried}: {_BECAME[held.became]}"


def _line(label: str, words: str, style: str = "") -> Text:
    return Text.assemble(_INDENT, (f"{label:<{_LABEL_CELLS}}", "dim"), (short(words, _WORDS_MAX), style))


def _time(at: float, form: str = "%H:%M:%S") -> str:
    return datetime.fromtimestamp(at, UTC).strftime(form)


def _totals(made: Audit) -> Iterable[Text]:
    count = made.totals()
    yield Text.assemble(
        (f"{count['calls']} calls", "bold"),
        f": {count['allowed']} allowed by rule, {count['questions']} asked about, {count['denied']} denied by rule"
        + (f", {count['not_judged']} not judged" if count["not_judged"] else ""),
    )
    if count["questions"]:
        remembered = f", {count['remembered']} remembered" if count["remembered"] else ""
        yield Text(f"answers: {count['yes']} yes, {count['no']} no, {count['unanswered']} unanswered{remembered}")
    if count["held"]:
        waits = count["held"] - count["sent"] - count["stopped"]
        yield Text(
            f"requests held: {count['held']}; {count['sent']} let go, {count['stopped']} stopped, {waits} waiting"
        )
    if count["suspicions"]:
        times = "once" if count["suspicions"] == 1 else f"{count['suspicions']} times"
        yield Text(f"strangers tried to direct the model {times}", "yellow")
