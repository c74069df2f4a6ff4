"""The mail app with lying pages: they look the same and do something else, to try what a person's brake is worth."""
