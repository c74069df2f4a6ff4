"""The shell cell against the screen cell, and one desk against another: files, sockets, processes, links."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from deskhand.core.errors import DeskLost
from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.links import follow_no_links
from deskhand.desk.cells.places import shared_folders
from deskhand.desk.screen.screen import Screen
from tests.desk.cells.conftest import places_in
from tests.walls.conftest import Cells, both

pytestmark = pytest.mark.desk


async def test_the_shell_finds_nothing_of_the_screen(cells: Cells) -> None:
    await cells.screen.sh(
        "echo secret > ~/cookie; sleep 1000 >/dev/null 2>&1 & touch /tmp/.X11-unix/X0 /run/ctl/vnc.sock"
    )
    _, output = await cells.shell.sh(
        "ls ~/cookie /tmp/.X11-unix /run/ctl /run/user/1000/bus /run/egress/../screen 2>/dev/null; pgrep sleep;"
        "grep -rl secret /home /run /tmp /work /proc/[0-9]*/root/home 2>/dev/null; grep -c . /proc/net/unix"
    )
    assert output == "1\n"  # the headline of /proc/net/unix


async def test_one_desk_finds_nothing_of_another(cells: Cells, tmp_path: Path) -> None:
    other = await both(places_in(tmp_path / "other"))
    try:
        await other.shell.sh("echo secret > /work/theirs; echo secret > ~/theirs")
        for cell in (cells.shell, cells.screen):
            _, output = await cell.sh("find / -name theirs 2>/dev/null; ls /boot /newroot 2>/dev/null")
            assert output == ""
    finally:
        await other.shell.cell.close()
        await other.screen.cell.close()


@pytest.mark.parametrize("target", ["/home/agent/cookie", "../home/agent/cookie", "/proc/self/root/home/agent/cookie"])
async def test_a_link_that_the_shell_makes_leads_no_program_of_the_screen_to_the_profile(
    cells: Cells, target: str
) -> None:
    await cells.screen.sh("echo secret > ~/cookie")
    assert not await follow_no_links(cells.screen.cell.host_pid, identity_for(), shared_folders(DeskSpec()))
    await cells.shell.sh(f"ln -s {target} /work/link; ln -s /home/agent /work/downloads")
    _, output = await cells.screen.sh("cat /work/link; echo planted > /work/downloads/planted; ls ~/planted")
    assert "secret" not in output and "Too many levels of symbolic links" in output
    assert output.rstrip().endswith("No such file or directory")


async def test_where_links_must_be_followed_the_browser_opens_no_file_and_it_is_said_why(tmp_path: Path) -> None:
    assert "can't be reached" in await follow_no_links(2**22, identity_for(), [("/work", True)])
    places = places_in(tmp_path)
    places.close_files_to_browser()
    policy = json.loads((places.desk / "system/inside/chromium-policy.json").read_text())
    assert "file://*" in policy["URLBlocklist"]
    assert not [place for place in policy["URLAllowlist"] if place.startswith("file:")]


@pytest.mark.parametrize("instead", ["link", "folder", "file", "pipe"])
async def test_what_lies_where_the_screens_socket_should_be_is_refused_and_cleared(
    tmp_path: Path, instead: str
) -> None:
    places = places_in(tmp_path)
    door = places.x11 / "X0"
    if instead == "link":
        (tmp_path / "other").write_text("x")
        door.symlink_to(tmp_path / "other")
    elif instead == "folder":
        (door / "deep").mkdir(parents=True)
    else:
        door.write_text("x") if instead == "file" else os.mkfifo(door)
    with pytest.raises(DeskLost):
        await Screen.connect(door)
    places.clear_sockets()
    assert not list(places.x11.iterdir())
    assert instead != "link" or (tmp_path / "other").read_text() == "x"
