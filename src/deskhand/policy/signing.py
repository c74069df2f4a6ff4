"""What typing one of the person's secrets would touch. Pure: it knows the field and a secret's name, never a value."""

from __future__ import annotations

from deskhand.core.secrets import SecretField
from deskhand.core.targets import Target
from deskhand.core.verdicts import RiskClass, Touch
from deskhand.policy.filling import fill
from deskhand.policy.scene import Scene, host_of


def touch_of_secret(name: str, field: SecretField, target: Target) -> Touch:
    """A password or code signs in at the host of the document that the field stands in; a username fills a field."""
    element, page = target.element, target.page
    address = target.frame_address or (page.address if page else "")
    classes: tuple[RiskClass, ...] = ("sign_in",)
    if field == "username":
        classes = fill(Scene(target)).classes
    where = host_of(address) or (page.app if page else "") or "an unknown place"
    return Touch(
        classes=classes,
        target=str(element) if element else "",
        address=address,
        host=host_of(address),
        app=element.app if element and element.app else page.app if page else "",
        values={"secret": f"the {field} of {name}"},
        consequence=f"The {field} of {name} is typed at {where}.",
        evidence=f"it types the {field} of {name}",
        box=target.box,
    )
