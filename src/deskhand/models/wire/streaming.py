"""Asking once and streaming the answer, for SDKs whose streams are alike: events as data, headers at their response.

An adapter says how to connect, what to send, how to read it, and what it gives up when the provider refuses that by
name. It never retries. It does not know any provider's shapes: its failures are told by the adapter's own module.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from pydantic import BaseModel

from deskhand.core.errors import SetupMissing
from deskhand.core.messages import Failure, Reply
from deskhand.models.base import Delta, LimitsSeen, Request
from deskhand.models.cards import Card
from deskhand.models.wire.limits import limits_of
from deskhand.models.wire.pictures import Pictures
from deskhand.models.wire.wanted import unknown_effort

Asked = TypeVar("Asked")


class Failures(Protocol):
    """What an adapter's module of failures offers. ERRORS: what its SDK lets through."""

    @property
    def ERRORS(self) -> tuple[type[Exception], ...]: ...
    def failed(self, error: BaseException, provider: str) -> Reply: ...
    def limits_told(self, error: BaseException) -> LimitsSeen | None: ...
    def words_for(self, error: BaseException, provider: str) -> str: ...
    def kind_of(self, error: BaseException) -> Failure: ...
    def is_passing(self, error: BaseException) -> bool: ...


class Reader(Protocol):
    """One answer, as far as it has come."""

    def take(self, event: Mapping[str, Any]) -> Iterable[Delta]: ...
    def end(self) -> Iterable[Delta]: ...
    def broken(self, error: str, *, failure: Failure, retryable: bool = ...) -> Reply: ...
    def reply(self) -> Reply: ...


class StreamingModel(ABC, Generic[Asked]):
    """One model behind one line. The client is made at the first request and kept. wires: the forms, best first.

    told_by: the adapter's module of failures.
    """

    told_by: ClassVar[Failures]
    framing_errors: tuple[type[Exception], ...] = ()
    """What the framing of a stream raises beside the SDK's own errors."""

    def __init__(self, card: Card, wires: Iterable[str]) -> None:
        self.card = card
        self._wires = list(wires)
        self._pictures = Pictures()
        self._client: Any = None

    @property
    def name(self) -> str:
        return self.card.model

    @property
    def wire(self) -> str:
        """The wire form that is spoken now."""
        return self._wires[0]

    @abstractmethod
    def _connect(self) -> Any:
        """A client of the SDK."""

    @abstractmethod
    def _asking(self, request: Request) -> Asked:
        """What is sent, in the wire form that is spoken now."""

    @abstractmethod
    async def _send(self, client: Any, asked: Asked) -> Any:
        """Send it; the SDK's stream of events."""

    @abstractmethod
    def _reader(self, asked: Asked) -> Reader: ...

    @abstractmethod
    def _gives_way(self, error: BaseException, asked: Asked) -> bool:
        """Give up what the provider refuses by name; False when there is nothing to give up. Remembered."""

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        """Ask once. Yields deltas, then one Reply; closing the iterator closes the connection."""
        if wrong := unknown_effort(self.card, request):
            yield wrong
            return
        opened = await self._opened(request)
        if isinstance(opened, BaseException):
            if limits := self.told_by.limits_told(opened):
                yield limits
            yield self.told_by.failed(opened, self.card.provider)
            return
        asked, events = opened
        reading = self._reader(asked)
        async with events:
            if limits := limits_of(events.response.headers):
                yield limits
            while (event := await self._next(events)) is not None:
                if isinstance(event, Exception):
                    words, kind = self.told_by.words_for(event, self.card.provider), self.told_by.kind_of(event)
                    yield reading.broken(words, failure=kind, retryable=self.told_by.is_passing(event))
                    return
                for delta in reading.take(event):
                    yield delta
        for delta in reading.end():
            yield delta
        yield reading.reply()

    async def _opened(self, request: Request) -> tuple[Asked, Any] | BaseException:
        """The request as it was sent and its answer's events, in the first wire form that is taken; else why not."""
        while True:
            asked = self._asking(request)
            try:
                return asked, await self._send(self._standing_client(), asked)
            except SetupMissing as missing:
                return missing
            except self.told_by.ERRORS as error:
                if not self._gives_way(error, asked):
                    return error

    def _standing_client(self) -> Any:
        if self._client is None:
            self._client = self._connect()
        return self._client

    async def _next(self, events: Any) -> Mapping[str, Any] | Exception | None:
        """The next event as plain data, as it came; the error that broke the stream; None at its end."""
        try:
            event = await anext(events, None)
            if isinstance(event, BaseModel):
                return event.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
        except (*self.told_by.ERRORS, *self.framing_errors) as error:
            return error
        if event is None:
            return None
        return event if isinstance(event, Mapping) else {}

    def problems(self, task: str) -> tuple[str, ...]:
        """A model that thinks is asked, not checked beforehand."""
        return ()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None
