"""The small /etc that both cells see, and the scripts that run inside them.

Nothing here comes from the host's /etc: a desk does not learn the names of the machine, its people or its network.
Read-only parts of the host's /etc that programs need to start (fonts, certificates, GTK) are bound by `walls`.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

INSIDE_SOURCE = Path(__file__).parent.parent / "inside"
SIGHT_SCRIPT = Path(__file__).parent.parent / "sight" / "inside_atspi.py"

HOST_NAME = "desk"
AGENT = "agent"
AGENT_UID = 1000
HOME = f"/home/{AGENT}"

HOST_ETC = (
    "alternatives", "ca-certificates", "fonts", "gtk-2.0", "gtk-3.0", "ld.so.cache", "mime.types", "papersize",
    "perl", "python3", "python3.11", "ssl", "X11", "xdg",
)  # fmt: skip
"""Parts of the host's /etc that are the same on every Debian and say nothing about this one. Bound where present."""

_FILES = {
    "passwd": f"{AGENT}:x:{AGENT_UID}:{AGENT_UID}:Agent:{HOME}:/bin/bash\nnobody:x:65534:65534::/:/bin/false\n",
    "group": f"{AGENT}:x:{AGENT_UID}:\ntty:x:5:\nnogroup:x:65534:\n",
    "hosts": f"127.0.0.1 localhost {HOST_NAME}\n::1 localhost\n",
    "hostname": f"{HOST_NAME}\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\n",
    "resolv.conf": "",
    "shells": "/bin/sh\n/bin/bash\n",
    "profile": "",
    "os-release": 'NAME="Debian GNU/Linux"\nID=debian\nPRETTY_NAME="Debian GNU/Linux"\n',
    "services": "http 80/tcp\nhttps 443/tcp\nssh 22/tcp\ndomain 53/tcp\ndomain 53/udp\n",
    "protocols": "tcp 6 TCP\nudp 17 UDP\n",
}

GENERATED_ETC = (*_FILES, "timezone", "machine-id")
"""Names of the files of /etc that `write_system_files` makes."""


def write_system_files(folder: Path, timezone: str) -> None:
    """Fill `folder` with `etc` and `inside`. Everything in it is readable by all and is bound read-only."""
    etc, inside = folder / "etc", folder / "inside"
    for part in (folder, etc, inside):
        part.mkdir(exist_ok=True)
        part.chmod(0o755)
    texts = {**_FILES, "timezone": f"{timezone}\n", "machine-id": f"{secrets.token_hex(16)}\n"}
    for name, text in texts.items():
        _place(etc / name, text)
    for source in [*INSIDE_SOURCE.iterdir(), SIGHT_SCRIPT]:
        if source.is_file():
            shutil.copyfile(source, inside / source.name)
            (inside / source.name).chmod(0o644)


def _place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
