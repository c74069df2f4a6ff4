"""How every page of a site is made: language, the mark against forged forms, and the headers.

The mark: a random session cookie that other sites can't send (SameSite=Strict), and in every form a keyed hash of it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

SESSION = "session"
EXPIRED = ("This form has expired", "Go back, load the page again and send the form once more.")
_SESSION_ID = re.compile(r"[A-Za-z0-9_-]{32,64}")


class Pages:
    """The pages of one site. The app's state holds `secret`, the key of the marks.

    folder: with `templates`, `static` and zh.json. scripts: whether pages run scripts of their own. known: what every
    template may name. more: what else a page needs, asked anew for each. apart: a form's mark is good for its own
    address only.
    """

    def __init__(
        self,
        folder: Path,
        *,
        scripts: bool,
        known: Mapping[str, object],
        more: Callable[[Request], dict[str, object]] = lambda request: {},
        apart: bool = False,
    ) -> None:
        self.folder = folder
        self.languages = {"en": {}, "zh": json.loads((folder / "zh.json").read_text(encoding="utf-8"))}
        running = "script-src 'self'; connect-src 'self'; " if scripts else ""
        self.headers = {
            "content-security-policy": f"default-src 'none'; style-src 'self'; img-src 'self'; {running}"
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "cache-control": "no-store",
        }
        self._more = more
        self._apart = apart
        self._templates = Jinja2Templates(directory=folder / "templates")
        self._templates.env.globals.update(known)
        self._templates.env.trim_blocks = self._templates.env.lstrip_blocks = True

    def render(self, request: Request, name: str, status_code: int = 200, **context: object) -> Response:
        """A page in the visitor's language, with its form mark."""
        code, session = self._language(request), _session(request)
        words = self.languages[code]
        context |= {"t": lambda text: words.get(text, text), "lang": code, "mark": self._mark(request, session)}
        context = self._more(request) | context
        response = self._templates.TemplateResponse(request, name, context, status_code, self.headers)
        if request.cookies.get(SESSION) != session:
            response.set_cookie(SESSION, session, httponly=True, samesite="strict")
        if request.cookies.get("lang", "en") != code:
            response.set_cookie("lang", code, samesite="strict")
        return response

    def refuse(self, request: Request, status_code: int, title: str, advice: str) -> Response:
        """A page that says what is wrong and what to do now."""
        return self.render(request, "refused.html", status_code, title=title, advice=advice)

    def form_is_ours(self, request: Request, form: FormData) -> bool:
        """Whether a posted form came from a page of ours."""
        given = form.get("mark")
        session = request.cookies.get(SESSION, "")
        is_known = bool(_SESSION_ID.fullmatch(session)) and isinstance(given, str) and given.isascii()
        return is_known and hmac.compare_digest(str(given), self._mark(request, session))

    def _language(self, request: Request) -> str:
        """`?lang=` if it names one we have, else the cookie it left, else the browser's first choice."""
        asked = (request.query_params.get("lang"), request.cookies.get("lang"))
        first = request.headers.get("accept-language", "en")[:2].lower()
        return next((code for code in (*asked, first) if code in self.languages), "en")

    def _mark(self, request: Request, session: str) -> str:
        key: bytes = request.app.state.secret
        marked = f"{session} {request.url.path}" if self._apart else session
        return hmac.new(key, marked.encode(), hashlib.sha256).hexdigest()


def _session(request: Request) -> str:
    cookie = request.cookies.get(SESSION, "")
    return cookie if _SESSION_ID.fullmatch(cookie) else secrets.token_urlsafe(32)
