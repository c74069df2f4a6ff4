"""Files of a desk's work folder over HTTP: no spelling of a path, no link and no name leads out of it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pytest

from deskhand.desk.cells.places import Places
from tests.server.attacks.siege import Siege, until
from tests.server.office import Person

SECRET = b"what only the machine knows"


class Desk:
    """A session whose desk has a work folder, and a secret beside it."""

    def __init__(self, siege: Siege, person: Person, session: str) -> None:
        self.siege, self.person, self.session = siege, person, session
        self.work = Places(siege.office.place.home.desk_folder(session) / "desk").work
        self.work.mkdir(parents=True)
        self.outside = siege.office.place.home.folder / "secret.txt"
        self.outside.write_bytes(SECRET)
        (self.work / "plain.txt").write_text("plain")
        (self.work / "folder").mkdir()

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes, dict[str, str]]:
        """One request for a path as it is spelt."""
        target = f"/api/sessions/{self.session}/files{path}"
        answer = await self.siege.ask(method, target, self.siege.keys_of(self.person), body)
        return answer.status, answer.body, answer.headers


@pytest.fixture
async def desk(siege: Siege) -> Desk:
    anna = await siege.office.join("Anna")
    return Desk(siege, anna, await siege.office.session(anna))


ROADS = (
    "/../../../secret.txt", "/%2e%2e/%2e%2e/%2e%2e/secret.txt", "/..%2f..%2f..%2fsecret.txt", "//etc/passwd",
    "/%2fetc%2fpasswd", "/folder/../../../../secret.txt", "/....//....//secret.txt", "/..\\..\\secret.txt",
    "/%252e%252e/secret.txt", "/.%00./secret.txt", "/link", "/links/secret.txt", "/folder/up/secret.txt",
    "/plain.txt/../../../../secret.txt", "/%c0%ae%c0%ae/secret.txt", "/etc/passwd", "/proc/self/environ",
    "//proc/self/environ", "/work/../../../../secret.txt",
)  # fmt: skip


@pytest.mark.parametrize("road", ROADS)
async def test_no_road_leads_out_of_the_work_folder(desk: Desk, road: str) -> None:
    (desk.work / "link").symlink_to(desk.outside)
    (desk.work / "links").symlink_to(desk.outside.parent)
    (desk.work / "folder/up").symlink_to("../../../..")
    status, body, _ = await desk.ask("GET", road)
    assert SECRET not in body and b"root:" not in body and 400 <= status < 500, (road, status)
    before = sorted(str(path) for path in desk.outside.parent.rglob("*"))
    status, _, _ = await desk.ask("PUT", road, b"overwritten")
    assert status < 500
    assert desk.outside.read_bytes() == SECRET
    after = {str(path) for path in desk.outside.parent.rglob("*")} - set(before)
    assert all(Path(path).is_relative_to(desk.work) or "index.db" in path or "bells" in path for path in after), after


async def test_listing_follows_no_link_out_either(desk: Desk) -> None:
    (desk.work / "links").symlink_to(desk.outside.parent)
    for path in ("links", "..", "../..", "/etc", "links/desks", "%2e%2e", "folder/../.."):
        status, body, _ = await desk.ask("GET", f"?path={path}")
        assert b"secret.txt" not in body and b"passwd" not in body and status < 500, (path, body)


async def test_what_is_no_file_is_told_and_nothing_waits(desk: Desk) -> None:
    os.mkfifo(desk.work / "pipe")
    (desk.work / "loop").symlink_to("loop")
    for name in ("pipe", "loop", "folder", "none", "x" * 300, "a/" * 2_000, "%00", "%ff", "%ed%a0%80"):
        for method, body in (("GET", b""), ("PUT", b"x")):
            status, _, _ = await desk.ask(method, f"/{name}", body)
            assert status < 500, (method, name[:20], status)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<script>parent.postMessage('x','*')</script>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        ("data.xml", b"<?xml-stylesheet href='javascript:x()'?>"),
        ("book.pdf", b"%PDF-1.7"),
        ("script.js", b"alert(1)"),
        ("mail.mht", b"MIME-Version: 1.0"),
    ],
)
async def test_a_file_is_a_download_that_no_browser_runs(desk: Desk, name: str, data: bytes) -> None:
    (desk.work / name).write_bytes(data)
    status, body, headers = await desk.ask("GET", f"/{name}")
    assert (status, body) == (200, data)
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"].startswith("attachment;")
    assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in headers["content-security-policy"] and "script-src" not in headers["content-security-policy"]


NAMES = ('a"; filename="x.html', "a\r\nSet-Cookie: x=y", "a\n.html", "ñ漢字.html", "a;b=c", "\u202egpj.exe", "a%0d%0ab")


@pytest.mark.parametrize("name", NAMES)
async def test_a_files_name_writes_no_header(desk: Desk, name: str) -> None:
    (desk.work / name).write_bytes(b"x")
    status, body, headers = await desk.ask("GET", f"/{quote(name, safe='')}")
    assert "set-cookie" not in headers
    assert (status, body) == (200, b"x")
    told = headers["content-disposition"]
    assert told.startswith("attachment; ") and told.count('"') == 2 and told.isascii()


UPLOADS = (
    (b"GIF89a/*" + b"<script>x()</script>*/=1;", "image/gif"), (b"\x89PNG\r\n\x1a\n<html>", "image/png"),
    (b"\xff\xd8\xff<svg onload=x()>", "image/jpeg"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    (b"<html><script>x()</script>", "text/html"), (b"%PDF-1.7 /JS", "application/pdf"), (b"x()", "text/javascript"),
    (b"RIFF\0\0\0\0WEBP<script>", "image/webp"), (b"BM<script>", "image/bmp"), (b"\0\0\1\0<html>", "image/x-icon"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "kind"), UPLOADS)
async def test_an_upload_comes_back_as_a_harmless_picture_or_a_download(desk: Desk, data: bytes, kind: str) -> None:
    anna = desk.person
    put = await anna.ask("POST", "/api/uploads?name=x.html", 201, content=data, headers={"Content-Type": kind})
    part = {"kind": "file", "blob": put["hash"], "media_type": "text/html", "name": "../../x.html"}
    address = f"/api/sessions/{desk.session}/blobs/{put['hash']}"
    await anna.command(desk.session, {"command": "say", "parts": [part]})
    await until(anna, desk.session, lambda event: put["hash"] in str(event))
    answer = await anna.http.get(address)
    assert answer.status_code == 200 and answer.content == data
    shown = answer.headers["content-type"]
    assert shown in ("image/gif", "image/png", "image/jpeg", "image/webp", "application/octet-stream")
    assert shown != "application/octet-stream" or answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (desk.work / "x.html").read_bytes() == data
    assert not (desk.work.parent / "x.html").exists() and not (desk.work.parent.parent / "x.html").exists()
