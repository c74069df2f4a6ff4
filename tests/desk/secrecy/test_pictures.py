"""What a picture of the desk shows of a secret: nothing, wherever the page shows it and however it moves."""

from __future__ import annotations

import asyncio
import io

import numpy as np
import pytest
from PIL import Image

from deskhand.core import acts
from deskhand.core.geometry import Box
from deskhand.core.targets import Covers
from deskhand.desk.base import Desk, ElementQuery, Picture
from tests.desk.secrecy.site import PASSWORD, SITE
from tests.desk.secrecy.test_entering import named, typed

ALL = Covers(hosts=("*",))
pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="module")]

FIELD = (255, 0, 254)
"""The colour behind the letters of the password field of the site."""


def shown(picture: Picture | None) -> int:
    """How many pixels of the password field a picture shows."""
    assert picture is not None
    pixels = np.asarray(Image.open(io.BytesIO(picture.data)).convert("RGB")).astype(int)
    return int((np.abs(pixels - np.array(FIELD)).sum(axis=2) < 40).sum())


async def screen_words(desk: Desk) -> str:
    """What OCR reads off a picture of the screen."""
    listing = await desk.elements(ElementQuery(source="ocr"))
    return " ".join(element.name for element in listing.elements)


async def filled(desk: Desk, path: str) -> None:
    await desk.act(acts.Open(target=f"http://{SITE}{path}"))
    await desk.enter_secret((await named(desk, "Password", "textbox")).id, typed())


async def test_the_field_is_covered_also_when_it_shows_its_letters(desk: Desk) -> None:
    await desk.act(acts.Open(target=f"http://{SITE}/"))
    assert shown((await desk.look()).picture) > 1_000
    await filled(desk, "/")
    assert shown((await desk.look()).picture) == 0
    await desk.act(acts.Click(element=(await named(desk, "Show password")).id))
    field = await named(desk, "Password", "textbox")
    assert (field.value, "password" in field.states) == ("••••", True)
    for picture in (
        (await desk.look()).picture,
        (await desk.look(region=field.box)).picture,
        (await desk.act(acts.Zoom(region=field.box))).picture,
        (await desk.act(acts.Wait(duration_s=0.1))).picture,
    ):
        assert shown(picture) == 0
    assert "kämpfer" not in await screen_words(desk)


async def test_a_password_that_a_person_typed_is_covered_when_the_page_shows_it(desk: Desk) -> None:
    await desk.act(acts.Open(target=f"http://{SITE}/"))
    await desk.act(acts.SetValue(element=(await named(desk, "Password", "textbox")).id, value="something else"))
    assert shown((await desk.look()).picture) > 1_000
    await desk.act(acts.Click(element=(await named(desk, "Show password")).id))
    assert shown((await desk.look()).picture) == 0


@pytest.mark.slow
async def test_it_stays_covered_wherever_the_page_is_scrolled(desk: Desk) -> None:
    await filled(desk, "/")
    await desk.act(acts.Click(element=(await named(desk, "Show password")).id))
    for direction in ("down", "up"):
        scroll = asyncio.ensure_future(desk.act(acts.Scroll(direction=direction, amount=4, at=(600, 500))))
        while not scroll.done():
            assert shown((await desk.look()).picture) == 0


async def test_it_stays_covered_in_a_page_that_never_stands_still(desk: Desk) -> None:
    await filled(desk, "/moving")
    await desk.act(acts.Click(element=(await named(desk, "Show password")).id))
    heading = await named(desk, "Sign in", "heading")
    await desk.act(acts.Click(element=heading.id))
    seen = [shown((await desk.look()).picture) for _ in range(25)]
    assert seen == [0] * 25


async def test_what_covers_follows_the_field_and_leaves_the_rest_to_be_seen(desk: Desk) -> None:
    await filled(desk, "/")
    look = await desk.look()
    assert look.picture is not None
    pixels = np.asarray(Image.open(io.BytesIO(look.picture.data)).convert("RGB"))
    box = (await named(desk, "Password", "textbox")).box
    inside, outside = pixels[box.center.y, box.center.x], pixels[box.bottom + 12, box.center.x]
    assert tuple(inside) == (0x70, 0x70, 0x78) != tuple(outside)
    grey = (pixels == np.array([0x70, 0x70, 0x78])).all(axis=2).sum()
    assert grey < 2 * box.width * box.height


@pytest.mark.slow
async def test_a_page_that_tells_it_is_covered_where_it_does(desk: Desk) -> None:
    await filled(desk, "/")
    await desk.act(acts.Open(target=f"http://{SITE}/mine"))
    words = await screen_words(desk)
    assert "Your password" in words and "kämpfer" not in words.casefold() and "kampfer" not in words.casefold()
    listing = await desk.elements(ElementQuery())
    texts = " ".join(element.name for element in listing.elements)
    assert PASSWORD not in texts and "[secret sign password]" in texts


@pytest.mark.slow
async def test_the_bars_of_the_browser_are_covered_while_the_address_shows_it(desk: Desk) -> None:
    await filled(desk, "/get")
    await desk.act(acts.Click(element=(await named(desk, "Sign in", "button")).id), covers=ALL)
    await named(desk, "Asked")
    listing = await desk.elements(ElementQuery())
    assert "word=[secret sign password]" in listing.pages[0].address
    bars = (await desk.look(region=Box(0, 0, 1280, 60))).picture
    assert bars is not None
    assert len(np.unique(np.asarray(Image.open(io.BytesIO(bars.data)).convert("RGB")).reshape(-1, 3), axis=0)) <= 2
    snapshot = await desk.snapshot("after")
    assert [page.address for page in snapshot.pages] == [f"http://{SITE}/asked"]
