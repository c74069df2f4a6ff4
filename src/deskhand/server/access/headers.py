"""The headers that every answer carries. It does not know what is answered."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders

PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; frame-src {frame}; frame-ancestors 'none'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
"""Of the workspace's own pages: scripts come from their own files only, and nothing talks to anybody else."""


def page_policy(frame: str) -> str:
    """frame: the one address that may be framed. It holds a frame that would lead itself elsewhere."""
    return PAGE_POLICY.format(frame=frame)


SHARED_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src {frame}; frame-ancestors 'none'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'"
)
"""Of the page that shows what a link shares: it asks the server for that, and frames it."""


def shared_policy(frame: str) -> str:
    return SHARED_POLICY.format(frame=frame)


DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
"""Of everything else: should a browser take it for a page, it can do nothing."""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), bluetooth=(), payment=(), "
        "display-capture=(), clipboard-read=(self), clipboard-write=(self), fullscreen=(self)"
    ),
    "X-DNS-Prefetch-Control": "off",
}
_TLS = {"Strict-Transport-Security": "max-age=31536000"}


def dress(headers: MutableHeaders, *, tls: bool) -> None:
    """Add what is not there yet. Without a policy of its own an answer is data."""
    for name, value in {**_ALWAYS, **(_TLS if tls else {})}.items():
        headers[name] = value
    headers.setdefault("Content-Security-Policy", DATA_POLICY)
    headers.setdefault("Cache-Control", "no-store")
