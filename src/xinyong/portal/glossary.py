"""The words of the field as this program uses them, and what the model does, assumes and cannot say: in English and Chinese."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A word: its id, in English and Chinese, and what it is in both."""

    id: str
    en: str
    zh: str
    means_en: str
    means_zh: str

    def word(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en

    def other(self, lang: str) -> str:
        return self.en if lang == "zh" else self.zh

    def means(self, lang: str) -> str:
        return self.means_zh if lang == "zh" else self.means_en


TERMS = (
    Term("subject", "subject", "主体", "A natural person or an organisation, with one unified social credit code.", "自然人或组织，各有一个统一社会信用代码。"),
    Term("unit", "unit", "户", "A household with the firms its members represent, control or answer for: lived together.", "一户人家及其成员代表、控制或负责的企业，共同生活。"),
    Term("conduct", "conduct", "行为", "What a subject really does, good or bad, seen or not.", "主体实际所为，好坏、是否被看见均在内。"),
    Term("act", "act", "失信/守信行为", "An entry of a scheme's catalog that some conduct falls under, with its legal reference.", "方案目录中的条目，某种行为归于其下，附法律依据。"),
    Term("channel", "channel", "信息来源", "How conduct comes to be seen: camera, police, inspection, court, somebody's report, platform data, one's own application. Each misses some and mistakes some.",
         "行为被看见的途径：摄像头、警察、检查、法院、他人举报、平台数据、本人申报。各有漏看与误认。"),
    Term("record", "record", "信用记录", "One act entered against one subject on one day by one channel, rightly or wrongly; it is displayed and counts for a time.", "某日经某来源对某主体录入的一项行为，可能属实也可能有误；在一定期间公示并计分。"),
    Term("ledger", "ledger", "信用积分", "What turns records or features into a score.", "把记录或特征变为积分的账。"),
    Term("standing", "standing", "信用状况", "Where score, records and lists put a subject. A grade is one kind, a list membership another.", "积分、记录与名单使主体所处的状况；等级是一种，列入名单是另一种。"),
    Term("grade", "grade", "信用等级", "A band of scores with a name, or what an act or a list brings directly.", "有名称的积分区间，或由行为、名单直接带来的等级。"),
    Term("list", "list", "严重失信主体名单/黑名单, 红名单", "A list of seriously dishonest subjects, a watch list or a redlist: with grounds, each with term and exits, and notice.", "严重失信主体名单、关注名单或红名单：有列入事由、期限、退出途径与告知。"),
    Term("notice", "notice", "提示, 事先告知, 送达, 公示, 知悉", "Warned in general, told before a decision, served, published, known: five things, each with its own day.", "一般提示、决定前告知、送达、公示、知悉：五件事，各有其日。"),
    Term("obligation", "obligation", "义务", "Something owed (a judgment debt, a fine, wages): amount, due day, performed or not.", "所欠之事（判决债务、罚款、工资）：数额、到期日、是否履行。"),
    Term("measure", "measure", "惩戒/激励措施", "What a standing brings: a thing denied, made harder or granted.", "信用状况带来的后果：拒绝、加重或给予某事。"),
    Term("remedy", "remedy", "救济/信用修复", "A way out: perform, object, have corrected, appeal, repair, wait until it expires.", "出路：履行、异议、更正、申诉、修复、期满。"),
    Term("agreement", "agreement", "信息共享/联合惩戒安排", "What one keeper passes to another, with consent, delay and matching errors. Displaying, sharing and using are three things.", "一个保管者向另一个传递的内容，有同意、滞后与匹配错误。公示、共享、使用是三件事。"),
    Term("scheme", "scheme", "方案", "A folder with one keeper's catalog, ledgers, standings, lists, measures and remedies, dated and sourced.", "一个文件夹：某保管者的目录、积分、信用状况、名单、措施与救济，注明日期与出处。"),
    Term("rulebook", "rulebook", "规则汇编", "All schemes in force in a world, checked and compiled.", "某世界中生效的全部方案，经检查与编译。"),
    Term("world", "world", "世界", "Places, population, conduct, practice, and which scheme is in force where from when: the assumptions.", "地点、人口、行为、实践，以及何处何时适用何方案：即各项假设。"),
    Term("run", "run", "运行", "A world lived for some months, and what was kept of it.", "一个世界生活若干月，及其保存的结果。"),
    Term("variant", "variant", "变体", "A small file of changes to rules or assumptions: a reform.", "对规则或假设作改动的小文件，即一项改革。"),
    Term("study", "study", "研究", "Runs compared: same people, same luck, one thing changed.", "比较若干运行：同样的人、同样的运气，只改一处。"),
    Term("coupling", "coupling", "耦合", "What households do to each other: small sums a place and month, such as an office's queue or what went astray.", "户与户之间的影响：每地每月的少量合计，如机构排队、误记他人。"),
)

METHOD = (
    ("The whole in one sentence", "一句话概括",
     "Conduct seen by channels becomes records; ledgers turn records into standings; standings trigger measures; measures change lives; remedies end standings.",
     "行为经信息来源成为记录；积分把记录变为信用状况；信用状况触发措施；措施改变人生；救济终止信用状况。"),
    ("Law and practice are apart", "规则与实践分开",
     "A scheme says what a text says, each figure with document and place, or marked as told of, borrowed or assumed. A world says what is assumed of people and "
     "officials: how often, who sees, who is told, how long the queue is. Whether notice was given is the gap between the two.",
     "方案说明文本怎样规定，每个数字注明文件与出处，或标为转述、借用、假设。世界说明对民众与官员作何假设：多常发生、谁看见、告知谁、排队多久。“是否告知”正是两者之间的差距。"),
    ("The same luck", "同样的运气",
     "Random numbers follow from the seed and from the names of what they decide. So equal inputs give an equal digest, anybody can be lived again alone, and two "
     "runs that differ in one rule share all their luck.",
     "随机数由种子与所决定事项的名称得出。故同样输入得同样摘要，任何人都可单独重活，只改一条规则的两次运行共享全部运气。"),
    ("A record can be wrong in four ways", "记录可能有四种错误",
     "Untrue; of the wrong subject; without lawful ground or procedure; kept or copied beyond its time. They are told apart.",
     "不属实；张冠李戴；缺乏依据或程序；超期保存或转用。四者分别列明。"),
    ("Everybody is synthetic", "人人皆为合成",
     "Identities are minted by the program and none can be brought in. A code's division begins with 00, which names no place, so no code here can belong to anybody.",
     "身份均由程序生成，不能带入任何真实身份。代码的地区部分以00开头，不对应任何地方，故此处代码不可能属于任何人。"),
)

LIMITS = (
    ("There is nothing here of any real person or firm, and nothing can be concluded about one.", "这里没有关于任何真实个人或企业的信息，也不能由此推断真实的人。"),
    ("A figure that depends on assumptions is no estimate of a real place. Change them and the seed, and see what still holds.", "取决于假设的数字不是对真实城市的估计。请改变假设与种子，再看结论是否仍然成立。"),
    ("One run is one seed. In small groups a figure is mostly luck.", "一次运行只有一个种子。人数少的组，数字多半是运气。"),
    ("A what-if keeps queues, neighbours and strangers as they were in the run.", "“假如”沿用该运行中的排队、邻里与陌生人。"),
    ("Parts of the texts could not be read; what stands in their place is marked as borrowed or assumed.", "部分文本未能读到，替代内容标为借用或假设。"),
)
