"""A visitor of a loopback site with a cookie jar: loads pages, fills their forms, sends files."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, Request, build_opener


@dataclass(frozen=True)
class Answer:
    """A page as it came. `address` is where the redirects ended."""

    status: int
    text: str
    address: str
    headers: dict[str, str]

    @property
    def mark(self) -> str:
        found = re.search(r'name="mark" value="(\w+)"', self.text)
        return found[1] if found else ""


class Visitor:
    """One browser's worth of cookies at one site."""

    def __init__(self, port: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self._opener: OpenerDirector = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(Request(self.site + path, headers=headers))

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask(Request(self.site + path, data=urlencode(fields).encode()))

    def fill(self, path: str, fields: dict[str, str]) -> Answer:
        """Load the page and send its form with the form's own mark."""
        return self.post(path, {"mark": self.get(path).mark} | fields)

    def file(self, fields: dict[str, str], file: tuple[str, bytes] | None = None, field: str = "receipt") -> Answer:
        """Fill in the form at /new, with a file in its field of this name; gives the page it leads to."""
        boundary = secrets.token_hex(16)
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in ({"mark": self.get("/new").mark} | fields).items()
        ]
        if file:
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{file[0]}"\r\n\r\n'
            parts.append(head.encode() + file[1] + b"\r\n")
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
        return self._ask(Request(f"{self.site}/new", data=body, headers=headers))

    def confirm(self, page: Answer) -> Answer:
        return self.post(page.address.removeprefix(self.site), {"mark": page.mark})

    def _ask(self, request: Request) -> Answer:
        try:
            response = self._opener.open(request, timeout=20)
        except HTTPError as error:
            response = error
        with response:
            text = response.read().decode()
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status or 0, text, response.url or "", headers)
