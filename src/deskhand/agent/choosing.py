"""Which model is asked for the next step, and how hard it is to think, by rules that the person wrote.

    [[step]]
    when = "begins"              # a person spoke: the work, or a part of it, begins
    effort = "high"

    [[step]]
    when = "after_failure"       # a call of the last turn failed, was denied, stale, cut off or skipped
    use = "anthropic/claude-opus-5-5"

    [[step]]
    when = "acts"                # the last turn did nothing but act on the screen, and all of it worked
    effort = "low"

The first rule that fits counts; where none fits, the session's own model and effort do. Pure: the state and the
conversation decide. It makes no model and asks nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from deskhand.core.errors import InvalidInput
from deskhand.core.evolve import COMPUTER, LOOK_ACTIONS
from deskhand.core.messages import Call, Message, ModelMessage, PersonMessage, ResultMessage
from deskhand.core.moves import CIRCLE_REPEATS, repeats
from deskhand.core.state import State
from deskhand.models.cards import Card
from deskhand.settings import StepRule


@dataclass(frozen=True, slots=True)
class Choice:
    """How a request is put. model: "" for the session's own. effort: "" for the model's own. rule: which one chose."""

    model: str = ""
    effort: str = ""
    rule: str = ""


def choose(rules: Sequence[StepRule], state: State, messages: Sequence[Message]) -> Choice:
    """The choice for the next request of a session in this state, with this conversation.

    The session's effort was set for its own model: another one thinks as hard as its rule says, else as usual.
    """
    own = state.session.effort if state.session else ""
    rule = next((rule for rule in rules if _HAPPENS[rule.when](state, messages)), None)
    if rule is None:
        return Choice(effort=own)
    return Choice(rule.use, rule.effort or ("" if rule.use else own), rule.when)


def _begins(state: State, messages: Sequence[Message]) -> bool:
    return any(isinstance(message, PersonMessage) and message.role == "person" for message in _new(messages))


def _failed(state: State, messages: Sequence[Message]) -> bool:
    return any(isinstance(message, ResultMessage) and message.failed for message in _new(messages))


def _circles(state: State, messages: Sequence[Message]) -> bool:
    """The model was told that it goes in circles, and nothing else was done since."""
    return state.warned and repeats(state.trail) >= CIRCLE_REPEATS


def _acts(state: State, messages: Sequence[Message]) -> bool:
    turn = messages[-1 - len(_new(messages))] if len(_new(messages)) < len(messages) else None
    calls = turn.reply.calls if isinstance(turn, ModelMessage) else ()
    only = bool(calls) and all(call.name == COMPUTER for call in calls) and any(map(_is_act, calls))
    return only and all(isinstance(message, ResultMessage) and not message.failed for message in _new(messages))


def _is_act(call: Call) -> bool:
    return call.arguments.get("action") not in LOOK_ACTIONS


def _always(state: State, messages: Sequence[Message]) -> bool:
    return True


_HAPPENS: Mapping[str, Callable[[State, Sequence[Message]], bool]] = {
    "begins": _begins,
    "after_failure": _failed,
    "circles": _circles,
    "acts": _acts,
    "always": _always,
}
"""Each of STEP_WHEN: whether it is what happened."""


def _new(messages: Sequence[Message]) -> Sequence[Message]:
    """What came after the model's last turn."""
    last = next((n for n in range(len(messages) - 1, -1, -1) if isinstance(messages[n], ModelMessage)), -1)
    return messages[last + 1 :]


def rules_for(rules: Sequence[StepRule], card: Card) -> tuple[StepRule, ...]:
    """The rules that a session with this model follows. One that follows a program is not replaced in the middle."""
    return tuple(rule for rule in rules if card.thinks and fnmatchcase(card.model, rule.model or "*"))


def must_have_efforts(effort: str, rules: Sequence[StepRule], own: Card, others: Mapping[str, Card]) -> None:
    """Raises InvalidInput for a level of effort that the model it is meant for does not have. others: by rule.use."""
    if effort and effort not in own.efforts:
        raise InvalidInput(
            f'{own.model} has no effort "{effort}".',
            hint=f"{_levels(own)} Choose with --effort LEVEL, or `effort` in config.toml.",
        )
    for rule in rules:
        card = others.get(rule.use, own)
        if rule.effort and rule.effort not in card.efforts:
            raise InvalidInput(
                f'the [[step]] for "{rule.when}" sets the effort "{rule.effort}", which {card.model} does not have.',
                hint=f'{_levels(card)} Mend the rule in config.toml, or hold it to other models: model = "PROVIDER/*".',
            )


def _levels(card: Card) -> str:
    return f"It has: {', '.join(card.efforts)}." if card.efforts else "It has none."


def together(own: Card, others: Sequence[Card]) -> Card:
    """The card by which the conversation is kept: the session's own, held to what every model that it may be shown to
    takes, so that a step with another model needs no other conversation."""
    every = (own, *others)
    return own.model_copy(
        update={
            "context_tokens": _least(card.context_tokens for card in every),
            "pictures_max": _least(card.pictures_max for card in every),
            "thinking_bound": any(card.thinking_bound for card in every),
            "clearing": own.clearing if all(card.clearing == own.clearing for card in every) else "",
        }
    )


def _least(known: Iterable[int]) -> int:
    """The smallest; 0 is not known."""
    return min((number for number in known if number), default=0)
