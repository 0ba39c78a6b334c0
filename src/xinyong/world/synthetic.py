"""Xinyong is synthetic only: names of attributes that would name or number a real person are refused."""

from __future__ import annotations

import re

_WORDS = frozenset(re.findall(r"[a-z]+", """
    name names surname forename firstname lastname fullname nickname username xingming xing mingzi idcard idnumber idno ssn passport
    phone telephone tel mobile cellphone dianhua shouji email mail wechat weixin qq weibo alipay zhifubao douyin face faces faceid
    photo photos picture portrait selfie renlian zhaopian fingerprint fingerprints iris voiceprint dna genome biometric biometrics
    address addresses street dizhi zhuzhi shenfenzheng shenfenzhenghao plate chepai imei imsi cookie birthday birthdate shengri
"""))
_NUMBERED = frozenset({"id", "identity", "citizen", "resident", "account", "card", "bank", "licence", "license", "document", "hukou", "case",
                       "credit", "code", "social", "person", "vehicle", "device"})
_NUMBERS = frozenset({"number", "numbers", "no", "num", "nr", "code", "card"})
_CHINESE = ("姓名", "名字", "姓氏", "身份证", "证件", "号码", "电话", "手机", "人脸", "照片", "头像", "地址", "住址", "微信", "微博", "支付宝", "邮箱",
            "护照", "车牌", "银行卡", "账号", "指纹", "虹膜", "声纹", "生日", "出生日期")

MESSAGE = "Xinyong is synthetic only: {what} names or numbers people, and no real person's record enters."
HINT = "Leave it out; keep what describes groups, such as age-band or income."


def names_people(attribute: str) -> bool:
    """Whether an attribute by this name would hold who somebody is rather than what they are like."""
    if any(word in attribute for word in _CHINESE):
        return True
    words = re.findall(r"[a-z]+|\d+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", attribute).lower())
    if any(word in _WORDS for word in words) or words == ["id"]:
        return True
    if "birth" in words and {"date", "day"} & set(words):
        return True
    return any(word in _NUMBERED and words[at + 1] in _NUMBERS for at, word in enumerate(words[:-1]))
