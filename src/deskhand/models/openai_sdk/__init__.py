"""What the adapters that ask through the `openai` package share: the client, errors as replies, limits from headers.

It knows the package and HTTP; it does not know the shapes of either API, nor any model.
"""
