"""The tools by name. Adding a tool is one file and one line here."""

from __future__ import annotations

from deskhand.core.errors import NotFound
from deskhand.tools.artifact import MakeArtifact
from deskhand.tools.ask_person import AskPerson
from deskhand.tools.base import Tool
from deskhand.tools.bash import Bash
from deskhand.tools.computer import Computer
from deskhand.tools.edit import Edit
from deskhand.tools.elements import Elements
from deskhand.tools.files import Files
from deskhand.tools.finish import Finish
from deskhand.tools.secret import Secret

TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Computer(),
        Elements(),
        Bash(),
        Edit(),
        Files(),
        MakeArtifact(),
        Secret(),
        AskPerson(),
        Finish(),
    )
}


USABLE = ("bash", "edit", "files", "elements")
"""What people and artifacts may use themselves: tools of words. The screen's keys and pointer a person takes over, and
the rest is between the model and the person."""


def usable_tool(name: str) -> Tool:
    """A tool of this name that is not the model's alone. Raises NotFound listing them."""
    if name not in USABLE:
        raise NotFound(
            f"no tool {name[:80]!r} can be used here.", hint=f"Use one of: {', '.join(USABLE)}.", quotes=False
        )
    return TOOLS[name]


def tool_named(name: str) -> Tool:
    """The tool of this name. Raises NotFound listing the ones there are."""
    tool = TOOLS.get(name)
    if tool is None:
        raise NotFound(f"there is no tool {name[:80]!r}.", hint=f"Call one of: {', '.join(TOOLS)}.", quotes=False)
    return tool
