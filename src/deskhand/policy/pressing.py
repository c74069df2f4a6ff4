"""What pressing a thing would do: a click, Space or Return on it, or Return in a field whose form it would send.

The label's own meaning comes first where it is clear; "OK", "Continue" and words nobody knows mean what the form and
the words around them say. A form that posts a card or signs in does so whatever its button is called.
"""

from __future__ import annotations

from deskhand.policy.finding import Finding
from deskhand.policy.labels import (
    acts_on_something,
    changes_something,
    ends_something,
    may_act,
    names_a_thing,
    opens_more,
    read_label,
)
from deskhand.policy.lexicon import addresses, around
from deskhand.policy.lexicon.asking import MENU_WORDS
from deskhand.policy.lexicon.meanings import SENSES, Sense
from deskhand.policy.lexicon.taking_back import said_of, said_of_its_verb
from deskhand.policy.money import has_amount
from deskhand.policy.rereading import read_again
from deskhand.policy.scene import TICK_ROLES, Scene
from deskhand.policy.senses import SAYS_LITTLE, by_context, by_section, by_sense, goes_on, told_of


def press(scene: Scene) -> Finding:
    """What pressing the scene's element would do."""
    if "disabled" in scene.states:
        return Finding(("move",), "it is disabled")
    if scene.unseen:
        return _unseen(press_named(scene, scene.label))
    if scene.role in TICK_ROLES:
        return _tick(scene)
    if not scene.in_page and scene.toggles:
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
    sense = read_label(label) or read_label(scene.hint)
    return read_again(scene, label, _for_good(scene, sense, _pressed(scene, label, sense)))


def _for_good(scene: Scene, sense: Sense | None, finding: Finding) -> Finding:
    """What can be taken back by its words alone, or because it is a switch, can't be where the words around say so."""
    if scene.in_page and scene.toggles and finding.classes == ("submit",) and finding.undo is None and not scene.posts:
        finding = finding._replace(undo=True, why=f"{finding.why}; it is on or off, and can be set back")
    light = finding.undo is True or finding.classes[0] in ("change_settings", "install")
    says_no = sense is None or sense.kind in ("shows", "refuses", "draft")
    return finding._replace(undo=False) if light and not says_no and scene.for_good else finding


def _pressed(scene: Scene, label: str, sense: Sense | None) -> Finding:
    if scene.in_page and scene.destroys and (sense is None or sense.kind in _RUNS):
        return Finding(("delete", "run_code"), "beside it stands code that takes something away", undo=False)
    closes_only = scene.form is not None and scene.form.method.upper() == "DIALOG"
    if scene.target.submits and not closes_only:
        return _with_files(scene, _sends_form(scene, sense))
    if _opens_something(scene, label, sense):
        return Finding(("move",), f"{label!r} opens a menu, dialog or part of the page")
    return _acts(scene, sense)


_RUNS = ("run", "generic", "next", "commits", "apply", "plain")
"""Kinds of a label on a button that may run what is written beside it."""


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
    facts = _by_facts(scene, sense)
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
        return _signs_up(scene, sense) or by_sense(scene, sense)
    return by_context(scene) or _by_address(scene) or _step(scene, sense) or Finding(("submit",), "it sends a form")


def _signs_up(scene: Scene, sense: Sense) -> Finding | None:
    """ "Sign up" under fields of which none is an account's: it enters somebody for something."""
    fields_of = scene.form.fields if scene.form else ()
    accounts = any(around.ACCOUNT_FIELD.search(field.name) or field.kind == "email" for field in fields_of)
    if sense.risk != "sign_in" or not around.SIGNS_UP.match(scene.label) or accounts or len(fields_of) < _SOME_FIELDS:
        return None
    return Finding(("submit",), "it signs somebody up for something, with no account's fields")


_SOME_FIELDS = 2


def _sends_by_get(scene: Scene, sense: Sense | None) -> Finding:
    if scene.asks_for_card():
        return Finding(("pay",), "its form carries a card")
    if scene.asks_for_password:
        return Finding(("sign_in",), "its form carries a password")
    if scene.form is not None and not scene.knows(scene.form_host):
        return Finding(("visit_new", "take_out"), f"it carries what is filled in to {scene.form_host}")
    if sense is not None and sense.risk in ("delete", "pay", "accept_terms") and sense.kind != "generic":
        return by_sense(scene, sense)
    if scene.form_of_script and not scene.only_searches:
        return _sends_by_script(scene, sense)
    if addresses.DELETES.search(scene.form_path) or addresses.UNSUBSCRIBES.search(scene.form_path):
        return Finding(("delete",), "its form's address deletes")
    return Finding(("move",), "its form only asks for a page of the same site")


def _sends_by_script(scene: Scene, sense: Sense | None) -> Finding:
    """A form with no address of its own and no method: a script mostly sends it, as its button says."""
    if sense is not None and sense.kind in ("shows", "refuses", "clear", "edits"):
        return Finding(("move",), "its label says that it shows, chooses or goes back")
    if sense is not None and sense.kind not in ("generic", "next", "apply"):
        return by_sense(scene, sense)
    if scene.tells_of_somebody:
        unsaid = Finding(("submit",), "its form has no address: a script may send what is filled in")
        return by_context(scene) or _step(scene, sense) or unsaid
    if (found := by_context(scene)) is not None:
        return found
    if sense is None and may_act(scene.label):
        return Finding(("submit",), "what its label asks for is not known, and a script may send it", unsure=True)
    if sense is not None and sense.kind == "generic" and not scene.only_searches:
        return Finding(("submit",), "its form has no address: a script may send it", unsure=True)
    return Finding(("move",), "its form only asks for a page of the same site")


def _by_facts(scene: Scene, sense: Sense | None) -> Finding | None:
    """What the form's own fields say, whatever is on the button."""
    if scene.asks_for_card() or scene.moves_money:
        return Finding(("pay",), "its form carries a card or moves an amount")
    if scene.asks_for_password:
        return _with_password(scene, sense)
    if scene.charges and addresses.PAYS.search(scene.form_path):
        return Finding(("pay",), "its form orders or pays, as the words around it say")
    return None


def _with_password(scene: Scene, sense: Sense | None) -> Finding:
    """A password signs in, or is asked for once more before something grave."""
    if sense is not None and sense.kind == "accept":
        return Finding(("accept_terms", "sign_in"), "it accepts terms and signs in")
    little = sense is None or sense.kind in (*SAYS_LITTLE, "commits") or scene.label.casefold() in _LETS_IN
    grave = by_context(scene) or by_section(scene) if little else None
    if (
        not little
        and sense is not None
        and (sense.risk in ("delete", "pay", "send") or sense in (SENSES["asks"], SENSES["outside"]))
    ):
        grave = by_sense(scene, sense)
    if grave is not None and grave.classes[0] in ("delete", "pay", "send", "submit"):
        return grave._replace(classes=(*grave.classes, "sign_in"), why=f"{grave.why}; it asks for a password first")
    if addresses.DELETES.search(scene.form_path):
        return Finding(("delete", "sign_in"), "its form's address deletes, and it asks for a password first")
    return Finding(("sign_in",), "its form carries a password")


_LETS_IN = frozenset({"unlock", "let me in", "enter"})
"""Labels that under a password sign in."""


def _looks_by_post(scene: Scene) -> Finding:
    if scene.only_searches or addresses.SEARCHES.search(scene.form_path):
        return Finding(("move",), "it only searches")
    if addresses.DRAFTS.search(scene.form_path):
        return Finding(("submit",), "it sends the form for a preview", undo=True)
    return by_context(scene) or Finding(("submit",), "it posts a form, whatever it is called")


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


def _goes_ahead(scene: Scene, sense: Sense | None) -> Finding | None:
    """ "继续使用", "整理": words that sound harmless, beside a sentence that says what is paid, lost or agreed to."""
    light = sense is None or sense.kind in ("shows", "refuses", "edits")
    if not light or not scene.in_page or scene.role != "button" or not around.GOES_AHEAD.match(scene.label):
        return None
    found = by_context(scene)
    graver = ("accept_terms",) if scene.in_dialog else ("accept_terms", "pay", "delete")
    return found if found is not None and found.classes[0] in graver else None


def _acts(scene: Scene, sense: Sense | None) -> Finding:
    if (ahead := _goes_ahead(scene, sense)) is not None:
        return ahead
    if sense is None:
        if (told := told_of(scene)) is not None:
            return told
        if scene.form_untold or acts_on_something(scene.label):
            why = "it starts something, or stands in a form of which nothing is known"
            return Finding(("submit",), why, unsure=not scene.form_untold)
        found = by_context(scene) if scene.in_dialog and not names_a_thing(scene.label) else None
        return found or _unknown(scene)
    if sense.kind == "refuses" and (found := _ends(scene)) is not None:
        return found
    if scene.in_page and scene.role == "button" and not scene.in_toolbar and scene.label.casefold() in MENU_WORDS:
        return Finding(("submit",), "its label is a verb where it names no menu", unsure=True)
    if sense.kind in ("shows", "refuses") and (found := _told_what_follows(scene, sense)) is not None:
        return found
    if (changed := _charged(scene, sense) or _changed(scene, sense)) is not None:
        return changed
    if sense.kind in ("shows", "refuses"):
        return Finding(("move",), "its label says that it shows, chooses or goes back")
    if sense.risk == "send" and around.sends_elsewhere(scene.label, scene.words):
        return Finding(("move",), "it opens a field whose words another button beside it sends")
    if sense.kind in ("generic", "next"):
        return _says_little(scene)
    return by_sense(scene, sense)


def _charged(scene: Scene, sense: Sense) -> Finding | None:
    """One word that mostly shows something, beside nothing but the words that it takes money: "Load", "Extend"."""
    one_word = scene.label.isascii() and scene.label.isalpha()
    if sense.kind != "shows" or not scene.in_page or not one_word or around.LOOKS.match(scene.label):
        return None
    if not scene.charges or not said_of(around.CHARGES.search, scene.label, scene.words):
        return None
    return Finding(("pay",), "the words beside it say that it takes money")


def _changed(scene: Scene, sense: Sense) -> Finding | None:
    """What mostly opens or edits something, where the words beside it say whether that can be taken back."""
    changes = sense.kind == "edits" or (sense.kind == "shows" and changes_something(scene.label))
    if not changes or not scene.in_page or scene.in_toolbar:
        return None
    said = said_of_its_verb(scene.label, scene.words)
    if said is None and sense.kind == "shows" and scene.label.isalpha():
        said = False if scene.for_good else scene.taken_back
    why = "what is written of it says that it changes something"
    return None if said is None else Finding(("submit",), why, undo=said)


def _ends(scene: Scene) -> Finding | None:
    """A word that mostly goes back, and is here the very act."""
    if goes_on(scene):
        return by_context(scene) or Finding(("submit",), "it says yes to what its dialog asks")
    if _calls_off(scene):
        return Finding(("submit",), "it calls off or leaves what it stands beside")
    if scene.for_good and not scene.in_dialog and ends_something(scene.label):
        return Finding(
            ("submit",), "its label ends something, and the words beside it say that it is final", undo=False
        )
    return None


def _told_what_follows(scene: Scene, said: Sense) -> Finding | None:
    """A word that mostly shows or goes back, where what stands before it is what it opens or closes ("客厅灯 关闭"), or
    where a sentence tells what comes of it ("关闭后可重新打开")."""
    asked = scene.in_dialog and not (said.kind == "shows" and scene.for_good)
    if not scene.in_page or asked or scene.in_toolbar:
        return None
    if around.SWITCHES.match(scene.label):
        cells = scene.words.partition(f" {scene.label}")[0].split()
        sense = read_label(f"{scene.label}{cells[-1]}") if cells else None
        if sense is not None and sense.kind in ("plain", "allow"):
            return by_sense(scene, sense)
    if not around.follows(scene.label, scene.words):
        return None
    undo = True if scene.taken_back else False if scene.for_good else None
    return None if undo is None else Finding(("submit",), "the words beside it tell what comes of it", undo=undo)


def _calls_off(scene: Scene) -> bool:
    """ "Cancel" or "Leave" beside an order, a booking, a group, and beside nothing that would be confirmed instead."""
    if scene.in_dialog or not scene.in_page or (scene.form is not None and scene.form.fields):
        return False
    words = scene.words
    if around.CALLS_OFF.match(scene.label):
        return bool(around.BOOKED.search(words)) and not around.CONFIRMS_TOO.search(words)
    return bool(around.LEAVES.match(scene.label) and around.GROUP.search(f"{words} {scene.place_words}"))


def _says_little(scene: Scene) -> Finding:
    """ "OK", "Confirm", "Continue" that send no form by themselves: what stands around says what they do."""
    if (context := by_context(scene) or by_section(scene)) is not None:
        return context
    if scene.is_comment:
        return Finding(("send",), "it sends words for others to read")
    if (told := told_of(scene)) is not None:
        return told
    if scene.in_page and said_of(around.PUBLIC.search, scene.label, scene.words):
        return Finding(("send",), "what is written of it says that other people see what comes of it")
    if around.ASKS_TO_COME.search(scene.words):
        return Finding(("submit",), "it answers whether one comes")
    if scene.in_row and around.DONE.match(scene.label):
        return Finding(("submit",), "it ticks off what stands in its row", undo=True)
    if acts_on_something(scene.label):
        return Finding(("submit",), "its label confirms or starts something", _said_of_it(scene), unsure=True)
    if scene.form_untold or (scene.in_page and around.LAST_STEP.search(scene.words)):
        return Finding(("submit",), "it stands in a form, or is the last step of one")
    personal = scene.form is not None and not scene.only_searches and scene.tells_of_somebody
    if scene.in_page and (around.SUBMITS.match(scene.label) or personal) and not scene.only_searches:
        why = "it sends what is filled in beside it, as far as can be told"
        return Finding(("submit",), why, _said_of_it(scene), unsure=True)
    return Finding(("move",), "nothing around it says that it changes anything outside")


def _unknown(scene: Scene) -> Finding:
    """A button of which no sense is known: one that begins with a verb counts as changing something outside. Without
    that, four of sixty acts on templates that were new to the words were missed; counting every such button so called
    a third of the reversible ones irreversible."""
    if scene.in_page and scene.role in ("button", "menuitem", "link") and may_act(scene.label) and not scene.in_list:
        if scene.charges:
            return Finding(
                ("pay",), "what its label asks for is not known; the words around it say that it takes money"
            )
        return Finding(("submit",), "what its label asks for is not known", _said_of_it(scene), unsure=True)
    if not scene.in_page and scene.role == "button" and may_act(scene.label):
        return Finding(("write_on_desk",), "what its label asks for is not known; it is a program of the desk")
    return Finding(("move",), "nothing says that it changes anything outside")


def _said_of_it(scene: Scene) -> bool | None:
    """Of what no word is known the page may still say that it can be taken back."""
    return True if scene.taken_back else None


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
