"""Says which walls stand on this machine, what enforces each, and the exact mend for each that is missing.

Walls are tried, not looked up, and as the identity that the cells would have. It does not know how the findings are
shown, and mends nothing itself.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable
from pathlib import Path

from deskhand.core.errors import SetupMissing
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.probes.finding import Finding
from deskhand.desk.probes.machine import machine_findings
from deskhand.desk.probes.outside import outside_findings
from deskhand.desk.probes.programs import program_findings
from deskhand.desk.probes.walls import wall_findings

__all__ = ["Finding", "examine", "must_stand"]


async def examine(folder: Path | None = None) -> list[Finding]:
    """Look at everything a desk needs, all at once: the machine, then walls, then programs and fonts.

    folder: where the desks' files are to be kept. Raises nothing for what is missing: it is a finding.
    """
    identity = identity_for()
    place = folder or Path(tempfile.gettempdir())
    walls, outside, programs = await asyncio.gather(
        wall_findings(identity), outside_findings(), program_findings(identity)
    )
    return [*machine_findings(identity, place), *walls, *outside, *programs]


def must_stand(findings: Iterable[Finding]) -> None:
    """Fail closed: raises SetupMissing for the first thing that no desk is made without, with its mend."""
    for finding in findings:
        if finding.needed and not finding.ok:
            raise SetupMissing(
                f'No desk is made on this machine: "{finding.title}" does not hold ({finding.detail}).',
                hint=f"{finding.mend} For everything else that is missing: deskhand doctor",
            )
