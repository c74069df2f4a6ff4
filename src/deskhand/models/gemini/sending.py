"""Plain data in the API's names, given the SDK's types: bytes there are base64 on the wire and in a journal."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from google.genai import types


def contents_of(contents: Sequence[Mapping[str, Any]]) -> list[types.Content]:
    """Raises ValueError for what the API does not know."""
    return [types.Content(role=each["role"], parts=[_part(part) for part in each["parts"]]) for each in contents]


def config_of(config: Mapping[str, Any]) -> types.GenerateContentConfig:
    """The SDK calls no function by itself and follows no answer up with a second request."""
    return types.GenerateContentConfig.model_validate(
        {**config, "automaticFunctionCalling": {"disable": True}, "automaticContinuation": False}
    )


def _part(part: Mapping[str, Any]) -> types.Part:
    made = dict(part)
    if "thoughtSignature" in made:
        made["thoughtSignature"] = _bytes(made["thoughtSignature"])
    if "inlineData" in made:
        made["inlineData"] = _blob(made["inlineData"])
    if made.get("functionResponse", {}).get("parts"):
        parts = [{"inlineData": _blob(each["inlineData"])} for each in made["functionResponse"]["parts"]]
        made["functionResponse"] = {**made["functionResponse"], "parts": parts}
    return types.Part.model_validate(made)


def _blob(blob: Mapping[str, Any]) -> dict[str, Any]:
    return {"mimeType": blob["mimeType"], "data": _bytes(blob["data"])}


def _bytes(text: str) -> bytes:
    """Bytes of base64 in either alphabet, with or without its padding. Raises ValueError for anything else."""
    try:
        return base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, AttributeError) as error:
        raise ValueError("it is no base64") from error
