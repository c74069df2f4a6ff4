"""The task as a person gives it: words, or the name of a file that holds them. Starts nothing."""

from __future__ import annotations

from pathlib import Path

from deskhand.core.errors import InvalidInput
from deskhand.models.registry import model_named
from deskhand.report.readable import short

TASK_BYTES_MAX = 1_000_000
PROBLEMS_MAX = 10
TITLE_CHARS_MAX = 60


def read_task(task: str) -> tuple[str, str]:
    """The task's words and a title: from a file when there is one of this name. Raises InvalidInput."""
    path = Path(task)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):  # too long for a file's name, or not a path at all: then it is the task itself
        is_file = False
    words = _from_file(path) if is_file else task
    if not words.strip():
        raise InvalidInput("the task is empty.", hint="Write what is to be done, or name a file that holds it.")
    return words, path.name if is_file else short(task, TITLE_CHARS_MAX)


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(TASK_BYTES_MAX + 1)
        words = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"the task {path} can't be read: {error}.", hint="Give a text file in UTF-8.") from None
    if len(data) > TASK_BYTES_MAX:
        raise InvalidInput(f"the task {path} is larger than {TASK_BYTES_MAX} bytes.", hint="Is it the right file?")
    return words


def must_be_readable(model: str, words: str) -> None:
    """Refuse a task that its model can't follow, before anything is started. Raises InvalidInput, NotFound.

    Only a model that follows a program, such as `steps`, can say so beforehand.
    """
    if problems := model_named(model).problems(words):
        more = [f"And {len(problems) - PROBLEMS_MAX} more."] if len(problems) > PROBLEMS_MAX else []
        raise InvalidInput(
            "these steps can't be followed; nothing was started.", hint="\n  ".join([*problems[:PROBLEMS_MAX], *more])
        )
