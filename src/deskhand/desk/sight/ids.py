"""Short ids for things on the screen: stable for the same thing, never used twice.

It does not know what a thing is; a source names it by any hashable key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import count

IDS_MAX = 200_000
"""Ids that are remembered. Beyond it the oldest half is forgotten (such an element must be listed again)."""


class Ids:
    """One series of ids: the letter of its source and a number ("e12")."""

    def __init__(self, letter: str = "e") -> None:
        self._letter = letter
        self._next = count(1)
        self._by_key: dict[Hashable, str] = {}
        self._by_id: dict[str, Hashable] = {}

    def of(self, key: Hashable) -> str:
        """The id of a thing, a new one when it has none yet."""
        known = self._by_key.get(key)
        if known is None:
            known = f"{self._letter}{next(self._next)}"
            self._by_key[key] = known
            self._by_id[known] = key
            if len(self._by_id) > IDS_MAX:
                self._shrink()
        return known

    def key(self, element_id: str) -> Hashable | None:
        return self._by_id.get(element_id)

    def forget(self, dead: Callable[[Hashable], bool]) -> None:
        """Forget every thing whose key is `dead`; its id stays used."""
        for key in [key for key in self._by_key if dead(key)]:
            self._by_id.pop(self._by_key.pop(key), None)

    def _shrink(self) -> None:
        for element_id in list(self._by_id)[: IDS_MAX // 2]:
            self._by_key.pop(self._by_id.pop(element_id), None)
