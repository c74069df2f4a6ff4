"""Sessions as lists and pages show them: summaries, search, costs, and what is filed where."""
