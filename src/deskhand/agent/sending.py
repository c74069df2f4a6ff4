"""What pages would send because of a call: judged like a call of its own, then let go or stopped.

It does not know how the browser holds a request, nor who answers a question about it.
"""

from __future__ import annotations

from collections.abc import Sequence

from deskhand.core import events as ev
from deskhand.core.messages import TextPart
from deskhand.core.state import OpenCall
from deskhand.core.targets import Covers, HeldRequest
from deskhand.core.verdicts import Moment, RiskClass, Touch, Verdict
from deskhand.desk.base import ActReport, Desk
from deskhand.policy.judge import judge, strictest
from deskhand.policy.profile import Profile
from deskhand.policy.requests import covers_of, is_dispensable, touch_of_request

THEIRS = Covers(hosts=("*",), uploads=True, visits=True)
"""What leaves the browser while a person has the desk: whatever they do."""

GONE = "It waits no longer in the browser (the page or the desk went away), so it was not sent."


def covers_of_verdict(verdict: Verdict | None) -> Covers:
    """What may leave because of a call. What was allowed because its requests wait in the browser lets none of them go;
    what a person allowed lets go what it sends."""
    if verdict is None or (verdict.touch.waits and verdict.decision == "allow"):
        return Covers()
    return covers_of(verdict.touch)


def of_act(requests: Sequence[HeldRequest], verdict: Verdict | None) -> tuple[HeldRequest, ...]:
    """The requests with what is known of the act that set them off: on what, as what it was judged, and whether it can
    be set back there."""
    if verdict is None:
        return tuple(requests)
    touch = verdict.touch
    known = {"cause": touch.target[:200], "undo": touch.applies, "back": touch.undo is True, "seen": touch.seen}
    return tuple(
        each.model_copy(update=known | {"said": _said_of(each, touch)}) if each.of_act else each for each in requests
    )


def _said_of(request: HeldRequest, touch: Touch) -> tuple[RiskClass, ...]:
    """The classes of the act; that it runs code only where the request carries what was judged."""
    carried = {value.strip() for value in request.fields.values()} & {value.strip() for value in touch.values.values()}
    return tuple(risk for risk in touch.classes if risk != "run_code" or any(carried))


def judged_requests(
    requests: Sequence[HeldRequest], profile: Profile, moment: Moment, known_hosts: tuple[str, ...]
) -> Verdict:
    """One verdict about all of them: the strictest."""
    verdict = strictest(judge(touch_of_request(each, known_hosts), profile, moment) for each in requests)
    if len(requests) == 1:
        return verdict
    others = ", ".join(dict.fromkeys(request_words(each) for each in requests))[:600]
    return verdict.model_copy(update={"reason": f"{verdict.reason} All that would be sent: {others}."})


def freely(
    requests: Sequence[HeldRequest], profile: Profile, moment: Moment, known_hosts: tuple[str, ...]
) -> tuple[HeldRequest, ...]:
    """Those that go by themselves beside others that are asked about; none where all or none of them would."""
    if len(requests) < 2:
        return ()
    going = [
        each for each in requests if judge(touch_of_request(each, known_hosts), profile, moment).decision == "allow"
    ]
    return tuple(going) if len(going) < len(requests) else ()


def unasked(
    requests: Sequence[HeldRequest], fills: bool, profile: Profile, moment: Moment, known_hosts: tuple[str, ...]
) -> tuple[HeldRequest, ...]:
    """Those that are stopped rather than asked about, where the profile does not allow them.

    A page goes on as well without beacons and reports; and what it tells by itself while something is filled in (a
    draft that is kept) is asked about when the whole is sent. A message that is only being written goes nowhere, also
    where messages are allowed: it is not the one that was meant. fills: the call only filled something in.
    """

    def stops(request: HeldRequest) -> bool:
        draft = fills and request.kind in ("fetch", "worker") and not request.files
        touch = touch_of_request(request, known_hosts)
        if draft and "send" in touch.classes:
            return True
        return (draft or is_dispensable(request)) and judge(touch, profile, moment).decision != "allow"

    return tuple(filter(stops, requests))


def ids_of(requests: Sequence[HeldRequest]) -> tuple[str, ...]:
    return tuple(request.id for request in requests)


class DeniedRequests:
    """What a person said no to since they last spoke: a page that tries it again and again raises no more questions.

    It is kept in memory only: a driver that takes the session up asks once more.
    """

    def __init__(self) -> None:
        self._keys: set[tuple[str, str, str]] = set()

    def add(self, requests: Sequence[HeldRequest]) -> None:
        self._keys |= {_key(each) for each in requests}

    def clear(self) -> None:
        self._keys.clear()

    def among(self, requests: Sequence[HeldRequest]) -> tuple[HeldRequest, ...]:
        """Those that are the same again: by their method, by address and page without the queries."""
        return tuple(each for each in requests if _key(each) in self._keys)


def _key(request: HeldRequest) -> tuple[str, str, str]:
    return request.method, request.address.partition("?")[0], request.page.partition("?")[0]


def stopped_words(requests: Sequence[HeldRequest], refused: Sequence[HeldRequest] = ()) -> str:
    """What a model is told of requests that were stopped without asking. refused: those that were refused before."""
    yet = [each for each in requests if each not in refused]
    told = f"By itself the page would have sent {_all(yet)}; that was stopped, as nothing was to be sent yet."
    again = f"The page tried again to send {_all(refused)}; that was stopped, as the person had refused it."
    return " ".join(words for words, some in ((told, yet), (again, refused)) if some)


def _all(requests: Sequence[HeldRequest]) -> str:
    return "; ".join(dict.fromkeys(request_words(each) for each in requests))[:400]


def request_words(request: HeldRequest) -> str:
    """A request as people read it: "POST to shop.test (name, amount)"."""
    names = ", ".join([*request.fields, *request.files])[:200]
    return f"{request.method} to {request.host or request.address}" + (f" ({names})" if names else "")


async def settled(call: OpenCall, desk: Desk, *, send: bool) -> tuple[bool, ActReport]:
    """Let the call's held requests go, or stop them: whether they were sent, and how the screen is then."""
    ids = tuple(request.id for request in call.held)
    waiting = {request.id for request in await desk.held()}
    sends = send and waiting.issuperset(ids)
    return sends, await desk.settle_held(ids, send=sends)


def after_settling(call: OpenCall, report: ActReport, *, sent: bool, why: str) -> ev.CallFinished:
    """The end of a call whose requests were settled: what it gave, and what became of them."""
    given = call.result or ev.CallFinished(call=call.call.id, status="ok", content=())
    what = "; ".join(dict.fromkeys(request_words(each) for each in call.held))[:600]
    changed = "The screen changed." if report.changed else "Nothing changed on the screen."
    words = (
        f"Then the page sent {what}. {changed}"
        if sent
        else f"What the page would have sent was stopped ({what}). {why}"
    )
    return given.model_copy(
        update={
            "status": "ok" if sent else "denied",
            "content": (*given.content, TextPart(text=f"{words} {report.note}".strip(), stranger=True)),
            "details": {**given.details, "changed": bool(given.details.get("changed")) or report.changed},
            "frame": report.frame,
        }
    )
