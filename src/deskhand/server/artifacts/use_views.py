"""The shapes of what an artifact does for whoever looks at it, over HTTP. It knows no route."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from deskhand.server.artifacts.answering import PROMPT_CHARS_MAX, SYSTEM_CHARS_MAX, Standing, Why
from deskhand.server.artifacts.common import NUMBER_MAX, Value
from deskhand.server.artifacts.holding import KEY_CHARS_MAX
from deskhand.server.artifacts.views import KeptText


class CommonValue(BaseModel):
    """number: say it as `base` of a change, which is refused when somebody was first."""

    value: str
    number: int

    @classmethod
    def of(cls, value: Value) -> CommonValue:
        return cls(value=value.value, number=value.number)


class Somebody(BaseModel):
    """id: stable for a person and an artifact, and no account's."""

    id: str
    name: str


class Common(BaseModel):
    """What an artifact keeps for everybody. count: of its changes; values: by key, null where nothing changed since it
    was read last; writes: whether the person who asks may change them."""

    count: int
    values: dict[str, CommonValue] | None
    me: Somebody
    writes: bool


class CommonWish(BaseModel):
    """version: the number of the one that asks. value: null lets go of the key. base: the number of the value that is
    changed, 0 for none; null: whatever is there."""

    version: int = Field(ge=1, le=2**31)
    key: str = Field(min_length=1, max_length=KEY_CHARS_MAX)
    value: KeptText | None
    base: int | None = Field(default=None, ge=0, le=NUMBER_MAX)


class CommonCount(BaseModel):
    """count: of the artifact's changes, with this one."""

    count: int


class AskView(BaseModel):
    """Whether artifacts may ask the session's model for the person who looks. why: why not: "no_model" where it follows
    a program, "viewer" for who may only look, "off" in the settings, else "". priced: it is counted in US dollars, else
    by questions. asks, cost_usd: of the last 24 hours, with those of other artifacts."""

    model: str
    why: Why
    priced: bool
    asks: int
    asks_max: int
    cost_usd: float
    cost_usd_max: float

    @classmethod
    def of(cls, now: Standing) -> AskView:
        used, limits = now.used, now.limits
        return cls(
            model=now.model, why=now.why, priced=now.priced, asks=used.asks, asks_max=limits.asks_a_day,
            cost_usd=used.cost_usd, cost_usd_max=limits.ask_usd_a_day,
        )  # fmt: skip


class AskWish(BaseModel):
    """version: the number of the one that asks. answer_schema: a JSON schema that the answer shall fit."""

    version: int = Field(ge=1, le=2**31)
    prompt: str = Field(min_length=1, max_length=PROMPT_CHARS_MAX)
    system: str = Field(default="", max_length=SYSTEM_CHARS_MAX)
    answer_schema: dict[str, Any] | None = None


class AskAnswer(BaseModel):
    """text: words, or JSON where a schema was given."""

    text: str
