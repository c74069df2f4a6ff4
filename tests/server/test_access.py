"""Who is let in, and who reaches what: every route of the app is walked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, WebSocketRoute

from deskhand.server.access.gate import OWN, PUBLIC
from deskhand.server.app import routes
from tests.server.office import HOST, ORIGIN, Office, Person, knock

CONNECTION = "?connection=window-1234"
SAMPLES = {
    "id": "s-nobody0000",
    "hash": "0" * 64,
    "path": "a.txt",
    "name": "a.txt",
    "seq": "1",
    "artifact": "a-nobody0000-1",
    "form": "zip",
    "number": "1",
    "comment": "1",
    "candidate": "1",
    "share": "0" * 16,
    "provider": "anthropic",
    "token": "0" * 32,
}
ARTIFACT_BODIES: dict[str, Any] = {
    "/artifacts": {"files": {"a.txt": "mine"}},
    "/versions": {"base": 1, "files": {"a.txt": "mine"}},
    "/versions/{number}": {"name": "mine"},
    "/allowed": {"allowed": []},
    "/mine": {"version": 1, "key": "k", "value": "v"},
    "/common": {"version": 1, "key": "k", "value": "v"},
    "/branch": {"number": 1},
    "/ask": {"version": 1, "prompt": "mine"},
    "/restore": {"number": 1},
    "/artifacts/{artifact}": {"title": "mine"},
    "/diff": None,
    "/comments": {"anchor": {"version": 1, "path": "a.txt", "start": 0, "end": 1}, "text": "mine"},
    "/shares": {"version": 1},
    "/comments/send": {"comments": [1]},
    "/comments/{comment}": {"resolved": True},
}
BODIES = {"application/json": "{}"}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def flat(found: list[BaseRoute]) -> Iterator[BaseRoute]:
    """Every route, those of routers that were included too."""
    for route in found:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from flat(inner.routes)


def operations() -> Iterator[tuple[str, str]]:
    """(method, path) of every route, those that no description names too."""
    for route in flat(routes().routes):
        if isinstance(route, APIRoute) and route.path != "/{path:path}":
            for method in sorted(route.methods):
                yield method, route.path


OPERATIONS = sorted(operations())


def filled(path: str, **values: str) -> str:
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: {**SAMPLES, **values}[found[1]], path)


def test_every_route_is_one_that_is_walked() -> None:
    """Mounts, or routes of another kind, would pass by the tests below."""
    strange = [each for each in flat(routes().routes) if not isinstance(each, APIRoute | WebSocketRoute)]
    assert strange == []
    assert len(OPERATIONS) > 20


def test_what_is_public_was_decided() -> None:
    """Each is here because it has to answer to who has no session: two ways in, and what a shared link shows."""
    enter = {("GET", "/enter"), ("POST", "/api/link"), ("POST", "/api/enter")}
    assert {*enter, ("POST", "/api/login"), ("POST", "/api/shared")} == PUBLIC


async def test_nothing_but_the_public_list_answers_without_a_session(office: Office) -> None:
    stranger = office.stranger()
    for method, path in OPERATIONS:
        answer = await stranger.http.request(method, filled(path))
        if (method, path) in PUBLIC:
            assert answer.status_code != 401 or path == "/api/login"
        else:
            assert answer.status_code == 401, f"{method} {path}: {answer.status_code}"
            assert answer.json()["error"]["code"] == "unauthenticated"


async def test_a_made_up_cookie_lets_nobody_in(office: Office) -> None:
    stranger = office.stranger()
    stranger.http.cookies.set("deskhand-8420", "x" * 43)
    await stranger.get("/api/me", 401)


async def with_objects(office: Office, person: Person) -> dict[str, str]:
    """Everything of a person's that has an id: what the ids in paths mean, by the beginning of the path. The artifact
    stands among the samples."""
    session = await office.session(person)
    project = await person.post("/api/projects", {"name": "Plans"})
    await person.ask("PUT", f"/api/projects/{project['id']}/files/a.txt", 200, content=b"plan")
    made = await person.post(f"/api/sessions/{session}/artifacts", {"files": {"a.txt": "plan"}})
    SAMPLES["artifact"] = made["id"]
    return {"/api/sessions": session, "/api/projects": project["id"], "/api/accounts": person.id}


def owned(path: str, objects: dict[str, str]) -> str:
    begin = next((each for each in objects if path.startswith(each)), "")
    return filled(path, id=objects[begin]) if begin else filled(path)


BY_OBJECT = [(method, path) for method, path in OPERATIONS if re.match(r"/api/(sessions|projects)/\{id\}", path)]


async def test_what_belongs_to_others_is_not_there(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    objects = await with_objects(office, anna)
    assert len(BY_OBJECT) >= 15
    for method, path in BY_OBJECT:
        for other in (ben, office.owner):
            answer = await other.http.request(method, owned(path, objects), json=valid(path, method))
            assert answer.status_code == 404, f"{method} {path}: {answer.status_code} {answer.text}"
            assert answer.json()["error"]["code"] == "not_found"
    assert [each["id"] for each in (await anna.get("/api/sessions"))["sessions"]] == [objects["/api/sessions"]]
    assert (await ben.get("/api/sessions"))["sessions"] == []


def valid(path: str, method: str) -> Any:
    """A body that the route takes, so that it is not refused for that."""
    if path.endswith("/commands"):
        return {"id": "c1", "command": {"command": "pause"}}
    if path.endswith("/fork"):
        return {"seq": 1}
    for end, body in ARTIFACT_BODIES.items():
        if path.endswith(end):
            return body
    return {} if method in UNSAFE else None


async def test_a_viewer_may_read_and_change_nothing(office: Office) -> None:
    anna, vera = await office.join("Anna"), await office.join("Vera", "viewer")
    objects = await with_objects(office, anna)
    members = [{"account": anna.id, "role": "owner"}, {"account": vera.id, "role": "viewer"}]
    await anna.patch(f"/api/projects/{objects['/api/projects']}", {"members": members})
    await anna.patch(f"/api/sessions/{objects['/api/sessions']}", {"project": objects["/api/projects"]})
    assert (await vera.get(f"/api/sessions/{objects['/api/sessions']}"))["state"] == "resting"
    assert len(await vera.events(objects["/api/sessions"])) > 3
    for method, path in OPERATIONS:
        if method in UNSAFE and (method, path) not in {*OWN, *PUBLIC}:
            answer = await vera.http.request(method, owned(path, objects), json=valid(path, method))
            assert answer.status_code == 403, f"{method} {path}: {answer.status_code} {answer.text}"


FOR_ONESELF = ("/allowed", "/mine")
"""What an artifact keeps for whoever may see it is their own, and nobody else sees it."""


async def test_a_member_who_is_a_viewer_of_the_project_may_not_command_there(office: Office) -> None:
    anna, mia = await office.join("Anna"), await office.join("Mia", "member")
    objects = await with_objects(office, anna)
    members = [{"account": anna.id, "role": "owner"}, {"account": mia.id, "role": "viewer"}]
    await anna.patch(f"/api/projects/{objects['/api/projects']}", {"members": members})
    await anna.patch(f"/api/sessions/{objects['/api/sessions']}", {"project": objects["/api/projects"]})
    await mia.get(f"/api/sessions/{objects['/api/sessions']}")
    for method, path in BY_OBJECT:
        if method in UNSAFE and not path.endswith(FOR_ONESELF):
            answer = await mia.http.request(method, owned(path, objects), json=valid(path, method))
            assert answer.status_code == 403, f"{method} {path}: {answer.status_code} {answer.text}"


SOCKETS = sorted(route.path for route in flat(routes().routes) if isinstance(route, WebSocketRoute))


async def test_sockets_are_opened_for_nobody_who_may_not_see(office: Office) -> None:
    anna, ben = await office.join("Anna"), await office.join("Ben")
    objects = await with_objects(office, anna)
    assert SOCKETS
    for path in SOCKETS:
        address = owned(path, objects) + CONNECTION
        assert await knock(office.stranger(), address) == 401
        assert await knock(ben, address) == 404
        assert await knock(office.owner, address) == 404
        assert await knock(anna, address, Origin="http://evil.test") == 403
        assert await knock(anna, address, Origin="") == 403
        assert await knock(anna, address, Host="evil.test") == 400
        assert await knock(anna, address) == 101


OWNERS = [
    ("POST", "/api/accounts"), ("PATCH", "/api/accounts/{id}"), ("DELETE", "/api/accounts/{id}"),
    ("PUT", "/api/keys/{provider}"), ("DELETE", "/api/keys/{provider}"), ("PUT", "/api/profiles/{name}"),
    ("DELETE", "/api/profiles/{name}"),
]  # fmt: skip


async def test_only_an_owner_of_the_server_lets_people_in_and_out(office: Office) -> None:
    anna = await office.join("Anna")
    for method, path in OWNERS:
        assert (method, path) in OPERATIONS
        body = {"name": "X", "key": "sk-1234567890", "text": 'name = "x"'}
        answer = await anna.http.request(method, filled(path, id="1", name="mine"), json=body)
        assert answer.status_code == 403, f"{method} {path}"


async def test_what_changes_something_needs_the_token_and_the_right_origin(office: Office) -> None:
    owner, body = office.owner, {"name": "Plans"}
    for headers in (
        {"X-Deskhand-CSRF": "0" * 64},
        {"X-Deskhand-CSRF": ""},
        {"Origin": "http://evil.test"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": f"{ORIGIN}.evil.test"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        refused = await owner.post("/api/projects", body, 403, headers=headers)
        assert refused["error"]["code"] == "forbidden"
    await owner.post("/api/projects", body)


async def test_another_persons_token_does_not_do(office: Office) -> None:
    anna = await office.join("Anna")
    await office.owner.post(
        "/api/projects", {"name": "X"}, 403, headers={"X-Deskhand-CSRF": anna.http.headers["X-Deskhand-CSRF"]}
    )


@pytest.mark.parametrize("host", ["evil.test", "evil.test:8420", "127.0.0.1.evil.test", "", "x@127.0.0.1", "192.0.2.7"])
async def test_a_name_that_is_not_ours_is_not_answered(office: Office, host: str) -> None:
    for path in ("/api/me", "/", "/enter?token=x"):
        answer = await office.owner.http.get(path, headers={"Host": host})
        assert answer.status_code == 400 and answer.json()["error"]["code"] == "bad_request"


@pytest.mark.parametrize("host", [HOST, "localhost:8420", "[::1]:8420", "127.0.0.1"])
async def test_names_of_this_machine_are_answered(office: Office, host: str) -> None:
    answer = await office.owner.http.get("/api/me", headers={"Host": host})
    assert answer.status_code == 200


async def test_a_page_of_somebody_else_can_not_read_along(office: Office) -> None:
    for site in ("cross-site", "same-site"):
        await office.owner.get("/api/me", 403, headers={"Sec-Fetch-Site": site})
    await office.owner.get("/api/me", headers={"Sec-Fetch-Site": "same-origin"})


async def test_every_answer_has_the_strict_headers(office: Office) -> None:
    for path in ("/", "/api/me", "/api/nothing", "/enter?token=x", "/assets/none.js"):
        headers = (await office.owner.http.get(path)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "default-src" in headers["Content-Security-Policy"]
        assert "unsafe-eval" not in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers
        assert "Cache-Control" in headers


async def test_errors_have_one_shape(office: Office) -> None:
    owner = office.owner
    cases = [("GET", "/api/nothing", None, 404), ("PUT", "/api/me", None, 405), ("POST", "/api/projects", [], 422)]
    cases += [("POST", "/api/projects", {"name": ""}, 422), ("GET", "/api/sessions/x", None, 404)]
    for method, path, body, status in cases:
        answer = await owner.http.request(method, path, json=body)
        assert answer.status_code == status, (path, answer.text)
        assert set(answer.json()) == {"error"} and set(answer.json()["error"]) == {"code", "message", "hint"}


async def test_an_error_of_our_own_tells_nothing_of_the_inside(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(office.place.sessions, "ids", broken)
    answer = await office.owner.get("/api/me", 500)
    assert answer["error"]["code"] == "internal" and "secret" not in str(answer)
    assert "the secret of the house" in caplog.text


async def test_a_body_that_is_too_large_is_not_taken(office: Office) -> None:
    answer = await office.owner.post("/api/projects", {"name": "x" * 2_000_000}, 413)
    assert answer["error"]["code"] == "too_large"
