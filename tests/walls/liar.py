"""A program that a screen's cell may run in place of its X server: it says that it is ready, and then it lies.

It is copied onto a desk and run there by the system's own Python, so it needs nothing but the standard library.
"""

import contextlib
import os
import socket
import struct
import sys
import time

_READY_FD = 3


def greeting(width, height):
    head = struct.pack("<IIIIHHBBBBBBBBxxxx", 1, 0x200000, 0x1FFFFF, 0, 0, 65535, 1, 1, 0, 0, 32, 32, 8, 255)
    formats = struct.pack("<BBBxxxxx", 24, 32, 32)
    screen = struct.pack("<IIIIIHHHHHHIBBBB", 100, 0, 0, 0, 0, width, height, 1, 1, 1, 1, 33, 0, 0, 24, 0)
    body = head + formats + screen
    return struct.pack("<BBHHH", 1, 0, 11, 0, len(body) // 4) + body


def endlessly(connection, words):
    while True:
        connection.sendall(words)


def drip(connection):
    for byte in greeting(1280, 800):
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


def answer(connection, width, height, words, again):
    """Greet well, wait for the first request, and answer it with these words."""
    connection.sendall(greeting(width, height))
    connection.recv(4096)
    connection.sendall(words)
    while again:
        connection.sendall(words)


REPLY_OF_16_GIB = struct.pack("<BBHI24x", 1, 0, 1, 0xFFFFFFFF)
EVENT_OF_16_GIB = struct.pack("<BBHI24x", 35, 0, 1, 0xFFFFFFFF)
KNOWN_EXTENSION = struct.pack("<BBHIBBBB20x", 1, 0, 1, 0, 1, 130, 90, 0)

LIES = {
    "nothing": lambda c: None,
    "hangs up": lambda c: c.shutdown(socket.SHUT_RDWR),
    "a greeting byte by byte": drip,
    "noise without end": lambda c: endlessly(c, os.urandom(65536)),
    "a giant screen": lambda c: c.sendall(greeting(16384, 16384)),
    "a screen of another size": lambda c: c.sendall(greeting(1281, 800)),
    "a reply of 16 GiB": lambda c: answer(c, 1280, 800, REPLY_OF_16_GIB + bytes(1 << 20), True),
    "an event of 16 GiB": lambda c: answer(c, 1280, 800, EVENT_OF_16_GIB + bytes(1 << 20), True),
    "events without end": lambda c: answer(c, 1280, 800, struct.pack("<B31x", 34) * 2048, True),
    "errors without end": lambda c: answer(c, 1280, 800, struct.pack("<BBHIHB21x", 0, 2, 999, 0, 0, 98) * 2048, True),
    "one answer and no more": lambda c: answer(c, 1280, 800, KNOWN_EXTENSION, False),
}


def main():
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("/tmp/.X11-unix/X0")
    listener.listen(8)
    os.write(_READY_FD, b"0\n")
    kept = []
    while True:
        connection = listener.accept()[0]
        kept.append(connection)
        if os.fork() == 0:
            with contextlib.suppress(OSError):
                LIES[sys.argv[1]](connection)
            time.sleep(3600)


if __name__ == "__main__":
    main()
