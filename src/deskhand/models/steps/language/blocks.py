"""Rules for lines that open or close a block: for each, repeat, while, if, otherwise, end; and leaving a loop."""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

from deskhand.models.steps.language.conditions import condition
from deskhand.models.steps.language.mask import MARK
from deskhand.models.steps.language.phrases import Words
from deskhand.models.steps.language.program import (
    End,
    ForFiles,
    ForRows,
    If,
    LeaveLoop,
    Otherwise,
    Repeat,
    Statement,
    While,
)
from deskhand.models.steps.language.reading import NAME
from deskhand.models.steps.language.rule import Found, Rule, Unreadable, rule
from deskhand.models.steps.language.words import count_word


def _files(found: Found) -> Statement | None:
    where = found.words("where").text if found.has("where") else "*"
    pattern = found.words("pattern").text if found.has("pattern") else ""
    if pattern and where != "*":
        where = f"{where.rstrip('/')}/{pattern}"
    return ForFiles(Words(pattern if pattern and where == "*" else where), found.raw("var") or "file")


def _rows(found: Found) -> Statement | None:
    what = found.words("what")
    return ForRows(what, found.raw("var") or found.raw("name") or "row", file=found.has("file"))


def _each(found: Found) -> Statement | None:
    """`for each receipt in receipts/*.png` is about files when what it goes over looks like a path."""
    what = found.words("what")
    if "/" in what.text or "*" in what.text:
        return ForFiles(what, found.raw("name"))
    return ForRows(what, found.raw("name"))


def _repeat(found: Found) -> Statement | None:
    number = count_word(found.raw("n"))
    return Repeat(Words(str(number)) if number is not None else found.words("n"))


def _while(found: Found) -> Statement | None:
    wanted = condition(found.masked, found.raw("x"))
    if wanted is None:
        return None
    limit = count_word(found.raw("max")) if found.has("max") else None
    return While(wanted, until=found.has("until"), times_max=max(1, min(limit or 100, 1000)))


def _if(found: Found) -> Statement | None:
    wanted = condition(found.masked, found.raw("x"))
    if wanted is None:
        raise Unreadable("I can't read the condition.", 'Write for example: if "Saved" is shown:')
    return If(wanted)


_AS = rf"(?:\s*,?\s*(?:as|called|call\s+it|in)\s+(?P<var>{NAME}))?"
_ZH_AS = rf"(?:\s*(?:作为|记为|称为|叫)\s*(?P<var>{NAME}?))?"
_MAX = r"(?:,?\s*\(?\s*(?:at most|up to|no more than|最多|至多)\s*(?P<max>\d{1,4}|[a-z]+|[一二三四五六七八九十]+)\s*(?:times|rounds|次)?\)?)?"

RULES: tuple[Rule, ...] = (
    rule("for each", rf"for\s+(?:each|every|all)(?:\s+(?:the|of the))?\s+files?\s+(?:matching|like|named|called)\s+(?P<pattern>.+?)(?:\s+(?:in|inside|of)\s+(?:the\s+)?(?:folder\s+)?(?P<where>.+?)(?:\s+folder)?)?{_AS}", _files),
    rule("for each", rf"for\s+(?:each|every|all)(?:\s+(?:the|of the))?\s+(?:files?|pictures?|images?)\s+(?:in|inside|of|under)\s+(?:the\s+)?(?:folder\s+)?(?P<where>.+?)(?:\s+folder)?(?:\s+(?:matching|like)\s+(?P<pattern>.+?))?{_AS}", _files),
    rule("for each", rf"for\s+(?:each|every)\s+row\s+(?:of|in)\s+(?:the\s+)?(?P<file>(?:csv\s+)?file)\s+(?P<what>.+?){_AS}", _rows),
    rule("for each", rf"for\s+(?:each|every)\s+row\s+(?:of|in)\s+(?P<file>)(?P<what>.+?){_AS}", _rows),
    rule("for each", rf"for\s+(?:each|every|all)?\s*(?:the\s+)?(?P<name>{NAME})\s+(?:in|of|from)\s+(?:the\s+)?(?:list\s+)?(?P<what>.+?){_AS}", _each),
    rule("for each", rf"(?:对|对于|遍历|为)?\s*(?P<where>{MARK}|\S+?)\s*(?:文件夹|目录)?(?:中|里|下|内)?的?(?:每一?个|所有|全部)\s*(?:文件|图片){_ZH_AS}", _files),
    rule("for each", rf"(?:对于?|遍历)\s*(?:每一?个|所有)?文件\s*(?P<where>{MARK}|\S+?){_ZH_AS}", _files),
    rule("for each", rf"(?:对于?|遍历|为)?\s*(?P<file>文件)\s*(?P<what>{MARK}|\S+?)\s*(?:中|里)?的?(?:每一?|所有)(?:个|条)?行{_ZH_AS}", _rows),
    rule("for each", rf"(?:对于?|遍历|为)?\s*(?P<what>{MARK}|\S+?)\s*(?:中|里)?的?(?:每一?|所有)(?:个|条|项)?(?:行|项|元素|条目)?{_ZH_AS}", _rows),
    rule("repeat", rf"(?:repeat|do(?:\s+this)?|loop)(?:\s+(?:this|these\s+steps|the\s+following))?\s+(?P<n>\d{{1,4}}|[a-z]+|{MARK})(?:\s+times)?", _repeat),
    rule("repeat", rf"(?:重复|循环)\s*(?P<n>\d{{1,4}}|[一二两三四五六七八九十]{{1,3}}|{MARK})\s*(?:次|遍)", _repeat),
    rule("while", rf"(?:(?:repeat|loop|do(?:\s+this)?)\s+)?(?:while|as\s+long\s+as)\s+(?P<x>.+?){_MAX}", _while),
    rule("while", rf"(?:(?:repeat|loop|do(?:\s+this)?)\s+)?(?P<until>until)\s+(?P<x>.+?){_MAX}", _while),
    rule("while", rf"(?:当|只要)\s*(?P<x>.+?)(?:时|的时候)?(?:重复|循环)?{_MAX}", _while),
    rule("while", rf"(?:重复)?(?P<until>直到)\s*(?P<x>.+?)(?:为止)?{_MAX}", _while),
    rule("if", r"(?:if|when|in case)\s+(?P<x>.+?)(?:,?\s*then)?", _if),
    rule("if", r"(?:如果|若|假如|要是)\s*(?P<x>.+?)(?:的话)?(?:，?(?:就|那么|则))?", _if),
    rule("otherwise", r"(?:otherwise|else|if not|否则|不然)", lambda found: Otherwise()),
    rule("end", r"end(?:\s+(?:for|if|loop|repeat|while|each|for\s+each))?|结束(?:循环|如果|重复)?", lambda found: End()),
    rule("leave loop", r"(?:break|leave\s+(?:the\s+)?loop|stop\s+(?:the\s+)?(?:loop|repeating)|exit\s+(?:the\s+)?loop|退出循环|跳出循环)", lambda found: LeaveLoop()),
    rule("next round", r"(?:skip|continue|next|skip\s+(?:this|it|this\s+(?:one|row|file))|(?:go\s+(?:on\s+)?(?:to|with)|continue\s+with)\s+the\s+next(?:\s+(?:one|row|file|round))?|跳过|继续下一个|下一个)", lambda found: LeaveLoop(next_round=True)),
)  # fmt: skip
