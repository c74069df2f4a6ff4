"""What fields ask for, by their label, type and autofill word."""

from __future__ import annotations

import re


def _either(english: str, chinese: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{english})\b|(?:{chinese})", re.IGNORECASE)


PERSONAL = _either(
    r"e-?mail|phone|mobile|telephone|cell(?: phone| number|phone)|fax|(street |home |postal |mailing |billing "
    r"|shipping "
    r"|delivery )?address( line)?( \d)?|street|postcode"
    r"|postal code|zip( code)?|birth(day| ?date)?|date of birth|dob|passport|social security( number)?|ssn"
    r"|tax (id|number)|vat id|iban|bic|swift"
    r"|account (number|no)|sort code|routing number|card( number)?|credit card|cvc|cvv|security code|expir(y"
    r"|ation)|full name|first name|last name"
    r"|surname|given name|family name|your name|name on card|driver'?s licen[cs]e|national id|id number"
    r"|medical|diagnosis|salary|income|allerg(y|ies)|maiden name|marital status|nationality|place of birth|next of kin"
    r"|emergency contact|(insurance|policy|member|membership|student|patient|employee|nhs|medicare|passport|licen[cs]e"
    r"|registration) (number|no|id)|(number|licen[cs]e) plate|blood (type|group)|gender|religion|ethnicity",
    r"邮箱|邮件地址|电子邮件|电话|手机|地址|住址|邮编|生日|出生|护照|身份证|证件号|银行卡|卡号|账号(?!登录)"
    r"|姓名|收货人|收件人姓名|联系人|联系方式|微信号|QQ号|车牌|学号|工号|医保|病史|过敏|民族|婚姻状况|国籍"
    r"|籍贯|监护人|税号|信用代码|公积金账号|社保|工资|收入|病历|入住人",
)
CODES = _either(
    r"(verification|one-time|security|confirmation|access|auth(entication)?|2fa|sms|login) (code|pin)|otp|pin"
    r"|passcode|passphrase|password|secret",
    r"验证码|校验码|动态码|口令|密码|令牌",
)
CARD = _either(
    r"card( number| no)?|credit card|debit card|cvc|cvv|card expiry|expir(y|ation)( date)?|name on card|iban",
    r"卡号|银行卡号|信用卡|安全码|有效期|支付密码|付款密码|交易密码",
)
CARD_NUMBER = _either(r"card( number| no)?|credit card|debit card", r"卡号|银行卡号|信用卡")
SECRET = _either(r"cvc|cvv|security code|pin|password|passcode", r"安全码|密码|验证码|口令")
MONEY = _either(r"amount|sum|total|price|donation", r"金额|数额|总额|捐款")
PAYEE = _either(r"payee|beneficiary|recipient|account|iban", r"收款|账户|账号|户名|对方")
RECIPIENT = _either(r"to|recipients?|cc|bcc|send to|people|guests", r"收件人|抄送|密送|接收人|好友")
MESSAGE = _either(r"message|body|text|comment|reply|post|note|review|your reply", r"正文|内容|消息|留言|评论|回复|评价")
COMMENT = _either(
    r"comments?|reply|replies|message|answer|reviews?|(?:note|words) (?:for|to) \w+|say something|join the discussion",
    r"评论|回复|留言|消息|跟帖|评价|说点什么|批注|寄语",
)
COMMENTS = _either(r"comments?|replies|discussion|reviews|conversation|guest ?book", r"评论|回复|留言|讨论|评价")
"""What a part of a page is called in which people say something to others."""
SEARCH = _either(r"search|find|query|q|keywords?|filter|look ?up|where to", r"搜索|查找|查询|关键字|关键词|筛选|检索")
VIEW_CHOICE = _either(
    r"sort|sort by|view|show|display|per page|group by|filter|range|zoom|theme preview|colou?r|size",
    r"排序|显示|每页|筛选|分组|视图|颜色|尺码|尺寸",
)
SETTING_CHOICE = _either(
    r"language|role|visibility|privacy|who can|permissions?|access|theme|time ?zone|notifications?|default"
    r"|region|plan|audience|security",
    r"语言|角色|可见|隐私|谁可以|权限|主题|时区|通知|默认|地区|套餐|公开范围|安全",
)

CODE = _either(
    r"code|query|sql|script|command|console|snippet|expression|statement|prompt line|cell \d+",
    r"代码|脚本|命令|语句|控制台|查询语句|表达式",
)
"""What is written in it is run."""
COMMANDS = _either(r"terminal|console|command( line)?|shell|prompt line|command input", r"终端|命令行?|控制台|指令")
"""Return in it runs the line."""
DESTROYS = re.compile(
    r"(?:^|[\s!;|&(`\"'])(?:sudo\s+)?(?:rm|rmdir|shred|mkfs\S*|dd|wipefs)\s"
    r"|\b(?:rmtree|os\.remove|unlink|deleteMany|deleteOne|dropDatabase|FLUSHALL|FLUSHDB)\b"
    r"|\b(?:drop\s+(?:table|database|schema|index|view|column)|delete\s+from|truncate|update\s+\S+\s+set"
    r"|alter\s+table)\b",
    re.IGNORECASE,
)
"""Code and database lines that take something away or write over it."""
STATEMENT = re.compile(
    r"\s*(?:sudo\s+)?(?:rm|shred|mkfs\S*|dd|wipefs)\s+\S|\s*(?:drop\s+(?:table|database|schema|index|view|column)|delete\s+from"
    r"|truncate\s+\w|update\s+\S+\s+set|alter\s+table|select\s.+\sfrom\s|insert\s+into)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How a line begins that is a statement or command, whatever its field is called."""

PERSONAL_AUTOFILL = frozenset((
    "name", "given-name", "family-name", "email", "tel", "tel-national", "street-address", "address-line1",
    "address-line2", "postal-code", "bday", "sex", "cc-name", "cc-number", "cc-exp", "cc-exp-month",
    "cc-exp-year", "cc-csc", "cc-type", "organization", "country-name",
))  # fmt: skip
CODE_AUTOFILL = frozenset({"one-time-code", "current-password", "new-password"})
PERSONAL_KINDS = frozenset({"email", "tel"})
