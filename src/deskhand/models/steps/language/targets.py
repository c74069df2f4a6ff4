"""Phrases that name something on the screen: name, role word, ordinal and place, in English and Chinese.

`target(masked, text)` never fails: what it can't take apart is a name. It does not know the screen.
"""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re

from deskhand.models.steps.language.mask import MARK, Masked, is_mark
from deskhand.models.steps.language.phrases import Place, Relation, Target, Words
from deskhand.models.steps.language.words import CONTAINER_ROLES, ORDINALS, ROLE_WORDS, chinese_number

DEPTH_MAX = 6

_ROLE_LIST = sorted(ROLE_WORDS, key=len, reverse=True)
_EN_ROLES = "|".join(re.escape(word).replace(r"\ ", r"\s+") + "s?" for word in _ROLE_LIST if word.isascii())
_ZH_ROLES = "|".join(re.escape(word) for word in _ROLE_LIST if not word.isascii())
_ARTICLE = re.compile(r"^(?:the|a|an|my|its|their|that|this|这个|那个|该)\s*(?<=[\s个该])", re.IGNORECASE)
_ROLE_LAST = re.compile(rf"^(?P<name>.*?)(?:\s+|(?<={MARK}))(?P<role>{_EN_ROLES})$", re.IGNORECASE)
_ROLE_LAST_ZH = re.compile(rf"^(?P<name>.*?)\s*(?:这个|这一|的)?\s*(?P<role>{_ZH_ROLES})$")
_ROLE_FIRST = re.compile(
    rf"^(?P<role>{_EN_ROLES}|{_ZH_ROLES})\s*"
    rf"(?:(?:that is |that's )?(?:named|called|labelled|labeled|titled|saying|that says|with the (?:text|name|label)|"
    rf"with (?:text|label)|:)\s*)?(?P<name>{MARK}.*|(?<=\s)\S.*)$",
    re.IGNORECASE,
)
_ROLE_ONLY = re.compile(rf"^(?P<role>{_EN_ROLES}|{_ZH_ROLES})$", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"^(?:(?P<word>{'|'.join(ORDINALS)})|(?P<number>\d{{1,3}})(?:st|nd|rd|th)|number (?P<bare>\d{{1,3}}))\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_ORDINAL_ZH = re.compile(
    r"^(?:第\s*(?P<number>[一二三四五六七八九十两\d]{1,3})\s*|(?P<last>最后)一?)(?:个|条|项|张|份)?\s*(?P<rest>.*)$"
)

_PLACES: tuple[tuple[str, Relation | Relation], ...] = (
    (r"\s+(?:in|on|of|from|at)\s+(?:the\s+)?(?:same\s+)?(?:table\s+)?(?:row|line)\s+where\s+(?P<column>.+?)\s+(?:is|=|equals|says)\s+(?P<anchor>.+)", "row_where"),
    (r"\s+where\s+(?P<column>.+?)\s+(?:is|=|equals|says)\s+(?P<anchor>.+)", "row_where"),
    (r"\s+(?:in|on|of|from|for|at)\s+(?:the\s+)?(?:same\s+)?(?:table\s+)?(?:row|line)\s+(?:of|for|with|as|containing|that\s+(?:has|contains|says)|named|called)\s+(?P<anchor>.+)", "row"),
    (rf"\s+(?:in|on|of|from|for)\s+(?:the\s+)?(?P<anchor>{MARK}|[^\s].*?)(?:'s|’s)?\s+row", "row"),
    (r"\s+(?:in|under|of)\s+(?:the\s+)?column\s+(?P<anchor>.+)", "column"),
    (rf"\s+(?:in|under|of)\s+(?:the\s+)?(?P<anchor>{MARK}|\S.*?)\s+column", "column"),
    (r"\s+(?:(?:that\s+is\s+)?(?:next\s+to|beside|alongside|adjacent\s+to|close\s+to|near))\s+(?P<anchor>.+)", "near"),
    (r"\s+(?:to\s+the\s+|on\s+the\s+)?right\s+of\s+(?P<anchor>.+)", "right"),
    (r"\s+(?:to\s+the\s+|on\s+the\s+)?left\s+of\s+(?P<anchor>.+)", "left"),
    (r"\s+(?:just\s+)?(?:below|under|beneath|underneath)\s+(?P<anchor>.+)", "below"),
    (r"\s+(?:just\s+)?(?:above|over)\s+(?P<anchor>.+)", "above"),
    (r"\s+(?:at|near|on)\s+the\s+(?P<top>top)(?:\s+of\s+the\s+(?:page|screen|window))?", "top"),
    (r"\s+(?:at|near|on)\s+the\s+bottom(?:\s+of\s+the\s+(?:page|screen|window))?", "bottom"),
)  # fmt: skip
_PLACE_RULES = tuple((re.compile(rf"^(?P<name>.+?){rule}$", re.IGNORECASE), kind) for rule, kind in _PLACES)
_INSIDE = re.compile(
    r"^(?P<name>.+?)\s+(?:in|inside|within|inside\s+of|on|of|from)\s+(?P<the>the\s+|a\s+)?(?P<anchor>.+)$",
    re.IGNORECASE,
)
_POSSESSIVE_ROW = re.compile(rf"^(?:the\s+)?(?P<anchor>{MARK})(?:'s|’s)?\s+row(?:'s|’s)\s+(?P<name>.+)$", re.IGNORECASE)

_OF_BROWSER = re.compile(r"^(?:the\s+)?browser(?:'s|’s)\s+(?P<name>.+)$|^浏览器的(?P<zh>.+)$", re.IGNORECASE)

_ZH_SIDES: dict[str, Relation] = {
    "旁边": "near", "旁": "near", "附近": "near", "右边": "right", "右侧": "right", "右面": "right", "左边": "left",
    "左侧": "left", "左面": "left", "下面": "below", "下方": "below", "下边": "below", "上面": "above",
    "上方": "above", "上边": "above",
}  # fmt: skip
_ZH_PLACES = (
    (re.compile(rf"^(?P<column>{MARK}|\S+?)(?:列)?(?:为|是|等于)(?P<anchor>{MARK}|\S+?)的?(?:那一?)?行(?:中|里|内|上)?的?(?P<name>.+)$"), "row_where"),
    (re.compile(rf"^(?P<anchor>{MARK}|\S+?)(?:所在的?(?:那一?)?|的?那一?|这一)行(?:中|里|内|上)?的?(?P<name>.+)$"), "row"),
    (re.compile(rf"^(?P<anchor>{MARK}|\S+?)的?(?P<side>{'|'.join(sorted(_ZH_SIDES, key=len, reverse=True))})的?(?P<name>.+)$"), "side"),
    (re.compile(rf"^(?P<anchor>{MARK}\s*(?:{_ZH_ROLES})?|\S*?(?:{_ZH_ROLES}))(?:中|里面?|内|上)的?(?P<name>.+)$"), "in"),
)  # fmt: skip


def target(masked: Masked, text: str, depth: int = 0) -> Target:
    """Take a phrase apart. Places are taken off first, then the ordinal, then the role word; the rest is the name."""
    phrase = _bare(text)
    said = masked.plain(text)
    whole = "" if is_mark(phrase) or not phrase else masked.words(phrase).text
    name: str = phrase
    places: tuple[Place, ...] = ()
    if depth < DEPTH_MAX:
        name, places = _places(masked, phrase, depth)
    role, name, ordinal = _role_and_ordinal(_bare(name))
    words = masked.words(name) if name.strip() else None
    if words and not words.text.strip() and not words.quoted:
        words = None
    return Target(words, role, ordinal, places, whole, said)


def _bare(text: str) -> str:
    phrase = text.strip().rstrip(".。!！").strip()
    without = _ARTICLE.sub("", phrase).strip()
    return without or phrase


def _places(masked: Masked, phrase: str, depth: int) -> tuple[str, tuple[Place, ...]]:
    """The name's part of a phrase, and where it is said to stand."""
    found = _english_place(masked, phrase, depth) or _chinese_place(masked, phrase, depth)
    if not found:
        return phrase, ()
    name, place = found
    rest, more = _places(masked, name.strip(), depth + 1) if depth < DEPTH_MAX else (name, ())
    return rest, (*more, place)


def _english_place(masked: Masked, phrase: str, depth: int) -> tuple[str, Place] | None:
    possessive = _POSSESSIVE_ROW.match(phrase)
    if possessive:
        return possessive["name"], Place("row", target(masked, possessive["anchor"], depth + 1))
    own = _OF_BROWSER.match(phrase)
    if own:
        return own["name"] or own["zh"], Place("in", Target(role="browser", said="the browser"))
    for rule, kind in _PLACE_RULES:
        match = rule.match(phrase)
        if match and _place_is_meant(match["name"]):
            groups = match.groupdict()
            anchor = target(masked, groups["anchor"], depth + 1) if groups.get("anchor") else None
            column = masked.words(_bare(groups["column"])).text if groups.get("column") else ""
            return match["name"], Place(kind, anchor, column)
    return _inside(masked, phrase, depth)


def _place_is_meant(name: str) -> bool:
    return bool(name.strip())


def _inside(masked: Masked, phrase: str, depth: int) -> tuple[str, Place] | None:
    """`X in Y`: Y is a container when it is quoted or ends with a container's role word; else it is part of a name."""
    match = _INSIDE.match(phrase)
    if not match:
        return None
    anchor = target(masked, match["anchor"], depth + 1)
    named = anchor.role in CONTAINER_ROLES or is_mark(match["anchor"]) or (is_mark(match["name"]) and match["the"])
    if not named or (anchor.role == "page" and anchor.name is None):
        return (match["name"], Place("in")) if anchor.role == "page" else None
    if anchor.role == "row" and anchor.name is not None:
        return match["name"], Place("row", anchor)
    return match["name"], Place("in", anchor)


def _chinese_place(masked: Masked, phrase: str, depth: int) -> tuple[str, Place] | None:
    for rule, kind in _ZH_PLACES:
        match = rule.match(phrase)
        if not match:
            continue
        anchor = target(masked, match["anchor"], depth + 1)
        if kind == "side":
            return match["name"], Place(_ZH_SIDES[match["side"]], anchor)
        if kind == "row_where":
            return match["name"], Place("row_where", anchor, masked.words(match["column"]).text)
        return match["name"], Place("row" if kind == "row" else "in", anchor)
    return None


def _role_and_ordinal(phrase: str) -> tuple[str, str, int]:
    """(role, name, ordinal) of a phrase without places."""
    ordinal, rest = _ordinal(phrase)
    rest = _bare(rest)
    only = _ROLE_ONLY.match(rest)
    if only:
        return _role(only["role"]), "", ordinal
    for rule in (_ROLE_LAST, _ROLE_LAST_ZH, _ROLE_FIRST):
        match = rule.match(rest)
        if match and match["name"].strip():
            return _role(match["role"]), _bare(match["name"]), ordinal
    return "", rest, ordinal


def _ordinal(phrase: str) -> tuple[int, str]:
    match = _ORDINAL.match(phrase)
    if match:
        number = ORDINALS[match["word"].casefold()] if match["word"] else int(match["number"] or match["bare"])
        return number, match["rest"]
    chinese = _ORDINAL_ZH.match(phrase)
    if chinese and chinese["rest"]:
        return (-1 if chinese["last"] else chinese_number(chinese["number"]) or 0), chinese["rest"]
    return 0, phrase


def _role(word: str) -> str:
    folded = re.sub(r"\s+", " ", word.casefold())
    return ROLE_WORDS.get(folded) or ROLE_WORDS.get(folded.removesuffix("s"), "")


def named(text: str) -> Target:
    """A target of this very name."""
    return Target(name=Words(text, quoted=True), said=f'"{text}"')
