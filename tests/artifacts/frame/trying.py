"""The roads of web/frame/probes tried in an artifact, by the workspace's own page and code."""

from __future__ import annotations

import json
from typing import Any

from deskhand.bench.artifacts.stage import Stage

from .attacker import PROBES

RUN = PROBES.with_name("run.js")
_PAGE = '<!doctype html><body><p>trying</p><script type="module" src="./run.js"></script></body>'

_ONE = """
import { leavings } from "./probes.js";
setTimeout(async () => {
  try { await leavings(%s)[%s](); } catch {}
  setTimeout(() => console.log("STAYED"), 1000);
}, 50);
"""

_TOLD = """
new Promise((resolve) => {
  const look = () => {
    const found = stage.said.find((words) => words.type === "console" && words.text.startsWith("SEAL "));
    if (found) resolve(JSON.parse(found.text.slice(5)));
    else if (stage.ended.length) resolve({ ended: stage.ended });
    else requestAnimationFrame(look);
  };
  look();
})
"""

_ENDED = """
new Promise((resolve) => {
  const look = () => {
    if (stage.ended.length > %d) resolve(stage.ended.at(-1));
    else if (stage.said.some((words) => words.text === "STAYED")) resolve("stayed");
    else requestAnimationFrame(look);
  };
  look();
})
"""


async def all_roads(stage: Stage, to: dict[str, str]) -> dict[str, Any]:
    """Try every road in one frame. open: what was in reach that must not be; tried: the names of the roads."""
    files = {
        "index.html": _PAGE,
        "probes.js": PROBES.read_text("utf-8"),
        "run.js": RUN.read_text("utf-8"),
        "to.json": json.dumps(to),
    }
    words = await stage.show("html", files, "index.html", "seal")
    assert words["type"] == "painted", (words, (await stage.said("console"))[-1:])
    found = dict(await stage.run(_TOLD))
    assert "tried" in found, (found, (await stage.said("console"))[-1:])
    return found


async def leaving(stage: Stage, to: dict[str, str], name: str) -> str:
    """Try one road that ends the frame: how the page says that it ended."""
    script = _ONE % (json.dumps(to), json.dumps(name))
    files = {"index.html": _PAGE, "probes.js": PROBES.read_text("utf-8"), "run.js": script}
    before = int(await stage.run("(stage.said.length = 0, stage.ended.length)"))
    words = await stage.show("html", files, "index.html", f"leaving-{name}")
    assert words["type"] in ("painted", "ended"), words
    return str(await stage.run(_ENDED % before))
