"""The environment of the desk's shell: no pager, no colours, the proxy. It does not know what runs in it."""

from __future__ import annotations

from collections.abc import Mapping

CELL_PROXY = "http://127.0.0.1:3128"
"""Where the egress proxy is reached inside a cell."""

_BASE = {
    "TERM": "dumb",
    "LANG": "C.UTF-8",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
    "MANPAGER": "cat",
    "SYSTEMD_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "DEBIAN_FRONTEND": "noninteractive",
    "PYTHONUNBUFFERED": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "VIRTUAL_ENV_DISABLE_PROMPT": "1",
}


def shell_environment(more: Mapping[str, str] | None = None, *, proxy: str = CELL_PROXY) -> dict[str, str]:
    """Variables for a shell without a terminal, `more` on top. proxy: "" leaves the proxy variables out."""
    env = dict(_BASE)
    if proxy:
        for name in ("http_proxy", "https_proxy"):
            env[name] = env[name.upper()] = proxy
        env["no_proxy"] = env["NO_PROXY"] = "localhost,127.0.0.1,::1"
    env.update(more or {})
    return env
