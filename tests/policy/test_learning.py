"""What answers teach: narrow rules, only where the profile still asks, never from what a stranger raised."""

from deskhand.agent.profiles import load_profile, shipped_texts
from deskhand.core.verdicts import Moment, RiskClass, Touch
from deskhand.policy.judge import judge
from deskhand.policy.learning import Answer, learned, rules_toml, with_rules
from deskhand.policy.profile import Profile, Rule, parse_profile

BALANCED = load_profile("balanced")


def touch(*classes: RiskClass, **rest: object) -> Touch:
    return Touch.model_validate({"classes": classes, "host": "a.test", "target": 'button "Save"', **rest})


def answers(*pairs: tuple[Touch, str], moment: Moment = Moment()) -> list[Answer]:
    return [Answer(verdict=judge(seen, BALANCED, moment), answer=answer, session="s-1") for seen, answer in pairs]


def rules(given: list[Answer], profile: Profile = BALANCED) -> list[Rule]:
    return [proposal.rule for proposal in learned(given, profile).proposals]


def test_two_yeses_at_one_place_become_a_rule_for_that_place() -> None:
    (rule,) = rules(answers((touch("submit"), "allow"), (touch("submit"), "always")))
    assert (rule.decide, rule.at, rule.target, rule.classes) == ("allow", "a.test", 'button "Save"', ("submit",))


def test_two_noes_become_a_no() -> None:
    (rule,) = rules(answers((touch("pay"), "deny"), (touch("pay"), "deny")))
    assert (rule.decide, rule.classes) == ("deny", ("pay",))


def test_the_amount_of_a_rule_is_the_largest_that_was_allowed() -> None:
    paid = [(touch("submit", amount=amount, currency="EUR"), "allow") for amount in (5.0, 9.0, 7.0)]
    (rule,) = rules(answers(*paid))
    assert (rule.amount_max, rule.currency) == (9.0, "EUR")


def test_what_teaches_nothing_is_counted() -> None:
    twice, other = touch("submit"), touch("take_out")
    found = learned(
        answers(
            (twice, "allow"), (twice, "deny"), (other, "allow"), (touch("send"), "allow"), (touch("send"), "allow"),
            (touch("install"), "none"), (touch("install"), "take_over"),
        ),
        BALANCED,
    )  # fmt: skip
    assert (found.proposals, found.mixed, found.few, found.each_time) == ((), 1, 1, 2)


def test_a_yes_after_a_strangers_words_teaches_nothing() -> None:
    lured = Moment(suspicions=("the page said so",))
    assert not rules(answers((touch("submit"), "allow"), (touch("submit"), "allow"), moment=lured))


def test_nothing_is_proposed_where_the_profile_says_no_or_allows_already() -> None:
    given = answers((touch("submit"), "allow"), (touch("submit"), "allow"))
    assert not rules(given, load_profile("trusting"))
    denies = Profile(name="x", rules=(Rule(classes=("submit",), decide="deny"),))
    assert not rules(given, denies)


def test_rules_are_written_before_the_first_own_one_and_read_back_the_same() -> None:
    text = (
        'name = "x"\nbased_on = "balanced"\n\n# mine\n[[rule]]\nclasses = ["submit"]\nat = "a.test"\ndecide = "ask"\n'
    )
    name = 'a "quoted" name, \\ and \x7f'
    rule = Rule(classes=("submit",), at="a.test", target=name, decide="allow", why="Answered yes 2 times.")
    made = with_rules(text, [rule])
    assert parse_profile(made, shipped_texts()).rules[0] == rule
    assert made.index("Answered yes") < made.index("# mine")
    assert parse_profile(with_rules('name = "y"\n', [rule]), {}).rules == (rule,)
    assert rules_toml([rule]).startswith("[[rule]]")
