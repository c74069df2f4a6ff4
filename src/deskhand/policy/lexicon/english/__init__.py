"""English words of pages and programs: verbs by family, nouns by kind of thing, phrases that are more than their
words."""
