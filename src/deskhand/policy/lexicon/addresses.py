"""What the address says that a form or link goes to. Sites name their paths as they like: it is a hint among others."""

from __future__ import annotations

import re


def _path(words: str) -> re.Pattern[str]:
    """One of the words as a whole part of a path or of a query: "/orders/new", "do=logout", "sign-out.php"."""
    return re.compile(rf"(?:^|[/?&=;._-])(?:{words})(?:$|[/?&=;.#_-])", re.IGNORECASE)


PAYS = _path(
    r"pay|payments?|charges?|orders?|purchases?|buy|buy-now|transfers?|donat(?:e|ions?)|recharge|cashier"
    r"|topup|billing/subscribe"
)
CHECKOUT = _path(r"checkout|cashier|payment|order/confirm")
SENDS = _path(
    r"messages?|send|mails?|comments?|repl(?:y|ies)|posts?|publish|tweets?|share|invit(?:e|es|ations?)"
    r"|broadcast|reviews?|chat"
)
SIGNS_IN = _path(r"log-?in|sign-?in|sessions?|auth|log-?out|sign-?out|sign-?up|register|oauth|sso|logoff")
LEAVES = _path(r"log-?out|sign-?out|logoff")
UNSUBSCRIBES = _path(r"unsubscribe|unsub|opt-?out|optout")
DELETES = _path(r"delete|del|remove|destroy|erase|purge|deactivate")
SETTINGS = _path(r"settings?|preferences?|prefs|profile|account|config(?:uration)?|options|privacy|notifications")
SEARCHES = _path(r"search|find|query|filter|lookup|suggest|autocomplete|s")
DRAFTS = _path(
    r"drafts?|autosave|preview|diff|validate|quote|estimate|coupon|promo|cart|basket|wishlist"
    r"|favou?rites?"
)
MARKS = _path(
    r"bookmarks?|likes?|unlike|stars?|unstar|pins?|unpin|archive|unarchive|mute|unmute|snooze|flags?|tags?"
    r"|reactions?|watch|unwatch|watchlist|follow|unfollow|mark-read|mark-unread|unread|seen|saved|save-for-later"
    r"|reading-list|favou?rites?|fav|playlists?|reorder|sort|layout|collapse|toggle|hide|unhide|preview"
    r"|pause|unpause|resume|sync|presence|typing|position|rank|progress|undo|redo|save-draft|draft-notes?|ping"
)
"""How a path ends that only marks something, or sets it in order."""
MARKED = re.compile(
    r"draft|is draft|archived?|starred|pinned|muted|favou?rites?d?|favou?rited|liked?|bookmarked|flagged|read"
    r"|unread|seen|hidden|snoozed|watch(?:ed|ing)|follow(?:ed|ing)|collapsed|saved|done|checked|completed?"
)
KEPT = re.compile(r"draft|archived?|paused|read|unread|hidden|snoozed|starred|pinned|muted|trash|bin")
"""What a state or folder is called in which a thing is kept."""
LIGHT_ENDS = re.compile(r"(?:up |down )?votes?|complete|completed|finish|finished|done|check|tick")
"""How a path ends that sounds final and may only set a mark."""
LOOKS = re.compile(
    r"(?:\w+ )?(?:search|query|filter|lookup|suggest|autocomplete|preview|validate|quote|estimate|calculate|calc"
    r"|compute|translate|render|availability|diff|compare|explain|simulate|dry run|test connection)"
)
"""How a path ends that only asks for something, though by POST."""
FETCHES = re.compile(r"\b(?:export|download|pdf|csv|xlsx?|zip|statement file|receipt)\b")
STEPS = _path(r"address|shipping|delivery|step-?\d*|page-?\d+|review-step|details|contact|billing-address")
READS = _path(r"help|docs?|faq|support|articles?|kb|how-to|wiki|blog|about|guide")
FILES = re.compile(
    r"\.(?:zip|gz|tgz|7z|rar|exe|msi|deb|rpm|dmg|pkg|iso|apk|pdf|docx?|xlsx?|csv)(?:$|\?)", re.IGNORECASE
)
