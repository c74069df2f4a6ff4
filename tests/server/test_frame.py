"""The frame's own application: the headers that seal it, and that nothing else answers there."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from deskhand.server.access.door import Door
from deskhand.server.frame import app as frame_app
from deskhand.server.frame.app import FrameApp
from deskhand.server.frame.strays import Strays
from tests.server.office import Office
from tests.server.test_serving import entered, running

PORT, FRAME_PORT = 8420, 8421
TWO = Door(port=PORT, frame_port=FRAME_PORT)
ONE = Door(port=PORT)
ORIGIN = f"http://127.0.0.1:{FRAME_PORT}"
SCRIPT = "export const a = 1;"


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frame as the build makes it, but small."""
    folder = tmp_path / "built"
    (folder / "lib").mkdir(parents=True)
    (folder / "frame.html").write_text("<!doctype html><title>frame</title>")
    (folder / "frame.json").write_text(json.dumps({"script_hashes": ["sha256-abc="]}))
    (folder / "kit.js").write_text("not served")
    (folder / "lib" / "a-1.js").write_text(SCRIPT)
    (folder / "lib" / "a-1.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (tmp_path / "secret.js").write_text("secret")
    (folder / "lib" / "link.js").symlink_to(tmp_path / "secret.js")
    monkeypatch.setattr(frame_app, "BUILT", folder)
    return folder


def asking(app: Any, host: str = f"127.0.0.1:{FRAME_PORT}", **headers: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{host}", headers=headers)


async def test_the_page_has_every_header_of_the_seal() -> None:
    answer = await asking(FrameApp(TWO, Strays(), own_port=True)).get("/frame")
    assert answer.status_code == 200
    assert dict(answer.headers) == {
        "content-security-policy": (
            f"sandbox allow-scripts; default-src 'none'; script-src {ORIGIN}/lib/ blob: 'sha256-abc='; "
            "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; media-src data: blob:; "
            "connect-src 'none'; worker-src blob:; frame-src 'none'; form-action 'none'; base-uri 'none'; "
            "object-src 'none'; frame-ancestors http://127.0.0.1:8420 http://localhost:8420"
        ),
        "connection-allowlist": f'("{ORIGIN}/lib/*")',
        "permissions-policy": (
            "camera=(), microphone=(), geolocation=(), clipboard-read=(), display-capture=(), usb=(), serial=(), "
            "hid=(), midi=(), bluetooth=(), payment=(), publickey-credentials-get=(), identity-credentials-get=()"
        ),
        "referrer-policy": "no-referrer",
        "x-dns-prefetch-control": "off",
        "origin-agent-cluster": "?1",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "cross-origin",
        "cache-control": "no-store",
        "content-type": "text/html; charset=utf-8",
        "content-length": str(len(answer.content)),
    }


async def test_a_library_may_be_read_by_anybody_and_never_changes() -> None:
    client = asking(FrameApp(TWO, Strays(), own_port=True), **{"Accept-Encoding": "identity"})
    answer = await client.get("/lib/a-1.js")
    assert (answer.status_code, answer.text) == (200, SCRIPT)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    packed = await client.get("/lib/a-1.js", headers={"Accept-Encoding": "br, gzip;q=0.9"})
    assert (packed.headers["content-encoding"], packed.text) == ("gzip", SCRIPT)
    head = await client.head("/lib/a-1.js")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/", "/index.html", "/api/me", "/enter?token=x", "/frame/", "/frame/x", "/frame.html", "/frame.json", "/kit.js",
        "/lib", "/lib/", "/lib/b.js", "/lib/a-1.js.gz", "/lib/link.js", "/lib/../frame.json", "/lib/..%2fkit.js",
        "/lib/%2e%2e/kit.js", "/lib//a-1.js", "/lib/a-1.js/", "//frame", "/lib/a-1.js%00",
    ],
)  # fmt: skip
async def test_nothing_else_answers_there(path: str) -> None:
    answer = await asking(FrameApp(TWO, Strays(), own_port=True)).get(path)
    assert answer.status_code == 404, path
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
async def test_only_get_and_head(method: str) -> None:
    for path in ("/frame", "/lib/a-1.js", "/api/login"):
        answer = await asking(FrameApp(TWO, Strays(), own_port=True)).request(method, path)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8421", "127.0.0.1.evil.example:8421", "127.0.0.1", "127.0.0.1:8420",
        "localhost@evil.example:8421", "8.8.8.8:8421", "127.0.0.1:8421;evil", "127.0.0.1:8421 evil", "", "[::1", "a:b",
    ],
)  # fmt: skip
async def test_a_host_that_is_not_the_frames_gets_nothing(host: str) -> None:
    """A name of a stranger that leads here (DNS rebinding), or the name of another port."""
    for path in ("/frame", "/lib/a-1.js"):
        answer = await asking(FrameApp(TWO, Strays(), own_port=True)).get(path, headers={"Host": host})
        assert answer.status_code == 400


async def test_what_a_browser_brings_along_is_not_looked_at() -> None:
    client = asking(
        FrameApp(TWO, Strays(), own_port=True), Cookie="deskhand-8420=stolen", Authorization="Bearer x", Origin="null"
    )
    answer = await client.get("/frame", params={"next": "http://evil.example", "d": "secret"})
    assert answer.status_code == 200
    assert "evil" not in str(answer.headers) + answer.text
    assert not {"set-cookie", "location", "www-authenticate"} & set(answer.headers)


async def test_where_it_is_not_built_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_app, "BUILT", tmp_path / "nothing")
    assert (await asking(FrameApp(TWO, Strays(), own_port=True)).get("/frame")).status_code == 503


@pytest.mark.parametrize(
    ("door", "host", "frame"),
    [
        (TWO, "127.0.0.1:8420", "http://127.0.0.1:8421/frame"),
        (TWO, "localhost:8420", "http://127.0.0.1:8421/frame"),
        (TWO, "a.localhost:8420", "http://127.0.0.1:8421/frame"),
        (ONE, "localhost:8420", "http://localhost:8420/frame"),
        (ONE, "127.0.0.1:9000", "http://127.0.0.1:9000/frame"),
        (Door("0.0.0.0", 443, True, ("desk.example",), 8443), "desk.example", "https://desk.example:8443/frame"),
        (Door("0.0.0.0", 443, True, ("desk.example",)), "desk.example", "https://desk.example/frame"),
    ],
)
def test_a_page_finds_the_frame_by_the_name_it_was_asked_for(door: Door, host: str, frame: str) -> None:
    assert door.frame_address(host) == frame


async def test_the_page_may_frame_that_address_alone(office: Office) -> None:
    answer = await office.stranger().http.get("/")
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert policy.get("frame-src") == "http://127.0.0.1:8420/frame" or answer.status_code == 503
    assert (await office.owner.look())["server"]["frame"] == "http://127.0.0.1:8420/frame"


async def test_on_one_port_two_addresses_are_the_frames_and_the_rest_is_the_workspaces(office: Office) -> None:
    client = asking(office.app, "127.0.0.1:8420")
    page = await client.get("/frame")
    assert page.headers["content-security-policy"].startswith("sandbox allow-scripts; default-src 'none'; ")
    assert "script-src http://127.0.0.1:8420/lib/ blob:" in page.headers["content-security-policy"]
    assert page.headers["content-security-policy"].endswith("frame-ancestors http://127.0.0.1:8420")
    assert "x-frame-options" not in page.headers
    assert (await client.get("/lib/a-1.js")).status_code == 200
    assert (await client.get("/api/me")).status_code == 401
    assert (await client.post("/frame")).status_code == 405
    assert (await client.get("/frame", headers={"Host": "evil.example"})).status_code == 400


async def test_served_on_two_ports_each_answers_only_its_own(tmp_path: Path) -> None:
    async with running(tmp_path / "home") as server, httpx.AsyncClient(base_url=server.address) as client:
        client.headers["Origin"] = server.address
        await entered(client, server.link)
        frame = (await client.get("/api/me")).json()["server"]["frame"]
        origin = re.fullmatch(r"(http://127\.0\.0\.1:\d+)/frame", frame)
        assert origin and origin[1] != server.address
        for path in ("/api/me", "/enter?token=x", "/", "/assets/x.js"):
            assert (await client.get(origin[1] + path)).status_code == 404
        assert (await client.get(frame)).status_code in (200, 503)
        assert "sandbox allow-scripts" not in (await client.get("/frame")).headers["content-security-policy"]


async def test_served_on_one_port_it_is_there(tmp_path: Path) -> None:
    async with (
        running(tmp_path / "home", "--artifact-port", "0") as server,
        httpx.AsyncClient(base_url=server.address, headers={"Origin": server.address}) as client,
    ):
        await entered(client, server.link)
        assert (await client.get("/api/me")).json()["server"]["frame"] == f"{server.address}/frame"
        assert (await client.get("/frame")).status_code in (200, 503)


async def test_what_gets_out_of_a_trial_is_seen_by_whoever_made_it(office: Office) -> None:
    token, other = "a" * 32, "b" * 32
    client = asking(office.app, "127.0.0.1:8420")
    assert (await client.post(f"/frame/{token}/fetch?d=secret", content=b"secret")).status_code == 405
    assert (await client.get(f"/frame/{token}/img")).status_code == 404
    assert (await client.get(f"/frame/{other}/{'x' * 5_000}")).status_code == 404
    assert await office.owner.get(f"/api/seal/{token}") == {"names": ["fetch", "img"]}
    assert len((await office.owner.get(f"/api/seal/{other}"))["names"][0]) == 100
    await office.stranger().get(f"/api/seal/{token}", 401)
    await office.owner.get("/api/seal/x", 422)
