"""Files of the desk from outside: what a person or model sees, and what a stranger's links and names can't do."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.core.errors import Conflict, DeskhandError, InvalidInput, LimitExceeded, NotFound, Refused
from deskhand.desk.shell import files as files_module
from deskhand.desk.shell.files import WorkFiles


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("outside")
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "book.txt").write_text("book")
    (tmp_path / "shared").mkdir()
    root = tmp_path / "work"
    (root / "receipts").mkdir(parents=True)
    (root / "receipts" / "a.png").write_bytes(b"png-a")
    (root / "receipts" / "b.png").write_bytes(b"png-bb")
    (root / "notes.txt").write_text("hello")
    return root


@pytest.fixture
def files(root: Path, tmp_path: Path) -> WorkFiles:
    return WorkFiles(root, mounts={"given": (tmp_path / "given", False), "shared": (tmp_path / "shared", True)})


def inside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def names(files: WorkFiles, *args: str, **kwargs: object) -> list[tuple[str, str, int]]:
    return [(e.kind, e.path, e.size) for e in await files.list_files(*args, **kwargs)]  # type: ignore[arg-type]


async def test_a_list_shows_kind_size_and_path_with_the_mounts(files: WorkFiles) -> None:
    assert await names(files) == [
        ("folder", "given", 0),
        ("file", "notes.txt", 5),
        ("folder", "receipts", 0),
        ("folder", "shared", 0),
    ]


@pytest.mark.parametrize(
    ("pattern", "depth", "expected"),
    [
        ("*.png", 1, []),
        ("*.png", 2, ["receipts/a.png", "receipts/b.png"]),
        ("receipts/a*", 2, ["receipts/a.png"]),
        ("b*", 2, ["given/book.txt", "receipts/b.png"]),
        ("[", 3, []),
    ],
)
async def test_a_list_can_be_narrowed(files: WorkFiles, pattern: str, depth: int, expected: list[str]) -> None:
    assert [path for _, path, _ in await names(files, pattern=pattern, depth=depth)] == expected


async def test_a_list_of_one_file_is_that_file(files: WorkFiles) -> None:
    assert await names(files, "notes.txt") == [("file", "notes.txt", 5)]


@pytest.mark.parametrize(
    "path", ["notes.txt", "/work/notes.txt", "./notes.txt", "receipts/../notes.txt", "//work//notes.txt"]
)
async def test_a_file_has_several_right_names(files: WorkFiles, path: str) -> None:
    assert await files.read_file(path) == b"hello"


@pytest.mark.parametrize(
    ("offset", "limit", "expected"), [(0, None, b"hello"), (1, 3, b"ell"), (4, 9, b"o"), (9, None, b""), (0, 0, b"")]
)
async def test_a_part_can_be_read(files: WorkFiles, offset: int, limit: int | None, expected: bytes) -> None:
    assert await files.read_file("notes.txt", offset=offset, limit=limit) == expected


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("receipts/x.png", NotFound, "There is no receipts/x.png. In receipts/ there are: b.png, a.png."),
        ("note.txt", NotFound, "In the work folder there are: notes.txt, "),
        ("nowhere/x", NotFound, "There is no nowhere."),
        ("shared/x", NotFound, "In shared/ there is nothing."),
        ("notes.txt/x", InvalidInput, "notes.txt is no folder."),
        ("receipts", InvalidInput, "receipts is a folder."),
        ("../secret/key", Refused, "outside the work folder"),
        ("receipts/../../secret/key", Refused, "outside the work folder"),
        ("/etc/passwd", Refused, "/etc/passwd is outside the work folder."),
        ("/workshop", Refused, "outside"),
        ("a\0b", InvalidInput, "NUL"),
        ("\ud800", InvalidInput, "half a character"),
        ("x" * 256, InvalidInput, "256 bytes"),
        ("x/" * 2049, InvalidInput, "4098 bytes"),
        ("x/" * 300, NotFound, "There is no x."),
    ],
)
async def test_a_path_that_can_not_be_read_is_refused_in_words(
    files: WorkFiles, path: str, error: type[DeskhandError], words: str
) -> None:
    with pytest.raises(error) as caught:
        await files.read_file(path)
    assert words in str(caught.value)


async def test_a_written_file_is_whole_and_its_folders_are_made(files: WorkFiles, root: Path) -> None:
    await files.write_file("new/deep/x.bin", b"\0\xff")
    assert (root / "new/deep/x.bin").read_bytes() == b"\0\xff"
    assert inside(root / "new/deep") == ["x.bin"]


async def test_a_replaced_file_keeps_its_mode_and_old_readers_keep_the_old(files: WorkFiles, root: Path) -> None:
    (root / "run.sh").write_text("old")
    (root / "run.sh").chmod(0o755)
    with (root / "run.sh").open() as reader:
        await files.write_file("run.sh", b"new")
        assert reader.read() == "old"
    assert (root / "run.sh").stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
async def test_what_is_made_belongs_to_the_desk_user(root: Path) -> None:
    files = WorkFiles(root, uid=20_123)
    await files.write_file("theirs/x", b"")
    await files.make_folder("folder")
    assert {(root / name).stat().st_uid for name in ("theirs", "theirs/x", "folder")} == {20_123}


async def test_read_only_mounts_are_read_and_not_written(files: WorkFiles) -> None:
    assert await files.read_file("given/book.txt") == b"book"
    for refused in (
        files.write_file("given/x", b""),
        files.write_file("given/new/x", b""),
        files.make_folder("given/x"),
        files.delete_file("given/book.txt"),
        files.move_file("given/book.txt", "mine.txt"),
        files.move_file("notes.txt", "given/"),
    ):
        with pytest.raises(Refused, match="read only"):
            await refused


async def test_writable_mounts_are_written(files: WorkFiles, tmp_path: Path) -> None:
    await files.write_file("shared/x", b"x")
    await files.move_file("notes.txt", "shared")
    assert {p.name: p.read_text() for p in (tmp_path / "shared").iterdir()} == {"x": "x", "notes.txt": "hello"}


@pytest.mark.parametrize("path", ["/work", ".", "", "receipts/..", "shared", "given", "receipts/../shared"])
async def test_the_work_folder_and_mounts_are_never_moved_or_deleted(files: WorkFiles, path: str) -> None:
    for refused in (files.delete_file(path), files.move_file(path, "elsewhere")):
        with pytest.raises(Refused):
            await refused


async def test_a_folder_is_deleted_with_all_in_it_but_not_what_its_links_point_to(files: WorkFiles, root: Path) -> None:
    (root / "receipts" / "link").symlink_to("../notes.txt")
    (root / "receipts" / "out").symlink_to("../../secret")
    await files.delete_file("receipts/link")
    await files.delete_file("receipts")
    assert inside(root) == ["notes.txt"]
    assert (root.parent / "secret" / "key").exists()


@pytest.mark.parametrize(
    ("source", "target", "lands"),
    [
        ("notes.txt", "n2.txt", "n2.txt"),
        ("notes.txt", "new/folder/n.txt", "new/folder/n.txt"),
        ("notes.txt", "receipts", "receipts/notes.txt"),
        ("receipts/a.png", "/work", "a.png"),
        ("receipts", "pictures", "pictures/a.png"),
        ("receipts/a.png", "receipts", "receipts/a.png"),
    ],
)
async def test_a_move_lands_where_it_says(files: WorkFiles, root: Path, source: str, target: str, lands: str) -> None:
    await files.move_file(source, target)
    assert (root / lands).is_file()


@pytest.mark.parametrize(
    ("source", "target", "error"),
    [
        ("notes.txt", "receipts/a.png", Conflict),
        ("receipts", "receipts/inner/x", InvalidInput),
        ("receipts", "receipts", InvalidInput),
        ("missing", "x", NotFound),
        ("notes.txt", "../x", Refused),
    ],
)
async def test_a_move_that_would_lose_something_is_refused(
    files: WorkFiles, source: str, target: str, error: type[DeskhandError]
) -> None:
    with pytest.raises(error):
        await files.move_file(source, target)
    assert await files.read_file("notes.txt") == b"hello" and await files.read_file("receipts/a.png") == b"png-a"


@pytest.mark.parametrize(
    "target", ["/etc/passwd", "../secret/key", "../../../../etc/passwd", "/work/../etc/passwd", "/proc/self/environ"]
)
async def test_a_link_to_the_outside_leads_nowhere(files: WorkFiles, root: Path, target: str) -> None:
    (root / "link").symlink_to(target)
    (root / "folder").symlink_to(str(Path(target).parent))
    for refused in (
        files.read_file("link"),
        files.write_file("link", b"x"),
        files.read_file(f"folder/{Path(target).name}"),
        files.write_file("folder/x", b"x"),
    ):
        with pytest.raises(DeskhandError):
            await refused
    assert (root.parent / "secret" / "key").read_text() == "outside"
    assert inside(root.parent / "secret") == ["key"]


async def test_a_link_to_the_inside_is_followed(files: WorkFiles, root: Path) -> None:
    (root / "one").symlink_to("/work/receipts")
    (root / "receipts" / "two").symlink_to("../one/a.png")
    assert await files.read_file("receipts/two") == b"png-a"
    await files.write_file("one/c.png", b"c")
    await files.write_file("receipts/two", b"new")
    assert (root / "receipts/c.png").read_bytes() == b"c" and (root / "receipts/a.png").read_bytes() == b"new"


async def test_a_ring_of_links_ends(files: WorkFiles, root: Path) -> None:
    (root / "ring").symlink_to("ring")
    (root / "fork").symlink_to("fork/fork")
    for path in ("ring", "ring/x", "fork"):
        with pytest.raises(InvalidInput, match="more than 40 links"):
            await files.read_file(path)


async def test_pipes_sockets_and_devices_are_refused_without_waiting(files: WorkFiles, root: Path) -> None:
    os.mkfifo(root / "pipe")
    with socket.socket(socket.AF_UNIX) as peer:
        peer.bind(str(root / "socket"))
    for name in ("pipe", "socket"):
        for refused in (files.read_file(name), files.write_file(name, b"")):
            with pytest.raises(Refused, match="pipe, socket or device"):
                await refused
    assert ("other", "pipe", 0) in await names(files)


async def test_sizes_are_bounded(files: WorkFiles, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (root / "huge").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(LimitExceeded, match="offset and limit"):
        await files.read_file("huge")
    assert await files.read_file("huge", offset=1 << 39, limit=3) == b"\0\0\0"
    monkeypatch.setattr(files_module, "ENTRIES_MAX", 3)
    with pytest.raises(LimitExceeded, match="more than 3 entries"):
        await files.list_files(depth=2)


async def test_names_that_are_no_text_are_listed_and_do_no_harm(files: WorkFiles, root: Path) -> None:
    (root / os.fsdecode(b"b\xffd")).write_text("")
    (root / "new\nline").write_text("two lines")
    assert ("file", "b\\xffd", 0) in await names(files)
    assert await files.read_file("new\nline") == b"two lines"
    with pytest.raises(NotFound) as caught:
        await files.read_file("nope")
    assert "\n" not in str(caught.value)


async def test_a_tree_too_deep_to_delete_here_is_told(files: WorkFiles, root: Path) -> None:
    here = os.open(root, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d", dir_fd=here)
        here, old = os.open("d", os.O_RDONLY, dir_fd=here), here
        os.close(old)
    os.close(here)
    with pytest.raises(LimitExceeded, match="rm -rf"):
        await files.delete_file("d")


PARTS = st.sampled_from(
    ["..", ".", "", "a", "receipts", "up", "out", "abs", "given", "shared", "notes.txt", "w", "é\n"]
)
PATHS = st.one_of(st.lists(PARTS, max_size=8).map("/".join), st.text(max_size=30), st.just("/work/").flatmap(
    lambda start: st.lists(PARTS, max_size=6).map(lambda parts: start + "/".join(parts))))  # fmt: skip


async def perform(files: WorkFiles, action: str, path: str, other: str) -> object:
    match action:
        case "list":
            return await files.list_files(path, depth=3)
        case "read":
            return await files.read_file(path)
        case "write":
            return await files.write_file(path, b"written")  # type: ignore[func-returns-value]
        case "folder":
            return await files.make_folder(path)  # type: ignore[func-returns-value]
        case "move":
            return await files.move_file(path, other)  # type: ignore[func-returns-value]
        case _:
            return await files.delete_file(path)  # type: ignore[func-returns-value]


ACTIONS = st.tuples(st.sampled_from(["list", "read", "write", "folder", "move", "delete"]), PATHS, PATHS)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(ACTIONS, max_size=6))
async def test_no_path_reaches_outside_or_raises_anything_but_our_errors(
    files: WorkFiles, root: Path, actions: list[tuple[str, str, str]]
) -> None:
    for name, target in (("up", ".."), ("out", "../secret"), ("abs", "/"), ("w", "/work/receipts/..")):
        with contextlib.suppress(FileExistsError):
            (root / name).symlink_to(target)
    for action in actions:
        try:
            assert await perform(files, *action) != b"outside"
        except DeskhandError as error:
            assert error.message
    assert inside(root.parent) == ["given", "secret", "shared", "work"]
    assert (root.parent / "secret" / "key").read_text() == "outside"
    assert inside(root.parent / "given") == ["book.txt"]
