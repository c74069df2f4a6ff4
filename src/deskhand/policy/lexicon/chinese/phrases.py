"""Chinese labels and beginnings that mean more, or other, than their words do."""

from __future__ import annotations

import re

from deskhand.policy.lexicon.listing import words

WHOLE: dict[str, str] = {
    "generic": """
        确定 确认 提交 完成 是的 是 好的 好 我知道了 知道了 立即 马上 我确定 开始 明白了 明白 懂了 可以 没问题
        就这样 行 继续操作 仍然继续 确认无误 确认操作 立即执行 我已知晓 已知晓 已了解 我明白了 搞定 开始吧 对 对的
        正确 办理 我已了解 知悉 收到 是，继续 仍要继续 仍要进行""",
    "next": "下一步 继续 下一页 下一题 往下 确认并继续 保存并继续 去结算 去下单 继续下一步 保存并下一步 去收银台",
    "refuses": """
        取消 关闭 不 否 暂不 以后再说 下次再说 稍后 稍后再说 跳过 忽略 保留 离开 退出 算了 先不 不了 点错了 暂时不
        放弃操作 考虑一下 再想想 我再想想 再看看 再逛逛 再等等 以后提醒我 稍后提醒 稍后提醒我 下次提醒我 不再提示
        返回 返回编辑 返回修改 我不 手滑了 不同意并退出 游客浏览 游客模式 仅必要 只接受必要 全部拒绝 拒绝全部
        拒绝所有 仅接受必要 仅限必要 仅允许必要 拒绝非必要 改天 下回 没有 都不是 回到安全区 继续逛 继续编辑 继续浏览
        留在此页 保持现状 维持原样 取消操作 取消编辑 取消修改 再考虑 容我想想 等一下 等等 暂缓决定 不需要 不用了
        不必了 不允许 不同意 不接受 以后 晚点 晚点再说""",
    "shows": """
        更多 菜单 工具 首页 详情 帮助 说明 历史 示例 表情 语音 选项 定位 图层 街景 今天 明天 昨天 设置 消息 通知
        我的 动态 关注列表 粉丝 收藏夹 购物车 订单 全部订单 退款/售后 足迹 优惠 会员中心 钱包 账单 资产 行情 自选
        交易记录 定时发送 稍后发送 联系我们 在线客服 客服 人工客服 联系客服 打电话 热门 推荐 最新 精选 排行榜 直播
        回放 课程表 我的订单 我的收藏 查余额 查看余额 发布规则 投稿须知 支付方式 付款方式 收货地址 提现记录 充值记录
        下单须知 购票须知 预约须知 评论 评论区 全部评论 写评论规则 弹幕开关 弹幕 分享有礼 邀请有礼 签到日历 打卡记录
        点名册 报表 报名须知 报名表 订阅号 收起 展开 换一批 复制 引用 播放 暂停 刷新 全屏 截图 翻译 朗读 缩小 放大
        全选 反选 下一张 下一个 上一个 上一张 重播 购物袋 领养须知 讨论区 私信列表 站内信 待办 审批 我的审批 已办
        发票夹 卡包 红包 优惠券 报告 扫一扫 付款码 收款码 借阅规则 执行计划 抄送我的 导出记录 下载记录 立即体验 环绕
        删除线 评分与评论 发现 分类 附近 同城 直播间 分割 追溯 开庭公告 打印 交班记录 换乘 转账记录 提到我的 靠窗
        靠过道 缺货预警 盘点差异 资源占用 单曲循环 音效 环比 同比 超话 大盘 想要 扫码 夜间 手写 发音 排队叫号
        实时公交 大字版 问大家 买家秀 邻里圈 导诊 在线选座 创作灵感 入口 出口 常见问题 关于 关系 收入 排行 排名 体育
        往返 加大号 教育 公开课 开放平台""",
    "sign_in": """
        登录/注册 登录 注册 退出登录 登出 微信登录 手机号登录 一键登录 立即登录 马上登录 换个账号登录 注册/登录
        退出账号 退出账户 退出帐号 退出当前账号 退出此账号 退出该账号""",
    "send": """
        发送 群发 召唤 @所有人 打招呼 打个招呼 公开 求助 一键求助 催单 催办 官宣 开播 立即开播 开始直播 举手发言
        申请连麦 连麦 公开文章 立即沟通 打赏留言 聊聊 搭讪 和HR聊聊 DING 表扬 发出 去函""",
    "asks": """
        我已付款 已付款 我已到达 已到达 我已送达 已送达 已取货 我已取货 我已接到 出发 开始行程 到达目的地 我已收到
        我已完成 全部通过 我已出发 已出发 我要退款 我要退货 我要投诉 我要举报 我要报修 开门 一键开门 开锁 放行 报到
        认输 投降 求和 悔棋 弃权 宣布结果 交卷 签到 打卡 签退 换班 接单 抢单 派单 出餐 发货 收货 盖章 用印 结案 开庭
        休庭 闭庭 敲定 成交 封盘 收工 下班 上班 停课 起飞 降落 返航 一键返航 开闸 关闸 冻结 挂失 紧急停机 紧急停止
        加入群聊 加入团队 加入项目 一键升空 确认送达 我到了 离职 辞职 同意并转移 不合适 暂离 签离 还书 赢单 输单
        我已上车 已上车 结束计费 记账 上链接 全量 复检 网签 上报 受理 办结 报案 报工 完工 改价 延住 弃选 摸牌 碰 杠
        胡 出牌 要不起 加倍 抢地主 下一位 并台 叫下一位 复位 急停 消音 合班 出货 签出 签入 关房 停卡 撤盘 离会 返工""",
    "light": """
        赞 踩 顶 收藏 关注 点赞 已读 未读 想看 看过 在看 读过 想读 感兴趣 不感兴趣 有用 没用 有帮助 没帮助 取消关注
        取关 取消收藏 取消点赞 取消置顶 置顶 归档 加入购物车 加购 领券 领取优惠 加入收藏 撤销删除 重试 停止 重启
        启动 全部已读 一键已读 标为已读 标记已读 标记为已读 标已读 举手 想去 去过 追番 追剧 加入书架 恢复 还原 备份
        创建快照 打快照 再试一次 确认告警 喜欢 不喜欢 心动 加星标 加星 加一份 加一件 +1 取单 挂单 这不是垃圾邮件
        不是垃圾邮件 推迟 静默 红心 点踩 稍后提醒此邮件 挂起 刷新简历 擦亮宝贝 加菜 订阅节目 赞同 接手 改派 挂账
        到货通知 降价通知 开售提醒 通知我 到货提醒 降价提醒 提醒我 定时提醒我""",
    "draft": """
        存草稿 保存草稿 存为草稿 保存为草稿 存入草稿箱 保存到草稿箱 保存到草稿 存到草稿 先存着 暂存草稿
        保存并稍后填写 临时保存 退出并保存草稿 保存进度 暂存""",
    "erase": """
        不保存 放弃更改 放弃修改 放弃编辑 直接关闭 不保存并退出 不保存退出 丢弃 丢弃更改 丢弃草稿 清空回收站
        清空垃圾箱 清空废纸篓 仍要删除 删除到底 直接退出 放弃并退出 清空已删除 清空已删除邮件 清空回收箱
        清空最近删除""",
    "trash": """
        移到回收站 移至回收站 移入回收站 放入回收站 移到垃圾箱 移出购物车 清空购物车 移出收藏夹 移到已删除
        移出心愿单 移入回收箱 移至垃圾桶 丢到垃圾箱 移到垃圾桶 丢进垃圾桶 扔到垃圾桶 移至废纸篓 移入垃圾桶""",
    "pay": """
        支付 付款 购买 下单 买单 结账 提交订单 确认订单 确认支付 确认付款 去打赏 打赏 赞赏 充值 续费 开通 转账 汇款
        提现 打款 赠送 送礼 送礼物 捐款 捐赠 捐助 秒杀 拍下 出价 加价 下注 梭哈 跟注 加注 一键下单 极速支付 立即支付
        立即购买 呼叫快车 确认用车 确认呼叫 叫车 打车 立即叫车 一键叫车 投币 三连 一键三连 发红包 塞钱 买入 卖出
        申购 赎回 支持一下 还款 缴费 立即缴费 出票 改签 包月 包年 加餐 全仓 十连抽 单抽 抽卡 再来一单 就近叫车
        立即打车 确认出价 追加打赏 去充值 确认转账 同意扣款 日行一善 月捐 抢购 一键打新 献爱心 闪电买入 拿下 氪金
        去团 立即团 收款 扫码收款 现金收款 去支付 免单 会员加购 预授权 去付款 立即去付款 去买单 去结账 确认收款
        网上缴费 充值账户""",
    "subscribe": "订阅 加入会员 加入计划 立即加入 免费加入 订阅更新",
    "settings": """
        恢复默认 恢复默认设置 还原默认 设为默认 设为公开 设为私密 静音 屏蔽 拉黑 启用 停用 禁用 开启 退订 取消订阅
        保存设置 应用设置 免打扰 勿扰 隐身 仅自己可见 确认选择 保存选择 保存偏好 确认我的选择 使用默认 跟随系统
        全员禁言 反锁 请勿打扰 打烊""",
    "accept": """
        同意 接受 签署 签约 签字 我同意 我接受 同意并继续 已阅读并同意 我已阅读并同意 接受全部 全部接受 接受所有
        同意全部 全部同意 同意并签署 同意授权协议 我承诺 同意并登录 同意并加入 接受并继续 我已阅读""",
    "allow": """
        允许 授权 始终允许 仅本次允许 使用时允许 仅使用期间允许 开启通知 打开通知 信任 信任此设备 同意授权 去授权
        去开启 开启定位 共享位置 允许一次 允许本次""",
    "installs": """
        安装 立即更新 更新并重启 下载并安装 重启更新 重启并更新 立即安装 继续安装 仍要安装 现在重启 夜间安装
        全部升级 升级全部 更新全部 升级依赖 更新依赖""",
    "fetches": "下载 导出 另存为 保存图片 保存到相册 保存到本地 存图 离线下载 下载原图 下载全部",
    "clear": "重填 重新填写 清空 重置 清除 清屏",
}  # fmt: skip
"""Sense -> labels that have it as a whole."""

STATES = words(
    """
    已 待 未 正在 实时 当日 当月 本月 本周 今年 昨日 历年 往期 尚未 可用 可选 可售 暂无 无法 可以 如何 怎么
    怎样 什么 为什么 谁 哪 我的 我收到 历史 热门 最近 最新 今日 猜你 相似 同类
    相关 精选 他的 她的 您的 关于
    """
)
"""How labels begin that name a state, a question or something that is there: "已取消", "待付款", "如何退款"."""

STATES_THAT_ACT = ("已阅读并同意", "已读", "未读", "待审通过")

TELLS_A_STATE = re.compile(
    r"(?:成功|失败|错误|出错|有误|中)$|^(?!标|设|记|将|把|确认|我|归|丢|删|清|移|转|取|撤|恢).+已(?!读).{1,4}$|^.{1,3}过的|^需要?(?!求)|^要.{2,}的"
)
"""How labels end or begin that tell what has come about: "导出已取消", "加入中"."""

REFUSING = re.compile(
    r"(?:不(?!良|限|合适|要[这此该]|再推荐|再接收|再提醒|再关注|.{1,7}(?:直接|仍|就|并)|动产|规则|在线|保存|再接单|看他|看她|通过|予|批准|录用|同意见)|暂不|无需|别(?!名|针|墅)|先不|再(?:想|看看|逛|等|开一|待|坐|聊|玩|听|考虑|斟酌|核对|检查|确认)|以后(?:再)?|下次(?:再)?|稍后(?:再)?(?!阅读|看|观看|支付|付)|"
    r"改天|晚点|(?:等|待|过)会儿?|还没(?:想|准备|看)|接着(?:玩|看|听|写|填|聊|逛|做|编辑)|拒绝(?:全部|所有|非必要|可选)|全部拒绝|仅(?:必要|接受必要|允许必要|使用必要)|只接受必要|禁止$|继续(?:逛|对战|游戏|战斗|答题|填写|学习|播放|聊天|做题|完善|选购|选|挑|听|浏览|购物|编辑|阅读|看|观看|等待|使用)|"
    r"我再|容我|游客|保持(?:现状|不变)|没有了)"
)
"""How labels begin that only say no."""

LEAD_INS = words(
    """
    去 来 请 马上 立刻 立即 现在 即刻 一键 批量 手动 自动 免费 快速 极速 在线 点击 点此 再次 再 先 直接 仍然
    仍要 仍 坚持 还是 全部 所有 一起 快捷 赶紧 快来 强制 永久 彻底 安全 远程 代为 帮我 帮他 替我 为我 统一 限时
    匿名 临时 提前 我要 我想 我来 是， 是的， 好的， 好， 好的 是的 线上 自助 智能 紧急 整单 逐条 当场 当面 正式
    主动 单独 继续 重新 授权并 验证并 同步 马上去 立即去 一口价 立刻 同时 作为附件 现场 到院 到店 马上就 逐项
    同意并 全量 指定 点我 点这里 扫码 网上 线下 电子 特价 优先 抢先 我 轻松
    秒 一次性 群里 在群里 当众 狠心 忍痛 决定 就 现在就 这就 随手 一起
    随时 连续 一并 火速 预 代 补 加急 全额 部分 原价 半价 拼 以此价格
    """
)
"""Words before the verb that change nothing of what it does."""

FOR_GOOD = frozenset({"永久", "彻底"})
ALL_OF = frozenset({"全部", "所有"})
THINGS_TOO = frozenset(
    words(
        """
    评论 评价 点评 回复 通知 提醒 收藏 关注 分享 推荐 预约 投票 报名 申请 投诉 直播 提问 回答 订单 动态 公告
    交易 服务 应用 设置 更新 活动 支付 记录 筛选 审批 下载 转账 缴费 退款 借款 咨询 邀请 消息 赞
    """
    )
)
"""Verbs that are things after "全部": "全部评论"."""

TRAILING = re.compile(r"(?:一下|试试看?|吧|啦|哦|呀|呢|喽|了$)+$")
POINTS_AT = re.compile(
    r"^(?:此|该|这个|这条|这张|这篇|这份|本(?!地|金)|我的|你的|您的|选中的?|所选|当前|以上|以下|全部|所有|一下|一个|一条|一张|一份|下|了)"
)
PLACES = re.compile(
    r"(到(?![期货账店院会])|至(?!尊)|给(?!付)|向(?!导)|作为|成为|为(?!止)|成(?![员绩果本功交就都])|(?<=.)(?<![跟改推促引先收输录登加投导出准介深])[入进](?![度程展])(?=.))(?=.)"
)
OF_THINGS = words(
    """
    我的 历史 全部 最近 热门 今日 系统 精选 猜你 相关 最新 更多 商家 平台 好友 新手 官方
    """
)
"""How labels begin whose last verb names something that is there: "我的预约"."""

ASPECTS = frozenset(
    words(
        """
    cancel confirm start stop finish submit ask_for invite leave exit restart pause end ask get agree
    """
    )
)
RATHER_THINGS = frozenset({"booking", "sitting"})
"""Of these the thing tells more than the verb that it also is: "取消预约", "结束直播"."""

SHORT_VERBS = frozenset(
    "催晒删发赞踩付买卖租借还捐投押抢订约报签退换寄送封踢禁撤锁改查看搜找选填写画拍播听读问答转存取放给"
)
"""Verbs of one sign that stand before a thing of one sign: "删帖", "退票", "买票"."""

TAKES_ANYTHING = frozenset(
    words(
        """
    turn_on open_up switch_off remove destroy drop shut close cancel delete trash erase clear reset
    overwrite replace confirm prolong wipe_out draft_save let_go lock_in give_up start_up forbid open_service
    revert take_back end_off seal
    download upload import save update create add toggle set run restore renew copy
    duplicate agree accept sign show search edit choose switch new print open unsubscribe write format
    """
    )
)
"""Families whose verbs are not used to name things: what follows is acted on."""

ACTS_ON_PAGES = frozenset(
    words(
        """
    light report send publish share submit notify sign invite give get move assign claim generate allow
    connect
    """
    )
)

GIVEN = re.compile(r"^[发寄传递转送].{1,6}给.")
"""What nobody knows is sent to somebody: "发分谱给全团"."""

APPLIED = re.compile(
    r"到|于|为|此|该|更改|修改|设置|模板|主题|滤镜|优惠|券|筛选|样式|规则|补丁|变更|配置|折扣|并|全部|所有"
)
TELLS_TOO = re.compile(r"(?:并|后|同时)(?:通知|告知|推送给?|群发|发送给?|抄送|公告)(?!设置|记录)")
"""Whatever comes first, people are told as well: "取消会议并通知"."""

TELLING = frozenset(words("send thank notify contact share publish reply hail invite ask"))
"""Families that tell whoever stands before them: "给司机发消息"."""

NOMINAL = frozenset(
    words(
        """
    支付 付款 付费 缴费 交费 充值 续费 退款 还款 转账 汇款 打款 收款 提现 取款 存款 贷款 借款 放款 扣款 捐款 捐赠 打赏
    理财 投资 融资 保险 投保 理赔 赔付 采购 订购 预购 团购 拼团 下单 订票 购票 抢票 退票 改签 选座 值机
    参赛 挂号 报税 审批 评审 评选 评分 评级 评定 认证 鉴定 公证 证明 备案 登录 注册 签到 打卡 请假 加班 出差
    休假 排班 值班 调班 换班 入职 离职 转正 招聘 录用 招标 投标 竞标 中标 拍卖 竞价 竞拍 出价 交易 委托 定投 开户 销户
    配送 派送 发货 收货 取件 取货 寄件 揽收 退货 换货 退换 退换货 售后 维修 保修 报修 盘点 入库 出库 调拨 租赁 租房
    租车 还车 取车 停车 充电 加油 洗车 试驾 签约 过户 网签 抽奖 开奖 兑换 兑奖 借阅 考试 选课 报考 录取 升学 毕业 学习
    授课 处方 用药 接种 化验 手术 住院 出院 入院 会诊 领养 寄养 仲裁 诉讼 起诉 立案 开庭 判决 结算 对账 报销 开票 入账
    出账 分红 投票 表决 选举 举报 投诉 申诉 维权 反馈 交割 转股 授信 征信 抵押 质押 担保 救援 接单 派单 抢单 打车 叫车
    拼车 入住 退房 签证 评估 报关 通关 清关 回收 置换 奖励 处罚 罚款 年检 年审 延期 续期 续签 续约 验收 核算
    赎回 身份验证
    验证 实名认证 收费 缴纳 购买 买入 卖出 申购 部署 构建 测试 兑付 派息 配股 体检 保养 用车 出行 停机 复机 求助
    推广 投放 评价 评论 咨询 收藏 关注 分享 邀请 订阅 通知 提醒 联系 服务 注销 回滚 搬家 存储 告警 转发 点赞
    撤单 退保 检票 就诊 开通 升级 续租 违约
    """
    )
)
"""Verbs that are nouns too, and name kinds of what follows: "支付方式", "退款账户". Before others it is acted on."""

BY_LAST_SIGN = {
    "费": "money", "税": "money", "款": "money", "券": "coupon", "群": "group", "灯": "appliance", "门": "door",
    "阀": "door", "闸": "door", "案": "plea", "帖": "message",
    "人": "people", "者": "people", "员": "people",
}  # fmt: skip
"""What a thing is that no list names, by the sign that it ends with: "住宿费", "燃气阀"."""

BOUGHT = words("费用 服务 产品 基金 课程 活动 计划 门票 优惠 日程 设备 系统 材料")
TAKES_THINGS = frozenset(
    words(
        """
    购买 买入 卖出 申购 认购 赎回 抢购 订购 选购 购 买 缴纳 补缴 预订 预定 预约 报名 参加 参与 加入 兑换 拼 团 秒杀
    入手 购置 采购 下单 续订 续费 退订 出售 租用 租借 投资 代购 提交 补交 领取 取消 退
    """
    )
)
"""Verbs that act on what others only name together with it: "购买课程", and not "支付服务"."""

COUNTED = frozenset(words("未读 已读 评价 点评 评论 回复 消息 待办 问答 讨论 想要 提醒 通知 晒单 追评"))
"""With a number after them these are views: "评价 999+"."""

TOLD = frozenset(words("通知 公告 公示 通报 预警 须知 计划"))
"""What is told of an act, and is not the act: "停水通知"."""

MEANS = words("邮件 短信 微信 电话 语音 现金 信用卡 余额 积分 银行卡 扫码 指纹 人脸")
"""What something is done with: "短信通知家长"."""

NOUNS_AT_END = frozenset(
    words(
        """
    开始 结束 截止 设置 记录 通知 评价 评论 推荐 服务 活动 预览 管理 统计 收藏 关注 直播 提醒 报告 计划 设计
    公告 建议 支持 练习 编辑 导航 搜索 查询 咨询 帮助 说明 动态 分析 检测 翻译 预报 预告 学习 指导 对比 排序
    课程 安排 介绍 留言 反馈 点评 规定 设定 审计 测试 对照 监控 通报 排班 排期 预测 预警 培训 指引 监测 追溯 巡检 公示
    评估 调查 提示 推送 投影 播报 展示 体验 攻略
    """
    )
)
"""Verbs that name a thing where they stand last: "邮件设置", "消息记录"."""

PAGE_TAILS = words(
    """
    说明 详情 历史 规则 须知 指南 攻略 进度 状态 方式 方法 条件 时间 期限 限额 费率 标准 流程 教程 中心 排行
    排行榜 记录 明细 政策 帮助 渠道 热线 专区 次数 人数 范围 权益 统计 设置 管理 列表 榜 预览 有礼 过的人
    日志 细则 规定 样式 曲线 走势 趋势 台账
    """
)
"""The same for verbs that often act on what the longer lists name: "提交读数", "通知家长"."""

VERB_TAILS = PAGE_TAILS + words(
    "指引 价格 构成 原因 理由 类型 查询 检索 概况 清单 概览 资格 资料库 编号 名录 榜单 对比"
)
"""The same for verbs that name nothing by themselves."""

ACT_TAILS = PAGE_TAILS + words("类型 原因 理由 电话 数 量 策略 查询 内容 账户 地址 依据")
"""The same for verbs that often act, where they are nouns too: "举报类型", "转发数"."""

ONE_SIGN_NOUNS = frozenset("单口书表码率量数点区栏厅台处站网图榜箱史费")
"""One sign after a verb that is a noun too makes another noun: "化验单", "检票口"."""

FEATURES = ("自动", "智能")
"""How names of what is switched on or off begin."""

ASKED_FOR = frozenset(words("submit sign get decide pay trade refund withdraw transfer renew install book hand_over"))
"""Families whose verbs tell what is asked for, where "申请" or "审核" comes last: "提交签名审核"."""

CORE_TAILS = words(
    """
    说明 详情 历史 规则 须知 指南 攻略 进度 状态 方式 方法 条件 时间 期限 限额 费率 标准 流程 教程 中心 排行
    排行榜 记录 明细 政策 帮助 渠道 热线 专区 区 率 数 次数 人数 效果 范围 权益 示例 统计 设置 选项 管理 列表 榜
    预览 有礼 过的人 的人 日志 细则 规定 样式 曲线 走势 档案 台账 团队 症 人 者 机构 广场 大厅 助手 工具 计算器 日历
    """
)
TAILS = CORE_TAILS + words(
    """
    名称 提供商 文字 文本 队伍 前缀 城市 协议 地址 日期 依据 文件 计划 合同 单位 账户 方案 报价 案例 材料 查询
    策略 ID 总额 总计 合计 编号 供应商 链接 号码 单号
    订单号 卡号 户号 车牌号 原因 理由 类型 规格 参数 模式 信息 问答 目录 额度 金额 费用 价格 码 电话 步骤 模板
    分析 报表 趋势 数量 员 量 名单 清单 图 表 厅 室 平台 系统 网点 门店 部门 对象 内容 资格 要求 材料 凭证
    条款 日程 社区 频道 设备 优惠 大全 指引 公告 动态 资讯 新闻 案例 问题 答疑 通道 入口 窗口 菜单 列表
    周期 比例 档案 经验 心得 技巧 秘籍 利率 收益 报告 证明 服务 产品 基金 市场
    """
)
"""Nouns that a verb before them names a kind of: "支付方式", "退款进度"."""

NAMES_THINGS = frozenset(
    words("pay order trade refund withdraw deposit transfer renew book decide ask_for approve reject sign_in check_in")
)
"""Families whose verbs name a thing together with another: "用药提醒", "退款通知"."""
