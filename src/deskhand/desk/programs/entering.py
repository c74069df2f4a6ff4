"""Typing one value of a secret into one field, by keys: judged where it stands, right before the first key.

The field is clicked as a person would, so that it has the keyboard; then everything is asked again, the value counts
as hidden, and only then it is typed. It does not know where values are kept, or verdicts.
"""

from __future__ import annotations

from collections.abc import Collection

from deskhand.core.acts import Click, TypeText
from deskhand.core.errors import DeskhandError, InvalidInput, NotFound, Refused
from deskhand.core.secrets import FieldPlace, TypedSecret, wrong_place
from deskhand.desk.base import ActReport
from deskhand.desk.covering import Covering
from deskhand.desk.programs.curtain import DeskCurtain
from deskhand.desk.screen.screen import Screen
from deskhand.desk.secrecy import Secrecy
from deskhand.desk.sight.sight import Sight

_NOT_ALL = "The field holds another number of characters than were typed: it may have cut or changed them."


class Entering:
    """Enters secrets on one screen side. local: hosts that pages may come from without https."""

    def __init__(
        self,
        screen: Screen,
        sight: Sight,
        secrecy: Secrecy,
        curtain: DeskCurtain,
        covering: Covering,
        local: Collection[str],
    ) -> None:
        self._screen = screen
        self._sight = sight
        self._secrecy = secrecy
        self._curtain = curtain
        self._covering = covering
        self._local = local

    async def enter(self, element_id: str, typed: TypedSecret) -> ActReport:
        """Type it. Raises Refused when the place is not its own: then nothing was typed."""
        self._judge(typed, await self._place(element_id))
        at = await self._sight.point_of(element_id)
        await self._screen.perform(Click(), at=at, loading=self._sight)
        self._judge(typed, await self._place(element_id))
        if not await self._ready(element_id):
            raise InvalidInput(
                f"{element_id} does not take the keyboard, so the {typed.field} of {typed.secret.name} was not typed.",
                hint="See what is in front of it, close that, and try again.",
            )
        self._secrecy.add(typed)
        if not typed.open:
            await self._hide(element_id)
            self._covering.begin()
        report = await self._type(typed)
        return report.model_copy(update={"note": await self._missing(element_id, typed)})

    def _judge(self, typed: TypedSecret, place: FieldPlace) -> None:
        if why := wrong_place(typed, place, self._local):
            raise Refused(
                f"the {typed.field} of {typed.secret.name} was not typed: {why}.",
                hint="Open its own page there. If the person means this place too, they can say so with "
                "`deskhand secrets add --replace`.",
            )

    async def _place(self, element_id: str) -> FieldPlace:
        browser = self._sight.browser
        if element_id.startswith("e") and browser is not None and not browser.lost:
            return await browser.hiding.place(element_id)
        element = await self._sight.element(element_id)
        if element is None or not element_id.startswith("a"):
            raise NotFound(f"{element_id} is no field that a secret can be typed into.", hint="Call elements again.")
        kind = "" if element.role != "textbox" else "password" if "password" in element.states else "text"
        return FieldPlace(kind=kind, name=element.name, app=element.app)

    async def _ready(self, element_id: str) -> bool:
        browser = self._sight.browser
        if element_id.startswith("e") and browser is not None:
            return await browser.hiding.ready(element_id)
        element = await self._sight.element(element_id)
        return element is not None and "focused" in element.states

    async def _hide(self, element_id: str) -> None:
        browser = self._sight.browser
        if element_id.startswith("e") and browser is not None:
            await browser.hiding.keep(element_id)
        else:
            self._curtain.fields.add(element_id)

    async def _type(self, typed: TypedSecret) -> ActReport:
        try:
            return await self._screen.perform(TypeText(text=typed.value.get_secret_value()), loading=self._sight)
        except InvalidInput:
            what = f"the {typed.field} of {typed.secret.name}"
        raise InvalidInput(f"{what} can't be typed with this keyboard.", hint="Have the person type it.")

    async def _missing(self, element_id: str, typed: TypedSecret) -> str:
        """Words on a field that did not take all of it; a page that went on by itself says nothing."""
        browser = self._sight.browser
        if not element_id.startswith("e") or browser is None:
            return ""
        try:
            held = await browser.hiding.holds(element_id)
        except DeskhandError:
            return ""
        units = len(typed.value.get_secret_value().encode("utf-16-le")) // 2
        return _NOT_ALL if held >= 0 and held != units else ""
