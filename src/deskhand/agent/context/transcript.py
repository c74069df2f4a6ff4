"""What the model is shown: a projection of the journal's events to messages. Never stored, never edited afterwards.

`Transcript` is itself a fold, so that a long session costs no more per step than a short one. It knows no vendor.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from deskhand.agent.context.used import words_of_use
from deskhand.agent.context.view import Cut, words_for
from deskhand.core import events as ev
from deskhand.core.messages import Message, ModelMessage, Part, PersonMessage, PicturePart, ResultMessage, TextPart

SAID_CHARS_MAX = 400


@dataclass(slots=True)
class Transcript:
    """The conversation so far, as a model reads it.

    A call's answer must follow its call directly, so words that come while calls are open are held back until the
    last of them is answered. `frame` is the newest frame of the desk that the model was told about, `desk` the id of
    that desk, `pictures` how many pictures the messages hold, `pictured` the frame of the last one of the whole screen,
    brought up to date by `patches` pictures of parts. `cut` is what of it was last sent otherwise than at first, `asks`
    how many pictures there were at each request since pictures were last cleared, `requests` how many requests ever.
    """

    messages: list[Message] = field(default_factory=list)
    frame: int | None = None
    desk: str = ""
    pictures: int = 0
    pictured: int | None = None
    patches: int = 0
    screen: tuple[int, int] = (0, 0)
    cut: Cut = Cut()
    asks: tuple[int, ...] = ()
    requests: int = 0
    _whole: int = 0
    _tools: dict[str, str] = field(default_factory=dict)
    _held: list[Message] = field(default_factory=list)
    _used: dict[str, ev.Called] = field(default_factory=dict)
    _by_artifacts: int = 0
    _asked: dict[str, str] = field(default_factory=dict)
    _confirmed: set[str] = field(default_factory=set)

    def add(self, event: ev.Event) -> None:
        """Take one event in."""
        match event:
            case ev.Said() | ev.ControlReturned() | ev.Noticed():
                self._tell(event)
            case ev.ModelReplied(reply=reply) if reply.calls or (reply.text and reply.stop_reason != "failed"):
                self._show(ModelMessage(reply=reply))
                self._by_artifacts = 0
                self._tools = {call.id: call.name for call in reply.calls}
            case ev.Asked(question=question, call=call, kind="approval"):
                self._asked[question] = call
            case ev.Answered(question=question, answer="allow" | "always") if question in self._asked:
                self._confirmed.add(self._asked.pop(question))
            case ev.Called(call=call):
                self._used[call.id] = event
            case ev.CallFinished():
                self._answer(event)
            case ev.ModelAsked():
                self._ask(event)
            case ev.Compacted():
                self._compact(event)
            case ev.Concluded():
                self._close()
            case ev.DeskReady():
                self.desk = event.desk
                self.screen = (event.width, event.height)
                if event.fresh:
                    self.frame = self.pictured = None
                    self.patches = 0
            case _:
                pass

    def _tell(self, event: ev.Said | ev.ControlReturned | ev.Noticed) -> None:
        """Words to the model; giving the desk back without any says nothing."""
        if isinstance(event, ev.ControlReturned):
            parts: tuple[Part, ...] = (TextPart(text=event.words),)
            if not event.words:
                return
        else:
            parts = event.parts
        message = PersonMessage(role="notice" if isinstance(event, ev.Noticed) else "person", parts=parts)
        frames = [part.frame for part in message.parts if isinstance(part, PicturePart) and part.frame is not None]
        self.frame = frames[-1] if frames else self.frame
        self._show_between(message)

    def _show_between(self, message: Message) -> None:
        """At once, or as soon as every call of the turn is answered."""
        if self._tools:
            self._held.append(message)
        else:
            self._show(message)

    def _tell_use(self, called: ev.Called, event: ev.CallFinished) -> None:
        """A call that is not the model's is told, but for those of artifacts that are too many in one turn."""
        self._by_artifacts += called.origin.kind == "artifact"
        if parts := words_of_use(called, event, self._by_artifacts):
            self._show_between(PersonMessage(role="notice", parts=parts))

    def _answer(self, event: ev.CallFinished) -> None:
        if event.call in self._used:
            self._tell_use(self._used.pop(event.call), event)
            return
        tool = self._tools.pop(event.call, "")
        failed = event.status != "ok"
        confirmed = event.call in self._confirmed
        self._confirmed.discard(event.call)
        self._show(
            ResultMessage(call_id=event.call, tool=tool, parts=event.content, failed=failed, confirmed=confirmed)
        )
        self.frame = event.frame or self.frame
        if event.details.get("part") and event.frame and self.pictured is not None:
            self.pictured, self.patches = event.frame, self.patches + 1
        self._release()

    def _ask(self, event: ev.ModelAsked) -> None:
        """A request was sent, with this cut."""
        if event.cleared > self.cut.cleared:
            self.asks = ()
        if event.cleared >= self._whole:
            self.pictured, self.patches = None, 0  # the model has it no more: the next one is of the whole again
        self.cut = Cut(event.cleared, event.unthought)
        self.asks = (*self.asks, self.pictures)
        self.requests += 1

    def _compact(self, event: ev.Compacted) -> None:
        """The oldest messages become the person's own words and a digest; none of the later thinking stands behind
        what it was thought on."""
        gone, rest = self.messages[: event.messages], self.messages[event.messages :]
        said = [_words_only(message) for message in gone if isinstance(message, PersonMessage)]
        digest = [PersonMessage(role="notice", parts=event.digest)] if event.digest else []
        self.messages = [message for message in said if message is not None] + digest + rest
        lost = sum(_pictures_of(message) for message in gone)
        self.pictures -= lost
        self._whole -= lost
        self.cut = Cut(max(0, self.cut.cleared - lost), (0, len(self.messages)))
        self.asks = ()
        if not any(_is_whole(part, self.screen) for message in rest for part in _parts(message)):
            self.pictured, self.patches = None, 0

    def _close(self) -> None:
        self._tools = {}
        self._release()

    def _release(self) -> None:
        if not self._tools and self._held:
            held, self._held = self._held, []
            for message in held:
                self._show(message)

    def _show(self, message: Message) -> None:
        self.messages.append(message)
        for part in _parts(message):
            if isinstance(part, PicturePart):
                self.pictures += 1
                if _is_whole(part, self.screen):
                    self.pictured, self.patches, self._whole = part.frame, 0, self.pictures

    @property
    def said(self) -> str:
        """What the model said with the calls of its present turn, in its own words, cut."""
        last = next((message for message in reversed(self.messages) if isinstance(message, ModelMessage)), None)
        return last.reply.text[:SAID_CHARS_MAX] if last else ""

    @property
    def speaker(self) -> str:
        """The model that made the present turn, as it was named in it; "" where it was not."""
        last = next((message for message in reversed(self.messages) if isinstance(message, ModelMessage)), None)
        return last.reply.model if last else ""

    @property
    def ends_with_person(self) -> bool:
        """Whether a person spoke since the model last did: a new turn begins. Notices may stand in between."""
        for message in reversed(self.messages):
            if not isinstance(message, PersonMessage):
                return False
            if message.role == "person":
                return True
        return False


def _is_whole(part: Part, screen: tuple[int, int]) -> bool:
    return isinstance(part, PicturePart) and part.region is not None and part.region[2:] == screen


def _pictures_of(message: Message) -> int:
    return sum(isinstance(part, PicturePart) for part in _parts(message))


def _words_only(message: PersonMessage) -> PersonMessage | None:
    """What the person said, without pictures; a notice of Deskhand's is not theirs, and goes."""
    words = tuple(words_for(part) if isinstance(part, PicturePart) else part for part in message.parts)
    parts = tuple(TextPart(text=part) if isinstance(part, str) else part for part in words)
    return message.model_copy(update={"parts": parts}) if message.role == "person" else None


def _parts(message: Message) -> tuple[Part, ...]:
    return () if isinstance(message, ModelMessage) else message.parts
