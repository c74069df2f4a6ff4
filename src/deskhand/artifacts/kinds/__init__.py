"""The kinds of artifacts, one small module each: how a file of it is known, and what can be wrong with it."""
