"""Reads an English label: its verb, the thing acted on, and where to or from; then what the family of the verb says.

It knows single labels only; what stands around a button is weighed in `policy.pressing`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from deskhand.policy.lexicon.english import compounds, phrases, things, verbs
from deskhand.policy.lexicon.english.others import OTHER_VERBS, SOMETIMES_VERBS
from deskhand.policy.lexicon.listing import words
from deskhand.policy.lexicon.meanings import FAMILIES, SENSES, Family, Sense

_WORD = re.compile(r"[a-z0-9$€£¥][a-z0-9'.$€£¥%-]*|[$€£¥]")
_PHRASE_WORDS_MAX = 5
_THING_WORDS_MAX = 4
_NOT_ADVERBS = frozenset(
    words(
        """
    reply apply supply multiply comply rely fly ally family only early assembly july daily weekly monthly yearly
    hourly quarterly nightly fortnightly friendly
    """
    )
)
_FOR_GOOD = frozenset(words("permanently forever irreversibly irrevocably completely"))
_PRONOUNS = frozenset(words("it this that them these those me us yourself myself themselves"))
_MANY = frozenset(words("all selected every both entire whole"))
_NAMES_NOTHING = things.DETERMINERS | things.INDEFINITE | _PRONOUNS
_SUM = re.compile(r"[\d.,%$€£¥-]+")
_TIES = frozenset(words("to from as in on with at for into"))
_THING_AFTER = frozenset(words("for on with of from against in as"))


class _Asked(NamedTuple):
    """family and verb; thing: the words of what is acted on; places: preposition and words of each other part."""

    family: Family
    name: str
    verb: str
    thing: tuple[str, ...]
    places: tuple[tuple[str, tuple[str, ...]], ...]


def read(text: str) -> Sense | None:
    """The sense of an English label or a part of one, None where it has no verb or phrase that is known."""
    words = words_of(text)
    if not words:
        return None
    if (sense := _WHOLE.get(" ".join(words)) or _without_it(words)) is not None:
        return sense
    if _refuses(words):
        return SENSES["refuses"]
    if words[0] in ("next", "previous", "prev", "first", "last") and len(words) > 1:
        return SENSES["shows"]
    return _by_verb(words)


def _without_it(words: list[str]) -> Sense | None:
    """ "Save it for later" means what "Save for later" means."""
    left = [word for word in words if word not in ("it", "them", "this")]
    return _WHOLE.get(" ".join(left)) if 1 < len(left) < len(words) else None


def whole(text: str) -> Sense | None:
    """The sense of a label that is known as it stands: a phrase, or a verb of several words."""
    words = words_of(text)
    known = " ".join(words)
    if len(words) > 1 and known not in _WHOLE and (name := _FAMILY_OF.get(known)) is not None:
        return SENSES[_alone(FAMILIES[name], known)]
    return _WHOLE.get(known)


def begins_with_verb(text: str) -> bool:
    """Whether an English label begins with a verb, known or not: by the list, or because "the", "my" comes next."""
    words, _ = _without_lead_ins(words_of(text))
    if not words:
        return False
    plain = words[0] in OTHER_VERBS or (words[0] not in _NO_VERBS and bool(_FORMED.search(words[0])))
    formed = len(words) > 1 and words[1] in _SAYS_VERB and words[0].isalpha() and words[0] not in _NO_VERBS
    if len(words) == 2 and words[1] in _TELLS:
        return False
    return plain or formed or _acts_on_somebody(words) or _once_more(words[0])


def changes(text: str) -> bool:
    """Whether a label that mostly opens something names what is changed by it: "Switch flight", "Rewrite history"."""
    asked = _asked(_without_lead_ins(words_of(text))[0] or [""])
    if asked is None:
        return False
    return asked.name in _DEEDS_TOO or (asked.name in ("edit", "switch", "choose") and bool(asked.thing))


_DEEDS_TOO = frozenset(words("cast spin match repeat receive dismiss extract"))
"""Families whose verbs mostly show something where they stand alone, and are deeds in other trades."""


_TELLS = frozenset(words("details status history guide options types settings"))
_AGAIN_OR_NOT = re.compile(r"^(?:re-?|un-?|de-|dis|mis|self-|co-|pre-|auto-|cross-|over-)(?=[a-z]{4,})")


_UNDOES = re.compile(
    r"^un(?!i|der|til|to|less|ion)\w{4,}$"
    r"(?<!ed)(?<!able)(?<!read)(?<!own)(?<!paid)(?<!sold)(?<!ual)(?<!al)(?<!ness)(?<!s)"
)


def _once_more(word: str) -> bool:
    """ "Rework", "unblind", "self-certify": a verb that is known, done once more, taken back or done to oneself."""
    if _UNDOES.match(word):
        return True
    stem = _AGAIN_OR_NOT.sub("", word)
    known = stem in OTHER_VERBS | SOMETIMES_VERBS | compounds.ALSO_NOUNS or _FAMILY_OF.get(stem, "show") not in (
        "show",
        "search",
    )
    return stem != word and known and word not in _FAMILY_OF and word not in _NO_VERBS


def _acts_on_somebody(words: list[str]) -> bool:
    if len(words) != 2 or words[0] not in SOMETIMES_VERBS or words[1] in compounds.COMPOUND_TAILS | compounds.TELLS_OF:
        return False
    return bool(kinds_of((words[1],)) & {"people", "plea", "booking", "order", "money"})


_FORMED = re.compile(r"^(?!(?:re)?si|pri)\w{3,}(?:ize|yze|yse|ify)$|^\w{3,}[aeiou]?[^aeiou]ate$")
"""How many English verbs end: "sedate", "notarize"."""

_SAYS_VERB = frozenset(words("the this my your all these our it"))
_NO_VERBS = frozenset(
    words(
        """
    about all and any as at both by each every for from how if in is like more most new not of off on or our out
    around across along among against behind below beside between beyond during inside near outside past since
    through throughout toward towards until upon via
    over than that to under up what when where which who why with without within your my the template candidate
    estate private ultimate immediate intermediate corporate climate certificate chocolate affiliate associate
    aggregate senate adequate accurate alternate approximate appropriate delicate desperate doctorate electorate
    fortunate roommate passionate percentage pirate playmate considerate unfortunate triplicate laureate plate
    slate crate
    """
    )
)


def words_of(text: str) -> list[str]:
    """The words, in small letters."""
    return [word.strip(".'") for word in _WORD.findall(text.casefold().replace("’", "'")) if word.strip(".'")]


def _refuses(words: list[str]) -> bool:
    text = " ".join(words)
    return any(text == begin or text.startswith(f"{begin} ") for begin in phrases.REFUSING)


# By its verb


def _by_verb(words: list[str]) -> Sense | None:
    if len(words) in (2, 3) and words[-1] == "pay" and words[0] not in _NO_VERBS:
        return SENSES["pay"]  # "Shop Pay", "WeChat Pay"
    words, for_good = _without_lead_ins(words)
    if not words:
        return None
    if (sense := _WHOLE.get(" ".join(words))) is not None:
        return sense
    if "without" in words[1:] and words[0] in ("continue", "close", "leave", "exit", "quit", "finish", "go", "proceed"):
        return SENSES["erase" if "saving" in words else "refuses"]
    if _names_a_thing(words):
        return SENSES["shows"] if len(words) > 1 else None
    if (sense := _of_aspect(words)) is not None:
        return sense
    asked = _asked(words)
    if asked is None:
        return None
    sense = SENSES[_meant(asked)]
    takes_away = sense.risk == "delete" or asked.name in ("delete", "remove", "clear", "destroy", "drop")
    if takes_away and (for_good or _FOR_GOOD & set(words)):
        return SENSES["erase"]
    if words[-1] == "publicly" and sense.risk in ("submit", "move"):
        return SENSES["send"]
    if sense.undo and sense.risk == "submit" and _FOR_GOOD & set(words):
        return SENSES["asks"]  # "Archive permanently"
    return sense


def _without_lead_ins(words: list[str]) -> tuple[list[str], bool]:
    """The words from the verb on, and whether an adverb says that it is for good."""
    for_good = False
    while len(words) > 1:
        taken = next((n for n in (4, 3, 2, 1) if n < len(words) and " ".join(words[:n]) in _LEAD_INS), 0)
        adverb = words[0].endswith("ly") and words[0] not in _NOT_ADVERBS and len(words[0]) > 4
        if (not taken and not adverb) or " ".join(words[:2]) in _FAMILY_OF or " ".join(words[:3]) in _FAMILY_OF:
            break
        for_good = for_good or words[0] in _FOR_GOOD
        words = words[taken or 1 :]
    return words, for_good


def _asked(words: list[str]) -> _Asked | None:
    for count in range(min(_PHRASE_WORDS_MAX, len(words)), 1, -1):
        if (known := _known_verb(words[:count])) is not None:
            return _parted(_FAMILY_OF[known], known, words[count:])
    for place in range(2, min(6, len(words))):
        if words[place] in phrases.PARTICLES and (name := _FAMILY_OF.get(f"{words[0]} {words[place]}")) is not None:
            return _parted(name, f"{words[0]} {words[place]}", words[1:place] + words[place + 1 :])
    name = _FAMILY_OF.get(words[0])
    return _parted(name, words[0], words[1:]) if name is not None else None


def _known_verb(words: list[str]) -> str | None:
    """A verb of several words that is known, also with "the" or "my" in it: "Place my order", "File a claim"."""
    said = " ".join(words)
    if said in _FAMILY_OF:
        return said
    if words[-1] in _SMALL or not _SMALL.intersection(words[1:]):
        return None
    bare = [word for at, word in enumerate(words) if at == 0 or word not in _SMALL]
    return " ".join(bare) if len(bare) > 1 and " ".join(bare) in _FAMILY_OF else None


_SMALL = frozenset(words("the a an my your our his her their this that these those"))


def _of_aspect(words: list[str]) -> Sense | None:
    """ "Start selling", "Stop sharing", "Keep reading": what begins or ends is the verb that comes after."""
    if len(words) < 2 or words[0] not in _ASPECTS or not words[1].endswith("ing") or " ".join(words[:2]) in _FAMILY_OF:
        return None
    if "process" in kinds_of(tuple(words[1:])):
        return None
    stem = words[1].removesuffix("ing")
    known = (form for form in (stem, f"{stem}e", stem[:-1]) if form in _FAMILY_OF)
    base = next(known, None)
    if words[0] in ("keep", "continue", "resume"):
        return SENSES["shows"]
    if base is None:
        return None
    sense = SENSES[_meant(_parted(_FAMILY_OF[base], base, words[2:]))]
    if sense.kind in ("shows", "refuses") or words[0] == "finish":
        return SENSES["shows"]
    if words[0] in ("stop", "quit"):
        return sense if sense.undo else SENSES["settings" if sense.risk in ("send", "grant_permission") else "asks"]
    return SENSES["commits"] if sense.risk == "pay" else sense


_ASPECTS = frozenset(words("start begin stop quit keep continue finish resume"))


def _names_a_thing(words: list[str]) -> bool:
    """ "Order details", "Vote count": a verb that is a noun too, before a noun that names a kind of it."""
    if len(words) == 1:
        return words[0] in compounds.ALONE_A_THING
    rest = words[1:]
    if words[1] == "of" and words[0] not in ("dispose", "approve"):
        return True  # "Bill of materials"
    if words[0] in compounds.NEEDS_SOMEBODY:
        return (words[0] == "page" and rest[0].isdigit()) or not _tells_somebody(words[0], rest)
    return not set(rest) & _TIES and _tells_of_a_thing(words, rest)


def _tells_of_a_thing(words: list[str], rest: list[str]) -> bool:
    if words[0] in compounds.NOUNS_TOO and len(rest) == 1 and rest[0] in compounds.TELLS_OF:
        return True
    if words[0] in compounds.HYPHENED and rest[0] not in _NAMES_NOTHING | {"online", "guest", "now"}:
        return True
    if words[0] in compounds.ALSO_NOUNS | compounds.STATES and len(words) < 5 and rest[-1] in compounds.STATES_AFTER:
        return True
    if words[0] in compounds.ALSO_NOUNS and len(words) < 5 and rest[-1].endswith("ed") and not _CLAUSE & set(rest):
        return True
    if words[0] not in compounds.ALSO_NOUNS or rest[0] in things.DETERMINERS | things.INDEFINITE or len(rest) > 2:
        return False
    if words[0] == "request":
        return rest[-1] in (
            "details",
            "history",
            "options",
            "settings",
            "status",
            "type",
            "types",
            "id",
            "queue",
            "log",
        )
    if words[0] == "share":
        return rest[-1] in ("price", "prices", "count", "history", "options", "settings", "class", "capital")
    if words[0] in compounds.MOSTLY_VERBS:
        return rest[-1] in compounds.FACTS_OF
    tails = compounds.CORE_TAILS if words[0] in compounds.ACTS_ON_PAGES else compounds.COMPOUND_TAILS
    return rest[-1] in tails


_ALSO_PEOPLE = frozenset(words("property hotel venue restaurant hospital clinic"))
_CLAUSE = frozenset(words("as that i we they you"))


def _tells_somebody(verb: str, rest: list[str]) -> bool:
    """ "Email address" names a thing, "Email the seller" and "Email invoice" tell somebody something."""
    if rest[0] in things.DETERMINERS | things.INDEFINITE | _PRONOUNS or set(rest) & {"to", "him", "her", "you"}:
        return True
    kinds = kinds_of(tuple(rest))
    if verb != "message" and kinds & {"booking", "sitting"} and "request" not in rest:
        return True
    if rest in (["queue"], ["log"], ["server"], ["headers"]):
        return False
    a_name = not kinds and rest[-1] not in compounds.COMPOUND_TAILS
    return a_name or bool(kinds & {"people", "crowd", "doc", "support", "group"}) or bool(_ALSO_PEOPLE & set(rest))


def _parted(name: str, verb: str, rest: list[str]) -> _Asked:
    parts: list[tuple[str, list[str]]] = [("", [])]
    for word in rest:
        if word in things.PREPOSITIONS and (len(parts) > 1 or parts[0][1] or word in _THING_AFTER | {"to", "into"}):
            parts.append((things.PREPOSITIONS[word], []))
        else:
            parts[-1][1].append(word)
    thing = tuple(parts[0][1])
    places = tuple((preposition, tuple(said)) for preposition, said in parts[1:])
    if not thing and places and places[0][0] in _THING_AFTER:
        thing = places[0][1]
    return _Asked(FAMILIES[name], name, verb, thing, places)


# What the family says


def _meant(asked: _Asked) -> str:
    """The name of the sense: by where it goes, then by the thing, else the family's own."""
    family = asked.family
    goes = {(place, kind) for place, said in asked.places for kind in kinds_of(said)}
    kinds = kinds_of(asked.thing)
    for rule, sense in family.rules.items():
        place, _, kind = rule.partition("_")
        if (place, kind) in goes and kind:
            return sense
    if "another" in family.rules and set(asked.thing) & {"another", "more", "new", "extra", "additional"}:
        return family.rules["another"]
    if asked.name in _CAN_TELL and any(("to", kind) in goes for kind in ("crowd",)) and asked.thing:
        return "send"
    an_unnamed = bool(asked.thing and asked.thing[0] in things.INDEFINITE)
    for rule, sense in family.rules.items():
        if rule in kinds or (an_unnamed and rule.startswith("a_") and rule[2:] in kinds):
            return sense
    if asked.name == "cancel" and _MANY & set(asked.thing):
        return family.default
    if asked.name == "sign_in" and asked.verb.endswith((" with", " as")):
        return family.default
    if (somewhere := _put_somewhere(asked, goes)) is not None:
        return somewhere
    named = [word for word in asked.thing if word not in _NAMES_NOTHING and not _SUM.fullmatch(word)]
    if named and asked.thing[-1] == "now" and asked.name == "edit":
        return "commits"
    return family.default if named else _alone(family, asked.verb)


def _put_somewhere(asked: _Asked, goes: set[tuple[str, str]]) -> str | None:
    """ "Add to trip", "Remove from shelf": into and out of what holds things, as long as it is nobody's account."""
    if asked.name == "save" and "draft" in asked.thing:
        return "draft"
    place = {"add": "to", "save": "to", "remove": "from"}.get(asked.name)
    if place is None or not any(preposition == place and said for preposition, said in asked.places):
        return None
    if place == "from" and _NO_HOLDERS.intersection(kinds_of(asked.thing)):
        return None
    if _NO_HOLDERS.intersection(kind for preposition, kind in goes if preposition == place):
        return None
    if place == "to" and any(_SHOWN_TO_ALL.intersection(said) for _, said in asked.places):
        return "asks"
    return "light" if place == "to" else "trash"


_NO_HOLDERS = frozenset(words("people group account device infra data money crowd access role credential app stake"))
_SHOWN_TO_ALL = frozenset(words("gallery wall directory showcase website site catalog catalogue store shop blocklist"))
_CAN_TELL = frozenset(words("decide submit put make run open show_to give"))


def _alone(family: Family, verb: str) -> str:
    """The sense of a verb with nothing after it; of several words it may name what it acts on: "lock thread"."""
    if not _holds_its_thing(verb):
        return family.bare
    if family is FAMILIES["sign_in"]:
        return family.default
    kinds = kinds_of((verb.split()[-1],))
    return next((sense for rule, sense in family.rules.items() if rule in kinds), family.default)


def _holds_its_thing(verb: str) -> bool:
    """Whether a verb of several words names what it acts on, as "roll key" and "send for review" do."""
    first, *rest = verb.split()
    no_thing = things.PREPOSITIONS.keys() | phrases.PARTICLES | _PRONOUNS | {"all", "terms"}
    return bool(rest) and rest[-1] not in no_thing and bool(kinds_of((rest[-1],))) and first in _FAMILY_OF


_AFTER_ALL = frozenset(words("now today online again instead anyway immediately here too"))
"""Words after the thing that name nothing."""


@cache
def kinds_of(words: tuple[str, ...]) -> frozenset[str]:
    """The kinds of the thing that some words name: by the longest ending that is known ("my credit card"), else by
    the first word, after which a name may stand ("tag spring")."""
    said = [word for word in words if not _SUM.fullmatch(word)]
    while len(said) > 1 and said[-1] in _AFTER_ALL:
        said = said[:-1]
    while said and said[0] in things.DETERMINERS | things.INDEFINITE and len(said) > 1:
        said = said[1:]
    for count in range(min(_THING_WORDS_MAX, len(said)), 0, -1):
        ending = said[len(said) - count :]
        for last in _singular(ending[-1]):
            if (kinds := _KINDS_OF.get(" ".join([*ending[:-1], last]))) is not None:
                return kinds
    named = next((_KINDS_OF[form] for word in said[:1] for form in _singular(word) if form in _KINDS_OF), None)
    return named or frozenset()


def _singular(word: str) -> list[str]:
    forms = [word]
    if word.endswith("ies") and len(word) > 4:
        forms.append(f"{word[:-3]}y")
    if word.endswith("es") and len(word) > 3:
        forms.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss") and len(word) > 2:
        forms.append(word[:-1])
    return forms


def _listed(data: dict[str, str]) -> dict[str, str]:
    """Phrase -> its family or sense."""
    return {
        " ".join(words_of(phrase)): name for name, text in data.items() for phrase in text.split(",") if phrase.strip()
    }


def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, text in things.THINGS.items():
        for noun in text.split(","):
            found.setdefault(" ".join(words_of(noun)), set()).add(kind)
    return {noun: frozenset(kinds) for noun, kinds in found.items() if noun}


_FAMILY_OF = _listed(verbs.VERBS)
_WHOLE = {phrase: SENSES[name] for phrase, name in _listed(phrases.WHOLE).items()}
_KINDS_OF = _kinds()
_LEAD_INS = frozenset(" ".join(words_of(text)) for text in phrases.LEAD_INS)
