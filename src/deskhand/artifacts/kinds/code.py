"""Program text that is read, and may be run in the shell of the desk."""

from __future__ import annotations

from deskhand.artifacts.kinds.form import Form

FORM = Form(
    kind="code",
    about="Program text, in one or several files; the suffix of a file tells its language",
    entry="main.py",
    suffixes=(
        ".py", ".js", ".mjs", ".ts", ".css", ".sh", ".bash", ".c", ".h", ".cc", ".cpp", ".hpp", ".rs", ".go", ".java",
        ".kt", ".rb", ".php", ".swift", ".sql", ".r", ".jl", ".lua", ".pl", ".yaml", ".yml", ".toml", ".ini", ".xml",
        ".dockerfile", ".tex", ".diff", ".patch",
    ),
    seems=lambda head: head.startswith("#!"),
)  # fmt: skip
