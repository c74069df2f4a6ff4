"""What the words around a thing say would happen: of its dialog, row, section or form."""

from __future__ import annotations

import re

AMOUNT = (
    r"(?:(?:[$€£¥¥]|US\$|HK\$|USD|EUR|GBP|CNY|RMB|CHF|人民币)\s?\d[\d.,  ]*\d?"
    r"|\d[\d.,]*\d?\s?(?:[$€£¥¥]|USD|EUR|GBP|CNY|RMB|CHF|元|欧元|美元|dollars?|euros?|pounds?))"
)
"""An amount of money as it is written: "$49.00", "49,00 €", "合计 128 元"."""


def _either(english: str, chinese: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{english})|(?:{chinese})", re.IGNORECASE)


CHARGES = _either(
    rf"\b(will|is|are|be|gets?|get)\b[^.!?]{{0,30}}\b(charged|billed|debited)\b|\bcharged?\b[^.!?]{{0,20}}{AMOUNT}"
    rf"|\bbilled (to|today|now|monthly|yearly|{AMOUNT})|\b(places?|placed|placing)\b[^.!?]{{0,20}}\border\b"
    rf"|\border (is|will be) placed\b"
    rf"|\bamount due\b|\bto be charged\b|\byou(?:'ll)? (?:will )?(give|pay|donate|send"
    rf"|transfer)\b[^.!?]{{0,20}}{AMOUNT}"
    rf"|\bpay(?:ment)? (?:of )?{AMOUNT}|\bpaid with (?:the )?card\b|\b(deposit|fee|payment"
    rf"|sum) of {AMOUNT}[^.!?]{{0,20}}\b(taken|due|charged|paid|now)\b"
    rf"|{AMOUNT}[^.!?]{{0,12}}\b(is|are|will be) (taken|charged|deducted|due|paid)\b|\b(deducted|withdrawn) from\b"
    rf"|{AMOUNT} (?:a|per|each|/) ?(month|year|week)"
    r"|\b(card|account|payment method|wallet) (?:that is |we have )?on file\b|\b(?:saved|stored) (?:card|payment)\b"
    rf"|{AMOUNT}[^.!?]{{0,20}}\bfrom (?:the|your) (card|account|wallet|balance)\b",
    rf"应付|实付|后(?:开始|按[^，。]{{0,3}})(?:计费|收费)|扣款|扣除|将(?:从|自).{{0,10}}扣|捐出"
    rf"|转账金额|汇款金额|支付金额|付款金额|自动续费"
    rf"|从您的(?:账户|余额|银行卡)|立即扣"
    rf"|{AMOUNT}\s?/\s?(?:月|年)|确认(?:支付|付款)",
)
"""It takes money. Prices alone do not: they stand on every shelf."""

NO_CHARGE = _either(
    r"\bno (payment|charge|card)\b|\bnot be charged\b|\bfree of charge\b|\bpay (at|on) (the )?(hotel|arrival"
    r"|property|delivery|counter)\b",
    r"到店付款|到付|免费|不收费|无需付款|货到付款|暂不扣",
)

SPENT = _either(
    r"\bexpenses?\b|\breimburs|\bpaid (by|with|from)\b|\balready paid\b",
    r"报销|垫付|已付|已支付",
)
"""The money that is written of was spent before: an amount there pays nothing."""

DELETES = _either(
    r"\b(delete|remove|erase|discard|destroy|void|wipe|revoke|uninstall|overwrite|replace|clear|empty"
    r"|format)\b[^.!?]{0,80}\?"
    r"|\b(permanently|irrevocably|forever)\b[^.!?]{0,40}\b(deleted?|removed?|lost|erased?|destroyed|gone)\b"
    r"|\b(deleted?|removed?|lost|erased?|destroyed|gone)\b[^.!?]{0,40}\b(permanently|irrevocably|forever)\b"
    r"|\bpermanently (delete|remove|erase)|\b(cause|result in|lead to)\b[^.!?]{0,20}\bloss\b|\blose (all "
    r"|your |any )*(data|files|work|progress)\b|\bwill be (lost|destroyed|erased|deleted|removed|overwritten"
    r"|wiped|formatted)\b",
    r"(确定|确认|是否|真的|您?要)[^。!]{0,16}(删除|清空|移除|注销|丢弃|卸载|释放|覆盖|替换|解散)"
    r"|(删除|清空|移除|注销|丢弃|释放|覆盖)[^。]{0,16}(吗|么|\?)|(删除|清空|移除|注销|丢失"
    r"|丢弃)[^。]{0,20}(无法|不可|不能)(恢复|找回|撤销|还原)"
    r"|(导致|造成|会|可能)[^。]{0,8}(丢失|损坏|清空)|(永久|彻底)(删除|清除|丢失|移除)|(将|会)(被)?(永久|彻底"
    r"|全部|一并)?(删除|清除|丢失|抹掉)",
)

LOSES = _either(
    r"\bwill be (permanently )?(lost|destroyed|erased|deleted|overwritten|wiped|formatted)\b|\b(is|are"
    r"|gets?) (lost|erased|destroyed"
    r"|wiped|overwritten)\b|\b(overwrites?|erases?|wipes?|destroys?|discards?) (all|any|every|your|the|what"
    r"|everything)\b"
    r"|\b(lose|loses) (all |your |any |the )*(\w+ )?(data|files|work|progress|changes|edits|settings)\b",
    r"(将|会|都)(被)?(永久|彻底|全部|一并)?(删除|清除|丢失|抹掉|覆盖|清空|擦除)|(全部|所有).{0,8}(丢失|被覆盖"
    r"|被清除|没有了)",
)
"""A dialog tells that something is lost by going on, whatever its button is called."""

CALLS_OFF = re.compile(r"^(?:cancel|call off|取消|撤销)$", re.IGNORECASE)
BOOKED = _either(
    r"\b(orders?|bookings?|reservations?|appointments?|subscriptions?|deliver(y|ies)|trips?|tickets?"
    r"|memberships?|transfers?|flights?|booked"
    r"|payments?|scheduled|upcoming|standing order|direct debit|renews?|visits?|rides?|requests?|arriv(es|ing)"
    r"|departs)\b",
    r"订单|预约|预订|行程|订阅|会员|转账|挂号|车票|机票|外卖|快递|会议|报名|门票|定投|续费|申请|待支付|待发货|号源",
)
CONFIRMS_TOO = _either(
    r"\b(save|ok|confirm|submit|continue|apply|done|send|post|update|next|add|create|upload)\b",
    r"保存|确定|确认|提交|继续|完成|应用|发送|下一步|添加",
)
LEAVES = re.compile(r"^(?:leave|exit|quit|离开|退出)$", re.IGNORECASE)
GROUP = _either(
    r"\b(groups?|teams?|channels?|class(es)?|courses?|clubs?|communit(y|ies)|organi[sz]ations?|workspaces?"
    r"|servers?|members?|waitlist)\b",
    r"群|团队|小组|频道|班级|课程|社区|组织|俱乐部|战队|公会|成员",
)
ASKS_TO_COME = _either(
    r"\b(are|will) you (coming|going|attend(ing)?|joining|there|free|able to)\b|\b(rsvp|going\?|attending\?"
    r"|can you (come|make it|attend))",
    r"(是否|能否|会不会|能不能)(参加|出席|到场|来)|参加吗|来吗|出席吗",
)
DONE = re.compile(r"^(?:done|complete|finish(?:ed)?|完成|已完成|办结)$", re.IGNORECASE)

ASKED = re.compile(
    r"\b(?:are you sure(?: that)?(?: you)?(?: really)?(?: want)?(?: to)?|do you (?:really )?want to|you are about to"
    r"|you're about to) ([^.?!]{2,80})"
    r"|(?:确定|确认|是否|真的)(?:要|想|将)?([^。?!]{2,30})(?:吗|么|\?)",
    re.IGNORECASE,
)
"""The question of a dialog, and what it asks about: "Are you sure you want to leave this group?"."""

QUESTION = re.compile(r"([^.?!。？！]{3,80})[?？]")
"""What a question of a dialog asks, whole."""

GOES_ON = re.compile(r"^(leave|quit|exit|close|end|stop|退出|离开|关闭|结束)", re.IGNORECASE)
"""Words that go back in most dialogs, and are the very act in one that asks about it."""

FINAL = _either(
    r"\b(can ?not|can't|cannot|won't) be (undone|reversed|changed|recovered|restored|taken back|reinstated"
    r"|withdrawn|recalled|edited|refunded|reopened|brought back|retrieved|revoked|unsent|got back|un\w+ed|opened again"
    r"|changed back|stopped|called back|called off)\b"
    r"|\birreversibl\w+|\bno going back\b|\bno (undo|trash|way back)\b|\bfor good\b"
    r"|\b(can ?not|can't|won't|unable to) (undo|reverse|recover|restore|bring|get)\b[^.!?]{0,20}\b(it|them|this|back)\b"
    r"|\bno (further |more )?(changes|edits|corrections) (are |will be )?(possible|allowed|accepted)\b"
    r"|\bpermanent(ly)?\b|\bforever\b|\bare final\b|\bbinding\b|\b(is|are|be|becomes?) (final|irrevocable)\b",
    r"(无法|没法|没有办法|不支持)(在网上)?(恢复|撤销|撤消|撤回|找回|还原|更改|修改|退改)|不可(再)?(恢复|撤销"
    r"|撤消|撤回|逆|更改|修改|变更)|不能(再)?(恢复|撤销|撤消|撤回|修改|更改|找回|退|选|变更|接着|继续|改)|永久|彻底|报废|作废",
)

CANCELLABLE = _either(
    r"\b(?:can|may) (?:be )?(?:cancel(?:led|ed)?|call(?:ed)? off|withdraw|withdrawn)\b"
    r"|\byou can (?:always )?(?:leave|withdraw|cancel|quit|opt out|step back|call it off)\b"
    r"|\bcancel (?:(?:at )?any ?time|when ?ever)\b|\bfree cancell?ation\b",
    r"可(?:以)?(?:随时)?(?:免费)?(?:取消|撤销|退(?![款还回费到押]))|(?:免费|随时)取消",
)
"""What is booked or asked for can be called off again."""

FINAL_TOO = _either(
    r"\b(delete|remove|erase) (forever|permanently|for good)\b", r"(彻底|永久)(删除|移除)(?![^，。]{0,6}(后|不|无))"
)
"""Beside a button that only deletes there is one that deletes for good."""

RECOVERABLE = _either(
    r"\b(moved?|goe?s?|stays?|kept|remains?|held) (to|into|in) (the |your )?(trash|bin|recycle bin)\b"
    r"|\bcan be (restored|recovered|undone|brought back)\b"
    r"|\b(restore|recover) (it|them)? ?(within|for|later)\b"
    r"|\byou can undo\b|\bundo\b|\b(come|switch|turn (it|them) (on|off)|go) back (at )?(any ?time|later|whenever)\b"
    r"|\b(rejoin|resume|reactivate|restart|unarchive|lift it|turn (it|them) (back )?(on|off)|change (it|this|them)"
    r"|switch back|reopen|unpause|unfreeze|unban)( \w+){0,2} (at )?(any ?time|later|whenever)\b"
    r"|\bcan be (sent|put|brought|moved|taken|turned|switched|changed|added|made)( \w+){0,2} (back|again)\b"
    r"|\btakes? (?:it|them) out of (?:this|the) [^.;]{0,30}\bonly\b"
    r"|\b(stays?|remains?|kept) in (your|the|my|our) \w+|\b(?:back|again) (when(ever)?|later|any ?time|at any time)\b"
    r"|\b(taken up|picked up|started|added|set|joined|used|opened) again\b"
    r"|\bcan be (lifted|reopened|reactivated|resumed|reversed|changed back|turned (back )?(on|off)|unfrozen"
    r"|unlocked)\b",
    r"移(到|至|入)[^。]{0,8}(回收站|已删除|垃圾箱|废纸篓)|(?<![不])可(以)?((由|在|从).{1,6})?(恢复|撤销|撤消|还原|找回"
    r"|解除|解冻)"
    r"|内可(以)?(恢复|找回|撤销|撤回)|随时(可(以)?)?(解除|恢复|改回|开启|关闭|撤销|解冻|调整|更改|修改|重新)"
    r"|可随时(?!取消)|可(以)?(再次|重新)(上架|加入|开启|打开|激活|启用|发布|申请|开通|连接)|(暂停|停用|关闭|冻结|隐藏)后[^。，]{0,4}可(以)?(再|继续|重新)",
)

AGREES = _either(
    r"\bby (clicking|choosing|pressing|selecting|hitting|confirming|sending|continuing|signing|proceeding"
    r"|using|creating|tapping|registering|joining|submitting"
    r"|placing|publishing)\b[^.]{0,80}\b(agree|accept|consent|enter into|acknowledge|sign)\b"
    r"|\b(must|need to|have to) (accept|agree)\b|\bbinding (contract|agreement)\b|\byou (agree|accept"
    r"|consent) to\b|\bi (have read and )?(agree|accept)\b",
    r"(点击|继续|注册|登录|使用)[^。]{0,20}(即|表示|视为|代表)[^。]{0,12}(同意|接受)|(必须|需要?)(先)?(接受"
    r"|同意)[^。]{0,12}(协议|条款)|(即"
    r"|视为)(表示)?(同意|接受)[^。]{0,12}(协议|条款|政策)",
)

REFUSES_SOMETHING = re.compile(
    r"^(?:refuse|decline|reject|deny) (?:to sign|the|this|offer|request|invit|order|claim|application|contract"
    r"|deal)|^拒绝(?:签|接单|订单|申请|邀请)",
    re.IGNORECASE,
)
"""A refusal that names what it refuses: others are waiting for it."""

COOKIES = _either(r"\bcookies?\b|\byour privacy\b|\btracking\b", r"cookie|隐私偏好")

ASKS_LEAVE = _either(
    r"\b(wants?|would like|asks?|is asking|is requesting|requests?)( for)?( permission| access)?( to)? ?(use"
    r"|access|know|see|read|show|send|manage|your|permission|control|record|connect|view|share|pair|make changes)\b",
    r"(想要?|申请|请求|希望|要求)(访问|使用|获取|获得|读取|发送|知道|控制|查看|连接|操作|共享|录制|管理|远程"
    r"|配对)|申请获得以下权限|(?:将|会)(?:获得|获取|读取|得到)(?:你|您)的|请求(权限|授权)",
)

NOTIFIES = _either(
    r"\b(is|are|be|gets?|will be) (e-?)?(mailed|sent|posted|forwarded|delivered|messaged) to (the|all|every"
    r"|your|\d|them|each)\b"
    r"|\b(they|every(one|body)|people|\w+s)( (in|of|on|at) the \w+)? will (get|receive|be (told|informed|notified))"
    r"\b[^.!?]{0,40}\bby (e-?mail|text|sms|post|push)\b"
    r"|\b(they|every(one|body)|people|\w+s)( (in|of|on|at) (the )?\w+)? (will )?(gets?|receives?)"
    r" (a|an|the) (link|mail|e-?mail|message|invitation|note"
    r"|text|copy|notice|alert|push)\b|\b(will be"
    r"|are|get|gets) (notified|e-?mailed|informed|alerted)\b|\b(notify|e-?mail|alert) (all |the "
    r"|your )*(guests|members|subscribers|attendees|everyone|followers|customers|people|team)\b"
    r"|\bto all (customers|users|members)\b|\bwill (receive|get) (an? )?(e-?mail|message|notification)\b",
    r"(会|将)?通知(全部|所有|参会|各位|客户|用户|成员)|发(送)?给(全部|所有)|推送给",
)

GOES_OUT = _either(
    r"\b(?:is|are|be|gets?|will be) (?:at once |immediately |then )?"
    r"(?:sent|uploaded|reported|transmitted|published|released|submitted) (?:to|at)\b",
    r"(?:发送|上传|上报|推送|报送|发布|提交)(?:给|至|到|总部|上级|平台)",
)
"""What a program does sends something off the desk."""

PUBLIC = _either(
    r"\b(every(one|body)|anyone|anybody|all (of )?(your )?\w+|the (whole )?\w+)( \w+){0,3} (can|will|could"
    r"|may) (see|read|find|view|watch|hear)\b"
    r"|\b(visible|shown|open|available) to (everyone|everybody|anyone|all|the public|the \w+)\b|\b(is|are|be"
    r"|goes?|made?) public\b"
    r"|\b(followers|(people|those|everyone|everybody) who follow|subscribers|members|guests|customers"
    r"|attendees)\b[^.!?]{0,30}"
    r"\b(get|are told|see|hear|notified|will get|receive)\b",
    r"(所有|全部|全体|任何)[^。，]{0,6}(可见|看到|看见|查看)|对外公开|公开可见|(关注者|粉丝|成员|买家|用户"
    r"|客人)[^。，]{0,6}(会)?(收到|看到|可见)",
)
"""People other than the person see what comes of it."""

DECIDES = _either(
    r"\b(invit(e|ed|ation)|request(s|ed)?|approval|application|meeting|lunch|event|offer|proposal|rsvp"
    r"|attend(ing)?)\b",
    r"邀请|申请|审批|请假|报名|报销|待办|会议|日程",
)

SETTINGS = _either(
    r"\b(settings?|preferences?|configuration|options|profile|account|privacy|notifications?|security"
    r"|firewall|permissions?)\b",
    r"设置|偏好|配置|个人资料|账号|账户|隐私|通知|安全(组|中心)?|权限|免打扰",
)

CART = _either(r"\b(cart|basket|shopping bag|bag|wish ?list)\b", r"购物车|购物袋|心愿单|收藏夹")

LAST_STEP = _either(
    r"\b(last|final) (page|step)\b|\b(are|is|will be) (sent|submitted|final)\b", r"最后一(页|步)|提交后|一经提交"
)

STEP = re.compile(
    r"\b(?:step|page|part|question|section)\s*(\d+)\s*(?:of|/)\s*(\d+)"
    r"|第\s*(\d+)\s*(?:步|页|题|部分)\s*[,、/]?\s*共\s*(\d+)|(\d+)\s*/\s*(\d+)\s*(?:步|页|题)",
    re.IGNORECASE,
)
"""Which of how many steps."""

SUBMITS_TOO = _either(
    r"\b(submit|publish|file with|send|e-?file|place order|hand in|turn in|finali[sz]e)\b",
    r"提交|发布|发送|申报|交卷|送审|递交|同意|驳回",
)
"""Beside a button that saves: what is saved is sent by another one, later."""

SOFTWARE = _either(
    r"\b(firmware|software|operating system|app version|version \d|build \d|changelog|release notes)\b"
    r"|\b\d+\.\d+\.\d+\b",
    r"固件|软件|系统版本|新版本|更新说明|版本号",
)
"""What is upgraded is a program."""

_SENDS_WORDS = re.compile(
    r"\b(?:post|send|submit|publish|add|leave)\s+(?:(?:a|an|your|the|my)\s+)?(\w+)|(?:发表|提交|发送|发布"
    r"|确认)([\u4e00-\u9fff]{2})",
    re.IGNORECASE,
)


def sends_elsewhere(label: str, words: str) -> bool:
    """Whether another button beside one called "Reply" is called "Post reply": then the first only opens a field."""
    said = re.sub(r"[\s\d()（）]+$", "", label).casefold()
    return any(said == (match[1] or match[2]).casefold() for match in _SENDS_WORDS.finditer(words))


SWITCHES = re.compile(r"(?:打开|关闭|开启|开|关|停止|启动|暂停)$")
"""What is switched may stand before these, in a cell of its own."""

STARTS = re.compile(
    r"(?!(?:确认|立即|马上|一键)?(?:关|取消|停|退|解|暂停|终止|结束|拒|撤|删|移|挂失|冻结|锁))[\u4e00-\u9fff]"
)
"""Chinese labels of what may start to take money: of those that end it the words beside them tell as well."""

_ONLY_LOOKS = re.compile(
    r"了解|如何|怎么|为什么|什么|关于|查看|预览|浏览|展开|收起|返回|编辑|修改|更改|搜索|刷新|播放|打印|复制|下一|上一|打开|选择"
)


def follows(label: str, words: str) -> bool:
    """Whether a sentence tells what comes of a Chinese label that mostly only shows or goes back: "隐藏后可…"."""
    if len(label) < 2 or _ONLY_LOOKS.match(label):
        return False
    said = f"{re.escape(label[:2])}|{re.escape(label[-2:])}"
    return bool(re.search(rf"(?:{said})(?:之?后|的)", words))


GOES_AHEAD = re.compile(r"(?:继续|再来|整理|完成|准备好|一键|立即|马上|开始|好|领取|体验|试)")
"""How Chinese labels begin that only go ahead, by their words: what stands beside them says with what."""


LOOKS = re.compile(
    r"(?:view|show|see|details?|info|more|back|review|edit|change|help|terms|about|why|read|preview|print|compare|open"
    r"|history|receipt|invoice|options?|manage|cart|basket|menu|home|next|previous)s?$",
    re.IGNORECASE,
)
"""Words that only show something also where money is spoken of."""
SIGNS_UP = re.compile(r"^(?:sign(?: me)? up|register)", re.IGNORECASE)
ACCOUNT_FIELD = re.compile(r"e-?mail|user|log ?in|account|password|nick", re.IGNORECASE)
"""Fields that an account has."""
SUBMITS = re.compile(r"^(?:submit|提交|递交|上交|呈交)", re.IGNORECASE)

FILTERS = _either(r"\b(filter|search|sort|results?|refine|date range)\b", r"筛选|搜索|查询|排序|结果|关键字|标签")
COUPON = _either(r"\b(promo|coupon|voucher|gift ?card|discount)\b", r"优惠|券|折扣|礼品卡|兑换码")
PERSISTED = _either(r"\b(chat|message|say something|comment|reply|talk)\b", r"消息|聊|说点什么|评论|回复|弹幕")
"""Fields in which Return sends, though they stand in no form."""

ENTER_SENDS = _either(
    r"\b(press |hit |use )?(enter|return|↵|⏎) to (send|post|submit|reply|comment|publish|ask|chat)\b|\b(enter"
    r"|return) sends\b",
    r"(按|敲)?(回车|Enter)键?(即可|可|直接)?(发送|发布|提交|发出|回复)|回车发送",
)
ENTER_RUNS = _either(
    r"\b(press |hit |use )?(enter|return|↵|⏎) to (run|execute|evaluate)\b|\b(enter|return) (runs|executes)\b",
    r"(按|敲)?(回车|Enter)键?(即可|可|直接)?(执行|运行)",
)
COMMAND_ENTER_SENDS = re.compile(
    r"(?:ctrl|control|⌘|cmd|command|alt)\s?(?:\+|-|\s)\s?(?:enter|return|回车)", re.IGNORECASE
)
"""What a field says of itself: which keys send what is written in it."""

DROP_ZONE = _either(
    r"\b(drop|drag) (your |a |the )?(files?|photos?|images?|here)\b|\bupload\b", r"拖(到|入|放|拽)|上传"
)
TRASH = _either(r"\b(trash|bin|recycle bin|wastebasket)\b", r"回收站|垃圾箱|废纸篓")
