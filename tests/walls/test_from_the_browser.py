"""Hostile pages, and addresses that reach into the browser itself or into the files of its cell."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from deskhand.core.acts import Click, Key, Open, TypeText
from deskhand.core.errors import DeskhandError, InvalidInput
from deskhand.desk.base import ElementQuery
from deskhand.desk.cells.watch import processes_of
from tests.walls.conftest import Host, Victim

pytestmark = [pytest.mark.desk]

BLOCKED = (
    "file:///home/agent/.config/desk-browser/Default/Cookies", "chrome://flags", "file:///etc/passwd",
    "file:///proc/self/environ", "file:///work/../etc/passwd", "view-source:file:///etc/passwd", "chrome://net-export",
    "chrome://extensions", "chrome://inspect", "devtools://devtools/bundled/inspector.html",
)  # fmt: skip


async def type_address(victim: Victim, address: str) -> str:
    await victim.desk.act(Key(keys="ctrl+l"))
    await victim.desk.act(TypeText(text=address + "\n"))
    listing = await victim.desk.elements()
    return " ".join(element.name for element in listing.elements)


async def page(victim: Victim, html: str, name: str = "page.html") -> None:
    await victim.desk.write_file(name, html.encode())
    await victim.desk.act(Open(target=f"/work/{name}"))


async def downloads(victim: Victim) -> list[str]:
    return sorted((await victim.desk.run("ls -A /work/downloads 2>/dev/null")).output.split())


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("file:///home/agent/.config/desk-browser/Default/Cookies", marks=pytest.mark.slow),
        "file:///work/c.bin",
    ],
    ids=["path", "link"],
)
async def test_a_page_that_the_shell_wrote_takes_nothing_out_of_the_browsers_profile(
    victim: Victim, target: str
) -> None:
    """Each way a page has to a file: going there, a frame, a download, a request; by its path and by a link."""
    profile = "/home/agent/.config/desk-browser"
    await victim.desk.run(f"ln -s {profile}/Default/Cookies c.bin; ln -s /home/agent downloads")
    await page(victim, f"<script>location = '{target}'</script>", "a.html")
    await page(
        victim,
        f"<iframe src='{target}'></iframe><a id=d href='{target}' download>x</a><script>d.click();"
        f"fetch('{target}').then(() => document.title = 'READ')</script>",
        "b.html",
    )
    assert all("READ" not in one.title for one in (await victim.desk.elements()).pages)
    assert (await victim.desk.run("rm downloads; grep -rl 'SQLite format' /work")).output == ""
    assert await downloads(victim) == []
    await page(
        victim, "<a id=d href='data:application/octet-stream,hello' download='a.txt'>x</a><script>d.click()</script>"
    )
    while await downloads(victim) != ["a.txt"]:  # noqa: ASYNC110 - the browser saves it
        await asyncio.sleep(0.1)
    home = sorted(path.name for path in (victim.folder / "desk/screen/home").iterdir())
    assert not [name for name in home if not name.startswith(".")]


@pytest.mark.parametrize(
    "blocked", [BLOCKED[:2], pytest.param(BLOCKED[2:], marks=pytest.mark.slow)], ids=["few", "all"]
)
async def test_addresses_that_reach_into_the_browser_or_its_cell_are_blocked_and_say_so(
    victim: Victim, blocked: tuple[str, ...]
) -> None:
    await page(victim, "<title>start</title>")
    for address in blocked:
        assert "blocked" in await type_address(victim, address), address
    await page(victim, "<title>calm</title><h1>here</h1>")
    await type_address(victim, "javascript:document.title='RUN'")
    assert (await victim.desk.elements()).pages[0].title == "calm"


@pytest.mark.parametrize(
    "target", ["chrome://settings", "devtools://x", "data:text/html,x", "javascript:alert(1)", "file:///etc/passwd"]
)
async def test_an_open_act_takes_web_addresses_and_files_of_the_desk_only(victim: Victim, target: str) -> None:
    with pytest.raises(InvalidInput, match="can't be opened"):
        await victim.desk.act(Open(target=target))


async def test_a_page_reaches_no_door_of_the_host_and_each_try_is_a_line_of_the_log(victim: Victim, host: Host) -> None:
    places = [
        f"127.0.0.1:{host.port}",
        f"[::1]:{host.port}",
        f"0.0.0.0:{host.port}",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.1.1",
        "example.com",
    ]
    tries = "".join(f"fetch('http://{place}/', {{mode: 'no-cors'}}).catch(() => 0);" for place in places)
    await page(victim, f"<script>{tries} new WebSocket('ws://127.0.0.1:{host.port}/')</script>")
    wanted = {"169.254.169.254", "10.0.0.1", "192.168.1.1", "example.com"}
    while not wanted <= {str(line["host"]) for line in victim.lines("egress.log")}:  # noqa: ASYNC110 - the proxy's
        await asyncio.sleep(0.1)
    for line in victim.lines("egress.log"):
        assert line["verdict"] in ("refused", "unreachable") and line["reason"], line
    assert host.callers == 0


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    "html",
    [
        "<script>setTimeout(() => {for (;;);}, 300)</script>",
        "<script>setTimeout(() => {for (;;) alert('again')}, 300)</script>",
        "<script>setInterval(() => window.open('about:blank'), 5)</script>",
        "<script>document.title = 'x'.repeat(5e6)</script><button aria-label='BIG'>b</button>"
        "<script>document.querySelector('button').ariaLabel = 'y'.repeat(5e6)</script>",
        "<script>for (let i = 0; i < 1e5; i++) document.body.append(Object.assign(document.createElement('button'), "
        "{textContent: 'b' + i}))</script>",
    ],
    ids=["endless script", "endless alerts", "endless windows", "giant words", "100,000 elements"],
)
async def test_a_page_without_end_is_told_and_the_next_one_opens(victim: Victim, html: str) -> None:
    await page(victim, f"<body>{html}</body>")
    try:
        listing = await victim.desk.elements(ElementQuery(limit=50))
        assert len(listing.elements) <= 50 and all(len(element.name) < 10_000 for element in listing.elements)
    except DeskhandError as error:
        assert error.message and error.hint
    assert (await victim.desk.look()).picture is not None
    for _ in range(3):  # a dialog of the page is answered first, as its note says
        await victim.desk.act(Key(keys="Return"))
        try:
            await page(victim, "<title>calm</title><h1>Calm again</h1>", "calm.html")
            break
        except DeskhandError as error:
            assert error.message
    assert (await victim.desk.run("echo on")).output == "on\n"


@pytest.mark.slow
async def test_an_id_of_the_browser_before_never_names_an_element_of_the_one_after(victim: Victim) -> None:
    await page(victim, "<button>Keep</button>")
    old = next(e for e in (await victim.desk.elements()).elements if e.name == "Keep")
    await victim.desk.run("true")
    below = processes_of(victim.desk.info.processes["screen"])
    words = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in below}  # noqa: ASYNC240
    os.kill(next(pid for pid in below if b"remote-debugging-pipe" in words[pid]), signal.SIGKILL)
    await victim.noted("The browser had died")
    await page(victim, "<button>Delete everything</button>", "other.html")
    fresh = [e for e in (await victim.desk.elements()).elements if e.name == "Delete everything"]
    assert fresh and old.id not in {e.id for e in fresh}
    assert await victim.desk.element(old.id) is None
    with pytest.raises(DeskhandError):
        await victim.desk.act(Click(element=old.id))
