"""Who a desk is, and whose folders it may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deskhand.core.errors import InvalidInput, NotFound, SetupMissing
from deskhand.desk.base import Mount
from deskhand.desk.cells.identity import DESK_UID, identity_for

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="tells what root gives up")


@pytest.mark.parametrize(
    ("name", "error"), [("", InvalidInput), ("..", InvalidInput), ("a/b", InvalidInput), ("a\0", InvalidInput)]
)
def test_a_folder_needs_a_name_of_one_word(tmp_path: Path, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        identity_for((Mount(source=str(tmp_path), name=name),))


def test_a_folder_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        identity_for((Mount(source=str(tmp_path / "no"), name="no"),))


def test_a_desk_is_never_root() -> None:
    assert identity_for().uid != 0


@as_root
def test_root_gives_up_root_for_a_uid_that_owns_nothing() -> None:
    assert identity_for().uid == DESK_UID


@as_root
def test_a_folder_to_write_in_makes_the_desk_its_owner(tmp_path: Path) -> None:
    own = _reachable(tmp_path) / "own"
    own.mkdir(mode=0o700)
    os.chown(own, 12345, 12345)
    assert identity_for((Mount(source=str(own), name="own", writable=True),)).uid == 12345


@as_root
@pytest.mark.parametrize(("mode", "writable"), [(0o700, False), (0o755, True)])
def test_a_folder_that_the_desk_could_not_use_is_refused_with_the_mend(
    tmp_path: Path, mode: int, writable: bool
) -> None:
    own = _reachable(tmp_path) / "own"
    own.mkdir()
    own.chmod(mode)
    with pytest.raises(SetupMissing) as caught:
        identity_for((Mount(source=str(own), name="own", writable=writable),))
    assert f"u:{DESK_UID}" in caught.value.hint


def _reachable(folder: Path) -> Path:
    for above in (folder, *folder.parents):
        if above.is_relative_to("/tmp") and above != Path("/tmp"):
            above.chmod(0o755)
    return folder
