"""Words that ask for something where they stand first on a button, though nobody wrote down what they would do.

English: verbs in their plain form, left out those that only show, choose or go back. Chinese: what such verbs begin
with. A label that begins with none of them names a thing ("Floor plan", "保障范围") and asks for nothing.
"""

from __future__ import annotations

import re

VERBS = frozenset(
    """
    abandon abolish absorb accelerate accept accommodate accredit accrue acquire activate adapt adjourn adjust
    administer admit adopt advance advertise affirm airdrop allocate allot allow amend amplify annul anonymize
    appeal append apply appoint apportion appraise appropriate arbitrate arm arrange arrest assemble assert
    attest auction audit augment authenticate automate award ban banish bequeath bestow bet bill bind
    blacklist book boost borrow bounce breach bridge broadcast burn bypass calibrate call cancel capitalise
    capture cast cede celebrate censor certify challenge charge charter chase circulate claim clap clone
    collect commence commission commit compensate complain comply concede condemn conduct confer confirm
    confiscate connect conscript consign consolidate consult contact contest contract contribute convene convert
    convey convict cordon correct couple create credit cross-post curtail debit declare decline
    decommission decrypt dedicate deduct default defer defragment delegate deliver demand demote deny depart
    deploy deposit deprecate deprovision deregister derive designate destroy detach detain devote disarm disavow
    disband disburse discharge disconnect discontinue disinfect dismantle dismiss dispatch dispense dispose
    dispute disqualify dissolve distribute divert divest divorce dm donate draft drain duplicate eject elect
    eliminate embark emit employ empower enact encrypt endorse endow enforce engage enlist enquire enrol
    enroll enter entrust equip eradicate escalate escrow establish evacuate evict exclude exempt exercise exert
    exit expedite expel expire expropriate expunge extend extinguish extract extradite fabricate facilitate
    fasten federate ferry file finalise finalize fine fire firm flash flush forbid force forecast forfeit
    forgive formulate fortify forward foster freeze fulfil fulfill fund furnish garnish generate give go grant
    guarantee halt hand handover harvest hire hoist honor honour host hunt ignite impeach implement impose
    impound improve incorporate incur indict induct inflict inform infringe inherit initialise initialize
    initiate inject innovate inquire inscribe instruct insure integrate intercept intervene introduce invade
    invalidate invest invite invoice invoke irrigate issue join justify kick kill launch lease leave
    legalise lend let levy liberate licence license liquidate list litigate load loan lock lodge log mail make
    mandate manufacture marry matriculate merge message migrate mine mint mobilise moderate modify mortgage
    mount nag negotiate nominate notarise notify nudge nuke nullify obey object oblige occupy offer
    offset onboard opt ordain order organise oust outbid overrule oversee overthrow overturn overwrite own
    parole part partition patch patent pawn pay penalise perform permit petition ping pledge plunder poke poll
    pool post postpone pour prepay prescribe present press proclaim procure produce prohibit prolong promise
    promote propose prosecute protest provision prune publicise publish punish purchase purge pursue push
    qualify quarantine quash raise ration re-send reactivate realise reallocate reassign reassure rebalance
    reblog rebook rebuild recharge recruit rectify recycle redeem redeploy redirect redraw reduce refer
    refill refinance reformat refund refuse refute register reimburse reinstate reissue reject relay release
    relegate relinquish relist relocate remit remove render renew renounce rent repair repay repeal replace
    replenish reply report repossess repost reprint requisition rescind rescue resell resend reserve resign
    resolve respond restock restrict resubmit resume retire retract return reunite revalidate revert revoke
    reward rig ring rsvp sack sanction satisfy schedule scrap screenshare seal secure seize sell send sentence
    separate serve settle sever share shelve ship shred shut sideload sign silence skip-trace smash
    solicit solve spawn spend sponsor spoof stake start station sterilise stream strike subdue subject sublet
    submit subpoena subscribe substitute sue suggest summon supply surrender suspend swap swear sync synchronise
    synchronize tag take tap tax tell tender terminate testify text thank throttle throw toll top top-up toss
    trade train transact transcribe transfer transmit transport trash treat trigger trim tweet unarchive
    unassign unban unbind unblock undertake undo unenroll unfreeze unfriend unlink unlist unlock unmount unpair
    unpublish unregister unseal unshare unstake unsubscribe untie upgrade uphold upload vacate vaccinate
    validate verify veto void volunteer vote vouch wager waive warn warrant wed weld whitelist wipe wire
    withdraw withhold witness wrap write yield zap
    """.split()  # noqa: SIM905 - a long list of plain words
)

NOUN_ENDS = re.compile(
    r"(?:度|性|率|者|说明|简介|介绍|范围|方式|条件|标准|原因|结果|理由|类型|规格|参数|模式|信息|问答|目录|榜|天气|吗)$"
)
"""How Chinese labels end that name a thing."""

CHINESE = re.compile(
    r"^(?:去|请|马上|立刻|现在|一键|批量|全部|手动|自动|强制|免费)?"
    r"(?:申(?!明)|提(?!示|纲)|报(?!表|告单|价单)|发(?!现|票|票夹|展)|送(?!货方式)|交(?!通|流区)|办(?!公)|领(?!域)|取(?!景)|退(?!款规则)|换(?:货|绑|房"
    r"|购|发)|转|移|授"
    r"|解(?!析|释|决方案)"
    r"|绑|封(?!面)|禁|审(?!核规则)|批(?!次)|签(?!名档)|订(?!单)|购(?!物车)|买|卖(?!家)|付(?!款方式)|缴|充|扣|投(?!影)|抢|兑|寄|派(?!别)|接(?!口)|拒"
    r"|撤|销(?!量)"
    r"|删|清(?!单)|毁|终(?!端)|结(?!果|构|论)|停(?!车场)|启(?!示)|建(?!议|筑)|创(?!意)|增|加(?!载|盟商)|改|设为|重(?!要|点|量)|恢|归|导(?!航|读)"
    r"|传(?!真号)|推(?!荐|文)|播(?!放)"
    r"|邀|请(?!求参数)|约|预(?!览|告|报)|占|租|借|贷|赎|押|抵|诉|举|告(?!示)|催|评(?!论区|价)|赞|捐|打(?!开|印)|叫|拨|挂|排队|参加|参与|加入|同步|生成|执行|部署"
    r"|合并|锁|激活|认领|认购|委托|代|寻|租|雇|聘|录用|入职|离职"
    r"|晋|降|罚|奖|通过|放行|放弃|放款|出(?!售中)(?:售|租|让|库|票|价|借|仓)|入(?:库|伙|会|账)|上(?:架|线|报|传|链)|下(?:架|线|单|注|发)|开(?:通|户|票|播|仓"
    r"|奖|除|工)|关(?:停|注|闭)|平仓|回(?:收|购|滚|复|帖|访)|变更|修复|替换|调(?:拨|班|岗|价)"
    r"|让|使|许|应(?:聘|征)|报名|咨询|联系|对接|安排|确|完成|收(?:款|货|养|购)|支|汇|贴现|质押|质询|铸造|空投|抵扣|核|注册|续|升(?:级|舱)|值机|登记)"
)
"""What a Chinese verb that asks for something begins with, and not the nouns that begin with the same sign."""
