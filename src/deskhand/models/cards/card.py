"""The shape of a capability card. It holds facts; what follows from them is decided by those who read it."""

from __future__ import annotations

from typing import Literal

from deskhand.core.values import Value


class Card(Value):
    """What Deskhand needs to know of a model. 0 or nothing: not known, or does not apply.

    model: "provider/name". needs_key: the provider whose key it needs. price: "free", "by token", or "unknown";
    price_row: its name in the price table, where that is another than its own.
    thinks: False for a model that follows a program. thinking: what is asked for, "" for the model's own default.
    thinking_bound: its thinking may only be replayed behind an unchanged prefix. forced_choice: it can be made to call
    a tool. efforts: levels that it accepts.

    wires: names of the wire forms that it speaks, best first; an adapter steps down when one is refused.
    sees: it takes pictures; without, it reads elements as text. pictures: when a picture is returned to it: never,
    after a batch of calls, or with each call.
    coordinates: "pixels" of the picture that was sent, "grid_1000": thousandths of its width and height, or "grid_1":
    parts of them, from 0 to 1. axes: the order that it gives them in, whatever it is told. points_with: "box" when it
    gives the corners of what it points at.
    picture_edge_px_max, picture_pixels_max, picture_tokens_max: a larger picture is scaled down before it is sent, as
    the provider would do it unasked. picture_tile_px, picture_tile_tokens: a picture costs so many tokens for each
    square of that side, begun ones too; picture_tokens_flat: or this many, whatever its size. pictures_max: in one
    request.

    caching: "marked" where the request says what to keep, "automatic" where the provider finds out itself.
    cache_tokens_min: no shorter prefix is kept. clearing: the provider's own way of clearing old results.
    context_tokens: all that it reads and writes at once. output_tokens_max: the most it may write in one turn.
    pool: models of one pool share their rate limits; "" is a pool of its own.
    """

    model: str
    about: str = ""
    needs_key: str = ""
    price: Literal["free", "by token", "unknown"] = "unknown"
    price_row: str = ""
    thinks: bool = True
    thinking: Literal["", "adaptive"] = ""
    thinking_bound: bool = False
    forced_choice: bool = True
    efforts: tuple[str, ...] = ()

    wires: tuple[str, ...] = ()
    sees: bool = True
    pictures: Literal["never", "after_batch", "each_call"] = "each_call"
    coordinates: Literal["pixels", "grid_1000", "grid_1"] = "pixels"
    axes: Literal["xy", "yx"] = "xy"
    points_with: Literal["point", "box"] = "point"
    picture_edge_px_max: int = 0
    picture_pixels_max: int = 0
    picture_tokens_max: int = 0
    picture_tile_px: int = 28
    picture_tile_tokens: float = 1.0
    picture_tokens_flat: int = 0
    pictures_max: int = 0

    caching: Literal["", "marked", "automatic"] = ""
    cache_tokens_min: int = 0
    clearing: str = ""
    context_tokens: int = 0
    output_tokens_max: int = 0
    pool: str = ""

    @property
    def provider(self) -> str:
        return self.model.partition("/")[0]

    @property
    def own_name(self) -> str:
        """The name as the provider knows it; empty for a provider with a single model."""
        return self.model.partition("/")[2]
