"""A home whose desks are fakes, and where a session's model may be "told": what its driver's process is given."""

from __future__ import annotations

from collections.abc import Callable

from deskhand.agent.asked import Asked
from deskhand.agent.session import Home, TaskOptions
from deskhand.core.errors import SetupMissing
from deskhand.desk.base import Desk, DeskSpec
from deskhand.testing.desk import FakePage, element
from deskhand.testing.driving.desk import KeptFakeDesk
from deskhand.testing.driving.told import SOCKET_NAME, ToldModel

ADDRESS = "http://form.test"
SPEC = DeskSpec(sites={"form.test": "127.0.0.1:1"})
NO_DESK = "no-desk"
"""While a file of this name lies in the home, no desk can be had."""


def form_page() -> FakePage:
    """A page with a field, a button that sends nothing and a link."""
    elements = [
        element(1, "textbox", "Name", in_form=True),
        element(2, "button", "Save", in_form=True),
        element(3, "link", "Home"),
    ]
    return FakePage(ADDRESS, "Form", elements, {"Save": lambda desk: None})


class FakeHome(Home):
    """Each desk has one page (`form_page`) and is kept in the desk's folder."""

    async def open_desk(self, session_id: str, spec: DeskSpec, progress: Callable[[str], None]) -> Desk:
        progress("Starting the fake desk ...")
        if (self.folder / NO_DESK).exists():
            raise SetupMissing("a fake desk can't be had.", hint=f"Remove the file {NO_DESK}.")
        return KeptFakeDesk(self.desk_folder(session_id), [form_page()])

    async def models(self, options: TaskOptions) -> Asked:
        if options.model != "told":
            return await super().models(options)
        return Asked(ToldModel(self.folder / SOCKET_NAME), (), {})
