"""A governed model keeps the protocol, and so does one that can fall back."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from deskhand.core.messages import Reply
from deskhand.models.base import Model
from deskhand.models.governor.fallback import Fallback
from deskhand.models.governor.governed import Governed
from deskhand.models.scripted import ScriptedModel
from deskhand.settings import FallbackRule

from ..conformance import ModelConformance, standing
from .world import CARD, Time, governor


class TestGoverned(ModelConformance):
    def told(self, *replies: Reply) -> AbstractAsyncContextManager[Model]:
        return standing(Governed(ScriptedModel(replies), CARD, governor(Time())))


class TestFallback(ModelConformance):
    def told(self, *replies: Reply) -> AbstractAsyncContextManager[Model]:
        rules = [FallbackRule("failed", "scripted/other")]
        return standing(Fallback(ScriptedModel(replies), rules, lambda name: ScriptedModel([], name=name), Time().now))
