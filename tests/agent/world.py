"""A whole session in memory but for the journal: scripted model, fake desk, real SQLite."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from deskhand.agent.driver import Driver
from deskhand.agent.ports import Ports
from deskhand.agent.profiles import load_profile
from deskhand.agent.record import Record
from deskhand.agent.remembering import Remembering
from deskhand.agent.shelf import Shelf
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.messages import TextPart
from deskhand.core.rendering import Renderer
from deskhand.desk.base import Desk, DeskSpec
from deskhand.journal.journal import Journal
from deskhand.models.base import Model
from deskhand.models.scripted import Answer, ScriptedModel
from deskhand.settings import StepRule
from deskhand.testing.desk import FakeDesk, FakePage, element
from deskhand.tools.base import Repairs, Secrets


def form_page() -> FakePage:
    return FakePage(
        "http://form.test",
        "Form",
        [
            element(1, "textbox", "Name", in_form=True),
            element(2, "button", "Submit", in_form=True),
            element(3, "link", "Home"),
        ],
        {"Submit": lambda desk: None},
    )


SPEC = DeskSpec(sites={"form.test": "127.0.0.1:1"})


class World:
    """One session's parts; `driver()` attaches a new driver to them, as a restart would."""

    def __init__(self, journal: Journal, stream: str, desk: FakeDesk, model: Model) -> None:
        self.journal = journal
        self.stream = stream
        self.desk = desk
        self.model = model
        self.profile = "balanced"
        self.attended = True
        self.remembering: Remembering | None = None
        self.first = ev.SessionStarted(model="scripted", account=ev.TERMINAL)
        self.rules: tuple[StepRule, ...] = ()
        self.others: dict[str, Model] = {}
        self.secrets: Secrets | None = None
        self.spec = SPEC
        self.ticks = 0.0
        self.ids = 0
        self.renderer: Renderer | None = None
        self.repairs = 0

    def _now(self) -> float:
        self.ticks += 0.001
        return self.ticks

    def _new_id(self) -> str:
        self.ids += 1
        return f"id{self.ids}"

    @asynccontextmanager
    async def driver(self, watch: Callable[[ev.Event], None] | None = None) -> AsyncIterator[Driver]:
        async def open_desk() -> Desk:
            self.desk.lost = False
            return self.desk

        ports = Ports(
            session_id=self.stream,
            model=self.model,
            profile=load_profile(self.profile, remembering=self.remembering, account=self.first.account),
            spec=self.spec,
            blobs=self.journal.blobs,
            open_desk=open_desk,
            now=self._now,
            new_id=self._new_id,
            rules=self.rules,
            others=self.others,
            attended=self.attended,
            remembering=self.remembering,
            secrets=self.secrets,
            shelf=Shelf(self.journal),
            renderer=self.renderer,
            repairs=Repairs(self.repairs),
        )
        async with await self.journal.lock(self.stream, "test") as lock:
            driver = Driver(Record(self.journal, self.stream, lock, self._now), ports, watch)
            await driver.attach(self.first)
            await driver.open_desk()
            yield driver

    async def command(self, command: cmd.Command) -> None:
        await self.journal.put_command(self.stream, self._new_id(), command.model_dump(mode="json"))

    async def say(self, words: str) -> None:
        await self.command(cmd.Say(parts=(TextPart(text=words),)))

    async def events(self) -> list[ev.Event]:
        return [entry.event for entry in await self.journal.read(self.stream)]  # type: ignore[misc]


@asynccontextmanager
async def world(folder: Path, answers: Sequence[Answer] | Model, desk: FakeDesk | None = None) -> AsyncIterator[World]:
    async with await Journal.open(folder / "journal.db") as journal:
        stream = (await journal.create("session")).id
        model = ScriptedModel(answers) if isinstance(answers, Sequence) else answers
        yield World(journal, stream, desk or FakeDesk([form_page()]), model)


def finished(events: list[ev.Event]) -> list[tuple[str, str]]:
    """(status, first words) of every finished call."""
    return [(e.status, e.content[0].text if e.content else "") for e in events if isinstance(e, ev.CallFinished)]  # type: ignore[union-attr]
