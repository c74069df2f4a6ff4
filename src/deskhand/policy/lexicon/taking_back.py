"""Whether the words around a button say that what it does can be taken back.

Pages say it in a note beside several buttons ("Archived cards can be sent back. Deleted ones can't be recovered."), so
the sentences that speak of the button's own word count before the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from deskhand.policy.lexicon import around, asking, undoing

_SENTENCE = re.compile(
    r"(?<=[.!?。！？；…])\s*|(?<=;)(?=[\u4e00-\u9fff])|(?<=;)\s+(?![a-z])"
    r"|(?<=[a-z0-9)”’'])\s+(?=[A-Z])|(?<=[\u4e00-\u9fff）])\s+(?=[\u4e00-\u9fff（])"
)
"""Where one sentence or label ends and the next begins: button labels stand among the words without a mark."""
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_STEM_LETTERS = 5
_HANZI = re.compile(r"[\u4e00-\u9fff]{2,}")
_LABEL_CHARS_MAX = 6
"""A piece that is not longer is a label."""


_OF_ALL = re.compile(
    r"\b(?:every ?thing|all|any ?thing|nothing|every|any(?! ?time)|each|actions?|changes?|what(?:ever)? you|this page"
    r"|(?:in|on) here|this (?:step|action|change)|decisions?|these)\b"
    r"|所有|全部|任何|一切|每(?:项|个|次)|本页|此页|以下|各项|操作|改动|更改|均",
    re.IGNORECASE,
)
"""A sentence that speaks of all that can be done where it stands."""


_NOT_FINAL = re.compile(
    r"\b(?:nothing|none|no \w+|not|isn't|aren't|never)\b[^.!?]{0,40}"
    r"\b(?:final|permanent|for good|irreversible|binding)\b",
    re.IGNORECASE,
)


_ENDED = re.compile(r"[.!?。！？；;…]\s*$")


class TakenBack(NamedTuple):
    """own: what the sentences that speak of the button's own word say; around: what all of them say; whole: what those
    say that speak of all that is done there ("Nothing on this page is final"). None: nothing, or one thing of one act
    and another of another."""

    own: bool | None
    around: bool | None
    whole: bool | None = None


@lru_cache(maxsize=1_024)
def taken_back(label: str, words: str) -> TakenBack:
    """Whether an act can be taken back, by the words around its button."""
    sentences = [_unsaid(part, label) for part in _parts(words, label)]
    own = [piece for piece in sentences if _speaks_of(piece, label)] or _final_of_its_thing(sentences, label)
    if _stands_alone(words, label):
        said = _said([piece for piece in own if piece != label]) if _HANZI.search(label) else None
        said = _said(sentences) if said is None else said
        return TakenBack(said, said, said)
    return TakenBack(_said(own), _said_around(sentences), _said([each for each in sentences if _OF_ALL.search(each)]))


def said_of_its_verb(label: str, words: str) -> bool | None:
    """Whether the sentences that speak of the button's own word say that it can be taken back."""
    return _said([piece for piece in _SENTENCE.split(words) if piece != label and _speaks_of(piece, label)])


def said_of(says: Callable[[str], object], label: str, words: str) -> bool:
    """Whether a sentence that speaks of the button's own word, or where nothing else stands there, says this of it."""
    pieces = _parts(words, label)
    alone = _stands_alone(words, label)
    return any((alone or _speaks_of(piece, label)) and says(piece) for piece in pieces if piece != label)


@lru_cache(maxsize=1_024)
def spoken_of(label: str, words: str) -> str:
    """The sentences among the words around a button that speak of it, from where it stands in them on: "Archive: can
    be reopened.", "Archive Takes it off your list.", "Archived cards stay a year."."""
    told = [_from(label, each) for each in _WHOLE.findall(" ".join(words.split()))] if label else []
    return " ".join(dict.fromkeys(each for each in told if each))


_WHOLE = re.compile(r"[^.!?。！？；;…\s](?:[^.!?。！？；;…]|[.](?=\d))*(?:[.!?。！？；;…]+|$)")
"""A sentence, with names and numbers in it."""
_OF_ANOTHER = re.compile(r"[^:：]{1,40}[:：]")


def _from(label: str, sentence: str) -> str:
    """What follows the label where it stands in a sentence, or the whole of one that speaks of it in other words;
    nothing if it names another button and tells of that."""
    _, found, after = sentence.rpartition(label)
    if not found or (after[:1].isalpha() and label[-1:].isascii()):
        return sentence.strip() if _speaks_of(sentence, label) else ""
    told = after.strip()
    of_another = not told.startswith((":", "：")) and _OF_ANOTHER.match(told)
    return "" if of_another or not told else f"{label}{after}".strip()


def _parts(words: str, label: str) -> list[str]:
    """The sentences, and Chinese ones by which of the buttons there their clauses speak of: "放行后不能召回，冻结的
    可解冻"."""
    pieces = [piece for piece in _SENTENCE.split(words) if piece]
    buttons = [match[0] for piece in pieces if not _is_sentence(piece) and (match := _LAST_RUN.search(piece))]
    others = {verb for button in buttons for verb in (button[:2], button[-2:])}
    own = {label[:2], label[-2:]}
    found: list[str] = []
    for piece in filter(_tells, pieces):
        first, *rest = re.split(r"[，,]", piece)
        found.append(first)
        for clause in rest:
            if any(verb in clause[:_SUBJECT_SIGNS] for verb in others | own):
                found.append(clause)
            else:
                found[-1] += f"，{clause}"
    return found


_LAST_RUN = re.compile(r"[\u4e00-\u9fff]{2,6}$")
_SUBJECT_SIGNS = 5
"""How far into a clause the word stands that it speaks of."""


def _unsaid(sentence: str, label: str) -> str:
    """Without what tells of something else that can be done: money that comes back, another one made anew."""
    sentence = _MONEY_BACK.sub("", sentence)
    if _GONE.match(label):
        sentence = _ANEW.sub("", sentence)
    return "" if _OTHERS.match(sentence) else sentence


_MONEY_BACK = re.compile(
    r"(?:押金|定金|费用|款项?|金额|余额)?[^，。；]{0,2}可[^，。；不]{0,6}退(?:款|还(?!给)|费|到|押)[^，。；]*|押金[^，。；不]{0,8}退[^，。；]*"
)
_GONE = re.compile(
    r"(?:确认|立即|申请|一键)?(?:删|注销|作废|销毁|清|解散|释放|退(?!订|出|回)|取消(?:订单|预约|预订|报名|行程|申请|交易|会议|参))"
)
_ANEW = re.compile(
    r"可(?:以|在)?[^，。；不]{0,4}(?:再次?|重新|继续|创建|生成)(?!恢复|选回|[^，。；]{0,4}(?:恢复|找回|选回|加回|取回))[^，。；]*"
)
_OTHERS = re.compile(r"(?:其他|其它|别的|另外)")


def _stands_alone(words: str, label: str) -> bool:
    """Whether nothing but the button and whole sentences stand there, a heading before them aside: all of it is about
    the button."""
    pieces = [piece for piece in _SENTENCE.split(words) if piece]
    bare = [piece for piece in pieces[1:] if not _is_sentence(piece) and label not in piece]
    chinese = bool(_HANZI.search(label))
    if chinese:
        bare = [piece for piece in bare if _may_be_a_button(piece)]
    return (
        bool(label)
        and label in words
        and not bare
        and (sum(piece.endswith(label) for piece in pieces) if chinese else words.count(label)) == 1
        and any(_is_sentence(piece) for piece in pieces if piece != label)
    )


def _tells(piece: str) -> bool:
    """Whether a piece is more than a label: by its length, or because it begins with an ability, denied or not."""
    return len(piece) > _LABEL_CHARS_MAX or bool(_ABLE.search(piece))


_ABLE = re.compile(
    r"^(?:可|不可|不能|无法|随时|不支持)[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2}后(?:可|不|仍|无|即|将|会)"
    r"|可(?:随时|以|再|重新)?(?:取消|撤|退|改|恢复|找回|关闭|解除|还原|收回|转回|取回)|不(?:可|能|得|予)|无法|仅自己|[前后时]可|即可|不行|自动[解释恢放]"
)


def _may_be_a_button(piece: str) -> bool:
    """Whether a short Chinese piece beside a button may be another one, and not a cell that tells what it is about."""
    return (
        len(piece) <= _LABEL_CHARS_MAX
        and not re.search(r"[\d¥%]", piece)
        and bool(asking.CHINESE.search(piece) or asking.SHORT.search(piece))
    )


def _is_sentence(piece: str) -> bool:
    """Chinese notes often end without a mark."""
    if _ABLE.search(piece):
        return True
    return bool(_ENDED.search(piece)) or len(re.findall(r"[\u4e00-\u9fff]", piece)) >= _SENTENCE_SIGNS


_SENTENCE_SIGNS = 7


def _said(sentences: list[str]) -> bool | None:
    told = {says for says in map(_says, sentences) if says is not None}
    return told.pop() if len(told) == 1 else None


def _said_around(sentences: list[str]) -> bool | None:
    """The same of what other buttons may be meant by: only by words that leave no doubt."""
    nothing = [bool(_NOT_FINAL.search(sentence)) for sentence in sentences]
    final = any(around.FINAL.search(each) and not no for each, no in zip(sentences, nothing, strict=True))
    back = any(nothing) or any(around.RECOVERABLE.search(sentence) for sentence in sentences)
    return back if final != back else None


def _says(sentence: str) -> bool | None:
    """Whether one sentence says that something can be taken back; a denied ability counts before one that is not."""
    if _NOT_FINAL.search(sentence):
        return True
    if is_final(sentence):
        return False
    return True if around.RECOVERABLE.search(sentence) or undoing.BACK.search(sentence) else None


def is_final(sentence: str) -> bool:
    """Whether a sentence says that something can't be taken back."""
    return bool(around.FINAL.search(sentence) or undoing.FINAL.search(sentence))


def _speaks_of(sentence: str, label: str) -> bool:
    """ "Archived cards" speaks of "Archive", "Ending it is final" of "End contract", "删除后无法恢复" of "删除"."""
    verb = next((word.casefold() for word in _WORD.findall(label) if word.casefold() not in _COMMON), "")
    stem = verb[:_STEM_LETTERS].rstrip("e")
    ending = r"" if len(verb) > _STEM_LETTERS else r"(?:e|es|ed|s|d|ing|\w?ing|\w?ed|al|ment)?\b"
    if stem and re.search(rf"\b{re.escape(stem)}{ending}", sentence, re.IGNORECASE):
        return True
    pairs = {run[at : at + 2] for run in _HANZI.findall(label) for at in range(len(run) - 1)} - _COMMON
    return any(pair in sentence for pair in pairs)


def _final_of_its_thing(sentences: list[str], label: str) -> list[str]:
    """ "Grades can't be changed" beside "Assign grade", where no sentence speaks of its verb."""
    thing = (label.split() or [""])[-1]
    if thing == label or not _WORD.fullmatch(thing):
        return []
    word = re.compile(rf"\b{re.escape(thing.rstrip('s'))}s?\b", re.IGNORECASE)
    return [piece for piece in sentences if word.search(piece) and is_final(piece)]


_COMMON = frozenset({"yes", "please", "the", "your", "get", "put", "确认", "立即", "全部", "一键", "申请", "提交"})
