"""One line, one or several statements: "click Save, then press Enter" is two.

A line is cut only where a verb with an object follows and only if every part can be read by itself, so that a button
called "Save and close" stays whole. It does not know blocks.
"""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re
from dataclasses import replace

from deskhand.models.steps.language import acting, browsing, data, filing, filling, reading, showing
from deskhand.models.steps.language.mask import MARK, Masked
from deskhand.models.steps.language.program import Say, Statement
from deskhand.models.steps.language.rule import Rule, first

CUTS_MAX = 14

RULES: tuple[Rule, ...] = (
    *data.EXPECTATIONS, *filing.RULES, *browsing.RULES, *reading.RULES, *filling.RULES, *acting.RULES, *data.RULES,
    *showing.RULES, *data.STATEMENTS_OF_FACT,
)  # fmt: skip
"""In the order they are tried: expectations first ("check that" is no tick), general ones last."""

VERBS = (
    "open", "go", "goto", "visit", "navigate", "browse", "start", "launch", "click", "double-click", "right-click",
    "double", "tap", "press", "hit", "push", "tick", "untick", "check", "uncheck", "choose", "select", "pick", "type",
    "enter", "input", "write", "fill", "put", "insert", "key", "clear", "empty", "erase", "set", "change", "update",
    "scroll", "drag", "hover", "point", "move", "attach", "upload", "wait", "pause", "expect", "make", "verify",
    "ensure", "confirm", "assert", "read", "get", "copy", "grab", "note", "take", "extract", "run", "execute", "save",
    "append", "add", "let", "remember", "store", "ask", "say", "tell", "stop", "fail", "finish", "if", "for", "repeat",
    "reload", "refresh", "turn", "switch", "create", "subtract", "increase", "skip", "continue", "ctrl-click",
    "expand", "collapse", "rename", "delete", "remove", "close", "focus", "paste", "undo", "redo", "accept", "dismiss",
    "hold", "triple-click", "triple", "download", "show", "draw", "plot",
)  # fmt: skip
CHINESE_VERBS = (
    "打开", "访问", "前往", "转到", "进入", "启动", "点击", "单击", "双击", "右键", "右击", "点选", "点", "按", "勾选", "取消",
    "选择", "选中", "选", "在", "从", "向", "往", "把", "将", "输入", "填写", "填入", "键入", "清空", "清除", "滚动", "拖动",
    "拖拽", "悬停", "上传", "附加", "等待", "等", "直到", "期望", "预期", "确认", "确保", "检查", "验证", "应", "读取", "读",
    "获取", "记录", "运行", "执行", "写入", "保存", "追加", "令", "设", "询问", "问", "停止", "结束", "说", "如果", "对", "重复",
    "刷新", "后退", "跳过", "截图", "展开", "收起", "折叠", "删除", "重命名", "复制", "移动", "关闭", "粘贴", "撤销",
)  # fmt: skip

_CUT = re.compile(
    r"\s*(?:[;；。]|\.(?=\s)|[,，、](?!\d))\s*(?:(?:and\s+then|and|then|after\s+that|afterwards|next|finally|also)\b[,\s]*|"
    r"然后|接着|之后|随后|再|并且|并|最后)?\s*"
    r"|\s+(?:and\s+then|and|then|after\s+that|afterwards)\s+|\s*(?:然后再?|接着|之后再?|随后|并且)\s*",
    re.IGNORECASE,
)
_VERB_NEXT = re.compile(
    rf"(?:please\s+|请)?(?:(?:{'|'.join(VERBS)})(?:[\s:]+\S|(?={MARK}))|(?:{'|'.join(CHINESE_VERBS)})\S*)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:(?:(?:given|when|then|and|but)\s+)?(?:i|we|you|the\s+user)\s+(?=(?:"
    + "|".join(VERBS)
    + r")\s)|(?:please|now|next|first(?:ly)?|finally|then|and|also|after that|afterwards|so|ok(?:ay)?|lastly|i want you to|"
    r"i would like you to|i'd like you to|you (?:should|need to|have to|must|can)(?!\s+(?:now\s+|also\s+)?(?:see|find))|can you|could you|let's|let us|just|simply)\b[,，:]?\s+"
    r"|(?:请你?|首先|然后|接着|最后|再|现在|先|并|接下来)[,，：]?\s*)(?=\S)",
    re.IGNORECASE,
)


def without_lead(text: str) -> str:
    """Without "please", "now", "then", "请" and the like at the beginning."""
    for _ in range(4):
        match = _LEAD.match(text)
        if not match or match.end() >= len(text):
            break
        text = text[match.end() :]
    return text


def statement(masked: Masked, text: str) -> Statement | None:
    """One clause as a statement. Raises Unreadable when it is one that can't be followed."""
    bare = text.strip()
    bare = bare[:-1].rstrip() if bare.endswith((".", "。", "!", "！", ";", "；")) else bare
    plain = without_lead(bare)
    for reading_of in dict.fromkeys((bare, plain, *_place_last(plain))):
        found = first(RULES, masked.with_text(reading_of)) if reading_of else None
        if found is not None:
            return _with_end(found, text.strip()[len(bare) :].strip())
    return None


def _with_end(found: Statement, end: str) -> Statement:
    """What is said ends as it was written; elsewhere the end of the sentence is no part of it."""
    if not isinstance(found, Say) or not end:
        return found
    return replace(found, text=replace(found.text, text=found.text.text + end))


_PLACE_FIRST = re.compile(
    rf"(?P<prep>in|inside|within|on|under|below|next to|from|to|into)\s+(?P<place>(?:the\s+|a\s+)?(?:{MARK}|[^\s,，]).*?)[,，]?\s+"
    r"(?P<verb>(?:(?:double|right|middle|triple)[\s-]*)?click(?:\s+on)?|tap|press|choose|select|pick|type|enter|write|tick|check|untick|"
    rf"uncheck|clear|set|open|read|drag|hover\s+over)\s+(?P<rest>(?:{MARK}|\S).*)",
    re.IGNORECASE,
)
_PLACE_FIRST_ZH = re.compile(
    r"在\s*(?P<place>.+?(?:行|对话框|弹窗|窗口|表格|表单|部分|区域|面板))(?P<inner>中|里面?|内|上)?[,，]?\s*"
    r"(?P<verb>点击|单击|双击|右键点击|勾选|取消勾选|清空|打开|读取)\s*(?P<rest>\S.*)"
)
_TAIL_OF_READ = re.compile(r"^(?P<what>.+?)(?P<tail>\s+(?:as|into)\s+.+)$", re.IGNORECASE)


def _place_last(text: str) -> tuple[str, ...]:
    """`in the row of Ann click Edit` as `click Edit in the row of Ann`; nothing for other sentences."""
    chinese = _PLACE_FIRST_ZH.fullmatch(text)
    if chinese:
        inside = "的" if chinese["place"].endswith("行") else "中的"
        return (f"{chinese['verb']}{chinese['place']}{inside}{chinese['rest']}",)
    match = _PLACE_FIRST.fullmatch(text)
    if not match:
        return ()
    verb, rest, where = match["verb"], match["rest"], f" {match['prep']} {match['place']}"
    tail = _TAIL_OF_READ.match(rest) if verb.casefold() == "read" else None
    if tail:
        return (f"{verb} {tail['what']}{where}{tail['tail']}",)
    into = f" into {match['place']}" if verb.casefold() in ("type", "enter", "write") else where
    return (f"{verb} {rest}{where}",) if re.search(r"\sinto\s", rest) else (f"{verb} {rest}{into}",)


def _cuts(text: str) -> list[tuple[int, int]]:
    """Where the line may be cut: (end of the left part, start of the right part)."""
    found = [m.span() for m in _CUT.finditer(text) if m.start() > 0 and _VERB_NEXT.match(text, m.end())]
    return found[:CUTS_MAX]


def statements(masked: Masked) -> list[tuple[str, Statement]]:
    """The statements of a line with their words, as many as can be told apart; [] when the line can't be read."""
    text = masked.text
    starts, ends = [0], []
    for left, right in _cuts(text):
        ends.append(left)
        starts.append(right)
    ends.append(len(text))
    known: dict[int, list[tuple[str, Statement]] | None] = {len(starts): []}

    def from_part(index: int) -> list[tuple[str, Statement]] | None:
        if index not in known:
            known[index] = None
            for last in range(index, len(starts)):
                clause = text[starts[index] : ends[last]]
                rest = from_part(last + 1)
                found = statement(masked, clause) if rest is not None else None
                if found is not None and rest is not None:
                    known[index] = [(masked.plain(without_lead(clause)), found), *rest]
                    break
        return known[index]

    return from_part(0) or []
