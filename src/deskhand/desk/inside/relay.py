"""Hands every connection made to the cell's proxy port to the proxy's unix socket, byte for byte.

Runs inside a cell with Debian's own Python. It does not know what the bytes say: allowing and refusing is the
proxy's, outside. Arguments: the descriptor of the listening socket, the path of the proxy's socket.
"""

import selectors
import socket
import sys

CHUNK_BYTES = 256 * 1024
CONNECTIONS_MAX = 512


class Side:
    """One end of a connection: what was read from it and not yet written to its peer is in `waiting`."""

    def __init__(self, connection):
        connection.setblocking(False)
        self.connection = connection
        self.peer = None
        self.waiting = b""
        self.read_all = False
        self.done = False

    def events(self):
        """Read while the last chunk is passed on; write while the peer's chunk waits."""
        reading = not self.waiting and not self.read_all
        return (selectors.EVENT_READ if reading else 0) | (selectors.EVENT_WRITE if self.peer.waiting else 0)

    def take(self):
        try:
            self.waiting = self.connection.recv(CHUNK_BYTES)
        except BlockingIOError:
            return
        if not self.waiting:
            self.read_all = True
            self.peer.connection.shutdown(socket.SHUT_WR)

    def give(self):
        """Write what the peer read."""
        try:
            sent = self.connection.send(self.peer.waiting)
        except BlockingIOError:
            return
        self.peer.waiting = self.peer.waiting[sent:]


class Relay:
    def __init__(self, listener, target):
        self.listener = listener
        self.target = target
        self.selector = selectors.DefaultSelector()
        self.sides = set()

    def run(self):
        self.listener.setblocking(False)
        self.selector.register(self.listener, selectors.EVENT_READ)
        while True:
            for key, mask in self.selector.select():
                if key.fileobj is self.listener:
                    self.accept()
                elif not key.data.done:
                    self.move(key.data, mask)

    def accept(self):
        try:
            connection, _ = self.listener.accept()
        except OSError:
            return
        outside = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            if len(self.sides) >= 2 * CONNECTIONS_MAX:
                raise OSError("too many connections")
            outside.connect(self.target)
        except OSError:
            connection.close()
            outside.close()
            return
        here, there = Side(connection), Side(outside)
        here.peer, there.peer = there, here
        self.sides |= {here, there}
        for side in (here, there):
            self.selector.register(side.connection, selectors.EVENT_READ, side)

    def move(self, side, mask):
        try:
            if mask & selectors.EVENT_READ and side.events() & selectors.EVENT_READ:
                side.take()
                if side.waiting:
                    side.peer.give()
            if mask & selectors.EVENT_WRITE and side.peer.waiting:
                side.give()
        except OSError:
            self.end(side)
            return
        if side.read_all and side.peer.read_all and not side.waiting and not side.peer.waiting:
            self.end(side)
            return
        self.watch(side)
        self.watch(side.peer)

    def watch(self, side):
        """Wait for exactly what this side can do next; nothing at all would spin or hang."""
        events = side.events()
        known = side.connection in self.selector.get_map()
        if events and known:
            self.selector.modify(side.connection, events, side)
        elif events:
            self.selector.register(side.connection, events, side)
        elif known:
            self.selector.unregister(side.connection)

    def end(self, side):
        for one in (side, side.peer):
            if one.connection in self.selector.get_map():
                self.selector.unregister(one.connection)
            one.connection.close()
            one.done = True
            self.sides.discard(one)


def main():
    Relay(socket.socket(fileno=int(sys.argv[1])), sys.argv[2]).run()


if __name__ == "__main__":
    main()
