"""A page or a React component as a project of Vite's: what it imports pinned, and a test that renders it.

The artifact's files stand unchanged under src/artifact (React) or src (pages). Addresses of CDNs that they import from
become the packages of the same name, in the project's configuration, not in the artifact's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib.resources import files as resources
from posixpath import splitext

from deskhand.artifacts.export.base import Losses, Made
from deskhand.artifacts.export.files import safe_files, zipped
from deskhand.artifacts.export.names import safe_name, safe_paths
from deskhand.core.errors import InvalidInput

LIBRARIES = {
    "@tailwindcss/browser": "4.3.4", "chart.js": "4.6.1", "class-variance-authority": "0.7.1", "clsx": "2.1.1",
    "d3": "7.9.2", "dompurify": "3.4.18", "highlight.js": "11.11.2", "katex": "0.19.1", "lodash-es": "4.18.1",
    "lucide-react": "1.75.0", "marked": "18.2.1", "mathjs": "15.2.0", "mermaid": "11.17.2", "motion": "14.14.0",
    "papaparse": "5.7.1", "react": "19.3.1", "react-dom": "19.3.1", "recharts": "3.10.1", "tailwind-merge": "3.7.1",
    "three": "0.187.0",
}  # fmt: skip
"""Packages that an artifact may import, in the versions that the frame has them in (web/frame/package.json)."""

ALIASES = {"framer-motion": "motion/react", "lodash": "lodash-es"}
"""Names that models write -> what is meant, as in the frame."""

TOOLS = {"happy-dom": "21.0.4", "vite": "8.3.8", "vitest": "4.1.12"}
REACT_TOOLS = {
    "@tailwindcss/vite": "4.3.5", "@types/react": "19.3.3", "@types/react-dom": "19.3.0",
    "@vitejs/plugin-react": "6.3.0", "tailwindcss": "4.3.5", "typescript": "7.0.2",
}  # fmt: skip

_SOURCE = (".tsx", ".ts", ".jsx", ".js", ".mjs")
_IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*|\bexport\s*\*\s*from\s*)["']([^"'\n]{1,300})["']""")
_CDN = re.compile(
    r"(?:https?:)?//(?:esm\.sh|esm\.run|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net/npm|cdnjs\.cloudflare\.com/ajax/libs)"
    r"/((?:@[^/@?]+/)?[^/@?]+)(?:@[^/?]*)?(/[^?]*)?"
)
_PACKAGE = re.compile(r"(?:@[\w.-]+/)?[\w.-]+")
_REMOTE = re.compile(r"""(?:src|href)\s*=\s*["']?((?:https?:)?//[^"'\s>]{1,300})""", re.IGNORECASE)
_DRAWS = re.compile(r"getContext|\bthree\b|chart\.js|WebGL|<canvas", re.IGNORECASE)


def project(made: Made, losses: Losses) -> bytes:
    """The zip. Raises InvalidInput where the entry is not of the kind."""
    given = safe_files(made, losses)
    entry = safe_paths(made.files).get(made.entry)
    if entry is None:
        raise InvalidInput(f"the artifact has no file {made.entry[:80]!r}.", hint="Name one of its files as the entry.")
    is_react = made.kind == "react"
    if is_react and not entry.endswith(_SOURCE):
        raise InvalidInput(f"{entry[:80]} is no source of React.", hint="Its entry ends in .tsx or .jsx.")
    if not is_react and splitext(entry)[1].lower() not in (".html", ".htm"):
        raise InvalidInput(f"{entry[:80]} is no page.", hint="Its entry ends in .html.")
    name = _package_name(made.title)
    room = f"{name}/src/artifact" if is_react else f"{name}/src"
    asked = _imports(given)
    texts = _react(entry, asked, given) if is_react else _page(entry, asked, given, losses)
    texts["package.json"] = _package(name, is_react, asked, losses)
    texts["README.md"] = _readme(made.title, is_react, room.partition("/")[2], entry)
    packed = {f"{name}/{path}": text.encode("utf-8", "replace") for path, text in texts.items()}
    packed |= {f"{room}/{path}": data for path, data in given.items()}
    return zipped(packed)


def _react(entry: str, asked: set[str], given: dict[str, bytes]) -> dict[str, str]:
    source = b"\n".join(data for path, data in given.items() if path.endswith(_SOURCE)).decode("utf-8", "replace")
    address = json.dumps(f"./artifact/{entry}")
    settings = _template("react.config.ts").replace('"ALIASES"', _aliases(asked))
    return {
        "vite.config.ts": settings,
        "tsconfig.json": _template("tsconfig.json"),
        "index.html": _template("react.html"),
        "src/main.tsx": _template("main.tsx").replace('"ENTRY"', address),
        "src/style.css": '@import "tailwindcss";\n',
        "src/App.test.tsx": _template("drawn.test.tsx" if _DRAWS.search(source) else "mounted.test.tsx").replace(
            '"ENTRY"', address
        ),
    }


def _page(entry: str, asked: set[str], given: dict[str, bytes], losses: Losses) -> dict[str, str]:
    for address in _REMOTE.findall(given[entry].decode("utf-8", "replace")):
        losses.add("remote_address", address)
    settings = _template("page.config.ts").replace('"ALIASES"', _aliases(asked))
    return {
        "vite.config.ts": settings.replace('"ENTRY"', json.dumps(entry)),
        "tests/page.test.ts": _template("page.test.ts").replace('"ENTRY"', json.dumps(entry)),
    }


def _imports(given: dict[str, bytes]) -> set[str]:
    """What the files import that is not one of them."""
    found: set[str] = set()
    for path, data in given.items():
        if path.lower().endswith((*_SOURCE, ".html", ".htm")):
            found.update(_IMPORT.findall(data.decode("utf-8", "replace")))
    return {asked for asked in found if not asked.startswith((".", "/", "@/")) or asked.startswith("//")}


def _meant(asked: str) -> str:
    """The package (and what is asked for in it) that an import means."""
    found = _CDN.match(asked)
    bare = f"{found[1]}{(found[2] or '').removesuffix('/+esm')}" if found else re.sub(r"^npm:", "", asked)
    return ALIASES.get(bare, bare)


def _package_of(meant: str) -> str:
    parts = meant.split("/")
    return "/".join(parts[:2]) if meant.startswith("@") else parts[0]


def _aliases(asked: Iterable[str]) -> str:
    """The configuration's list of names that mean another package."""
    pairs = {each: _meant(each) for each in sorted(asked) if _meant(each) != each}
    return json.dumps([{"find": each, "replacement": meant} for each, meant in pairs.items()])


def _package(name: str, is_react: bool, asked: set[str], losses: Losses) -> str:
    used = {_package_of(_meant(each)) for each in asked} | ({"react", "react-dom"} if is_react else set())
    for unknown in sorted(used - set(LIBRARIES)):
        if _PACKAGE.fullmatch(unknown):
            losses.add("unknown_package", unknown)
    scripts = {"dev": "vite", "build": "vite build", "preview": "vite preview", "test": "vitest run"}
    package = {
        "name": name,
        "private": True,
        "version": "0.1.0",
        "type": "module",
        "engines": {"node": ">=20.19"},
        "scripts": scripts | ({"types": "tsc --noEmit"} if is_react else {}),
        "dependencies": {package: LIBRARIES[package] for package in sorted(used & set(LIBRARIES))},
        "devDependencies": dict(sorted((TOOLS | (REACT_TOOLS if is_react else {})).items())),
    }
    return json.dumps(package, indent=2) + "\n"


def _package_name(title: str) -> str:
    """npm takes small Latin letters."""
    name = re.sub(r"[^a-z0-9]+", "-", safe_name(title).lower()).strip("-")[:60].strip("-")
    return name if name and name[0].isalpha() and name not in ("node-modules", "favicon-ico") else "artifact"


def _readme(title: str, is_react: bool, room: str, entry: str) -> str:
    line = " ".join(re.sub(r"[\x00-\x1f`<>\[\]\\]", " ", title).split()).encode("utf-8", "replace").decode()
    text = _template("README.md").replace("TITLE", line or "Artifact").replace("ROOM", room).replace("ENTRY", entry)
    return text.replace("KIND", "React component" if is_react else "page")


def _template(name: str) -> str:
    return (resources("deskhand.artifacts.export") / "vite" / name).read_text("utf-8")
