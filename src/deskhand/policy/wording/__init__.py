"""Reading words of pages and programs by grammar: a verb, what it acts on, where to or from. Data: `lexicon`."""
