"""Files that a person put on the desk are there whatever was killed, and on every desk that is made anew."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from soak.victims import below, keeper_of, outliving

from deskhand.core.errors import InvalidInput
from deskhand.desk.base import DeskSpec
from deskhand.desk.open import open_desk
from tests.cli.shell import TIMEOUT_S, deskhand
from tests.soak.started import Started

pytestmark = pytest.mark.desk

FILES = 200


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(str(number))
    (folder / "first.txt").symlink_to("0.txt")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    yield folder
    deskhand(folder, "sessions", "prune", "--days", "0", "--yes")


def test_a_keeper_killed_as_it_starts_costs_none_of_the_files_that_were_put(home: Path, mine: Path) -> None:
    task = f"run `ls mine | wc -l` as count\nexpect count is {FILES + 1}\nexpect the file mine/first.txt exists"
    with Started(home, task, "--put", str(mine)) as first:
        until = time.monotonic() + TIMEOUT_S
        while not (keepers := [pid for path in home.glob("desks/*") if (pid := keeper_of(path))]):
            assert time.monotonic() < until
        os.kill(keepers[0], signal.SIGKILL)
        code, words = first.end()
    assert code == 0, words


@pytest.mark.parametrize("left", ["half a copy", "nothing"])
async def test_a_desk_that_is_made_anew_before_it_was_whole_has_all_files(
    tmp_path: Path, mine: Path, left: str
) -> None:
    run_dir, spec = tmp_path / "run", DeskSpec(files={"mine": str(mine)})
    desk = await open_desk(run_dir, spec)
    keeper = keeper_of(run_dir)
    assert keeper is not None
    family = below(keeper)
    os.kill(keeper, signal.SIGKILL)
    assert not outliving(family, 20)
    await desk.detach()
    if left == "nothing":
        shutil.rmtree(run_dir / "desk")
    else:
        (run_dir / "desk/brought-in").unlink()
        (run_dir / "desk/work/mine/1.txt").unlink()
    desk = await open_desk(run_dir, spec)
    try:
        assert len(await desk.list_files("mine")) == FILES + 1
        assert (await desk.run("cat mine/first.txt mine/1.txt")).output == "01"
    finally:
        await desk.close()


async def test_what_can_not_be_copied_is_named(tmp_path: Path, mine: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(mine / "door"))
        with pytest.raises(InvalidInput, match=r"mine can't be put on the desk: .*door"):
            await open_desk(tmp_path / "run", DeskSpec(files={"mine": str(mine)}))
