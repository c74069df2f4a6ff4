"""How every page is made: language, the mark against forged forms, and the headers. It does not know expenses.

The mark: a random session cookie that other sites can't send (SameSite=Strict), and in every form a keyed hash of it
and of the form's own address, so that a form of one page is not good for another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from app.entry import CATEGORIES, CURRENCIES, PAID_BY, amount_words

HERE = Path(__file__).parent
SESSION = "session"
LANGUAGES = {"en": {}, "zh": json.loads((HERE / "zh.json").read_text(encoding="utf-8"))}
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}
_SESSION_ID = re.compile(r"[A-Za-z0-9_-]{32,64}")

_templates = Jinja2Templates(directory=HERE / "templates")
_templates.env.globals.update(categories=CATEGORIES, currencies=CURRENCIES, paid_by=PAID_BY)
_templates.env.filters["amount"] = amount_words
_templates.env.trim_blocks = _templates.env.lstrip_blocks = True


def language(request: Request) -> str:
    """`?lang=` if it names one we have, else the cookie it left, else the browser's first choice."""
    asked = (request.query_params.get("lang"), request.cookies.get("lang"))
    first = request.headers.get("accept-language", "en")[:2].lower()
    return next((code for code in (*asked, first) if code in LANGUAGES), "en")


def _session(request: Request) -> str:
    cookie = request.cookies.get(SESSION, "")
    return cookie if _SESSION_ID.fullmatch(cookie) else secrets.token_urlsafe(32)


def _mark(request: Request, session: str) -> str:
    key: bytes = request.app.state.secret
    return hmac.new(key, f"{session} {request.url.path}".encode(), hashlib.sha256).hexdigest()


def form_is_ours(request: Request, form: FormData) -> bool:
    """Whether a posted form came from our own page at the same address."""
    given = form.get("mark")
    session = request.cookies.get(SESSION, "")
    is_known = bool(_SESSION_ID.fullmatch(session)) and isinstance(given, str) and given.isascii()
    return is_known and hmac.compare_digest(str(given), _mark(request, session))


def render(request: Request, name: str, status_code: int = 200, **context: object) -> Response:
    """A page in the visitor's language, with its form mark."""
    code, session = language(request), _session(request)
    words = LANGUAGES[code]
    context |= {"t": lambda text: words.get(text, text), "lang": code, "mark": _mark(request, session)}
    response = _templates.TemplateResponse(request, name, context, status_code, HEADERS)
    if request.cookies.get(SESSION) != session:
        response.set_cookie(SESSION, session, httponly=True, samesite="strict")
    if request.cookies.get("lang", "en") != code:
        response.set_cookie("lang", code, samesite="strict")
    return response


def refuse(request: Request, status_code: int, title: str, advice: str) -> Response:
    """A page that says what is wrong and what to do now."""
    return render(request, "refused.html", status_code, title=title, advice=advice)
