"""Secrets go into the keyring or a sealed file, and no value ever comes out on the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.shell import Ran, Terminal, deskhand, environment

VALUE = "Tr0ub4dor & three"
SEED = "JBSWY3DPEHPK3PXP"
ROOT = Path(__file__).parents[2]
NO_RING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


@pytest.fixture
def ring(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with an empty keyring."""
    (tmp_path / "ring.json").write_text("{}")
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    backend = "tests.cli.ring.FileRing"
    return {"RING": str(tmp_path / "ring.json"), "PYTHON_KEYRING_BACKEND": backend, "PYTHONPATH": path}


def add(home: Path, *args: str, said: str = f"{VALUE}\n", **more: str) -> Ran:
    ran = deskhand(home, "secrets", "add", *args, "--stdin", said=said, **(more or NO_RING))
    assert VALUE not in ran.out + ran.err
    return ran


def test_a_secret_goes_into_the_keyring_where_one_works(home: Path, ring: dict[str, str]) -> None:
    ran = add(home, "github", "--site", "github.com", "--username", "ann", **ring)
    assert (ran.code, ran.out) == (0, "The secret github for github.com is kept in the keyring (a file for tests).\n")
    assert list(json.loads(Path(ring["RING"]).read_text())) == ["deskhand/secret:github"]
    listed = deskhand(home, "secrets", "list", **ring).out
    assert "github  github.com  username, password  in the keyring" in listed
    assert VALUE not in listed
    assert deskhand(home, "secrets", "test", "github", **ring).out.startswith("The secret github can be opened;")
    assert deskhand(home, "secrets", "remove", "github", **ring).code == 0
    assert Path(ring["RING"]).read_text() == "{}"


def test_without_a_keyring_it_is_sealed_in_a_file_that_does_not_show_it(home: Path) -> None:
    assert "sealed with the key in" in add(home, "github", "--site", "github.com").out
    assert deskhand(home, "secrets", "test", "github", **NO_RING).code == 0
    for file in home.iterdir():
        assert VALUE.encode() not in file.read_bytes()
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_passphrase_opens_what_was_sealed_with_it_and_nothing_else_does(home: Path) -> None:
    right, wrong = {"DESKHAND_SECRETS_PASSPHRASE": "horse"}, {"DESKHAND_SECRETS_PASSPHRASE": "donkey"}
    assert "sealed with a passphrase" in add(home, "github", "--site", "github.com", **NO_RING, **right).out
    assert deskhand(home, "secrets", "test", "github", **NO_RING, **right).code == 0
    assert "the key does not fit" in deskhand(home, "secrets", "test", "github", **NO_RING, **wrong).err
    assert "none was given" in deskhand(home, "secrets", "test", "github", **NO_RING).err
    assert not (home / "secrets.key").exists()


def test_a_changed_list_does_not_make_a_secret_belong_elsewhere(home: Path) -> None:
    add(home, "github", "--site", "github.com")
    listed = home / "secrets.json"
    listed.write_text(listed.read_text().replace("github.com", "evil.test"))
    told = deskhand(home, "secrets", "test", "github", **NO_RING).out
    assert "at github.com" in told and "evil.test" not in told


def test_a_value_is_typed_without_being_shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.cli.shell.environment", lambda home, **more: {**environment(home, **more), **NO_RING})
    with Terminal(home, "secrets", "add", "github", "--site", "github.com", "--code") as terminal:
        terminal.until("nothing is shown")
        terminal.enter(VALUE)
        terminal.until("nothing is shown")
        terminal.enter(SEED)
        terminal.until("is kept in a file")
        assert terminal.end() == 0
        assert VALUE not in terminal.seen and SEED not in terminal.seen


@pytest.mark.parametrize(
    ("args", "said", "words"),
    [
        (("github",), VALUE, "belongs to nothing"),
        (("github", "--site", "a.test", "--app", "Mail"), VALUE, "a site and a program"),
        (("github", "--site", "*.co.uk"), VALUE, "everybody's"),
        (("github", "--site", "https://github.com/login"), VALUE, "is no host"),
        (("Git Hub", "--site", "github.com"), VALUE, "the secret's name can't be used"),
        (("github", "--site", "github.com"), "", "it is empty"),
        (("github", "--site", "github.com"), "a\tb", "line ends or tabs"),
        (("github", "--site", "github.com", "--code", "--no-password"), "not a seed!", "no seed of one-time codes"),
    ],
)
def test_what_can_not_be_kept_is_refused_and_not_repeated(
    home: Path, args: tuple[str, ...], said: str, words: str
) -> None:
    ran = add(home, *args, said=f"{said}\n")
    assert ran.code == 2 and words in ran.err
    assert not said or said not in ran.err


def test_a_name_that_is_taken_is_replaced_only_when_that_is_said(home: Path) -> None:
    add(home, "github", "--site", "github.com")
    assert "there is a secret github already" in add(home, "github", "--site", "other.test").err
    assert add(home, "github", "--site", "other.test", "--replace").code == 0
    assert "other.test" in deskhand(home, "secrets", "list", **NO_RING).out


def test_a_file_that_others_may_read_is_refused_with_the_mend(home: Path) -> None:
    add(home, "github", "--site", "github.com")
    (home / "secrets.key").chmod(0o644)
    assert "chmod 600" in deskhand(home, "secrets", "test", "github", **NO_RING).err


def test_looking_makes_nothing_on_the_disk(home: Path) -> None:
    assert "There are no secrets yet" in deskhand(home, "secrets", "list").out
    assert not home.exists()
