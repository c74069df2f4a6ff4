"""Reading a label: which of the known senses the words on a button, menu entry or link have."""

from __future__ import annotations

import re

from deskhand.core.verdicts import RiskClass
from deskhand.policy.lexicon.senses import NOUN_TAIL, SENSES, SYMBOLS, Sense
from deskhand.policy.lexicon.verbs import CHINESE, NOUN_ENDS, VERBS

_SERIOUS: tuple[RiskClass, ...] = (
    "look", "move", "visit_known", "write_on_desk", "bring_in", "visit_new", "run_code", "personal_data",
    "change_settings", "sign_in", "submit", "install", "grant_permission", "accept_terms", "take_out", "delete", "send",
    "pay",
)  # fmt: skip
_BY_CONTEXT = frozenset({"generic", "next", "save", "apply"})
"""Kinds that give way to a more telling word of the same label: "Confirm and pay", "提交订单"."""

_JOINED = re.compile(r"\s+(?:and|&|then)\s+|\s*[&+/]\s*|并且?(?!行)|、", re.IGNORECASE)
_MORE_TO_COME = re.compile(r"(?:…|\.\.\.)\s*$")
_LABEL_CHARS_MAX = 120
_ASKING_CHARS_MAX = 40
"""What is longer is a card or a line of text that can be clicked."""


def seriousness(risk: RiskClass) -> int:
    """How much a class matters beside others: what an act is told as is the gravest thing that it does."""
    return _SERIOUS.index(risk)


def read_label(label: str) -> Sense | None:
    """The sense of a label; None when no word of it is known. Of joined parts ("Save and publish") the gravest."""
    label = _spelt(label)
    if whole := _longest_first(label, only_whole=True):
        return whole
    found = [sense for part in _JOINED.split(label) if (sense := _sense_of(part)) is not None]
    return max(found, key=lambda sense: (sense.kind not in _BY_CONTEXT, seriousness(sense.risk)), default=None)


_ACTS_ON = re.compile(
    r"^(?:yes,? )?(?:confirm|submit|complete|finish|finali[sz]e|start|begin|proceed (?:to|with)) "
    r"(?!reading|over\b|again\b|later\b)\w"
    r"|^(?:确认|确定|提交|完成|立即|马上|一键|开始)(?=[\u4e00-\u9fff]{2})",
    re.IGNORECASE,
)


def acts_on_something(label: str) -> bool:
    """Whether the label of a word that says little goes on to say what is done: "Confirm receipt", "立即激活"."""
    return bool(_ACTS_ON.search(_spelt(label)))


def may_act(label: str) -> bool:
    """Whether a label of which no sense is known still asks for something: it begins with a verb."""
    label = _spelt(label)
    if len(label) > _ASKING_CHARS_MAX or NOUN_TAIL.search(label):
        return False
    first = re.match(r"(?:yes,? |please |just )?([a-z-]+)", label.casefold())
    return bool(CHINESE.search(label) and not NOUN_ENDS.search(label)) or (first is not None and first[1] in VERBS)


def opens_more(label: str) -> bool:
    """Whether the label says that a dialog or menu comes first: "Share…"."""
    return bool(_MORE_TO_COME.search(label))


def _spelt(label: str) -> str:
    label = label.strip()[:_LABEL_CHARS_MAX]
    for symbol, word in SYMBOLS.items():
        if label.startswith(symbol):
            rest = label.removeprefix(symbol).strip()
            return rest if len(rest) > 1 else word
    return label.replace("’", "'")


def _sense_of(part: str) -> Sense | None:
    sense = _longest_first(part)
    if sense is None or sense.kind in ("shows", "refuses"):
        return sense
    names_a_thing = NOUN_TAIL.search(part) and sense.kind not in ("save", "apply", "clear") and not _taken_away(part)
    return _SHOWS if names_a_thing and sense.risk != "change_settings" else sense


def _taken_away(part: str) -> bool:
    """ "Clear history" takes a thing away that could also be looked at."""
    first = _longest_first(part)
    return first is not None and first.risk == "delete"


def _longest_first(text: str, *, only_whole: bool = False) -> Sense | None:
    """The sense whose words stand first; the longest of those. Words that say little give way to others."""
    best: dict[bool, tuple[int, int, Sense]] = {}
    for sense in SENSES:
        for match in sense.pattern.finditer(text):
            if only_whole and match.group().strip() != text.rstrip(" .!?。").strip():
                continue
            weak = sense.kind in _BY_CONTEXT
            found = (match.start(), -len(match.group()), sense)
            if weak not in best or found[:2] < best[weak][:2]:
                best[weak] = found
    if False in best and not (True in best and _only_follows(best)):
        return best[False][2]
    return best[True][2] if True in best else best[False][2] if False in best else None


def _only_follows(best: dict[bool, tuple[int, int, Sense]]) -> bool:
    """Whether the telling word only says what comes after a plain one: "Continue reading" shows."""
    telling, weak = best[False], best[True]
    return telling[2].kind == "refuses" and weak[0] < telling[0]


_SHOWS = next(sense for sense in SENSES if sense.kind == "shows")
