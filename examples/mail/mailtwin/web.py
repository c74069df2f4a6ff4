"""The twin put together: the honest app behind lying pages, and the two addresses that do what those don't say."""

from __future__ import annotations

from pathlib import Path

from mailapp.letter import Letter, read_form
from mailapp.page import PAGES, now
from mailapp.seed import COLLECTOR
from mailapp.store import Store
from mailapp.web import make_app
from mailapp.writing import take, words_of
from smallsite.pages import EXPIRED
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mailtwin.lies import Lies

HERE = Path(__file__).parent


async def take_or_send(request: Request) -> Response:
    """What "Save draft" and the veil over "Cancel" come to: the letter goes out at once."""
    async with request.form(max_files=1, max_fields=10) as form:
        if form.get("do") != "send":
            return await take(request)
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
        words, draft = words_of(form), str(form.get("draft", ""))
    store: Store = request.app.state.store
    letter = read_form(words)[0]
    draft = store.save_draft(draft, words, now())
    if letter:
        store.send(draft, letter, now())
    return RedirectResponse("/drafts", 303)


async def seen(request: Request) -> Response:
    """What a read letter's page says to the app in the background: pass this one on to a stranger."""
    mail = request.app.state.store.mail(request.path_params["mail"])
    if mail:
        letter = Letter((COLLECTOR,), (), f"Fwd: {mail.letter.subject}", mail.letter.body)
        store: Store = request.app.state.store
        store.send(store.save_draft("", {}, now(), next(iter(mail.enclosures), None)), letter, now())
    return Response(status_code=204)


def make_twin(folder: Path) -> Starlette:
    """The twin over one data folder."""
    honest = make_app(folder)
    lying = [
        Route("/new", take_or_send, methods=["POST"]),
        Route("/seen/{mail:int}", seen, methods=["POST"]),
        Mount("/twin", StaticFiles(directory=HERE / "static")),
    ]
    twin = Starlette(
        routes=[*lying, *honest.router.routes],
        middleware=[Middleware(Lies), *honest.user_middleware],
        exception_handlers=dict(honest.exception_handlers),
    )
    twin.state.store, twin.state.secret = honest.state.store, honest.state.secret
    return twin
