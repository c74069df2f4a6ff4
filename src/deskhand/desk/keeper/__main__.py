"""`python -m deskhand.desk.keeper RUN_DIR READY_FD`: keeps the desk of a run folder.

Started by `desk.open`. Writes one line to READY_FD: `ready`, or why it could not start, as JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path

from deskhand.core.errors import DeskhandError
from deskhand.desk.keeper.life import keep, words_of


def main(run_dir: Path, ready_fd: int) -> int:
    """Exit code 0 when the desk ended as asked, 1 when it could not be made."""
    os.set_inheritable(ready_fd, False)
    waiting = [ready_fd]

    def tell(line: str) -> None:
        if waiting:
            fd = waiting.pop()
            with contextlib.suppress(BrokenPipeError):  # who started us has gone; the desk is there for the next
                os.write(fd, line.encode() + b"\n")
            os.close(fd)

    try:
        asyncio.run(keep(run_dir, lambda: tell("ready")))
    except DeskhandError as error:
        tell(words_of(error))
        print(error, file=sys.stderr)  # noqa: T201  standard error is keeper.log
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
