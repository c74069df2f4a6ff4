"""A person's own hands on a desk: presses the left button over VNC, as a viewer does (RFB 3.8, RFC 6143)."""

from __future__ import annotations

import socket
import struct

from deskhand.core.geometry import Point

_NO_SECURITY = 1
_POINTER = 5
_LEFT = 1


def press(vnc_socket: str, at: Point) -> None:
    """Move the pointer there and press once."""
    with socket.socket(socket.AF_UNIX) as viewer:
        viewer.settimeout(20)
        viewer.connect(vnc_socket)
        _greet(viewer)
        for buttons in (0, _LEFT, 0):
            viewer.sendall(struct.pack(">BBHH", _POINTER, buttons, at.x, at.y))
        _until_taken(viewer)


def _greet(viewer: socket.socket) -> None:
    assert _read(viewer, 12).startswith(b"RFB 003.00")
    viewer.sendall(b"RFB 003.008\n")
    assert _NO_SECURITY in _read(viewer, _read(viewer, 1)[0])
    viewer.sendall(bytes([_NO_SECURITY]))
    assert _read(viewer, 4) == bytes(4)
    viewer.sendall(b"\1")  # others may look on
    _read(viewer, 20)
    _read(viewer, struct.unpack(">I", _read(viewer, 4))[0])


def _until_taken(viewer: socket.socket) -> None:
    """The server answers in order: once it sends a picture that was asked for, it has had the presses before."""
    viewer.sendall(struct.pack(">BBHHHH", 3, 0, 0, 0, 1, 1))
    _read(viewer, 1)


def _read(viewer: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = viewer.recv(size - len(data))
        assert piece, "the VNC server hung up"
        data += piece
    return data
