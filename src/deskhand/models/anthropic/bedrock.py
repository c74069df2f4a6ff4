"""Models of Anthropic in Amazon Bedrock: the same requests; where they go, and how one signs in, is the SDK's.

A name goes as the house knows it, such as "bedrock/global.anthropic.claude-opus-5-5". Which wire forms it takes is in
its cards.
"""

from __future__ import annotations

from typing import Any

from anthropic import AsyncAnthropicBedrock
from botocore.eventstream import ParserError  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]
from botocore.parsers import ResponseParserError  # type: ignore[import-untyped]

from deskhand.core.errors import SetupMissing
from deskhand.models.anthropic.forms import FORMS
from deskhand.models.anthropic.model import TIMEOUT_S, AnthropicModel, Line
from deskhand.models.cards import Card
from deskhand.models.wire.wanted import chosen
from deskhand.settings import Settings, from_environment

LOGIN_HINT = "Set AWS_BEARER_TOKEN_BEDROCK, or sign in with `aws configure` (AWS_PROFILE names the profile)."


def bedrock_model(rest: str = "", card: Card | None = None) -> AnthropicModel:
    """The model "bedrock/REST" with this person's settings and AWS login.

    The region is in AWS_REGION. A bearer token (AWS_BEARER_TOKEN_BEDROCK, or keys.bedrock) goes before the login that
    AWS's own tools find. Raises SetupMissing without a region, and what `anthropic_model` raises.
    """
    settings = from_environment()
    card = chosen("bedrock", rest, FORMS, settings, card)
    region = settings.variable("AWS_REGION", "AWS_DEFAULT_REGION")
    if not region:
        raise SetupMissing(f"{card.model} is asked for, but in no region.", hint="Set AWS_REGION, such as us-east-1.")
    return AnthropicModel(card, line=_bedrock(settings, region))


def _bedrock(settings: Settings, region: str) -> Line:
    key, base_url = settings.found_key("bedrock"), settings.base_url("bedrock") or None
    login: dict[str, Any] = {"api_key": key[0]} if key else {"aws_profile": settings.variable("AWS_PROFILE") or None}
    return Line(
        lambda: AsyncAnthropicBedrock(aws_region=region, base_url=base_url, **login, max_retries=0, timeout=TIMEOUT_S),
        (BotoCoreError, RuntimeError),
        LOGIN_HINT,
        (ParserError, BotoCoreError, ResponseParserError),
    )
