"""What an act would reach and what a page is about to send: facts that the desk finds, before anybody judges them.

Everything in here is a stranger's word put into a fixed shape: names, values and addresses as a page or program shows
them. It does not know profiles or verdicts.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from deskhand.core.elements import Element, Page
from deskhand.core.geometry import Box
from deskhand.core.values import Value
from deskhand.core.verdicts import RiskClass

KnownBy = Literal["page", "app", "ocr", "none"]
"""Where the facts come from: a page's document, a program's accessibility tree, words read off the screen, nowhere."""


class FormField(Value):
    """One field of a form as it is filled in now.

    name: its label. kind: the type of the input ("text", "password", "email", "tel", "number", "checkbox", "radio",
    "select", "file", "hidden", "textarea", ...). value: what it holds, "" for a password. filled: whether it holds
    anything. size: of chosen files, in bytes.
    """

    name: str = Field(default="", max_length=500)
    kind: str = Field(default="text", max_length=40)
    value: str = Field(default="", max_length=2_000)
    filled: bool = False
    size: int = Field(default=0, ge=0)


class Form(Value):
    """The form that an element belongs to. address: where it is sent, absolute. button: what Return would press."""

    name: str = Field(default="", max_length=500)
    address: str = Field(default="", max_length=2_000)
    method: str = Field(default="GET", max_length=10)
    fields: tuple[FormField, ...] = Field(default=(), max_length=200)
    button: str = Field(default="", max_length=500)


class Target(Value):
    """What an act would reach, found on the desk as it is just before the act.

    element: what is under the pointer, what was named, or for keys what has the focus. page: the page or window in
    front. frame_address: the address of the document that the element stands in, when that is not the page itself.
    submits: whether the act would send the form by itself (a submit button, Return in a one-line field); what scripts
    do besides is not known. attributes: what the element says of itself ("type", "formaction", "download", "target",
    "accept", "autocomplete", "inputmode", "href"). around: the words it stands among: of its dialog, row or section,
    where "this can't be undone" is written. notes: words of the page, dialog or
    section that hold for all in it. box: where it is on the screen, for the picture that a person is shown.
    chord: for keys, what they do in this program by its own menu ("Send message"), "" where that is not known.
    sockets: pages may have lasting connections to a site, and what goes over those is not seen.
    """

    element: Element | None = None
    page: Page | None = None
    frame_address: str = Field(default="", max_length=2_000)
    form: Form | None = None
    submits: bool = False
    attributes: dict[str, str] = {}
    around: str = Field(default="", max_length=2_000)
    notes: str = Field(default="", max_length=1_000)
    box: Box | None = None
    chord: str = Field(default="", max_length=500)
    sockets: bool = False
    known_by: KnownBy = "none"


class Covers(Value):
    """What may leave the browser because of an act, without being held.

    pages: whose pages may send it, besides those of `hosts`: what another page sends meanwhile is its own doing.
    amount: of money that was told; more than that is held; None where none was. undoable: the act can be taken back, so
    a request that says of itself that it can't is held.

    hosts: requests to these; "*" for whatever a person does with their own hands. A host covers others of its site for
    requests of a page of that site. classes: of requests that count for more than "submit" (pay, delete, send): what
    is none of these is held although its host is covered. uploads: whether files may be in them. addresses: visits of
    exactly these, with what they carry. visits: of any (words in the address bar go to a search engine). to: whom a
    message was said to go to: a request that names another address is held; none where that is not known.
    """

    pages: tuple[str, ...] = Field(default=(), max_length=20)
    amount: float | None = None
    undoable: bool = False
    hosts: tuple[str, ...] = Field(default=(), max_length=20)
    classes: tuple[RiskClass, ...] = ()
    uploads: bool = False
    addresses: tuple[str, ...] = Field(default=(), max_length=20)
    visits: bool = False
    to: tuple[str, ...] = ()


class HeldRequest(Value):
    """A request that would change or tell something outside, stopped in the browser before it left.

    address and method as they would be sent; host: of the address. page: the address of the document that sends it, ""
    where that is not known. kind: how it is sent. fields: what it carries, as far as it can be read, each value cut.
    size: of its body, in bytes. files: names of files in it. of_act: whether an act was what set it off; a page also
    sends by itself. reads: whether it only asks for something, as far as its body tells (a query, a search). cause:
    what the act was done on that set it off, in words; undo: whether that can be set back on its page; said: the
    classes that it was judged to be of; back: whether its label or the words around say that it can be taken back;
    seen: what stood there (`Touch.seen`).
    """

    id: str = Field(max_length=80)
    method: str = Field(max_length=20)
    address: str = Field(max_length=2_000)
    host: str = Field(default="", max_length=255)
    page: str = Field(default="", max_length=2_000)
    kind: Literal["navigation", "fetch", "beacon", "upload", "socket", "worker", "other"] = "other"
    fields: dict[str, str] = {}
    size: int = 0
    files: tuple[str, ...] = ()
    of_act: bool = False
    reads: bool = False
    cause: str = Field(default="", max_length=200)
    undo: bool = False
    said: tuple[RiskClass, ...] = ()
    back: bool = False
    seen: tuple[str, ...] = ()
