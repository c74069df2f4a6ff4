"""Artifacts on the command line: listed, shown without harm to a terminal, written into files."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from deskhand.agent.shelf import Shelf
from deskhand.artifacts.content import content_of
from deskhand.core.artifacts import Kind, Maker
from tests.cli.record import home_of, make_session, one_job
from tests.cli.shell import deskhand

ANNA = Maker(by="person", who="u-anna")
PNG = b"\x89PNG\r\n\x1a\n\0\xff"


async def made(home: Path, kind: Kind = "html", files: dict[str, str | bytes] | None = None) -> str:
    """A new session with one artifact, which has two versions; its id."""
    session = await make_session(home, one_job())
    files = files or {"index.html": "<p>\x1b[2J two"}
    async with await home_of(home).journal() as journal:
        shelf = Shelf(journal)
        first = {path: b"%PDF-1" if kind == "pdf" else data for path, data in files.items()}
        artifact = await shelf.create(session, content_of(kind, first), "A \x1b[2J title", ANNA)
        if kind == "html":
            await shelf.rewrite(session, artifact.id, 1, {**files, "b.css": "p {}"}, ANNA, note="with style")
        return artifact.id


async def test_artifacts_are_listed_by_session(home: Path) -> None:
    artifact = await made(home)
    ran = deskhand(home, "artifact", "list", f"s-{artifact.split('-')[1]}")
    assert ran.code == 0 and artifact in ran.out and "version 2, 2 files" in ran.out and "\x1b[2J" not in ran.out


async def test_a_session_without_any_says_so(home: Path) -> None:
    assert "no artifacts" in deskhand(home, "artifact", "list", await make_session(home, one_job())).out


async def test_showing_one_tells_versions_and_content_and_never_moves_the_cursor(home: Path) -> None:
    ran = deskhand(home, "artifact", "show", await made(home))
    assert "by u-anna, with style" in ran.out and "<p>\\x1b[2J two" in ran.out and "\x1b[2J" not in ran.out
    assert "p {}" in ran.out


async def test_an_artifact_is_written_into_a_new_folder_and_an_old_version_into_a_file(
    home: Path, tmp_path: Path
) -> None:
    artifact = await made(home)
    folder, file = tmp_path / "out", tmp_path / "page.html"
    assert deskhand(home, "artifact", "export", artifact, str(folder)).code == 0
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == {
        "index.html": "<p>\x1b[2J two", "b.css": "p {}",
    }  # fmt: skip
    assert deskhand(home, "artifact", "export", artifact, str(file), "--version", "1").code == 0
    assert file.read_text("utf-8") == "<p>\x1b[2J two"


async def test_a_picture_comes_out_as_it_went_in(home: Path, tmp_path: Path) -> None:
    artifact = await made(home, "picture", {"a.png": PNG})
    assert deskhand(home, "artifact", "export", artifact, str(tmp_path / "b.png")).code == 0
    assert (tmp_path / "b.png").read_bytes() == PNG
    assert "10 bytes that are no text" in deskhand(home, "artifact", "show", artifact).out


async def test_a_table_goes_out_for_other_programs_and_what_a_kind_has_not_is_told(home: Path, tmp_path: Path) -> None:
    artifact = await made(home, "table", {"a.csv": "day,amount\n2026-05-01,12.50\n"})
    ran = deskhand(home, "artifact", "export", artifact, str(tmp_path / "a.xlsx"), "--as", "xlsx")
    assert ran.code == 0, ran.err
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None and sheet["B2"].value == 12.5
    wrong = deskhand(home, "artifact", "export", artifact, str(tmp_path / "a.pptx"), "--as", "pptx")
    assert wrong.code == 2 and "xlsx, csv" in wrong.err and not (tmp_path / "a.pptx").exists()
    again = deskhand(home, "artifact", "export", artifact, str(tmp_path / "a.xlsx"), "--as", "csv")
    assert again.code == 2 and "there already" in again.err


@pytest.mark.desk
async def test_slides_go_out_as_a_pdf(home: Path, tmp_path: Path) -> None:
    artifact = await made(home, "slides", {"a.md": "# One\n---\n# Two"})
    ran = deskhand(home, "artifact", "export", artifact, str(tmp_path / "a.pdf"), "--as", "pdf")
    assert ran.code == 0, ran.err
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


async def test_nothing_that_is_there_is_overwritten(home: Path, tmp_path: Path) -> None:
    artifact = await made(home)
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for target in ("mine", "link"):
        ran = deskhand(home, "artifact", "export", artifact, str(tmp_path / target))
        assert ran.code == 2 and "is there already" in ran.err
    assert (tmp_path / "mine").read_text() == "mine" and not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("id", ["a-4kq7m2x9ab-1", "a1", "s-4kq7m2x9ab", "x"])
def test_an_artifact_that_is_not_there_is_told(id: str, home: Path) -> None:
    ran = deskhand(home, "artifact", "show", id)
    assert ran.code != 0 and "no artifact" in ran.err and "Traceback" not in ran.err
