"""touch_of_command(command): what a shell line would touch, by each of its simple commands. Pure.

Each command is judged by its argv as bash would see it, and so is what it runs in its turn. A part that is not
understood, or whose words are not known, counts as the worst that a command can do: it deletes and carries out.
"""

from __future__ import annotations

import posixpath
import re
import shlex
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from deskhand.core.verdicts import IRREVERSIBLE, RISK_CLASSES, RiskClass, Touch
from deskhand.policy.shell.effects import LOOK, Effect, Inner, Item, Program, Run, Script, shown, unclear, writes
from deskhand.policy.shell.files import FILE_PROGRAMS
from deskhand.policy.shell.git import git
from deskhand.policy.shell.network import NETWORK_PROGRAMS
from deskhand.policy.shell.running import RUNNING_PROGRAMS, assigned, carried
from deskhand.policy.shell.system import SYSTEM_PROGRAMS
from deskhand.policy.shell.tree import Feed, Line, Redirect, Simple, read_line
from deskhand.policy.shell.words import Word

PROGRAMS: dict[str, Program] = {
    **FILE_PROGRAMS,
    **NETWORK_PROGRAMS,
    **SYSTEM_PROGRAMS,
    **RUNNING_PROGRAMS,
    "git": git,
}
NESTED_MAX = 12
COMMANDS_MAX = 2_000
COMMANDS_SHOWN_MAX = 200
_STANDARD_PLACES = frozenset({"", "/bin", "/usr/bin", "/usr/local/bin", "/sbin", "/usr/sbin"})
_VERSIONED = re.compile(r"(python|pip|perl|ruby|php|lua|node|gcc|clang)\d?(\.\d+)*(\.exe)?")
_RESERVED_TEXT = """
{ } if then else elif fi do done while until for case esac function select in [[ ]] (( ))
"""
_RESERVED = frozenset(_RESERVED_TEXT.split())
_HARMLESS: frozenset[RiskClass] = frozenset({"look", "run_code"})


@dataclass(slots=True)
class _Found:
    """What has been found so far. done: each simple command with its effects."""

    known: Callable[[str], bool]
    mounts: tuple[str, ...]
    home: str
    done: list[tuple[str, list[Effect]]] = field(default_factory=list)


def touch_of_command(
    command: str,
    *,
    known: Callable[[str], bool] = lambda host: False,
    folder: str = "",
    mounts: Sequence[str] = (),
    home: str = "~",
) -> Touch:
    """What a shell command would touch.

    known: whether a host is one that this desk is for. folder: where the shell stands, absolute, "" for not known;
    relative paths then stay relative. mounts: folders on the desk that are a person's own and can be written. home:
    the home folder. Never raises; the classes are never empty.
    """
    found = _Found(known, tuple(mounts), home)
    _read(command, found, folder, None, 0, frozenset())
    effects = [effect for _, made in found.done for effect in made] or [LOOK]
    classes = _ordered({effect.risk for effect in effects})
    hosts = tuple(dict.fromkeys(effect.host for effect in effects if effect.host))
    paths = _paths(effects)
    return Touch(
        classes=classes,
        target="",
        command=command[:2_000],
        commands=tuple(line for line, _ in found.done)[:COMMANDS_SHOWN_MAX],
        causes=_causes(found.done),
        host=hosts[0] if len(hosts) == 1 and not _placeless(effects, "host") else "",
        hosts=hosts,
        path=_common(paths),
        paths=paths,
        undo=_undo(effects),
        consequence=_consequence(effects, command),
        evidence=_evidence(effects, found.done),
    )


def _read(
    text: str, found: _Found, folder: str | None, feed: Feed | None, depth: int, functions: frozenset[str]
) -> None:
    if depth > NESTED_MAX:
        found.done.append((shown(text), list(unclear("it is nested too deep"))))
        return
    line = read_line(text, folder, found.home)
    for simple in line.commands:
        if len(found.done) > COMMANDS_MAX:
            found.done.append((shown(text), list(unclear("it has too many commands"))))
            return
        held = simple if simple.feed is not None or feed is None else _with_feed(simple, feed)
        _judge(held, found, depth, functions | line.functions)
    for why in line.unclear:
        found.done.append((shown(text), list(unclear(why))))
    _redefinitions(line, found)


def _with_feed(simple: Simple, feed: Feed) -> Simple:
    return replace(simple, feed=feed)


def _redefinitions(line: Line, found: _Found) -> None:
    """A function with the name of a program makes later lines mean something else."""
    for name in sorted(line.functions & PROGRAMS.keys()):
        found.done.append((f"{name}()", [Effect("run_code", f"gives {name} another meaning")]))


def _judge(simple: Simple, found: _Found, depth: int, functions: frozenset[str]) -> None:
    run = Run("", simple.words, simple.feed, simple.folder, found.known, found.mounts, found.home)
    effects: list[Effect] = []
    items: list[Item] = []
    for name, held in simple.assigns:
        items += assigned(name, held)
    for redirect in simple.redirects:
        effects += _redirected(redirect, run, not _says_nothing(simple))
    if simple.words:
        items += _of_program(run, functions)
    effects += [item for item in items if isinstance(item, Effect)]
    inner = [item for item in items if not isinstance(item, Effect)]
    if simple.words and not effects and not inner:
        effects.append(Effect("run_code", f"runs {shown(_line(simple.words))}"))
    if effects or not simple.words:
        found.done.append((_line(simple.words) or shown(_assignments(simple)), effects or [LOOK]))
    for item in inner:
        _inner(item, simple, found, depth, functions)


def _says_nothing(simple: Simple) -> bool:
    """Whether nothing comes out of it, so that a file that it is written to is emptied."""
    texts = [word.text for word in simple.words]
    if simple.around:
        return False
    silent = texts[:1] in ([], [":"], ["true"], ["false"]) or texts in (
        ["cat", "/dev/null"],
        ["echo", "-n"],
        ["printf", ""],
    )
    return silent or (texts == ["cat"] and simple.feed is not None and simple.feed.text == "")


def _assignments(simple: Simple) -> str:
    return " ".join(f"{name}={held.text}" for name, held in simple.assigns) or " ".join(
        f"{redirect.operator} {redirect.target.text}" for redirect in simple.redirects
    )


def _inner(item: Item, simple: Simple, found: _Found, depth: int, functions: frozenset[str]) -> None:
    """What a command runs in its turn."""
    if isinstance(item, Inner):
        if depth > NESTED_MAX:
            found.done.append((_line(item.words), list(unclear("it is nested too deep"))))
        elif item.words:
            _judge(Simple(item.words, feed=item.feed, folder=simple.folder), found, depth + 1, functions)
    elif isinstance(item, Script):
        if item.text is None:
            found.done.append((_line(simple.words), list(unclear(item.why or "what it runs is not known"))))
        else:
            _read(item.text, found, simple.folder, Feed() if item.fed else None, depth + 1, functions)


def _of_program(run: Run, functions: frozenset[str]) -> Iterable[Item]:
    """The effects of one argv."""
    word = run.words[0]
    name, why = _name(word)
    if why:
        return list(unclear(why))
    if name == "!":
        return [Inner(run.words[1:], run.feed)]
    if name in _RESERVED:  # after "!" the grammar knows no group: what stands in it is still a command
        group = [Inner(run.words[1:], run.feed)] if name == "{" else []
        return [*unclear(f"{name} stands where the grammar expects a command"), *group]
    if name in functions:
        return [Effect("run_code", f"runs {name}, which this line defines")]
    rest = Run(name, run.words[1:], run.feed, run.folder, run.known, run.mounts, run.home)
    program = PROGRAMS.get(name)
    items = list(program(rest)) if program else list(_unlisted(rest))
    if posixpath.dirname(word.text) not in _STANDARD_PLACES and not any(_heavy(item) for item in items):
        items.append(Effect("run_code", f"runs {shown(_line(run.words))}"))
    return items


def _heavy(item: Item) -> bool:
    return isinstance(item, Effect) and item.risk not in _HARMLESS


def _unlisted(run: Run) -> Iterable[Item]:
    """A program that is not listed runs code. mkfs.ext4 and such are known by the first part of their names."""
    if run.name.startswith("mkfs"):
        yield from PROGRAMS["wipefs"](run)
    else:
        yield from carried(run.words)


def _name(word: Word) -> tuple[str, str]:
    """The program's name as it is listed, and why it is not known."""
    text = word.text
    if not word.sure:
        tail = text.rpartition("/")[2]
        if word.loose or "/" not in text or re.search(r"[$`(){}]", tail):
            return "", f"which program {shown(text)} is, is not known"
        text = tail
    if word.pattern and text != "[":
        return "", f"{shown(text)} stands for whichever program fits it"
    name = posixpath.basename(text)
    if not name.isascii() and _looks_alike(name):
        return name, f"{shown(name)} is written with letters that look like others"
    if versioned := _VERSIONED.fullmatch(name):
        name = versioned.group(1)
    return name, ""


def _looks_alike(name: str) -> bool:
    """Whether letters of other scripts stand among or for Latin ones. Names in Chinese are no such thing."""
    if unicodedata.normalize("NFKC", name) != name:
        return True
    scripts = {unicodedata.name(char, "?").split(" ")[0] for char in name if char.isalpha()}
    return bool(
        scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "FULLWIDTH", "MATHEMATICAL"}
    ) or any(unicodedata.category(char) in ("Cf", "Zs", "Mn") for char in name)


def _redirected(redirect: Redirect, run: Run, has_command: bool) -> Iterable[Effect]:
    operator, target = redirect.operator, redirect.target
    path = run.path(target)
    if path.startswith(("/dev/tcp/", "/dev/udp/")):
        yield from writes(target, run)
    elif (
        operator in ("<", "<&")
        or target.text.startswith("/dev/fd/")
        or (operator == ">&" and re.fullmatch(r"\d+-?|-", target.text))
    ):
        return
    elif (
        operator in (">", ">|", "&>")
        and not has_command
        and not any(effect.risk != "write_on_desk" for effect in writes(target, run))
    ):
        yield Effect("delete", f"empties {shown(target)}", path=path)
    else:
        yield from writes(target, run, "adds to" if operator in (">>", "&>>") else "writes")


def _line(words: Iterable[Word]) -> str:
    return shlex.join(word.text for word in words)[:2_000]


def _ordered(found: set[RiskClass]) -> tuple[RiskClass, ...]:
    """The classes in the order of their list. Running code is no class of a line that only reads."""
    if found != {"look"}:
        found = (found - {"look"}) | {"run_code"}
    return tuple(risk for risk in RISK_CLASSES if risk in found)


def _causes(done: list[tuple[str, list[Effect]]]) -> dict[RiskClass, tuple[str, ...]]:
    causes: dict[RiskClass, list[str]] = {}
    for line, effects in done:
        for risk in _ordered({effect.risk for effect in effects}):
            lines = causes.setdefault(risk, [])
            if line not in lines:
                lines.append(line)
    return {risk: tuple(lines[:COMMANDS_SHOWN_MAX]) for risk, lines in causes.items()}


def _placeless(effects: list[Effect], what: str) -> bool:
    """Whether something that reaches a host, or a file, does not tell which."""
    risks = {"take_out", "send", "submit", "visit_new", "visit_known", "bring_in"}
    return any(effect.risk in risks and not getattr(effect, what) for effect in effects if effect.risk != "bring_in")


def _paths(effects: list[Effect]) -> tuple[str, ...]:
    changing = [effect for effect in effects if effect.risk in ("delete", "write_on_desk", "change_settings")]
    if any(not effect.path for effect in changing):
        return ()
    return tuple(dict.fromkeys(effect.path for effect in changing))


def _common(paths: tuple[str, ...]) -> str:
    """The one folder or file that all of it is in; "" where there is none."""
    if not paths or len({path[:1] in "/~" for path in paths}) > 1:
        return ""
    try:
        return posixpath.commonpath(paths)
    except ValueError:
        return ""


def _undo(effects: list[Effect]) -> bool | None:
    """Whether it can be undone, where that does not follow from the classes."""
    if any(effect.undo is False for effect in effects):
        return False
    lasting = [effect for effect in effects if effect.risk in IRREVERSIBLE]
    return True if lasting and all(effect.undo for effect in lasting) else None


def _consequence(effects: list[Effect], command: str) -> str:
    """One sentence: what lasts longest first."""
    rank = {risk: number for number, risk in enumerate(_GRAVE)}
    told = sorted((effect for effect in effects if effect.does), key=lambda effect: rank.get(effect.risk, len(rank)))
    heavy = [effect for effect in told if effect.risk not in _HARMLESS] or told
    phrases = list(dict.fromkeys(effect.does for effect in heavy))
    if not phrases:
        only_looks = all(effect.risk == "look" for effect in effects)
        return "It only reads on the desk." if only_looks else f"It runs {shown(' '.join(command.split()))}."
    more = f", and {len(phrases) - 3} things more" if len(phrases) > 3 else ""
    return "It " + ", ".join(phrases[:2]) + (f" and {phrases[2]}" if len(phrases) > 2 else "") + more + "."


_GRAVE: tuple[RiskClass, ...] = (
    "pay", "send", "submit", "delete", "take_out", "install", "change_settings", "sign_in", "bring_in", "visit_new",
    "visit_known", "write_on_desk",
)  # fmt: skip


def _evidence(effects: list[Effect], done: list[tuple[str, list[Effect]]]) -> str:
    whys = list(dict.fromkeys(effect.why for effect in effects if effect.why))
    if whys:
        return "the line's syntax tree: " + "; ".join(whys[:4])
    heavy = [line for line, made in done if any(effect.risk not in _HARMLESS for effect in made)]
    return f"the line's syntax tree: {shown(*heavy)}" if heavy else "the line's syntax tree: each command by its argv"
