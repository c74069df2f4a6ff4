"""A test double of a model that sees: it finds the square in the picture it was sent, and says where as it was told to.

It answers the probe's questions from the request alone, as a server would have to: as a Messages API (`messages`) or as
a server of Chat Completions (`chat`), with calls in every form that the adapter knows.
"""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image, ImageColor

from deskhand.models.chat import tagged
from deskhand.models.probe.conventions import Convention
from deskhand.models.probe.pictures import COLORS

from ..anthropic.peer import Refused, Said, text, use
from ..chat import peer as chat

Place = tuple[float, float, float, float]


@dataclass
class Beholder:
    """counts: how it points. wrong: the numbers of the pointings that go wrong. words: how it writes a place when it
    calls no tool; tool: the one it points with. blind: it names colours at random; refuses_pictures: its server says
    400 to them."""

    counts: Convention = Convention()
    wrong: tuple[int, ...] = ()
    words: Callable[[str], str] = "The square is at {}.".format
    calls: bool = True
    calls_at_once: int = 2
    blind: bool = False
    tool: str = "point_at"
    refuses_pictures: bool = False
    pointed: int = field(default=0, init=False)

    def messages(self, body: dict[str, Any]) -> Said | Refused:
        """Its answer to a body of the Messages API."""
        words, png = _read(body["messages"][-1]["content"])
        if png and self.refuses_pictures:
            return Refused(400, "invalid_request_error", "this model takes no images")
        tools = {tool.get("name", "") for tool in body.get("tools", ())} if self.calls else set()
        made, said = self.answer(words, png, tools)
        return Said(
            [*([text(said)] if said else []), *(use(f"c{n}", name, given) for n, (name, given) in enumerate(made))]
        )

    def chat(self, body: dict[str, Any]) -> chat.Said | chat.Refused:
        """Its answer to a body of Chat Completions."""
        words, png = _read_chat(body["messages"][-1]["content"])
        if png and self.refuses_pictures:
            return chat.Refused(400, "this model does not support images")
        told = body["messages"][0]["content"]
        tools = {tool["function"]["name"] for tool in body.get("tools", ())} | set(re.findall(r"^## (\w+)", told, re.M))
        made, said = self.answer(words, png, tools if self.calls else set())
        if "response_format" in body:
            listed = [{"tool": name, "arguments": given} for name, given in made]
            return chat.Said(content=json.dumps({"say": said, "calls": listed}))
        if "tools" in body:
            return chat.Said(said, tuple((f"c{n}", name, json.dumps(given)) for n, (name, given) in enumerate(made)))
        return chat.Said("\n".join([said, *(tagged.written(name, given) for name, given in made)]).strip())

    def answer(self, words: str, png: bytes, tools: set[str]) -> tuple[list[tuple[str, dict[str, Any]]], str]:
        """Its calls and its words for a question."""
        if "colour" in words:
            return [], "Purple, I think." if self.blind else _color(png) + "."
        if "press" in tools:
            numbers = [int(number) for number in re.findall(r"button (\d+)", words)]
            return [("press", {"number": number}) for number in numbers[: self.calls_at_once]], ""
        if "red square" in words:
            place, act = self._place(png), {"action": "left_click"} if self.tool == "computer" else {}
            return (
                ([(self.tool, {**act, "coordinate": place})], "")
                if self.tool in tools
                else ([], self.words(str(place)))
            )
        return [], "Hello."

    def _place(self, png: bytes) -> list[float]:
        self.pointed += 1
        x0, y0, x1, y1, width, height = _square(png, "red")
        if self.pointed in self.wrong:
            x0, x1 = x0 / 3, x1 / 3
        corners = [(x0, y0), (x1, y1)] if self.counts.form == "box" else [((x0 + x1) / 2, (y0 + y1) / 2)]
        said: list[float] = []
        for x, y in corners:
            scaled = {
                "pixels": (round(x), round(y)),
                "grid_1000": (round(x / width * 1000), round(y / height * 1000)),
                "grid_1": (round(x / width, 3), round(y / height, 3)),
            }[self.counts.unit]
            said += scaled if self.counts.axes == "xy" else scaled[::-1]
        return said


def _read(content: Any) -> tuple[str, bytes]:
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    words = " ".join(block["text"] for block in blocks if block["type"] == "text")
    pictures = [base64.b64decode(block["source"]["data"]) for block in blocks if block["type"] == "image"]
    return words, pictures[0] if pictures else b""


def _read_chat(content: Any) -> tuple[str, bytes]:
    parts = [{"type": "text", "text": content}] if isinstance(content, str) else content
    words = " ".join(part["text"] for part in parts if part["type"] == "text")
    urls = [part["image_url"]["url"] for part in parts if part["type"] == "image_url"]
    return words, base64.b64decode(urls[0].partition(",")[2]) if urls else b""


def _square(png: bytes, color: str) -> tuple[float, float, float, float, int, int]:
    """The box of what has this colour, and the picture's size."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), int)
    rows, columns = np.nonzero((abs(pixels - ImageColor.getrgb(COLORS[color])) < 12).all(axis=2))
    height, width, _ = pixels.shape
    return float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1), width, height


def _color(png: bytes) -> str:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    middle: Any = image.getpixel((image.width // 2, image.height // 2))
    return min(
        COLORS, key=lambda name: sum(abs(a - b) for a, b in zip(ImageColor.getrgb(COLORS[name]), middle, strict=False))
    )
