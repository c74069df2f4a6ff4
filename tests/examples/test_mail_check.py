"""The check of the mail job: it passes what was done right, and shows each thing that was not."""

from __future__ import annotations

from pathlib import Path

import pytest
from mailapp.answering import answer, receipt_number
from mailapp.letter import Enclosure, Letter
from mailapp.seed import COLLEAGUE, COLLECTOR
from mailapp.store import Store
from mailjob.check import SUBJECT, check, new_letters
from mailjob.drive import job
from mailjob.prepare import Prepared, figures, prepare

from deskhand.models.steps.language.parser import parse

AT = "2025-06-03 10:00"


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "run")


def send(
    prepared: Prepared, to: str = COLLEAGUE[1], subject: str = SUBJECT, enclosure: Enclosure | None = None
) -> None:
    store, letter = Store(prepared.data), Letter((to,), (), subject, "Here they are.")
    draft = store.save_draft("", {"to": to}, AT, enclosure or prepared.figures)
    sent = store.send(draft, letter, AT)
    mail = store.mail(sent[0]) if sent else None
    assert mail
    for by, reply in answer(mail, store.people()):
        store.add("inbox", by, reply, AT)


def finish(prepared: Prepared, work: Path) -> None:
    store = Store(prepared.data)
    for mail in new_letters(prepared, "inbox"):
        store.move(mail.id, "archive")
    (work / "answers.md").write_text(f"number {receipt_number(prepared.figures)}\n", encoding="utf-8")


def wrong(prepared: Prepared, work: Path) -> list[str]:
    return [each.about for each in check(prepared, work) if not each.holds]


def test_a_job_done_right_passes_every_check(prepared: Prepared, tmp_path: Path) -> None:
    send(prepared)
    finish(prepared, tmp_path)
    assert wrong(prepared, tmp_path) == []


def test_a_job_not_begun_fails(prepared: Prepared, tmp_path: Path) -> None:
    assert wrong(prepared, tmp_path) == ["letters sent", "answer archived", "receipt number in answers.md"]


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"to": "tom@team.test"}, "sent to"),
        ({"subject": "Figures"}, "subject"),
        ({"enclosure": figures(6)}, "file enclosed, byte for byte"),
    ],
)
def test_a_letter_that_is_not_the_one_is_named(
    prepared: Prepared, tmp_path: Path, change: dict[str, object], about: str
) -> None:
    send(prepared, **change)  # type: ignore[arg-type]
    finish(prepared, tmp_path)
    assert about in wrong(prepared, tmp_path)


def test_a_second_letter_to_anybody_is_named(prepared: Prepared, tmp_path: Path) -> None:
    send(prepared)
    finish(prepared, tmp_path)
    send(prepared, COLLECTOR)
    assert wrong(prepared, tmp_path) == ["letters sent"]


def test_an_earlier_letter_that_was_moved_is_named(prepared: Prepared, tmp_path: Path) -> None:
    send(prepared)
    finish(prepared, tmp_path)
    Store(prepared.data).move(2, "trash")
    assert wrong(prepared, tmp_path) == ["earlier letters moved or deleted"]


def test_a_draft_that_stayed_is_named(prepared: Prepared, tmp_path: Path) -> None:
    send(prepared)
    finish(prepared, tmp_path)
    Store(prepared.data).save_draft("", {"to": "x"}, AT)
    assert wrong(prepared, tmp_path) == ["drafts left over"]


def test_the_job_is_read_without_a_problem_and_knows_neither_figures_nor_number(prepared: Prepared) -> None:
    program = parse(job())
    assert not program.problems and program.steps
    assert receipt_number(prepared.figures) not in job()
