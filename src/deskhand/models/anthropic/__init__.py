"""The models of Anthropic, over the Messages API and its official SDK.

`forms` are the ways in which a screen can be declared to them, `acts` translates one vocabulary of acts to the other,
`conversation` and `asking` write a request, `reading` reads a stream, `failures` turns errors to replies, `model`
speaks the protocol; `bedrock` and `vertex` reach the same models in other houses. Only these three and `failures` know
the SDK. None of them knows a desk, a tool or the journal.
"""
