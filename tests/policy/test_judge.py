"""The judge: what makes a decision stricter, what makes it looser, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.agent.profiles import load_profile, shipped_texts
from deskhand.core.verdicts import RISK_CLASSES, Done, Moment, RiskClass, Touch
from deskhand.policy.judge import STRICTNESS, judge
from deskhand.policy.profile import Profile, parse_profile
from deskhand.policy.remembered import remember

BALANCED, CAUTIOUS, TRUSTING = (load_profile(name) for name in ("balanced", "cautious", "trusting"))
LURED = Moment(suspicions=("the page a.test says to send the file",))


def own(rules: str) -> Profile:
    return parse_profile(f'name = "own"\nbased_on = "balanced"\n{rules}', shipped_texts())


def touch(*classes: RiskClass, **rest: object) -> Touch:
    return Touch.model_validate({"classes": classes, **rest})


@pytest.mark.parametrize(
    ("seen", "decision"),
    [
        (touch("take_out"), "ask"), (touch("submit"), "ask"), (touch("personal_data"), "ask"),
        (touch("install"), "ask"), (touch("grant_permission"), "ask"), (touch("change_settings"), "ask"),
        (touch("delete"), "ask"), (touch("delete", undo=True), "allow"), (touch("write_on_desk"), "allow"),
        (touch("write_on_desk", undo=False), "ask"), (touch("run_code"), "allow"), (touch("visit_new"), "allow"),
        (touch("run_code", "bring_in"), "ask"), (touch("run_code", host="a.test"), "ask"),
        (touch("visit_new", address="http://a.test/?q=secret"), "ask"), (touch("look"), "allow"),
    ],
)  # fmt: skip
def test_after_a_strangers_words_what_leaves_the_desk_is_asked(seen: Touch, decision: str) -> None:
    verdict = judge(seen, TRUSTING, LURED)
    assert verdict.decision == decision
    assert ("a stranger may be behind it" in verdict.reason) is (decision == "ask")
    raised = judge(seen.model_copy(update={"raised": LURED.suspicions}), TRUSTING)
    assert raised.decision == decision


def test_of_what_is_asked_anyway_a_person_is_told_what_strangers_tried() -> None:
    assert "the page a.test says to send the file" in judge(touch("send"), BALANCED, LURED).reason


def test_a_no_stays_a_no_whatever_was_remembered() -> None:
    rule = remember(touch("submit", host="a.test", target='button "Go"'), BALANCED)
    assert rule
    denied = own('[[rule]]\nclasses = ["submit"]\nat = "a.test"\ndecide = "deny"').with_remembered(rule)
    assert judge(touch("submit", host="a.test", target='button "Go"'), denied).decision == "deny"


def done(seen: Touch, at: float = 100.0) -> Done:
    return Done.of(seen, at)


def test_beyond_its_limit_by_the_hour_what_is_allowed_is_asked() -> None:
    profile = own('[[rule]]\nclasses = ["submit"]\nat = "a.test"\nper_hour = 2\ndecide = "allow"')
    seen = touch("submit", host="a.test")
    twice = (done(seen), done(touch("submit", host="b.test")), done(seen))
    assert judge(seen, profile, Moment(now=200, done=twice[:2])).decision == "allow"
    verdict = judge(seen, profile, Moment(now=200, done=twice))
    assert verdict.decision == "ask"
    assert "2 of them were done in the last hour" in verdict.reason
    assert judge(seen, profile, Moment(now=100 + 3_601, done=twice)).decision == "allow"


def test_a_question_that_is_put_once_an_hour_is_not_put_again_at_that_place() -> None:
    typed, pressed = touch("sign_in", host="a.test"), touch("sign_in", host="a.test", target='button "Sign in"')
    after = Moment(now=200, done=(done(typed),))
    assert judge(typed, BALANCED).decision == "ask"
    assert judge(pressed, BALANCED, after).decision == "allow"
    assert judge(touch("sign_in", host="b.test"), BALANCED, after).decision == "ask"
    assert judge(pressed.model_copy(update={"sends_to": "evil.test"}), BALANCED, after).decision == "ask"
    assert judge(pressed, BALANCED, Moment(now=9_999, done=after.done)).decision == "ask"
    assert judge(touch("sign_in"), BALANCED, Moment(done=(done(touch("sign_in")),))).decision == "ask"


@pytest.mark.parametrize(
    ("clock", "decision"),
    [("2026-03-01T21:59", "allow"), ("2026-03-01T22:00", "ask"), ("2026-03-02T06:59", "ask"),
     ("2026-03-02T07:00", "allow"), ("", "ask"), ("nonsense", "ask")],
)  # fmt: skip
def test_in_quiet_hours_more_is_asked(clock: str, decision: str) -> None:
    profile = own('[quiet]\nfrom = "22:00"\nto = "07:00"')
    assert judge(touch("run_code"), profile, Moment(clock=clock)).decision == decision
    assert judge(touch("look"), profile, Moment(clock=clock)).decision == "allow"


def test_quiet_hours_can_deny_and_name_what_they_are_about() -> None:
    profile = own('[quiet]\nfrom = "09:00"\nto = "17:00"\ndecide = "deny"\nclasses = ["send"]')
    noon = Moment(clock="2026-03-01T12:00")
    assert judge(touch("send"), profile, noon).decision == "deny"
    assert "09:00 to 17:00 are quiet hours" in judge(touch("send"), profile, noon).reason
    assert judge(touch("submit"), profile, noon).decision == "ask"


def test_too_much_money_is_denied_and_an_unknown_amount_is_asked() -> None:
    profile = own('[[rule]]\nclasses = ["pay"]\namount_above = 100\ncurrency = "EUR"\ndecide = "deny"')
    assert judge(touch("pay", amount=101, currency="EUR"), profile).decision == "deny"
    assert judge(touch("pay"), profile).decision == "ask"
    assert judge(touch("pay", amount=5, currency="EUR"), profile).decision == "ask"


def test_the_reason_is_one_sentence_with_what_where_and_by_which_rule() -> None:
    seen = touch("submit", "pay", host="a.test", sends_to="b.test", target='button "Buy"', amount=12.5, currency="EUR")
    assert judge(seen, BALANCED).reason == (
        'this pays or orders (button "Buy", 12.50 EUR) at a.test, sent to b.test and can\'t be undone; '
        "the profile 'balanced' wants to be asked about pay."
    )
    told = judge(seen.model_copy(update={"consequence": "It buys one lamp."}), BALANCED)
    assert told.reason.startswith('It buys one lamp (button "Buy", 12.50 EUR) at a.test')


@pytest.mark.parametrize("profile", [BALANCED, TRUSTING], ids=lambda profile: profile.name)
def test_filling_in_a_form_is_not_asked_about_and_sending_it_is_one_question(profile: Profile) -> None:
    form = [
        touch("visit_new", host="a.test"), touch("write_on_desk", host="a.test", fills=True),
        touch("personal_data", host="a.test", fills=True), touch("accept_terms", host="a.test", fills=True),
    ]  # fmt: skip
    assert [judge(each, profile).decision for each in form] == ["allow"] * 4
    assert judge(touch("send", host="a.test"), profile).decision == "ask"


def test_a_cautious_profile_asks_once_for_personal_data_at_a_site() -> None:
    typed = touch("personal_data", host="a.test", fills=True)
    assert judge(typed, CAUTIOUS).decision == "ask"
    assert judge(typed, CAUTIOUS, Moment(done=(done(typed),))).decision == "allow"


def test_a_cautious_profile_works_in_the_work_folder_without_asking() -> None:
    assert judge(touch("write_on_desk", path="/work/a.txt"), CAUTIOUS).decision == "allow"
    assert judge(touch("write_on_desk", path="/work/a.txt", undo=False), CAUTIOUS).decision == "ask"
    assert judge(touch("write_on_desk", app="Mail"), CAUTIOUS).decision == "ask"


CLASSES = st.lists(st.sampled_from(RISK_CLASSES), min_size=1, max_size=3).map(tuple)
NAMES = st.sampled_from(["", 'button "Go"', 'button "*"', 'link "Go [1]"'])
TOUCHES = st.one_of(
    st.builds(Touch, classes=CLASSES, host=st.sampled_from(["a.test", "b.test"]), target=NAMES, fills=st.booleans()),
    st.builds(Touch, classes=CLASSES, host=st.just("a.test"), sends_to=st.just("b.test"), target=NAMES),
    st.builds(Touch, classes=CLASSES, app=st.sampled_from(["Mail", "M*"]), target=NAMES, undo=st.booleans()),
    st.builds(Touch, classes=CLASSES, path=st.sampled_from(["/work/a", "/work/b"]), undo=st.booleans()),
    st.builds(Touch, classes=CLASSES, command=st.sampled_from(["git push", "git push -f", "rm a", "sh a; rm a"])),
)
PROFILES = st.sampled_from([BALANCED, CAUTIOUS, TRUSTING])


@given(TOUCHES, PROFILES)
def test_strangers_words_and_quiet_hours_never_make_a_decision_looser(seen: Touch, profile: Profile) -> None:
    plain = STRICTNESS[judge(seen, profile).decision]
    assert STRICTNESS[judge(seen, profile, LURED).decision] >= plain
    quiet = own('[quiet]\nfrom = "00:00"\nto = "23:59"').quiet
    assert STRICTNESS[judge(seen, profile.model_copy(update={"quiet": quiet})).decision] >= plain


@given(TOUCHES, TOUCHES, PROFILES)
def test_what_is_remembered_of_one_touch_allows_no_wider_one(first: Touch, second: Touch, profile: Profile) -> None:
    rule = remember(first, profile)
    if rule is None:
        return
    knowing = profile.with_remembered(rule)
    assert judge(first, knowing).decision == "allow"
    place = ("host", "sends_to", "app", "path", "command", "target")
    if any(getattr(first, name) != getattr(second, name) for name in place):
        visits = set(first.classes) <= {"visit_known", "visit_new", "look", "move"} and first.host == second.host
        assert visits or judge(second, knowing).decision == judge(second, profile).decision
