"""What is told as it happens, as server-sent events: one session, or everything that somebody may see."""
