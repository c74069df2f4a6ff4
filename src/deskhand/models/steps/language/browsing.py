"""Rules for going about: the browser's own pages and tabs, menus, trees, dialogs, and the common keys by their names."""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re
from collections.abc import Callable

from deskhand.models.steps.language.mask import MARK
from deskhand.models.steps.language.program import Click, Expand, Menu, Press, Statement
from deskhand.models.steps.language.rule import Found, Rule, Unreadable, rule
from deskhand.models.steps.language.targets import target

_ARROW = re.compile(r"\s*(?:->|=>|[>→»›▸])\s*")
_MENU_WORD = re.compile(r"^(?:the\s+)?(?:menu\s+|菜单\s*)|(?:\s+menu|\s*菜单)$", re.IGNORECASE)


def _keys(*keys: str) -> Callable[[Found], Statement | None]:
    return lambda found: Press(keys)


def _menu(found: Found) -> Statement | None:
    parts = [_MENU_WORD.sub("", part.strip()) for part in _ARROW.split(found.raw("path"))]
    if len(parts) < 2 or not all(parts):
        return None
    return Menu(tuple(target(found.masked, part) for part in parts))


def _focus(found: Found) -> Statement | None:
    return Click(found.target("x"))


def _hold(found: Found) -> Statement | None:
    raise Unreadable("I can't hold a key by itself.", "Write: hold shift and click Row 3.")


def _expand(found: Found) -> Statement | None:
    return Expand(found.target("x"), on=not found.has("off"))


_PAGE = r"(?:\s+(?:the|this|current))?(?:\s+(?:web\s*)?page)?"
_TAB = r"(?:the\s+|this\s+|current\s+|the\s+current\s+)*(?:browser\s+)?tab"
_DIALOG = r"(?:the\s+|this\s+)?(?:browser'?s?\s+|javascript\s+)?(?:alert|dialog(?:ue)?(?:\s+box)?|prompt|confirmation|message\s+box)"

RULES: tuple[Rule, ...] = (
    rule("go back", r"(?:go|navigate)\s+back(?:\s+(?:one|a)\s+page|\s+to\s+the\s+(?:previous|last)\s+page)?", _keys("alt+Left")),
    rule("go back", r"(?:go|navigate)\s+forward(?:\s+(?:one|a)\s+page)?", _keys("alt+Right")),
    rule("go back", rf"(?:reload|refresh){_PAGE}", _keys("F5")),
    rule("go back", r"(?:后退|返回上一页|回到上一页)", _keys("alt+Left")),
    rule("go back", r"(?:前进|前进一页)", _keys("alt+Right")),
    rule("go back", r"(?:刷新|重新加载)(?:当前)?(?:页面|网页)?", _keys("F5")),
    rule("open", r"(?:open|create|make|start)?\s*(?:a\s+)?new\s+(?:browser\s+)?tab", _keys("ctrl+t")),
    rule("open", r"(?:打开|新建|开)(?:一个)?新?(?:的)?(?:浏览器)?标签页?", _keys("ctrl+t")),
    rule("press", rf"close\s+{_TAB}", _keys("ctrl+w")),
    rule("press", r"关闭(?:当前|这个|该)?(?:的)?标签页?", _keys("ctrl+w")),
    rule("press", r"(?:close|quit)\s+(?:the\s+|this\s+|current\s+)*(?:window|program|app|application)|关闭(?:当前|这个)?窗口", _keys("alt+F4")),
    rule("press", r"(?:switch|go)\s+to\s+the\s+next\s+(?:browser\s+)?tab|(?:切换到|转到)下一个标签页?", _keys("ctrl+Tab")),
    rule("press", r"(?:switch|go)\s+to\s+the\s+(?:previous|last)\s+(?:browser\s+)?tab|(?:切换到|转到)上一个标签页?", _keys("ctrl+shift+Tab")),
    rule("press", r"paste(?:\s+(?:it|the\s+text|the\s+clipboard))?(?:\s+here)?|粘贴", _keys("ctrl+v")),
    rule("press", r"undo(?:\s+(?:it|that|the\s+last\s+(?:change|step)))?|撤销", _keys("ctrl+z")),
    rule("press", r"redo(?:\s+(?:it|that))?|恢复|重做", _keys("ctrl+shift+z")),
    rule("press", r"(?:select|choose)\s+(?:all(?:\s+(?:of\s+it|the\s+text|text))?|everything)|全选", _keys("ctrl+a")),
    rule("press", r"copy(?:\s+(?:it|the\s+selection|the\s+selected\s+text))?|复制(?:选中的?(?:内容|文字)?)?", _keys("ctrl+c")),
    rule("press", r"cut(?:\s+(?:it|the\s+selection|the\s+selected\s+text))?|剪切", _keys("ctrl+x")),
    rule("press", r"zoom\s+in|放大", _keys("ctrl+plus")),
    rule("press", r"zoom\s+out|缩小", _keys("ctrl+minus")),
    rule("press", rf"(?:accept|ok|okay)\s+{_DIALOG}|接受(?:该|这个)?(?:对话框|弹窗|提示)", _keys("Return")),
    rule("press", rf"(?:dismiss|cancel)\s+{_DIALOG}|关闭(?:该|这个)?(?:对话框|弹窗|提示框?)", _keys("Escape")),
    rule("click", r"(?:put|place|set|move)\s+(?:the\s+)?(?:text\s+)?(?:cursor|focus|caret)\s+(?:in|into|on|to)\s+(?P<x>.+)", _focus),
    rule("press", r"press\s+and\s+hold\s+.+", _hold),
    rule("menu", rf"(?:click(?:\s+on)?|choose|select|pick|open|go\s+to|use|press|点击|选择|打开)\s*(?P<path>(?:{MARK}|[^>→»›▸]+?)(?:\s*(?:->|=>|[>→»›▸])\s*[^>→»›▸]+)+)", _menu),
    rule("expand", r"(?P<off>collapse|fold(?:\s+up)?)\s+(?P<x>.+)", _expand),
    rule("expand", r"(?:expand|unfold|fold\s+out)\s+(?P<x>.+)", _expand),
    rule("expand", r"(?P<off>收起|折叠)\s*(?P<x>.+)", _expand),
    rule("expand", r"展开\s*(?P<x>.+)", _expand),
)  # fmt: skip
