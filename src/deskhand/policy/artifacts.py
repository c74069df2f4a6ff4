"""What the tool for artifacts would do. Pure.

Making and changing one counts as writing on the desk: it stays within the workspace and sends nothing, and since every
version is kept, all of it can be taken back. The tool can delete none, and can't share one: both are people's.
"""

from __future__ import annotations

from deskhand.core.verdicts import Touch

READS = frozenset({"read", "list", "diagnostics"})
"""Commands that change nothing."""


def touch_of_artifact(command: str) -> Touch:
    """What a command of the tool would touch."""
    if command in READS:
        return Touch(classes=("look",), evidence=f"it would {command} artifacts")
    return Touch(
        classes=("write_on_desk",),
        undo=True,
        consequence="It adds a version to an artifact; earlier ones are kept.",
        evidence=f"it would {command} an artifact",
    )
