"""The diff of two versions, held against what `patch` makes of it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.artifacts.diffs import COMPARED_LINES_MAX, diff_of

LINES = st.lists(st.sampled_from(["", "a", "b", "- c", "+ d", "@@ e", "\u2028", "\r", "é"]), max_size=30)


def test_files_that_are_the_same_are_left_out() -> None:
    assert diff_of({"a": b"1", "b": b"2"}, {"a": b"1", "b": b"2"}) == ""


def test_a_new_and_a_lost_file_are_told() -> None:
    diff = diff_of({"old": b"1\n"}, {"new": b"2\n"})
    assert "--- a/old\n+++ /dev/null" in diff and "--- /dev/null\n+++ b/new" in diff


def test_bytes_that_are_no_text_only_differ() -> None:
    assert diff_of({"a": b"\xff"}, {"a": b"\xfe"}) == "Files a/a and b/a differ\n"


def test_what_would_take_too_long_to_compare_is_told_in_a_line() -> None:
    many = range(COMPARED_LINES_MAX + 1)
    before, after = ["\n".join(f"{word} {n}" for n in many).encode() for word in ("old", "new")]
    assert "too many lines differ" in diff_of({"a": before}, {"a": after})


def test_one_line_of_a_long_file_is_compared_all_the_same() -> None:
    lines = [f"line {n}" for n in range(100_000)]
    before = "\n".join(lines).encode()
    lines[70_000] = "changed"
    diff = diff_of({"a": before}, {"a": "\n".join(lines).encode()})
    assert "@@ -69998,7 +69998,7 @@" in diff and "-line 70000\n+changed\n" in diff


def test_a_long_diff_is_cut_and_told_so() -> None:
    assert diff_of({"a": b"x" * 500}, {"a": b"y" * 500}, 100).endswith("characters)\n")


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no `patch` here")
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=LINES, new=LINES)
def test_patch_makes_the_new_file_of_the_old_one(tmp_path: Path, old: list[str], new: list[str]) -> None:
    before, after = "\n".join(["head", *old]).encode(), "\n".join(["head", *new]).encode()
    (tmp_path / "a").write_bytes(before)
    diff = diff_of({"a": before}, {"a": after})
    if diff:
        command = ["patch", "--binary", "-s", "-p1", "a"]
        subprocess.run(command, cwd=tmp_path, input=diff.encode(), check=True)
    assert (tmp_path / "a").read_bytes() == after
