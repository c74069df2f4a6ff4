"""What was sent stays as it was, but at named moments; and thinking is never shown again behind what changed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from deskhand.agent.context.composing import Composed
from deskhand.agent.context.plan import Plan
from deskhand.agent.context.transcript import Transcript
from deskhand.agent.context.view import Cut, shown
from deskhand.core import events as ev
from deskhand.core.geometry import Box
from deskhand.core.messages import Message, ModelMessage
from deskhand.models.anthropic.asking import asking
from deskhand.models.anthropic.conversation import THINKING
from deskhand.models.anthropic.forms import FORMS
from deskhand.models.base import Request
from deskhand.models.cards import Card, card_of
from deskhand.models.wire.pictures import Pictures
from deskhand.testing.pictures import flat_png
from tests.agent.context.talk import SCREEN, WIRE, Talk, picture, text

PARTS = st.lists(
    st.sampled_from([text("Clicked."), text("page " * 90), picture(1), picture(2), picture(3, Box(5, 5, 200, 90))]),
    max_size=3,
)
STEPS = st.lists(st.one_of(PARTS, st.sampled_from(["said", "noticed", "failed", "compacted"])), max_size=40)
PLANS = st.builds(
    Plan,
    strategy=st.sampled_from(["chunked", "window", "append_only"]),
    keep=st.integers(1, 4),
    most=st.sampled_from([0, 9]),
    read=st.sampled_from([0.025, 0.05, 0.1, 0.5, 1.0]),
    write=st.sampled_from([1.0, 1.25]),
)


def played(steps: list[Any], plan: Plan, card: Card) -> Talk:
    talk = Talk(plan, card)
    for step in steps:
        if step == "said":
            talk.take(ev.Said(parts=(text("And this."), picture(7))))
        elif step == "noticed":
            talk.take(ev.Noticed(topic="desk", parts=(text("It changed."),)))
        elif step == "failed":
            talk.ask()
        elif step == "compacted":
            count = len(talk.transcript.messages) // 2
            while count and not isinstance(talk.transcript.messages[count], ModelMessage):
                count -= 1
            talk.take(ev.Compacted(messages=count, digest=(text("Notes."),) if count else ()))
        else:
            talk.turn(*step)
    talk.ask()
    return talk


def common(before: tuple[Message, ...], after: tuple[Message, ...]) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )


def moments(talk: Talk) -> list[bool]:
    """For each request but the first: whether something named changed what was sent before."""
    asked = [number for number, event in enumerate(talk.events) if isinstance(event, ev.ModelAsked)]
    compacted = [
        number for number, event in enumerate(talk.events) if isinstance(event, ev.Compacted) and event.messages
    ]
    named = [bool(one.changed) for one in talk.asked[1:]]
    return [why or any(a < c < b for c in compacted) for why, (a, b) in zip(named, pairwise(asked), strict=True)]


@given(STEPS, PLANS)
def test_the_sent_prefix_changes_only_at_the_named_moments(steps: list[Any], plan: Plan) -> None:
    talk = played(steps, plan, Talk().card)
    for (before, after), named in zip(pairwise(talk.sent), moments(talk), strict=True):
        if not named:
            assert after.messages[: len(before.messages)] == before.messages


@given(STEPS, PLANS)
def test_what_was_sent_follows_from_the_journal_alone(steps: list[Any], plan: Plan) -> None:
    talk, again, sent = played(steps, plan, Talk().card), Transcript(), []
    for event in talk.events:
        if isinstance(event, ev.ModelAsked):
            sent.append(shown(again.messages, Cut(event.cleared, event.unthought)))
        again.add(event)
    assert sent == [made.messages for made in talk.sent]


@given(STEPS, PLANS)
def test_a_chunk_that_is_cleared_leaves_what_was_marked_as_stable(steps: list[Any], plan: Plan) -> None:
    talk = played([step for step in steps if step != "compacted"], plan, Talk().card)
    for before, after in pairwise(talk.sent):
        if stable := before.settings.get("stable"):
            assert common(before.messages, after.messages) >= stable[-1]


BOUND = card_of("anthropic/claude-opus-5-5")
FORM = FORMS[WIRE]


def blobs(_: str) -> bytes:
    return flat_png(8, 8, shade=9)


def thoughts(sent: Composed) -> list[tuple[str, list[Any]]]:
    """Each thinking block that is replayed to Anthropic, with all that stands before it."""
    request = Request("s", "Work.", sent.messages, (), blobs, settings={"screen": SCREEN, **sent.settings})
    turns = asking(request, BOUND, FORM, Pictures()).body["messages"]
    blocks = [{k: v for k, v in block.items() if k != "cache_control"} for turn in turns for block in turn["content"]]
    return [(block["signature"], blocks[:n]) for n, block in enumerate(blocks) if block["type"] in THINKING]


@given(STEPS, PLANS)
def test_bound_thinking_is_never_replayed_behind_a_changed_prefix(steps: list[Any], plan: Plan) -> None:
    talk = played(steps, plan, BOUND)
    first: dict[str, list[Any]] = {}
    for sent in talk.sent:
        for signature, before in thoughts(sent):
            assert first.setdefault(signature, before) == before
