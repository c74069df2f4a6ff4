"""A profile from the text of its file, or the exact word in it that can't be used.

    name = "mine"
    based_on = "balanced"

    [[rule]]
    classes = ["submit", "take_out"]
    at = "expenses.test"
    decide = "allow"
    why = "Filing expenses here is the job."

    [quiet]
    from = "22:00"
    to = "07:00"

    [unanswered]
    do = "stop"
    after = "10m"

It does no I/O: the texts come from whoever reads files. docs/policy.md tells every field.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError

from deskhand.core.errors import InvalidInput
from deskhand.core.events import Unanswered
from deskhand.core.values import Value
from deskhand.core.verdicts import RISK_CLASSES, Decision, RiskClass
from deskhand.policy.rules import Profile, Quiet, Rule, Silence

__all__ = ["Profile", "Rule", "line_of", "own_rules", "parse_profile"]

_UNIT_S = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_SPAN = re.compile(r"(\d{1,6}) ?([smhd])")


class _QuietTable(Value):
    start: str = Field(alias="from")
    to: str
    decide: Literal["ask", "deny"] = "ask"
    classes: tuple[RiskClass, ...] = ()


class _SilenceTable(Value):
    do: Unanswered = "wait"
    after: str = ""
    classes: tuple[RiskClass, ...] = ()
    rule: tuple[_SilenceTable, ...] = ()


class _File(Value):
    name: str = Field(min_length=1, max_length=80)
    about: str = ""
    based_on: str = ""
    rule: tuple[Rule, ...] = Field(default=(), max_length=500)
    quiet: _QuietTable | None = None
    unanswered: _SilenceTable | None = None


_LISTS = ("tuple_type", "too_short")
_KEYS: dict[str, tuple[str, ...]] = {
    "": tuple(_File.model_fields),
    "rule": tuple(Rule.model_fields),
    "quiet": ("from", "to", "decide", "classes"),
    "unanswered": tuple(_SilenceTable.model_fields),
}
_WORDS: dict[str, Sequence[str]] = {
    "classes": RISK_CLASSES,
    "decide": get_args(Decision),
    "do": get_args(Unanswered),
}


def parse_profile(text: str, known: Mapping[str, str]) -> Profile:
    """A profile from the text of its file. `known` holds the texts of the profiles that it may be based on.

    Raises InvalidInput naming the line, the field, its value and what would be right.
    """
    return _parse(text, known, depth=0)


def own_rules(text: str) -> tuple[Rule, ...]:
    """The rules of the file itself, without those of the profile that it is based on. Raises InvalidInput."""
    return _read(text).rule


def _parse(text: str, known: Mapping[str, str], depth: int) -> Profile:
    file = _read(text)
    base = Profile(name="", rules=())
    if file.based_on:
        if file.based_on not in known or depth > len(known):
            raise InvalidInput(
                f"the profile {file.name!r} is based on {file.based_on!r}, which is not there.",
                hint=f"Use one of: {', '.join(sorted(known))}.",
            )
        base = _parse(known[file.based_on], known, depth + 1)
    return Profile(
        name=file.name,
        about=file.about,
        rules=(*file.rule, *base.rules),
        quiet=_quiet(file.quiet, text) or base.quiet,
        silences=_silences(file.unanswered, text) or base.silences,
    )


def _read(text: str) -> _File:
    try:
        return _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f"the profile is not valid TOML: {error}.", hint="Mend that line.") from None
    except ValidationError as error:
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        raise _unusable(text, first["loc"], first.get("input"), first["type"], first["msg"]) from None


def _unusable(text: str, place: tuple[Any, ...], value: Any, kind: str, message: str) -> InvalidInput:
    """The error about one field: its line, its value, and what would be right."""
    names = [part for part in place if isinstance(part, str)]
    key, table = (names[-1] if names else ""), names[0] if len(names) > 1 else ""
    where = f"{_line_words(text, place)}{_where(place)}"
    if kind == "missing":
        return InvalidInput(f"the profile's {where} is missing.", hint=_example(key))
    if kind == "extra_forbidden":
        return InvalidInput(
            f"the profile's {where} is no field of a profile.", hint=_nearest(key, _KEYS.get(table, ()))
        )
    words = _WORDS.get(key, ())
    if kind in _LISTS:
        return InvalidInput(f"the profile's {where} = {value!r} is no list with something in it.", hint=_example(key))
    if words and isinstance(value, str):
        return InvalidInput(f"the profile's {where} = {value!r} is no word for that.", hint=_nearest(value, words))
    return InvalidInput(
        f"the profile's {where} = {value!r} can't be used: {message}.",
        hint="docs/policy.md tells what each field holds.",
    )


def _where(place: tuple[Any, ...]) -> str:
    """A field in words: `rule 2: decide`."""
    table = f"{place[0]} {place[1] + 1}: " if len(place) > 1 and isinstance(place[1], int) else ""
    names = [str(part) for part in place[2 if table else 0 :] if isinstance(part, str)]
    return table + (".".join(names) or "rule")


def _nearest(given: str, right: Sequence[str]) -> str:
    near = get_close_matches(given, right, n=1, cutoff=0.5)
    return f"{f'Did you mean {near[0]!r}? ' if near else ''}Use one of: {', '.join(right)}."


def _example(key: str) -> str:
    examples = {
        "rule": "Begin each rule with a line of its own: [[rule]]",
        "name": 'Begin the file with a line such as: name = "mine"',
        "classes": 'Say what the rule is about, such as: classes = ["submit"]',
        "decide": 'Say what it decides: decide = "allow", "ask" or "deny".',
    }
    return examples.get(key, f"Add the field {key}.")


def _line_words(text: str, place: tuple[Any, ...]) -> str:
    """`line 12, ` for a field of a file, as far as it can be found there."""
    number = line_of(text, place)
    return f"line {number}, " if number else ""


def line_of(text: str, place: tuple[Any, ...]) -> int:
    """The line of a field (("rule", 1, "decide")) counted from 1, else of the table that it is in; 0 for none."""
    names = [part for part in place if isinstance(part, str)]
    lone = len(names) == 1 and not any(isinstance(part, int) for part in place)
    tables, key = ([], names[0]) if lone else (names[:-1] or names, names[-1] if len(names) > 1 else "")
    header = re.compile(rf"\[\[?\s*{re.escape('.'.join(tables))}\s*\]\]?\s*(#.*)?")
    field = re.compile(rf"\"?{re.escape(key)}\"?\s*=") if key else None
    wanted = next((part for part in place if isinstance(part, int)), 0)
    inside, seen, at = not tables, -1, 0
    for number, line in enumerate((line.strip() for line in text.splitlines()), 1):
        if line.startswith("["):
            seen += bool(header.fullmatch(line))
            inside = bool(header.fullmatch(line)) and seen == wanted
            at = number if inside else at
        elif inside and field and field.match(line):
            return number
    return at


def _quiet(table: _QuietTable | None, text: str) -> Quiet | None:
    if table is None:
        return None
    start, end = _minutes(table.start, "from", text), _minutes(table.to, "to", text)
    if start == end:
        raise InvalidInput(
            f"the profile's {_line_words(text, ('quiet', 'to'))}quiet hours begin and end at {table.to!r}.",
            hint='Give two times, such as from = "22:00" and to = "07:00".',
        )
    quiet = Quiet(start=start, end=end, decide=table.decide)
    return quiet.model_copy(update={"classes": table.classes}) if table.classes else quiet


def _minutes(value: str, key: str, text: str) -> int:
    found = _HOUR.fullmatch(value.strip())
    if not found:
        where = f"{_line_words(text, ('quiet', key))}quiet.{key}"
        raise InvalidInput(f"the profile's {where} = {value!r} is no time of day.", hint='Write it like "22:00".')
    return int(found.group(1)) * 60 + int(found.group(2))


def _silences(table: _SilenceTable | None, text: str) -> tuple[Silence, ...]:
    if table is None:
        return ()
    return tuple(
        Silence(do=each.do, after_s=_seconds(each.after, text), classes=each.classes) for each in (table, *table.rule)
    )


def _seconds(value: str, text: str) -> float | None:
    if not value:
        return None
    found = _SPAN.fullmatch(value.strip())
    if not found:
        where = f"{_line_words(text, ('unanswered', 'after'))}unanswered.after"
        raise InvalidInput(
            f"the profile's {where} = {value!r} is no span of time.", hint='Write it like "10m" or "2h".'
        )
    return float(int(found.group(1)) * _UNIT_S[found.group(2)])
