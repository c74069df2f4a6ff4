"""Files as they are, their names, and what is refused."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.artifacts.export.base import BYTES_MAX, Made
from deskhand.artifacts.export.names import NAME_BYTES_MAX, file_name, safe_name, safe_paths
from deskhand.artifacts.export.registry import EVERY, FORMATS, KINDS, RENDERED, export, formats
from deskhand.core.errors import InvalidInput, LimitExceeded, NotFound

from .writers import ENTRIES, left, made, picture, taken

HOSTILE = "a\u202egpj.exe"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_goes_out_as_its_file_and_as_a_zip(kind: str) -> None:
    data = picture() if kind == "picture" else b"%PDF-1.7" if kind == "pdf" else b"words"
    assert taken(kind, data, "file").data == data
    assert taken(kind, data, "file").name == ENTRIES[kind]
    with zipfile.ZipFile(io.BytesIO(taken(kind, data, "zip").data)) as packed:
        assert packed.namelist() == [ENTRIES[kind]] and packed.read(ENTRIES[kind]) == data


def test_the_usual_format_comes_first() -> None:
    assert [each.id for each in formats("slides")] == ["pptx", "html", "pdf", "file", "zip"]
    assert [each.id for each in formats("code", files=2)] == ["pdf", "png", "zip"]


def test_every_writer_that_is_named_has_its_format() -> None:
    written = set(EVERY).union(*KINDS.values())
    assert written == {each.id for each in FORMATS.values() if not each.rendered}
    assert written.union(*RENDERED.values()) == set(FORMATS) and written.isdisjoint({"pdf", "png"})


def test_what_a_browser_makes_is_no_form_of_these_writers() -> None:
    with pytest.raises(NotFound, match="no format 'pdf' of slides"):
        taken("slides", b"# a", "pdf")


def test_several_files_are_no_single_one() -> None:
    with pytest.raises(InvalidInput, match="2 files"):
        taken("code", "x", "file", other_py="y")


def test_what_there_is_not_is_told_with_what_there_is() -> None:
    with pytest.raises(NotFound, match="pptx"):
        taken("slides", "x", "docx")
    with pytest.raises(NotFound, match="mermaid"):
        formats("film")


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(LimitExceeded, match=str(BYTES_MAX)):
        taken("text", b"x" * (BYTES_MAX + 1), "zip")


def test_a_zip_is_the_same_whenever_it_is_made() -> None:
    one = Made("code", "x", "a.py", {"a.py": "1", "b/c.py": "2"})
    two = Made("code", "x", "a.py", {"b/c.py": "2", "a.py": "1"})
    assert export(one, "zip").data == export(two, "zip").data


def test_paths_of_a_zip_stay_within_it() -> None:
    exported = export(Made("code", "x", "a.py", {"../../a.py": "1", "/etc/passwd": "2", "c:\\x.py": "3"}), "zip")
    with zipfile.ZipFile(io.BytesIO(exported.data)) as packed:
        assert packed.namelist() == ["a.py", "c-/x.py", "etc/passwd"]
    assert left(exported) == {"renamed_file": 3}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Report", "Report.docx"),
        ("report.DOCX", "report.DOCX"),
        ("../../etc/passwd", "-..-etc-passwd.docx"),
        (HOSTILE, "agpj.exe.docx"),
        ("CON", "_CON.docx"),
        ("  \u200b ", "artifact.docx"),
        ("五月 报告: 费用", "五月 报告- 费用.docx"),
        ("a\x00\r\nb", "a b.docx"),
        ("half \ud800", "half.docx"),
    ],
)
def test_a_title_becomes_a_safe_name(title: str, name: str) -> None:
    assert file_name(title, ".docx") == name


@given(st.text())
def test_any_name_is_safe(text: str) -> None:
    name = safe_name(text)
    assert name and PurePosixPath(name).name == name and name not in (".", "..")
    assert len(name.encode()) <= NAME_BYTES_MAX + 1
    assert not {unicodedata.category(char) for char in name} & {"Cc", "Cf", "Cs"}
    assert not set(name) & set('<>:"/\\|?*') and name == name.strip(" .")


@given(st.lists(st.text(alphabet="aAb./\\ \u202e", max_size=8), max_size=8, unique=True))
def test_safe_paths_are_relative_and_no_two_are_one(paths: list[str]) -> None:
    safe = [path.casefold() for path in safe_paths(paths).values()]
    assert len(set(safe)) == len(paths)
    for path in safe:
        assert not path.startswith("/") and not {"", ".", ".."} & set(path.split("/"))
        assert not any(other.startswith(f"{path}/") for other in safe)


def test_the_package_loads_no_library_before_it_is_asked() -> None:
    code = "import sys, deskhand.artifacts.export.registry; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert not {"docx", "pptx", "xlsxwriter", "lxml", "PIL", "markdown_it", "pygments"} & set(loaded)


def test_a_file_without_the_entry_is_told() -> None:
    with pytest.raises(InvalidInput, match="no file"):
        export(Made("markdown", "x", "gone.md", {"a.md": "x"}), "docx")
    with pytest.raises(InvalidInput, match="no text in UTF-8"):
        export(made("markdown", b"\xff\xfe"), "docx")
