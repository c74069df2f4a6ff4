"""Programs by their accessibility trees: a text editor and a file manager, as they are on the desk."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deskhand.core.elements import Element
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.desk.base import ElementQuery
from deskhand.desk.sight.apps import Apps
from tests.desk.sight import rig

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]


@contextlib.asynccontextmanager
async def program(apps: Apps, env: dict[str, str], folder: Path, *argv: str) -> AsyncIterator[None]:
    """A program whose window is the active one, with a home of its own: an editor would offer to restore texts."""
    home = tempfile.mkdtemp(dir=folder)
    process = rig.start(list(argv), {**env, "HOME": home}, folder)

    async def in_front() -> bool:
        active = await apps.active_window()
        return active is not None and active[0].app == argv[0]

    try:
        await rig.until(in_front)
        yield
    finally:
        await asyncio.to_thread(rig.end, process)


async def textbox(apps: Apps, value: str) -> Element:
    """The text area, once the program has drawn it with this text."""

    async def drawn() -> list[Element]:
        return [e for e in (await apps.elements()).elements if e.role == "textbox" and e.value == value]

    await rig.until(drawn)
    return (await drawn())[0]


async def named(apps: Apps, role: str, name: str) -> Element:
    return next(e for e in (await apps.elements()).elements if e.role == role and e.name == name)


async def test_an_editor_shows_its_menus_and_its_text(apps, env, folder) -> None:
    (folder / "note.txt").write_text("hello there\nsecond")
    async with program(apps, env, folder, "mousepad", "--disable-server", str(folder / "note.txt")):
        menu = await named(apps, "menuitem", "File")
        assert (menu.source, menu.app) == ("app", "mousepad")
        text = await textbox(apps, "hello there\nsecond")
        assert {"multiline", "focused"} <= set(text.states)
        assert (await apps.windows())[0].title.endswith("note.txt - Mousepad")
        focused, at = await apps.focused(), await apps.element_at(*text.box.center)
        assert focused is not None and at is not None and focused.id == at.id == text.id


async def test_a_text_field_of_a_program_takes_a_value(apps, env, folder) -> None:
    async with program(apps, env, folder, "mousepad", "--disable-server"):
        text = await textbox(apps, "")
        assert await apps.set_value(text.id, "Łódź 🙂 東京") == "Łódź 🙂 東京"
        now = await apps.element(text.id)
        assert now is not None and now.value == "Łódź 🙂 東京"
        with pytest.raises(InvalidInput, match="no value that can be set"):
            await apps.set_value((await named(apps, "menuitem", "File")).id, "x")

    async def gone() -> bool:
        return await apps.element(text.id) is None

    await rig.until(gone)
    with pytest.raises(NotFound, match="no longer on the screen"):
        await apps.point_of(text.id)


async def test_a_file_manager_shows_its_bar_and_a_query_narrows_the_list(apps, env, folder) -> None:
    async with program(apps, env, folder, "thunar", str(folder)):
        back = await apps.elements(ElementQuery(find="open parent", roles=("button",)))
        assert [e.name for e in back.elements] == ["Open Parent"]

        async def still() -> bool:
            now = await apps.element(back.elements[0].id)
            return now is not None and now.box.contains(*await apps.point_of(now.id))

        await rig.until(still)
