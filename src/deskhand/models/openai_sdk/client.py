"""The client, which never retries."""

from __future__ import annotations

from typing import Any

import openai

TIMEOUT_S = 600.0
"""How long a silent line is waited on. Source: the package's own default."""

NO_KEY = "none"
"""Sent where a server wants no key: the package refuses an empty one."""


def client_for(key: str, base_url: str, *, vendor: bool) -> openai.AsyncOpenAI:
    """A client for this address. vendor: it is OpenAI's own; another server is not told of a person's organisation."""
    nobody: dict[str, Any] = {"OpenAI-Organization": openai.Omit(), "OpenAI-Project": openai.Omit()}
    return openai.AsyncOpenAI(
        api_key=key or NO_KEY,
        base_url=base_url,
        max_retries=0,
        timeout=TIMEOUT_S,
        default_headers=None if vendor else nobody,
    )
