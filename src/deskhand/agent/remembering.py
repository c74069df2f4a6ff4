"""Answers that hold from now on, in `remembered.toml` of the configuration folder: listed, bounded, revocable.

Each belongs to the account that gave it, and counts in the sessions of that account only. The file is for people: it
can be read, and a line taken out of it. It is replaced as a whole, so that no reader meets half of it, and one writer
waits for another. It does not know which questions are asked (`policy.remembered`).
"""

from __future__ import annotations

import fcntl
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import tomlkit
from pydantic import Field, ValidationError

from deskhand.core.errors import InvalidInput, LimitExceeded, NotFound
from deskhand.core.events import TERMINAL
from deskhand.core.values import Value
from deskhand.policy.profile import Rule

ANSWERS_MAX = 200
"""Of one account."""
_BYTES_MAX = 4 * 1024 * 1024
NOBODY = "nobody"
"""In the place of an account: it is not known who gave the answer, so it counts in no session."""
_HEAD = "Answers that hold from now on. `deskhand policy show` lists them, `deskhand policy forget N` takes one back."


class Answer(Value):
    """One lasting answer. number: what people call it by; it is not given twice. given: the day and time, in UTC.

    account: who gave it, TERMINAL at the machine itself; "" in a file of an earlier version (`owning.settle_owners`).
    """

    number: int = Field(ge=1)
    given: str = ""
    session: str = ""
    account: str = ""
    rule: Rule


class _File(Value):
    answer: tuple[Answer, ...] = ()


class Remembering:
    """The lasting answers of all accounts of a home. `folder`: where its settings are."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = folder / "remembered.toml"
        self._now = now

    def answers(self) -> tuple[Answer, ...]:
        """All lasting answers, oldest first. Raises InvalidInput for a file that can't be used: none of it counts."""
        try:
            data = self.path.read_bytes()
            if len(data) > _BYTES_MAX:
                raise ValueError(f"it is larger than {_BYTES_MAX} bytes")
            found = _File.model_validate(tomllib.loads(data.decode("utf-8"))).answer
        except FileNotFoundError:
            return ()
        except ValidationError as error:
            first = error.errors()[0]
            raise self._unusable(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
        except (OSError, ValueError) as error:
            raise self._unusable(str(error)) from None
        if wrong := next((each for each in found if each.rule.decide != "allow"), None):
            raise self._unusable(f"answer {wrong.number} is {wrong.rule.decide!r}, and only a yes can be remembered")
        return found

    def rules(self, account: str = TERMINAL) -> tuple[Rule, ...]:
        """The lasting answers of an account as rules, for `Profile.with_remembered`; none where it is not known whose
        the session is."""
        return tuple(each.rule for each in self.answers() if each.account == account not in ("", NOBODY))

    def add(self, rule: Rule, session: str = "", account: str = TERMINAL) -> Answer:
        """Keep an answer of an account. One that is there already is not kept twice.

        Raises LimitExceeded when there are too many, InvalidInput for a file that can't be used or written.
        """
        with self._alone():
            kept = self.answers()
            own = [each for each in kept if each.account == account]
            if known := next((each for each in own if each.rule == rule), None):
                return known
            if len(own) >= ANSWERS_MAX:
                raise _full(len(own))
            number = max((each.number for each in kept), default=0) + 1
            answer = Answer(
                number=number, given=f"{self._now():%Y-%m-%d %H:%M}", session=session, account=account, rule=rule
            )
            self._write((*kept, answer))
            return answer

    def remove(self, number: int, account: str | None = None) -> Answer:
        """Take an answer back: from now on it is asked again. account: whose it must be, None for anybody's.

        Raises NotFound with the numbers that there are.
        """
        with self._alone():
            kept = self.answers()
            own = [each for each in kept if account is None or each.account == account]
            gone = next((each for each in own if each.number == number), None)
            if gone is None:
                there = ", ".join(str(each.number) for each in own)
                raise NotFound(
                    f"there is no remembered answer {number}.",
                    hint=f"Numbers are: {there}." if there else "None is remembered.",
                )
            self._write(tuple(each for each in kept if each is not gone))
            return gone

    def remove_all(self, account: str) -> None:
        """Take back all that an account said: it is there no more."""
        with self._alone():
            kept = self.answers()
            if left := tuple(each for each in kept if each.account != account):
                self._write(left)
            elif kept:
                self.path.unlink()

    def settle(self, owners: Mapping[int, str]) -> None:
        """Whose the answers of these numbers are, where that is not written down."""
        with self._alone():
            self._write(
                tuple(
                    each if each.account else each.model_copy(update={"account": owners.get(each.number, "")})
                    for each in self.answers()
                )
            )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else changes the file meanwhile."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from None
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _write(self, answers: tuple[Answer, ...]) -> None:
        text = tomlkit.document()
        text.add(tomlkit.comment(_HEAD))
        tables = tomlkit.aot()
        for each in answers:
            tables.append(tomlkit.item(each.model_dump(mode="json", exclude_defaults=True)))
        text.add("answer", tables)
        written = tomlkit.dumps(text)
        if len(written.encode("utf-8")) > _BYTES_MAX:
            raise _full(len(answers) - 1)
        replace_file(self.path, written)

    def _unusable(self, problem: str) -> InvalidInput:
        return InvalidInput(f"{self.path} can't be used: {problem}.", hint="Mend that line, or move the file away.")


def _full(count: int) -> LimitExceeded:
    return LimitExceeded(
        f"{count} answers are remembered, and there is room for no more.",
        hint="Write a rule into a profile instead, or take some back: deskhand policy forget N",
    )


def replace_file(path: Path, text: str) -> None:
    """Write a file of a person's settings as a whole or not at all, for their eyes only. Raises InvalidInput."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise InvalidInput(f"{path} can't be written: {error.strerror}.", hint="May you write there?") from None
