"""What every kind of artifact says of itself. It does not know which kinds there are, nor how one is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from deskhand.core.artifacts import Kind
from deskhand.core.errors import InvalidInput

HEAD_BYTES = 4_096

Problems = Callable[[Mapping[str, bytes], str], tuple[str, ...]]


def _never(_: str) -> bool:
    return False


def _none(_: Mapping[str, bytes], __: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Form:
    """A kind. about: what it is, for who makes one. entry: the usual name of its file. suffixes: those by which a file
    of it is known; one that begins with / is a whole name. seems: whether the beginning of a text is of it, where its
    name does not tell. problems: what is wrong in (files, entry), a line each. begins: the first bytes of which a file
    that is no text has one."""

    kind: Kind
    about: str
    entry: str
    suffixes: tuple[str, ...]
    seems: Callable[[str], bool] = _never
    problems: Problems = _none
    begins: tuple[bytes, ...] = ()

    @property
    def is_text(self) -> bool:
        return not self.begins

    def entry_among(self, paths: Sequence[str]) -> str:
        """The file that is shown first: by its usual name, else by its suffix, else the first."""
        if self.entry in paths:
            return self.entry
        return next((path for path in paths if f"/{path.lower()}".endswith(self.suffixes)), paths[0])

    def must_take(self, files: Mapping[str, bytes]) -> None:
        """Raises InvalidInput for files that can't be of this kind."""
        if self.is_text:
            for path, data in files.items():
                try:
                    data.decode()
                except UnicodeDecodeError as error:
                    raise InvalidInput(
                        f"{path} is no text in UTF-8: byte {error.start} is none of it.",
                        hint="Only the kinds picture and pdf hold other bytes.",
                    ) from None
            return
        if len(files) != 1:
            raise InvalidInput(f"a {self.kind} is one file, and these are {len(files)}.", hint="Make one of each.")
        ((path, data),) = files.items()
        if not data.startswith(self.begins):
            raise InvalidInput(f"{path} is no {self.kind}: it does not begin as one.", hint=f"{self.about}.")
