"""What the file tools would do, by what is there already."""

from __future__ import annotations

import pytest

from deskhand.policy.files import There, touch_of_file

BOOKS = ("/work/books",)


@pytest.mark.parametrize("action", ["list", "read", "read_picture", "view"])
def test_reading_a_file_is_a_look(action: str) -> None:
    assert touch_of_file(action, "/work/a").classes == ("look",)


@pytest.mark.parametrize(
    ("action", "there", "undoable"),
    [
        ("write", There(kind=""), True), ("write", There(kind="file", size=9), False), ("create", There(), True),
        ("replace", There(), True), ("insert", There(), True), ("make_folder", There(), True),
        ("move", There(kind=""), True), ("move", There(kind="file"), False), ("delete", There(kind="file"), False),
    ],
)  # fmt: skip
def test_what_destroys_the_only_copy_can_not_be_taken_back(action: str, there: There, undoable: bool) -> None:
    found = touch_of_file(action, "/work/a", there=there, target="/work/b" if action == "move" else "")
    assert found.undoable is undoable
    assert ("delete" in found.classes) is (action == "delete")


@pytest.mark.parametrize("path", ["/work/.git/hooks/pre-push", "/work/.bashrc", "/work/x/.ssh/config"])
def test_a_file_that_sets_how_programs_work_is_a_setting(path: str) -> None:
    assert touch_of_file("write", path).classes == ("change_settings",)
    assert touch_of_file("move", "/work/a", target=path).classes == ("change_settings",)


def test_replacing_in_a_folder_of_the_persons_own_is_deleting_and_writing_something_new_is_not() -> None:
    old = touch_of_file("write", "/work/books/a", there=There(kind="file"), mounts=BOOKS)
    new = touch_of_file("write", "/work/books/b", there=There(kind=""), mounts=BOOKS)
    assert old.classes == ("write_on_desk", "delete") and not old.undoable
    assert new.classes == ("write_on_desk",) and new.undoable
    assert "a folder of your own" in old.consequence


def test_the_consequence_names_the_file_its_size_and_what_is_in_a_folder() -> None:
    replaced = touch_of_file("write", "/work/a.txt", there=There(kind="file", size=1204))
    assert replaced.consequence == "It replaces all of /work/a.txt (1,204 bytes)."
    deleted = touch_of_file("delete", "/work/out", there=There(kind="folder", inside=3))
    assert deleted.consequence == "It deletes /work/out and the 3 files in it."
