"""A held request, as a touch that can be judged; and what an allowed act's verdict lets out of the browser. Pure.

The classes come from the request itself (core.requests, policy.deeds); what the button that set it off was called can
only add to them. It does not know profiles.
"""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from deskhand.core.requests import READING_METHODS, amount_of, classes_of_request, covered_by, recipients_of, settles
from deskhand.core.sites import host_of, is_local, same_site
from deskhand.core.targets import Covers, HeldRequest
from deskhand.core.verdicts import IRREVERSIBLE, SENDING, RiskClass, Touch
from deskhand.policy.deeds import (
    deed_of,
    fetches,
    is_light,
    is_light_end,
    only_looks,
    sends_words,
    switches_off,
    takes_money,
)
from deskhand.policy.rereading import request_again

_INCLUDES: dict[RiskClass, tuple[RiskClass, ...]] = {"pay": ("send",), "send": (), "delete": ()}
"""What else a request of an act of this class may turn out to be: an order often goes with a message to the seller."""

_TAKEN_BACK: frozenset[RiskClass] = frozenset({"submit", "delete"})
"""Classes of which some acts can be taken back (a basket, a draft, a step of several): others of them can't."""

_FIELDS_NAMED = 4
_VALUES_MAX = 40


def touch_of_request(request: HeldRequest, known_hosts: Collection[str] = ()) -> Touch:
    """What the request would do. known_hosts: names this desk was made for; "*.example.com" is allowed."""
    classes = _classes(request)
    page_host = host_of(request.page)
    if not classes or (request.method.upper() in READING_METHODS and request.kind == "navigation"):
        classes.append("visit_known" if _is_known(request.host, known_hosts) else "visit_new")
    told = request_again(request, tuple(classes), _undo(request, classes))
    amount, currency = amount_of(request.fields)
    return Touch(
        classes=told.classes,
        target=f"{request.method} {request.address}"[:300],
        address=request.page or request.address,
        host=page_host or request.host,
        sends_to=request.host if page_host and page_host != request.host else "",
        values=dict(list(request.fields.items())[:_VALUES_MAX]),
        amount=amount if "pay" in told.classes else None,
        currency=currency if "pay" in told.classes else "",
        to=recipients_of(request),
        bytes_out=0 if request.files else request.size,  # a file on the disk is not counted in it
        undo=told.undo,
        consequence=_consequence(request),
        evidence=f"the page sends it by {'a script' if request.of_act else 'itself'}, {request.kind}: {request.method} "
        f"to {request.host}",
    )


def _classes(request: HeldRequest) -> list[RiskClass]:
    """What it carries comes first; of a request that says no more than that it changes something, the deed that it
    names says more; and what was pressed counts where that is graver."""
    classes = list(classes_of_request(request))
    if not request.of_act or request.kind == "socket":
        return classes
    if (found := _as_said(request, classes)) is not None:
        return found
    deed = deed_of(request)
    if deed is not None and deed.risk in _SAY_MORE and _LITTLE.issuperset(classes[:1]) and classes:
        classes[0] = deed.risk
    elif deed is None and classes[:1] == ["submit"] and sends_words(request):
        classes[0] = "send"
    return [*classes, *(risk for risk in request.said if risk in _GRAVE and risk not in classes)]


def _as_said(request: HeldRequest, classes: list[RiskClass]) -> list[RiskClass] | None:
    """What the label said it is, where the request, to its page's own site, says nothing that is graver."""
    first = request.said[:1]
    if classes == ["delete"] and first in (("change_settings",), ("sign_in",)) and switches_off(request):
        return [first[0]]
    if classes != ["submit"] or not first or settles(request) or takes_money(request):
        return None
    if "run_code" in request.said:  # the code itself was judged
        return ["run_code", *(risk for risk in request.said if risk in _GRAVE)]
    if first == ("install",) or ("bring_in" in request.said and fetches(request)):
        return [first[0]]
    return [] if _HARMLESS.issuperset(request.said) and only_looks(request) else None


_LITTLE: frozenset[RiskClass] = frozenset({"submit", "change_settings"})
_SAY_MORE: frozenset[RiskClass] = frozenset(
    {"send", "pay", "delete", "sign_in", "accept_terms", "grant_permission", "change_settings", "install"}
)
_HARMLESS: frozenset[RiskClass] = frozenset({"look", "move", "write_on_desk", "visit_known", "visit_new", "bring_in"})
_GRAVE: frozenset[RiskClass] = IRREVERSIBLE - {"submit", "take_out"}


def _undo(request: HeldRequest, classes: Collection[RiskClass]) -> bool | None:
    """What its page tells its own site because of an act can be taken back where the act can be set back there, or the
    request only keeps or marks something; not where it says of itself that it is the last word."""
    final = settles(request) and not (request.back and is_light_end(request))
    own = same_site(request.page, request.address) and not final
    told = own and request.of_act and request.kind in ("fetch", "worker", "navigation")
    set_back = request.undo and tuple(classes) == ("submit",)
    if told and (
        set_back
        or (request.back and tuple(classes) == ("submit",))
        or (_TAKEN_BACK.issuperset(classes) and is_light(request))
    ):
        return True
    signs_in = "sign_in" in classes and "sign_in" not in request.said
    return False if IRREVERSIBLE.intersection(classes) or signs_in else None


def covers_of(touch: Touch) -> Covers:
    """What may leave the browser because of an allowed act, without being asked about again.

    For acts that send something: requests of its page to the page's host and to where its form goes, of the act's own
    classes, of no more money than was told. For a visit: the very address. For an act that neither sends nor visits:
    nothing.
    """
    sending = [risk for risk in touch.classes if risk in SENDING and not touch.fills]
    visiting = "visit_known" in touch.classes or "visit_new" in touch.classes
    more = [extra for risk in sending for extra in _INCLUDES.get(risk, ())]
    return Covers(
        pages=(host_of(touch.address),) if sending and host_of(touch.address) else (),
        amount=touch.amount if "pay" in sending else None,
        undoable=bool(sending) and touch.undo is True and _TAKEN_BACK.issuperset(sending),
        hosts=tuple(dict.fromkeys(host for host in (touch.host, touch.sends_to) if host)) if sending else (),
        classes=tuple(dict.fromkeys([*sending, *more])),
        uploads="take_out" in sending,
        addresses=(touch.address,) if visiting and touch.address else (),
        visits=visiting and "take_out" in sending and not touch.address,
        to=touch.to,
    )


def covered(request: HeldRequest, verdict_touch: Touch) -> bool:
    """Whether what was allowed as this touch covers the request: the same answer as the desk's wall gives.

    A payment, a deletion or a message is covered only by what was allowed as one; files only by a `take_out`.
    """
    return covered_by(request, covers_of(verdict_touch))


def is_dispensable(request: HeldRequest) -> bool:
    """Whether a page goes on as well without it: nobody waits for the answer of a beacon, a ping or a report.

    Where a profile would ask about one, it can be stopped instead of asking.
    """
    return request.kind == "beacon"


def _is_known(host: str, known_hosts: Collection[str]) -> bool:
    return is_local(host) or any(fnmatchcase(host, name.lower()) for name in known_hosts if name != "*")


def _consequence(request: HeldRequest) -> str:
    who = "The page" if same_site(request.page, request.address) or not request.page else (
        f"A page of {host_of(request.page)}"
    )  # fmt: skip
    if request.kind == "socket":
        return f"{who} opens a lasting connection to {request.host}; what goes over it later is not seen."
    if request.method == "DELETE":
        return f"{who} asks {request.host} to delete {urlsplit(request.address).path[:200] or 'something'}."
    cause = f", set off by {request.cause}" if request.cause else ""
    return f"{who} sends {_what(request)} to {request.host}{cause}."


def _what(request: HeldRequest) -> str:
    pieces: list[str] = []
    if request.files:
        pieces.append(f"{_count(len(request.files), 'file')} ({', '.join(request.files[:3])})")
    if names := [name for name in request.fields if name]:
        shown = ", ".join(names[:_FIELDS_NAMED]) + (", ..." if len(names) > _FIELDS_NAMED else "")
        pieces.append(f"{_count(len(names), 'field')} ({shown})")
    if not pieces:
        pieces.append(f"{request.size} bytes" if request.size else f"a {request.method} without a body")
    return " and ".join(pieces)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
