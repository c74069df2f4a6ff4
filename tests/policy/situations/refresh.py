"""Ask a real desk about every situation and keep its answers: `python -m tests.policy.situations.refresh [NAME ...]`.

NAME: only the templates whose name contains it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.policy.situations import golden
from tests.policy.situations.corpus import HALVES, templates
from tests.policy.situations.stage import stage

_TEMPLATE_S = 60


async def refresh(names: list[str]) -> None:
    wanted = [t for half in HALVES for t in templates(half) if not names or any(name in t.name for name in names)]
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        async with stage(Path(place), wanted) as standing:
            for template in wanted:
                began = time.monotonic()
                try:
                    async with asyncio.timeout(_TEMPLATE_S):
                        golden.write(template.half, template.name, await standing.targets(template))
                except (LookupError, TimeoutError) as error:
                    failed += 1
                    print(f"FAILED {template.half} {template.name}: {error!r}")
                    continue
                print(
                    f"{template.half} {template.name}: {len(template.situations)} in {time.monotonic() - began:.1f} s"
                )
    print(f"{len(wanted)} templates, {failed} failed")


if __name__ == "__main__":
    asyncio.run(refresh(sys.argv[1:]))
