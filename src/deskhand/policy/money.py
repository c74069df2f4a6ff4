"""Amounts of money as they are written on pages: "Pay $49.00", "¥128", "合计 128 元", "49,00 €"."""

from __future__ import annotations

import re

from deskhand.policy.lexicon.around import AMOUNT
from deskhand.policy.lexicon.fields import MONEY
from deskhand.policy.scene import Scene

_ANY = re.compile(AMOUNT, re.IGNORECASE)
_DUE = re.compile(
    r"(?:\b(?:total|amount due|to pay|due|charged?|you (?:give|pay)|to be charged)\b"
    rf"|应付|实付|合计|总计|总额|金额|扣除|支付|捐出)[^.。!?]{{0,40}}?({AMOUNT})",
    re.IGNORECASE,
)
_CURRENCIES = (
    ("US$", "USD"), ("HK$", "HKD"), ("USD", "USD"), ("EUR", "EUR"), ("GBP", "GBP"), ("CNY", "CNY"), ("RMB", "CNY"),
    ("CHF", "CHF"), ("人民币", "CNY"), ("欧元", "EUR"), ("美元", "USD"), ("元", "CNY"), ("$", "USD"), ("€", "EUR"),
    ("£", "GBP"), ("¥", "CNY"), ("¥", "CNY"), ("DOLLAR", "USD"), ("EURO", "EUR"), ("POUND", "GBP"),
)  # fmt: skip
_YEN = re.compile(r"[\u3040-\u30ff]|円|\bJPY\b|\byen\b", re.IGNORECASE)


def has_amount(text: str) -> bool:
    return bool(_ANY.search(text))


def amount_of(scene: Scene) -> tuple[float | None, str]:
    """The amount that an act on the scene would move, and its ISO currency; (None, "") where none is written.

    The label counts first, then a field for an amount, then what is said to be due, then the last amount around.
    """
    for text in (scene.label, _field_amount(scene), *_due(scene.words), *_ANY.findall(scene.words)[-1:]):
        if (found := parse_amount(text))[0] is not None:
            currency = found[1] or parse_amount(scene.words)[1]
            return found[0], "JPY" if currency == "CNY" and _YEN.search(scene.words) else currency
    return None, ""


def _due(words: str) -> list[str]:
    return [match[1] for match in _DUE.finditer(words)]


def _field_amount(scene: Scene) -> str:
    """What a field for an amount holds, with the currency that its label names."""
    held = [field for field in (scene.form.fields if scene.form else ()) if MONEY.search(field.name) and field.value]
    if not held or not re.fullmatch(r"[\d.,\s]+", held[0].value):
        return held[0].value if held else ""
    currency = next((sign for sign, _ in _CURRENCIES if sign in held[0].name.upper()), "")
    return (
        f"{currency} {held[0].value}"
        if currency and not "一" <= currency[0] <= "鿿"
        else f"{held[0].value} {currency or '?'}"
    )


def parse_amount(text: str) -> tuple[float | None, str]:
    """The first amount in a text and its ISO currency, "" where the text names none."""
    match = _ANY.search(text)
    if match is None:
        bare = re.fullmatch(r"\s*([\d.,  ]*\d)\s*\??\s*", text)
        return (_number(bare[1]), "") if bare else (None, "")
    written = match.group()
    currency = next((iso for sign, iso in _CURRENCIES if sign in written.upper()), "")
    digits = re.search(r"\d[\d.,  ]*", written)
    return (_number(digits.group()), currency) if digits else (None, "")


def _number(digits: str) -> float | None:
    """A number in either manner of writing: the last mark before one or two digits parts the cents."""
    digits = re.sub(r"[\s ]", "", digits).strip(".,")
    cents = re.search(r"[.,](\d{1,2})$", digits)
    whole = re.sub(r"[.,]", "", digits[: cents.start()] if cents else digits)
    try:
        return float(f"{whole or 0}.{cents[1] if cents else 0}")
    except ValueError:
        return None
