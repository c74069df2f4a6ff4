"""Blobs that were thinned: when, and signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("blobs", sa.Column("thinned_at", sa.Double))
    op.add_column("blobs", sa.Column("thinned_signature", sa.String(64), nullable=False, server_default=""))
