"""Reading words of pages and programs by grammar: a verb, what it acts on, and where to or from. Data is in `lexicon`."""
