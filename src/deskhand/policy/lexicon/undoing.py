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
    r"|反悔|编辑|设[为回]|再次|重新|启用|申请|加入|登录|起诉|发布|关闭|停用|补|重[来做新]|更正|逆|保留|使用|续)"
    r"|(?:只能|仅能|仅限|只有|仅有)[^。，,]{0,6}一次|(?:将|会|全部)[^。，,]{0,4}(?:丢失|清除|失效|销毁|覆盖)|立即失效"
    r"|后(?:需要?|须|要)(?:重新|再次)(?:上传|录入|填写|导入|创建|申请|排队|签约|办理|提交)|概不|恕不|不可(?:转|调|续|补|再|中)|不能(?:追|回|续|补|转|调)"
    r"|无法(?:追|回收|收回|挽回|停止|转)|不设恢复|不(?:返还|予恢复)|要不回|找不回|不能要回|不可推翻|须重新走|(?:不能|无法|不可)召|的(?:则|就)?不行|后[^，。]{0,6}(?:清除|清空|丢失|消失|销毁|失效)|[谁都也再](?:改|动|删|收|找|退)不[了回]|不可(?:重|复)用|不再受理|一经[^。，]{1,6}[，,]?\s?(?:不|无|概|恕)"
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
    r"|解除|解冻|解锁|认领|上架|收回|移出|移回|放回|取回|冲回|转回|换回|退回|反悔|转给|转派|装载|销假|冲回|改选|改约|标为|挂牌|复卡|开放)"
    r"|(?:暂停|停止|挂起|中断)后?[^。，]{0,4}可[^。，；不]{0,8}继续|即可恢复"
    r"|(?<!不)(?:可以?|能|仍可)[^。，；;不无]{0,12}?(?:重新(?!排|申|上传)|恢复|还原|撤回|撤销|找回|取回|移回|放回|收回|解除|继续(?:编辑|填写|修改|完善))"
    r"|(?<!不)可再(?![生造见])|旧版本?(?:都|仍|还)(?:在|保留|会)|会生成新版本"
    r"|(?:前|后|时|时候)都?[可能](?:以|再)?(?:更换|换|改|退|打开|取消|撤)|想改[^。，]{0,3}都|来回切|随时(?:重开|启用|取出|能|可)|自助解|捞回|自动(?:放出|解封|恢复|释放)|随时(?:都)?能|还能再|都可以改|就会放掉|位置?还在"
    r"|(?<!不)可退(?:还|回|出)|(?:解冻|解锁|恢复|打开|开启)即可|(?<!不)可(?:再|重新)公布"
    r"|回到[^。，；]{0,6}(?:池|队列|列表|草稿|待办|公海|箱)"
    r"|(?<!不)随时(?:可以?|能)?(?:取消|关闭|打开|开启|继续|退出|停止|移出|切换|调整|解除|办理复)|内可(?:以)?取消"
    r"|(?:期|天|小时|分钟)内[^。，；不]{0,6}可(?!能)|截止[^。，,]{0,6}前[^。，,]{0,4}可|再(?:点|按)一次|仅自己可见"
    r"|自动(?:释放|恢复)|仍(?:然)?(?:保留|在|可)"
    r"|保留\s?\d+\s?(?:天|日|周|个月)|不会(?:提交|发布|发送|公开)|(?:后|即可?)(?:立即)?恢复",
    re.IGNORECASE,
)
"""It is said that it can be taken back, or was only set aside."""
