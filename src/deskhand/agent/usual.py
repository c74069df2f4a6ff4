"""How a session is run when nobody says otherwise: a person's settings as the options of a task.

It does not know who asks: a command line, a server.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

from deskhand.core.events import Limits
from deskhand.desk.base import DeskSpec
from deskhand.models.cards import card_of
from deskhand.settings import Settings


def usual_limits(settings: Settings) -> Limits:
    """Where a session stops by itself."""
    usual = settings.limits
    return Limits(
        steps_max=usual.steps_max,
        model_calls_max=usual.model_calls_max,
        cost_usd_max=usual.cost_usd_max,
        work_s_max=usual.work_s_max,
        day_cost_usd_max=usual.day_cost_usd_max if isfinite(usual.day_cost_usd_max) else None,
        step_cost_usd_warn=usual.step_cost_usd_warn,
    )


def usual_effort(settings: Settings, model: str) -> str:
    """The effort in config.toml is for models that think."""
    return settings.effort if card_of(model, settings.cards_dir).thinks else ""


def usual_desk(settings: Settings, **more: Any) -> DeskSpec:
    """How a desk is made; `more` goes before the settings."""
    usual = settings.desk
    given = {
        "width": usual.width,
        "height": usual.height,
        "locale": usual.locale,
        "timezone": usual.timezone,
        "shell_memory_mib": usual.shell_memory_mib,
        "shell_processes": usual.shell_processes,
        "disk_mib": usual.disk_mib,
        "idle_timeout_s": usual.idle_timeout_s,
    }
    return DeskSpec.model_validate({**given, **more})
