"""What of a desk is reached from its run folder, without being a driver: its files and its screen's socket.

What a desk made is its person's, so it can be fetched after the desk has ended. It does not know who asks.
"""

from __future__ import annotations

from pathlib import Path

from deskhand.core.errors import DeskhandError, NotFound
from deskhand.desk.cells.identity import identity_for
from deskhand.desk.cells.places import Places
from deskhand.desk.keeper.folder import read_spec
from deskhand.desk.shell.files import WorkFiles

VNC_NAME = "vnc.sock"


def work_files(run_dir: Path) -> WorkFiles:
    """The work folder of the desk in this folder, with its mounts. Raises NotFound when no desk was made there yet."""
    places = Places(run_dir / "desk")
    if not places.work.is_dir():
        raise NotFound("this session's desk has not been made yet.", hint="Try again when it works.")
    try:
        spec = read_spec(run_dir)
        identity = identity_for(spec.mounts)
    except DeskhandError:  # a folder that was mounted is gone, say: the work folder itself is still there
        identity, mounts = identity_for(), {}
    else:
        mounts = {mount.name: (Path(mount.source), mount.writable) for mount in spec.mounts}
    return WorkFiles(places.work, mounts=mounts, uid=identity.uid if identity.drops else None)


def work_folder(run_dir: Path) -> Path:
    """Where the work folder of the desk in this folder lies on this machine (`DeskInfo.work_dir`)."""
    return Places(run_dir / "desk").work


def desk_folder(run_dir: Path) -> Path:
    """Where the desk tells what of its screen is covered (`desk.covering`)."""
    return Places(run_dir / "desk").desk


def vnc_socket(run_dir: Path) -> Path:
    """Where the screen of the desk in this folder is seen, while it stands (`DeskInfo.vnc_socket`)."""
    return Places(run_dir / "desk").control / VNC_NAME
