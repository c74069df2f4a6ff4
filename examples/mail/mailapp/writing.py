"""Writing: the form, its drafts that save themselves, the page to check before sending, and the sending."""

from __future__ import annotations

from smallsite.fields import Refused, read_file
from smallsite.pages import EXPIRED
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from mailapp.answering import answer
from mailapp.letter import FIELDS, Enclosure, read_form
from mailapp.page import PAGES, not_found, now
from mailapp.store import OWNER, Draft, Mail, Store, new_draft_id

_CHANGED = ("The draft was changed meanwhile", "Open it again from Drafts and look at it as it is now.")


def words_of(form: FormData) -> dict[str, str]:
    """The text fields of a form, as they were typed."""
    return {name: value for name in FIELDS if isinstance(value := form.get(name, ""), str)}


def _quoted(mail: Mail) -> str:
    lines = "\n".join(f"> {line}" for line in mail.letter.body.splitlines())
    return f"\n\n{mail.at}, {mail.name}:\n{lines}\n"


def _about(subject: str, mark: str) -> str:
    return subject if subject.lower().startswith(mark.lower()) else f"{mark} {subject}"


def _begun(request: Request) -> tuple[dict[str, str], tuple[Enclosure, ...]]:
    """What a new letter begins with: an answer, a letter passed on, or somebody of the address book."""
    asked, store = request.query_params, request.app.state.store
    for verb, mark in (("reply", "Re:"), ("forward", "Fwd:")):
        number = asked.get(verb, "")
        mail = store.mail(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
        if mail:
            words = {"subject": _about(mail.letter.subject, mark), "body": _quoted(mail)}
            to = mail.address if verb == "reply" else ""
            return {**words, "to": to}, mail.enclosures if verb == "forward" else ()
    return {"to": asked.get("to", "")[:200]}, ()


def new_form(request: Request) -> Response:
    """The form. A letter that is passed on takes its files along, so that one begins as a draft."""
    values, enclosures = _begun(request)
    store: Store = request.app.state.store
    draft_id = store.save_draft("", values, now(), enclosures[0]) if enclosures else ""
    if draft_id:
        return RedirectResponse(f"/drafts/{draft_id}", 303)
    return PAGES.render(request, "write.html", values=values, errors={}, draft=new_draft_id(), held=(), folder="")


async def draft_form(request: Request) -> Response:
    draft = _asked(request)
    if draft is None or draft.sent_as is not None:
        return await not_found(request)
    return PAGES.render(request, "write.html", values=draft.words, errors={}, draft=draft.id, held=draft.enclosures,
                  folder="drafts")  # fmt: skip


def show_drafts(request: Request) -> Response:
    return PAGES.render(request, "drafts.html", drafts=request.app.state.store.drafts(), folder="drafts")


def _asked(request: Request) -> Draft | None:
    store: Store = request.app.state.store
    return store.draft(request.path_params["draft"])


async def autosave(request: Request) -> Response:
    """What the page sends by itself while somebody types: kept as a draft, sent to nobody."""
    async with request.form(max_files=0, max_fields=10) as form:
        if not PAGES.form_is_ours(request, form):
            return JSONResponse({"refused": "the form has expired"}, 403, PAGES.headers)
        words, draft_id = words_of(form), str(form.get("draft", ""))
    store: Store = request.app.state.store
    draft = store.draft(draft_id)
    if draft is None or draft.sent_as is None:  # what comes late, when the letter is sent, is no new one
        draft_id = store.save_draft(draft_id, words, now())
    return JSONResponse({"draft": draft_id}, headers=PAGES.headers)


async def take(request: Request) -> Response:
    """Take the form: kept as a draft, then back to it with words by each wrong field, or on to the check."""
    async with request.form(max_files=1, max_fields=10) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
        values, draft_id, errors = words_of(form), str(form.get("draft", "")), {}
        goes_on = form.get("do") == "continue"
        try:
            file = await read_file(form.get("file"))
        except Refused as refused:
            file, errors = None, {"file": str(refused)}
    store: Store = request.app.state.store
    draft_id = store.save_draft(draft_id, values, now(), Enclosure(*file) if file else None)
    if not goes_on and not errors:
        return RedirectResponse("/drafts", 303)
    errors = read_form(values)[1] | errors
    if not errors:
        return RedirectResponse(f"/check/{draft_id}", 303)
    draft = store.draft(draft_id)
    return PAGES.render(request, "write.html", 422, values=values, errors=errors, draft=draft_id,
                  held=draft.enclosures if draft else (), folder="drafts")  # fmt: skip


async def discard(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=5) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
    request.app.state.store.discard_draft(request.path_params["draft"])
    return RedirectResponse("/drafts", 303)


async def check(request: Request) -> Response:
    draft = _asked(request)
    letter = read_form(draft.words)[0] if draft else None
    if draft is None or letter is None:
        return await not_found(request)
    if draft.sent_as is not None:
        return RedirectResponse(f"/sent/{draft.sent_as}", 303)
    return PAGES.render(request, "check.html", draft=draft, letter=letter, folder="drafts")


async def send(request: Request) -> Response:
    """Send once, and only what was shown. A colleague answers at once, as this app has no world outside."""
    async with request.form(max_files=0, max_fields=5) as form:
        if not PAGES.form_is_ours(request, form):
            return PAGES.refuse(request, 403, *EXPIRED)
        shown = words_of(form)
    store: Store = request.app.state.store
    draft = _asked(request)
    if draft and any(shown.get(name) != draft.words[name] for name in ("to", "cc", "subject")):
        return PAGES.refuse(request, 409, *_CHANGED)
    letter = read_form(draft.words)[0] if draft else None
    sent = store.send(draft.id, letter, now()) if draft and letter else None
    if sent is None:
        return await not_found(request)
    mail_id, just_now = sent
    mail = store.mail(mail_id)
    if just_now and mail:
        for by, reply in answer(mail, store.people()):
            store.add("inbox", by, reply, now())
    return RedirectResponse(f"/sent/{mail_id}", 303)


async def sent(request: Request) -> Response:
    mail = request.app.state.store.mail(request.path_params["mail"])
    if mail is None or mail.address != OWNER[1]:
        return await not_found(request)
    return PAGES.render(request, "sent.html", mail=mail, folder="sent")
