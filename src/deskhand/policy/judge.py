"""judge(touch, profile, moment) -> verdict. Pure: the strictest decision of all classes that a call touches.

What no rule speaks about is asked: the judge never allows by silence. A remembered answer, and an answer given within
the hour, only turn a question into yes. Quiet hours, limits by the hour and strangers' words only turn a yes into a
question. A no stays a no.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from deskhand.core.verdicts import Decision, Done, Ground, Moment, RiskClass, Touch, Verdict
from deskhand.policy.rules import HOUR_S, Profile, Rule, first_fitting
from deskhand.policy.sentences import BEHIND, cut, reason_for

STRICTNESS: dict[Decision, int] = {"allow": 0, "ask": 1, "deny": 2}

GRAVEST: tuple[RiskClass, ...] = (
    "pay", "send", "delete", "take_out", "submit", "accept_terms", "grant_permission", "sign_in", "install",
    "personal_data", "change_settings", "run_code", "bring_in", "visit_new", "visit_known", "write_on_desk", "move",
    "look",
)  # fmt: skip
"""The classes from the one that a person wants to hear of first."""

LEAVES: frozenset[RiskClass] = frozenset(
    {"submit", "send", "pay", "take_out", "sign_in", "personal_data", "change_settings", "install",
     "grant_permission", "accept_terms"}
)  # fmt: skip
"""What a stranger would want done: these are asked once strangers tried to direct the model."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the profile decides about one class of a touch. by: the rule; none where none speaks of it."""

    risk: RiskClass
    decision: Decision
    by: Rule | None
    ground: Ground = "rule"
    words: str = ""


def judge(touch: Touch, profile: Profile, moment: Moment = Moment()) -> Verdict:
    """The verdict about what a call would touch, by a person's profile, at this moment."""
    found = findings(touch, profile, moment)
    if not found:
        reason = "what it would do is not known."
        return Verdict(decision="ask", reason=reason, rule="unclassed", touch=touch, ground="unclassed")
    chosen = max(found, key=lambda each: (STRICTNESS[each.decision], -GRAVEST.index(each.risk)))
    ground = (chosen.words or _by_rule(chosen, profile)) + _beware(chosen, touch, moment)
    return Verdict(
        decision=chosen.decision,
        reason=reason_for(chosen.risk, chosen.decision, touch, ground),
        rule=_rule_words(chosen, profile),
        touch=touch,
        undoable=touch.undoable,
        risk=chosen.risk,
        ground=chosen.ground,
    )


def strictest(verdicts: Iterable[Verdict]) -> Verdict:
    """The strictest of several verdicts; of equals the first. Raises ValueError for none."""
    return max(verdicts, key=lambda verdict: STRICTNESS[verdict.decision])


def findings(touch: Touch, profile: Profile, moment: Moment = Moment()) -> tuple[Finding, ...]:
    """What is decided about each class of a touch."""
    return tuple(_find(risk, touch, profile, moment) for risk in touch.classes)


def _find(risk: RiskClass, touch: Touch, profile: Profile, moment: Moment) -> Finding:
    found = _by_profile(risk, touch, profile, moment)
    if found.decision == "ask" and found.ground in ("rule", "silence"):
        found = _answered(found, touch, profile, moment)
    return _stricter(found, touch, profile, moment)


def _by_profile(risk: RiskClass, touch: Touch, profile: Profile, moment: Moment) -> Finding:
    rule = profile.rule_for(risk, touch)
    if rule is None:
        return Finding(risk, "ask", None, "silence")
    if rule.decide == "allow" and rule.per_hour is not None:
        times = sum(rule.counts(risk, done) for done in _last_hour(moment))
        if times >= rule.per_hour:
            words = f"{times} of them were done in the last hour, and {profile.name!r} allows {rule.per_hour}"
            return Finding(risk, "ask", rule, "limit", words)
    if rule.decide == "deny" and (unknown := rule.unsure_of(touch)):
        return Finding(risk, "ask", rule, "unknown", f"{unknown} is not known, and {profile.name!r} limits it")
    return Finding(risk, rule.decide, rule)


def _last_hour(moment: Moment) -> tuple[Done, ...]:
    return tuple(done for done in moment.done if not moment.now or not done.at or done.at > moment.now - HOUR_S)


def _answered(found: Finding, touch: Touch, profile: Profile, moment: Moment) -> Finding:
    """A question that was answered for good, or at this place within the hour, is not put again."""
    key = found.by.describe() if found.by else silence_of(found.risk)
    answers = (rule for rule in profile.remembered if not rule.over or key in rule.over)
    unpriced = touch.amount is None
    if rule := first_fitting((rule for rule in answers if unpriced or rule.amount_max is not None), found.risk, touch):
        return replace(found, decision="allow", by=rule, ground="remembered", words="you answered so for good")
    once = found.by is not None and found.by.once and bool(touch.host or touch.app)
    if once and any(_same_place(found.risk, touch, done) for done in _last_hour(moment)):
        return replace(found, decision="allow", ground="once", words="it was allowed here within the hour")
    return found


def silence_of(risk: RiskClass) -> str:
    """The words for that no rule speaks of a class."""
    return f"no rule for {risk}, so ask"


def _same_place(risk: RiskClass, touch: Touch, done: Done) -> bool:
    known = {touch.host, done.sends_to, ""}
    return risk in done.classes and (done.host, done.app) == (touch.host, touch.app) and touch.sends_to in known


def _stricter(found: Finding, touch: Touch, profile: Profile, moment: Moment) -> Finding:
    """Quiet hours and strangers' words: they make a decision stricter, or leave it."""
    quiet = profile.quiet
    stricter = quiet is not None and STRICTNESS[quiet.decide] > STRICTNESS[found.decision]
    if quiet and stricter and found.risk in quiet.classes and quiet.holds(moment.clock):
        hours = f"{quiet.hours()} are quiet hours" if moment.clock else "it is not known whether it is a quiet hour"
        return replace(found, decision=quiet.decide, ground="quiet", words=hours)
    if found.decision == "allow" and _strangers(touch, moment) and _worth_raising(found.risk, touch):
        return replace(found, decision="ask", ground="suspicion", words=_strangers(touch, moment))
    return found


def _strangers(touch: Touch, moment: Moment) -> str:
    """What strangers tried, in words; "" when nothing is known of that."""
    why = (*touch.raised, *moment.suspicions)
    return f"{BEHIND}: {cut(why[-1].rstrip('.'))}" if why else ""


def _beware(found: Finding, touch: Touch, moment: Moment) -> str:
    """Of what is asked anyway a person is told too that strangers tried something."""
    words = _strangers(touch, moment) if found.decision == "ask" and found.ground != "suspicion" else ""
    return f", and {words}" if words and _worth_raising(found.risk, touch) else ""


def _worth_raising(risk: RiskClass, touch: Touch) -> bool:
    """Whether the class takes something off the desk, or to where strangers are, or can't be undone."""
    if risk == "run_code":
        return bool(touch.host or touch.sends_to or touch.bytes_out) or "bring_in" in touch.classes
    if risk == "visit_new":
        return bool(touch.bytes_out or touch.values) or "?" in touch.address
    return risk in LEAVES or (risk != "look" and not touch.undoable)


def _by_rule(found: Finding, profile: Profile) -> str:
    verbs = {"allow": "allows", "ask": "wants to be asked about", "deny": "does not allow"}
    verb = verbs[found.decision] if found.by else "has no rule for"
    why = f" ({found.by.why.strip().rstrip('.')})" if found.by and found.by.why.strip() else ""
    return f"the profile {profile.name!r} {verb} {found.risk}{why}"


def _rule_words(found: Finding, profile: Profile) -> str:
    rule = found.by.describe(found.risk) if found.by else silence_of(found.risk)
    before = {
        "limit": "the limit of: ", "unknown": "not known whether it fits: ", "quiet": "quiet hours, not: ",
        "suspicion": "strangers' words came before it, so not: ", "remembered": "remembered: ",
        "once": "asked within the hour: ",
    }.get(found.ground, "")  # fmt: skip
    return f"{profile.name}: {before}{rule}"
