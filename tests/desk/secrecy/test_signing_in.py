"""After a sign-in run the secret is found nowhere: not in what was written, sent, snapshotted or pictured."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from deskhand.core import events as ev
from deskhand.core.messages import PicturePart
from deskhand.desk.sight.ocr import Ocr
from tests.cli.shell import deskhand
from tests.desk.secrecy.run import Signed, findings, letters, signed_in
from tests.desk.secrecy.site import PASSWORD, SITE, Site

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(500)]

PIECES = ("boxk", "xkampf", "kampfer")
"""Of the password, as OCR would read a part of it."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def run(site: Site) -> AsyncIterator[Signed]:
    folder = Path(tempfile.mkdtemp(prefix="dh-"))
    async with signed_in(folder, site) as signed:
        yield signed
    shutil.rmtree(folder, ignore_errors=True)


async def test_it_signed_in(run: Signed, site: Site) -> None:
    assert site.got == [(SITE, PASSWORD)]
    ended = [event for event in run.events if isinstance(event, ev.Concluded)]
    assert ended[0].outcome.kind == "done"
    failed = [e for e in run.events if isinstance(e, ev.CallFinished) and e.status != "ok"]
    assert not failed


async def test_it_is_in_nothing_that_the_model_was_sent(run: Signed) -> None:
    for request in run.model.requests:
        sent = "".join(message.model_dump_json() for message in request.messages) + request.instructions
        assert not list(findings("a request", sent + repr(request.tools)))
    last = run.model.requests[-1]
    assert "[secret sign password]" in "".join(message.model_dump_json() for message in last.messages)
    assert "sign: username, password, for sign.test" in last.instructions


async def test_it_is_in_no_file(run: Signed) -> None:
    files = [path for path in run.home.rglob("*") if path.is_file() and not path.is_symlink()]
    names = {path.name for path in files}
    assert {"journal.db", "keeper.log", "egress.log", "pages.json", "spec.json", "secrets.sealed"} <= names
    assert [found for path in files for found in findings(str(path), path.read_bytes())] == []


async def test_it_is_in_nothing_that_people_are_shown(run: Signed) -> None:
    report = run.home / "report.html"
    for args in (("--events",), ("--verbose",), ("--context", "--json"), ("--context",), ("--html", str(report))):
        ran = deskhand(run.home, "show", run.session, *args)
        assert ran.code == 0
        assert not list(findings(" ".join(args), ran.out + ran.err))
    assert not list(findings("the report", report.read_bytes()))


async def test_it_is_not_on_the_clipboard(run: Signed) -> None:
    assert not list(findings("the clipboard", run.clipboard or ""))


async def test_it_is_in_no_picture(run: Signed) -> None:
    parts = [
        part for event in run.events if isinstance(event, ev.CallFinished) for part in (*event.content, event.screen)
    ]
    blobs = {part.blob for part in parts if isinstance(part, PicturePart)}
    pictures = [path for path in (run.home / "blobs").rglob("*") if path.is_file()]
    ocr, read = Ocr(read_timeout_s=200), {}
    try:
        bare = letters(" ".join(element.name for element in await ocr.read(run.bare)))
        for path in pictures:
            read[path.name] = letters(" ".join(element.name for element in await ocr.read(path.read_bytes())))
    finally:
        await ocr.close()
    assert any(piece in bare for piece in PIECES), "it must be readable where nothing covers it"
    assert len(blobs) >= 6 and len(read) >= len(blobs)
    assert any("showpassword" in words for words in read.values())
    assert {name: words for name, words in read.items() if re.search("|".join(PIECES), words)} == {}
