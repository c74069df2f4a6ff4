"""`Fallback`: another model is asked when the first one can't answer, by rules that the person wrote.

    [[fallback]]
    when = "overloaded"          # "limited", "unreachable", "refused", "failed" (for any reason), "waits"
    after = 3                    # times in a row
    use = "openai/gpt-6.1-sol"

    [[fallback]]
    when = "waits"
    wait_s_above = 60
    use = "anthropic/claude-haiku-5-5"

The first rule that fits is followed, once for each request. After a refusal the next request goes to the first model
again, otherwise after STAY_S: each change costs what the provider has kept of the conversation. A change is told by a
`Changed`. An effort that the other model does not have is not asked of it: it thinks as it usually does. It does not
know which models are governed, or how.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from deskhand.core.errors import DeskhandError
from deskhand.core.messages import Reply
from deskhand.models.base import Changed, Delta, Model, Request, Waiting
from deskhand.settings import FallbackRule

STAY_S = 600.0
"""How long the other model is asked before the first one is tried again."""


@dataclass(slots=True)
class _Stay:
    """Which rule is followed now, until when."""

    rule: int
    until: float


class Fallback:
    """`first`, and for each rule the model that it names, made when it is needed. efforts: those of a model's card."""

    def __init__(
        self,
        first: Model,
        rules: Sequence[FallbackRule],
        make: Callable[[str], Model],
        now: Callable[[], float],
        efforts: Callable[[str], tuple[str, ...]] = lambda name: (),
    ) -> None:
        self._first = first
        self._rules = tuple(rules)
        self._make = make
        self._now = now
        self._efforts = efforts
        self._others: dict[str, Model] = {}
        self._failures = 0
        self._stay: _Stay | None = None

    @property
    def name(self) -> str:
        """The model that is asked next."""
        return self._rules[self._stay.rule].use if self._staying() and self._stay else self._first.name

    def problems(self, task: str) -> tuple[str, ...]:
        return self._first.problems(task)

    async def close(self) -> None:
        for model in (self._first, *self._others.values()):
            await model.close()

    async def stream(self, request: Request) -> AsyncIterator[Delta | Reply]:
        """Ask the first model, or the one that it fell back to; change to another at most once."""
        if self._staying() and self._stay:
            async with aclosing(self._other_asked(self._stay.rule, request)) as pieces:  # type: ignore[type-var]
                async for piece in pieces:
                    yield piece
            return
        rule, why = None, ""
        async with aclosing(self._first.stream(request)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                rule, why = self._fitting(piece)
                if rule is not None:
                    break
                yield piece
        if rule is None:
            return
        yield Changed(self._rules[rule].use, why)
        async with aclosing(self._after(rule, request)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                yield piece

    async def _after(self, rule: int, request: Request) -> AsyncIterator[Delta | Reply]:
        if self._rules[rule].when != "refused":
            self._stay = _Stay(rule, self._now() + STAY_S)
        self._failures = 0
        async with aclosing(self._other_asked(rule, request)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                yield piece

    def _other_asked(self, rule: int, request: Request) -> AsyncIterator[Delta | Reply]:
        other = self._other(self._rules[rule].use)
        settings = dict(request.settings)
        if settings.get("effort") not in self._efforts(other.name):
            settings.pop("effort", None)
        return other.stream(replace(request, settings=settings))

    def _staying(self) -> bool:
        if self._stay and self._now() >= self._stay.until:
            self._stay = None
        return self._stay is not None

    def _other(self, name: str) -> Model:
        if name not in self._others:
            self._others[name] = self._make(name)
        return self._others[name]

    def _fitting(self, piece: Delta | Reply) -> tuple[int | None, str]:
        """The first rule that this piece makes fit, and why in words."""
        if isinstance(piece, Reply):
            self._failures = self._failures + 1 if piece.stop_reason == "failed" else 0
            if piece.stop_reason not in ("failed", "refused"):
                return None, ""
        elif not isinstance(piece, Waiting):
            return None, ""
        for number, rule in enumerate(self._rules):
            why = _fits(rule, piece, self._failures)
            if why and self._can_be_made(rule.use):
                return number, f"{self._first.name} {why}"
        return None, ""

    def _can_be_made(self, name: str) -> bool:
        """A rule whose model lacks its key or its package is passed over: the first model's own answer is told."""
        try:
            self._other(name)
        except DeskhandError:
            return False
        return True


def _fits(rule: FallbackRule, piece: Waiting | Reply, failures: int) -> str:
    """Why a rule fits; empty when it does not."""
    if isinstance(piece, Waiting):
        if rule.when == "waits":
            return f"would wait {piece.wait_s:.0f} s {piece.reason}" if piece.wait_s > rule.wait_s_above else ""
        away = rule.when in (piece.failure, "failed") and piece.turned_away >= rule.after
        return f"has turned away {piece.turned_away} times: {piece.reason}" if away and piece.failure else ""
    if piece.stop_reason == "refused":
        return f"refused: {piece.error}" if rule.when == "refused" else ""
    if rule.when == piece.failure:
        return f"failed: {piece.error}"
    return f"failed {failures} times: {piece.error}" if rule.when == "failed" and failures >= rule.after else ""
