"""The same recorded job through every wire form of every provider: the same acts on the desk, the same end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.models.anthropic import test_whole_job as anthropic
from tests.models.chat import test_whole_job as chat
from tests.models.gemini import test_whole_job as gemini
from tests.models.one_job import Played, went_through
from tests.models.openai import test_whole_job as openai

Play = Callable[[Path, str], Awaitable[Played]]
WIRES: list[tuple[str, Play, str]] = [
    (f"{name} {form}", house.in_wire, form)
    for name, house in (("anthropic", anthropic), ("openai", openai), ("gemini", gemini), ("chat", chat))
    for form in house.ALL_FORMS
]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> list[Played]:
    """Filled by the first wire form that is played."""
    return []


@pytest.mark.parametrize(("play", "form"), [wire[1:] for wire in WIRES], ids=[wire[0] for wire in WIRES])
async def test_the_job_ends_as_in_every_other_wire_form(
    tmp_path: Path, first: list[Played], play: Play, form: str
) -> None:
    end = await play(tmp_path / "job", form)
    assert went_through(end)
    first.append(end)
    assert end.end == first[0].end
