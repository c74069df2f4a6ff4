"""One word for one thing: the glossary's banned words are in no name."""

from __future__ import annotations

import pytest

from .naming_rules import banned_names, banned_words
from .source import ROOT, Module, load

BANNED = banned_words((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))


def test_no_name_of_the_package_is_a_banned_word() -> None:
    complaints = banned_names(load(), BANNED)
    assert not complaints, "\n" + "\n".join(complaints)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("class TrajectoryStore: ...", "trajectory"),
        ("def load_rollout(): ...", "rollout"),
        ("def f(utils): ...", "utils"),
        ("LLMReply = 1", "llm"),
        ("class A:\n    def f(self):\n        self.old_episode = 1", "episode"),
        ("class EventManager: ...", "Manager"),
    ],
)
def test_a_banned_word_in_a_name_is_found(text: str, word: str) -> None:
    (complaint,) = banned_names([Module("deskhand.agent.x", text)], BANNED)
    assert f'"{word}" is not a word of this project' in complaint


@pytest.mark.parametrize("text", ["window_manager = 1", "def manage(): ...", "class Episodic: ...", "x.utils.y()"])
def test_a_part_of_a_word_and_the_names_of_others_are_free(text: str) -> None:
    assert banned_names([Module("deskhand.agent.x", text)], BANNED) == []


def test_the_glossary_bans_something_for_every_kind_of_word() -> None:
    assert {"trajectory", "sandbox_env", "judgement", "utils"} <= set(BANNED)
    assert BANNED["rollout"] == "session"
