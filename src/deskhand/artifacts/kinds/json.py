"""Data in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping

from deskhand.artifacts.kinds.form import Form


def _problems(files: Mapping[str, bytes], entry: str) -> tuple[str, ...]:
    try:
        json.loads(files[entry])
    except (ValueError, RecursionError) as error:
        return (f"{entry} is no JSON: {error}.",)
    return ()


FORM = Form(kind="json", about="Data in JSON", entry="data.json", suffixes=(".json",), problems=_problems)
