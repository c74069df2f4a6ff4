"""A whole desk whose X server lies, or falls silent while it is used: words in time, no memory, no process left."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import psutil
import pytest

from deskhand.core.acts import Wait
from deskhand.core.errors import DeskLost, SetupMissing
from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.limits import ControlGroup
from deskhand.desk.local import LocalDesk
from deskhand.desk.programs import display
from deskhand.desk.screen import wire
from tests.walls.liar import LIES

pytestmark = pytest.mark.desk

LIAR = Path(__file__).parent / "liar.py"
MEMORY_BYTES_MAX = 96 << 20


def peak_bytes_anew() -> int:
    """What this process has now; its peak is counted from here."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak_bytes()


def peak_bytes() -> int:
    """The most memory that this process had since it was last reset."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) * 1024


@pytest.mark.parametrize("lie", LIES)
async def test_a_lying_x_server_is_a_lost_desk_within_its_time_and_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    monkeypatch.setattr(wire, "REPLY_TIMEOUT_S", 0.5)
    monkeypatch.setattr(display, "_server", lambda width, height: ["/usr/bin/python3", "/work/liar.py", lie])
    before = peak_bytes_anew()
    with pytest.raises(DeskLost) as lost:
        async with asyncio.timeout(15):
            await LocalDesk.start(tmp_path / "desk", DeskSpec(files={"liar.py": str(LIAR)}))
    assert lost.value.message and lost.value.hint
    assert "screen" not in lie or "1280x800 was asked for" in lost.value.message
    assert peak_bytes() - before < MEMORY_BYTES_MAX
    assert not [child.name() for child in psutil.Process().children() if child.name() in ("bwrap", "unshare")]


async def test_an_x_server_that_falls_silent_is_given_up_and_another_is_started_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "REPLY_TIMEOUT_S", 3.0)  # a well one's answer may take a while on a busy machine
    desk = await LocalDesk.start(tmp_path / "desk", DeskSpec())
    try:
        assert (await desk.look()).picture is not None
        below = psutil.Process(desk.info.processes["screen"]).children(recursive=True)
        silent = next(child for child in below if child.name() == "Xvnc")
        silent.send_signal(signal.SIGSTOP)
        with pytest.raises(DeskLost, match="did not answer"):
            await desk.look()
        assert (await desk.look()).picture is not None
        assert "The screen had died and was started again" in (await desk.act(Wait(duration_s=0.01))).note
        assert not psutil.pid_exists(silent.pid)
    finally:
        await desk.close()


async def test_a_screen_whose_limits_would_not_hold_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "no/such"
    monkeypatch.setattr("deskhand.desk.local.control_group", lambda *_: ControlGroup([gone], {}, {gone: {}}))
    with pytest.raises(SetupMissing, match="its limits would not hold"):
        await LocalDesk.start(tmp_path / "desk", DeskSpec())
    assert not [child for child in psutil.Process().children() if child.name() == "bwrap"]
