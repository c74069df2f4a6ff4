"""Asking the session's model for an artifact, within what the person who looks at it may spend in a day.

What is asked is a stranger's: it goes out alone, with nothing of the session and no tools, and what comes back goes to
the artifact only. It is counted before it is sent as the most that it can cost, and no longer answer is asked for than
is paid for. It knows no route.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import Any, Literal

from deskhand.artifacts.schemas import misfit, wrong_with_schema
from deskhand.core.errors import InvalidInput, LimitExceeded, Refused
from deskhand.core.messages import PersonMessage, Reply, TextPart
from deskhand.models.base import Request, reply_of
from deskhand.models.cards import Card, card_of
from deskhand.models.governor.estimate import text_tokens
from deskhand.models.governor.making import governed_model
from deskhand.models.prices import price_row
from deskhand.server.access.rights import Reached
from deskhand.server.artifacts.budget import Used
from deskhand.server.errors import Turned
from deskhand.server.workplace import Workplace
from deskhand.settings import ArtifactDefaults

PROMPT_CHARS_MAX = 32_000
SYSTEM_CHARS_MAX = 8_000
SCHEMA_CHARS_MAX = 16_000
OUTPUT_TOKENS_MAX = 4_000
OUTPUT_TOKENS_MIN = 200
"""A shorter answer than this is not worth its question."""
ASK_S = 120.0

_GUESS = 1.5
"""Texts have up to so many times the tokens that `text_tokens` says: code, figures, rare words."""
_AROUND_TOKENS = 400
"""What an adapter adds."""
_USUAL = "Answer what is asked, and nothing else."
_AS_JSON = "Answer with one JSON value and nothing around it. It must be valid against this JSON schema:\n"

Why = Literal["", "no_model", "viewer", "off"]
_TOLD: dict[Why, str] = {
    "no_model": "the model of this session can't answer questions.",
    "viewer": "who may only look here has no budget for questions.",
    "off": "questions of artifacts to a model are turned off here.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a person may ask, and how much they have left. card: the model's, None for none; why: "no_model" for one
    that follows a program, or none; priced: whether a request costs something that is known."""

    model: str
    card: Card | None
    why: Why
    used: Used
    limits: ArtifactDefaults
    priced: bool


@dataclass(frozen=True, slots=True)
class Question:
    """schema: the JSON schema that the answer has to fit; None for words."""

    prompt: str
    system: str = ""
    schema: dict[str, Any] | None = None

    @property
    def instructions(self) -> str:
        words = self.system.strip() or _USUAL
        return words if self.schema is None else f"{words}\n\n{_AS_JSON}{json.dumps(self.schema, ensure_ascii=False)}"


async def standing(place: Workplace, account: str, session: Reached, model: str) -> Standing:
    """model: of the session, "" for none yet."""
    settings = place.settings()
    limits, used = settings.artifacts, await place.budget.used(account)
    card = await asyncio.to_thread(card_of, model, settings.cards_dir) if model else None
    if card is None or not card.thinks:
        return Standing(model, card, "no_model", used, limits, priced=False)
    priced = await asyncio.to_thread(_priced, card)
    why: Why = ""
    if not session.works:
        why = "viewer"
    elif not (limits.ask_usd_a_day if priced else limits.asks_a_day):
        why = "off"
    return Standing(model, card, why, used, limits, priced)


async def ask(place: Workplace, account: str, session: Reached, model: str, question: Question) -> str:
    """The model's answer: words, or JSON that fits the schema. Cancelling breaks the request off.

    Raises InvalidInput, Refused, LimitExceeded, Turned.
    """
    _must_be_askable(question)
    async with place.asking.turn(account):
        now = await standing(place, account, session, model)
        card = now.card
        if now.why or card is None:
            raise Refused(_TOLD[now.why or "no_model"], hint="Show it without.", quotes=False)
        output, most_usd = await asyncio.to_thread(_afforded, now, card, question)
        id = await place.budget.begin(account, session.id, model, most_usd)
        request = Request(
            session_id=f"{session.id} asked",
            instructions=question.instructions,
            messages=(PersonMessage(parts=(TextPart(text=question.prompt),)),),
            tools=(),
            blob=lambda _: b"",
            output_tokens_max=output,
            settings={"effort": card.efforts[0]} if card.efforts else {},
        )
        reply = await _reply(place, model, request, id)
    return _answer(reply, question)


async def _reply(place: Workplace, name: str, request: Request, id: int) -> Reply:
    """The reply, settled. One that is broken off counts as the most that it could have cost."""
    settings = place.settings()
    try:
        # No other model takes its place: that one may cost more than was counted.
        model = await asyncio.to_thread(governed_model, name, replace(settings, fallback=()), background=True)
    except BaseException:
        await place.budget.took_nothing(id)
        raise
    try:
        async with asyncio.timeout(ASK_S):
            reply = await reply_of(model, request)
    except TimeoutError:
        raise Turned("unavailable", f"the model did not answer within {ASK_S:.0f} s.", "Ask again later.") from None
    finally:
        await model.close()
    told = bool(reply.usage.input_tokens or reply.usage.output_tokens)
    if told:
        await place.budget.settle(id, reply.usage)
    elif reply.stop_reason == "failed" and reply.failure not in ("broken", "empty"):
        await place.budget.took_nothing(id)
    return reply


def _must_be_askable(question: Question) -> None:
    if not question.prompt.strip():
        raise InvalidInput("nothing is asked.", hint="Give a prompt.", quotes=False)
    if question.schema is None:
        return
    wrong = wrong_with_schema(question.schema)
    if not wrong and len(json.dumps(question.schema)) > SCHEMA_CHARS_MAX:
        wrong = f"it has more than {SCHEMA_CHARS_MAX} letters"
    if wrong:
        raise InvalidInput(f"the schema is not understood: {wrong}.", hint="Make it simpler.")


def _priced(card: Card) -> bool:
    row = price_row(card)
    return bool(row.input and row.output)


def _afforded(now: Standing, card: Card, question: Question) -> tuple[int, float | None]:
    """How long the answer may be, and what all of it can cost; None where nobody knows. Raises LimitExceeded."""
    limits, used = now.limits, now.used
    longest = min(OUTPUT_TOKENS_MAX, card.output_tokens_max or OUTPUT_TOKENS_MAX)
    if not now.priced:
        if used.asks >= limits.asks_a_day:
            raise _spent(f"{limits.asks_a_day} questions")
        return longest, 0.0 if card.price == "free" else None
    tokens = _AROUND_TOKENS + _GUESS * (text_tokens(question.prompt) + text_tokens(question.instructions))
    row = price_row(card, int(tokens))
    asked_usd = tokens * max(row.input or 0.0, row.cache_write or 0.0)
    output = min(longest, int((limits.ask_usd_a_day - used.cost_usd - asked_usd) / (row.output or 1.0)))
    if output < OUTPUT_TOKENS_MIN:
        raise _spent(f"US$ {limits.ask_usd_a_day:.2f}")
    return output, asked_usd + output * (row.output or 0.0)


def _spent(most: str) -> LimitExceeded:
    return LimitExceeded(
        f"this would be more than the {most} that artifacts may ask for one person in 24 hours.",
        hint="Ask less, or later. An owner can raise it in config.toml, under [artifacts].",
        quotes=False,
    )


def _answer(reply: Reply, question: Question) -> str:
    if reply.stop_reason == "failed":
        code: Literal["limited", "unavailable"] = "limited" if reply.failure == "limited" else "unavailable"
        raise Turned(code, f"the model did not answer ({reply.failure or 'failed'}).", "Ask again later.")
    if reply.stop_reason == "refused":
        raise Turned("unavailable", "the model refused to answer.", "Ask for something else.")
    if question.schema is None:
        return reply.text
    try:
        value = json.loads(_unfenced(reply.text), parse_constant=_no_number)
        wrong = misfit(value, question.schema)
    except (ValueError, RecursionError):
        wrong = "it is no JSON"
    if wrong:
        raise Turned("unavailable", f"what the model answered does not fit the schema: {wrong}.", "Ask again.")
    return json.dumps(value, ensure_ascii=False)


def _unfenced(text: str) -> str:
    """Models put JSON between fences, whatever they are told."""
    lines = text.strip().splitlines()
    fenced = len(lines) > 1 and lines[0].startswith("```") and lines[-1].strip() == "```"
    return "\n".join(lines[1:-1]) if fenced else text


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
