"""A picture of every page of the workspace, to be looked at by people: `make shots`.

It sets up a scene (scene.py), walks through the pages that web/tests/scene/pages.ts lists, and puts the pictures into a
folder. With --enter it looks at a workspace that runs already. About a minute a way; desks and a browser run meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.models.aimock.mock import node
from tests.workspace.vitest import WEB

WAYS = (
    *(f"en-{theme}-{width}" for theme in ("light", "dark") for width in (1440, 1024, 390)),
    "zh-light-1440",
    "zh-dark-1440",
    "zh-light-390",
)


def main() -> int:
    """The exit code: 0, or 1 when a page could not be looked at, broke, or is wider than its window."""
    parser = argparse.ArgumentParser(description="A picture of every page of the workspace.")
    parser.add_argument("--into", type=Path, default=Path("runs/shots"), help="a folder for the pictures")
    parser.add_argument("--enter", default="", help="a one-time link of a workspace that runs (deskhand up --link)")
    parser.add_argument("--ways", default=",".join(WAYS), help="language-theme-width, with commas between")
    parser.add_argument("--only", default="", help="pages with this in their name")
    options = parser.parse_args()
    into = options.into.absolute()
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "SHOTS": str(into),
            "WAYS": options.ways,
            "ONLY": options.only,
            "ENTER": options.enter,
            "SCENE": json.dumps([sys.executable, "-m", "tests.workspace.scene", f"{home}/scene"]),
            "DESKHAND_HOME": home,
        }
        vitest = [node(), "node_modules/vitest/vitest.mjs", "run", "--config", "vitest.scene.config.ts", "walk"]
        code = subprocess.run(vitest, cwd=WEB, env={**os.environ, **environment}, check=False).returncode
    print(f"{len(list(into.glob('*.png')))} pictures in {options.into}")
    return code


if __name__ == "__main__":
    sys.exit(main())
