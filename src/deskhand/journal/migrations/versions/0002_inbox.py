"""The inbox: commands to a stream, ordered by a counter of the stream."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("streams", sa.Column("inbox_position", sa.BigInteger, nullable=False, server_default="0"))
    op.create_table(
        "commands",
        sa.Column("stream", sa.String(64), sa.ForeignKey("streams.id"), primary_key=True),
        sa.Column(
            "position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False
        ),
        sa.Column("id", sa.String(128), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("taken_seq", sa.BigInteger),
    )
    op.create_index("commands_by_id", "commands", ["stream", "id"], unique=True)
    op.create_index("commands_waiting", "commands", ["stream", "taken_seq", "position"])
