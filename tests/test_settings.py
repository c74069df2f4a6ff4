"""Settings come from an environment and a file, and a wrong one is told with the right one."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.core.errors import DeskhandError, InvalidInput, SetupMissing
from deskhand.settings import DeskDefaults, FallbackRule, Settings, StepRule, load


def configured(home: Path, text: str, mode: int = 0o600, **environ: str) -> Settings:
    folder = home / ".config" / "deskhand"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text)
    (folder / "config.toml").chmod(mode)
    return load(environ, home)


def test_with_nothing_set_the_built_in_model_and_the_balanced_profile_are_used(tmp_path: Path) -> None:
    settings = load({}, tmp_path)
    assert (settings.model, settings.profile, settings.desk) == ("steps", "balanced", DeskDefaults())
    assert settings.data_dir == tmp_path / ".local/share/deskhand"
    assert settings.config_file == tmp_path / ".config/deskhand/config.toml"


@pytest.mark.parametrize(
    ("environ", "data_dir", "config_dir"),
    [
        ({"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/conf"}, "/data/deskhand", "/conf/deskhand"),
        ({"XDG_DATA_HOME": "relative"}, "/home/ann/.local/share/deskhand", "/home/ann/.config/deskhand"),
        ({"DESKHAND_HOME": "/srv/deskhand", "XDG_DATA_HOME": "/data"}, "/srv/deskhand", "/srv/deskhand"),
        ({"DESKHAND_HOME": "mine"}, "/home/ann/mine", "/home/ann/mine"),
    ],
)
def test_folders_follow_the_environment(environ: dict[str, str], data_dir: str, config_dir: str) -> None:
    settings = load(environ, Path("/home/ann"))
    assert (str(settings.data_dir), str(settings.config_dir)) == (data_dir, config_dir)


def test_a_variable_wins_over_the_file_and_the_file_over_what_is_built_in(tmp_path: Path) -> None:
    text = 'model = "a"\nprofile = "cautious"\n[desk]\nwidth = 1920\nidle_timeout_s = 60\n[limits]\ncost_usd_max = 1\n'
    settings = configured(tmp_path, text, DESKHAND_MODEL="b")
    assert (settings.model, settings.profile) == ("b", "cautious")
    assert (settings.desk.width, settings.desk.height, settings.desk.idle_timeout_s) == (1920, 800, 60.0)
    assert settings.limits.cost_usd_max == 1.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('modle = "steps"', 'sets "modle", which is no setting. Did you mean "model"?'),
        ("[desk]\nwidht = 3", 'Did you mean "desk.width"?'),
        (
            "zebra = 1",
            "The settings are: artifacts, color, context, desk, effort, fallback, journal_url, language, limits, "
            "model, profile, retention, server, step.",
        ),
        ('data_dir = "/"', 'sets "data_dir", which is no setting.'),
        ('_keys = "a"', 'sets "_keys", which is no setting.'),
        ('[desk]\nwidth = "wide"', "sets desk.width = 'wide', but it is a whole number. The usual value is 1280."),
        ("[desk]\nwidth = true", "sets desk.width = True, but it is a whole number."),
        ("[desk]\nwidth = -1", "sets desk.width = -1, but it is more than 0"),
        ("[desk]\nidle_timeout_s = inf", "more than 0 and finite"),
        ("[desk]\nidle_timeout_s = nan", "more than 0 and finite"),
        ("[retention]\nkeep_mib = 0", "sets retention.keep_mib = 0.0, but it is more than 0"),
        ("[retention]\ndays = -inf", "sets retention.days = -inf, but it is more than 0"),
        ("model = 5", "sets model = 5, but it is text."),
        ("desk = 5", "desk is a table of settings. Write [desk] on its own line."),
        ("model = ", "can't be read: "),
        ("keys = 5", "[keys] holds something that is no text."),
    ],
)
def test_a_wrong_setting_is_told_with_what_to_write(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        configured(tmp_path, text)
    assert words in str(caught.value) and "config.toml" in str(caught.value)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidInput, match="can't be read"):
        load({"DESKHAND_HOME": str(tmp_path)}, tmp_path)


@pytest.mark.parametrize(
    ("provider", "environ"),
    [
        ("anthropic", {"ANTHROPIC_API_KEY": " from-there "}),
        ("google", {"GOOGLE_API_KEY": "from-there"}),
        ("google", {"GEMINI_API_KEY": "from-there", "GOOGLE_API_KEY": "another"}),
        ("my-own", {"MY_OWN_API_KEY": "from-there"}),
    ],
)
def test_a_key_is_found_by_its_providers_name(provider: str, environ: dict[str, str], tmp_path: Path) -> None:
    assert load(environ, tmp_path).key(provider) == "from-there"


def test_a_key_in_the_file_is_second_to_the_variable(tmp_path: Path) -> None:
    settings = configured(tmp_path, '[keys]\nopenai = "filed"\nanthropic = "filed"', OPENAI_API_KEY="varied")
    assert (settings.key("openai"), settings.key("anthropic")) == ("varied", "filed")


def test_a_file_with_keys_that_others_may_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="Run: chmod 600"):
        configured(tmp_path, '[keys]\nopenai = "filed"', mode=0o644)


def test_a_key_is_in_no_repr(tmp_path: Path) -> None:
    settings = configured(tmp_path, '[keys]\nopenai = "sesame-one"', ANTHROPIC_API_KEY="sesame-two")
    assert "sesame" not in repr(settings) + str(settings)


def test_a_missing_key_is_told_with_the_variable_to_set(tmp_path: Path) -> None:
    with pytest.raises(SetupMissing, match=r"Set ANTHROPIC_API_KEY, .* or write keys.anthropic into "):
        load({}, tmp_path).key("anthropic")


@pytest.mark.parametrize(
    ("environ", "color", "language"),
    [
        ({}, True, "en"),
        ({"NO_COLOR": ""}, False, "en"),
        ({"TERM": "dumb"}, False, "en"),
        ({"LANG": "zh_CN.UTF-8"}, True, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, True, "en"),
    ],
)
def test_colour_and_language_follow_the_terminal(
    environ: dict[str, str], color: bool, language: str, tmp_path: Path
) -> None:
    settings = load(environ, tmp_path)
    assert (settings.color, settings.language) == (color, language)


SIMPLE = st.one_of(st.booleans(), st.integers(-(2**40), 2**40), st.text("ab\n#", max_size=4), st.floats(width=32))


@given(st.dictionaries(st.sampled_from(["model", "desk.width", "desk.x", "limits", "keys.a", "color"]), SIMPLE))
def test_whatever_the_file_says_is_a_setting_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, object]
) -> None:
    def spelt(value: object) -> str:
        text = repr(value).replace("'", '"')
        return text.lower() if isinstance(value, bool | float) else text

    home = tmp_path_factory.mktemp("home")
    text = "\n".join(f"{name} = {spelt(value)}" for name, value in table.items())
    try:
        assert isinstance(configured(home, text), Settings)
    except DeskhandError as error:
        assert error.hint


def test_what_is_kept_may_be_kept_for_ever(tmp_path: Path) -> None:
    retention = configured(tmp_path, "[retention]\nthin_days = inf\nkeep_mib = 500").retention
    assert (retention.thin_days, retention.keep_mib, retention.days) == (math.inf, 500.0, math.inf)


def test_what_a_long_session_shows_and_a_day_may_cost_is_set(tmp_path: Path) -> None:
    limits = "[limits]\nday_cost_usd_max = 20\nstep_cost_usd_warn = 0.1"
    text = f'[context]\nstrategy = "window"\nkeep_pictures = 5\n{limits}'
    settings = configured(tmp_path, text)
    assert (settings.context.strategy, settings.context.keep_pictures) == ("window", 5)
    assert (settings.limits.day_cost_usd_max, settings.limits.step_cost_usd_warn) == (20.0, 0.1)


def test_looking_at_what_a_model_makes_can_be_turned_off(tmp_path: Path) -> None:
    assert configured(tmp_path / "usual", "").artifacts.repairs == 3
    assert configured(tmp_path / "off", "[artifacts]\nrepairs = 0").artifacts.repairs == 0
    with pytest.raises(InvalidInput, match=r"artifacts\.repairs = -1"):
        configured(tmp_path / "wrong", "[artifacts]\nrepairs = -1")


def test_rules_for_another_model_are_read_in_their_order(tmp_path: Path) -> None:
    text = (
        '[[fallback]]\nwhen = "overloaded"\nafter = 3\nuse = "openai/a"\n'
        '[[fallback]]\nwhen = "waits"\nwait_s_above = 90\nuse = "steps"\n'
    )
    rules = configured(tmp_path, text).fallback
    assert rules == (FallbackRule("overloaded", "openai/a", after=3), FallbackRule("waits", "steps", wait_s_above=90.0))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('fallback = "openai/a"', r"Write \[\[fallback\]\] above each rule"),
        ('[[fallback]]\nwhen = "overloaded"', "says nothing of use"),
        ('[[fallback]]\nuse = "a"\nwhen = "tired"', "no reason to fall back. Use one of: limited, overloaded"),
        ('[[fallback]]\nuse = "a"\nwhen = "waits"\nafter = "often"', "fallback.after"),
        ('[[fallback]]\nuse = "a"\nwhen = "waits"\nafer = 2', 'Did you mean "fallback.after"'),
    ],
)
def test_a_wrong_rule_is_told_with_what_to_write(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        configured(tmp_path, text)


def test_rules_for_a_step_are_read_in_their_order(tmp_path: Path) -> None:
    text = (
        'effort = "medium"\n[[step]]\nwhen = "begins"\neffort = "high"\n'
        '[[step]]\nwhen = "circles"\nuse = "openai/a"\nmodel = "anthropic/*"\n'
    )
    settings = configured(tmp_path, text)
    assert settings.effort == "medium"
    assert settings.step == (StepRule("begins", "high"), StepRule("circles", use="openai/a", model="anthropic/*"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('step = "begins"', r"Write \[\[step\]\] above each rule"),
        ('[[step]]\neffort = "low"', r"says no step.when. Use one of: begins, after_failure, circles, acts, always"),
        ('[[step]]\nwhen = "tired"\neffort = "low"', "'tired', which is nothing that happens. Use one of: begins"),
        ('[[step]]\nwhen = "acts"', r'the \[\[step\]\] for "acts" changes nothing. Give it effort = "high"'),
        ('[[step]]\nwhen = "acts"\neffort = 3', "step.effort = 3, but it is text"),
        ('[[step]]\nwhen = "acts"\nefort = "low"', 'Did you mean "step.effort"'),
    ],
)
def test_a_wrong_rule_for_a_step_is_told_with_what_to_write(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        configured(tmp_path, text)
