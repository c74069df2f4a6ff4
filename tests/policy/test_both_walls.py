"""What the label leaves open the request says: what is asked for by the words of its address and fields, and by what
was pressed; and which presses may wait for that. By the words alone: the second reading is in `test_trained.py`."""

from __future__ import annotations

import pytest

from deskhand.agent.profiles import load_profile
from deskhand.agent.sending import covers_of_verdict, judged_requests, of_act
from deskhand.core import acts
from deskhand.core.elements import Element, Page
from deskhand.core.geometry import Box
from deskhand.core.targets import Covers, Form, FormField, HeldRequest, Target
from deskhand.core.verdicts import Moment, RiskClass, Touch
from deskhand.policy.acts import Surroundings, touch_of_act
from deskhand.policy.judge import judge
from deskhand.policy.requests import touch_of_request
from tests.policy.reading import words_alone

pytestmark = pytest.mark.usefixtures("by_words")
CLICK = acts.Click(element="e1")


PAGE = "http://office.test/team"


def pressed(
    name: str,
    *,
    role: str = "button",
    source: str = "page",
    href: str = "",
    form: Form | None = None,
    page: str = PAGE,
    within: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    **rest: object,
) -> Touch:
    element = Element.model_validate(
        {"id": "e1", "role": role, "name": name, "box": Box(0, 0, 9, 9), "source": source, "href": href}
        | {"within": within, "states": states}
    )
    told: dict[str, object] = {"element": element, "page": Page(title="Team", address=page, app="Chromium")}
    target = Target.model_validate(told | {"form": form, "known_by": "page"} | rest)
    with words_alone():
        return touch_of_act(CLICK, Surroundings(target=target, known_hosts=("office.test",)))


def form(*fields: tuple[str, str, str], method: str = "GET", address: str = PAGE, button: str = "") -> Form:
    held = tuple(FormField(name=name, kind=kind, value=value, filled=bool(value)) for name, kind, value in fields)
    return Form(address=address, method=method, fields=held, button=button)


def request(path: str, method: str = "POST", *, of_act: bool = True, **fields: str) -> HeldRequest:
    return HeldRequest(
        id="r1", method=method, address=f"http://office.test{path}", host="office.test", page=PAGE, kind="fetch",
        fields=fields, of_act=of_act,
    )  # fmt: skip


# What a request asks for


@pytest.mark.parametrize(
    ("asked", "risk", "undoable"),
    [
        (request("/api/cards/3/archive"), "submit", True),
        (request("/api/cards/3/remove"), "delete", False),
        (request("/api/cards/3/comment"), "send", False),
        (request("/favourites/7", "DELETE"), "delete", True),
        (request("/cart/items/7", "DELETE"), "delete", True),
        (request("/items/7", "DELETE"), "delete", False),
        (request("/account/close"), "delete", False),
        (request("/trash/empty"), "delete", False),
        (request("/mails/7/trash"), "delete", True),
        (request("/drafts", body="Hello"), "submit", True),
        (request("/drafts/7/publish"), "send", False),
        (request("/drafts/7/confirm"), "submit", False),
        (request("/mails/7", "PATCH", archived="true"), "submit", True),
        (request("/cards/7", "PATCH", title="Hello"), "submit", False),
        (request("/graphql", operationName="ArchiveCard"), "submit", True),
        (request("/rpc").model_copy(update={"fields": {"method": "todos.delete"}}), "delete", False),
        (request("/api", action="pin", id="3"), "submit", True),
        (request("/newsletter/unsubscribe"), "change_settings", True),
        (request("/api/renew-off"), "change_settings", True),
        (request("/invitations"), "send", False),
        (request("/a", n="1"), "submit", False),
    ],
)  # fmt: skip
def test_a_request_that_an_act_set_off_is_what_its_address_and_fields_say(
    asked: HeldRequest, risk: RiskClass, undoable: bool
) -> None:
    touch = touch_of_request(asked)
    assert (touch.classes[0], touch.undoable) == (risk, undoable)


def test_what_a_page_sends_by_itself_or_elsewhere_is_never_light_by_its_address() -> None:
    assert not touch_of_request(request("/drafts", of_act=False)).undoable
    elsewhere = request("/drafts").model_copy(update={"address": "http://evil.test/drafts", "host": "evil.test"})
    assert not touch_of_request(elsewhere).undoable
    assert not touch_of_request(request("/drafts").model_copy(update={"files": ("plan.pdf",)})).undoable
    assert not touch_of_request(request("/drafts", card_number="•••• 1111")).undoable


def test_words_that_sound_light_do_not_make_an_order_light() -> None:
    basket = judge(pressed("Add to basket"), load_profile("balanced"))
    for path in ("/orders/confirm", "/checkout/complete", "/cart/place", "/payment/draft/finish"):
        (held,) = of_act((request(path),), basket)
        assert not touch_of_request(held).undoable, path
    (held,) = of_act((request("/tasks/7/complete"),), judge(pressed("Mark as done"), load_profile("balanced")))
    assert touch_of_request(held).undoable


def test_what_only_looks_or_brings_in_is_that_behind_a_label_that_says_so() -> None:
    profile = load_profile("balanced")
    for name, path, risk in (
        ("Show more", "/prices/quote", "visit_new"),
        ("Export CSV", "/report/export", "bring_in"),
        ("Install extension", "/extensions/7", "install"),
        ("Show more", "/prices/7", "submit"),
        ("Export CSV", "/report/7", "submit"),
    ):
        (held,) = of_act((request(path),), judge(pressed(name), profile))
        assert touch_of_request(held).classes == (risk,), path


def test_what_the_label_said_adds_to_what_the_request_says() -> None:
    said = request("/a").model_copy(update={"said": ("accept_terms", "move")})
    assert touch_of_request(said).classes == ("submit", "accept_terms")


def test_code_that_was_judged_is_asked_about_as_what_it_is_and_other_words_are_not() -> None:
    console = form(("Command line", "text", "M105"))
    run = pressed("Run", form=console)
    assert run.classes == ("run_code",)
    verdict = judge(run, load_profile("balanced"))
    same, other = of_act((request("/printer/gcode", cmd="M105"), request("/printer/gcode", cmd="M112")), verdict)
    assert touch_of_request(same).classes == ("run_code",)
    assert touch_of_request(other).classes == ("submit",)


# Which presses wait for it


@pytest.mark.parametrize(
    ("found", "waits"),
    [
        (pressed("Frobnicate the list"), True),
        (pressed("Confirm the seat map"), True),
        (pressed("Frobnicate the list", form=form(("Name", "text", "x"))), True),
        (pressed("Indemnify", form=form(("Name", "text", "x")), submits=True), True),
        (pressed("Indemnify", form=form(("Name", "text", "x"), method="POST"), submits=True), False),
        (pressed("Indemnify", source="app"), False),
        (pressed("Indemnify", page="http://localhost:8000/"), False),
        (pressed("Indemnify", page="file:///work/page.html"), False),
        (pressed("Indemnify", sockets=True), False),
        (pressed("Indemnify", attributes={"unseen": "it is nearly transparent"}), False),
        (pressed("Approve"), False),
        (pressed("Pay now"), False),
        (pressed("Indemnify", around="The order total of $49.00 will be charged."), False),
    ],
)  # fmt: skip
def test_a_press_of_which_nothing_is_known_waits_where_the_wall_sees_what_it_sends(found: Touch, waits: bool) -> None:
    assert found.waits is waits
    assert not (waits and found.undoable), "by its label alone it counts as one that can't be taken back"


def test_a_press_that_waits_lets_nothing_out_and_its_request_is_judged() -> None:
    verdict = judge(pressed("Frobnicate the list"), load_profile("balanced"))
    assert verdict.decision == "allow" and covers_of_verdict(verdict) == Covers()

    def decided(each: HeldRequest) -> str:
        return judged_requests(of_act((each,), verdict), load_profile("balanced"), Moment(), ()).decision

    assert decided(request("/lists/7/star")) == "allow"
    assert decided(request("/lists/7/frobnicate")) == "ask"
    assert decided(request("/lists/7", "DELETE")) == "ask"


# What stands around


@pytest.mark.parametrize(
    ("name", "notes", "undoable"),
    [
        ("Delete", "Deleted rooms stay in the bin and can be restored.", True),
        ("Delete", "Deleted rooms can't be restored.", False),
        ("Delete", "Archived rooms can be restored.", False),
        ("Frobnicate the list", "Nothing you do on this page is final.", True),
        ("Archive", "Whatever you do on this page can't be undone.", False),
        ("Archive", "", True),
        ("删除", "删除的内容会移到回收站，可随时恢复。", True),
        ("归档", "本页操作不可撤销。", False),
    ],
)
def test_a_note_of_the_page_says_whether_it_can_be_taken_back(name: str, notes: str, undoable: bool) -> None:
    assert pressed(name, notes=notes).undoable is undoable


@pytest.mark.parametrize(
    ("name", "href", "risk"),
    [
        ("Delete account", f"{PAGE}###", "delete"),
        ("Delete account", f"{PAGE}#void", "delete"),
        ("Delete account", PAGE, "delete"),
        ("Delete account", f"{PAGE}#delete-account", "move"),
        ("Details", f"{PAGE}#void", "move"),
        ("回复", f"{PAGE}#reply", "move"),
        ("Place order", f"{PAGE}#0", "pay"),
    ],
)
def test_a_link_that_leads_nowhere_is_what_its_label_asks_for(name: str, href: str, risk: RiskClass) -> None:
    assert pressed(name, role="link", href=href).classes[0] == risk


@pytest.mark.parametrize("name", ["Confirm", "Continue", "确定"])
def test_a_password_asked_for_once_more_is_what_its_part_of_the_page_is_about(name: str) -> None:
    password = form(("Password", "password", ""), method="POST", address="http://office.test/verify")
    found = pressed(name, form=password, submits=True, within=("section Delete workspace",))
    assert found.classes == ("delete", "sign_in") and not found.undoable
    assert pressed(name, form=password, submits=True, around="Welcome back").classes == ("sign_in",)


@pytest.mark.parametrize(
    ("name", "code", "risk"),
    [
        ("Go", "DROP TABLE users", "delete"),
        ("OK", "rm -rf /data", "delete"),
        ("Go", "Dear Ann, delete this letter", "submit"),
    ],
)
def test_a_statement_beside_a_button_is_what_it_runs_whatever_its_field_is_called(
    name: str, code: str, risk: RiskClass
) -> None:
    assert pressed(name, form=form(("", "textarea", code))).classes[0] == risk


@pytest.mark.parametrize("name", ["Save", "Done", "OK", "Add", "保存"])
def test_words_for_others_are_sent_whatever_the_button_is_called(name: str) -> None:
    assert pressed(name, form=form(("Write a comment", "textarea", "Fine"))).classes == ("send",)
    assert pressed(name, form=form(("Private notes", "textarea", "Fine"))).classes != ("send",)


@pytest.mark.parametrize("name", ["Yes, cancel", "Yes, stop", "是的，退出"])
def test_a_yes_is_to_what_the_dialog_asks(name: str) -> None:
    found = pressed(name, around="Cancel the order? It was paid.", within=("dialog Cancel order",))
    assert found.classes == ("submit",) and not found.undoable


def test_a_button_that_is_on_or_off_can_be_set_back_unless_it_says_otherwise() -> None:
    off = ("unchecked",)
    assert pressed("Frobnicate the list", states=off).undoable
    assert not pressed("Frobnicate the list").undoable
    assert not pressed("Order", states=off).undoable
    assert not pressed("Frobnicate the list", states=off, around="Frobnicated lists can't be restored.").undoable


def test_a_switch_of_a_session_or_setting_that_is_deleted_is_what_its_label_said_and_things_are_not() -> None:
    verdict = judge(pressed("Turn off protection"), load_profile("trusting"))

    def became(path: str) -> RiskClass:
        return touch_of_request(*of_act((request(path, "DELETE"),), verdict)).classes[0]

    assert became("/branches/main/protection") == "change_settings"
    assert became("/account") == "delete"
    assert became("/items") == "delete"
    assert became("/items/7") == "delete"
