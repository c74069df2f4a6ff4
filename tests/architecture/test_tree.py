"""The tree holds no path of one machine, no registry's host, no secret; and what set-up and CI need is there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from .source import ROOT
from .tree_rules import leaks, tree_files

FILES = tree_files(ROOT)


def test_nothing_in_the_tree_leaks() -> None:
    complaints = leaks(FILES, ROOT)
    assert not complaints, "\n" + "\n".join(complaints)


@pytest.mark.parametrize(
    "text",
    [
        "see https://files.python" + "hosted.org/packages/x.whl",
        "cd /work" + "/main",
        "key = 'sk-" + "ant-" + "a1" * 20 + "'",
        "AK" + "IA" + "ABCDEFGH12345678",
        "-----BEGIN " + "RSA PRIVATE KEY-----",
        "index = https" + "://me:secretword@example.com/simple",
    ],
)
def test_a_leak_is_found(text: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(f"first line\n{text}\n")
    (complaint,) = leaks([path], tmp_path)
    assert complaint.startswith("notes.md:2 holds ")


def test_the_tree_without_git_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "b.md").write_text("b")
    assert tree_files(tmp_path) == [tmp_path / "a.md"]


def test_every_python_package_is_pinned_with_hashes() -> None:
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        for entry in re.split(r"\n(?=\S)", text.strip()):
            assert re.match(r"[a-z0-9-]+==\S+.* \\\n    --hash=sha256:[0-9a-f]{64}", entry), entry[:80]


def test_what_runs_is_pinned_the_same_for_those_who_develop() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE))

    assert pins("run.txt") < pins("dev.txt")


def test_every_debian_package_has_its_reason() -> None:
    lines = (ROOT / "requirements" / "debian.txt").read_text().splitlines()
    for line in lines:
        assert not line or line.startswith("#") or re.fullmatch(r"[a-z0-9.+-]+ +# \S.*", line), line


@pytest.mark.parametrize("name", ["scripts/setup", "scripts/lock", ".ci/run"])
def test_scripts_can_be_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
