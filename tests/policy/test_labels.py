"""What labels are read as: the word lists fit together, and some hundred labels of many kinds of sites mean what they
mean. They were written together with the words: that new pages are read right is what the rounds in `LOG.md` say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskhand.core import acts
from deskhand.core.elements import Element, Page
from deskhand.core.geometry import Box, Point
from deskhand.core.targets import Target
from deskhand.policy.acts import Surroundings, touch_of_act
from deskhand.policy.labels import read_label
from deskhand.policy.lexicon.chinese import phrases as chinese_phrases
from deskhand.policy.lexicon.chinese import things as chinese_things
from deskhand.policy.lexicon.chinese import verbs as chinese_verbs
from deskhand.policy.lexicon.english import phrases as english_phrases
from deskhand.policy.lexicon.english import things as english_things
from deskhand.policy.lexicon.english import verbs as english_verbs
from deskhand.policy.lexicon.listing import phrases, words
from deskhand.policy.lexicon.meanings import FAMILIES, SENSES

LABELS = Path(__file__).with_name("labels")
HARMLESS = frozenset({"look", "move", "write_on_desk"})
PLACES = ("to", "from", "as", "a")


def labels() -> Iterator[tuple[str, bool, str]]:
    """Class ("a or b": either is right), whether it can be undone where it mostly can't, label."""
    for path in sorted(LABELS.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, _, said = line.partition(": ")
                for label in said.split(" | "):
                    yield kind.removesuffix(", undone"), kind.endswith(", undone"), label


def judged(label: str) -> tuple[str, bool]:
    """The class of a press on a button of a page that says nothing else, and whether it can be undone."""
    element = Element(id="e1", role="button", name=label, box=Box(0, 0, 9, 9))
    target = Target(element=element, page=Page(title="X", address="http://x.test/a"), known_by="page")
    touch = touch_of_act(acts.Click(at=Point(1, 1)), Surroundings(target=target))
    return touch.classes[0], touch.undoable


def test_labels_of_many_kinds_of_sites_mean_what_they_mean_there() -> None:
    wrong = []
    for expected, undone, label in labels():
        risk, undoable = judged(label)
        classes = expected.split(" or ")
        right = risk in classes or ("harmless" in classes and risk in HARMLESS)
        if not right or (undone and not undoable):
            wrong.append((label, expected, risk))
    assert wrong == []


def test_each_verb_is_of_one_family_and_each_family_is_known() -> None:
    english = Counter(verb for text in english_verbs.VERBS.values() for verb in phrases(text))
    chinese = Counter(verb for text in chinese_verbs.VERBS.values() for verb in words(text))
    for counted in (english, chinese):
        assert [verb for verb, times in counted.items() if times > 1] == []
    assert set(english_verbs.VERBS) | set(chinese_verbs.VERBS) <= set(FAMILIES)


def test_what_the_families_say_names_senses_and_kinds_of_things_that_both_languages_have() -> None:
    assert set(english_things.THINGS) == set(chinese_things.THINGS)
    for name, family in FAMILIES.items():
        assert {family.default, family.bare, *family.rules.values()} <= set(SENSES), name
        for rule in family.rules:
            place, _, kind = rule.partition("_")
            assert (kind if place in PLACES and kind else rule) in english_things.THINGS, (name, rule)
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
