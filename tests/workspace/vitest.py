"""Runs what is done in a real Chromium (web/tests, by vitest), and tells what came of each part of it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.models.aimock.mock import node

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"


def run_parts(config: str, report: Path, environment: Mapping[str, str], limit_s: float) -> dict[str, str]:
    """What was seen of each part by its title: "" when it held, else what did not. `report`: a file for the results."""
    for needed in (WEB / "node_modules", ROOT / "src/deskhand/server/web/index.html"):
        assert needed.exists(), f"{needed.relative_to(ROOT)} is not there: scripts/web makes it"
    vitest = [node(), "node_modules/vitest/vitest.mjs", "run", "--config", config]
    ran = subprocess.run(
        [*vitest, "--reporter", "json", "--outputFile", str(report)],
        cwd=WEB,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=limit_s,
    )
    assert report.exists(), ran.stdout
    found = json.loads(report.read_text("utf-8"))["testResults"]
    assert all(each["assertionResults"] for each in found), ran.stdout
    return {
        part["title"]: "" if part["status"] == "passed" else "\n".join(part["failureMessages"]) or part["status"]
        for each in found
        for part in each["assertionResults"]
    }


def working_for(home: Path) -> list[int]:
    """The processes of this machine that have that home."""
    wanted, found = f"DESKHAND_HOME={home}".encode(), []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
        except OSError:
            continue
    return found
