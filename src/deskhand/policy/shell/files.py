"""Programs that read, write, move and delete files."""

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
    deletes,
    is_nothing,
    sets_up,
    shown,
    unclear,
    writes,
)
from deskhand.policy.shell.options import Options, options
from deskhand.policy.shell.words import Word, filled, plain

READERS_TEXT = """
ls dir vdir cat tac head tail wc nl cut tr paste join comm cmp rev fold fmt column expand unexpand grep egrep fgrep
zgrep zcat bzcat xzcat zless less more basename dirname realpath readlink pwd stat file du df tree echo printf true
false : test [ sleep seq yes expr bc dc factor id whoami who w users groups uname arch nproc free uptime vmstat ps
pgrep pidof pstree top htop lsof lscpu lsblk lsusb lspci locale cal ncal which whereis whatis apropos man info help
type hash times jobs wait exit return break continue shift cd pushd popd dirs read mapfile readarray set unset
export declare typeset local readonly let getopts shopt ulimit umask md5sum sha1sum sha224sum sha256sum sha384sum
sha512sum b2sum cksum sum crc32 base64 base32 od hexdump strings diff diff3 sdiff colordiff numfmt tsort jq printenv
ag ack lsattr getfacl identify mediainfo exiftool pdfinfo fc-list logname tty getconf cloc tokei scc bat eza exa fd
history clear reset tput logger caller disown bg fg
"""
READERS = frozenset(READERS_TEXT.split())
"""Programs that only read and show. What they could do besides, by an option, stands in `_READ_BUT`."""

_READ_BUT = {
    "tree": {"o"},
    "less": {"o", "O", "log-file", "LOG-FILE"},
    "exiftool": {"overwrite_original", "delete_original"},
    "history": {"c", "w", "d"},
    "hash": {"p"},
    "mapfile": {"C"},
    "readarray": {"C"},
    "fd": {"x", "X", "exec", "exec-batch"},
    "sdiff": {"o"},
}


def reader(run: Run) -> Items:
    """A program that shows; with one of a few options it does more."""
    options_of = _READ_BUT.get(run.name)
    if options_of:
        given = options(run.words, options_of)
        for name in options_of:
            for value in given.values(name):
                if name in ("o", "O", "log-file", "LOG-FILE"):
                    yield from writes(value, run)
                elif name == "C":
                    yield Script(value.text if value.sure else None, f"{run.name} calls a command")
                elif name in ("x", "X", "exec", "exec-batch"):
                    at = next(n for n, word in enumerate(run.words) if word is value)
                    yield Inner((*run.words[at:], Word("\u2026", sure=False, loose=True)))
            if given.has(name):
                yield Effect("run_code")
        if run.name == "hash" and given.has("p"):
            yield from unclear("hash gives a name to another program")
    yield LOOK


def remove(run: Run) -> Items:
    given = options(run.words)
    if given.has("help", "version"):
        return
    deep = " and everything in it" if given.has("r", "R", "recursive") else ""
    if run.name == "rmdir":
        yield from deletes(given.operands, run, "takes away the empty folder", undo=True)
        return
    for effect in deletes(given.operands, run):
        yield Effect(effect.risk, effect.does and effect.does + deep, effect.path)


def shred(run: Run) -> Items:
    yield from deletes(options(run.words, "nsr").operands, run, "overwrites and destroys")


def truncate(run: Run) -> Items:
    yield from deletes(options(run.words, ("s", "size", "r", "reference")).operands, run, "cuts off")


def move(run: Run) -> Items:
    given = options(run.words, ("t", "target-directory", "S", "suffix"))
    targets = given.values("t", "target-directory") or given.operands[-1:]
    sources = given.operands if given.has("t", "target-directory") else given.operands[:-1]
    for target in targets:
        path = run.path(target)
        if is_nothing(path) and path:
            yield from deletes(sources, run, "moves away for good")
            return
        yield from writes(target, run, f"moves {shown(*sources)} to")
    for source in sources:
        if sets_up(run.path(source)):
            yield Effect("change_settings", f"moves {shown(source)} away", path=run.path(source))


def copy(run: Run) -> Items:
    given = options(run.words, ("t", "target-directory", "S", "suffix", "m", "o", "g", "mode", "owner", "group"))
    if run.name == "install" and given.has("d", "directory"):
        return
    targets = given.values("t", "target-directory") or given.operands[-1:]
    sources = [word for word in given.operands if word not in targets]
    if sources and all(run.path(word) in ("/dev/null", "/dev/zero") for word in sources):
        yield from deletes(targets, run, "empties")
        return
    for target in targets:
        yield from writes(target, run, f"copies {shown(*given.operands[:-1])} to")


def link(run: Run) -> Items:
    given = options(run.words, ("t", "target-directory", "S", "suffix"))
    if len(given.operands) > 1:
        for effect in writes(given.operands[-1], run, "makes the link"):
            if effect.risk != "write_on_desk" or given.has("f", "force"):
                yield effect


def tee(run: Run) -> Items:
    for word in options(run.words).operands:
        yield from writes(word, run)
    yield LOOK


def make(run: Run) -> Items:
    """mkdir, touch, mkfifo, mktemp: something new and empty."""
    for word in options(run.words, ("m", "mode", "d", "date", "r", "reference", "t", "p", "tmpdir", "suffix")).operands:
        if sets_up(run.path(word)):
            yield from writes(word, run)


def modes(run: Run) -> Items:
    """chmod, chown, chgrp, chattr, setfacl."""
    given = options(run.words, ("reference", "from", "m", "x", "M", "X"))
    targets = given.operands[1:] if not given.has("m", "x", "reference") else given.operands
    mode = given.operands[0].text if given.operands else ""
    raised = run.name == "chmod" and bool(re.search(r"[ugoa+=]*[+=][^,]*s|^[2-7]\d{3}$", mode))
    whole = [word for word in targets if run.path(word) in ("/", "~")]
    for word in targets:
        if raised or whole or sets_up(run.path(word)):
            does = f"changes who may use {shown(word)}"
            yield Effect("change_settings", does, path=run.path(word))
        else:
            yield Effect("write_on_desk", f"changes who may use {shown(word)}", path=run.path(word))


def dd(run: Run) -> Items:
    for word in run.words:
        key, _, _ = word.text.partition("=")
        if key == "of":
            target = Word(word.text[3:], word.sure, word.start[3:])
            if target.text:
                yield from writes(target, run, "writes over")
            return
    if any(word.open for word in run.words):
        yield from unclear("where dd writes is not known")
    yield LOOK


def wipe(run: Run) -> Items:
    """mkfs, wipefs, fdisk and such."""
    if any(word.text in ("-l", "--list", "-n", "--help", "--version", "-V") for word in run.words):
        yield LOOK
        return
    yield from deletes(options(run.words, "tLUbFa").operands, run, "wipes")


def sort(run: Run) -> Items:
    for word in options(run.words, ("o", "output", "k", "t", "S", "T", "key", "field-separator")).values("o", "output"):
        yield from writes(word, run)
    given = options(run.words, ("compress-program",))
    for word in given.values("compress-program"):
        yield Script(word.text if word.sure else None, "sort calls a program")
    yield LOOK


def uniq(run: Run) -> Items:
    for word in options(run.words, "fsw").operands[1:2]:
        yield from writes(word, run)
    yield LOOK


def split(run: Run) -> Items:
    for word in options(run.words, ("filter",)).values("filter"):
        yield Script(word.text if word.sure else None, "split feeds a command")


def date(run: Run) -> Items:
    if options(run.words, ("d", "date", "s", "set", "f", "r")).has("s", "set"):
        yield Effect("change_settings", "sets the clock")
    yield LOOK


_SED_WRITES = re.compile(r"(^|[;{}\n\d$/])\s*[wW]\s*(\S+)|/[gpiIm\d]*w\s+(\S+)")
_SED_RUNS = re.compile(r"(^|[;{}\n\d$/])\s*e(\s|$|;)|[/|#,@][gpiImM\d]*e[gpiImM\d]*(\s*$|\s*[;}\n])")


def sed(run: Run) -> Items:
    given = options(run.words, ("e", "f", "expression", "file", "l"))
    scripts = given.values("e", "expression") or given.operands[:1]
    files = given.operands if given.has("e", "f", "expression", "file") else given.operands[1:]
    for script in scripts:
        if found := _SED_WRITES.search(script.text):
            yield from writes(plain(found.group(2) or found.group(3)), run)
        if _SED_RUNS.search(script.text):
            yield from unclear("this sed script runs commands")
    if not given.has("i", "in-place"):
        yield Effect("run_code") if given.has("f", "file") else LOOK
        return
    for word in files:
        if sets_up(run.path(word)):
            yield from writes(word, run)


_AWK_RUNS = re.compile(r"\bsystem\s*\(|\|\s*getline|\|\s*&?\s*[\"$a-z(]|/inet/|@load|\bgetline\s*<\s*\"/inet")
_AWK_WRITES = re.compile(r"print[^;}\n]*>>?\s*(\"([^\"]*)\"|[$(a-z])")


def awk(run: Run) -> Items:
    given = options(
        run.words, ("F", "v", "f", "i", "file", "assign", "field-separator", "include", "source", "e"), stop=True
    )
    codes = given.values("source", "e") or ([] if given.has("f", "file") else given.operands[:1])
    for code in codes:
        if not code.sure:
            yield Effect("run_code")
        if _AWK_RUNS.search(code.text):
            yield from awk_runs(code.text)
        if found := _AWK_WRITES.search(code.text):
            yield from writes(plain(found.group(2) or "a file"), run)
    if given.has("i", "include", "f", "file", "inplace"):
        yield Effect("run_code")
    yield LOOK


def awk_runs(code: str) -> Items:
    """The commands in an awk program, where each is written out; else it can't be told."""
    found = re.findall(r"\bsystem\s*\(\s*\"((?:[^\"\\]|\\.)*)\"\s*\)|\"((?:[^\"\\]|\\.)*)\"\s*\|\s*getline", code)
    piped = re.findall(r"print[^|;}]*\|\s*\"((?:[^\"\\]|\\.)*)\"", code)
    texts = [first or second for first, second in found]
    if len(texts) + len(piped) < len(_AWK_RUNS.findall(code)) or "/inet/" in code:
        yield from unclear("this awk program runs commands")
        return
    for text in texts:
        yield Script(text.replace('\\"', '"'))
    for text in piped:
        yield Script(text.replace('\\"', '"'), fed=True)


_FIND_ONE = {"-exec", "-execdir", "-ok", "-okdir"}


def find(run: Run) -> Items:
    words, at = run.words, 0
    places = list(words[: next((n for n, w in enumerate(words) if w.text[:1] in "-(!"), len(words))])
    if any(word.open for word in words):
        yield from unclear("a word of find that is not known could be one of its acts")
    while at < len(words):
        text = words[at].text
        if text == "-delete":
            yield from deletes(places or [plain(".")], run, "deletes what it finds under")
        elif text in _FIND_ONE:
            end = next((n for n in range(at, len(words)) if words[n].text in (";", "+")), len(words))
            yield Inner(tuple(filled(word, "{}") for word in words[at + 1 : end]))
            at = end
        elif text in ("-fprint", "-fprint0", "-fls", "-fprintf") and at + 1 < len(words):
            yield from writes(words[at + 1], run)
        at += 1
    yield LOOK


def tar(run: Run) -> Items:
    words = run.words
    if words and words[0].sure and words[0].text.isalpha():
        words = (plain("-" + words[0].text), *words[1:])
    given = options(words, _TAR_VALUES)
    yield from _tar_calls(given)
    archives = given.values("f", "file")
    if any(re.match(r"[\w.@-]+:", word.text) for word in archives) and not given.has("force-local"):
        yield Effect("take_out", f"uses the archive {shown(*archives)} on another machine")
    if given.has("remove-files"):
        yield from deletes(given.operands, run, "packs and then deletes")
    if given.has("x", "extract", "get"):
        yield from _unpacked(given, archives, run)
    elif given.has("t", "list") and not given.has("c", "create"):
        yield LOOK
    elif not given.has("d", "diff", "compare"):
        for word in archives:
            if word.text != "-":
                yield from writes(word, run)


_TAR_VALUES = ("f", "C", "file", "directory", "T", "X", "I", "use-compress-program", "to-command", "b", "rsh-command",
               "checkpoint-action", "F", "info-script", "new-volume-script", "exclude")  # fmt: skip


def _tar_calls(given: Options) -> Items:
    """The programs that tar is told to call."""
    for word in given.values("I", "use-compress-program", "rsh-command", "F", "info-script", "new-volume-script"):
        yield Script(word.text if word.sure else None, "tar calls a program")
    for word in given.values("to-command"):
        yield Script(word.text if word.sure else None, "tar calls a program", fed=True)
    for word in given.values("checkpoint-action"):
        kind, _, text = word.text.partition("=")
        if kind == "exec":
            yield Script(text if word.sure else None, "tar calls a program")


def _unpacked(given: Options, archives: list[Word], run: Run) -> Items:
    yield Effect("write_on_desk", f"unpacks {shown(*archives)}", path=_into(given, run))
    for word in given.values("C", "directory", "d"):
        if sets_up(run.path(word)):
            yield from writes(word, run)


def _into(given: Options, run: Run) -> str:
    folders = given.values("C", "directory", "d")
    return run.path(folders[0]) if folders else run.path(plain("."))


def archive(run: Run) -> Items:
    """zip, unzip, 7z, gzip and such."""
    given = options(run.words, ("d", "P", "TT", "unzip-command") if run.name in ("unzip", "zip") else ())
    if run.name == "zip" and (given.has("m", "move") or given.has("d")):
        yield from deletes(given.operands, run, "packs and then deletes")
    elif given.has("l", "list", "t", "test", "v", "Z") and run.name != "zip":
        yield LOOK
        return
    for word in given.values("TT", "unzip-command"):
        yield Script(word.text if word.sure else None, "zip calls a program")
    if given.has("c", "stdout", "to-stdout") and run.name != "zip":
        yield LOOK
    else:
        if run.name in ("unzip", "gunzip", "unxz", "bunzip2", "7z", "unrar"):
            yield from _unpacked(given, given.operands, run)
        else:
            yield Effect("write_on_desk", f"packs {shown(*given.operands)}", path=_into(given, run))


def xxd(run: Run) -> Items:
    for word in options(run.words, "lcgs").operands[1:2]:
        yield from writes(word, run)
    yield LOOK


def env_or_list(run: Run) -> Items:
    yield LOOK


def iconv(run: Run) -> Items:
    for word in options(run.words, ("f", "t", "o", "output")).values("o", "output"):
        yield from writes(word, run)
    yield LOOK


def yq(run: Run) -> Items:
    given = options(run.words)
    yield Effect("run_code") if given.has("i", "inplace", "in-place") else LOOK


def ripgrep(run: Run) -> Items:
    for word in options(run.words, ("pre", "e", "g", "hostname-bin")).values("pre", "hostname-bin"):
        yield Script(word.text if word.sure else None, "rg calls a program")
    yield LOOK


def trash(run: Run) -> Items:
    yield from deletes(options(run.words).operands, run, "throws away")


FILE_PROGRAMS: dict[str, Program] = {
    **dict.fromkeys(READERS, reader),
    **dict.fromkeys(("rm", "unlink", "rmdir", "srm"), remove),
    **dict.fromkeys(("shred", "wipe"), shred),
    **dict.fromkeys(("cp", "install", "rename", "gcp"), copy),
    **dict.fromkeys(("mkdir", "touch", "mkfifo", "mknod", "mktemp"), make),
    **dict.fromkeys(("chmod", "chown", "chgrp", "chattr", "setfacl"), modes),
    **dict.fromkeys(("awk", "gawk", "mawk", "nawk"), awk),
    **dict.fromkeys(("sed", "gsed"), sed),
    **dict.fromkeys(
        ("zip", "unzip", "7z", "7za", "gzip", "gunzip", "xz", "unxz", "bzip2", "bunzip2", "zstd",
         "unrar", "rar"), archive
    ),
    **dict.fromkeys(("wipefs", "fdisk", "sfdisk", "sgdisk", "parted", "mkswap", "blkdiscard", "cryptsetup"), wipe),
    **dict.fromkeys(("trash", "trash-put", "trash-empty"), trash),
    "mv": move, "ln": link, "tee": tee, "sponge": tee, "truncate": truncate, "dd": dd, "sort": sort, "uniq": uniq,
    "split": split, "csplit": split, "date": date, "find": find, "tar": tar, "xxd": xxd, "iconv": iconv, "yq": yq,
    "rg": ripgrep,
}  # fmt: skip
