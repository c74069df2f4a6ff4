"""Which programs and fonts of a desk are on this machine, in which version, and what installs the missing ones.

It does not start them, except the system's Python, which must be able to read the accessibility bus.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

from deskhand.desk.cells.identity import Identity
from deskhand.desk.probes.finding import Finding, Heard, ask


@dataclass(frozen=True)
class Program:
    """A program of a desk: what it is for, the Debian package it comes in, where it is, and if a desk needs it."""

    name: str
    purpose: str
    package: str
    paths: tuple[str, ...]
    needed: bool = True


def _in_bin(name: str) -> tuple[str, ...]:
    return (f"/usr/bin/{name}", f"/bin/{name}", f"/usr/local/bin/{name}")


PROGRAMS = (
    Program("bwrap", "the walls", "bubblewrap", _in_bin("bwrap")),
    Program("unshare", "making namespaces", "util-linux", _in_bin("unshare")),
    Program("nsenter", "keeping links from being followed", "util-linux", _in_bin("nsenter"), needed=False),
    Program("mount", "making namespaces", "mount", _in_bin("mount")),
    Program("Xvnc", "the screen", "tigervnc-standalone-server", _in_bin("Xvnc")),
    Program("openbox", "the window manager", "openbox", _in_bin("openbox")),
    Program("dbus-daemon", "the session bus", "dbus", _in_bin("dbus-daemon")),
    Program("chromium", "the browser", "chromium", ("/usr/lib/chromium/chromium",)),
    Program(
        "at-spi", "the accessibility bus", "at-spi2-core",
        ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"),
    ),
    Program("xterm", "the terminal", "xterm", _in_bin("xterm"), needed=False),
    Program("thunar", "the file manager", "thunar", _in_bin("thunar"), needed=False),
    Program("mousepad", "the text editor", "mousepad", _in_bin("mousepad"), needed=False),
)  # fmt: skip

FONTS = (
    ("font_cjk", "Chinese, Japanese and Korean can be shown", ":lang=zh", "fonts-noto-cjk"),
    ("font_emoji", "Emoji can be shown", ":charset=1f600", "fonts-noto-color-emoji"),
)

SYSTEM_PYTHON = "/usr/bin/python3"
_READS_BUS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi; print('ok')"


async def program_findings(identity: Identity) -> list[Finding]:
    """A finding for each program and font, and for the system's Python."""
    versions, reader, *fonts = await asyncio.gather(
        ask(["dpkg-query", "--show", "--showformat", "${Package} ${Version}\n", *_packages()], identity),
        ask([SYSTEM_PYTHON, "-I", "-c", _READS_BUS], identity),
        *(ask(["fc-list", pattern, "family"], identity) for _, _, pattern, _ in FONTS),
    )
    known = dict(line.split(" ", 1) for line in versions.output.splitlines() if " " in line)
    return [
        *(program(each, known.get(each.package, "")) for each in PROGRAMS),
        accessibility_reader(reader),
        *(font(*each, heard) for each, heard in zip(FONTS, fonts, strict=True)),
    ]


def _packages() -> list[str]:
    return sorted({each.package for each in PROGRAMS})


def program(wanted: Program, version: str) -> Finding:
    place = next((path for path in wanted.paths if os.access(path, os.X_OK)), "")
    return Finding(
        id=wanted.name,
        title=f"{wanted.name}: {wanted.purpose}",
        ok=bool(place),
        needed=wanted.needed,
        mechanism=" ".join(part for part in (place, version) if part) if place else "",
        detail="" if place else f"not at {' or '.join(wanted.paths)}",
        mend="" if place else f"Run: apt-get install {wanted.package}",
    )


def accessibility_reader(heard: Heard) -> Finding:
    """Without it the desk still works, and programs other than the browser are read by OCR."""
    ok = heard.well and heard.output.strip() == "ok"
    return Finding(
        id="python_gi",
        title=f"{SYSTEM_PYTHON} reads the accessibility bus",
        ok=ok,
        mechanism="gi with Atspi 2.0" if ok else "",
        detail="" if ok else heard.last_words,
        mend="" if ok else "Run: apt-get install python3-gi gir1.2-atspi-2.0",
    )


def font(name: str, title: str, pattern: str, package: str, heard: Heard) -> Finding:
    families = sorted({line.split(",")[0].strip() for line in heard.output.splitlines() if line.strip()})
    missing = heard.last_words if not heard.well else f"no font has {pattern}"
    return Finding(
        id=name,
        title=title,
        ok=bool(families),
        mechanism=", ".join(families[:2]),
        detail="" if families else missing,
        mend="" if families else f"Run: apt-get install {package if heard.well else f'fontconfig {package}'}",
    )
