"""Keepers come from a nursery, which is started with the first and again when it has gone."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

from deskhand.desk.keeper.folder import LOG_NAME
from deskhand.desk.launching import _doors, launch_keeper
from deskhand.desk.programs.pipes import read_line


async def said(run_dir: Path) -> list[str]:
    """What a keeper says that finds no spec in its folder."""
    read_end, write_end = os.pipe()
    try:
        await launch_keeper(run_dir, write_end)
        os.close(write_end)
        words: list[str] = json.loads(await read_line(read_end, 60, line_bytes_max=4096))
        return words
    finally:
        os.close(read_end)


async def test_each_keeper_works_in_its_own_folder_and_says_how_it_went(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        kind, message, _ = await said(tmp_path / name)
        assert kind == "InvalidInput"
        assert str(tmp_path / name) in message
        assert (tmp_path / name / LOG_NAME).exists()


async def test_a_nursery_that_has_gone_is_started_again(tmp_path: Path) -> None:
    await said(tmp_path)
    with socket.socket(fileno=os.dup(_doors[os.getpid()])) as door:
        door.shutdown(socket.SHUT_RDWR)
    assert (await said(tmp_path))[0] == "InvalidInput"


async def test_a_nursery_is_not_used_by_a_fork_of_its_owner(tmp_path: Path) -> None:
    await said(tmp_path)
    door = _doors.pop(os.getpid())
    _doors[os.getpid() + 1_000_000] = door
    try:
        assert (await said(tmp_path))[0] == "InvalidInput"
        assert _doors[os.getpid()] != door
    finally:
        os.close(_doors.pop(os.getpid() + 1_000_000))
