"""Whose remembered answers are: of a file of an earlier version by the record, of a session by its first event."""

from __future__ import annotations

from pathlib import Path

from deskhand.agent.driving.__main__ import _options
from deskhand.agent.forking.forking import fork
from deskhand.agent.owning import settle_owners
from deskhand.agent.remembering import NOBODY, Remembering
from deskhand.agent.session import Home, Session, TaskOptions
from deskhand.core import events as ev
from deskhand.core.messages import TextPart
from deskhand.policy.profile import Rule
from deskhand.settings import load
from tests.agent.world import World, world


def rule(host: str) -> Rule:
    return Rule(classes=("submit",), at=host, target='button "Save"', decide="allow", over=("ask submit",))


async def said(w: World, host: str, by: str) -> None:
    """On the record: this lasting yes, as earlier versions wrote it."""
    data = rule(host).model_dump(mode="json", exclude_defaults=True)
    events = [ev.Answered(question=host, answer="always", by=by), ev.Remembered(question=host, rule=data)]
    await w.journal.append(w.stream, events, expect=(await w.journal.info(w.stream)).seq, at=0.0)


async def test_whose_an_older_answer_is_stands_on_the_record_and_else_it_is_nobodys(tmp_path: Path) -> None:
    async with world(tmp_path, []) as w:
        for host, by in (("a.test", "account-a"), ("b.test", "person"), ("c.test", "")):
            await said(w, host, by)
        remembering = Remembering(tmp_path)
        sessions = {"a.test": w.stream, "b.test": w.stream, "c.test": w.stream, "d.test": w.stream, "e.test": "s-gone"}
        for host, session in {**sessions, "f.test": ""}.items():
            remembering.add(rule(host), session, account="")
        assert remembering.rules() == ()
        await settle_owners(remembering, w.journal)
        assert [each.account for each in remembering.answers()] == [
            "account-a", ev.TERMINAL, ev.TERMINAL, NOBODY, NOBODY, NOBODY
        ]  # fmt: skip
        before = remembering.path.read_bytes()
        await settle_owners(remembering, w.journal)
        assert remembering.path.read_bytes() == before


def home_in(folder: Path) -> Home:
    home = Home(load({"DESKHAND_HOME": str(folder)}, folder))
    home.remembering.add(rule("mine.test"))
    home.remembering.add(rule("theirs.test"), account="account-b")
    return home


def remembered_in(session: Session) -> list[str]:
    return [each.at for each in session._ports.profile.remembered]


async def test_a_session_is_judged_by_the_answers_of_whose_it_is_when_it_begins_and_when_it_is_taken_up(
    tmp_path: Path,
) -> None:
    home = home_in(tmp_path)
    for account, hosts in ((ev.TERMINAL, ["mine.test"]), ("account-b", ["theirs.test"]), ("account-c", []), ("", [])):
        begun = await Session.start(TaskOptions(account=account), home)
        assert remembered_in(begun) == hosts
        await begun.close()
        again = await Session.resume(begun.id, home)
        assert remembered_in(again) == hosts
        await again.close()


async def test_a_fork_is_the_session_of_whoever_made_it(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    begun = await Session.start(TaskOptions(account="account-b"), home)
    await begun.close()
    async with await home.journal() as journal:
        said = ev.Said(parts=(TextPart(text="go"),))
        await journal.append(begun.id, [said], expect=(await journal.info(begun.id)).seq, at=0.0)
        forks = [await fork(journal, home, begun.id, 9, "on", by=by) for by in ("", "account-b", "account-c")]
    for made, hosts in zip(forks, (["mine.test"], ["theirs.test"], []), strict=True):
        session = await Session.resume(made.info.id, home)
        assert remembered_in(session) == hosts
        await session.close()


def test_options_that_an_earlier_version_kept_do_not_say_whose_the_session_is() -> None:
    kept = _options('{"model": "steps"}')
    assert kept is not None and kept.account == ""
    assert _options(TaskOptions(account="account-b").model_dump_json()) == TaskOptions(account="account-b")
    assert _options(" ") is None
