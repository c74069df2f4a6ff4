"""A small transformer over bytes, with random weights: it has an opinion on the next byte, and no reason for it.

Pre-norm blocks with causal attention, as usual; no training, no state between calls. It does not know grammars.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

END = 256
"""The token that ends a text; all others are bytes."""
VOCABULARY = END + 1
WINDOW = 48
"""How many bytes it looks back upon."""

_LAYERS, _HEADS, _WIDTH = 2, 4, 32
"""So small that no product of matrices is worth several threads to the BLAS: those would wait for each other."""

_LIVELY = 1.3
"""The spread of what it says: at 1 it would hardly prefer one byte to another."""


@dataclass(frozen=True)
class _Block:
    """The weights of one layer."""

    attends: Floats
    gathers: Floats
    widens: Floats
    narrows: Floats


class Network:
    """The model. The same seed gives the same weights."""

    def __init__(self, seed: int = 0) -> None:
        chance = np.random.default_rng(seed)

        def weights(rows: int, columns: int) -> Floats:
            return chance.normal(0.0, rows**-0.5, (rows, columns))

        self._bytes = chance.normal(0.0, 1.0, (VOCABULARY, _WIDTH))
        self._places = chance.normal(0.0, 0.5, (WINDOW, _WIDTH))
        self._blocks = [
            _Block(
                attends=weights(_WIDTH, 3 * _WIDTH),
                gathers=weights(_WIDTH, _WIDTH),
                widens=weights(_WIDTH, 4 * _WIDTH),
                narrows=weights(4 * _WIDTH, _WIDTH),
            )
            for _ in range(_LAYERS)
        ]
        self._out = weights(_WIDTH, VOCABULARY) * _LIVELY

    def logits(self, text: bytes) -> Floats:
        """How much it is for each next token after the end of the text: an array of VOCABULARY numbers."""
        tokens = np.frombuffer(text[-WINDOW:] or b"\n", np.uint8)
        state: Floats = self._bytes[tokens] + self._places[: len(tokens)]
        for block in self._blocks:
            state = state + _attended(_normed(state), block)
            state = state + np.maximum(_normed(state) @ block.widens, 0.0) @ block.narrows
        found: Floats = _normed(state[-1:])[0] @ self._out
        return found


def _normed(state: Floats) -> Floats:
    centred = state - state.mean(axis=-1, keepdims=True)
    scaled: Floats = centred / (centred.std(axis=-1, keepdims=True) + 1e-6)
    return scaled


def _attended(state: Floats, block: _Block) -> Floats:
    """Each place gathers from those up to it, head by head."""
    length = len(state)
    asks, keys, values = (state @ block.attends).reshape(length, 3, _HEADS, -1).transpose(1, 2, 0, 3)
    scores = asks @ keys.transpose(0, 2, 1) / np.sqrt(keys.shape[-1])
    scores = np.where(np.tril(np.ones((length, length), bool)), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    mixed = (weights / weights.sum(axis=-1, keepdims=True)) @ values
    gathered: Floats = mixed.transpose(1, 0, 2).reshape(length, -1) @ block.gathers
    return gathered
