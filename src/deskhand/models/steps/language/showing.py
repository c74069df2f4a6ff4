"""Rules for what is shown to the person as an artifact: `show rows as chart titled "..."`, `show report.md`."""

# ruff: noqa: E501 - a pattern is read in one piece.
from __future__ import annotations

import re

from deskhand.models.steps.language.mask import MARK
from deskhand.models.steps.language.program import Show, Statement
from deskhand.models.steps.language.rule import Found, Rule, Unreadable, rule

_LOOKS = {
    "chart": "chart", "diagram": "chart", "graph": "chart", "plot": "chart", "table": "table", "page": "page",
    "web page": "page", "webpage": "page", "slides": "slides", "slide show": "slides", "presentation": "slides",
    "document": "document", "text": "document", "图": "chart", "图表": "chart", "表": "table", "表格": "table",
    "网页": "page", "页面": "page", "幻灯片": "slides", "演示文稿": "slides", "文档": "document",
}  # fmt: skip
_DRAWN = {
    "bar": "bar", "bars": "bar", "column": "bar", "line": "line", "area": "area", "pie": "pie", "scatter": "scatter",
    "柱状": "bar", "柱形": "bar", "条形": "bar", "折线": "line", "面积": "area", "饼": "pie", "饼状": "pie", "散点": "scatter",
}  # fmt: skip
_FILE_LIKE = re.compile(r"(?:^|[\w}/*-])\.[a-z0-9]{1,8}$", re.IGNORECASE)
_FILE_WORD = re.compile(r"^(?:the\s+)?(?:file|文件)\s*", re.IGNORECASE)
_THE = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)


def _show(found: Found) -> Statement | None:
    """None for what is neither a value's name nor a file and has no look: "show details" is no step of this kind."""
    raw, look = found.raw("what"), _LOOKS.get(found.raw("look").casefold(), "")
    drawn = _DRAWN.get(found.raw("drawn").casefold(), "")
    bare = _FILE_WORD.sub("", raw).strip()
    words = found.masked.words(bare or raw)
    is_file = bare != raw or bool(_FILE_LIKE.search(words.text))
    if not is_file:
        words = found.masked.words(_THE.sub("", raw))
        braced = words.text.startswith("{") and words.text.endswith("}")
        if not (look or drawn or braced) or not words.text.strip():
            return None
    elif re.search(r"[*?]", words.text):
        raise Unreadable(
            "I show one file at a time.", f"Write: for each file in {words.text}: and below it: show {{file}}"
        )
    look = look or ("chart" if drawn else "")
    if is_file and look in ("chart", "table") and not words.text.casefold().endswith((".csv", ".tsv")):
        raise Unreadable(f"I can't show {words.text} as a {look}.", "Read its rows first, and show those.")
    y, x = (found.words(name) if found.has(name) else None for name in ("y", "x"))
    title = found.words("title") if found.has("title") else None
    return Show(words, look, title, drawn, y, x, is_file)


_TITLE = r"(?:\s*,?\s*(?:titled|called|named|with\s+the\s+title|and\s+call\s+it)\s+(?P<title>\S.*))?"
_KIND = r"(?:(?P<drawn>bars?|column|line|area|pie|scatter)[\s-]+)?(?P<look>chart|diagram|graph|plot|table|(?:web\s?)?page|slides|slide\s+show|presentation|document|text)"
_COLUMNS = rf"(?:\s+of\s+(?:the\s+)?(?P<y>{MARK}|\S.*?)(?:\s+(?:by|per|over)\s+(?P<x>{MARK}|\S.*?))?)?"
_ZH_TITLE = r"(?:\s*[,，]?\s*(?:标题(?:为|是|叫)?|名为|命名为|题为)\s*(?P<title>\S.*))?"
_ZH_KIND = (
    r"(?:(?P<drawn>柱状|柱形|条形|折线|面积|饼状?|散点))?(?P<look>图表|图|表格|表|网页|页面|幻灯片|演示文稿|文档)"
)
_ZH_COLUMNS = rf"(?:按\s*(?P<x>{MARK}|[^\s,，]+?)\s*(?:统计|汇总|合计|显示|画)\s*(?P<y>{MARK}|[^\s,，]+?)\s*的)?"

RULES: tuple[Rule, ...] = (
    rule("show", rf"(?:show|draw|plot|display)(?:\s+me)?\s+(?P<what>{MARK}|\S.*?)\s+(?:as|in|on)\s+(?:an?\s+|the\s+)?{_KIND}{_COLUMNS}{_TITLE}", _show),
    rule("show", rf"(?:show|display)(?:\s+me)?\s+(?P<what>{MARK}|\S.*?){_TITLE}", _show),
    rule("show", rf"(?:把|将)\s*(?P<what>{MARK}|\S.*?)\s*(?:显示|展示|画|做|制作)(?:为|成|作)\s*{_ZH_COLUMNS}{_ZH_KIND}{_ZH_TITLE}", _show),
    rule("show", rf"(?:用|以)\s*{_ZH_COLUMNS}{_ZH_KIND}\s*(?:的形式)?(?:来)?(?:显示|展示)\s*(?P<what>{MARK}|[^\s,，]+?){_ZH_TITLE}", _show),
    rule("show", rf"(?:显示|展示)\s*(?P<what>{MARK}|[^\s,，]+?){_ZH_TITLE}", _show),
)  # fmt: skip
