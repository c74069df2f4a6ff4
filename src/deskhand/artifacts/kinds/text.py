"""Plain text: what is of no other kind."""

from __future__ import annotations

from deskhand.artifacts.kinds.form import Form

FORM = Form(kind="text", about="Plain text", entry="text.txt", suffixes=(".txt", ".log"))
