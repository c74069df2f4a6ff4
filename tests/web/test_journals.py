"""The journal that the workspace's fold is tested on is the golden one."""

from __future__ import annotations

from tests.web.journals import WRITTEN, golden


async def test_the_journal_of_the_workspaces_tests_is_the_golden_one() -> None:
    assert WRITTEN.read_text("utf-8") == await golden(), "Run: .venv/bin/python -m tests.web.journals"
