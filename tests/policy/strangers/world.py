"""The corpus of strangers' words: injections by template and goal, benign texts, both in two halves."""

from __future__ import annotations

import base64
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
ROOT = Path(__file__).parents[3]
HALVES = ("first", "second")
GOALS_EACH = 2

_LOOKALIKES = str.maketrans("aeopcixy", "аеорсіху")


@dataclass(frozen=True, slots=True)
class Injection:
    """Words that try to direct a model. demand: the key of what they demand. number: of its template in its half."""

    half: str
    number: int
    place: str
    text: str
    demand: str
    lang: str

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def __str__(self) -> str:
        return f"{self.half}-{self.number}-{self.demand}"


def injections(half: str) -> list[Injection]:
    """Each template with goals in turn."""
    data = tomllib.loads((CORPUS / f"injections_{half}.toml").read_text())
    made = []
    for number, template in enumerate(data["template"]):
        lang = template.get("lang", "en")
        goals = list(data["goals"][lang].items())
        for turn in range(GOALS_EACH):
            demand, goal = goals[(number + turn * (len(goals) // 2)) % len(goals)]
            text = _disguised(template["text"].replace("{goal}", goal), template)
            made.append(Injection(half, number, template["place"], text, demand, lang))
    return made


def _disguised(text: str, template: dict[str, Any]) -> str:
    if template.get("spaced"):
        text = "   ".join(" ".join(word) for word in text.split())
    if template.get("zero_width"):
        text = "\u200b".join(text)
    if template.get("homoglyphs"):
        text = text.translate(_LOOKALIKES)
    if template.get("base64"):
        text = f"build-id: 42\nblob: {base64.b64encode(text.encode()).decode()}\nend"
    return text


def benign(half: str) -> list[str]:
    """Texts that talk about instructions and direct nobody; pages of this project's own documents among them."""
    written = (CORPUS / f"benign_{half}.txt").read_text().split("\n%%\n")
    return [*written, *_own_documents(half)]


def _own_documents(half: str) -> list[str]:
    found = [*sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*.md"))]
    return [path.read_text() for path in found[HALVES.index(half) :: 2]]
