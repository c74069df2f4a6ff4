"""Numbers and amounts as people and receipts write them -> plain decimals. It does not know currencies' worth."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, DecimalException

from deskhand.models.steps.values.failure import StepFailed

DIGITS_MAX = 30

_AMOUNT = re.compile(
    r"(?P<sign>[-−–+]\s*)?(?:[^\W\d_]{0,4}|[$€£¥₩₹])\s*(?P<body>\d[\d.,'’ \u00a0\u202f]*)(?P<after>-(?!\w))?"
)
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_MONEY = re.compile(r"[$€£¥₩₹]|\b(?:EUR|USD|GBP|CHF|CNY|RMB|JPY|元)\b|元", re.IGNORECASE)


def plain_number(text: str) -> Decimal | None:
    """A number in plain form ("-12.50"); None for anything else."""
    bare = text.strip()
    if len(bare) > DIGITS_MAX or not bare.isascii() or not _PLAIN.fullmatch(bare):
        return None
    return Decimal(bare)


def _separators_read(body: str, money: bool) -> str:
    """Digits with thousands' marks taken out and the decimal mark a dot.

    With both marks the last one is the decimal mark. One mark, once, before exactly three digits groups thousands
    when it is a comma, or when the text is about money; any other single mark is the decimal mark.
    """
    digits = re.sub(r"[\s'’]", "", body).rstrip(".,")
    marks = [char for char in digits if char in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    if len(set(marks)) == 1:
        grouped = len(tail) == 3 and (len(marks) > 1 or ((last == "," or money) and head not in ("", "0")))
        if grouped or len(marks) > 1:
            return digits.replace(last, "")
    return re.sub(r"[.,]", "", head) + "." + tail


def amounts_in(text: str) -> list[str]:
    """Every number of a text, as plain decimals with the digits kept as written ("12.50" stays "12.50")."""
    normal = unicodedata.normalize("NFKC", text[:2_000])
    money = bool(_MONEY.search(normal) or _MONEY.search(text[:2_000]))
    found = []
    for match in _AMOUNT.finditer(normal):
        number = _separators_read(match["body"], money)
        negative = (match["sign"] or "").strip() in ("-", "−", "–") or match["after"] or _in_brackets(normal, match)
        if number and len(number) <= DIGITS_MAX:
            found.append(("-" if negative else "") + number)
    return found


def _in_brackets(text: str, match: re.Match[str]) -> bool:
    return text[: match.start("body")].rstrip(" $€£¥").endswith("(") and text[match.end() :].lstrip().startswith(")")


def as_number(text: str) -> str:
    """ "€1.234,50" -> "1234.50". Fails when there is no number, or more than one."""
    plain = plain_number(text)
    if plain is not None:
        return text.strip()
    found = list(dict.fromkeys(amounts_in(text)))
    if len(found) == 1:
        return found[0]
    if not found:
        raise StepFailed(f'"{text[:80]}" is not a number.', "Read something that holds one number.")
    raise StepFailed(f'"{text[:80]}" holds several numbers ({", ".join(found[:4])}).', "Read only one of them.")


def to_decimal(text: str) -> Decimal | None:
    """The number that a text is, for arithmetic and comparing; None when it is not one number and nothing else."""
    plain = plain_number(text)
    if plain is not None:
        return plain
    stripped = re.sub(r"[$€£¥₩₹元\s]|EUR|USD|GBP|CHF|CNY|RMB|JPY", "", text.strip(), flags=re.IGNORECASE)
    if not re.fullmatch(r"[-−+(]?[\d.,'’]+[)-]?", stripped) or not any(char.isdecimal() for char in stripped):
        return None
    found = amounts_in(text)
    try:
        return Decimal(found[0]) if len(found) == 1 else None
    except DecimalException:
        return None


def written(number: Decimal) -> str:
    """A number without exponent; trailing zeros of sums are kept ("12.50"), "-0" is "0"."""
    text = f"{number:f}"
    return "0" if re.fullmatch(r"-0(?:\.0*)?", text) else text
