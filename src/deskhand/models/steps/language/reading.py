"""Rules for reading into variables: from the screen, from pictures, from files.

`read "Total" as total`, `read "Total" or "合计" in the picture {file} as total as a number, or ask me`.
"""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re

from deskhand.models.steps.language.mask import MARK
from deskhand.models.steps.language.phrases import Conversion
from deskhand.models.steps.language.program import Fallback, Read, ReadFile, ReadPicture, Statement
from deskhand.models.steps.language.rule import Found, Rule, rule
from deskhand.models.steps.language.targets import target
from deskhand.models.steps.language.words import ORDINALS, chinese_number

NAME = r"[^\W\d]\w{0,60}"

_CONVERSION = (
    r"(?:,?\s*(?:as|in)\s+(?:an?\s+|the\s+)?(?P<as{n}>(?:plain\s+)?(?:number|amount|date|text)|(?:day|month)[- ]first date)"
    r"(?:,?\s*\(?(?P<order{n}>day|month)[- ]first\)?)?|,?\s*(?:作为|转为|转成)(?P<zh{n}>数字|金额|日期))?"
)
_FALLBACK = (
    r"(?:,?\s*(?:or\s+(?:else\s+)?|otherwise\s+|否则|没有则)(?P<ask>ask(?:\s+(?:me|the person))?|询问我?|问我)"
    r"|,?\s*(?:or\s+(?:else\s+)?|otherwise\s+)(?P<blank>(?:leave\s+(?:it\s+)?)?(?:empty|blank|nothing))"
    rf"|,?\s*(?:or\s+(?:else\s+)?|otherwise\s+|否则用?)(?P<default>{MARK})|,?\s*(?P<maybe>if (?:there is one|possible|present|it is there)|如果有))?"
)
_PLACE_WORDS = "canvas|picture|image|photo|page|table|row|column|dialog|form|section|frame|window|screen|list|tree"
"""Never names of variables: `read "Number" in the canvas` says where."""
_INTO = (
    rf"(?:\s+(?:as|into|in|to|and (?:call|name) it|and (?:remember|store|save|keep) it as)\s+(?!an?\s)(?:the\s+)?(?:variable\s+)?"
    rf"(?!(?:{_PLACE_WORDS})\b)(?P<var>{NAME})|\s*(?:，?(?:并)?(?:存为|保存为|记为|记作|作为|存到|存入|读为|读到|赋给|命名为|为))\s*(?:变量)?\s*(?P<var_zh>{NAME}))"
)
_TAIL = _CONVERSION.format(n=1) + _INTO + _CONVERSION.format(n=2) + _FALLBACK
_NAMELESS = r"\s+as\s+an?\s+(?P<var>(?P<as1>number|date))" + _FALLBACK
"""`read "Total" as a number`: kept under the name of what it becomes."""


def _conversion(found: Found) -> Conversion:
    groups = found.match.groupdict()
    word = next((groups[key] for key in ("as1", "as2", "zh1", "zh2") if groups.get(key)), "") or ""
    order = groups.get("order1") or groups.get("order2") or ""
    lowered = f"{word} {order}".casefold()
    if "date" in lowered or "日期" in lowered:
        return "date day first" if "day" in lowered else "date month first" if "month" in lowered else "date"
    return "number" if re.search("number|amount|数字|金额", lowered) or _var(found).casefold() == "number" else ""


def _fallback(found: Found) -> Fallback:
    if found.has("ask"):
        return Fallback("ask")
    if found.has("blank") or found.has("maybe"):
        return Fallback("words", "")
    return Fallback("words", found.words("default").text) if found.has("default") else Fallback()


def _var(found: Found) -> str:
    return found.raw("var") or found.raw("var_zh")


_PICTURE = re.compile(
    r"^(?P<x>.*?)\s*(?:\b(?:in|from|on|of|off)\s+)?(?:the\s+)?(?:picture|image|photo|scan|receipt)\s*(?:file\s+)?(?:of\s+)?"
    rf"(?P<path>{MARK}|\S+)$",
    re.IGNORECASE,
)
_PICTURE_ZH = re.compile(
    rf"^(?:从|在)?\s*(?:图片|照片|图像)(?:文件)?\s*(?P<path>{MARK}|\S+?)\s*(?:中|里|上)?(?:读取|的|读)?\s*(?P<x>.*)$"
)
_LINE = re.compile(
    r"^(?:the\s+)?(?:(?P<word>first|second|third|fourth|fifth|last)|(?P<n>\d{1,3})(?:st|nd|rd|th))\s+line(?:\s+(?:of|in)(?:\s+the)?)?$|"
    r"^第(?P<zh>[一二三四五六七八九十\d]{1,3})行$|^(?P<zh_last>最后一行)$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^(?:(?:all\s+)?(?:the\s+)?(?:text|words)?(?:\s+(?:of|in|from|on))?(?:\s+the)?|全部文字|文字|文本)$", re.IGNORECASE
)
_LABELS = re.compile(r"\s*(?:,\s*or\s+|\bor\b|,|/|或者|或|、)\s*", re.IGNORECASE)
_OF = re.compile(
    r"^(?:the\s+)?(?:(?:value|text|contents?|words)\s+(?:of|in|beside|next to|after)|(?:amount|number)\s+(?:beside|next to|after))"
    r"\s+(?:the\s+)?",
    re.IGNORECASE,
)


def _read_picture(found: Found) -> Statement | None:
    raw = found.raw("x")
    match = _PICTURE.match(raw) or _PICTURE_ZH.match(raw)
    if not match or not re.search(rf"{MARK}|[./]", match["path"]):
        return None
    label, into = match["x"].strip(), _var(found)
    path = found.masked.words(match["path"])
    conversion, fallback = _conversion(found), _fallback(found)
    line = _LINE.match(label)
    if line:
        number = ORDINALS[line["word"].casefold()] if line["word"] else int(line["n"] or 0)
        number = number or (-1 if line["zh_last"] else chinese_number(line["zh"] or "") or 1)
        return ReadPicture(path, into, what="line", line=number, conversion=conversion, fallback=fallback)
    if _WHOLE.match(label):
        return ReadPicture(path, into, what="text", conversion=conversion, fallback=fallback)
    bare = re.sub(r"^(?:the|a)\s+", "", _OF.sub("", label), flags=re.IGNORECASE)
    names = tuple(found.masked.words(part) for part in _LABELS.split(bare) if part.strip())
    return ReadPicture(path, into, labels=names, conversion=conversion, fallback=fallback)


_FILE = re.compile(
    rf"^(?:the\s+)?(?:(?P<rows>rows|lines|table)\s+(?:of|in|from)\s+)?(?:the\s+)?(?:text\s+of\s+(?:the\s+)?)?(?:csv\s+)?(?:file|文件)\s*(?P<path>{MARK}|\S+?)(?:的?内容)?$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^(?:the\s+)?(?:(?:page|window|tab)(?:'s)?\s+)?(?P<part>title|address|url)(?:\s+of\s+the\s+(?:page|window))?$|^(?:页面|网页|当前)?的?(?P<zh>标题|地址|网址)$",
    re.IGNORECASE,
)
_TABLE = re.compile(
    r"^(?:all\s+)?(?:of\s+)?(?:the\s+)?(?:rows?\s+(?:of|in|from)\s+(?:the\s+)?)?(?:table\s*(?P<x>.*)|(?P<y>.+?)\s+table|(?P<rows>rows))$|^(?P<zh>.*?)表格(?:的?所有行)?$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"^(?:the\s+)?(?:number|count)\s+of\s+(?P<x>.+)$|^(?P<zh>.+?)的?(?:数量|个数)$", re.IGNORECASE)


def _read(found: Found) -> Statement | None:
    if re.fullmatch(r"(?:the\s+)?(?:output|result)", found.raw("x"), re.IGNORECASE):
        return None  # of the command before it: "run `ls` and save the output as out"
    picture = _read_picture(found)
    if picture:
        return picture
    raw, into, conversion = found.raw("x"), _var(found), _conversion(found)
    masked, fallback = found.masked, _fallback(found)
    file = _FILE.match(raw)
    if file:
        return ReadFile(masked.words(file["path"]), into, rows=bool(file["rows"]) or "rows" in into.casefold())
    part = _PART.match(raw)
    if part:
        word = (part["part"] or part["zh"]).casefold()
        return Read("title" if word in ("title", "标题") else "address", into, conversion=conversion)
    table = _TABLE.match(raw)
    if table:
        name = (table["x"] or table["y"] or table["zh"] or "").strip()
        return Read("table", into, target(masked, name) if name else None)
    count = _COUNT.match(raw)
    if count:
        return Read("count", into, target(masked, count["x"] or count["zh"]))
    return Read("value", into, target(masked, _OF.sub("", raw)), conversion, fallback)


_VERBS = r"(?:read|get|copy|grab|note(?:\s+down)?|take|extract|look\s+up|(?:remember|save|store|keep)(?=\s+the\s))"

RULES: tuple[Rule, ...] = (
    rule("read", rf"{_VERBS}\s+(?P<x>.+?){_TAIL}", _read),
    rule("read", rf"{_VERBS}\s+(?P<x>.+?){_NAMELESS}", _read),
    rule("read", rf"(?:读取|读出|读|获取|记录|记下|提取)\s*(?P<x>.+?)(?:的值|的内容)?{_TAIL}", _read),
    rule("read", rf"(?:从|在)\s*(?P<x>(?:图片|照片|图像).+?(?:读取|读出|读|获取|提取).+?)(?:的值)?{_TAIL}", _read),
    rule("read", rf"(?:把|将)\s*(?P<x>.+?)(?:的值|的内容)?\s*(?:读取|读|记|存|保存)(?=存|为|到|成|作){_TAIL}", _read),
)
