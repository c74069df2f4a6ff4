"""What was found of one part of the machine, and how programs are asked. It does not know the parts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from deskhand.core.values import Value
from deskhand.desk.cells.identity import Identity

_PROBE_TIMEOUT_S = 10.0
_OUTPUT_BYTES_MAX = 256 * 1024


class Finding(Value):
    """One part of the machine.

    id: a stable word ("namespaces"). needed: no desk is made without it. mechanism: what does the work where it is ok.
    detail: what was seen. mend: the exact thing to do where it is not ok.
    """

    id: str
    title: str
    ok: bool
    needed: bool = False
    mechanism: str = ""
    detail: str = ""
    mend: str = ""


@dataclass(frozen=True)
class Heard:
    """What a program answered. code is None when it is not there or did not answer in time."""

    code: int | None
    output: str = ""
    complaint: str = ""

    @property
    def well(self) -> bool:
        return self.code == 0

    @property
    def last_words(self) -> str:
        """The complaint on one line, for people."""
        return " ".join((self.complaint or self.output).split())[-300:] or f"it ended with {self.code} and said nothing"


async def ask(argv: Sequence[str], identity: Identity, *, pass_fds: Sequence[int] = ()) -> Heard:
    """Run a program as the identity that cells have, with no input and an environment of its own."""
    drop = {"user": identity.uid, "group": identity.gid, "extra_groups": []} if identity.drops else {}
    try:
        process = await asyncio.create_subprocess_exec(
            *argv,
            cwd="/",
            env={"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8"},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=tuple(pass_fds),
            **drop,  # type: ignore[arg-type]  # typeshed has one type for all of them
        )
    except OSError as error:
        return Heard(None, complaint=f"{argv[0]}: {error.strerror}")
    try:
        async with asyncio.timeout(_PROBE_TIMEOUT_S):
            output, complaint = await process.communicate()
    except TimeoutError:
        return Heard(None, complaint=f"{argv[0]} did not answer within {_PROBE_TIMEOUT_S:.0f} s")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return Heard(process.returncode, _text(output), _text(complaint))


def _text(data: bytes) -> str:
    return data[:_OUTPUT_BYTES_MAX].decode("utf-8", "replace")
