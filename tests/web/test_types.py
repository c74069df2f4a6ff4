"""What the workspace knows of events and commands is what the Python models say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_types_of_the_workspace_are_those_of_the_models() -> None:
    made = subprocess.run([sys.executable, ROOT / "scripts" / "web_types.py", "--check"], cwd=ROOT, check=False)
    assert made.returncode == 0, "Run: .venv/bin/python scripts/web_types.py"
