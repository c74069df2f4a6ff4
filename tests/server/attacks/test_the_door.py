"""Requests as no browser makes them: other spellings of a path, other names of the server, two requests in one."""

from __future__ import annotations

import pytest

from tests.server.attacks.siege import Siege

HERE = {"Sec-Fetch-Site": "none"}

SPELLINGS = (
    "/api/me", "//api/me", "/./api/me", "/x/../api/me", "/api//me", "/api/me/", "/api%2fme", "/%61pi/me", "/API/me",
    "/api/me;x=1", "/api/me%00", "/api/me?", "/api/me#x", "/assets/../api/me", "/assets/%2e%2e/api/me", "/api/./me",
    "/api/sessions", "/%2fapi/me", "/api\\me", "\\api\\me", "/api/%6de", "/.%2e/api/me", "/api/me%20", "/api/me%3f",
)  # fmt: skip

STRANGE_HOSTS = (
    "evil.test", "evil.test:{port}", "127.0.0.1.evil.test:{port}", "localhost.evil.test", "evil.localhost.test", "",
    "2130706433", "0x7f.0.0.1", "127.1", "0177.0.0.1", "[::ffff:127.0.0.1]:{port}", "localhost@evil.test",
    "evil.test@localhost", "localhost/evil.test", "localhost?evil", "localhost#evil", "localhost:x", "local host",
    "localhost:99999", "[localhost]", "192.168.0.1:{port}", "0.0.0.0:{port}", "*.localhost.evil", "localhost,evil.test",
)  # fmt: skip


@pytest.mark.parametrize("path", SPELLINGS)
async def test_no_spelling_of_a_path_shows_anything_to_a_stranger(siege: Siege, path: str) -> None:
    for target in (path, f"http://{siege.host}{path}", f"http://evil.test{path}"):
        answer = await siege.ask("GET", target)
        assert b"csrf" not in answer.body and b'"sessions"' not in answer.body, target
        assert answer.status in (0, 400, 401, 404) or answer.headers["content-type"].startswith("text/html"), target


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "TRACE", "CONNECT", "POST", "PUT", "get", "PROPFIND"])
async def test_no_method_shows_anything_to_a_stranger(siege: Siege, method: str) -> None:
    for path in ("/api/me", "/api/sessions", "/api/accounts", "/api/keys/anthropic", "/api/stream"):
        answer = await siege.ask(method, path)
        assert answer.status in (400, 401, 403, 405), (method, path, answer.status)
        assert not {name for name in answer.headers if name.startswith("access-control")}


@pytest.mark.parametrize("host", STRANGE_HOSTS)
async def test_no_strange_name_of_the_server_is_answered_not_even_with_a_cookie(siege: Siege, host: str) -> None:
    keys = siege.keys_of(siege.office.owner)
    name = host.format(port=siege.port)
    for path in ("/api/me", "/", "/enter?token=x"):
        answer = await siege.ask("GET", path, {**keys, "Host": name, "Origin": f"http://{name}"})
        assert answer.status == 400, (host, path, answer.status)


async def test_a_request_with_two_names_or_none_is_not_answered(siege: Siege) -> None:
    cookie = siege.keys_of(siege.office.owner)["Cookie"]
    for hosts in (f"Host: {siege.host}\r\nHost: evil.test\r\n", f"Host: evil.test\r\nHost: {siege.host}\r\n", ""):
        for version in ("1.1", "1.0"):
            data = f"GET /api/me HTTP/{version}\r\n{hosts}Cookie: {cookie}\r\nConnection: close\r\n\r\n"
            assert (await siege.raw(data.encode())).status == 400


async def test_headers_of_a_proxy_change_nothing(siege: Siege) -> None:
    keys = siege.keys_of(siege.office.owner)
    lies = {"X-Forwarded-Host": siege.host, "Forwarded": f"host={siege.host}", "X-Original-Host": siege.host}
    assert (await siege.ask("GET", "/api/me", {**keys, **lies, "Host": "evil.test"})).status == 400
    override = {"X-HTTP-Method-Override": "DELETE", "X-Original-URL": "/api/me", "X-Rewrite-URL": "/api/me"}
    answer = await siege.ask("GET", "/nothing.js", override)
    assert answer.status == 404


@pytest.mark.parametrize(
    "framing",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: 0x0\r\n\r\n",
        "Content-Length : 0\r\n\r\n",
        " Folded: x\r\n\r\n",
    ],
)
async def test_two_requests_can_not_be_smuggled_as_one(siege: Siege, framing: str) -> None:
    """Whatever the server makes of the length, what follows is a stranger's request too."""
    hidden = f"GET /api/me HTTP/1.1\r\nHost: {siege.host}\r\nConnection: close\r\n\r\n"
    data = f"POST /api/login HTTP/1.1\r\nHost: {siege.host}\r\nOrigin: {siege.origin}\r\n{framing}{hidden}"
    for answer in await siege.answers(data.encode()):
        assert answer.status in (400, 401, 403, 422, 501), answer
        assert b"csrf" not in answer.body


async def test_a_cookie_is_taken_only_under_its_own_name_and_whole(siege: Siege) -> None:
    keys = siege.keys_of(siege.office.owner)
    name, _, value = keys["Cookie"].partition("=")
    for wrong in (
        f"{name.upper()}={value}", f"deskhand={value}", f"{name}={value[:-1]}", f"{name}={value}x", f"{name}=",
        f"{name}=' OR 1=1 --", f"{name}={value.swapcase()}", f"x{name}={value}", f"{name} {value}",
    ):  # fmt: skip
        assert (await siege.ask("GET", "/api/me", {**keys, "Cookie": wrong})).status == 401, wrong
    assert (await siege.ask("GET", "/api/me", keys)).status == 200


async def test_the_cookie_is_no_scripts_and_no_other_sites(siege: Siege) -> None:
    link = siege.office.link(siege.office.owner.id)
    entered = await siege.ask("GET", link, HERE)
    cookie = entered.headers["set-cookie"].lower()
    assert entered.status == 303 and entered.headers["location"] == "/"
    for word in ("httponly", "samesite=strict", "path=/"):
        assert word in cookie
    assert "domain" not in cookie


async def test_a_link_is_good_once_and_not_when_it_was_touched(siege: Siege) -> None:
    link = siege.office.link(siege.office.owner.id)
    payload, _, signature = link.partition("token=")[2].partition(".")
    for token in (
        f"{payload}.", f".{signature}", f"{payload}.{signature[:-2]}", f"{payload}A.{signature}", "x" * 600, "%00", "",
        f"{payload}.{signature}.{signature}", f"{payload[:-4]}AAAA.{signature}",
    ):  # fmt: skip
        answer = await siege.ask("GET", f"/enter?token={token}", HERE)
        assert "set-cookie" not in answer.headers, token
    first, second = await siege.ask("GET", link, HERE), await siege.ask("GET", link, HERE)
    assert "set-cookie" in first.headers and "set-cookie" not in second.headers


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"name":' * 50_000, b"1" * 5_000, b'{"name": 1e999}', b"\xff\xfe{"])
async def test_a_monstrous_body_is_refused_in_words(siege: Siege, body: bytes) -> None:
    keys = {**siege.keys_of(siege.office.owner), "Content-Type": "application/json"}
    for path in ("/api/projects", "/api/login", "/api/sessions"):
        answer = await siege.ask("POST", path, keys, body)
        assert 400 <= answer.status < 500, (path, answer.status, answer.body[:200])


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000", "\\u202e", "\\uffff", "\\r\\nSet-Cookie: x=y"])
async def test_strange_characters_end_in_words_or_in_a_clean_name(siege: Siege, text: str) -> None:
    keys = {**siege.keys_of(siege.office.owner), "Content-Type": "application/json"}
    for path, body in (
        ("/api/projects", f'{{"name": "{text}"}}'),
        ("/api/accounts", f'{{"name": "x{text}"}}'),
        ("/api/login", f'{{"name": "{text}", "password": "{text}"}}'),
        ("/api/sessions", f'{{"task": "{text}", "title": "{text}", "model": "{text}"}}'),
        ("/api/sessions", f'{{"task": "expect 1 is 1", "title": "{text}", "model": "steps"}}'),
        ("/api/profiles/check", f'{{"text": "{text}"}}'),
    ):
        answer = await siege.ask("POST", path, keys, body.encode())
        assert answer.status < 500, (path, answer.status, answer.body[:300])
        assert "set-cookie" not in answer.headers
