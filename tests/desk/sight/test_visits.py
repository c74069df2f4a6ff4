"""What is opened is there afterwards, whatever happens to the page meanwhile, in a real Chromium."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskhand.core.errors import DeskhandError, InvalidInput, LimitExceeded
from deskhand.desk.sight import visits
from deskhand.desk.sight.browser import Browser
from deskhand.desk.sight.tabs import Tab
from deskhand.desk.sight.visits import DOWNLOADED
from tests.desk.sight import rig

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]


async def front(browser: Browser) -> Tab:
    tab = await browser._front()
    assert tab is not None
    return tab


async def stands(browser: Browser, page: str) -> bool:
    """Whether the browser itself says that this page stands in front."""
    tab = await front(browser)
    tree = await browser._connection.call("Page.getFrameTree", session=tab.session)
    return str(tree["frameTree"]["frame"]["url"]).endswith(f"/{page}.html")


def instead(browser: Browser, monkeypatch: Any, times: int, before: Callable[[], Any]) -> list[str]:
    """Have something else happen right after the first `times` navigations have begun."""
    call, begun = browser._connection.call, []

    async def calling(method: str, params: Any = None, **rest: Any) -> Any:
        if method != "Page.navigate":
            return await call(method, params, **rest)
        begun.append(str(params["url"]))
        going = asyncio.ensure_future(call(method, params, **rest))
        if len(begun) <= times:
            await asyncio.sleep(0)  # the first one is on its way before what takes its place
            await before()
        return await going

    monkeypatch.setattr(browser._connection, "call", calling)
    return begun


async def test_what_is_opened_as_soon_as_a_browser_is_there_stands_in_its_only_page(env, site, tmp_path: Path) -> None:
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with rig.chromium(env, folder) as fresh:
            await fresh.open(f"{site.address}/form.html")
            assert await stands(fresh, "form") and len(await fresh.pages()) == 1


async def test_an_address_is_opened_again_when_something_took_its_place(browser, site, monkeypatch) -> None:
    await browser.open(f"{site.address}/form.html")
    tab, call = await front(browser), browser._connection.call
    other = {"url": f"{site.address}/rich.html"}
    rig.shut_gate()  # so that what is opened has not come yet when the other page is gone to
    begun = instead(browser, monkeypatch, 1, lambda: call("Page.navigate", other, session=tab.session))
    opening = asyncio.ensure_future(browser.open(f"{site.address}/slow"))
    await tab.until(lambda: tab.url.endswith("rich.html"), 10)
    rig.open_gate()
    await opening
    assert tab.url.endswith("/slow") and len(begun) == 2


async def test_an_address_that_something_else_always_replaces_is_never_said_to_be_open(
    browser, site, monkeypatch
) -> None:
    await browser.open(f"{site.address}/form.html")
    tab, call = await front(browser), browser._connection.call
    rig.shut_gate()
    other = {"url": f"{site.address}/rich.html"}
    begun = instead(browser, monkeypatch, 2, lambda: call("Page.navigate", other, session=tab.session))
    with pytest.raises(LimitExceeded, match="was not opened"):
        await browser.open(f"{site.address}/slow")
    rig.open_gate()
    assert len(begun) == 2 and await stands(browser, "rich")


async def test_a_page_that_crashes_as_it_comes_is_opened_once_more(browser, site, monkeypatch) -> None:
    await browser.open(f"{site.address}/form.html")
    tab, gone_to = await front(browser), visits._gone_to
    tries = []

    async def crashing(*given: Any) -> Any:
        tries.append(await gone_to(*given))
        if len(tries) > 1:
            return tries[-1]
        with contextlib.suppress(DeskhandError):
            await browser._connection.call("Page.crash", session=tab.session, timeout_s=0.5)
        await tab.until(lambda: tab.crashed, 10)
        return None

    monkeypatch.setattr(visits, "_gone_to", crashing)
    await browser.open(f"{site.address}/table.html")
    assert tries == ["", ""] and await stands(browser, "table") and not tab.crashed

    async def has_focus() -> bool:
        return (await browser._lister.metrics(tab)).focus

    await rig.until(has_focus)


@pytest.mark.parametrize(
    ("address", "words"),
    [("data:application/octet-stream,abc", DOWNLOADED), ("{site}/form.html#far", "")],
)
async def test_what_came_of_an_address_that_is_no_new_page_is_told(browser, site, address, words) -> None:
    await browser.open(f"{site.address}/form.html")
    assert await browser.open(address.replace("{site}", site.address)) == words
    assert (await front(browser)).url.startswith(f"{site.address}/form.html")


async def test_an_address_that_nobody_answers_is_refused_with_the_browsers_reason(browser) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with pytest.raises(InvalidInput, match="ERR_CONNECTION_REFUSED"):
        await browser.open(f"http://127.0.0.1:{port}/")
