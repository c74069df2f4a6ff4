"""Which pictures of a session may be thinned. Pure: events in, hashes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from deskhand.core import events as ev
from deskhand.core.messages import FilePart, Part, PicturePart
from deskhand.journal.values import Recorded


@dataclass(slots=True)
class _Sorted:
    """A session's pictures as they are read: `turn` holds those since a person spoke last, `kept` what stays."""

    thin_before: float
    shown_before: float
    turn: list[str] = field(default_factory=list)
    old: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)

    def take(self, entry: Recorded) -> None:
        match entry.event:
            case ev.Said(parts=parts):
                self.end_turn()
                self._keep(parts)
            case ev.Noticed(parts=parts):
                self._keep(parts)
            case ev.Asked(picture=picture) if picture is not None:
                self._keep((picture,))
            case ev.CallFinished(content=content, screen=screen):
                self._keep(part for part in content if isinstance(part, FilePart))
                for part in content:
                    if isinstance(part, PicturePart):
                        self._picture(part.blob, old=entry.at < self.shown_before)
                if screen is not None:
                    self._picture(screen.blob, old=entry.at < self.thin_before)

    def _keep(self, parts: Iterable[Part]) -> None:
        self.kept.update(part.blob for part in parts if isinstance(part, PicturePart | FilePart))

    def _picture(self, blob: str, *, old: bool) -> None:
        self.turn.append(blob)
        (self.old if old else self.kept).add(blob)

    def end_turn(self) -> None:
        """The first and the last picture of a turn stay: what it began with, and what came of it."""
        self.kept.update((*self.turn[:1], *self.turn[-1:]))
        self.turn = []


def thinnable(recorded: Iterable[Recorded], thin_before: float, shown_before: float) -> set[str]:
    """The blobs of a session that may go by age.

    Pictures of the screen that were kept for people go before `thin_before` (unix seconds), those that the model was
    shown before `shown_before`. The first and the last picture of each turn, what a person sent, files, and the picture
    beside a question stay. A blob stays when anything of the session still needs it.
    """
    pictures = _Sorted(thin_before, shown_before)
    for entry in recorded:
        pictures.take(entry)
    pictures.end_turn()
    return pictures.old - pictures.kept
