"""Giving a field of a page a value, in the way that the page notices, and making sure that it took it.

It knows the kinds of fields; it does not know tabs or windows.
"""

from __future__ import annotations

import json
import posixpath
from typing import Any

from deskhand.core.errors import InvalidInput
from deskhand.desk.base import WORK_DIR
from deskhand.desk.sight.cdp import Connection
from deskhand.desk.sight.listing import NodeKey, PageLister, gone
from deskhand.desk.sight.replies import record, text, texts
from deskhand.desk.sight.tabs import Tab
from deskhand.desk.sight.worlds import Worlds

VALUE_CHARS_MAX = 100_000


class FieldFiller:
    """Fills fields: text by the browser's own text input, choices and ticks by their options, files by path."""

    def __init__(self, connection: Connection, worlds: Worlds, lister: PageLister) -> None:
        self._connection = connection
        self._worlds = worlds
        self._lister = lister

    async def fill(self, tab: Tab, key: NodeKey, element_id: str, value: str) -> str:
        """Returns what the field holds afterwards ("••••" for a password)."""
        if len(value) > VALUE_CHARS_MAX:
            raise InvalidInput(f"the value has {len(value)} characters; at most {VALUE_CHARS_MAX} can be set",
                               hint="Set a shorter value.")  # fmt: skip
        told = await self._ask(tab, key, element_id, value, "start")
        if told.get("file"):
            return await self.select_file(tab, key, element_id, value)
        if told.get("insert"):
            told = await self._insert(tab, key, element_id, value)
        _check(told, element_id, value)
        return "••••" if told.get("secret") else text(told.get("value"), 5_000)

    async def _insert(self, tab: Tab, key: NodeKey, element_id: str, value: str) -> dict[str, Any]:
        """As if typed: the page sees trusted input events. A field that takes it otherwise is set and told so."""
        if value:
            await self._connection.call("Input.insertText", {"text": value}, session=key.frame.session)
        else:
            await self._ask_key(tab, key, "Backspace")
        told = await self._ask(tab, key, element_id, value, "check")
        if not told.get("took") and not told.get("error"):
            again = await self._ask(tab, key, element_id, value, "native")
            told = again if again.get("took") or not told.get("value") else told
        return told

    async def _ask_key(self, tab: Tab, key: NodeKey, name: str) -> None:
        event = {"key": name, "code": name, "windowsVirtualKeyCode": 8, "commands": ["deleteBackward"]}
        for kind in ("keyDown", "keyUp"):
            await self._connection.call("Input.dispatchKeyEvent", {"type": kind, **event}, session=key.frame.session)

    async def select_file(self, tab: Tab, key: NodeKey, element_id: str, path: str) -> str:
        """Put the file at `path`, as the browser sees it, into a file field. A relative path starts at the work folder.

        A renderer that is given a path which isn't whole is ended by the browser when it sends the form.
        """
        path = posixpath.normpath(posixpath.join(WORK_DIR, path)) if path else ""
        await self._present(tab, key, element_id)
        object_id = await self._worlds.reference(tab, key.frame, f"__desk.node({key.node})")
        params = {"files": [path] if path else [], "objectId": object_id}
        await self._connection.call("DOM.setFileInputFiles", params, session=key.frame.session)
        now = await self._lister.one(tab, key, element_id)
        if now is None:
            return path.rsplit("/", 1)[-1]  # the page took the file and replaced the field
        if path and not now.value:
            raise InvalidInput(
                f"The file field {element_id} did not take {path!r}.", hint="Check that the file exists."
            )
        return now.value

    async def _present(self, tab: Tab, key: NodeKey, element_id: str) -> None:
        frames = await self._worlds.frames(tab)
        if key.frame not in frames or tab.worlds.get(key.frame.key) != key.context:
            raise gone(element_id)

    async def _ask(self, tab: Tab, key: NodeKey, element_id: str, value: str, how: str) -> dict[str, Any]:
        await self._present(tab, key, element_id)
        expression = f"__desk.fill({key.node}, {json.dumps(value)}, {json.dumps(how)})"
        told = record(await self._worlds.call(tab, key.frame, expression))
        if told.get("error") == "gone":
            raise gone(element_id)
        return told


_KINDS = {"date": "YYYY-MM-DD", "time": "HH:MM", "datetime-local": "YYYY-MM-DDTHH:MM", "month": "YYYY-MM",
          "week": "YYYY-Www", "number": "a number", "range": "a number", "color": "#rrggbb"}  # fmt: skip


def _check(told: dict[str, Any], element_id: str, value: str) -> None:
    """Raise InvalidInput, with the next legal move, unless the field took the value."""
    error, role = text(told.get("error"), 40), text(told.get("role"), 40)
    if error == "option":
        options = ", ".join(json.dumps(o, ensure_ascii=False) for o in texts(told.get("options"), 120, 60))
        what = f"{role} {element_id} has no option {value!r}. Its options: {options or 'none'}."
        raise InvalidInput(what, hint="Give one of its options.")
    if error == "tick":
        raise InvalidInput(f"{role} {element_id} takes true or false, not {value!r}.", hint='Give "true" or "false".')
    if error == "radio":
        raise InvalidInput(f"radio {element_id} can't be cleared by itself.", hint="Set another choice of its group.")
    if error in ("disabled", "readonly", "disabled-option"):
        what = "That option" if error == "disabled-option" else f"{role} {element_id}"
        raise InvalidInput(f"{what} is {error.split('-')[0]}; it takes no value.", hint="Choose another element.")
    if error:
        raise InvalidInput(f"{role or 'Element'} {element_id} holds no value that can be set.",
                           hint="Click it, or set a text field, list, check box, date or file field.")  # fmt: skip
    if not told.get("took") and not _alike(text(told.get("value"), 5_000), value):
        kind, held = text(told.get("type"), 20), "••••" if told.get("secret") else text(told.get("value"), 200)
        form = (
            f"It takes {_KINDS[kind]}."
            if kind in _KINDS
            else "Look at the field, then type the value with the keyboard."
        )
        raise InvalidInput(f"{role} {element_id} did not take {value[:200]!r}; it holds {held!r}.", hint=form)


def _alike(held: str, given: str) -> bool:
    """Whether a field that formats what it is given ("1234" -> "1,234") holds the same letters and digits."""

    def core(words: str) -> str:
        return "".join(c for c in words.casefold() if c.isalnum())

    return bool(core(given)) and core(held) == core(given)
