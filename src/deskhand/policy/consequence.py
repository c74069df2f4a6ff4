"""One sentence on what would happen, for the person who is asked; and the values that would go, as may be shown."""

from __future__ import annotations

import re

from deskhand.core import acts
from deskhand.core.targets import FormField
from deskhand.core.verdicts import RiskClass
from deskhand.policy import leaving
from deskhand.policy.labels import read_label
from deskhand.policy.lexicon import fields
from deskhand.policy.scene import Scene

HIDDEN = "•••"
_VALUE_CHARS_MAX = 200
_PEOPLE_MAX, _NAME_CHARS_MAX = 3, 60
_BUTTONS = frozenset({"button", "menuitem", "link"})

_DOES: dict[RiskClass, str] = {
    "look": "changes nothing",
    "move": "moves about and sends nothing",
    "write_on_desk": "changes what is on the desk and sends nothing yet",
    "run_code": "runs a command on the desk",
    "visit_known": "opens a page of {to}",
    "visit_new": "opens a page of {to}, which is not one of this desk's sites",
    "sign_in": "signs in or out at {to}, or fills in a password or code",
    "personal_data": "fills in something personal; it is not sent yet",
    "submit": "sends {what} to {to}",
    "send": "{sends} {people} by {to}",
    "pay": "orders or pays at {to}",
    "delete": "deletes something at {to}",
    "install": "installs software",
    "change_settings": "changes settings at {to}",
    "accept_terms": "accepts terms or signs something at {to}",
    "grant_permission": "gives a site or program a permission",
    "take_out": "gives something of the desk to {to}",
    "bring_in": "downloads something to the desk",
}


def sentence(act: acts.Act, scene: Scene, classes: tuple[RiskClass, ...], money: str) -> str:
    """What would happen, in plain English: 'Clicking "Pay now" orders or pays at shop.test: 49.00 USD (5 fields).'"""
    if not classes:
        return ""
    to = scene.sends_to or scene.host or scene.app or "this desk"
    count = len(shown_fields(scene))
    what = (
        f"the form {scene.form.name!r}" if scene.form and scene.form.name else "a form" if scene.form else "a request"
    )
    does = _DOES[classes[0]].format(to=to, what=what, sends=_sends(scene), people=_people(scene))
    sent = f" ({count} field{'s' if count != 1 else ''} filled in)" if scene.target.submits and count else ""
    return f"{_doing(act, scene)} {does}{f': {money}' if money else ''}{sent}."


def _sends(scene: Scene) -> str:
    """Where only the form says that it sends, and the button is called otherwise, it may: one that goes on to another
    page is not told from that."""
    senses = (read_label(label) for label in (scene.label, scene.form.button if scene.form else "") if label)
    says_so = any(sense is not None and sense.risk == "send" for sense in senses)
    if leaving.recipients(scene):
        return "sends a message to" if says_so else "may send a message to"
    return "sends a message or shows something to" if says_so else "may send a message or show something to"


def _people(scene: Scene) -> str:
    named = leaving.recipients(scene)
    more = f" and {len(named) - _PEOPLE_MAX} more" if len(named) > _PEOPLE_MAX else ""
    return f"{', '.join(name[:_NAME_CHARS_MAX] for name in named[:_PEOPLE_MAX])}{more}" if named else "other people"


def _doing(act: acts.Act, scene: Scene) -> str:
    named = f' "{scene.label[:80]}"' if scene.label else f" the {scene.role}" if scene.role else ""
    match act:
        case acts.SetValue():
            return f"Filling in{named}"
        case acts.TypeText():
            return f"Typing into{named}" if named else "Typing"
        case acts.Key(keys=keys) | acts.KeyDown(keys=keys) | acts.HoldKey(keys=keys):
            return f"Pressing {keys}{f' in{named}' if named else ''}"
        case acts.Drag():
            return f"Dropping on{named}" if named else "Dragging"
        case acts.Open(target=target):
            return f"Opening {target[:200]}"
        case acts.Click(count=2):
            return f"Double-clicking{named}"
    return f"Clicking{named}" if named else "Clicking there"


def shown_fields(scene: Scene) -> list[FormField]:
    """The fields that hold something and that a person could see."""
    all_fields = scene.form.fields if scene.form else ()
    return [field for field in all_fields if field.kind != "hidden" and (field.filled or field.value)]


def values(scene: Scene, filled: str | None, *, sends: bool = False) -> dict[str, str]:
    """Names and values as a person is shown them: of the form where it is sent, else of the field that is filled.

    filled: what the act would put into the element. sends: by its classes the act sends something, so that a button in
    a form sends that, also where a script does it. Secrets are not told; of a card only its last digits.
    """
    element = scene.element
    by_script = sends and filled is None and scene.form is not None and scene.role in _BUTTONS
    if scene.target.submits or by_script:
        held = {field.name or field.kind: shown(field.name, field.kind, field.value) for field in shown_fields(scene)}
    else:
        held = {element.name: shown(element.name, _kind(scene), element.value)} if element and element.value else {}
    if filled is not None and element is not None:
        held[element.name or element.role] = shown(element.name, _kind(scene), filled)
    return {name[:_VALUE_CHARS_MAX]: value for name, value in held.items() if name}


def _kind(scene: Scene) -> str:
    return "password" if "password" in scene.states else scene.attributes.get("type", "")


def shown(name: str, kind: str, value: str) -> str:
    """A value as it may be shown and kept."""
    if kind == "password" or fields.SECRET.search(name):
        return HIDDEN
    if fields.CARD_NUMBER.search(name):
        digits = re.sub(r"\D", "", value)
        return f"{HIDDEN} {digits[-4:]}" if len(digits) >= 12 else HIDDEN
    return value[:_VALUE_CHARS_MAX]
