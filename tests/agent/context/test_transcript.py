"""What the model was last shown of the screen: whole pictures, parts that bring them up to date, and what is lost."""

from __future__ import annotations

from deskhand.agent.context.plan import Plan
from deskhand.core import events as ev
from deskhand.core.geometry import Box
from tests.agent.context.talk import Talk, picture, text

PART = Box(9, 9, 200, 120)


def test_a_part_brings_the_last_whole_picture_up_to_date() -> None:
    talk = Talk()
    talk.turn(picture(5))
    talk.turn(picture(6, PART))
    assert (talk.transcript.pictured, talk.transcript.patches) == (6, 1)
    talk.turn(picture(8))
    assert (talk.transcript.pictured, talk.transcript.patches) == (8, 0)


def test_a_part_without_a_whole_one_before_it_is_no_picture_of_the_screen() -> None:
    talk = Talk()
    talk.turn(picture(6, PART))
    assert talk.transcript.pictured is None


def test_a_picture_that_was_cleared_is_not_counted_on() -> None:
    """Many looks at details, and the model takes few pictures: the last whole one goes too."""
    talk = Talk(Plan("append_only", keep=2, most=4))
    talk.turn(picture(5))
    for frame in range(6, 12):
        talk.take(ev.Said(parts=(picture(frame, PART),)))
    assert talk.transcript.pictured == 5
    talk.ask()
    assert talk.transcript.pictured is None


def test_a_compaction_that_takes_the_last_whole_picture_is_noticed() -> None:
    talk = Talk()
    talk.turn(picture(5))
    talk.turn(text("Clicked."))
    talk.take(ev.Compacted(messages=3, digest=(text("Notes."),)))
    assert (talk.transcript.pictured, talk.transcript.pictures) == (None, 0)
    talk.turn(picture(9))
    assert talk.transcript.pictured == 9
    talk.take(ev.Compacted(messages=2, digest=(text("Notes."),)))
    assert talk.transcript.pictured == 9
    talk.ask()
    assert talk.transcript.pictured == 9
