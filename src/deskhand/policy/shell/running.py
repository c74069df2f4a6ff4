"""Programs that run something else: prefixes, shells, interpreters, and what is built into bash for it."""

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
    is_local,
    shown,
    unclear,
    writes,
)
from deskhand.policy.shell.options import options
from deskhand.policy.shell.tree import Feed
from deskhand.policy.shell.words import Word, filled, plain

_PREFIXES: dict[str, tuple[str, ...]] = {
    "nohup": (), "setsid": (), "time": ("f", "o", "format", "output"), "nice": ("n", "adjustment"),
    "ionice": ("c", "n", "p", "class"), "stdbuf": ("i", "o", "e", "input", "output", "error"), "chronic": (),
    "timeout": ("s", "k", "signal", "kill-after"), "builtin": (), "exec": ("a",), "coproc": (), "unbuffer": (),
    "strace": ("e", "o", "p", "s", "u"), "ltrace": ("e", "o"), "chrt": (), "taskset": (), "cgexec": ("g",),
    "unshare": (), "nsenter": ("t",), "bwrap": (), "firejail": (), "fakeroot": (), "proot": (), "catchsegv": (),
    "valgrind": (), "rlwrap": (), "dbus-run-session": (), "xvfb-run": ("s", "n", "e"), "caffeinate": (),
    "systemd-inhibit": (), "entr": (), "with-lock-ex": (), "lockf": (), "tsocks": (), "torsocks": (), "proxychains": (),
    "proxychains4": (), "eatmydata": (), "arch": (), "setarch": (), "linux64": (), "hyperfine": ("w", "r", "n"),
    "softlimit": (), "prlimit": (), "aa-exec": ("p",), "setpriv": (), "pkexec": ("user",),
    "doas": ("u", "C"),
    "start-stop-daemon": ("p", "pidfile", "u", "d"), "ts": (), "pv": (),
}  # fmt: skip
_SKIPS_OPERAND = {"timeout": 1, "chrt": 1, "taskset": 1, "setarch": 1}
"""How many operands stand before the command."""
_AS_ROOT = {"sudo", "doas", "pkexec", "su", "runuser"}


_CARRIED_TEXT = """
rm shred unlink dd truncate curl wget git ssh scp rsync nc sh bash zsh dash python python3 perl sudo pip npm mkfs
"""
CARRIED = frozenset(_CARRIED_TEXT.split())
"""Programs that are looked for among the words of one that is not known, since it may run them."""


def carried(words: tuple[Word, ...]) -> Items:
    """What a program that is not known would run, if it runs what stands among its words."""
    at = next((n for n, word in enumerate(words) if word.text.rpartition("/")[2] in CARRIED), None)
    if at is not None:
        yield Inner(words[at:])


def prefix(run: Run) -> Items:
    given = options(run.words, _PREFIXES.get(run.name, ()), stop=True)
    rest = given.operands[_SKIPS_OPERAND.get(run.name, 0) :]
    for word in given.values("o", "output") if run.name in ("strace", "ltrace", "time") else []:
        yield from writes(word, run)
    if run.name in _AS_ROOT:
        yield Effect("change_settings", "works as administrator")
    if rest:
        yield Inner(tuple(rest), run.feed)
        yield from carried(tuple(rest[1:])) if "-" in rest[0].text[:1] or "/" in rest[0].text else ()
    elif run.name != "exec":
        yield LOOK


def sudo(run: Run) -> Items:
    given = options(
        run.words, ("u", "g", "h", "p", "C", "r", "t", "T", "U", "D", "R", "user", "group", "chdir"), stop=True
    )
    yield Effect("change_settings", "works as administrator")
    rest = list(given.operands)
    while rest and re.match(r"[A-Za-z_]\w*=", rest[0].text):
        rest.pop(0)
    if given.has("e", "edit"):
        yield Effect("change_settings", f"edits {shown(*rest)}")
    elif rest:
        yield Inner(tuple(rest), run.feed)
    elif given.has("s", "i", "shell", "login"):
        yield from _shell_of_feed(run)


def su(run: Run) -> Items:
    yield Effect("change_settings", "works as another user")
    given = options(run.words, ("c", "command", "s", "shell", "u", "g"))
    for word in given.values("c", "command"):
        yield Script(word.text if word.sure else None, f"what {run.name} runs is not known")
    if run.name == "runuser" and given.has("u") and given.operands:
        yield Inner(tuple(given.operands))


def env(run: Run) -> Items:
    given = options(run.words, ("u", "C", "S", "unset", "chdir", "split-string"), stop=True)
    for word in given.values("S", "split-string"):
        after = " ".join(other.text for other in given.operands)
        yield Script(f"{word.text} {after}" if word.sure else None, "env splits a text that is not known")
        return
    rest = list(given.operands)
    if rest and rest[0].text == "-":
        rest.pop(0)
    while rest and re.match(r"[A-Za-z_]\w*=", rest[0].text):
        name, _, text = rest[0].text.partition("=")
        yield from assigned(name, Word(text, rest[0].sure, rest[0].start.partition("=")[2]))
        rest.pop(0)
    yield Inner(tuple(rest), run.feed) if rest else LOOK


def command(run: Run) -> Items:
    given = options(run.words, stop=True)
    if given.has("v", "V") or not given.operands:
        yield LOOK
    else:
        yield Inner(tuple(given.operands), run.feed)


def xargs(run: Run) -> Items:
    given = options(run.words, ("I", "i", "n", "P", "L", "d", "E", "s", "a", "J", "R", "S", "delimiter",
                                "replace", "max-args",
                                "max-procs", "arg-file", "jobs", "j", "colsep", "max-lines"), stop=True)  # fmt: skip
    rest = list(given.operands)
    if run.name == "parallel" and any(":::" in word.text for word in rest):
        at = next(number for number, word in enumerate(rest) if ":::" in word.text)
        after, rest = rest[at + 1 :], rest[:at]
        if not rest:
            for word in after:
                yield Script(word.text if word.sure else None)
            return
    mark = next((word.text for word in given.values("I", "replace", "J")), "{}" if run.name == "parallel" else "")
    if not rest:
        if run.name == "parallel":
            yield from unclear("parallel runs lines that are not known")
        yield LOOK
        return
    if run.name == "parallel" and len(rest) == 1 and " " in rest[0].text:
        yield Script(rest[0].text.replace("{}", "{x}") if rest[0].sure else None)
        return
    every = tuple(filled(word, mark) for word in rest)
    yield Inner(every if mark else (*every, Word("\u2026", sure=False, loose=True)))


def eval_(run: Run) -> Items:
    sure = all(word.sure for word in run.words)
    yield Script(" ".join(run.texts) if sure else None, "what eval runs is not known")


def trap(run: Run) -> Items:
    operands = options(run.words).operands
    if operands and operands[0].text not in ("", "-"):
        yield Script(operands[0].text if operands[0].sure else None, "what trap runs is not known")
    yield LOOK


def alias(run: Run) -> Items:
    for word in run.words:
        if "=" in word.text:
            yield Effect("run_code", f"gives {shown(word.text.partition('=')[0])} another meaning")
            yield Script(word.text.partition("=")[2] if word.sure else None, "what the alias runs is not known")
    yield LOOK


def calls_back(run: Run) -> Items:
    """bind -x, complete -C, fc -s, enable -f: bash is told to run something later or again."""
    if (
        (run.name in ("complete", "compgen") and not options(run.words, "CF").has("C"))
        or (run.name == "fc" and "-l" in run.texts)
        or (run.name == "bind" and "-x" not in run.texts)
    ):
        yield LOOK
    else:
        yield from unclear(f"{run.name} makes bash run something that is not seen here")


def source(run: Run) -> Items:
    if not run.words:
        return
    word = run.words[0]
    if word.text.startswith("/dev/fd/") or word.text in ("/dev/stdin", "-"):
        yield from unclear("what is sourced is made on the way")
    elif word.open and word.loose:
        yield from unclear("what is sourced is not known")


_SHELL_VALUES = ("o", "O", "rcfile", "init-file")


def shell(run: Run) -> Items:
    """sh, bash and such: what stands after -c, or what comes in, is a line of its own."""
    at, inline = 0, False
    while at < len(run.words) and run.words[at].start[:1] in "-+" and run.words[at].start:
        text = run.words[at].text
        at += 1
        if text in ("--", "-"):
            break
        if (text.lstrip("-+")[:1] in "oO" and not text.startswith("--")) or text in ("--rcfile", "--init-file"):
            at += 1
        inline = inline or (not text.startswith("--") and "c" in text)
    operands = run.words[at:]
    if inline:
        word = operands[0] if operands else plain("")
        yield from _inline(word, operands[1:])
    elif operands and operands[0].open and operands[0].loose:
        yield from unclear("what the shell runs is not known")
    elif operands and operands[0].text.startswith("/dev/fd/"):
        yield from unclear("what the shell runs is made on the way")
    elif (operands and operands[0].text != "/dev/stdin") or any(text in ("--version", "--help") for text in run.texts):
        yield from _runs_file(run)
    else:
        yield from _shell_of_feed(run)


def _inline(word: Word, after: tuple[Word, ...]) -> Items:
    """The text of -c. What it is given as $0, $1 and so on is set in where all of it is known."""
    text = word.text
    if not word.sure and word.loose:
        yield Script(None, "what the shell runs is not known")
        return
    if after and all(other.sure for other in after) and re.search(r"\$[@*0-9{]", text):
        values = [other.text for other in after]
        for number, other in enumerate(values):
            text = re.sub(rf"\$\{{?{number}\}}?(?!\d)", lambda _, held=other: held, text)  # type: ignore[misc]
        text = re.sub(r"\"?\$\{?[@*]\}?\"?", lambda _: " ".join(values[1:]), text)
    if not word.open:
        yield Script(text)
    if not word.sure:
        yield from unclear("what is set into the text that the shell runs is not known")


def _runs_file(run: Run) -> Items:
    yield Effect("run_code")


def _shell_of_feed(run: Run) -> Items:
    feed = run.feed
    if feed is None:
        yield Effect("run_code")
        return
    text, why = fed_text(feed)
    if why == "file":
        yield Effect("run_code")
    else:
        yield Script(text, why or "what the shell is fed is not known")


_FETCHES = {"curl", "wget", "http", "https", "fetch", "lynx", "nc", "ncat", "ssh", "aria2c", "xh"}


def fed_text(feed: Feed) -> tuple[str | None, str]:
    """What comes in on the standard input, where it is known; else why not. "file" when it is a file's text."""
    if feed.text is not None:
        return feed.text, ""
    source_of = feed.source
    if feed.file:
        return None, "file"
    if source_of is None or not source_of.words:
        return None, ""
    name = source_of.words[0].text.rpartition("/")[2]
    rest = source_of.words[1:]
    if name in ("echo", "printf") and all(word.sure for word in rest):
        texts = [word.text for word in rest if not (name == "echo" and re.fullmatch(r"-[neE]+", word.text))]
        text = " ".join(texts)
        return (
            (text.replace("\\n", "\n"), "")
            if "\\x" not in text and "\\0" not in text and "%" not in text
            else (None, "")
        )
    if name == "cat" and rest and all(word.start for word in rest) and not source_of.feed:
        return None, "file"
    if name == "cat" and source_of.feed is not None:
        return fed_text(source_of.feed)
    if name in _FETCHES:
        return None, f"it runs what {name} fetches"
    return None, f"it runs what {name} makes"


_NET = re.compile(
    r"\b(requests|urllib\d?|httpx|aiohttp|http\.client|httplib|socket|ftplib|paramiko|telnetlib|websockets?|axios|XMLHttpRequest"
    r"|LWP|IO::Socket|Net::|open-uri|TCPSocket|HTTP::|fsockopen|curl_\w+|file_get_contents\s*\(\s*['\"]https?|node:https?|node:net"
    r"|require\(['\"](https?|net|dgram|tls)['\"]\)|gethostbyname|boto3|pycurl)\b|\bfetch\s*\("
)
_MAIL = re.compile(r"\b(smtplib|nodemailer|sendmail|Net::SMTP|MIME::Lite|Mail::)\b|\bmail\s*\(")
_GONE = re.compile(
    r"\b(rmtree|os\.(remove|unlink|rmdir|removedirs|truncate)|send2trash|unlinkSync|unlink|rmSync|rmdirSync|rm_rf|rm_r|rmdir"
    r"|fs\.(promises\.)?(rm|unlink|rmdir)|File\.delete|FileUtils\.(rm|remove)\w*|remove_tree|remove_dir_all|Files\.delete\w*)\b"
)
_RUNS = re.compile(
    r"\b(os\.(system|popen|exec\w+|spawn\w*)|subprocess|pty\.spawn|commands\.getoutput|child_process|execSync|spawnSync|Popen"
    r"|shell_exec|passthru|proc_open|popen|system|backticks|IO\.popen|Open3|qx)\b|`[^`]+`|\bexec\s*\(?\s*['\"/]"
)
_HIDES = re.compile(
    r"\b(eval|exec|compile|__import__|importlib|b64decode|fromhex|unhexlify|codecs|getattr|marshal|pickle|atob|Buffer\.from"
    r"|fromCharCode|pack|unpack|chr|globals|__builtins__|Function)\b\s*[('\".]|\\x[0-9a-f]{2}\\x"
)
_WRITES = re.compile(
    r"open\s*\([^)]*['\"][wax]b?\+?['\"]|write_text|write_bytes|writeFile|file_put_contents|File\.write|to_csv|\.save\("
)
_URLS = re.compile(r"[a-z]+://\[?([^/\s'\"\]:]+)", re.IGNORECASE)


def code(text: str, what: str) -> Items:
    """What words in a program's text raise; what it does can't be told beyond that."""
    yield Effect("run_code")
    if _HIDES.search(text):
        yield from unclear(f"this {what} code hides what it runs")
    if _RUNS.search(text):
        yield from unclear(f"this {what} code runs commands")
    if _GONE.search(text):
        yield Effect("delete", f"runs {what} code that deletes files")
    if _MAIL.search(text):
        yield Effect("send", f"runs {what} code that sends mail")
    hosts = [host.lower() for host in _URLS.findall(text)]
    if _NET.search(text) and not (hosts and all(is_local(host) for host in hosts)):
        away = [host for host in hosts if not is_local(host)]
        host = away[0] if len(set(away)) == 1 else ""
        yield Effect(
            "take_out", f"runs {what} code that uses the net" + (f" ({shown(*away)})" if away else ""), host=host
        )
    if _WRITES.search(text):
        yield Effect("write_on_desk", f"runs {what} code that writes files")


_CODE_OPTIONS = {"python": "c", "node": "ep", "perl": "eE", "ruby": "e", "php": "r", "lua": "e", "Rscript": "e",
                 "deno": "",
                 "bun": "e", "osascript": "e", "tclsh": "", "julia": "eE", "guile": "c", "elixir": "e", "swift": "e",
                 "groovy": "e", "ghc": "e", "scala": "e"}  # fmt: skip


def interpreter(run: Run) -> Items:
    if run.name == "python" and run.texts[:1] == ["-m"] and len(run.words) > 1:
        yield from _module(run)
    elif run.texts and all(text in ("--version", "-V", "-v", "--help", "-h") for text in run.texts):
        yield LOOK
    elif (given := _given_code(run)) is not None:
        if run.name == "perl" and any(re.match(r"-\w*i", text) for text in run.texts):
            yield Effect("write_on_desk", "changes files in place")
        yield from _code_word(given, run.name)
    else:
        yield Effect("run_code")
        yield from _fed_code(run)


def _given_code(run: Run) -> Word | None:
    """The program's text where it stands in the command itself."""
    letters = _CODE_OPTIONS.get(run.name, "e")
    for number, word in enumerate(run.words):
        text, after = word.text, run.words[number + 1] if number + 1 < len(run.words) else plain("")
        if text in ("--eval", "--print", "--execute", "--run", "eval"):
            return after
        if not text.startswith("-") or text == "-":
            return None
        at = next((n for n, char in enumerate(text[1:], 1) if char in letters), 0)
        if at and not text.startswith("--"):
            rest = text[at + 1 :]
            return Word(rest, word.sure, word.start[at + 1 :]) if rest else after
    return None


def _fed_code(run: Run) -> Items:
    """The program's text where it comes in, from a pipe or a here-document."""
    operands = [word for word in run.words if not word.text.startswith("-")]
    if operands and operands[0].text.startswith("/dev/fd/"):
        yield from unclear("what it runs is made on the way")
    elif not operands and run.feed is not None:
        text, why = fed_text(run.feed)
        if text is not None:
            yield from code(text, run.name)
        elif why != "file":
            yield from unclear(why or f"what {run.name} is fed is not known")


def _code_word(word: Word, name: str) -> Items:
    if word.open and word.loose:
        yield from unclear(f"which code {name} runs is not known")
    yield from code(word.text, name)


def _module(run: Run) -> Items:
    module, rest = run.words[1].text, run.words[2:]
    if module in ("pip", "pipx", "ensurepip", "poetry", "uv", "conda", "twine"):
        yield Inner((plain(module), *rest))
    elif module in ("webbrowser",):
        yield Inner((plain("xdg-open"), *rest))
    elif module in ("base64", "json.tool", "zipfile", "tarfile", "gzip", "this", "calendar", "platform", "site"):
        yield Effect("run_code")
    else:
        yield Effect("run_code")


_HOOKS_TEXT = """
PROMPT_COMMAND BASH_ENV ENV GIT_SSH_COMMAND GIT_SSH GIT_EXTERNAL_DIFF GIT_PAGER PAGER MANPAGER EDITOR VISUAL
GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_ASKPASS SSH_ASKPASS SUDO_ASKPASS LESSOPEN LESSCLOSE BROWSER GIT_PROXY_COMMAND
FCEDIT RSYNC_RSH CVS_RSH SYSTEMD_EDITOR TAR_OPTIONS MAKEFLAGS
"""
_HOOKS = frozenset(_HOOKS_TEXT.split())
_PROMPTS = frozenset({"PS0", "PS1", "PS2", "PS4"})
_PROGRAM_PLACES = re.compile(
    r"PATH|LD_\w+|DYLD_\w+|PYTHON(PATH|STARTUP|HOME)|NODE_(OPTIONS|PATH)|PERL5(LIB|OPT)|RUBYOPT|GCONV_PATH|HOME|SHELL|IFS|CDPATH"
    r"|BASHOPTS|SHELLOPTS|GIT_CONFIG\w*|GIT_DIR|GIT_EXEC_PATH|GIT_TEMPLATE_DIR|JAVA_TOOL_OPTIONS|FPATH"
)


def assigned(name: str, held: Word) -> Items:
    """What giving a variable a value does, when bash or a program runs its value or finds programs by it."""
    if name in _HOOKS and held.text:
        yield Effect("run_code")
        yield Script(held.text if held.sure else None, f"{name} is run as a command, and its value is not known")
    elif name in _PROMPTS and re.search(r"\$\(|`", held.text):
        yield from unclear(f"{name} runs a command each time it is shown")
    elif _PROGRAM_PLACES.fullmatch(name):
        yield Effect("run_code")
        if name.startswith("GIT_CONFIG") and name not in ("GIT_CONFIG_NOSYSTEM",) and held.text != "/dev/null":
            yield from unclear("git is told to work by settings in a variable")


def watch(run: Run) -> Items:
    given = options(run.words, ("n", "interval", "d"), stop=True)
    if given.operands:
        sure = all(word.sure for word in given.operands)
        yield Script(" ".join(word.text for word in given.operands) if sure else None, "what watch runs is not known")


def script(run: Run) -> Items:
    """script, flock, ssh-agent, chroot: an operand or two, then a command or -c."""
    given = options(run.words, ("c", "command", "t", "w", "E", "O", "I", "m", "userspec", "groups", "a"), stop=True)
    for word in given.values("c", "command"):
        yield Script(word.text if word.sure else None, f"what {run.name} runs is not known")
        return
    skipped = {"flock": 1, "chroot": 1, "script": 1, "ssh-agent": 0}[run.name]
    rest = given.operands[skipped:]
    if run.name == "chroot":
        yield Effect("change_settings", "works in another root folder")
    if rest and rest[0].text == "-c":
        yield Script(rest[1].text if len(rest) > 1 and rest[1].sure else None, f"what {run.name} runs is not known")
    elif rest and run.name != "script":
        yield Inner(tuple(rest), run.feed)


def box(run: Run) -> Items:
    """busybox, toybox: the first operand is the program."""
    yield Inner(run.words, run.feed) if run.words else LOOK


_EDITORS_RUN = re.compile(r"^(\+|-c|--cmd|-S|-e|--eval|--command|-x)")


def editor(run: Run) -> Items:
    """vim, emacs, ed: with commands given to them they run code."""
    for number, word in enumerate(run.words):
        if _EDITORS_RUN.match(word.text):
            after = run.words[number + 1].text if number + 1 < len(run.words) else ""
            if "!" in word.text + after or "system" in word.text + after or "shell" in word.text + after:
                yield from unclear(f"{run.name} runs a command")


def calls_text(run: Run) -> Items:
    """expect, gdb, capsh: programs whose own words can run a shell's."""
    if run.name == "capsh":
        at = next((number for number, text in enumerate(run.texts) if text in ("--", "==")), None)
        yield Inner((plain("bash"), *run.words[at + 1 :])) if at is not None else Effect("run_code")
    elif any(re.match(r"-(c|ex|eval-command|x)\b|--(eval-command|command)", text) for text in run.texts):
        yield from unclear(f"{run.name} is given words that may run commands")


def gio(run: Run) -> Items:
    if run.texts[:1] == ["trash"]:
        yield Inner((plain("trash"), *run.words[1:]))
    elif run.texts[:1] == ["open"]:
        yield Inner((plain("xdg-open"), *run.words[1:]))
    elif run.texts[:1] == ["remove"]:
        yield Inner((plain("rm"), *run.words[1:]))


RUNNING_PROGRAMS: dict[str, Program] = {
    **dict.fromkeys(_PREFIXES, prefix),
    **dict.fromkeys(("sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "rbash", "csh", "tcsh", "mksh", "yash"), shell),
    **dict.fromkeys(_CODE_OPTIONS, interpreter),
    **dict.fromkeys(("source", "."), source),
    **dict.fromkeys(("su", "runuser"), su),
    **dict.fromkeys(("xargs", "parallel"), xargs),
    **dict.fromkeys(("bind", "complete", "compgen", "fc", "enable"), calls_back),
    **dict.fromkeys(("script", "flock", "chroot", "ssh-agent"), script),
    **dict.fromkeys(("busybox", "toybox"), box),
    **dict.fromkeys(("vi", "vim", "nvim", "ex", "view", "emacs", "emacsclient", "ed"), editor),
    **dict.fromkeys(("expect", "gdb", "lldb", "capsh"), calls_text),
    "env": env, "command": command, "eval": eval_, "trap": trap, "alias": alias, "sudo": sudo,
    "watch": watch, "gio": gio,
}  # fmt: skip
