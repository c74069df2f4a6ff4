"""What streams as an answer's content, told apart while it comes: thinking, words for people, calls.

Thinking is what stands between <think> and </think> at the very beginning, as models write it whose server does not
take it apart. Nor do all servers take apart the calls that a model marks though it was given tools: those are heard in
the form `tools` too. It does not know forms' grammars: from the first mark of a call on, everything is kept for those.
"""

from __future__ import annotations

from deskhand.models.base import CallDelta, Delta, TextDelta, ThoughtDelta
from deskhand.models.chat import blocks
from deskhand.models.chat.forms import TAGGED, TAGGED_JSON, TOOLS, Form
from deskhand.models.chat.guided import said_so_far
from deskhand.models.chat.tagged import BEGIN, NAMELESS

_THINKS, _THOUGHT = "<think>", "</think>"
_CALLS = '"calls"'
"""What comes behind the words in a turn that is one JSON object."""


class Hearing:
    """One answer's content, without its thinking.

    said: words for people; asked: all from the first mark of a call on, or the whole JSON object;
    content: what the model is shown of it again.
    """

    def __init__(self, form: Form, prefix: str, nonce: str = "") -> None:
        """nonce: of artifacts that are blocks of the answer (`blocks`), "" where none is taken."""
        self._form = form.name
        marks = (BEGIN, blocks.begin(nonce)) if nonce else (BEGIN,)
        self._begins = () if form.name == TAGGED_JSON else marks
        self._all_is_asked = form.name == TAGGED_JSON
        self._prefix = prefix
        self._modes = {
            "begin": self._begin,
            "think": self._think,
            "rest": self._rest,
            "say": self._say,
            "ask": self._ask,
        }
        self._mode = "begin"
        self._pending = ""
        self._said: list[str] = []
        self._asked: list[str] = []

    @property
    def said(self) -> str:
        return "".join(self._said)

    @property
    def asked(self) -> str:
        return "".join(self._asked)

    @property
    def content(self) -> str:
        return {TOOLS: self.said, TAGGED: self.said + self.asked, TAGGED_JSON: self.asked}[self._form]

    def feed(self, piece: str) -> tuple[Delta, ...]:
        """Take a piece in; what can be told of it by now."""
        self._pending += piece
        return self._told(last=False)

    def end(self) -> tuple[Delta, ...]:
        """What was held back, because a mark might have begun with it."""
        return self._told(last=True)

    def _told(self, *, last: bool) -> tuple[Delta, ...]:
        deltas: list[Delta] = []
        mode = ""
        while mode != self._mode:
            mode = self._mode
            deltas += self._modes[mode](last)
        return tuple(deltas)

    def _begin(self, last: bool) -> list[Delta]:
        start = self._pending.lstrip()
        if start.startswith(_THINKS):
            self._mode, self._pending = "think", start[len(_THINKS) :]
        elif last or (start and not _THINKS.startswith(start)):
            self._mode = "rest"
        return []

    def _rest(self, last: bool) -> list[Delta]:
        """The answer itself begins with its first character that is no blank."""
        self._pending = self._pending.lstrip()
        if self._pending or last:
            self._mode = "ask" if self._all_is_asked else "say"
        return []

    def _think(self, last: bool) -> list[Delta]:
        thought, mark, rest = self._pending.partition(_THOUGHT)
        if mark:
            self._mode, self._pending = "rest", rest
        else:
            thought, self._pending = _held_back(self._pending, *(() if last else (_THOUGHT,)))
        return [ThoughtDelta(thought)] if thought else []

    def _say(self, last: bool) -> list[Delta]:
        places = [at for mark in self._begins if (at := self._pending.find(mark)) >= 0]
        if places:
            self._mode = "ask"
            words, self._pending = self._pending[: min(places)], self._pending[min(places) :]
        else:
            words, self._pending = _held_back(self._pending, *(() if last else self._begins))
        if not words:
            return []
        self._said.append(words)
        return [TextDelta(words)]

    def _ask(self, last: bool) -> list[Delta]:
        piece, self._pending = self._pending, ""
        if not piece:
            return []
        self._asked.append(piece)
        if self._all_is_asked and _CALLS not in self.asked:
            return [*self.say(said_so_far(self.asked))]
        return [CallDelta(self._prefix, NAMELESS, piece)]

    def say(self, words: str) -> tuple[Delta, ...]:
        """What is new in the words, all of which were said so far; nothing when they go on otherwise than before."""
        fresh = words[len(self.said) :] if words.startswith(self.said) else ""
        if not fresh:
            return ()
        self._said.append(fresh)
        return (TextDelta(fresh),)


def _held_back(text: str, *marks: str) -> tuple[str, str]:
    """The text without that end of it with which one of the marks may begin, and that end."""
    for length in range(min(max(map(len, marks), default=1) - 1, len(text)), 0, -1):
        if any(len(mark) > length and mark.startswith(text[-length:]) for mark in marks):
            return text[:-length], text[-length:]
    return text, ""
