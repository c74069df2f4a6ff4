"""The interface's description is complete, and nothing that it allows breaks the server (schemathesis)."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from deskhand import keys
from deskhand.server.app import description
from deskhand.testing.renderer import FakeRenderer
from tests.server.office import Office, Person, office_in

STREAMS = {"/api/sessions/{id}/stream", "/api/stream"}
"""Answers without end."""

DOCUMENT = description()
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
SHAPES = {"$ref": "#/components/schemas/ErrorBody", "components": DOCUMENT["components"]}
ERROR = jsonschema_rs.validator_for(SHAPES)


def operations() -> list[tuple[str, str]]:
    return [(path, method) for path, each in DOCUMENT["paths"].items() for method in each if path not in STREAMS]


def test_every_operation_says_what_it_answers() -> None:
    for path, each in DOCUMENT["paths"].items():
        for method, operation in each.items():
            for status, answer in operation["responses"].items():
                where = f"{method} {path} {status}"
                assert status == "204" or answer.get("content"), where
                assert all(kind.get("schema") for kind in answer.get("content", {}).values()), where
                if status >= "400":
                    reference = answer["content"]["application/json"]["schema"]["$ref"]
                    assert reference.endswith("/ErrorBody"), where
            assert {"401", "403", "422"} <= operation["responses"].keys(), f"{method} {path}"


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [op["operationId"] for each in DOCUMENT["paths"].values() for op in each.values()]
    assert len(names) == len(set(names))


class Prober:
    """Sends what schemathesis made up to a workplace in which there is something to find."""

    def __init__(self, folder: Path) -> None:
        self.runner = asyncio.Runner()
        self._opened = office_in(folder)
        self._turn = itertools.count()
        self.office: Office = self.runner.run(self._opened.__aenter__())
        self.ids: dict[str, list[str]] = {}
        self.artifact = ""
        self.runner.run(self._furnish())

    async def _furnish(self) -> None:
        owner = self.office.owner
        session = await self.office.session(owner)
        project = (await owner.post("/api/projects", {"name": "Plans"}))["id"]
        account = (await owner.post("/api/accounts", {"name": "Anna"}))["account"]["id"]
        made = await owner.post(f"/api/sessions/{session}/artifacts", {"files": {"a.txt": "plan"}})
        self.artifact = made["id"]
        self.office.place.renderer = FakeRenderer()  # a real one would start a browser for each request
        self.ids = {"sessions": [session], "projects": [project], "accounts": [account], "examples": ["totals"]}

    def close(self) -> None:
        self.runner.run(self._opened.__aexit__(None, None, None))
        self.runner.close()

    def send(self, case: Any) -> httpx.Response:
        return self.runner.run(self._send(case))

    async def _send(self, case: Any) -> httpx.Response:
        known = self.ids.get(case.path.split("/")[2], [])
        if "id" in case.path_parameters and known and next(self._turn) % 3:
            case.path_parameters["id"] = known[0]
            if "artifact" in case.path_parameters:
                case.path_parameters["artifact"] = self.artifact
            if "number" in case.path_parameters:
                case.path_parameters["number"] = 1
        owner = await self._signed_in()
        given = case.as_transport_kwargs(base_url="http://127.0.0.1:8420")
        given.pop("cookies", None)
        headers = {**given.pop("headers", {}), "X-Deskhand-CSRF": owner.http.headers["X-Deskhand-CSRF"]}
        content = given.pop("data", None)
        try:
            return await owner.http.request(
                given.pop("method"), given.pop("url"), headers=headers, content=content,
                params=given.pop("params", None), json=given.pop("json", None),
            )  # fmt: skip
        except (UnicodeError, httpx.InvalidURL, ValueError):
            return httpx.Response(400)  # what no HTTP client can send

    async def _signed_in(self) -> Person:
        """Somebody may just have gone out, or been removed."""
        owner = self.office.owner
        if (await owner.http.get("/api/me")).status_code != 200:
            owner = self.office.owner = self.office.stranger()
            await owner.arrive(self.office.link(self.office.place.owner().id))
        return owner


@pytest.fixture(scope="module")
def prober(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prober]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_ring", None)
        made = Prober(tmp_path_factory.mktemp("probed"))
        yield made
        made.close()


def probe(prober: Prober, path: str, method: str, examples: int) -> None:
    """Nothing answers 5xx, every answer is one that is described, every error has the one shape."""
    documented = DOCUMENT["paths"][path][method]["responses"].keys()

    @settings(
        max_examples=examples,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=SCHEMA[path][method].as_strategy())
    def check(case: Any) -> None:
        answer = prober.send(case)
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400 and answer.content:
            assert ERROR.is_valid(answer.json()), answer.text
        assert str(answer.status_code) in {*documented, "400", "404", "405", "413"}, answer.text

    check()


@pytest.mark.parametrize(("path", "method"), operations(), ids=lambda each: str(each))
def test_nothing_that_is_allowed_breaks_the_server(prober: Prober, path: str, method: str) -> None:
    probe(prober, path, method, 4)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(("path", "method"), operations(), ids=lambda each: str(each))
def test_nothing_that_is_allowed_breaks_the_server_however_long_it_is_tried(
    prober: Prober, path: str, method: str
) -> None:
    probe(prober, path, method, 150)
