"""The HTML report of a session: one file that holds everything, opens from disk and asks nothing of the network.

Everything in it that came from a screen, a page or a model is escaped, and characters that can't be seen are written
out. It knows the story, not the journal.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from PIL import Image

from deskhand.core.errors import DeskhandError, InvalidInput, NotFound
from deskhand.core.messages import PicturePart, text_of
from deskhand.report.chapters import Card, Chapter, chapters
from deskhand.report.placeholder import placeholder
from deskhand.report.readable import clock, describe, moment, money, one_line, plain, result_line, short
from deskhand.report.steps import Question, Step, Story

PICTURE_WIDTH_MAX = 960
"""Pictures are scaled to this width in pixels: readable, and a report of 200 steps stays near 10 MB."""

TOLD_CHARS_MAX = 20_000
"""The most that is shown of what one call gave back."""

VALUES_MAX = 40
"""So many filled-in values of a question are shown; a longer form says how many more there are."""

ReadBlob = Callable[[str], bytes]


def write_html(path: Path, session: str, title: str, story: Story, read_blob: ReadBlob, *, proof: str = "") -> None:
    """Write the report of a session to `path`; `proof`: what was verified of its record. InvalidInput if it can't."""
    text = page(session, title, story, read_blob, proof=proof)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise InvalidInput(
            f"the report can't be written to {path}: {error.strerror}.", hint="Name a file in a folder of yours."
        ) from None


def page(session: str, title: str, story: Story, read_blob: ReadBlob, *, proof: str = "") -> str:
    """The report of a session as the text of one HTML page."""
    environment = Environment(
        loader=PackageLoader("deskhand.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if isinstance(value, str) else value,
    )
    environment.filters |= {"clock": clock, "line": one_line, "short": short}
    pictures = _Pictures(read_blob)
    told = [_chapter(chapter, story, pictures) for chapter in chapters(story)]
    return environment.get_template("report.html").render(
        session=session,
        title=short(title or session, 160),
        story=story,
        chapters=told,
        ticks=[card for chapter in told for card in chapter["cards"]],
        began=datetime.fromtimestamp(story.began_at, UTC).strftime("%-d %B %Y, %H:%M UTC"),
        profile=Path(story.started.profile).stem if story.started else "",
        judged=_counts(story),
        cost=money(story.cost_usd),
        proof=proof,
    )


class _Pictures:
    """Pictures as data addresses. One that is the same as the one shown before is left out: nothing had changed."""

    def __init__(self, read_blob: ReadBlob) -> None:
        self._read_blob = read_blob
        self._last = ""

    def address(self, picture: PicturePart | None) -> str:
        if picture is None or picture.blob == self._last:
            return ""
        self._last = picture.blob
        return self.embedded(picture)

    def embedded(self, picture: PicturePart) -> str:
        """Scaled down; words in its place when it is not there any more, empty when it is no picture."""
        try:
            with Image.open(io.BytesIO(self._read_blob(picture.blob))) as opened:
                image = opened.convert("RGB")
        except NotFound as gone:
            return placeholder(gone.message)
        except (DeskhandError, OSError, ValueError, Image.DecompressionBombError):
            return ""
        image.thumbnail((PICTURE_WIDTH_MAX, 4 * PICTURE_WIDTH_MAX))
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=72, method=2)
        return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()


def _chapter(chapter: Chapter, story: Story, pictures: _Pictures) -> dict[str, Any]:
    """What the template shows of one chapter."""
    lines = chapter.text.splitlines()
    return {
        "who": chapter.who,
        "text": chapter.text,
        "long": len(lines) > 14 or len(chapter.text) > 1_600,
        "first": short(next(iter(lines), "")),
        "lines": len(lines),
        "after": moment(chapter.at - story.began_at),
        "pictures": [address for picture in chapter.pictures if (address := pictures.embedded(picture))],
        "cards": [_card(card, pictures) for card in chapter.cards],
    }


def _card(card: Card, pictures: _Pictures) -> dict[str, Any]:
    row = _row(card.act or card.looks[-1])
    if card.act is None:
        times = "once" if len(card.looks) == 1 else f"{len(card.looks)} times"
        row |= {"words": f"looked {times}", "told": "", "full": "", "status": "look"}
    return row | {
        "looks": [_row(step) for step in card.looks],
        "looked_s": sum(step.finished.took_s for step in card.looks if step.finished),
        "first": card.steps[0].number,
        "took_s": card.took_s,
        "questions": [_question(each, pictures) for each in card.act.questions] if card.act else [],
        "picture": pictures.address(card.picture),
    }


def _question(question: Question, pictures: _Pictures) -> dict[str, Any]:
    """What a person was shown before they answered: the thing itself, what would happen, with which values."""
    asked, touch = question.asked, question.verdict.touch if question.verdict else None
    element = asked.element if isinstance(asked.element, PicturePart) else None
    values = list(touch.values.items()) if touch else []
    if touch and touch.amount is not None:
        values.append(("amount", f"{touch.amount:.2f} {touch.currency}".rstrip()))
    return {
        "text": asked.text,
        "consequence": asked.consequence,
        "element": pictures.embedded(element) if element else "",
        "values": values[:VALUES_MAX],
        "more": max(0, len(values) - VALUES_MAX),
        "requests": [f"{each.method} {each.address}" for each in question.requests],
        "answered": question.answered,
    }


def _row(step: Step) -> dict[str, Any]:
    """What the template shows of one step."""
    finished = step.finished
    status = finished.status if finished else "open"
    told = text_of(finished.content).strip() if finished else ""
    return {
        "number": step.number,
        "words": describe(step.call, step.judged),
        "status": finished.outcome.kind if finished and finished.outcome else status,
        "told": result_line(finished) if finished else "",
        "full": told if len(told) < TOLD_CHARS_MAX else told[:TOLD_CHARS_MAX] + "\n…",
        "verdict": step.judged.verdict if step.judged else None,
        "held": _held(step),
        "took_s": finished.took_s if finished else 0.0,
    }


def _held(step: Step) -> dict[str, Any] | None:
    """What pages would have sent because of the call: by which verdict, and what became of it."""
    if not step.held:
        return None
    became = {None: "waits", True: "sent", False: "stopped"}[step.sent]
    words = ", ".join(f"{each.method} {each.address}" for each in step.held)
    return {"words": words, "became": became, "verdict": step.held_judged.verdict if step.held_judged else None}


def _counts(story: Story) -> dict[str, int]:
    """How many calls, and requests that waited because of them, were allowed, asked about, denied."""
    counts = {"allow": 0, "ask": 0, "deny": 0}
    for turn in story.turns:
        for step in turn.steps:
            for judged in (step.judged, step.held_judged):
                if judged:
                    counts[judged.verdict.decision] += 1
    return counts
