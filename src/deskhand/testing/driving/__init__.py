"""A driver process for tests: the real one, with a fake desk that outlives it and a model that the test speaks for.

Start it with `start_driver(..., program=PROGRAM)` and a session whose model is "told" (`told.Teller`) or "steps".
"""

PROGRAM = "deskhand.testing.driving"
