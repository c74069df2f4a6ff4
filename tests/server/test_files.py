"""The work folder of a desk, as people see it: no name leads outside, no file runs in a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from deskhand.desk.base import DeskSpec
from tests.server.office import Office

HOSTILE = '"><img src=x onerror=alert(1)>\n☃.html'


def with_desk(office: Office, session: str) -> Path:
    """A desk that was made once, and does not stand now."""
    folder = office.place.home.desk_folder(session)
    work = folder / "desk" / "work"
    work.mkdir(parents=True)
    (folder / "spec.json").write_text(DeskSpec().model_dump_json())
    (work / "note.txt").write_text("hello")
    (work / HOSTILE).write_text("<script>alert(1)</script>")
    (work / "below").mkdir()
    (work / "below" / "deep.txt").write_text("deep")
    (work / "out").symlink_to("/etc")
    (work / "passwd").symlink_to("/etc/passwd")
    os.mkfifo(work / "pipe")
    return work


@pytest.fixture
async def session(office: Office) -> str:
    made = await office.session(office.owner)
    with_desk(office, made)
    return made


async def test_files_are_listed_and_fetched(office: Office, session: str) -> None:
    found: dict[str, Any] = {
        each["path"]: each for each in (await office.owner.get(f"/api/sessions/{session}/files"))["files"]
    }
    assert found["note.txt"]["size"] == 5 and found["below"]["kind"] == "folder" and found["out"]["kind"] == "link"
    below = (await office.owner.get(f"/api/sessions/{session}/files?path=below"))["files"]
    assert [each["path"] for each in below] == ["below/deep.txt"]
    got = await office.owner.get(f"/api/sessions/{session}/files/below/deep.txt")
    assert got.content == b"deep"


async def test_a_file_of_a_stranger_is_a_download_whatever_it_is_called(office: Office, session: str) -> None:
    got = await office.owner.get(f"/api/sessions/{session}/files/{quote(HOSTILE, safe='')}")
    assert got.headers["content-type"] == "application/octet-stream"
    disposition = got.headers["content-disposition"]
    assert disposition.startswith("attachment; filename=") and "<" not in disposition and "\n" not in disposition
    assert "sandbox" in got.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["../../../journal.db", "..%2f..%2f..%2fjournal.db", "/etc/passwd", "out/passwd", "passwd", "pipe", "%00"]
)
async def test_no_name_leads_outside(office: Office, session: str, path: str) -> None:
    for method, content in (("GET", None), ("PUT", b"x")):
        if method == "PUT" and path == "passwd":
            continue
        answer = await office.owner.http.request(method, f"/api/sessions/{session}/files/{path}", content=content)
        assert answer.status_code in (403, 404, 405, 422), (method, path, answer.status_code)
    assert b"root:" not in answer.content


async def test_a_file_is_dropped_onto_the_desk(office: Office, session: str) -> None:
    put = await office.owner.ask("PUT", f"/api/sessions/{session}/files/in/new.txt", 200, content=b"new")
    assert put == {"path": "in/new.txt", "size_bytes": 3}
    got = await office.owner.get(f"/api/sessions/{session}/files/in/new.txt")
    assert got.content == b"new"


async def test_a_session_without_a_desk_has_no_files_yet(office: Office) -> None:
    session = await office.session(office.owner)
    assert (await office.owner.get(f"/api/sessions/{session}/files"))["files"] == []
    await office.owner.ask("PUT", f"/api/sessions/{session}/files/a.txt", 404, content=b"x")


async def test_a_file_that_is_said_lies_on_the_desk_and_replaces_nothing(office: Office, session: str) -> None:
    upload = await office.owner.ask("POST", "/api/uploads", 201, content=b"mine", params={"name": "note.txt"})
    part = {"kind": "file", "blob": upload["hash"], "media_type": "text/plain", "name": "note.txt"}
    await office.owner.command(session, {"command": "say", "parts": [part]})
    files = f"/api/sessions/{session}/files"
    assert (await office.owner.get(f"{files}/note.txt")).content == b"hello"
    assert (await office.owner.get(f"{files}/note (2).txt")).content == b"mine"
