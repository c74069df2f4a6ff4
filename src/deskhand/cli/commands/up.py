"""`deskhand up`: the workspace, served on this machine."""

from __future__ import annotations

import logging
import webbrowser
from pathlib import Path
from typing import Any

import click

from deskhand.agent.remembering import replace_file
from deskhand.agent.session import Home
from deskhand.cli.exits import EXIT_DONE
from deskhand.cli.running import run_async
from deskhand.server.serving import PLAIN_WORD, Listening, enter_address, fresh_link, serve
from deskhand.server.workplace import Workplace
from deskhand.settings import Settings, from_environment

DISPLAYS = ("WAYLAND_DISPLAY", "DISPLAY")
OPENING_FILE = "open.html"


@click.command("up")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8420, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--artifact-port",
    type=click.IntRange(0, 65535),
    help="The port of the frame that artifacts run in; 0: the same port. Else the next one, or any that is free.",
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="Another name under which this server is reached.")
@click.option("--tls-cert", type=click.Path(path_type=Path, dir_okay=False), help="A certificate (PEM), for HTTPS.")
@click.option("--tls-key", type=click.Path(path_type=Path, dir_okay=False), help="Its key (PEM).")
@click.option(
    PLAIN_WORD, "plain_http", is_flag=True, help="Serve others without encryption: whoever is between can read along."
)
@click.option("--no-browser", is_flag=True, help="Open nothing; the link is printed all the same.")
@click.option("--link", is_flag=True, help="Only print a new one-time link to the workspace that runs already.")
def up(no_browser: bool, link: bool, **given: Any) -> int:
    """Open the workspace: talk, watch, take over and approve in the browser, until Ctrl-C.

    The printed link lets the owner in, once. Sessions go on when the server ends.

    \b
    Example:
      deskhand up --port 8420
    """
    settings = from_environment()
    home = Home(settings)
    if link:
        return run_async(_print_link(home))
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    opens = not no_browser and bool(settings.variable(*DISPLAYS))

    def ready(place: Workplace) -> None:
        link = enter_address(place.door.address, place.links.token(place.owner().id))
        _tell(place.door.address, link)
        if opens:
            _open(settings, link)

    try:
        return run_async(_serve(home, Listening(**given), ready))
    finally:
        (settings.data_dir / OPENING_FILE).unlink(missing_ok=True)


async def _serve(home: Home, listening: Listening, ready: Any) -> int:
    await serve(home, listening, ready)
    click.echo("The workspace has ended; sessions that work go on.", err=True)
    return EXIT_DONE


async def _print_link(home: Home) -> int:
    click.echo(await fresh_link(home))
    return EXIT_DONE


def _tell(address: str, link: str) -> None:
    click.echo(f"The workspace is at {address}")
    click.echo(f"Open this link, which works once: {link}")
    click.echo("Ctrl-C ends the server; sessions go on.", err=True)


def _open(settings: Settings, link: str) -> None:
    """By a page that only its owner can read: a link on a command line can be read by everybody on this machine."""
    page = settings.data_dir / OPENING_FILE
    replace_file(
        page, f'<!doctype html><meta http-equiv="refresh" content="0; url={link}"><a href="{link}">Deskhand</a>'
    )
    webbrowser.open(page.as_uri())
