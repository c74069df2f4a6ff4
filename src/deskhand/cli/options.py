"""Options that several commands share, and how they become `TaskOptions`. Knows click; starts nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from deskhand.agent.context.strategies import STRATEGIES
from deskhand.agent.session import TaskOptions
from deskhand.agent.usual import usual_desk, usual_effort, usual_limits
from deskhand.core.errors import InvalidInput
from deskhand.core.events import Limits
from deskhand.desk.base import DeskSpec, Mount
from deskhand.settings import Settings

_TASK = (
    click.option("--model", "-m", help="Which model drives the desk. [default: from the settings, else steps]"),
    click.option(
        "--effort",
        metavar="LEVEL",
        help="How hard the model is to think: a level that `deskhand models show` lists. [default: its own; rules for "
        "steps: docs/models.md]",
    ),
    click.option(
        "--context", metavar="NAME", help="How old pictures are cleared: chunked, append_only, window, provider."
    ),
    click.option("--profile", "-p", help="Your level of risk: cautious, balanced, trusting, or a profile file."),
    click.option("--site", multiple=True, metavar="NAME=PORT", help="A name for a web server of this machine."),
    click.option("--host", multiple=True, help='A public host that the desk may reach ("*.example.com"; "*" for all).'),
    click.option("--put", multiple=True, type=click.Path(exists=True), help="Copy a file or folder onto the desk."),
    click.option(
        "--folder", multiple=True, metavar="PATH[:rw]", help="Put your own folder on the desk; to be read only, or :rw."
    ),
)
_LIMITS = (
    click.option("--max-steps", type=click.IntRange(min=1), help="Stop after so many steps."),
    click.option("--max-cost", type=click.FloatRange(min=0), help="Stop at so many US dollars."),
    click.option("--max-time", type=click.FloatRange(min=1), help="Stop after so many seconds of work."),
)
verbose_option = click.option("--verbose", "-v", is_flag=True, help="Show every look at the screen too.")
_RUN = (
    click.option("--ask/--no-ask", default=None, help="Put questions to you here. [default: when this is a terminal]"),
    click.option("--json", "as_json", is_flag=True, help="End with one JSON object on standard output."),
    verbose_option,
)


def _adds(*options: Callable[[Any], Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return add


task_options = _adds(*_TASK, *_LIMITS)
"""What a new session is made with."""
limit_options = _adds(*_LIMITS)
"""Where it stops by itself."""
run_options = _adds(*_RUN)
"""How a run is shown and attended."""


def read_options(settings: Settings, given: dict[str, Any], *, attended: bool, title: str) -> TaskOptions:
    """The options of a run from the settings and what was given on the command line."""
    model = given["model"] or settings.model
    return TaskOptions(
        model=model,
        profile=_profile(given["profile"] or settings.profile),
        desk=_desk(settings, given),
        limits=raised(usual_limits(settings), given),
        attended=attended,
        title=title,
        context=_strategy(given.get("context") or settings.context.strategy),
        keep_pictures=settings.context.keep_pictures,
        effort=given.get("effort") or usual_effort(settings, model),
    )


def _strategy(name: str) -> str:
    if name and name not in STRATEGIES:
        raise InvalidInput(
            f"there is no way {name!r} to clear old pictures.",
            hint=f"Use one of: {', '.join(STRATEGIES)}; or none, for the cheapest.",
        )
    return name


def raised(limits: Limits, given: Mapping[str, Any]) -> Limits:
    """The limits with those that were given on the command line in their place."""
    names = {"steps_max": "max_steps", "cost_usd_max": "max_cost", "work_s_max": "max_time"}
    return limits.model_copy(update={own: given[name] for own, name in names.items() if given[name] is not None})


def _profile(name: str) -> str:
    """A profile file is remembered by its full path, so that a resume from elsewhere finds it."""
    path = Path(name)
    return str(path.resolve()) if path.suffix == ".toml" and path.is_file() else name


def _desk(settings: Settings, given: dict[str, Any]) -> DeskSpec:
    return usual_desk(
        settings,
        sites=dict(_site(text) for text in given["site"]),
        hosts=tuple(given["host"]),
        mounts=tuple(_mount(text) for text in given["folder"]),
        files={Path(path).resolve().name: str(Path(path).resolve()) for path in given["put"]},
    )


def _site(text: str) -> tuple[str, str]:
    name, _, port = text.partition("=")
    number = port.rpartition(":")[2]
    if not name or not number.isdigit() or not 0 < int(number) < 65536:
        raise InvalidInput(f"--site {text!r} can't be used.", hint="Write NAME=PORT, such as expenses.test=8000.")
    return name.lower(), f"127.0.0.1:{number}"


def _mount(text: str) -> Mount:
    path, writable = (text[:-3], True) if text.endswith(":rw") else (text.removesuffix(":ro"), False)
    folder = Path(path).expanduser().resolve()
    if not folder.is_dir():
        raise InvalidInput(f"--folder {path!r} is no folder.", hint="Give a folder; add :rw to make it writable.")
    return Mount(source=str(folder), name=folder.name, writable=writable)
