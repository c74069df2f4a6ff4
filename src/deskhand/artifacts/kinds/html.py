"""Pages: HTML with its styles and scripts."""

from __future__ import annotations

import re

from deskhand.artifacts.kinds.form import Form

_BEGINS = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)

FORM = Form(
    kind="html",
    about="A page: HTML with its CSS and JavaScript, alone or in several files",
    entry="index.html",
    suffixes=(".html", ".htm"),
    seems=lambda head: bool(_BEGINS.match(head)),
)
