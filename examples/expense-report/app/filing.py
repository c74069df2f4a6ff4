"""Filing a new expense: the form, "Check and confirm", and the page with the reference number."""

from __future__ import annotations

from datetime import date

from smallsite.fields import Refused
from smallsite.pages import EXPIRED
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.entry import FIELDS, read_form
from app.page import PAGES, not_found
from app.receipts import media_type, read_receipt
from app.store import Receipt, Store


def words_of(form: FormData) -> dict[str, str]:
    """The text fields of a form, as they were typed."""
    return {name: value for name in FIELDS if isinstance(value := form.get(name, ""), str)}


def new_form(request: Request) -> Response:
    return PAGES.render(request, "new.html", values={"paid_by": "card"}, errors={})


async def begin(request: Request) -> Response:
    """Take the form: back with words by each wrong field, or on to the confirmation."""
    async with request.form(max_files=1, max_fields=20) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
        values = words_of(form)
        expense, errors = read_form(values, date.today())
        try:
            upload = await read_receipt(form.get("receipt"))
        except Refused as refused:
            errors["receipt"] = str(refused)
    if expense is None or errors:
        return PAGES.render(request, "new.html", 422, values=values, errors=errors)
    store: Store = request.app.state.store
    receipt = store.keep_picture(*upload) if upload else Receipt()
    return RedirectResponse(f"/confirm/{store.begin(expense, receipt)}", 303)


def check(request: Request) -> Response:
    draft = request.app.state.store.draft(request.path_params["draft"])
    if draft is None:
        return not_found(request)
    if draft.reference:
        return RedirectResponse(f"/saved/{draft.reference}", 303)
    return PAGES.render(request, "confirm.html", draft=draft, picture=f"/confirm/{draft.id}/receipt")


async def confirm(request: Request) -> Response:
    """Confirming twice (a double click, a reload) files one entry."""
    async with request.form(max_files=0, max_fields=20) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
    reference = request.app.state.store.confirm(request.path_params["draft"])
    return RedirectResponse(f"/saved/{reference}", 303) if reference else not_found(request)


def saved(request: Request) -> Response:
    entry = request.app.state.store.entry(request.path_params["reference"])
    return PAGES.render(request, "saved.html", entry=entry) if entry else not_found(request)


def _picture(request: Request, receipt: Receipt | None) -> Response:
    if receipt is None or not receipt.sha256:
        return not_found(request)
    data = request.app.state.store.picture(receipt)
    return Response(data, media_type=media_type(data), headers=PAGES.headers)


def draft_receipt(request: Request) -> Response:
    draft = request.app.state.store.draft(request.path_params["draft"])
    return _picture(request, draft.receipt if draft else None)


def entry_receipt(request: Request) -> Response:
    entry = request.app.state.store.entry(request.path_params["reference"])
    return _picture(request, entry.receipt if entry else None)
