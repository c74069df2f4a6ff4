"""`elements`: what is on the screen, by name, for models that can't or need not read pixels."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from deskhand.core.elements import render_elements
from deskhand.core.geometry import Box
from deskhand.core.values import Value
from deskhand.desk.base import ElementQuery
from deskhand.tools.base import Tool, ToolContext, ToolResult, told
from deskhand.tools.computer import Region


class ElementsArguments(Value):
    """Which elements to list; without any: all that can be seen."""

    find: str = Field(default="", max_length=200, description="words that must occur in it")
    roles: tuple[str, ...] = Field(default=(), max_length=20, description='such as ["button", "link"]')
    region: Region | None = Field(default=None, description="[left, top, right, bottom]")
    offscreen: bool = Field(default=False, description="also what can be scrolled to")
    text: bool = Field(default=True, description="also plain words")
    source: Literal["auto", "page", "app", "ocr"] = Field(default="auto", description="ocr reads pixels; slow")
    limit: int = Field(default=300, ge=1, le=2_000)


class Elements(Tool):
    """List what is on the screen."""

    name = "elements"
    Arguments = ElementsArguments
    description = (
        "List what is on the screen by role, name, value and place, one line each, from the page, the program's "
        "accessibility tree or (source ocr) the pixels. Ids such as e12 can be given to `computer` instead of a "
        "coordinate: clicking an element scrolls to it. Cheaper than a screenshot."
    )

    async def execute(self, arguments: ElementsArguments, context: ToolContext) -> ToolResult:
        region = None
        if arguments.region:
            left, top, right, bottom = arguments.region
            region = Box(left, top, max(0, right - left), max(0, bottom - top))
        listing = await context.desk.elements(
            ElementQuery(
                find=arguments.find,
                roles=arguments.roles,
                region=region,
                offscreen=arguments.offscreen,
                text=arguments.text,
                source=arguments.source,
                limit=arguments.limit,
            )
        )
        details = {"count": len(listing.elements), "pages": [page.model_dump() for page in listing.pages]}
        return told(render_elements(listing), stranger=True, details=details, frame=listing.frame or None)
