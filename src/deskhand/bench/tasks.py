"""What is measured on the page: small pieces of work, each with how the page says that its effect is there.

A task knows its places on the screen; it does not know who does it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deskhand.bench.site import HOST
from deskhand.bench.ways import Seen, Way
from deskhand.core.acts import Click, Key, Open
from deskhand.core.errors import NotFound
from deskhand.core.geometry import Point
from deskhand.desk.base import ElementQuery
from deskhand.desk.client import DeskClient

FIFTY = "The quick brown fox jumps over the lazy dog, okay."
UNICODE = "ñ漢字€🙂 Привет — ½ ほげ"
SCREEN_MIDDLE = Point(640, 600)


@dataclass(frozen=True)
class Places:
    """Where the page's parts are on the screen. The same whatever the page shows."""

    button: Point
    field: Point
    menu: Point
    next_page: Point
    slow_page: Point


@dataclass(frozen=True)
class Task:
    """prepare: brings the page there, untimed. do: what is timed. says: what the page says when the effect is painted
    (kind and text), None where it can't know."""

    name: str
    prepare: Callable[[DeskClient, Places], Awaitable[None]]
    do: Callable[[Way, Places], Awaitable[Seen]]
    says: tuple[str, str] | None = None


async def open_page(desk: DeskClient, *, late_ms: int = 0) -> None:
    """The page, fresh and at its top."""
    await desk.act(Open(target=f"http://{HOST}/act?late={late_ms}"))


async def find_places(desk: DeskClient) -> Places:
    """Ask the page where its parts are. Raises NotFound when it isn't there."""
    listing = await desk.elements(ElementQuery(source="page"))
    centers = {element.name: element.box.center for element in listing.elements if element.box is not None}
    try:
        names = ("Press", "Field", "Menu", "Next page", "Slow page")
        return Places(*(centers[name] for name in names))
    except KeyError as missing:
        raise NotFound(f"The page shows no {missing}.", hint="Run deskhand doctor, then try again.") from None


async def _fresh(desk: DeskClient, _: Places) -> None:
    await open_page(desk)


async def _in_field(desk: DeskClient, places: Places) -> None:
    await desk.act(Click(at=places.field))
    await desk.act(Key(keys="ctrl+a"))


async def _stay(_: DeskClient, __: Places) -> None:
    """Go on where the task before has ended."""


async def _menu_closed(desk: DeskClient, _: Places) -> None:
    await desk.act(Key(keys="Escape"))


TASKS = (
    Task("click", _fresh, lambda way, places: way.click(places.button), ("press", "1")),
    Task("type 50 characters", _in_field, lambda way, _: way.type(FIFTY), ("field", FIFTY)),
    Task("type Unicode", _in_field, lambda way, _: way.type(UNICODE), ("field", UNICODE)),
    Task("open a menu", _stay, lambda way, places: way.click(places.menu)),
    Task("scroll", _menu_closed, lambda way, _: way.scroll_down(SCREEN_MIDDLE, 5)),
    Task("follow a link", _fresh, lambda way, places: way.click(places.next_page), ("page", "1")),
    Task("follow a slow link (0.5 s)", _fresh, lambda way, places: way.click(places.slow_page), ("page", "1")),
)
"""In the order in which they are done: each leaves the page as the next wants it."""
