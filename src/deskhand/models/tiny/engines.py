"""What has the opinions: engines by name, each by the dotted name of its maker, so that an unused one is never loaded.

It knows neither of them, only what is asked of one.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from deskhand.core.errors import NotFound, SetupMissing
from deskhand.models.tiny.network import Floats


class Engine(Protocol):
    """A model over bytes. It keeps nothing between two questions."""

    def logits(self, text: bytes) -> Floats:
        """How much it is for each next token after the end of the text: an array of VOCABULARY numbers."""
        ...


ENGINES = {
    "numpy": ("deskhand.models.tiny.network:Network", "tiny"),
    "transformers": ("deskhand.models.tiny.llama:Llama", "local"),
}
"""Name -> "module:maker", which takes the seed of the weights, and the extra that installs what it needs."""

DEFAULT = "numpy"


def engine_named(name: str, seed: int) -> Engine:
    """The engine of this name, with the weights of this seed.

    Raises NotFound listing the ones there are, and SetupMissing for a package that is not installed.
    """
    if name not in ENGINES:
        raise NotFound(f"there is no engine {name!r}.", hint=f"Use one of: {', '.join(ENGINES)}.")
    dotted, extra = ENGINES[name]
    module, _, maker = dotted.partition(":")
    try:
        make = getattr(import_module(module), maker)
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("deskhand"):
            raise
        raise SetupMissing(
            f"the engine {name!r} needs the package {missing.name}, which is not installed.",
            hint=f"Run: pip install 'deskhand[{extra}]'",
        ) from None
    engine: Engine = make(seed)
    return engine
