"""The colleagues who answer. Whoever of the team is sent a file says that it came, with a number of its own.

This app has no world outside; without an answer there would be nothing to wait for and to file.
"""

from __future__ import annotations

import hashlib

from mailapp.letter import Enclosure, Letter
from mailapp.store import OWNER, Mail, Person

TEAM = "team.test"


def receipt_number(enclosure: Enclosure) -> str:
    """What a colleague calls a file that came: drawn from its bytes, so that nobody knows it who did not get them."""
    return f"R-{int(hashlib.sha256(enclosure.data).hexdigest()[:8], 16) % 900_000 + 100_000}"


def answer(mail: Mail, people: list[Person]) -> list[tuple[tuple[str, str], Letter]]:
    """Who answers this letter, and with what: (name, address) and the letter."""
    if not mail.enclosures:
        return []
    names = {person.address: person.name for person in people}
    first = mail.enclosures[0]
    body = (
        f"Thank you, {first.name} is here ({first.size}).\n\nReceipt number: {receipt_number(first)}\n\n"
        "I will write to you when the numbers are in the report."
    )
    subject = f"Re: {mail.letter.subject}"
    own = [each for each in mail.letter.to if each.endswith(f"@{TEAM}") and each in names]
    return [((names[each], each), Letter((OWNER[1],), (), subject, body)) for each in own]
