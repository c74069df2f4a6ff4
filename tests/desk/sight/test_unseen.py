"""Words that a list of elements holds and a person does not see are told as such, in a real Chromium."""

from __future__ import annotations

import pytest

from tests.desk.sight.test_browser import listed

pytestmark = [pytest.mark.desk, pytest.mark.asyncio(loop_scope="session")]


async def test_words_that_a_person_can_not_see_are_told_as_unseen(browser, site) -> None:
    found = {each.name: "unseen" in each.states for each in (await listed(browser, site, "unseen")).elements}
    assert found == {
        "These words can be read by everybody who looks at the page.": False,
        "These words are as white as the page that they stand on.": True,
        "These words are so small that nobody will ever read them.": True,
        "These words are so pale that nobody will ever read them.": True,
        "These words are white on a dark ground, as in many designs.": False,
        "These words stand in an attribute and nowhere on the page.": True,
        "Help": False,
        "These many words of a button are what a person sees on it.": False,
    }
