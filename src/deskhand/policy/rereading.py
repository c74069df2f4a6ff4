"""A second reading of what is pressed, by the trained model, beside the words and the grammar.

Words and grammar read a label well that they know, and the words around it poorly; the model reads both. Where it is
sure that a press can't be taken back the act is made graver. Where it is surer still that it can, what the words took
for something sent to its own page's site counts as unsure: it is pressed where the wall that holds requests stands, and
what it sends is judged there. Nothing else becomes lighter, whatever is written around it: not words for paying,
telling people, deleting and accepting, not what a card, a password, an amount, a charge, a file, code that destroys or
a sentence that says "for good" makes grave, nothing that a program does.
"""

from __future__ import annotations

from deskhand.core.verdicts import IRREVERSIBLE, RiskClass, can_be_undone
from deskhand.policy.finding import Finding
from deskhand.policy.labels import opens_more
from deskhand.policy.scene import Scene
from deskhand.policy.trained.model import Likelihood, likelihood

FINAL, TAKEN_BACK = 0.8, 0.05
"""From the first on a press counts as final, up to the second as one that can be taken back; LOG.md tells what each
costs on pages that the model was not trained with."""
_HARMLESS: frozenset[RiskClass] = frozenset({"look", "move", "write_on_desk"})


def read_again(scene: Scene, label: str, finding: Finding) -> Finding:
    """The finding, or one that is graver or lighter than it."""
    if not can_be_undone(finding.classes, finding.undo):
        return _lighter(finding, likelihood(scene.target, label)) if _may_be_lighter(scene, finding) else finding
    told_back = scene.taken_back or opens_more(label)
    return finding if told_back else _graver(finding, likelihood(scene.target, label))


def _may_be_lighter(scene: Scene, finding: Finding) -> bool:
    """By words alone it is sent to its own site, and it stands in no form whose fields it would send along."""
    by_words = finding.classes == ("submit",) and finding.undo is None
    alone = scene.in_page and scene.form is None and not scene.form_untold
    return by_words and alone and not (scene.for_good or scene.charges or scene.destroys or scene.unseen)


def _graver(finding: Finding, told: Likelihood) -> Finding:
    if told.final < FINAL:
        return finding
    first = finding.classes[0]
    why = f"{finding.why}, but what is like it mostly can't be taken back"
    if first not in _HARMLESS:
        return finding._replace(why=why, undo=None if first in IRREVERSIBLE else False, unsure=True)
    graver = told.risk if told.risk in IRREVERSIBLE else "submit"
    rest = tuple(each for each in finding.classes if each not in (first, graver))
    return finding._replace(classes=(graver, *rest), why=why, undo=None, unsure=True)


def _lighter(finding: Finding, told: Likelihood) -> Finding:
    if told.final > TAKEN_BACK:
        return finding
    return finding._replace(why=f"{finding.why}, but what is like it can mostly be taken back", unsure=True)
