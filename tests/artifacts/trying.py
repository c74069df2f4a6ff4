"""The roads of web/frame/probes tried in an artifact, by the workspace's own page and code."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx

from deskhand.bench.artifacts.stage import Stage

from .attacker import PROBES

_PAGE = '<!doctype html><body><p>trying</p><script type="module" src="./run.js"></script></body>'

_ALL = """
import { holds, roads } from "./probes.js";
const to = %s, open = [], tried = [], refused = {};
const soon = (given) => Promise.race([given, new Promise((resolve) => setTimeout(resolve, 400, undefined))]);
for (const [name, holdsIt] of Object.entries(holds)) {
  console.log("TRY " + name);
  try { if (await soon(holdsIt())) open.push(name); } catch (error) { refused[name] = String(error); }
}
for (const [name, probe] of Object.entries(roads(to))) {
  tried.push(name);
  console.log("TRY " + name);
  try { await soon(probe()); } catch (error) { refused[name] = String(error); }
}
console.log("SEAL " + JSON.stringify({ open, tried }));
"""

_ONE = """
import { leavings } from "./probes.js";
setTimeout(() => leavings(%s)[%s](), 50);
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
  const look = () => (stage.ended.length > %d ? resolve(stage.ended.at(-1)) : requestAnimationFrame(look));
  look();
})
"""


async def own_files(stage: Stage) -> dict[str, str]:
    """Addresses that the frame may load: its program, and a library."""
    async with httpx.AsyncClient() as client:
        page = (await client.get(stage.frame)).text
    origin = stage.frame.removesuffix("/frame")
    (program,) = re.findall(r'src="(/lib/[^"]+)"', page)
    (library,) = re.findall(r'"d3":"(/lib/[^"]+)"', page)
    return {"program": origin + program, "library": origin + library}


async def all_roads(stage: Stage, to: dict[str, str]) -> dict[str, Any]:
    """Try every road in one frame. open: what was in reach that must not be; tried: the names of the roads."""
    files = {"index.html": _PAGE, "probes.js": PROBES.read_text("utf-8"), "run.js": _ALL % json.dumps(to)}
    words = await stage.show("html", files, "index.html", "seal")
    assert words["type"] == "painted", (words, (await stage.said("console"))[-1:])
    found = dict(await stage.run(_TOLD))
    assert "tried" in found, (found, (await stage.said("console"))[-1:])
    return found


async def leaving(stage: Stage, to: dict[str, str], name: str) -> str:
    """Try one road that ends the frame: how the page says that it ended."""
    script = _ONE % (json.dumps(to), json.dumps(name))
    files = {"index.html": _PAGE, "probes.js": PROBES.read_text("utf-8"), "run.js": script}
    before = len(await stage.run("stage.ended"))
    words = await stage.show("html", files, "index.html", f"leaving-{name}")
    assert words["type"] in ("painted", "ended"), words
    return str(await stage.run(_ENDED % before))
