"""Words read off the screen itself, where no program tells what it shows: canvases, pictures, bare X programs.

It knows pictures of the screen and OCR; it does not know pages or programs.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from deskhand.core.elements import Element, ElementList
from deskhand.core.errors import InvalidInput, NotFound
from deskhand.core.geometry import Box
from deskhand.desk.base import ElementQuery, Look, Picture
from deskhand.desk.sight.ids import Ids
from deskhand.desk.sight.ocr import Ocr
from deskhand.desk.sight.replies import wanted

Capture = Callable[[Box | None], Awaitable[Look]]
"""Takes a picture of a part of the screen (None: all of it), as the screen is now."""

MARGIN_PX = 12


class ScreenWords:
    """Reads the screen. Ids stay the same for the same words at the same place."""

    def __init__(self, ocr: Ocr, capture: Capture, size: tuple[int, int]) -> None:
        self._ocr = ocr
        self._capture = capture
        self._size = size
        self._ids = Ids("w")

    async def elements(self, query: ElementQuery) -> ElementList:
        """The words of the query's region, or of the whole screen, in reading order."""
        region = self._inside(query.region) if query.region is not None else None
        look = await self._capture(region)
        if look.picture is None:
            raise NotFound("no picture of the screen could be taken", hint="Take a screenshot, then try again.")
        test = wanted(query.find, query.roles, None, True)
        found = [e for e in self._placed(await self._ocr.read(look.picture.data), look.picture) if test(e)]
        omitted = max(0, len(found) - query.limit)
        return ElementList(frame=look.frame, elements=tuple(found[: query.limit]), omitted=omitted)

    async def element(self, element_id: str) -> Element | None:
        """The words of this id if they still stand where they were read."""
        key = self._ids.key(element_id)
        if not isinstance(key, tuple):
            return None
        name, box = key
        around = Box(box.x - MARGIN_PX, box.y - MARGIN_PX, box.width + 2 * MARGIN_PX, box.height + 2 * MARGIN_PX)
        found = (await self.elements(ElementQuery(region=self._inside(around)))).elements
        same = next((e for e in found if _letters(e.name) == _letters(name) and e.box.overlap(box)), None)
        return same.model_copy(update={"id": element_id}) if same else None

    async def named(self, elements: Iterable[Element]) -> list[Element]:
        """Give nameless things (icons of a file manager) the words that stand in their boxes."""
        found = list(elements)
        bare = [e for e in found if not e.name and e.role == "option"]
        if not bare:
            return found
        left, top = min(e.box.x for e in bare), min(e.box.y for e in bare)
        region = Box(left, top, max(e.box.right for e in bare) - left, max(e.box.bottom for e in bare) - top)
        words = (await self.elements(ElementQuery(region=region, limit=5_000))).elements
        names = {e.id: " ".join(w.name for w in words if e.box.contains(*w.box.center)) for e in bare}
        return [e.model_copy(update={"name": names[e.id]}) if names.get(e.id) else e for e in found]

    def _placed(self, words: tuple[Element, ...], picture: Picture) -> list[Element]:
        """Words in the picture's pixels as elements in desk pixels."""
        across, down = picture.box.width / max(1, picture.width), picture.box.height / max(1, picture.height)
        out = []
        for word in words:
            x, y = picture.box.x + word.box.x * across, picture.box.y + word.box.y * down
            size = max(1, round(word.box.width * across)), max(1, round(word.box.height * down))
            box = Box(round(x), round(y), *size)
            out.append(word.model_copy(update={"id": self._ids.of((word.name, box)), "box": box}))
        return out

    def _inside(self, box: Box) -> Box:
        left, top = max(0, box.x), max(0, box.y)
        right, bottom = min(self._size[0], box.right), min(self._size[1], box.bottom)
        if right <= left or bottom <= top:
            raise InvalidInput(f"the region {tuple(box)} is outside the screen",
                               hint=f"The screen is {self._size[0]}x{self._size[1]} px.")  # fmt: skip
        return Box(left, top, right - left, bottom - top)


def _letters(text: str) -> str:
    """Letters and digits only: two readings of the same words may differ in spaces and points."""
    return "".join(c for c in text.casefold() if c.isalnum())
