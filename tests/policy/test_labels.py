"""What labels are read as: the word lists fit together, and some hundred labels of many kinds of sites mean what they
mean. They were written together with the words: that new pages are read right is what the rounds in `LOG.md` say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from deskhand.policy.labels import read_label
from deskhand.policy.lexicon.chinese import phrases as chinese_phrases
from deskhand.policy.lexicon.chinese import things as chinese_things
from deskhand.policy.lexicon.chinese import verbs as chinese_verbs
from deskhand.policy.lexicon.english import phrases as english_phrases
from deskhand.policy.lexicon.english import things as english_things
from deskhand.policy.lexicon.english import verbs as english_verbs
from deskhand.policy.lexicon.listing import phrases, words
from deskhand.policy.lexicon.meanings import FAMILIES, SENSES
from tests.policy.crowding import crowded
from tests.policy.reading import LABELS, PAGES, PLACES, Case, judged, read, shares, target_of, words_alone

WHOLE_LISTS = ("english.txt", "chinese.txt")
RIGHT, MISSED, OVER = 0.85, 0.13, 0.17
"""Of the long lists, which were written to count by: they are not mended until nothing is left."""
PAGES_ALL, WINDOWS = (0.5, 0.05, 0.32), (0.4, 0.11, 0.51)
"""Behind both walls, the same of whole pages and of programs' windows, by which no word was mended and four of five of
which the model has learnt by."""
ABOUT = ("to", "from", "as", "a", "with")


def test_labels_of_many_kinds_of_sites_mean_what_they_mean_there() -> None:
    """By the words and the grammar alone."""
    with words_alone():
        wrong = [(case.label, case.wrong) for name in WHOLE_LISTS for case in read(LABELS / name) if _misread(case)]
    assert wrong == []


def _misread(case: Case) -> bool:
    return case.wrong.startswith(("over", "class"))


@pytest.mark.parametrize(
    "path", sorted([*LABELS.glob("*-*.txt"), *PLACES.glob("*.txt")]), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_long_lists_are_read_as_well_as_they_were(path: Path) -> None:
    """Right, missed of what can't be taken back, over of what can, as they were when last mended by."""
    right, missed, over = shares(read(path))
    assert (right >= RIGHT, missed <= MISSED, over <= OVER) == (True, True, True), (right, missed, over)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_whole_pages_are_read_as_well_as_they_were(path: Path) -> None:
    """Every twentieth press of them, among its neighbours: minutes less."""
    least, most_missed, most_over = WINDOWS if path.stem.startswith("desktop") else PAGES_ALL
    right, missed, over = shares(crowded(read(path))[::20])
    assert right >= least and missed <= most_missed and over <= most_over, (right, missed, over)


def test_each_verb_is_of_one_family_and_each_family_is_known() -> None:
    english = Counter(verb for text in english_verbs.VERBS.values() for verb in phrases(text))
    chinese = Counter(verb for text in chinese_verbs.VERBS.values() for verb in words(text))
    for counted in (english, chinese):
        assert [verb for verb, times in counted.items() if times > 1] == []
    assert set(english_verbs.VERBS) | set(chinese_verbs.VERBS) <= set(FAMILIES)


@pytest.mark.parametrize("where", [{}, {"app": ""}], ids=["page", "program"])
def test_a_dialog_that_asks_what_its_button_says_is_read_to_an_end(where: dict[str, str]) -> None:
    """Its question and its label were once asked for each other's meaning without end."""
    with words_alone():
        for verb in {verb for text in english_verbs.VERBS.values() for verb in phrases(text)}:
            asked = f"Do you want to {verb} it?"
            for label in (verb.capitalize(), "OK"):
                said = target_of(label, f"{asked} {label} Cancel", given={"dialog": asked} | where)
                assert judged(said).classes


def test_what_the_families_say_names_senses_and_kinds_of_things_that_both_languages_have() -> None:
    assert set(english_things.THINGS) == set(chinese_things.THINGS)
    for name, family in FAMILIES.items():
        assert {family.default, family.bare, *family.rules.values()} <= set(SENSES), name
        for rule in family.rules:
            place, _, kind = rule.partition("_")
            assert (kind if place in ABOUT and kind else rule) in english_things.THINGS, (name, rule)
    assert set(english_phrases.WHOLE) | set(chinese_phrases.WHOLE) <= set(SENSES)


@pytest.mark.parametrize(
    ("label", "risk"),
    [
        ("Close", "move"), ("Close account", "delete"), ("Close issue", "submit"),
        ("Remove filter", "move"), ("Remove account", "delete"), ("Remove from playlist", "delete"),
        ("Cancel", "move"), ("Cancel order", "submit"), ("Cancel upload", "move"), ("Yes, cancel my order", "submit"),
        ("Release funds", "pay"), ("Release notes", "move"), ("Release marks to parents", "send"),
        ("Order pizza", "pay"), ("Order details", "move"), ("Order confirmed", "move"),
        ("Turn the lights off", "change_settings"), ("Email address", "move"), ("Email the seller", "send"),
        ("Save and close", "submit"), ("Continue reading", "move"), ("Accept and send", "accept_terms"),
        ("Add $20", "pay"), ("Upload failed", "move"), ("No, keep it", "move"),
        ("Place my order", "pay"), ("Move £100 to savings", "pay"), ("Restore domain for $80", "pay"),
        ("Swap seats view", "move"), ("Bill of materials", "move"), ("Charge rate", "move"), ("Return policy", "move"),
        ("Return book", "submit"), ("Modify and confirm", "submit"), ("Archive permanently", "submit"),
        ("Let me check again", "move"), ("Continue training", "move"), ("Page 3 of 9", "move"),
        ("Turn on click & collect", "change_settings"), ("Remove keywords permanently", "delete"),
        ("Roll key", "submit"), ("Lock thread", "submit"),
        ("取消", "move"), ("取消订单", "submit"), ("取消关注", "submit"), ("取消上传", "move"),
        ("支付方式", "move"), ("立即支付", "pay"), ("退款进度", "move"), ("申请退款", "submit"),
        ("全部评论", "move"), ("全部删除", "delete"), ("从购物车移除", "delete"), ("分享给好友", "send"),
        ("刪除帳號", "delete"), ("取消訂單", "submit"), ("匯出資料", "bring_in"), ("檢視詳情", "move"),
        ("订单已取消", "move"), ("确认删除", "delete"), ("结束直播", "submit"), ("结束演示", "move"),
    ],
)  # fmt: skip
def test_a_verb_weighs_by_what_it_acts_on(label: str, risk: str) -> None:
    sense = read_label(label)
    assert sense is not None and sense.risk == risk
