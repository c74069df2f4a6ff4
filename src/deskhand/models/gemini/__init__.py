"""The models of Google (Gemini), over generateContent and the official SDK google-genai.

`forms` are the ways in which a screen can be declared to them, `acts` translates their vocabularies of acts,
`chords` names of keys, `cautions` what they say a person must confirm; `conversation` writes a request, `sending` gives
it the SDK's types, `reading` reads a stream, `failures` turns errors to replies, `model` speaks the protocol. Only
`sending`, `failures` and `model` know the SDK. None of them knows a desk, a tool or the journal.
"""
