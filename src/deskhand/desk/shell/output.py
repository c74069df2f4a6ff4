"""Text of a running command: bounded for the result, live for people who watch.

It does not know where the text comes from or what it means.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

FOLLOWER_CHARS_MAX = 200_000
"""What is kept for one slow watcher before the oldest text is skipped (ours: a few screens of a terminal)."""


class HeadTail:
    """Keeps the first and the last half of `chars_max` characters; the rest is counted, not kept."""

    def __init__(self, chars_max: int) -> None:
        self._head_max = chars_max // 2
        self._tail_max = chars_max - self._head_max
        self._head: list[str] = []
        self._head_chars = 0
        self._tail: deque[str] = deque()
        self._tail_chars = 0
        self._cut_bytes = 0

    def write(self, text: str) -> None:
        room = self._head_max - self._head_chars
        if room > 0:
            self._head.append(text[:room])
            self._head_chars += min(room, len(text))
            text = text[room:]
        if text:
            self._tail.append(text)
            self._tail_chars += len(text)
            self._trim()

    def _trim(self) -> None:
        while self._tail_chars > self._tail_max:
            first = self._tail.popleft()
            extra = min(len(first), self._tail_chars - self._tail_max)
            self._cut_bytes += len(first[:extra].encode("utf-8", "surrogatepass"))
            self._tail_chars -= extra
            if extra < len(first):
                self._tail.appendleft(first[extra:])

    @property
    def cut(self) -> int:
        """Bytes (as UTF-8) that were left out between head and tail."""
        return self._cut_bytes

    def text(self) -> str:
        head, tail = "".join(self._head), "".join(self._tail)
        if not self._cut_bytes:
            return head + tail
        return f"{head}\n[... {self._cut_bytes} bytes left out ...]\n{tail}"


class _Follower:
    def __init__(self) -> None:
        self.chunks: deque[str] = deque()
        self.chars = 0
        self.woken = asyncio.Event()

    def put(self, text: str) -> None:
        self.chunks.append(text)
        self.chars += len(text)
        while self.chars > FOLLOWER_CHARS_MAX and len(self.chunks) > 1:
            self.chars -= len(self.chunks.popleft())
        self.woken.set()

    def take(self) -> str:
        text = "".join(self.chunks)
        self.chunks.clear()
        self.chars = 0
        self.woken.clear()
        return text


class LiveOutput:
    """The output of one command for any number of watchers; who comes late gets what was kept so far first."""

    def __init__(self) -> None:
        self._so_far = HeadTail(FOLLOWER_CHARS_MAX)
        self._followers: set[_Follower] = set()
        self._closed = False

    def write(self, text: str) -> None:
        self._so_far.write(text)
        for follower in self._followers:
            follower.put(text)

    def close(self) -> None:
        self._closed = True
        for follower in self._followers:
            follower.woken.set()

    async def follow(self) -> AsyncIterator[str]:
        """Chunks of text as they come, until the command ends. A watcher that is too slow misses the oldest."""
        follower = _Follower()
        if so_far := self._so_far.text():
            follower.put(so_far)
        self._followers.add(follower)
        try:
            while True:
                if text := follower.take():
                    yield text
                elif self._closed:
                    return
                else:
                    await follower.woken.wait()
        finally:
            self._followers.discard(follower)
