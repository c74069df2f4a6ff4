"""Variables in shell commands, so that a value can never become a part of the command.

A value is put in a shell variable of its own, quoted; where the command names it, that variable is expanded. What a
page or a file holds is thus only ever data to the shell, whatever it is made of.
"""

from __future__ import annotations

import re
import shlex

from deskhand.models.steps.values.variables import Variables, shown

_NAME = re.compile(r"(?<![$\\{])\{\s*([^\W\d]\w*(?:\.[^.{}\s]+)*)\s*\}|(?<!\{)\{(\{\s*[^\W\d][\w.]*\s*\})\}")
"""`{name}`; or `{{name}}`, which stands for `{name}` itself. Other doubled braces are the command's own."""


def shell_command(command: str, variables: Variables) -> str:
    """The command with each `{name}` of a known variable as an expansion, wherever it stands: an f-string's `{name}`
    too. Other braces are the command's own."""
    values: dict[str, str] = {}
    out: list[str] = []
    at = 0
    for match in _NAME.finditer(command):
        if match[2]:
            out += [command[at : match.start()], match[2]]
            at = match.end()
            continue
        value = variables.find(match[1])
        if value is None:
            continue
        name = next((key for key, known in values.items() if known == shown(value)), f"steps_{len(values) + 1}")
        values[name] = shown(value).replace("\x00", "")
        out += [command[at : match.start()], _expansion(name, command[: match.start()])]
        at = match.end()
    out.append(command[at:])
    lines = [f"{name}={shlex.quote(value)}" for name, value in values.items()]
    return "\n".join([*lines, "".join(out)])


def _expansion(name: str, before: str) -> str:
    """How to expand a variable where it stands: bare, within "double" or within 'single' quotes."""
    quote = ""
    escaped = False
    for char in before:
        if escaped:
            escaped = False
        elif char == "\\" and quote != "'":
            escaped = True
        elif char in "\"'" and quote in ("", char):
            quote = "" if quote else char
    return {"": f'"${{{name}}}"', '"': f"${{{name}}}", "'": f"'\"${{{name}}}\"'"}[quote]
