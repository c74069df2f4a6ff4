"""Reading a label: which sense the words on a button, menu entry or link have, in English or Chinese."""

from __future__ import annotations

import re
from functools import lru_cache

from deskhand.core.verdicts import RiskClass
from deskhand.policy.lexicon import asking
from deskhand.policy.lexicon.around import AMOUNT
from deskhand.policy.lexicon.chinese.traditional import simplified
from deskhand.policy.lexicon.meanings import SENSES, Sense
from deskhand.policy.lexicon.symbols import SYMBOLS
from deskhand.policy.wording import chinese, english

_SERIOUS: tuple[RiskClass, ...] = (
    "look", "move", "visit_known", "write_on_desk", "bring_in", "visit_new", "run_code", "personal_data",
    "change_settings", "sign_in", "submit", "install", "grant_permission", "accept_terms", "take_out", "delete", "send",
    "pay",
)  # fmt: skip
_BY_CONTEXT = frozenset({"generic", "next", "save", "apply"})
"""Kinds that give way to a more telling word of the same label: "Confirm and pay", "提交并支付"."""

_JOINED = re.compile(
    r"\s+(?:and|&|then|or)\s+|\s*[&+/|·]\s*|[,:;，：；]\s*|\s+[–—-]\s+|(?<![合兼吞归])并且?(?![行购轨入])|、",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?<=\S)\s*[(（][^()（）]*[)）]")
"""Words in brackets after others."""
_MORE_TO_COME = re.compile(r"(?:…|\.\.\.)\s*$")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_SUM = re.compile(AMOUNT, re.IGNORECASE)
_MOVES_A_SUM = re.compile(
    rf"^(?:send|move|give|add|put|lend|wire|transfer|convert|swap|tip)(?: a| tip)* {AMOUNT}"
    rf"|^(?:support|spend|contribute|back)\b[^.]{{0,14}} {AMOUNT}"
    rf"|^(?!see|view|show|from|order\b)\w+ [\w' ]{{1,40}} for {AMOUNT}",
    re.IGNORECASE,
)
_ONE_WORD_AND_A_SUM = re.compile(rf"^(?!see|view|show|save|from|check)[a-z]+ {AMOUNT}$", re.IGNORECASE)
"""An amount that goes somewhere, or is what something costs: "Move £100 to savings", "Restore domain for $80"."""
_LABEL_CHARS_MAX = 120
_ASKING_CHARS_MAX = 40
"""What is longer is a card or a line of text that can be clicked."""


def seriousness(risk: RiskClass) -> int:
    """How much a class matters beside others: what an act is told as is the gravest thing that it does."""
    return _SERIOUS.index(risk)


@lru_cache(maxsize=4_096)
def read_label(label: str) -> Sense | None:
    """The sense of a label; None when no word of it is known. Of joined parts ("Save and publish") the gravest."""
    whole, label = label, _spelt(label)
    sense = _read(label)
    if _SUM.search(whole) and (_grows_with_a_sum(label, sense) or _MOVES_A_SUM.search(whole)):
        return SENSES["pay"]
    return sense


def _read(label: str) -> Sense | None:
    whole = _one_part(label, only_whole=True)
    if whole is not None:
        return whole
    if (agreed := asking.YES.match(label)) is not None:
        return _said_yes(label[agreed.end() :])
    parts = [part for part in _JOINED.split(label) if part and part.strip()]
    found = [sense for part in parts if (sense := _one_part(part)) is not None]
    if len(parts) > 1 and asking.NO.match(label):
        return SENSES["refuses"]
    if len(parts) > len(found) and {sense.kind for sense in found} == {"generic"} and _HANZI.search(label):
        return SENSES["asks"]
    gravest = max(found, key=_weight, default=None)
    if gravest is not None and gravest.undo and any(_one_part(part) is None and may_act(part) for part in parts[1:]):
        return SENSES["asks"]  # "Shortlist and advance"
    if gravest is not None and (gravest.kind == "generic" or gravest.undo) and asking.AND_CONFIRMS.search(label):
        return SENSES["commits"]
    return gravest


def _said_yes(rest: str) -> Sense | None:
    """ "Yes, cancel my order": a word that mostly goes back is here what is agreed to; of "Yes, stop" only what is
    asked says what stops."""
    sense = _read(rest)
    if sense is None or sense.kind in ("generic", "next"):
        return SENSES["generic"]
    bare = sense.kind == "refuses" or (
        (sense.undo is True or rest.casefold() in asking.OF_MANY_THINGS) and len(rest.split()) == 1
    )
    return SENSES["commits"] if bare and not asking.KEEPS.match(rest) else sense


def _weight(sense: Sense) -> tuple[int, int, bool]:
    """Of the parts of a label: what does something comes before what has its meaning from elsewhere, and that before
    what only shows; consent comes before all but money and what is lost."""
    if sense.kind == "accept":
        return 3, 0, True
    rank = 0 if sense.kind in ("shows", "refuses") else 1 if sense.kind in _BY_CONTEXT else 2
    return rank + 2 * (sense.risk in ("pay", "delete")), seriousness(sense.risk), sense.undo is not True


def _one_part(text: str, *, only_whole: bool = False) -> Sense | None:
    if _HANZI.search(text):
        return chinese.whole(text) if only_whole else chinese.read(text)
    return english.whole(text) if only_whole else english.read(text)


def _grows_with_a_sum(label: str, sense: Sense | None) -> bool:
    """A sum of money on a button is what it takes, unless the button only shows or chooses something."""
    if sense is None:
        return may_act(label) or bool(asking.FOR_A_SUM.search(_spelt(label)))
    if _ONE_WORD_AND_A_SUM.match(label):
        return sense.kind != "save"
    return sense.kind in ("commits", "next", "generic", "upgrade", "subscribe") or (
        sense.risk == "submit" and sense.kind == "plain" and sense.undo is None
    )


def acts_on_something(label: str) -> bool:
    """Whether the label of a word that says little goes on to say what is done: "Confirm receipt", "立即激活"."""
    return bool(asking.ACTS_ON.search(_spelt(label)))


def ends_something(label: str) -> bool:
    """Whether a label that mostly goes back names what it ends: "Cancel print", "取消打印"."""
    return bool(asking.ENDS.search(_spelt(label)))


def names_a_thing(label: str) -> bool:
    """Whether a label of which no sense is known is the name of a thing, and no answer to what is asked."""
    return bool(asking.NOUN_ENDS.search(_spelt(label)))


def may_act(label: str) -> bool:
    """Whether a label of which no sense is known still asks for something: it begins with a verb."""
    label = _spelt(label)
    if len(label) > _ASKING_CHARS_MAX:
        return False
    if _HANZI.search(label):
        label = chinese.plain(label)
        if asking.NOUN_ENDS.search(label) or chinese.is_a_thing(label):
            return False
        return bool(asking.CHINESE.search(label) or asking.SHORT.search(label)) or _ends_as_a_verb(label)
    return english.begins_with_verb(label)


def changes_something(label: str) -> bool:
    """Whether a label that mostly opens something may also be what changes it, where the words around say so."""
    return not _HANZI.search(label) and english.changes(label)


def _ends_as_a_verb(label: str) -> bool:
    """Whether a short Chinese label of which no word is known ends as what is done does, and names of things don't."""
    label = re.sub(r"[A-Za-z\s]+", "", label)
    short = 2 <= len(label) <= _UNKNOWN_SIGNS_MAX and not re.search(r"[^\u4e00-\u9fff]", label)
    done = label[-1] in asking.VERB_SIGNS and not asking.ATTRIBUTES.match(label)
    return short and done and not chinese.kinds_of(label)


_UNKNOWN_SIGNS_MAX = 5


def opens_more(label: str) -> bool:
    """Whether the label says that a dialog or menu comes first: "Share…"."""
    return bool(_MORE_TO_COME.search(label))


def _spelt(label: str) -> str:
    label = asking.PAIRS.sub(r"\1-\2", simplified(label.strip()[:_LABEL_CHARS_MAX]))
    for symbol, word in SYMBOLS.items():
        if label.startswith(symbol):
            rest = label.removeprefix(symbol).strip()
            return rest if len(rest) > 1 else word
    return _ASIDE.sub("", label.replace("’", "'")).strip() or label
