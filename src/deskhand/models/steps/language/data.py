"""Rules for checks, commands, files, variables and people: expect, run, write, let, add, ask, stop, say."""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re

from deskhand.models.steps.language.conditions import condition
from deskhand.models.steps.language.mask import MARK
from deskhand.models.steps.language.phrases import Words
from deskhand.models.steps.language.program import AddTo, AskPerson, Expect, Let, Run, Say, Statement, Stop, WriteFile
from deskhand.models.steps.language.reading import NAME
from deskhand.models.steps.language.rule import Found, Rule, Unreadable, rule

BLOCK = Words("\x00block", quoted=True)
"""Stands for text that follows on the next lines; the parser puts it in."""

_FILE_WORD = re.compile(r"^(?:the\s+|a\s+)?(?:new\s+)?(?:file\b|文件)\s*(?:called\s+|named\s+)?", re.IGNORECASE)
_LOOKS_LIKE_FILE = re.compile(r"(?:^|[\w}/*-])\.[a-z0-9]{1,8}$|/", re.IGNORECASE)


def _expect(found: Found) -> Statement | None:
    wanted = condition(found.masked, found.raw("x"))
    return Expect(wanted, found.plain("x")) if wanted else None


def _run(found: Found) -> Statement | None:
    command = found.words("code").text
    if not command.strip():
        raise Unreadable("the command to run is missing.", "Write: run `pytest -q`.")
    return Run(command, found.raw("var"), found.has("may_fail"))


def _run_block(found: Found) -> Statement | None:
    return Run(BLOCK.text, found.raw("var"), found.has("may_fail"))


def _path(found: Found) -> Words | None:
    raw = found.raw("path")
    bare = _FILE_WORD.sub("", raw).strip()
    words = found.masked.words(bare or raw)
    meant = bare != raw or _LOOKS_LIKE_FILE.search(words.text) or words.text.endswith("}")
    return words if meant and words.text.strip() else None


def _write(found: Found) -> Statement | None:
    path = _path(found)
    if path is None:
        return None
    text = found.words("text") if found.has("text") else BLOCK
    if text is BLOCK and not found.has("block"):
        raise Unreadable(
            f"what to write to {path.text} is missing.",
            f'Write: write "some text" to {path.text}, or end the line with ":" and indent the text below it.',
        )
    return WriteFile(path, text, append=found.has("append"))


def _let(found: Found) -> Statement | None:
    return Let(found.raw("name"), found.raw("value"), found.masked.pieces)


def _add(found: Found) -> Statement | None:
    return AddTo(found.raw("name"), found.raw("value"), found.masked.pieces, subtract=found.has("subtract"))


def _count(found: Found) -> Statement | None:
    return AddTo(found.raw("name"), "1", found.masked.pieces, subtract=found.has("subtract"))


_OPTIONS = re.compile(r"\s*(?:,\s*(?:or\s+)?|\bor\b|、|或者?)\s*", re.IGNORECASE)


def _ask(found: Found) -> Statement | None:
    options = tuple(found.masked.words(part) for part in _OPTIONS.split(found.raw("options")) if part.strip())
    return AskPerson(found.words("question"), found.raw("var") or "answer", options)


def _stop(found: Found) -> Statement | None:
    return Stop(found.words("message") if found.has("message") else Words(""), failed=found.has("failed"))


def _say(found: Found) -> Statement | None:
    return Say(found.words("text"))


_MAY_FAIL = r"(?:,?\s*(?P<may_fail>even\s+if\s+it\s+fails|(?:and\s+)?ignore\s+(?:the\s+)?(?:errors?|failures?|exit\s+code)|即使失败(?:也继续)?|忽略错误))?"
_AS = rf"(?:\s*(?:as|into|and\s+(?:call|keep|save|store)\s+(?:the\s+)?(?:it|output|result)\s+(?:as\s+)?|，?(?:并)?(?:存为|记为|保存为|结果存为|结果记为))\s*(?P<var>{NAME}))?"
_VALUE = r"(?P<value>\S.*)"

EXPECTATIONS: tuple[Rule, ...] = (
    rule(
        "expect",
        r"(?:expect|make\s+sure|verify|ensure|confirm|assert|check)(?:\s+(?:that|whether|if))\s+(?P<x>.+)",
        _expect,
    ),
    rule("expect", r"(?:expect|make\s+sure|verify|ensure|assert|(?:you|i|we)\s+(?:should|must|will|can)\s+(?:now\s+|also\s+)?(?:see|find)|look\s+for)(?:\s+to\s+see)?\s+(?P<x>.+)", _expect),
    rule("expect", r"check(?:\s+for)?\s+(?P<x>.+\s(?:is|are|contains?|says?|shows?|equals?|starts?|ends?|has|does)\b.*)", _expect),
    rule("expect", r"(?:期望|预期|确认|确保|检查|验证)(?:是否)?\s*(?P<x>.+)", _expect),
    rule("expect", r"(?:你|我|我们|现在|此时)?(?:应该?|应当|会)(?:能够?|可以|会)?(?:看到|看见|显示|出现)(?:有)?\s*(?P<x>.+)", _expect),
    rule("expect", r"(?P<x>(?:it|the\s+(?:page|screen|window|message|dialog|result))\s+(?:should|must|will)\s+(?:now\s+)?(?:not\s+)?(?:say|show|read|contain|display)\s+.+)", _expect),
    rule("expect", r"(?P<x>(?:there\s+should|.+\s(?:should|must))\s+(?:now\s+|not\s+|no\s+longer\s+)*(?:be|appear|disappear|show|say|read|contain|exist|equal|have|become|start|end)\b.*)", _expect),
    rule("expect", r"(?P<x>.+?(?:应该?|应当)(?:不|会|能|可以|被)*(?:显示|出现|消失|看到|可见|存在|有|为|是|等于|包含).*)", _expect),
)  # fmt: skip
"""Tried before all else: "check that" is no tick."""

STATEMENTS_OF_FACT: tuple[Rule, ...] = (
    rule("expect", r"(?P<x>(?:it|the\s+(?:page|screen|window))\s+(?:now\s+)?(?:says?|shows?|contains?|displays?)\s+.+)", _expect),
    rule("expect", r"(?P<x>.+?\s(?:is|are)\s+(?:now\s+|not\s+|no\s+longer\s+)*(?:shown|visible|displayed|gone|hidden|checked|ticked|disabled|enabled|selected))", _expect),
    rule("expect", r"(?P<x>.+?\s(?:appears?|disappears?))", _expect),
    rule("expect", r"(?P<x>页面上?(?:显示|出现|有|没有).+|.+?(?:已经?|被)(?:显示|出现|消失)了?)", _expect),
)  # fmt: skip
"""Tried after all else: a line that only says how things are expects them to be so."""

RULES: tuple[Rule, ...] = (
    rule("run", rf"(?:run|execute)(?:\s+the)?(?:\s+(?:command|script))?\s*[:：]?\s*(?P<code>{MARK}){_AS}{_MAY_FAIL}", _run),
    rule("run", rf"(?:run|execute)(?:\s+(?:the|these|this))?(?:\s+(?:commands?|script))?{_AS}{_MAY_FAIL}\s*[:：]", _run_block),
    rule("run", rf"(?:run|execute)(?:\s+the\s+command)?\s+(?P<code>\S.*?)(?:\s+as\s+(?P<var>{NAME}))?{_MAY_FAIL}", _run),
    rule("run", rf"(?:运行|执行)(?:命令)?\s*[:：]?\s*(?P<code>{MARK}|\S.*?){_AS}{_MAY_FAIL}", _run),
    rule("write", r"(?:write|save|create|make)\s+(?:(?:to|into)\s+)?(?P<path>.+?)(?:\s+(?:with(?:\s+(?:the|this|these))?(?:\s+(?:text|content|contents|lines))?|containing|saying))?\s*(?P<block>[:：])", _write),
    rule("write", r"(?:(?P<append>append|add))\s+(?:(?:this|the following)\s+)?(?:to|into)\s+(?P<path>.+?)\s*(?P<block>[:：])", _write),
    rule("write", r"(?:create|write|make|save)\s+(?P<path>(?:the\s+|a\s+)?(?:new\s+)?file\s+.+?)\s+(?:with|containing|saying)\s*[:：]?\s*(?P<text>.+)", _write),
    rule("write", rf"(?:write|save|store|put)\s+(?P<text>{MARK}|\S.*?)\s+(?:to|into|in|as)\s+(?P<path>.+)", _write),
    rule("write", rf"(?P<append>append|add)\s+(?:the\s+line\s+)?(?P<text>{MARK}|\S.*?)\s+(?:to|into|at\s+the\s+end\s+of)\s+(?P<path>.+)", _write),
    rule("write", r"(?:写入|写到|保存到|创建)\s*(?P<path>.+?)\s*(?P<block>[:：])", _write),
    rule("write", r"(?P<append>追加到|追加)\s*(?P<path>.+?)\s*(?P<block>[:：])", _write),
    rule("write", rf"(?:把|将)\s*(?P<text>{MARK}|\S.*?)\s*(?:(?P<append>追加到)|写入|写到|保存到|存到)\s*(?P<path>.+?)(?:中|里)?", _write),
    rule("let", rf"(?:let|set|remember|define|store)\s+(?:the\s+variable\s+)?(?P<name>{NAME})\s*(?:=|:=)\s*{_VALUE}", _let),
    rule("let", rf"let\s+(?P<name>{NAME})\s+(?:be|equal|become)\s+{_VALUE}", _let),
    rule("let", rf"(?:remember|store|keep|call)\s+{_VALUE}\s+(?:as|in)\s+(?P<name>{NAME})", _let),
    rule("let", rf"(?P<name>{NAME})\s*(?::=|=(?!=))\s*{_VALUE}", _let),
    rule("let", rf"(?:令|设|设置变量|定义)\s*(?P<name>{NAME}?)\s*(?:=|为|等于)\s*{_VALUE}", _let),
    rule("add", rf"add\s+{_VALUE}\s+to\s+(?:the\s+)?(?:list\s+|variable\s+|number\s+)?(?P<name>{NAME})(?:\s+list)?", _add),
    rule("add", rf"(?P<subtract>subtract|take)\s+{_VALUE}\s+from\s+(?P<name>{NAME})", _add),
    rule("add", rf"(?:increase|increment)\s+(?P<name>{NAME})\s+by\s+{_VALUE}", _add),
    rule("add", rf"(?:increment|count\s+up)\s+(?P<name>{NAME})", _count),
    rule("add", rf"(?:把|将)\s*{_VALUE}\s*(?:加到|加入|添加到)\s*(?:列表|变量)?\s*(?P<name>{NAME}?)(?:中|里)?", _add),
    rule(
        "ask",
        rf"ask(?:\s+(?:me|the\s+person|the\s+user|us))?\s*(?:for\s+|:\s*)?(?P<question>{MARK}|\S.*?)"
        rf"(?:\s*\(?(?:options|choices|with\s+(?:the\s+)?(?:options|choices)|offer(?:ing)?)\s*:?\s*(?P<options>[^()]+?)\)?)?(?:\s+(?:as|into)\s+(?P<var>{NAME}))?",
        _ask,
    ),
    rule("ask", rf"(?:询问|问)(?:我|用户|一下)?\s*[:：]?\s*(?P<question>{MARK}|\S.*?)(?:\s*[,，]?(?:并)?(?:存为|记为|作为)\s*(?P<var>{NAME}))?", _ask),
    rule("stop", r"(?:(?P<failed>fail|give\s+up|abort)|stop|finish|quit|done|we are done|that's all|that is all)(?:\s+here)?(?:\s*(?:with|saying|because|and\s+say|:)?\s*(?P<message>\S.*))?", _stop),
    rule("stop", r"(?:(?P<failed>失败|放弃|报错)|停止|结束|完成)(?:\s*[:：，,]?\s*(?P<message>\S.*))?", _stop),
    rule("say", r"(?:say|note|tell\s+(?:me|the\s+person)|report|print|log(?!\s+(?:in|on|out|off)\b))(?:\s+that)?\s*:?\s+(?P<text>\S.*)", _say),
    rule("say", r"(?:说|告诉我|备注|注意|报告)\s*[:：]?\s*(?P<text>\S.*)", _say),
)  # fmt: skip
