"""What a model is told of a call that is not its own: that a person, or an artifact they let, used a tool on its desk.

It is told as what Deskhand knows, never as a result: no call of the model's is answered by it. Arguments and output are
a stranger's words.
"""

from __future__ import annotations

import json

from deskhand.core import events as ev
from deskhand.core.messages import Part, TextPart, text_of

CHARS_MAX = 4_000
"""Of the output; of the arguments half as many. The whole is on the record."""

ARTIFACTS_TOLD_MAX = 8
"""Calls of artifacts that are told between two turns of the model: a page that asks all the time fills no context."""

PERSON = "The person used the tool {tool} on this desk by their own hand ({status}). This is for you to know."
ARTIFACT = (
    "The program of the artifact {artifact}, version {version}, used the tool {tool} on this desk, as the person let "
    "it ({status}). This is for you to know."
)
MORE = "It went on using tools; the record has it all."


def words_of_use(called: ev.Called, finished: ev.CallFinished, by_artifacts: int) -> tuple[Part, ...]:
    """What is told; nothing for what is not. by_artifacts: how many calls of artifacts there were in this turn."""
    origin = called.origin
    if origin.kind == "artifact" and by_artifacts > ARTIFACTS_TOLD_MAX:
        return (TextPart(text=MORE),) if by_artifacts == ARTIFACTS_TOLD_MAX + 1 else ()
    form = PERSON if origin.kind == "person" else ARTIFACT
    head = form.format(tool=called.call.name, status=finished.status, artifact=origin.artifact, version=origin.version)
    given = json.dumps(called.call.arguments, ensure_ascii=False)
    words = f"{_cut(given, CHARS_MAX // 2)}\n{_cut(text_of(finished.content), CHARS_MAX)}"
    return (TextPart(text=head), TextPart(text=words, stranger=True))


def _cut(text: str, most: int) -> str:
    half = most // 2
    return text if len(text) <= most else f"{text[:half]}\n[{len(text) - most} characters left out]\n{text[-half:]}"
