"""What a request of a page would do, read off its method, address and fields, in English and Chinese. Pure.

The desk's wall and the judge read requests with the same eyes, so that what one lets through the other would have
called the same. Names, values and addresses are a stranger's: they can only make a request count for more, except that
a body which plainly only asks (a GraphQL query, a JSON-RPC read, a search) counts as reading. It does not know
profiles or verdicts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from deskhand.core.recipients import is_address, is_recipient_field, recipients_in
from deskhand.core.sites import host_of, same_site, site_of, site_of_host
from deskhand.core.targets import Covers, HeldRequest
from deskhand.core.verdicts import RiskClass

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MASK = "••••"

_SECRET = re.compile(
    r"passw|passphrase|passcode|\bpwd\b|\bsecret\b|\btoken\b|\botp\b|\bpin\b|\bcvc2?\b|\bcvv2?\b|security code"
    r"|api key|credential|captcha response|csrf|authenticity|密码|口令|验证码|安全码|密钥",
)
_PASSWORD = re.compile(r"passw|passphrase|passcode|\bpwd\b|\botp\b|密码|口令|验证码")
_CARD = re.compile(
    r"\bcard ?(number|num|no)\b|\bcc ?(number|num|no|exp|csc)\b|\bcredit ?card\b|\bcvc2?\b|\bcvv2?\b|\biban\b"
    r"|\b(sort|routing) ?(code|number)\b|\bpayment method\b|卡号|银行卡|信用卡|安全码|有效期|收款账号",
)
_AMOUNT = re.compile(r"\b(amount|total|price|sum|payment|tip)\b|金额|总价|总额|价格|合计")
_CURRENCY = re.compile(r"\bcurrency\b|货币|币种")
_PAYING = re.compile(
    r"\b(pay|paid|payments?|checkout|purchases?|buy|orders?|transfers?|donat\w*|remit\w*|billing|charges?|subscribe)\b"
    r"|支付|付款|下单|购买|转账|结账|汇款|充值|打赏",
)
_PAYS = re.compile(
    r"\b(pay|checkout|place order|make payment|buy now|buy|purchases?|transfers?|orders?|donate)$"
    r"|(支付|付款|下单|购买|转账|结账)$"
)
_PAYS_BY_GET = re.compile(
    r"\b(pay( now)?|purchase|transfer|place order|make payment|confirm (order|payment))$|(支付|付款|下单|转账)$"
)
_DELETING = re.compile(r"\b(delet\w*|remov\w*|destroy|erase|purge|trash|wipe)\b|删除|移除|清空|注销")
_SENDING = re.compile(
    r"\b(send|messages?|mails?|email|comments?|repl(y|ies)|publish|share|tweets?|posts?|invit\w*|statuses|chat)\b"
    r"|发送|发布|评论|回复|私信|消息|分享|邀请|邮件",
)
_WORDS = re.compile(
    r"\b(body|message|msg|content|text|comment|subject|reply|caption|status|post)\b"
    r"|正文|内容|消息|评论|主题|留言|回复",
)
_FINAL = re.compile(
    r"\b(confirm\w*|finali[sz]\w*|finish\w*|complet\w*|submit\w*|place|book|reserve|approve|sign|publish|register|enrol\w*"
    r"|vote|bid|accept|agree|grant|authori[sz]\w*|execute)\b|确认|提交|完成|预订|批准|签署|发布|注册|投票|同意|授权",
)
"""How the address of a request that settles something ends, or what its field for the deed holds."""
_SETTING = re.compile(r"\b(settings?|preferences?|permissions?|account|profile|privacy|security)\b|设置|偏好|权限|账户")
_ACTION_FIELDS = frozenset({"action", "method", "do", "op", "operation", "command", "cmd", "intent", "操作", "commit"})
_SEARCH = re.compile(
    r"(^|[/_-])(search|graphql-search|autocomplete|suggest|typeahead|lookup|_search|_msearch|查询|搜索)$"
)

_READ_VERBS = frozenset({"get", "list", "search", "find", "read", "query", "describe", "count", "fetch", "lookup"})
_CHANGE_VERBS = frozenset({
    "set", "update", "create", "delete", "remove", "send", "pay", "add", "put", "insert", "write", "transfer", "submit",
    "cancel", "order", "buy", "clear", "reset", "replace", "post",
})  # fmt: skip
_QUERY_CHARS_MAX = 200_000
_SERIOUS: frozenset[RiskClass] = frozenset({"pay", "delete", "send"})
"""Classes of a request that an act of a lesser class does not cover."""
_LASTING: frozenset[RiskClass] = frozenset({"sign_in", "change_settings"})
"""Classes that an act which can be taken back does not cover either."""
_CENTS = re.compile(r"\b(cents?|minor|pence)\b|分$")
_FEW_CENTS = 0.005
_ID = re.compile(r"[0-9a-fA-F-]+|[A-Za-z]{0,2}(?:[\d_.-]+[A-Za-z]{1,2})*[\d_.-]*")
"""What numbers a thing in a path ("7", "x7", "3f2a-91"), once it holds a digit: the word before says what is done."""


def plain(name: str) -> str:
    """A field's or path's name as words: "cardNumber", "card_number" and "user[card-number]" become "card number"."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name[:300])
    return " ".join(re.sub(r"[^\w]|_", " ", spaced).lower().split())


def is_secret(name: str) -> bool:
    """Whether a field of this name holds something that nobody should be shown."""
    return bool(_SECRET.search(plain(name)))


def is_card_number(value: str) -> bool:
    """Whether a value is built like the number of a payment card (13 to 19 digits, ISO/IEC 7812 check digit)."""
    digits = re.sub(r"[ -]", "", value)
    if not (13 <= len(digits) <= 19 and digits.isascii() and digits.isdigit()):
        return False
    doubled = [int(d) * 2 if n % 2 else int(d) for n, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def tells(name: str, value: str) -> bool:
    """Whether a field says what its request does: with what money or card, for whom, in which words, by which deed."""
    words = plain(name)
    said = (_CARD, _AMOUNT, _CURRENCY, _PASSWORD, _WORDS)
    deed = bool({*words.split()[-1:]} & _ACTION_FIELDS)
    return deed or _says_whom(name) or is_card_number(value) or any(each.search(words) for each in said)


def shown(name: str, value: str, chars_max: int = 200) -> str:
    """A field's value as it may be shown: secrets masked, card numbers but for their last four digits, cut."""
    if value and is_secret(name):
        return MASK
    if is_card_number(value):
        return f"{MASK} {value.strip()[-4:]}"
    return value if len(value) <= chars_max else value[:chars_max] + "..."


def only_asks(address: str, body: Any) -> bool:
    """Whether a JSON body, or one that was posted to a search, plainly only asks for something."""
    if isinstance(body, list):
        return 0 < len(body) <= 100 and all(only_asks(address, item) for item in body)
    if not isinstance(body, Mapping):
        return False
    if isinstance(query := body.get("query"), str) and _is_graphql(query, address):
        return not _changes_by_graphql(query)
    if body.get("jsonrpc") == "2.0" and isinstance(method := body.get("method"), str):
        return _reads_by_name(method)
    return bool(_SEARCH.search(urlsplit(address).path.rstrip("/").lower()))


def _is_graphql(query: str, address: str) -> bool:
    head = query.lstrip()[:20]
    return head.startswith(("{", "query", "fragment", "mutation", "subscription", "#")) and (
        "graphql" in address.lower() or "{" in query
    )


def _changes_by_graphql(query: str) -> bool:
    """Any mutation in it, strings and comments aside; what is too long to be read is taken for one."""
    if len(query) > _QUERY_CHARS_MAX:
        return True
    bare = re.sub(r'"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*', " ", query)
    return bool(re.search(r"\b(mutation|subscription)\b", bare))


def _reads_by_name(method: str) -> bool:
    words = plain(method.replace(".", " ").replace("/", " ")).split()
    return bool(words) and any(w in _READ_VERBS for w in words) and not any(w in _CHANGE_VERBS for w in words)


def classes_of_request(request: HeldRequest) -> tuple[RiskClass, ...]:
    """What the request would do, the most serious first. () where it only asks a site for something of its own."""
    method, foreign = request.method.upper(), not same_site(request.page, request.address)
    found: list[RiskClass] = []
    if request.kind == "socket":
        found = ["submit"]
    elif method in READING_METHODS:
        found = done_by_reading(request.fields)
    elif request.reads:
        found = ["pay"] if tells_card(request.fields) else []
    else:
        found = _serious(request, method) or ["submit"]
    if request.files or (foreign and (found or request.reads or _tells(request))):
        found.append("take_out")
    return tuple(found)


def _serious(request: HeldRequest, method: str) -> list[RiskClass]:
    parts = urlsplit(request.address)
    path = plain(unquote(parts.path).replace("/", " / "))
    names = [plain(name) for name in request.fields]
    deeds = _deeds_of(request.fields)
    found: list[RiskClass] = []
    if _pays(path, names, deeds, request.fields):
        found.append("pay")
    if method == "DELETE" or _DELETING.search(path) or _DELETING.search(deeds):
        found.append("delete")
    if _sends(path, names, deeds, request.fields):
        found.append("send")
    if any(_PASSWORD.search(name) for name in names):
        found.append("sign_in")
    if not found and _SETTING.search(path):
        found.append("change_settings")
    return found


def done_by_reading(fields: Mapping[str, str]) -> list[RiskClass]:
    """What a GET would do that says so in its query: it carries a card, or names a deed ("action=delete&id=7").

    A GET should change nothing. Its path alone says little: "/help/delete-account" is a page to read.
    """
    deeds = _deeds_of(fields)
    found: list[RiskClass] = ["pay"] if tells_card(fields) or _PAYS_BY_GET.search(deeds) else []
    return [*found, "delete"] if _DELETING.search(deeds) else found


def _deeds_of(fields: Mapping[str, str]) -> str:
    """What the fields that name a deed hold: "action", "user[do]", "操作"."""
    return " ".join(plain(value) for name, value in fields.items() if {*plain(name).split()[-1:]} & _ACTION_FIELDS)


def tells_card(fields: Mapping[str, str]) -> bool:
    """Whether a field holds the number of a payment card, of which only the last digits are kept."""
    return any(value.startswith(f"{MASK} ") for value in fields.values())


def _pays(path: str, names: list[str], deeds: str, fields: Mapping[str, str]) -> bool:
    if any(_CARD.search(name) for name in names) or tells_card(fields):
        return True
    if _PAYS.search(path) or _PAYS.search(deeds):
        return True
    return bool(_PAYING.search(path) or _PAYING.search(deeds)) and any(_AMOUNT.search(name) for name in names)


def _sends(path: str, names: list[str], deeds: str, fields: Mapping[str, str]) -> bool:
    words = any(_WORDS.search(name) for name in names)
    to = any(map(_says_whom, fields))
    return words and bool(to or _SENDING.search(path) or _SENDING.search(deeds))


def _says_whom(name: str) -> bool:
    """Whether a field, or a level of a nested one ("message.to[0].address"), is for recipients."""
    return any(is_recipient_field(plain(part)) for part in re.split(r"[.\[\]]", name))


def recipients_of(request: HeldRequest) -> tuple[str, ...]:
    """Whom the request's fields name as recipients."""
    named = (each for name, value in request.fields.items() if _says_whom(name) for each in recipients_in(value))
    return tuple(dict.fromkeys(named))


def _tells(request: HeldRequest) -> bool:
    """Whether a request by GET carries something along."""
    return request.size > 0 or bool(urlsplit(request.address).query)


def amount_of(fields: Mapping[str, str]) -> tuple[float | None, str]:
    """The largest amount of money among the fields, and its currency where a field names it."""
    found: list[float] = []
    currency = ""
    for name, value in fields.items():
        if _CURRENCY.search(plain(name)):
            currency = value[:10]
        elif _AMOUNT.search(plain(name)) and (match := re.search(r"\d[\d,]*(\.\d+)?", value)):
            found.append(float(match[0].replace(",", "")) / (100 if _CENTS.search(plain(name)) else 1))
    return (max(found) if found else None), currency


def covered_by(request: HeldRequest, covers: Covers) -> bool:
    """Whether what was allowed covers this request: its host, what is in it, and how serious it is.

    A host covers the others of its site when the request comes from a page of that site: an application posts to
    api.example.com from app.example.com. A payment, a deletion or a message is covered only by what was allowed as
    one, whatever its button was called; a message to an address that was not told is not, nor a payment of more than
    was told, and under an act that can be taken back nothing is that says it can't. What pages of other sites send
    meanwhile is not the act's.
    """
    visit = request.kind == "navigation" and request.method.upper() in READING_METHODS
    if visit and (covers.visits or request.address in covers.addresses):
        return True
    if not _host_covered(request, covers.hosts) or (request.files and not covers.uploads):
        return False
    if covers.to and any(is_address(each) and each not in covers.to for each in recipients_of(request)):
        return False
    return "*" in covers.hosts or (_page_covered(request, covers) and _deed_covered(request, covers))


def _page_covered(request: HeldRequest, covers: Covers) -> bool:
    """Whether a page of the act sends it: another tab or frame waits for the moment in which its request would pass."""
    site = site_of(request.page)
    return any(request.page and site == _site_with_port(host, request.page) for host in (*covers.hosts, *covers.pages))


def _site_with_port(host: str, page: str) -> str:
    """The site of a host; the desk's own programs are told apart by port, which a host alone does not tell."""
    return site_of(page) if host == host_of(page) else site_of_host(host)


def _deed_covered(request: HeldRequest, covers: Covers) -> bool:
    classes = set(classes_of_request(request))
    grave = _SERIOUS | _LASTING if covers.undoable else _SERIOUS
    if not grave & classes <= set(covers.classes) or (covers.undoable and settles(request)):
        return False
    amount = amount_of(request.fields)[0] if "pay" in classes else None
    return amount is None or covers.amount is None or amount <= covers.amount + _FEW_CENTS


def settles(request: HeldRequest) -> bool:
    """Whether a request says of itself that it is the last word: by the end of its path, or a field for the deed."""
    parts = [part for part in unquote(urlsplit(request.address).path).split("/") if part]
    while parts and _ID.fullmatch(parts[-1]) and any(char.isdigit() for char in parts[-1]):
        parts.pop()
    return bool(_FINAL.search(plain(parts[-1])) if parts else False) or bool(_FINAL.search(_deeds_of(request.fields)))


def _host_covered(request: HeldRequest, hosts: Collection[str]) -> bool:
    if request.host in hosts or "*" in hosts:
        return True
    site = site_of_host(request.host)
    return site == site_of(request.page) and any(site_of_host(host) == site for host in hosts)


def parsed_json(text: str) -> Any:
    """The JSON in a text; None for anything else."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
