"""The governor: requests of all sessions of this machine, paced so that a provider's limits are met before they bite.

Who asks again after what, and nobody else does:

- **An adapter** never asks again. It only steps down what its provider refuses by name.
- **The governor** owns what was turned away before anything of an answer came: limited (429), overloaded (529, 5xx),
  unreachable. It waits, tells the wait, and sends the same request again; the journal holds one ModelAsked and one
  ModelReplied, whose reply says how often it was turned away and how long it waited. When its patience ends, the reply
  is one that is not to be asked again.
- **The agent** owns everything that is an answer: one that broke off, was empty, reached its limit. Each is journaled,
  and asked again a counted number of times. The whole table is in `models/recovery.py`.

`level` is one token bucket, `pool` what sessions that share limits know together, `admission` whose turn it is,
`learning` what answers teach; these are pure. `owners` tells the living from the dead, `ledger` keeps pools in one
SQLite file for all processes, `governor` joins them with a clock. `estimate` guesses a request's size, `governed` is
the model that waits, `fallback` the one that changes to another by the person's rules. None knows a provider's wire.
"""
