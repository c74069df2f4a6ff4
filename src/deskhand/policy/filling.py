"""What filling a field would do: typing into it or giving it a value. Nothing of it leaves before its form is sent,
except where a list applies at once."""

from __future__ import annotations

from deskhand.policy.finding import Finding
from deskhand.policy.lexicon import around, fields
from deskhand.policy.pressing import press
from deskhand.policy.scene import TICK_ROLES, Scene


def fill(scene: Scene) -> Finding:
    """What a value given to the scene's element would do."""
    element = scene.element
    if element is None:
        return Finding(("write_on_desk",), "nothing is known about what has the focus")
    if element.role == "file" or scene.attributes.get("type") == "file":
        return Finding(("take_out",), "it gives a file of the desk to the page")
    if element.role in TICK_ROLES:
        return press(scene)
    if element.role in ("combobox", "listbox", "option") and scene.in_page and element.options:
        return _choose(scene)
    if _is_secret(scene):
        return Finding(("sign_in",), "it fills in a password or code")
    if _is_personal(scene):
        return Finding(("personal_data",), "it fills in what is personal")
    return Finding(("write_on_desk",), "it fills in a field")


def _is_secret(scene: Scene) -> bool:
    if "password" in scene.states or scene.attributes.get("type") == "password":
        return True
    autofill = set(scene.attributes.get("autocomplete", "").split())
    return bool(autofill & fields.CODE_AUTOFILL) or bool(
        fields.CODES.search(scene.label) and not fields.CARD.search(scene.label)
    )


def _is_personal(scene: Scene) -> bool:
    if scene.role == "searchbox":
        return False
    autofill = set(scene.attributes.get("autocomplete", "").split())
    kind = scene.attributes.get("type", "")
    return bool(
        autofill & fields.PERSONAL_AUTOFILL or kind in fields.PERSONAL_KINDS or fields.PERSONAL.search(scene.label)
    )


def _choose(scene: Scene) -> Finding:
    """A list in a form waits for its button; a list by itself applies at once."""
    if scene.form is not None and scene.form.button:
        return Finding(("write_on_desk",), "it chooses in a form that is not sent yet")
    if fields.VIEW_CHOICE.search(scene.label):
        return Finding(("write_on_desk",), "it chooses how something is shown")
    if fields.SETTING_CHOICE.search(scene.label) or scene.is_settings:
        return Finding(("change_settings",), "a list of settings, in no form with a button, applies at once")
    if around.CART.search(scene.page_path + scene.place_words):
        return Finding(("submit",), "it changes a basket at once", undo=True)
    return Finding(("submit",), "a list in no form with a button may apply at once; it can be set back", undo=True)
