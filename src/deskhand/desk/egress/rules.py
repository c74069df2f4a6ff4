"""Where a cell may go, decided from names alone. Pure: nothing is resolved, connected or read here.

A public name that is allowed must still be resolved and every address checked (`why_not_public`) before a connection
is made to a checked address; `route.py` does that.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import field_validator

from deskhand.core.errors import InvalidInput
from deskhand.core.values import Value
from deskhand.desk.egress.addresses import parse_address, why_not_public

CellName = Literal["screen", "shell"]

MAIL_PORTS = frozenset({25, 465, 587})
"""Mail goes out through a page or program that can be judged, never by a bare connection."""

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


class EgressConfig(Value):
    """sites: name -> "127.0.0.1:port" of a service on this machine. hosts: public names that may be reached by
    themselves: exact, "*.example.org" (names below it), or "*" (all). shell_reaches: which of both the shell cell may
    reach now, in the same form; None: all of them."""

    sites: dict[str, str] = {}
    hosts: tuple[str, ...] = ()
    shell_reaches: tuple[str, ...] | None = None

    @field_validator("sites")
    @classmethod
    def _local_only(cls, sites: dict[str, str]) -> dict[str, str]:
        for place in sites.values():
            local_place(place)
        return {normal_host(name): place for name, place in sites.items()}


class Decision(Value):
    """What is to happen with a connection.

    kind: "site" (go to `target` on this machine), "public" (resolve `host`, check, connect), "own_port" (ask the
    keeper for `port` of the shell cell) or "refused". reason, hint: for people and models, "" when not refused.
    """

    kind: Literal["site", "public", "own_port", "refused"]
    host: str
    port: int
    target: str = ""
    reason: str = ""
    hint: str = ""


def decide(host: str, port: int, cell: CellName, config: EgressConfig) -> Decision:
    """Judge a host (a name, or an address as text) and port as a cell asked for them."""
    try:
        name = normal_host(host)
    except InvalidInput as error:
        return Decision(kind="refused", host=host[:255], port=port, reason=error.message, hint=error.hint)
    if not 0 < port < 65_536:
        return _refuse(name, port, f"{port} is no port.", "Use a port between 1 and 65535.")
    if name not in config.sites and is_local(name):
        return _local(name, port, cell)
    found = _site(name, port, config.sites[name]) if name in config.sites else _public(name, port, config)
    shut = (
        cell == "shell"
        and config.shell_reaches is not None
        and not any(_matches(name, rule) for rule in config.shell_reaches)
    )
    return _unjudged(name, port) if shut and found.kind != "refused" else found


def _unjudged(name: str, port: int) -> Decision:
    """It may be reached, but not by what runs in the shell now."""
    hint = f'Call bash again with reaches: ["{name}"]; then it is judged by that.'
    return _refuse(name, port, f"The command was not judged to reach {name}.", hint)


def normal_host(host: str) -> str:
    """Lower case, no final dot, IDNA. Raises InvalidInput for what is neither a name nor an address."""
    name = host.strip("[]") if parse_address(host) is not None else host.lower().removesuffix(".")
    address = parse_address(name)
    if address is not None:
        return str(address)
    try:
        name = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise _no_name(host) from None
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels) or _NUMBER.fullmatch(labels[-1]):
        raise _no_name(host)  # the last: 127.1, 2130706433 and 0x7f.1 are addresses to a resolver
    return name


def is_local(name: str) -> bool:
    """Whether a normal name or address means the cell itself."""
    address = parse_address(name)
    if address is not None:
        return address.is_loopback and getattr(address, "ipv4_mapped", None) is None
    return name == "localhost" or name.endswith(".localhost")


def local_place(place: str) -> tuple[str, int]:
    """ "127.0.0.1:8000" -> address and port. Raises InvalidInput for any other machine than this one."""
    host, _, port = place.rpartition(":")
    address = parse_address("127.0.0.1" if host == "localhost" else host)
    if address is None or not address.is_loopback or not port.isascii() or not port.isdigit() or len(port) > 5:
        raise InvalidInput(f"A site can't stand for {place!r:.80}.", hint='Use "127.0.0.1:port" of this machine.')
    return str(address), int(port)


def _site(name: str, port: int, place: str) -> Decision:
    if port == 443:
        return _refuse(name, port, f"{name} has no https here.", f"Open http://{name} instead.")
    return Decision(kind="site", host=name, port=port, target=place)


def _local(name: str, port: int, cell: CellName) -> Decision:
    if cell == "screen":
        return Decision(kind="own_port", host=name, port=port)
    return _refuse(name, port, "The shell has a localhost of its own.", "Connect to it without the proxy (no_proxy).")


def _public(name: str, port: int, config: EgressConfig) -> Decision:
    address = parse_address(name)
    if address is not None and (what := why_not_public(address)):
        return _refuse(name, port, f"{name} is {what}.", "Only public addresses and the desk's sites can be reached.")
    if not any(_matches(name, rule) for rule in config.hosts):
        return _refuse(name, port, f"{name} is not among the hosts this desk may reach.", _may_reach(config))
    if port in MAIL_PORTS:
        return _refuse(name, port, f"Port {port} is for sending mail.", "Send mail through a page or program.")
    return Decision(kind="public", host=name, port=port)


def _matches(name: str, rule: str) -> bool:
    rule = rule.lower().removesuffix(".")
    if rule == "*":
        return True
    if rule.startswith("*."):
        return name.endswith(rule[1:]) and len(name) > len(rule) - 1
    try:
        return name == normal_host(rule)
    except InvalidInput:
        return False


def _may_reach(config: EgressConfig) -> str:
    names = [*sorted(config.sites), *config.hosts]
    shown = ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
    return f"It may reach: {shown or 'nothing'}. A person can allow another host."


def _refuse(host: str, port: int, reason: str, hint: str) -> Decision:
    return Decision(kind="refused", host=host, port=port, reason=reason, hint=hint)


def _no_name(host: str) -> InvalidInput:
    return InvalidInput(f"{host[:80]!r} is no host name.", hint="Use a name such as example.org, or a plain address.")
