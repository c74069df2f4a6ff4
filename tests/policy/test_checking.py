"""Checking a profile: what never decides, what takes a no back, what fits nothing."""

import pytest

from deskhand.agent.profiles import SHIPPED, load_profile, shipped_texts
from deskhand.policy.checking import Remark, remarks
from deskhand.policy.profile import own_rules, parse_profile


def checked(rules: str, based_on: str = "balanced") -> tuple[Remark, ...]:
    text = f'name = "x"\nbased_on = "{based_on}"\n{rules}'
    return remarks(own_rules(text), parse_profile(text, shipped_texts()))


def rule(classes: str, decide: str, more: str = "") -> str:
    quoted = ", ".join(f'"{risk}"' for risk in classes.split())
    return f'[[rule]]\nclasses = [{quoted}]\ndecide = "{decide}"\n{more}\n'


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_profiles_have_nothing_to_mend(name: str) -> None:
    assert remarks(own_rules(shipped_texts()[name]), load_profile(name)) == ()


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (rule("submit", "ask") + rule("submit", "allow", 'at = "a.test"'), "rule 2 never decides anything: rule 1"),
        (rule("submit", "ask") + rule("submit pay", "allow", 'at = "a.test"'), "rule 2 never decides about submit"),
        (rule("send", "ask", 'at = "*.a.test"') + rule("send", "deny", 'at = "b.a.test"'), "rule 2 never decides"),
        (rule("pay", "allow", 'amount_max = 50\ncurrency = "EUR"')
         + rule("pay", "allow", 'amount_max = 20\ncurrency = "EUR"'), "rule 2 never decides"),
        (rule("run_code", "ask", 'command = "git"') + rule("run_code", "deny", 'command = "git push"'), "rule 2 never"),
        (rule("send", "allow", 'to = ["*@a.test"]\nbytes_max = 9')
         + rule("send", "allow", 'to = ["b@a.test"]\nbytes_max = 5'), "rule 2 never decides"),
        (rule("submit", "allow", 'at = "https://a.test/x"'), 'write the site alone, "a.test"'),
        (rule("delete", "allow", 'path = "/home/ann"'), "its files are under /work"),
        (rule("run_code", "allow", 'command = "git push | tee x"'), "signs of the shell"),
        (rule("submit", "ask", "per_hour = 3"), "per_hour counts only where it says allow"),
        (rule("submit", "allow", "once = true"), "once counts only where it says ask"),
        (rule("pay", "ask", 'currency = "EUR"'), "limits nothing"),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_do_what_it_seems_to_say_is_told(rules: str, words: str) -> None:
    mends = [f"rule {each.rule} {each.words}" for each in checked(rules) if each.kind == "mend"]
    assert len(mends) == 1 and words in mends[0]


@pytest.mark.parametrize(
    "rules",
    [
        rule("submit", "allow", 'at = "a.test"') + rule("submit", "ask"),
        rule("submit", "allow", 'at = "a.test"') + rule("submit", "deny", 'at = "b.test"'),
        rule("pay", "allow", 'amount_max = 20\ncurrency = "EUR"')
        + rule("pay", "ask", 'amount_max = 50\ncurrency = "EUR"'),
        rule("send", "allow", 'at = "b.a.test"') + rule("send", "ask", 'at = "*.a.test"'),
        rule("pay", "allow", 'amount_max = 20\ncurrency = "EUR"')
        + rule("pay", "allow", 'amount_max = 10\ncurrency = "USD"'),
        rule("send", "allow", 'to = ["*@a.test"]') + rule("send", "deny", 'to = ["b@a.test"]'),
        rule("send", "allow", 'to = ["b@a.test"]') + rule("send", "allow", 'to = ["*@a.test"]'),
        rule("send", "allow", "bytes_max = 5") + rule("send", "allow", "bytes_max = 9"),
        rule("send", "allow", 'target = "Save?"\nat = "a.test"') + rule("send", "ask", 'target = "Save*"'),
    ],
)
def test_a_narrower_rule_before_a_wider_one_is_as_it_should_be(rules: str) -> None:
    assert checked(rules) == ()


def test_a_no_that_is_taken_back_and_a_class_that_nobody_speaks_of_are_noted() -> None:
    (note,) = checked(rule("pay", "allow", 'at = "a.test"\namount_max = 9\ncurrency = "EUR"'), "cautious")
    assert note.kind == "note" and "pay is allowed here" in note.words
    lone = f'name = "x"\n{rule("look", "allow")}'
    (silent,) = remarks(own_rules(lone), parse_profile(lone, {}))
    assert "no rule speaks of move, write_on_desk" in silent.words


def test_an_amount_without_a_currency_and_a_name_without_a_site_are_noted() -> None:
    words = " ".join(each.words for each in checked(rule("submit", "allow", 'target = "Save"\namount_max = 5')))
    assert "counts in every currency" in words and '"Save" is allowed on every site' in words
