"""The example job live in the workspace, as far as a person sees it begin and end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from deskhand.agent.session import Home
from deskhand.core import events as ev
from deskhand.settings import load
from tests.examples import EXAMPLES

pytestmark = pytest.mark.desk

WATCH = EXAMPLES / "expense-report" / "watch.py"


def link_of(said: subprocess.Popen[str]) -> str:
    assert said.stdout
    return next(words for line in said.stdout if "/enter?token=" in (words := line.strip()))


def sessions_behind(link: str) -> list[dict[str, str]]:
    """What the workspace lists for whoever opens the link."""
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with contextlib.suppress(urllib.error.HTTPError):  # of the page behind it, where the workspace is not built
        visitor.open(urllib.request.Request(link, headers={"Sec-Fetch-Site": "none"}), timeout=20).close()
    with visitor.open(link.partition("/enter")[0] + "/api/sessions", timeout=20) as answer:
        found: list[dict[str, str]] = json.load(answer)["sessions"]
        return found


async def events_of(home: Home, session: str) -> list[ev.Event]:
    async with await home.journal() as journal:
        found = []
        async for recorded in journal.follow(session):
            found.append(recorded.event)
            if isinstance(recorded.event, ev.Concluded):
                return found
    return found


@contextlib.contextmanager
def watching(environ: dict[str, str], folder: Path) -> Iterator[str]:
    """The job in the workspace until Ctrl-C; gives the link."""
    command = [sys.executable, str(WATCH), "--port", "0", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as watched:
        try:
            yield link_of(watched)
        finally:
            watched.send_signal(signal.SIGINT)
        assert watched.wait(timeout=60) == 0


async def test_the_job_is_in_the_workspace_that_the_link_opens_and_ends_with_it(tmp_path: Path) -> None:
    environ = {**os.environ, "DESKHAND_HOME": str(tmp_path / "home")}
    with watching(environ, tmp_path / "job") as link:
        (session,) = sessions_behind(link)
        assert session["title"] == "The expense report"
    events = await events_of(Home(load(environ, tmp_path)), session["id"])
    assert any(isinstance(event, ev.StopAsked) for event in events)
