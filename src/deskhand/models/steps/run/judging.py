"""Whether a condition holds, on what is known: a list of elements, the variables, which files there are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from deskhand.core.elements import ElementList
from deskhand.models.steps.language.phrases import Both, Compare, Condition, FileExists, InState, PageIs, Shown
from deskhand.models.steps.sight.controls import page_only
from deskhand.models.steps.sight.finding import describe, find, nearest
from deskhand.models.steps.sight.folding import WORDS, level
from deskhand.models.steps.sight.labels import page_says, read_value
from deskhand.models.steps.sight.wanted import Wanted, wanted
from deskhand.models.steps.values.numbers import to_decimal
from deskhand.models.steps.values.variables import Value, Variables, shown

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}$")
Verdict = tuple[bool, str]


def left_value(condition: Compare, variables: Variables) -> Value | None:
    """The left side of a comparison when it is not on the screen."""
    words = condition.left
    if "{" in words.text:
        return variables.value_of(words)
    return None if words.quoted else variables.find(words.text.strip())


def needs_screen(condition: Condition, variables: Variables) -> bool:
    if isinstance(condition, Both):
        return any(needs_screen(part, variables) for part in condition.parts)
    if isinstance(condition, Compare):
        return left_value(condition, variables) is None
    return not isinstance(condition, FileExists)


def files_of(condition: Condition, variables: Variables) -> Iterator[str]:
    """The paths whose existence the condition is about."""
    if isinstance(condition, Both):
        for part in condition.parts:
            yield from files_of(part, variables)
    elif isinstance(condition, FileExists):
        yield variables.fill(condition.path).strip()


def judge(
    condition: Condition, listing: ElementList | None, variables: Variables, files: Mapping[str, bool]
) -> Verdict:
    """(whether it holds, the evidence in words)."""
    match condition:
        case Both(parts=parts, any_of=any_of):
            verdicts = [judge(part, listing, variables, files) for part in parts]
            holds = any(v[0] for v in verdicts) if any_of else all(v[0] for v in verdicts)
            return holds, "; ".join(v[1] for v in verdicts)
        case FileExists(path=path, exists=exists):
            name = variables.fill(path).strip()
            there = files.get(name, False)
            return there == exists, f"the file {name} {'exists' if there else 'does not exist'}"
        case Compare():
            return _compare(condition, listing, variables)
    if listing is None:
        return False, "the screen could not be read"
    match condition:
        case Shown(target=target, shown=wanted_shown):
            return _shown(listing, wanted(target, variables), wanted_shown)
        case InState():
            return _in_state(condition, listing, variables)
        case PageIs(part=part, operator=operator, right=right):
            page = next((p for p in listing.pages if p.active), None)
            value = (page.title if part == "title" else page.address) if page else ""
            holds = compare(value, operator, variables.value_of(right))
            return holds, f'the {part} is "{value[:200]}"'


def _shown(listing: ElementList, goal: Wanted, wanted_shown: bool) -> Verdict:
    found = find(listing, goal, "see")
    where = describe(found.elements[0]) if found.elements else ""
    there = bool(found.elements)
    if (
        there
        and goal.name
        and _fuzzy(found.elements[0].name + found.elements[0].value + found.elements[0].row_text, goal)
    ):
        there = page_says(listing, goal.name) or not goal.name
    if not there and goal.name and goal.role in ("window", "tab", "page", "dialog"):
        title = _titled(listing, goal)
        there, where = bool(title), title
    if not there and goal.role == "page" and not goal.places:
        there = page_says(listing, goal.name) if goal.name else bool(page_only(listing).elements)
    if not there and not goal.role and not goal.places:
        words = goal.whole or goal.name
        there = page_says(listing, words)
        where = f'the words "{words}"'
    if there:
        return wanted_shown, f"I see {where or goal.said}"
    near = "; ".join(nearest(listing, goal)[:5])
    return not wanted_shown, f"I don't see {goal.said}" + (f" (nearest: {near})" if near and wanted_shown else "")


def _titled(listing: ElementList, goal: Wanted) -> str:
    """The window, tab or page whose title holds the name, in words; "" without one."""
    for page in listing.pages:
        fits = level(goal.name, page.title) >= WORDS or goal.name.casefold() in page.title.casefold()
        if fits and (page.address or goal.role in ("window", "dialog")) and (page.active or goal.role != "page"):
            return f'the {goal.role} "{page.title[:200]}"'
    return ""


def _fuzzy(text: str, goal: Wanted) -> bool:
    return goal.name.casefold() not in text.casefold()


def _in_state(condition: InState, listing: ElementList, variables: Variables) -> Verdict:
    goal = wanted(condition.target, variables)
    purpose = "tick" if condition.state == "checked" else "enter" if condition.state == "empty" else "see"
    found = find(listing, goal, purpose)  # type: ignore[arg-type]
    element = found.elements[0] if found.elements else None
    if element is None:
        known = left = variables.find(goal.name) if condition.state == "empty" else None
        if known is not None:
            return (not shown(left or "")) == condition.holds, f"{goal.name} is {shown(known)[:80]!r}"
        return False, f"I don't see {goal.said} (nearest: {'; '.join(found.nearest[:5])})"
    states = set(element.states)
    if condition.state == "empty":
        now = not element.value
    elif condition.state in ("checked", "selected"):
        now = bool({"checked", "selected"} & states)
    else:
        now = condition.state in states
    return now == condition.holds, f"{describe(element)} is {'' if now else 'not '}{condition.state}"


def _compare(condition: Compare, listing: ElementList | None, variables: Variables) -> Verdict:
    right = variables.value_of(condition.right)
    left = left_value(condition, variables)
    name = condition.left.text.strip()
    if left is None:
        if listing is None or condition.target is None:
            return False, "the screen could not be read"
        goal = wanted(condition.target, variables)
        reading = read_value(listing, goal)
        if reading.value is None:
            several = "; ".join(describe(e) for e in reading.finding.elements[:6])
            near = several or "; ".join(reading.finding.nearest[:5])
            return False, f"{'several things fit' if several else 'I see no'} {goal.said}" + (
                f" ({near})" if near else ""
            )
        left, name = reading.value, reading.where
    return compare(left, condition.operator, right), f'{name} is "{shown(left)[:200]}"'


def _plain(value: Value) -> str:
    return re.sub(r"\s+", " ", shown(value)).strip().casefold()


def compare(left: Value, operator: str, right: Value) -> bool:
    """Compare as numbers when both are, as dates when both are, else as words, case and spaces aside."""
    if operator == "contains" and isinstance(left, list):
        return any(_plain(item) == _plain(right) for item in left) or _plain(right) in _plain(left)
    a, b = _plain(left), _plain(right)
    words = {
        "==": a == b, "!=": a != b, "contains": b in a, "not contains": b not in a, "starts": a.startswith(b),
        "ends": a.endswith(b),
    }  # fmt: skip
    x, y = to_decimal(shown(left)[:100]), to_decimal(shown(right)[:100])
    if x is not None and y is not None and operator in ("==", "!=", ">", "<", ">=", "<="):
        return {"==": x == y, "!=": x != y, ">": x > y, "<": x < y, ">=": x >= y, "<=": x <= y}[operator]
    if operator in words:
        return words[operator]
    if not (_ISO.match(a) and _ISO.match(b)):
        return False
    return {">": a > b, "<": a < b, ">=": a >= b, "<=": a <= b}[operator]
