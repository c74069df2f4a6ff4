"""Artifacts to take out, and pictures that are really some."""

from __future__ import annotations

import io

from PIL import Image

from deskhand.artifacts.export.base import Exported, Made
from deskhand.artifacts.export.registry import export

ENTRIES = {
    "html": "index.html", "react": "App.tsx", "svg": "drawing.svg", "markdown": "document.md", "code": "main.py",
    "mermaid": "diagram.mmd", "slides": "slides.md", "table": "table.csv", "chart": "chart.json", "json": "data.json",
    "text": "text.txt", "picture": "picture.png", "pdf": "document.pdf",
}  # fmt: skip


def picture(width: int = 40, height: int = 20, form: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#0a7570").save(file, form)
    return file.getvalue()


def made(kind: str, text: str | bytes, title: str = "Expenses", **more: str | bytes) -> Made:
    """An artifact of one file, and more files by names with _ in place of the dot."""
    others = {name.replace("_", "."): data for name, data in more.items()}
    return Made(kind, title, ENTRIES[kind], {ENTRIES[kind]: text, **others})


def taken(kind: str, text: str | bytes, format: str, **more: str | bytes) -> Exported:
    return export(made(kind, text, **more), format)


def left(exported: Exported) -> dict[str, int]:
    return {each.what: each.count for each in exported.left}
