"""Labels of which no word is known, and that still ask for something: they begin as what asks begins.

English ones are told by their verbs (`english.others`); Chinese ones by the sign that they begin with.
"""

from __future__ import annotations

import re

ACTS_ON = re.compile(
    r"^(?:yes,? )?(?:confirm|submit|complete|finish|finali[sz]e|start|begin|proceed (?:to|with)) "
    r"(?!reading|over\b|again\b|later\b|step\b|now\b|here\b)\w"
    r"|^(?:确认|确定|提交|完成|立即|马上|一键|开始)(?=[\u4e00-\u9fff]{2})",
    re.IGNORECASE,
)
"""A word that says little and goes on to say what is done: "Confirm receipt", "立即激活"."""

ENDS = re.compile(
    r"^(?:cancel|abort|end|stop|quit|call off) (?!edit|this\b)\w{3,}|^(?:取消|中止|终止|结束)(?=[\u4e00-\u9fff]{2})",
    re.IGNORECASE,
)
FOR_A_SUM = re.compile(r"^(?:立即|马上|确认|同意)?(?:以|按|花|用|付|只需|仅需)\s?[¥￥\d]")
"""How a Chinese label begins that goes on to say for how much: "立即以 1,280 元成交"."""

MENU_WORDS = frozenset({"file", "issue"})
"""Names of menus that on a plain button of a page are verbs."""
PAIRS = re.compile(
    r"\b(click|drag|plug|bed|lost|reach|park|pick|terms|pros|dos) ?(?:&|and) ?"
    r"(collect|drop|play|breakfast|found|frequency|ride|mix|conditions|cons|don'ts)\b",
    re.IGNORECASE,
)
"""Two words that are one name: "Turn on click & collect"."""
AND_CONFIRMS = re.compile(r"^\w+[^,]*\b(?:and|&|to) (?:confirm|submit|finish|complete|finali[sz]e)$", re.IGNORECASE)
"""What is changed is made final by the same press: "Modify and confirm"."""
YES = re.compile(r"(?:yes|yeah|yep|sure|ok(?:ay)?)[,，.!:]?\s+(?=\w)|(?:是的?|好的?|对)[,，!！]\s*", re.IGNORECASE)
OF_MANY_THINGS = frozenset({"withdraw", "swap", "trade", "transfer"})
"""Verbs that alone are of money, and in an answer of what is asked about."""
KEEPS = re.compile(r"\s*(?:keep|stay|remain|go back|保留|留)", re.IGNORECASE)

NO = re.compile(r"(?:no|nope|don't|do not|never|not)\b|[不别否](?!名|良|限)|算了|暂不|取消，|先不", re.IGNORECASE)
"""How a label of several parts begins that says no: "No, keep it"."""

NOUN_ENDS = re.compile(
    r"(?:度|性|率|者|说明|简介|介绍|范围|方式|条件|标准|原因|结果|理由|类型|规格|参数|模式|信息|问答|目录|榜|天气|吗"
    r"|图|表|规则|细则|规定|须知|指南|攻略|时间|日志|记录|明细|详情|进度|状态|曲线|趋势|走势|分析|统计|团队|档案|台账|数据|样式"
    r"|症|项目|更新|示例|列表|中心|大厅|专区|文档|手册|教程|指引|政策|条款|历史|库|率|量|价|清单|概况|构成|价格|原因|指引|成分|照片|视频|图片|录像|向导|公告|动态|日历|统计|问题)$"
)
"""How Chinese labels end that name a thing."""

CHINESE = re.compile(
    r"^(?:去|请|马上|立刻|现在|一键|批量|全部|手动|自动|强制|免费)?"
    r"(?:申(?!明)|提(?!示|纲)|报(?!表|告单|价单)|发(?!现|票|票夹|展)|送(?!货方式)|交(?!通|流区)|办(?!公)|领(?!域)|取(?!景)|退(?!款规则)|换(?:货|绑|房"
    r"|购|发)|转(?!化)|移|授"
    r"|解(?!析|释|决方案)"
    r"|绑|封(?!面)|禁|审(?!核规则)|批(?!次)|签(?!名档)|订(?!单)|购(?!物车)|买|卖(?!家)|付(?!款方式)|缴|充|扣|投(?!影)|抢|兑|寄|派(?!别)|接(?!口)|拒"
    r"|撤|销(?!量|售)"
    r"|删|清(?!单)|毁|终(?!端)|结(?!果|构|论)|停(?!车场)|启(?!示)|建(?!议|筑)|创(?!意)|增|加(?!载|盟商)|改|设为|重(?!要|点|量)|恢|归|导(?!航|读)"
    r"|传(?!真号)|推(?!荐|文)|播(?!放)"
    r"|邀|请(?!求参数)|约|预(?!览|告|报)|占|租|借|贷|赎|押|抵|诉|举|告(?!示)|催|评(?!论区|价)|赞|捐|打(?!开|印)|叫|拨|挂|排队|参加|参与|加入|同步|生成|执行|部署"
    r"|合并|锁|激活|认领|认购|委托|代|寻|租|雇|聘|录用|入职|离职"
    r"|晋|降|罚|奖|通过|放行|放弃|放款|出(?!售中)(?:售|租|让|库|票|价|借|仓)|入(?:库|伙|会|账)|上(?:架|线|报|传|链)|下(?:架|线|单|注|发)|开(?:通|户|票|播|仓"
    r"|奖|除|工)|关(?:停|注|闭)|平仓|回(?:收|购|滚|复|帖|访)|变更|修复|替换|调(?:拨|班|岗|价)"
    r"|让(?!利)|赢|荐|拆(?!迁公告)|断(?!面|层)|熔|铸|抽(?!屉|象)|挑战|突破|摧|抹|弃|抬|熄|致(?!命)|搭讪|索(?!引)|献|宣|判(?!例)|红冲|冲(?!突)"
    r"|补(?!丁|充说明)|触发(?!器)|拉起|摘(?!要)|降|升(?!序)|反结|沽|过磅|拘|召|踢|逐出|驱逐|罢|免(?!责|费|密|签|运费)|赦|缉|熔断|炼|祭|攻(?!略)|夺|炸(?!开)|投喂|喂|浇"
    r"|质押|承兑|暂离|签离|还(?!原图|款日)|赔|移(?!动端)|固定|迁|拦|截单|催|核销|外呼|远程(?!连接说明)|登记|落槌|延(?!迟|伸)|搬|拨|吊销|起(?!点|步|源)|扩(?!展)|缩(?!略)"
    r"|宰|种|采(?!样点)|测(?!试用例|面积|距|量|速)|扣|押|扫(?!描件)|喊|交换|使|许|应(?:聘|征)|报名|咨询|联系|对接|安排|确|完成|收(?:款|货|养|购)|支|汇|贴现|质押|质询|铸造|空投|抵扣|核|注册|续|升(?:级|舱)|值机|登记)"
)
"""What a Chinese verb that asks for something begins with, and not the nouns that begin with the same sign."""

SHORT = re.compile(
    r"^(?:换(?!一|个|颜|种|乘|算|肤|装预)|出(?!口|版|处|发|行|现|境|售中|生|身|席|勤|差|厂|品|自)|入(?!口|门|围|境|住|驻|选|馆须|园须)"
    r"|开(?!关|始|头|本|放|源|发|场|庭|奖|馆|盘|学|业|支|销|胃|心|播时|户行)|关(?!于|系|键|注|联|节|卡|怀|东)|落(?!地|款|差|叶|点|日|户政)"
    r"|翻(?!页|译|转|看|拍|牌|新)|甩|截(?!图|屏|止|面|取)|排(?!行|名|序|版|期|班|气|片|放|水|练|列)|切(?!换|图|片|割|面|歌|台)"
    r"|点(?!击|评|位|阵|数|播|歌|餐|单|心|赞|云|名|券|卡|映|选)|注(?!释|意|册|解|音|记|重)|收(?!入|益|藏|件|起|听|支|视|纳|费|货|获|据|银|拢)"
    r"|调(?!色|试|研|性|料|味|度|查|用|音|节|解|亮|速|光|整)|拉(?!黑|伸|丁|新|面|链|取)|锁(?!屏|骨)|离(?!线|婚|地|岸|心)|租(?!金|期|户|约)"
    r"|验(?!签|证|光|货流)|停(?!车|机|靠|用|留|电|水|气|牌)|续(?!航|集|作|写)|加(?!载|盟|速|粗|班|油|密|减|权|工|餐|湿|入|水印)"
    r"|减(?!肥|脂|免|压|速|震)|装(?!备|修|饰|机|箱单)|取(?!景|消|色|整|值|样)|放(?!大|映|假|心|松|射|学)|起(?!点|步|源|售|止|送|拍|付|草|降)"
    r"|打(?!开|印|包清|折|法|字|卡|分)|敲|拔|插(?!入|件|画|图|值|座)|灌|捕|杀(?!毒)|割|采(?!样|购|光|访|风)|挖|填(?!写|充|空|报)|埋(?!点)"
    r"|焊|喷|烧(?!烤)|救|输(?!入|出)|称(?!呼|号|谓)|演(?!示|员|出|唱|奏|练)|颁|任(?!务|意|何)|辞(?!典)|集(?!合|成|团|市)|推(?!荐|文|理)"
    r"|撤|退(?!款|役)|进(?!度|入|程|货|展|店|价)|卸|拆|充(?!值记)|浇|喂|捞|宰|种(?!类|子)|播(?!放|客)|裁(?!剪|切|判)|缝|烘|泡|洗|剪(?!辑|切|裁)"
    r"|倒(?!序|放|计|影)|清(?!单|晰|明)|交(?!易|通|流|叉)|配(?!置|件|色|图|料|音|送)|回(?!放|看|到|顶|首|复|答|忆|声)|毙|收监|遥控|紧急"
    r"|上(?!方|面|次|周|月|年|午|下|限|市|海|一|传|线|架|班|课|映|游|层|级|门|新|榜|座|装|个|篇|条)"
    r"|下(?!方|面|次|周|月|年|午|限|一|载|线|架|班|课|游|层|级|拉|划|滑|降|雨|个|篇|条|钻)"
    r"|改(?!革|版|进|动)|要(?!点|闻|求|素|约|害)|抱(?!枕|歉)|追(?!番|剧|踪|溯|求|星)|赶|夸|捡|拿|禁(?!忌|区|止))"
    r"[\u4e00-\u9fff]{1,2}$"
)
"""Short Chinese labels of a verb and what it acts on, as each trade has its own: "翻箱", "关阀"."""

VERB_SIGNS = frozenset(
    "去来入出回过起开掉完好成到给走住动送取收发付换改退订购买卖租借还删清除消销毁灭停止断封禁锁冻释放拒驳批审核签盖投选举告诉请求领派转移交接"
    "调配分合并拆装卸升降扩缩推拉提抢拍竞赔偿缴存贷抵押捐赠赏赞聊喊叫催邀约讲说答问复传载登注绑连练播割喷焚烧杀救治疗养植种浇灌喂抱拜祭献"
    "供捞捕猎射炸爆破击打斗战攻守占夺抓抄扣罚判决裁定撤免任聘雇招募征纳贡派遣驻防逐驱赶踢逃离脱散解放弃舍扔抛丢失落摘采收割挖掘埋藏搬运载挂"
    "卡堵拦挡阻隔离护保修补缝贴粘刷涂洗擦扫拖吸吹烘烤煮蒸炒闪兑汇划拨结融增减加追晒甩"
)
"""Signs that Chinese words for doing something end with: of a label of which no word is known."""

ATTRIBUTES = re.compile(
    r"^[靠夜手微少多大中小半高低热冷常男女无有最较超极新旧红黄蓝绿黑白灰紫粉橙左右上下前后内外东南西北第每各双单三四五六七八九十一二两非仅免纯原"
    r"副本此该同别另某年月日周天]"
)
"""How Chinese names of choices begin: "微辣", "靠窗", "双人间"."""
