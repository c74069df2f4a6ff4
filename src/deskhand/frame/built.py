"""What the build made of web/frame: the page, its libraries, and the hash of its one inline script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BUILT = Path(__file__).parent / "built"
_PAGE, _FACTS, _LIBRARIES = "frame.html", "frame.json", "lib"


@dataclass(frozen=True, slots=True)
class Library:
    """A file and its packed form, if it has one."""

    path: Path
    packed: Path | None


@dataclass(frozen=True, slots=True)
class Built:
    """script_hashes: of the page's inline scripts, as a policy names them. libraries: by file name, all of them."""

    page: bytes
    script_hashes: tuple[str, ...]
    libraries: Mapping[str, Library]


@cache
def built(folder: Path = BUILT) -> Built | None:
    """None where it was not built."""
    try:
        page = (folder / _PAGE).read_bytes()
        hashes = tuple(str(each) for each in json.loads((folder / _FACTS).read_text("utf-8"))["script_hashes"])
    except (OSError, ValueError, KeyError):
        return None
    libraries = {}
    for path in sorted((folder / _LIBRARIES).iterdir()):
        if path.is_file() and not path.is_symlink() and path.suffix == ".js":
            packed = path.with_name(f"{path.name}.gz")
            libraries[path.name] = Library(path, packed if packed.is_file() else None)
    return Built(page, hashes, libraries)
