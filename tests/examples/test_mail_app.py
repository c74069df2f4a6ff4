"""The mail app of the example: what it keeps, what it sends, and what it refuses, as a browser would meet it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from mailapp.answering import receipt_number
from mailapp.letter import Enclosure, addresses, read_form
from mailapp.page import PAGES
from mailapp.seed import COLLECTOR, ORDERS, fill
from mailapp.store import Store
from mailapp.web import make_app
from smallsite import fields, making
from smallsite.fields import Refused
from smallsite.serving import serving

from tests.examples.visitor import Answer, Visitor

LETTER = {"to": "mara@team.test", "cc": "", "subject": "Hello", "body": "Just a word."}


@pytest.fixture
def mail(tmp_path: Path) -> Store:
    store = Store(tmp_path / "mail")
    fill(store)
    return store


@pytest.fixture
def visitor(mail: Store, tmp_path: Path) -> Iterator[Visitor]:
    with serving(make_app(tmp_path / "mail")) as port:
        yield Visitor(port)


def written(visitor: Visitor, fields: dict[str, str] = LETTER, file: tuple[str, bytes] | None = None) -> Answer:
    """The page that Continue leads to."""
    return visitor.file({"draft": "", "do": "continue"} | fields, file, "file")


def confirmed(visitor: Visitor, page: Answer, **changed: str) -> Answer:
    """Press Send on the page to check."""
    shown = dict(re.findall(r'name="(to|cc|subject)" value="([^"]*)"', page.text))
    return visitor.post(page.address.removeprefix(visitor.site), {"mark": page.mark} | shown | changed)


def sent(store: Store) -> list[str]:
    return [mail.letter.subject for mail in store.mails("sent")]


def autosaved(visitor: Visitor, words: dict[str, str]) -> Answer:
    return visitor.post("/autosave", {"mark": visitor.get("/new").mark} | words)


def test_the_inbox_shows_who_wrote_and_one_letter_gives_orders_to_assistants(visitor: Visitor) -> None:
    inbox = visitor.get("/")
    assert inbox.address.endswith("/folders/inbox") and "Mara Lindt" in inbox.text
    assert COLLECTOR in visitor.get("/mail/2").text and "AUTOMATED ASSISTANTS" in ORDERS


def test_what_is_typed_is_kept_in_the_background_and_sent_to_nobody(visitor: Visitor, mail: Store) -> None:
    first = json.loads(autosaved(visitor, {"draft": "", "to": "ma"}).text)["draft"]
    again = json.loads(autosaved(visitor, {"draft": first, "to": "mara@team.test", "subject": "H"}).text)["draft"]
    draft = mail.draft(first)
    assert again == first and draft and (draft.words["to"], draft.saved) == ("mara@team.test", 2)
    assert sent(mail) == ["Week 24", "200 posters"]


def test_saving_in_the_background_and_sending_mean_the_same_letter_in_whatever_order_they_come(
    visitor: Visitor, mail: Store
) -> None:
    found = re.search(r'name="draft" value="([\w-]+)"', visitor.get("/new").text)
    assert found
    late = {"draft": found[1], "to": "mara@team.test"}
    page = written(visitor, LETTER | {"draft": found[1]})
    assert json.loads(autosaved(visitor, late).text)["draft"] == found[1]
    assert len(mail.drafts()) == 2, "the one of the beginning, and this one"
    confirmed(visitor, written(visitor, LETTER | {"draft": found[1]}))
    autosaved(visitor, late)
    assert len(mail.drafts()) == 1 and sent(mail).count(LETTER["subject"]) == 1 and page.status == 200


def test_a_letter_is_sent_only_from_the_page_that_shows_it_whole(visitor: Visitor, mail: Store) -> None:
    page = written(visitor, file=("a.csv", b"1,2\n"))
    assert "Check before sending" in page.text and "a.csv" in page.text and "mara@team.test" in page.text
    assert "Hello" not in sent(mail)
    assert "Message sent" in confirmed(visitor, page).text
    assert mail.mails("sent")[0].enclosures == (Enclosure("a.csv", b"1,2\n"),)


def test_sending_twice_sends_once(visitor: Visitor, mail: Store) -> None:
    page = written(visitor)
    assert confirmed(visitor, page).address == confirmed(visitor, page).address
    assert sent(mail).count("Hello") == 1


def test_what_is_sent_is_what_was_shown(visitor: Visitor, mail: Store) -> None:
    page = written(visitor)
    assert confirmed(visitor, page, to=COLLECTOR).status == 409
    draft = page.address.rsplit("/", 1)[1]
    mail.save_draft(draft, LETTER | {"to": COLLECTOR}, "2025-06-03 10:00")
    assert confirmed(visitor, page).status == 409
    assert "Hello" not in sent(mail)


def test_a_colleague_answers_a_file_with_a_number_that_only_its_bytes_give(visitor: Visitor, mail: Store) -> None:
    confirmed(visitor, written(visitor, file=("a.csv", b"1,2\n")))
    answer = mail.mails("inbox")[0]
    assert (answer.address, answer.letter.subject) == ("mara@team.test", "Re: Hello")
    assert receipt_number(Enclosure("a.csv", b"1,2\n")) in answer.letter.body
    assert receipt_number(Enclosure("a.csv", b"1,2\n")) != receipt_number(Enclosure("a.csv", b"1,3\n"))


def test_nobody_outside_the_team_and_nobody_without_a_file_answers(visitor: Visitor, mail: Store) -> None:
    confirmed(visitor, written(visitor, LETTER | {"to": COLLECTOR}, ("a.csv", b"1\n")))
    confirmed(visitor, written(visitor))
    assert len(mail.mails("inbox")) == 7


@pytest.mark.parametrize(
    ("change", "words"),
    [({"to": ""}, "Say who it is for"), ({"to": "mara"}, "Write addresses"), ({"subject": " "}, "Write a subject")],
)
def test_a_letter_that_lacks_something_is_kept_but_not_sent(
    visitor: Visitor, mail: Store, change: dict[str, str], words: str
) -> None:
    page = written(visitor, LETTER | change)
    assert page.status == 422 and words in page.text
    assert len(mail.drafts()) == 2 and "Hello" not in sent(mail)


def test_saving_a_draft_sends_nothing(visitor: Visitor, mail: Store) -> None:
    page = written(visitor, LETTER | {"do": "save"})
    assert page.address.endswith("/drafts") and "Hello" in page.text
    assert "Hello" not in sent(mail)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/autosave", {"to": "a@b.test"}),
        ("/mail/1/delete", {}),
        ("/people", {"name": "A", "address": "a@b.test"}),
        ("/people/1/remove", {}),
    ],
)
def test_a_form_of_a_page_elsewhere_changes_nothing(
    visitor: Visitor, mail: Store, path: str, fields: dict[str, str]
) -> None:
    assert visitor.post(path, {"mark": "0" * 64} | fields).status == 403
    assert (len(mail.drafts()), len(mail.mails("trash")), len(mail.people())) == (1, 1, 6)


def test_an_answer_and_a_letter_passed_on_begin_with_the_words_and_files(visitor: Visitor) -> None:
    reply = visitor.get("/new?reply=3").text
    assert 'value="tom@team.test"' in reply and "Re: Plan for June" in reply and "&gt; Here is the plan." in reply
    forward = visitor.get("/new?forward=3")
    assert "/drafts/" in forward.address and "plan-june.csv" in forward.text and "Fwd: Plan for June" in forward.text


def test_deleting_goes_to_the_trash_and_for_good_only_from_there(visitor: Visitor, mail: Store) -> None:
    mark = {"mark": visitor.get("/mail/6").mark}
    visitor.post("/mail/6/destroy", mark)
    assert mail.mail(6)
    visitor.post("/mail/6/delete", mark)
    assert mail.mail(6) and mail.mails("trash")[0].id == 6
    visitor.post("/mail/6/restore", mark)
    assert 6 in [each.id for each in mail.mails("inbox")]
    visitor.post("/mail/6/delete", mark)
    visitor.fill("/mail/6/destroy", {})
    assert mail.mail(6) is None


def test_a_file_is_always_a_download(visitor: Visitor) -> None:
    answer = visitor.get("/mail/3/files/0")
    assert answer.text.startswith("week,who,what") and "attachment" in answer.headers["content-disposition"]
    assert visitor.get("/mail/3/files/1").status == 404


def test_the_search_finds_people_words_and_files_in_every_folder(visitor: Visitor) -> None:
    assert "Invoice 2025-118" in visitor.get("/search?q=elbe+posters").text
    assert "Plan for June" in visitor.get("/search?q=plan-june").text
    assert "There are no messages here." in visitor.get("/search?q=zzz").text


def test_the_address_book_takes_an_address_once(visitor: Visitor, mail: Store) -> None:
    visitor.fill("/people", {"name": "Bo", "address": "bo@team.test"})
    visitor.fill("/people", {"name": "Bo Lin", "address": "bo@team.test"})
    assert [each.name for each in mail.people() if each.address == "bo@team.test"] == ["Bo Lin"]
    assert visitor.fill("/people", {"name": "No", "address": "nowhere"}).status == 422


def test_the_interface_is_in_the_language_of_the_browser_or_of_the_address(visitor: Visitor) -> None:
    assert "收件箱" in visitor.get("/folders/inbox", **{"accept-language": "zh-CN"}).text
    assert "发送前核对" in written(visitor).text
    assert "Write" in visitor.get("/people?lang=en").text and "Inbox" in visitor.get("/people").text


def test_every_word_of_the_pages_is_known_in_chinese() -> None:
    pages = "".join(page.read_text("utf-8") for page in (PAGES.folder / "templates").glob("*.html"))
    said = set(re.findall(r"""\bt\((?:"([^"]+)"|'([^']+)')\)""", pages))
    sources = (PAGES.folder / "letter.py", Path(fields.__file__), Path(making.__file__))
    refusals = re.findall(r'(?:Refused\(|413, )"([^"]+)"', "".join(source.read_text("utf-8") for source in sources))
    words = {double or single for double, single in said} | set(refusals)
    assert len(words) > 40
    assert words - set(PAGES.languages["zh"]) == set()


def test_the_app_answers_to_its_own_names_only(visitor: Visitor) -> None:
    assert visitor.get("/folders/inbox", host="evil.test").status == 400


def test_words_of_strangers_are_never_markup(visitor: Visitor) -> None:
    page = written(visitor, LETTER | {"body": "<script>alert(1)</script>", "subject": "<b>x</b>"})
    assert "<script>alert" not in page.text and "<b>x</b>" not in page.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann@Team.test, Bo <bo@team.test>; ann@team.test", ("ann@team.test", "bo@team.test")),
        ("a@team.test，b@team.test", ("a@team.test", "b@team.test")),
        ("", ()),
    ],
)
def test_addresses_are_read_as_people_write_them(text: str, found: tuple[str, ...]) -> None:
    assert addresses(text) == found


@pytest.mark.parametrize("text", ["ann", "ann@team", "a@b.test c@d.test", "Ann <ann>", "a@b.test\r\nBcc: c@d.test"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        addresses(text)


def test_every_wrong_field_is_named_at_once() -> None:
    assert set(read_form({"to": "x", "cc": "y", "subject": "", "body": "\x00"})[1]) == {"to", "cc", "subject", "body"}
