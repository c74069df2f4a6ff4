"""What is read off a paused request: fields of each kind of body, bounded, secrets masked."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from deskhand.core.requests import MASK
from deskhand.core.targets import HeldRequest
from deskhand.desk.requests.reading import FIELDS_MAX, NAME_CHARS_MAX, acts_by_reading, held_request


def read(body: bytes | None, kind: str = "", method: str = "POST", **more: Any) -> HeldRequest:
    entries = [{"bytes": base64.b64encode(body).decode()}] if body is not None else []
    request = {
        "url": "http://shop.test/x", "method": method, "headers": {"Content-Type": kind}, "postDataEntries": entries,
        **more,
    }  # fmt: skip
    return held_request({"request": request, "resourceType": "XHR"}, number=1, page="http://shop.test/", of_act=True)


def test_a_form_is_read_by_its_fields() -> None:
    held = read(b"name=Ann+B&password=x1&n=4111111111111111", "application/x-www-form-urlencoded")
    assert held.fields == {"name": "Ann B", "password": MASK, "n": f"{MASK} 1111"}
    assert (held.size, held.host, held.kind) == (41, "shop.test", "fetch")


def test_json_is_read_by_its_leaves() -> None:
    held = read(b'{"user": {"name": "Ann", "otp": 123456}, "tags": ["a", "b"], "none": null}', "application/json")
    assert held.fields == {"user.name": "Ann", "user.otp": MASK, "tags[0]": "a", "tags[1]": "b"}


def test_a_multipart_body_tells_names_of_files_and_never_what_is_in_them() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n'
        b'--b\r\nContent-Disposition: form-data; name="doc"; filename="plan.txt"\r\n\r\nsecret words\r\n--b--\r\n'
    )
    held = read(body, "multipart/form-data; boundary=b")
    assert held.fields == {"note": "hello"}
    assert held.files == ("plan.txt (12 bytes)",)
    assert held.kind == "upload"


def test_bytes_without_a_form_count_as_a_file() -> None:
    assert read(b"\x00\x01", "application/octet-stream").files == ("(data)",)


def test_a_file_on_disk_counts_although_the_browser_does_not_tell_it() -> None:
    held = read(None, "application/pdf", postDataEntries=[{}])
    assert held.files == ("(data)",)


def test_a_query_in_json_only_asks() -> None:
    assert read(b'{"query": "{ items { id } }"}', "application/json").reads
    assert not read(b'{"query": "mutation { pay }"}', "application/json").reads


def test_a_body_too_long_to_be_read_is_never_taken_for_one_that_asks() -> None:
    body = b'{"query": "{ items { id } }", "pad": "' + b"x" * (1 << 20) + b'"}'
    assert not read(body, "application/json").reads


@pytest.mark.parametrize(
    "body", [b"\xff\xfe=\x00", b"[" * 5000, b"", b"--b", b'{"a":' * 200, "键=值".encode()], ids=range(6)
)
@pytest.mark.parametrize(
    "kind", ["", "application/json", "multipart/form-data; boundary=b", "multipart/form-data", "x"]
)
def test_any_body_is_read_without_failing(body: bytes, kind: str) -> None:
    assert read(body, kind).method == "POST"


def test_what_says_most_of_a_request_is_kept_wherever_it_stands() -> None:
    held = read(b"&".join([b"f%d=1" % n for n in range(300)] + [b"card_number=4111111111111111&do=pay"]))
    assert len(held.fields) == FIELDS_MAX
    assert held.fields["card_number"] == f"{MASK} 1111"
    assert held.fields["do"] == "pay"
    assert list(held.fields)[:3] == ["f0", "f1", "f2"]


def test_json_is_read_to_its_depth_and_a_long_name_by_its_end() -> None:
    deep = "".join('{"payload_of_the_order":' for _ in range(10)) + '{"cardNumber": "4111111111111111"}' + "}" * 10
    (name,) = read(deep.encode(), "application/json").fields
    assert name.endswith("payload_of_the_order.cardNumber")
    assert len(name) <= NAME_CHARS_MAX


def test_a_form_that_is_sent_as_plain_text_is_read_by_its_lines() -> None:
    held = read(b"card_number=4111111111111111\r\namount=99.00\r\n", "text/plain")
    assert held.fields == {"card_number": f"{MASK} 1111", "amount": "99.00"}
    assert read(b"Dear all,\na = b\n", "text/plain").fields == {"body": "Dear all,\na = b\n"}


def test_a_body_too_long_to_be_read_counts_as_a_file() -> None:
    assert read(b"note=" + b"x" * (1 << 20) + b"&card_number=4111111111111111").files == ("(more than can be read)",)


@pytest.mark.parametrize(
    ("address", "acts"),
    [
        ("http://shop.test/items?action=delete&id=7", True),
        ("http://shop.test/pay?card_number=4111111111111111&amount=9", True),
        ("http://shop.test/items?" + "&".join(f"f{n}=1" for n in range(300)) + "&do=delete", True),
        ("http://shop.test/items?q=delete#action=delete", False),
        ("http://shop.test/help/delete-account", False),
        ("http://shop.test/[x?a=%ff%00&&==", False),
    ],
)
def test_a_get_says_in_its_query_whether_it_does_something(address: str, acts: bool) -> None:
    assert acts_by_reading(address) is acts


def test_fields_are_bounded() -> None:
    held = read("&".join(f"f{n}={'v' * 5000}" for n in range(500)).encode(), "application/x-www-form-urlencoded")
    assert len(held.fields) == FIELDS_MAX
    assert max(map(len, held.fields.values())) <= 210
