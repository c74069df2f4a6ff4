"""Before a person is asked about a secret: whether there is one of that name, and whether it belongs where it would go.

Only the desk can say for sure where a field stands, and it does before it types; this saves a question that no answer
could make right. It knows what may be told of a secret, never a value.
"""

from __future__ import annotations

from typing import Any

from deskhand.core import acts
from deskhand.core.errors import InvalidInput
from deskhand.core.secrets import belongs
from deskhand.desk.base import Desk
from deskhand.policy.scene import host_of
from deskhand.tools.base import Secrets
from deskhand.tools.secret import SecretArguments, no_such


async def must_belong(arguments: Any, secrets: Secrets | None, desk: Desk) -> None:
    """Raise NotFound or InvalidInput when the call would type a secret that is not there, or where it isn't at home."""
    if not isinstance(arguments, SecretArguments):
        return
    there = secrets.secrets() if secrets else ()
    secret = next((each for each in there if each.name == arguments.name), None)
    if secret is None:
        raise no_such(arguments.name, there)
    target = await desk.target(acts.Click(element=arguments.element))
    host = host_of(target.frame_address or (target.page.address if target.page else ""))
    if secret.sites and not belongs(secret, host):
        raise InvalidInput(
            f"the {arguments.field} of {secret.name} was not typed: the page of the field is of {host or 'no site'}, "
            f"and it belongs to {secret.belongs_to}.",
            hint="Open its own page there.",
        )
