"""Asking the model: what it is shown, the wait before it, the stream of its answer, and a conversation made shorter.

It knows nothing of tools being used, verdicts or the desk's screen; a reply's calls are performed elsewhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from deskhand.agent.context import Transcript
from deskhand.agent.context.compaction import asked_for_notes, digest, left_out
from deskhand.agent.context.composing import Composed, compose
from deskhand.agent.context.plan import plan_for
from deskhand.agent.context.view import shown
from deskhand.agent.ports import Chosen, Ports
from deskhand.agent.prompt import instructions
from deskhand.agent.spending import warnings
from deskhand.core import events as ev
from deskhand.core.messages import Message, Reply, Usage
from deskhand.core.state import State
from deskhand.models.base import CallDelta, Changed, LimitsSeen, Request, TextDelta, ThoughtDelta, ToolSpec, Waiting
from deskhand.models.prices import price_row
from deskhand.tools.registry import TOOLS

Events = AsyncIterator[ev.Event]

RETRY_S = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Waits before asking again after an answer that came but can't be used. What was turned away before anything came is
waited out by the governor (models/recovery.py says who does what)."""

TOOL_SPECS = tuple(ToolSpec(tool.name, tool.description, tool.schema()) for tool in TOOLS.values())

_WITHOUT_SECRETS = tuple(spec for spec in TOOL_SPECS if spec.name != "secret")


class Asker:
    """Asks the model of one session."""

    def __init__(self, ports: Ports, transcript: Transcript) -> None:
        self._ports = ports
        self._transcript = transcript
        self._draft = ""
        self._secrets = ports.secrets.secrets() if ports.secrets else ()  # what a session begins with stays

    def broken_off(self) -> tuple[ev.Event, ...]:
        """What to journal when it was cancelled while asking: what the model had said so far."""
        return (ev.ModelReplied(reply=Reply(text=self._draft, stop_reason="interrupted", usage=Usage(cost_usd=None))),)

    async def ask(self, state: State) -> Events:
        """Ask it for its next turn: what is asked, what came of it, what a person should be warned of."""
        assert state.session is not None
        ports, self._draft = self._ports, ""
        if state.failures:
            wait_s = max(RETRY_S[min(state.failures, len(RETRY_S)) - 1], state.retry_after_s)
            ports.channel.wait("model", f"asking again in {wait_s:g} s: {state.last_error}")
            await asyncio.sleep(wait_s)
        composed, chosen = self._composed(state.session), ports.chosen(state, self._transcript.messages)
        asked = ev.ModelAsked(
            model=chosen.model.name,
            messages=len(composed.messages),
            pictures=composed.pictures,
            strategy=composed.strategy,
            cleared=composed.cut.cleared,
            unthought=composed.cut.unthought,
            changed=composed.changed,
            picture_tokens=composed.picture_tokens,
            context_tokens=ports.card.context_tokens,
            day_cost_usd=await self._day_cost_usd(state.limits),
            effort=chosen.effort,
            rule=chosen.rule,
        )
        yield asked
        started, reply = ports.now(), Reply()
        request = self._request(state.session, composed.messages, composed.settings, chosen)
        async for piece in self._answer(request, chosen):
            if isinstance(piece, Changed):
                effort = ports.effort_for(piece.model, chosen.effort)
                told = {"model": piece.model, "changed": f"another model: {piece.reason}", "effort": effort}
                yield asked.model_copy(update=told)
            else:
                reply = piece
        took_s = max(0.0, ports.now() - started - reply.waited_s)
        yield ev.ModelReplied(reply=_unique_calls(reply, ports), took_s=took_s)
        ports.channel.clear()  # now that the reply is on the record: who watches never sees neither
        for warning in warnings(reply.usage, state):
            yield warning

    async def _day_cost_usd(self, limits: ev.Limits) -> float:
        """What the day cost so far, counted only where somebody set a limit for it."""
        count = self._ports.day_cost_usd
        return await count() if count and limits.day_cost_usd_max is not None else 0.0

    def _composed(self, session: ev.SessionStarted) -> Composed:
        """What the model is shown next, by the session's strategy and the model's prices."""
        card = self._ports.card
        plan = plan_for(card, price_row(card), session.context, session.keep_pictures)
        return compose(self._transcript, plan, card)

    def _request(
        self, session: ev.SessionStarted, messages: tuple[Message, ...], settings: dict[str, Any], chosen: Chosen
    ) -> Request:
        ports = self._ports
        effort = {"effort": chosen.effort} if chosen.effort else {}
        return Request(
            session_id=ports.session_id,
            instructions=instructions(ports.spec, ports.profile, attended=session.attended, secrets=self._secrets),
            messages=messages,
            tools=TOOL_SPECS if self._secrets else _WITHOUT_SECRETS,
            blob=ports.blobs.read,
            settings={"screen": (ports.spec.width, ports.spec.height), **effort, **settings},
        )

    async def compact(self, state: State) -> Events:
        """The older part of the conversation becomes a digest; the model is asked for its notes first.

        The tools are sent with that request too: without them the provider would have to read everything anew.
        """
        assert state.session is not None
        ports, messages = self._ports, self._transcript.messages
        count, started = left_out(messages, ports.card), ports.now()
        reply, share = Reply(), f"{state.filled_tokens:,} of {state.context_tokens:,} tokens of the model's context"
        if count:
            ports.channel.wait("model", "making the conversation shorter")
            asked = asked_for_notes(shown(messages, self._transcript.cut))
            chosen = ports.chosen(state, messages)
            reply, self._draft = await self._reply_of(self._request(state.session, asked, {}, chosen), chosen), ""
        notes = reply.text if reply.stop_reason in ("end_turn", "calls") else ""
        yield ev.Compacted(
            messages=count,
            digest=digest(messages[:count], notes) if count else (),
            by="model" if notes.strip() else "deskhand",
            reason=f"it filled {share}",
            usage=reply.usage,
            took_s=ports.now() - started,
        )
        ports.channel.clear()

    async def _reply_of(self, request: Request, chosen: Chosen) -> Reply:
        """The model's reply alone."""
        pieces = [piece async for piece in self._answer(request, chosen)]
        return next(piece for piece in pieces if isinstance(piece, Reply))

    async def _answer(self, request: Request, chosen: Chosen) -> AsyncIterator[Changed | Reply]:
        """The changes to another model, then the reply. An adapter that breaks its promise not to raise has failed, and
        is not asked again."""
        try:
            async for piece in self._stream(request, chosen):
                yield piece
        except Exception as error:  # noqa: BLE001 - a fault in an adapter is the end of the request, not of the session
            yield Reply(stop_reason="failed", error=f"the adapter failed inside: {type(error).__name__}: {error}")

    async def _stream(self, request: Request, chosen: Chosen) -> AsyncIterator[Changed | Reply]:
        channel = self._ports.channel
        async for piece in chosen.model.stream(request):
            match piece:
                case TextDelta(text=text):
                    self._draft += text
                    channel.piece("text", "draft", text)
                case ThoughtDelta(text=text):
                    channel.piece("thought", "thought", text)
                case CallDelta(call_id=call_id, text=text):
                    channel.piece("arguments", call_id, text)
                case Waiting(wait_s=wait_s, reason=reason):
                    channel.wait("model", f"{wait_s:.0f} s {reason}" if wait_s else reason)
                case LimitsSeen():
                    pass  # for the governor, which stands in between
                case Changed(model=model, reason=reason):
                    channel.wait("model", f"{model} is asked instead: {reason}")
                    yield piece
                case Reply():
                    yield piece
                    return
        yield Reply(stop_reason="failed", error="the model's stream ended without a reply", retryable=True)


def _unique_calls(reply: Reply, ports: Ports) -> Reply:
    """Two calls of one id can't be told apart: the later one gets an id of its own."""
    seen: set[str] = set()
    calls: list[Any] = []
    for call in reply.calls:
        fresh = call if call.id and call.id not in seen else call.model_copy(update={"id": ports.new_id()})
        seen.add(fresh.id)
        calls.append(fresh)
    return reply.model_copy(update={"calls": tuple(calls)})
