"""Which mechanism is chosen, on trees of files that look like the kernel's."""

from __future__ import annotations

import os
from pathlib import Path

from deskhand.desk.cells.limits import Limits, control_group
from deskhand.desk.cells.room import folder_room
from deskhand.desk.cells.watch import processes_of, usage_of

LIMITS = Limits(processes=64, memory_mib=512)


def own_groups(folder: Path, text: str) -> Path:
    path = folder / "own"
    path.write_text(text)
    return path


def test_a_hierarchy_of_version_1_is_used_where_this_process_is_at_its_root(tmp_path: Path) -> None:
    for controller in ("pids", "memory"):
        (tmp_path / controller).mkdir()
    own = own_groups(tmp_path, "4:memory:/someone/else\n3:pids:/\n")
    group = control_group("d", LIMITS, tmp_path, own)
    assert group.mechanisms == {"processes": "pids control group (v1)"}
    assert (tmp_path / "pids/d/pids.max").read_text() == "64"
    assert not (tmp_path / "memory/d").exists()


def test_version_2_is_used_for_the_controllers_that_are_enabled(tmp_path: Path) -> None:
    (tmp_path / "cgroup.controllers").write_text("cpu memory pids")
    (tmp_path / "cgroup.subtree_control").write_text("memory pids")
    group = control_group("d", LIMITS, tmp_path, own_groups(tmp_path, "0::/\n"))
    assert set(group.mechanisms) == {"processes", "memory"}
    assert (tmp_path / "d/memory.max").read_text() == str(512 * 1024 * 1024)


def test_a_machine_without_control_groups_leaves_the_other_mechanisms(tmp_path: Path) -> None:
    group = control_group("d", LIMITS, tmp_path / "none", own_groups(tmp_path, "0::/\n"))
    assert (group.mechanisms, group.folders) == ({}, [])


def test_processes_below_one_are_found_with_what_they_use() -> None:
    used = usage_of(os.getppid())
    assert os.getpid() in processes_of(os.getppid())
    assert next(one for one in used if one.pid == os.getpid()).private_mib > 1


def test_a_folder_is_measured_without_following_links(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/file").write_bytes(os.urandom(2 * 1024 * 1024))
    (tmp_path / "a/up").symlink_to("/usr")
    assert 2 <= folder_room(tmp_path).mib < 3
