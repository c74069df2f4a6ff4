"""What stands around the renderer's browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deskhand.desk.cells.cell import WalledCell
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.limits import Limits
from deskhand.rendering.site import ORIGIN, PAGE, answer_to, built_frame
from deskhand.rendering.walled import walls_of

LOOK = """
import os, socket
print(sorted(name for _, name in socket.if_nameindex()))
try:
    socket.create_connection(("127.0.0.1", 9), 1)
except OSError as error:
    print(type(error).__name__)
print(os.listdir("/work"), os.path.exists("/root"), os.getuid())
try:
    open("/work/a", "w")
except OSError as error:
    print(type(error).__name__)
"""


@pytest.mark.desk
async def test_there_is_no_network_no_file_of_the_machine_and_no_root(tmp_path: Path) -> None:
    cell = await WalledCell.start(walls_of(tmp_path, Limits(64, 512, 16)), identity_for())
    read_end, write_end = os.pipe()
    try:
        process = await cell.spawn(["/usr/bin/python3", "-c", LOOK], fds={1: write_end, 2: write_end})
        os.close(write_end)
        assert await process.wait() == 0
        with os.fdopen(read_end) as said:
            interfaces, refused, seen, written = said.read().splitlines()
    finally:
        await cell.close()
    assert interfaces == "['lo']" and refused in ("OSError", "ConnectionRefusedError")
    assert seen == "[] False 1000" and written in ("OSError", "PermissionError")


def test_the_browser_is_answered_with_the_frame_and_with_nothing_else() -> None:
    frame = built_frame()
    page = answer_to(PAGE, frame)
    assert page is not None
    headers = {each["name"]: each["value"] for each in page.headers}
    assert "sandbox allow-scripts" in headers["Content-Security-Policy"] and "Connection-Allowlist" in headers
    library = next(iter(frame.libraries))
    assert answer_to(f"{ORIGIN}/lib/{library}", frame) is not None
    for address in (f"{ORIGIN}/", f"{PAGE}/x", f"{PAGE}?a", f"{ORIGIN}/lib/../frame.json", "https://a.test/frame"):
        assert answer_to(address, frame) is None
