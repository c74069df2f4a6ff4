"""What people who watch the screen see of a secret: nothing, from before it is typed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deskhand.core import acts
from deskhand.desk.base import Desk
from deskhand.desk.run_folder import desk_folder
from tests.desk.secrecy.site import SITE
from tests.desk.secrecy.test_entering import named, typed
from tests.desk.secrecy.test_pictures import FIELD
from tests.server.desk.conftest import workspace_at
from tests.server.desk.viewer import Viewer, watching

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="module")]


def seen(viewer: Viewer) -> int:
    """How many pixels of the password field the viewer has been shown."""
    pixels = np.frombuffer(bytes(viewer.pixels), np.uint8).reshape(viewer.height, viewer.width, 4)[:, :, :3]
    return int((np.abs(pixels.astype(int) - np.array(FIELD)).sum(axis=2) < 40).sum())


async def test_who_watches_sees_black_where_a_secret_is(desk: Desk, tmp_path: Path) -> None:
    vnc = Path(desk.info.vnc_socket)
    folder = desk_folder(Path(desk.info.work_dir).parents[1])
    await desk.act(acts.Open(target=f"http://{SITE}/"))
    async with workspace_at(tmp_path, vnc, folder) as workspace:
        async with watching(workspace.address("window-1")) as viewer:
            await viewer.see()
            await viewer.until(lambda: seen(viewer) > 1_000)
            await desk.enter_secret((await named(desk, "Password", "textbox")).id, typed())
            code, reason = await viewer.until_closed()
            assert code == 1012 and "covered" in reason
        async with watching(workspace.address("window-1")) as viewer:
            await viewer.see()
            await viewer.until(lambda: viewer.updates > 0 and bytes(viewer.pixels).strip(b"\0") != b"")
            await desk.act(acts.Click(element=(await named(desk, "Show password")).id))
            await desk.act(acts.Scroll(direction="down", amount=2, at=(600, 500)))
            await desk.act(acts.Scroll(direction="up", amount=2, at=(600, 500)))
            await viewer.look(incremental=False)
            updates = viewer.updates
            await viewer.until(lambda: viewer.updates > updates)
            assert seen(viewer) == 0
            await desk.act(acts.Open(target="about:blank"))
            updates = viewer.updates
            await viewer.look(incremental=False)
            await viewer.until(lambda: viewer.updates > updates)
            pixels = np.frombuffer(bytes(viewer.pixels), np.uint8).reshape(viewer.height, viewer.width, 4)
            assert (pixels[200:, :, :3] > 0).any()
