"""Programs that install, set up, schedule, contain, or keep data: packages, services, containers, databases."""

from __future__ import annotations

import re

from deskhand.policy.shell.effects import (
    LOOK,
    Effect,
    Inner,
    Items,
    Program,
    Run,
    Script,
    host_of,
    is_local,
    shown,
    unclear,
)
from deskhand.policy.shell.options import options

_INSTALLS_TEXT = """
install i add ci get update upgrade dist-upgrade full-upgrade uninstall remove rm purge autoremove reinstall sync
create require self-update link unlink dedupe in localinstall groupinstall download-install env tap cask
"""
_INSTALLS = frozenset(_INSTALLS_TEXT.split())
_SHOWS_TEXT = """
list ls show search info freeze check outdated view why tree audit policy metadata query config-show help version
deps inspect doctor home cache-dir
"""
_SHOWS = frozenset(_SHOWS_TEXT.split())
_PACKERS_TEXT = """
pip pip3 pipx npm pnpm yarn bun apt apt-get aptitude dnf yum zypper apk brew snap flatpak pacman port cargo gem
bundle composer conda mamba micromamba poetry pdm pipenv uv go rustup opam cabal stack luarocks cpan cpanm nix-env
mix hex dotnet nuget easy_install nvm asdf mise volta fnm sdk rbenv pyenv helm krew vcpkg conan dpkg rpm emerge
"""
_PACKERS = frozenset(_PACKERS_TEXT.split())
_VALUES = ("C", "prefix", "index-url", "i", "extra-index-url", "target", "t", "w", "workspace", "directory", "p",
           "python",
           "project", "cwd", "dir", "n", "name", "c", "channel", "manifest-path", "r", "requirement")  # fmt: skip
_PUBLISHES = {"publish", "upload", "push", "release", "yank"}
_SIGNS_IN = {"login", "adduser", "add-user", "logout", "token", "owner"}
_BY_LETTERS = {"pacman": r"^-[SUR]", "dpkg": r"^(-[iPr]|--install|--purge|--remove|--unpack)", "rpm": r"^-[iUeF]",
               "nix-env": r"^-[iue]", "cpan": r"^[A-Z]", "cpanm": r"^[A-Z.]", "emerge": r"^[a-z@-]"}  # fmt: skip


def packages(run: Run) -> Items:
    verbs = [word.text for word in options(run.words, _VALUES).operands]
    if letters := _BY_LETTERS.get(run.name):
        changes = any(re.match(letters, text) for text in run.texts) and not re.match(r"^-S[sil]", run.texts[0])
        yield Effect("install", f"changes what is installed: {shown(*verbs)}") if changes else LOOK
        return
    if verbs and verbs[0] in _GROUPS.get(run.name, ()):
        verbs = verbs[1:]
    verb = verbs[0] if verbs else ""
    if any(not word.sure and word.text == verb for word in run.words):
        yield from unclear(f"which command of {run.name} it is, is not known")
    elif verb in ("run", "exec") and run.name in _RUN_INSIDE:
        yield from _runs_inside(run, verb)
    elif verb in ("exec", "x", "dlx") and run.name in ("npm", "pnpm", "yarn", "bun"):
        yield Effect("install", f"fetches and runs {shown(*verbs[1:2])}")
    else:
        yield from _package_verb(run.name, verb, verbs)


_GROUPS = {"uv": ("pip", "tool", "python"), "npm": ("mod", "tool"), "go": ("mod", "tool"), "dotnet": ("tool",)}
_RUN_INSIDE = {"uv", "poetry", "pdm", "pipenv", "conda", "bundle", "mise", "micromamba", "mamba", "rustup"}
_CLEARS = {"clean", "purge", "clear", "prune", "remove"}


def _package_verb(name: str, verb: str, verbs: list[str]) -> Items:
    if verb in _PUBLISHES:
        yield Effect("send", f"publishes with {name} for everybody")
    elif verb in _SIGNS_IN:
        yield Effect("sign_in", f"signs in with {name}")
    elif verb == "download":
        yield Effect("bring_in", f"downloads {shown(*verbs[1:])}")
    elif verb in ("config", "set", "repo", "remote-add", "source") and verbs[1:2] not in (["get"], ["list"]):
        yield Effect("change_settings", f"changes how {name} works")
    elif verb in ("cache", "clean") and _CLEARS & set(verbs[:2]):
        yield Effect("run_code")
    elif verb in _INSTALLS or (name in ("yarn", "bundle") and not verb):
        yield Effect("install", f"changes what is installed: {shown(*verbs[1:]) or f'{name} {verb}'}")
    elif verb in _SHOWS or not verb:
        yield LOOK


def _runs_inside(run: Run, verb: str) -> Items:
    at = next(number for number, text in enumerate(run.texts) if text == verb)
    rest = options(run.words[at + 1 :], ("with", "n", "name", "p", "python", "env-file", "extra", "group"), stop=True)
    if rest.has("with"):
        yield Effect("install", f"installs {shown(*rest.values('with'))}")
    yield Inner(tuple(rest.operands))


def fetch_and_run(run: Run) -> Items:
    """npx, uvx, bunx: takes a package from the net and runs it."""
    operands = options(run.words, ("p", "package", "from", "c", "call", "with"), stop=True).operands
    yield Effect("install", f"fetches and runs {shown(*operands[:1])}")


def publish(run: Run) -> Items:
    """twine, vsce."""
    if run.texts[:1] == ["check"]:
        yield LOOK
    else:
        yield Effect("send", f"publishes with {run.name} for everybody")


def make(run: Run) -> Items:
    targets = options(run.words, "Cfj").operands
    if any(word.text in ("install", "uninstall") for word in targets):
        yield Effect("install", "installs what it builds")


_SHOWS_STATE = {"status", "list", "show", "is-active", "is-enabled", "cat", "list-units", "--status-all", "get-default",
                "list-unit-files", "list-timers", "get", "dump", "read", "-l", "--list", "query", "info"}  # fmt: skip


def settings(run: Run) -> Items:
    """systemctl, gsettings, iptables and such: state of the system, unless it is only shown."""
    verbs = set(run.texts[:2])
    if verbs & _SHOWS_STATE or (
        not run.words and run.name in ("mount", "swapon", "timedatectl", "hostname", "hostnamectl")
    ):
        yield LOOK
    elif run.name in ("shutdown", "reboot", "halt", "poweroff", "init", "telinit"):
        yield Effect("change_settings", "stops or restarts the machine", undo=False)
    else:
        yield Effect("change_settings", f"changes the system with {run.name} {shown(*run.words[:2])}")


def sysctl(run: Run) -> Items:
    changes = any("=" in text or text in ("-w", "-p", "--system") for text in run.texts)
    yield Effect("change_settings", f"sets {shown(*run.words)}") if changes else LOOK


def accounts(run: Run) -> Items:
    """useradd, passwd, chsh."""
    if run.name in ("userdel", "deluser", "groupdel"):
        yield Effect("delete", f"deletes the account {shown(*run.words[-1:])}")
    yield Effect("change_settings", f"changes accounts with {run.name}")


def crontab(run: Run) -> Items:
    if "-l" in run.texts:
        yield LOOK
    elif "-r" in run.texts:
        yield Effect("delete", "deletes all timed commands")
    else:
        yield Effect("change_settings", "sets commands that run at a time by themselves")
        if run.feed is not None and run.feed.text:
            for line in run.feed.text.splitlines():
                yield Script(re.sub(r"^\s*(@\w+|(\S+\s+){5})", "", line))


def later(run: Run) -> Items:
    """at, batch: a command that runs by itself later."""
    if run.texts[:1] in (["-l"], ["-c"]) or run.name == "atq":
        yield LOOK
        return
    yield Effect("change_settings", "sets a command that runs later by itself")
    text = run.feed.text if run.feed else None
    if run.feed is not None and run.feed.source is not None:
        source = run.feed.source.words
        text = " ".join(word.text for word in source[1:]) if source[0].text == "echo" else None
    yield Script(text, "what runs later is not known")


def systemd_run(run: Run) -> Items:
    yield Effect("change_settings", "starts a service")
    given = options(
        run.words, ("p", "property", "u", "unit", "on-calendar", "on-active", "E", "setenv", "M", "uid"), stop=True
    )
    yield Inner(tuple(given.operands))


def kill(run: Run) -> Items:
    texts = run.texts
    if texts[:1] in (["-0"], ["-l"], ["-L"], ["--list"]):
        yield LOOK
        return
    named = [word for word in run.words if not word.text.startswith("-")]
    yield Effect("write_on_desk", f"ends the process {shown(*named)}" if named else "ends processes")


_DOCKER_SHOWS = {"ps", "images", "logs", "inspect", "version", "info", "stats", "top", "port", "history", "search",
                 "ls", "list", "diff", "events", "config", "df", "describe", "get"}  # fmt: skip
_DOCKER_GONE = {"rm", "rmi", "prune", "down", "remove", "delete"}
_DOCKER_VALUES = ("H", "host", "context", "c", "f", "file", "p", "project-name", "profile", "env-file", "log-level")


def docker(run: Run) -> Items:
    verbs = [word.text for word in options(run.words, _DOCKER_VALUES, stop=False).operands]
    groups = {"container", "image", "volume", "network", "system", "compose", "builder", "context", "buildx", "pod"}
    verb = verbs[1] if verbs[:1] and verbs[0] in groups and len(verbs) > 1 else "".join(verbs[:1])
    if verb in _DOCKER_SHOWS or not verb:
        yield LOOK
    elif verb in _DOCKER_GONE:
        yield Effect("delete", f"deletes containers or what they keep: {shown(*verbs)}")
    elif verb == "push":
        yield Effect("take_out", f"sends the image {shown(*verbs[1:])} to a registry")
    elif verb in ("login", "logout"):
        yield Effect("sign_in", "signs in at a registry")
    elif verb in ("build", "tag", "save", "load", "commit", "import", "export", "buildx"):
        yield Effect("run_code")
    elif verb in ("stop", "kill", "restart", "pause", "unpause", "start", "cp", "rename", "wait", "attach"):
        yield Effect("write_on_desk", f"does {shown(*verbs)} with a container")
    elif verb in ("pull",):
        yield Effect("bring_in", f"fetches the image {shown(*verbs[1:])}")
    else:
        yield from unclear("what a container does is not seen by the desk")


_KUBE_SHOWS = {
    "get",
    "describe",
    "logs",
    "top",
    "explain",
    "version",
    "cluster-info",
    "diff",
    "api-resources",
    "events",
}


def kubectl(run: Run) -> Items:
    verb = "".join(
        text for text in [w.text for w in options(run.words, ("n", "namespace", "context", "f", "l")).operands][:1]
    )
    if verb in _KUBE_SHOWS or not verb:
        yield Effect("visit_known", "reads from the cluster")
    elif verb in ("delete", "drain"):
        yield Effect("delete", f"deletes in the cluster: {shown(*run.words[1:])}")
    elif verb == "config":
        yield Effect("change_settings", "changes which cluster is used")
    else:
        yield Effect("submit", f"changes the cluster with {verb}")


def terraform(run: Run) -> Items:
    verb = "".join(run.texts[:1])
    if verb == "destroy" or "-destroy" in run.texts:
        yield Effect("delete", "destroys what it had set up elsewhere")
    elif verb in ("apply", "import", "taint", "push", "up", "deploy"):
        yield Effect("submit", "changes what is set up elsewhere")
    elif verb == "state" and run.texts[1:2] == ["rm"]:
        yield Effect("delete", "deletes from the state")
    elif verb == "init":
        yield Effect("install", "fetches providers")


_SQL_GONE = re.compile(
    r"(?i)\b(drop|truncate|delete\s+from|flushall|flushdb|dropdatabase|deletemany|deleteone)\b|\.drop\(|^\s*del\b"
)
_SQL_WRITES = re.compile(r"(?i)\b(insert|update|alter|create|replace|merge|grant|revoke|copy|set|load|import)\b")
_SQL_RUNS = re.compile(
    r"(?im)^\s*(\.(shell|system|import\s+\|)|\\!|\\copy.*program|system\s)|\bcopy\b.*\bprogram\b|\bxp_cmdshell\b"
)


def database(run: Run) -> Items:
    """psql, mysql, sqlite3, redis-cli, mongosh: by the statements, as far as they are seen."""
    given = options(
        run.words, ("c", "command", "e", "execute", "eval", "h", "host", "U", "u", "d", "p", "port", "f", "file", "cmd")
    )
    host = "".join(word.text for word in given.values("h", "host")) or next(
        (host_of(word) for word in given.operands if "://" in word.text), "localhost"
    )
    remote = not is_local(host or "localhost") and not host.startswith("/")
    codes = [
        *given.values("c", "command", "e", "execute", "eval", "cmd"),
        *given.operands[1 if run.name in ("sqlite3", "duckdb") else 0 :],
    ]
    text = "\n".join(word.text for word in codes)
    if run.name == "redis-cli":
        text = " ".join(word.text for word in given.operands)
    if run.feed is not None:
        source = run.feed.source.words if run.feed.source else ()
        text += "\n" + (run.feed.text or " ".join(word.text for word in source))
    if _SQL_RUNS.search(text):
        yield from unclear("these statements run commands")
    if _SQL_GONE.search(text):
        yield Effect("delete", f"deletes data with {run.name}", host=host if remote else "")
    elif any(word.open for word in codes):
        yield from unclear("the statement is not known")
    elif _SQL_WRITES.search(text):
        yield Effect(
            "submit" if remote else "write_on_desk", f"changes data with {run.name}", host=host if remote else ""
        )
    if remote:
        yield Effect("visit_known" if run.known(host) else "visit_new", f"reads from {host}", host=host)


def drop(run: Run) -> Items:
    yield Effect("delete", f"deletes the database {shown(*run.words[-1:])}")


def keys(run: Run) -> Items:
    """gpg, ssh-keygen, pass, secret-tool."""
    texts = set(run.texts)
    if run.name in ("ssh-copy-id",):
        yield Effect("take_out", f"puts a key on {shown(*run.words[-1:])}")
        yield Effect("change_settings")
    elif texts & {"--send-keys", "--send-key"}:
        yield Effect("take_out", "publishes keys")
    elif any(text.startswith("--delete") for text in texts) or texts & {"rm", "-R", "delete", "clear"}:
        yield Effect("delete", f"deletes keys with {run.name}")
    elif run.name in ("pass", "secret-tool", "security", "ssh-add", "op", "bw", "kinit"):
        yield Effect("sign_in", f"uses kept secrets with {run.name}")
    elif (run.name == "ssh-keygen" and not texts & {"-l", "-F", "-y"}) or texts & {
        "--import",
        "--edit-key",
        "--gen-key",
        "--full-generate-key",
    }:
        yield Effect("change_settings", f"changes keys with {run.name}")


def display(run: Run) -> Items:
    """xdotool and such: the shell has no screen, so they can't do anything."""
    yield Effect("run_code", f"runs {run.name}, which has no screen here")


SYSTEM_PROGRAMS: dict[str, Program] = {
    **dict.fromkeys(_PACKERS, packages),
    **dict.fromkeys(("npx", "uvx", "bunx", "pnpx"), fetch_and_run),
    **dict.fromkeys(("twine", "vsce", "flit"), publish),
    **dict.fromkeys(("make", "gmake", "ninja"), make),
    **dict.fromkeys(
        ("systemctl", "service", "rc-service", "launchctl", "gsettings", "dconf", "xfconf-query", "iptables",
         "ip6tables",
         "nft", "ufw", "firewall-cmd", "mount", "umount", "modprobe", "rmmod", "insmod", "swapon", "swapoff", "losetup",
         "hostnamectl", "timedatectl", "localectl", "loginctl", "update-alternatives", "ldconfig", "visudo", "xdg-mime",
         "xdg-settings", "update-rc.d", "chkconfig", "setcap", "setenforce", "shutdown", "reboot", "halt", "poweroff",
         "init", "telinit", "nmcli", "route", "ifconfig", "dpkg-reconfigure", "locale-gen", "defaults"),
        settings,
    ),
    **dict.fromkeys(
        ("useradd", "adduser", "userdel", "deluser", "usermod", "groupadd", "groupdel", "passwd", "chpasswd", "chsh",
         "chfn", "gpasswd"),
        accounts,
    ),
    **dict.fromkeys(("at", "batch", "atq"), later),
    **dict.fromkeys(("kill", "pkill", "killall", "skill", "xkill"), kill),
    **dict.fromkeys(("docker", "podman", "nerdctl", "docker-compose"), docker),
    **dict.fromkeys(("terraform", "tofu", "pulumi", "ansible-playbook", "serverless", "cdk"), terraform),
    **dict.fromkeys(
        ("psql", "mysql", "mariadb", "sqlite3", "duckdb", "redis-cli", "mongosh", "mongo", "sqlcmd",
         "clickhouse-client"),
        database,
    ),
    **dict.fromkeys(("dropdb", "dropuser", "lvremove", "vgremove", "pvremove", "zfs", "zpool"), drop),
    **dict.fromkeys(
        ("gpg", "gpg2", "ssh-keygen", "ssh-copy-id", "ssh-add", "pass", "secret-tool", "security", "op", "bw", "kinit"),
        keys,
    ),
    **dict.fromkeys(("xdotool", "xte", "ydotool", "wmctrl", "xclip", "xsel"), display),
    "crontab": crontab, "systemd-run": systemd_run, "sysctl": sysctl, "kubectl": kubectl, "oc": kubectl,
    "hostname": lambda run: settings(run) if run.words else (LOOK,),
}  # fmt: skip
