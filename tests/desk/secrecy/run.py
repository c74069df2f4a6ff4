"""A whole sign-in run: a scripted model on the real desk, its record, and everything that it left behind."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue, SecretStr

from deskhand.agent.driver import Driver
from deskhand.agent.ports import Ports
from deskhand.agent.profiles import load_profile
from deskhand.agent.record import Record
from deskhand.agent.session import Home
from deskhand.core import commands as cmd
from deskhand.core import events as ev
from deskhand.core.elements import Element, parse_elements
from deskhand.core.errors import SetupMissing
from deskhand.core.messages import ResultMessage, TextPart, text_of
from deskhand.core.secrets import Secret
from deskhand.core.verdicts import RISK_CLASSES
from deskhand.desk.base import Desk, DeskSpec
from deskhand.desk.open import open_desk
from deskhand.desk.screen.screen import Screen
from deskhand.desk.secrecy import forms_of
from deskhand.models.base import Request
from deskhand.models.scripted import Answer, ScriptedModel, calling
from deskhand.secrets.kept import KeptSecret
from deskhand.secrets.sealed import SealedFile
from deskhand.secrets.store import SecretStore
from deskhand.settings import load
from tests.desk.secrecy.site import PASSWORD, SITE, USERNAME, Site

PROFILE = f'name = "signing"\nbased_on = "balanced"\n[[rule]]\nclasses = {list(RISK_CLASSES)}\ndecide = "allow"\n'


def there(request: Request, name: str, role: str) -> Element:
    """The element of this name in the last list that holds one."""
    texts = [text_of(m.parts) for m in request.messages if isinstance(m, ResultMessage) and m.tool == "elements"]
    lists = (parse_elements(text).elements for text in reversed(texts))
    return next(e for elements in lists for e in elements if (e.name, e.role) == (name, role))


def secret(request: Request, field: str, name: str) -> tuple[str, dict[str, JsonValue]]:
    return "secret", {"name": "sign", "field": field, "element": there(request, name, "textbox").id}


def computer(action: str, **more: JsonValue) -> tuple[str, dict[str, JsonValue]]:
    return "computer", {"action": action, **more}


def press(request: Request, name: str, role: str = "button") -> tuple[str, dict[str, JsonValue]]:
    return computer("left_click", element=there(request, name, role).id)


LIST: tuple[str, dict[str, JsonValue]] = ("elements", {})
SHELL = "env; set; history; cat ~/.bash_history; cat /proc/*/cmdline | tr '\\0' ' '; ls -la /work"

SCRIPT: tuple[Answer, ...] = (
    lambda r: calling(computer("open", target=f"http://{SITE}/"), LIST, turn="1"),
    lambda r: calling(secret(r, "username", "Email"), secret(r, "password", "Password"), LIST, turn="2"),
    lambda r: calling(computer("screenshot"), press(r, "Show password"), LIST, computer("screenshot"), turn="3"),
    lambda r: calling(
        computer("left_click", element=there(r, "Password", "textbox").id),
        computer("key", keys="ctrl+a"),
        computer("key", keys="ctrl+c"),
        ("elements", {"source": "ocr"}),
        turn="4",
    ),
    lambda r: calling(press(r, "Sign in"), LIST, computer("screenshot"), turn="5"),
    lambda r: calling(press(r, "My password", "link"), LIST, computer("screenshot"), turn="6"),
    lambda r: calling(("bash", {"command": SHELL}), turn="7"),
    lambda r: calling(("finish", {"outcome": "done", "summary": "Signed in."}), turn="8"),
)


@dataclass
class Signed:
    """What a run left: its home, its model, the desk's clipboard at its end, its events."""

    home: Path
    session: str
    model: ScriptedModel
    clipboard: str | None
    events: list[ev.Event]
    bare: bytes
    """The screen as a person sees it while the page shows the password."""


class _NoRing:
    """No keyring works here: the sealed file is what is tried."""

    def kept(self, provider: str) -> str:
        return ""

    def keep(self, provider: str, key: str) -> str:
        raise SetupMissing("no keyring runs here.", hint="Use a file.")

    def forget(self, provider: str) -> bool:
        return False


@contextlib.asynccontextmanager
async def signed_in(home: Path, site: Site, script: tuple[Answer, ...] = SCRIPT) -> AsyncIterator[Signed]:
    """Run the script to its end; within, everything that it left is there, and the desk has ended."""
    settings = load({"DESKHAND_HOME": str(home)}, home)
    store = kept(settings.config_dir)
    spec, profile = DeskSpec(sites=site.names), home / "signing.toml"
    profile.write_text(PROFILE)
    place = Home(settings)
    async with await place.journal() as journal:
        stream = (await journal.create("session")).id
        folder, model, seen = place.desk_folder(stream), ScriptedModel(script), list[ev.Event]()

        async def desk() -> Desk:
            return await open_desk(folder, spec)

        ports = Ports(
            session_id=stream, model=model, profile=load_profile(str(profile)), spec=spec, blobs=journal.blobs,
            open_desk=desk, secrets=store,
        )  # fmt: skip

        async with await journal.lock(stream, "test") as lock:
            driver = Driver(Record(journal, stream, lock, ports.now), ports, seen.append)
            await driver.attach(ev.SessionStarted(model="scripted", desk=spec.model_dump(mode="json")))
            await driver.open_desk()
            assert ports.desk is not None
            try:
                said = cmd.Say(parts=(TextPart(text="Sign in."),))
                await journal.put_command(stream, "c1", said.model_dump(mode="json"))
                await driver.run(wait=lambda state: False)
                clipboard, bare = await left_on_screen(folder)
            finally:
                await ports.desk.close()
    yield Signed(home, stream, model, clipboard, seen, bare)


async def left_on_screen(folder: Path) -> tuple[str | None, bytes]:
    """The clipboard, and a picture of the very pixels, as whoever watches the screen itself has them."""
    screen = await Screen.connect(folder / "desk" / "screen" / "x11" / "X0")
    clipboard, look = await screen.clipboard(), await screen.look()
    await screen.close()
    assert look.picture is not None
    return clipboard, look.picture.data


def kept(folder: Path) -> SecretStore:
    """A store with the site's secret, sealed under a passphrase."""
    sealed = SealedFile(folder / "secrets.sealed", folder / "secrets.key", "correct horse")
    store = SecretStore(folder, sealed, _NoRing)
    info = Secret(name="sign", sites=(SITE,), fields=("username", "password"))
    store.add(KeptSecret(secret=info, username=SecretStr(USERNAME), password=SecretStr(PASSWORD)))
    return store


def findings(place: str, data: bytes | str) -> Iterator[str]:
    """Where the password is, in any of its forms, in either of two encodings."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    for form in forms_of(PASSWORD):
        for coding in ("utf-8", "utf-16-le"):
            if form.encode(coding) in raw:
                yield f"{place}: {form!r} as {coding}"


def letters(words: str) -> str:
    """What OCR read, without what it often gets wrong."""
    return re.sub(r"[^a-z]", "", words.casefold().replace("ö", "o").replace("ä", "a"))
