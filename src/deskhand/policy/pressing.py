"""What pressing a thing would do: a click, Space or Return on it, or Return in a field whose form it would send.

The label's own meaning comes first where it is clear; "OK", "Continue" and words nobody knows mean what the form and
the words around them say. A form that posts a card or signs in does so whatever its button is called.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from deskhand.core.verdicts import RiskClass
from deskhand.policy.labels import acts_on_something, may_act, opens_more, read_label
from deskhand.policy.lexicon import addresses, around
from deskhand.policy.lexicon.senses import Kind, Sense
from deskhand.policy.money import has_amount
from deskhand.policy.scene import TICK_ROLES, Scene


class Finding(NamedTuple):
    """What an act would do, the gravest first. undo: None where nothing is known beyond what the classes say."""

    classes: tuple[RiskClass, ...]
    why: str
    undo: bool | None = None


def press(scene: Scene) -> Finding:
    """What pressing the scene's element would do."""
    if "disabled" in scene.states:
        return Finding(("move",), "it is disabled")
    if scene.unseen:
        return _unseen(press_named(scene, scene.label))
    if scene.role in TICK_ROLES:
        return _tick(scene)
    if not scene.in_page and {"checked", "unchecked", "mixed"} & set(scene.states):
        return Finding(("change_settings",), "a switch of a program applies at once")
    if scene.role == "tab":
        return Finding(("move",), "it shows another tab")
    if scene.attributes.get("type", "").lower() == "reset":
        return Finding(("write_on_desk",), "it is the reset button of a form")
    return press_named(scene, scene.label)


def _unseen(found: Finding) -> Finding:
    """What nobody sees is never harmless, and no less than it would be in plain sight."""
    graver = tuple(risk for risk in found.classes if risk != "move")
    return Finding((*graver, "submit"), f"it can't be seen, or covers what is seen; {found.why}", undo=False)


def press_named(scene: Scene, label: str) -> Finding:
    """The same by the label of the thing that is pressed, which Return in a field may press too."""
    sense = read_label(label)
    if scene.target.submits:
        return _with_files(scene, _sends_form(scene, sense))
    if _opens_something(scene, label, sense):
        return Finding(("move",), f"{label!r} opens a menu, dialog or part of the page")
    return _acts(scene, sense)


def _with_files(scene: Scene, finding: Finding) -> Finding:
    """A form that holds a file carries it along."""
    holds = (
        scene.posts
        and scene.form is not None
        and any(field.kind == "file" and field.filled for field in scene.form.fields)
    )
    return finding._replace(classes=(*finding.classes, "take_out"), undo=False) if holds else finding


def _opens_something(scene: Scene, label: str, sense: Sense | None) -> bool:
    if sense is not None and sense.risk == "pay":
        return False
    popup = scene.attributes.get("aria-haspopup", "false").lower() not in ("false", "")
    return popup or opens_more(label) or bool({"expanded", "collapsed"} & set(scene.states))


# A form is sent


def _sends_form(scene: Scene, sense: Sense | None) -> Finding:
    if not scene.posts:
        return _sends_by_get(scene, sense)
    facts = _by_facts(scene)
    if sense is not None and sense.kind == "refuses":
        return Finding(
            ("submit",), "it sends the form with a refusal", undo=not scene.asks_for_card(filled=True) or None
        )
    if sense is not None and sense.kind == "draft":
        return Finding(("submit",), "it keeps a draft", undo=True)
    if facts is not None:
        return facts
    if scene.charges and not (sense is not None and (sense.undo or sense.risk in ("delete", "send", "sign_in"))):
        return Finding(("pay",), "it sends a form, and the words around say that it takes money")
    if sense is not None and sense.kind == "shows":
        return _looks_by_post(scene)
    if sense is not None and sense.kind not in ("generic", "next"):
        return _by_sense(scene, sense)
    return _by_context(scene) or _by_address(scene) or _step(scene, sense) or Finding(("submit",), "it sends a form")


def _sends_by_get(scene: Scene, sense: Sense | None) -> Finding:
    if scene.asks_for_card():
        return Finding(("pay",), "its form carries a card")
    if scene.asks_for_password:
        return Finding(("sign_in",), "its form carries a password")
    if scene.form is not None and not scene.knows(scene.form_host):
        return Finding(("visit_new", "take_out"), f"it carries what is filled in to {scene.form_host}")
    if sense is not None and sense.risk in ("delete", "pay", "accept_terms") and sense.kind != "generic":
        return _by_sense(scene, sense)
    if addresses.DELETES.search(scene.form_path) or addresses.UNSUBSCRIBES.search(scene.form_path):
        return Finding(("delete",), "its form's address deletes")
    return Finding(("move",), "its form only asks for a page of the same site")


def _by_facts(scene: Scene) -> Finding | None:
    """What the form's own fields say, whatever is on the button."""
    if scene.asks_for_card() or scene.moves_money:
        return Finding(("pay",), "its form carries a card or moves an amount")
    if scene.asks_for_password:
        return _with_terms(scene, Finding(("sign_in",), "its form carries a password"))
    if scene.charges and addresses.PAYS.search(scene.form_path):
        return Finding(("pay",), "its form orders or pays, as the words around it say")
    return None


def _with_terms(scene: Scene, finding: Finding) -> Finding:
    sense = read_label(scene.label)
    if sense is not None and sense.kind == "accept":
        return Finding(("accept_terms", *finding.classes), "it accepts terms and signs in")
    return finding


def _looks_by_post(scene: Scene) -> Finding:
    if scene.only_searches or addresses.SEARCHES.search(scene.form_path):
        return Finding(("move",), "it only searches")
    if addresses.DRAFTS.search(scene.form_path):
        return Finding(("submit",), "it sends the form for a preview", undo=True)
    return _by_context(scene) or Finding(("submit",), "it posts a form, whatever it is called")


def _step(scene: Scene, sense: Sense | None) -> Finding | None:
    """One of several steps: what it tells can be changed by going back, unless it is the last."""
    if around.LAST_STEP.search(scene.words) or around.FINAL.search(scene.words):
        return None
    on_the_way = addresses.STEPS.search(scene.form_path) or addresses.DRAFTS.search(scene.form_path)
    told = scene.step is not None and scene.step[0] < scene.step[1]
    is_next = sense is not None and sense.kind == "next" and scene.label[:1] in "Nn下"
    last = scene.step is not None and scene.step[0] >= scene.step[1]
    if last or not (on_the_way or told or is_next):
        return None
    return Finding(("submit",), "it is a step with others to come", undo=True)


def _by_address(scene: Scene) -> Finding | None:
    """What a posted form's address and kind of fields say."""
    path = scene.form_path
    if scene.is_message:
        return Finding(("send",), "its form is a message to somebody")
    if addresses.DRAFTS.search(path):
        return Finding(("submit",), "its form's address is one for drafts or baskets", undo=True)
    if addresses.DELETES.search(path):
        return Finding(("delete",), "its form's address deletes")
    if addresses.SIGNS_IN.search(path):
        return Finding(("sign_in",), "its form's address signs in")
    if addresses.PAYS.search(path) and has_amount(scene.words) and not around.NO_CHARGE.search(scene.words):
        return Finding(("pay",), "its form goes to where orders and payments go")
    if addresses.SENDS.search(path):
        return Finding(("send",), "its form goes to where messages go")
    if addresses.SETTINGS.search(path):
        return Finding(("change_settings",), "its form saves settings")
    return Finding(("move",), "it only searches") if scene.only_searches else None


# Something else is pressed


def _acts(scene: Scene, sense: Sense | None) -> Finding:
    if sense is None:
        if scene.form_untold or acts_on_something(scene.label):
            return Finding(("submit",), "it starts something, or stands in a form of which nothing is known")
        found = _by_context(scene) if scene.in_dialog else None
        return found or _unknown(scene)
    if sense.kind == "refuses" and _goes_on(scene):
        return _by_context(scene) or Finding(("submit",), "it says yes to what its dialog asks")
    if sense.kind in ("shows", "refuses"):
        return Finding(("move",), "its label says that it shows, chooses or goes back")
    if sense.kind in ("generic", "next"):
        if (context := _by_context(scene)) is None and acts_on_something(scene.label):
            return Finding(("submit",), "its label confirms or starts something")
        context = context or (Finding(("submit",), "it stands in a form") if scene.form_untold else None)
        return context or Finding(("move",), "nothing around it says that it changes anything outside")
    return _by_sense(scene, sense)


def _unknown(scene: Scene) -> Finding:
    """A button of which no sense is known: one that begins with a verb counts as changing something outside. Without
    that, four of sixty acts on templates that were new to the words were missed; counting every such button so called
    a third of the reversible ones irreversible."""
    if scene.in_page and scene.role in ("button", "menuitem") and may_act(scene.label) and not scene.in_list:
        return Finding(("submit",), "what its label asks for is not known")
    if not scene.in_page and scene.role == "button" and may_act(scene.label):
        return Finding(("write_on_desk",), "what its label asks for is not known; it is a program of the desk")
    return Finding(("move",), "nothing says that it changes anything outside")


def _by_context(scene: Scene) -> Finding | None:
    """What the words around say would happen: for labels that say nothing themselves."""
    words = scene.words
    if scene.charges:
        return Finding(("pay",), "the words around it say that it takes money")
    if around.DELETES.search(words):
        return Finding(("delete",), "the words around it say that something is deleted", undo=scene.recoverable or None)
    if around.AGREES.search(words):
        return Finding(("accept_terms",), "the words around it say that it accepts terms", undo=_cookies(scene))
    if around.NOTIFIES.search(words):
        return Finding(("send",), "the words around it say that people are told")
    if asked := _asked(scene):
        return asked
    if around.ASKS_LEAVE.search(words) and scene.in_dialog:
        return Finding(("grant_permission",), "the words around it ask for a permission")
    if around.FINAL.search(words) and scene.in_dialog:
        return Finding(("delete",), "the words around it say that it can't be undone")
    return None


def _asked(scene: Scene) -> Finding | None:
    """What the question of its dialog asks about."""
    match = around.ASKED.search(scene.words)
    if match is None:
        return None
    what = match[1] or match[2]
    sense = read_label(what)
    if sense is None or sense.kind in ("generic", "next", "refuses", "save", "apply"):
        return Finding(("submit",), f"it says yes to the question whether to {what[:60]}")
    if sense.kind == "shows":
        return Finding(("move",), f"it says yes to the question whether to {what[:60]}")
    return _by_sense(scene, sense)


def _goes_on(scene: Scene) -> bool:
    """Whether a word that mostly goes back is what the dialog asks about: "Leave" where it asks whether to leave."""
    word, match = around.GOES_ON.match(scene.label), around.ASKED.search(scene.words)
    return bool(word and match and (match[1] or match[2]).casefold().startswith(word[1].casefold()))


def _cookies(scene: Scene) -> bool | None:
    return True if around.COOKIES.search(scene.words) else None


def _by_sense(scene: Scene, sense: Sense) -> Finding:
    """A label with a meaning of its own, as far as what stands around does not give it another."""
    if not scene.in_page and sense.risk == "submit" and sense.kind in ("plain", "draft"):
        return _in_program(scene)
    if sense.kind in ("apply", "run", "clear") and scene.in_dialog and (grave := _by_context(scene)) is not None:
        return grave
    if (judged := _BY_KIND.get(sense.kind)) is not None:
        return judged(scene, sense)
    return Finding((sense.risk,), f"its label means {sense.risk.replace('_', ' ')}", sense.undo)


def _deletes(scene: Scene, sense: Sense) -> Finding:
    undo = sense.undo if sense.undo is not None else (scene.recoverable or None)
    return Finding(("delete",), "its label means delete", undo)


def _clears(scene: Scene, sense: Sense) -> Finding:
    return Finding(("write_on_desk",), "it empties fields")


def _runs(scene: Scene, sense: Sense) -> Finding:
    return Finding(("submit",) if scene.in_page else ("run_code",), "it runs something")


def _means_little(scene: Scene, sense: Sense) -> Finding:
    return _by_context(scene) or Finding(("submit",), "it says yes or goes on")


def _in_program(scene: Scene) -> Finding:
    """What would be told to a site by a page stays on the desk in a program, unless it is uploaded."""
    if around.UPLOADS.search(scene.label):
        return Finding(("take_out",), "it uploads something of the desk")
    return Finding(("write_on_desk",), "it changes something in a program of the desk")


def _subscribes(scene: Scene, sense: Sense) -> Finding:
    if scene.charges or (sense.kind == "upgrade" and has_amount(scene.words)):
        return Finding(("pay",), "it starts something that is paid for")
    return Finding(("submit",), "it subscribes")


def _accepts(scene: Scene, sense: Sense) -> Finding:
    words = f"{scene.words} {scene.place_words} {scene.label}"
    if around.COOKIES.search(words):
        return Finding(("accept_terms",), "it accepts cookies, which can be changed later", undo=True)
    if around.ASKS_LEAVE.search(words):
        return Finding(("grant_permission",), "it gives what is asked for")
    if around.DECIDES.search(words) and not around.AGREES.search(words):
        return Finding(("submit",), "it answers an invitation or request")
    return Finding(("accept_terms",), "it accepts terms")


def _declines(scene: Scene, sense: Sense) -> Finding:
    words = f"{scene.words} {scene.place_words} {scene.label}"
    if around.COOKIES.search(words) or around.ASKS_LEAVE.search(words) or around.AGREES.search(words):
        return Finding(("move",), "it refuses what is asked for")
    return Finding(("submit",), "it answers an invitation or request with no")


def _saves(scene: Scene, sense: Sense) -> Finding:
    if not scene.in_page:
        return Finding(("write_on_desk",), "it writes on the desk")
    if around.NOTIFIES.search(scene.words):
        return Finding(("send",), "saving tells people")
    if scene.is_settings:
        return Finding(("change_settings",), "it saves settings")
    return Finding(("submit",), "it saves to the site")


def _applies(scene: Scene, sense: Sense) -> Finding:
    if around.COUPON.search(scene.words) or addresses.DRAFTS.search(scene.form_path):
        return Finding(("submit",), "it puts a code on a basket", undo=True)
    if scene.target.submits and not scene.is_settings:
        return Finding(("submit",), "it applies by a posted form")
    if scene.in_page and around.FILTERS.search(scene.words) and not scene.is_settings:
        return Finding(("move",), "it applies a filter")
    return Finding(("change_settings",), "it applies settings")


def _tick(scene: Scene) -> Finding:
    if around.AGREES.search(scene.label) or ((sense := read_label(scene.label)) is not None and sense.kind == "accept"):
        return Finding(
            ("accept_terms",), "it ticks that terms are accepted; it counts when the form is sent", undo=True
        )
    if scene.role == "switch":
        return Finding(("change_settings",), "a switch applies at once")
    if scene.form is None and scene.role == "checkbox" and scene.is_settings:
        return Finding(("change_settings",), "a box of settings, in no form, applies at once")
    return Finding(("write_on_desk",), "it ticks a box")


_BY_KIND: dict[Kind, Callable[[Scene, Sense], Finding]] = {
    "delete": _deletes, "clear": _clears, "subscribe": _subscribes, "upgrade": _subscribes, "accept": _accepts,
    "decline": _declines, "save": _saves, "apply": _applies, "run": _runs, "generic": _means_little,
    "next": _means_little,
}  # fmt: skip
"""Kinds of senses that are judged by what stands around as well; the others by their class alone."""
