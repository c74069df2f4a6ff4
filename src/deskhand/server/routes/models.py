"""Models and their keys: what can drive a desk, whether it answers, and the keys, which are written and never read."""

from __future__ import annotations

import asyncio
import time

from fastapi import APIRouter
from pydantic import BaseModel, Field

from deskhand.core.errors import DeskhandError
from deskhand.models.cards import Card, card_of, cards
from deskhand.models.prices import price_row
from deskhand.models.probe.asking import ask
from deskhand.models.registry import MAKERS, model_named, must_be_provider
from deskhand.models.unspoken import unspoken
from deskhand.report.readable import one_line
from deskhand.server.access.rights import Asker, Owner, Place, Worker
from deskhand.server.errors import documented
from deskhand.server.keeping_keys import forget_key, keep_key
from deskhand.settings import Settings, key_variables

router = APIRouter(tags=["models"])

TEST_S = 60.0
_MUCH = 1_000_000
_TOLD_CHARS_MAX = 300


class Price(BaseModel):
    """US dollars a million tokens; null where it is not known."""

    input: float | None
    output: float | None
    cache_read: float | None
    cache_write: float | None


class ModelView(BaseModel):
    """A model. has_key: null where none is needed. vision: it takes pictures, else it reads what is on the screen as
    words. thinks: false for one that follows a program. context_tokens: 0 when it is not known."""

    id: str
    provider: str
    label: str
    about: str
    has_key: bool | None
    vision: bool
    tools: bool
    thinks: bool
    efforts: list[str]
    context_tokens: int
    free: bool
    price: Price


class ProviderView(BaseModel):
    """A provider. key_place: where its key was found, "" for nowhere; variable: the one that could hold it."""

    id: str
    needs_key: bool
    has_key: bool
    key_place: str
    variable: str


class ModelList(BaseModel):
    """usual: the model of a session when nobody says otherwise."""

    models: list[ModelView]
    providers: list[ProviderView]
    usual: str


class Trial(BaseModel):
    """What came of asking a model for a word."""

    ok: bool
    message: str
    hint: str
    took_s: float


class Key(BaseModel):
    key: str = Field(max_length=4_096)


@router.get("/api/models", responses=documented("unauthenticated", "invalid"))
async def list_models(place: Place, visitor: Asker) -> ModelList:
    """The models that are known, the built-in one first."""
    return await asyncio.to_thread(_listed, place.settings())


def _listed(settings: Settings) -> ModelList:
    known = sorted(cards(settings.cards_dir), key=lambda card: (card.thinks, card.provider))
    return ModelList(
        models=[_model(card, settings) for card in known],
        providers=[_provider(name, settings) for name in sorted(MAKERS)],
        usual=settings.model,
    )


def _model(card: Card, settings: Settings) -> ModelView:
    row = price_row(card)
    each = {name: None if value is None else value * _MUCH for name, value in row.model_dump().items()}
    return ModelView(
        id=card.model, provider=card.provider, label=card.own_name or card.model, about=card.about,
        has_key=settings.found_key(card.needs_key) is not None if card.needs_key else None,
        vision=card.sees, tools=True, thinks=card.thinks, efforts=list(card.efforts),
        context_tokens=card.context_tokens, free=card.price == "free", price=Price(**each),
    )  # fmt: skip


def _provider(name: str, settings: Settings) -> ProviderView:
    needs = bool(card_of(name, settings.cards_dir).needs_key)
    found = settings.found_key(name)
    return ProviderView(
        id=name, needs_key=needs, has_key=found is not None, key_place=found[1] if found else "",
        variable=key_variables(name)[0],
    )  # fmt: skip


@router.post("/api/models/{id:path}/test", responses=documented("unauthenticated", "forbidden", "not_found"))
async def test_model(place: Place, visitor: Worker, id: str) -> Trial:
    """Ask a model for one word: a short, real request, which costs a little."""
    must_be_provider(id)
    settings, began = place.settings(), time.monotonic()
    if not card_of(id, settings.cards_dir).thinks:
        return Trial(ok=True, message="It follows steps, needs no key and is always there.", hint="", took_s=0.0)
    try:
        async with asyncio.timeout(TEST_S):
            ok, message, hint = await _asked(id, settings)
    except TimeoutError:
        ok, message, hint = False, f"it did not answer within {TEST_S:.0f} s.", "Is it reached? Try again later."
    except DeskhandError as error:
        ok, message, hint = False, error.message, error.hint
    return Trial(ok=ok, message=message, hint=hint, took_s=round(time.monotonic() - began, 3))


async def _asked(name: str, settings: Settings) -> tuple[bool, str, str]:
    model = unspoken(await asyncio.to_thread(model_named, name), settings)
    try:
        reply = await ask(model, "Answer with the word: ready.")
    finally:
        await model.close()
    if reply.error or not (reply.text.strip() or reply.calls):
        return False, one_line(reply.error or "it said nothing.")[:_TOLD_CHARS_MAX], _mend(reply.failure)
    return True, one_line(reply.text)[:_TOLD_CHARS_MAX], ""


def _mend(failure: str) -> str:
    return {
        "auth": "Is the key right? Enter it anew.",
        "money": "The account has no money left: add some, or use another model.",
        "limited": "Too many requests by now: try again in a minute.",
        "overloaded": "The provider has too much to do: try again later.",
        "unreachable": "Is it running, and the network up?",
        "field": "It refuses something in the request. Is its name right?",
    }.get(failure, "")


@router.put(
    "/api/keys/{provider}", responses=documented("unauthenticated", "forbidden", "not_found", "invalid", "conflict")
)
async def put_key(place: Place, visitor: Owner, provider: str, given: Key) -> ProviderView:
    """Keep a provider's key. It is never told again."""
    await asyncio.to_thread(keep_key, place.settings(), provider, given.key)
    return await asyncio.to_thread(_provider, provider, place.settings())


@router.delete(
    "/api/keys/{provider}", responses=documented("unauthenticated", "forbidden", "not_found", "invalid", "conflict")
)
async def delete_key(place: Place, visitor: Owner, provider: str) -> ProviderView:
    """Forget a provider's key. One that is in a variable of the server's environment stays, and the answer says so."""
    await asyncio.to_thread(forget_key, place.settings(), provider)
    return await asyncio.to_thread(_provider, provider, place.settings())
