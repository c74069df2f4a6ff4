"""Nothing leaves a frame: every road out of it is tried in a real Chromium, while somebody listens.

The same roads are tried on a page without the seal, where they lead somewhere: a test that can't fail shows nothing.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest
import pytest_asyncio

from deskhand.bench.workspace.viewer import Viewer, viewing

from .attacker import PROBES, Attacker, listening
from .conftest import PORTS, opened_on
from .trying import all_roads, leaving

pytestmark = [pytest.mark.desk, pytest.mark.timeout(600), pytest.mark.asyncio(loop_scope="module")]

LEAVINGS = re.findall(r"^    (\w+): \(\)", PROBES.read_text("utf-8").partition("function leavings")[2], re.M)
LEAVINGS = LEAVINGS[: LEAVINGS.index("reload") + 1]

PATIENCE_S = 10
_NAMES = """
    fetch fetch_no_cors fetch_keepalive xhr xhr_sync beacon event_source websocket rtc_stun rtc_turn import script
    script_module script_inline import_from_data eval timeout_text worker worker_import_scripts worker_import worker_xhr
    worker_websocket img img_srcset picture image_object input_image video video_poster audio source object embed
    css_background css_image_set css_content css_list css_border css_mask css_filter css_import css_font css_variable
    css_inline font_face svg_image svg_use svg_foreign preload module_preload stylesheet
    frame frame_srcdoc_image frame_fetch frame_stun frame_turn form_get base
    location location_replace location_assign navigation_api meta_refresh link_self open_self to_blob
"""
LEADS_SOMEWHERE = frozenset(_NAMES.split())
"""Roads that lead to the listener from a page without the seal, in Chromium."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def viewer(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Viewer]:
    """One browser for all tests of this file: starting one takes as long as trying all roads."""
    async with viewing(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.mark.parametrize("ports", PORTS)
async def test_no_road_out_of_a_frame_leads_anywhere(viewer: Viewer, tmp_path: Path, ports: str) -> None:
    async with listening() as attacker, opened_on(viewer, tmp_path, *PORTS[ports]) as stage:
        found = await all_roads(stage, attacker.to)
        await stage.viewer.quiet()
        assert found.get("open") == [], found
        assert len(found["tried"]) > 100
        assert attacker.hits == []


@pytest.mark.slow
@pytest.mark.parametrize("ports", PORTS)
async def test_a_frame_that_leads_itself_elsewhere_gets_nowhere(viewer: Viewer, tmp_path: Path, ports: str) -> None:
    async with listening() as attacker, opened_on(viewer, tmp_path, *PORTS[ports]) as stage:
        ended = {name: await leaving(stage, attacker.to, name) for name in LEAVINGS}
        await stage.viewer.quiet()
        assert attacker.hits == []
        assert set(ended.values()) <= {"left", "silent", "stayed"}, ended
        assert ended["reload"] in ("left", "silent")


@pytest.mark.slow
async def test_without_the_seal_the_same_roads_lead_to_the_listener(viewer: Viewer) -> None:
    async with listening() as attacker:
        reached = set()
        for name in sorted(LEADS_SOMEWHERE):
            if await leads_somewhere(attacker, viewer, name):
                reached.add(name)
        assert reached == LEADS_SOMEWHERE


@pytest.mark.slow
async def test_all_roads_together_lead_to_the_listener_without_the_seal(viewer: Viewer) -> None:
    wanted = LEADS_SOMEWHERE - set(LEAVINGS) - {"rtc_stun", "rtc_turn", "frame_stun", "frame_turn"}
    async with listening() as attacker:
        await viewer.open("about:blank")
        await viewer.open(f"http://{attacker.http}/together")
        async with asyncio.timeout(60):
            while not {"udp", "tcp"} | wanted <= {*attacker.hits}:
                attacker.came.clear()
                await attacker.came.wait()


async def leads_somewhere(attacker: Attacker, viewer: Viewer, name: str) -> bool:
    """Whether anything arrives that the page itself does not ask for."""
    await viewer.open("about:blank")
    attacker.came.clear()
    await viewer.open(f"http://{attacker.http}/control/{name}#{quote(json.dumps(attacker.to))}")
    try:
        async with asyncio.timeout(PATIENCE_S):
            await attacker.came.wait()
    except TimeoutError:
        return False
    return True
