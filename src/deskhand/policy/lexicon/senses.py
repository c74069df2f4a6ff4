"""What the words on buttons, menu entries and links mean, in English and Chinese.

A sense is found at the place in a label where its words stand first; of those at one place the longest wins, so that
"unsubscribe from" or "delete filter" is told from "delete". `read_label` in `policy.labels` does that.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from deskhand.core.verdicts import RiskClass

Kind = Literal[
    "plain", "shows", "refuses", "generic", "next", "save", "apply", "accept", "decline", "delete", "subscribe",
    "upgrade", "run", "allow", "draft", "clear", "share",
]  # fmt: skip
"""How a sense is judged: "plain" by its class alone, the others also by what stands around (policy.pressing)."""


class Sense(NamedTuple):
    """kind: how it is judged. risk and undo: what it does where nothing around says otherwise."""

    kind: Kind
    risk: RiskClass
    undo: bool | None
    pattern: re.Pattern[str]


def _sense(kind: Kind, risk: RiskClass, english: str, chinese: str, *, undo: bool | None = None) -> Sense:
    pattern = rf"(?<![\w'])(?:{english})(?![\w'])|{chinese}"
    return Sense(kind, risk, undo, re.compile(pattern, re.IGNORECASE))


_THINGS_ASKED_FOR = (
    r"(order|booking|reservation|subscription|membership|plan|meeting|event|appointment|payment|transfer|flight|trip"
    r"|ticket|request|application|account|delivery|shipment|registration)"
)
_DEFER = r"(not now|no,? thanks?|maybe later|later|remind me( later)?|skip( for now)?|ask me later)"
_VIEW_THINGS = (
    r"(filters?|search( terms?)?|quer(y|ies)|conditions?|selection|highlights?|sort(ing)?|facets?"
    r"|notifications? badge"
    r"|banner|results?|text|field|input|formatting)"
)

SENSES: tuple[Sense, ...] = (
    # Taking things away for good, and what only sounds like it
    _sense("shows", "move",
           rf"(delete|remove|clear|reset|empty|cancel) (the |all |this |your |my )*{_VIEW_THINGS}",
           r"(删除|清空|清除|移除|重置)(所有|全部)?(搜索|筛选|查询|过滤|排序)?(条件|筛选|搜索框|关键字|关键词"
           r"|输入|结果|选择)"),
    _sense("delete", "delete",
           r"(delete|remove|take off) (the |this |all )*(tags?|labels?|attachments?|bookmarks?|favou?rites?"
           r"|reactions?)",
           r"(删除|移除|去掉)(此|该|这个)?(标签|附件|书签|收藏|表情回应)", undo=True),
    _sense("delete", "delete", r"(move (it |them |this )?to |send to )?(the )?(trash|bin|recycle bin)",
           r"(移(到|至|入)|放入|移动到)(回收站|垃圾箱|废纸篓|已删除)", undo=True),
    _sense("delete", "delete", r"empty (the )?(trash|bin|recycle bin)", r"清空(回收站|垃圾箱|废纸篓)", undo=False),
    _sense("delete", "delete",
           r"(remove|delete|clear|empty) (\w+ ){0,2}(from |in )?(the |my |your )?(cart|basket|bag|wishlist)"
           r"|empty (bag|cart)",
           r"清空(购物车|购物袋)|移出(购物车|收藏夹)", undo=True),
    _sense("delete", "delete",
           r"delete|remove|erase|discard|destroy|wipe|revoke|uninstall|empty|purge|void|terminate|shred|drop table"
           r"|deactivate( my| your)? account|close( my| your| this)? account|overwrite|replace|forget"
           r"|disband|format disk|factory reset|unpublish and delete|throw away",
           r"删除|移除|清空|丢弃|卸载|销毁|抹掉|抹除|作废|吊销|撤销授权|释放|解散|注销|清除(数据|记录|历史|缓存"
           r")|覆盖|替换|格式化|撤回|放弃"),
    _sense("delete", "delete", r"(permanently|forever) (delete|remove|erase)|delete (\w+ ){0,3}(permanently|forever)",
           r"(彻底|永久)(删除|移除|清除)", undo=False),
    _sense("delete", "delete", r"don'?t save|do not save|(close|quit|exit|leave) without saving",
           r"不保存|放弃更改|直接关闭", undo=False),
    _sense("clear", "write_on_desk", r"clear( all| form| fields)?|reset( form)?|start over", r"清除|重置|重填"),
    # Money
    _sense("plain", "pay",
           r"pay( now| by| with)?|buy( now| it now| with)?|purchase|place (the |my |your )?order|order now"
           r"|check out and pay"
           r"|confirm (and |& )?pay(ment)?|donate|transfer (money|funds)|send money|top up|recharge|rent now"
           r"|start (my |your )?(free )?trial|renew( now| subscription| plan)?|book and pay|complete (the "
           r"|my |your )?(purchase|order|payment)"
           r"|submit (the |my |your )?(order|payment)|pre-?order|back this project|give [$€£¥]",
           r"支付|付款|购买|下单|赠送|送礼|提交订单|转账|汇款|结账|充值|续费|捐款|捐赠|捐助|打赏|赞赏|抢购|开通(会员|套餐"
           r")?|缴费|还款|(呼)?叫\S{0,3}车|拍下|买单|付定金|秒杀"),
    _sense("subscribe", "submit", r"subscribe|join|sign me up|get started|become a (member|supporter)", r"订阅"
    r"|加入(会员|计划)"),
    _sense("upgrade", "submit", r"upgrade|go (pro|premium)|choose plan|get (pro|premium)|start (pro|premium)",
        r"升级|成为会员"),
    _sense("plain", "pay",
           r"charge( card| customer| now)?|pay ?out|cash ?out|withdraw (funds|money|cash)|deposit( funds| money)?"
           r"|settle( up| invoice| balance)?|refund( customer| order)?|issue refund|place (a )?(bid|bet)"
           r"|bid now|bet now"
           r"|(sell|invest|lend|repay|pledge|contribute)( now| all)?|leave a tip|send (a )?(tip|gift)"
           r"|gift( now| sub)?"
           r"|buy again|reorder|order again",
           r"提现|打款|代付|放款|结清|买入|卖出|出售|申购|认购|赎回|竞价|出价|加价|下注|投注|借款|贷款|垫付"
           r"|送礼物|投币|再次购买|再来一单"
           r"|出票|改签|兑现|定投|分期付款|预付|交押金|付押金"),
    # Telling other people
    _sense("plain", "send",
           r"send|publish|repl(y|ies)( all)?|forward|tweet|repost|retweet|invite|comment|broadcast|announce|notify"
           r"|post( it| now| reply| comment| update| message| to .*)?|message (him|her|them|seller|host)"
           r"|e-?mail (it|them|client|invoice)"
           r"|(submit|leave|add|save|post) (a |an |my |your |the )?(public )?(review|comment|reply|answer"
           r"|testimonial)|go live",
           r"发送|寄出|发布|发表|发帖|发微博|回复|转发|评论|邀请|推送给|推送至|群发|通知(全部|所有|客户|参会)"
           r"|公开(文章|发布)|发消息|提交(评论|评价|回复)|写评论"),
    _sense("plain", "send",
           r"boost|reblog|re-?share|cross-?post|syndicate|amplify|ping|nudge|poke|page (on-?call|team|everyone)"
           r"|escalate"
           r"|alert|remind (them|him|her|all|everyone|guests|customers|members|\w+ again)|dispatch|ask (a )?question"
           r"|(add|post|write|leave) (\w+ ){0,3}(comment|reply|answer|review)|respond|answer|contact (seller"
           r"|host|owner)"
           r"|request (to follow|to join|access|a review|review|feedback|changes)|send (a )?test|refer (a )?friend",
           r"测试(推送|发送|邮件)|推送|抄送|转告|召唤|提醒(对方|全部|所有|成员|客户|他|她)|催(单|办|一催|促)"
           r"|@所有人|通告|公告发布|呼叫"
           r"|(添加|新增|写|发|留)\S{0,4}(评论|回复|留言|点评)|私信|打招呼|加好友|申请加入|求助|提问|回答|联系卖家"),
    _sense("share", "send", r"share( it| now| with .*)?", r"分享|共享"),
    _sense("plain", "submit", r"(send|get|request|resend) (me )?(a |the |verification |one-time |sms )*code",
           r"(发送|获取|重新发送|重发)(短信)?(验证码|校验码)"),
    # Reversible small things
    _sense("draft", "submit", r"save (as |to |the |a )*(internal )?drafts?|save for later|save draft|keep draft",
           r"(保存|存)(为|到)?(内部)?草稿(箱)?|暂存|存草稿", undo=True),
    _sense("plain", "submit",
           r"add (it |this )?to (the |my |your )?(cart|basket|bag|wish ?list|favou?rites|list|library|queue"
           r"|reading list)"
           r"|apply (a |the )?(coupon|promo|voucher)( code)?|claim( coupon| offer)?",
           r"加入购物车|加购|加(一|1)?(份|件|个)|加到|加入(收藏|书单|心愿单)|移入收藏|领取|领券", undo=True),
    _sense("plain", "submit",
           r"like|unlike|star|unstar|favou?rite|bookmark|follow|unfollow|upvote|downvote|pin|unpin|archive|unarchive"
           r"|mark (\w+ )?as (read|unread|done|important|resolved|duplicate)|flag for follow-?up|restore"
           r"|undelete|undo|snooze|react|save (post|item)"
           r"|un-?archive|watch(ing)? this|hide post|assign( to me)?|unassign|lock( conversation)?|unlock|label",
           r"点赞|赞(?!赏)|收藏|关注|取消(关注|收藏|点赞|赞|置顶|归档|标记)|取关|置顶|归档|标(为|记为)(已读"
           r"|未读|完成|重要)|还原|恢复(文件|此)?|顶一下|踩|加星"
           r"|指派(给我)?|认领|锁定|解锁",
           undo=True),
    _sense("plain", "submit",
           r"(close|reopen|resolve|re-?open) (the |this |as )*(issue|ticket|pull request|merge request|case"
           r"|task|poll|discussion|thread|conversation|bug)s?"
           r"|retry|re-?run|re-?try|run again|restart|re-?start|stop|start (instance|server|vm|job)|reboot"
           r"|resume|suspend",
           r"(关闭|重新打开|重开|结束)(工单|问题|任务|讨论|议题|合并请求)|重新运行|重试|再次运行|重跑|停止|启动"
           r"|重启|暂停实例|恢复运行", undo=True),
    _sense("plain", "submit",
           r"acknowledge|ack|silence( for .*)?|(take|create|make) (a )?(snapshot|backup|copy|checkpoint)"
           r"|duplicate|clone|fork"
           r"|pause (\w+ )*(campaign|subscription|job|service|sync|orders?|ads?|monitor)|cordon|uncordon|tag"
           r"|untag|group|rename to",
           r"(暂停|恢复(?!默认|出厂)|启动|停止)[\u4e00-\u9fff]{2,}|(创建|新建|打)?快照|备份|克隆|派生|静默|确认告警"
           r"|标记为", undo=True),
    # Things that are asked of a site, or decided
    _sense("plain", "submit",
           r"vote|book( now| it| a table)?|reserve|rsvp|enrol+|register for|apply (for|now|to)( .*)?|report"
           r"|flag|approve|reject|merge"
           r"|deploy|release|promote|roll ?back|upload|import|create|add|request|order summary sent"
           r"|complete (the |my |your )?(reservation|booking|registration|application)"
           r"|make (a )?reservation|check in|hand in|turn in|file( report| claim| return)|claim refund"
           r"|return item|leave (channel|group|team|room)"
           r"|submit (a |the |my |your )?(report|vote|answers?|form|application|request|ticket|claim"
           r"|assignment|survey|entry|review request|bug)",
           r"投票|预订|预约|订座|报名|申请|举报|投诉|审批|批准|通过|驳回|合并|部署|上线|回滚|上传|导入|创建"
           r"|添加|新增|交卷|提交(预订|预约|申请|报告|答案|问卷|工单|作业|审批)"
           r"|退出(群聊|群组|团队|小组|频道)|退款|退货|签到|打卡"),
    _sense("plain", "submit", rf"cancel (the |this |my |your )*{_THINGS_ASKED_FOR}",
           r"取消(预订|预约|订单|会议|日程|活动|报名|申请|行程|转账|会员|套餐|续费|自动续费)"),
    _sense("plain", "submit",
           r"transfer( ownership| repository| domain| call)?|hand over|delegate|reassign|ship( order| it)?"
           r"|fulfil+( order)?"
           r"|redeem|exchange|issue|generate|regenerate|rotate (key|secret)|sync( now)?|push|migrate|convert|seal"
           r"|finali[sz]e|certify|endorse|nominate|recommend|rate|grade|score|clock (in|out)|check ?out|record|log"
           r"|appeal|dispute|contest|complain|warn|hire|lay off|fire|promote|demote|resign|waive"
           r"|drain|scale|provision|allocate|dismiss (staff|employee|class)|retract|rescind"
           r"|withdraw( application| offer| request| bid)?|end (call|meeting|session|poll|auction)"
           r"|leave (\w+ )?(organi[sz]ation|server|workspace|project|community|game|meeting)|schedule|reschedule|hold"
           r"|pick up|turn (it|them) in|force (unlock|push|stop|close|merge)|revert( commit| changes)?"
           r"|reset (key|token|data)"
           r"|sign off|activate (card|licen[cs]e)|claim (refund|warranty|prize)|start (transfer|migration"
           r"|deployment)",
           r"转移|转让|移交|过户|转交|交接|收货|发货|换货|验收|核销|兑换|上架|下架|上线|下线|发版|灰度|轮换"
           r"|轮转|提审|送审|退回|打回|会签|签收"
           r"|盖章|报到|销假|请假|申报|备案|申诉|反馈提交|离开(组织|团队|群|项目|房间)|退群|解(除)?绑(定)?|解约"
           r"|续约|迁移|转存到|同步(到|至)"
           r"|强制|打分|评分|点评|挂号|开(具)?发票|退票|结题|结案|上报|派单|接单|抢单|认证|实名|参与|加入(群聊"
           r"|团队|项目)|提名|打榜|助力"),
    _sense("plain", "delete",
           r"ban( user| \w+)?|kick( out)?|expel|evict|suspend (user|account|member)|drop|truncate|flush|nuke"
           r"|decommission"
           r"|kill|abandon|eject|clear (all )?(data|history|cache|cookies|logs?)|reinstall|roll back"
           r"|remove from (team|org|group)",
           r"踢出|移出|封禁|封号|禁言|清理(数据|缓存|磁盘)|重置(密钥|数据|设备|系统)|恢复出厂|强制删除|抛弃|清档"),
    _sense("run", "submit", r"run|execute|trigger|launch", r"运行|执行|触发|开始执行"),
    _sense("shows", "move", r"(run|start|do|new|save) (a |the )?(search|query|filter|comparison|preview)",
        r"(开始)?(搜索|查询|检索)"),
    # Who one is
    _sense("plain", "sign_in",
           r"sign ?in|log ?in|sign ?up|register|sign ?out|log ?out|log ?off|create (an |my |your |a new "
           r"|new )*account"
           r"|continue with \w+|verify( code| identity| me)?|sign (in|out) everywhere|switch account|unlock account",
           r"登录|登陆|注册|登出|退出登录|退出账号|登入|退出系统|切换账号|验证并登录|(微信|支付宝|QQ|扫码|短信)登录"),
    # Settings
    _sense("plain", "change_settings",
           r"unsubscribe|opt[- ]out|enable|disable|turn (on|off)|activate|deactivate|mute|unmute|unblock"
           r"|block (?!all)\S+"
           r"|(save|apply|update|reset|restore) (the |my |your |to |all )*(settings?|preferences?"
           r"|configuration|rules?|defaults?|profile|password|options)"
           r"|change password|make (admin|owner|public|private)|make it (public|private)|set as default"
           r"|reset to defaults?|restore defaults?",
           r"取消订阅|退订|启用|禁用|停用|开启|屏蔽|拉黑|静音|设为默认|恢复默认(设置|值)?|还原默认|(保存|应用"
           r"|更新)(设置|配置|规则|偏好|资料|权限)|修改密码|设为(公开|私密|管理员)"),
    # Letting and accepting
    _sense("allow", "grant_permission",
           r"allow|grant|authori[sz]e|permit|give access|approve access|trust( this)?( device| app| site)?"
           r"|(turn on|enable|allow|get) (push |browser |desktop )*notifications?|share (my )?location",
           r"允许|授权|同意授权|授予|信任(此|该)?(设备|应用)?|(开启|打开|接收|允许)(推送)?(消息)?(推送|通知)|共享位置"),
    _sense("accept", "accept_terms", r"(i |we )?(accept|agree|consent)( all)?( to .*)?|(e-?)?sign( and .*"
    r"| document| contract| here| now)?|i do",
           r"同意|接受|签署|签约|签字|认可"),
    _sense("decline", "submit", r"reject|decline|refuse", r"拒绝|谢绝|婉拒"),
    _sense("refuses", "move",
           r"(reject|decline|refuse) (all|cookies?|optional.*|non-essential.*)|(only|strictly) (necessary"
           r"|essential)( cookies)?|necessary only"
           r"|continue without (accepting|agreeing|an account)|don'?t allow|do not allow|never allow|deny"
           r"|block( all)?$",
           r"仅必要|只接受必要|全部拒绝|拒绝(全部|所有)|不(允许|同意|接受)|禁止|不同意并退出|游客(浏览|模式)"),
    # Programs
    _sense("plain", "install", r"install( anyway| now| update)?|add extension|add to (chrome|browser|firefox)"
    r"|update and restart|update now|install and .*",
           r"安装|添加扩展|立即更新|更新并重启"),
    _sense("plain", "bring_in", r"download|export|save (image|link|file|page|target) as|save as pdf",
           r"下载|导出|另存(为)?(图片|网页|PDF)"),
    # What has its meaning from where it stands
    _sense("save", "submit", r"save( changes| and (close|exit|continue|return))?|update|keep changes",
        r"保存(修改|更改|并(关闭|返回|继续))?|更新"),
    _sense("apply", "change_settings", r"apply( changes| now)?|use this", r"应用(更改|修改)?"),
    _sense("next", "submit", r"next( step| page)?|continue|proceed|go on|move on|forward(?= to)",
    r"下一步|下一页|继续"),
    _sense("generic", "submit",
           r"ok(ay)?|yes|confirm|submit|done|finish|complete|go|send it|i understand|i'?m sure|understood"
           r"|accept and close|got it|sure|start|begin|go ahead",
           r"确定|确认|提交|完成|是的|是|好的?|我知道了|知道了|立即|马上|我确定|开始"),
    # What only shows, chooses or goes back
    _sense("shows", "move",
           r"show|hide|view|preview|see|look|read|reading|open|expand|collapse|fold|unfold|sort|order by"
           r"|group by|search|find|filter"
           r"|query|look ?up|check|calculate|estimate|compare|copy|cut|quote|print|zoom|play|pause|watch"
           r"|listen|browse|explore|refresh"
           r"|reload|learn|details?|help|about|history|edit|new|compose|choose|select|pick|change|switch"
           r"|manage|customi[sz]e"
           r"|configure|options?|more|less|menu|tools?|jump|back|previous|prev|return|up|down|first|last"
           r"|today|wrap|rotate|crop|full ?screen"
           r"|next (week|month|day|year|photo|picture|image|slide|item|track|song|video|result|match|message"
           r"|post|article)"
           r"|attach|insert|screenshots?|properties|inspect|scan|translate|explain|summari[sz]e|track|count"
           r"|toggle|go to|visit|call|write to us",
           r"查看|预览|显示|隐藏|展开|收起|折叠|打开|搜索|查找|查询|检索|筛选|过滤|排序|按.{1,4}排序|对比|比较"
           r"|差异|复制|拷贝|引用|打印|放大|缩小|缩放|播放|暂停"
           r"|浏览|刷新|重新(载入|加载)|详情|帮助|说明|关于|历史|编辑|重命名|新建|写信|选择|选取|更换|换一批"
           r"|切换|管理|自定义|更多|选项|菜单|工具|返回|后退"
           r"|上一|下一(张|周|月|天|年|首|个|条|集|篇)|今天|定位|图层|街景|计算|截图|表情|回到|退出(编辑|全屏"
           r"|预览)|修改|查路线|查余额|看图|试听|翻译|定时发送|语音|全选"
           r"|去结算|稍后再说"),
    _sense("refuses", "move",
           rf"cancel|close|dismiss|no|don'?t|do not|never|exit|quit|leave|ignore|keep( it| editing| reading)?"
           rf"|stay|{_DEFER}|finish later|discard nothing|minimi[sz]e",
           r"取消|关闭|不|暂不|以后再说|下次再说|稍后(再说)?|跳过|忽略|保留|离开|退出|(以后|稍后|下次)(再)?提醒我?|我?再(想想|看看|逛逛|等等"
           r")|考虑一下|算了|先不|不了|点错了|暂时不|放弃操作"),
)  # fmt: skip

SYMBOLS: dict[str, str] = {
    "🗑": "delete", "🗑️": "delete", "✕": "close", "×": "close", "✖": "close", "❌": "close", "➤": "send", "✈": "send",
    "♡": "like", "♥": "like", "❤": "like", "👍": "like", "★":
        "star", "☆": "star", "⋮": "menu", "⋯": "menu", "…": "menu",
    "☰": "menu", "🔍": "search", "⟳": "refresh", "⬇": "download",
        "⬆": "upload", "🖨": "print", "⎙": "print", "←": "back",
    "‹": "previous photo", "›": "next photo", "✎": "edit", "✏":
        "edit", "📎": "attach", "💾": "save", "💳": "pay", "🛒": "open cart",
}  # fmt: skip
"""What a button means whose label is a picture only."""

NOUN_TAIL = re.compile(
    r"\b(options|details|history|preview|help|rules|policy|guide|info|information|summary|terms of \w+"
    r"|faq|tips|examples?)$"
    r"|(说明|详情|历史|预览|选项|帮助|指南|规则|效果|须知|协议|政策|列表|记录|攻略|菜单|设置|中心|大全|排行榜?|状态|进度|明细|过的\S+|的人)$",
    re.IGNORECASE,
)
"""Labels that name a thing to be seen: "Reply options", "充值说明"."""
