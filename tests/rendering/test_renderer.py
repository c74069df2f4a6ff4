"""The renderer, with a real Chromium behind real walls: what it sees of good artifacts, broken and hostile ones."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image

from deskhand.core.artifacts import Kind
from deskhand.core.errors import DeskLost, SetupMissing
from deskhand.core.rendering import Rendering, Theme, View
from deskhand.rendering import walled
from deskhand.rendering.page import Page
from deskhand.rendering.renderer import WalledRenderer

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="module")]

BRIEF = View(themes=())
APP = """export default function App() {
  console.warn("made", { rows: 2 });
  return (
    <main className="bg-white dark:bg-black p-4">
      <h1 className="text-black dark:text-white">Totals</h1>
      <p style={{ color: "#ddd", background: "#fff" }}>faint</p>
      <button></button>
      <div style={{ width: 3000 }}>wide</div>
      <div style={{ width: 80, overflow: "hidden", whiteSpace: "nowrap" }}>a line that is much longer than its box</div>
      <div style={{ height: 2000 }} />
    </main>
  );
}
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def renderer() -> AsyncIterator[WalledRenderer]:
    made = WalledRenderer()
    yield made
    await made.close()


async def shown(renderer: WalledRenderer, kind: Kind, text: str, view: View = BRIEF) -> Rendering:
    entry = {"react": "App.tsx", "html": "index.html"}.get(kind, "file")
    return await renderer.render(kind, entry, {entry: text.encode()}, view)


def colour_at(data: bytes, x: int, y: int) -> object:
    return Image.open(io.BytesIO(data)).convert("RGB").getpixel((x, y))


async def test_it_gives_pictures_in_both_themes_and_says_what_is_wrong_with_the_look(renderer: WalledRenderer) -> None:
    both: tuple[Theme, ...] = ("light", "dark")
    drawn = await shown(renderer, "react", APP, View(width=600, height=400, themes=both))
    assert drawn.painted and not drawn.broken and drawn.height > 2_000
    assert [(shot.theme, shot.width, shot.height) for shot in drawn.shots] == [("light", 600, 400), ("dark", 600, 400)]
    assert [colour_at(shot.data, 300, 300) for shot in drawn.shots] == [(255, 255, 255), (0, 0, 0)]
    assert ("warn", 'made {"rows":2}') in [(line.level, line.text) for line in drawn.console]
    light, dark = drawn.measured
    assert "reaches from 16 to 3016" in light.wide[0] and "a line that is much longer" in light.clipped[0]
    assert [heading.text for heading in light.headings] == ["Totals"] and "no name" in light.accessible[0]
    assert [len(each.contrast) for each in (light, dark)] == [1, 1] and light.contrast[0].startswith("1.4 to 1")


async def test_further_down_the_page_another_part_is_pictured(renderer: WalledRenderer) -> None:
    half = "<div style='height:900px;background:{}'></div>"
    page = f"<body style='margin:0'>{half.format('red')}{half.format('blue')}"
    drawn = await shown(renderer, "html", page, View(width=300, height=300, top=900))
    assert colour_at(drawn.shots[0].data, 100, 100) == (0, 0, 255) and drawn.height == 1_800


@pytest.mark.parametrize(
    ("text", "stage", "words", "place"),
    [
        ("export default () => {\n  const a = null;\n  return <b>{a.x}</b>;\n};", "load", "null", "App.tsx:3"),
        ("export default function App() {\n  return <b>;\n}", "compile", "Unexpected token", "App.tsx:2"),
        ('import x from "no-such-thing";\nexport default () => x;', "compile", "no-such-thing", "App.tsx"),
    ],
)
async def test_an_error_has_its_place_in_the_source(
    renderer: WalledRenderer, text: str, stage: str, words: str, place: str
) -> None:
    drawn = await shown(renderer, "react", text)
    error = drawn.errors[0]
    assert drawn.broken and not drawn.painted
    assert error.stage == stage and words in error.message and error.place.startswith(place)


async def test_what_it_would_load_is_blocked_and_told(renderer: WalledRenderer) -> None:
    page = "<img src='https://a.test/x.png'><script>fetch('https://b.test/y').catch(() => 0)</script>"
    drawn = await shown(renderer, "html", page)
    assert {each.address for each in drawn.blocked} == {"https://a.test/x.png", "https://b.test/y"}


@pytest.mark.parametrize(
    ("script", "painted"),
    [
        ("while (true) {}", False),
        pytest.param("setTimeout(() => { while (true) {} }, 50)", True, marks=pytest.mark.slow),
    ],
)
async def test_an_endless_loop_is_given_up_and_the_next_version_is_shown(
    renderer: WalledRenderer, monkeypatch: pytest.MonkeyPatch, script: str, painted: bool
) -> None:
    monkeypatch.setattr("deskhand.rendering.page.STEP_S", 1.5)
    drawn = await shown(renderer, "html", f"<p>a<script>{script}</script>", View(themes=(), paint_s=1.5))
    assert (drawn.ended, drawn.painted, drawn.broken) == ("silent", painted, True)
    assert (await shown(renderer, "html", "<p>b")).painted


async def test_a_page_that_leads_itself_elsewhere_is_ended(renderer: WalledRenderer) -> None:
    page = "<p>a<script>setTimeout(() => { location.href = 'https://a.test/?secret' }, 50)</script>"
    drawn = await shown(renderer, "html", page)
    assert drawn.ended == "left" and "https://a.test/?secret" in [each.address for each in drawn.blocked]


async def test_what_is_shown_can_neither_reach_the_renderers_words_nor_speak_in_them(renderer: WalledRenderer) -> None:
    page = """<script>
      console.log([typeof say, typeof deskhandHeard, typeof rest, self.origin].join());
      window.postMessage("deskhand-frame", "*", [new MessageChannel().port2]);
    </script>"""
    drawn = await shown(renderer, "html", page)
    assert drawn.painted and drawn.console[0].text == "undefined,undefined,undefined,null"


async def test_the_browser_stays_warm_and_ends_when_it_is_not_used(renderer: WalledRenderer) -> None:
    await shown(renderer, "markdown", "# a")
    assert renderer.warm
    brief = WalledRenderer(idle_s=0.0)
    await shown(brief, "markdown", "# a")
    await brief.rested()
    assert not brief.warm


async def test_a_browser_that_ends_is_told_and_the_next_version_is_shown(
    renderer: WalledRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, say = asyncio.Event(), Page._say

    async def noted(page: Page, words: dict[str, object]) -> None:
        await say(page, words)
        told.set()

    monkeypatch.setattr(Page, "_say", noted)
    loop = "<p>a<script>while (true) {}</script>"
    showing = asyncio.ensure_future(shown(renderer, "html", loop, View(themes=(), paint_s=30)))
    await told.wait()
    assert renderer._browser is not None
    await renderer._browser.close()
    with pytest.raises(DeskLost, match="browser ended"):
        await showing
    assert (await shown(renderer, "html", "<p>b")).painted


async def test_without_chromium_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walled, "_PROGRAM", "/usr/lib/chromium/not-there/chromium")
    without = WalledRenderer()
    with pytest.raises(SetupMissing, match="chromium is not installed") as refused:
        await shown(without, "html", "<p>a")
    assert "apt-get install chromium" in refused.value.hint and not without.warm


@pytest.mark.slow
async def test_one_that_takes_too_much_memory_is_ended(renderer: WalledRenderer) -> None:
    page = """<p>a<script>
      const kept = [];
      setInterval(() => { for (let i = 0; i < 20; i++) kept.push(new Uint8Array(5e7).fill(1)); }, 10);
    </script>"""
    # A busy machine may take so long for the memory that the page is given up before it has it.
    assert (await shown(renderer, "html", page)).ended in ("memory", "silent")
