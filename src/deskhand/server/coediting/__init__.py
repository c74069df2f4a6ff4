"""Several people write one artifact at once: the text they share, what is kept of it, and who is there."""
