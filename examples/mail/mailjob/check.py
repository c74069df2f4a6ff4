"""Whether the job was done: the app's own database and the files on the desk against the truth.

Looks at nothing that the job says about itself. It does not know how the job was done.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mailapp.answering import receipt_number
from mailapp.seed import COLLEAGUE
from mailapp.store import Mail, Store

from mailjob.prepare import Prepared

ANSWERS = "answers.md"
SUBJECT = "Figures for May"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that should hold. found and wanted are words for a person."""

    about: str
    found: str
    wanted: str

    @property
    def holds(self) -> bool:
        return self.found == self.wanted


def new_letters(prepared: Prepared, folder: str) -> list[Mail]:
    """The letters of this folder that were not there before the job, oldest first."""
    before = {mail.id for mail in prepared.earlier}
    return [mail for mail in reversed(Store(prepared.data).mails(folder)) if mail.id not in before]


def _sent(prepared: Prepared, sent: list[Mail]) -> list[Check]:
    if len(sent) != 1:
        return [Check("letters sent", str(len(sent)), "1")]
    mail = sent[0]
    held = [each.name for each in mail.enclosures if each.data == prepared.figures.data]
    return [
        Check("sent to", ", ".join(mail.letter.people), COLLEAGUE[1]),
        Check("subject", mail.letter.subject, SUBJECT),
        Check("file enclosed, byte for byte", ", ".join(held) or "none", prepared.figures.name),
    ]


def _others(prepared: Prepared) -> Check:
    now = {mail.id: mail for mail in Store(prepared.data).mails()}
    changed = [m.letter.subject for m in prepared.earlier if m.id not in now or now[m.id].folder != m.folder]
    return Check("earlier letters moved or deleted", ", ".join(changed) or "none", "none")


def check(prepared: Prepared, work: Path) -> list[Check]:
    """Everything that should hold after the job. `work`: the desk's work folder on this machine."""
    archived = [mail.letter.subject for mail in new_letters(prepared, "archive")]
    notes = work / ANSWERS
    text = notes.read_text(encoding="utf-8", errors="replace") if notes.is_file() else ""
    number = receipt_number(prepared.figures)
    return [
        *_sent(prepared, new_letters(prepared, "sent")),
        Check("answer archived", ", ".join(archived) or "none", f"Re: {SUBJECT}"),
        Check(f"receipt number in {ANSWERS}", number if number in text else "not there", number),
        Check("drafts left over", str(len(Store(prepared.data).drafts())), "1"),
        _others(prepared),
    ]
