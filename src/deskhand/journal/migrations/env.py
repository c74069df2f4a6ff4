"""Alembic's entry: runs the migrations on the connection that it was given, in the transaction that is open.

It does not know of URLs or ini files, and there is no offline mode: a journal is upgraded when it is opened.
"""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
