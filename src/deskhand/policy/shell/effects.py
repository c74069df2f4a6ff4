"""What a simple command does, as facts: its effects, and what it runs in its turn. And what places on the desk are.

It does not know programs; those who do make these values.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from deskhand.core.verdicts import RiskClass
from deskhand.policy.shell.tree import Feed, join
from deskhand.policy.shell.words import Word


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a command does.

    does: what, as words after "It" ("deletes build"). path, host: where, "" for not known. undo: where more is known of
    that than the class tells.
    """

    risk: RiskClass
    does: str = ""
    path: str = ""
    host: str = ""
    undo: bool | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Inner:
    """Another command that this one runs, by its argv."""

    words: tuple[Word, ...]
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """Shell text that this command runs. text: None where it is not known; why: for the evidence. fed:
    something that is
    not known comes in on its standard input."""

    text: str | None
    why: str = ""
    fed: bool = False


Item = Effect | Inner | Script
Items = Iterable[Item]


@dataclass(frozen=True, slots=True)
class Run:
    """A program as it would be run. words: what follows its name. known: whether a host is one that the desk is for.
    mounts: folders on the desk that are the person's own and can be written."""

    name: str
    words: tuple[Word, ...]
    feed: Feed | None = None
    folder: str | None = ""
    known: Callable[[str], bool] = lambda host: False
    mounts: tuple[str, ...] = ()
    home: str = "~"

    @property
    def texts(self) -> list[str]:
        return [word.text for word in self.words]

    def path(self, word: Word) -> str:
        return join(self.folder, word, self.home) or ""


Program = Callable[[Run], Items]

SHOWN_CHARS_MAX = 80


def shown(*words: Word | str) -> str:
    """Names as a person reads them: cut, and no more than three."""
    texts = [word.text if isinstance(word, Word) else word for word in words]
    cut = [text if len(text) <= SHOWN_CHARS_MAX else text[: SHOWN_CHARS_MAX - 1] + "\u2026" for text in texts if text]
    clean = ["".join(char if char.isprintable() else " " for char in text) for text in cut]
    more = f" and {len(clean) - 3} more" if len(clean) > 3 else ""
    return ", ".join(clean[:3]) + more


LOOK = Effect("look")


def unclear(why: str) -> Iterator[Effect]:
    """What can't be told beforehand counts as the worst that a command can do to the desk and beyond it."""
    yield Effect("delete", "does what can't be told beforehand", why=why)
    yield Effect("take_out", why=why)


_SETTINGS_NAMES = re.compile(
    r"\.(bash|zsh|k|c|tc)sh_?\w*|\.(bashrc|zshrc|kshrc|cshrc|profile|zprofile|login|inputrc|gitconfig|npmrc|yarnrc|pypirc"
    r"|netrc|vimrc|exrc|emacs|wgetrc|curlrc|tmux\.conf|screenrc|xinitrc|xsession|xprofile|pam_environment|forward"
    r"|condarc|gemrc|Xauthority|rhosts)|bash_(profile|login|logout|aliases)|\.bash_(profile|login|logout|aliases)"
    r"|authorized_keys|known_hosts|id_(rsa|ed25519|ecdsa|dsa)(\.pub)?|crontab|sudoers|sitecustomize\.py|usercustomize\.py",
    re.IGNORECASE,
)
_SETTINGS_FOLDERS = re.compile(
    r"(^|/)(\.ssh|\.gnupg|\.aws|\.kube|\.docker|\.azure|\.gcloud|cron\.[a-z]+|crontabs|autostart|systemd)(/|$)"
    r"|(^|/)\.git/(hooks|config|info|modules)(/|$)|^~/\.(config|local/(bin|share/applications))(/|$)|^~/\.[^/]+$",
)
_SYSTEM = re.compile(
    r"^/(etc|usr|bin|sbin|lib\w*|boot|sys|proc|opt|run|var(?!/tmp)|root|home(?!/[^/]+/)|srv|mnt|media)?(/|$)"
)
_OWN_SYSTEM = re.compile(r"^/(tmp|work|home/[^/]+|var/tmp|dev)(/|$)")
_HARMLESS_DEVICES = re.compile(r"^/dev/(null|zero|full|tty|stdin|stdout|stderr|fd(/.*)?|shm/.+|pts/\d+)$")


def sets_up(path: str) -> bool:
    """Whether a file at this path decides how the shell, git, a system program or a sign-in works."""
    if not path:
        return False
    if _SETTINGS_NAMES.fullmatch(posixpath.basename(path)) or _SETTINGS_FOLDERS.search(path):
        return True
    return bool(path.startswith("/") and _SYSTEM.match(path) and not _OWN_SYSTEM.match(path))


def is_device(path: str) -> bool:
    return path.startswith("/dev/") and not _HARMLESS_DEVICES.match(path)


def is_nothing(path: str) -> bool:
    """Whether what is written there is gone or only shown."""
    return bool(_HARMLESS_DEVICES.match(path)) and not path.startswith("/dev/shm/")


def in_mount(path: str, mounts: Iterable[str]) -> bool:
    return any(path == mount or path.startswith(mount.rstrip("/") + "/") for mount in mounts)


def writes(word: Word, run: Run, how: str = "writes") -> Iterator[Effect]:
    """The effect of writing to a file, by where it is."""
    path = run.path(word)
    if is_nothing(path):
        return
    if path.startswith(("/dev/tcp/", "/dev/udp/")):
        host = path.split("/")[3] if path.count("/") >= 4 else ""
        yield from carries(host, run, "sends data")
    elif is_device(path):
        yield Effect("delete", f"writes over the device {shown(path)}", path=path)
    elif sets_up(path):
        yield Effect("change_settings", f"changes {shown(word)}, which sets how programs work", path=path)
    else:
        own = in_mount(path, run.mounts)
        yield Effect("write_on_desk", f"{how} {shown(word)}", path=path, undo=False if own else None)


def deletes(words: Iterable[Word], run: Run, how: str = "deletes", undo: bool | None = None) -> Iterator[Effect]:
    """The effect of deleting files. All of them are named in one effect's words, each has its path."""
    named = list(words)
    if not named:
        yield Effect("delete", f"{how} what it is given", undo=undo)
    for number, word in enumerate(named):
        path = "" if word.pattern and "/" not in word.start else run.path(_before_pattern(word))
        yield Effect("delete", f"{how} {shown(*named)}" if number == 0 else "", path=path, undo=undo)


def _before_pattern(word: Word) -> Word:
    """For a pattern the folder that all its names are in."""
    if not word.pattern:
        return word
    start = re.split(r"[*?\[]", word.start)[0]
    folder = start.rpartition("/")[0]
    return Word(folder or "/", start=folder or "/", home=word.home)


_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){0,3}|::1|\[::1\]|0\.0\.0\.0|0|[\w-]+\.localhost")


def is_local(host: str) -> bool:
    return bool(_LOOPBACK.fullmatch(host.lower()))


def visits(host: str, run: Run, does: str = "") -> Iterator[Effect]:
    if not is_local(host):
        does = does or f"reads from {host}"
        yield Effect("visit_known" if run.known(host) else "visit_new", does, host=host)


def carries(host: str, run: Run, does: str = "sends data", risk: RiskClass = "take_out") -> Iterator[Effect]:
    """Data that leaves the desk for a host; "" for one that is not known. What stays on the machine's own desk does
    not leave it."""
    if not is_local(host):
        yield Effect(risk, f"{does} to {host}" if host else f"{does} to a place that can't be told", host=host)


_ADDRESS = re.compile(
    r"(?:([a-z][a-z0-9+.-]*)://)?(?:[^/@\s]*@)?(\[[0-9a-f:.%]+\]|[^/:?#\s]+)(?::\d*)?(?:[/?#].*)?$", re.I
)


def host_of(word: Word) -> str:
    """The host of a web address written with or without its scheme; "" where it is not known for sure."""
    text = word.text if word.sure else word.start
    found = _ADDRESS.match(text)
    if not found:
        return ""
    rest = text[found.end(2) :]
    if not word.sure and not rest.startswith(("/", "?", "#")) and not re.match(r":\d+[/?#]", rest):
        return ""
    return found.group(2).lower().strip("[]")
