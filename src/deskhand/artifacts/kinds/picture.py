"""Pictures from the desk: PNG, JPEG, WebP, GIF."""

from __future__ import annotations

from deskhand.artifacts.kinds.form import Form

FORM = Form(
    kind="picture",
    about="A picture from the desk: PNG, JPEG, WebP or GIF",
    entry="picture.png",
    suffixes=(".png", ".jpg", ".jpeg", ".webp", ".gif"),
    begins=(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"GIF87a", b"GIF89a"),
)
