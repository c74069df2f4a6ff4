"""Rules for acts on the screen: open, click, tick, press, scroll, drag, hover, wait."""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re
from dataclasses import replace

from deskhand.models.steps.language.conditions import condition
from deskhand.models.steps.language.keys import chords
from deskhand.models.steps.language.mask import MARK
from deskhand.models.steps.language.phrases import Target, Words
from deskhand.models.steps.language.program import (
    Click,
    Drag,
    Hover,
    Menu,
    Open,
    Pause,
    Press,
    Scroll,
    Statement,
    Tick,
    WaitFor,
)
from deskhand.models.steps.language.rule import Found, Rule, Unreadable, rule
from deskhand.models.steps.language.words import MODIFIERS, PROGRAMS, count_word

_ADDRESS = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*://\S+|about:\S+|localhost(?::\d+)?(?:/\S*)?|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?|"
    r"\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:/\S*)?|/\S+|\S+/\S*|[^\s/]+\.[a-z0-9]{1,5})$",
    re.IGNORECASE,
)
_OPEN_NOUN = re.compile(
    r"^(?:the\s+)?(?:(?:web\s*)?(?:site|page|address)|website|url|file|folder|program|app|application|网址|网站|网页|页面|地址|文件夹|文件|程序|应用)"
    rf"\s*(?:at\s+)?(?P<rest>{MARK}.*|\S.*)$",
    re.IGNORECASE,
)
_IN_BROWSER = re.compile(
    r"\s+(?:in|with|using)\s+(?:the |a )?(?:new )?(?:web )?(?:browser|chromium|editor|text editor|tab|window)$",
    re.IGNORECASE,
)
WAIT_S_MAX = 600.0


def _open(found: Found) -> Statement | None:
    raw = _IN_BROWSER.sub("", found.raw("what").rstrip("。").strip()).strip()
    named = PROGRAMS.get(re.sub(r"^(?:the|a)\s+", "", raw.casefold()))
    if named:
        return Open(Words(named, quoted=True))
    noun = _OPEN_NOUN.match(raw)
    words = found.masked.words(noun["rest"] if noun else raw)
    program = PROGRAMS.get(re.sub(r"^(?:the|a)\s+", "", words.text.casefold()))
    if program:
        return Open(Words(program, quoted=True))
    if _ADDRESS.match(words.text.strip()) or words.text.lstrip().startswith("{") or (noun and words.quoted):
        return Open(words)
    return Click(found.target("what")) if found.has("may_click") else None


_BUTTONS = {
    "double": "double_click", "triple": "triple_click", "right": "right_click", "middle": "middle_click",
    "双击": "double_click", "右击": "right_click", "右键点击": "right_click", "右键单击": "right_click",
    "右键": "right_click", "三击": "triple_click",
}  # fmt: skip


def _modifiers(found: Found) -> tuple[str, ...]:
    said = found.raw("mods") or found.raw("mods_first") or found.raw("mods_held")
    names = tuple(part for key in chords(said) or () for part in key.split("+"))
    if said and (not names or any(key not in MODIFIERS for key in names)):
        raise Unreadable(
            f"I can't hold {found.masked.plain(said)!r} while clicking.", "I can hold ctrl, shift, alt or super."
        )
    return names


def _click(found: Found) -> Statement | None:
    action = _BUTTONS.get(found.raw("how").casefold(), "left_click")
    named = found.target("x")
    menu = _in_menu(named) if action == "left_click" else None
    return menu or Click(named, action, _modifiers(found), _times(found))


def _in_menu(named: Target) -> Menu | None:
    """`click Save as in the File menu`: the menu, then the item."""
    place = named.places[0] if len(named.places) == 1 else None
    anchor = place.anchor if place and place.kind == "in" else None
    if anchor is None or anchor.role != "menu" or anchor.name is None:
        return None
    return Menu((anchor, replace(named, places=(), whole="")))


def _press(found: Found) -> Statement | None:
    """`press Enter` presses a key; `press Save` presses what is called so."""
    if found.has("x") and not re.match(MARK, found.raw("x")):
        keys = chords(found.raw("x"))
        if keys:
            return Press(keys, _times(found))
    if _count(found) is not None:
        return None
    quoted = found.words("x")
    if re.fullmatch(MARK, found.raw("x")) and found.has("key_only"):
        keys = chords(quoted.text)
        return Press(keys) if keys else None
    return Click(found.target("x"))


def _count(found: Found) -> int | None:
    """How often, as said; None when nothing was."""
    said = next((found.raw(name) for name in ("times", "word", "by", "zh", "zh_first") if found.has(name)), "")
    return count_word(said) if said else None


def _times(found: Found) -> int:
    return max(1, min(_count(found) or 1, 100))


def _tick(found: Found) -> Statement | None:
    named = found.target("x")
    return Tick(replace(named, role="") if named.role == "field" else named, on=not found.has("off"))


_SCROLL_WAYS = {
    "up": "up", "down": "down", "left": "left", "right": "right", "上": "up", "下": "down", "左": "left", "右": "right",
    "top": "up", "bottom": "down", "start": "up", "end": "down", "beginning": "up", "顶部": "up", "底部": "down",
    "页首": "up", "页尾": "down", "最上面": "up", "最下面": "down",
}  # fmt: skip


def _scroll(found: Found) -> Statement | None:
    amount = count_word(found.raw("amount")) if found.has("amount") else None
    unit = found.raw("unit").casefold()
    area = found.target("area") if found.has("area") else None
    way = _SCROLL_WAYS[(found.raw("way") or "down").casefold()]
    if unit.startswith(("pixel", "px", "像素")):
        return Scroll(way, max(1, min(amount or 300, 10_000)), "pixels", area)
    pages = unit.startswith(("page", "screen", "页", "屏"))
    return Scroll(way, max(1, min((amount or 1) * 5 if pages or not amount else amount, 200)), "notches", area)


def _scroll_end(found: Found) -> Statement | None:
    return Scroll(_SCROLL_WAYS[found.raw("way").casefold()], far=True)


def _scroll_to(found: Found) -> Statement | None:
    return Hover(found.target("x"))


def _drag(found: Found) -> Statement | None:
    return Drag(found.target("x"), found.target("y"))


_UNITS = {"m": 60.0, "分": 60.0, "ms": 0.001, "毫": 0.001}


def seconds(number: str, unit: str) -> float:
    """A time as written, in seconds, bounded to WAIT_S_MAX."""
    try:
        value = float(number)
    except ValueError:
        value = float(count_word(number) or 1)
    lowered = unit.casefold()
    factor = 0.001 if lowered.startswith(("ms", "milli", "毫")) else 60.0 if lowered.startswith(("m", "分")) else 1.0
    return max(0.05, min(value * factor, WAIT_S_MAX))


def _pause(found: Found) -> Statement | None:
    return Pause(seconds(found.raw("n") or "1", found.raw("unit") or "s"))


def _wait(found: Found) -> Statement | None:
    wanted = condition(found.masked, found.raw("x"))
    if wanted is None:
        return None
    limit = seconds(found.raw("n"), found.raw("unit")) if found.has("n") else 30.0
    return WaitFor(wanted, limit)


def _hover(found: Found) -> Statement | None:
    return Hover(found.target("x"))


_N = r"(?P<n>\d+(?:\.\d+)?|an?|one|two|three|four|five|ten|[一二两三四五六七八九十]{1,3})"
_UNIT = r"(?P<unit>ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|秒钟?|分钟?|毫秒)"
_TIMES = (
    r"(?:\s+(?P<times>\d{1,3}|one|two|three|four|five|six|ten)\s+times|\s+(?P<word>once|twice|thrice)|\s*[x×]\s*(?P<by>\d{1,3})"
    r"|\s*(?P<zh>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*[次下])?"
)
"""A number belongs to the key ("F2") unless a word for "times" follows it."""
_OFTEN = r"(?:\s+(?P<times>\d{1,2}|two|three|four|five)\s+times|\s+(?P<word>twice|thrice))?"

RULES: tuple[Rule, ...] = (
    rule("open", r"(?:(?P<may_click>go to|switch to|navigate to)|goto|visit|browse to|load|start|launch|run the program)\s+(?P<what>.+)", _open),
    rule("open", r"(?P<may_click>open)(?: up)?\s+(?P<what>.+)", _open),
    rule("open", r"(?P<may_click>打开)\s*(?P<what>.+)", _open),
    rule("open", r"(?:访问|前往|转到|进入|启动|浏览)\s*(?P<what>.+)", _open),
    rule(
        "click",
        r"(?:(?P<mods_first>(?:ctrl|control|shift|alt|super|cmd)(?:\s*\+\s*\w+)*)[\s+-]+)?"
        r"(?:(?:hold|holding)\s+(?:down\s+)?(?:the\s+)?(?P<mods_held>(?:ctrl|control|shift|alt|super|cmd))(?:\s+key)?\s*(?:,|and|while)\s+)?"
        r"(?:(?P<how>double|triple|right|middle|left)[\s-]*)?(?:click(?:ing)?|tap|focus)(?:\s+on|\s+at|\s+in(?:to|side)?)?\s+(?P<x>.+?)" + _OFTEN +
        r"(?:,?\s+(?:with|while)\s+(?:holding\s+)?(?P<mods>(?:ctrl|control|shift|alt|super|cmd)\S*(?:\s*(?:\+|and)\s*\w+)*?)"
        r"(?:\s+(?:key\s+)?(?:held|pressed)(?:\s+down)?|\s+down|\s+key)?)?",
        _click,
    ),
    rule("click", r"(?P<how>双击|右键点击|右键单击|右击|右键|三击)\s*(?:一下)?\s*(?P<x>.+)", _click),
    rule("click", r"(?:按住\s*(?P<mods>\S+?)(?:键)?(?:并|然后|再)?)?(?:点击|单击|点选|点按|点一下|点)(?:一下)?\s*(?P<x>.+)", _click),
    rule("press", r"(?P<key_only>press|hit|push|strike)\s+(?:on\s+)?(?:the\s+)?(?:keys?\s+)?(?P<x>.+?)(?:\s+keys?)?" + _TIMES, _press),
    rule("press", r"(?P<key_only>press|hit|push|strike)\s+(?:on\s+)?(?P<x>.+)", _press),
    rule("press", r"(?:连续?按|按下?|敲击?|按一下)\s*(?P<zh_first>[一二两三四五六七八九十]{1,3}|\d{1,3})\s*[次下]\s*(?P<x>.+?)\s*键?", _press),
    rule("press", r"(?:连续?按|按下|按一下|按|敲击?)\s*(?P<x>.+?)\s*键?" + _TIMES, _press),
    rule("tick", r"(?P<off>untick|uncheck|un-check|deselect|turn off|switch off|disable)\s+(?P<x>.+)", _tick),
    rule("tick", r"(?:tick|check(?! that| whether| if)|turn on|switch on|enable)(?: off)?\s+(?P<x>.+)", _tick),
    rule("tick", r"(?P<off>取消勾选|取消选中|取消选择|关闭开关|不勾选)\s*(?P<x>.+)", _tick),
    rule("tick", r"(?:勾选|勾上|打勾)\s*(?P<x>.+)", _tick),
    rule("scroll", r"scroll(?: (?:all the way )?(?:up |down )?to(?: the)?| all the way to the) (?P<way>top|bottom|end|start|beginning)(?: of .+)?", _scroll_end),
    rule("scroll", r"(?:滚动到|滚到|拉到)(?:页面)?的?(?P<way>顶部|底部|页首|页尾|最上面|最下面)", _scroll_end),
    rule(
        "scroll",
        r"scroll(?:\s+(?P<way>up|down|left|right))?(?:\s+(?:by\s+)?(?P<amount>\d{1,5}|once|twice|one|two|three|a)"
        r"\s*(?P<unit>pixels?|px|notch(?:es)?|lines?|pages?|screens?|times)?)?(?:\s+(?:in|inside|within|on)\s+(?P<area>.+))?",
        _scroll,
    ),
    rule("scroll", r"(?:向|往)(?P<way>上|下|左|右)(?:滚动|滑动|翻)(?:\s*(?P<amount>\d{1,5}|[一二两三四五])\s*(?P<unit>像素|页|屏|次|格)?)?", _scroll),
    rule("scroll", r"scroll\s+(?:down |up )?(?:to|until you see|until)\s+(?P<x>.+?)(?: (?:is|are) (?:shown|visible))?", _scroll_to),
    rule("scroll", r"(?:滚动到|滚到)\s*(?P<x>.+)", _scroll_to),
    rule("drag", r"(?:drag(?:\s+and\s+drop)?|drop)\s+(?P<x>.+?)\s+(?:onto|into|on\s+to|to|on|over)\s+(?P<y>.+)", _drag),
    rule("drag", r"(?:把|将)\s*(?P<x>.+?)\s*(?:拖动|拖拽|拖放|拖)(?:到|至|进)\s*(?P<y>.+?)(?:上|里|中)?", _drag),
    rule("drag", r"(?:拖动|拖拽)\s*(?P<x>.+?)\s*(?:到|至)\s*(?P<y>.+?)(?:上|里|中)?", _drag),
    rule("hover", r"(?:hover(?:\s+(?:over|on))?|point\s+(?:at|to)|move\s+(?:the\s+)?(?:mouse|pointer|cursor)\s+(?:over|to|onto))\s+(?P<x>.+)", _hover),
    rule("hover", r"(?:悬停在|悬停到|将鼠标移到|把鼠标移到|鼠标移到|将鼠标悬停在|把鼠标放在)\s*(?P<x>.+?)(?:上面?)?", _hover),
    rule("wait", rf"(?:wait|pause|sleep)(?:\s+for)?\s+{_N}\s*{_UNIT}", _pause),
    rule("wait", r"(?:wait|pause)(?:\s+for)?\s+a\s+(?:moment|bit|little(?:\s+while)?|while)|(?:稍等|等一下|稍候)", _pause),
    rule("wait", rf"(?:等待|等|暂停)\s*{_N}\s*{_UNIT}", _pause),
    rule(
        "wait",
        r"wait(?:\s+(?:until|till|for|that))\s+(?P<x>.+?)"
        rf"(?:,?\s*\(?\s*(?:for\s+)?(?:at\s+most|up\s+to|max(?:imum)?|no\s+(?:more|longer)\s+than|within)\s+{_N}\s*{_UNIT}\)?)?",
        _wait,
    ),
    rule("wait", rf"(?:等待|等到|等|直到)\s*(?P<x>.+?)(?:[,，]?\s*(?:最多|至多|不超过)\s*(?:等待?)?\s*{_N}\s*{_UNIT})?", _wait),
)  # fmt: skip
