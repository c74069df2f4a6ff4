"""What acts would do, by the facts of their target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core import acts
from deskhand.core.elements import Element, Page
from deskhand.core.geometry import Box, Point
from deskhand.core.targets import Target
from deskhand.policy.acts import Surroundings, touch_of_act
from tests.policy.reading import words_alone

PAGE = Page(title="Shop", address="http://shop.test/cart", app="Chromium")
CLICK = acts.Click(at=Point(1, 1))


def thing(role: str, name: str = "", *, form: bool = True, **rest: object) -> Element:
    within = ("form Order",) if form else ()
    return Element(id="e1", role=role, name=name, box=Box(0, 0, 9, 9), within=within, **rest)  # type: ignore[arg-type]


def classes(act: acts.Act, element: Element | None = None) -> set[str]:
    """By the words alone: the second reading is in `test_trained.py`."""
    around = Surroundings(target=Target(element=element, page=PAGE), known_hosts=("shop.test", "*.known.test", "*"))
    with words_alone():
        return set(touch_of_act(act, around).classes)


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (thing("button", "Save"), {"submit"}), (thing("button", "保存"), {"submit"}),
        (thing("button", "Pay now"), {"pay"}), (thing("button", "立即支付"), {"pay"}),
        (thing("button", "Delete entry"), {"delete"}), (thing("button", "删除"), {"delete"}),
        (thing("button", "Send message"), {"send"}), (thing("button", "Close"), {"move"}),
        (thing("button", "Frobnicate"), {"submit"}), (thing("button", "Floor plan", form=False), {"move"}),
        (thing("button", "Indemnify", form=False), {"submit"}),
        (thing("button", "I agree"), {"accept_terms"}), (thing("button", "Allow notifications"), {"grant_permission"}),
        (thing("button", "Sign in"), {"sign_in"}), (thing("button", "Install"), {"install"}),
        (thing("menuitem", "Empty trash", source="app"), {"delete"}),
        (thing("link", "Home", href="http://shop.test/"), {"visit_known"}),
        (thing("link", "Sub", href="http://a.known.test/"), {"visit_known"}),
        (thing("link", "Elsewhere", href="http://other.test/"), {"visit_new"}),
        (thing("link", "Delete my account", href="/delete"), {"visit_known", "delete"}),
        (thing("file", "Receipt"), {"take_out"}), (thing("textbox", "Name"), {"move"}),
        (None, {"write_on_desk"}),
    ],
)  # fmt: skip
def test_a_click_is_classed_by_what_it_hits(element: Element | None, expected: set[str]) -> None:
    assert classes(CLICK, element) == expected


@pytest.mark.parametrize(
    ("act", "element", "expected"),
    [
        (acts.Screenshot(), None, {"look"}),
        (acts.MouseMove(at=Point(1, 1)), None, {"move"}),
        (acts.TypeText(text="x"), thing("textbox", "Merchant"), {"write_on_desk"}),
        (acts.TypeText(text="x"), thing("textbox", "E-mail"), {"personal_data"}),
        (acts.TypeText(text="x"), thing("textbox", "Code", states=("password",)), {"sign_in"}),
        (acts.TypeText(text="x\n"), thing("textbox", "Merchant"), {"write_on_desk", "submit"}),
        (acts.Key(keys="Return"), thing("textbox", "Merchant"), {"submit"}),
        (acts.Key(keys="Return"), thing("textbox", "Notes", states=("multiline",)), {"write_on_desk"}),
        (acts.Key(keys="Return"), thing("searchbox", "Search"), {"move"}),
        (acts.Key(keys="Return"), thing("button", "Pay"), {"pay"}),
        (acts.Key(keys="space"), thing("button", "Delete"), {"delete"}),
        (acts.Key(keys="Delete"), thing("text", "report.txt", source="app"), {"delete"}),
        (acts.SetValue(element="e1", value="a.png"), thing("file", "Receipt"), {"take_out"}),
        (acts.SetValue(element="e1", value="x"), thing("date", "Date"), {"write_on_desk"}),
        (acts.Open(target="http://shop.test/x"), None, {"visit_known"}),
        (acts.Open(target="http://new.test/"), None, {"visit_new"}),
        (acts.Open(target="http://new.test/?data=secret"), None, {"visit_new", "take_out"}),
        (acts.Open(target="terminal"), None, {"move"}),
    ],
)  # fmt: skip
def test_other_acts_are_classed_by_kind_and_target(act: acts.Act, element: Element | None, expected: set[str]) -> None:
    assert classes(act, element) == expected


BAR = thing("textbox", "Address and search bar", form=False, source="app")


@pytest.mark.parametrize(
    ("act", "value", "expected"),
    [
        (acts.TypeText(text="secret words"), "", {"move"}),
        (acts.TypeText(text="secret words\n"), "", {"visit_new", "take_out"}),
        (acts.Key(keys="Return"), "secret", {"visit_new", "take_out"}),
        (acts.Key(keys="Return"), "shop.test/cart", {"visit_known"}),
        (acts.Key(keys="Return"), "http://new.test/", {"visit_new"}),
        (acts.Key(keys="Return"), "new.test/?q=secret", {"visit_new", "take_out"}),
        (acts.Key(keys="Return"), "", {"visit_new", "take_out"}),
    ],
)
def test_words_in_the_address_bar_leave_the_desk(act: acts.Act, value: str, expected: set[str]) -> None:
    assert classes(act, BAR.model_copy(update={"value": value})) == expected


@pytest.mark.parametrize(
    ("act", "element", "fills"),
    [
        (acts.TypeText(text="x"), thing("textbox", "Name"), True),
        (acts.TypeText(text="x\n"), thing("textbox", "Name"), False),
        (acts.SetValue(element="e1", value="x"), thing("combobox", "Country"), True),
        (CLICK, thing("checkbox", "I agree"), True),
        (CLICK, thing("button", "Send"), False),
        (acts.SetValue(element="e1", value="a.png"), thing("file", "Receipt"), True),
        (acts.TypeText(text="x"), BAR, False),
        (acts.TypeText(text="x"), None, False),
    ],
)
def test_what_only_fills_in_a_field_is_told_from_what_sends_it(
    act: acts.Act, element: Element | None, fills: bool
) -> None:
    around = Surroundings(target=Target(element=element, page=PAGE))
    assert touch_of_act(act, around).fills is fills


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["button", "link", "textbox", "weird role"]))
def test_any_name_and_address_get_a_class(name: str, address: str, role: str) -> None:
    element = thing(role, name, href=address)
    around = Surroundings(target=Target(element=element, page=Page(address=address)))
    assert touch_of_act(CLICK, around).classes
    assert touch_of_act(acts.Open(target=address or "x"), around).classes
