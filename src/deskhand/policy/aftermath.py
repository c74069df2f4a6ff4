"""What may be expected of a page's scripts after an act: that it applies at once and can be set back, or that whatever
they send comes by a request of its own. Pure.

Neither is a class, and neither lets anything out by itself: what a page then sends waits in the browser and is judged
(`policy.requests`), by what is in it and by what is known here of the act that set it off.
"""

from __future__ import annotations

import re

from deskhand.core import acts
from deskhand.core.verdicts import SENDING, RiskClass
from deskhand.policy.finding import BY_REQUEST, Finding
from deskhand.policy.labels import read_label
from deskhand.policy.lexicon import around
from deskhand.policy.scene import TICK_ROLES, Scene

_MAKES = re.compile(
    r"^\+?\s*(?:add|new|create|compose|write|edit|rename|change|set up)\b|^\+?\s*(?:新建|新增|添加|创建|编辑|修改|写)",
    re.IGNORECASE,
)


def applies(act: acts.Act, scene: Scene, classes: tuple[RiskClass, ...]) -> bool:
    """Whether it may apply at once on its page, where it can be set back: something dragged to another place, a box in
    no form with a button, a button that stays pressed, one of several steps in a form that scripts send."""
    if not scene.in_page or scene.unseen:
        return False
    if isinstance(act, acts.Drag):
        return classes == ("write_on_desk",) and scene.role != "file"
    if not isinstance(act, acts.Click) or act.button != "left":
        return False
    if scene.toggles and scene.role == "button":
        return classes in (("move",), ("write_on_desk",), ("submit",))
    if scene.role in TICK_ROLES or (scene.role == "menuitem" and scene.toggles):
        return classes in (("move",), ("write_on_desk",)) and (scene.form is None or not scene.form.button)
    by_script = (scene.target.submits or scene.step is not None) and not scene.posts
    return by_script and classes in (("move",), ("submit",)) and _is_step(scene)


def _is_step(scene: Scene) -> bool:
    """Whether the button of its form says that others come after it, and nothing around says that it is the last."""
    sense = read_label(scene.label)
    if (
        sense is None
        or sense.kind != "next"
        or around.LAST_STEP.search(scene.words)
        or around.FINAL.search(scene.words)
    ):
        return False
    return not scene.charges and (scene.step is None or scene.step[0] < scene.step[1])


def waits(act: acts.Act, scene: Scene, finding: Finding) -> bool:
    """Whether the press itself lets nothing out, so that what a script sends because of it waits in the browser: there
    it is judged by what it is. Only where the wall stands, and sees what is sent."""
    pressed = (isinstance(act, acts.Click) and act.button == "left") or isinstance(act, acts.Key)
    if not pressed or not scene.held:
        return False
    if finding.undoable:
        return bool(SENDING.intersection(finding.classes))
    return finding.undo is None and _comes_by_request(act, scene, finding)


def _comes_by_request(act: acts.Act, scene: Scene, finding: Finding) -> bool:
    """Whether a request says more: of what is not sure to be more than it seems, and of a button that makes something
    new and stands beside no field, which mostly opens where that is filled in."""
    if finding.unsure:
        return BY_REQUEST.issuperset(finding.classes)
    alone = scene.form is None and not scene.form_untold and not scene.in_dialog
    makes = isinstance(act, acts.Click) and scene.role == "button" and bool(_MAKES.search(scene.label))
    return finding.classes == ("submit",) and alone and makes
