"""What a real desk told about each situation, kept so that scoring needs no desk."""

from __future__ import annotations

import json
from typing import Any

from deskhand.core.acts import ACT, Act
from deskhand.core.targets import HeldRequest, Target
from tests.policy.situations.corpus import HERE, PERFORMED, Half, Situation, Template

FOLDER = HERE / "golden"


def read(half: Half) -> dict[str, dict[str, Any]]:
    """Situation id -> {"act", "target", "requests"} as JSON; requests only where the act was performed."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob(f"{half}-*.json")):
        found |= json.loads(path.read_text("utf-8"))
    return found


def write(half: Half, name: str, told: dict[str, dict[str, Any]]) -> None:
    """One line a situation, so that a change shows where it is."""
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items())
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{half}-{name}.json").write_text(f"{{\n{lines}\n}}\n", "utf-8")


def act_and_target(entry: dict[str, Any]) -> tuple[Act, Target]:
    return ACT.validate_python(entry["act"]), Target.model_validate(entry["target"])


def requests(entry: dict[str, Any]) -> tuple[HeldRequest, ...] | None:
    """What the act's page would have sent because of it; None where the act was not performed."""
    if "requests" not in entry:
        return None
    return tuple(
        HeldRequest.model_validate(raw | {"id": f"r{number}"}) for number, raw in enumerate(entry["requests"], 1)
    )


def known_hosts(template: Template) -> tuple[str, ...]:
    """The page's own site is what the desk was made for; others are met for the first time."""
    return (template.host,) if template.host else ()


def missing(half: Half, situations: list[Situation], *, with_requests: bool = False) -> list[str]:
    """Ids of situations of which nothing is kept; with_requests: or not what their page would send."""
    kept = read(half)

    def complete(situation: Situation) -> bool:
        entry = kept.get(situation.id)
        performed = situation.template.kind == "page" and situation.way in PERFORMED
        return entry is not None and (not (with_requests and performed) or "requests" in entry)

    return [situation.id for situation in situations if not complete(situation)]
