"""Who the processes of a desk are on this machine: never root.

Run by root, a desk drops to an unprivileged uid that owns nothing else; run by anybody else, it is that person. It
does not know what runs under the identity.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from deskhand.core.errors import InvalidInput, NotFound, SetupMissing
from deskhand.desk.base import Mount

DESK_UID = 20001
"""The uid that cells take when root starts the desk. Outside the ranges that Debian gives to people and services."""

EGRESS_UID = 20002
"""The uid that the egress process takes when root starts it: not the cells', so that neither owns the other's files."""

READER_UID = 20003
"""The uid that the reader of pictures takes when root starts it: pictures are a stranger's, and the decoders are
large."""

_RESERVED_NAMES = (".", "..")


@dataclass(frozen=True)
class Identity:
    """uid and gid of a cell's processes as this machine sees them. drops: the keeper is root and gives root up."""

    uid: int
    gid: int
    drops: bool

    def own(self, path: Path) -> None:
        """Give a file or folder of the desk to this identity. Raises SetupMissing where this root can't."""
        if not self.drops:
            return
        try:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)
        except OSError as error:
            raise SetupMissing(
                f"Files can't be given to uid {self.uid}, as which the desk's programs would run ({error.strerror}).",
                hint="This root rules only a part of the machine's users (a container without more ids). Start "
                "Deskhand as a user who is not root, or map a range of ids into the container (--userns=auto, subuid).",
            ) from None


def identity_for(mounts: tuple[Mount, ...] = ()) -> Identity:
    """The identity under which these folders can be used as asked.

    Raises NotFound for a folder that is not there, InvalidInput for a bad name, SetupMissing with the mend for rights
    that are missing.
    """
    for mount in mounts:
        _check_mount(mount)
    if os.geteuid() != 0:
        identity = Identity(os.geteuid(), os.getegid(), drops=False)
    else:
        identity = _owner_of_writable(mounts) or Identity(DESK_UID, DESK_UID, drops=True)
    for mount in mounts:
        _check_reachable(mount, identity)
    return identity


def _check_mount(mount: Mount) -> None:
    if "/" in mount.name or "\0" in mount.name or not mount.name or mount.name in _RESERVED_NAMES:
        raise InvalidInput(
            f"The folder {mount.source} can't be put on the desk as {mount.name!r}: a name is one word of a path.",
            hint="Give it a name without slashes.",
        )
    source = Path(mount.source)
    if not source.is_absolute() or not source.is_dir():
        raise NotFound(
            f"There is no folder {mount.source} on this machine.", hint="Give the full path of a folder that exists."
        )


def _owner_of_writable(mounts: tuple[Mount, ...]) -> Identity | None:
    """The person whose folder is to be written, so that what the desk writes there belongs to them."""
    for mount in mounts:
        if mount.writable and (owner := Path(mount.source).stat().st_uid) != 0:
            return Identity(owner, _group_of(owner), drops=True)
    return None


def _group_of(uid: int) -> int:
    try:
        return pwd.getpwuid(uid).pw_gid
    except KeyError:
        return uid


def _check_reachable(mount: Mount, identity: Identity) -> None:
    """Ask as the identity itself: rights of every folder above count too."""
    wanted = ["-r", "-x", *(["-w"] if mount.writable else [])]
    failing = [right for right in wanted if not _may(identity, right, mount.source)]
    if not failing:
        return
    word = "write to" if "-w" in failing else "read"
    rights = "rwX" if mount.writable else "rX"
    raise SetupMissing(
        f"The desk can't {word} {mount.source}: its programs run as {_name_of(identity)}, not as root.",
        hint=f"Run: setfacl -R -m u:{identity.uid}:{rights} {mount.source} (and u:{identity.uid}:X on the folders "
        f"above it), or give the folder to a user who is not root.",
    )


def _may(identity: Identity, right: str, path: str) -> bool:
    program = shutil.which("test") or "/usr/bin/test"
    if not identity.drops:
        return subprocess.run([program, right, path], check=False).returncode == 0
    return (
        subprocess.run(
            [program, right, path], check=False, user=identity.uid, group=identity.gid, extra_groups=[]
        ).returncode
        == 0
    )


def _name_of(identity: Identity) -> str:
    try:
        return f"{pwd.getpwuid(identity.uid).pw_name}:{grp.getgrgid(identity.gid).gr_name}"
    except KeyError:
        return f"uid {identity.uid}"
