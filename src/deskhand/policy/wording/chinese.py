"""Reads a Chinese label: its verb, the thing acted on, and where to or from; then what the family of the verb says.

Chinese parts no words, so the longest verb that a label begins with counts, and of a thing the longest noun that it
ends with. It knows single labels only; what stands around a button is weighed in `policy.pressing`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from deskhand.policy.lexicon.chinese import phrases, things, verbs
from deskhand.policy.lexicon.meanings import FAMILIES, SENSES, Sense

_ENDS = re.compile(r"[\s。.!！?？,，:：;；~～>›»…]+$")
_STARTS = re.compile(r"^[^\w@+＋¥￥$（(]+")
_COUNT = re.compile(r"\s*约?\s*[¥￥$€]\s*\d[\d,.]*$|\s*[(（\[]?\s*\d[\d,.]*\s*(?:万|k|K|w|\+)?\s*[)）\]]?$")
_SUM = re.compile(r"^[¥￥$€]?\s*(?:\d[\d,.]*|[一二两三五六八十百千]+)\s*(?:元|块钱?|万|美元|欧元)?$")
_TO_SOMEBODY_A_SUM = re.compile(r"^给.{1,6}(?:(?:转|付|还|打款|充|捐|加小费|打赏)\s*[¥￥]?\s*\d|送[一二三两五十\d])")
_VERB_SIGNS_MAX = 7


class _Found(NamedTuple):
    """A verb: its family's name, and itself."""

    name: str
    verb: str


def read(text: str) -> Sense | None:
    """The sense of a Chinese label or a part of one, None where it has no verb or phrase that is known."""
    text = plain(text)
    if not text:
        return None
    if (sense := _WHOLE.get(text)) is not None:
        return sense
    if text.startswith(phrases.STATES) and not text.startswith(phrases.STATES_THAT_ACT):
        return SENSES["shows"]
    if phrases.TELLS_A_STATE.search(text):
        return SENSES["shows"]
    if phrases.REFUSING.match(text):
        return SENSES["refuses"]
    return _by_verb(text)


def whole(text: str) -> Sense | None:
    """The sense of a label that is known as it stands: a phrase, or a long verb."""
    known = plain(text)
    if known in phrases.COUNTED and _COUNT.search(text.strip()):
        return SENSES["shows"]
    if phrases.TELLS_TOO.search(known):
        return SENSES["send"]
    if len(known) > 2 and known not in _WHOLE and (name := _FAMILY_OF.get(known)) is not None:
        return SENSES[FAMILIES[name].bare]
    return _WHOLE.get(known)


def plain(text: str) -> str:
    """Without spaces between Chinese signs, marks at the end, and a count ("赞 12")."""
    text = _STARTS.sub("", _ENDS.sub("", text.strip())) or text
    text = _COUNT.sub("", text) or text
    text = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", text)
    return phrases.TRAILING.sub("", text) or text


def _by_verb(text: str) -> Sense | None:
    """After words that change nothing; "全部删除" deletes, "全部评论" are comments."""
    for_good = False
    text = _without_means(text)
    for _ in range(4):
        lead = max(
            (word for word in phrases.LEAD_INS if text.startswith(word) and len(text) > len(word)), key=len, default=""
        )
        verb = _at_start(text)
        if not lead or (verb is not None and len(verb.verb) >= len(lead)):
            break
        if len(lead) == 1 and ((after := _at_start(text[1:])) is None or len(after.verb) == 1):
            break
        for_good = for_good or lead in phrases.FOR_GOOD
        text = text.removeprefix(lead)
        if (sense := _WHOLE.get(text)) is not None:
            return (
                SENSES["shows"] if lead in phrases.ALL_OF and text in phrases.THINGS_TOO else _for_good(sense, for_good)
            )
        if lead in phrases.ALL_OF and text in phrases.THINGS_TOO:
            return SENSES["shows"]
    sense = _of_marked(text) or _of_start(text) or _of_end(text)
    if sense is None and phrases.GIVEN.match(text):
        return SENSES["send"]
    return _for_good(sense, for_good) if sense is not None else None


def _without_means(text: str) -> str:
    """ "邮件发送收据": what it is done with stands before the verb."""
    for means in phrases.MEANS:
        rest = text.removeprefix(means)
        if rest != text and text not in _FAMILY_OF and (verb := _at_start(rest)) is not None and len(verb.verb) > 1:
            return rest if rest != verb.verb else text
    return text


def _for_good(sense: Sense, for_good: bool) -> Sense:
    if for_good and sense.kind == "refuses":
        return SENSES["asks"]
    return SENSES["erase"] if for_good and sense.risk == "delete" else sense


def _at_start(text: str) -> _Found | None:
    for count in range(min(_VERB_SIGNS_MAX, len(text)), 1, -1):
        if (name := _FAMILY_OF.get(text[:count])) is not None:
            return _Found(name, text[:count])
    name = _FAMILY_OF.get(text[:1])
    return _Found(name, text[0]) if name is not None and _may_stand_alone(text[0], text[1:]) else None


def _may_stand_alone(verb: str, rest: str) -> bool:
    """Whether a sign is a verb by itself here: nothing follows, a thing of one sign, or a noun that is known. In
    "订单" and "发生" it is half a word."""
    rest = phrases.POINTS_AT.sub("", rest)
    if len(rest) <= 1:
        return not rest or verb in phrases.SHORT_VERBS
    if (_SUM.search(rest) and _FAMILY_OF[verb] == "pay") or (verb in "买催" and rest[0] not in "家手点卖化眠"):
        return True
    half_a_word = any(verb + rest[:count] in _KINDS_OF for count in range(1, 4))
    return not half_a_word and bool(kinds_of(rest) or kinds_of(_parted(rest)[2]))


def _of_start(text: str) -> Sense | None:
    """The verb stands first: "删除账号"."""
    found = _at_start(text)
    if found is None:
        return None
    if _longer_noun(found.verb, text) or (found.verb == "应用" and len(text) > 2 and not _is_applied(text[2:])):
        return _of_end(text) or SENSES["shows"]
    rest = text[len(found.verb) :]
    if found.name == "turn_on" and rest not in _KINDS_OF and rest.endswith(phrases.PAGE_TAILS):
        return SENSES["shows"]
    if rest == "申请" or (rest.endswith(("申请", "审核", "审批")) and found.name in phrases.ASKED_FOR):
        return SENSES["asks"]
    if rest.startswith("的") or (text in _KINDS_OF and text not in _FAMILY_OF):
        return SENSES["shows"]
    if found.name in phrases.ASPECTS and (sense := _of_aspect(found.name, rest)) is not None:
        return sense
    if _names_a_thing(found, rest):
        return SENSES["shows"]
    return SENSES[_meant(found.name, rest)]


def _is_applied(rest: str) -> bool:
    """Whether "应用" is a verb before this: "应用更改", and not "应用商店"."""
    return bool(phrases.APPLIED.match(rest))


def _longer_noun(verb: str, text: str) -> bool:
    """Whether the label begins with a noun of which the verb is only a part: "联系人分组", "登录密码"."""
    return any(
        text[:count] in _KINDS_OF and text[:count] not in _FAMILY_OF for count in range(len(verb) + 1, len(text))
    )


def _of_end(text: str) -> Sense | None:
    """The thing stands first: "话费充值", "订单取消"."""
    if text.startswith(phrases.OF_THINGS):
        return None
    for count in range(min(_VERB_SIGNS_MAX, len(text) - 1), 1, -1):
        if (name := _FAMILY_OF.get(text[-count:])) is not None:
            return SENSES["shows" if text[-count:] in phrases.NOUNS_AT_END else _meant(name, text[:-count])]
    return None


def _of_marked(text: str) -> Sense | None:
    """The thing stands first and is marked: "从购物车移除", "将文件移到回收站"."""
    if text[0] not in "从把将对给向为":
        return None
    for place in range(2, len(text) - 1):
        found = _at_start(text[place:])
        if found is not None and len(found.verb) > 1:
            if text[0] in "给向对" and found.name in phrases.TELLING:
                return SENSES[FAMILIES[found.name].bare]
            thing = re.sub(r"[中里内上]$", "", text[1:place])
            taken = {f"from_{kind}" for kind in kinds_of(thing)} if text[0] == "从" else set()
            if name := next((said for rule, said in FAMILIES[found.name].rules.items() if rule in taken), ""):
                return SENSES[name]
            return SENSES[_meant(found.name, text[place + len(found.verb) :] or thing)]
    if _TO_SOMEBODY_A_SUM.search(text):
        return SENSES["pay"]
    told = next((text[1:end] for end in range(len(text), 2, -1) if "people" in kinds_of(text[1:end])), "")
    return SENSES["send"] if text[0] in "向给对" and told else None


def _of_aspect(name: str, rest: str) -> Sense | None:
    """ "确认删除", "取消关注", "停止共享": a verb that says how another goes on, and that other."""
    inner = _at_start(rest)
    if inner is None or len(inner.verb) < 2 or rest in _KINDS_OF or kinds_of(rest) & phrases.RATHER_THINGS:
        return None
    if _acts_on_a_thing(name, kinds_of(rest)):
        return None
    sense = _of_start(rest)
    if sense is None or (name in ("submit", "get", "ask", "ask_for", "invite") and sense.kind == "shows"):
        return None
    if name in ("cancel", "call_off", "stop", "leave", "exit"):
        return SENSES[_undone(name, sense)]
    if name == "pause":
        return SENSES["shows" if sense.kind in ("shows", "refuses") else "light"]
    if name in ("ask_for", "book"):
        return SENSES["asks"]
    if name == "confirm" and sense.kind in ("shows", "refuses"):
        return SENSES["commits"] if sense.kind == "refuses" else SENSES["generic"]
    if name == "invite":
        return SENSES["send"]
    return sense


def _acts_on_a_thing(name: str, kinds: frozenset[str]) -> bool:
    """Whether what follows is a thing that only has a verb in its name: "提交评审意见", "领取捐赠证书"."""
    return (name == "submit" and "message" in kinds) or (name == "get" and bool(kinds)) or "terms" in kinds


def _undone(name: str, sense: Sense) -> str:
    """What taking back something of a sense means."""
    if sense.kind in ("shows", "refuses", "clear", "generic", "next") or sense.risk in ("bring_in", "write_on_desk"):
        return "shows" if name == "stop" else "refuses"
    if sense.undo and sense.risk == "submit":
        return "light"
    if sense.risk in ("change_settings", "grant_permission") or sense.kind == "share":
        return "settings"
    return "light" if sense.risk == "delete" else "asks"


def _names_a_thing(found: _Found, rest: str) -> bool:
    """ "支付方式", "退款进度": a verb that is a noun too, before a noun that names a kind of it."""
    tails = phrases.TAILS if found.verb in phrases.NOMINAL else phrases.VERB_TAILS
    if found.name in phrases.ACTS_ON_PAGES:
        tails = phrases.ACT_TAILS if found.verb in phrases.NOMINAL else phrases.PAGE_TAILS
    if found.name in phrases.TAKES_ANYTHING:
        return found.verb in phrases.NOMINAL and rest.endswith(phrases.PAGE_TAILS)
    if found.name == "pay" and rest == "费用":
        return False
    if found.verb in phrases.TAKES_THINGS and rest.endswith(phrases.BOUGHT):
        return False
    if (found.name == "decide" and rest in phrases.TOLD) or (
        found.verb in phrases.NOMINAL and rest in phrases.ONE_SIGN_NOUNS
    ):
        return True
    if rest in phrases.NOUNS_AT_END and found.name in phrases.NAMES_THINGS and found.verb in phrases.NOMINAL:
        return True
    if rest.endswith(("人", "者", "员")) and "people" in kinds_of(rest):
        return False
    return rest.endswith(tails) and not _parted(rest)[1] and found.verb[-1] not in "给到至向为"


def _meant(name: str, rest: str) -> str:
    """The name of the sense: by where it goes, then by the thing, else the family's own."""
    family = FAMILIES[name]
    thing, place, where = _parted(_SUM.sub("", rest))
    goes = {(place, kind) for kind in kinds_of(where)}
    kinds = kinds_of(thing)
    for rule, sense in family.rules.items():
        before, _, kind = rule.partition("_")
        if kind and (before, kind) in goes:
            return sense
    if ("to", "crowd") in goes and name in ("decide", "submit", "open", "show_to", "give", "copy") and thing:
        return "send"
    takes_away = family.default in ("delete", "destroys", "erase")
    for rule, sense in family.rules.items():
        if rule in kinds and not (takes_away and sense in ("shows", "clear") and thing not in _KINDS_OF):
            return sense
    return family.default if thing else family.bare


def _parted(rest: str) -> tuple[str, str, str]:
    """What is acted on, and "to", "as" or "" with what follows: "给客户", "到回收站"."""
    rest = phrases.POINTS_AT.sub("", rest)
    match = phrases.PLACES.search(rest)
    if match is None:
        return rest, "", ""
    place = "as" if match[1] in ("为", "成", "作", "作为", "成为") else "to"
    return rest[: match.start()], place, rest[match.end() :]


def is_a_thing(text: str) -> bool:
    """Whether a whole label is the name of a thing that is known, and no verb."""
    return text in _KINDS_OF and text not in _FAMILY_OF


@cache
def kinds_of(text: str) -> frozenset[str]:
    """The kinds of the thing that some signs name: by the longest ending that is known ("我的信用卡"), else by
    the beginning, after which a name may stand ("标签 旅行")."""
    text = text.strip()
    if len(text) > 3 and text.startswith(phrases.FEATURES):
        return _noun_kinds(text) | {"feature"}
    return _noun_kinds(text)


def _noun_kinds(text: str) -> frozenset[str]:
    for start in range(max(1, len(text) - 1)):
        if (kinds := _KINDS_OF.get(text[start:])) is not None:
            return kinds
    if len(text) > 1 and text[-1] in phrases.BY_LAST_SIGN:
        return frozenset({phrases.BY_LAST_SIGN[text[-1]]})
    named = (text[:end] for end in range(len(text) - 1, 1, -1) if text[:end] in _KINDS_OF)
    return _KINDS_OF[first] if (first := next(named, "")) else frozenset()


def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, text in things.THINGS.items():
        for noun in text.split():
            found.setdefault(noun, set()).add(kind)
    return {noun: frozenset(kinds) for noun, kinds in found.items()}


_FAMILY_OF = {verb: name for name, text in verbs.VERBS.items() for verb in text.split()}
_WHOLE = {label: SENSES[name] for name, text in phrases.WHOLE.items() for label in text.split()}
_KINDS_OF = _kinds()
