"""Kills parts of a working Deskhand again and again, and judges what comes of it (docs/soak.md)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "examples" / "expense-report"))
