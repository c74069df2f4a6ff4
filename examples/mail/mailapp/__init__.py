"""A small mail app with its own database. It knows nothing of Deskhand; nothing that it sends leaves this machine."""
