"""What a model is asked because of comments: the request in people's words, what they are about as a stranger's.

What is quoted of an artifact may come from a page or a file, so it is a part of its own that is marked. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from deskhand.agent.reviewing import Placed
from deskhand.artifacts.versions import Artifact
from deskhand.core.messages import TextPart

Language = Literal["en", "zh"]

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "begin": (
            "Please propose a candidate version of “{title}” (artifact {id}) for what is said below. Read version "
            "{base} first where you have to, then use the tool artifact with update or rewrite, base {base}, candidate "
            "true and comments {numbers}. Change nothing else."
        ),
        "lines": "Comment {number}, on {path}, lines {first} to {last} of version {base}:",
        "line": "Comment {number}, on {path}, line {first} of version {base}:",
        "element": "Comment {number}, on the element {selector} as version {version} showed it:",
        "lost": "Comment {number}, on words of version {version} that are not there any more:",
        "says": "It says: {text}",
    },
    "zh": {
        "begin": (
            "请针对以下意见，为“{title}”（作品 {id}）提出一个候选版本。必要时先阅读版本 {base}，"
            "然后使用工具 artifact 的 update 或 rewrite，base 为 {base}，candidate 为 true，comments 为 {numbers}。"
            "不要改动其他内容。"
        ),
        "lines": "意见 {number}，关于版本 {base} 中 {path} 的第 {first} 至 {last} 行：",
        "line": "意见 {number}，关于版本 {base} 中 {path} 的第 {first} 行：",
        "element": "意见 {number}，关于版本 {version} 中显示的元素 {selector}：",
        "lost": "意见 {number}，关于版本 {version} 中现已不存在的文字：",
        "says": "意见内容：{text}",
    },
}  # fmt: skip


def request_of(
    artifact: Artifact, placed: Sequence[Placed], texts: Mapping[str, str], language: Language
) -> tuple[TextPart, ...]:
    """What is said to the model about these comments. texts: the files of the newest version."""
    words, base = _WORDS[language], artifact.newest.number
    numbers = [each.comment.number for each in placed]
    parts = [TextPart(text=words["begin"].format(title=artifact.title, id=artifact.short, base=base, numbers=numbers))]
    for each in placed:
        comment, place = each.comment, each.place
        anchor, quote = comment.anchor, comment.anchor.quote
        known = {"number": comment.number, "version": anchor.version, "base": base}
        if anchor.selector:
            head = words["element"].format(selector=_plain(anchor.selector), **known)
        elif place is None:
            head = words["lost"].format(**known)
        else:
            text = texts[place.path]
            first, last = (text.count("\n", 0, at) + 1 for at in (place.start, max(place.start, place.end - 1)))
            form = words["line" if first == last else "lines"]
            head = form.format(path=place.path, first=first, last=last, **known)
            quote = text[place.start : place.end]
        parts += [TextPart(text=head), TextPart(text=quote or "-", stranger=True)]
        parts.append(TextPart(text=words["says"].format(text=comment.text)))
    return tuple(parts)


def _plain(selector: str) -> str:
    """On one line, without what could end it."""
    return "".join(char if char.isprintable() else " " for char in selector)[:300]
