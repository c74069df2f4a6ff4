"""The examples are programs of their own; their folders are put on the path here, once, for their tests."""

import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
for _folder in ("questions", "mail", "expense-report", "jobs", "shared"):
    sys.path.insert(0, str(EXAMPLES / _folder))
