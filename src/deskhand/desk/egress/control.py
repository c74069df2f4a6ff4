"""Messages between the keeper and the egress process: one JSON line each, an answer to each, in order.

The first is a `Start`, later ones are a `Reload`. The end of the stream ends the process. It does not know sockets.
"""

from __future__ import annotations

from typing import Literal

from pydantic import TypeAdapter

from deskhand.core.values import Value
from deskhand.desk.egress.rules import CellName, EgressConfig

LINE_BYTES_MAX = 1 << 20


class Start(Value):
    """listen: cell -> path of the unix socket to listen on. log: path of the log file. uid: who the process is from
    then on, when it was started by root; None to stay who it is."""

    type: Literal["start"] = "start"
    listen: dict[CellName, str]
    log: str
    config: EgressConfig = EgressConfig()
    uid: int | None = None


class Reload(Value):
    """New rules for the requests that come from now on."""

    type: Literal["reload"] = "reload"
    config: EgressConfig


class Answer(Value):
    ok: bool
    error: str = ""


MESSAGE: TypeAdapter[Start | Reload] = TypeAdapter(Start | Reload)
