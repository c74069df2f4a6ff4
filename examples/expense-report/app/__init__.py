"""A small expenses app: a list, a form with a receipt, a confirmation, corrections and an export.

It is the site of the example job. It knows nothing of the desk, the job or the truth the job is checked against.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "shared"))
