"""Correcting and deleting entries that are already filed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from smallsite.pages import EXPIRED
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.entry import read_form
from app.filing import words_of
from app.page import PAGES, not_found
from app.store import Changed, Entry, Store

_OVERTAKEN = ("Somebody changed this expense meanwhile", "Open it again from the list to see it as it is now.")


def _asked(request: Request) -> Entry | None:
    store: Store = request.app.state.store
    return store.entry(request.path_params["reference"])


def edit_form(request: Request) -> Response:
    entry = _asked(request)
    if entry is None:
        return not_found(request)
    values = asdict(entry.expense) | {"amount": entry.expense.amount, "version": entry.version}
    is_saved = "saved" in request.query_params
    return PAGES.render(request, "edit.html", entry=entry, values=values, errors={}, is_saved=is_saved)


async def edit(request: Request) -> Response:
    entry = _asked(request)
    if entry is None:
        return not_found(request)
    async with request.form(max_files=0, max_fields=20) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
        version = str(form.get("version", ""))
        values = words_of(form) | {"version": version}
    expense, errors = read_form(values, date.today())
    if expense is None:
        return PAGES.render(request, "edit.html", 422, entry=entry, values=values, errors=errors, is_saved=False)
    if version != str(entry.version):
        return PAGES.refuse(request, 409, *_OVERTAKEN)
    try:
        request.app.state.store.correct(entry.reference, expense, entry.version)
    except Changed:
        return PAGES.refuse(request, 409, *_OVERTAKEN)
    return RedirectResponse(f"/entries/{entry.reference}?saved", 303)


def delete_form(request: Request) -> Response:
    entry = _asked(request)
    return PAGES.render(request, "delete.html", entry=entry) if entry else not_found(request)


async def delete(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=20) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
    request.app.state.store.delete(request.path_params["reference"])
    return RedirectResponse("/", 303)
