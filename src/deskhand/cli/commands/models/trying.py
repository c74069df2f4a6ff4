"""`deskhand models test`: two short, real requests to a model: what they took and cost, what failed, its mend."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

import click

from deskhand.agent.asking import TOOL_SPECS
from deskhand.cli.exits import EXIT_DONE, EXIT_NOT_ALL
from deskhand.cli.running import run_async
from deskhand.core.errors import InvalidInput
from deskhand.core.messages import Reply
from deskhand.models.base import Model, ToolSpec
from deskhand.models.cards import card_of
from deskhand.models.probe.asking import ask
from deskhand.models.probe.pictures import Drawing, to_point_at
from deskhand.models.registry import model_named
from deskhand.models.unspoken import unspoken
from deskhand.report.readable import money, one_line
from deskhand.settings import from_environment, key_variables

_COMPUTER = [spec for spec in TOOL_SPECS if spec.name == "computer"]
_NEAR_PX = 28
_WORDS_CHARS_MAX = 60


@dataclass(frozen=True, slots=True)
class Tried:
    """One request: what for, what came back, how long it took, what is wrong with it ("" for nothing) and the mend."""

    what: str
    reply: Reply
    took_s: float
    said: str = ""
    wrong: str = ""
    mend: str = ""


@click.command("test")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, an object a request.")
def test_model(name: str, as_json: bool) -> int:
    """Ask the model NAME twice: for a word, and to click in a picture. Costs a few thousand tokens.

    \b
    Example:
      deskhand models test anthropic/claude-haiku-5-5
    """
    if not card_of(name).thinks:
        raise InvalidInput(f"{name} follows a program and answers nobody.", hint="Try it: deskhand do 'expect 1 is 1'")
    tried = run(name)
    if as_json:
        click.echo(json.dumps([_facts(each) for each in tried], ensure_ascii=False, indent=1))
    else:
        for each in tried:
            click.echo(_line(each))
            if each.mend:
                click.echo(f"           {each.mend}")
    return EXIT_NOT_ALL if any(each.wrong for each in tried) else EXIT_DONE


def run(name: str) -> list[Tried]:
    """Both requests; only the first where that one fails."""
    found: list[Tried] = []

    async def work() -> int:
        model = unspoken(model_named(name), from_environment())
        try:
            found.append(await _words(model))
            if not found[0].wrong:
                found.append(await _click(model))
        finally:
            await model.close()
        return 0

    run_async(work())
    return found


async def _words(model: Model) -> Tried:
    reply, took_s = await _timed(model, "Answer with the word: ready.")
    if wrong := _failed(reply):
        return Tried("words", reply, took_s, wrong=wrong, mend=_mend(reply, model.name))
    return Tried("words", reply, took_s, said=one_line(reply.text)[:_WORDS_CHARS_MAX] or "(no words)")


async def _click(model: Model) -> Tried:
    """The click is judged in pixels of the picture, as a desk would get it."""
    card = card_of(model.name, from_environment().cards_dir)
    picture = next(iter(to_point_at()))
    words = (
        f"This is the screen. Click the middle of the {picture.color} square with the tool `computer`, at a coordinate."
    )
    reply, took_s = await _timed(model, words, picture, _COMPUTER)
    if wrong := _failed(reply):
        return Tried("a click", reply, took_s, wrong=wrong, mend=_mend(reply, model.name))
    said, off = _clicked(reply, picture)
    probe = f"Find out how it points: deskhand models probe {model.name}" if card.sees else "It sees no pictures."
    return Tried("a click", reply, took_s, said=said, wrong=off, mend=probe if off else "")


async def _timed(
    model: Model, words: str, picture: Drawing | None = None, tools: Sequence[ToolSpec] = ()
) -> tuple[Reply, float]:
    started = time.monotonic()
    reply = await ask(model, words, picture=picture, tools=tools)
    return reply, time.monotonic() - started


def _failed(reply: Reply) -> str:
    return reply.error or ("it said and called nothing" if not (reply.text.strip() or reply.calls) else "")


def _clicked(reply: Reply, picture: Drawing) -> tuple[str, str]:
    """Where it clicked, in words; and what is wrong with that."""
    place = next((call.arguments.get("coordinate") for call in reply.calls if call.name == "computer"), None)
    if not isinstance(place, list) or len(place) != 2 or not all(isinstance(each, int | float) for each in place):
        calls = ", ".join(
            call.malformed or one_line(f"{call.name} {json.dumps(call.arguments)}") for call in reply.calls
        )
        return "", f"it did not click: {(calls or one_line(reply.text))[:200]}"
    x, y = (float(str(each)) for each in place)
    square = picture.square
    off_px = max(abs(x - square.center.x), abs(y - square.center.y)) - square.width / 2
    where = f"clicked at {x:.0f},{y:.0f}"
    if off_px <= 0:
        return f"{where}, on the square", ""
    near = f"{where}, {off_px:.0f} px beside the square"
    return (near, "") if off_px <= _NEAR_PX else ("", near)


def _mend(reply: Reply, name: str) -> str:
    provider = name.partition("/")[0]
    variable = key_variables(provider)[0]
    return {
        "auth": f"Is the key right? Set {variable}, or run: deskhand models key {provider}",
        "money": "The account has no money left: add some, or use another model.",
        "limited": "Too many requests by now: try again in a minute.",
        "overloaded": "The provider has too much to do: try again later, or use another model.",
        "unreachable": f"Is it running, and the network up? Its address is told by: deskhand models show {name}",
        "field": f"It refuses something in the request. Is the name right? Then: deskhand models probe {name}",
    }.get(reply.failure, "")


def _line(tried: Tried) -> str:
    usage = tried.reply.usage
    cost = "cost not known" if usage.cost_usd is None else money(usage.cost_usd)
    spent = f"{tried.took_s:.1f} s, {usage.input_tokens} tokens in, {usage.output_tokens} out, {cost}"
    verdict = f"failed: {tried.wrong}" if tried.wrong else f"ok: {tried.said}"
    return f"{tried.what:<8}  {verdict}  ({spent})"


def _facts(tried: Tried) -> dict[str, object]:
    usage = tried.reply.usage
    return {
        "what": tried.what,
        "ok": not tried.wrong,
        "said": tried.said,
        "wrong": tried.wrong,
        "mend": tried.mend,
        "took_s": round(tried.took_s, 3),
        "usage": usage.model_dump(),
        "calls": [call.model_dump() for call in tried.reply.calls],
    }
