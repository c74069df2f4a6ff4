"""Keys go into the system's keyring and come out of it, and are never shown."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.shell import Ran, Terminal, deskhand, environment

KEY = "sk-by-hand-0123456789"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def ring(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with an empty keyring."""
    (tmp_path / "ring.json").write_text("{}")
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    backend = "tests.cli.ring.FileRing"
    return {"RING": str(tmp_path / "ring.json"), "PYTHON_KEYRING_BACKEND": backend, "PYTHONPATH": path}


def has_key(home: Path, ring: dict[str, str]) -> bool:
    ran = deskhand(home, "models", "show", "anthropic/claude-opus-5", "--json", **ring)
    assert KEY not in ran.out + ran.err
    return bool(json.loads(ran.out)["has_key"])


def keep(home: Path, said: str, *args: str, **more: str) -> Ran:
    return deskhand(home, "models", "key", *args, "--from-stdin", said=said, **more)


def test_a_key_is_kept_found_and_let_go(home: Path, ring: dict[str, str]) -> None:
    assert not has_key(home, ring)
    ran = keep(home, f"{KEY}\n", "anthropic", **ring)
    assert (ran.code, ran.out) == (0, "The key for anthropic is kept in the keyring (a file for tests).\n")
    assert json.loads(Path(ring["RING"]).read_text()) == {"deskhand/anthropic": KEY}
    assert has_key(home, ring)
    assert "anthropic: key found (the keyring)" in deskhand(home, "models", **ring).out
    gone = deskhand(home, "models", "key", "anthropic", "--delete", **ring)
    assert gone.out == "The key for anthropic is gone from the keyring.\n"
    assert not has_key(home, ring)
    assert deskhand(home, "models", "key", "anthropic", "--delete", **ring).out == "There was no key for anthropic.\n"


def test_a_key_is_typed_without_being_shown(home: Path, ring: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.cli.shell.environment", lambda home, **more: {**environment(home, **more), **ring})
    with Terminal(home, "models", "key", "anthropic") as terminal:
        terminal.until("nothing is shown")
        terminal.enter(KEY)
        terminal.until("is kept in the keyring")
        assert terminal.end() == 0
        assert KEY not in terminal.seen
    assert KEY in Path(ring["RING"]).read_text()


def test_a_variable_goes_before_the_keyring_and_that_is_said(home: Path, ring: dict[str, str]) -> None:
    ran = keep(home, KEY, "anthropic", ANTHROPIC_API_KEY="another", **ring)
    assert "there is another one in ANTHROPIC_API_KEY, and that one is used" in ran.err
    assert "key found (ANTHROPIC_API_KEY)" in deskhand(home, "models", ANTHROPIC_API_KEY="another", **ring).out


@pytest.mark.parametrize("said", ["", "\n", "two words\n", "a\x1b[0mb\n", "x" * 5000])
def test_what_is_no_key_is_refused_and_not_repeated(home: Path, ring: dict[str, str], said: str) -> None:
    ran = keep(home, said, "anthropic", **ring)
    assert ran.code == 2 and "that is no key" in ran.err
    assert not said.strip() or said.strip() not in ran.err


def test_without_a_keyring_the_file_is_named_instead(home: Path) -> None:
    ran = keep(home, KEY, "anthropic", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring")
    assert ran.code == 6
    assert "no Secret Service, KWallet or Keychain runs here" in ran.err
    assert "[keys] in config.toml and run chmod 600" in ran.err
    assert KEY not in ran.out + ran.err


def test_a_keyring_that_stays_locked_has_no_keys_and_takes_none(home: Path, ring: dict[str, str]) -> None:
    Path(ring["RING"]).unlink()
    assert not has_key(home, ring)
    assert "it stays locked" in keep(home, KEY, "anthropic", **ring).err


def test_a_keyring_that_forgets_is_found_out(home: Path, ring: dict[str, str]) -> None:
    forgetful = {**ring, "PYTHON_KEYRING_BACKEND": "tests.cli.ring.ForgetfulRing"}
    ran = keep(home, KEY, "anthropic", **forgetful)
    assert ran.code == 6 and "took the key and does not give it back" in ran.err


def test_a_provider_that_is_not_there_and_a_missing_terminal_are_told(home: Path, ring: dict[str, str]) -> None:
    assert "there is no model 'oracle'. Use one of" in " ".join(keep(home, KEY, "oracle", **ring).err.split())
    assert "--from-stdin" in deskhand(home, "models", "key", "anthropic", **ring).err


def test_nothing_is_made_on_the_disk(home: Path, ring: dict[str, str]) -> None:
    keep(home, KEY, "anthropic", **ring)
    assert not home.exists()
