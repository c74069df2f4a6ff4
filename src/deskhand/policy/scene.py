"""A target read for judging: what can be told from the facts that the desk found, before anybody asks what an act does.

It knows words of fields, surroundings and addresses (`lexicon`); it gives no class.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from urllib.parse import unquote, urlsplit

from deskhand.core.elements import Element
from deskhand.core.sites import is_local
from deskhand.core.targets import Form, FormField, Target
from deskhand.policy.lexicon import addresses, around, fields
from deskhand.policy.lexicon.chinese.traditional import simplified
from deskhand.policy.lexicon.taking_back import TakenBack, taken_back

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
FIELD_ROLES = frozenset({"textbox", "searchbox", "combobox", "listbox", "spinbutton", "date", "slider"})
TICK_ROLES = frozenset({"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"})
_CHOICES = ("navigation", "tablist", "menubar", "listbox", "list", "grid", "tree", "radiogroup", "calendar")
_TERMINALS = ("xterm", "terminal", "konsole", "kitty", "alacritty", "urxvt", "rxvt", "console", "tilix", "foot", "st")
_FILE_MANAGERS = ("thunar", "nautilus", "pcmanfm", "dolphin", "nemo", "caja", "org.gnome.nautilus")


def plain(text: str) -> str:
    """Words in one form: full-width letters, digits and marks as the narrow ones, spaces as one."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u2019", "'").split())


def host_of(address: str) -> str:
    """The host of a web address, lower case; "" when there is none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def is_known(host: str, known: Collection[str]) -> bool:
    return host in LOCAL_HOSTS or any(fnmatchcase(host, pattern.lower()) for pattern in known if pattern != "*")


def path_of(address: str) -> str:
    """Path and query of an address, as they are read for hints."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return unquote(parts.path + (f"?{parts.query}" if parts.query else ""))


@dataclass(frozen=True)
class Scene:
    """What an act lands on."""

    target: Target
    known_hosts: tuple[str, ...] = ()

    @property
    def element(self) -> Element | None:
        return self.target.element

    @property
    def named(self) -> str:
        """The words on the thing, as they are written."""
        named = self.element.name if self.element else ""
        return plain(named or self.attributes.get("active") or self.attributes.get("read") or "")

    @cached_property
    def label(self) -> str:
        """The words on the thing, as the word lists write them."""
        return simplified(self.named)

    @property
    def hint(self) -> str:
        """What is said of it when the pointer rests on it."""
        return plain(self.attributes.get("title", "") or (self.element.hint if self.element else ""))

    @property
    def unseen(self) -> bool:
        """A person would not see what the act would press: it is transparent, or stands over something else."""
        return bool(self.attributes.get("unseen") or self.attributes.get("over"))

    @property
    def role(self) -> str:
        return self.element.role if self.element else ""

    @property
    def states(self) -> tuple[str, ...]:
        return self.element.states if self.element else ()

    @property
    def toggles(self) -> bool:
        """It shows whether it is on, and a second press sets it back."""
        return bool({"checked", "unchecked", "mixed"}.intersection(self.states))

    @property
    def attributes(self) -> dict[str, str]:
        return self.target.attributes

    @cached_property
    def app(self) -> str:
        named = self.element.app if self.element else ""
        return named or (self.target.page.app if self.target.page else "")

    @cached_property
    def in_page(self) -> bool:
        return self.element is not None and self.element.source == "page"

    @cached_property
    def address(self) -> str:
        """Of the document that the element stands in."""
        return self.target.frame_address or (self.target.page.address if self.target.page else "")

    @cached_property
    def host(self) -> str:
        return host_of(self.target.page.address) if self.target.page else ""

    @property
    def form(self) -> Form | None:
        return self.target.form

    @cached_property
    def posts(self) -> bool:
        return self.form is not None and self.form.method.upper() not in ("GET", "DIALOG")

    @cached_property
    def form_untold(self) -> bool:
        """It stands in a form of which nothing is known: then it counts as one that posts."""
        within = self.element.within if self.element else ()
        return self.in_page and self.form is None and any(place.startswith("form") for place in within)

    @cached_property
    def form_host(self) -> str:
        return host_of(self.form.address) if self.form else ""

    @cached_property
    def sends_to(self) -> str:
        """Another host than the page's, when a form or frame of the act belongs to one."""
        other = self.form_host or host_of(self.target.frame_address)
        return other if other and other != self.host else ""

    def knows(self, host: str) -> bool:
        return not host or host == self.host or is_known(host, self.known_hosts)

    # Words

    @cached_property
    def dialog(self) -> str:
        """The name of the dialog that it stands in, "" for none."""
        places = self.element.within if self.element else ()
        named = [place.partition(" ")[2] or "dialog" for place in places if place.startswith(("dialog", "alertdialog"))]
        return named[-1] if named else ""

    @cached_property
    def in_dialog(self) -> bool:
        return bool(self.dialog) or (self.element is not None and self.element.source == "app")

    @cached_property
    def in_row(self) -> bool:
        """It belongs to one row of a table or one entry of a list."""
        places = self.element.within[-2:] if self.element else ()
        in_entry = any(place.startswith(("row", "listitem", "treeitem")) for place in places)
        return in_entry or bool(self.element and self.element.row_text)

    @cached_property
    def in_toolbar(self) -> bool:
        """It is one of an editor's tools."""
        return self.element is not None and any(place.startswith("toolbar") for place in self.element.within)

    @cached_property
    def in_list(self) -> bool:
        """It is one of many things to choose from or to go to."""
        places = self.element.within if self.element else ()
        return any(place.startswith(_CHOICES) for place in places[-3:])

    @cached_property
    def words(self) -> str:
        """The words around the thing: of its dialog, row or section; of a program also its window's title."""
        title = self.target.page.title if self.target.page and not self.in_page else ""
        row = self.element.row_text if self.element else ""
        form = self.form.name if self.form else ""
        return simplified(
            plain(" . ".join(part for part in (title, self.dialog, form, row, self.target.around) if part))
        )

    @cached_property
    def place_words(self) -> str:
        """The names of the containers and the page's title: what this part of the page is about."""
        within = " ".join(self.element.within) if self.element else ""
        title = self.target.page.title if self.target.page else ""
        return simplified(plain(f"{within} {title}"))

    @cached_property
    def form_path(self) -> str:
        return path_of(self.form.address) if self.form else ""

    @cached_property
    def page_path(self) -> str:
        return path_of(self.address)

    # What it is about

    def asks_for_card(self, *, filled: bool = False) -> bool:
        return any(
            fields.CARD.search(field.name) and (field.filled or not filled) for field in self._fields if _shown(field)
        )

    @cached_property
    def asks_for_password(self) -> bool:
        return any(field.kind == "password" for field in self._fields)

    @cached_property
    def moves_money(self) -> bool:
        """A form with an amount and somebody who gets it."""
        names = [field.name for field in self._fields if _shown(field)]
        return self.tells_amount and any(map(fields.PAYEE.search, names))

    @cached_property
    def is_message(self) -> bool:
        """A form with somebody it is for and words for them."""
        names = [field.name for field in self._fields if _shown(field)]
        return any(map(is_recipient, names)) and any(map(fields.MESSAGE.search, names))

    @cached_property
    def is_comment(self) -> bool:
        """All that is to be filled in beside it is words for others to read."""
        shown = [field for field in self._fields if _shown(field) and field.kind not in ("checkbox", "radio")]
        if len(shown) != 1 or shown[0].kind not in ("textarea", "text"):
            return False
        unnamed = shown[0].kind == "textarea" and not shown[0].name.strip()
        talk = f"{self.form.name if self.form else ''} {self.place_words}"
        return bool(fields.COMMENT.search(shown[0].name) or (unnamed and fields.COMMENTS.search(talk)))

    @cached_property
    def only_searches(self) -> bool:
        shown = [field for field in self._fields if _shown(field) and field.kind not in ("checkbox", "radio", "select")]
        asks = bool(shown) and all(field.kind == "search" or fields.SEARCH.search(field.name) for field in shown)
        return asks and len(shown) <= 2

    @cached_property
    def carries_file(self) -> bool:
        """A field of its form takes a file."""
        return any(field.kind == "file" for field in self._fields)

    @cached_property
    def tells_amount(self) -> bool:
        """A field of its form is for an amount of money."""
        return any(fields.MONEY.search(field.name) for field in self._fields if _shown(field))

    @cached_property
    def form_of_script(self) -> bool:
        """Its form would be sent by GET to the very page that it stands on: nobody wrote down where it goes."""
        page = self.address.partition("#")[0].partition("?")[0]
        if self.form is None or self.form.method.upper() != "GET":
            return False
        goes_to = self.form.address.partition("#")[0].partition("?")[0]
        return goes_to in ("", page) or goes_to.lower().startswith("javascript:")

    @cached_property
    def held(self) -> bool:
        """Whatever a press sends is held: by a script of a page that stands outside of the desk. A form that would only
        be sent to its own page by GET is sent by one."""
        host = host_of(self.address)
        inside = not host or is_local(host) or self.target.sockets
        return self.in_page and not self.unseen and (not self.target.submits or self.form_of_script) and not inside

    @cached_property
    def tells_of_somebody(self) -> bool:
        """A field of its form is personal or for words to somebody."""
        return any(
            field.kind in ("textarea", *fields.PERSONAL_KINDS) or fields.PERSONAL.search(field.name)
            for field in self._fields
            if _shown(field)
        )

    @cached_property
    def code(self) -> str:
        """What a field for code, queries or commands holds, "" where there is none; a long field without a name may be
        one, and what reads as a statement that takes something away is one anywhere."""
        held = [
            field.value
            for field in self._fields
            if len(field.value) > 1
            and (
                fields.CODE.search(field.name)
                or (field.kind == "textarea" and not field.name.strip())
                or (field.kind in ("text", "textarea") and fields.STATEMENT.match(field.value))
            )
        ]
        return "\n".join(held)

    @property
    def destroys(self) -> bool:
        """The code that stands beside it takes something away."""
        return bool(fields.DESTROYS.search(self.code))

    @property
    def _fields(self) -> tuple[FormField, ...]:
        return self.form.fields if self.form else ()

    @cached_property
    def charges(self) -> bool:
        return bool(around.CHARGES.search(self.words)) and not around.NO_CHARGE.search(self.words)

    @cached_property
    def _told_back(self) -> tuple[TakenBack, TakenBack]:
        """What the words around it say of taking it back, and what the notes of its page or dialog say."""
        notes = simplified(plain(self.target.notes))
        return taken_back(self.label, self.words), taken_back(self.label, notes)

    @cached_property
    def taken_back(self) -> bool | None:
        """Whether the words around say that it can be taken back; None where they say nothing of it. What the page
        says of this very act counts first; in a dialog all is said of it."""
        if around.RECOVERABLE.search(self.hint):
            return True
        said, noted = self._told_back
        final = None if said.around else said.around
        return next((told for told in (said.own, final, noted.own, said.around, noted.whole) if told is not None), None)

    @cached_property
    def for_good(self) -> bool:
        """The words around, or a note of its page, say of this act that it can't be taken back."""
        said, noted = self._told_back
        own = next((told for told in (said.own, noted.own) if told is not None), None)
        beside = said.around if self.in_dialog and said.around is not None else noted.whole
        return own is False or (own is None and beside is False)

    @cached_property
    def recoverable(self) -> bool:
        """What is deleted here can be brought back: by what is written around, because something else beside it
        deletes for good, or because it is only a basket."""
        if self._told_back[0].own is None and around.FINAL_TOO.search(self.words):
            return not around.FINAL.search(self.label)
        if self.taken_back is not None:
            return self.taken_back
        return bool(around.CART.search(self.place_words) or around.CART.search(self.page_path))

    @cached_property
    def is_settings(self) -> bool:
        path = addresses.SETTINGS.search(self.form_path) or addresses.SETTINGS.search(self.page_path)
        return bool(path or around.SETTINGS.search(self.place_words))

    @cached_property
    def step(self) -> tuple[int, int] | None:
        """Which of how many steps, as it is written around or in the title."""
        match = around.STEP.search(f"{self.words} {self.place_words}")
        if match is None:
            return None
        numbers = [int(number) for number in match.groups() if number]
        return (numbers[0], numbers[1]) if len(numbers) == 2 else None

    @cached_property
    def in_terminal(self) -> bool:
        app = self.app.casefold()
        return any(app == name or app.endswith((f"-{name}", f".{name}")) for name in _TERMINALS)

    @cached_property
    def in_file_manager(self) -> bool:
        return self.app.casefold() in _FILE_MANAGERS


def _shown(field: FormField) -> bool:
    return field.kind != "hidden"


def is_recipient(name: str) -> bool:
    """Whether a field of this label says whom something goes to."""
    match = fields.RECIPIENT.search(name)
    return match is not None and len(name) <= len(match.group()) + 12
