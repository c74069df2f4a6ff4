"""Words in pictures: a client of the OCR worker, which is started on first use and ended when idle.

Answers are kept by the picture's hash, so looking twice costs nothing. It does not know where pictures come from.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import struct
import sys
from collections import OrderedDict
from pathlib import Path
from typing import Any

from deskhand.core.elements import Element
from deskhand.core.errors import DeskLost, InvalidInput, LimitExceeded, NotFound
from deskhand.core.geometry import Box
from deskhand.desk.sight.replies import number, numbers, record, text

PICTURE_BYTES_MAX = 30 * 1024 * 1024
REPLY_BYTES_MAX = 8 * 1024 * 1024
READ_TIMEOUT_S = 60.0
"""One read takes about 3 s on an idle core and up to 14 s on a loaded one (measured with rapidocr 1.4.4)."""
IDLE_S = 120.0
KEPT_MAX = 64
WORKER = "deskhand.desk.sight.ocr_worker"


class Ocr:
    """Reads pictures one after the other. Raises only DeskhandErrors."""

    def __init__(self, *, idle_s: float = IDLE_S, read_timeout_s: float = READ_TIMEOUT_S) -> None:
        self._idle_s = idle_s
        self._timeout_s = read_timeout_s
        self._lock = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._kept: OrderedDict[str, tuple[Element, ...]] = OrderedDict()

    async def read(self, picture: bytes | str | Path) -> tuple[Element, ...]:
        """The words of a picture (its bytes, or a file of this machine), as "text" elements in reading order.

        Boxes are in the picture's pixels; those of a picture taken at a slant are in the straightened picture, so
        that what stands on one row has boxes that overlap vertically. Raises InvalidInput for what is no picture
        or too large, LimitExceeded when reading takes too long.
        """
        data = picture if isinstance(picture, bytes) else await asyncio.to_thread(_file, Path(picture))
        if len(data) > PICTURE_BYTES_MAX:
            raise InvalidInput(f"the picture has {len(data)} bytes; at most {PICTURE_BYTES_MAX} are read",
                               hint="Make it smaller first.")  # fmt: skip
        key = hashlib.blake2b(data, digest_size=16).hexdigest()
        async with self._lock:
            if key not in self._kept:
                self._keep(key, _elements(await self._ask(data), key))
            self._kept.move_to_end(key)
            return self._kept[key]

    async def close(self) -> None:
        """End the worker."""
        if self._idle is not None:
            self._idle.cancel()
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _keep(self, key: str, elements: tuple[Element, ...]) -> None:
        self._kept[key] = elements
        while len(self._kept) > KEPT_MAX:
            self._kept.popitem(last=False)

    async def _ask(self, data: bytes) -> dict[str, Any]:
        process = await self._started()
        assert process.stdin is not None and process.stdout is not None
        done = False
        try:
            async with asyncio.timeout(self._timeout_s):
                process.stdin.write(struct.pack(">I", len(data)) + data)
                await process.stdin.drain()
                length = struct.unpack(">I", await process.stdout.readexactly(4))[0]
                if length > REPLY_BYTES_MAX:
                    raise LimitExceeded("the picture holds more words than can be taken", hint="Read a part of it.")
                reply = await process.stdout.readexactly(length)
            done = True
        except TimeoutError:
            raise LimitExceeded(f"reading the picture took more than {self._timeout_s:g} s",
                                hint="Read a smaller part of it.") from None  # fmt: skip
        except (OSError, asyncio.IncompleteReadError):
            raise DeskLost("the reader of pictures ended while it was reading", hint="Try once more.") from None
        finally:
            if not done:
                await self.close()  # its answer would come late and be taken for that of the next picture
        self._rest()
        return _decoded(reply)

    async def _started(self) -> asyncio.subprocess.Process:
        if self._idle is not None:
            self._idle.cancel()
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", WORKER, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL, start_new_session=True, limit=REPLY_BYTES_MAX,
            )  # fmt: skip
        return self._process

    def _rest(self) -> None:
        """End the worker (it ends when its input does) when nothing is asked of it for a while."""
        if self._process is not None and self._process.stdin is not None:
            self._idle = asyncio.get_running_loop().call_later(self._idle_s, self._retire, self._process)

    def _retire(self, process: asyncio.subprocess.Process) -> None:
        if self._process is process and process.stdin is not None:
            process.stdin.close()
            self._process = None


def _file(path: Path) -> bytes:
    try:
        if path.stat().st_size > PICTURE_BYTES_MAX:
            raise InvalidInput(f"{path.name} has {path.stat().st_size} bytes; at most {PICTURE_BYTES_MAX} are read",
                               hint="Make it smaller first.")  # fmt: skip
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            f"{path.name} can't be read: {error.strerror}", hint="List the folder to see what is there."
        ) from None


def _decoded(reply: bytes) -> dict[str, Any]:
    try:
        answer = record(json.loads(reply))
    except (ValueError, RecursionError):
        answer = {"error": "its answer can't be read"}
    if "error" in answer:
        raise InvalidInput(
            f"the picture can't be read: {text(answer['error'])}", hint="Give a PNG, JPEG or WebP picture."
        )
    return answer


def _elements(answer: dict[str, Any], key: str) -> tuple[Element, ...]:
    raw = answer.get("lines")
    found = []
    for at, line in enumerate(raw if isinstance(raw, list) else []):
        if isinstance(line, list) and len(line) == 6 and number(line[2]) > 0 and number(line[3]) > 0:
            box = Box(*(round(n) for n in numbers(line, 4)))
            found.append(
                Element(id=f"w{key[:6]}-{at + 1}", role="text", name=text(line[4], 2_000), box=box, source="ocr")
            )
    return tuple(found)
