"""The values of an export: what goes in, what comes out, what was left out on the way, and the limits.

It does not know which formats there are, nor how one is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from deskhand.core.errors import InvalidInput, LimitExceeded

BYTES_MAX = 16 * 1024 * 1024
"""Of all files of an artifact together, as it is kept."""
TEXT_BYTES_MAX = 4 * 1024 * 1024
"""Of a text that becomes a document: it is held as a tree, some fifty times its size."""
EXAMPLES_MAX = 3
EXAMPLE_CHARS_MAX = 80


@dataclass(frozen=True, slots=True)
class Format:
    """A form that an artifact can be taken out in. id: what it is asked for by. suffix: of the file, with its dot; ""
    where the file keeps its own. media_type: "" where it depends on the file. rendered: it is what a browser shows, so
    that none of the writers here makes it (`rendering.exporting`)."""

    id: str
    suffix: str
    media_type: str
    rendered: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A version of an artifact, as it goes out. files: path -> text or bytes. entry: the path of the one shown."""

    kind: str
    title: str
    entry: str
    files: Mapping[str, str | bytes]

    def data(self, path: str) -> bytes:
        """A file's bytes; halves of surrogate pairs become "?". Raises InvalidInput where there is no such file."""
        if path not in self.files:
            raise InvalidInput(f"the artifact has no file {path[:80]!r}.", hint="Name one of its files as the entry.")
        given = self.files[path]
        return given if isinstance(given, bytes) else given.encode("utf-8", "replace")

    def text(self, bytes_max: int = TEXT_BYTES_MAX) -> str:
        """The entry's text, without a byte order mark. Raises InvalidInput for what is none, and LimitExceeded."""
        data = self.data(self.entry)
        if len(data) > bytes_max:
            raise LimitExceeded(
                f"{self.entry[:80]} has {len(data)} bytes, and {bytes_max} is the most that becomes a document.",
                hint="Take it out as the file itself, or divide it.",
            )
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InvalidInput(
                f"{self.entry[:80]} is no text in UTF-8: byte {error.start} is none of it.",
                hint="Take it out as the file itself.",
            ) from None


@dataclass(frozen=True, slots=True)
class Left:
    """What did not go out as it is in the artifact. what: a fixed word that a page can have its own sentence for (docs/
    exports.md lists them). count: how often. examples: the first few places, in the artifact's own words."""

    what: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to be saved. name: safe on every system. left: what is in it otherwise than in the artifact, or not."""

    name: str
    media_type: str
    data: bytes
    left: tuple[Left, ...] = ()


@dataclass(slots=True)
class Losses:
    """Gathers what is left out while a file is written."""

    _found: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def add(self, what: str, example: str = "", count: int = 1) -> None:
        before, examples = self._found.get(what, (0, ()))
        if example and len(examples) < EXAMPLES_MAX and (short := example[:EXAMPLE_CHARS_MAX]) not in examples:
            examples = (*examples, short)
        self._found[what] = (before + count, examples)

    def all(self) -> tuple[Left, ...]:
        return tuple(Left(what, count, examples) for what, (count, examples) in self._found.items())


Export = Callable[[Made, Losses], bytes]
"""What writes a format: the artifact, and where to tell what is left out."""
