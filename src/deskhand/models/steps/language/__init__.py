"""Reading steps: from a person's words to a program. Pure; it does not know the desk, the screen or the tools."""
