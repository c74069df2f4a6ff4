"""What can be asked of a desk over a keeper's socket, read off the `Desk` protocol itself.

Both sides check what arrives against the types that the protocol names, so a hostile driver or desk can send nothing
but values of these shapes.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from deskhand.core.errors import DeskLost, InvalidInput
from deskhand.desk.base import Desk

NAMES = (
    "look", "act", "enter_secret", "release_all", "elements", "element_at", "element", "target", "held", "settle_held",
    "cover",
    "focused", "read_picture", "run", "run_output", "restart_shell", "list_files", "read_file", "write_file",
    "make_folder", "move_file", "delete_file", "snapshot", "restore", "close",
)  # fmt: skip


@dataclass(frozen=True)
class Method:
    """One method: its parameters' types and the type of its result, or of each piece when it streams."""

    name: str
    parameters: Mapping[str, TypeAdapter[Any]]
    result: TypeAdapter[Any]
    streams: bool

    def pack_params(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.parameters[name].dump_python(value) for name, value in given.items()}

    def read_params(self, raw: object) -> dict[str, Any]:
        """Raises InvalidInput for anything but parameters of this method."""
        if not isinstance(raw, dict) or not raw.keys() <= self.parameters.keys():
            raise InvalidInput(f"The request for {self.name} names parameters it doesn't have.", hint=_HINT)
        try:
            return {name: self.parameters[name].validate_python(value) for name, value in raw.items()}
        except ValidationError as error:
            raise InvalidInput(f"The request for {self.name} can't be used: {_words(error)}.", hint=_HINT) from None

    def read_result(self, raw: object) -> Any:
        """Raises DeskLost when the keeper answers with something else than it should."""
        try:
            return self.result.validate_python(raw)
        except ValidationError as error:
            raise DeskLost(
                f"The desk's answer to {self.name} makes no sense: {_words(error)}.", hint="Open the desk again."
            ) from None


_HINT = "The driver and the keeper may be of different versions: close the desk and open it again."


def _words(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))} {first['msg']}".strip()[:300]


def _method(name: str) -> Method:
    function = getattr(Desk, name)
    hints = get_type_hints(function, include_extras=True)
    returned = hints.pop("return")
    streams = getattr(returned, "__origin__", None) is AsyncIterator
    named = [parameter for parameter in inspect.signature(function).parameters if parameter != "self"]
    adapters = {parameter: TypeAdapter(hints[parameter]) for parameter in named}
    return Method(name, adapters, TypeAdapter(returned.__args__[0] if streams else returned), streams)


METHODS = {name: _method(name) for name in NAMES}
"""Method name -> its shape."""
