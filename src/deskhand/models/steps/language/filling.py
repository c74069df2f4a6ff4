"""Rules for giving values to fields: type, choose, set, clear, attach."""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re

from deskhand.models.steps.language.mask import MARK
from deskhand.models.steps.language.phrases import Words
from deskhand.models.steps.language.program import Attach, Choose, Enter, Press, SetField, Statement
from deskhand.models.steps.language.rule import Found, Rule, rule
from deskhand.models.steps.language.targets import target

_FILE_NAME = re.compile(r"(?:^|[\s/{])\S*\.[a-z0-9]{1,6}$|^the file\b|^file\b", re.IGNORECASE)
_KIND_WORD = re.compile(
    r"^(?:the\s+)?(?:text|value|words?|option|item|date|number|amount|name|choice|文字|文本|内容|选项|日期)\s+(?=[\ue000-\uefa0])",
    re.IGNORECASE,
)
_OPTION_TAIL = re.compile(r"\s+(?:option|choice|entry|item)$", re.IGNORECASE)


def _text(found: Found, name: str = "text") -> Words:
    return found.masked.words(_KIND_WORD.sub("", found.raw(name)))


def _enter(found: Found) -> Statement | None:
    if not found.has("x"):
        return Enter(_text(found), None, append=False)
    plain = found.masked.words(found.raw("x")).text
    if found.has("write") and _FILE_NAME.search(plain) and not re.search(r"(?:field|box|输入框)$", plain):
        return None
    return Enter(_text(found), found.target("x"), append=found.has("append"))


def _append(found: Found) -> Statement | None:
    """`append X to Y` is about a field only when Y is called one; else it is a file or a list."""
    where = found.target("x")
    return Enter(_text(found), where, append=True) if where.role == "field" else None


def _clear(found: Found) -> Statement | None:
    return Enter(Words("", quoted=True), found.target("x"))


def _choose(found: Found) -> Statement | None:
    raw = found.raw("option")
    option = found.masked.words(_OPTION_TAIL.sub("", _KIND_WORD.sub("", re.sub(r"^(?:the|a)\s+", "", raw))))
    if raw.casefold() in ("all", "everything", "all text", "全部", "全选"):
        return Press(("ctrl+a",))
    where = found.target("x") if found.has("x") else None
    if where is None or (where.role == "page" and where.name is None):
        return _by_name(found)
    return Choose(option, where)


def _by_name(found: Found) -> Choose:
    """The option of `choose the "Personal" radio button`: its name alone; "Company card" may be all name."""
    raw = found.raw("option")
    named = target(found.masked, raw)
    name = named.name or found.words("option")
    whole = "" if re.search(MARK, raw) or named.whole == name.text else named.whole
    return Choose(name, None, whole)


def _attach(found: Found) -> Statement | None:
    path = found.masked.words(
        re.sub(r"^(?:the\s+|a\s+)?(?:file|picture|image|photo|文件|图片)\s*", "", found.raw("path"))
    )
    return Attach(path, found.target("x") if found.has("x") else None)


def _choose_file(found: Found) -> Statement | None:
    plain = found.masked.words(found.raw("path")).text
    return _attach(found) if found.has("file") or _FILE_NAME.search(plain) else None


def _set(found: Found) -> Statement | None:
    return SetField(found.target("x"), _text(found))


_T = rf"(?P<text>{MARK}|\S.*?)"
_O = rf"(?P<option>{MARK}|(?:the\s+)?\S.*?)"

RULES: tuple[Rule, ...] = (
    rule("attach", r"(?:attach|upload)\s+(?P<path>.+?)(?:\s+(?:to|in|into|as|for|at|under|using|with|via)\s+(?P<x>.+))?", _attach),
    rule("attach", r"(?:choose|select|pick)\s+(?P<file>(?:the\s+)?file)\s+(?P<path>.+?)(?:\s+(?:in|for|as|at)\s+(?P<x>.+))?", _attach),
    rule("attach", r"(?:在|从)\s*(?P<x>.+?)(?:中|里|处)?\s*(?:上传|附加|选择文件)\s*(?P<path>.+)", _attach),
    rule("attach", r"(?:把|将)\s*(?P<path>.+?)\s*(?:上传到|上传至|附加到)\s*(?P<x>.+?)(?:中|里|处)?", _attach),
    rule("attach", r"(?:上传|附加)\s*(?P<path>.+?)(?:\s*(?:到|至)\s*(?P<x>.+?)(?:中|里|处)?)?", _attach),
    rule("type", rf"(?:append|add)\s+{_T}\s+(?:to|at the end of|into|in)\s+(?P<x>.+)", _append),
    rule("type", rf"(?:type|enter|input|key\s+in|fill\s+in|fill|put|insert|(?P<write>write|save))\s+{_T}\s+(?:into|onto|in\s+to)\s+(?P<x>.+)", _enter),
    rule("type", rf"fill(?:\s+in|\s+out|\s+up)?\s+(?P<x>.+?)\s+(?:with|as|using)\s+(?P<text>{MARK}|\S.*)", _enter),
    rule("type", rf"(?:type|enter|input|key\s+in|fill\s+in|fill|put|insert|(?P<write>write))\s+{_T}\s+in(?:side)?\s+(?P<x>.+)", _enter),
    rule("type", rf"(?:type|enter|input|put)\s+{_T}\s+(?:as|for|to|on|at|under)\s+(?P<x>(?:the\s+)?{MARK}.*|the\s+\S.*)", _enter),
    rule("type", r"fill\s+(?:in|out)\s+(?P<x>[^:：]+?)\s*[:：]\s*(?P<text>.+)", _enter),
    rule("type", rf"(?:type|enter|input|key\s+in)\s+(?P<text>{MARK}|[^\s].*)", _enter),
    rule("type", r"(?:在|向|往|给)\s*(?P<x>.+?)\s*(?:之?中|里面?|内|处|上)?\s*(?P<append>追加|再输入)\s*(?P<text>.+)", _append),
    rule("type", rf"(?:在|向|往|给|为)\s*(?P<x>{MARK}[^{MARK[1:-1]}]*?|[^\s]+?)\s*(?:之?中|里面?|内|处|上)?\s*(?:输入(?!框|栏)|填写|填入|键入|写入|写上|填上|填)\s*(?P<text>.+)", _enter),
    rule("type", rf"(?:把|将)\s*{_T}\s*(?:输入|填写|填入|填|键入)(?:到|进|入|至)?\s*(?P<x>.+?)(?:中|里|内)?", _enter),
    rule("type", rf"(?:输入|填写|填入|键入)\s*{_T}\s*(?:到|至|进)\s*(?P<x>.+?)(?:中|里|内)?", _enter),
    rule("type", r"(?:输入|键入)\s*(?P<text>.+)", _enter),
    rule("clear", r"(?:clear|empty|erase)(?:\s+out)?\s+(?P<x>.+)", _clear),
    rule("clear", r"(?:清空|清除)\s*(?P<x>.+?)(?:的内容)?", _clear),
    rule("choose", rf"(?:choose|select|pick)\s+{_O}\s+(?:from|in|out of|within)\s+(?P<x>.+)", _choose),
    rule("choose", rf"(?:choose|select|pick)\s+{_O}\s+(?:for|as|on|under)\s+(?P<x>.+)", _choose),
    rule("choose", rf"(?:choose|select|pick)\s+{_O}", _choose),
    rule("choose", r"(?:在|从)\s*(?P<x>.+?)\s*(?:之?中|里面?|内)?\s*(?:选择|选取|选中|选)\s*(?P<option>.+)", _choose),
    rule("choose", r"(?:选择|选取|选中|选)\s*(?P<option>.+)", _choose),
    rule("set", rf"(?:set|change|update|switch)\s+(?P<x>.+?)\s+(?:to|as)\s+(?P<text>{MARK}|\S.*)", _set),
    rule("set", r"(?:把|将)\s*(?P<x>.+?)\s*(?:设置|设定|设|改|更改|修改|填)(?:为|成|到)\s*(?P<text>.+)", _set),
)  # fmt: skip
