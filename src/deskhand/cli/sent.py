"""How `show --context` looks: a line for each request, or one request as the model read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import click
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from deskhand.cli.lines import show
from deskhand.core import events as ev
from deskhand.core.messages import FilePart, Message, ModelMessage, Part, PersonMessage, PicturePart
from deskhand.report.readable import asked_words, clock, money, one_line, plain
from deskhand.report.sent import Sent, as_rows, messages_of, sent, total

_HEADS = ("request", "messages", "pictures", "tokens in", "from cache", "written", "out", "cost", "time")
_WIDTHS = (7, 9, 9, 10, 11, 9, 7, 10, 9)
_EFFORT = "  effort"
"""A column of its own where any request had one."""
TEXT_LINES_MAX = 40
"""Of one part, unless everything is asked for."""


def show_context(
    console: Console, events: Sequence[ev.Event], step: int | None, *, as_json: bool, all_text: bool
) -> None:
    """Print what was sent; `step`: of that request, the very messages."""
    if step is not None:
        messages = messages_of(events, step)
        if as_json:
            click.echo(json.dumps([message.model_dump(mode="json") for message in messages], ensure_ascii=True))
        else:
            show(console, _conversation(messages, TEXT_LINES_MAX if not all_text else 0))
        return
    requests = sent(events)
    if as_json:
        for row in as_rows(requests):
            click.echo(json.dumps(row, ensure_ascii=True))
    else:
        show(console, _table(requests, console.width))


def _table(requests: Sequence[Sent], width: int) -> Iterator[Text]:
    if not requests:
        yield Text("Nothing was sent to a model yet.", "dim")
        return
    first = requests[0].asked
    way = f", old pictures by {first.strategy}" if first.strategy else ""
    yield Text(f"Sent to {one_line(first.model)}{way}. Tokens in are all that a request held.", "dim")
    effort = _EFFORT if any(one.asked.effort for one in requests) else ""
    yield Text(_row(_HEADS) + effort, "bold")
    for number, one in enumerate(requests):
        if one.changed:
            yield Text.assemble(
                ("      ┄ ", "yellow"), (_cut(f"the prefix changed: {one_line(one.changed)}", width - 8), "yellow")
            )
        if number and one.asked.model != requests[number - 1].asked.model:
            yield Text.assemble(("      ┄ ", "yellow"), (_cut(f"now {asked_words(one.asked)}", width - 8), "yellow"))
        yield Text(_row(_cells(one)) + (f"  {one_line(one.asked.effort) or '·'}" if effort else ""))
    yield from _sum(requests)


def _row(cells: Sequence[str]) -> str:
    return "".join(f"{word:>{width}}" for word, width in zip(cells, _WIDTHS, strict=True))


def _cells(one: Sent) -> tuple[str, ...]:
    asked, usage = one.asked, one.usage
    counts = (str(one.number), str(asked.messages), f"{asked.pictures}{f' −{asked.cleared}' if asked.cleared else ''}")
    if usage is None:
        return (*counts, "·", "·", "·", "·", "no reply", "")
    share = f" {usage.cache_read_tokens / usage.input_tokens:.0%}" if usage.cache_read_tokens else ""
    tokens = (f"{usage.input_tokens:,}", f"{_short(usage.cache_read_tokens)}{share}", _short(usage.cache_write_tokens))
    return (*counts, *tokens, f"{usage.output_tokens:,}", money(usage.cost_usd), clock(one.took_s))


def _short(tokens: int) -> str:
    return f"{tokens / 1000:.1f}k" if tokens >= 10_000 else f"{tokens:,}"


def _sum(requests: Sequence[Sent]) -> Iterator[Text]:
    whole = total(requests)
    cached = f", {whole.cached / whole.read:.0%} of them from the cache" if whole.cached else ""
    changed = f"{whole.changes} {'time' if whole.changes == 1 else 'times'}" if whole.changes else "never"
    yield Text(
        f"{whole.requests} requests, {whole.read:,} tokens in{cached}, {whole.answered:,} out, {money(whole.cost_usd)}."
        f" What had been sent before changed {changed}.",
        "dim",
    )


def _cut(words: str, cells: int) -> str:
    return words if cell_len(words) <= cells else set_cell_size(words, max(1, cells - 1)).rstrip() + "…"


def _conversation(messages: Iterable[Message], lines_max: int) -> Iterator[Text]:
    for number, message in enumerate(messages):
        yield Text.assemble((f"{number:>4} ", "dim"), _who(message))
        yield from (Text.assemble("     ", line) for line in _said(message, lines_max))


def _who(message: Message) -> tuple[str, str]:
    if isinstance(message, ModelMessage):
        return ("model" if message.thinking else "model (its thinking is not shown to it again)"), "bold cyan"
    if isinstance(message, PersonMessage):
        return ("person", "bold green") if message.role == "person" else ("deskhand", "bold yellow")
    return f"result of {one_line(message.tool)}{', failed' if message.failed else ''}", "bold magenta"


def _said(message: Message, lines_max: int) -> Iterator[Text]:
    if not isinstance(message, ModelMessage):
        for part in message.parts:
            yield from _part(part, lines_max)
        return
    yield from map(Text, plain(message.reply.text.strip()).splitlines())
    for call in message.reply.calls:
        arguments = one_line(json.dumps(call.arguments, ensure_ascii=False))
        yield Text.assemble(("→ ", "cyan"), one_line(call.name), " ", (arguments, "dim"))


def _part(part: Part, lines_max: int) -> Iterator[Text]:
    if isinstance(part, PicturePart):
        box = part.region
        where = f" at {box.x},{box.y}" if box and (box.x or box.y) else ""
        frame = f", frame {part.frame}" if part.frame is not None else ""
        yield Text(f"[picture {part.width}x{part.height}{where}{frame}]", "blue")
    elif isinstance(part, FilePart):
        yield Text(f"[file {one_line(part.name)}]", "blue")
    else:
        lines = plain(part.text).splitlines()
        kept = lines[:lines_max] if lines_max else lines
        yield from (Text(line, "dim italic" if part.stranger else "") for line in kept)
        if len(lines) > len(kept):
            yield Text(f"… and {len(lines) - len(kept)} more lines", "dim")
