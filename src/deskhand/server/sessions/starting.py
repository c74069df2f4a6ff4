"""Starting a session: its options from what was wished, the project and the settings; its stream, its first words.

What can be found wrong before anything is started is said then. It does not know HTTP.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from deskhand.agent.profiles import SHIPPED, load_profile, own_profiles
from deskhand.agent.record import Record
from deskhand.agent.scribe import Scribe
from deskhand.agent.session import TaskOptions, first_event
from deskhand.agent.usual import usual_desk, usual_effort, usual_limits
from deskhand.core import commands as cmd
from deskhand.core.errors import InvalidInput, NotFound, Refused
from deskhand.core.events import Limits
from deskhand.core.messages import FilePart, Part, PicturePart, TextPart, text_of
from deskhand.core.values import Value
from deskhand.desk.base import DeskSpec, Mount
from deskhand.journal.ids import new_id
from deskhand.models.cards import card_of
from deskhand.models.registry import model_named, must_be_provider
from deskhand.report.readable import short
from deskhand.server.access.accounts import Account
from deskhand.server.projects.events import DeskWish
from deskhand.server.projects.projects import Project
from deskhand.server.workplace import Workplace
from deskhand.settings import Settings

TITLE_CHARS_MAX = 60
PROBLEMS_MAX = 10
PARTS_MAX = 50
_STOPPING = ("steps_max", "model_calls_max", "cost_usd_max", "work_s_max", "day_cost_usd_max")


class OwnersDesk(DeskWish):
    """What only an owner who sits at the machine itself may wish: its servers, its files and its folders."""

    sites: dict[str, str] | None = Field(default=None, max_length=50)
    files: dict[str, str] | None = Field(default=None, max_length=200)
    mounts: tuple[Mount, ...] | None = Field(default=None, max_length=20)

    @property
    def reaches_machine(self) -> bool:
        return bool(self.sites or self.files or self.mounts)


class SessionWish(Value):
    """A session that is wished for. Empty: as the project, else the settings have it. limits: those that differ."""

    task: str = Field(max_length=1_000_000)
    parts: tuple[Part, ...] = Field(default=(), max_length=PARTS_MAX)
    title: str = Field(default="", max_length=500)
    project: str = Field(default="", max_length=64)
    model: str = Field(default="", max_length=200)
    profile: str = Field(default="", max_length=80)
    effort: str = Field(default="", max_length=40)
    limits: dict[str, Any] = {}
    desk: OwnersDesk = OwnersDesk()


async def start_session(place: Workplace, account: Account, project: Project, wish: SessionWish) -> str:
    """Make the session and see to its driver; its id. Raises InvalidInput, NotFound, SetupMissing, Refused."""
    parts = await own_parts(place, account, "", wish.parts)
    options = _options(place, account, project, wish, parts)
    words = _checked_words(options.model, wish.task, parts, place.settings())
    first = [TextPart(text=words), *parts]
    if project.instructions and card_of(options.model, place.settings().cards_dir).thinks:
        first.insert(
            0, TextPart(text=f"Instructions for everything in the project {project.name}:\n{project.instructions}")
        )
    return await begin(place, account, project, options, cmd.Say(parts=tuple(first)))


async def open_session(place: Workplace, account: Account, project: Project, wish: SessionWish) -> str:
    """Make a session in which nothing was said yet: it rests until somebody does. Its id."""
    options = _options(place, account, project, wish, ())
    session = new_id("session", place.now())
    await place.projects.file(session, project.id, account.id)
    await place.journal.create("session", id=session, title=options.title)
    async with await place.journal.lock(session, "deskhand") as lock:
        await Scribe(Record(place.journal, session, lock, place.now)).append(first_event(options))
    await place.sessions.look_at(session)
    return session


def _options(
    place: Workplace, account: Account, project: Project, wish: SessionWish, parts: Sequence[Part]
) -> TaskOptions:
    settings = place.settings()
    model = wish.model or project.defaults.model or settings.model
    return TaskOptions(
        model=model,
        profile=_checked_profile(place, wish.profile or project.defaults.profile) or settings.profile,
        desk=_desk(place, account, project, wish, parts),
        limits=_limits(account, settings, wish.limits),
        attended=True,
        title=wish.title or short(wish.task or _name_of(parts), TITLE_CHARS_MAX),
        context=settings.context.strategy,
        keep_pictures=settings.context.keep_pictures,
        effort=wish.effort or usual_effort(settings, model),
        account=account.id,
    )


async def begin(place: Workplace, account: Account, project: Project, options: TaskOptions, say: cmd.Say) -> str:
    """A new stream, filed before it is there, so that nobody else ever sees it; its first words; its driver."""
    session = new_id("session", place.now())
    await place.projects.file(session, project.id, account.id)
    await place.journal.create("session", id=session, title=options.title)
    await place.journal.put_command(session, secrets.token_hex(8), say.model_dump(mode="json"))
    await place.sessions.look_at(session)
    place.drivers.tend(session, options, account.id)
    return session


async def own_parts(place: Workplace, account: Account, session: str, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, if the account may send them: pictures and files that it uploaded, or that the session has already.

    What is known of an upload goes before what was sent with it. Raises NotFound.
    """
    return tuple([await _own_part(place, account, session, part) for part in parts])


async def _own_part(place: Workplace, account: Account, session: str, part: Part) -> Part:
    if isinstance(part, TextPart):
        return TextPart(text=part.text)
    upload = await place.uploads.of(account.id, part.blob)
    if upload is not None and upload.is_picture and isinstance(part, PicturePart):
        size = {"width": upload.width, "height": upload.height}
        return PicturePart(blob=upload.hash, media_type=upload.media_type, alt=part.alt[:500], **size)
    if upload is not None and isinstance(part, FilePart):
        return FilePart(blob=upload.hash, media_type=upload.media_type, name=upload.name)
    if session and upload is None and await place.journal.refers(session, part.blob):
        return part
    raise NotFound(f"nothing that you uploaded is {part.kind} {part.blob[:12]!r}.", hint="Upload it first.")


def _checked_words(model: str, task: str, parts: Sequence[Part], settings: Settings) -> str:
    """The task, if its model can follow it and has what it needs. Raises InvalidInput, NotFound, SetupMissing."""
    must_be_provider(model)
    card = card_of(model, settings.cards_dir)
    if card.needs_key:
        settings.key(card.needs_key)
    if not task.strip() and not parts:
        raise InvalidInput("the task is empty.", hint="Write what is to be done.")
    if not card.thinks and (problems := model_named(model).problems(f"{task}\n{text_of(tuple(parts))}")):
        more = [f"And {len(problems) - PROBLEMS_MAX} more."] if len(problems) > PROBLEMS_MAX else []
        raise InvalidInput(
            "these steps can't be followed; nothing was started.", hint="\n".join([*problems[:PROBLEMS_MAX], *more])
        )
    return task


def _checked_profile(place: Workplace, name: str) -> str:
    """A profile's name, "" for the usual one. A path is none: it would read files of the machine. Raises NotFound,
    InvalidInput."""
    folder = place.home.profiles
    if not name:
        return ""
    known = dict.fromkeys([*SHIPPED, *own_profiles(folder)])
    if name not in known:
        raise NotFound(f"there is no profile {name[:80]!r}.", hint=f"Use one of {', '.join(known)}.")
    load_profile(name, folder)
    return name


def _limits(account: Account, settings: Settings, wished: dict[str, Any]) -> Limits:
    usual = usual_limits(settings)
    try:
        limits = Limits.model_validate({**usual.model_dump(), **wished})
    except ValueError as error:
        raise InvalidInput(f"these limits can't be used: {str(error).splitlines()[-2].strip()}.") from None
    may_have(account, limits, usual)
    return limits


def may_have(account: Account, limits: Limits, *granted: Limits) -> None:
    """Whose money it is says how much: others than owners go no further than what was granted. Raises Refused."""
    if account.role == "owner":
        return
    for name in _STOPPING:
        wished, most = getattr(limits, name), [getattr(each, name) for each in granted]
        if None not in most and (wished is None or wished > max(most)):
            raise Refused(
                f"{name} = {wished} is more than {max(most)}, and only an owner may grant that.",
                hint="Ask an owner to raise it.",
            )


def _desk(place: Workplace, account: Account, project: Project, wish: SessionWish, parts: Sequence[Part]) -> DeskSpec:
    """The desk: the settings, over them the project's, over them what was wished; with the files that go onto it."""
    if wish.desk.reaches_machine and not (account.role == "owner" and place.door.is_loopback):
        raise Refused(
            "sites, files and folders of the server's machine can only be put on a desk by its owner, at the machine.",
            hint="Upload files instead.",
        )
    blobs = place.journal.blobs
    files = {name: str(blobs.path(file.blob)) for name, file in project.files.items()}
    files |= {part.name: str(blobs.path(part.blob)) for part in parts if isinstance(part, FilePart)}
    given = {**project.defaults.desk.model_dump(exclude_none=True), **wish.desk.model_dump(exclude_none=True)}
    given["files"] = {**given.get("files", {}), **files}
    try:
        return usual_desk(place.settings(), **given)
    except ValueError as error:
        raise InvalidInput(f"such a desk can't be made: {str(error).splitlines()[-2].strip()}.") from None


def _name_of(parts: Sequence[Part]) -> str:
    return next((part.name for part in parts if isinstance(part, FilePart)), "A picture")
