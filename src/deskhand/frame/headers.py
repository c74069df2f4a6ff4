"""The headers that seal the frame. What each line is there for was measured: see tests/artifacts/frame.

A policy alone does not seal: peer connections go past it (the frame's program takes them away), and a frame that leads
itself elsewhere is held by the `frame-src` of the page around it. `Connection-Allowlist` holds all of it at once, in
browsers that know it.
"""

from __future__ import annotations

from collections.abc import Iterable

_DENIED = (
    "camera", "microphone", "geolocation", "clipboard-read", "display-capture", "usb", "serial", "hid", "midi",
    "bluetooth", "payment", "publickey-credentials-get", "identity-credentials-get",
)  # fmt: skip


def frame_headers(origin: str, ancestors: Iterable[str], script_hashes: Iterable[str]) -> dict[str, str]:
    """Of the frame's page. origin: its own, since a sandboxed page is no `'self'`; ancestors: who may frame it."""
    hashes = "".join(f" '{each}'" for each in script_hashes)
    policy = (
        "sandbox allow-scripts",
        "default-src 'none'",
        f"script-src {origin}/lib/ blob:{hashes}",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "font-src data:",
        "media-src data: blob:",
        "connect-src 'none'",
        "worker-src blob:",
        "frame-src 'none'",
        "form-action 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        f"frame-ancestors {' '.join(ancestors)}",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "Connection-Allowlist": f'("{origin}/lib/*")',
        "Permissions-Policy": ", ".join(f"{each}=()" for each in _DENIED),
        "Referrer-Policy": "no-referrer",
        "X-DNS-Prefetch-Control": "off",
        "Origin-Agent-Cluster": "?1",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "no-store",
    }


LIBRARY_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
}
"""Of its libraries: modules are fetched from a page without an origin, so anybody may read them. There is nothing of
anybody in them."""
