"""Settings: the only reader of the environment and of config.toml.

    built in  <  config.toml in the configuration folder  <  DESKHAND_* variables  <  the command line's own options

    # config.toml
    model = "steps"
    profile = "balanced"
    effort = "medium"           # how hard the model is to think; nothing: its own usual level
    [desk]
    width = 1280
    [limits]
    cost_usd_max = 5.0
    step_cost_usd_warn = 0.5
    [context]
    strategy = "chunked"       # or append_only, window, provider
    [retention]
    thin_days = 30             # inf: never
    [server]                   # what one account, and one request, may take of the workspace (docs/security.md)
    sessions_max = 20
    [[fallback]]               # another model when the first one can't answer; the first rule that fits counts
    when = "overloaded"        # or limited, unreachable, refused, failed; or waits, with wait_s_above = 60
    after = 3
    use = "steps"
    [[step]]                   # effort or model by what happened before a request; the first rule that fits counts
    when = "after_failure"     # or begins, circles, acts, always
    effort = "high"
    [keys]                      # better: `deskhand models key`, or the provider's own variable: ANTHROPIC_API_KEY
    anthropic = "..."

It does not know what the settings are used for; it loads no heavy library, because every command starts with it.
"""

from __future__ import annotations

import math
import os
import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from deskhand.core.errors import InvalidInput, SetupMissing

KEY_VARIABLES = {
    "google": ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    "bedrock": ("AWS_BEARER_TOKEN_BEDROCK",),
    "vertex": ("GOOGLE_OAUTH_ACCESS_TOKEN",),
}
"""Provider -> the variables of its key, where they are not PROVIDER_API_KEY."""

_FROM_ENVIRONMENT = {"DESKHAND_MODEL": "model", "DESKHAND_PROFILE": "profile", "DESKHAND_JOURNAL_URL": "journal_url"}
_KEYRING = "deskhand.keys"
"""Where keys are looked for that are nowhere else: a module that is loaded only then."""
_ENDLESS = ("retention.", "limits.day_cost_usd_max")
"""Settings that begin so may be `inf`: as much, or as long, as it takes."""
_OFF = ("artifacts.repairs", "artifacts.ask_usd_a_day", "artifacts.asks_a_day")
"""Settings that may be 0, which turns them off."""

_CONFIG_BYTES_MAX = 256 * 1024

Group = TypeVar(
    "Group",
    bound="DeskDefaults | LimitDefaults | ContextDefaults | ArtifactDefaults | RetentionDefaults | ServerDefaults "
    "| FallbackRule | StepRule | Settings",
)


@dataclass(frozen=True)
class DeskDefaults:
    """How a desk is made when nobody says otherwise. Sizes in pixels and MiB, time in seconds."""

    width: int = 1280
    height: int = 800
    locale: str = "C.UTF-8"
    timezone: str = "UTC"
    shell_memory_mib: int = 2048
    shell_processes: int = 256
    disk_mib: int = 4096
    idle_timeout_s: float = 3600.0


@dataclass(frozen=True)
class LimitDefaults:
    """Where a session stops by itself when nobody says otherwise; day_cost_usd_max: all sessions of 24 hours together.

    step_cost_usd_warn stops nothing: people are told of a request that costs more.
    """

    steps_max: int = 1_000
    model_calls_max: int = 1_000
    cost_usd_max: float = 5.0
    work_s_max: float = 3_600.0
    day_cost_usd_max: float = math.inf
    step_cost_usd_warn: float = 0.5


@dataclass(frozen=True)
class ContextDefaults:
    """What a model is shown of a long session (docs/models.md). strategy: how old pictures are cleared; "" is the way
    that is cheapest for the model. keep_pictures: how many stay."""

    strategy: str = ""
    keep_pictures: int = 2


@dataclass(frozen=True)
class ArtifactDefaults:
    """What is done about artifacts unasked, and for them. repairs: a version that a model makes is looked at, and so
    many that break are told to it in one turn; 0: none is looked at.

    ask_usd_a_day: what artifacts may have a model asked for each person in 24 hours, in US dollars; asks_a_day: how
    often, where the model has no price. 0: not at all."""

    repairs: int = 3
    ask_usd_a_day: float = 0.25
    asks_a_day: int = 200


@dataclass(frozen=True)
class RetentionDefaults:
    """How long what is kept (docs/retention.md), in MiB and days; infinite for as much or as long as it takes."""

    keep_mib: float = math.inf
    days: float = math.inf
    thin_days: float = 30.0
    thin_shown_days: float = math.inf


@dataclass(frozen=True)
class ServerDefaults:
    """What one account may hold of the workspace at once, and how long and large a request may be.

    sessions_max: with a driver, of an account that is no owner. streams_max: open streams and views. upload_mib_max: of
    what was uploaded in 30 days. uploads_at_once: uploads under way. head_s: for the whole head of a request, head_kib
    its size; body_stall_s: between two pieces of a body.
    """

    sessions_max: int = 20
    streams_max: int = 100
    upload_mib_max: int = 4096
    uploads_at_once: int = 4
    head_s: float = 20.0
    head_kib: int = 32
    body_stall_s: float = 30.0


FALLBACK_WHEN = ("limited", "overloaded", "unreachable", "refused", "failed", "waits")


@dataclass(frozen=True)
class FallbackRule:
    """Another model, when the first one was turned away or failed so many times in a row, or would wait too long.

    when: one of FALLBACK_WHEN. after: times in a row. wait_s_above: for "waits", in seconds. use: "provider/model".
    """

    when: str
    use: str
    after: int = 1
    wait_s_above: float = 60.0


STEP_WHEN = ("begins", "after_failure", "circles", "acts", "always")


@dataclass(frozen=True)
class StepRule:
    """How a request is put when this is what happened before it (docs/models.md).

    when: one of STEP_WHEN. effort: a level of the model that is asked, "" for its own. use: "provider/model", "" for
    the session's. model: only sessions with such a model follow the rule: "anthropic/*"; "" for all that think.
    """

    when: str
    effort: str = ""
    use: str = ""
    model: str = ""


@dataclass(frozen=True)
class Settings:
    """What was set. Keys are in no repr: ask for one by its provider's name with `key`."""

    data_dir: Path
    config_dir: Path
    model: str = "steps"
    profile: str = "balanced"
    journal_url: str = ""
    color: bool = True
    language: str = "en"
    effort: str = ""
    desk: DeskDefaults = DeskDefaults()
    limits: LimitDefaults = LimitDefaults()
    context: ContextDefaults = ContextDefaults()
    artifacts: ArtifactDefaults = ArtifactDefaults()
    retention: RetentionDefaults = RetentionDefaults()
    server: ServerDefaults = ServerDefaults()
    fallback: tuple[FallbackRule, ...] = ()
    step: tuple[StepRule, ...] = ()
    _keys: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _environ: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _kept: Callable[[str], str] | None = field(default=None, repr=False, compare=False)

    @property
    def config_file(self) -> Path:
        return self.config_dir / "config.toml"

    @property
    def profiles_dir(self) -> Path:
        """Where a person keeps profiles of their own, NAME.toml each."""
        return self.config_dir / "profiles"

    @property
    def cards_dir(self) -> Path:
        """Where a person keeps cards of models of their own, PROVIDER.toml each (docs/models.md)."""
        return self.config_dir / "cards"

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that these were read from, for a process that is to read the same."""
        return self._environ

    def base_url(self, provider: str) -> str:
        """Where a provider ("anthropic") is reached, from its own PROVIDER_BASE_URL; empty for its usual address."""
        return self._environ.get(base_url_variable(provider), "").strip()

    def variable(self, *names: str) -> str:
        """The first of these variables that is set, for what a provider gives a name of its own: "AWS_REGION"."""
        return next((value for name in names if (value := self._environ.get(name, "").strip())), "")

    def key(self, provider: str) -> str:
        """The key for a provider ("anthropic"). Raises SetupMissing with what to set."""
        if found := self.found_key(provider):
            return found[0]
        raise SetupMissing(
            f'there is no key for the provider "{provider}", and its models answer to nobody without one.',
            hint=f"Set {key_variables(provider)[0]}, or keep it in the system's keyring (`deskhand models key "
            f"{provider}`), or write keys.{provider} into {self.config_file}; the model `steps` needs no key.",
        )

    def found_key(self, provider: str) -> tuple[str, str] | None:
        """The key for a provider and where it was found: in a variable, in config.toml, else in the keyring."""
        places = [(self._environ.get(name, ""), name) for name in key_variables(provider)]
        for key, place in (*places, (self._keys.get(provider, ""), self.config_file.name)):
            if key.strip():
                return key.strip(), place
        key = self._kept(provider).strip() if self._kept else ""
        return (key, "the keyring") if key else None


def base_url_variable(provider: str) -> str:
    """The variable that says where a provider is reached."""
    return f"{provider.upper().replace('-', '_')}_BASE_URL"


def key_variables(provider: str) -> tuple[str, ...]:
    """The variables that hold a provider's key, the one to name first."""
    return KEY_VARIABLES.get(provider, (f"{provider.upper().replace('-', '_')}_API_KEY",))


def from_environment() -> Settings:
    """The settings of this process. Keys that are nowhere else are looked for in the system's keyring."""
    return replace(load(os.environ, Path.home()), _kept=_kept_key)


def _kept_key(provider: str) -> str:
    key: str = system_keyring().kept(provider)
    return key


def system_keyring() -> Any:
    """The module `deskhand.keys`, which takes half a second to load: only when something is looked for in it."""
    return import_module(_KEYRING)


def load(environ: Mapping[str, str], home: Path) -> Settings:
    """The settings that an environment and a home folder give.

    Raises InvalidInput for a config.toml that can't be used, with the nearest right name for a wrong one.
    """
    named = environ.get("DESKHAND_HOME", "")
    data_dir = _folder(named, home) if named else _folder(environ.get("XDG_DATA_HOME"), home, ".local/share/deskhand")
    config_dir = data_dir if named else _folder(environ.get("XDG_CONFIG_HOME"), home, ".config/deskhand")
    settings = Settings(
        data_dir,
        config_dir,
        color="NO_COLOR" not in environ and environ.get("TERM") != "dumb",
        language=_language(environ),
        _environ=dict(environ),
    )
    settings = _with_file(settings, settings.config_file)
    said: dict[str, Any] = {
        name: environ[variable] for variable, name in _FROM_ENVIRONMENT.items() if environ.get(variable)
    }
    return replace(settings, **said)


def _folder(base: str | None, home: Path, below: str = "") -> Path:
    """`base` where it is a full path (the XDG rule), else the usual place below the home folder."""
    if not below:
        return (home / Path(base or "")).absolute()
    if base and Path(base).is_absolute():
        return Path(base) / Path(below).name
    return home / below


def _language(environ: Mapping[str, str]) -> str:
    """ "zh" where the person's locale is Chinese, else "en": the languages that Deskhand speaks."""
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


def _with_file(settings: Settings, path: Path) -> Settings:
    try:
        with path.open("rb") as file:
            private = not file_mode(file.fileno()) & (stat.S_IRWXG | stat.S_IRWXO)
            data = file.read(_CONFIG_BYTES_MAX + 1)
        if len(data) > _CONFIG_BYTES_MAX:
            raise InvalidInput(f"{path} is larger than {_CONFIG_BYTES_MAX} bytes.", hint="Is it the right file?")
        table = tomllib.loads(data.decode("utf-8"))
    except FileNotFoundError:
        return settings
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidInput(f"{path} can't be read: {error}.", hint="Mend the file, or move it away.") from error
    keys = table.pop("keys", {})
    if keys and not private:
        raise InvalidInput(
            f"{path} holds keys and other people on this machine may read it.", hint=f"Run: chmod 600 {path}"
        )
    fallback = tuple(_fallback(rule, path) for rule in _rules("fallback", table, path))
    step = tuple(_step(rule, path) for rule in _rules("step", table, path))
    changed = _overlay(settings, table, path)
    return replace(changed, fallback=fallback, step=step, _keys=_checked_keys(keys, path))


def _rules(name: str, table: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    """The list of rules of this name, taken out of the table."""
    written = table.pop(name, [])
    if not isinstance(written, list) or not all(isinstance(rule, dict) for rule in written):
        raise InvalidInput(f"{path}: {name} is a list of rules.", hint=f"Write [[{name}]] above each rule.")
    return written


def _fallback(written: Mapping[str, Any], path: Path) -> FallbackRule:
    missing = {"when", "use"} - written.keys()
    if missing:
        raise InvalidInput(
            f"{path}: a [[fallback]] says nothing of {' and '.join(sorted(missing))}.",
            hint='Write: when = "overloaded" and use = "provider/model".',
        )
    rule = _overlay(FallbackRule(FALLBACK_WHEN[0], "steps"), written, path, "fallback.")
    if rule.when not in FALLBACK_WHEN:
        raise InvalidInput(
            f"{path} sets fallback.when = {rule.when!r}, which is no reason to fall back.",
            hint=f"Use one of: {', '.join(FALLBACK_WHEN)}.",
        )
    return rule


def _step(written: Mapping[str, Any], path: Path) -> StepRule:
    rule = _overlay(StepRule(""), written, path, "step.")
    if rule.when not in STEP_WHEN:
        said = f"sets step.when = {rule.when!r}, which is nothing that happens" if rule.when else "says no step.when"
        raise InvalidInput(f"{path} {said}.", hint=f"Use one of: {', '.join(STEP_WHEN)}.")
    if not (rule.effort or rule.use):
        raise InvalidInput(
            f'{path}: the [[step]] for "{rule.when}" changes nothing.',
            hint='Give it effort = "high", or use = "provider/model", or both.',
        )
    return rule


def file_mode(descriptor: int) -> int:
    """The permission bits of an open file."""
    return stat.S_IMODE(os.fstat(descriptor).st_mode)


def _checked_keys(keys: Any, path: Path) -> dict[str, str]:
    if not isinstance(keys, dict) or not all(isinstance(value, str) for value in keys.values()):
        raise InvalidInput(f"{path}: [keys] holds something that is no text.", hint='Write: anthropic = "..."')
    return keys


_GROUPS = (DeskDefaults, LimitDefaults, ContextDefaults, ArtifactDefaults, RetentionDefaults, ServerDefaults)


def _overlay(group: Group, table: Mapping[str, Any], path: Path, prefix: str = "") -> Group:
    """The group with the table's values, each of its default's kind."""
    known = {item.name for item in fields(group) if not item.name.startswith("_")} - {"data_dir", "config_dir"}
    changes: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            raise _unknown(path, prefix + name, [prefix + each for each in known])
        default = getattr(group, name)
        if isinstance(default, _GROUPS):
            if not isinstance(value, dict):
                raise InvalidInput(f"{path}: {name} is a table of settings.", hint=f"Write [{name}] on its own line.")
            changes[name] = _overlay(default, value, path, f"{name}.")
        else:
            changes[name] = _checked(value, default, path, prefix + name)
    return replace(group, **changes)


def _unknown(path: Path, name: str, known: list[str]) -> InvalidInput:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    hint = f'Did you mean "{near[0]}"?' if near else f"The settings are: {', '.join(sorted(known))}."
    return InvalidInput(f'{path} sets "{name}", which is no setting.', hint=hint)


def _checked(value: Any, default: Any, path: Path, name: str) -> Any:
    kind = type(default)
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        word = {int: "a whole number", float: "a number", str: "text", bool: "true or false"}[kind]
        raise InvalidInput(
            f"{path} sets {name} = {value!r}, but it is {word}.", hint=f"The usual value is {default!r}."
        )
    endless = name.startswith(_ENDLESS) and value == math.inf
    if kind in (int, float) and not 0 < value < math.inf and not endless and not (name in _OFF and value == 0):
        raise InvalidInput(
            f"{path} sets {name} = {value!r}, but it is more than 0 and finite.",
            hint=f"The usual value is {default!r}.",
        )
    return value
