"""Several processes share one file; the dead hold nobody up; a file that can't be used stops nobody."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from deskhand.models.governor.admission import Go
from deskhand.models.governor.ledger import Ledger
from deskhand.models.governor.level import Level
from deskhand.models.governor.owners import is_alive, this_process
from deskhand.models.governor.pool import Pool

from .world import Time, asked, governed, governor, said, shared

OTHER = """
import asyncio, sys
from pathlib import Path
from deskhand.models.governor.governor import Governor
from deskhand.models.governor.ledger import Ledger

async def main():
    governor = Governor(Ledger(Path(sys.argv[1])), "pool", "anthropic")
    ticket = governor.ticket("other", {"input_tokens": 1000.0}, background=False)
    async for _ in governor.admitted(ticket):
        pass
    print("in", flush=True)
    sys.stdin.read()
asyncio.run(main())
"""


def other_process(folder: Path) -> subprocess.Popen[bytes]:
    """A process that has let a request of 1,000 tokens through and holds its ticket."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder / "governor.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"in\n"
    return process


def set_level(ledger: Ledger, amount: float, now: float) -> None:
    def change(pool: Pool) -> None:
        pool.known = True
        pool.levels["input_tokens"] = Level(10_000, 0.001, amount, now)

    ledger.change("pool", change)


def test_two_processes_take_from_one_bucket_and_a_dead_ones_ticket_goes(tmp_path: Path) -> None:
    ledger, time = shared(tmp_path), Time()
    set_level(ledger, 10_000, time.at)
    process = other_process(tmp_path)
    try:
        left, tickets = ledger.change("pool", lambda pool: (pool.levels["input_tokens"].amount, list(pool.tickets)))
        assert left == pytest.approx(9_000, abs=100)
        assert [ticket.session for ticket in tickets] == ["other"]
        assert is_alive(tickets[0].owner)
        os.kill(process.pid, signal.SIGKILL)
        assert is_alive(tickets[0].owner) is False or process.wait() < 0
        assert is_alive(tickets[0].owner) is False
        mine = governor(time, ledger)
        assert isinstance(mine._turn(mine.ticket("mine", {"input_tokens": 10.0}, background=False)), Go)
        assert ledger.change("pool", lambda pool: [ticket.session for ticket in pool.tickets]) == ["mine"]
    finally:
        process.kill()
        process.communicate()


def test_a_pid_that_is_used_again_is_another_process() -> None:
    namespace, pid, start = this_process().split()
    assert is_alive(f"{namespace} {pid} {start}")
    assert is_alive(f"{namespace} {pid} 1") is False
    assert is_alive(f"elsewhere {pid} {start}") is None
    assert is_alive("nonsense") is None


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b""])
async def test_a_file_that_cannot_be_used_leaves_the_process_to_itself(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "governor.db").write_bytes(damage)
    ledger = shared(tmp_path)
    model, _ = governed(Time(), said(), ledger=ledger)
    assert (await asked(model))[0].text == "Yes."
    assert ledger.alone == bool(damage)


def test_a_pool_that_cannot_be_read_is_begun_anew(tmp_path: Path) -> None:
    ledger = shared(tmp_path)
    ledger.change("pool", lambda pool: setattr(pool, "known", True))
    with sqlite3.connect(tmp_path / "governor.db") as database:
        database.execute("UPDATE pools SET pool = ?", ('{"levels": 7}',))
    database.close()
    assert ledger.change("pool", lambda pool: pool.known) is False
    ledger.close()


def test_the_name_of_a_pool_tells_nothing_of_the_key_and_differs_between_machines(tmp_path: Path) -> None:
    one, again = Ledger(tmp_path / "one.db"), Ledger(tmp_path / "one.db")
    other = Ledger(tmp_path / "other.db")
    assert one.fingerprint("sk-1") == again.fingerprint("sk-1") != one.fingerprint("sk-2")
    assert one.fingerprint("sk-1") != other.fingerprint("sk-1")
    one.change("pool", lambda pool: None)
    for ledger in (one, again, other):
        ledger.close()
    assert b"sk-1" not in (tmp_path / "one.db").read_bytes()
