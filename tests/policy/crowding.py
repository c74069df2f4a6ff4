"""Presses as a real page shows them: among the words and buttons of their neighbours, which say nothing of them. The
lists of `pages/` give of each press the words that belong to it; a desk gives all that stands near it, and a page often
tells in one place what each of its buttons does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from zlib import crc32

from tests.policy.reading import Case

_NEIGHBOURS = ((1, 1), (0, 2), (2, 0), (1, 2), (0, 1), (1, 0), (2, 2))
"""How many of those before and after it stand near a press."""
_WORDS_CHARS = 140
"""So much of what is written of a neighbour is told."""
_FEW_CHARS = 4
"""Shorter words tell nothing of a press."""


class Around(NamedTuple):
    """around, notes: as a target tells them."""

    around: str
    notes: str


def crowded(cases: Sequence[Case], time: int = 0) -> list[Case]:
    """The same presses of one list, each with its neighbours around it: each time otherwise, and in the same way
    whenever it is asked for that time."""
    return [each for _, page in groupby(cases, _title) for each in _page(list(page), time)]


def _title(case: Case) -> str:
    return case.target.page.title if case.target.page else ""


def _page(cases: Sequence[Case], time: int) -> Iterator[Case]:
    for at, case in enumerate(cases):
        chosen = crc32(f"{time} {_title(case)} {at} {case.label}".encode())
        near = [each for each in cases if _place(each) == _place(case)]
        ways = _WAYS if len(near) > 1 else _ALONE
        told = ways[chosen % len(ways)](case, _some(case, near, chosen // 16), _some(case, cases, chosen // 128))
        yield case._replace(target=case.target.model_copy(update=told._asdict()))


def _place(case: Case) -> tuple[str, ...]:
    """Its dialog, row or section: what stands in another is not near it."""
    return case.target.element.within if case.target.element else ()


def _some(case: Case, cases: Sequence[Case], chosen: int) -> list[Case]:
    """It and some of those before and after it, in the order of the page or against it; no other of the same label."""
    place = next(number for number, each in enumerate(cases) if each is case)
    before, after = _NEIGHBOURS[chosen % len(_NEIGHBOURS)]
    found = cases[max(0, place - before) : place + after + 1]
    kept = [each for each in found if each is case or each.label != case.label]
    return kept if chosen // 8 % 3 else kept[::-1]


def _among(case: Case, near: Sequence[Case], page: Sequence[Case]) -> Around:
    """Each button with its words beside it, one after another."""
    return Around(" ".join(map(_beside, near)), case.target.notes if case.target.around else "")


def _explained(case: Case, near: Sequence[Case], page: Sequence[Case]) -> Around:
    """The buttons in a line, and a remark elsewhere that tells what each does."""
    return Around(" ".join(each.label for each in near), _remarks(case, [*near, *page]))


def _explained_before(case: Case, near: Sequence[Case], page: Sequence[Case]) -> Around:
    """The same remark and then the buttons, as a window has it."""
    return Around(f"{_remarks(case, near)} {' '.join(each.label for each in near)}".strip(), "")


def _explained_alone(case: Case, near: Sequence[Case], page: Sequence[Case]) -> Around:
    """Only that remark stands near."""
    return Around(_remarks(case, near), "")


def _noted(case: Case, near: Sequence[Case], page: Sequence[Case]) -> Around:
    """Its own words, the labels near it, and words of others in remarks that name nothing."""
    labels = " ".join(each.label for each in near if each is not case)
    told = [case.target.notes, *(_words(each) for each in page if each is not case)]
    notes = [each for each in dict.fromkeys(told) if len(each) > _FEW_CHARS]
    return Around(f"{labels} {_with_label(case.target.around, case)}".strip(), "; ".join(notes))


def _remarked(case: Case, near: Sequence[Case], page: Sequence[Case]) -> Around:
    """Its own words, and a remark elsewhere that tells what others do."""
    others = [each for each in page if each is not case]
    return Around(_with_label(case.target.around, case), f"{case.target.notes} {_remarks(case, others)}".strip())


_WAYS = (_among, _among, _explained, _explained_before, _noted, _among, _explained, _explained_alone)
_ALONE = (_noted, _remarked, _explained, _remarked, _noted)
"""Where nothing else stands in its place."""


def _remarks(case: Case, some: Sequence[Case]) -> str:
    """ "Archive: you can reopen it. Poof: gone for good." """
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in case.label)
    joint, end, space = ("：", "。", "") if chinese else (": ", ".", " ")
    words = {each.label: _words(each) for each in some}
    told = [f"{label}{joint}{said.rstrip('.。')}{end}" for label, said in words.items() if len(said) > _FEW_CHARS]
    return space.join(told)


def _beside(case: Case) -> str:
    """What stands where it stands, with the thing itself."""
    return _with_label(case.target.around or case.target.notes, case)


def _with_label(words: str, case: Case) -> str:
    return words if case.label in words else f"{words} {case.label}".strip()


def _words(case: Case) -> str:
    """What is written of a press without its label."""
    written = [case.target.notes, case.target.around.replace(case.label, " ")]
    return ". ".join(" ".join(each.split()) for each in written if each.strip())[:_WORDS_CHARS]
