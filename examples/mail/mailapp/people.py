"""The address book."""

from __future__ import annotations

from smallsite.fields import Refused, plain_text
from smallsite.pages import EXPIRED
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mailapp.letter import addresses
from mailapp.page import PAGES
from mailapp.store import Store

NAME_CHARS_MAX = 80


def _show(request: Request, status_code: int = 200, **context: object) -> Response:
    people = request.app.state.store.people()
    return PAGES.render(request, "people.html", status_code, people=people, folder="people", **context)


def show(request: Request) -> Response:
    return _show(request, values={}, errors={})


async def add(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=5) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
        values = {name: str(form.get(name, "")) for name in ("name", "address")}
    errors: dict[str, str] = {}
    try:
        name, found = plain_text(values["name"], NAME_CHARS_MAX), addresses(values["address"])
    except Refused as refused:
        name, found, errors = "", (), {"address": str(refused)}
    if not errors and (not name or len(found) != 1):
        errors = {"address": "Write a name and one address."}
    if errors:
        return _show(request, 422, values=values, errors=errors)
    store: Store = request.app.state.store
    store.add_person(name, found[0])
    return RedirectResponse("/people", 303)


async def remove(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=5) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
    request.app.state.store.remove_person(request.path_params["person"])
    return RedirectResponse("/people", 303)
