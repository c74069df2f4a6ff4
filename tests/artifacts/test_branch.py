"""A version comes into a branch of a repository: the real git, in folders of the test."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from deskhand.artifacts.export.branch import branch_line

ENV = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
ME = ("-c", "user.name=Me", "-c", "user.email=me@example.org")
NASTY = "it's $(touch evil) `touch evil`;\n touch evil"


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *ME, *words], env=ENV, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    made = tmp_path / "a repo"
    made.mkdir()
    git(made, "init", "-qb", "main")
    (made / "kept.txt").write_text("kept")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "first")
    return made


def put(tmp_path: Path, repository: Path, files: dict[str, str], **more: Any) -> tuple[int, str]:
    source = tmp_path / "scratch"
    for path, text in files.items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(text)
    given = {"branch": "pages", "folder": "", "message": "A page", "who": "Anna", **more}
    line = branch_line(repository=str(repository), source=str(source), paths=list(files), **given)
    done = subprocess.run(["bash", "-c", line], env=ENV, cwd=tmp_path, capture_output=True, text=True)
    return done.returncode, (done.stdout + done.stderr).strip()


def standing(repository: Path) -> tuple[str, str, str]:
    """What must not change: the working tree and the index, what is checked out, and where that branch is."""
    return (
        git(repository, "status", "--porcelain"),
        git(repository, "symbolic-ref", "HEAD"),
        git(repository, "rev-parse", "HEAD"),
    )


def test_a_new_branch_goes_on_from_what_is_there_and_nothing_else_changes(tmp_path: Path, repository: Path) -> None:
    (repository / "kept.txt").write_text("being worked on")
    (repository / "new.txt").write_text("not added")
    before = standing(repository)
    code, commit = put(tmp_path, repository, {"index.html": "<p>", "lib/a.js": "1"}, folder="site/")
    assert code == 0, commit
    assert git(repository, "rev-parse", "pages") == commit and standing(repository) == before
    assert git(repository, "ls-tree", "-r", "--name-only", "pages").split() == [
        "kept.txt", "site/index.html", "site/lib/a.js",
    ]  # fmt: skip
    assert git(repository, "show", "pages:kept.txt") == "kept"
    assert git(repository, "log", "-1", "--format=%an|%s|%P", "pages") == f"Anna|A page|{before[2]}"


def test_a_second_commit_follows_the_first_and_the_same_files_make_none(tmp_path: Path, repository: Path) -> None:
    _, first = put(tmp_path, repository, {"a.txt": "1"})
    code, told = put(tmp_path, repository, {"a.txt": "1"})
    assert (code, told) == (0, "Nothing differs: pages holds these files already.")
    _, second = put(tmp_path, repository, {"a.txt": "2"})
    assert git(repository, "rev-parse", "pages", "pages^").split() == [second, first]


def test_a_repository_without_a_commit_gets_its_first_one(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "-qb", "main")
    code, commit = put(tmp_path, empty, {"a.txt": "1"})
    assert code == 0 and git(empty, "log", "--format=%H", "pages") == commit
    assert put(tmp_path, empty, {"a.txt": "1"}, branch="main")[0] == 65


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"branch": "main"}, "The branch main is checked out there"),
        ({"branch": "other"}, "The branch other is checked out there"),
        ({"branch": "a..b"}, "No branch can be called a..b."),
        ({"branch": "-x/.lock"}, "No branch can be called"),
        ({"folder": ".git/hooks"}, "Invalid path"),
    ],
)
def test_what_can_not_be_is_refused(tmp_path: Path, repository: Path, more: dict[str, str], told: str) -> None:
    git(repository, "worktree", "add", "-qb", "other", str(tmp_path / "tree"))
    before = git(repository, "for-each-ref")
    code, words = put(tmp_path, repository, {"a.txt": "1"}, **more)
    assert code != 0 and told in words
    assert git(repository, "for-each-ref") == before


def test_a_folder_that_is_none_or_lies_within_one_is_refused(tmp_path: Path, repository: Path) -> None:
    (repository / "below").mkdir()
    plain = tmp_path / "plain"
    plain.mkdir()
    for folder, told in (
        (plain, "is no repository"),
        (tmp_path / "none", "is no repository"),
        (repository / "below", "lies within"),
    ):
        code, words = put(tmp_path, folder, {"a.txt": "1"})
        assert code == 65 and told in words


def test_nothing_of_the_repository_runs(tmp_path: Path, repository: Path) -> None:
    """Hooks, filters, a file system monitor, signing: each would leave a file behind."""
    evil = tmp_path / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\ncat\n")
    evil.chmod(0o755)
    for hook in ("reference-transaction", "post-index-change", "pre-commit", "post-commit"):
        (repository / ".git" / "hooks" / hook).symlink_to(evil)
    for key in (
        "core.fsmonitor",
        "filter.x.clean",
        "filter.x.process",
        "gpg.program",
        "core.pager",
        "alias.write-tree",
    ):
        git(repository, "config", key, str(evil))
    git(repository, "config", "commit.gpgSign", "true")
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "attributes").write_text("* filter=x\n")
    (tmp_path / "ran").unlink(missing_ok=True)
    code, words = put(tmp_path, repository, {"a.txt": "1"})
    assert code == 0, words
    assert not (tmp_path / "ran").exists()


def test_names_are_words_and_never_commands(tmp_path: Path, repository: Path) -> None:
    code, words = put(
        tmp_path, repository, {"a '$(touch evil)'.txt": "1"}, message=NASTY, who=NASTY, folder="$(touch evil)"
    )
    assert code == 0, words
    assert not [*tmp_path.rglob("evil")] and "touch evil" in git(repository, "log", "-1", "--format=%B", "pages")
    assert put(tmp_path, repository, {"a.txt": "1"}, branch=NASTY)[0] == 65
    assert put(tmp_path, Path(f"{tmp_path}/{NASTY}"), {"a.txt": "1"})[0] == 65
    assert not [*tmp_path.rglob("evil")]
