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
from deskhand.core.targets import Form, FormField, Target
from deskhand.policy.lexicon import addresses, around, fields

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
    def label(self) -> str:
        """The words on the thing."""
        named = self.element.name if self.element else ""
        return plain(named or self.attributes.get("active") or self.attributes.get("read") or "")

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
        return plain(" . ".join(part for part in (title, self.dialog, form, row, self.target.around) if part))

    @cached_property
    def place_words(self) -> str:
        """The names of the containers and the page's title: what this part of the page is about."""
        within = " ".join(self.element.within) if self.element else ""
        title = self.target.page.title if self.target.page else ""
        return plain(f"{within} {title}")

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
        return any(map(fields.MONEY.search, names)) and any(map(fields.PAYEE.search, names))

    @cached_property
    def is_message(self) -> bool:
        """A form with somebody it is for and words for them."""
        names = [field.name for field in self._fields if _shown(field)]
        return any(map(is_recipient, names)) and any(map(fields.MESSAGE.search, names))

    @cached_property
    def only_searches(self) -> bool:
        shown = [field for field in self._fields if _shown(field) and field.kind not in ("checkbox", "radio", "select")]
        asks = bool(shown) and all(field.kind == "search" or fields.SEARCH.search(field.name) for field in shown)
        return asks and len(shown) <= 2

    @property
    def _fields(self) -> tuple[FormField, ...]:
        return self.form.fields if self.form else ()

    @cached_property
    def charges(self) -> bool:
        return bool(around.CHARGES.search(self.words)) and not around.NO_CHARGE.search(self.words)

    @cached_property
    def recoverable(self) -> bool:
        words = self.words
        trash = bool(around.RECOVERABLE.search(f"{words} {self.attributes.get('title', '')}"))
        cart = bool(around.CART.search(self.place_words) or around.CART.search(self.page_path))
        return (trash or cart) and not around.FINAL.search(words)

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
