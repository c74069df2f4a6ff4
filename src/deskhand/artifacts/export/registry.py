"""The formats of each kind of artifact, by the dotted name of what writes them: a library that is not asked for is
never loaded. The kinds are those of the artifacts; what is in them nobody knows here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from deskhand.artifacts.export.base import BYTES_MAX, Export, Exported, Format, Losses, Made
from deskhand.artifacts.export.files import media_type_of
from deskhand.artifacts.export.names import file_name, safe_name
from deskhand.core.errors import InvalidInput, LimitExceeded, NotFound

_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: dict[str, Format] = {
    each.id: each
    for each in (
        Format("file", "", ""),
        Format("zip", ".zip", "application/zip"),
        Format("html", ".html", "text/html; charset=utf-8"),
        Format("docx", ".docx", f"{_OFFICE}.wordprocessingml.document"),
        Format("pptx", ".pptx", f"{_OFFICE}.presentationml.presentation"),
        Format("xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
        Format("csv", ".csv", "text/csv; charset=utf-8"),
        Format("svg", ".svg", "image/svg+xml"),
        Format("vite", ".zip", "application/zip"),
        Format("pdf", ".pdf", "application/pdf", rendered=True),
        Format("png", ".png", "image/png", rendered=True),
    )
}
"""Id -> format."""

_HERE = "deskhand.artifacts.export"
EVERY = {"file": f"{_HERE}.files:only_file", "zip": f"{_HERE}.files:all_files"}
"""What every kind has: the file where it is one, and all of them."""

KINDS: dict[str, dict[str, str]] = {
    "html": {"vite": f"{_HERE}.project:project"},
    "react": {"vite": f"{_HERE}.project:project"},
    "markdown": {"docx": f"{_HERE}.word:document", "html": f"{_HERE}.page:document"},
    "slides": {"pptx": f"{_HERE}.powerpoint:slides", "html": f"{_HERE}.page:slides"},
    "table": {"xlsx": f"{_HERE}.sheets:workbook", "csv": f"{_HERE}.sheets:separated"},
    "chart": {
        "svg": f"{_HERE}.drawing:drawing",
        "xlsx": f"{_HERE}.sheets:chart_workbook",
        "csv": f"{_HERE}.sheets:chart_separated",
    },
    **{kind: {} for kind in ("svg", "code", "mermaid", "json", "text", "picture", "pdf")},
}
"""Kind -> id of a format -> "module:callable" that writes it. The first is the one that people mean most."""


_DRAWN = ("pdf", "png")
RENDERED: dict[str, tuple[str, ...]] = {
    "html": _DRAWN, "react": _DRAWN, "svg": _DRAWN, "mermaid": _DRAWN, "chart": _DRAWN, "markdown": _DRAWN,
    "code": _DRAWN, "text": _DRAWN, "slides": ("pdf",),
}  # fmt: skip
"""Kind -> what a browser makes of it. A table shows the rows in sight only, so it is none of them."""


def formats(kind: str, files: int = 1) -> tuple[Format, ...]:
    """The formats of a kind, the usual one first, for an artifact of so many files. Raises NotFound."""
    there = [*_writers(kind), *RENDERED.get(kind, ()), *(["file"] if files == 1 else []), "zip"]
    return tuple(FORMATS[id] for id in there)


def export(artifact: Made, format: str) -> Exported:
    """The artifact as one file. format: the id of one of its formats.

    The same artifact makes the same bytes. Raises NotFound for a kind or format that there is not, InvalidInput for
    content that can't become it, and LimitExceeded.
    """
    writers = _writers(artifact.kind) | EVERY
    if format not in writers:
        raise no_format(artifact.kind, format)
    _must_fit(artifact)
    losses = Losses()
    data = _named(writers[format])(artifact, losses)
    form = FORMATS[format]
    if format == "file":
        path = next(iter(artifact.files))
        name = safe_name(path.rpartition("/")[2])
        return Exported(name, media_type_of(name, data), data, losses.all())
    return Exported(file_name(artifact.title, form.suffix), form.media_type, data, losses.all())


def no_format(kind: str, format: str) -> NotFound:
    there = [*_writers(kind), *RENDERED.get(kind, ()), *EVERY]
    return NotFound(f"there is no format {format[:40]!r} of {kind}.", hint=f"Use one of: {', '.join(there)}.")


def _writers(kind: str) -> dict[str, str]:
    if kind not in KINDS:
        raise NotFound(f"there is no kind {kind[:40]!r}.", hint=f"Use one of: {', '.join(KINDS)}.", quotes=False)
    return KINDS[kind]


def _must_fit(artifact: Made) -> None:
    if not artifact.files:
        raise InvalidInput("the artifact has no files.", hint="Nothing can be taken out of it.", quotes=False)
    size = sum(len(artifact.data(path)) for path in artifact.files)
    if size > BYTES_MAX:
        raise LimitExceeded(f"its files have {size} bytes, and {BYTES_MAX} is the most.", hint="Divide it.")


def _named(dotted: str) -> Export:
    module, _, name = dotted.partition(":")
    made: Callable[[Made, Losses], bytes] = getattr(import_module(module), name)
    return made
