"""Running the example: the app by itself as a program, and the comparison a person is shown."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from app.entry import Expense
from app.store import Store
from comparison import show
from prepare import prepare
from rich.console import Console

from tests.examples import EXAMPLES
from tests.examples.visitor import Visitor

SERVE = EXAMPLES / "expense-report" / "serve.py"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_app_runs_by_itself_says_its_port_and_ends_when_told(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, str(SERVE), "--data", str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        said = json.loads(server.stdout.readline())
        assert "City Cab" in Visitor(said["port"]).get("/?q=cab").text
        server.send_signal(number)
        assert server.wait(timeout=20) == 0


def shown(folder: Path, work: Path, *filed: Expense) -> tuple[bool, str]:
    """What a person sees when these were filed with the first receipts, and whether all was said to be right."""
    prepared = prepare(folder)
    store = Store(prepared.data)
    for truth, expense in zip(prepared.truth, filed, strict=False):
        picture = Path(prepared.files["receipts"], truth.file).read_bytes()
        store.add(expense, store.keep_picture(truth.file, picture))
    out = io.StringIO()
    return show(Console(file=out, width=200), prepared, work, {}), out.getvalue()


def test_the_comparison_shows_a_wrong_field_with_what_it_should_be(tmp_path: Path) -> None:
    is_right, text = shown(
        tmp_path / "a", tmp_path, Expense("HARBOUR TAX1", 3865, "GBP", "2025-03-24", "Travel", "card")
    )
    assert not is_right
    assert "HARBOUR TAX1 (should be HARBOUR TAXI)" in text
    assert "filed 0 times" in text and "should be a CSV file in downloads" in text


def test_words_from_the_app_are_never_markup(tmp_path: Path) -> None:
    _, text = shown(tmp_path / "a", tmp_path, Expense("[red]x[/red]", 1, "GBP", "2025-03-24", "Travel", "card"))
    assert "[red]x[/red]" in text
