"""The files themselves: all of them in a zip, or the one that there is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from deskhand.artifacts.export.base import Losses, Made
from deskhand.artifacts.export.names import safe_paths
from deskhand.core.errors import InvalidInput

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name: the same files make the same bytes, whenever they are packed."""
_RIGHTS = 0o100644 << 16


def zipped(files: Mapping[str, bytes], *, sort: bool = True) -> bytes:
    """A zip of these files, by path. The same files make the same bytes. sort: by path, else as they are given."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(files) if sort else files:
            entry = zipfile.ZipInfo(path, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, _RIGHTS
            archive.writestr(entry, files[path])
    return packed.getvalue()


def settled(office_file: bytes) -> bytes:
    """The same Office file (a zip too) without the moment at which it was written."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()}, sort=False)


def safe_files(made: Made, losses: Losses) -> dict[str, bytes]:
    """All files by a path that is safe to unpack. What had to be called otherwise is told."""
    paths = safe_paths(made.files)
    for given, safe in paths.items():
        if given != safe:
            losses.add("renamed_file", safe)
    return {paths[path]: made.data(path) for path in made.files}


def all_files(made: Made, losses: Losses) -> bytes:
    return zipped(safe_files(made, losses))


def only_file(made: Made, losses: Losses) -> bytes:
    """The file as it is. Raises InvalidInput where there are several."""
    if len(made.files) != 1:
        raise InvalidInput(f"it has {len(made.files)} files, and not one.", hint="Take it out as zip.", quotes=False)
    return made.data(next(iter(made.files)))


MEDIA_TYPES = {
    "csv": "text/csv", "css": "text/css", "gif": "image/gif", "htm": "text/html", "html": "text/html",
    "jpeg": "image/jpeg", "jpg": "image/jpeg", "js": "text/javascript", "json": "application/json",
    "markdown": "text/markdown", "md": "text/markdown", "mjs": "text/javascript", "pdf": "application/pdf",
    "png": "image/png", "svg": "image/svg+xml", "tsv": "text/tab-separated-values", "webp": "image/webp",
}  # fmt: skip


def media_type_of(path: str, data: bytes) -> str:
    """By the suffix of its name; else text where it reads as text."""
    known = MEDIA_TYPES.get(path.rpartition(".")[2].lower())
    if known is None:
        known = "text/plain" if _is_text(data) else "application/octet-stream"
    return f"{known}; charset=utf-8" if known.startswith("text/") else known


def _is_text(data: bytes) -> bool:
    try:
        return not re.search("[\x00-\x08\x0e-\x1f]", data.decode())
    except UnicodeDecodeError:
        return False
