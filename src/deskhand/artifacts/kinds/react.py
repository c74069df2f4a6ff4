"""React components: JSX or TSX, whose entry exports the component by default."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deskhand.artifacts.kinds.form import Form

_DEFAULT = re.compile(r"\bexport\s+(?:default\b|\{[^}]*\bas\s+default\b)")
_BEGINS = re.compile(r"""\s*import\b[^;]*?\bfrom\s*["']react["']""")


def _problems(files: Mapping[str, bytes], entry: str) -> tuple[str, ...]:
    if _DEFAULT.search(files[entry].decode()):
        return ()
    return (f"{entry} exports nothing by default; write `export default function App() {{...}}`.",)


FORM = Form(
    kind="react",
    about="A React component in JSX or TSX; its entry exports it by default and takes no props",
    entry="App.tsx",
    suffixes=(".tsx", ".jsx"),
    seems=lambda head: bool(_BEGINS.match(head)),
    problems=_problems,
)
