"""A secret is typed by keys into its own field on its own site, and nowhere else."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from deskhand.core import acts
from deskhand.core.elements import Element
from deskhand.core.errors import NotFound, Refused
from deskhand.core.secrets import Secret, SecretField, TypedSecret
from deskhand.core.targets import Covers
from deskhand.desk.base import Desk, ElementQuery
from tests.desk.secrecy.site import EVIL, LOOKALIKE, PASSWORD, SITE, USERNAME, Site

ALL = Covers(hosts=("*",))
pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="module")]

SECRET = Secret(name="sign", sites=(SITE,), fields=("username", "password"))


def typed(field: SecretField = "password") -> TypedSecret:
    return TypedSecret(secret=SECRET, field=field, value=SecretStr(PASSWORD if field == "password" else USERNAME))


async def named(desk: Desk, name: str, role: str = "") -> Element:
    listing = await desk.elements(ElementQuery())
    found = [e for e in listing.elements if e.name == name and role in ("", e.role)]
    assert found, listing
    return found[0]


async def test_it_is_typed_where_it_belongs_and_the_site_gets_it(desk: Desk, site: Site) -> None:
    await desk.act(acts.Open(target=f"http://{SITE}/"))
    await desk.enter_secret((await named(desk, "Email")).id, typed("username"))
    report = await desk.enter_secret((await named(desk, "Password", "textbox")).id, typed())
    assert (report.note, report.changed) == ("", True)
    field = await named(desk, "Password", "textbox")
    assert (field.value, "password" in field.states) == ("••••", True)
    await desk.act(acts.Click(element=(await named(desk, "Sign in", "button")).id), covers=ALL)
    await named(desk, "Welcome")
    assert site.got[-1] == (SITE, PASSWORD)


async def test_it_takes_the_place_of_what_the_field_held(desk: Desk) -> None:
    await desk.act(acts.Open(target=f"http://{SITE}/"))
    email = await named(desk, "Email")
    await desk.act(acts.SetValue(element=email.id, value="somebody@else.test"))
    await desk.enter_secret(email.id, typed("username"))
    assert (await named(desk, "Email")).value == USERNAME


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"http://{EVIL}/", f"of {EVIL}"),
        (f"http://{LOOKALIKE}/", f"of {LOOKALIKE}"),
        (f"http://{SITE}/text", "no password field"),
        (f"http://{SITE}/outside", f"the page of the field is of {EVIL}"),
        (f"http://{EVIL}/inside", f"a page around the field is of {EVIL}"),
        (f"http://{SITE}/swap", "no password field"),
    ],
)
async def test_it_is_typed_nowhere_else(desk: Desk, site: Site, address: str, words: str) -> None:
    before = list(site.got)
    await desk.act(acts.Open(target=address))
    field = await named(desk, "Password", "textbox")
    with pytest.raises(Refused) as refused:
        await desk.enter_secret(field.id, typed())
    assert words in refused.value.message and PASSWORD not in str(refused.value)
    await desk.act(acts.Click(element=(await named(desk, "Sign in", "button")).id), covers=ALL)
    sent = site.got[len(before) :]
    assert [word for _, word in sent] == [""]


async def test_a_field_that_is_gone_takes_nothing(desk: Desk) -> None:
    await desk.act(acts.Open(target=f"http://{SITE}/"))
    field = await named(desk, "Password", "textbox")
    await desk.act(acts.Open(target=f"http://{SITE}/home"))
    with pytest.raises(NotFound):
        await desk.enter_secret(field.id, typed())
