"""Whether the words around a button say that what it does can be taken back.

Pages say it in a note beside several buttons ("Archived cards can be sent back. Deleted ones can't be recovered."), so
the sentences that speak of the button's own word count before the others.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from deskhand.policy.lexicon import around

_SENTENCE = re.compile(
    r"(?<=[.!?;。！？；…])\s*|(?<=[a-z0-9)”’'])\s+(?=[A-Z])|(?<=[\u4e00-\u9fff）])\s+(?=[\u4e00-\u9fff（])"
)
"""Where one sentence or label ends and the next begins: button labels stand among the words without a mark."""
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_STEM_LETTERS = 5
_HANZI = re.compile(r"[\u4e00-\u9fff]{2,}")
_LABEL_CHARS_MAX = 6
"""A piece that is not longer is a label."""


class TakenBack(NamedTuple):
    """own: what the sentences that speak of the button's own word say; around: what all of them say. None: nothing,
    or one thing of one act and another of another."""

    own: bool | None
    around: bool | None


@lru_cache(maxsize=1_024)
def taken_back(label: str, words: str) -> TakenBack:
    """Whether an act can be taken back, by the words around its button."""
    sentences = [piece for piece in _SENTENCE.split(words) if piece and len(piece) > _LABEL_CHARS_MAX]
    return TakenBack(_said([piece for piece in sentences if _speaks_of(piece, label)]), _said(sentences))


def _said(sentences: list[str]) -> bool | None:
    final = any(around.FINAL.search(sentence) for sentence in sentences)
    back = any(around.RECOVERABLE.search(sentence) for sentence in sentences)
    return back if final != back else None


def _speaks_of(sentence: str, label: str) -> bool:
    """ "Archived cards" speaks of "Archive", "Ending it is final" of "End contract", "删除后无法恢复" of "删除"."""
    verb = next((word.casefold() for word in _WORD.findall(label) if word.casefold() not in _COMMON), "")
    stem = verb[:_STEM_LETTERS].rstrip("e")
    ending = r"" if len(verb) > _STEM_LETTERS else r"(?:e|es|ed|s|d|ing|\w?ing|\w?ed|al|ment)?\b"
    if stem and re.search(rf"\b{re.escape(stem)}{ending}", sentence, re.IGNORECASE):
        return True
    pairs = {run[at : at + 2] for run in _HANZI.findall(label) for at in range(len(run) - 1)} - _COMMON
    return any(pair in sentence for pair in pairs)


_COMMON = frozenset({"yes", "please", "the", "your", "get", "put", "确认", "立即", "全部", "一键", "申请", "提交"})
