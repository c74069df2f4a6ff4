"""The workspace's real page in a real Chromium, with a place in it that shows artifacts by the workspace's own code.

It does not know what is measured or tried there.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from deskhand.bench.workspace.viewer import Viewer, viewing
from deskhand.core.errors import SetupMissing

KIT = Path(__file__).parents[2] / "frame/built/kit.js"

_STAGE = """
(async () => {
  const me = await (await fetch("/api/me")).json();
  document.body.replaceChildren();
  const place = document.createElement("div");
  place.style.cssText = "position:fixed;inset:0;isolation:isolate";
  document.body.append(place);
  const told = { said: [], ended: [], asked: [], busy: false };
  const stage = (globalThis.stage = { ...told, frame: me.server.frame, wait: null, place });
  const settle = (words) => { const done = stage.wait; stage.wait = null; done?.(words); };
  const tell = {
    said(words) {
      stage.said.push(words);
      if (words.type === "painted" || (words.type === "failed" && words.stage !== "run")) settle(words);
    },
    ended(why) { stage.ended.push(why); settle({ type: "ended", why }); },
    busy(on) { stage.busy = on; },
    asked({ use, act, key, data }, of, answer) {
      stage.asked.push([use, act, key, data instanceof ArrayBuffer ? data.byteLength : data]);
      const usual = act === "get" ? { value: '{"a": [1]}' } : act === "keys" ? { value: ["k"] } : {};
      answer(stage.gives?.(act, key, data) ?? usual);
    },
  };
  stage.showing = new DeskhandShowing(place, stage.frame, "Artifact", { theme: "light", language: "en" }, tell,
    %s);
  stage.show = (wanted) => new Promise((resolve) => {
    const began = performance.now();
    stage.wait = (words) => resolve({ ...words, page_ms: performance.now() - began });
    stage.showing.show(wanted);
  });
  await stage.showing.warmed();
  return stage.frame;
})()
"""


class Stage:
    """A page with a place for artifacts. frame: where the frame is served."""

    def __init__(self, viewer: Viewer, frame: str, libraries: tuple[str, ...] = ()) -> None:
        self.viewer = viewer
        self.frame = frame
        self._libraries = libraries

    async def anew(self) -> Stage:
        """The same page, opened afresh: nothing is left of what was shown."""
        address = await self.run("location.origin")
        await self.viewer.open("about:blank")
        await self.viewer.open(f"{address}/")
        await self.viewer.quiet()
        return await set_up(self.viewer, self._libraries)

    async def run(self, script: str) -> Any:
        return await self.viewer.run(script)

    async def show(self, kind: str, files: dict[str, str], entry: str, artifact: str = "a", **more: Any) -> Any:
        """What the frame said in the end: `painted` or `failed`, with page_ms, the time that the page waited."""
        wanted = {"kind": kind, "files": files, "entry": entry, "artifact": artifact, **more}
        return await self.run(f"stage.show({json.dumps(wanted)})")

    async def said(self, kind: str) -> list[dict[str, Any]]:
        """All that the frames said of one kind so far."""
        return list(await self.run(f"stage.said.filter((words) => words.type === {json.dumps(kind)})"))


@asynccontextmanager
async def staged(
    link: str, folder: Path, libraries: tuple[str, ...] = ("kind:react", "recharts")
) -> AsyncIterator[Stage]:
    """A browser whose page is the workspace's own. Raises SetupMissing where the frame is not built."""
    if not KIT.is_file():
        raise SetupMissing("the frame is not built.", hint="In a checkout: make web")
    async with viewing(folder) as viewer:
        await viewer.open(link)
        await viewer.quiet()
        yield await set_up(viewer, libraries)


async def set_up(viewer: Viewer, libraries: tuple[str, ...] = ()) -> Stage:
    """The page that is open becomes a stage."""
    await viewer.run(KIT.read_text("utf-8"))
    return Stage(viewer, str(await viewer.run(_STAGE % json.dumps(list(libraries)))), libraries)
