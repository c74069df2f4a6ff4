"""Models of Anthropic in Google Cloud (Vertex AI): the same requests; how they get there is the SDK's.

A name goes as the house knows it, such as "vertex/claude-opus-5-5". Which wire forms it takes is in its cards.
"""

from __future__ import annotations

from anthropic import AsyncAnthropicVertex
from google.auth.exceptions import GoogleAuthError

from deskhand.core.errors import SetupMissing
from deskhand.models.anthropic.forms import FORMS
from deskhand.models.anthropic.model import TIMEOUT_S, AnthropicModel, Line
from deskhand.models.cards import Card
from deskhand.models.wire.wanted import chosen
from deskhand.settings import Settings, from_environment

LOGIN_HINT = "Run `gcloud auth application-default login`, or set GOOGLE_OAUTH_ACCESS_TOKEN."


def vertex_model(rest: str = "", card: Card | None = None) -> AnthropicModel:
    """The model "vertex/REST" with this person's settings and Google login.

    The project is in ANTHROPIC_VERTEX_PROJECT_ID or GOOGLE_CLOUD_PROJECT, the region in CLOUD_ML_REGION or
    GOOGLE_CLOUD_LOCATION ("global" without one). Raises SetupMissing without a project, and what `anthropic_model`
    raises.
    """
    settings = from_environment()
    card = chosen("vertex", rest, FORMS, settings, card)
    project = settings.variable("ANTHROPIC_VERTEX_PROJECT_ID", "GOOGLE_CLOUD_PROJECT")
    if not project:
        raise SetupMissing(f"{card.model} is asked for, but in no project.", hint="Set ANTHROPIC_VERTEX_PROJECT_ID.")
    return AnthropicModel(card, line=_vertex(settings, project))


def _vertex(settings: Settings, project: str) -> Line:
    region = settings.variable("CLOUD_ML_REGION", "GOOGLE_CLOUD_LOCATION") or "global"
    key, base_url = settings.found_key("vertex"), settings.base_url("vertex") or None
    token = key[0] if key else None
    return Line(
        lambda: AsyncAnthropicVertex(
            region=region, project_id=project, access_token=token, base_url=base_url, max_retries=0, timeout=TIMEOUT_S
        ),
        (GoogleAuthError, RuntimeError),
        LOGIN_HINT,
    )
