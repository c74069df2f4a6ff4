"""Where a run of steps is: all of it JSON, carried in the reply's native block, so that any process can go on.

`answers` are the digests of what the step under way has been answered so far; replaying them brings its performer back
to where it was. It knows neither the program's text nor the desk.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from deskhand.core.values import Value as Record

VERSION = 1


class Frame(Record):
    """A loop under way. opener: the index of its step. items: what it goes over; count: rounds begun."""

    opener: int
    name: str = ""
    items: list[Any] = []
    count: int = 0


class Check(Record):
    """An expectation that was looked at."""

    name: str
    holds: bool
    evidence: str = ""


class Filled(Record):
    """A field that a step gave its value. place: the step's index; page: the address it stood on.

    words: a number that differs when the step's words, variables filled in, differ. was, got: the same of what the
    field held before and after; None where that was not to be seen. searches: it is a field for searching.
    sent: something was pressed since, which may have sent it.
    """

    place: int
    page: str = ""
    words: int = 0
    was: int | None = None
    got: int | None = None
    searches: bool = False
    sent: bool = False


class Sent(Record):
    """The last act that may have led on: a press of something or of keys. again: doing it twice does no harm.
    posts: it may have sent a form. told: it was cut off, and the person said that it happened."""

    place: int
    words: int = 0
    said: str = ""
    again: bool = False
    posts: bool = False
    told: bool = False


class Told(Record):
    """An answer to a call, kept while the rest of its turn is asked for again."""

    tool: str
    text: str
    failed: bool = False


class State(Record):
    """Everything that is needed to go on.

    turn: turns taken, for ids of calls. heard: how many of the person's messages came before this program;
    said: how many belong to it, 0 when it has not begun. program: the hash of its text, "" when that is to change.
    place: the index of the step under way; done: steps finished. values: variables.
    """

    version: int = VERSION
    turn: int = 0
    heard: int = 0
    said: int = 0
    program: str = ""
    place: int = 0
    done: int = 0
    values: dict[str, Any] = {}
    frames: list[Frame] = []
    answers: list[Any] = []
    checks: list[Check] = []
    notes: list[str] = []
    phase: Literal["running", "finished"] = "running"
    complete: bool = False
    filled: list[Filled] = []
    sent: Sent | None = None
    shaken: bool = Field(default=False, description="the desk was lost, or a call cut off, since the last expectation")
    asked_again: int = Field(default=0, description="how often the reads under way were asked again")
    told: bool = Field(default=False, description="the step under way has been narrated")
    kept: list[Told] = Field(default=[], description="what was answered before a person took the desk in mid-turn")
