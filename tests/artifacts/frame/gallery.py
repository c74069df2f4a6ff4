"""Putting a piece of the gallery onto a stage."""

from __future__ import annotations

import base64
import json
from typing import Any

from deskhand.artifacts.content import Content
from deskhand.artifacts.kinds.registry import form_of
from deskhand.bench.artifacts.stage import Stage

MOVES = "new Promise((done) => setTimeout(done, 1000))"
"""Until what moves has begun to, and has thrown what it throws."""

_SHOW = """
(() => {
  const wanted = %s, packed = %s;
  const read = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  wanted.bytes = Object.fromEntries(Object.entries(packed).map(([path, text]) => [path, read(text)]));
  return stage.show(wanted);
})()
"""


async def shown(stage: Stage, title: str, content: Content) -> dict[str, Any]:
    """What the frame says in the end. Each piece has a frame of its own."""
    is_text = form_of(content.kind).is_text
    wanted = {"kind": content.kind, "entry": content.entry, "artifact": title}
    wanted |= {"files": content.texts() if is_text else {}}
    packed = {} if is_text else {path: base64.b64encode(data).decode() for path, data in content.files.items()}
    return dict(await stage.run(_SHOW % (json.dumps(wanted), json.dumps(packed))))
