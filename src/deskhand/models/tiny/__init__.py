"""A language model that knows nothing, behind the API that local model servers speak: for trials of the whole line.

`python -m deskhand.models.tiny` serves it on loopback. It is a real transformer with random weights over bytes, by one
of two engines: some numpy (`network`), or a Llama of the library transformers (`llama`). A grammar holds it to what was
asked for (`grammar`, by llguidance), so that every call it makes is valid by the schema of its tool, and none of them
means anything. It is a peer, not an adapter: nothing here knows how Deskhand asks.
"""
