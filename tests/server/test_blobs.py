"""Pictures and files: what is uploaded, who gets it, and that no browser runs it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from deskhand.models.scripted import saying
from tests.server.office import Office, Person


def png(width: int = 3, height: int = 2) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(buffer, "PNG")
    return buffer.getvalue()


async def put(person: Person, data: bytes, name: str = "a.png", kind: str = "image/png") -> dict[str, object]:
    found: dict[str, object] = await person.ask(
        "POST", "/api/uploads", 201, content=data, params={"name": name}, headers={"Content-Type": kind}
    )
    return found


def part(upload: dict[str, object]) -> dict[str, object]:
    if upload["width"]:
        return {"kind": "picture", "blob": upload["hash"], "media_type": "x/y", "width": 9999, "height": 1}
    return {"kind": "file", "blob": upload["hash"], "media_type": "text/html", "name": "../../etc/passwd"}


async def test_a_picture_is_sent_along_and_seen_again(office: Office) -> None:
    upload = await put(office.owner, png(), "../my\x00 photo.png", "text/html")
    assert (upload["media_type"], upload["width"], upload["height"]) == ("image/png", 3, 2)
    assert upload["name"] == "my photo.png"
    session = await office.session(office.owner, parts=[part(upload)])
    said = next(each for each in await office.owner.events(session) if each["type"] == "said")
    picture = said["parts"][1]
    assert (picture["media_type"], picture["width"], picture["height"]) == ("image/png", 3, 2)
    got = await office.owner.get(f"/api/sessions/{session}/blobs/{upload['hash']}")
    assert got.content == png() and got.headers["content-type"] == "image/png"
    assert "sandbox" in got.headers["content-security-policy"]
    assert "content-disposition" not in got.headers


async def test_a_blob_is_told_only_to_those_whose_session_refers_to_it(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    hers = await put(anna, png())
    session, other = await office.session(anna, parts=[part(hers)]), await office.session(ben)
    await ben.get(f"/api/sessions/{session}/blobs/{hers['hash']}", 404)
    await ben.get(f"/api/sessions/{other}/blobs/{hers['hash']}", 404)
    await anna.get(f"/api/sessions/{session}/blobs/{'0' * 64}", 404)
    await anna.get(f"/api/sessions/{session}/blobs/..%2f..%2fjournal.db", 404)


async def test_naming_a_blob_of_somebody_else_does_not_give_it(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    hers = await put(anna, png())
    await office.session(anna, parts=[part(hers)])
    await ben.post("/api/sessions", {"task": "expect 1 is 1", "parts": [part(hers)]}, 404)
    his = await office.session(ben)
    await ben.command(his, {"command": "say", "parts": [part(hers)]}, 404)


async def test_what_a_session_refers_to_can_be_said_again_in_it(office: Office) -> None:
    office.driving.answers = [saying("One."), saying("Two.")]
    anna = await office.join("Anna")
    hers = await put(anna, png())
    session = await office.session(anna, parts=[part(hers)])
    picture = {"kind": "picture", "blob": hers["hash"], "media_type": "image/png", "width": 3, "height": 2}
    await anna.command(session, {"command": "say", "parts": [picture]})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml"),
        (b"<script>alert(1)</script>", "text/html"),
        (b"GIF89a<script>alert(1)</script>", "image/gif"),
        (b"\x89PNG\r\n\x1a\n<script>", "image/png"),
        (b"%PDF-1.4", "application/pdf"),
        (b"", ""),
    ],
)
async def test_what_could_do_something_is_a_download(office: Office, data: bytes, kind: str) -> None:
    upload = await put(office.owner, data, "a.html", kind)
    assert upload["width"] is None
    name = {"kind": "file", "blob": upload["hash"], "media_type": kind or "x/y", "name": "a.html"}
    session = await office.session(office.owner, parts=[name])
    got = await office.owner.get(f"/api/sessions/{session}/blobs/{upload['hash']}")
    assert got.content == data
    assert "sandbox" in got.headers["content-security-policy"]
    if got.headers["content-type"] != "image/gif" and got.headers["content-type"] != "image/png":
        assert got.headers["content-type"] == "application/octet-stream"
        assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["x-content-type-options"] == "nosniff"


async def test_a_file_that_is_sent_along_lies_on_the_desk_by_its_own_name(office: Office) -> None:
    upload = await put(office.owner, b"a,b\n1,2\n", "table.csv", "text/csv")
    session = await office.session(office.owner, parts=[part(upload)])
    files = (await office.owner.events(session))[0]["desk"]["files"]
    assert list(files) == ["table.csv"] and str(files["table.csv"]).endswith(str(upload["hash"])[2:])


async def test_an_upload_that_is_too_large_is_cut_off(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskhand.server.access.gate.BYTES_MAX", 1_000)
    answer = await office.owner.ask("POST", "/api/uploads", 413, content=b"x" * 1_001)
    assert answer["error"]["code"] == "too_large"
