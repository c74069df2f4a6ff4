"""`bash`: a shell on the desk that keeps its folder and variables between calls."""

from __future__ import annotations

import shlex
from typing import Annotated

from pydantic import Field, model_validator

from deskhand.core.errors import InvalidInput
from deskhand.core.messages import TextPart
from deskhand.core.values import Value
from deskhand.desk.base import RunResult
from deskhand.tools.base import Tool, ToolContext, ToolResult, told

OUTPUT_CHARS_MAX = 20_000

Host = Annotated[str, Field(min_length=1, max_length=253, pattern=r"^[^\s/:*]+$")]


class BashArguments(Value):
    """A command, or a restart."""

    command: str = Field(default="", max_length=100_000)
    timeout_s: float = Field(default=120.0, gt=0, le=3_600)
    restart: bool = Field(default=False, description="start a new shell; variables are lost")
    reaches: tuple[Host, ...] = Field(
        default=(),
        max_length=10,
        description="hosts that it has to reach, where the line does not show them, as a script that calls an API",
    )

    @model_validator(mode="after")
    def _something(self) -> BashArguments:
        if not self.command.strip() and not self.restart:
            raise ValueError("command is needed, or restart: true")
        return self


class Bash(Tool):
    """Run commands."""

    name = "bash"
    Arguments = BashArguments
    description = (
        "Run a command in the desk's shell (bash). It reaches the network only where its line, or reaches, says so and "
        "the person's profile allows it. It keeps its folder and variables. The first line of the answer is the exit "
        "status. Start servers with & and open them at http://localhost:PORT in the browser."
    )

    async def execute(self, arguments: BashArguments, context: ToolContext) -> ToolResult:
        if arguments.restart and context.apart:
            raise InvalidInput("this shell is the model's, and was not restarted.", hint="Run the command alone.")
        if arguments.restart:
            await context.desk.restart_shell()
            if not arguments.command.strip():
                return told("A new shell was started.")
        result = await context.desk.run(
            apart(arguments.command) if context.apart else arguments.command,
            timeout_s=arguments.timeout_s,
            output_chars_max=OUTPUT_CHARS_MAX,
            reach=context.reach,
        )
        content = [TextPart(text=_status(result, arguments.timeout_s))]
        content += [TextPart(text=words, stranger=True) for words in (result.note, result.output) if words]
        details = {"exit_code": result.exit_code, "duration_s": round(result.duration_s, 3), "cwd": result.cwd}
        return ToolResult(content=tuple(content), details=details)


def apart(command: str) -> str:
    """The command in a shell of its own, in the folder where the desk's stands: it changes no variable, function or
    folder of that."""
    return f"bash -c {shlex.quote(command)}"


def _status(result: RunResult, timeout_s: float) -> str:
    if result.timed_out:
        words = f"timed out after {timeout_s:g} s"
    else:
        words = f"exit {result.exit_code}" if result.exit_code is not None else "ended by a limit"
    if result.cut:
        words += f" ({result.cut} bytes of the output's middle left out)"
    return words
