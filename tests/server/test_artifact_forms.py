"""A version of an artifact in other forms, and as a picture, over HTTP. The renderer is a double."""

from __future__ import annotations

import pytest

from deskhand.core.errors import SetupMissing
from deskhand.core.rendering import Blocked
from deskhand.testing.renderer import PIXEL, FakeRenderer
from tests.server.office import Office

PAGE = {"index.html": "<p>a"}


@pytest.fixture
def renderer(office: Office) -> FakeRenderer:
    office.place.renderer = double = FakeRenderer()
    return double


async def made(office: Office, kind: str, files: dict[str, str]) -> str:
    session = await office.session(office.owner)
    wish = {"title": "My page", "kind": kind, "files": files}
    answer = await office.owner.post(f"/api/sessions/{session}/artifacts", wish)
    return f"/api/sessions/{session}/artifacts/{answer['id']}/versions/1"


async def test_every_form_of_the_kind_is_told_and_each_is_a_download(office: Office, renderer: FakeRenderer) -> None:
    place = await made(office, "markdown", {"a.md": "# A\n\n$x$"})
    forms = (await office.owner.get(f"{place}/forms"))["forms"]
    assert [each["id"] for each in forms] == ["docx", "html", "pdf", "png", "file", "zip"]
    for form in forms:
        answer = await office.owner.http.get(f"{place}/forms/{form['id']}")
        assert answer.status_code == 200 and answer.content, form
        named = answer.headers["content-disposition"]
        assert named.startswith("attachment") and form["suffix"] in named and "nosniff" in str(answer.headers)
    word = await office.owner.http.get(f"{place}/forms/docx")
    assert word.headers["deskhand-left"] == "formula_as_source=1"
    await office.owner.get(f"{place}/forms/pptx", 404)


async def test_what_a_browser_makes_and_what_it_blocked(office: Office, renderer: FakeRenderer) -> None:
    place = await made(office, "html", PAGE)
    blocked = Blocked(directive="img-src", address="https://a.test/x")
    renderer.drawn = renderer.drawn.model_copy(update={"blocked": (blocked,)})
    picture = await office.owner.http.get(f"{place}/forms/png")
    assert (picture.content, picture.headers["content-type"]) == (PIXEL, "image/png")
    assert (
        picture.headers["deskhand-left"] == "remote_address=1"
        and "My page.png" in picture.headers["content-disposition"]
    )


async def test_a_picture_of_how_it_looks_is_for_who_may_work_there(office: Office, renderer: FakeRenderer) -> None:
    place = await made(office, "html", PAGE)
    seen = await office.owner.http.get(f"{place}/picture?theme=dark&width=390")
    assert seen.content == PIXEL and seen.headers["content-disposition"].startswith("attachment")
    (asked,) = renderer.asked
    assert (asked[0], asked[2].themes, asked[2].width) == ("html", ("dark",), 390)
    await office.owner.get(f"{place}/picture?width=100000", 422)
    other = await office.join("Bo")
    for path in ("picture", "forms", "forms/png"):
        await other.get(f"{place}/{path}", 404)


async def test_a_version_that_breaks_and_a_machine_without_a_browser_are_told(
    office: Office, renderer: FakeRenderer
) -> None:
    place = await made(office, "html", {"index.html": "BROKEN"})
    for path in ("picture", "forms/png", "forms/pdf"):
        assert "not shown" in str(await office.owner.get(f"{place}/{path}", 422))
    renderer.refuses = SetupMissing("chromium is not installed.", hint="Run: apt-get install chromium")
    assert "apt-get" in str(await office.owner.get(f"{place}/forms/pdf", 409))
