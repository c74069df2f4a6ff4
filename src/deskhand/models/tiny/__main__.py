"""`python -m deskhand.models.tiny`: serve the tiny model until Ctrl-C. The first line says where."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys

from deskhand.core.errors import DeskhandError
from deskhand.models.tiny.engines import DEFAULT, ENGINES

try:
    from deskhand.models.tiny.server import serving
except ModuleNotFoundError as missing:
    sys.exit(f"The tiny model needs the package {missing.name}. Run: pip install 'deskhand[tiny]'")


async def _serve(seed: int, port: int, engine: str) -> None:
    async with serving(seed, port, engine) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m deskhand.models.tiny", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--seed", type=int, default=0, help="which random weights")
    parser.add_argument("--engine", choices=ENGINES, default=DEFAULT, help="what computes; transformers: a tiny Llama")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        try:
            asyncio.run(_serve(given.seed, given.port, given.engine))
        except DeskhandError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
