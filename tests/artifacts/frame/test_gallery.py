"""Every piece of the gallery is drawn in the sealed frame, in both themes, without an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deskhand.server.gallery.pieces import contents

from .conftest import opened_in
from .gallery import MOVES, shown

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.timeout(600)]


async def test_every_piece_is_drawn_in_both_themes_without_an_error(tmp_path: Path) -> None:
    async with opened_in(tmp_path) as stage:
        for theme in ("light", "dark"):
            await stage.run(f"stage.showing.setTheme({json.dumps(theme)})")
            for title, content in contents("en"):
                words = await shown(stage, f"{title} {theme}", content)
                await stage.run(MOVES)
                assert words["type"] == "painted", (title, words)
        assert await stage.said("failed") == []
        assert await stage.said("blocked") == []
        assert [each for each in await stage.said("console") if each["level"] == "error"] == []
        assert await stage.run("stage.ended") == []
