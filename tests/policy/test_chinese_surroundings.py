"""Chinese labels in bulk, alone and with what stands around them: each is of its class, and told to be undone only
where it can be. They were written before the words were mended by them: how right they were the first time is in
`LOG.md`."""

from __future__ import annotations

import pytest

from tests.policy.chinese_bulk import Judged, cases, names


def told(case: Judged) -> str:
    kinds = "/".join(case.case.classes)
    return f"{case.case.said} ({kinds}, {'undone' if case.case.undoable else 'final'}): {case.risk}"


@pytest.mark.parametrize("name", names())
def test_what_cannot_be_undone_is_not_told_as_if_it_could(name: str) -> None:
    assert [told(case) for case in cases(name) if case.missed] == []


@pytest.mark.parametrize("name", names())
def test_each_is_of_its_class_and_little_that_can_be_undone_is_told_as_final(name: str) -> None:
    assert [told(case) for case in cases(name) if not case.right or case.over] == []
