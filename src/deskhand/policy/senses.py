"""What the sense of a label and the words around a thing say that pressing it would do.

It knows no forms (`policy.pressing` weighs those first) and no keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from deskhand.policy.finding import Finding
from deskhand.policy.labels import may_act, read_label
from deskhand.policy.lexicon import addresses, around, fields
from deskhand.policy.lexicon.meanings import SENSES, Kind, Sense
from deskhand.policy.lexicon.taking_back import is_final, said_of
from deskhand.policy.money import has_amount
from deskhand.policy.scene import Scene


def by_section(scene: Scene) -> Finding | None:
    """What the name of its part of the page asks for: "Confirm" in a part called "Leave the team"."""
    places = scene.element.within[-1:] if scene.element else ()
    for place in places:
        kind, _, name = place.partition(" ")
        sense = read_label(name) if kind in _PARTS else None
        if sense is not None and sense.kind not in (*SAYS_LITTLE, "shows", "edits", "clear", "commits", "run"):
            return by_sense(scene, sense)._replace(why=f"it stands in a part called {name[:60]!r}")
    return None


_PARTS = frozenset({"section", "group", "region", "article", "aside", "form", "details"})


def by_context(scene: Scene) -> Finding | None:
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
    if around.GOES_OUT.search(words) and scene.in_dialog:
        return Finding(("send",), "the words around it say that something is sent to others")
    if around.FINAL.search(words) and scene.in_dialog and around.SUBMITS.match(scene.label):
        return Finding(("submit",), "the words around it say that it can't be undone", undo=False)
    if around.FINAL.search(words) and scene.in_dialog:
        return Finding(("delete",), "the words around it say that it can't be undone")
    return None


def _asked(scene: Scene) -> Finding | None:
    """What the question of its dialog asks about."""
    match = around.ASKED.search(scene.words)
    if match is None:
        return _named(scene)
    what = match[1] or match[2]
    sense = read_label(what)
    if sense is None or sense.kind in SAYS_LITTLE:
        return Finding(("submit",), f"it says yes to the question whether to {what[:60]}")
    if sense.kind == "shows":
        return Finding(("move",), f"it says yes to the question whether to {what[:60]}")
    if scene.in_dialog and sense.kind in _BY_CONTEXT:
        return Finding((sense.risk,), f"it says yes to the question whether to {what[:60]}", sense.undo)
    return by_sense(scene, sense)


SAYS_LITTLE: tuple[Kind, ...] = ("generic", "next", "refuses", "save", "apply")
_BY_CONTEXT: tuple[Kind, ...] = ("run", "clear", "commits", "edits")
"""Kinds that ask in turn what the dialog asks: where that is its question, it is answered by its class."""


def _named(scene: Scene) -> Finding | None:
    """What a dialog's name or a question in it says is done: "Leave class", "Delete the branch?"."""
    if not scene.in_dialog:
        return None
    for what in (*around.QUESTION.findall(scene.words), scene.dialog):
        sense = read_label(what.strip())
        asked = what is not scene.dialog
        if sense is None and asked and not _HANZI.search(what) and may_act(what.strip()):
            return Finding(("submit",), f"it says yes to the question: {what.strip()[:60]}")
        starts = sense is not None and sense.kind in ("commits", "run", "edits") and asked
        if sense is None or (sense.kind in (*SAYS_LITTLE, "shows", "edits", "clear", "commits", "run") and not starts):
            continue
        if starts:
            return Finding(("submit",), f"it says yes to the question: {what.strip()[:60]}")
        if read_label(scene.label) is None or read_label(scene.label) != sense:
            return by_sense(scene, sense)._replace(why=f"its dialog asks or tells: {what.strip()[:60]}")
    return None


_YES = re.compile(r"(?:approve|accept|authori[sz]e|confirm)$", re.IGNORECASE)
_HANZI = re.compile(r"[\u4e00-\u9fff]")


def goes_on(scene: Scene) -> bool:
    """Whether a word that mostly goes back is what the dialog asks about: "Leave" where it asks whether to leave."""
    word, match = around.GOES_ON.match(scene.label), around.ASKED.search(scene.words)
    asked = (match[1] or match[2]) if match else scene.dialog
    return bool(word and asked.casefold().startswith(word[1].casefold()) and len(asked) > len(word[1]))


def _cookies(scene: Scene) -> bool | None:
    return True if around.COOKIES.search(scene.words) else None


def by_sense(scene: Scene, sense: Sense) -> Finding:
    """A label with a meaning of its own, as far as what stands around does not give it another."""
    rescues = sense.kind in ("save", "draft", "clear")
    if (
        sense.kind == "plain"
        and sense.risk in ("submit", "change_settings")
        and around.STARTS.match(scene.label)
        and said_of(around.CHARGES.search, scene.label, scene.words)
    ):
        return Finding(("pay",), "it starts something, and the words beside it say that it takes money")
    if (
        sense.risk in ("submit", "write_on_desk")
        and not rescues
        and (
            (scene.in_dialog and around.LOSES.search(scene.words))
            or said_of(around.LOSES.search, scene.label, scene.words)
        )
    ):
        return Finding(("delete",), "the words around say that something is lost by it", undo=scene.recoverable or None)
    if not scene.in_page and sense.risk == "submit" and sense.kind in ("plain", "draft"):
        return _in_program(scene, sense)
    if sense.kind in ("apply", "run", "clear") and scene.in_dialog and (grave := by_context(scene)) is not None:
        return grave
    if (judged := _BY_KIND.get(sense.kind)) is not None:
        return judged(scene, sense)
    if (
        sense == SENSES["asks"]
        and scene.in_dialog
        and around.ASKS_LEAVE.search(scene.words)
        and _YES.match(scene.label)
    ):
        return Finding(("grant_permission",), "it gives what is asked for")
    if sense == SENSES["asks"] and scene.is_comment:
        return Finding(("send",), "it sends words for others to read")
    if sense == SENSES["asks"] and said_of(around.NOTIFIES.search, scene.label, scene.words):
        return Finding(("send",), "the words around it say that people are told")
    if sense == SENSES["light"] and (
        said_of(around.NOTIFIES.search, scene.label, scene.words)
        or said_of(around.PUBLIC.search, scene.label, scene.words)
    ):
        return Finding(("send",), "what is written of it says that other people see what comes of it")
    if sense == SENSES["asks"] and around.PUBLIC.search(scene.words):
        return Finding(("send",), "the words around it say that other people see what comes of it")
    if sense.risk == "delete" and sense.undo is None:
        return Finding(("delete",), "its label means delete", scene.taken_back or None)
    undo = sense.undo if sense.undo is not None else _undone_later(scene, sense)
    return Finding((sense.risk,), f"its label means {sense.risk.replace('_', ' ')}", undo)


def told_of(scene: Scene) -> Finding | None:
    """What the sentences that speak of this very button say that its label does not: that people are told, that it is
    final."""
    if not scene.in_page:
        return None
    if said_of(around.NOTIFIES.search, scene.label, scene.words) or said_of(
        around.GOES_OUT.search, scene.label, scene.words
    ):
        return Finding(("send",), "what is written of it says that something is sent to others")
    if said_of(is_final, scene.label, scene.words):
        return Finding(("submit",), "what is written of it says that it is final", undo=False)
    return None


def _in_program(scene: Scene, sense: Sense) -> Finding:
    """A program's own word for something: on the desk, unless what it says of it goes on beyond that."""
    if said_of(around.GOES_OUT.search, scene.label, scene.words) or around.NOTIFIES.search(scene.words):
        return Finding(("send",), "the words around it say that something is sent to others")
    if scene.charges and sense.kind != "draft":
        return Finding(("pay",), "the words around it say that it takes money")
    if sense.kind != "draft" and said_of(is_final, scene.label, scene.words):
        return Finding(("submit",), "the words around it say that it can't be taken back", undo=False)
    return Finding(("write_on_desk",), "it changes something in a program of the desk")


def _undone_later(scene: Scene, sense: Sense) -> bool | None:
    """Whether the words around say that what is asked of the site can be taken back."""
    if sense.risk != "submit" or scene.charges:
        return None
    calls_off = not scene.posts and (sense.kind in ("commits", "subscribe", "outside") or sense == SENSES["asks"])
    said = scene.taken_back
    return (
        True
        if said or (said is None and calls_off and said_of(around.CANCELLABLE.search, scene.label, scene.words))
        else None
    )


def _deletes(scene: Scene, sense: Sense) -> Finding:
    undo = sense.undo if sense.undo is not None else (scene.recoverable or None)
    return Finding(("delete",), "its label means delete", undo)


def _cuts(scene: Scene, sense: Sense) -> Finding:
    """A part of what is being edited: by an editor's tools it can be brought back."""
    if not scene.in_page or scene.in_toolbar:
        return Finding(("delete",), "its label means delete, of a part of what is edited", undo=True)
    found = _deletes(scene, sense)
    return found._replace(unsure=found.undo is None and not scene.for_good and not scene.in_dialog)


def _formats(scene: Scene, sense: Sense) -> Finding:
    """One word for setting out text and for emptying a disk."""
    if scene.code:
        return Finding(("write_on_desk",), "it sets out the text that stands beside it")
    return _deletes(scene, sense)


def _clears(scene: Scene, sense: Sense) -> Finding:
    if scene.in_page and scene.for_good:
        return Finding(("delete",), "the words around say that what it empties can't be brought back", undo=False)
    return Finding(("write_on_desk",), "it empties fields")


def _runs(scene: Scene, sense: Sense) -> Finding:
    code = scene.code
    if code and fields.DESTROYS.search(code):
        return Finding(("delete", "run_code"), "it runs code that takes something away", undo=False)
    return Finding(("run_code",) if code or not scene.in_page else ("submit",), "it runs something")


def _shares(scene: Scene, sense: Sense) -> Finding:
    if scene.in_dialog and around.ASKS_LEAVE.search(scene.words):
        return Finding(("grant_permission",), "it gives what is asked for")
    return Finding(("send",), "its label means send")


def _uploads(scene: Scene, sense: Sense) -> Finding:
    if not scene.in_page:
        return Finding(("take_out",), "it uploads something of the desk")
    if scene.carries_file:
        return Finding(("take_out",), "it gives the page the file that stands beside it")
    return Finding(("submit",), "it uploads, or opens a dialog to choose what")


def _promotes(scene: Scene, sense: Sense) -> Finding:
    paid = scene.charges or has_amount(scene.label)
    return Finding(("pay",), "it promotes for money") if paid else Finding(("send",), "its label means send")


def _means_little(scene: Scene, sense: Sense) -> Finding:
    return by_context(scene) or Finding(("submit",), "it says yes or goes on")


def _commits(scene: Scene, sense: Sense) -> Finding:
    """Booking, confirming, starting: it costs money where the words around say so."""
    if scene.charges:
        return Finding(("pay",), "it commits to something, and the words around say that it takes money")
    if around.COUPON.search(f"{scene.words} {scene.place_words}") and not has_amount(scene.label):
        return Finding(("submit",), "it takes a coupon", undo=True)
    found = by_context(scene) if scene.in_dialog else None
    return found or Finding(("submit",), "its label means submit", _undone_later(scene, sense))


def _edits(scene: Scene, sense: Sense) -> Finding:
    """Writing into what is open, unless its dialog says that something is lost by it."""
    found = by_context(scene) if scene.in_dialog else None
    return found or Finding(("write_on_desk",), "it writes into what is open")


def _subscribes(scene: Scene, sense: Sense) -> Finding:
    if scene.charges or (sense.kind == "upgrade" and has_amount(scene.words)):
        return Finding(("pay",), "it starts something that is paid for")
    if sense.kind == "upgrade" and around.SOFTWARE.search(f"{scene.words} {scene.place_words}"):
        return Finding(("install",), "it brings a program or firmware to a newer version")
    return Finding(("submit",), "it subscribes", _undone_later(scene, sense))


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
    asked = around.ASKS_LEAVE.search(words) or around.AGREES.search(words)
    if around.COOKIES.search(words) or (asked and not around.REFUSES_SOMETHING.match(scene.label)):
        return Finding(("move",), "it refuses what is asked for")
    return Finding(("submit",), "it answers an invitation or request with no", _undone_later(scene, sense))


def _saves(scene: Scene, sense: Sense) -> Finding:
    if not scene.in_page:
        return Finding(("write_on_desk",), "it writes on the desk")
    if around.NOTIFIES.search(scene.words) or scene.is_comment:
        return Finding(("send",), "saving tells people")
    if scene.is_settings:
        return Finding(("change_settings",), "it saves settings")
    if around.SUBMITS_TOO.search(scene.words):
        return Finding(("submit",), "it saves what another button beside it sends", undo=True)
    kept = scene.taken_back or addresses.DRAFTS.search(scene.form_path)
    return Finding(("submit",), "it saves to the site", True if kept else None)


def _applies(scene: Scene, sense: Sense) -> Finding:
    if around.COUPON.search(scene.words) or addresses.DRAFTS.search(scene.form_path):
        return Finding(("submit",), "it puts a code on a basket", undo=True)
    if scene.target.submits and not scene.is_settings:
        return Finding(("submit",), "it applies by a posted form")
    if scene.in_page and around.FILTERS.search(scene.words) and not scene.is_settings:
        return Finding(("move",), "it applies a filter")
    return Finding(("change_settings",), "it applies settings")


_BY_KIND: dict[Kind, Callable[[Scene, Sense], Finding]] = {
    "delete": _deletes, "clear": _clears, "subscribe": _subscribes, "upgrade": _subscribes, "accept": _accepts,
    "decline": _declines, "save": _saves, "apply": _applies, "run": _runs, "generic": _means_little,
    "next": _means_little, "commits": _commits, "edits": _edits, "promotes": _promotes, "share": _shares,
    "uploads": _uploads, "cuts": _cuts, "formats": _formats,
}  # fmt: skip
"""Kinds of senses that are judged by what stands around as well; the others by their class alone."""
