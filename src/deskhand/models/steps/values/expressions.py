"""Arithmetic and joining: `total + amount`, `sum of rows.Amount`, `first & ", " & last`. Decimal, never float.

The text is masked: quoted pieces are marks. It does not know statements.
"""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException, DivisionByZero, localcontext
from itertools import pairwise

from deskhand.models.steps.language.mask import MARK, Masked
from deskhand.models.steps.language.phrases import Conversion, Words
from deskhand.models.steps.values.dates import as_date
from deskhand.models.steps.values.failure import StepFailed
from deskhand.models.steps.values.numbers import as_number, to_decimal, written
from deskhand.models.steps.values.variables import Value, Variables, shown

DEPTH_MAX = 30
_TOKEN = re.compile(
    rf"\s*(?:(?P<mark>{MARK})|(?P<number>\d+(?:\.\d+)?)(?![\w.])|(?P<op>[-+*/()&×÷])|"
    r"(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*))"
)
_OF = re.compile(
    r"^(?:the\s+)?(?P<what>sum|total|count|number|length|average|largest|smallest|first|last)\s+of\s+(?P<x>.+)$", re.I
)
_OF_ZH = re.compile(r"^(?P<x>.+?)的?(?P<what>总和|之和|数量|个数|平均值|最大值|最小值)$")
_ROUNDED = re.compile(r"^(?P<x>.+?),?\s+rounded(?:\s+to\s+(?P<n>\d)(?:\s+(?:places|decimals|digits))?)?$", re.I)
_CHINESE = {
    "总和": "sum",
    "之和": "sum",
    "数量": "count",
    "个数": "count",
    "平均值": "average",
    "最大值": "largest",
    "最小值": "smallest",
}
_EMPTY_LIST = re.compile(r"^(?:an?\s+)?(?:empty|new)\s+list$|^\[\s*\]$|^空列表$", re.I)
_EMPTY = re.compile(r"^(?:empty|nothing|blank|空)$", re.I)


def evaluate(text: str, pieces: tuple[Words, ...], variables: Variables) -> Value:
    """The value of an expression. What is no arithmetic is plain words, filled."""
    masked = Masked(text.strip(), pieces)
    if _EMPTY_LIST.match(masked.text):
        return []
    if _EMPTY.match(masked.text):
        return ""
    rounded = _ROUNDED.match(masked.text)
    if rounded:
        return _rounded(evaluate(rounded["x"], pieces, variables), int(rounded["n"] or 0))
    about = _OF.match(masked.text) or _OF_ZH.match(masked.text)
    if about and (found := variables.find(_bare_path(masked, about["x"]))) is not None:
        return _aggregate(_CHINESE.get(about["what"], about["what"].casefold()), found)
    tokens = _tokens(masked.text)
    if tokens is None or not _is_arithmetic(tokens, masked, variables):
        return variables.value_of(masked.words(masked.text))
    with localcontext() as context:
        context.prec = 24
        try:
            return _Reader(tokens, masked, variables).all()
        except (DivisionByZero, ZeroDivisionError):
            raise StepFailed(
                f"{masked.plain(text)} divides by zero.", "Check the number below the line first."
            ) from None
        except DecimalException:
            raise StepFailed(f"{masked.plain(text)} can't be worked out.", "The numbers are too large.") from None


def _bare_path(masked: Masked, text: str) -> str:
    return masked.words(re.sub(r"^(?:the\s+)", "", text.strip(), flags=re.I)).text.strip("{} ")


def _tokens(text: str) -> list[tuple[str, str]] | None:
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match or len(found) > 500:
            return None
        found.append((str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    return found


def _is_arithmetic(tokens: list[tuple[str, str]], masked: Masked, variables: Variables) -> bool:
    """Operands and operators in turn, names all known: "12 + 3" and "total + 1" are, "Foo - Bar" is not."""
    if not any(kind == "op" for kind, _ in tokens):
        return False
    if any(kind == "name" and variables.find(word) is None for kind, word in tokens):
        return False
    operands = [kind != "op" for kind, _ in tokens]
    return not any(a and b for a, b in pairwise(operands))


class _Reader:
    """Recursive descent over the tokens: sums of products of operands."""

    def __init__(self, tokens: list[tuple[str, str]], masked: Masked, variables: Variables) -> None:
        self.tokens, self.masked, self.variables = tokens, masked, variables
        self.at = 0
        self.depth = 0

    def all(self) -> Value:
        value = self.sum()
        if self.at < len(self.tokens):
            raise StepFailed(
                f'I can\'t read "{self.masked.plain(self.masked.text)}".', "Write for example: total + amount."
            )
        return value

    def _take(self, *operators: str) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "op" and self.tokens[self.at][1] in operators:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return ""

    def sum(self) -> Value:
        value = self.product()
        while operator := self._take("+", "-", "&"):
            value = _combined(operator, value, self.product())
        return value

    def product(self) -> Value:
        value = self.operand()
        while operator := self._take("*", "/", "×", "÷"):
            value = _combined({"×": "*", "÷": "/"}.get(operator, operator), value, self.operand())
        return value

    def operand(self) -> Value:
        self.depth += 1
        if self.depth > DEPTH_MAX:
            raise StepFailed("The expression is nested too deeply.", "Split it over several `let` steps.")
        try:
            if self._take("-"):
                return _combined("-", "0", self.operand())
            if self._take("("):
                value = self.sum()
                if not self._take(")"):
                    raise StepFailed("A bracket is not closed.", "Write for example: (a + b) * 2.")
                return value
            return self._atom()
        finally:
            self.depth -= 1

    def _atom(self) -> Value:
        if self.at >= len(self.tokens) or self.tokens[self.at][0] == "op":
            raise StepFailed(
                f'Something is missing in "{self.masked.plain(self.masked.text)}".',
                "Write for example: total + amount.",
            )
        kind, word = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return word
        return self.variables.get(word) if kind == "name" else self.variables.value_of(self.masked.piece(word))


def _combined(operator: str, left: Value, right: Value) -> Value:
    """`+` adds numbers and joins anything else; lists grow by `+`."""
    if operator == "+" and isinstance(left, list):
        return [*left, *(right if isinstance(right, list) else [right])]
    a, b = to_decimal(shown(left)), to_decimal(shown(right))
    if operator == "&" or (operator == "+" and (a is None or b is None)):
        return shown(left) + shown(right)
    if a is None or b is None:
        bad = shown(left if a is None else right)
        raise StepFailed(f'"{bad[:80]}" is not a number.', 'Read it "as a number" first.')
    return written({"+": a + b, "-": a - b, "*": a * b}[operator] if operator != "/" else a / b)


def _rounded(value: Value, places: int) -> str:
    number = to_decimal(shown(value))
    if number is None:
        raise StepFailed(f'"{shown(value)[:80]}" is not a number.', "Only numbers can be rounded.")
    try:
        return written(number.quantize(Decimal(1).scaleb(-places)))
    except DecimalException:
        raise StepFailed(f"{shown(value)[:80]} is too large to round.", "") from None


def _aggregate(what: str, value: Value) -> Value:
    items = value if isinstance(value, list) else [value]
    if what in ("count", "number", "length"):
        return str(len(items))
    if what in ("first", "last"):
        if not items:
            raise StepFailed(f"An empty list has no {what} item.", "Check its count first.")
        found: Value = items[0 if what == "first" else -1]
        return found
    numbers = [_number(item) for item in items]
    if what in ("sum", "total"):
        return written(sum(numbers, Decimal(0)))
    if not numbers:
        raise StepFailed(f"An empty list has no {what} value.", "Check its count first.")
    if what == "average":
        return written(sum(numbers, Decimal(0)) / len(numbers))
    return written(max(numbers) if what == "largest" else min(numbers))


def _number(item: Value) -> Decimal:
    number = to_decimal(shown(item))
    if number is None:
        raise StepFailed(f'"{shown(item)[:80]}" is not a number.', "Only lists of numbers can be added up.")
    return number


def converted(value: str, conversion: Conversion) -> str:
    """A value read as a number or a date, in its plain form."""
    if conversion == "number":
        return as_number(value)
    if conversion:
        return as_date(value, "day" if "day" in conversion else "month" if "month" in conversion else "")
    return value
