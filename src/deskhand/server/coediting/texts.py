"""The text that several write at once: a document of Yjs with one text a file. It knows no person and no version.

What comes from a browser is a stranger's bytes: what can't be read is refused, and how much there may be is bounded
before anything is taken in, for nothing that was taken in can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pycrdt import Doc, Text, TransactionEvent

from deskhand.artifacts.merging import Splice, narrowed
from deskhand.core.errors import InvalidInput, LimitExceeded

STATE_BYTES_MAX = 8 * 1024 * 1024
"""Of one document with all that a replica needs to know of what was taken out of it."""


class SharedTexts:
    """One document. told: called with each change of it, as an update for other replicas."""

    def __init__(self, updates: Iterable[bytes], told: Callable[[bytes], None]) -> None:
        """Made of the updates that were kept. Raises what `take` does."""
        self._doc: Doc[Text] = Doc()
        self._told = told
        self._bytes = 0
        for update in updates:
            self.take(update)
        self.measure()
        self._subscription = self._doc.observe(self._heard)

    @property
    def size_bytes(self) -> int:
        """How many its state has at most."""
        return self._bytes

    def text(self, path: str) -> str:
        return str(self._doc.get(path, type=Text))

    def texts(self, paths: Iterable[str]) -> dict[str, str]:
        return {path: self.text(path) for path in paths}

    def take(self, update: bytes) -> None:
        """Take in what another replica has changed. Raises InvalidInput for what is no update, LimitExceeded before
        the document is too large."""
        if self._bytes + len(update) > STATE_BYTES_MAX and self.measure() + len(update) > STATE_BYTES_MAX:
            raise LimitExceeded("what is written here together is too large.", hint="Save it, and edit it on your own.")
        try:
            self._doc.apply_update(update)
        except BaseException as error:
            if _is_of_the_library(error):
                raise InvalidInput("what came is no update of a shared text.", hint="Load the page anew.") from None
            raise
        self._bytes += len(update)

    def put(self, path: str, text: str) -> None:
        """Make this the text of the file, by the least change."""
        self.splice(path, narrowed(0, self.text(path), text))

    def splice(self, path: str, splices: Sequence[Splice]) -> None:
        """Change one file, in one go. Places are characters, as they are before any of it. Raises InvalidInput where
        somebody put into the text what is none."""
        if not splices:
            return
        try:
            self._splice(path, splices)
        except BaseException as error:
            if _is_of_the_library(error):
                raise InvalidInput("there is something in the text that is no text.", hint="Take it out.") from None
            raise

    def _splice(self, path: str, splices: Sequence[Splice]) -> None:
        now = self.text(path)
        text = self._doc.get(path, type=Text)
        with self._doc.transaction():
            for splice in reversed(splices):
                start = len(now[: splice.at].encode())  # this library counts bytes
                end = start + len(now[splice.at : splice.at + splice.removed].encode())
                if end > start:
                    del text[start:end]
                if splice.put:
                    text.insert(start, splice.put)

    def known(self) -> bytes:
        """What of which replica is in it (a state vector)."""
        return bytes(self._doc.get_state())

    def since(self, known: bytes | None = None) -> bytes:
        """An update with all that a replica lacks that knows so much; with all there is. Raises InvalidInput."""
        try:
            return bytes(self._doc.get_update(known))
        except BaseException as error:
            if _is_of_the_library(error):
                raise InvalidInput("what came is no state of a shared text.", hint="Load the page anew.") from None
            raise

    def measure(self) -> int:
        """Find out how many bytes its state has."""
        self._bytes = len(self.since())
        return self._bytes

    def _heard(self, event: TransactionEvent) -> None:
        self._told(bytes(event.update))


def _is_of_the_library(error: BaseException) -> bool:
    """Its errors, and its panics, which are no exceptions as others are."""
    return isinstance(error, ValueError | RuntimeError) or type(error).__name__ == "PanicException"
