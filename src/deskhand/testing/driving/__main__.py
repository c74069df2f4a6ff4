"""`python -m deskhand.testing.driving ID`: as `python -m deskhand.agent.driving ID`, on a fake desk."""

from __future__ import annotations

import sys

from deskhand.agent.driving.__main__ import main
from deskhand.settings import from_environment
from deskhand.testing.driving.home import FakeHome

if __name__ == "__main__":
    sys.exit(main(FakeHome(from_environment())))
