"""A fake desk that outlives the process it is in: what was done to it and how it stands lie in its folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deskhand.core import acts
from deskhand.core.targets import Covers
from deskhand.desk.base import ActReport
from deskhand.testing.desk import FakeDesk, FakePage

STATE_NAME = "fake-desk.json"
EFFECTS_NAME = "fake-effects.jsonl"


class KeptFakeDesk(FakeDesk):
    """The fake desk of a folder. Every effect is written down as it happens; pages and files as they are after it."""

    def __init__(self, folder: Path, pages: list[FakePage]) -> None:
        super().__init__(pages)
        self._folder = folder
        self.effects = _Written(folder / EFFECTS_NAME, effects_of(folder))
        if (folder / STATE_NAME).exists():
            self._stand(json.loads((folder / STATE_NAME).read_text("utf-8")))

    def _stand(self, kept: dict[str, Any]) -> None:
        self._frame = kept["frame"]
        self.files = {name: text.encode() for name, text in kept["files"].items()}
        for address, values in kept["values"].items():
            page = self.pages[address]
            page.elements = [each.model_copy(update={"value": values.get(each.id, "")}) for each in page.elements]
        self.page = self.pages.get(kept["page"])

    async def act(
        self, act: acts.Act, *, seen: int | None = None, dialog: bool = False, covers: Covers | None = None
    ) -> ActReport:
        report = await super().act(act, seen=seen, dialog=dialog, covers=covers)
        self._keep()
        return report

    async def write_file(self, path: str, data: bytes) -> None:
        await super().write_file(path, data)
        self._keep()

    def _keep(self) -> None:
        state = {
            "frame": self._frame,
            "page": self.page.address if self.page else "",
            "values": {name: {each.id: each.value for each in page.elements} for name, page in self.pages.items()},
            "files": {name: data.decode("utf-8", "replace") for name, data in self.files.items()},
        }
        (self._folder / STATE_NAME).write_text(json.dumps(state), "utf-8")

    async def close(self) -> None:
        """The fake goes on in its folder."""


class _Written(list[str]):
    """A list that is a file too."""

    def __init__(self, path: Path, before: Iterable[str]) -> None:
        super().__init__(before)
        self._path = path

    def append(self, item: str) -> None:
        super().append(item)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(item) + "\n")


def effects_of(folder: Path) -> list[str]:
    """What took effect on the fake desk of this folder, in whichever process."""
    path = folder / EFFECTS_NAME
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
