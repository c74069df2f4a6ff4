"""Reading: the folders, the search, one letter with what is enclosed, and moving letters about."""

from __future__ import annotations

from urllib.parse import quote

from smallsite.pages import EXPIRED
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mailapp.page import PAGES, not_found
from mailapp.store import FOLDERS, Mail, Store

SEARCH_CHARS_MAX = 100
_MOVES = {"archive": "archive", "delete": "trash"}
_MOVED = {"archive": "Moved to Archive", "delete": "Moved to Trash", "restore": "Put back"}


def home(request: Request) -> Response:
    return RedirectResponse("/folders/inbox", 303)


async def show_folder(request: Request) -> Response:
    folder = request.path_params["folder"]
    if folder not in FOLDERS:
        return await not_found(request)
    mails = request.app.state.store.mails(folder)
    moved = _MOVED.get(request.query_params.get("moved", ""), "")
    return PAGES.render(request, "list.html", folder=folder, mails=mails, moved=moved)


def show_search(request: Request) -> Response:
    search = request.query_params.get("q", "")[:SEARCH_CHARS_MAX]
    mails = request.app.state.store.mails(search=search)
    return PAGES.render(request, "list.html", folder="", mails=mails, search=search, moved="")


def _asked(request: Request) -> Mail | None:
    store: Store = request.app.state.store
    return store.mail(request.path_params["mail"])


async def read(request: Request) -> Response:
    mail = _asked(request)
    if mail is None:
        return await not_found(request)
    request.app.state.store.mark_read(mail.id)
    return PAGES.render(request, "read.html", mail=mail, folder=mail.folder)


async def enclosure(request: Request) -> Response:
    """A file of a letter, always as a download: no file of a stranger's is shown as a page of ours."""
    mail, number = _asked(request), request.path_params["number"]
    if mail is None or number >= len(mail.enclosures):
        return await not_found(request)
    held = mail.enclosures[number]
    headers = PAGES.headers | {"content-disposition": f"attachment; filename*=UTF-8''{quote(held.name)}"}
    return Response(held.data, media_type="application/octet-stream", headers=headers)


async def move(request: Request) -> Response:
    """Archive, delete (to the trash) or restore."""
    mail, verb = _asked(request), request.path_params["verb"]
    async with request.form(max_files=0, max_fields=5) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
    if mail is None or verb not in _MOVED:
        return await not_found(request)
    store: Store = request.app.state.store
    if verb == "restore":
        store.put_back(mail.id)
    else:
        store.move(mail.id, _MOVES[verb])
    return RedirectResponse(f"/folders/{mail.folder}?moved={verb}", 303)


async def destroy_form(request: Request) -> Response:
    mail = _asked(request)
    if mail is None or mail.folder != "trash":
        return await not_found(request)
    return PAGES.render(request, "delete.html", mail=mail, folder="trash")


async def destroy(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=5) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
    request.app.state.store.destroy(request.path_params["mail"])
    return RedirectResponse("/folders/trash", 303)
