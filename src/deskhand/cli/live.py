"""Progress in the terminal: a line a step as it happens. Reads the driver's events; decides nothing."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from deskhand.agent.channel import Signal
from deskhand.cli.lines import said, show, step_lines
from deskhand.core import events as ev
from deskhand.core.messages import Call, text_of
from deskhand.report.chapters import is_quiet
from deskhand.report.readable import asked_words, one_line, suspected_words, used_words
from deskhand.report.steps import Step


class Live:
    """Prints a session's events as lines. `verbose` shows the looks too. `denied`: some call was not allowed."""

    def __init__(self, console: Console, *, verbose: bool = False) -> None:
        self.denied = False
        self._console = console
        self._verbose = verbose
        self._calls: dict[str, Call] = {}
        self._judged: dict[str, ev.CallJudged] = {}
        self._thought = ""
        self._model = ""
        self._waits = False

    def watch(self, event: ev.Event) -> None:
        """Take one event in and print what it says to a person."""
        match event:
            case ev.DeskReady():
                self._desk(event)
            case ev.Said():
                self.denied = False
            case ev.SessionStarted(model=model):
                self._model = model.partition("+")[0]
            case ev.ModelAsked():
                self._asked(event)
            case ev.ModelReplied():
                self._replied(event)
            case ev.CallJudged(call=call):
                self._judged[call] = event
            case ev.Noticed(parts=parts):
                self._print(Text(said(text_of(parts)), "yellow"))
            case ev.Called() | ev.Suspected():
                self._beside(event)
            case ev.Warned(text=text):
                self._print(Text(one_line(text), "yellow"))
            case ev.Compacted(messages=count) if count:
                self._print(Text(f"the conversation was made shorter: {one_line(event.reason)}", "dim"))
            case ev.CallFinished():
                self._finished(event)
            case _:
                pass

    def signal(self, signal: Signal) -> None:
        """Show why nothing moves, and what the model lets be seen of its thinking, a line at a time."""
        if signal.kind == "wait" and signal.text:
            self._print(Text(f"waiting: {one_line(signal.text)}", "dim"))
        elif signal.kind == "thought":
            *lines, self._thought = (self._thought + signal.text).split("\n")
            self._think(lines)

    def _think(self, lines: list[str]) -> None:
        self._print(*(Text(one_line(line), "dim italic") for line in lines if line.strip()))

    def _beside(self, event: ev.Called | ev.Suspected) -> None:
        """What is no step of the model's."""
        if isinstance(event, ev.Called):
            self._calls[event.call.id] = event.call
            self._print(Text(used_words(event), "dim"))
        else:
            self._print(Text(suspected_words(event), "yellow"))

    def _desk(self, event: ev.DeskReady) -> None:
        note = f": {one_line(event.note)}" if event.note else ""
        self._print(Text(f"desk {event.desk}, {event.width}x{event.height}{note}", "dim"))

    def _asked(self, event: ev.ModelAsked) -> None:
        """Another model than for the step before. One that is asked in the place of another was told as a wait."""
        instead, self._waits = self._waits, True
        if self._model and event.model != self._model and not instead:
            self._print(Text(f"now {asked_words(event)}", "dim"))
        self._model = event.model

    def _replied(self, event: ev.ModelReplied) -> None:
        reply, self._waits = event.reply, False
        self._think([self._thought])
        self._thought = ""
        self._calls |= {call.id: call for call in reply.calls}
        summary = next((str(c.arguments.get("summary", "")) for c in reply.calls if c.name == "finish"), "")
        if words := said(reply.text, summary):
            self._print(Text(words, "bold"))
        if reply.error:
            self._print(Text(f"the model: {one_line(reply.error)}", "red"))

    def _finished(self, event: ev.CallFinished) -> None:
        call, judged = self._calls.pop(event.call, None), self._judged.pop(event.call, None)
        self.denied = self.denied or event.status == "denied"
        if call is None:
            return
        ends = call.name == "finish" and event.status == "ok"
        if self._verbose or not (ends or is_quiet(Step(0, call, 0.0, finished=event))):
            self._print(*step_lines(call, judged, event, self._console.width))

    def _print(self, *lines: Text) -> None:
        show(self._console, lines)
