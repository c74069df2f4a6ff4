"""Programs that reach other machines: fetch, send, copy, speak to a service."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    is_local,
    is_nothing,
    shown,
    unclear,
    visits,
    writes,
)
from deskhand.policy.shell.options import Options, options
from deskhand.policy.shell.words import Word, plain

_CURL_VALUES_TEXT = """
A b c C d D e E F H K m o P Q r t T u U w x X y Y z data data-raw data-binary data-urlencode data-ascii json form
form-string upload-file request header user user-agent cookie cookie-jar output output-dir url config proxy max-time
connect-timeout retry retry-delay cacert cert key mail-from mail-rcpt referer resolve connect-to range write-out
dump-header limit-rate max-redirs interface netrc-file oauth2-bearer trace trace-ascii stderr preproxy unix-socket
url-query variable quote proto aws-sigv4 cert-type key-type ciphers noproxy retry-max-time
"""
_CURL_VALUES = frozenset(_CURL_VALUES_TEXT.split())
_CURL_SENDS = ("d", "data", "data-raw", "data-binary", "data-urlencode", "data-ascii", "json", "F", "form",
               "form-string", "T", "upload-file", "url-query")  # fmt: skip
_READ_METHODS = {"GET", "HEAD", "OPTIONS", "get", "head", "options"}


def curl(run: Run) -> Items:
    given = options(run.words, _CURL_VALUES)
    if given.has("K", "config"):
        yield from unclear("curl takes its orders from a file")
    if given.open and any(word.open and word.loose for word in given.operands):
        yield from unclear("a word of curl that is not known could be an option")
    methods = {word.text.upper() for word in given.values("X", "request")}
    sends = any(given.has(name) for name in _CURL_SENDS) and not given.has("G", "get")
    carried = sends or bool(methods - _READ_METHODS) or given.has("G", "get", "url-query", "Q", "quote")
    addresses = [*given.operands, *given.values("url")]
    mail = given.has("mail-rcpt") or any(word.text.startswith(("smtp:", "smtps:")) for word in addresses)
    loose = [*given.values("H", "header", "b", "cookie", "A", "user-agent", "e", "referer", "u", "user")]
    secret = any(not word.sure or word.text.startswith("@") for word in loose)
    for address in addresses:
        yield from _request(address, run, carried or secret, "send" if mail else "take_out")
        if "DELETE" in methods and not is_local(host_of(address)):
            yield Effect("delete", f"asks {host_of(address) or 'a site'} to delete something", host=host_of(address))
    for proxy in given.values("x", "proxy", "preproxy"):
        yield from carries(host_of(proxy), run, "sends its request by way of a proxy")
    yield from _kept(given, run, addresses)
    if not addresses and not given.has("h", "help", "V", "version"):
        yield from carries("", run)


def _kept(given: Options, run: Run, addresses: list[Word]) -> Items:
    targets = given.values("o", "output", "D", "dump-header", "c", "cookie-jar", "trace", "trace-ascii", "stderr")
    outside = any(not is_local(host_of(word)) for word in addresses)
    for word in targets:
        if is_nothing(run.path(word)) or word.text == "-":
            continue
        yield from writes(word, run)
        if outside:
            yield Effect("bring_in", f"saves what comes as {shown(word)}")
    if given.has("O", "remote-name", "J", "remote-header-name", "remote-name-all") and outside:
        yield Effect("bring_in", f"saves {shown(*addresses)}")
        yield Effect("write_on_desk")


def _request(address: Word, run: Run, carried: bool, risk: str = "take_out") -> Items:
    """What asking for an address does. An address whose host is not known, or that carries something to a site met for
    the first time, takes data out."""
    host = host_of(address)
    if address.text.startswith(("file:", "FILE:")):
        yield LOOK
        return
    if not host or carried:
        does = "sends mail" if risk == "send" else "sends data"
        yield from carries(host, run, does)
        if risk == "send":
            yield from carries(host, run, does, "send")
    elif not is_local(host):
        yield from visits(host, run)
        query = "?" in address.text or not address.sure
        if query and not run.known(host):
            yield from carries(host, run, "sends what stands in the address")


_WGET_VALUES = ("O", "o", "a", "i", "U", "P", "e", "t", "T", "w", "Q", "A", "R", "D", "I", "X", "B", "l",
                "output-document",
                "output-file", "input-file", "post-data", "post-file", "body-data", "body-file", "method", "header",
                "user-agent", "directory-prefix", "execute", "user", "password", "load-cookies",
                "use-askpass", "referer")  # fmt: skip


def wget(run: Run) -> Items:
    given = options(run.words, _WGET_VALUES)
    carried = given.has("post-data", "post-file", "body-data", "body-file") or any(
        word.text.upper() not in _READ_METHODS for word in given.values("method")
    )
    loose = given.values("header", "user-agent", "U", "referer")
    if given.has("i", "input-file", "e", "execute", "use-askpass"):
        yield from unclear("wget takes its orders from elsewhere")
    for address in given.operands:
        yield from _request(address, run, carried or any(not word.sure for word in loose))
    outside = any(not is_local(host_of(word)) for word in given.operands)
    for word in given.values("O", "output-document", "o", "output-file"):
        if word.text != "-":
            yield from writes(word, run)
    to_screen = any(word.text in ("-", "/dev/null", "/dev/stdout") for word in given.values("O", "output-document"))
    if outside and not to_screen and not given.has("spider"):
        yield Effect("bring_in", f"saves {shown(*given.operands)}")
        yield Effect("write_on_desk")


def httpie(run: Run) -> Items:
    operands = options(run.words, ("o", "output", "a", "auth", "session", "verify", "proxy")).operands
    method = operands[0].text if operands and operands[0].text.isupper() else "GET"
    rest = operands[1:] if operands and operands[0].text.isupper() else operands
    carried = method not in _READ_METHODS or any(re.search(r"[^:=]=|:=|@", word.text) for word in rest[1:])
    if rest:
        yield from _request(rest[0], run, carried)


def fetcher(run: Run) -> Items:
    """Programs that fetch what they are told: aria2c, lynx, youtube-dl."""
    for address in options(run.words, ("o", "d", "f", "i", "input-file")).operands:
        yield from _request(address, run, carried=False)
    yield Effect("bring_in", "fetches from the net")


def _remote(word: Word) -> str | None:
    """The host of a place on another machine as scp and rsync write it; None for one on the desk."""
    text = word.text if word.sure else word.start
    if found := re.match(r"(?:rsync|sftp|scp|ssh)://(?:[^/@]*@)?([^/:]+)", text):
        return found.group(1)
    found = re.match(r"(?:[^/@:\s]+@)?(\[[^\]]+\]|[^/:\s]+)::?", text)
    if found:
        return found.group(1)
    return "" if word.open else None


def ssh(run: Run) -> Items:
    given = options(run.words, "bcDeEFiIJlLmoOpQRSwWB", stop=True)
    for word in given.values("o"):
        if re.match(r"(?i)(proxycommand|localcommand|knownhostscommand|permitlocalcommand)\b", word.text):
            yield Script(word.text.partition("=")[2] or None, "ssh calls a program")
    if given.has("V", "Q", "G"):
        yield LOOK
        return
    host = re.sub(r"^(ssh://)?([^@]*@)?", "", given.operands[0].text) if given.operands else ""
    does = "runs commands on" if len(given.operands) > 1 else "opens a shell on"
    if not is_local(host) or len(given.operands) < 2:
        yield Effect("take_out", f"{does} {host or 'another machine'}", host=host.partition(":")[0])
    else:
        yield Script(" ".join(word.text for word in given.operands[1:]))


_RSYNC_VALUES = ("e", "rsh", "rsync-path", "exclude", "include", "f", "filter", "files-from", "log-file", "backup-dir")


def copy_far(run: Run) -> Items:
    """scp, sftp, rsync."""
    rsync = run.name == "rsync"
    given = options(run.words, _RSYNC_VALUES if rsync else "cFiJloPSDX")
    yield from _copies_by(given, run)
    places = [_remote(word) for word in given.operands]
    if run.name == "sftp" or given.open:
        yield from carries((places or [""])[0] or "", run, "copies files")
    elif places:
        yield from _copied(given, places, run)
        if rsync and not given.has("n", "dry-run"):
            if any(name.startswith("del") for name in given.given):
                yield from deletes(given.operands[-1:], run, "deletes what is not in the source from")
            if given.has("remove-source-files"):
                yield from deletes(given.operands[:-1], run, "copies and then deletes")


def _copies_by(given: Options, run: Run) -> Items:
    """The programs that the copying is told to go through."""
    rsync = run.name == "rsync"
    for word in given.values("e", "rsh", "rsync-path") if rsync else given.values("S", "D"):
        if word.text.split(" ")[0].rpartition("/")[2] != "ssh":
            yield Script(word.text if word.sure else None, f"{run.name} calls a program")
    for word in given.values("o") if not rsync else []:
        if re.match(r"(?i)proxycommand", word.text):
            yield Script(word.text.partition("=")[2] or None, f"{run.name} calls a program")


def _copied(given: Options, places: list[str | None], run: Run) -> Items:
    what, target = shown(*given.operands[:-1]), places[-1]
    if target is not None:
        yield from carries(target, run, f"copies {what}")
        return
    for host in places[:-1]:
        if host is not None:
            yield from visits(host, run)
            yield Effect("bring_in", f"copies files from {host}")
    yield from writes(given.operands[-1], run, f"copies {what} to")


def raw_line(run: Run) -> Items:
    """nc, telnet, ftp, socat, openssl s_client: a line to another machine that anything may go through."""
    given = options(run.words, ("w", "p", "s", "e", "c", "X", "x", "i", "q", "exec", "sh-exec", "o", "u"))
    for word in given.values("e", "c", "exec", "sh-exec") if run.name != "socat" else []:
        yield from unclear(f"{run.name} gives {shown(word)} to another machine")
    if run.name == "socat":
        texts = [word.text for word in given.operands]
        for text in texts:
            if re.match(r"(?i)(exec|system|shell):", text):
                yield from unclear("socat gives a program to whoever connects")
        hosts = [
            found.group(1)
            for text in texts
            if (found := re.match(r"(?i)[a-z0-9-]*(?:connect|tcp|udp|ssl)[\w-]*:([^:,]+)", text))
        ]
        hosts = [host for text, host in zip(texts, hosts, strict=False) if "listen" not in text.lower()]
        for host in hosts:
            yield from carries(host, run)
        if not hosts and not any("listen" in text.lower() for text in texts):
            yield Effect("run_code")
        return
    if given.has("l", "listen"):
        yield Effect("run_code", "waits for connections on the desk")
        return
    host = given.operands[0].text if given.operands else ""
    yield from carries(host, run, "sends data")


def openssl(run: Run) -> Items:
    if run.texts[:1] == ["s_client"]:
        given = options(run.words[1:], ("connect",))
        values = [run.words[n + 1] for n, text in enumerate(run.texts[:-1]) if text == "-connect"]
        yield from carries(host_of((values or given.operands or [plain("")])[0]), run)
    for number, text in enumerate(run.texts[:-1]):
        if text == "-out":
            yield from writes(run.words[number + 1], run)


def look_up(run: Run) -> Items:
    """ping, dig and such: a name goes out, and what is hidden in it."""
    given = options(run.words, "cistIWwpQtMmr")
    if given.has("p") and run.name == "ping":
        yield from carries((given.operands or [plain("")])[-1].text, run, "sends bytes")
    for word in given.operands:
        if not word.sure:
            yield from carries("", run, "asks for a name that carries data")
        elif "." in word.text and not word.text.startswith("+"):
            yield from visits(word.text.lstrip("@").lower(), run)


def mail(run: Run) -> Items:
    if run.name in ("sendmail", "msmtp") and any(text in ("-bp", "--version", "-q") for text in run.texts):
        yield LOOK
        return
    people = [word for word in run.words if "@" in word.text]
    yield Effect("send", f"sends mail to {shown(*people)}" if people else "sends mail")


def open_it(run: Run) -> Items:
    for word in options(run.words).operands:
        if re.match(r"[a-z][a-z0-9+.-]*:", word.text, re.I) or not word.sure:
            yield from _request(word, run, carried=False)


_S3_OUT = re.compile(r"^(s3|gs|az|b2|https?)://|^[\w-]+:")


def bucket(run: Run) -> Items:
    """aws, gsutil, rclone, s3cmd, mc, az, gcloud: a store or service elsewhere."""
    words = [word.text for word in options(run.words, ("profile", "region", "output", "config", "project")).operands]
    verbs = [text for text in words[:3] if re.fullmatch(r"[a-z][a-z0-9-]*", text)]
    verb = " ".join(verbs)
    places = [text for text in words if text not in verbs]
    if (run.name == "aws" and verbs[:1] == ["configure"]) or "login" in verbs or "auth" in verbs[:1]:
        yield Effect("sign_in", f"signs in with {run.name}")
    elif re.search(r"\b(rm|rb|del|delete\S*|purge|remove\S*|terminate\S*|destroy|deletefile|rmdir|rmdirs)\b", verb):
        yield Effect("delete", f"deletes {shown(*places) or 'things'} in a store elsewhere")
    elif re.search(
        r"\b(ls|list\S*|describe\S*|get\S*|show|du|stat|info|head\S*|lsd|lsf|size|tree|version|cat)\b", verb
    ):
        yield Effect("visit_known", "reads from a service")
    elif re.search(r"\b(cp|mv|sync|copy|move|put|upload\S*|rsync|copyto|moveto|mirror)\b", verb):
        yield from _between(places, words, run)
    else:
        yield Effect("submit", f"changes something at a service with {run.name} {shown(verb)}")


def _between(places: list[str], words: list[str], run: Run) -> Iterator[Effect]:
    if places and _S3_OUT.match(places[-1]):
        yield Effect("take_out", f"copies {shown(*places[:-1])} to {shown(places[-1])}")
    else:
        yield Effect("bring_in", f"copies {shown(*places[:1])} to the desk")
        yield Effect("write_on_desk")
    if "mv" in words or "move" in words:
        yield Effect("delete", f"takes {shown(*places[:-1])} away from where it was")


def forge(run: Run) -> Items:
    """gh, glab, hub."""
    given = options(
        run.words, ("R", "repo", "X", "method", "f", "F", "field", "raw-field", "H", "input", "b", "body", "t", "title")
    )
    verbs = [word.text for word in given.operands[:2]]
    verb = verbs[1] if len(verbs) > 1 else ""
    if verbs[:1] == ["api"]:
        changes = given.has("f", "F", "field", "raw-field", "input") or any(
            word.text.upper() not in _READ_METHODS for word in given.values("X", "method")
        )
        yield (
            Effect("submit", "changes something at the forge")
            if changes
            else Effect("visit_known", "reads from the forge")
        )
        if any(word.text.upper() == "DELETE" for word in given.values("X", "method")):
            yield Effect("delete", "deletes something at the forge")
    elif verbs[:1] == ["auth"]:
        yield Effect("sign_in", "signs in at the forge") if verb in ("login", "refresh", "token", "setup-git") else LOOK
    elif verbs[:1] in (["alias"], ["config"], ["extension"]) and verb not in ("list", "get", "search"):
        yield Effect("install" if verbs[0] == "extension" else "change_settings", "changes how the forge's tool works")
    elif verb in ("delete", "close", "archive", "remove"):
        yield Effect("delete" if verb in ("delete", "remove") else "submit", f"does {shown(*verbs)} at the forge")
    elif verb in ("list", "view", "status", "diff", "checks", "watch", "search") or verbs[:1] in (
        ["status"],
        ["search"],
        ["browse"],
    ):
        yield Effect("visit_known", "reads from the forge")
    elif verb in ("clone", "checkout", "download"):
        yield Effect("bring_in", f"fetches {shown(*given.operands[2:])}")
    elif verbs:
        yield Effect("send", f"does {shown(' '.join(verbs))} at the forge, for people to see")


NETWORK_PROGRAMS: dict[str, Program] = {
    "curl": curl, "wget": wget, "wget2": wget, "http": httpie, "https": httpie, "xh": httpie, "ssh": ssh,
    "openssl": openssl,
    **dict.fromkeys(("aria2c", "axel", "lynx", "w3m", "links", "elinks", "youtube-dl", "yt-dlp"), fetcher),
    **dict.fromkeys(("scp", "sftp", "rsync"), copy_far),
    **dict.fromkeys(("nc", "ncat", "netcat", "nc.openbsd", "nc.traditional", "telnet", "ftp", "lftp",
                      "tftp", "socat"), raw_line),
    **dict.fromkeys(("ping", "ping6", "dig", "nslookup", "host", "whois", "traceroute", "mtr", "drill"), look_up),
    **dict.fromkeys(
        ("mail", "mailx", "s-nail", "sendmail", "ssmtp", "msmtp", "mutt", "neomutt", "swaks", "mpack", "himalaya"), mail
    ),
    **dict.fromkeys(
        ("xdg-open", "open", "sensible-browser", "www-browser", "firefox", "chromium", "google-chrome", "gio"), open_it
    ),
    **dict.fromkeys(("aws", "gsutil", "rclone", "s3cmd", "mc", "az", "gcloud", "b2"), bucket),
    **dict.fromkeys(("gh", "glab", "hub"), forge),
}  # fmt: skip
