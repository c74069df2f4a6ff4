"""Documents in PDF from the desk."""

from __future__ import annotations

from deskhand.artifacts.kinds.form import Form

FORM = Form(kind="pdf", about="A PDF from the desk", entry="document.pdf", suffixes=(".pdf",), begins=(b"%PDF-",))
