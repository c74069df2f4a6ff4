"""git: what stays in the repository's history, what is gone for good, and what leaves the desk."""

from __future__ import annotations

import re

from deskhand.policy.shell.effects import (
    LOOK,
    Effect,
    Items,
    Program,
    Run,
    Script,
    carries,
    deletes,
    host_of,
    shown,
    unclear,
    visits,
    writes,
)
from deskhand.policy.shell.options import Options, options
from deskhand.policy.shell.words import Word

_GLOBAL = ("C", "c", "git-dir", "work-tree", "namespace", "exec-path", "super-prefix", "config-env", "attr-source")
_RUNS = re.compile(
    r"(?i)^(alias\.|core\.(sshcommand|pager|editor|hookspath|fsmonitor|gitproxy|askpass)|credential\.|filter\.|pager\."
    r"|diff\.(external|.*\.(command|textconv))|merge\..*\.driver|(diff|merge)tool\.|sequence\.editor|gpg\.|uploadpack\."
    r"|remote\..*\.(uploadpack|receivepack|proxy|vcs)|url\.|protocol\.|include|browser\.|man\.|sendemail\.|init\.templatedir)"
)
_READS_TEXT = """
status diff log show blame annotate shortlog describe rev-parse rev-list ls-files ls-tree cat-file grep name-rev
merge-base diff-tree diff-index diff-files for-each-ref show-ref count-objects version help whatchanged check-ignore
check-attr var cherry range-diff fsck verify-commit verify-tag show-branch get-tar-commit-id instaweb
"""
_READS = frozenset(_READS_TEXT.split())


def git(run: Run) -> Items:
    before = options(run.words, _GLOBAL, stop=True)
    for word in [*before.values("c"), *before.values("config-env")]:
        if not word.sure or _RUNS.match(word.text):
            yield from unclear(f"git is told to work by {shown(word)}")
    if before.has("exec-path") and before.values("exec-path"):
        yield from unclear("git takes its programs from elsewhere")
    if not before.operands:
        yield LOOK
        return
    verb, rest = before.operands[0], tuple(before.operands[1:])
    if not verb.sure:
        yield from unclear("which git command it is, is not known")
        return
    inner = Run(verb.text, rest, run.feed, run.folder, run.known, run.mounts, run.home)
    yield from _by_verb(inner)


def _by_verb(run: Run) -> Items:
    handler = _VERBS.get(run.name)
    if handler is not None:
        yield from handler(run)
    elif run.name in _READS:
        yield from _reads(run)


def _reads(run: Run) -> Items:
    given = options(run.words, ("output", "O", "open-files-in-pager"))
    for word in given.values("output"):
        yield from writes(word, run)
    if run.name == "grep":
        for word in given.values("O", "open-files-in-pager"):
            yield Script(word.text if word.sure else None, "git grep opens a program")
    yield LOOK


def _push(run: Run) -> Items:
    given = options(run.words, ("o", "push-option", "receive-pack", "exec", "repo"))
    for word in given.values("receive-pack", "exec"):
        yield Script(word.text if word.sure else None, "git push calls a program")
    if given.has("n", "dry-run"):
        return
    place = given.operands[0] if given.operands else None
    host = _host(place)
    yield from (
        carries(host, run, "sends commits")
        if host
        else [Effect("take_out", f"sends commits to {shown(place) if place else 'the remote of this branch'}")]
    )
    gone = [word for word in given.operands[1:] if word.text.startswith(":")]
    if given.has("d", "delete", "prune", "mirror") or gone:
        yield Effect("delete", f"deletes {shown(*(gone or given.operands[1:]))} at the remote", host=host)
    if given.has("f", "force", "force-with-lease") or any(word.text.startswith("+") for word in given.operands[1:]):
        yield Effect("delete", "overwrites the history at the remote", host=host)


def _host(place: Word | None) -> str:
    if place is None:
        return ""
    if "://" in place.text:
        return host_of(place)
    found = re.match(r"(?:[^@/\s]+@)?([\w.-]+\.[a-z]+|localhost):", place.text) if place.sure else None
    return found.group(1) if found else ""


def _fetch(run: Run) -> Items:
    given = options(run.words, ("b", "branch", "o", "origin", "depth", "u", "upload-pack", "j", "jobs", "reference",
                                "c", "config",
                                "template", "filter", "s", "X", "strategy"))  # fmt: skip
    for word in given.values("u", "upload-pack"):
        yield Script(word.text if word.sure else None, "git fetches by way of a program")
    for word in given.values("c", "config", "template"):
        if not word.sure or _RUNS.match(word.text) or given.has("template"):
            yield from unclear("the new repository would run commands")
    place = given.operands[0] if given.operands else None
    if place is not None and place.text.startswith(("ext::", "fd::")):
        yield from unclear("git fetches by way of a command")
        return
    host = _host(place)
    if run.name == "clone" and place is not None and place.sure and not host and "://" not in place.text:
        return
    if host:
        yield from visits(host, run)
    yield Effect("bring_in", f"fetches commits from {host or (shown(place) if place else 'the remote')}", host=host)


def _reset(run: Run) -> Items:
    given = options(run.words)
    if given.has("hard", "keep", "merge"):
        yield Effect("delete", "throws away changes that are not committed")


def _clean(run: Run) -> Items:
    given = options(run.words, ("e", "exclude"))
    if given.has("n", "dry-run"):
        yield LOOK
    else:
        yield Effect("delete", "deletes files that git does not track")


def _checkout(run: Run) -> Items:
    words = list(run.words)
    given = options(run.words, ("b", "B", "orphan", "conflict"))
    dashes = next((n for n, word in enumerate(words) if word.text == "--"), None)
    files = words[dashes + 1 :] if dashes is not None else []
    if given.has("b", "orphan", "B", "t", "track") and not files:
        return
    if not files and given.operands:
        named = given.operands if _is_path(given.operands[0]) else given.operands[1:]
        files = [word for word in named if word.sure]
    if files or given.has("p", "patch", "pathspec-from-file"):
        yield from deletes(files, run, "throws away changes in")
    elif given.has("f", "force"):
        yield Effect("delete", "throws away changes that are not committed")
    elif given.open:
        yield from unclear("what git checks out is not known")


def _is_path(word: Word) -> bool:
    return word.text in (".", "..") or bool(re.search(r"^[./*:~]|\*|/$|\.[A-Za-z][A-Za-z0-9]{0,4}$", word.text))


def _switch(run: Run) -> Items:
    if options(run.words, "cC").has("f", "force", "discard-changes"):
        yield Effect("delete", "throws away changes that are not committed")


def _restore(run: Run) -> Items:
    given = options(run.words, ("s", "source"))
    if not given.has("S", "staged") or given.has("W", "worktree"):
        yield from deletes(given.operands, run, "throws away changes in")


def _rm(run: Run) -> Items:
    given = options(run.words)
    if not given.has("cached", "n", "dry-run"):
        yield from deletes(given.operands, run)


def _branch(run: Run) -> Items:
    given = options(run.words, ("u", "set-upstream-to", "contains", "merged", "sort", "format", "points-at"))
    if given.has("D") or (given.has("d", "delete") and given.has("f", "force")):
        yield from _gone("the branch", given)
    elif not given.operands or (
        given.has("list", "contains", "merged", "a", "r", "v", "all") and not given.has("d", "f", "m", "M")
    ):
        yield LOOK


def _tag(run: Run) -> Items:
    given = options(run.words, ("m", "message", "F", "u", "sort", "format"))
    if given.has("d", "delete"):
        yield from _gone("the tag", given)
    elif not given.operands or given.has("l", "list"):
        yield LOOK


def _gone(what: str, given: Options) -> Items:
    yield Effect("delete", f"deletes {what} {shown(*given.operands)}")


def _stash(run: Run) -> Items:
    verb = run.texts[0] if run.words else "push"
    if verb in ("drop", "clear"):
        yield Effect("delete", "throws away stashed changes")
    elif verb in ("list", "show"):
        yield LOOK


def _reflog(run: Run) -> Items:
    if run.texts[:1] in (["expire"], ["delete"]):
        yield Effect("delete", "deletes the record by which lost commits are found again")
    else:
        yield LOOK


def _gc(run: Run) -> Items:
    if any(text.startswith("--prune") and not text.endswith("never") for text in run.texts) or run.name == "prune":
        yield Effect("delete", "deletes commits that nothing points to")


def _worktree(run: Run) -> Items:
    if run.texts[:1] == ["remove"]:
        yield from deletes(options(run.words[1:]).operands, run, "deletes the worktree")
    elif run.texts[:1] == ["list"]:
        yield LOOK


def _config(run: Run) -> Items:
    given = options(run.words, ("f", "file", "type", "default", "blob"))
    operands = [word for word in given.operands if word.text not in ("set", "get", "list", "unset", "edit")]
    verbs = [word.text for word in given.operands[:1]]
    if (
        given.has("get", "get-all", "l", "list", "get-regexp", "get-urlmatch")
        or verbs in (["get"], ["list"])
        or (
            len(operands) == 1
            and not given.has("unset", "unset-all", "e", "edit", "remove-section")
            and verbs not in (["set"], ["unset"], ["edit"])
        )
    ):
        yield LOOK
    elif given.has("global", "system", "f", "file", "e", "edit") or any(
        not w.sure or _RUNS.match(w.text) for w in operands[:1]
    ):
        yield Effect("change_settings", f"sets git's {shown(*operands[:1])}")


def _remote(run: Run) -> Items:
    verb = next((text for text in run.texts if not text.startswith("-")), "")
    if verb in ("add", "set-url", "rename"):
        yield Effect("change_settings", f"changes where git sends to: {shown(*run.words[1:])}")
    elif verb in ("remove", "rm"):
        yield Effect("change_settings", f"takes the remote {shown(*run.words[1:])} out of git's settings")
    elif verb in ("update", "prune", "show"):
        yield Effect("bring_in", "fetches from the remote")
    else:
        yield LOOK


def _submodule(run: Run) -> Items:
    verb = next((text for text in run.texts if not text.startswith("-")), "")
    if verb == "foreach":
        rest = [word.text for word in run.words[1:] if word.text != "--recursive"]
        yield Script(" ".join(rest) if all(word.sure for word in run.words) else None, "git runs it in each submodule")
    elif verb in ("update", "add"):
        yield Effect("bring_in", "fetches submodules")
    elif verb == "deinit":
        yield Effect("delete", "empties submodules")


def _rebase(run: Run) -> Items:
    for word in options(run.words, ("x", "exec", "onto", "s", "X")).values("x", "exec"):
        yield Script(word.text if word.sure else None, "git runs it at each commit")


def _bisect(run: Run) -> Items:
    if run.texts[:1] == ["run"]:
        sure = all(word.sure for word in run.words)
        yield Script(" ".join(run.texts[1:]) if sure else None, "git runs it at each step")


def _rewrite(run: Run) -> Items:
    yield Effect("delete", "rewrites the whole history")
    if run.name == "filter-branch":
        names = ("tree-filter", "index-filter", "msg-filter", "env-filter", "commit-filter", "parent-filter")
        for word in options(run.words, names).values(*names):
            yield Script(word.text if word.sure else None, "git runs it at each commit")


def _update_ref(run: Run) -> Items:
    if any(text in ("-d", "--stdin") for text in run.texts):
        yield Effect("delete", "deletes a reference")


def _archive(run: Run) -> Items:
    given = options(run.words, ("o", "output", "remote", "exec", "format", "prefix"))
    for word in given.values("o", "output"):
        yield from writes(word, run)
    if given.values("exec", "remote"):
        yield from unclear("git asks another machine or program for it")


def _ls_remote(run: Run) -> Items:
    given = options(run.words, ("upload-pack", "exec"))
    for word in given.values("upload-pack", "exec"):
        yield Script(word.text if word.sure else None, "git calls a program")
    host = _host(given.operands[0]) if given.operands else ""
    yield from visits(host, run) if host else [Effect("visit_known", "asks the remote")]


def _send_email(run: Run) -> Items:
    yield Effect("send", "sends commits by mail")


def _lfs(run: Run) -> Items:
    if run.texts[:1] == ["push"]:
        yield Effect("take_out", "sends large files to the remote")
    elif run.texts[:1] in (["pull"], ["fetch"]):
        yield Effect("bring_in", "fetches large files from the remote")


def _credential(run: Run) -> Items:
    yield Effect("sign_in", "uses stored passwords")


_VERBS: dict[str, Program] = {
    "push": _push, "fetch": _fetch, "pull": _fetch, "clone": _fetch, "reset": _reset, "clean": _clean,
    "checkout": _checkout, "switch": _switch, "restore": _restore, "rm": _rm, "branch": _branch, "tag": _tag,
    "stash": _stash, "reflog": _reflog, "gc": _gc, "prune": _gc, "worktree": _worktree, "config": _config,
    "remote": _remote, "submodule": _submodule, "rebase": _rebase, "bisect": _bisect, "filter-branch": _rewrite,
    "filter-repo": _rewrite, "update-ref": _update_ref, "archive": _archive, "ls-remote": _ls_remote,
    "send-email": _send_email, "send-pack": _push, "lfs": _lfs, "credential": _credential,
}  # fmt: skip
