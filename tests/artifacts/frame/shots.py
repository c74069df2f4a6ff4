"""Pictures of the gallery in the sealed frame, in both themes, to be looked at:
`python -m tests.artifacts.frame.shots FOLDER`. The last line told is what was drawn, as JSON."""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

import deskhand
from deskhand.bench.artifacts.stage import Stage
from deskhand.server.gallery.pieces import contents

from .conftest import opened_in
from .gallery import MOVES, shown


async def main(folder: Path, only: str, themes: tuple[str, ...]) -> dict[str, Any]:
    drawn: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as home:
        async with opened_in(Path(home)) as stage:
            for theme in themes:
                await stage.run(f"stage.showing.setTheme({json.dumps(theme)})")
                for number, (title, content) in enumerate(contents("en"), 1):
                    if only and only not in f"{number} {content.kind}":
                        continue
                    words = await shown(stage, title, content)
                    drawn[title] = str(words["type"])
                    print(theme, content.kind, title, words["type"], file=sys.stderr)
                    await stage.run(MOVES)
                    (folder / f"{number:02}-{content.kind}-{theme}.png").write_bytes(await picture(stage))
            return {"drawn": drawn, "failed": await stage.said("failed"), "ended": await stage.run("stage.ended")}


async def picture(stage: Stage) -> bytes:
    told = await stage.viewer.call("Page.captureScreenshot", {"format": "png"})
    return base64.b64decode(told["data"])


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("folder", type=Path)
    given.add_argument("--only", default="", help="those whose number or kind has this in it")
    given.add_argument("--quick", action="store_true", help="the light theme only")
    asked = given.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    told = asyncio.run(main(asked.folder, asked.only, ("light",) if asked.quick else ("light", "dark")))
    where = {
        "package": str(Path(str(deskhand.__file__)).parent),
        "interfaces": [name for _, name in socket.if_nameindex()],
    }
    print(json.dumps({**where, **told}))
