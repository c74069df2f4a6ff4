"""Places where a wall can't stand, made by taking its mechanism away: no desk, with the exact mend; or the weaker one
by its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.limits import control_group
from deskhand.desk.cells.places import screen_limits, shell_limits
from deskhand.desk.cells.standing import walls_in_force
from tests.walls.conftest import SPEC

pytestmark = [
    pytest.mark.desk,
    pytest.mark.skipif(os.geteuid() != 0, reason="root takes mechanisms away from a process of its own"),
]

ATTEMPT = """
import asyncio, json, sys
from pathlib import Path
from deskhand.core.errors import SetupMissing
from deskhand.desk.base import DeskSpec
from deskhand.desk.doctor import examine, must_stand
from deskhand.core.acts import Open
from deskhand.core.errors import DeskhandError, NotFound
from deskhand.desk.local import LocalDesk
async def pages_of(desk):
    while True:
        try:
            return (await desk.elements()).pages
        except NotFound:  # the browser is on its way from one page to the next
            await asyncio.sleep(0.1)
async def main():
    found = await examine(Path(sys.argv[1]))
    said = {"missing": {one.id: one.mend for one in found if one.needed and not one.ok}}
    said["lesser"] = {one.id: one.mend for one in found if not one.needed and not one.ok}
    said["limits"] = {one.id: one.mechanism for one in found if one.id.startswith("limit_")}
    try:
        must_stand(found)
    except SetupMissing as error:
        said["doctor"] = error.hint
    try:
        desk = await LocalDesk.start(Path(sys.argv[1]) / "desk", DeskSpec())
        try:
            if sys.argv[2]:
                await desk.write_file("a.html", b"<title>hello</title>")
                await desk.act(Open(target=sys.argv[2]))
                said["pages"] = {page.address: page.title for page in await pages_of(desk)}
        except DeskhandError as error:
            said["browser"] = f"{error.message} {error.hint}"
        said["walls"] = desk.info.walls
        await desk.close()
    except SetupMissing as error:
        said["desk"] = error.hint
    print(json.dumps(said))
asyncio.run(main())
"""

OVER = "mount -t tmpfs none /mnt; mkdir /mnt/u /mnt/w; mount -t overlay -o lowerdir=/usr/bin,upperdir=/mnt/u,"
OVER += "workdir=/mnt/w none /usr/bin; rm"
"""A /usr/bin of its own, without one of its programs."""

HERE = Path(__file__).parent

WITHOUT = {
    "user namespaces": ("echo 0 > /proc/sys/user/max_user_namespaces", ["unshare", "--user", "--map-root-user"]),
    "nested namespaces": ("true", [sys.executable, str(HERE / "without.py"), "nested", "30"]),
    "filters of system calls": ("true", [sys.executable, str(HERE / "without.py"), "calls", "seccomp"]),
    "entering namespaces": ("true", [sys.executable, str(HERE / "without.py"), "calls", "setns"]),
    "a /proc that can be mounted": ("mount -t tmpfs none /proc/fs", ["unshare", "--mount"]),
    "bubblewrap that works": ("mount --bind /usr/bin/false /usr/bin/bwrap", ["unshare", "--mount"]),
    "control groups": ("mount -t tmpfs none /sys/fs/cgroup", ["unshare", "--mount"]),
    **{
        name: (f"{OVER} /usr/bin/{name}", ["unshare", "--mount"])
        for name in ("bwrap", "unshare", "mount", "nsenter", "python3", "Xvnc", "openbox")
    },
}


def attempt(without: str, folder: Path, *, target: str = "") -> dict[str, dict[str, str]]:
    take_away, place = WITHOUT[without]
    script = f'{take_away}; exec "$@"'
    done = subprocess.run(
        [*place, "sh", "-c", script, "sh", sys.executable, "-c", ATTEMPT, str(folder), target],
        capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, dict[str, str]] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize(
    ("without", "missing", "mend"),
    [
        ("a /proc that can be mounted", "bubblewrap", "systempaths=unconfined"),
        pytest.param("bubblewrap that works", "bubblewrap", "", marks=pytest.mark.slow),
        ("user namespaces", "namespaces", "not root"),
        pytest.param("filters of system calls", "seccomp", "CONFIG_SECCOMP_FILTER", marks=pytest.mark.slow),
        ("bwrap", "bwrap", "apt-get install bubblewrap"),
        pytest.param("unshare", "unshare", "apt-get install bubblewrap util-linux", marks=pytest.mark.slow),
        pytest.param("mount", "mount", "apt-get install mount", marks=pytest.mark.slow),
        pytest.param("Xvnc", "Xvnc", "apt-get install tigervnc-standalone-server", marks=pytest.mark.slow),
        pytest.param("openbox", "openbox", "apt-get install openbox", marks=pytest.mark.slow),
    ],
)
def test_without_a_wall_there_is_no_desk_and_both_ways_in_say_the_mend(
    tmp_path: Path, without: str, missing: str, mend: str
) -> None:
    said = attempt(without, tmp_path)
    assert said["missing"][missing] and said["doctor"]
    assert mend in said["desk"] and (not mend.startswith("systempaths") or mend in said["missing"][missing])


def test_without_the_systems_python_there_is_no_desk(tmp_path: Path) -> None:
    assert "apt-get install python3" in attempt("python3", tmp_path)["desk"]


def test_with_all_mechanisms_the_browser_opens_a_file_and_links_are_not_followed(tmp_path: Path) -> None:
    """The same attempt where nothing is taken away."""
    WITHOUT["nothing"] = ("true", ["unshare", "--mount"])
    said = attempt("nothing", tmp_path, target="/work/a.html")
    assert said["pages"] == {"file:///work/a.html": "hello"} and not said["lesser"] and not said["missing"]
    assert said["walls"]["links"].startswith("not followed")


@pytest.mark.parametrize(
    ("without", "why", "mend"),
    [
        ("nsenter", "nsenter is not installed", "apt-get install util-linux"),
        pytest.param("entering namespaces", "Operation not permitted", "allows setns", marks=pytest.mark.slow),
    ],
)
def test_where_links_can_not_be_kept_from_being_followed_the_browser_opens_no_file(
    tmp_path: Path, without: str, why: str, mend: str
) -> None:
    said = attempt(without, tmp_path, target="/work/a.html")
    assert "desk" not in said and "doctor" not in said
    assert said["walls"]["links"].startswith("followed") and why in said["walls"]["links"]
    assert mend in said["lesser"]["links"]
    assert "hello" not in said.get("pages", {}).values()


def test_without_nested_namespaces_the_browser_does_not_run_without_its_sandbox(tmp_path: Path) -> None:
    said = attempt("nested namespaces", tmp_path, target="about:blank")
    assert "nested user namespaces" in said["missing"]["nested"] and said["doctor"]
    assert "its own sandbox" in said["browser"] and "deskhand doctor" in said["browser"] and "pages" not in said


def test_without_control_groups_the_weaker_mechanisms_do_the_work_and_are_named(tmp_path: Path) -> None:
    said = attempt("control groups", tmp_path)
    assert "desk" not in said and "doctor" not in said
    assert said["limits"]["limit_processes"] == "RLIMIT_NPROC in a user namespace"
    assert "measured once a second" in said["limits"]["limit_memory"]


def test_the_walls_of_a_desk_name_the_mechanism_that_is_in_force(tmp_path: Path) -> None:
    nothing = tmp_path / "own"
    nothing.write_text("0::/\n")
    group = control_group("d", shell_limits(SPEC), tmp_path / "none", nothing)
    walls = walls_in_force(SPEC, group, identity_for())
    assert walls["processes"].startswith("RLIMIT_NPROC") and "nice" in walls["processor"]
    assert "256 MiB in the shell" in walls["memory"] and "96 MiB" in walls["disk"]
    assert screen_limits(SPEC).memory_mib
