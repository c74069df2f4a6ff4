"""What a button means whose label is a picture only."""

from __future__ import annotations

SYMBOLS: dict[str, str] = {
    "🗑️": "delete", "🗑": "delete", "✕": "close", "×": "close", "✖": "close", "❌": "close",
    "➤": "send", "✈": "send", "♡": "like", "♥": "like", "❤": "like", "👍": "like",
    "👎": "like", "★": "star", "☆": "star", "⋮": "menu", "⋯": "menu", "…": "menu",
    "•••": "menu", "☰": "menu", "🔍": "search", "🔎": "search", "⟳": "refresh",
    "🔄": "refresh", "↻": "refresh", "⬇": "download", "⬆": "upload", "🖨": "print",
    "⎙": "print", "←": "back", "→": "next photo", "‹": "previous photo", "›": "next photo",
    "«": "previous photo", "»": "next photo", "✎": "edit", "✏": "edit", "📎": "attach",
    "💾": "save", "💳": "pay", "🛒": "open cart", "🔔": "notify me", "📞": "call",
    "📹": "video call", "🎤": "voice input view", "😀": "show emoji", "😊": "show emoji",
    "🙂": "show emoji", "⚙": "settings menu", "▶": "play", "⏸": "pause",
    "⏹": "stop recording", "🔊": "volume menu", "🔇": "volume menu", "🔗": "copy link",
    "📋": "copy", "⭐": "star", "🔖": "bookmark", "🎁": "send gift", "📷": "show camera",
    "🏠": "home", "ℹ": "info", "❓": "help", "?": "help", "＋": "new", "+": "new", "✚": "new",
}  # fmt: skip
