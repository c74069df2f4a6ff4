"""Messages as they are sent: cleared pictures as words, and no bound thinking behind a prefix that changed.

Pure, and all that it needs is in the journal: the events give the messages, `ModelAsked` gives the cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskhand.core.messages import Message, ModelMessage, Part, PicturePart, TextPart


@dataclass(frozen=True, slots=True)
class Cut:
    """What of the conversation is sent otherwise than it was first.

    cleared: how many pictures, from the first, are words. unthought: the turns from the first to before the second of
    these messages are sent without their thinking, since it was thought behind a prefix that is no longer sent.
    """

    cleared: int = 0
    unthought: tuple[int, int] = (0, 0)


def shown(messages: Sequence[Message], cut: Cut) -> tuple[Message, ...]:
    """The messages with the cut made."""
    left = cut.cleared
    made: list[Message] = []
    for number, message in enumerate(messages):
        if isinstance(message, ModelMessage):
            silent = cut.unthought[0] <= number < cut.unthought[1]
            made.append(message.model_copy(update={"thinking": False}) if silent else message)
            continue
        held = sum(isinstance(part, PicturePart) for part in message.parts)
        if left and held:
            message = message.model_copy(update={"parts": _cleared(message.parts, left)})
            left = max(0, left - held)
        made.append(message)
    return tuple(made)


def _cleared(parts: tuple[Part, ...], count: int) -> tuple[Part, ...]:
    made: list[Part] = []
    for part in parts:
        if isinstance(part, PicturePart) and count:
            made.append(TextPart(text=words_for(part)))
            count -= 1
        else:
            made.append(part)
    return tuple(made)


def words_for(part: PicturePart) -> str:
    """What stands in the place of a cleared picture: what it showed, and how to see it again."""
    about = f" of {part.alt}" if part.alt else ""
    if part.frame is None:
        return f"[A picture{about} ({part.width}x{part.height}) was here; it is no longer shown.]"
    box = part.region
    where = f"the part {box.x},{box.y} to {box.right},{box.bottom} of " if box and (box.x or box.y) else ""
    return f"[A picture of {where}the screen{about} was here. Take a new one if you need it.]"
