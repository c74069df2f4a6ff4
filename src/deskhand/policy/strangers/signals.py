"""What instructions to a model are made of: to whom they speak, what they set aside, whose leave they claim, what they
keep from people, and what they demand. English and Chinese.

One of these alone says nothing: people are given orders too, and texts talk about models. `finding` weighs them
together. Each pattern is bounded, so that reading costs no more than the text is long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Signal = Literal["speaks_to_ai", "role", "sets_aside", "leave", "no_question", "secret", "demand", "check", "names_ai"]
"""role: markup that only a conversation's own keeper writes. leave: of the user, claimed. check: a human is to be
proved. names_ai: an agent, assistant or model is named as who has to do something, which may be a person too."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A signal and where it stands in the text."""

    signal: Signal
    begin: int
    end: int


_SURE = (
    r"(?:AIs?|A\.I\.|LLMs?|(?:large )?language[ -]models?|chat ?bots?|(?:chat)?gpts?|claude|gemini|copilot|siri|"
    r"(?:AI|LLM|virtual|digital|automat(?:ed|ic)|autonomous|coding|software|intelligent|computer[- ]use|browser)[ -]"
    r"(?:powered )?(?:agents?|assistants?|models?|systems?|helpers?))"
)
_PERHAPS = r"(?:agents?|assistants?|bots?|models?|machines?|copilots?|automations?)"
_NOT_A_TRADE = r"(?! (?:manager|director|professor|editor|coach|surgeon|number|name|code|id)\b)"
_WHO = rf"(?:{_SURE}|{_PERHAPS}{_NOT_A_TRADE})"
_START = r"(?:^|(?<=[.!?:;\n(\[\"“'*#>|/])|(?<=[.!?:;)\]] )|(?<=[#*>–—-] ))[ \t]{0,4}"
_MUST = (
    r"(?:must|shall|should|needs? to|ha(?:ve|s) to|(?:are|is) (?:required|obliged|asked|instructed|requested|expected) "
    r"to|will)"
)

_SPEAKS = (
    rf"\b(?:attention|attn|dear|hey|hi|hello|note|message|notice|instructions?|orders?|important|task|captcha)\b[^.\n]"
    rf"{{0,30}}?\b(?:(?:to|for)[ :,]+)?(?:the |any |all |every |our |an? |you )?(?:\w+ )?(?:{_SURE}|"
    rf"(?<=to )(?:the )?{_PERHAPS}|(?<=for )(?:the )?{_PERHAPS}|(?<=to the ){_PERHAPS}|(?<=for the ){_PERHAPS}|"
    rf"(?<=attention ){_PERHAPS})\b",
    rf"{_START}(?:to|for) (?:any|all|the|every|an?) (?:\w+ )?{_WHO}\b",
    rf"\b(?:if|since|as|because)\b[^.\n]{{0,40}}\byou(?:'re| are) (?:reading this as )?(?:an? |the )?(?:\w+ )?{_WHO}\b",
    rf"{_START}(?:\(\d+\) ?)?{_SURE}(?: [\w-]+){{0,6}}? ?[:,!–—]",
    rf"{_START}(?:\(\d+\) ?)?(?:agents?|assistants?|bots?|machines?) ?[:,!–—] ?(?=[a-z])",
    rf"{_START}{_SURE} ?- ",
    r"\b(?:agent|AI|bot|LLM|machine)[ -]only\b",
    rf"\b{_SURE}(?: [\w'-]+){{0,12}}?,? (?:it )?{_MUST}(?! not\b|n't)\b",
    r"\b(?:agent|bot|assistant) detected\b|\binstruct your (?:browser|agent|assistant|bot) to\b",
    r"(?:致|给|亲爱的|尊敬的|提醒|通知)(?:所有|各位|任何|正在[^，。\n]{1,12}的)?(?:AI|人工智能|大模型|语言模型"
    r"|智能体|智能代理|智能助手|机器人|助手)",
    r"(?:AI|人工智能|大模型|语言模型|智能体|智能代理|AI ?助手|机器人)(?:请注意|[：:，,]|必须|应当|应该|须|需要"
    r"|务必|都应)",
    r"(?:^|[\n。：:】])助手(?:[：:，,]|必须|应当|应该|须|务必)",
    r"如果你是[^。\n]{0,10}(?:AI|人工智能|语言模型|大模型|机器人|智能体|助手)|仅供[^。\n]{0,4}(?:机器人|AI|智能体)阅读",
)
_NAMES = (
    rf"(?:{_START}|\b(?:the|all|any|every|this|these) )(?:{_SURE}|{_PERHAPS}{_NOT_A_TRADE})(?: [\w'-]+){{0,8}}? {_MUST}"
    r"(?! not\b|n't)\b",
)
_ROLE = (
    r"</?(?:system|assistant|user|human|instructions?|tool_(?:call|result|use)|function_(?:calls?|results?)|invoke|"
    r"assistant_instructions|from-the-screen|notice|output|im_start|im_end)(?: [^<>\n]{0,80})?>",
    r"<\|[a-z_]{2,30}\|>|\[/?INST\]|<<SYS>>|\[/?SYSTEM(?: [A-Z]+)?\]|【系统[^】]{0,6}】|系统(?:消息|指令|提示)[：:]",
    r"(?:^|\n)#{2,4} ?(?:system|instructions?|response)\b ?:?",
    r"[\"']role[\"'] ?: ?[\"'](?:system|developer)[\"']",
    r"(?:^|\n)(?:system(?: prompt)?(?: update| message| override)?|human|user|developer) ?: ?(?=[A-Za-z])",
    r"\bsystem prompt (?:update|change|override)|\bpolicy override\b",
)
_ORDERS = (
    r"(?:instructions?|rules?|prompts?|directions?|orders?|guidelines?|directives?|commands?|programming|constraints?|"
    r"restrictions?|task(?: description)?|goals?|objectives?|requests?)"
)
_SETS_ASIDE = (
    rf"\b(?:ignore|disregard|forget|override|overrule|bypass|discard|set aside|stop following|do not follow"
    rf"|don't follow)"
    rf" (?:all |any |the |of |each |every )*(?:your|previous|prior|earlier|above|preceding|foregoing|system|original|"
    rf"other|existing|former)(?: \w+){{0,2}}? {_ORDERS}\b",
    rf"\b(?:ignore|disregard|forget|discard)\b[^.\n]{{0,40}}\b(?:you were (?:told|given|asked)|you (?:have )?been "
    rf"(?:told|given)|the (?:task|{_ORDERS}) (?:that )?you)\b",
    rf"\b(?:ignore|disregard|forget|override) (?:all )?(?:your|the|any) (?:system )?{_ORDERS}\b",
    rf"\byour (?:\w+ )?{_ORDERS} (?:is|are|has|have)(?: been| now)? (?:changed|void|updated|cancelled|canceled"
    rf"|replaced|"
    r"over|suspended|outdated|out of date|obsolete|invalid)",
    rf"\byour (?:new|real|true|actual|only|next|updated) (?:\w+ )?{_ORDERS}\b",
    r"\b(?:stop|abandon|drop|pause) (?:your|the) (?:current|present|original) (?:task|work|job)\b"
    r"|\bstop reading here\b",
    r"\b(?:has|have) (?:updated|changed|replaced) your (?:\w+ )?" + _ORDERS,
    rf"\bnew {_ORDERS} ?:|\bfrom now on,? you (?:will|must|are|shall)\b|\byou are now (?:in|the|an?)\b",
    rf"\bthe (?:task|{_ORDERS})(?: \w+)? (?:is|are) (?:out of date|outdated|cancelled|obsolete|a test)|\b(?:earlier|"
    r"previous|original) (?:request|task|instructions?) (?:was|were) (?:only )?a test\b",
    r"\boutranks? the (?:user|person|system)|\bwithout (?:any )?restrictions\b",
    r"(?:忽略|忘记|忘掉|无视|不要理会|不必理会|抛弃|推翻)[^。\n]{0,12}(?:指令|提示|要求|规则|任务|命令|指示|设定)",
    r"你(?:的)?(?:新|真正|最新|实际)的?(?:任务|目标|指令|使命)|按照新的(?:指令|要求)|从现在起[，,]?你",
    r"(?:任务|指令|要求)(?:已经?|均已)(?:取消|作废|失效|变更|更新)",
)
_PERSON = (
    r"(?:user|person|human|(?:account |repository )?owner(?: of [\w ]{3,30})?|operator|account holder|customer|"
    r"developer|principal|people you work for)"
)
_LEAVE = (
    rf"\b(?:the|your|my|its) {_PERSON}(?: who [\w ]{{3,40}})?(?: has| have| had| is|'s)? ?(?:already |just |also )*"
    r"(?:authori[sz]ed|approved|consent(?:s|ed)|agree(?:s|d)|given (?:you )?(?:\w+ )?(?:permission|consent|approval)|"
    r"allow(?:s|ed)|confirmed|said (?:it|that|this)|wants? you to|would like you to|asked you to|been informed|"
    r"already knows|knows about)",
    r"\buser (?:consent|approval|permission) (?:is|has been) (?:on file|given|granted|recorded)",
    r"\byou (?:have been|are(?: now)?|were) (?:already )?(?:authori[sz]ed|permitted|cleared|pre-approved) to\b",
    rf"\bmessage from (?:the|your) {_PERSON}\b|\bthis is (?:your|the) {_PERSON}(?: speaking)?\b|\bI(?:'m| am"
    rf") your user\b"
    r"|[-–—] ?your user\b",
    r"\bI (?:approve|agree|consent|authori[sz]e) (?:to )?(?:this |it |everything )?in advance",
    r"(?:用户|机主|主人|客户|使用者)(?:已经?|事先|早已)[^。\n]{0,3}(?:授权|同意|批准|许可|知情)|获(?:得"
    r")?用户(?:的)?(?:授权|同意)|我是你的(?:用户|主人)",
)
_NO_QUESTION = (
    r"\bno (?:further |additional |more )?(?:confirmation|approval|permission|consent) (?:is )?(?:needed|required|"
    r"necessary)|\b(?:no need|need not|needn't|do(?:es)? not need|don't need|not necessary) (?:to )?(?:\w+ )?(?:ask|"
    r"check|confirm|permission|bother)|\bdo not (?:ask|bother) (?:\w+ )?(?:again|them|me|him|her)?|\bwithout (?:asking|"
    r"confirmation|permission)",
    r"(?:无需|不用|不必|不需要|不要)(?:再)?(?:跟|向|找)?(?:我|他|她|用户|任何人)?(?:再)?(?:确认|询问|请示|问|批准)",
)
_SECRET = (
    r"\b(?:do not|don't|never|without|must not|avoid|not to|and not|nor) (?:ever )?(?:tell(?:ing)?|inform(?:ing"
    r")?|mention"
    r"(?:ing)?|alert(?:ing)?|notify(?:ing)?|report(?:ing)?|reveal(?:ing)?|show(?:ing)?|warn(?:ing)?|disclos(?:e"
    r"|ing)|let)"
    rf"\b[^.\n]{{0,40}}\b{_PERSON}\b",
    rf"\b(?:keep|hide) (?:this|it|that)(?: (?:a )?secret| hidden| quiet| confidential)?(?: from)? (?:the|your"
    rf") {_PERSON}",
    r"\bkeep (?:quiet|silent) about (?:it|this)|\bsay nothing (?:about|of) (?:it|this)|\bkeep (?:this|it"
    r") (?:secret|quiet|"
    r"between us)|\bbring (?:it|this) up in your (?:report|answer|summary|reply)|\brespond only with\b",
    r"(?:不要|别|切勿|不得|请勿|不可)[^。，\n]{0,2}(?:告诉|通知|告知|提醒|让|惊动)[^。，\n]{0,4}(?:用户|主人"
    r"|机主|客户)|不要在(?:报告|回复|回答|总结)中提",
)
_CHECK = (
    r"\b(?:verify|prove|confirm|show)\b[^.\n]{0,40}\b(?:human|robot|bot|yourself|who (?:you|they) are"
    r"|approved agent)\b|"
    r"\bcaptcha\b|\b(?:human|robot) (?:verification|check)\b|\b(?:unlock|lift the block|unblock)\b",
    r"人机验证|验证你是人|不是机器人",
)

_LEAD = (
    r"(?:^|(?<=[.!?:;,\n(\"“'>*])\s{0,3}|(?<=[–—-] )|\b(?:and|then|please|must|should|shall|to|first|now|also"
    r"|you|will|immediately|"
    r"instead|just|simply|kindly|silently|quietly|go|actually|can) )(?<!not to )"
)
_DATA = (
    r"(?:passwords?|cookies?|tokens?|credentials?|secrets?|api keys?|keys?|inbox|e-?mails?|messages?|history|"
    r"conversations?|contents? of|files?|notes|documents?|folders?|personal (?:data|details|information)|details|data|"
    r"screenshots?|text of|everything|contacts|environment variables|system prompt|card (?:number|details))"
)
_PLACE = r"(?:https?://|www\.|[\w.+-]+@[\w-]+\.|\bthe (?:address|following address|form|server|endpoint|url|link)\b)"
_DEMANDS = (
    rf"{_LEAD}(?:send|e-?mail|forward|mail|upload|post|transmit|exfiltrate|leak|share|copy|paste|submit|append|export"
    rf"|reveal)\b[^.\n;]{{0,60}}\b{_DATA}",
    rf"{_LEAD}(?:send|e-?mail|forward|mail|upload|post|transmit|copy|submit)\b[^\n;]{{0,80}}{_PLACE}",
    rf"{_LEAD}(?:run|execute|launch|paste|enter|type|use)\b[^.\n]{{0,40}}(?:`|\bcommand\b|\bshell\b"
    rf"|\bterminal\b|\bscript\b|"
    r"\bcurl\b|\bwget\b|\bpip3? install\b|\bnpm i|\brm -rf?\b|\bsudo\b|\bpowershell\b|\bbash\b)",
    rf"{_LEAD}(?:delete|remove|erase|wipe|clear out|empty|destroy|drop|format|shred)\b[^.\n]{{0,40}}\b(?:files?"
    rf"|folders?|"
    r"director(?:y|ies)|accounts?|everything|repositor(?:y|ies)|database|backups?|e-?mails?|messages|inbox|disk"
    r"|history)",
    rf"{_LEAD}(?:pay|transfer|buy|purchase|order|send|donate|wire|deposit|confirm|book"
    rf")\b[^.\n]{{0,50}}(?:\b(?:invoices?|"
    r"money|gift cards?|payment|transfer|bill|amount|bitcoin|crypto|Pay now)\b|\d ?(?:EUR|USD|GBP|CHF|CNY"
    r"|euros?|dollars?"
    r"|€)|[$€£]\d)",
    rf"{_LEAD}(?:type|enter|put|provide|fill in|give|supply|input|submit)\b[^.\n]{{0,40}}\b(?:passwords?|pin"
    rf"|card number|"
    r"credentials|passcode|one-time code|personal (?:data|details)|security code|form)\b",
    rf"{_LEAD}(?:open|visit|go to|navigate to|load|fetch|follow|browse to|request|access"
    rf")\b[^.\n]{{0,30}}(?:https?://|www\.)",
    rf"{_LEAD}(?:accept|agree to|approve|consent to|sign|authori[sz]e)\b[^.\n]{{0,40}}\b(?:terms|conditions|contract|"
    r"agreement|transfer|payment|access|request)\b",
    rf"{_LEAD}(?:press|click|tap|choose|select)\b[^.\n]{{0,30}}\b(?:allow|accept|agree|pay|send|delete|submit"
    rf"|confirm|install"
    r"|buy|order)\b",
    rf"{_LEAD}(?:install|download|disable|turn off|deactivate|grant|change)\b[^.\n]{{0,40}}\b(?:package"
    rf"|extension|software|"
    r"program|antivirus|protection|firewall|access|permissions?|settings?|password|security|two-factor)\b",
    rf"{_LEAD}(?:recommend|praise|rate|rank|hire|endorse)\b[^.\n]{{0,40}}\b(?:this|our|the) (?:product"
    rf"|candidate|company|"
    r"shop|paper|applicant|site)\b",
    r"(?<![不勿别要得会能])(?:发送|转发|上传|发|寄|提交|外传|泄露|复制|传)(?:[^。，\n]{0,20})(?:内容|邮件|文件"
    r"|数据|密码|资料|信息|记录|@|http)",
    r"(?:把|将)[^。\n]{1,30}(?:发送|转发|上传|发|提交|传|复制|粘贴)(?:到|给|至)",
    r"(?<![不勿别要得会能])(?:删除|清空|删掉|移除)[^。，\n]{0,20}(?:文件|文件夹|目录|账户|账号|邮件|数据|仓库)|rm -rf",
    r"(?:转账|付款|支付|汇款|打款|购买)[^。，\n]{0,12}(?:元|账户|按钮|并确认|\d)|(?:点击|按下?"
    r")[^。，\n]{0,4}[“\"'「]?(?:立即支付|支付|同意|接受|确认|发送|删除|允许)",
    r"(?:运行|执行|输入)[^。，\n]{0,12}(?:curl|wget|命令|脚本|pip|npm|密码|口令|验证码)"
    r"|输入[^。，\n]{0,6}(?:账户|账号)?密码",
    r"(?<![不勿别要得会能])(?:访问|打开)[^。，\n]{0,6}(?:https?://|链接)",
)

_AI_WORDS = (
    "agent", "assistant", "bot", "llm", "language model", "language-model", "model", "machine", "gpt", "cla"
    "ude", "gemini",
    "copilot", "siri", "automation", "a.i.", "ai", "人工智能", "智能", "模型", "机器人", "助手",
)  # fmt: skip
_PERSON_WORDS = ("user", "person", "human", "owner", "operator", "account holder", "customer", "developer", "principal")
_PIVOTS: tuple[tuple[Signal, tuple[str, ...], tuple[str, ...]], ...] = (
    ("speaks_to_ai", _AI_WORDS, _SPEAKS),
    ("names_ai", _AI_WORDS[:-5], _NAMES),
    (
        "role",
        ("<", "[inst", "[/inst", "[system", "[/system", "【系统", "系统", "##", "role", "system", "human", "user",
         "developer", "policy override"),
        _ROLE,
    ),
    (
        "sets_aside",
        ("ignore", "disregard", "forget", "overrid", "overrul", "bypass", "discard", "set aside", "follow",
        "your ", "new ",
         "stop ", "abandon", "from now on", "you are now", "the task", "a test", "outrank", "restrictions"
         "", "忽略", "忘",
         "无视", "理会", "抛弃", "推翻", "你", "指令", "任务", "要求"),
        _SETS_ASIDE,
    ),
    ("leave", ("authori", "approv", "consent", "agree", "permi", "allow", "confirm", " said ", "you to", "informed",
               "knows", "cleared", "message from", "this is ", "your user", "授权", "同意", "批准", "许可"
               "", "知情", "我是你"),
     _LEAVE),
    ("secret", (*_PERSON_WORDS, "keep", "silent", "say nothing", "bring it", "bring this", "respond only",
    "用户", "主人",
                "机主", "客户", "报告", "回复", "回答", "总结"), _SECRET),
)  # fmt: skip
"""What can start a group, with words of which one must be near for a pattern to fit: looking for those is quick."""

_OTHERS: tuple[tuple[Signal, tuple[str, ...]], ...] = (
    ("no_question", _NO_QUESTION),
    ("check", _CHECK),
    ("demand", _DEMANDS),
)


def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_PIVOT_PATTERNS = tuple((signal, words, _compiled(patterns)) for signal, words, patterns in _PIVOTS)
_OTHER_PATTERNS = tuple((signal, _compiled(patterns)) for signal, patterns in _OTHERS)
_REACH = 170
"""No pattern is longer on either side of its word."""
_SHORT = frozenset({"ai"})
"""They stand in too many other words to be looked for as they are."""


def marks_in(text: str, near: int) -> list[Mark]:
    """The signals of a text by their places: those that can start a group, and the others up to `near` around them."""
    lower = text.lower()
    found: list[Mark] = []
    for signal, words, patterns in _PIVOT_PATTERNS:
        places = [place for word in words for place in _places(lower, word)]
        found += _matches(text, signal, patterns, _spans(places, _REACH))
    around = _spans([mark.begin for mark in found], near)
    for signal, patterns in _OTHER_PATTERNS:
        found += _matches(text, signal, patterns, around)
    return sorted(found, key=lambda mark: mark.begin)


def _places(lower: str, word: str) -> list[int]:
    if word in _SHORT:
        return [match.start() for match in re.finditer(rf"(?<![a-z]){word}s?(?![a-z])", lower)]
    places, at = [], lower.find(word)
    while at >= 0:
        places.append(at)
        at = lower.find(word, at + len(word))
    return places


def _spans(places: list[int], reach: int) -> list[tuple[int, int]]:
    """Stretches of the text around places; those that meet are one."""
    spans: list[tuple[int, int]] = []
    for place in sorted(places):
        begin, end = max(0, place - reach), place + reach
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
    return spans


def _matches(
    text: str, signal: Signal, patterns: tuple[re.Pattern[str], ...], spans: list[tuple[int, int]]
) -> list[Mark]:
    return [
        Mark(signal, match.start(), match.end())
        for begin, end in spans
        for pattern in patterns
        for match in pattern.finditer(text, begin, end)
    ]
