"""Sessions from Python: start one, let it work, answer it, take it up again. What the command line is made of.

async with await Session.start(TaskOptions(model="steps"), Home(from_environment())) as session:
    await session.say("open http://example.test")
    outcome = await session.work()
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deskhand.agent.asked import Asked, models_asked
from deskhand.agent.channel import Channel
from deskhand.agent.day import Day
from deskhand.agent.driver import Driver
from deskhand.agent.driving.door import SOCKET_NAME, Door
from deskhand.agent.owning import settle_owners
from deskhand.agent.ports import Ports
from deskhand.agent.profiles import load_profile
from deskhand.agent.record import Record
from deskhand.agent.remembering import Remembering
from deskhand.agent.scribe import Watcher
from deskhand.agent.shelf import Shelf
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.artifacts import decode as decode_event
from deskhand.core.errors import InvalidInput
from deskhand.core.messages import Part, TextPart
from deskhand.core.outcome import Outcome
from deskhand.core.rendering import Renderer
from deskhand.core.state import State
from deskhand.core.values import Value
from deskhand.desk.base import Desk, DeskSpec
from deskhand.desk.open import open_desk
from deskhand.journal.codec import Decode
from deskhand.journal.journal import Journal
from deskhand.journal.keys import load_key
from deskhand.journal.locks import WriterLock
from deskhand.policy.profile import Profile
from deskhand.policy.trained.model import load_model
from deskhand.rendering.renderer import WalledRenderer
from deskhand.secrets.store import SecretStore
from deskhand.settings import Settings
from deskhand.tools.base import Repairs

VERSION = "0.1.0"
DETACH_S = 10.0


class TaskOptions(Value):
    """How a session is to be run. profile: a name or the path of a profile file.

    context: how old pictures are cleared, "" for the way that is cheapest; keep_pictures: how many stay. effort: how
    hard the model is to think, a level of its card, "" for its own usual one. account: whose session it is.
    """

    model: str = "steps"
    profile: str = "balanced"
    desk: DeskSpec = DeskSpec()
    limits: ev.Limits = ev.Limits()
    attended: bool = False
    title: str = ""
    context: str = ""
    keep_pictures: int = 3
    effort: str = ""
    account: str = ev.TERMINAL


class Home:
    """Where sessions live: the journal and the desks' folders. The journal's key is kept apart from it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = settings.data_dir
        self.profiles = settings.profiles_dir
        self.remembering = Remembering(settings.config_dir)
        self._place = settings.journal_url or settings.data_dir / "journal.db"
        self._key = settings.config_dir / "journal.key"

    async def journal(self, decode: Decode = decode_event) -> Journal:
        """The journal, opened; made when it is not there. decode: for who knows more events than those of sessions."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return await Journal.open(self._place, blobs=self.folder / "blobs", key=load_key(self._key), decode=decode)

    def desk_folder(self, session_id: str) -> Path:
        return self.folder / "desks" / session_id

    def channel_socket(self, session_id: str) -> Path:
        """Where a session's driver tells what passes (`driving.following`)."""
        return self.desk_folder(session_id) / SOCKET_NAME

    async def open_desk(self, session_id: str, spec: DeskSpec, progress: Callable[[str], None]) -> Desk:
        """The desk of a session; other drivers of it are put out. progress: told in words what takes time. The judge's
        model is loaded meanwhile, so that the first press need not wait for it."""
        opening = open_desk(self.desk_folder(session_id), spec, alone=True, progress=progress)
        desk, _ = await asyncio.gather(opening, asyncio.to_thread(load_model))
        return desk

    def renderer(self) -> Renderer:
        """What shows artifacts to a session's model. Nothing of it runs until it is needed."""
        return WalledRenderer()

    async def models(self, options: TaskOptions) -> Asked:
        """The models that a session with these options asks. Raises what making them raises."""
        return await models_asked(options.model, options.effort, self.settings, background=not options.attended)


class Session:
    """One session with its driver. Made by `start` or `resume`; an async context manager."""

    def __init__(
        self, journal: Journal, lock: WriterLock, driver: Driver, ports: Ports, asked: Asked, door: Door
    ) -> None:
        self.id = ports.session_id
        self.driver = driver
        self._door = door
        self._journal = journal
        self._lock = lock
        self._ports = ports
        self._asked = asked

    @classmethod
    async def start(
        cls, options: TaskOptions, home: Home, *, watch: Watcher | None = None, session_id: str = ""
    ) -> Session:
        """A new session with its desk. Raises DeskhandError when something that it needs is not there.

        session_id: that of a stream which was made for it already, and is empty; "" makes one.
        """
        profile = load_profile(options.profile, home.profiles)
        home.remembering.answers()  # a file that can't be used stops it before anything was begun
        journal = await home.journal()
        try:
            await Day(journal, time.time).must_have_room(options.limits)
            asked = await home.models(options)
            stream = session_id or (await journal.create("session", title=options.title)).id
            lock = await _locked(journal, stream, asked)
            return await cls._opened(journal, lock, options, profile, asked, home, watch, first=first_event(options))
        except BaseException:
            await journal.close()
            raise

    @classmethod
    async def resume(
        cls,
        session_id: str,
        home: Home,
        *,
        attended: bool = False,
        watch: Watcher | None = None,
        take_over: bool = False,
    ) -> Session:
        """Take up a session of which some driver has let go. `session_id` may be a unique beginning of the id.

        take_over: also one that is held by a driver that hangs or is stopped; that one can write and act no more.
        Raises Conflict when another driver holds it.
        """
        journal = await home.journal()
        try:
            info = await journal.info(session_id)
            found = [entry.event for entry in await journal.read(info.id, limit=2)]
            begun = next((event for event in found if isinstance(event, ev.SessionStarted)), None)
            if begun is None:
                raise InvalidInput(f"{info.id} has no beginning.", hint="Start a new session.")
            options = TaskOptions(
                model=begun.model,
                profile=begun.profile,
                desk=DeskSpec.model_validate(begun.desk),
                attended=attended,
                effort=begun.effort,
            )
            profile = load_profile(options.profile, home.profiles)
            home.remembering.answers()
            lock = await journal.lock(info.id, "deskhand", take_over=take_over)
            try:
                asked = await home.models(options)
            except BaseException:
                await lock.release()
                raise
            return await cls._opened(journal, lock, options, profile, asked, home, watch)
        except BaseException:
            await journal.close()
            raise

    @classmethod
    async def _opened(
        cls,
        journal: Journal,
        lock: WriterLock,
        options: TaskOptions,
        profile: Profile,
        asked: Asked,
        home: Home,
        watch: Watcher | None,
        *,
        first: ev.SessionStarted | None = None,
    ) -> Session:
        stream = lock.stream

        async def desk() -> Desk:
            return await home.open_desk(stream, options.desk, lambda words: ports.channel.wait("desk", words))

        ports = Ports(
            session_id=stream,
            model=asked.own,
            rules=asked.rules,
            others=asked.others,
            profile=profile,
            spec=options.desk,
            blobs=journal.blobs,
            open_desk=desk,
            own_cards=home.settings.cards_dir,
            attended=options.attended,
            remembering=home.remembering,
            secrets=SecretStore.of(home.settings),
            shelf=Shelf(journal),
            renderer=home.renderer(),
            repairs=Repairs(home.settings.artifacts.repairs),
        )
        ports.day_cost_usd = Day(journal, ports.now).cost_usd
        driver = Driver(Record(journal, stream, lock, ports.now), ports, watch)
        session = cls(journal, lock, driver, ports, asked, Door(ports.channel, home.desk_folder(stream)))
        try:
            await session._door.open()
            await driver.attach(first)
            begun = driver.state.session
            await settle_owners(home.remembering, journal)
            ports.profile = profile.with_remembered(*home.remembering.rules(begun.account if begun else ""))
        except BaseException:
            await session._let_go()
            raise
        return session

    @property
    def state(self) -> State:
        return self.driver.state

    @property
    def channel(self) -> Channel:
        """What passes while something happens: drafts, waits."""
        return self._ports.channel

    @property
    def desk(self) -> Desk | None:
        return self._ports.desk

    @property
    def work_folder(self) -> Path:
        """The desk's work folder, as it is seen on this machine. Raises DeskLost before the desk is open."""
        return Path(self._ports.standing_desk.info.work_dir)

    async def say(self, words: str, parts: tuple[Part, ...] = ()) -> None:
        """Put a person's words into the inbox."""
        await self.command(cmd.Say(parts=(TextPart(text=words), *parts)))

    async def answer(self, answer: str, words: str = "") -> None:
        """Answer the open question. Raises InvalidInput when there is none."""
        waiting = self.state.question
        if waiting is None:
            raise InvalidInput("there is no open question in this session.", hint="Say something instead.")
        await self.command(cmd.Answer(question=waiting.question, answer=answer, words=words, by="person"))

    async def command(self, command: cmd.Command) -> None:
        """Put a command into the inbox, as every other program does."""
        await self._journal.put_command(self.id, secrets.token_hex(8), command.model_dump(mode="json"))

    async def work(self, *, wait: Callable[[State], bool] | None = None) -> Outcome | None:
        """Work until the outcome, a question, a pause or silence; None when there is no outcome yet."""
        if self._ports.desk is None:
            await self.driver.open_desk()
        await self.driver.run(wait=wait or (lambda state: False))
        return self.state.outcome

    async def attend(self, idle_s: float) -> None:
        """Work, and wait for commands wherever the work rests, until `leave`, or until nobody has watched a rest or
        said anything for so long."""

        await self.driver.run(wait=lambda state: True, idle=lambda: self._door.deserted(idle_s))

    async def close(self, *, end_desk: bool = True) -> None:
        """Let go of the session. The desk ends too, unless it is to go on for the next driver."""
        desk = self._ports.desk
        if desk is not None and end_desk:
            await desk.close()
        elif desk is not None:
            with contextlib.suppress(TimeoutError):  # one that does not answer is let go of by the end of the link
                async with asyncio.timeout(DETACH_S):
                    await desk.detach()
        await self._let_go()
        await self._journal.close()

    async def _let_go(self) -> None:
        if self._ports.renderer is not None:
            await self._ports.renderer.close()
        await self._door.close()
        await self._asked.close()
        await self._lock.release()

    async def __aenter__(self) -> Session:
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self.close()


async def _locked(journal: Journal, stream: str, asked: Asked) -> WriterLock:
    try:
        return await journal.lock(stream, "deskhand")
    except BaseException:
        await asked.close()
        raise


def first_event(options: TaskOptions) -> ev.SessionStarted:
    """The first event of a session with these options."""
    return ev.SessionStarted(
        model=options.model,
        profile=options.profile,
        limits=options.limits,
        desk=options.desk.model_dump(mode="json"),
        attended=options.attended,
        deskhand=VERSION,
        context=options.context,
        keep_pictures=options.keep_pictures,
        effort=options.effort,
        account=options.account,
    )


async def run_task(
    task: str, options: TaskOptions, home: Home, *, watch: Watcher | None = None
) -> tuple[str, State, Outcome | None]:
    """Start a session, say one thing, work to its rest, end. Returns (session id, last state, outcome)."""
    async with await Session.start(options, home, watch=watch) as session:
        await session.say(task)
        outcome = await session.work()
        return session.id, session.state, outcome
