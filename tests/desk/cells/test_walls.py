"""What can't be done from inside: each line is an attempt of somebody who wants out."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from deskhand.desk.base import DeskSpec
from deskhand.desk.cells.places import shell_limits
from tests.desk.cells.conftest import Room

pytestmark = pytest.mark.desk


async def test_no_host_file_and_no_host_name_is_seen(shell: Room, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    _, output = await shell.sh(f"cat {tmp_path}/secret; ls /root /boot /var /srv; cat /etc/shadow; ls {Path.cwd()}")
    assert output.count("No such file or directory") == 7
    assert (await shell.sh("hostname; cat /etc/hostname"))[1] == "desk\ndesk\n"
    assert socket.gethostname() not in (await shell.sh("cat /etc/hosts /etc/passwd; env"))[1].split()


async def test_no_host_process_is_seen(shell: Room) -> None:
    pids = [int(word) for word in (await shell.sh("cd /proc && echo [0-9]*"))[1].split()]
    assert 1 in pids
    assert len(pids) <= 4
    assert os.getpid() not in pids or os.getpid() < 20


async def test_there_is_no_network_but_the_loopback_of_its_own(shell: Room) -> None:
    with socket.create_server(("127.0.0.1", 0)) as outside:
        port = outside.getsockname()[1]
        code, output = await shell.sh(f"ls /sys/class/net 2>/dev/null; exec 3<>/dev/tcp/127.0.0.1/{port}")
        assert (code, "refused" in output) == (1, True)
    _, output = await shell.sh("tail -n +3 /proc/net/dev | cut -d: -f1; exec 3<>/dev/tcp/192.0.2.1/80")
    assert output.split()[0] == "lo"
    assert "unreachable" in output


async def test_the_environment_of_the_host_stays_outside(shell: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET_TOKEN", "x")
    names = {line.partition("=")[0] for line in (await shell.sh("env"))[1].splitlines()}
    assert names <= {
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TERM", "XDG_RUNTIME_DIR", "PWD", "SHLVL", "_",
        "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY",
    }  # fmt: skip


ATTEMPTS = {
    "become root": "unshare -U -r true",
    "a namespace by clone": "/usr/bin/python3 -c 'import ctypes as c; l=c.CDLL(None,use_errno=True);"
    "exit(0 if l.syscall(56,0x10000011,0,0,0,0)>=0 else 1)'",
    "mount": "mount -t tmpfs none /tmp",
    "trace": "/usr/bin/python3 -c 'import ctypes; exit(1 if ctypes.CDLL(None).ptrace(0,0,0,0) < 0 else 0)'",
    "read the first process's memory": "head -c1 /proc/1/mem",
    "see the first process's descriptors": "ls /proc/1/fd",
    "end the first process": "kill -9 1 && ! kill -0 1",
    "write to the system": "touch /usr/x || touch /etc/x || touch /x || touch /run/inside/x",
    "a raw socket": "/usr/bin/python3 -c 'import socket as s; s.socket(s.AF_INET, s.SOCK_RAW, 1)'",
    "a kernel crypto socket": "/usr/bin/python3 -c 'import socket as s; s.socket(s.AF_ALG, s.SOCK_SEQPACKET, 0)'",
    "a virtual machine socket": "/usr/bin/python3 -c 'import socket as s; s.socket(s.AF_VSOCK, s.SOCK_STREAM, 0)'",
    "a device": "mknod /tmp/d c 1 1",
    "more privileges": "grep -q 'NoNewPrivs:.0' /proc/self/status || grep -q 'CapBnd:.*[1-9a-f]' /proc/self/status",
    "put words into a terminal": "/usr/bin/python3 -c 'import fcntl,termios,pty,os; m,s=pty.openpty();"
    'fcntl.ioctl(s, termios.TIOCSTI, b"x")\'',
    "the screen": "ls /tmp/.X11-unix/X0 || ls /run/ctl",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
async def test_the_shell_cell_refuses_to(shell: Room, attempt: str) -> None:
    code, output = await shell.sh(ATTEMPTS[attempt])
    assert code != 0, output


SCREEN_ATTEMPTS = ("mount", "trace", "read the first process's memory", "write to the system", "a kernel crypto socket")


@pytest.mark.parametrize("attempt", SCREEN_ATTEMPTS)
async def test_the_screen_cell_refuses_to(screen: Room, attempt: str) -> None:
    code, output = await screen.sh(ATTEMPTS[attempt])
    assert code != 0, output


async def test_the_screen_cell_lets_a_browser_make_namespaces_but_not_mount_in_them(screen: Room) -> None:
    assert (await screen.sh("unshare -U true"))[0] == 0
    assert (await screen.sh("unshare -U -r -m mount -t tmpfs none /tmp"))[0] != 0


async def test_a_bomb_of_processes_is_stopped_and_the_cell_lives(shell: Room) -> None:
    program = "import os,time\nn=0\ntry:\n while n<2000:\n  if os.fork()==0: time.sleep(60)\n  n+=1\n"
    program += "except OSError: pass\nprint(n, flush=True)\nos.killpg(0,9)"
    _, output = await shell.sh(f"exec /usr/bin/python3 -c '{program}'")
    assert 100 < int(output) < shell_limits(DeskSpec()).per_process()["RLIMIT_NPROC"]
    assert (await shell.sh("echo on"))[1] == "on\n"


async def test_a_file_larger_than_the_desk_may_hold_is_not_written(shell: Room) -> None:
    code, _ = await shell.sh("truncate -s 5000M /work/big")
    assert code != 0
