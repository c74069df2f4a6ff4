"""The models by name, each by the dotted name of its maker, so that an unused one is never loaded."""

from __future__ import annotations

from importlib import import_module

from deskhand.core.errors import NotFound, SetupMissing
from deskhand.models.base import Model
from deskhand.models.cards import Card

MAKERS: dict[str, str] = {
    "anthropic": "deskhand.models.anthropic.model:anthropic_model",
    "bedrock": "deskhand.models.anthropic.bedrock:bedrock_model",
    "google": "deskhand.models.gemini.model:gemini_model",
    "llamacpp": "deskhand.models.chat.model:llamacpp_model",
    "lmstudio": "deskhand.models.chat.model:lmstudio_model",
    "ollama": "deskhand.models.chat.model:ollama_model",
    "openai": "deskhand.models.openai.model:openai_model",
    "openai-compatible": "deskhand.models.chat.model:compatible_model",
    "openrouter": "deskhand.models.chat.model:openrouter_model",
    "steps": "deskhand.models.steps.model:StepsModel",
    "vertex": "deskhand.models.anthropic.vertex:vertex_model",
    "vllm": "deskhand.models.chat.model:vllm_model",
}
"""Name of a provider -> "module:callable" that makes its models."""

EXTRAS = dict.fromkeys(("llamacpp", "lmstudio", "ollama", "openai-compatible", "openrouter", "vllm"), "openai")
"""Name of a provider -> the extra that installs what it needs, where that is not named after it."""


def must_be_provider(name: str) -> None:
    """Raises NotFound, listing the ones there are, where "provider" or "provider/model" names no provider."""
    if name.partition("/")[0] not in MAKERS:
        raise NotFound(f"there is no model {name!r}.", hint=f"Use one of: {', '.join(MAKERS)}. See `deskhand models`.")


def model_named(name: str, card: Card | None = None) -> Model:
    """The model of this name, "provider" or "provider/model". card: taken in place of the one that it has.

    Raises NotFound listing the ones there are, and SetupMissing for a package or a key that is missing.
    """
    must_be_provider(name)
    provider, _, rest = name.partition("/")
    module, _, maker = MAKERS[provider].partition(":")
    try:
        make = getattr(import_module(module), maker)
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("deskhand"):
            raise
        raise SetupMissing(
            f"the model {name!r} needs the package {missing.name}, which is not installed.",
            hint=f"Run: pip install 'deskhand[{EXTRAS.get(provider, provider)}]'",
        ) from None
    given = {"card": card} if card else {}
    model: Model = make(rest, **given) if rest else make(**given)
    return model
