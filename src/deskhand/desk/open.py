"""Opens the desk of a run folder: attaches to its living keeper, or starts one.

It does not know what the desk will be used for.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path

from deskhand.core.errors import Conflict, DeskhandError, DeskLost
from deskhand.desk.base import DeskSpec
from deskhand.desk.client import DeskClient
from deskhand.desk.keeper.folder import LOG_NAME, write_spec
from deskhand.desk.keeper.wire import error_from
from deskhand.desk.launching import launch_keeper
from deskhand.desk.programs.pipes import read_line

_START_TIMEOUT_S = 60.0
_TRIES = 120
_STARTS_MAX = 3
_PAUSE_S = 0.25
"""Between two looks at a folder whose lock is held: by a desk that is just starting or just ending."""


async def open_desk(
    run_dir: Path,
    spec: DeskSpec = DeskSpec(),
    *,
    alone: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> DeskClient:
    """The desk of this folder, attached to. A desk that is already there keeps the spec it was made with.

    alone: every other driver of it is put out, and what it had asked for is broken off. progress: told in words what
    takes time. Raises SetupMissing with the mend when this machine can't hold a desk, and what is wrong with the spec
    (NotFound, InvalidInput).
    """
    await asyncio.to_thread(run_dir.mkdir, mode=0o700, parents=True, exist_ok=True)
    starts = 0
    for _ in range(_TRIES):
        try:
            return await DeskClient.attach(run_dir, alone=alone)
        except DeskLost:
            progress("Starting the desk ...")
        try:
            await _start_keeper(run_dir, spec)
        except DeskLost:  # it, or a part of it, died as it started: that may be chance, once or twice
            starts += 1
            if starts == _STARTS_MAX:
                raise
        except Conflict:
            progress("Waiting for a desk that is just starting or ending ...")
            await asyncio.sleep(_PAUSE_S)
    return await DeskClient.attach(run_dir, alone=alone)


async def _start_keeper(run_dir: Path, spec: DeskSpec) -> None:
    """Start a keeper that outlives this process, and wait until it answers or says why it can't."""
    write_spec(run_dir, spec)
    read_end, write_end = os.pipe()
    try:
        try:
            await launch_keeper(run_dir, write_end)
        finally:
            os.close(write_end)
        line = await read_line(read_end, _START_TIMEOUT_S, line_bytes_max=4096)
    except DeskLost:
        raise DeskLost(
            f"The keeper of the desk in {run_dir} did not start.", hint=f"See {run_dir / LOG_NAME}."
        ) from None
    finally:
        os.close(read_end)
    if line != "ready":
        raise _failure(line)


def _failure(line: str) -> DeskhandError:
    try:
        return error_from(json.loads(line))
    except ValueError:
        return error_from(None)
