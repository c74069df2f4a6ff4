"""Guards over the whole tree: what may import what, what must be absent, and how large things may grow."""
