"""What may come next: grammars over bytes, by llguidance. It does not know what is likely, only what is allowed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from llguidance import LLMatcher, LLTokenizer, TokenizerWrapper
from numpy.typing import NDArray

from deskhand.core.errors import InvalidInput
from deskhand.models.tiny.network import END, VOCABULARY

Allowed = NDArray[np.bool_]


class _Bytes:
    """The vocabulary as llguidance wants it: every byte is a token."""

    eos_token_id = END
    bos_token_id = None
    tokens = [bytes([value]) for value in range(END)] + [b"<end>"]
    special_token_ids = [END]

    def __call__(self, text: str | bytes) -> list[int]:
        return list(text.encode() if isinstance(text, str) else text)


_TOKENIZER = LLTokenizer(TokenizerWrapper(_Bytes()), n_vocab=VOCABULARY, eos_token=END, slices=[])

SENTENCE = LLMatcher.grammar_from_regex(r"[A-Z][a-z]{1,8}( [a-z]{1,8}){1,5}\.")


def by_schema(schema: dict[str, Any]) -> str:
    """The grammar of JSON that is valid by a schema, without blanks between its parts.

    Raises InvalidInput for a schema that can't be held to.
    """
    try:
        grammar = LLMatcher.grammar_from_json_schema(schema, overrides={"whitespace_flexible": False})
    except ValueError as error:
        raise _unusable(str(error)) from error
    if problem := LLMatcher.validate_grammar(grammar, _TOKENIZER):
        raise _unusable(problem)
    return grammar


def one_of(words: Sequence[str]) -> str:
    """The grammar of exactly one of these texts. Raises InvalidInput when there is none."""
    if not words:
        raise InvalidInput("there is nothing to choose from.", hint="Name at least one tool.")
    return LLMatcher.grammar_from_lark("start: " + " | ".join(json.dumps(word) for word in words))


def _unusable(why: str) -> InvalidInput:
    said = " ".join(why.split())[:300]
    return InvalidInput(f"a schema can't be held to: {said}.", hint="Use plain JSON schema.")


class Held:
    """One text on its way through a grammar."""

    def __init__(self, grammar: str) -> None:
        self._matcher = LLMatcher(_TOKENIZER, grammar)

    def allowed(self) -> Allowed:
        """Which tokens may come next: an array of VOCABULARY booleans. END is among them when the text may end."""
        bits = np.frombuffer(self._matcher.compute_bitmask(), np.uint8)
        return np.unpackbits(bits, bitorder="little")[:VOCABULARY].astype(bool)

    def take(self, token: int) -> None:
        """Go on by one token, which was allowed."""
        self._matcher.consume_token(token)
