"""What a person changed on the desk while they had it, for the model's next turn: pages and files, before and after.

Page titles, addresses and file names are a stranger's words. It does not know who has the desk, nor shows the screen.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

from deskhand.core.errors import DeskhandError, NotFound
from deskhand.core.messages import TextPart
from deskhand.desk.base import WORK_DIR, Desk, ElementQuery

DEPTH = 4
"""How deep into the work folder is looked: what people drop lies near its top."""
NAMED_MAX = 12
NAME_CHARS_MAX = 200

HEAD = "The person had the desk and gave it back. It may not be as you left it: look at what is there now."
UNKNOWN = "What they changed is not known."
SAME = "The same pages are open, and no file was seen to change."


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a desk: the addresses of open pages, and of each file its size and when it was changed.

    None: that could not be found out.
    """

    pages: tuple[str, ...] | None
    files: dict[str, tuple[int, float]] | None


async def standing(desk: Desk) -> Standing:
    """What stands there now. Raises nothing: what can't be found out is not known."""
    pages: tuple[str, ...] | None
    files: dict[str, tuple[int, float]] | None = None
    try:
        listed = await desk.elements(ElementQuery(source="page", limit=1))
        pages = tuple(page.address for page in listed.pages if page.address)
    except NotFound:
        pages = ()  # no browser runs
    except DeskhandError:
        pages = None
    with contextlib.suppress(DeskhandError):
        found = await desk.list_files(WORK_DIR, depth=DEPTH)
        files = {entry.path: (entry.size, entry.modified) for entry in found if entry.kind != "folder"}
    return Standing(pages, files)


def handed_back_words(before: Standing | None, now: Standing) -> tuple[TextPart, ...]:
    """What a model is told: that it was so, in Deskhand's words, and what changed, in a stranger's."""
    if before is None:
        return (TextPart(text=f"{HEAD} {UNKNOWN}"),)
    lines = [*_page_lines(before.pages, now.pages), *_file_lines(before.files, now.files)]
    unknown = [name for name, each in (("pages", now.pages), ("files", now.files)) if each is None]
    told = [f"Which {name} changed is not known." for name in unknown]
    if not lines:
        return (TextPart(text=" ".join([HEAD, *(told or [SAME])])),)
    return (TextPart(text=" ".join([HEAD, *told])), TextPart(text="\n".join(lines), stranger=True))


def _page_lines(before: tuple[str, ...] | None, now: tuple[str, ...] | None) -> list[str]:
    if before is None or now is None:
        return []
    return [
        *_line("Pages that are open now", (page for page in now if page not in before)),
        *_line("Pages that are open no more", (page for page in before if page not in now)),
    ]


def _file_lines(before: dict[str, tuple[int, float]] | None, now: dict[str, tuple[int, float]] | None) -> list[str]:
    if before is None or now is None:
        return []
    return [
        *_line("New files", (name for name in now if name not in before)),
        *_line("Changed files", (name for name in now if name in before and now[name] != before[name])),
        *_line("Deleted files", (name for name in before if name not in now)),
    ]


def _line(head: str, names: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(names))
    named = ", ".join(name[:NAME_CHARS_MAX] for name in found[:NAMED_MAX])
    more = f" and {len(found) - NAMED_MAX} more" if len(found) > NAMED_MAX else ""
    return [f"{head}: {named}{more}."] if found else []
