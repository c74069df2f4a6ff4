"""Snapshots: what comes back, what is left alone, and what a stranger's files can't do to them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.core.elements import Page
from deskhand.core.errors import LimitExceeded, NotFound
from deskhand.desk.shell.copying import FICLONE
from deskhand.desk.shell.snapshots import Snapshots


@pytest.fixture
def work(tmp_path: Path) -> Path:
    work = tmp_path / "work"
    (work / "deep" / "er").mkdir(parents=True)
    (work / "notes.txt").write_text("first")
    (work / "deep" / "er" / "run.sh").write_text("#!/bin/sh\n")
    (work / "deep" / "er" / "run.sh").chmod(0o750)
    (work / "link").symlink_to("/etc/passwd")
    return work


def contents(folder: Path) -> dict[str, str]:
    """Every path below a folder, with what it is."""
    found = {}
    for path in sorted(folder.rglob("*")):
        kind = (
            f"-> {path.readlink()}" if path.is_symlink() else "folder" if path.is_dir() else path.read_text("latin-1")
        )
        found[str(path.relative_to(folder))] = kind
    return found


def inode_of(path: Path) -> int:
    return path.stat().st_ino


async def test_going_back_brings_every_file_back_and_can_be_undone(work: Path, tmp_path: Path) -> None:
    snapshots = Snapshots(work, tmp_path / "store")
    before, inode = contents(work), inode_of(work)
    first = await snapshots.take("start", [Page(title="Home", address="http://x.test")])
    (work / "notes.txt").write_text("second")
    (work / "new").write_text("new")
    (work / "deep" / "er" / "run.sh").unlink()
    after = contents(work)
    restored = await snapshots.restore(first.id)
    assert restored == first and contents(work) == before and inode_of(work) == inode
    assert (work / "deep/er/run.sh").stat().st_mode & 0o777 == 0o750
    undo = (await snapshots.list())[-1]
    assert undo.label == "before going back to s1: start"
    await snapshots.restore(undo.id)
    assert contents(work) == after


async def test_the_info_counts_files_and_bytes_and_names_what_is_left_out(work: Path, tmp_path: Path) -> None:
    (work / "mine").mkdir()
    os.mkfifo(work / "pipe")
    info = await Snapshots(work, tmp_path / "store", mounts=["mine"]).take("x")
    assert (info.files, info.bytes) == (3, len("first#!/bin/sh\n"))
    assert info.note == ("Folders of the person's own are not in it: mine. 1 pipes, sockets or devices were left out.")


async def test_mounts_are_not_copied_and_not_touched(work: Path, tmp_path: Path) -> None:
    (work / "mine").mkdir()
    (work / "mine" / "book").write_text("book")
    inode = (work / "mine").stat().st_ino
    snapshots = Snapshots(work, tmp_path / "store", mounts=["mine"])
    info = await snapshots.take("x")
    (work / "mine" / "book").write_text("changed")
    await snapshots.restore(info.id)
    assert (work / "mine" / "book").read_text() == "changed" and (work / "mine").stat().st_ino == inode
    assert not (tmp_path / "store" / info.id / "files" / "mine").exists()


async def test_a_file_changed_in_place_does_not_change_the_snapshot(work: Path, tmp_path: Path) -> None:
    snapshots = Snapshots(work, tmp_path / "store")
    info = await snapshots.take("x")
    with (work / "notes.txt").open("r+") as file:
        file.write("FIRST")
    await snapshots.restore(info.id)
    assert (work / "notes.txt").read_text() == "first"
    with (work / "notes.txt").open("r+") as file:
        file.write("again")
    await snapshots.restore(info.id)
    assert (work / "notes.txt").read_text() == "first"


async def test_only_the_last_are_kept_and_the_one_gone_back_to_is_not_lost(work: Path, tmp_path: Path) -> None:
    snapshots = Snapshots(work, tmp_path / "store", keep=3)
    for n in range(5):
        (work / "notes.txt").write_text(str(n))
        await snapshots.take(str(n))
    assert [info.label for info in await snapshots.list()] == ["2", "3", "4"]
    await snapshots.restore("s3")
    assert (work / "notes.txt").read_text() == "2"
    assert [info.id for info in await snapshots.list()] == ["s3", "s4", "s5", "s6"]


@pytest.mark.parametrize("limits", [{"files_max": 2}, {"bytes_max": 10}])
async def test_a_work_folder_too_large_is_refused_and_leaves_nothing(
    work: Path, tmp_path: Path, limits: dict[str, int]
) -> None:
    snapshots = Snapshots(work, tmp_path / "store", **limits)  # type: ignore[arg-type]
    with pytest.raises(LimitExceeded):
        await snapshots.take("x")
    assert list((tmp_path / "store").iterdir()) == []


async def test_a_sparse_file_stays_sparse(work: Path, tmp_path: Path) -> None:
    with (work / "disk").open("wb") as file:
        file.truncate(1 << 30)
        file.seek(1 << 29)
        file.write(b"middle")
    snapshots = Snapshots(work, tmp_path / "store")
    info = await snapshots.take("x")
    copy = tmp_path / "store" / info.id / "files" / "disk"
    assert copy.stat().st_size == 1 << 30 and copy.stat().st_blocks * 512 < 1 << 20
    with copy.open("rb") as file:
        file.seek(1 << 29)
        assert file.read(8) == b"middle\0\0"


@pytest.mark.parametrize("name", ["", "s9", "../work", "s1/../s1", "s1\0", "S1", "s" + "1" * 40])
async def test_a_snapshot_that_is_not_there_is_told_with_those_that_are(work: Path, tmp_path: Path, name: str) -> None:
    snapshots = Snapshots(work, tmp_path / "store")
    await snapshots.take("x")
    for refused in (snapshots.restore(name), snapshots.delete(name)):
        with pytest.raises(NotFound, match="There are: s1"):
            await refused


async def test_what_a_killed_snapshot_left_is_cleared(work: Path, tmp_path: Path) -> None:
    (tmp_path / "store" / "s7.unfinished" / "files").mkdir(parents=True)
    snapshots = Snapshots(work, tmp_path / "store")
    assert (await snapshots.take("x")).id == "s1"
    await snapshots.delete("s1")
    assert list(await snapshots.list()) == [] and list((tmp_path / "store").iterdir()) == []


def test_the_reflink_number_is_that_of_the_kernel_header() -> None:
    direction_write, size, kind, number = 1, 4, 0x94, 9
    assert direction_write << 30 | size << 16 | kind << 8 | number == FICLONE


NAMES = st.sampled_from(["a", "b", "c", "d/e", "d/f", "d/g/h", "é\n", "-rf", "...", "s1"])
TREES = st.dictionaries(NAMES, st.one_of(st.binary(max_size=20), st.sampled_from(["..", "a", "/", "d"])), max_size=6)


def build(work: Path, tree: dict[str, bytes | str]) -> None:
    for name, content in tree.items():
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.is_file():
            path.unlink()
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.symlink_to(content)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=TREES, second=TREES)
async def test_any_tree_comes_back_as_it_was(work: Path, tmp_path: Path, first: dict[str, bytes | str], second: dict[str, bytes | str]) -> None:  # fmt: skip # noqa: E501
    snapshots = Snapshots(work, tmp_path / "store", keep=3)
    build(work, first)
    before = contents(work)
    info = await snapshots.take("x")
    build(work, second)
    await snapshots.restore(info.id)
    assert contents(work) == before
