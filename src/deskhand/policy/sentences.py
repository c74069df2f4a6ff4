"""What a person is told: the classes in words, and the one sentence about a verdict. Pure.

The words of pages are cut here and put in quotes, never taken out of them; who shows them makes them harmless to a
terminal.
"""

from __future__ import annotations

from deskhand.core.verdicts import Decision, RiskClass, Touch
from deskhand.policy.matching import name_of
from deskhand.policy.rules import Rule, Silence

DOES: dict[RiskClass, str] = {
    "look": "looks at the screen or reads on the desk",
    "move": "moves about on the desk",
    "write_on_desk": "changes something on the desk",
    "run_code": "runs code on the desk",
    "visit_known": "visits a site named for this desk",
    "visit_new": "visits a site not named for this desk",
    "sign_in": "signs in or uses a password",
    "personal_data": "enters personal data",
    "submit": "submits something",
    "send": "sends a message to people",
    "pay": "pays or orders",
    "delete": "deletes something",
    "install": "installs software",
    "change_settings": "changes settings",
    "accept_terms": "accepts terms",
    "grant_permission": "grants a permission",
    "take_out": "carries data off the desk",
    "bring_in": "brings data onto the desk",
}
"""What a call of a class does, as it follows on "this"."""

DOING: dict[RiskClass, str] = {
    "look": "looking",
    "move": "moving about",
    "write_on_desk": "changing things on the desk",
    "run_code": "running commands",
    "visit_known": "visiting the desk's own sites",
    "visit_new": "visiting other sites",
    "sign_in": "signing in",
    "personal_data": "entering personal data",
    "submit": "submitting forms",
    "send": "sending messages to people",
    "pay": "paying or ordering",
    "delete": "deleting",
    "install": "installing software",
    "change_settings": "changing settings",
    "accept_terms": "accepting terms",
    "grant_permission": "granting permissions",
    "take_out": "carrying data off the desk (uploads, posts)",
    "bring_in": "bringing files onto the desk",
}
"""The classes as a list of doings, for the model and for tables."""

BEHIND = "a stranger may be behind it"
"""How a person is told that strangers tried to direct the model."""

_TARGET_CHARS_MAX = 120


def reason_for(risk: RiskClass, decision: Decision, touch: Touch, ground: str) -> str:
    """One sentence: what would happen, where, and why it is decided so."""
    what = touch.consequence.strip().rstrip(".") or f"this {DOES[risk]}"
    final = "" if touch.undoable or decision == "allow" else " and can't be undone"
    return f"{what}{_details(touch)}{_place(touch)}{final}; {ground}."


def why_asked(reason: str, touch: Touch) -> str:
    """Of a verdict's reason what is said beside the consequence, for where that stands already."""
    what = touch.consequence.strip().rstrip(".")
    rest = reason.removeprefix(what).partition("; ")[2] if what and reason.startswith(what) else ""
    return rest or reason


def _details(touch: Touch) -> str:
    details = [cut(touch.target)] if touch.target and name_of(touch.target) not in touch.consequence else []
    if touch.amount is not None:
        details.append(f"{touch.amount:.2f} {touch.currency}".rstrip())
    return f" ({', '.join(details)})" if details else ""


def _place(touch: Touch) -> str:
    where = touch.host or touch.path or touch.app
    words = (f" in {where}" if where == touch.app else f" at {where}") if where else ""
    elsewhere = f", sent to {touch.sends_to}" if touch.sends_to and touch.sends_to != touch.host else ""
    return words + elsewhere


def cut(words: str, chars_max: int = _TARGET_CHARS_MAX) -> str:
    """Words in one line, cut."""
    line = " ".join(words.split())
    return line if len(line) <= chars_max else line[: chars_max - 1] + "…"


def rule_words(rule: Rule) -> str:
    """What a rule decides and under which conditions, without its classes:
    `allow at shop.test, up to 50 EUR`."""
    words = "".join(rule.conditions())
    return f"{rule.decide} {words.lstrip(', ')}".rstrip()


def silence_words(silence: Silence) -> str:
    """What happens when nobody answers, in words."""
    does = {
        "wait": "the question waits, and the work with it",
        "stop": "the work ends",
        "go_on": "the model is told no and goes on with something else",
    }[silence.do]
    after = f"after {span(silence.after_s)} " if silence.after_s is not None else ""
    about = f" (questions about {', '.join(silence.classes)})" if silence.classes else ""
    return f"{after}{does}{about}."


def span(seconds: float) -> str:
    """A span of time as a person wrote it: 10 min, 2 h, 1 d."""
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"
