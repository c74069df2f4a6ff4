"""`deskhand artifact`: what sessions made, listed, shown and written into files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import click
from rich.console import Console
from rich.text import Text

from deskhand.agent.session import Home
from deskhand.agent.shelf import Shelf, no_artifact, session_of
from deskhand.artifacts.content import checked_path
from deskhand.artifacts.export.base import Made
from deskhand.artifacts.versions import Artifact, Version
from deskhand.cli.lazy import LazyGroup
from deskhand.cli.lines import show
from deskhand.cli.running import run_async
from deskhand.core.errors import InvalidInput
from deskhand.rendering.exporting import exported
from deskhand.rendering.renderer import WalledRenderer
from deskhand.report.readable import one_line, plain
from deskhand.settings import from_environment

COMMANDS = {
    "list": (f"{__name__}:list_artifacts", "The artifacts of a session, a line each."),
    "show": (f"{__name__}:show_artifact", "What is in one, and its versions."),
    "export": (f"{__name__}:export_artifact", "Write the files of one into a file or folder."),
}
_VERSION = click.option("--version", type=click.IntRange(min=1), help="Which one; the newest by default.")


@click.group(cls=LazyGroup, table=COMMANDS)
def artifact() -> None:
    """List, show and export what sessions made (docs/artifacts.md).

    \b
    Example:
      deskhand artifact list s-4f2k
    """


@click.command("list")
@click.argument("session")
def list_artifacts(session: str) -> int:
    """The artifacts of SESSION: id, kind, version, files, title.

    \b
    Example:
      deskhand artifact list s-4f2k
    """
    return run_async(_list(session))


@click.command("show")
@click.argument("id")
@_VERSION
def show_artifact(id: str, version: int | None) -> int:
    """The versions of the artifact ID, then what is in one of them.

    \b
    Example:
      deskhand artifact show a-4kq7m2x9ab-1
    """
    return run_async(_show(id, version))


@click.command("export")
@click.argument("id")
@click.argument("target", type=click.Path(path_type=Path))
@_VERSION
@click.option(
    "--as", "form", help="A form that other programs open, as pdf, png, pptx, docx, xlsx, csv, svg, html, vite."
)
def export_artifact(id: str, target: Path, version: int | None, form: str | None) -> int:
    """Write the artifact ID to TARGET, which must not be there yet.

    A single file becomes TARGET where both names end alike (page.html); otherwise TARGET is a new folder. With --as it
    is one file of that form; which kind has which stands in docs/exports.md.

    \b
    Examples:
      deskhand artifact export a-4kq7m2x9ab-1 page.html
      deskhand artifact export a-4kq7m2x9ab-2 talk.pptx --as pptx
    """
    return run_async(_export_as(id, target, version, form) if form else _export(id, target, version))


async def _list(session: str) -> int:
    settings = from_environment()
    console = Console(no_color=not settings.color)
    async with await Home(settings).journal() as journal:
        found = await Shelf(journal).of_session((await journal.info(session)).id)
    show(console, [_line(each) for each in found] or [Text("This session has no artifacts.", "dim")])
    return 0


def _line(each: Artifact) -> Text:
    newest = each.newest
    about = f"{each.kind:<8} version {newest.number}, {len(newest.files)} files, {newest.bytes} bytes"
    return Text.assemble((each.id, "bold"), f"  {about}  ", one_line(each.title))


async def _show(id: str, number: int | None) -> int:
    settings = from_environment()
    console = Console(no_color=not settings.color)
    made, version, files = await _found(id, number)
    show(console, [_line(made), *(_version_line(each) for each in made.versions)])
    for path, data in files.items():
        show(console, [Text(f"== {one_line(path)} (version {version.number}) ==", "dim")])
        click.echo(_shown(data), nl=not data.endswith(b"\n"))
    return 0


def _version_line(version: Version) -> Text:
    maker = version.maker
    words = [f"by {maker.who or maker.by}", version.note, f"named {version.name}" if version.name else ""]
    return Text(one_line(f"  {version.number}  {', '.join(each for each in words if each)}"))


def _shown(data: bytes) -> str:
    try:
        return plain(data.decode())
    except UnicodeDecodeError:
        return f"({len(data)} bytes that are no text)"


async def _export(id: str, target: Path, number: int | None) -> int:
    _, _, files = await _found(id, number)
    _write(_places(target, files))
    click.echo(f"Wrote {len(files)} files to {target}.")
    return 0


async def _export_as(id: str, target: Path, number: int | None, form: str) -> int:
    made, version, files = await _found(id, number)
    _must_be_new(target)
    renderer = WalledRenderer()
    try:
        out = await exported(Made(made.kind, made.title, version.entry, files), form, renderer)
    finally:
        await renderer.close()
    _write({target: out.data})
    click.echo(f"Wrote {len(out.data)} bytes to {target}.")
    for left in out.left:
        click.echo(one_line(f"Not as it was: {left.what} ({left.count}): {', '.join(left.examples)}"), err=True)
    return 0


def _must_be_new(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise InvalidInput(f"{target} is there already.", hint="Name a new file or folder.")


def _places(target: Path, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Where each file goes. Raises InvalidInput when something is there."""
    _must_be_new(target)
    only = next(iter(files)) if len(files) == 1 else ""
    suffix = PurePosixPath(only).suffix.lower()
    if suffix and target.suffix.lower() == suffix:
        return {target: files[only]}
    return {target / checked_path(path): data for path, data in files.items()}


def _write(files: Mapping[Path, bytes]) -> None:
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise InvalidInput(f"{path} can't be written: {error.strerror}.", hint="Name another place.") from None


async def _found(id: str, number: int | None) -> tuple[Artifact, Version, dict[str, bytes]]:
    """The artifact of this id, one of its versions (None: the newest), and that one's files."""
    async with await Home(from_environment()).journal() as journal:
        shelf = Shelf(journal)
        if not session_of(id):
            raise no_artifact(id)
        made = await shelf.get(session_of(id), id)
        version = made.version(number or made.newest.number)
        return made, version, await shelf.files(version)
