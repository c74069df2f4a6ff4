"""What is put into a frame comes through unchanged, is shown, and what is wrong with it is told by name and place."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from deskhand.bench.artifacts.stage import Stage
from deskhand.server.gallery.pieces import contents

from .conftest import opened_in

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]

HARD = {
    "fences": "```js\nlet a;\n```\n~~~~\n````\n",
    "directives": ":::artifact{a=1}\n:::\n<artifact>\n</artifact>\n",
    "closing tags": "</script><script>alert(1)</script></style></textarea><!-- --> ]]> {{IMPORTS}} ${a} `$&`",
    "null bytes": "a\u0000b\u0001\u001b[0m\ufeff\u2028\u2029",
    "right to left": "مرحبا \u202eabc\u202c שלום",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇨🇳 中文 e\u0301 𝒳",
    "two million letters": "0123456789 中🎉\n" * 140_000,
}
HASH = "[...new TextEncoder().encode(TEXT)].reduce((sum, byte) => (Math.imul(sum, 31) + byte) >>> 0, 7)"
LOGS = f'import text from "./words.txt";\nconsole.log("HASH " + {HASH.replace("TEXT", "text")});\n'
PAGE = '<!doctype html><body><p>x</p><script type="module" src="main.ts"></script></body>'

KINDS: dict[str, tuple[dict[str, str], str, str]] = {
    "html": ({"a.html": "<h1 onclick='this.textContent = \"pressed\"'>Shown 中文</h1>"}, "h1", "Shown 中文"),
    "react": ({"A.tsx": "export default function A() { return <b>Shown</b>; }"}, "b", "Shown"),
    "svg": ({"a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><text y="20">Shown</text></svg>'}, "svg text", "Shown"),
    "markdown": ({"a.md": "# Shown\n\n| a |\n| - |\n| 1 |\n\n$x^2$\n"}, "h1", "Shown"),
    "code": ({"a.py": "def shown():\n    pass\n"}, "code", "def shown():\n    pass\n"),
    "mermaid": ({"a.mmd": "graph TD\n  A[Shown] --> B[Too]\n"}, "svg .nodeLabel", "Shown"),
    "slides": ({"a.md": "# One\n---\n# Two"}, ".slide:not([hidden]) h1", "One"),
    "table": ({"a.csv": "name,cost\nShown,1\n"}, ".rows .cell", "Shown"),
    "chart": ({"a.json": json.dumps([{"m": "a", "n": 1}, {"m": "b", "n": 2}])}, "canvas", ""),
    "json": ({"a.json": '{"shown": [1, null]}'}, ".tree .tree .key, .tree details details .key", "shown"),
    "text": ({"a.txt": "Shown"}, "pre", "Shown"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """One workspace and one browser for all tests of this file."""
    async with opened_in(tmp_path_factory.mktemp("frame")) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def stage(standing: Stage) -> Stage:
    """A page that was opened for this test."""
    return await standing.anew()


async def inside(stage: Stage, script: str) -> Any:
    """What a script gives in the frame that is seen; the spare gives null."""
    given = [value for value in await stage.viewer.run_in_frames(script) if value is not None]
    return given[0] if given else None


def hashed(text: str) -> int:
    total = 7
    for byte in text.encode():
        total = (total * 31 + byte) & 0xFFFFFFFF
    return total


async def test_whatever_is_in_a_file_comes_through_unchanged(stage: Stage) -> None:
    for name, text in HARD.items():
        words = await stage.show("html", {"a.html": PAGE, "main.ts": LOGS, "words.txt": text}, "a.html", name)
        assert words["type"] == "painted", (name, words)
        told = (await stage.said("console"))[-1]["text"]
        assert told == f"HASH {hashed(text)}", name
        words = await stage.show("text", {"a.txt": text}, "a.txt", f"text-{name}")
        assert words["type"] == "painted", (name, words)
        shown = f"(() => {{ const t = document.querySelector('pre.plain')?.textContent; return t && {HASH} }})()"
        assert await inside(stage, shown.replace("TEXT", "t")) == hashed(text), name


async def test_every_kind_is_shown_in_both_themes(stage: Stage) -> None:
    for theme in ("light", "dark"):
        await stage.run(f"stage.showing.setTheme({json.dumps(theme)})")
        for kind, (files, selector, text) in KINDS.items():
            words = await stage.show(kind, files, next(iter(files)), f"{kind}-{theme}")
            assert words["type"] == "painted", (kind, words)
            found = await inside(stage, f"document.querySelector({json.dumps(selector)})?.textContent")
            assert found == text, (kind, found)
            here = "document.querySelector('.deskhand-root, h1') && document.documentElement.className"
            is_dark = await inside(stage, here)
            assert ("dark" in (is_dark or "")) == (theme == "dark"), kind
    assert await stage.said("failed") == []


async def test_an_inline_handler_runs_also_one_that_comes_later(stage: Stage) -> None:
    page = """<button id=a onclick="pressed(this.id + event.type)">a</button><div id=place></div><script>
      function pressed(what) { document.title = what; }
      document.getElementById("place").innerHTML = '<button id=b onclick="pressed(id)">b</button>';</script>"""
    assert (await stage.show("html", {"a.html": page}, "a.html"))["type"] == "painted"
    press = "(document.getElementById('{0}')?.click(), document.getElementById('{0}') && document.title)"
    assert await inside(stage, press.format("a")) == "aclick"
    assert await inside(stage, press.format("b")) == "b"


async def test_scripts_and_libraries_of_a_cdn_run_in_their_order(stage: Stage) -> None:
    page = """<!doctype html><html><head>
      <script src="https://cdn.tailwindcss.com"></script>
      <script src="https://cdnjs.cloudflare.com/ajax/libs/d3/7.8.5/d3.min.js"></script>
      <script src="https://cdn.jsdelivr.net/npm/chart.js"></script>
      <script type="importmap">{"imports": {"three": "https://unpkg.com/three@0.160.0/build/three.module.js",
        "three/addons/": "https://unpkg.com/three@0.160.0/examples/jsm/"}}</script>
      <script>const order = ["head"]; document.addEventListener("DOMContentLoaded", () => order.push("ready"));
        window.onload = () => { order.push("load"); console.log("ORDER " + order.join()); };</script></head>
      <body class="p-8"><script src="more.js"></script>
      <script type="module">
        import * as THREE from "three";
        import { OrbitControls } from "three/addons/controls/OrbitControls.js";
        order.push(typeof THREE.Scene, typeof OrbitControls, typeof d3.scaleLinear, typeof Chart);
      </script></body></html>"""
    words = await stage.show("html", {"a.html": page, "more.js": "order.push('more');"}, "a.html")
    assert words["type"] == "painted", words
    found = "stage.said.find((words) => words.text?.startsWith('ORDER '))"
    look = f"const look = () => ({found} ? done({found}.text) : setTimeout(look, 50)); look();"
    told = await stage.run(f"new Promise((done) => {{ {look} }})")
    assert told == "ORDER head,more,function,function,function,function,ready,load"
    assert await inside(stage, "document.querySelector('.p-8') && getComputedStyle(document.body).padding") == "32px"


async def test_what_is_wrong_is_told_by_name_and_place(stage: Stage) -> None:
    async def failed(kind: str, name: str, text: str) -> dict[str, Any]:
        words = await stage.show(kind, {name: text}, name, f"{kind}-{hashed(text)}")
        assert words["type"] == "failed", words
        return dict(words)

    lacking = await failed("react", "A.tsx", 'import x from "left-pad";\nexport default () => x;')
    assert (lacking["stage"], lacking["path"]) == ("compile", "A.tsx")
    assert '"left-pad" can\'t be loaded' in lacking["message"] and "recharts" in lacking["available"]
    broken = await failed("react", "A.tsx", "export default function A() {\n  return <b>;\n}\n")
    assert (broken["stage"], broken["path"], broken["line"]) == ("compile", "A.tsx", 2)
    thrown = await failed("react", "A.tsx", "export default function A() {\n  throw new Error('away');\n}\n")
    assert (thrown["message"], thrown["path"], thrown["line"]) == ("Error: away", "A.tsx", 2)
    assert "default export" in (await failed("react", "A.tsx", "export const a = 1;"))["message"]
    assert (await failed("json", "a.json", '{"a":\n x}'))["path"] == "a.json"
    assert (await failed("mermaid", "a.mmd", "graph TD\n  A[[[ --> \n"))["stage"] == "compile"
    assert (await failed("svg", "a.svg", "<svg><g></svg>"))["line"] == 1


async def test_the_last_good_one_stays_until_the_next_is_painted(stage: Stage) -> None:
    good = "export default function A() { return <b>good</b>; }"
    assert (await stage.show("react", {"A.tsx": good}, "A.tsx"))["type"] == "painted"
    bad = "export default function A() { throw new Error('bad'); }"
    assert (await stage.show("react", {"A.tsx": bad}, "A.tsx"))["type"] == "failed"
    assert await inside(stage, "document.querySelector('b')?.textContent") == "good"
    assert (await stage.show("html", {"a.html": "<i>next</i>"}, "a.html"))["type"] == "painted"
    assert await inside(stage, "document.querySelector('i')?.textContent") == "next"


async def test_a_hundred_thousand_rows_are_few_elements_and_sorted_and_filtered(stage: Stage) -> None:
    rows = "name,cost\n" + "".join(f"row {number},{(number * 7919) % 100_003}\n" for number in range(100_000))
    assert (await stage.show("table", {"a.csv": rows}, "a.csv"))["type"] == "painted"
    first = "document.querySelector('.rows .row')?.textContent"
    assert await inside(stage, "document.querySelector('.rows')?.childElementCount < 100 || null") is True
    sort = f"(document.querySelectorAll('.head button')[1]?.click(), {first})"
    assert await inside(stage, sort) == "row 00"
    find = "const f = document.querySelector('input'); if (f) { f.value = 'row 99999'; f.oninput(); }"
    assert await inside(stage, f"(() => {{ {find} return {first}; }})()") == f"row 99999{(99_999 * 7919) % 100_003}"


LOOP = """import { useEffect } from "react";
  export default function A() {
    useEffect(() => new MutationObserver(() => { for (;;); }).observe(document.documentElement, { attributes: true }));
    return <b>x</b>;
  }"""
"""It loops when its theme changes."""
UNTIL_BUSY = "new Promise((done) => { const look = () => (stage.busy ? done(true) : setTimeout(look, 50)); look(); })"


async def test_a_frame_that_answers_no_more_is_asked_about_stopped_and_the_page_goes_on(stage: Stage) -> None:
    assert (await stage.show("react", {"A.tsx": LOOP}, "A.tsx"))["type"] == "painted"
    await stage.run("stage.showing.setTheme('dark')")
    assert await stage.run(UNTIL_BUSY)
    assert await stage.run("stage.ended") == []
    await stage.run("stage.showing.stop()")
    assert await stage.run("[stage.ended, stage.busy]") == [["stopped"], False]
    assert (await stage.show("text", {"a.txt": "again"}, "a.txt", "b"))["type"] == "painted"


async def test_a_newer_version_takes_the_place_of_one_that_hangs_before_it_is_seen(stage: Stage) -> None:
    loop = {"kind": "react", "entry": "A.tsx", "artifact": "a", "files": {"A.tsx": "for (;;);"}}
    await stage.run(f"void stage.show({json.dumps(loop)})")
    assert await stage.run(UNTIL_BUSY)
    mended = "export default function A() { return <i>mended</i>; }"
    assert (await stage.show("react", {"A.tsx": mended}, "A.tsx"))["type"] == "painted"
    assert await inside(stage, "document.querySelector('i')?.textContent") == "mended"
    assert await stage.run("stage.ended") == []


async def test_one_that_works_hard_and_then_answers_is_not_ended(stage: Stage) -> None:
    work = "const until = performance.now() + 12_000; while (performance.now() < until);"
    hard = f"export default function A() {{ {work} return <u>done</u>; }}"
    assert (await stage.show("react", {"A.tsx": hard}, "A.tsx"))["type"] == "painted"
    assert await inside(stage, "document.querySelector('u')?.textContent") == "done"
    assert await stage.run("[stage.ended, stage.busy]") == [[], False]


USING = """<script type="module">
  const { use } = window.deskhand, [files, store] = [await use("downloads"), await use("storage")];
  const told = [files === null, store === null, (await use("network")) === null];
  if (store) told.push((await store.get("k")).a[0], await store.keys(), await store.set("k", [2]) ?? "set");
  if (files) { await files.save("a.csv", "x"); await files.save("b.bin", new Uint8Array(3)); }
  console.log("USED " + JSON.stringify(told));
</script>"""
USED = "stage.said.findLast((words) => words.text?.startsWith('USED '))"


async def test_what_was_not_allowed_is_null_and_what_was_is_asked_of_the_page(stage: Stage) -> None:
    async def used(**more: Any) -> Any:
        await stage.run("stage.said.length = stage.asked.length = 0")
        words = await stage.show("html", {"a.html": USING}, "a.html", f"used {more}", **more)
        assert words["type"] == "painted", words
        look = f"const look = () => ({USED} ? done({USED}.text.slice(5)) : setTimeout(look, 50)); look();"
        return json.loads(await stage.run(f"new Promise((done) => {{ {look} }})")), await stage.run("stage.asked")

    assert await used() == ([True, True, True], [])
    told, asked = await used(uses=["storage"])
    assert told == [True, False, True, 1, ["k"], "set"]
    assert asked == [["storage", "get", "k", None], ["storage", "keys", "", None], ["storage", "set", "k", "[2]"]]
    told, asked = await used(uses=["downloads"])
    assert told == [False, True, True]
    assert asked == [["downloads", "save", "a.csv", "x"], ["downloads", "save", "b.bin", 3]]


POLLED = """(() => {
  let count = 0, text = null;
  stage.gives = (act, key, data) => {
    if (act === "me") return { value: '{"id": "ann", "name": "Ann", "writes": true}' };
    if (act === "read") return { value: JSON.stringify({ value: text, number: count }) };
    if (act !== "set") return null;
    const { value, base } = JSON.parse(data);
    if (base !== count) return { value: "conflict" };
    [text, count] = [value, count + 1];
    return { value: "kept" };
  };
  stage.kept = () => JSON.parse(text);
})()"""


async def test_a_poll_counts_what_all_have_chosen_or_works_alone(stage: Stage) -> None:
    title, content = next((title, each) for title, each in contents("en") if "artifact.json" in each.files)
    press = "document.querySelector('[data-place=Bergen]')?.click()"
    people = "document.querySelector('[data-place=Bergen] small')?.textContent"
    for uses, note in (([], "Only you see this"), (["shared"], "1 vote so far")):
        await stage.run(POLLED)
        words = await stage.show("html", content.texts(), content.entry, f"{title} {uses}", uses=uses)
        assert words["type"] == "painted", words
        await inside(stage, press)
        assert await inside(stage, f"new Promise((done) => setTimeout(() => done({people}), 300))") in ("Ann", "You")
        assert note in await inside(stage, "document.querySelector('#note').textContent")
    assert (await stage.run("stage.kept()"))["Bergen"] == {"ann": "Ann"}


READING = """<script type="module">
  const files = await deskhand.use("files"), shared = await deskhand.use("shared");
  const [first] = await files.list("data"), bytes = await files.readBytes("a"), text = await files.read("a");
  console.log("READ " + JSON.stringify([shared, first.path, [...bytes], text]));
</script>"""


async def test_files_come_as_text_or_bytes(stage: Stage) -> None:
    await stage.run("""void (stage.gives = (act) =>
      ({ value: act === "list" ? '[{"path": "data/a"}]' : new TextEncoder().encode("é").buffer }))""")
    await stage.show("html", {"a.html": READING}, "a.html", "reads", uses=["files"])
    read = "stage.said.findLast((words) => words.text?.startsWith('READ '))"
    look = f"const look = () => ({read} ? done({read}.text.slice(5)) : setTimeout(look, 50)); look();"
    told = json.loads(await stage.run(f"new Promise((done) => {{ {look} }})"))
    assert told == [None, "data/a", [195, 169], "é"]


CALLING = """<script type="module">
  const tools = await deskhand.use("tools");
  const [first] = await tools.list(), told = [first.name];
  told.push(await tools.call("bash", { command: "ls" }), await tools.call("elements"));
  console.log("CALLED " + JSON.stringify(told));
</script>"""


async def test_tools_are_called_by_name_with_what_they_take(stage: Stage) -> None:
    await stage.run("""void (stage.gives = (act, key, data) =>
      ({ value: JSON.stringify(act === "list" ? [{ name: "bash" }] : { text: `${key} ${data}`, isError: false }) }))""")
    await stage.show("html", {"a.html": CALLING}, "a.html", "calls", uses=["tools"])
    called = "stage.said.findLast((words) => words.text?.startsWith('CALLED '))"
    look = f"const look = () => ({called} ? done({called}.text.slice(7)) : setTimeout(look, 50)); look();"
    name, first, second = json.loads(await stage.run(f"new Promise((done) => {{ {look} }})"))
    assert (name, first["text"], second["text"]) == ("bash", 'bash {"command":"ls"}', "elements {}")


FORMS = """<form id="f"><input name="q" required><button>Go</button></form>
<form id="g"><input id="lone"></form>
<dialog id="d" open><form method="dialog"><button value="yes">Yes</button></form></dialog>
<div id="stops"><form id="h"><button>In a box that keeps its clicks</button></form></div>
<script>
  const told = [], noted = (event) => { event.preventDefault(); told.push(event.target.id); };
  for (const id of ["f", "g", "h"]) document.getElementById(id).addEventListener("submit", noted);
  document.getElementById("stops").addEventListener("click", (event) => event.stopPropagation());
  window.told = told;
</script>"""
FORM_ACTS = """(async () => {
  const $ = (css) => document.querySelector(css), later = () => new Promise((done) => setTimeout(done, 50));
  if (!$("#f")) return null;
  $("#f button").click(); await later();
  const empty = [...told];
  $("[name=q]").value = "x"; $("#f button").click(); await later();
  $("#lone").dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true })); await later();
  $("#h button").click(); await later();
  $("#f").requestSubmit();
  $("#d button").click(); await later();
  return [empty, told, $("#d").open, $("#d").returnValue];
})()"""


async def test_forms_do_what_they_do_elsewhere_but_send_nothing(stage: Stage) -> None:
    assert (await stage.show("html", {"a.html": FORMS}, "a.html", "forms"))["type"] == "painted"
    assert await inside(stage, FORM_ACTS) == [[], ["f", "g", "h", "f"], False, "yes"]


REACT_FORMS = """import { useActionState, useState } from "react";
export default function App() {
  const [sent, setSent] = useState("");
  const [count, act] = useActionState((before, data) => before + data.get("n").length, 0);
  return <>
    <form id="r" onSubmit={(event) => { event.preventDefault(); setSent(event.nativeEvent.submitter.value); }}>
      <button value="first">First</button></form>
    <form id="a" action={act}><input name="n" defaultValue="four" /><button>Act</button></form>
    <output>{sent} {count}</output></>;
}"""


async def test_forms_of_react_are_handled_and_their_actions_run(stage: Stage) -> None:
    assert (await stage.show("react", {"A.tsx": REACT_FORMS}, "A.tsx", "react forms"))["type"] == "painted"
    press = "document.querySelectorAll('form button').forEach((each) => each.click())"
    done = "new Promise((done) => setTimeout(() => done(document.querySelector('output')?.textContent), 500))"
    await inside(stage, press)
    assert await inside(stage, done) == "first 4"


SAVING = """<a id="seen" download="a.txt" href="data:text/plain;base64,w6k=">a</a><script>
  const made = URL.createObjectURL(new Blob(["x,y"])), link = document.createElement("a");
  [link.href, link.download] = [made, "b.csv"];
  window.press = () => { document.getElementById("seen").click(); link.click(); URL.revokeObjectURL(made); return 1; };
</script>"""


async def test_links_that_save_a_file_do_so_where_that_is_allowed(stage: Stage) -> None:
    waited = "new Promise((done) => setTimeout(() => done(document.querySelectorAll('dialog').length), 300))"
    for uses, refused in (([], 2), (["downloads"], 0)):
        await stage.run("stage.asked.length = 0")
        words = await stage.show("html", {"a.html": SAVING}, "a.html", f"saves {uses}", uses=uses)
        assert words["type"] == "painted", words
        await inside(stage, "window.press?.()")
        assert await inside(stage, waited) == refused
    names = sorted(act[:3] for act in await stage.run("stage.asked"))
    assert names == [["downloads", "save", "a.txt"], ["downloads", "save", "b.csv"]]


LEADING = """<a id="out" href="https://example.org/a?b=1">out</a><a id="in" href="#out">in</a>
<script>window.opened = (address) => window.open(address);</script>"""
LED = """(() => {
  const $ = (css) => document.querySelector(css);
  if (!window.opened) return null;
  $("#out").click(); $("#in").click();
  return [window.opened("https://example.org/c")];
})()"""


async def test_links_that_lead_out_are_shown_and_not_followed(stage: Stage) -> None:
    assert (await stage.show("html", {"a.html": LEADING}, "a.html", "leads"))["type"] == "painted"
    assert await inside(stage, LED) == [None]
    told = "[...document.querySelectorAll('dialog p')].map((each) => each.textContent.split('\\n')[1])"
    shown = await inside(stage, f"new Promise((done) => setTimeout(() => done({told}), 300))")
    assert shown == ["https://example.org/c", "https://example.org/a?b=1"]


LACKING = """<script>
  localStorage.setItem("a", 1); localStorage.b = "two"; delete localStorage.a;
  window.told = [localStorage.getItem("b"), Object.keys(localStorage), localStorage.length, localStorage.none ?? null];
  window.told.push(confirm("Sure?"), prompt("Name?"), sessionStorage.getItem("b"));
  alert("<b>Hello</b>");
</script>"""


async def test_what_the_seal_takes_away_is_stood_in_for_and_told_of(stage: Stage) -> None:
    await stage.run("stage.said.length = 0")
    assert (await stage.show("html", {"a.html": LACKING}, "a.html", "lacks"))["type"] == "painted"
    assert await inside(stage, "window.told ?? null") == ["two", ["b"], 1, None, False, None, None]
    shown = "[...document.querySelectorAll('dialog[open] p')].map((each) => each.textContent.split('\\n')[0])"
    assert await inside(stage, shown) == ["Sure?", "Name?", "<b>Hello</b>"]
    warned = await stage.run("stage.said.filter((each) => each.level === 'warn').map((each) => each.text)")
    assert [words.split()[0] for words in warned] == ["localStorage", "confirm()", "prompt()", "sessionStorage"]
