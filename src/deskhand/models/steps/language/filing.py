"""Rules for files as such: rename, move, copy, delete, make a folder. Only what is called a file, or looks like one.

"Move the card to Done" and "delete the row" are not about files; other rules, or the person, must say what is meant.
"""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re

from deskhand.models.steps.language.mask import MARK
from deskhand.models.steps.language.phrases import Words
from deskhand.models.steps.language.program import Drag, FileWork, Statement
from deskhand.models.steps.language.rule import Found, Rule, Unreadable, rule

_NOUN = re.compile(
    r"^(?:the\s+|a\s+)?(?:(?:file|folder|directory)\b|文件夹?|目录)\s*(?:called\s+|named\s+)?", re.IGNORECASE
)
_FILE_LIKE = re.compile(r"[^\s/]\.[a-z0-9]{1,6}$|/|^\{(?:file|path|receipt|picture)[^{}]*\}$", re.IGNORECASE)


def _path(found: Found, name: str) -> tuple[Words, bool]:
    """The path, and whether it was called a file or looks like one."""
    raw = found.raw(name)
    bare = _NOUN.sub("", raw).strip()
    words = found.masked.words(bare or raw)
    return words, bare != raw or bool(_FILE_LIKE.search(words.text))


def _one(words: Words, verb: str) -> Words:
    if re.search(r"[*?]", words.text):
        raise Unreadable(
            f"I {verb} one file at a time.",
            f"Write: for each file in {words.text}: and below it: {verb} the file {{file}}",
        )
    return words


def _rename(found: Found) -> Statement | None:
    path, _ = _path(found, "path")
    to, _ = _path(found, "to")
    return FileWork("move", _one(path, "rename"), to, beside="/" not in to.text)


def _move(found: Found) -> Statement | None:
    path, is_file = _path(found, "path")
    if not is_file:
        return Drag(found.target("path"), found.target("to")) if found.has("drag") else None
    return FileWork("move", _one(path, "move"), _path(found, "to")[0])


def _copy(found: Found) -> Statement | None:
    path, is_file = _path(found, "path")
    return FileWork("copy", _one(path, "copy"), _path(found, "to")[0]) if is_file else None


def _delete(found: Found) -> Statement | None:
    path, is_file = _path(found, "path")
    return FileWork("delete", _one(path, "delete")) if is_file else None


def _folder(found: Found) -> Statement | None:
    return FileWork("make_folder", found.words("path"))


_P, _T = rf"(?P<path>(?:(?:the\s+)?(?:file|folder)\s+)?{MARK}|\S.*?)", rf"(?P<to>(?:(?:the\s+)?folder\s+)?{MARK}|\S.*)"

RULES: tuple[Rule, ...] = (
    rule("rename", rf"rename\s+{_P}\s+(?:to|as|into)\s+{_T}", _rename),
    rule("rename", rf"(?:把|将)\s*{_P}\s*(?:重命名|改名)(?:为|成)\s*{_T}", _rename),
    rule("rename", rf"重命名\s*{_P}\s*(?:为|成)\s*{_T}", _rename),
    rule("move", rf"(?P<drag>move)\s+(?!(?:the\s+)?(?:mouse|pointer|cursor)\b){_P}\s+(?:to|into|onto|in)\s+{_T}", _move),
    rule("move", rf"(?:把|将)\s*{_P}\s*移动?(?:到|至|进)\s*(?P<to>.+?)(?:中|里)?", _move),
    rule("copy", rf"copy\s+{_P}\s+(?:to|into|as)\s+{_T}", _copy),
    rule("copy", rf"(?:把|将)\s*{_P}\s*复制(?:到|为|成)\s*(?P<to>.+?)(?:中|里)?", _copy),
    rule("copy", rf"复制\s*{_P}\s*(?:到|为)\s*(?P<to>.+?)(?:中|里)?", _copy),
    rule("delete", rf"(?:delete|remove)\s+{_P}", _delete),
    rule("delete", rf"删除\s*{_P}", _delete),
    rule("folder", r"(?:create|make|add)\s+(?:a\s+|the\s+)?(?:new\s+)?(?:folder|directory)\s+(?:called\s+|named\s+)?(?P<path>\S.*)", _folder),
    rule("folder", r"(?:新建|创建)(?:一个)?(?:文件夹|目录)\s*(?P<path>\S.*)", _folder),
)  # fmt: skip
