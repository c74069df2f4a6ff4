"""The servers that are known by name: where they listen, and whether they want a key."""

from __future__ import annotations

from dataclasses import dataclass

from deskhand.core.errors import SetupMissing
from deskhand.settings import Settings


@dataclass(frozen=True, slots=True)
class Server:
    """base_url: its usual address; "" when only the person knows it. needs_key: it answers to nobody without one."""

    base_url: str
    needs_key: bool = False


SERVERS: dict[str, Server] = {
    "ollama": Server("http://127.0.0.1:11434/v1"),
    "vllm": Server("http://127.0.0.1:8000/v1"),
    "llamacpp": Server("http://127.0.0.1:8080/v1"),
    "lmstudio": Server("http://127.0.0.1:1234/v1"),
    "openrouter": Server("https://openrouter.ai/api/v1", needs_key=True),
    "openai-compatible": Server(""),
}
"""Provider -> its server. The addresses are the defaults of the programs themselves."""


def address(provider: str, settings: Settings) -> str:
    """Where the provider is reached. Raises SetupMissing when nobody said."""
    if url := settings.base_url(provider) or SERVERS[provider].base_url:
        return url
    variable = f"{provider.upper().replace('-', '_')}_BASE_URL"
    raise SetupMissing(
        f'the provider "{provider}" has no address of its own.',
        hint=f"Set {variable}, for example to http://127.0.0.1:8000/v1.",
    )


def key(provider: str, settings: Settings) -> str:
    """The key; empty where there is none and none is needed. Raises SetupMissing where one is needed."""
    try:
        return settings.key(provider)
    except SetupMissing:
        if SERVERS[provider].needs_key:
            raise
        return ""
