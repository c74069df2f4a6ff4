"""Models, keys, profiles, costs, limits, examples and the workspace's own pages, over HTTP."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskhand import keys
from deskhand.core import events as ev
from deskhand.core.messages import Reply, Usage
from deskhand.models.base import Bucket, LimitsSeen
from deskhand.models.governor.governor import Governor
from deskhand.models.governor.ledger import Ledger
from deskhand.models.governor.making import FILE
from deskhand.models.steps.model import StepsModel
from deskhand.policy.profile import Rule
from deskhand.server.routes import pages
from deskhand.server.routes.examples import shipped
from deskhand.settings import Settings, load
from tests.server.office import Office
from tests.server.test_listing import recorded

KEY = "sk-secret-1234567890"


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing goes into the keyring of whoever runs the tests."""
    monkeypatch.setattr(keys, "_ring", None)


def read_anew(office: Office) -> Callable[[], Settings]:
    folder = office.place.home.folder
    return lambda: load({"DESKHAND_HOME": str(folder)}, folder)


async def test_models_say_what_they_are_and_whether_there_is_a_key(office: Office) -> None:
    found = await office.owner.get("/api/models")
    first = found["models"][0]
    assert (first["id"], first["has_key"], first["free"], first["thinks"]) == ("steps", None, True, False)
    other = next(each for each in found["models"] if each["provider"] == "anthropic")
    assert other["has_key"] is False and other["price"]["input"] > 0
    assert found["usual"] == "steps"


async def test_a_key_is_written_and_never_read(office: Office, no_keyring: None) -> None:
    office.place.settings = read_anew(office)
    config = office.place.home.settings.config_file
    config.write_text('# mine\nmodel = "steps"\n')
    kept = await office.owner.ask("PUT", "/api/keys/anthropic", 200, json={"key": f" {KEY} "})
    assert (kept["has_key"], kept["key_place"]) == (True, "config.toml")
    assert config.stat().st_mode & 0o777 == 0o600 and config.read_text().startswith('# mine\nmodel = "steps"\n')
    everything = [await office.owner.get(path) for path in ("/api/models", "/api/me", "/api/limits", "/api/profiles")]
    assert KEY not in str(everything)
    models = everything[0]["models"]
    assert all(each["has_key"] for each in models if each["provider"] == "anthropic")
    gone = await office.owner.ask("DELETE", "/api/keys/anthropic", 200)
    assert gone["has_key"] is False and KEY not in config.read_text()


async def test_what_is_no_key_or_no_provider_is_refused(office: Office, no_keyring: None) -> None:
    await office.owner.ask("PUT", "/api/keys/nobody", 404, json={"key": KEY})
    for key in ("", "two words", "x\ny"):
        await office.owner.ask("PUT", "/api/keys/openai", 422, json={"key": key})


async def test_a_model_is_tried(office: Office) -> None:
    trial = await office.owner.post("/api/models/steps/test", None, 200)
    assert trial["ok"] and trial["took_s"] == 0
    trial = await office.owner.post("/api/models/anthropic/claude-haiku-5-5/test", None, 200)
    assert not trial["ok"] and "no key" in trial["message"] and trial["hint"]
    await office.owner.post("/api/models/nobody/x/test", None, 404)


async def test_profiles_are_kept_when_they_can_be_used(office: Office) -> None:
    text = 'name = "mine"\nbased_on = "balanced"\n\n[[rule]]\nclasses = ["submit"]\ndecide = "allow"\n'
    put = await office.owner.ask("PUT", "/api/profiles/mine", 200, json={"text": text})
    assert put["table"] and {**put, "table": None} == {"name": "mine", "builtin": False, "text": text, "table": None}
    found = {each["name"]: each for each in (await office.owner.get("/api/profiles"))["profiles"]}
    assert found["mine"]["text"] == text and found["balanced"]["builtin"]
    refused = await office.owner.ask("PUT", "/api/profiles/bad", 422, json={"text": 'name = "bad"\nrul = 1\n'})
    assert "no field of a profile" in refused["error"]["message"]
    await office.owner.ask("PUT", "/api/profiles/balanced", 409, json={"text": text})
    for name in ("..", "a.b", "-x", "a" * 80):
        answer = await office.owner.http.put(f"/api/profiles/{name}", json={"text": text})
        assert answer.status_code in (404, 405, 422)
    assert await office.session(office.owner, profile="mine")
    await office.owner.delete("/api/profiles/mine")
    await office.owner.delete("/api/profiles/mine", 404)


async def test_a_profile_is_checked_before_it_is_kept(office: Office) -> None:
    rule = '[[rule]]\nclasses = ["submit"]\nat = "http://a.test/x"\ndecide = "allow"\n'
    text = f'name = "x"\nbased_on = "balanced"\n\n{rule}'
    checked = await office.owner.post("/api/profiles/check", {"text": text}, 200)
    assert checked["ok"]
    assert [(each["kind"], each["rule"], each["line"]) for each in checked["remarks"]] == [("mend", 1, 4)]
    checked = await office.owner.post("/api/profiles/check", {"text": "name ="}, 200)
    assert not checked["ok"] and checked["error"]["hint"] == "Mend that line."


async def test_answers_that_hold_are_listed_and_taken_back(office: Office) -> None:
    rule = Rule.model_validate({"classes": ("submit",), "at": "a.test", "decide": "allow"})
    number = office.place.home.remembering.add(rule, "s-1").number
    found = (await office.owner.get("/api/remembered"))["answers"]
    assert [(each["id"], each["session"], each["rule"]["at"]) for each in found] == [(number, "s-1", "a.test")]
    assert "a.test" in found[0]["words"]
    await office.owner.delete(f"/api/remembered/{number}")
    await office.owner.delete(f"/api/remembered/{number}", 404)


async def test_a_member_sees_and_takes_back_their_own_answers_and_an_owner_everybodys(office: Office) -> None:
    anna, ben, eva = [
        await office.join(name, role) for name, role in (("Anna", "member"), ("Ben", "member"), ("Eva", "viewer"))
    ]
    rule = Rule.model_validate({"classes": ("submit",), "at": "a.test", "decide": "allow"})
    add = office.place.home.remembering.add
    mine, hers, his = add(rule).number, add(rule, account=anna.id).number, add(rule, account=ben.id).number
    told = {who.name: (await who.get("/api/remembered"))["answers"] for who in (office.owner, anna, ben, eva)}
    assert [(each["id"], each["account"], each["by"]) for each in told["owner"]] == [
        (mine, "", ""), (hers, anna.id, "Anna"), (his, ben.id, "Ben")
    ]  # fmt: skip
    assert [[each["id"] for each in told[name]] for name in ("Anna", "Ben", "Eva")] == [[hers], [his], []]
    for wrong in (mine, his):
        await anna.delete(f"/api/remembered/{wrong}", 404)
    await eva.delete(f"/api/remembered/{his}", 403)
    await anna.delete(f"/api/remembered/{hers}")
    await office.owner.delete(f"/api/accounts/{ben.id}")
    assert [each["id"] for each in (await office.owner.get("/api/remembered"))["answers"]] == [mine]


async def test_a_session_bears_the_account_that_started_it(office: Office) -> None:
    anna = await office.join("Anna")
    await office.session(anna)
    assert [options and options.account for _, options in office.driving.started] == [anna.id]


def paid(cost_usd: float | None, model: str = "m") -> ev.ModelReplied:
    return ev.ModelReplied(reply=Reply(model=model, usage=Usage(input_tokens=10, output_tokens=2, cost_usd=cost_usd)))


async def test_costs_are_told_by_day_and_session_and_only_of_ones_own(office: Office) -> None:
    now = office.place.now()
    dear = await recorded(office, "Dear", paid(0.5), paid(0.25), at=now)
    await recorded(office, "Old", paid(7.0), at=now - 40 * 86_400)
    unknown = await recorded(office, "Unknown", paid(None, "other"), at=now)
    costs = await office.owner.get("/api/costs")
    assert (costs["total"]["cost_usd"], costs["total"]["cost_known"], costs["total"]["requests"]) == (0.75, False, 3)
    by_session = [(each["session"], each["amount"]["cost_usd"]) for each in costs["sessions"]]
    assert by_session == [(dear, 0.75), (unknown, 0.0)]
    assert {each["model"] for each in costs["days"]} == {"m", "other"}
    assert (await office.owner.get("/api/costs?days=60"))["total"]["cost_usd"] == 7.75
    anna = await office.join("Anna")
    assert (await anna.get("/api/costs"))["total"]["requests"] == 0


async def test_limits_of_providers_are_told_without_the_key(office: Office) -> None:
    assert (await office.owner.get("/api/limits"))["pools"] == []
    ledger = Ledger(office.place.home.folder / FILE)
    governor = Governor(ledger, f"acme/fast {ledger.fingerprint(KEY)}", "acme")
    ticket = governor.ticket("s-1", {"requests": 1.0}, background=False)
    async for _ in governor.admitted(ticket):
        pass
    governor.seen(ticket, LimitsSeen((Bucket("input_tokens", 60_000, 30_000, 30.0),)))
    pools = (await office.owner.get("/api/limits"))["pools"]
    assert [(each["name"], each["out"], each["waiting"]) for each in pools] == [("acme/fast", 1, 0)]
    assert [(each["kind"], each["capacity"]) for each in pools[0]["levels"]] == [("input_tokens", 60_000)]
    assert ledger.fingerprint(KEY) not in str(pools)
    governor.close()


async def test_examples_can_be_followed(office: Office) -> None:
    found = (await office.owner.get("/api/examples"))["examples"]
    assert len(found) >= 3
    for example in found:
        assert StepsModel().problems(example["text"]) == () and example["title"] and example["text"].startswith("# ")
    made = await office.owner.post(f"/api/examples/{found[0]['id']}/run")
    assert made["title"] == shipped()[found[0]["id"]].title
    await office.owner.post("/api/examples/nobody/run", None, 404)


async def test_readings_of_a_session(office: Office) -> None:
    session = await office.session(office.owner, title="<b>Bold</b>")
    events = await office.owner.events(session)
    asked = next(n for n, each in enumerate(events, 1) if each["type"] == "model_asked")
    context = await office.owner.get(f"/api/sessions/{session}/context/{asked}")
    assert context["number"] == 1 and context["messages"][0]["parts"][0]["text"] == "expect 1 is 1"
    await office.owner.get(f"/api/sessions/{session}/context/1", 404)
    audit = await office.owner.get(f"/api/sessions/{session}/audit")
    assert audit["totals"]["calls"] == 0 and audit["proof"]
    report = await office.owner.get(f"/api/sessions/{session}/report")
    assert report.headers["content-disposition"].startswith("attachment") and "sandbox" in str(report.headers)
    assert "&lt;b&gt;Bold" in report.text
    await office.owner.get(f"/api/sessions/{session}/video", 404)


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that is built."""
    folder = tmp_path / "web"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Deskhand</title>")
    (folder / "assets" / "app-1a2b.js").write_text("let a = 1;")
    (folder / "assets" / "app-1a2b.js.gz").write_bytes(gzip.compress(b"let a = 1;"))
    (folder / "assets" / "app-1a2b.js.map").write_text("{}")
    (folder / "icon.svg").write_text("<svg/>")
    (folder / "secret").symlink_to("/etc/passwd")
    monkeypatch.setattr(pages, "WEB", folder)
    pages.listed.cache_clear()
    return folder


async def test_the_pages_are_public_and_strict(office: Office, web: Path) -> None:
    stranger: Any = office.stranger()
    for path in ("/", "/sessions/s-1", "/settings"):
        page = await stranger.get(path)
        assert "<title>Deskhand" in page.text and page.headers["cache-control"] == "no-cache"
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    packed = await stranger.http.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip" and packed.text == "let a = 1;"
    assert "immutable" in packed.headers["cache-control"] and packed.headers["content-type"].startswith(
        "text/javascript"
    )
    plain = await stranger.http.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.text == "let a = 1;"


@pytest.mark.parametrize(
    "path",
    ["/secret.txt", "/assets/none.js", "/assets/app-1a2b.js.map", "/..%2f..%2fetc/passwd.txt", "/%2e%2e/a.txt",
     "/assets/../../../etc/passwd.x", "//etc/passwd.x", "/assets/"],
)  # fmt: skip
async def test_what_is_not_on_the_list_is_not_served(office: Office, web: Path, path: str) -> None:
    answer = await office.stranger().http.get(path)
    assert answer.status_code == 404 and answer.json()["error"]["code"] == "not_found"


async def test_a_link_in_the_folder_is_not_followed(office: Office, web: Path) -> None:
    assert "root:" not in (await office.stranger().http.get("/secret")).text


async def test_without_the_pages_it_says_how_they_are_built(office: Office, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(pages, "WEB", tmp_path / "nothing")
    answer = await office.stranger().http.get("/")
    assert answer.status_code == 503 and "make web" in answer.text


async def test_a_profile_is_told_class_by_class_with_what_it_is_based_on(office: Office) -> None:
    text = 'name = "mine"\nbased_on = "balanced"\n[[rule]]\nclasses = ["pay"]\nat = "shop.test"\ndecide = "deny"\n'
    checked = await office.owner.ask("POST", "/api/profiles/check", 200, json={"text": text})
    classes = {each["risk"]: each for each in checked["table"]["classes"]}
    assert classes["pay"]["decide"] == "ask"
    exceptions = [(rule["decide"], rule["at"], rule["waits"]) for rule in classes["pay"]["exceptions"]]
    assert exceptions == [("deny", "shop.test", False), ("allow", "", True)]
    assert classes["look"] == {"risk": "look", "decide": "allow", "once": False, "exceptions": []}
    assert (await office.owner.ask("POST", "/api/profiles/check", 200, json={"text": "name ="}))["table"] is None
