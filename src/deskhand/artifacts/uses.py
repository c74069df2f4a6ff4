"""What a version asks of the browser that shows it: declared in a file of its own, so that it is part of its digest.

    artifact.json: {"uses": ["downloads", "storage"]}

downloads: giving the person a file to save. storage: keeping values for each person, apart from all others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

FILE = "artifact.json"
USES = ("downloads", "storage")


def uses_of(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """In the order of USES. Raises ValueError, as the rest of a sentence, for what is no declaration."""
    if FILE not in files:
        return ()
    given = json.loads(files[FILE])
    uses = given.get("uses") if isinstance(given, dict) else None
    if not isinstance(uses, list) or not all(isinstance(each, str) for each in uses):
        raise ValueError('it is not of the form {"uses": ["downloads"]}')
    unknown = next((each for each in uses if each not in USES), None)
    if unknown is not None:
        raise ValueError(f"nothing is called {unknown[:40]!r}; there are {', '.join(USES)}")
    return tuple(each for each in USES if each in uses)


def problems(files: Mapping[str, bytes]) -> tuple[str, ...]:
    try:
        uses_of(files)
    except (ValueError, RecursionError) as error:
        return (f"{FILE} is not understood, so nothing is allowed: {error}.",)
    return ()
