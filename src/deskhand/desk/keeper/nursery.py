"""`python -m deskhand.desk.keeper.nursery FD`: has read all of a keeper's code and forks a keeper whenever it is asked.

Reading that code takes longer than making a desk (measured: 350 of 540 ms), so a driver that opens several desks does
it once. One packet on FD asks for one keeper: the run folder's path, with the descriptors of the ready pipe and the
log. It ends when its driver does; the keepers it has made go on. It does not know what a keeper does.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
import traceback
from pathlib import Path

from deskhand.desk.keeper.__main__ import main

REQUEST_BYTES_MAX = 8192
FDS = 2


def serve(door: socket.socket) -> None:
    """Fork keepers until the other end is closed. Returns only in the nursery itself."""
    gc.collect()
    gc.freeze()  # pages that the collector does not write to stay shared with the keepers
    while True:
        packet, fds, _, _ = socket.recv_fds(door, REQUEST_BYTES_MAX, FDS)
        if not packet:
            return
        pid = os.fork()
        if pid == 0:
            _become_keeper(door, Path(os.fsdecode(packet)), fds)
        os.waitpid(pid, 0)
        for fd in fds:
            os.close(fd)


def _become_keeper(door: socket.socket, run_dir: Path, fds: list[int]) -> None:
    """In the fork: nobody's child, in a session of its own, as `setsid --fork` would make it. Never returns."""
    code = 1
    try:
        os.setsid()
        if os.fork():
            os._exit(0)
        door.close()
        ready_fd, log_fd = fds
        for number in (1, 2):
            os.dup2(log_fd, number)
        os.close(log_fd)
        code = main(run_dir, ready_fd)
    except Exception:  # noqa: BLE001  the log is the one place where a fault of ours can be told
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
