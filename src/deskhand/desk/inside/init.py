"""The first process of a cell: starts, signals and reaps the others on behalf of the keeper outside.

Runs as pid 1 behind bubblewrap with Debian's own Python and nothing but its standard library. It speaks packets of
JSON on an inherited SOCK_SEQPACKET socket; descriptors travel with them. It trusts the keeper and is not trusted by
it. When the keeper goes, the socket ends, this process ends, and the kernel ends every process of the cell.

    request  {"id": 1, "op": "spawn", "argv": [...], "env": {}, "cwd": "/work", "fds": [0, 1], "terminal": false}
    answer   {"id": 1, "pid": 7}    or    {"id": 1, "error": "missing", "text": "no program ..."}
    notice   {"exit": 7, "code": 0}         code is -N for signal N
"""

import contextlib
import ctypes
import fcntl
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import termios

PACKET_BYTES_MAX = 160 * 1024
FDS_MAX = 32
DIAL_TIMEOUT_S = 2.0
FORK_AGAIN_S = 0.5
PR_SET_DUMPABLE = 4


class Failure(Exception):
    """A request that can't be served: kind is "missing", "refused" or "invalid"."""

    def __init__(self, kind, text):
        super().__init__(text)
        self.kind = kind


class Init:
    def __init__(self, link, config):
        self.link = link
        self.config = config
        self.children = set()
        self.relay_pid = 0
        self.relay_socket = None

    def run(self):
        wake = self.watch_children()
        if self.config.get("relay"):
            self.relay_socket = listen(self.config["relay"]["port"])
            self.start_relay()
        self.send({"ready": True})
        quiet_standard_streams()
        while True:
            relay_missing = self.relay_socket is not None and not self.relay_pid
            readable, _, _ = select.select([self.link, wake], [], [], FORK_AGAIN_S if relay_missing else None)
            if wake in readable:
                os.read(wake, 4096)
                self.reap()
            if relay_missing and not self.relay_pid:
                self.start_relay()
            if self.link in readable and not self.serve():
                return

    def watch_children(self):
        read_end, write_end = os.pipe()
        os.set_blocking(read_end, False)
        os.set_blocking(write_end, False)
        signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        return read_end

    def send(self, message, fds=()):
        socket.send_fds(self.link, [json.dumps(message).encode()], list(fds))

    def reap(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid == self.relay_pid:
                self.start_relay()
            elif pid in self.children:
                self.children.discard(pid)
                self.send({"exit": pid, "code": os.waitstatus_to_exitcode(status)})

    def serve(self):
        packet, fds, _, _ = socket.recv_fds(self.link, PACKET_BYTES_MAX, FDS_MAX)
        for fd in fds:
            os.set_inheritable(fd, False)  # a program gets its descriptors under their own numbers, and no others
        if not packet:
            return False
        request = json.loads(packet)
        made = []
        try:
            answer = getattr(self, "do_" + request["op"])(request, fds, made)
        except Failure as failure:
            answer = {"error": failure.kind, "text": str(failure)}
        except OSError as error:
            answer = {"error": "refused", "text": str(error)}
        self.send({"id": request["id"], **answer}, made)
        for fd in [*fds, *made]:
            os.close(fd)
        return True

    def do_spawn(self, request, fds, made):
        numbers = request["fds"]
        terminal = fds[len(numbers)] if request["terminal"] else None
        kept = [signal.SIGXFSZ] if self.config["told_of_size"] else []
        pid = spawn(request, dict(zip(numbers, fds, strict=False)), terminal, kept)
        self.children.add(pid)
        return {"pid": pid}

    def do_signal(self, request, fds, made):
        send = os.killpg if request["group"] else os.kill
        with contextlib.suppress(ProcessLookupError):
            send(request["pid"], request["number"])
        return {}

    def do_open_terminal(self, request, fds, made):
        master, slave = os.openpty()
        made += [master, slave]
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", request["rows"], request["columns"], 0, 0))
        return {}

    def do_dial(self, request, fds, made):
        made.append(dial(request["port"]))
        return {}

    def start_relay(self):
        """Fork the process that hands connections of the cell to the proxy; again whenever it has ended.

        When the cell may have no more processes, `run` tries again: a program that uses them all must not end us."""
        self.relay_pid = 0
        try:
            self.relay_pid = os.fork()
        except OSError:
            return
        if self.relay_pid:
            return
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        self.link.close()
        script = f"{self.config['relay']['scripts']}/relay.py"
        fd = self.relay_socket.fileno()
        os.set_inheritable(fd, True)
        os.execv(sys.executable, [sys.executable, "-I", "-S", script, str(fd), self.config["relay"]["socket"]])


def listen(port):
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(128)
    return listener


def dial(port):
    """A connection to a port of this cell; servers bind "localhost" to either address."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            connection = socket.socket(family, socket.SOCK_STREAM)
            connection.settimeout(DIAL_TIMEOUT_S)
            connection.connect((host, port))
        except OSError:
            continue
        connection.setblocking(True)
        return connection.detach()
    raise Failure("missing", f"nothing listens on port {port}")


def spawn(request, fds, terminal, kept):
    """Fork and exec; returns the pid once the exec has succeeded, raises Failure when it did not.

    kept: signals that Python ignores and the program is to ignore too."""
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            become(request, fds, terminal, tell, kept)
        except OSError as error:
            os.write(tell, json.dumps([error.errno, str(error)]).encode())
        finally:
            os._exit(127)
    os.close(tell)
    said = os.read(told, 4096)
    os.close(told)
    if not said:
        return pid
    os.waitpid(pid, 0)
    number, text = json.loads(said)
    raise Failure("missing" if number in (2, 20) else "refused", text)


def become(request, fds, terminal, tell, kept):
    """Turn this fork into the program. Never returns except by OSError."""
    os.setsid()
    for number in {signal.SIGINT, signal.SIGPIPE, signal.SIGCHLD, signal.SIGXFSZ}.difference(kept):
        signal.signal(number, signal.SIG_DFL)
    floor = max([2, *fds]) + 1
    tell = fcntl.fcntl(tell, fcntl.F_DUPFD_CLOEXEC, floor)
    if terminal is not None:
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    null = os.open("/dev/null", os.O_RDWR)
    wanted = {0: null, 1: null, 2: null, **fds}
    high = {number: fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, floor) for number, fd in wanted.items()}
    for number, fd in high.items():
        os.dup2(fd, number, inheritable=True)
    what, program = request["cwd"] or "/", request["argv"][0]
    try:
        os.chdir(what)
        what = program
        os.execvpe(program, request["argv"], {**os.environ, **request["env"]})
    except OSError as error:
        os.write(tell, json.dumps([error.errno, f"{what} ({error.strerror})"]).encode())
    except (ValueError, UnicodeError) as error:
        os.write(tell, json.dumps([22, str(error)]).encode())
    os._exit(127)


def quiet_standard_streams():
    """Let go of the keeper's standard error, which is only for a start that fails."""
    null = os.open("/dev/null", os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    os.close(null)


def set_limits(limits):
    for name, value in limits.items():
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(number, (value, value))


def main():
    link = socket.socket(fileno=int(sys.argv[1]))
    link.set_inheritable(False)
    config = json.loads(sys.argv[2])
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Python's own handler would let any program of the cell end it
    set_limits(config["limits"])
    os.nice(config["nice"])
    Init(link, config).run()


if __name__ == "__main__":
    main()
