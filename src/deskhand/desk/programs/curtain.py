"""What no picture of a desk may show: typed secrets in pages and programs, and passwords that a page shows.

It joins what was typed with where the browser and the programs show it. It does not know pixels.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

from deskhand.core.errors import DeskhandError
from deskhand.core.geometry import Box
from deskhand.desk.secrecy import Secrecy
from deskhand.desk.sight.apps import Apps
from deskhand.desk.sight.browser import Browser
from deskhand.desk.sight.hiding import swept


class DeskCurtain:
    """The curtain of one screen side. browser and apps are those that run now; fields: ids of programs' fields."""

    def __init__(self, secrecy: Secrecy, browser: Browser | None, apps: Apps | None) -> None:
        self._secrecy = secrecy
        self._browser = browser
        self._apps = apps
        self.fields: set[str] = set()
        self._covered = False

    @property
    def drawn(self) -> bool:
        met = self._browser is not None and not self._browser.lost and self._browser.hiding.met_password
        return met or self._secrecy.active

    async def boxes(self, *, settled: bool) -> dict[str, Box]:
        """Beforehand nothing is asked where nothing was typed or covered: what the pages tell afterwards is enough."""
        if not (settled or self._secrecy.active or self._covered):
            return {}
        found: dict[str, Box] = {}
        browser, apps = self._browser, self._apps
        if browser is not None and not browser.lost:
            found |= await browser.hiding.boxes(self._secrecy, settled=settled)
        for field in self.fields if apps is not None and not apps.lost else ():
            with contextlib.suppress(DeskhandError):
                if apps is not None and (element := await apps.element(field)) is not None:
                    found[f"app.{field}"] = element.box
        self._covered = bool(found)
        return found

    def swept(self, before: Mapping[str, Box], after: Mapping[str, Box]) -> Sequence[Box]:
        return swept(before, after)
