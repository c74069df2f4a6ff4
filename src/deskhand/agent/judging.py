"""Before a call may touch anything: find out what it would touch, on the desk as it is now, and judge that.

The facts come from the desk, never from the model's words. A call that is not understood touches nothing: it is
answered with its error instead of being judged.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from deskhand.agent.files_there import Files, what_is_there
from deskhand.core import acts
from deskhand.core.verdicts import Moment, Touch, Verdict
from deskhand.desk.base import Desk
from deskhand.policy.acts import Surroundings, touch_of_act
from deskhand.policy.artifacts import touch_of_artifact
from deskhand.policy.files import touch_of_file
from deskhand.policy.judge import judge
from deskhand.policy.profile import Profile
from deskhand.policy.reaching import with_reach
from deskhand.policy.scene import is_known
from deskhand.policy.shell.line import touch_of_command
from deskhand.policy.signing import touch_of_secret
from deskhand.tools.artifact import ArtifactArguments
from deskhand.tools.ask_person import AskPersonArguments
from deskhand.tools.bash import BashArguments
from deskhand.tools.computer import ComputerArguments, to_act
from deskhand.tools.edit import EditArguments
from deskhand.tools.elements import ElementsArguments
from deskhand.tools.files import FilesArguments
from deskhand.tools.finish import FinishArguments
from deskhand.tools.paths import on_desk
from deskhand.tools.secret import SecretArguments


async def judged(
    arguments: Any,
    desk: Desk,
    profile: Profile,
    known_hosts: Collection[str],
    caution: str = "",
    moment: Moment = Moment(),
    files: Files = Files(),
) -> Verdict:
    """The verdict about a call with these checked arguments, on this desk, now. caution: that of the call."""
    return _cautioned(judge(await touched(arguments, desk, known_hosts, files), profile, moment), caution)


def _cautioned(verdict: Verdict, caution: str) -> Verdict:
    """At least a question, when the model's provider says that a person must confirm the call. Nothing is loosened."""
    if not caution or verdict.decision == "deny":
        return verdict
    reason = f'{verdict.reason} The provider of the model wants a person to confirm it: "{caution}"'
    rule = verdict.rule if verdict.decision == "ask" else "the provider of the model wants it confirmed"
    return verdict.model_copy(update={"decision": "ask", "reason": reason, "rule": rule})


async def touched(arguments: Any, desk: Desk, known_hosts: Collection[str] = (), files: Files = Files()) -> Touch:
    """What the call would touch. Raises InvalidInput or NotFound when the call can't be performed as it is."""
    match arguments:
        case SecretArguments(name=name, field=field, element=element):
            return touch_of_secret(name, field, await desk.target(acts.Click(element=element)))
        case ComputerArguments():
            act = to_act(arguments)
            return touch_of_act(act, await _around(act, desk, known_hosts))
        case BashArguments(command=command, reaches=reaches):
            known = partial(is_known, known=known_hosts)
            line = touch_of_command(command, known=known, folder=files.folder, mounts=files.mounts)
            return with_reach(line, reaches, known_hosts)
        case EditArguments(command=command, path=path):
            return touch_of_file(command, on_desk(path), mounts=files.mounts)
        case FilesArguments(action=action, path=path):
            target = on_desk(arguments.target) if action == "move" and arguments.target else ""
            there = await what_is_there(desk, action, on_desk(path), target)
            return touch_of_file(action, on_desk(path), there=there, target=target, mounts=files.mounts)
        case ArtifactArguments(command=command):
            return touch_of_artifact(command)
        case ElementsArguments() | AskPersonArguments() | FinishArguments():
            return Touch(classes=("look",), evidence="it changes nothing")
    return Touch(classes=(), evidence="this tool has no classing")


async def _around(act: acts.Act, desk: Desk, known_hosts: Collection[str]) -> Surroundings:
    if isinstance(act, (*acts.LOOKS, acts.MouseMove, acts.Scroll, acts.KeyUp, acts.Open)):
        return Surroundings(known_hosts=tuple(known_hosts))
    return Surroundings(target=await desk.target(act), known_hosts=tuple(known_hosts))
