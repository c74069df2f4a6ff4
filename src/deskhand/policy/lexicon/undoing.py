"""Sentences that say of something done that it can or can't be taken back, by their grammar: an ability, denied or not,
and a verb of going back."""

from __future__ import annotations

import re

_BACK = (
    r"undo(?:ne|able|ing)?|lift(?:ed)?|let go|reclaim(?:ed)?"
    r"|revers(?:e|ed)|chang(?:e|ed)|recover(?:ed)?|restor(?:e|ed)|edit(?:ed)?|modif(?:y|ied)"
    r"|revok(?:e|ed)|recall(?:ed)?|tak(?:e|en) (?:it |them )?back|withdr(?:aw|awn)|correct(?:ed)?|amend(?:ed)?"
    r"|un-?\w{3,}ed|revert(?:ed)?|retriev(?:e|ed)|reinstat(?:e|ed)"
    r"|br(?:ing|ought) (?:it |them )?back|put back|call(?:ed)? back"
    r"|re-?(?!ceiv|quir|ach|gist|serv|quest|view|fund|nt|new|cord|port|duc|mov|plac|gard|leas|ward|pli|ferr)"
    r"\w{3,}(?:ed|cast|built|made)"
    r"|roll(?:ed)? back|re(?:open|list|join|start|activat|publish|claim|enabl|sum|install|instat|us|print|add"
    r"|assign|book|schedul|connect)(?:e|ed|d)?"
)
_AGAIN = r"(?:\w+ ){1,3}(?:again|back (?:on|in|later))"
_DENIED = (
    r"\b(?:can ?not|can't|won't be able to|won't|will not|couldn't|may not|never|no longer|unable to"
    r"|not (?:be )?able to|not possible to|impossible to)\b"
)
_ENGLISH_FINAL = (
    r"\bonly (?:the|an?|our) [\w ]{2,30}\bcan (?:(?:\w+ ){1,4}again|un\w+|re\w+|start|stop|lift|undo|change)\b"
    r"|\b(?:can|may) (?:only )?be \w+ only by\b|\b(?:is|are) for life\b|\b(?:isn't|aren't|not) re\w+(?:ed|built|made)\b"
    rf"|{_DENIED} be (?:removed|separated|split|taken off|turned back|brought|called in|dropped|held|caught|unmade)\b"
    r"|\bincinerated\b|\bcrushed\b|\bno (?:\w+ ){0,2}(?:is |are )?(?:possible|allowed)\b|\bcan never be\b"
    rf"|\bonly be \w+ed once\b|{_DENIED} (?:be )?(?:halt|repeat|continue)(?:e?d)?\b"
    rf"|{_DENIED}(?: \w+){{0,3}}? (?:go|switch|change|turn|put|move|get|come|roll|give|buy|swap)\w*"
    r" (?:\w+ ){0,2}?back\b"
    r"|\b(?:is|are|gets?|be) (?:\w+ )?(?:lost|gone|forfeited)\b"
)
_LOOKING = (
    r"(?:see|view|read|find|check|pay|use|track|download|print|contact|ask|watch|vote|apply|book|buy|order|reach)"
)
_UNTIL = r"(?:until|till|before|within|for (?:another )?\d+|during the first|up to)"
_ENGLISH_BACK = (
    rf"\b(?:can|may) (?:\w+ )?be (?!{_LOOKING}|seen|found|paid|bought|sent\b)[^.;!?]{{2,40}} (?:again|back)\b"
    r"|\b(?:can|may) (?!not\b|only\b|no\b|come|look|call|check|report|get|write)[^.;!?]{2,40} (?<!call )back\b"
    r"|\b(?:can|may) be (?:released|lifted|undone|reversed|ended|stopped|reopened|resumed|withdrawn)"
    r"[^.;!?]{0,20} later\b"
    rf"|\b(?:can|may) (?:be )?(?!not\b|only\b|{_LOOKING})"
    rf"(?:stop|pull|cancel|take|let|correct|revert|return|lift|call)\w*\b[^.;!?]{{0,40}} {_UNTIL}\b"
    r"|\b(?:set|switch|turn|put|change|take|bring|move|give) (?:it|them|this|these) back\b"
    rf"|{_UNTIL} [^.;!?]{{0,30}}\bto (?:restore|recover|undo|reactivate|keep|bring|get|take)\b"
    r"[^.;!?]{0,30}\b(?:it|them|back|account)\b"
    r"|\bcan (?:still |always |later |also )?be (?:ended|returned to|unlocked|removed again|reassigned|released"
    r"|cancell?ed while|struck out|corrected|amended|rolled back|called off|pumped back|freed|taken out)\b"
    r"|\b(?:can|may) (?:\w+ )?un-?(?:lock|do|sign|mark|seal|assign|claim|pin|hide|block|freeze|merge|link|archive"
    r"|publish)\b|\b(?:freed|released|unlocked|lifted|returned) (?:automatically|by itself|again)\b"
    r"|\b(?:can|may) (?:\w+ )?un-?(?!derst|it)\w{4,} (?:it|them|this)\b"
    r"|\b(?:can|may) be (?!seen|bought|reached|used|paid|found|read|viewed|booked|ordered|contacted|called)"
    r"[^.;!?]{2,30} (?:whenever|any ?time|at any (?:time|moment))\b"
    r"|\bun\w{3,} (?:it|them) (?:here |again )?(?:at )?any ?time\b"
    r"|\bcan be (?:stopped|paused|closed|left) and (?:re\w+|opened|started|joined)\b|\breturns to normal\b"
    r"|\bmay come back\b[^.;!?]{0,30}\bany ?time\b"
    r"|\b(?:can|may) (?:\w+ )?(?:retract|strike out|back out|pull out|rescind|step back)\b"
    r"|\bwants? (?:it|them) back\b|\bundoable\b|\bbrings? (?:\w+ ){1,4}back\b"
    r"|\b(?:resume|reopen|restart|undo) (?:it )?within\b|\bonly (?:\w+ )?(?:pencilled in|provisional)\b"
    r"|\b(?:frees? up|lapses?|expires?|is released|ends?) on (?:its|their) own\b"
    r"|\b(?:have|has) until\b[^.;!?]{2,30} to (?:cancel|undo|withdraw|change|call)|\bare put back\b|\btake it again\b"
    r"|\bare kept for \d+|\bonly (?:a )?drafts?\b"
)
FINAL = re.compile(
    rf"{_DENIED}(?: \w+){{0,2}}? (?:be )?"
    rf"(?:{_BACK}|stopp?(?:ed)?|cancel(?:led|ed)?|refund(?:ed)?|resum(?:e|ed)|{_AGAIN})\b"
    rf"|{_ENGLISH_FINAL}"
    r"|\b(?:nobody|no one|none|nothing|neither)\b[^.]{0,40}\bcan\b"
    r"|\bnon-?refundable\b|\b(?:not|never) (?:be )?(?:refunded|kept|accepted|returned)\b"
    r"|\bno (?:undo|refunds?|returns?|copy|copies|way back|second chance|further changes|corrections)\b"
    r"|\bonly (?:do|submit|answer|use|vote|enter|take)\b[^.]{0,12}\bonce\b|\bonly once\b|\bone (?:attempt|try|chance)\b"
    r"|\b(?<!before it )(?:is|are|gets?|be) (?:\w+ )?(?:locked|destroyed|overwritten|erased|wiped)\b|\boverwrites?\b"
    r"|\bloses? access\b|\bstops? working\b|\blegally\b"
    r"|(?:不能|无法|不可以?|不得|没法|不支持|不予|不再)[^。，；,;]{0,5}?(?:撤|恢复|改|变更|取消|退|找回|还原|停|中止|收回"
    r"|反悔|编辑|补|重[来做新]|更正|逆|保留|使用|续)"
    r"|(?:只能|仅能|仅限|只有|仅有)[^。，,]{0,6}一次|(?:将|会|全部)[^。，,]{0,4}(?:丢失|清除|失效|销毁|覆盖)|立即失效"
    r"|法律效力|锁定(?=[，。；,;]|并|$)",
    re.IGNORECASE,
)
"""It is said to be final."""

BACK = re.compile(
    r"\b(?:can|may)\b (?!not\b)(?:you )?(?:(?:always|still|also|then|later|be|freely|easily) ){0,3}"
    rf"(?:{_BACK}|change your mind|{_AGAIN})\b"
    r"|\b(?:chang|edit|withdr|correct|amend)\w*\b[^.]{0,30}\b(?:until|before|while)\b"
    rf"|{_ENGLISH_BACK}"
    r"|\b(?:go(?:es)?|returns?|moves?|falls?) (?:back )?(?:in)?to (?:the |your )?"
    r"(?:queue|pool|inbox|list|backlog|drafts?)\b"
    r"|\b(?:stays?|remains?|is kept|are kept|kept)\b (?:\w+ ){0,2}?(?:in|on|saved|available|for \d+ \w+|as a draft)\b"
    r"|\bonly (?:you|your)\b[^.]{0,20}\b(?:see|sees|view|affects?)\b|\bonly affects your\b"
    r"|\bnot (?:sent|shared|submitted|published|public) (?:yet|until|before)\b|\bleaves this (?:view|list)\b"
    r"|\b(?:released?|lapses?|expires?|ends?|reopens?|resumes?) (?:automatically|by (?:itself|themselves)|on its own)\b"
    r"|\b(?:press|tap|click|flip|toggle|switch) (?:it )?(?:again|back|off any ?time)\b"
    r"|\b(?:stop|release|toggle|change|leave|turn|switch|rejoin)\b[^.]{0,30}"
    r"\b(?:whenever you (?:like|want)|any ?time)\b"
    r"|(?<!不)(?<!无法)(?:可以?|能|还能|仍可|均可)[^。，；,;不无]{0,6}?"
    r"(?:再次|重新|恢复|还原|改|更正|撤回|撤销|找回|加回"
    r"|解除|解冻|解锁|认领|上架)|截止[^。，,]{0,6}前[^。，,]{0,4}可|再(?:点|按)一次|仅自己可见"
    r"|自动(?:释放|恢复)|仍(?:然)?(?:保留|在|可)"
    r"|保留\s?\d+\s?(?:天|日|周|个月)|不会(?:提交|发布|发送|公开)|(?:后|即可?)(?:立即)?恢复",
    re.IGNORECASE,
)
"""It is said that it can be taken back, or was only set aside."""
