"""Drawings in SVG."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deskhand.artifacts.kinds.form import Form

_BEGINS = re.compile(r"\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*|<!doctype\s+svg.*?>\s*)*<svg\b", re.IGNORECASE | re.DOTALL)


def _problems(files: Mapping[str, bytes], entry: str) -> tuple[str, ...]:
    text = files[entry].decode()
    if not _BEGINS.match(text):
        return (f"{entry} does not begin with <svg>.",)
    return () if "</svg>" in text else (f"{entry} has no </svg>.",)


FORM = Form(
    kind="svg",
    about="A drawing in SVG",
    entry="drawing.svg",
    suffixes=(".svg",),
    seems=lambda head: bool(_BEGINS.match(head)),
    problems=_problems,
)
