"""A small mail app with its own database. It knows nothing of Deskhand; nothing that it sends leaves this machine."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "shared"))
