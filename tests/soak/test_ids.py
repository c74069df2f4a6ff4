"""What was listed in a browser that died names nothing in the one after it, though both count from e1."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from soak.victims import below, find, keeper_of, outliving

from deskhand.core.acts import Click, Key, Open
from deskhand.core.errors import NotFound
from deskhand.desk.base import DeskSpec
from deskhand.desk.client import DeskClient
from deskhand.desk.open import open_desk
from tests.desk.keeper.site import site

pytestmark = pytest.mark.desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[DeskClient]:
    with site() as place:
        desk = await open_desk(tmp_path, DeskSpec(sites={"expenses.test": place}))
        yield desk
        await desk.close()


async def test_an_id_of_a_browser_that_died_is_refused_until_the_elements_are_listed_again(
    desk: DeskClient, tmp_path: Path
) -> None:
    await desk.act(Open(target="http://expenses.test/"))
    listed = next(element for element in (await desk.elements()).elements if element.role == "button")
    assert await desk.element(listed.id) is not None
    browser = find("browser", tmp_path)
    assert browser is not None
    os.kill(browser, signal.SIGKILL)
    notes = ""
    while "browser had died" not in notes:
        notes += (await desk.act(Key(keys="shift"))).note
    assert await desk.element(listed.id) is None
    with pytest.raises(NotFound, match="name nothing now"):
        await desk.act(Click(element=listed.id))
    again = next(element for element in (await desk.elements()).elements if element.role == "button")
    await desk.act(Click(element=again.id))


async def test_files_that_were_being_brought_in_when_the_keeper_died_are_there_on_the_next_desk(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.txt").write_text("a")
    spec = DeskSpec(files={"mine": str(tmp_path / "mine")})
    run_dir = tmp_path / "run"
    (run_dir / "desk/work/mine").mkdir(parents=True)  # as a keeper leaves it that is killed while it copies
    desk = await open_desk(run_dir, spec)
    try:
        assert await desk.read_file("mine/a.txt") == b"a"
        keeper = keeper_of(run_dir)
        assert keeper is not None
        await desk.delete_file("mine/a.txt")
        family = below(keeper)
        os.kill(keeper, signal.SIGKILL)
        assert not outliving(family, 20)
        await desk.detach()
        desk = await open_desk(run_dir, spec)
        with pytest.raises(NotFound):
            await desk.read_file("mine/a.txt")
    finally:
        await desk.close()


async def test_a_way_out_that_dies_as_it_starts_is_waited_for_by_the_next_load(
    desk: DeskClient, tmp_path: Path
) -> None:
    await desk.run("true")
    proxy = find("proxy", tmp_path)
    assert proxy is not None
    os.kill(proxy, signal.SIGKILL)
    assert not outliving([proxy], 20)
    notes = ""
    while "way to the network" not in notes:
        notes += (await desk.act(Key(keys="shift"))).note
        second = find("proxy", tmp_path)
        if second is not None and "killed" not in notes:
            os.kill(second, signal.SIGKILL)
            notes += "killed"
    assert (await desk.act(Open(target="http://expenses.test/two"))).frame
    assert any("Second page" in element.name for element in (await desk.elements()).elements)
