"""What no file of the tree may hold: paths of one machine, hosts of package registries, secrets.

The patterns are put together from pieces, so that this file does not hold what it looks for.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

_HOSTS = [("py", "pi.org"), ("python", "hosted.org"), ("npm", "js.org"), ("deb.", "debian.org"), ("pkg", ".dev")]
_PLACES = [("/work", "/main"), ("/work", "/shared"), ("/work", "/.library"), ("/root", "/.pyenv"), ("/opt", "/pypi")]
_SECRETS = [
    ("sk-", r"(ant-|proj-)?[A-Za-z0-9_-]{32,}"),
    ("AK", r"IA[0-9A-Z]{16}\b"),
    ("gh", r"[pousr]_[A-Za-z0-9]{36}"),
    ("AI", r"za[0-9A-Za-z_-]{35}"),
    ("-----BEGIN ", r"([A-Z]+ )?PRIVATE KEY-----"),
    ("http", r"s?://[^\s/:@{}<>\"']+:[^\s/@{}<>\"']{6,}@[a-z]"),
]

BANNED = [
    *((re.compile(re.escape(a + b)), "the host of a package registry") for a, b in _HOSTS),
    *((re.compile(re.escape(a + b) + r"\b"), "a path of one machine") for a, b in _PLACES),
    *((re.compile(a + b), "what looks like a secret") for a, b in _SECRETS),
]
BINARY = {".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".woff2", ".ttf", ".zip", ".gz", ".db"}


def tree_files(root: Path) -> list[Path]:
    """The files that are, or would be, in the repository; without git, all that are not in hidden or built folders."""
    listing = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        found = subprocess.run(listing, capture_output=True, check=True).stdout.decode()
        return [path for name in found.split("\0") if name and (path := root / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        skipped = {
            ".venv",
            ".venv-local",
            ".git",
            "node_modules",
            "__pycache__",
            ".mypy_cache",
            ".ruff_cache",
            ".pytest_cache",
        }
        return [path for path in root.rglob("*") if path.is_file() and not skipped & set(path.relative_to(root).parts)]


def leaks(files: Iterable[Path], root: Path) -> list[str]:
    complaints = []
    for path in files:
        if path.suffix not in BINARY:
            text = path.read_text(encoding="utf-8", errors="replace")
            for pattern, what in BANNED:
                for found in pattern.finditer(text):
                    line = text.count("\n", 0, found.start()) + 1
                    complaints.append(f"{path.relative_to(root)}:{line} holds {what}: {found.group()[:12]}...")
    return complaints
