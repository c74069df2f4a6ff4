"""Models behind any server that speaks Chat Completions: Ollama, vLLM, llama.cpp, LM Studio, OpenRouter, others.

`servers` says where they are, `forms` how a model is given its tools; in two of the forms, `tagged` and `guided`, calls
are words of the answer. `conversation` writes a request's messages, `asking` the rest of it, `hearing` tells thinking,
words and calls apart while they stream, `calls` puts streamed calls together, `reading` makes the reply, `model` speaks
the protocol. None of them knows a desk, a tool or the journal.

In the form `tagged_json` a server is asked to hold the answer to a schema. Beside `model`, `messages`, `max_tokens`,
`stream` and `stream_options`, that request has no `tools` but exactly

    "response_format": {"type": "json_schema", "json_schema": {"name": "turn", "strict": true, "schema": SCHEMA}}

where SCHEMA (made by `guided.schema_of`) is an object of two required members and no others: `say`, a string, and
`calls`, a list of objects. Each of these is one of `anyOf`, one a tool: {"tool": {"const": NAME}, "arguments": the
tool's own schema}, both required and nothing else; `$defs` stand at the top, named TOOL.NAME. The answer's content is
that one object:

    {"say": "I look.", "calls": [{"tool": "computer", "arguments": {"action": "screenshot"}}]}

With request.settings["guided"] = False the same form is asked for in words only.
"""
