"""A page that plays a scene whenever it is clicked, in a real Chromium."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

from tests.desk.screen.programs import ChromiumProgram, chromium_program, until
from tests.desk.screen.xserver import Display
from tests.desk.settling.scenes import Scene

_HTML = """<!doctype html><meta charset=utf-8><title>scene</title>
<style>
  body { margin: 0; height: 520px; overflow: hidden; }
  #part { position: absolute; left: 200px; top: 60px; width: 400px; height: 250px; transition: background %(fade)s; }
  #loop { position: absolute; left: 100px; top: 330px; width: 22px; height: 22px; border: 0; outline: 0; }
  .spinner { background: conic-gradient(red, blue); border-radius: 50%%; animation: turn .6s linear infinite; }
  @keyframes turn { to { rotate: 1turn } }
</style>
<div id=part></div><%(tag)s id=loop class=%(loop)s></%(tag)s>
<script>
  const scene = %(scene)s
  let clicks = 0, left = 0, painted = 0
  const paint = () => { painted += 1; part.style.background = `hsl(${painted * 67 %% 360}, 60%%, 60%%)` }
  const frames = then => requestAnimationFrame(() => requestAnimationFrame(then))
  document.onmousedown = event => {
    event.preventDefault()
    clicks += 1
    for (const at of scene.at_s) {
      left += 1
      setTimeout(() => { paint(); setTimeout(() => frames(() => { left -= 1 }), %(settle_ms)d) }, at * 1000)
    }
  }
  if (scene.loop == "caret") loop.focus()
  if (scene.loop == "film") {
    Object.assign(loop, { width: 600, height: 200 }).style = "width: 600px; height: 200px"
    const context = loop.getContext("2d")
    const draw = now => {
      context.fillStyle = `hsl(${now / 7 %% 360}, 70%%, 50%%)`
      context.fillRect(0, 0, 600, 200)
      requestAnimationFrame(draw)
    }
    requestAnimationFrame(draw)
  }
</script>"""
_TAGS = {"": "div", "caret": "textarea", "spinner": "div", "film": "canvas"}
_FADE_MS = 250


class ScenePage:
    """The page on the screen."""

    def __init__(self, program: ChromiumProgram) -> None:
        self._program = program

    async def over(self) -> None:
        """Everything that clicks have begun is painted."""

        async def done() -> bool:
            return bool(await self._program.evaluate("left == 0"))

        assert await until(done)


@contextlib.asynccontextmanager
async def page(display: Display, folder: Path, scene: Scene, *, fade: bool) -> AsyncIterator[ScenePage]:
    """fade: repaints take a quarter of a second of small steps."""
    html = _HTML % {
        "scene": json.dumps(scene._asdict()), "tag": _TAGS[scene.loop], "loop": scene.loop or "none",
        "fade": f"{_FADE_MS}ms" if fade else "0s", "settle_ms": _FADE_MS if fade else 0,
    }  # fmt: skip
    async with chromium_program(display, folder, html) as program:
        yield ScenePage(program)
