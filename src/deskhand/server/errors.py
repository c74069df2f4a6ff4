"""The one shape of every error over HTTP, and which of Deskhand's errors has which code.

{"error": {"code": "not_found", "message": "what happened", "hint": "what to do now"}}
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from deskhand.core.errors import (
    Conflict,
    DeskhandError,
    DeskLost,
    InvalidInput,
    JournalDamaged,
    LimitExceeded,
    NotFound,
    Refused,
    SetupMissing,
    StaleVersion,
)

Code = Literal[
    "bad_request", "unauthenticated", "forbidden", "not_found", "conflict", "too_large", "invalid", "limited",
    "internal", "unavailable",
]  # fmt: skip
STATUS: dict[str, int] = {
    "bad_request": 400, "unauthenticated": 401, "forbidden": 403, "not_found": 404, "conflict": 409, "too_large": 413,
    "invalid": 422, "limited": 429, "internal": 500, "unavailable": 503,
}  # fmt: skip
_CODES: dict[int, Code] = {status: code for code, status in STATUS.items()}  # type: ignore[misc]
_OF_ERROR: dict[type[DeskhandError], Code] = {
    InvalidInput: "invalid", NotFound: "not_found", Refused: "forbidden", LimitExceeded: "limited",
    DeskLost: "unavailable", Conflict: "conflict", JournalDamaged: "unavailable", SetupMissing: "conflict",
}  # fmt: skip
_HINT_CHARS_MAX = 300

log = logging.getLogger("deskhand.server")


class Problem(BaseModel):
    """What went wrong. hint: what to do now, in words; may be empty."""

    code: Code
    message: str
    hint: str = ""


class Stale(BaseModel):
    """Of a change to an artifact that was made from an old version. newest: the number of the newest one; diff: what
    changed since, as a unified diff."""

    newest: int
    diff: str


class ErrorBody(BaseModel):
    """stale: only where an artifact has a newer version than the one that was to be changed; else it is left out."""

    error: Problem
    stale: Stale | None = None


class Turned(Exception):
    """A request that is turned away with this code, before or instead of what it asked for."""

    def __init__(self, code: Code, message: str, hint: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.headers = headers or {}


class TooLarge(HTTPException):
    """More bytes than a route takes. An HTTPException, so that whoever reads the body lets it pass."""

    def __init__(self, most: int) -> None:
        super().__init__(413, f"the request has more than {most} bytes.")


def unauthenticated() -> Turned:
    return Turned(
        "unauthenticated", "nobody is signed in.", "Sign in, or open the link that `deskhand up` printed in a terminal."
    )


def code_of(error: DeskhandError) -> Code:
    """The code of one of Deskhand's errors, or of the nearest kind above it."""
    return next((_OF_ERROR[kind] for kind in type(error).__mro__ if kind in _OF_ERROR), "unavailable")


def answer(
    code: Code, message: str, hint: str = "", headers: dict[str, str] | None = None, stale: Stale | None = None
) -> Response:
    body = ErrorBody(error=Problem(code=code, message=message, hint=hint), stale=stale)
    sent = {"Cache-Control": "no-store", **(headers or {})}
    return JSONResponse(body.model_dump(exclude_none=True), STATUS[code], headers=sent)


def answer_to(error: Exception) -> Response:
    """The answer to an error of any kind. What nobody raised on purpose is logged, and tells nothing."""
    match error:
        case Turned():
            return answer(error.code, error.message, error.hint, error.headers)
        case StaleVersion():
            stale = Stale(newest=error.newest, diff=error.diff)
            return answer("conflict", error.message, error.hint, stale=stale)
        case DeskhandError():
            return answer(code_of(error), error.message, error.hint)
        case RequestValidationError():
            return answer("invalid", *_invalid(error))
        case HTTPException():
            return _http(error)
    log.error("a request failed", exc_info=error)
    return answer("internal", "an error of Deskhand's own.", "See the log of `deskhand up`.")


def _http(error: HTTPException) -> Response:
    code = _CODES.get(error.status_code) or ("bad_request" if error.status_code < 500 else "internal")
    phrase = HTTPStatus(error.status_code).phrase
    message = str(error.detail) if error.detail != phrase else _MESSAGES.get(error.status_code, phrase.lower() + ".")
    response = answer(code, message, headers=dict(error.headers or {}))
    response.status_code = error.status_code
    return response


_MESSAGES = {404: "there is nothing here.", 405: "that is not done here.", 400: "the request can't be read."}


def _invalid(error: RequestValidationError) -> tuple[str, str]:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
    return f"{where[:120]}: {first['msg']}"[:_HINT_CHARS_MAX], "See the interface's description: /api/openapi.json."


def handle_errors(app: FastAPI) -> None:
    """Give every error of an app the one shape."""

    async def handler(request: Request, error: Exception) -> Response:
        if request.scope["type"] != "http":
            raise error  # of a WebSocket that was not accepted: the gate answers
        return answer_to(error)

    for kind in (Turned, DeskhandError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, handler)


def documented(*codes: Code) -> dict[int | str, dict[str, Any]]:
    """What of errors a route's description says."""
    return {STATUS[code]: {"model": ErrorBody, "description": code} for code in codes}
