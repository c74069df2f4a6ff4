"""The journal against a model of it: any sequence of operations, in two windows, with reopening."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from deskhand.core.errors import Conflict, NotFound
from deskhand.journal import Journal
from tests.journal.conftest import open_at
from tests.journal.samples import notes

STREAMS = ("s-a", "s-b")
_stream, _window = st.sampled_from(STREAMS), st.integers(0, 1)
_texts = st.lists(st.text(max_size=20), min_size=1, max_size=4)
_command = st.sampled_from(("c1", "c2", "c3"))


class JournalModel(RuleBasedStateMachine):
    """Two windows of one journal; the model is a list of texts, a mapping of commands and a holder for each stream."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.windows = [self.opened(), self.opened()]
        self.events: dict[str, list[str] | None] = {stream: [] for stream in STREAMS}
        self.commands: dict[str, dict[str, bool]] = {stream: {} for stream in STREAMS}
        for stream in STREAMS:
            self.run(self.windows[0].create("session", id=stream))

    def run(self, work: Any) -> Any:
        return self.runner.run(work)

    def opened(self) -> Journal:
        folder = Path(self.folder.name)
        return self.runner.run(open_at(folder / "journal.db", folder))

    @rule(stream=_stream, window=_window, texts=_texts, behind=st.integers(-1, 1), takes=st.sets(_command, max_size=2))
    def append(self, stream: str, window: int, texts: list[str], behind: int, takes: set[str]) -> None:
        known = self.events[stream]
        work = self.windows[window].append(
            stream, notes(*texts), expect=len(known or ()) + behind, at=1.0, takes=sorted(takes)
        )
        waiting = {name for name, taken in self.commands[stream].items() if not taken}
        if known is None:
            self.refused(work, NotFound)
        elif behind or not takes <= waiting:
            self.refused(work, Conflict)
        else:
            self.run(work)
            known.extend(texts)
            self.commands[stream].update(dict.fromkeys(takes, True))

    @rule(stream=_stream, window=_window, command=_command)
    def put(self, stream: str, window: int, command: str) -> None:
        work = self.windows[window].put_command(stream, command, {"id": command})
        if self.events[stream] is None:
            self.refused(work, NotFound)
        else:
            assert self.run(work).new == (command not in self.commands[stream])
            self.commands[stream].setdefault(command, False)

    @rule(stream=_stream, window=_window)
    def delete(self, stream: str, window: int) -> None:
        work = self.windows[window].delete(stream)
        if self.events[stream] is None:
            self.refused(work, NotFound)
        else:
            assert self.run(work).deleted_events == len(self.events[stream] or ())
            self.events[stream], self.commands[stream] = None, {}

    @rule(window=_window)
    def reopen(self, window: int) -> None:
        self.run(self.windows[window].close())
        self.windows[window] = self.opened()

    @invariant()
    def the_journal_is_as_the_model(self) -> None:
        for stream, texts in self.events.items():
            for window in self.windows:
                if texts is None:
                    self.refused(window.read(stream), NotFound)
                    continue
                assert [recorded.event for recorded in self.run(window.read(stream))] == notes(*texts)
                waiting = [command.id for command in self.run(window.take_commands(stream))]
                assert waiting == [name for name, taken in self.commands[stream].items() if not taken]
        assert all(report.ok for report in self.run(self.windows[0].verify()))

    def refused(self, work: Any, kind: type[Exception]) -> None:
        try:
            self.run(work)
        except kind:
            return
        raise AssertionError(f"it was not refused as {kind.__name__}")

    def teardown(self) -> None:
        for window in self.windows:
            self.run(window.close())
        self.runner.close()
        self.folder.cleanup()


JournalModel.TestCase.settings = settings(max_examples=25, stateful_step_count=25)
TestJournalModel = JournalModel.TestCase
