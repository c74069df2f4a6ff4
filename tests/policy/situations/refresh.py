"""Ask a real desk about every situation and keep its answers: `python -m tests.policy.situations.refresh [NAME ...]`.

NAME: only the templates whose name contains it, or the parts ("second"). `--requests`: what acts would reach is kept as
it is, only what their pages would send is seen anew; `--targets`: the other way round. `--missing`: only templates of
which something is not kept, those first of which nothing is. `--seconds=N`: no template is begun after so long;
`--missing` goes on where that ended.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from deskhand.core.errors import DeskhandError
from tests.policy.situations import golden
from tests.policy.situations.corpus import EVERY, Template, templates
from tests.policy.situations.stage import Stage, stage

_TEMPLATE_S = 90


async def refresh(names: list[str], *, only: str, missing_only: bool, most_s: float) -> None:
    wanted = [
        t
        for half in EVERY
        for t in templates(half)
        if not names or any(name in t.name or name == t.half for name in names)
    ]
    if missing_only:
        wanted = [t for t in wanted if golden.missing(t.half, t.situations, with_requests=True)]
        wanted.sort(key=lambda t: not golden.missing(t.half, t.situations))
    started = time.monotonic()
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        async with stage(Path(place), wanted) as standing:
            for template in wanted:
                began = time.monotonic()
                if began - started > most_s:
                    print(f"{template.half} {template.name}: not begun")
                    break
                try:
                    async with asyncio.timeout(_TEMPLATE_S):
                        golden.write(template.half, template.name, await _told(standing, template, only))
                except (LookupError, TimeoutError, DeskhandError) as error:
                    failed += 1
                    why = type(error).__name__ if template.half == "held" else repr(error)
                    print(f"FAILED {template.half} {template.name}: {why}", flush=True)
                    continue
                took = f"{len(template.situations)} in {time.monotonic() - began:.1f} s"
                print(f"{template.half} {template.name}: {took}", flush=True)
    print(f"{len(wanted)} templates, {failed} failed")


async def _told(standing: Stage, template: Template, only: str) -> dict[str, dict[str, Any]]:
    kept = golden.read(template.half)
    told = {each.id: kept[each.id] for each in template.situations} if only == "requests" else (
        await standing.targets(template)
    )  # fmt: skip
    if only == "targets":
        requests = {key: kept[key]["requests"] for key in told if "requests" in kept.get(key, {})}
    else:
        requests = await standing.requests(template)
    return {key: entry | ({"requests": requests[key]} if key in requests else {}) for key, entry in told.items()}


if __name__ == "__main__":
    told = [word for word in sys.argv[1:] if not word.startswith("--")]
    limit = next((float(word.partition("=")[2]) for word in sys.argv if word.startswith("--seconds=")), float("inf"))
    only = next((word for word in ("requests", "targets") if f"--{word}" in sys.argv), "")
    asyncio.run(refresh(told, only=only, missing_only="--missing" in sys.argv, most_s=limit))
