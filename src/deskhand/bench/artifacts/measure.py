"""How soon an artifact is painted, anew and again, how often one that is being written is, and what a script that never
ends does to the page around it. It does not know how the numbers are shown.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from deskhand.bench.artifacts.stage import Stage, staged
from deskhand.bench.goals import Report, goal, percentile, times_row
from deskhand.bench.workspace.serving import served
from deskhand.core.errors import LimitExceeded
from deskhand.settings import from_environment

WARM_PAINT_MS_MAX = 250
RERENDER_MS_MAX = 110
STALL_MS_MAX = 100
CALM_MS = 6_000
"""As long as it takes until a person would be asked about a frame that hangs."""
PREVIEW_FPS_MIN = 20
_SAMPLES = "deskhand.bench.artifacts"

Progress = Callable[[str], None]

_STALL = """
new Promise((resolve) => {
  let last = performance.now(), longest = 0;
  const { port1, port2 } = new MessageChannel();
  const before = stage.ended.length;
  const until = performance.now() + %s;
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (stage.busy) stage.showing.stop();
    if (stage.ended.length > before) resolve({ longest, why: stage.ended.at(-1) });
    else if (now > until) resolve({ longest, why: "calm" });
    else setTimeout(() => port2.postMessage(null), 4);
  };
  port2.postMessage(null);
})
"""
"""The longest time in which the page did nothing else, until it would ask a person about the frame, and they have it
stopped, or until the given time is over; milliseconds."""

_STREAM = """
(async () => {
  const text = %s, began = performance.now();
  let count = 0;
  for (let end = 40; end <= text.length; end += 40) {
    const files = { a: text.slice(0, end) };
    const words = await stage.show({ kind: %s, files, entry: "a", artifact: %s, partial: true });
    if (words.type !== "painted") throw new Error(JSON.stringify(words));
    count += 1;
  }
  return { count, ms: performance.now() - began };
})()
"""


async def measure(progress: Progress, *, quick: bool = False) -> Report:
    """Raises SetupMissing where there is no Chromium or no built frame, LimitExceeded when nothing is painted."""
    rounds = 5 if quick else 21
    with tempfile.TemporaryDirectory(prefix="deskhand-bench-") as name:
        folder = Path(name)
        home = {**from_environment().environment, "DESKHAND_HOME": str(folder / "home")}
        rows: list[dict[str, Any]] = [_machine("before")]
        async with served(home) as link, staged(link, folder / "profile") as stage:
            progress(f"{rounds} artifacts, each in a warm frame of its own")
            warm = [await _painted(stage, number, f"warm-{number}") for number in range(rounds + 1)][1:]
            progress(f"{rounds} versions in the same frame")
            again = [await _painted(stage, number, "again") for number in range(rounds + 2)][2:]
            progress("artifacts while they are written")
            previews = {kind: await _previews(stage, kind) for kind in ("markdown", "html", "svg")}
            progress("a script that never ends")
            stalls, calms = zip(*[await _stall(stage) for _ in range(1 if quick else 3)], strict=True)
    rows += [
        times_row("warm paint", "text to painted React, chart and Tailwind", warm),
        times_row("rerender", "the same frame", again),
        *({"what": "preview", "way": kind, "fps": round(fps, 1)} for kind, fps in previews.items()),
        times_row("stall", "the page, while a frame is in an endless loop", stalls),
        times_row("stall", "the page, as long beside a frame that does nothing", calms),
        _machine("after"),
    ]
    return Report(
        goals=(
            goal("warm_paint_p50_ms", percentile(warm, 0.5), WARM_PAINT_MS_MAX, better="lower"),
            goal("rerender_p50_ms", percentile(again, 0.5), RERENDER_MS_MAX, better="lower"),
            goal("endless_loop_app_stall_ms", max(stalls), STALL_MS_MAX, better="lower"),
            goal("stream_preview_fps", min(previews.values()), PREVIEW_FPS_MIN),
        ),
        rows=tuple(rows),
    )


def sample(name: str) -> str:
    """A text of those that are measured."""
    return (files(_SAMPLES) / "samples" / name).read_text("utf-8")


async def _painted(stage: Stage, number: int, artifact: str) -> float:
    """From the text until the page is told that it was painted; the spare frame is warm. Milliseconds."""
    await stage.run("stage.showing.warmed()")
    await stage.viewer.quiet()
    text = sample("board.tsx").replace("NUMBER", str(number))
    words = await stage.show("react", {"Board.tsx": text}, "Board.tsx", artifact)
    if words["type"] != "painted":
        raise LimitExceeded(f"the artifact was not painted: {words}", hint="See what it says.")
    return float(words["page_ms"])


async def _previews(stage: Stage, kind: str) -> float:
    """Painted states a second, of a text that grows by 40 letters each time."""
    text = sample(f"report.{kind}")
    told = await stage.run(_STREAM % (_text(text), _text(kind), _text(f"stream-{kind}")))
    if told is None:
        raise LimitExceeded(f"an artifact of the kind {kind} was not painted while it was written.", hint="Try again.")
    return float(told["count"]) / (float(told["ms"]) / 1000)


async def _stall(stage: Stage) -> tuple[float, float]:
    """With a loop, and as long without: what else the machine does is in both."""
    words = await stage.show("react", {"Loop.tsx": sample("loop.tsx")}, "Loop.tsx", f"loop-{time.monotonic_ns()}")
    if words["type"] != "painted":
        raise LimitExceeded(f"the artifact was not painted: {words}", hint="See what it says.")
    told = await stage.run(_STALL % "Infinity")
    if told["why"] != "stopped":
        raise LimitExceeded(f"the frame ended as {told['why']!r}, not as one that was stopped.", hint="Try again.")
    await _painted(stage, 0, f"calm-{time.monotonic_ns()}")
    calm = await stage.run(_STALL % CALM_MS)
    return float(told["longest"]), float(calm["longest"])


def _text(words: str) -> str:
    return json.dumps(words)


def _machine(when: str) -> dict[str, Any]:
    load_1m = round(os.getloadavg()[0], 2)
    return {"what": "machine", "way": when, "cores": os.cpu_count(), "load_1m": load_1m, "at": round(time.time())}
