"""A hostile command in the shell cell: the kernel's doors, the cell's own first process, descriptors, the host."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.walls.conftest import Cells, Host

pytestmark = pytest.mark.desk

FAMILIES = {
    "PACKET": 17,
    "ALG": 38,
    "VSOCK": 40,
    "BLUETOOTH": 31,
    "KEY": 15,
    "CAN": 29,
    "TIPC": 30,
    "XDP": 44,
    "RDS": 21,
}
NETLINKS = {"NETFILTER": 12, "KOBJECT_UEVENT": 15, "AUDIT": 9, "XFRM": 6, "CRYPTO": 21}


def python(program: str) -> str:
    return f"/usr/bin/python3 - <<'END'\nimport ctypes, errno, os, socket\n{program}\nEND"


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86_64")
@pytest.mark.parametrize(("size", "answer"), [(4096, "ok"), (65536, "ok"), (65537, "EINVAL"), (1 << 33, "EINVAL")])
async def test_shared_memory_that_outlives_its_programs_comes_in_small_pieces_only(
    cells: Cells, size: int, answer: str
) -> None:
    program = (
        f"libc = ctypes.CDLL(None, use_errno=True)\nr = libc.syscall(29, 0, ctypes.c_size_t({size}), 0o1600)\n"
        "print('ok' if r >= 0 else errno.errorcode[ctypes.get_errno()])"
    )
    assert (await cells.shell.sh(python(program)))[1].strip() == answer


async def test_only_the_families_of_sockets_that_a_desk_needs_can_be_made(cells: Cells) -> None:
    program = (
        f"for name, family, protocol in [*((n, f, 0) for n, f in {FAMILIES}.items()), "
        f"*((n, 16, p) for n, p in {NETLINKS}.items())]:\n"
        "    try: socket.socket(family, socket.SOCK_RAW, protocol); print(name)\n"
        "    except OSError as error: assert error.errno in (errno.EAFNOSUPPORT, errno.EPERM), (name, error)\n"
        "for family in (2, 10):\n"
        "    try: socket.socket(family, socket.SOCK_RAW, 1); print('raw')\n"
        "    except PermissionError: pass"
    )
    assert await cells.shell.sh(python(program)) == (0, "")


async def test_no_door_of_the_host_can_be_knocked_at(cells: Cells, host: Host, tmp_path: Path) -> None:
    name = host.abstract.getsockname().lstrip(b"\0").decode()
    program = (
        f"for family, place in ((2, ('127.0.0.1', {host.port})), (1, '\\0{name}'), (1, '{tmp_path}/s'),\n"
        "        (2, ('169.254.169.254', 80)), (2, ('10.0.0.1', 80)), (2, ('1.1.1.1', 53)), (10, ('::1', 22))):\n"
        "    try: socket.socket(family).connect(place); print(place)\n"
        "    except OSError: pass\n"
        "try: print(socket.getaddrinfo('example.com', 80))\n"
        "except OSError: pass\n"
        "try: socket.socket(2, 2).sendto(b'x', ('1.1.1.1', 53)); print('udp')\n"
        "except OSError: pass"
    )
    for cell in (cells.shell, cells.screen):
        assert await cell.sh(python(program)) == (0, "")
    assert host.callers == 0


async def test_a_program_is_given_its_own_descriptors_and_no_others(cells: Cells) -> None:
    """The socket to the keeper, the relay's listener and other programs' pipes stay with the first process."""
    for cell in (cells.shell, cells.screen):
        assert (await cell.sh("cd /proc/self/fd; echo *"))[1] == "0 1 2 3\n"  # 3: bash reads the folder


async def test_the_cells_first_process_can_neither_be_read_nor_ended_by_what_runs_in_it(cells: Cells) -> None:
    code, output = await cells.shell.sh(
        "for s in INT TERM HUP QUIT USR1 ALRM STOP KILL CHLD; do kill -$s 1; done\n"
        "for f in environ mem maps fd root cwd; do ls /proc/1/$f/ && cat /proc/1/$f && echo OPEN; done; echo still here"
    )
    assert code == 0 and "OPEN" not in output and output.endswith("still here\n")
    assert (await cells.shell.sh("echo alive"))[1] == "alive\n"


async def test_the_way_out_comes_back_when_it_was_killed_and_no_process_could_be_made(cells: Cells) -> None:
    """The relay is forked again as soon as there is room; a full cell must not end its first process."""
    program = (
        "import signal, time\n"
        "def words(p): return open(f'/proc/{p}/cmdline', 'rb').read() if p.isdigit() else b''\n"
        "relay = next(p for p in os.listdir('/proc') if b'relay.py' in words(p))\n"
        "pids = []\n"
        "try:\n"
        "    while len(pids) < 1000: pids.append(os.fork() or signal.pause() or os._exit(0))\n"
        "except OSError: pass\n"
        "os.kill(int(relay), 9)\n"
        "time.sleep(1)\n"
        "for pid in pids: os.kill(pid, 9)\n"
        "for pid in pids: os.waitpid(pid, 0)\n"
        "for _ in range(100):\n"
        "    time.sleep(0.05)\n"
        "    if any(b'relay.py' in words(p) for p in os.listdir('/proc')): break\n"
        "print('back')"
    )
    assert (await cells.shell.sh(python(program)))[1] == "back\n"


async def test_no_rights_are_gained_by_programs_that_give_them(cells: Cells) -> None:
    _, output = await cells.shell.sh(
        "grep -E 'Cap(Eff|Bnd|Prm)|NoNewPrivs|Seccomp:' /proc/self/status | tr -d '\\n'; "
        "for p in su mount umount passwd chsh newgrp; do $p -c id </dev/null 2>/dev/null | grep uid=0; done; "
        "ls -l /dev/mem /dev/kmsg /dev/kvm /dev/fuse /dev/sda /dev/vda /dev/net/tun 2>/dev/null; "
        "touch /usr/x /etc/x /x 2>/dev/null; ls /usr/x /etc/x /x 2>/dev/null; "
        "test -w /proc/sys/kernel/hostname && echo w"
    )
    zero = "0" * 16
    assert output.split() == f"CapPrm: {zero}CapEff: {zero}CapBnd: {zero}NoNewPrivs: 1Seccomp: 2".split()


async def test_a_terminal_takes_no_keys_from_its_own_programs(cells: Cells) -> None:
    master, slave = await cells.shell.cell.open_terminal()
    program = (
        "import fcntl\nfor request in (0x5412, 0x541C):\n"
        "    try: fcntl.ioctl(0, request, b'x'); print('pushed')\n    except PermissionError: print('refused')"
    )
    process = await cells.shell.cell.spawn(
        ["/usr/bin/python3", "-c", program], fds={0: slave, 1: slave}, terminal=slave
    )
    assert await process.wait() == 0
    assert os.read(master, 100) == b"refused\r\nrefused\r\n"
    os.close(master)
    os.close(slave)
