"""Upgrades an older schema with the packaged migrations. Loaded only when a file needs it: Alembic is heavy.

It does not know which revisions there are (`schema.REVISIONS` does), nor does it ever downgrade.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config(connection: Connection) -> Config:
    """Alembic's settings for this connection; there is no ini file."""
    settings = Config()
    settings.set_main_option("script_location", "deskhand.journal:migrations")
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to `revision` inside the connection's transaction: all of them, or none."""
    command.upgrade(config(connection), revision)
