"""Pictures of the gallery in the sealed frame, in both themes, to be looked at:
`python -m tests.artifacts.frame.shots FOLDER`."""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import tempfile
from pathlib import Path

from deskhand.bench.artifacts.stage import Stage
from deskhand.server.gallery.pieces import contents

from .conftest import opened_in
from .gallery import MOVES, shown


async def main(folder: Path, only: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        async with opened_in(Path(home)) as stage:
            for theme in ("light", "dark"):
                await stage.run(f"stage.showing.setTheme({json.dumps(theme)})")
                for number, (title, content) in enumerate(contents("en"), 1):
                    if only and only not in f"{number} {content.kind}":
                        continue
                    words = await shown(stage, title, content)
                    await stage.run(MOVES)
                    print(theme, content.kind, title, words["type"], words.get("message", ""))
                    (folder / f"{number:02}-{content.kind}-{theme}.png").write_bytes(await picture(stage))


async def picture(stage: Stage) -> bytes:
    told = await stage.viewer.call("Page.captureScreenshot", {"format": "png"})
    return base64.b64decode(told["data"])


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("folder", type=Path)
    given.add_argument("--only", default="")
    asked = given.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(asked.folder, asked.only))
