"""What a start of the walls that fails says about this machine."""

from __future__ import annotations

import pytest

from deskhand.desk.cells.walls import mend_for

CASES = [
    ("bwrap: Can't mount proc on /newroot/proc: Operation not permitted", "unmask=ALL"),
    ("bwrap: Creating new namespace failed: Function not implemented", "seccomp profile"),
    ("unshare: unshare failed: Operation not permitted", "unprivileged_userns_clone"),
    ("bwrap: No permissions to create new namespace", "apparmor_restrict_unprivileged_userns"),
    ("bwrap: prctl(PR_SET_SECCOMP): Invalid argument", "CONFIG_SECCOMP_FILTER"),
    ("system/inside/enter.sh: 7: exec: bwrap: not found", "apt-get install bubblewrap"),
    ("system/inside/enter.sh: 5: mount: not found", "apt-get install mount"),
    ("unshare: failed to execute /bin/sh: No such file or directory", "apt-get install dash"),
    ("bwrap: execvp /usr/bin/python3: No such file or directory", "apt-get install python3"),
    ("bwrap: something else", "deskhand doctor"),
    ("", "deskhand doctor"),
]


@pytest.mark.parametrize(("complaint", "mend"), CASES)
def test_a_complaint_of_bubblewrap_becomes_the_mend(complaint: str, mend: str) -> None:
    error = mend_for(complaint)
    assert mend in error.hint
    assert complaint in error.message
