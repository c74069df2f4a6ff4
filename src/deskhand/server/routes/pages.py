"""The workspace's own pages: static files of a closed list. They hold nothing of anybody, so they are public."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from deskhand.server.access.headers import page_policy, shared_policy

router = APIRouter()

WEB = Path(__file__).parents[1] / "web"
"""Where the built workspace lies in the package."""
INDEX = "index.html"
SHARED, SHARED_PAGE = "shared", "shared.html"
"""Where links to artifacts lead, and the page that is there: not the workspace."""
HASHED = "assets/"
"""Files below it have a hash of what is in them in their names: they never change."""
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_FOREVER, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".wasm": "application/wasm",
          ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml"}  # fmt: skip

NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Deskhand</title></head>
<body style="font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The workspace is not built</h1>
<p>The server runs, but the pages of the workspace are not there: they are made from <code>web/</code> by npm.</p>
<p>In a checkout of Deskhand: <code>make web</code>, then load this page again. An installed package has them.</p>
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Static:
    """A file of the list, with its packed forms: encoding -> path."""

    path: Path
    media_type: str
    packed: Mapping[str, Path]


@cache
def listed(folder: Path) -> Mapping[str, Static]:
    """Every file below the folder, by its address. What is not here is not served, whatever is asked for."""
    found: dict[str, Static] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.is_symlink() and path.suffix not in (".br", ".gz", ".map"):
            kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            packed = {name: beside for name, end in ENCODINGS if (beside := Path(f"{path}{end}")).is_file()}
            found[path.relative_to(folder).as_posix()] = Static(path, kind, packed)
    return found


@router.get("/{path:path}", include_in_schema=False)
async def page(request: Request, path: str) -> Response:
    """A file of the workspace; for an address that the workspace itself makes, its one page."""
    files = listed(WEB)
    if path == SHARED and SHARED_PAGE in files:
        return _shared(request, files[SHARED_PAGE])
    if path in files and path != INDEX:
        return _sent(request, files[path], _FOREVER if path.startswith(HASHED) else _ASK_AGAIN)
    if path.startswith(("api/", HASHED)) or path == "api" or ("." in path.rpartition("/")[2] and path != INDEX):
        raise HTTPException(404)
    if INDEX not in files:
        return HTMLResponse(
            NOT_BUILT, 503, {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        )
    return _sent(request, files[INDEX], _ASK_AGAIN)


def _shared(request: Request, file: Static) -> Response:
    """The page for who has a link. It holds nothing itself, is kept nowhere, and found by no search."""
    door = request.state.workplace.door
    headers = {
        "Content-Security-Policy": shared_policy(door.frame_address(request.headers.get("host", ""))),
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }
    return Response(file.path.read_bytes(), media_type=file.media_type, headers=headers)


def _sent(request: Request, file: Static, cache_control: str) -> Response:
    door = request.state.workplace.door
    policy = page_policy(door.frame_address(request.headers.get("host", "")))
    headers = {"Cache-Control": cache_control, "Content-Security-Policy": policy, "Vary": "Accept-Encoding"}
    accepted = {part.partition(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")}
    name = next((name for name in file.packed if name in accepted), "")
    path = file.packed.get(name, file.path)
    if name:
        headers["Content-Encoding"] = name
    data = path.read_bytes()
    return Response(data, media_type=file.media_type, headers=headers)
