"""The gallery of artifacts: a session of one's own with one of each kind, which nobody has to answer."""

from __future__ import annotations

import pytest

from deskhand.core.artifacts import KINDS
from deskhand.server.gallery.parcels import ROWS, parcels_csv
from deskhand.server.gallery.pieces import contents, pieces
from tests.server.office import Office


def test_every_kind_is_there_and_nothing_is_wrong_with_any() -> None:
    assert {piece.kind for piece in pieces()} == set(KINDS)
    for tongue in ("en", "zh"):
        made = list(contents(tongue))
        assert len({title for title, _ in made}) == len(made)
        assert [content.problems() for _, content in made] == [()] * len(made)


def test_the_parcels_are_the_same_each_time() -> None:
    text = parcels_csv()
    assert text.count("\n") == ROWS + 1 and text == parcels_csv()
    assert text.splitlines()[1] == "P000001,2025-02-13,Ljubljana,Ljubljana,Air,0.2,4.84,1,on the way"


async def test_a_gallery_is_a_session_of_ones_own_that_rests(office: Office) -> None:
    anna = office.owner
    made = await anna.post("/api/examples/gallery", {"language": "zh"})
    session = made["session"]
    assert (session["title"], session["state"]) == ("作品可以是什么", "resting")
    found = (await anna.get(f"/api/sessions/{session['id']}/artifacts"))["artifacts"]
    assert len(found) == len(pieces()) and found[0]["id"] == made["artifact"]
    assert {each["newest"]["by"] for each in found} == {"person"}


@pytest.mark.parametrize("body", [{"language": "fr"}, {"language": 3}])
async def test_a_language_that_there_is_not_is_refused(office: Office, body: dict[str, object]) -> None:
    anna = office.owner
    await anna.post("/api/examples/gallery", body, 422)
