"""What the model is shown: a projection of the journal's events, and how little of it is paid for twice.

`transcript` folds events into messages, `strategies` decide when old pictures become words, `view` writes the messages
as they are sent, `composing` puts these together for a request, `compaction` shortens a session that fills the model's
context. What was sent at any step follows from the journal alone. No vendor is known here.
"""

from deskhand.agent.context.transcript import Transcript

__all__ = ["Transcript"]
