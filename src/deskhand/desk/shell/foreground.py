"""Ending what a shell runs in the foreground, from inside its cell, without touching background jobs.

A small bash of its own stands by for it. It uses only what is built into bash, so it works when a flood of processes
leaves no room for one more. The shell runs with job control, so every job has a process group of its own. A shell
that waits for a job can't have started another one since: its youngest child leads the foreground group. This module
does not know why something is to be ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal

from deskhand.desk.cells.base import Cell
from deskhand.desk.shell.pipes import PipeReader, PipeWriter

ANSWER_TIMEOUT_S = 5.0
"""Looking through a full process table takes bash about 0.1 s."""

# Each line that it reads: the shell's pid, a signal, a scope; each is answered by a line.
# /proc/PID/stat is "pid (name) state ppid pgrp session ... starttime ...", and a name may hold ") ": cut at the last.
_SCRIPT = r"""
look() {
  youngest=-1 group= own=() all=()
  local stat pid line field
  for stat in /proc/[0-9]*/stat; do
    line=
    { IFS= read -r -d '' line < "$stat"; } 2>/dev/null
    [[ $line ]] || continue
    pid=${stat#/proc/} pid=${pid%/stat}
    read -r -a field <<< "${line##*) }"
    [[ ${field[0]} == Z || $pid == "$shell" || ${field[3]} != "$shell" ]] && continue
    all+=("$pid")
    [[ ${field[2]} == "$shell" ]] && own+=("$pid")
    if [[ ${field[1]} == "$shell" ]] && (( field[19] >= youngest )); then
      youngest=${field[19]} group=${field[2]}
    fi
  done
}
while read -r shell signal scope; do
  look
  if [[ $scope == all ]]; then
    for (( turn = 0; turn < 20 && ${#all[@]}; turn++ )); do
      kill -s "$signal" -- "${all[@]}"
      look
    done
  elif [[ $group && $group != "$shell" ]]; then
    kill -s "$signal" -- "-$group"
  elif (( ${#own[@]} )); then
    kill -s "$signal" -- "${own[@]}"
  fi
  echo done
done
"""


class Ender:
    """Stands by in the cell to signal what a shell runs. Should it be killed, signals are lost, and `close` is safe:
    who asks must have another last resort."""

    def __init__(self, requests: PipeWriter, answers_fd: int) -> None:
        self._requests = requests
        self._answers = PipeReader(answers_fd, self._on_answer)
        self._answered = asyncio.Event()

    @classmethod
    async def start(cls, cell: Cell) -> Ender:
        (requests_r, requests_w), (answers_r, answers_w) = os.pipe(), os.pipe()
        try:
            await cell.spawn(["bash", "--noprofile", "--norc", "-c", _SCRIPT], fds={0: requests_r, 1: answers_w})
        except BaseException:
            os.close(requests_w)
            os.close(answers_r)
            raise
        finally:
            os.close(requests_r)
            os.close(answers_w)
        return cls(PipeWriter(requests_w), answers_r)

    async def signal_foreground(self, shell_pid: int, number: signal.Signals) -> None:
        """Signal the foreground job of the shell, or a command substitution that it waits for."""
        await self._ask(shell_pid, number, "foreground")

    async def signal_session(self, shell_pid: int, number: signal.Signals) -> None:
        """Signal every process of the shell's session except the shell: foreground and background jobs."""
        await self._ask(shell_pid, number, "all")

    def close(self) -> None:
        self._requests.close()
        self._answers.close()

    async def _ask(self, shell_pid: int, number: signal.Signals, scope: str) -> None:
        self._answered.clear()
        name = number.name.removeprefix("SIG")
        with contextlib.suppress(BrokenPipeError, TimeoutError):
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                await self._requests.write(f"{shell_pid} {name} {scope}\n".encode())
                await self._answered.wait()

    def _on_answer(self, data: bytes) -> None:
        self._answered.set()
