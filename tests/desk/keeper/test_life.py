"""Whole desks behind their keepers: made, used, left, killed and made again."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from deskhand.core.acts import Click, Key, Open, Screenshot, TypeText
from deskhand.core.elements import Element
from deskhand.core.errors import DeskLost, InvalidInput, NotFound, StaleFrame
from deskhand.core.geometry import Point
from deskhand.desk.base import DeskSpec, ElementQuery, Mount
from deskhand.desk.client import DeskClient
from deskhand.desk.open import open_desk
from tests.desk.keeper.site import site

pytestmark = pytest.mark.desk


@pytest.fixture
def spec() -> Iterator[DeskSpec]:
    with site() as place:
        yield DeskSpec(sites={"expenses.test": place})


@pytest.fixture
async def desk(tmp_path: Path, spec: DeskSpec) -> AsyncIterator[DeskClient]:
    desk = await open_desk(tmp_path, spec)
    yield desk
    await (await open_desk(tmp_path, spec)).close()
    await desk.detach()


def keeper_pid(run_dir: Path) -> int:
    return int((run_dir / "keeper.lock").read_text())


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def ended(pids: list[int]) -> None:
    """Return when all of these processes have ended."""
    for pid in pids:
        try:
            fd = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        await asyncio.to_thread(select.select, [fd], [], [], 30)
        os.close(fd)


async def named(desk: DeskClient, name: str) -> Element:
    listing = await desk.elements(ElementQuery(find=name))
    found = [element for element in listing.elements if name in element.name]
    assert found, ", ".join([str(element) for element in (await desk.elements()).elements])
    return found[0]


async def test_a_page_is_opened_filled_in_and_its_answer_read(desk: DeskClient) -> None:
    await desk.act(Open(target="http://expenses.test/"))
    await desk.act(Click(element=(await named(desk, "Name")).id))
    await desk.act(TypeText(text="Zoë 漢字 🙂"))
    report = await desk.act(Click(element=(await named(desk, "Greet")).id))
    assert report.changed
    assert (await named(desk, "Hi Zoë 漢字 🙂")).role == "text"
    report = await desk.act(Click(element=(await named(desk, "Next page")).id))
    assert (await named(desk, "Second page")).role == "heading"


async def test_the_browsers_own_sandbox_is_on(desk: DeskClient, tmp_path: Path) -> None:
    await desk.act(Open(target="expenses.test"))
    renderers = [pid for pid in _below(desk.info.processes["screen"]) if b"type=renderer" in _read(pid, "cmdline")]
    assert renderers
    browser = next(
        pid for pid in _below(desk.info.processes["screen"]) if b"remote-debugging-pipe" in _read(pid, "cmdline")
    )
    assert b"--no-sandbox" not in _read(browser, "cmdline")
    for pid in renderers:
        assert b"Seccomp:\t2" in _read(pid, "status")
        assert _namespace(pid, "user") != _namespace(browser, "user")
        assert _namespace(pid, "net") != _namespace(browser, "net")


async def test_a_site_is_reached_from_the_shell_too_and_nothing_else_is(desk: DeskClient) -> None:
    result = await desk.run(
        "curl -s http://expenses.test/two; curl -s -o /dev/null -w '%{http_code}' http://192.0.2.1/"
    )
    assert "Second page" in result.output
    assert result.output.endswith("403")


async def test_what_the_shell_serves_is_seen_in_the_browser(desk: DeskClient) -> None:
    await desk.write_file("web/index.html", b"<h1>Served from the desk</h1>")
    await desk.run("cd web && (python3 -m http.server 8123 >/dev/null 2>&1 &)")
    await desk.run("until curl -s localhost:8123 >/dev/null; do :; done")
    await desk.act(Open(target="localhost:8123"))
    assert (await named(desk, "Served from the desk")).role == "heading"


async def test_the_terminal_on_the_screen_is_in_the_shell_cell(desk: DeskClient) -> None:
    await desk.act(Open(target="terminal"))
    await desk.act(TypeText(text="echo $DISPLAY $$ > where.txt; ls /tmp/.X11-unix 2>> where.txt; touch done\n"))
    await desk.run("until [ -e done ]; do :; done")
    said = (await desk.read_file("where.txt")).decode()
    assert "No such file" in said
    assert (await desk.run(f"readlink /proc/{said.split()[0]}/cwd")).output == "/work\n"


async def test_files_open_in_the_program_of_their_kind(desk: DeskClient) -> None:
    await desk.write_file("notes.txt", b"some words")
    assert "text editor" in (await desk.act(Open(target="notes.txt"))).note
    assert any("some words" in element.value for element in (await desk.elements()).elements)
    assert "file manager" in (await desk.act(Open(target="/work"))).note
    assert (await named(desk, "notes.txt")).role == "cell"
    with pytest.raises(NotFound):
        await desk.act(Open(target="no.txt"))
    with pytest.raises(InvalidInput):
        await desk.act(Open(target="/etc/passwd"))


async def test_a_click_planned_on_an_old_frame_is_not_performed(desk: DeskClient) -> None:
    seen = (await desk.act(Screenshot())).frame
    await desk.act(Open(target="terminal"))
    with pytest.raises(StaleFrame):
        await desk.act(Click(at=Point(640, 400)), seen=seen)
    seen = (await desk.look()).frame
    await desk.act(Click(at=Point(640, 400)), seen=seen)


async def test_a_desk_outlives_its_killed_driver(tmp_path: Path, spec: DeskSpec) -> None:
    program = "import asyncio,sys\nfrom pathlib import Path\nfrom deskhand.desk.open import open_desk\n"
    program += "async def main():\n d = await open_desk(Path(sys.argv[1]))\n await d.run('x=5')\n"
    program += " print(d.info.id, flush=True)\n await asyncio.Event().wait()\nasyncio.run(main())"
    driver = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert driver.stdout is not None
    first = (await driver.stdout.readline()).decode().strip()
    driver.kill()
    await driver.communicate()
    desk = await open_desk(tmp_path, spec)
    try:
        assert (desk.info.id, desk.info.restarted) == (first, False)
        assert (await desk.run("echo $x")).output == "5\n"
    finally:
        await desk.close()


async def test_a_killed_keeper_takes_its_processes_along_and_the_next_desk_has_the_files(
    tmp_path: Path, spec: DeskSpec
) -> None:
    desk = await open_desk(tmp_path, spec)
    await desk.act(Open(target="http://expenses.test/two"))
    await desk.write_file("kept.txt", b"kept")
    pids = [pid for top in desk.info.processes.values() for pid in (top, *_below(top))]
    os.kill(keeper_pid(tmp_path), signal.SIGKILL)
    await ended(pids)
    with pytest.raises(DeskLost):
        await desk.look()
    await desk.detach()
    again = await open_desk(tmp_path, spec)
    try:
        assert again.info.restarted
        assert "made again" in again.info.note
        assert await again.read_file("kept.txt") == b"kept"
        assert (await named(again, "Second page")).role == "heading"
    finally:
        await again.close()


async def test_a_browser_that_dies_is_started_again_with_its_page_and_says_so(desk: DeskClient) -> None:
    await desk.act(Open(target="http://expenses.test/two"))
    browser = next(
        pid for pid in _below(desk.info.processes["screen"]) if b"remote-debugging-pipe" in _read(pid, "cmdline")
    )
    os.kill(browser, signal.SIGKILL)
    await ended([browser])
    notes = ""
    while "browser had died" not in notes:
        notes += (await desk.act(Key(keys="shift"))).note
    assert (await named(desk, "Second page")).role == "heading"


async def test_a_screen_that_dies_is_started_again_and_says_so(desk: DeskClient) -> None:
    first = desk.info.processes["screen"]
    server = next(pid for pid in _below(first) if _read(pid, "cmdline").startswith(b"Xvnc"))
    os.kill(server, signal.SIGKILL)
    await ended([first])
    notes = ""
    while "screen had died" not in notes:
        try:
            notes += (await desk.act(Key(keys="shift"))).note
        except DeskLost:
            continue
    assert (await desk.look()).picture is not None


async def test_closing_a_desk_ends_everything_and_leaves_the_files(tmp_path: Path, spec: DeskSpec) -> None:
    desk = await open_desk(tmp_path, spec)
    await desk.write_file("a.txt", b"a")
    pids = [keeper_pid(tmp_path), *desk.info.processes.values()]
    work = Path(desk.info.work_dir)
    await desk.close()
    await ended(pids)
    assert (work / "a.txt").read_bytes() == b"a"
    assert not (tmp_path / "keeper.sock").exists()


async def test_an_idle_desk_ends_by_itself(tmp_path: Path) -> None:
    desk = await open_desk(tmp_path, DeskSpec(idle_timeout_s=0.2))
    await desk.detach()
    await ended([keeper_pid(tmp_path)])
    assert not (tmp_path / "keeper.sock").exists()


async def test_two_drivers_that_open_at_once_get_the_same_desk(tmp_path: Path, spec: DeskSpec) -> None:
    one, two = await asyncio.gather(open_desk(tmp_path, spec), open_desk(tmp_path, spec))
    assert one.info.id == two.info.id
    await two.detach()
    await one.close()


async def test_files_of_the_person_are_on_the_new_desk(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.txt").write_text("a")
    desk = await open_desk(tmp_path / "run", DeskSpec(files={"in/mine": str(tmp_path / "mine")}))
    try:
        assert (await desk.run("cat in/mine/a.txt; echo b >> in/mine/a.txt")).output == "a"
        assert (tmp_path / "mine/a.txt").read_text() == "a"
    finally:
        await desk.close()


@pytest.mark.parametrize(
    ("spec", "error"),
    [
        (DeskSpec(mounts=(Mount(source="/no/such", name="a"),)), NotFound),
        (DeskSpec(files={"../a": "/etc/hostname"}), InvalidInput),
        (DeskSpec(files={"a": "/no/such"}), NotFound),
        (DeskSpec(sites={"a.test": "example.org:80"}), InvalidInput),
    ],
)
async def test_a_desk_that_cannot_be_made_says_why(tmp_path: Path, spec: DeskSpec, error: type[Exception]) -> None:
    with pytest.raises(error):
        await open_desk(tmp_path, spec)


async def test_a_program_over_the_memory_limit_is_ended_and_the_shell_says_so(tmp_path: Path) -> None:
    desk = await open_desk(tmp_path, DeskSpec(shell_memory_mib=100))
    try:
        program = "import signal; x = bytearray(300_000_000); signal.pause()"
        result = await desk.run(f"/usr/bin/python3 -c '{program}'", timeout_s=50)
        assert result.exit_code == 137
        assert "was ended" in result.note or "control group" in desk.info.walls["memory"]
    finally:
        await desk.close()


async def test_a_way_out_that_dies_is_started_again_and_says_so(desk: DeskClient) -> None:
    await desk.run("true")  # waits for the way out
    proxy = desk.info.processes["proxy"]
    os.kill(proxy, signal.SIGKILL)
    await ended([proxy])
    notes = ""
    while "way to the network" not in notes:
        notes += (await desk.act(Key(keys="shift"))).note
    assert "Second page" in (await desk.run("curl -s http://expenses.test/two")).output


async def test_a_snapshot_brings_files_and_pages_back(desk: DeskClient) -> None:
    await desk.act(Open(target="http://expenses.test/two"))
    await desk.write_file("a.txt", b"first")
    taken = await desk.snapshot("before")
    await desk.write_file("a.txt", b"second")
    await desk.act(Open(target="http://expenses.test/"))
    await desk.restore(taken.id)
    assert await desk.read_file("a.txt") == b"first"
    assert (await desk.run("cat /work/a.txt")).output == "first"
    assert (await named(desk, "Second page")).role == "heading"


def _below(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(word) for word in (task / "children").read_text().split()]
    except OSError:
        return []
    return [*found, *(deeper for child in found for deeper in _below(child))]


def _namespace(pid: int, kind: str) -> Path:
    return Path(f"/proc/{pid}/ns/{kind}").readlink()


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


async def test_a_keeper_whose_folder_is_gone_ends_with_its_desk(tmp_path: Path) -> None:
    """Nobody could find it again, and its browser would go on until it was idle for long enough."""
    run_dir = tmp_path / "run"
    desk = await open_desk(run_dir, DeskSpec())
    pid = keeper_pid(run_dir)
    inside = children_of(pid)
    run_dir.rename(tmp_path / "elsewhere")
    await ended([pid, *inside])
    with pytest.raises(DeskLost):
        await desk.act(Screenshot())
    await desk.detach()
