"""Profiles, the levels of risk that a person writes down, and the answers that hold from now on."""

from __future__ import annotations

import asyncio
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, Field

from deskhand.agent.profiles import SHIPPED, known_texts, own_profiles, read_profile, shipped_texts
from deskhand.agent.remembering import NOBODY, replace_file
from deskhand.core.errors import Conflict, InvalidInput, NotFound
from deskhand.core.events import TERMINAL
from deskhand.core.verdicts import RISK_CLASSES, Decision, RiskClass
from deskhand.policy.checking import Remark, remarks
from deskhand.policy.profile import line_of, own_rules, parse_profile
from deskhand.policy.remembered import in_words
from deskhand.policy.rules import Profile, Quiet, Rule, Silence
from deskhand.server.access.accounts import names_of
from deskhand.server.access.rights import Asker, Owner, Place, Visitor, Worker
from deskhand.server.errors import Problem, documented

router = APIRouter(prefix="/api", tags=["profiles"])
_ERRORS = documented("unauthenticated", "forbidden", "not_found", "conflict", "invalid")

TEXT_CHARS_MAX = 200_000
Name = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$")]


class ClassView(BaseModel):
    """What a profile decides about a class. decide: where no exception fits. exceptions: as they are tried."""

    risk: RiskClass
    decide: Decision
    once: bool
    exceptions: list[Rule]


class ProfileTable(BaseModel):
    """A profile with what it is based on, class by class. silences: what happens when nobody answers."""

    about: str
    classes: list[ClassView]
    quiet: Quiet | None
    silences: list[Silence]


class ProfileView(BaseModel):
    """A profile as the text of its file. builtin: it ships with Deskhand and can't be changed. table: null where the
    text can't be used."""

    name: str
    builtin: bool
    text: str
    table: ProfileTable | None


class ProfileList(BaseModel):
    """usual: the profile of a session when nobody says otherwise."""

    profiles: list[ProfileView]
    usual: str


class ProfileText(BaseModel):
    text: str = Field(max_length=TEXT_CHARS_MAX)


class RemarkView(BaseModel):
    """One thing to know about a profile. kind: "mend" for what does not do what it seems to say, else "note". rule:
    its number, 0 for the profile as a whole; line: where it begins in the text, 0 for nowhere."""

    kind: str
    rule: int
    line: int
    words: str


class Checked(BaseModel):
    """ok: it can be used. error: why not. table: what it decides, where it can be used."""

    ok: bool
    error: Problem | None
    table: ProfileTable | None
    remarks: list[RemarkView]


class RememberedView(BaseModel):
    """An answer that holds from now on, in the sessions of whoever gave it. words: the rule as people read it; rule: as
    data. account: the id of who gave it, "" for who sits at the machine itself, "nobody" where it is not known (it
    counts in no session); by: their name."""

    id: int
    given: str
    session: str
    account: str
    by: str
    words: str
    rule: dict[str, Any]


class RememberedList(BaseModel):
    answers: list[RememberedView]


@router.get("/profiles", responses=documented("unauthenticated", "invalid"))
async def list_profiles(place: Place, visitor: Asker) -> ProfileList:
    """The profiles that a session can have: those that ship, and one's own."""
    own = await asyncio.to_thread(_own, place.home.profiles)
    shipped = {name: text for name, text in shipped_texts().items() if name not in own}
    known = shipped | own
    found = [_profile(name, text, builtin=True, known=known) for name, text in shipped.items()]
    found += [_profile(name, text, builtin=False, known=known) for name, text in own.items()]
    return ProfileList(profiles=found, usual=place.settings().profile)


@router.put("/profiles/{name}", responses=_ERRORS)
async def put_profile(place: Place, visitor: Owner, name: Name, given: ProfileText) -> ProfileView:
    """Write a profile of one's own. One that can't be used is not kept."""
    if name in SHIPPED:
        raise Conflict(f"the profile {name} ships with Deskhand.", hint=f'Write one with based_on = "{name}".')
    path = place.home.profiles / f"{name}.toml"
    await asyncio.to_thread(_parse, given.text, place.home.profiles, path)
    await asyncio.to_thread(replace_file, path, given.text)
    known = await asyncio.to_thread(known_texts, place.home.profiles)
    return _profile(name, given.text, builtin=False, known=known)


@router.delete("/profiles/{name}", status_code=204, responses=_ERRORS)
async def delete_profile(place: Place, visitor: Owner, name: Name) -> Response:
    """Delete a profile of one's own. Sessions that work by it go on by it until their driver ends."""
    path = own_profiles(place.home.profiles).get(name)
    if path is None:
        raise NotFound(f"there is no profile {name!r} of your own.", hint="Read the list of profiles anew.")
    await asyncio.to_thread(path.unlink, missing_ok=True)
    return Response(status_code=204)


@router.post("/profiles/check", responses=documented("unauthenticated", "forbidden", "invalid"))
async def check_profile(place: Place, visitor: Worker, given: ProfileText) -> Checked:
    """What there is to say about a profile's text, before it is kept."""
    try:
        found = await asyncio.to_thread(_parse, given.text, place.home.profiles, None)
        profile = parse_profile(given.text, await asyncio.to_thread(known_texts, place.home.profiles))
    except InvalidInput as error:
        problem = Problem(code="invalid", message=error.message, hint=error.hint)
        return Checked(ok=False, error=problem, table=None, remarks=[])
    remarked = [_remark(given.text, each) for each in found]
    return Checked(ok=True, error=None, table=_table(profile), remarks=remarked)


@router.get("/remembered", responses=_ERRORS)
async def list_remembered(place: Place, visitor: Asker) -> RememberedList:
    """The answers that hold from now on, the oldest first: one's own, or for an owner everybody's."""
    whose = _whose(visitor)
    answers = [
        each for each in await asyncio.to_thread(place.home.remembering.answers) if whose in (None, each.account)
    ]
    names = names_of(place.accounts.all())
    return RememberedList(
        answers=[
            RememberedView(
                id=each.number, given=each.given, session=each.session, words=in_words(each.rule),
                account=_account(each.account), by=names.get(each.account, ""),
                rule=each.rule.model_dump(mode="json", exclude_defaults=True),
            )
            for each in answers
        ]
    )  # fmt: skip


@router.delete("/remembered/{id}", status_code=204, responses=_ERRORS)
async def delete_remembered(place: Place, visitor: Worker, id: int) -> Response:
    """Take an answer back, one's own or for an owner anybody's: from now on it is asked again."""
    await asyncio.to_thread(place.home.remembering.remove, id, _whose(visitor))
    return Response(status_code=204)


def _account(account: str) -> str:
    return {TERMINAL: "", "": NOBODY}.get(account, account)


def _whose(visitor: Visitor) -> str | None:
    """Whose answers a visitor sees and takes back: an owner everybody's."""
    return None if visitor.account.role == "owner" else visitor.id


def _own(folder: FilePath) -> dict[str, str]:
    return {name: read_profile(path) for name, path in own_profiles(folder).items()}


def _profile(name: str, text: str, *, builtin: bool, known: dict[str, str]) -> ProfileView:
    try:
        table = _table(parse_profile(text, known))
    except InvalidInput:
        table = None
    return ProfileView(name=name, builtin=builtin, text=text, table=table)


def _table(profile: Profile) -> ProfileTable:
    return ProfileTable(
        about=profile.about,
        classes=[_class(profile, risk) for risk in RISK_CLASSES],
        quiet=profile.quiet,
        silences=list(profile.silences),
    )


def _class(profile: Profile, risk: RiskClass) -> ClassView:
    """What no rule speaks of is asked."""
    last = profile.everywhere(risk)
    return ClassView(
        risk=risk,
        decide=last.decide if last else "ask",
        once=bool(last and last.once),
        exceptions=list(profile.exceptions(risk)),
    )


def _parse(text: str, folder: FilePath, path: FilePath | None) -> tuple[Remark, ...]:
    return remarks(own_rules(text), parse_profile(text, known_texts(folder, but=path)))


def _remark(text: str, remark: Remark) -> RemarkView:
    line = line_of(text, ("rule", remark.rule - 1, "")) if remark.rule else 0
    return RemarkView(kind=remark.kind, rule=remark.rule, line=line, words=remark.words)
