"""One-time codes are those of RFC 6238's own examples."""

from __future__ import annotations

import base64

import pytest

from deskhand.core.errors import InvalidInput
from deskhand.secrets.totp import read_seed

KEY = base64.b32encode(b"12345678901234567890").decode()
KEY_256 = base64.b32encode(b"12345678901234567890123456789012").decode()


@pytest.mark.parametrize(
    ("now", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (2000000000, "69279037")],
)
def test_the_codes_are_those_of_the_standard(now: float, code: str) -> None:
    assert read_seed(f"otpauth://totp/a?secret={KEY}&digits=8").code(now) == code


def test_other_digests_and_lengths_are_read_from_the_address() -> None:
    seed = read_seed(f"otpauth://totp/a?secret={KEY_256}&digits=8&algorithm=SHA256")
    assert seed.code(59) == "46119246"


def test_a_bare_seed_gives_six_digits_however_it_is_spaced() -> None:
    spaced = " ".join(KEY[i : i + 4] for i in range(0, len(KEY), 4)).lower()
    assert read_seed(spaced).code(59) == "287082"


@pytest.mark.parametrize("text", ["", "mfrgg", "0189 0189 0189", "otpauth://hotp/a?secret=ABCDEFGHIJKLMNOP"])
def test_what_is_no_seed_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InvalidInput) as error:
        read_seed(text)
    assert not text or text not in str(error.value)


def test_a_seed_does_not_show_its_key() -> None:
    assert "1234" not in repr(read_seed(KEY))
