"""The vocabulary of steps in English and Chinese, as data: roles, numbers, keys, states, programs.

It does not know sentences; the rules in the neighbouring modules do.
"""

from __future__ import annotations

import re

ROLES: dict[str, tuple[str, ...]] = {
    "button": ("button", "togglebutton", "splitbutton", "menubutton", "switch"),
    "link": ("link",),
    "field": ("textbox", "searchbox", "combobox", "date", "spinbutton", "file", "slider", "listbox", "time"),
    "list": ("combobox", "listbox", "list", "select"),
    "checkbox": ("checkbox", "switch", "menuitemcheckbox", "togglebutton"),
    "radio": ("radio", "menuitemradio"),
    "tab": ("tab",),
    "menu item": ("menuitem", "menuitemcheckbox", "menuitemradio", "option"),
    "menu": ("menu", "menubutton", "menubar", "menuitem", "button", "combobox"),
    "option": ("option", "menuitem", "radio", "menuitemradio", "listitem"),
    "row": ("row", "listitem", "treeitem"),
    "cell": ("cell", "gridcell", "rowheader", "columnheader", "text"),
    "heading": ("heading",),
    "icon": ("image", "button", "img", "icon"),
    "image": ("image", "img", "graphic", "canvas"),
    "dialog": ("dialog", "alertdialog", "window", "alert"),
    "form": ("form",),
    "section": ("region", "section", "group", "article", "main", "navigation", "complementary", "form"),
    "group": ("group", "radiogroup", "fieldset", "toolbar", "region"),
    "table": ("table", "grid", "treegrid"),
    "tree": ("tree",),
    "tree item": ("treeitem",),
    "item": ("listitem", "treeitem", "option", "menuitem", "cell", "text", "icon", "article", "group"),
    "frame": ("frame", "iframe", "document"),
    "canvas": ("canvas",),
    "slider": ("slider",),
    "message": ("alert", "status", "text", "paragraph", "dialog", "log"),
    "text": ("text", "paragraph", "heading", "label", "status", "alert"),
    "column": ("columnheader",),
    "window": ("window", "dialog", "frame"),
    "toolbar": ("toolbar",),
    "page": ("page", "document"),
    "browser": ("browser",),
}
"""Role a person means -> roles of `core.elements` that answer to it."""

ROLE_WORDS: dict[str, str] = {
    "button": "button", "btn": "button", "switch": "checkbox", "toggle": "checkbox",
    "link": "link", "hyperlink": "link",
    "text field": "field", "input field": "field", "text box": "field", "textbox": "field", "input box": "field",
    "field": "field",
    "input": "field", "box": "field", "text area": "field", "textarea": "field", "entry": "field",
    "dropdown list": "list", "drop-down list": "list", "dropdown menu": "list", "dropdown": "list",
    "drop-down": "list", "drop down": "list", "select box": "list", "combo box": "list", "combobox": "list",
    "selector": "list", "picker": "list", "list": "list",
    "check box": "checkbox", "checkbox": "checkbox", "tick box": "checkbox",
    "radio button": "radio", "radio": "radio", "option button": "radio",
    "tab": "tab", "menu item": "menu item", "menu entry": "menu item", "menu option": "menu item", "menu": "menu",
    "option": "option", "choice": "option", "row": "row", "line": "row", "cell": "cell", "heading": "heading",
    "header": "heading", "icon": "icon", "image": "image", "picture": "image", "photo": "image",
    "dialog": "dialog", "dialogue": "dialog", "dialog box": "dialog", "popup": "dialog", "pop-up": "dialog",
    "modal": "dialog", "form": "form", "section": "section", "panel": "section", "area": "section",
    "sidebar": "section", "group": "group", "table": "table", "grid": "table", "tree": "tree",
    "tree item": "tree item", "node": "tree item", "folder": "item", "item": "item", "frame": "frame",
    "iframe": "frame", "canvas": "canvas", "slider": "slider", "message": "message", "notification": "message",
    "text": "text", "label": "text", "word": "text", "words": "text", "column": "column", "window": "window",
    "toolbar": "toolbar", "page": "page", "card": "item", "browser": "browser", "浏览器": "browser",
    "按钮": "button", "链接": "link", "超链接": "link", "输入框": "field", "文本框": "field",
    "输入栏": "field", "字段": "field", "框": "field", "栏": "field",
    "下拉列表": "list", "下拉框": "list", "下拉菜单": "list", "下拉": "list", "列表": "list", "选择框": "list",
    "复选框": "checkbox", "勾选框": "checkbox", "开关": "checkbox", "单选按钮": "radio", "单选框": "radio",
    "单选": "radio", "标签页": "tab", "选项卡": "tab", "菜单项": "menu item", "菜单": "menu", "选项": "option",
    "行": "row", "单元格": "cell", "标题": "heading", "图标": "icon", "图片": "image", "图像": "image",
    "对话框": "dialog", "弹窗": "dialog", "窗口": "window", "表单": "form", "区域": "section", "部分": "section",
    "面板": "section", "表格": "table", "树": "tree", "节点": "tree item", "项目": "item", "文件夹": "item",
    "消息": "message", "提示": "message", "文字": "text", "文本": "text", "画布": "canvas", "滑块": "slider",
}  # fmt: skip

CONTAINER_ROLES = frozenset(
    {"dialog", "form", "section", "group", "table", "tree", "frame", "canvas", "list", "menu", "window", "toolbar",
     "page", "row", "column", "tab", "item", "tree item", "card", "image", "browser"}
)  # fmt: skip
"""Roles (keys of ROLES) that something can be "in"."""

ORDINALS: dict[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "last": -1, "topmost": 1, "top": 1, "bottom": -1, "only": 0,
}  # fmt: skip
CHINESE_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMBER_WORDS = {
    "once": 1, "twice": 2, "thrice": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "a": 1, "an": 1,
}  # fmt: skip

KEYS: dict[str, str] = {
    "enter": "Return", "return": "Return", "tab": "Tab", "escape": "Escape", "esc": "Escape", "space": "space",
    "space bar": "space", "spacebar": "space", "backspace": "BackSpace", "delete": "Delete", "del": "Delete",
    "insert": "Insert", "home": "Home", "end": "End", "page up": "Page_Up", "page down": "Page_Down",
    "pageup": "Page_Up", "pagedown": "Page_Down", "pgup": "Page_Up", "pgdn": "Page_Down", "up": "Up", "down": "Down",
    "left": "Left", "right": "Right", "arrow up": "Up", "arrow down": "Down", "arrow left": "Left",
    "arrow right": "Right", "up arrow": "Up", "down arrow": "Down", "left arrow": "Left", "right arrow": "Right",
    "ctrl": "ctrl", "control": "ctrl", "shift": "shift", "alt": "alt", "option": "alt", "super": "super",
    "cmd": "super", "command": "super", "win": "super", "windows": "super", "menu": "Menu", "plus": "plus",
    "minus": "minus", "print screen": "Print", "caps lock": "Caps_Lock",
    "回车": "Return", "确认键": "Return", "制表": "Tab", "退格": "BackSpace", "空格": "space", "删除键": "Delete",
    "上": "Up", "下": "Down", "左": "Left", "右": "Right", "上箭头": "Up", "下箭头": "Down", "左箭头": "Left",
    "右箭头": "Right", "退出": "Escape", "取消键": "Escape",
}  # fmt: skip
MODIFIERS = {"ctrl", "shift", "alt", "super"}

PROGRAMS: dict[str, str] = {
    "browser": "browser", "web browser": "browser", "chromium": "browser", "chrome": "browser",
    "terminal": "terminal", "console": "terminal", "files": "files", "file manager": "files",
    "file browser": "files", "editor": "editor", "text editor": "editor", "notepad": "editor", "mousepad": "editor",
    "浏览器": "browser", "终端": "terminal", "命令行": "terminal", "文件管理器": "files", "编辑器": "editor",
    "文本编辑器": "editor", "记事本": "editor",
}  # fmt: skip

STATES: dict[str, tuple[str, bool]] = {
    "checked": ("checked", True), "ticked": ("checked", True), "on": ("checked", True),
    "unchecked": ("checked", False), "unticked": ("checked", False), "off": ("checked", False),
    "selected": ("selected", True), "chosen": ("selected", True), "enabled": ("disabled", False),
    "active": ("disabled", False), "disabled": ("disabled", True), "greyed out": ("disabled", True),
    "grayed out": ("disabled", True), "empty": ("empty", True), "blank": ("empty", True), "filled": ("empty", False),
    "filled in": ("empty", False), "focused": ("focused", True), "expanded": ("expanded", True),
    "collapsed": ("expanded", False), "required": ("required", True), "invalid": ("invalid", True),
    "已勾选": ("checked", True), "被勾选": ("checked", True), "勾选": ("checked", True), "未勾选": ("checked", False),
    "已选中": ("selected", True), "选中": ("selected", True), "可用": ("disabled", False), "禁用": ("disabled", True),
    "不可用": ("disabled", True), "为空": ("empty", True), "空": ("empty", True), "空的": ("empty", True),
    "展开": ("expanded", True), "收起": ("expanded", False),
}  # fmt: skip

RISKY_WORDS = (
    "delete", "remove", "erase", "discard", "send", "pay", "purchase", "buy", "order", "submit", "confirm", "publish",
    "post", "transfer", "sign", "accept", "agree", "approve", "reject", "uninstall", "reset", "wipe", "unsubscribe",
    "删除", "移除", "清除", "丢弃", "发送", "支付", "付款", "购买", "下单", "提交", "确认", "发布", "转账", "同意",
    "接受", "批准", "拒绝", "卸载", "重置", "注销",
)  # fmt: skip
"""A control whose name holds one of these may do what can't be undone: it is only pressed by its very name."""

_RISKY = re.compile(
    "|".join(rf"\b{word}\b" if word.isascii() else word for word in RISKY_WORDS),
    re.IGNORECASE,
)


def is_risky(name: str) -> bool:
    """Whether pressing something of this name may be beyond undoing."""
    return bool(_RISKY.search(name))


def chinese_number(text: str) -> int | None:
    """一 … 九十九 as a number; None when it is none."""
    if text.isdecimal() and len(text) < 9:
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return CHINESE_DIGITS.get(text)
    left = CHINESE_DIGITS.get(tens, 1 if not tens else -1)
    right = CHINESE_DIGITS.get(ones, 0 if not ones else -1)
    return None if left < 0 or right < 0 else left * 10 + right


def count_word(text: str) -> int | None:
    """3, "three", "twice", "三": how many; None when it is no number."""
    bare = text.strip().casefold()
    if bare.isascii() and bare.isdecimal() and len(bare) < 9:
        return int(bare)
    return NUMBER_WORDS.get(bare, chinese_number(bare) if len(bare) <= 3 else None)
