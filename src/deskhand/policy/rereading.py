"""A second reading of what is pressed and of what is sent because of it, by the trained model, beside the words and the
grammar. It is only asked where its answer could change something.

Words and grammar read a label well that they know, and the words around it poorly; the model reads both, and the
request with them. What it may change depends on what stands behind. Where the wall holds whatever a press sends, the
press is done and lets nothing out, unless words and model agree that it is final: each request is judged with what was
pressed, and what words know to be light is not read before. Where nothing is held (programs, pages that talk by
sockets) or the form itself is sent, it is believed only where it is surer. A card, a password, an amount of money, a
file, recipients, code that destroys, what binds somebody, and what nobody can see stay as grave as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from deskhand.core.requests import amount_of, recipients_of, tells_card
from deskhand.core.sites import same_site
from deskhand.core.targets import HeldRequest
from deskhand.core.verdicts import IRREVERSIBLE, RiskClass, can_be_undone
from deskhand.policy.deeds import takes_money
from deskhand.policy.finding import BY_REQUEST, Finding
from deskhand.policy.labels import opens_more, read_label
from deskhand.policy.lexicon.around import SPENT
from deskhand.policy.scene import Scene
from deskhand.policy.senses import SAYS_LITTLE
from deskhand.policy.trained.model import Likelihood, likelihood, likelihood_of
from deskhand.policy.trained.seen import seen_with


class Borders(NamedTuple):
    """final: from here on what the words took for light counts as final. back: up to here what they took for final
    counts as one that can be taken back. LOG.md tells what each costs on pages that the model never learnt by."""

    final: float
    back: float


HELD, FORM, LOOSE, SENT = Borders(0.9, 0.2), Borders(0.35, 0.15), Borders(0.15, 0.07), Borders(0.1, 0.04)
"""For a press behind the wall, on what mostly holds a name, or of which is written that it can be taken back; for one
that sends its form; for one behind which nothing is held; for a request."""
WAITS = 0.9
"""Up to here a press behind the wall that words take for final waits for what it sends."""
_BUTTONS = frozenset({"button", "menuitem", "link", "switch"})
"""Other things that are pressed (rows, words on the screen) mostly hold names, which say little of what is done."""
_HARMLESS: frozenset[RiskClass] = frozenset({"look", "move", "write_on_desk"})
_OF_PROGRAMS: frozenset[RiskClass] = frozenset({"run_code", "change_settings", "bring_in"})
"""What a program does that words mostly take for moving about or writing."""


def read_again(scene: Scene, label: str, finding: Finding) -> Finding:
    """The finding about a press, or one that is graver or lighter than it."""
    if not _may_change(scene, label, finding):
        return finding
    told = likelihood(scene.target, label)
    if scene.held:
        return _held_again(scene, label, finding, told)
    said_light = finding.undoable and scene.taken_back
    borders = HELD if said_light or scene.role not in _BUTTONS else FORM if scene.posts else LOOSE
    if finding.undoable:
        return _graver(finding, told) if told.final >= borders.final else _named_light(scene, finding, told)
    if told.final <= borders.back and not _by_facts(scene, finding):
        return _lighter(finding, told, scene)
    return finding._replace(classes=_named(finding.classes, told, f"{scene.words} {scene.target.notes}"))


def _may_change(scene: Scene, label: str, finding: Finding) -> bool:
    """Whether any reading could make it something else: it costs some milliseconds."""
    if finding.undoable:
        known = scene.taken_back or not _tells_little(scene, label)
        return not (opens_more(label) or (scene.held and known))
    if scene.destroys or scene.asks_for_card() or scene.moves_money:
        return False
    return scene.held or finding.classes[0] == "submit" or not _by_facts(scene, finding)


def _tells_little(scene: Scene, label: str) -> bool:
    """Whether words can't tell what comes of it. A page may also do by asking for an address what should be sent."""
    sense = read_label(label)
    return scene.role != "link" and (sense is None or sense.kind in SAYS_LITTLE)


def _held_again(scene: Scene, label: str, finding: Finding, told: Likelihood) -> Finding:
    """Of a press whose requests are held: it is asked about at once only where its words or facts say what it does and
    the model doubts it little; else what it sends is judged, with what was pressed."""
    if finding.undoable:
        return _graver(finding, told) if told.final >= HELD.final else finding
    if told.final <= HELD.back and (told.risk in _HARMLESS or finding.unsure):
        return _lighter(finding, told, scene)
    said = finding.undo is False or scene.for_good or _commits(label)
    filled_in = scene.form_untold or scene.tells_of_somebody  # the question about the press shows what is filled in
    if told.final >= WAITS or said or filled_in or not BY_REQUEST.issuperset(finding.classes):
        return finding
    return finding._replace(why=f"{finding.why}; it waits for what it sends", undo=None, unsure=True)


def _commits(label: str) -> bool:
    """Booking and reserving bind somebody whether or not the site would let them off."""
    sense = read_label(label)
    return sense is not None and sense.kind == "commits"


def _by_facts(scene: Scene, finding: Finding) -> bool:
    """Whether more than the words on it make it grave: in a page also a word for paying or telling people, since the
    form that it sends tells no more than its names."""
    carries = scene.asks_for_password or scene.carries_file or (scene.posts and scene.tells_amount)
    said = finding.undo is False or (scene.in_page and finding.classes[0] not in ("submit", "delete"))
    return carries or said or scene.for_good or scene.charges or scene.unseen or scene.form_untold


def _named(classes: tuple[RiskClass, ...], told: Likelihood, written: str) -> tuple[RiskClass, ...]:
    """The classes of what is only known to be sent, led by the one that the model gives it; no profile asks less about
    one of those. An amount that is written to be spent pays nothing: it is only reported."""
    if classes[0] != "submit" or told.risk not in IRREVERSIBLE or (told.risk == "pay" and SPENT.search(written)):
        return classes
    return _led_by(told.risk, classes[1:])


def _named_light(scene: Scene, finding: Finding, told: Likelihood) -> Finding:
    """What a program does that can be taken back, by the class that the model gives it where words only know that it
    moves about or writes."""
    if scene.in_page or told.risk not in _OF_PROGRAMS or not _HARMLESS.issuperset(finding.classes):
        return finding
    return finding._replace(classes=(told.risk,))


def _graver(finding: Finding, told: Likelihood) -> Finding:
    first = finding.classes[0]
    why = f"{finding.why}, but what is like it mostly can't be taken back"
    if first not in _HARMLESS:
        return finding._replace(why=why, undo=None if first in IRREVERSIBLE else False, unsure=True)
    risk = _grave(told)
    undo = None if risk in IRREVERSIBLE else False
    return finding._replace(classes=_led_by(risk, finding.classes[1:]), why=why, undo=undo, unsure=True)


def _lighter(finding: Finding, told: Likelihood, scene: Scene) -> Finding:
    why = f"{finding.why}, but what is like it can mostly be taken back"
    rest = tuple(each for each in finding.classes if each not in IRREVERSIBLE)
    if told.risk in _HARMLESS:
        return finding._replace(classes=("move" if scene.in_page else "write_on_desk", *rest), why=why, undo=None)
    first = told.risk if told.risk in ("delete", "change_settings") else "submit"
    return finding._replace(classes=_led_by(first, rest), why=why, undo=True)


def _grave(told: Likelihood) -> RiskClass:
    """The class of what can't be taken back: a machine that is started may do so, too."""
    return told.risk if told.risk in IRREVERSIBLE or told.risk == "run_code" else "submit"


def _led_by(first: RiskClass, rest: Iterable[RiskClass]) -> tuple[RiskClass, ...]:
    """This class and the others, each once."""
    return tuple(dict.fromkeys((first, *rest)))


class Reread(NamedTuple):
    """What a request is taken for: its classes, the gravest first, and whether it can be taken back."""

    classes: tuple[RiskClass, ...]
    undo: bool | None


def request_again(request: HeldRequest, classes: tuple[RiskClass, ...], undo: bool | None) -> Reread:
    """What the words of a request say, or what it is with the press that it came of."""
    if not _comes_of_a_press(request) or not classes:
        return Reread(classes, undo)
    told, undone = likelihood_of(seen_with(request, request.seen)), can_be_undone(classes, undo)
    if undone:
        graver = told.final >= SENT.final and not request.undo
        return Reread(_led_by(_grave(told), classes), False) if graver else Reread(classes, undo)
    if told.final <= SENT.back and BY_REQUEST.issuperset(classes) and not _by_what_it_carries(request):
        return _light_request(told)
    return Reread(_named(classes, told, " ".join(request.seen)), undo)


def _light_request(told: Likelihood) -> Reread:
    """What can be taken back, by the class that the model gives it."""
    if told.risk in _HARMLESS or told.risk in ("visit_known", "visit_new"):
        return Reread(("visit_known",), None)
    if told.risk in IRREVERSIBLE and told.risk != "delete":
        return Reread(("submit",), True)
    return Reread((told.risk,), True if told.risk == "delete" else None)


def _comes_of_a_press(request: HeldRequest) -> bool:
    """Whether a page sends it to its own site because of a press of which is known what was seen."""
    own = bool(request.page) and same_site(request.page, request.address)
    sent = request.kind in ("fetch", "worker", "navigation") and not request.reads
    return own and sent and request.of_act and bool(request.seen)


def _by_what_it_carries(request: HeldRequest) -> bool:
    """Whether it is grave whatever its page says: it carries a file, a card, an amount of money or recipients, or its
    path is about paying."""
    money = tells_card(request.fields) or amount_of(request.fields)[0] is not None or takes_money(request)
    return bool(request.files) or money or bool(recipients_of(request))
