"""What is said of a record, in English and Chinese: one table of words, and the sentences made of them."""

from __future__ import annotations

LANGUAGES = ("en", "zh")

_WORDS = {
    "synthetic": ("SYNTHETIC", "SYNTHETIC 合成"),
    "person": ("person", "自然人"), "organisation": ("organisation", "组织"),
    "age": ("age", "年龄"), "of age": ("person of {age}", "自然人{age}岁"), "n records": ("records: {n}", "记录{n}条"), "born": ("born", "出生"), "place": ("place", "地点"), "role": ("in the household", "户内角色"),
    "as of": ("As of {day}", "截至{day}"), "last day": ("the last day lived", "运行的最后一天"),
    "as it is": ("{day}. In this model.", "{day}。在本模型中。"), "stopped": ("; the run was stopped after {n} of {asked} months", "；该运行在{asked}个月中的第{n}个月后停止"),
    "is empty": ("There is nobody in this run.", "该运行中没有任何主体。"),
    "with": ("lives with", "同户"), "no months": ("The run has lived no month: nothing has happened yet.", "该运行尚未经历任何月份，什么都没有发生。"),
    "standing": ("Standing", "信用状况"), "no grade": ("no grade", "无等级"), "since": ("since {day}", "自{day}起"), "grade": ("grade", "等级"),
    "score range": ("Its bins and weights are assumed: over {sets} sets that are as good {low} to {high}", "其分档与权重为假定：在{sets}组同样可取的设定下为{low}至{high}"),
    "systems": ("In every system", "在各系统中"), "sees nothing": ("nothing of this person", "无其信息"), "in records": ("records: {n}", "记录{n}条"), "in wrong": ("{n} wrong", "其中{n}条错误"),
    "in told": ("told of {n}", "知悉{n}条"), "is on": ("on: {what}", "在列：{what}"), "is denied": ("denied or burdened: {what}", "受限：{what}"), "is granted": ("granted: {what}", "受益：{what}"),
    "fed by": ("takes from {what}", "接收自{what}"), "feeds": ("passes to {what}", "传递至{what}"), "sees": ("seen by {who}", "可见者：{who}"), "everybody sees": ("everybody (published)", "公众（已公示）"),
    "n more": ("and {n} more", "另{n}项"), "out owed": ("perform: {what}", "履行：{what}"),
    "out remedy": ("{label} against {against}", "{label}（针对{against}）"), "out leave": ("may leave: consent can be withdrawn", "可退出：可撤回同意"), "out join": ("has not consented", "未同意"),
    "out time": ("time alone changes it on {day}", "{day}自然变化"), "out none": ("no way out but time", "除期满外无出路"), "out": ("way out: {what}", "出路：{what}"),
    "points": ("points", "分"), "records": ("Records", "信用记录"), "count today": ("{n} count today", "其中{n}条仍有效"),
    "nothing": ("Nothing was ever recorded.", "没有任何记录。"),
    "done": ("done {day}", "行为日{day}"), "seen by": ("seen by {who}", "来源：{who}"), "true": ("it happened", "属实"),
    "untrue": ("it did not happen", "不属实"), "wrong subject": ("somebody else did it", "张冠李戴（他人所为）"),
    "not_what_the_rule_says": ("not what the rule says", "非规则所定"),
    "scripted": ("from the script", "来自脚本"), "repeated": ("doubled as a repeat", "重复失信加倍"), "capped": ("cut by a cap or limit", "受上限削减"),
    "undone": ("counts once since {day}: {without} never was ({points} before)", "{day}起按一次计：{without}视同从未发生（此前{points}）"),
    "counts until": ("counts until {day}", "有效至{day}（不含）"), "counts always": ("counts for ever", "永久有效"),
    "counted until": ("counted until {day}", "曾有效至{day}（不含）"), "at once": ("never counted", "从未计分"),
    "by time": ("its time was over", "期满"), "by remedy": ("ended by a remedy", "经救济终止"), "by lapse": ("all began anew", "新规清零"),
    "by withdrawn": ("withdrawn, as its original was gone", "原记录消失，随之撤回"),
    "came from": ("came from {keeper}: {what} of {day}{whose}, by the agreement “{agreement}”", "来自{keeper}：{day}的{what}{whose}，依据“{agreement}”"),
    "entered by": ("entered because of: {what}", "因“{what}”录入"),
    "came astray": ("came from {keeper} by the agreement “{agreement}”: a stranger's", "来自{keeper}，依据“{agreement}”：系他人记录"), "whose": (" ({who})", "（{who}）"),
    "counts while": ("counts while it holds", "情形存续期间有效"),
    "by ceased": ("what it arose from ceased", "所依据的情形已消失"), "arose": ("arose because {what}", "由规则产生：{what}"),
    "obligations": ("What is owed", "应履行的义务"), "owed since": ("owed since {day}, due {due}", "自{day}起应履行，期限{due}"),
    "yuan": ("{n} yuan", "{n}元"), "to do": ("to be done", "应作为"), "owed left": ("outstanding: {what}", "尚欠：{what}"), "owed parts": ("performed {what}", "已履行：{what}"),
    "owed by performed": ("performed {day}", "{day}履行完毕"), "owed by with the conduct": ("ended {day} with the conduct", "{day}随行为结束"),
    "owed by void": ("void since {day}: its record is as if it had never been", "{day}起失效：相关记录视同从未发生"),
    "overdue": ("overdue by {n} days", "逾期{n}天"), "because of": ("because of {what}", "因{what}"),
    "by rule": ("left by rule", "依规移出"),
    "told": ("known since {day}", "{day}知悉"), "not told": ("not known to the subject", "本人不知情"),
    "notice before": ("told before {day}", "{day}事先告知"), "notice served": ("served {day}", "{day}送达"), "notice published": ("published {day}", "{day}公示"),
    "not shown any more": ("not published since {day}", "{day}停止公示"), "longer": ("on {day} its end became {until}", "{day}期限改至{until}"),
    "leaving": ("left {day}, taken off {off}", "{day}符合移出条件，{off}移出"), "not binding": ("does not bind", "尚未或暂不生效"),
    "list listed if a ground still holds": ("listed if a ground still holds", "若情形仍存在则列入"), "list published": ("published", "公示"),
    "list published no more": ("published no more", "停止公示"), "list binds": ("begins to bind", "开始生效"),
    "list may be listed again": ("may be listed again", "可再次列入"),
    "lists": ("Lists", "名单"), "measures": ("Measures", "措施"), "deny": ("denied", "限制"), "burden": ("burdened", "加重负担"),
    "grant": ("granted", "激励"), "to": ("{a} to {b}", "{a}至{b}"), "from": ("from {a}", "自{a}起"), "more": ("and {n} more times", "另有{n}次"),
    "because": ("because", "因为"), "remedies": ("Remedies sought", "已提出的救济"), "filed": ("filed {day}", "{day}提出"),
    "against": ("against {what}", "针对{what}"), "won": ("won {day}", "{day}成功"), "lost": ("lost {day}", "{day}未成功"),
    "pending": ("not decided yet", "尚未决定"), "late": ("after the lawful day {day}", "晚于法定期限{day}"), "lawful": ("by law until {day}", "法定期限{day}"),
    "deeds": ("What was really done", "实际行为"), "wants": ("What was wanted", "需求"),
    "ahead": ("What comes if nothing is done", "若无任何行动"), "no change": ("Nothing changes by time alone.", "不会随时间自行变化。"),
    "ends": ("{what} ends", "{what}期满"), "rules change": ("the rules change", "规则变更"), "score to": ("score {a} to {b}", "分数{a}变为{b}"),
    "grade to": ("grade {a} to {b}", "等级{a}变为{b}"), "loses": ("ends: {what}", "终止：{what}"), "gains": ("begins: {what}", "开始：{what}"),
    "ways": ("What can be done", "可以做什么"), "no way": ("Nothing weighs that a remedy is open against.", "没有可以申请救济的事项。"),
    "assessed on": ("assessed on {day}", "{day}评定"), "keeps to": ("kept down to {n} points", "不低于{n}分即保持"),
    "next assessed": ("next assessed on {day}: {grade}", "下次评定日{day}：{grade}"),
    "mean value": ("mean of {n} records", "{n}条记录的平均值"), "mean positive": ("share of good ones among {n} records", "{n}条记录中好评的比例"),
    "mean defective": ("share of bad ones among {n} records", "{n}条记录中差评的比例"), "shown from": ("shown from {n} on", "满{n}条才显示"),
    "range": ("from {a} to {b}", "{a}至{b}"), "of 100": ("{n} of 100, weight {weight}", "{n}/100，权重{weight}"), "before": ("{n} until {day}", "{day}前为{n}"),
    "stays": ("its time was over {day}; it goes on counting while {when}", "{day}期满；在以下情形下继续有效：{when}"),
    "gives way": ("does not count beside others of its kind", "与同类记录并存，不计"),
    "frozen": ("noted, not counted while {when}", "仅记录，在以下情形下不计：{when}"),
    "by law": ("by law decided within {span}", "法定{span}内决定"), "assumed days": ("assumed to take {a} to {b} days", "假设需{a}至{b}天"),
    "assumed day": ("assumed to take {a} days", "假设需{a}天"), "cost": ("costs {n} yuan", "费用{n}元"), "free": ("costs nothing", "免费"),
    "chance": ("assumed chance {a} to {b} %, by who is right", "假设成功率{a}%至{b}%，视谁有理"),
    "chance one": ("assumed chance {a} %", "假设成功率{a}%"), "would bring": ("success against {against}: {what}", "针对{against}成功后：{what}"),
    "used up": ("may not be sought again yet", "次数已用完"), "follows": ("open once {remedy} is lost", "须在{remedy}未成功之后提出"),
    "opens": ("opens {day}", "{day}起可提出"), "closed": ("closed since {day}", "{day}起不可提出"), "pending since": ("pending since {day}", "{day}起审理中"),
    "replaces": ("replaced by a smaller record", "以较轻记录代替"), "as if never": ("as if it had never been", "视同从未发生"),
    "text": ("text", "原文"), "secondary": ("told of", "转述"), "borrowed": ("borrowed", "借用"), "assumption": ("assumed", "假设"),
    "seen": ("seen {day}", "{day}查阅"), "no source": ("no source", "无出处"),
    "start": ("starts at {n}", "起始{n}"), "nobody saw": ("{n} not seen", "{n}次未被发现"), "strangers": ("{n} taken for a stranger's", "{n}次记到他人名下"),
    "bad": ("bad", "失信"), "good": ("good", "守信"), "times": ("{n}×", "{n}次"), "met": ("{n} met a measure", "{n}次遇到措施"),
    "denied": ("denied", "被拒"), "burdened": ("burdened", "被加重"), "granted": ("eased", "获便利"),
    "not covered": ("the scheme does not cover it", "方案不适用"), "no consent": ("consent was not given", "未同意授权"), "who": ("who it is", "主体情况"),
    "of": ("of {who}", "{who}的"), "in this model": ("In this model", "在本模型中"),
    "documents": ("Documents", "文件"), "whom": ("Whom to look at", "可以查看的主体"), "why typical": ("typical", "典型"),
    "why lowest": ("lowest score", "最低分"), "why highest": ("highest score", "最高分"), "why listed": ("on a list", "在名单上"),
    "why restricted": ("most restricted", "受限最多"), "why granted": ("most granted", "激励最多"), "why organisation": ("organisation, lowest score", "最低分组织"),
    "why random": ("at random", "随机"), "why like": ("fits", "符合条件"),
    "two lives": ("Two lives with the same luck", "同样运气下的两种人生"), "as lived": ("as lived", "实际"), "what if": ("what if", "假设"),
    "kept couplings": ("The run's couplings are kept: the world around does not answer. A run of its own (xinyong run --variant) lets it.",
                       "沿用该运行的耦合：周围世界不作反应；另行运行（xinyong run --variant）才会。"),
    "no difference": ("Nothing differs.", "没有任何不同。"),
    "changed": ("Records that fare otherwise", "结局不同的记录"),
    "only as lived": ("Records only as lived", "仅实际人生有的记录"), "only what if": ("Records only what if", "仅假设人生有的记录"),
    "only done": ("Done only what if", "仅假设人生有的行为"), "not seen by": ("not seen by {who}", "{who}未发现"),
    "days to": ("{a} days to {b} days", "{a}天变为{b}天"),
    "score": ("score", "分数"), "days": ("{n} days", "{n}天"),
    "nobody": ("Nobody fits: {what}", "无人符合：{what}"), "first": ("The first {n} by subject number; --limit asks for more.", "按编号的前{n}个；--limit 可取更多。"),
    "all of them": ("All there are: {n}.", "共{n}个。"), "as at the end": ("Each as at the run's end.", "均为运行结束时的情况。"),
    "same": ("same", "相同"), "none": ("none", "无"), "left out": ("left out: {what}", "去掉：{what}"), "added": ("added: {what}", "加入：{what}"),
    "under": ("under: {what}", "方案：{what}"), "what differs": ("Where they differ", "不同之处"), "bears days": ("Measures, lists and wants", "措施、名单与需求"),
    "set of": ("{attribute} becomes {value}", "{attribute}变为{value}"), "not shown": ("{n} more are not shown; --json has all.", "另有{n}条未显示；--json 含全部。"),
}


def say(lang: str, key: str, **values) -> str:
    """A word or sentence in a language."""
    return _WORDS[key][LANGUAGES.index(lang)].format(**values)


def signed(points) -> str:
    """Points with their sign: +5, -30, 0."""
    return f"{points:+g}" if points else "0"


def source_text(source: dict, lang: str) -> str:
    """What a rule rests on: `WD annex 1 (borrowed, seen 2026-11-23)`, or the reason of an assumption."""
    basis = say(lang, source["basis"])
    if source["document"] is None:
        return f"{basis}: {source['why']}" if source["why"] else basis
    seen = f", {say(lang, 'seen', day=source['seen'])}" if source["seen"] else ""
    pin = f" {source['pin']}" if source["pin"] else ""
    return f"{source['document']}{pin} ({basis}{seen})"


def chain_text(chain: list[dict], lang: str) -> str:
    """A chain from the effect to its causes in one line; records at its end."""
    parts = [source_text(link, lang) if link["link"] in ("measure", "list", "ground", "arises") else link_text(link, lang)
             for link in chain if link["link"] != "record"]
    records = [f"{link['id']} {signed(link['points'])}" for link in chain if link["link"] == "record"]
    return " ← ".join([*parts, *([", ".join(records)] if records else [])])


def _points(link: dict, lang: str) -> str:
    return f"{link['points']:g}" if "points" in link else say(lang, "none")


def _score_marks(link: dict, lang: str) -> str:
    """What a score starts from, ranges over, or is the mean of."""
    if "mean" in link:
        few = f"; {say(lang, 'shown from', n=link['shown_from'])}" if "points" not in link else ""
        return say(lang, f"mean {link['mean']}", n=link["records"]) + few
    return say(lang, "range", a=f"{link['low']:g}", b=f"{link['high']:g}") if "low" in link else say(lang, "start", n=link["start"])


def link_head(link: dict, lang: str) -> str:
    """One link of a chain, without what it rests on."""
    label, kind = link["label"][lang], link["link"]
    if kind == "grade":
        marks = [say(lang, "assessed on", day=link["assessed"])] if "assessed" in link else []
        marks += [say(lang, "keeps to", n=f"{link['keeps_to']:g}")] if "keeps_to" in link else []
        said = f" ({', '.join(marks)})" if marks else ""
        return f"{say(lang, 'grade')} {label}{said}"
    if kind == "score":
        return f"{label} {_points(link, lang)} ({_score_marks(link, lang)})"
    if kind == "feature":
        before = f", {say(lang, 'before', n=link['before'], day=link['since'])}" if "before" in link else ""
        return f"{label} {say(lang, 'of 100', n=link['points'], weight=link['weight'])}{before} ({link['when']})"
    if kind == "scope":
        return f"{say(lang, 'not covered')} ({link.get('when') or link.get('covered') or label})"
    if kind == "consent":
        return say(lang, "no consent")
    if kind == "attribute":
        whose = f" {say(lang, 'of', who=link['of'])}" if "of" in link else ""
        return f"{label}{whose} = {link['value']}"
    return label


def link_text(link: dict, lang: str) -> str:
    """One link of a chain, with what it rests on."""
    head = link_head(link, lang)
    return head if link["link"] == "attribute" else f"{head}: {source_text(link, lang)}"


def range_text(found: dict, labels: dict, lang: str) -> str:
    """A score told as a range over admissible bins, with the share of sets in which each grade is reached. `labels`: of grades, by id."""
    text = say(lang, "score range", sets=found["sets"], low=f"{found['low']:g}", high=f"{found['high']:g}")
    shares = [f"{labels[id][lang]} {100 * n / found['sets']:.0f} %" for id, n in found["grades"].items()]
    return text + (("：" if lang == "zh" else ": ") + (say(lang, "grade") + " ") + ", ".join(shares) if shares else "") + ("。" if lang == "zh" else ".")
