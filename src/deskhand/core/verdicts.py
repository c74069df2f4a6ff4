"""What a judge says of a call, and the closed list of what calls can do to a person's affairs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

from deskhand.core.geometry import Box
from deskhand.core.values import Value

RiskClass = Literal[
    "look",
    "move",
    "write_on_desk",
    "run_code",
    "visit_known",
    "visit_new",
    "sign_in",
    "personal_data",
    "submit",
    "send",
    "pay",
    "delete",
    "install",
    "change_settings",
    "accept_terms",
    "grant_permission",
    "take_out",
    "bring_in",
]
"""What a call would do. `look` and `move` touch nothing; `take_out` carries data off the desk."""

RISK_CLASSES: tuple[RiskClass, ...] = get_args(RiskClass)

IRREVERSIBLE: frozenset[RiskClass] = frozenset({"submit", "send", "pay", "delete", "accept_terms", "take_out"})
"""Classes whose effect outside the desk can't be taken back by Deskhand."""

SENDING: frozenset[RiskClass] = frozenset({
    "submit", "send", "pay", "delete", "change_settings", "sign_in", "accept_terms", "grant_permission", "take_out",
})  # fmt: skip
"""Classes of acts that send something to a site. Filling a field sends nothing; a visit only asks."""

Decision = Literal["allow", "ask", "deny"]


def can_be_undone(classes: Collection[RiskClass], undo: bool | None) -> bool:
    """Whether an act of these classes can be taken back. undo: what is known beyond what the classes say."""
    return undo if undo is not None else not IRREVERSIBLE.intersection(classes)


class Touch(Value):
    """What a call would touch, as the desk resolved it just before the call: facts, never the model's own words.

    target: the element under the pointer or with the focus, in words. address: the page's address. host: its host.
    sends_to: the host that a form or request goes to, when that is another. app: the program. values: names and values
    of the form's fields, as a person is shown them. to: whom a message goes to, as its fields name them. command, path:
    for shell and file tools; commands: each simple command of it. amount: of money, as it is written on the page, with
    its currency. bytes_out: how much would leave, 0 where that is not known.
    undo: whether it can be undone, where more is known of that than its classes tell. consequence: one sentence on what
    would happen. raised: why it counts for more than it would by itself (a stranger's instructions came before it).
    form: method and address of the form that the act sends. fills: it only fills something in, which another act sends.
    applies: it may apply at once on its page, where it can be set back. waits: it sends nothing by itself; what a
    script sends because of it waits in the browser. reaches: hosts that a command is said to reach. box: where the
    target is on the screen. said: what the model says it is about; it is recorded and judges nothing. seen: of a press
    in a page what stood there: what is pressed, its label, its place, the words beside it.
    """

    classes: tuple[RiskClass, ...]
    target: str = ""
    address: str = ""
    host: str = ""
    sends_to: str = ""
    app: str = ""
    command: str = ""
    commands: tuple[str, ...] = ()
    causes: dict[RiskClass, tuple[str, ...]] = {}
    hosts: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    path: str = ""
    values: dict[str, str] = {}
    to: tuple[str, ...] = ()
    form: str = ""
    amount: float | None = None
    currency: str = ""
    bytes_out: int = 0
    undo: bool | None = None
    consequence: str = ""
    raised: tuple[str, ...] = ()
    fills: bool = False
    applies: bool = False
    waits: bool = False
    reaches: tuple[str, ...] = ()
    evidence: str = ""
    box: Box | None = None
    said: str = ""
    seen: tuple[str, ...] = ()

    @property
    def undoable(self) -> bool:
        return can_be_undone(self.classes, self.undo)

    def bound(self) -> Touch:
        """What an answer is bound to: all of it but where and among what it stands, and how that was found out."""
        return self.model_copy(update={"box": None, "evidence": "", "said": "", "seen": ()})


class Done(Value):
    """An act that was carried out: what rules that count by the hour count. at: unix seconds; the rest: as touched."""

    classes: tuple[RiskClass, ...]
    host: str = ""
    sends_to: str = ""
    app: str = ""
    path: str = ""
    target: str = ""
    command: str = ""
    commands: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    amount: float | None = None
    currency: str = ""
    bytes_out: int = 0
    at: float = 0.0

    @classmethod
    def of(cls, touch: Touch, at: float) -> Done:
        """What was done when this touch was carried out at this time."""
        return cls(**{name: getattr(touch, name) for name in cls.model_fields if name != "at"}, at=at)

    def touch(self) -> Touch:
        """The touch again, as far as it is kept."""
        return Touch(**self.model_dump(exclude={"at"}))


class Moment(Value):
    """When a call is judged: what a verdict depends on besides the call and the profile.

    clock: the person's local time, ISO 8601 without a zone ("2026-03-01T22:10"), "" for not known. done: what was
    carried out in the last hour. suspicions: what strangers tried to make the model do since the person last spoke.
    """

    clock: str = ""
    now: float = 0.0
    done: tuple[Done, ...] = ()
    suspicions: tuple[str, ...] = ()


Ground = Literal["rule", "silence", "limit", "unknown", "quiet", "suspicion", "remembered", "once", "unclassed"]
"""What a decision rests on: a rule; that none speaks of it; what made it stricter or looser; or that it is not known
what the call would do."""


class Verdict(Value):
    """A decision about one call, always with its reason and the rule that it follows from.

    risk, ground: which class of the call decided, and on what, for who words the reason in another language; none in
    records from before they were kept.
    """

    decision: Decision
    reason: str
    rule: str
    touch: Touch
    undoable: bool = True
    risk: RiskClass | None = None
    ground: Ground | None = None
