"""The kinds by name, each by the dotted name of its module, so that one that is not used is never loaded."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from deskhand.artifacts.kinds.form import HEAD_BYTES, Form
from deskhand.artifacts.uses import FILE as DECLARED
from deskhand.core.artifacts import KINDS, Kind
from deskhand.core.errors import InvalidInput

MODULES: dict[Kind, str] = {kind: f"deskhand.artifacts.kinds.{kind}" for kind in KINDS}
"""Name of a kind -> the module whose FORM says what it is."""


def form_of(kind: Kind) -> Form:
    """What the kind says of itself. Raises InvalidInput listing the ones there are."""
    module = MODULES.get(kind)
    if module is None:
        raise InvalidInput(f"there is no kind {kind[:40]!r}.", hint=f"Use one of: {', '.join(KINDS)}.", quotes=False)
    form: Form = import_module(module).FORM
    return form


def kind_of_files(files: Mapping[str, str | bytes], entry: str = "") -> Kind:
    """The kind that these seem to be, by the entry, else by the first that is no declaration of what it asks for."""
    first = entry if entry in files else next((path for path in files if path != DECLARED), next(iter(files)))
    data = files[first]
    return kind_of(first, data if isinstance(data, bytes) else data.encode("utf-8", "replace"))


def kind_of(path: str, data: bytes) -> Kind:
    """The kind that a file seems to be: by its name, the longest suffix first; else by how it begins; else text.

    What its name calls a picture or PDF and is none, and what is no text at all, is told by `content_of`.
    """
    name, forms = f"/{path.lower()}", [form_of(kind) for kind in KINDS]
    suffixes = [(len(suffix), form.kind) for form in forms for suffix in form.suffixes if name.endswith(suffix)]
    if suffixes:
        return max(suffixes)[1]
    if signed := next((form.kind for form in forms if form.begins and data.startswith(form.begins)), None):
        return signed
    head = data[:HEAD_BYTES].decode("utf-8", "replace")
    return next((form.kind for form in forms if form.seems(head)), "text")
