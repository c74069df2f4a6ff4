"""How what goes out looks: quiet paper, one accent, the colours of the workspace; fonts that other machines have.

Colours are RGB in six hex digits, as web/src/design/tokens.css has them for the light theme.
"""

from __future__ import annotations

INK = "1f1d1a"
SOFT = "57524a"
FAINT = "6c665c"
LINE = "e6e2da"
LINE_STRONG = "c9c3b7"
SUNK = "f3f1ec"
PAPER = "faf9f6"
PANEL = "ffffff"
HAND = "0a7570"
HAND_WASH = "e3f1ef"
HAND_LINE = "a9d3cf"

SERIES = ("0a7570", "c8641b", "2f6fde", "a24bc0", "b58a00", "c23b63", "2d6b3c", "57524a")
"""Of the lines and columns of a chart, in their order."""

FONT = "Calibri"
FONT_CJK = "Microsoft YaHei"
"""For Chinese, Japanese and Korean. Where it is not there, office programs put their own Chinese font in its place."""
FONT_CODE = "Consolas"
LANGUAGE_CJK = "zh-CN"

HTML_FONTS = 'Inter, "Segoe UI", system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif'
HTML_CODE_FONTS = '"IBM Plex Mono", ui-monospace, Consolas, "DejaVu Sans Mono", "Noto Sans SC", monospace'
