"""The examples of Deskhand's use from Python, run as a reader would run them, on the real desk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import TIMEOUT_S, environment

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "python"
SAYS = {
    "01_one_task.py": ["done: ", 'total is 7.75 (line 6): holds; total is "7.75"', "deskhand show s-"],
    "02_questions_answered.py": ["Which color?", "may it? It writes color.txt", "done: color.txt says blue"],
    "03_own_folder.py": ["Step 1: ", "  ok, ", "1 mine/one.py"],
}


def test_the_examples_are_numbered_short_and_all_tried_here() -> None:
    files = sorted(EXAMPLES.glob("*.py"))
    assert [file.name for file in files] == sorted(SAYS)
    for number, file in enumerate(files, 1):
        lines = file.read_text("utf-8").splitlines()
        assert lines[0].startswith(f'"""{number}. ')
        assert len(lines) <= 40


@pytest.mark.desk
@pytest.mark.parametrize("name", SAYS)
def test_an_example_runs_and_ends_well(name: str, home: Path, own: Path) -> None:
    (own / "one.py").write_text("print('one')\n", "utf-8")
    arguments = [str(own)] if "folder" in name else []
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, env=environment(home))
    assert ran.returncode == 0, ran.stderr
    for words in SAYS[name]:
        assert words in ran.stdout
