"""The processes that stand outside the walls for the desk, and what they would give away if they were taken over."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from deskhand.core.errors import Refused
from deskhand.desk.cells.identity import DESK_UID, EGRESS_UID
from deskhand.desk.egress.log import LOG_BYTES_MAX, EgressLog
from deskhand.desk.egress.route import checked_addresses
from tests.walls.conftest import Victim


@pytest.mark.desk
@pytest.mark.skipif(os.geteuid() != 0, reason="tells what root gives up")
async def test_the_proxy_is_neither_root_nor_a_cell(victim: Victim) -> None:
    assert (
        "refused"
        in (await victim.desk.run("curl -s http://example.com || wget -qO- http://example.com")).output.lower()
    )
    status = Path(f"/proc/{victim.desk.info.processes['proxy']}/status").read_text()  # noqa: ASYNC240
    words = {line.split(":")[0]: line.split() for line in status.splitlines()}
    assert words["Uid"][1:] == words["Gid"][1:] == [str(EGRESS_UID)] * 4 and EGRESS_UID != DESK_UID
    assert words["CapEff"][1] == words["CapPrm"][1] == "0" * 16
    assert victim.lines("egress.log")[-1]["host"] == "example.com"


async def test_a_name_that_leads_to_an_address_of_this_machine_is_refused_though_it_is_public(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return ["203.0.113.9"]

    class Routed(socket.socket):
        def connect(self, address: object) -> None:
            self.to = address[0] if isinstance(address, tuple) else ""

        def getsockname(self) -> tuple[str, int]:
            return (self.to, 1)

    monkeypatch.setattr("deskhand.desk.egress.route.why_not_public", lambda _: "")
    monkeypatch.setattr("deskhand.desk.egress.route.socket.socket", Routed)
    with pytest.raises(Refused, match="an address of this machine"):
        await checked_addresses("own.example", 80, resolver)


def test_the_log_turns_over_without_rights_in_its_folder(tmp_path: Path) -> None:
    log = EgressLog(tmp_path / "egress.log", renames=False)
    (tmp_path / "egress.log").write_bytes(b"x" * (LOG_BYTES_MAX + 1))
    log.write(host="first")  # moves to the end of what is there
    log.write(host="second")
    log.close()
    assert (tmp_path / "egress.log.1").stat().st_size > LOG_BYTES_MAX
    assert "second" in (tmp_path / "egress.log").read_text()
