"""Conditions: what is shown, what a field holds, what a variable is; in English and Chinese.

`condition` gives None when the words are no condition. It does not know whether one holds.
"""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re

from deskhand.models.steps.language.mask import MARK, Masked, is_mark
from deskhand.models.steps.language.phrases import Both, Compare, Condition, FileExists, InState, PageIs, Shown, Words
from deskhand.models.steps.language.targets import target
from deskhand.models.steps.language.words import STATES

_LEAD = re.compile(
    r"^(?:that|to see|i can see|i see|you can see|you see|we see|to find|see|it says|应该|应当|应|能够?|可以|看到|看见)\s*(?<![a-z])(?=.)|^(?:that|to see|i can see|i see|you can see|you see|we see|to find|see|it says)\s+",
    re.IGNORECASE,
)
_OR = re.compile(r"\s*(?:,?\s+or\s+|或者|或)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,?\s+and\s+(?:that\s+)?|并且|而且|且|，|、)\s*", re.IGNORECASE)

_SEEN = (
    r"(?:shown|visible|displayed|present|there|on (?:the )?(?:screen|page)|listed|seen|found|showing|open|loaded|ready)"
)
_STATE_LIST = "|".join(sorted((re.escape(word) for word in STATES), key=len, reverse=True))

_NOT_THERE = re.compile(
    r"^(?:there (?:is|are|should be) no(?:t an?| longer an?)?|there (?:isn't|aren't)(?: an?)?|no|not|"
    r"(?:i|you|we) (?:don't|do not|can't|cannot) see)\s+(?P<x>.+?)(?:\s+(?:is |are )?(?:shown|visible|on the (?:page|screen)))?$",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"^there (?:is|are|should be|must be)(?: now)?\s+(?P<x>.+?)(?: on the (?:page|screen))?$", re.IGNORECASE
)
_PAGE_SAYS = re.compile(
    r"^(?:it|(?:the )?(?:page|screen|window|message|dialog|result))\s+(?:(?:should|must|will)\s+)?(?:(?P<no>does not|doesn't|do not|no longer|not)\s+)?"
    r"(?:now )?(?:says?|shows?|reads?|contains?|has|have|displays?|includes?)\s+(?:the (?:text|words)\s+)?(?P<x>.+)$",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    rf"^(?P<x>.+?)\s+(?:(?:(?:should|must|will)\s+(?:now\s+)?be|is|are|be|becomes)\s+(?:now\s+)?{_SEEN}|"
    r"(?:(?:should|must|will)\s+(?:now\s+)?|to\s+)?(?:appears?|shows? up|loads?|exists?|be shown|load))$",
    re.IGNORECASE,
)
_GONE = re.compile(
    rf"^(?P<x>.+?)\s+(?:(?:is|are|be|should be)\s*(?:n't|not|no longer)\s+(?:now\s+)?{_SEEN}|(?:should|must|will)\s+(?:not|no longer)\s+be\s+{_SEEN}|"
    r"(?:(?:is|are|to be|be|(?:should|must|will)\s+(?:now\s+)?be)\s+)?(?:gone|hidden|missing|absent)|(?:(?:should|must|will)\s+|to\s+)?(?:disappears?|vanish(?:es)?|goes away|go away|closes?)|"
    r"(?:does not|doesn't|do not|don't|(?:should|must|will) not) (?:appear|exist|show up|show))$",
    re.IGNORECASE,
)
_STATE = re.compile(
    rf"^(?P<x>.+?)\s+(?:is|are|(?:should|must)(?P<not>\s+not)?\s+be)(?P<no>\s*n't|\s+not)?\s+(?:now\s+)?(?P<state>{_STATE_LIST})$",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"^(?:the |a )?file\s+(?P<x>.+?)\s+(?:(?P<yes>exists|is there|is present|(?:to )?(?:exist|appear|be there))|(?:does not|doesn't) exist|is missing|is not there)$",
    re.IGNORECASE,
)
_FILE_THERE = re.compile(r"^there is (?P<no>no|a|an) file (?:called |named )?(?P<x>.+)$", re.IGNORECASE)
_FILE_ZH = re.compile(r"^文件\s*(?P<x>.+?)\s*(?:(?P<yes>存在)|不存在)$")

_OPERATORS: tuple[tuple[str, str], ...] = (
    (r"(?:is|are)\s+(?:greater|more|larger|bigger|higher)\s+than|>(?!=)|大于|超过|多于", ">"),
    (r"(?:is|are)\s+(?:less|smaller|lower|fewer)\s+than|<(?![=>])|小于|少于", "<"),
    (r"(?:is|are)\s+at\s+least|(?:is|are)\s+(?:greater|more)\s+than\s+or\s+equal\s+to|>=|≥|至少(?:为|是)?|大于等于|不小于", ">="),
    (r"(?:is|are)\s+at\s+most|(?:is|are)\s+less\s+than\s+or\s+equal\s+to|<=|≤|至多(?:为|是)?|最多(?:为|是)?|小于等于|不大于|不超过", "<="),
    (r"(?:does\s+not|doesn't|do\s+not)\s+(?:contain|include|have)|不包含|不含", "not contains"),
    (r"(?:to\s+)?contains?|(?:to\s+)?includes?|has the text|包含|含有", "contains"),
    (r"(?:starts?|begins?)\s+with|以(?=.+开头)|开头(?:是|为)", "starts"),
    (r"ends?\s+with|结尾(?:是|为)", "ends"),
    (r"(?:is|are|was)\s+not(?:\s+equal\s+to)?|(?:isn't|aren't)|(?:does\s+not|doesn't)\s+(?:equal|say|show)|should\s+not\s+be|!=|≠|<>|不是|不等于|不为", "!="),
    (r"(?:is|are|was)\s+(?:exactly|equal\s+to|now|still|set\s+to)|equals?|(?:should\s+(?:be|say|show))|(?:is|are|was|says|shows|reads|to\s+(?:be|equal|say|show|read))|==?|等于|应该?(?:为|是)|显示为|是|为", "=="),
)  # fmt: skip
_COMPARE = tuple(
    (re.compile(rf"^(?P<left>.+?)(?:\s+|(?<={MARK})|(?<=[^\x00-\x7f]))(?:{words})\s*(?P<right>\S.*)$", re.IGNORECASE), name)
    for words, name in _OPERATORS
)  # fmt: skip
_PAGE_PART = re.compile(
    r"^(?:the )?(?:(?:page(?:'s)?|window(?:'s)?|tab(?:'s)?|browser(?:'s)?)\s+)?(?P<part>title|address|url)(?: of the page)?$|"
    r"^(?:当前|页面|网页)?的?(?P<zh>页面标题|网页标题|地址|网址)$",
    re.IGNORECASE,
)
_ZH_NOT = re.compile(r"^(?:页面上?|屏幕上?)?(?:没有|不显示|不应?(?:显示|出现|看到)|看不到)(?:显示|出现)?\s*(?P<x>.+)$")
_ZH_THERE = re.compile(
    r"^(?:页面上?|屏幕上?)?(?:(?:应该?|应当)(?:会|能)?)?(?:有|显示|出现|包含|存在)(?:了|有)?\s*(?P<x>.+)$"
)
_ZH_GONE = re.compile(
    r"^(?P<x>.+?)\s*(?:已经?|(?:应该?|应当)(?:会|已经?)?)?(?:消失|不再显示|不显示|没有(?:显示|出现)|不存在|不见|不可见|未显示|没有了|关闭)了?$"
)
_ZH_SHOWN = re.compile(
    r"^(?P<x>.+?)\s*(?:已经?|被|(?:应该?|应当)(?:会|被|能)?)?(?:显示|出现|可见|存在|加载完成|加载)(?:出来)?了?$"
)
_ZH_STATE = re.compile(
    rf"^(?P<x>.+?)\s*(?P<no>不是|没有|未)?(?:是|处于)?(?P<state>{_STATE_LIST})(?:状态|的)?$", re.IGNORECASE
)
_EMPTY = re.compile(r"^(?:nothing|empty|blank|空)$", re.IGNORECASE)


def condition(masked: Masked, text: str, *, bare: bool = True) -> Condition | None:
    """Read a condition. bare: whether a mere name counts ("Saved" is then: "Saved" is shown)."""
    phrase = text.strip().rstrip(".。").strip()
    phrase = _LEAD.sub("", phrase).strip() or phrase
    return (
        _joined(masked, phrase, _OR, any_of=True)
        or _joined(masked, phrase, _AND, any_of=False)
        or _about_files(masked, phrase)
        or _about_sight(masked, phrase)
        or _about_values(masked, phrase)
        or _bare(masked, phrase, bare)
    )


def _joined(masked: Masked, phrase: str, split: re.Pattern[str], *, any_of: bool) -> Condition | None:
    pieces = [piece for piece in split.split(phrase) if piece]
    if not 2 <= len(pieces) <= 8:
        return None
    found = [condition(masked, piece, bare=False) for piece in pieces]
    parts = tuple(part for part in found if part is not None)
    return Both(parts, any_of) if len(parts) == len(pieces) else None


def _about_files(masked: Masked, phrase: str) -> Condition | None:
    match = _FILE.match(phrase) or _FILE_ZH.match(phrase)
    if match:
        return FileExists(masked.words(match["x"]), bool(match["yes"]))
    there = _FILE_THERE.match(phrase)
    return FileExists(masked.words(there["x"]), there["no"].casefold() != "no") if there else None


def _about_sight(masked: Masked, phrase: str) -> Condition | None:
    page = _PAGE_SAYS.match(phrase)
    if page:
        return Shown(target(masked, page["x"]), not page["no"])
    for rule, shown in ((_NOT_THERE, False), (_THERE, True), (_GONE, False), (_SHOWN, True)):
        match = rule.match(phrase)
        if match:
            return Shown(target(masked, match["x"]), shown)
    for state_rule in (_STATE, _ZH_STATE):
        match = state_rule.match(phrase)
        if match:
            state, positive = STATES[match["state"].casefold()]
            no = bool(match["no"] or match.groupdict().get("not"))
            return InState(target(masked, match["x"]), state, positive != no)
    for rule, shown in ((_ZH_NOT, False), (_ZH_THERE, True), (_ZH_GONE, False), (_ZH_SHOWN, True)):
        match = rule.match(phrase)
        if match:
            return Shown(target(masked, match["x"]), shown)
    return None


def _about_values(masked: Masked, phrase: str) -> Condition | None:
    best: tuple[int, int, re.Match[str], str] | None = None
    for order, (pattern, operator) in enumerate(_COMPARE):
        match = pattern.match(phrase)
        if match and (best is None or (match.end("left"), order) < best[:2]):
            best = (match.end("left"), order, match, operator)
    if best is None:
        return None
    left, operator, right = best[2]["left"], best[3], best[2]["right"]
    value = Words("", quoted=True) if _EMPTY.match(right) else masked.words(right)
    part = _PAGE_PART.match(left.strip())
    if part:
        word = (part["part"] or part["zh"] or "").casefold()
        return PageIs("title" if word in ("title", "页面标题", "网页标题") else "address", operator, value)
    return Compare(masked.words(left), operator, value, target(masked, left))


def _bare(masked: Masked, phrase: str, bare: bool) -> Condition | None:
    if not phrase or not (bare or is_mark(phrase)):
        return None
    return Shown(target(masked, phrase))
