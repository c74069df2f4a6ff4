"""touch_of_act(act, surroundings) -> touch: what an act on the screen would do, by the facts that the desk found.

Pure. Each kind of act has its own module (`pressing`, `filling`, `keys`, `opening`); this one chooses between them and
writes down what came of it. A model's own account of what it is up to is never read here.
"""

from __future__ import annotations

from typing import NamedTuple

from deskhand.core import acts
from deskhand.core.elements import Element, Page
from deskhand.core.targets import Target
from deskhand.core.values import Value
from deskhand.core.verdicts import SENDING, RiskClass, Touch
from deskhand.policy import aftermath, consequence, keys, leaving, opening
from deskhand.policy.filling import fill
from deskhand.policy.finding import Finding
from deskhand.policy.labels import seriousness
from deskhand.policy.lexicon import around as words
from deskhand.policy.money import amount_of
from deskhand.policy.pressing import press, press_named
from deskhand.policy.scene import FIELD_ROLES, TICK_ROLES, Scene, host_of
from deskhand.policy.shell.line import touch_of_command
from deskhand.policy.trained.seen import seen


class Surroundings(Value):
    """What the desk knows about where an act would land.

    target: what the act would reach. known_hosts: names that this desk was made for; patterns such as "*.example.com"
    are allowed.
    """

    target: Target = Target()
    known_hosts: tuple[str, ...] = ()

    @property
    def element(self) -> Element | None:
        return self.target.element

    @property
    def page(self) -> Page | None:
        return self.target.page


class _Place(NamedTuple):
    """Where an act leads, when that is another place than the page it is done on."""

    target: str = ""
    address: str = ""
    host: str = ""


def touch_of_act(act: acts.Act, around: Surroundings) -> Touch:
    """What an act on the screen would touch. The classes stand in order, the gravest first."""
    if isinstance(act, acts.Open):
        return touch_of_open(act.target, around)
    scene = Scene(around.target, around.known_hosts)
    if scene.element and opening.is_address_bar(scene.element) and (sent := _sent_words(act, scene.element)):
        return _touch_of_address_bar(sent, around)
    finding = _found(act, scene)
    return _touch(act, scene, finding, _Place())


def touch_of_open(target: str, around: Surroundings) -> Touch:
    """What opening an address, file or program would touch."""
    scene = Scene(around.target, around.known_hosts)
    host = host_of(target) if "://" in target else ""
    finding = Finding(("move",), "it opens something of the desk's own")
    if host:
        finding = opening.open_address(target, around.known_hosts)
    return _touch(acts.Open(target=target[:4_000] or "?"), scene, finding, _Place(target, target if host else "", host))


def _touch(act: acts.Act, scene: Scene, finding: Finding, place: _Place) -> Touch:
    classes = tuple(sorted(dict.fromkeys(finding.classes), key=seriousness, reverse=True))
    amount, currency = amount_of(scene) if "pay" in classes else (None, "")
    opened = isinstance(act, acts.Open) or bool(place.target)
    money = f"{amount:.2f} {currency}".strip() if amount is not None else ""
    href = (
        scene.element.href if scene.element and isinstance(act, acts.Click) and opening.leads_somewhere(scene) else ""
    )
    undo = finding.undo if finding.undo is not None or not scene.element else None
    told = Scene(Target(), scene.known_hosts) if opened else scene
    sends = not opened and _filled(act) is None and (scene.target.submits or "send" in classes)
    return Touch(
        classes=classes,
        target=place.target[:200] if opened else str(scene.element or ""),
        address=place.address[:500] if opened else (scene.target.page.address if scene.target.page else ""),
        host=place.host if opened else host_of(href) or scene.host,
        sends_to="" if opened else scene.sends_to if scene.target.submits or scene.target.frame_address else "",
        app="" if opened else scene.app,
        values={} if opened else consequence.values(scene, _filled(act), sends=bool(_CARRIES.intersection(classes))),
        form="" if opened else _form_of(scene),
        to=leaving.recipients(scene) if sends else (),
        bytes_out=leaving.size(scene) if sends else 0,
        amount=amount,
        currency=currency,
        undo=undo,
        fills=not opened and _fills_in(act, scene, classes),
        applies=not opened and aftermath.applies(act, scene, classes),
        waits=not opened and aftermath.waits(act, scene, finding),
        consequence=consequence.sentence(act, told, classes, money),
        evidence=f"{finding.why}; known by {scene.target.known_by}" if not opened else finding.why,
        box=scene.target.box,
        seen=seen(scene.target, scene.label) if scene.in_page and not opened and _filled(act) is None else (),
    )


def _form_of(scene: Scene) -> str:
    """Where the act itself sends its form: another address under the same label is another act."""
    form = scene.form if scene.target.submits else None
    return f"{form.method} {form.address}"[:_FORM_CHARS_MAX] if form else ""


_FORM_CHARS_MAX = 500
_CARRIES: frozenset[RiskClass] = SENDING | {"run_code"}
"""Classes of acts that take along what stands beside them."""
_FILLING: frozenset[RiskClass] = frozenset(
    {"move", "write_on_desk", "personal_data", "sign_in", "accept_terms", "take_out"}
)
_TAKE_TEXT = frozenset({"textbox", "searchbox", "combobox", "spinbutton", "date"})
_EDITING_KEYS = frozenset(
    {"tab", "shift+tab", "home", "end", "left", "right", "up", "down", "backspace", "delete", "ctrl+a", "ctrl+home",
     "ctrl+end", "shift+home", "shift+end"}
)  # fmt: skip


def _fills_in(act: acts.Act, scene: Scene, classes: tuple[RiskClass, ...]) -> bool:
    """Whether the act only puts something into a field, or the focus there; it goes nowhere before something else sends
    it.

    A script may send it at once all the same: that waits in the browser for a verdict of its own.
    """
    fields = FIELD_ROLES | TICK_ROLES | {"file"}
    if scene.role not in fields or not scene.in_page or not _FILLING.issuperset(classes):
        return False
    match act:
        case acts.TypeText(text=text):
            return "\n" not in text
        case acts.Click():
            return scene.role in TICK_ROLES | _TAKE_TEXT
        case acts.Key(keys=pressed):
            return scene.role in _TAKE_TEXT and pressed.replace(" ", "").lower() in _EDITING_KEYS
    return isinstance(act, acts.SetValue)


def _filled(act: acts.Act) -> str | None:
    if isinstance(act, acts.SetValue):
        return act.value
    return act.text if isinstance(act, acts.TypeText) else None


# Which module finds out


def _found(act: acts.Act, scene: Scene) -> Finding:
    match act:
        case acts.Screenshot() | acts.Zoom() | acts.CursorPosition() | acts.Wait():
            return Finding(("look",), "it changes nothing")
        case acts.MouseMove() | acts.Scroll() | acts.KeyUp():
            return Finding(("move",), "it only moves about")
        case acts.SetValue() | acts.TypeText() if scene.element and opening.is_address_bar(scene.element):
            return Finding(("move",), "nothing is sent from the address bar before Return")
        case acts.SetValue():
            return fill(scene)
        case acts.TypeText(text=text):
            return _type(text, scene)
        case acts.Key(keys=pressed) | acts.KeyDown(keys=pressed) | acts.HoldKey(keys=pressed):
            return keys.press_key(pressed, scene)
        case acts.Drag():
            return _drop(scene)
        case acts.Click(button=button) | acts.MouseDown(button=button) | acts.MouseUp(button=button):
            return _click(button, scene)
    return Finding((), "this act has no classing")


def _click(button: str, scene: Scene) -> Finding:
    if button in ("right", "back", "forward"):
        return Finding(("move",), "it opens a menu or goes to another page of the history")
    element = scene.element
    if element is None or (element.role == "popup" and not element.name):
        return Finding(("write_on_desk",), "nothing is known about what is there")
    if button == "middle" and element.role in FIELD_ROLES:
        return Finding(("write_on_desk",), "the middle button pastes")
    if element.role == "file":
        return Finding(("take_out",), "it is a field that takes a file")
    if element.role in FIELD_ROLES:
        return Finding(("move",), f"it puts the focus into a {element.role}")
    if opening.leads_somewhere(scene) and not scene.target.submits:
        return opening.follow(scene)
    if element.role == "option":
        return Finding(("write_on_desk",), "it chooses from a list")
    if element.role in ("text", "image", "heading", "cell", "row", "treeitem", "dialog", "canvas", "columnheader"):
        return _on_words(scene)
    return press(scene)


def _on_words(scene: Scene) -> Finding:
    """Words are no buttons where the source tells buttons; read off the screen they may be."""
    if scene.element is not None and scene.element.source == "ocr":
        return press_named(scene, scene.label)
    return Finding(("move",), f"it is a {scene.role}, no button")


def _drop(scene: Scene) -> Finding:
    """What is dropped where a drag ends."""
    label = f"{scene.label} {scene.target.around[:120]}"
    if scene.role == "file" or (scene.in_page and words.DROP_ZONE.search(label)):
        return Finding(("take_out",), "it drops something on a place that takes files")
    if words.TRASH.search(scene.label):
        return Finding(("delete",), "it drops something on the trash", undo=True)
    return Finding(("write_on_desk",), "it drags something")


def _type(text: str, scene: Scene) -> Finding:
    """Typed text fills what has the focus, and each newline in it presses Return."""
    pressed = "\n" in text
    if scene.in_terminal:
        if not pressed:
            return Finding(("write_on_desk",), "it writes on the terminal's line")
        line = touch_of_command(text)
        return Finding(line.classes, f"it runs what it writes in the terminal: {line.evidence}", line.undo)
    filled = keys.press_key(text.strip(), scene) if _is_shortcut(text, scene) else fill(scene)
    if not pressed:
        return filled
    sent = keys.press_return(scene)
    graver = max(filled, sent, key=lambda finding: max(map(seriousness, finding.classes)))
    return Finding((*filled.classes, *sent.classes), f"{filled.why}; {sent.why}", graver.undo)


def _is_shortcut(text: str, scene: Scene) -> bool:
    """A letter typed where no field is may be a shortcut of the page."""
    return len(text.strip()) == 1 and scene.element is not None and scene.role not in FIELD_ROLES


# The address bar


def _sent_words(act: acts.Act, element: Element) -> str:
    """What the act would send from the address bar; "" when it sends nothing yet."""
    if isinstance(act, acts.Key | acts.KeyDown | acts.HoldKey):
        last = act.keys.lower().split("+")[-1].strip()
        return element.value or "?" if last in keys.RETURNS else ""
    if isinstance(act, acts.TypeText):
        typed, newline, _ = act.text.partition("\n")
        return typed or element.value or "?" if newline else ""
    return ""


def _touch_of_address_bar(sent: str, around: Surroundings) -> Touch:
    """An address is a visit; anything else goes to a search engine, whoever that is."""
    if address := opening.address_in(sent, around.known_hosts):
        return touch_of_open(address, around)
    classes: tuple[RiskClass, ...] = ("visit_new", "take_out")
    finding = Finding(classes, "words in the address bar go to a search engine")
    return _touch(acts.Open(target=sent[:200]), Scene(around.target, around.known_hosts), finding, _Place(sent))
