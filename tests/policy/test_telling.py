"""What a touch tells a person: the amount, the values, where they go and one sentence on what would happen."""

import pytest

from deskhand.core import acts
from deskhand.core.elements import Element, Page
from deskhand.core.geometry import Box
from deskhand.core.targets import Form, FormField, Target
from deskhand.core.verdicts import Touch
from deskhand.policy.acts import Surroundings, touch_of_act
from deskhand.policy.money import parse_amount

PAGE = Page(title="Shop", address="http://shop.test/checkout", app="Chromium")
CLICK = acts.Click(element="e1")


def paying(button: str = "Pay now", around: str = "", address: str = "http://shop.test/pay") -> Touch:
    fields = (
        FormField(name="Name", value="Ada", filled=True),
        FormField(name="Card number", value="4242 4242 4242 4242", filled=True),
        FormField(name="PIN", kind="password", filled=True),
        FormField(name="token", kind="hidden", value="x", filled=True),
    )
    form = Form(address=address, method="POST", fields=fields, button=button)
    element = Element(id="e1", role="button", name=button, box=Box(0, 0, 9, 9))
    target = Target(element=element, page=PAGE, form=form, submits=True, around=around, known_by="page")
    return touch_of_act(CLICK, Surroundings(target=target, known_hosts=("shop.test",)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pay $49.00", (49.0, "USD")), ("¥128", (128.0, "CNY")), ("合计 128 元", (128.0, "CNY")),
        ("49,00 €", (49.0, "EUR")), ("£1,240.00", (1240.0, "GBP")), ("€1.150", (1150.0, "EUR")),
        ("人民币 3,000.00 元", (3000.0, "CNY")), ("no money", (None, "")),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written(text: str, expected: tuple[float | None, str]) -> None:
    assert parse_amount(text) == expected


def test_what_is_due_counts_before_the_prices_around_it() -> None:
    touch = paying(around="Mug $14.00 Tent $189.00 Total due: $203.00 You save $5.00")
    assert (touch.amount, touch.currency) == (203.0, "USD")


def test_a_person_sees_what_is_sent_but_no_secret() -> None:
    assert paying().values == {"Name": "Ada", "Card number": "••• 4242", "PIN": "•••"}


def test_the_sentence_says_what_is_pressed_what_it_does_and_where() -> None:
    assert (
        paying("Pay $9.50").consequence
        == 'Clicking "Pay $9.50" orders or pays at shop.test: 9.50 USD (3 fields filled in).'
    )


def test_another_host_that_a_form_goes_to_is_told() -> None:
    touch = paying(address="http://collector.test/in")
    assert (touch.host, touch.sends_to) == ("shop.test", "collector.test")
    assert "collector.test" in touch.consequence


def test_a_card_is_paid_with_whatever_the_button_says() -> None:
    assert [paying(word).classes[0] for word in ("Search", "Next", "Read more", "查看")] == ["pay"] * 4


def test_what_is_typed_into_a_password_field_is_not_kept() -> None:
    element = Element(id="e1", role="textbox", name="Password", box=Box(0, 0, 9, 9), states=("password",))
    touch = touch_of_act(acts.TypeText(text="hunter2"), Surroundings(target=Target(element=element, page=PAGE)))
    assert "hunter2" not in touch.model_dump_json()
    assert touch.values == {"Password": "•••"}
