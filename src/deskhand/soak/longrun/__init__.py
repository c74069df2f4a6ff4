"""One long session on one desk: does anything grow that should not? `python -m deskhand.soak.longrun --acts 2000`."""
