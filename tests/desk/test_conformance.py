"""What every desk keeps, the fake one too: one suite, run on both."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import pytest_asyncio
from pydantic import SecretStr

from deskhand.core import acts
from deskhand.core.elements import Element
from deskhand.core.errors import DeskhandError, InvalidInput, NotFound, Refused, StaleFrame
from deskhand.core.secrets import Secret, TypedSecret
from deskhand.core.targets import Form, FormField
from deskhand.desk.base import WORK_DIR, Desk, DeskSpec, ElementQuery
from deskhand.desk.open import open_desk
from deskhand.testing.desk import FakeDesk, FakePage, element

ADDRESS = "http://conform.test/"
PAGE = """<!doctype html><title>Conform</title><style>body{margin:60px} *{font-size:20px}</style>
<form onsubmit="return false"><label>Name <input name="name"></label>
<button type="button" onclick="document.getElementById('said').textContent = 'Saved'">Save</button></form>
<p id="said"></p>
<form action="/send" method="post" onsubmit="return false"><label>Word <input name="word"></label>
<label>Secret <input type="password" name="secret"></label><button>Send it</button></form>"""
SENT = Form(
    address=f"{ADDRESS}send", method="POST", button="Send it",
    fields=(FormField(name="Word"), FormField(name="Secret", kind="password")),
)  # fmt: skip


@contextmanager
def served(folder: Path) -> Iterator[int]:
    (folder / "index.html").write_text(PAGE)
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def fake_desk() -> FakeDesk:
    shown = [("textbox", "Name"), ("button", "Save"), ("textbox", "Word"), ("textbox", "Secret"), ("button", "Send it")]
    page = FakePage(ADDRESS, "Conform", [element(n, role, name) for n, (role, name) in enumerate(shown, 1)])
    page.forms = dict.fromkeys(("Word", "Secret", "Send it"), SENT)
    page.actions["Save"] = lambda desk: page.elements.append(element(9, "text", "Saved"))
    page.elements[3] = page.elements[3].model_copy(update={"states": ("password",)})
    return FakeDesk([page])


@pytest_asyncio.fixture(
    scope="module", params=["fake", pytest.param("real", marks=pytest.mark.desk)], loop_scope="module"
)
async def desk(request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    if request.param == "fake":
        yield fake_desk()
        return
    folder = Path(tempfile.mkdtemp(prefix="dh-"))
    with served(folder) as port:
        opened = await open_desk(folder / "run", DeskSpec(sites={"conform.test": f"127.0.0.1:{port}"}))
        try:
            yield opened
        finally:
            await opened.close()
            shutil.rmtree(folder, ignore_errors=True)


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def named(desk: Desk, name: str, role: str = "") -> Element:
    listing = await desk.elements(ElementQuery())
    found = [e for e in listing.elements if e.name == name and role in ("", e.role)]
    assert found, listing
    return found[0]


async def fresh(desk: Desk) -> None:
    await desk.act(acts.Open(target=ADDRESS))


async def test_a_look_shows_the_screen_and_a_second_one_says_that_nothing_changed(desk: Desk) -> None:
    await fresh(desk)
    look = await desk.look()
    assert look.picture is not None
    assert (look.picture.width, look.picture.height) == (desk.info.width, desk.info.height)
    again = await desk.look(since=look.frame)
    assert (again.frame, again.changed, again.picture) == (look.frame, False, None)


async def test_a_page_is_known_by_its_address_and_its_things_by_their_names(desk: Desk) -> None:
    await fresh(desk)
    listing = await desk.elements(ElementQuery())
    assert any(page.address == ADDRESS and page.title == "Conform" for page in listing.pages)
    found = await desk.elements(ElementQuery(find="name", roles=("textbox",)))
    assert "Name" in [e.name for e in found.elements]


async def test_a_value_that_is_set_is_there_afterwards(desk: Desk) -> None:
    await fresh(desk)
    field = await named(desk, "Name", "textbox")
    report = await desk.act(acts.SetValue(element=field.id, value="Zoë 张三"))
    assert report.changed
    assert (await named(desk, "Name", "textbox")).value == "Zoë 张三"


async def test_typed_text_goes_to_what_was_clicked(desk: Desk) -> None:
    await fresh(desk)
    field = await named(desk, "Name", "textbox")
    await desk.act(acts.SetValue(element=field.id, value=""))
    await desk.act(acts.Click(at=field.box.center))
    focused = await desk.focused()
    assert focused is not None
    assert focused.name == "Name"
    await desk.act(acts.TypeText(text="Ann"))
    assert (await named(desk, "Name", "textbox")).value == "Ann"


async def test_a_click_by_element_does_what_the_button_does(desk: Desk) -> None:
    await fresh(desk)
    report = await desk.act(acts.Click(element=(await named(desk, "Save")).id))
    assert report.changed
    await named(desk, "Saved")


async def test_what_a_click_would_hit_is_known_before_it(desk: Desk) -> None:
    await fresh(desk)
    button = await named(desk, "Save")
    hit = await desk.element_at(*button.box.center)
    assert hit is not None
    assert (hit.role, hit.name) == ("button", "Save")


async def test_a_target_is_the_same_by_place_and_by_name_and_tells_its_page(desk: Desk) -> None:
    await fresh(desk)
    button = await named(desk, "Save")
    target = await desk.target(acts.Click(at=button.box.center))
    assert target == await desk.target(acts.Click(element=button.id))
    assert target.element is not None and target.page is not None
    assert (target.element.name, target.page.address, target.known_by) == ("Save", ADDRESS, "page")
    assert (target.box, target.submits) == (button.box, False)


async def test_a_button_that_sends_a_form_tells_the_form_as_it_is_filled(desk: Desk) -> None:
    await fresh(desk)
    await desk.act(acts.SetValue(element=(await named(desk, "Word", "textbox")).id, value="hello"))
    await desk.act(acts.SetValue(element=(await named(desk, "Secret", "textbox")).id, value="p4ss"))
    target = await desk.target(acts.Click(element=(await named(desk, "Send it")).id))
    assert target.submits and target.form is not None
    assert (target.form.address, target.form.method, target.form.button) == (SENT.address, "POST", "Send it")
    assert {f.name: (f.kind, f.value, f.filled) for f in target.form.fields} == {
        "Word": ("text", "hello", True), "Secret": ("password", "", True)
    }  # fmt: skip


async def test_return_in_a_field_sends_its_form_and_letters_do_not(desk: Desk) -> None:
    await fresh(desk)
    await desk.act(acts.Click(at=(await named(desk, "Word", "textbox")).box.center))
    pressed = await desk.target(acts.Key(keys="Return"))
    assert pressed.element is not None and (pressed.element.name, pressed.submits) == ("Word", True)
    assert (await desk.target(acts.TypeText(text="on\n"))).submits
    assert not (await desk.target(acts.TypeText(text="on"))).submits


async def test_the_target_of_an_element_that_is_gone_is_not_found(desk: Desk) -> None:
    await fresh(desk)
    await named(desk, "Save")
    with pytest.raises(NotFound) as error:
        await desk.target(acts.Click(element="e99999"))
    assert error.value.hint


async def test_a_click_planned_on_an_older_screen_is_refused(desk: Desk) -> None:
    await fresh(desk)
    field, planned = await named(desk, "Name", "textbox"), await desk.look()
    await desk.act(acts.SetValue(element=field.id, value="something new"))
    with pytest.raises(StaleFrame):
        await desk.act(acts.Click(at=field.box.center), seen=planned.frame)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (acts.Click(element="e99999"), NotFound),
        (acts.SetValue(element="e99999", value="x"), NotFound),
        (acts.Key(keys="frobnicate"), InvalidInput),
        (acts.Open(target="/work/nowhere.txt"), NotFound),
    ],
)
async def test_an_act_that_cannot_be_done_says_what_to_do(desk: Desk, act: acts.Act, kind: type[DeskhandError]) -> None:
    with pytest.raises(kind) as error:
        await desk.act(act)
    assert error.value.hint


def secret(site: str) -> TypedSecret:
    kept = Secret(name="conform", sites=(site,), fields=("password",))
    return TypedSecret(secret=kept, field="password", value=SecretStr("correct horse"))


async def test_a_secret_goes_into_its_field_and_is_not_told(desk: Desk) -> None:
    await fresh(desk)
    await desk.elements(ElementQuery())
    report = await desk.enter_secret((await named(desk, "Secret", "textbox")).id, secret("conform.test"))
    assert report.changed
    assert (await named(desk, "Secret", "textbox")).value == "••••"
    focused = await desk.focused()
    assert focused is not None and focused.name == "Secret"


@pytest.mark.parametrize(("site", "field"), [("other.test", "Secret"), ("conform.test", "Name")])
async def test_a_secret_goes_nowhere_else(desk: Desk, site: str, field: str) -> None:
    await fresh(desk)
    before = await named(desk, field, "textbox")
    with pytest.raises(Refused) as refused:
        await desk.enter_secret(before.id, secret(site))
    assert refused.value.hint and "correct horse" not in str(refused.value)
    assert (await named(desk, field, "textbox")).value == before.value


async def test_an_element_that_is_gone_is_none(desk: Desk) -> None:
    assert await desk.element("e99999") is None


async def test_files_are_written_listed_moved_read_and_deleted(desk: Desk) -> None:
    await desk.write_file(f"{WORK_DIR}/kept/a.txt", "é".encode())
    await desk.move_file(f"{WORK_DIR}/kept/a.txt", f"{WORK_DIR}/kept/b.txt")
    entries = await desk.list_files(f"{WORK_DIR}/kept", pattern="*.txt")
    assert [entry.path for entry in entries] == ["kept/b.txt"]
    assert await desk.read_file(f"{WORK_DIR}/kept/b.txt") == "é".encode()
    await desk.delete_file(f"{WORK_DIR}/kept/b.txt")
    with pytest.raises(NotFound):
        await desk.read_file(f"{WORK_DIR}/kept/b.txt")


async def test_a_command_runs_and_tells_its_exit_status(desk: Desk) -> None:
    assert (await desk.run("echo hello")).output == "hello\n"
    assert (await desk.run("frobnicate-nothing")).exit_code == 127


async def test_a_snapshot_brings_the_files_back(desk: Desk) -> None:
    await desk.write_file(f"{WORK_DIR}/n.txt", b"one")
    kept = await desk.snapshot("before")
    await desk.write_file(f"{WORK_DIR}/n.txt", b"two")
    await desk.restore(kept.id)
    assert await desk.read_file(f"{WORK_DIR}/n.txt") == b"one"
    with pytest.raises(NotFound):
        await desk.restore("no-such-snapshot")
