"""find_instructions(text): which words of a stranger's text try to direct the model. Pure.

What counts is that several things stand together: somebody speaks to a model, or sets its instructions aside, or claims
the person's leave, or keeps it from them, and demands an act. Words that are quoted in a text about such attacks do not
count: that text speaks to people. It does not know where a text came from, nor what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from deskhand.core.values import Value
from deskhand.policy.strangers.signals import Mark, Signal, marks_in
from deskhand.policy.strangers.unmasking import Reading, readings

NEAR_CHARS = 400
"""Signals that are further apart do not belong together."""

WORDS_CHARS_MAX = 300
FINDINGS_MAX = 8
_MARGIN = 20

_TOGETHER: tuple[frozenset[Signal], ...] = (
    frozenset({"role", "demand"}),
    frozenset({"role", "sets_aside"}),
    frozenset({"role", "leave"}),
    frozenset({"speaks_to_ai", "demand"}),
    frozenset({"speaks_to_ai", "sets_aside"}),
    frozenset({"speaks_to_ai", "secret"}),
    frozenset({"speaks_to_ai", "leave"}),
    frozenset({"names_ai", "demand"}),
    frozenset({"sets_aside", "demand"}),
    frozenset({"sets_aside", "secret"}),
    frozenset({"leave", "demand"}),
    frozenset({"secret", "demand"}),
    frozenset({"check", "demand", "names_ai"}),
)
"""What must stand together to count. A demand alone is what every manual is full of."""

_QUOTED = re.compile(
    r"\"[^\"\n]{2,500}\"|“[^”]{2,500}”|„[^“”]{2,500}[“”]|«[^»]{2,500}»|「[^」]{2,500}」|‘[^’\n]{2,500}’|`[^`\n]{2,500}`"
    r"|(?<!\w)'[^'\n]{12,500}'(?!\w)|```.{1,4000}?```",
    re.DOTALL,
)
_ABOUT = re.compile(
    r"\b(?:prompt[- ]injections?|inject(?:ed|ions?)|jail ?break\w*|attack(?:s|er|ers|ed)?|malicious|adversar\w+"
    r"|vulnerab\w+|"
    r"CVE-\d|exploit\w*|phishing|for example|for instance|e\.g\.|such as|example:|(?:phrases?|sentences?|words?|lines?|"
    r"texts?) (?:like|such as)|exercise|researchers?|stud(?:y|ies)|assert\w*|def test_|parametrize|expect(?:ed)?\(?|"
    r"detect(?:s|or|ed|ion)|red[- ]team\w*|threats?|benchmarks?|datasets?|hid the (?:line|words|sentence))\b"
    r"|注入|攻击|例如|比如|研究|示例|诱使|漏洞|检测|所谓",
    re.IGNORECASE,
)
_ABOUT_CHARS = 300


class Finding(Value):
    """Words that try to direct the model. kind: whether a person who looks there would see them. evidence: what they
    are made of, and what was taken off them to read them."""

    words: str
    kind: Literal["visible", "hidden"] = "visible"
    evidence: tuple[str, ...] = ()


def find_instructions(text: str, hidden: bool = False) -> tuple[Finding, ...]:
    """The stretches of a text that try to direct a model. hidden: people do not see it where it stands."""
    found: dict[str, Finding] = {}
    for reading in readings(text, hidden=hidden):
        for finding in _in(reading):
            key = " ".join(finding.words.split())[:80]
            if key not in found or finding.kind == "hidden":
                found[key] = finding
        if len(found) >= FINDINGS_MAX:
            break
    return tuple(found.values())[:FINDINGS_MAX]


def _in(reading: Reading) -> Iterable[Finding]:
    about = _talked_about(reading)
    marks = [
        mark
        for mark in marks_in(reading.text, NEAR_CHARS)
        if not any(begin <= mark.begin < end for begin, end in about)
    ]
    at = 0
    while at < len(marks):
        group = [mark for mark in marks[at:] if mark.begin - marks[at].begin <= NEAR_CHARS]
        if evidence := _counts(group):
            yield Finding(
                words=_words(reading.text, group),
                kind="hidden" if reading.hidden else "visible",
                evidence=(*evidence, *((reading.how,) if reading.how else ())),
            )
            at += len(group)
        else:
            at += 1


def _counts(group: list[Mark]) -> tuple[str, ...]:
    there = {mark.signal for mark in group}
    return tuple(sorted(there)) if any(together <= there for together in _TOGETHER) else ()


def _words(text: str, group: list[Mark]) -> str:
    begin, end = group[0].begin, max(mark.end for mark in group)
    cut = text[max(0, begin - _MARGIN) : end + _MARGIN]
    return " ".join(cut.split())[:WORDS_CHARS_MAX]


def _talked_about(reading: Reading) -> list[tuple[int, int]]:
    """Where words are only quoted, by a text whose own words say that it is about such things."""
    if reading.hidden:
        return []
    text = reading.text
    quotes = [match.span() for match in _QUOTED.finditer(text)]
    own = [m.start() for m in _ABOUT.finditer(text) if not any(begin <= m.start() < end for begin, end in quotes)]
    return [
        (begin, end)
        for begin, end in quotes
        if any(begin - _ABOUT_CHARS <= place <= end + _ABOUT_CHARS for place in own)
    ]
