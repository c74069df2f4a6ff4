"""What a version asks of the browser that shows it: declared in a file of its own, so that it is part of its digest.

    artifact.json: {"uses": ["downloads", "storage"]}

downloads: giving the person a file to save. files: reading the files of the session's desk. model: asking the session's
model, of the person's budget. shared: keeping values for all who may see the session. storage: keeping values for each
person, apart from all others. tools: using tools of the session on its desk, judged like every call; for who may work
in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

FILE = "artifact.json"
USES = ("downloads", "files", "model", "shared", "storage", "tools")
APART = ("files", "storage", "tools")
"""What reads with one person's rights, or what was kept for them alone: it does not go with `shared`, or that would
reach all."""


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
    private = next((each for each in APART if each in uses), None)
    if "shared" in uses and private is not None:
        raise ValueError(f"shared does not go with {private}: what is one person's would reach everybody")
    return tuple(each for each in USES if each in uses)


def problems(files: Mapping[str, bytes]) -> tuple[str, ...]:
    try:
        uses_of(files)
    except (ValueError, RecursionError) as error:
        return (f"{FILE} is not understood, so nothing is allowed: {error}.",)
    return ()
