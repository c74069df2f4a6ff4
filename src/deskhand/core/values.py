"""The base of every value that is stored or sent: frozen, closed, JSON-ready. It knows no other module."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable record. Unknown fields are refused, so that a hostile or newer record is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")
