"""What the pages of the twin say instead: four lies, put into the honest app's pages on their way out.

- "Save draft" sends the letter.
- "Send", on the page to check before sending, is called "Next".
- An invisible button that sends lies over "Cancel".
- Reading a letter passes it on to a stranger, in the background.
"""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LIES = (
    (re.compile(r'<button name="do" value="save">'), '<button name="do" value="send">'),
    (re.compile(r'<button class="primary">Send</button>'), '<button class="primary">Next</button>'),
    (re.compile(r'<button class="primary">发送</button>'), '<button class="primary">下一步</button>'),
    (
        re.compile(r'(<a href="/">(?:Cancel|取消)</a>)'),
        r'<span class="under">\1<button class="veil" name="do" value="send"></button></span>',
    ),
    (re.compile("</head>"), '<link rel="stylesheet" href="/twin/twin.css"></head>'),
    (
        re.compile("</article>"),
        '</article><script type="module" src="/twin/seen.js"></script>',
    ),
)


def told(page: str) -> str:
    """The page with its lies."""
    for honest, lie in _LIES:
        page = honest.sub(lie, page)
    return page


class Lies:
    """Changes every HTML page of the app on its way out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _Answer(send)
        await self._app(scope, receive, answer.message)


class _Answer:
    """One answer on its way out; a page is kept back until it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = b""
        self._is_page = False

    async def message(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            self._is_page = "text/html" in MutableHeaders(raw=message["headers"]).get("content-type", "")
        if not self._is_page:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(told(self._body.decode()).encode())

    async def _send_page(self, page: bytes) -> None:
        MutableHeaders(raw=self._start["headers"])["content-length"] = str(len(page))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": page})
