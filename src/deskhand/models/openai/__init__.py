"""The models of OpenAI, over the Responses API and its official SDK.

`forms` are the ways in which a screen can be declared to them, `acts` translates the vendor's vocabulary of acts,
`conversation` writes a request's items, `asking` the rest of it, `reading` reads a stream, `batches` what one
`computer_call` asks for, `model` speaks the protocol. Only `model` knows the SDK. None of them knows a desk, a tool or
the journal.
"""
