"""Chapter three: key trades. A function per award: (facts of one subject, parameters) -> (entitled, how much).
What several clauses share stands first: products of a kind, projects accepted, growth of quantity or revenue."""
import datetime

from clauses_1_2 import by_size, growth_of_output
from values import (NO, NOT_NEGATIVE, ZERO, Truth, above, add, all_of, any_of, at_least, exists, greatest, growth,
                    highest_row, if_else, is_text, least, multiply, pending, row_test, subtract, within_days)

VALID = (datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))


def field(name):
    return lambda record: record[name]


def products(facts, kind):
    """What was made this year and last of all products of a kind."""
    of_kind = facts.records("产品产量").where(lambda product: is_text(product["类"], kind))
    return of_kind.total(field("产量"), NOT_NEGATIVE), of_kind.total(field("上年产量"), NOT_NEGATIVE)


def per_piece(parameters, award, pieces):
    """A rate for each piece, never below 0, up to a cap."""
    if not parameters.assumed:
        return pending()
    paid = multiply(pieces, parameters.figure(award, "per_piece"))
    return greatest(ZERO, least(paid, parameters.figure(award, "cap")))


def by_highest(tiers, *sizes):
    if tiers is None:
        return pending()
    return highest_row([(row_test(sizes, cells), amount) for cells, amount in tiers])


# ---- 3.1a, 3.5: projects accepted in the quarter ----


def accepted_project(award, list_name):
    def decide(facts, parameters):
        day = facts.day("验收日")
        entitled = all_of(facts.yes(list_name), all_of(exists(day), within_days(day, *VALID)))
        return entitled, by_size(parameters.tiers(award, "万元"), facts.number("总投资"))
    return decide


# ---- 3.1b 人工智能终端及机器人企业产量 ----


def award_3_1b(facts, parameters):
    entitled = all_of(facts.yes("规模以上"), facts.yes("人工智能终端及机器人企业"))
    if not parameters.assumed:
        return entitled, pending()
    paid = ZERO
    for kind, rate in (("机器人", "per_robot"), ("终端", "per_terminal")):
        more = subtract(*products(facts, kind))
        paid = add(paid, greatest(ZERO, multiply(more, parameters.figure("3.1b", rate))))
    return entitled, least(paid, parameters.figure("3.1b", "cap"))


# ---- 3.2, 3.6: more pieces than last year ----


def more_pieces(award, list_name, kind):
    def decide(facts, parameters):
        now, before = products(facts, kind)
        entitled = all_of(facts.yes("规模以上"), facts.yes(list_name), above(now, before))
        return entitled, per_piece(parameters, award, subtract(now, before))
    return decide


# ---- 3.3a 钢铁协同 ----


def award_3_3a(facts, parameters):
    counted = facts.records("钢材购销").where(
        lambda deal: any_of(parameters.taken("本市", "不限"), deal["对方在本市"]))

    def tonnes(direction):
        return counted.where(lambda deal: is_text(deal["方向"], direction)).total(field("数量"), NOT_NEGATIVE)

    supplied, used = tonnes("供应"), tonnes("使用")
    makes = at_least(facts.number("产值"), parameters.figure("3.3a", "output"))
    deals = any_of(at_least(supplied, parameters.figure("3.3a", "supply")),
                   at_least(used, parameters.figure("3.3a", "use")))
    # Reading 三项关系: output and one of the two, or any of the three.
    any_will_do = parameters.taken("三项关系", "任一即可")
    entitled = all_of(
        facts.yes("规模以上"),
        facts.yes("钢铁规范企业"),
        any_of(makes, all_of(any_will_do, deals)),
        any_of(deals, all_of(any_will_do, makes)))
    return entitled, by_highest(parameters.tiers("3.3a", "", ""), supplied, used)


# ---- 3.3b 关键金属产业化 ----


def award_3_3b(facts, parameters):
    invested = facts.number("固定资产投资")
    entitled = all_of(facts.yes("关键金属项目"), above(invested, ZERO))
    share = multiply(invested, parameters.figure("3.3b", "share"))
    return entitled, least(share, parameters.figure("3.3b", "cap"))


# ---- 3.4 装备新能源产品产量 ----


def award_3_4(facts, parameters):
    entitled = all_of(
        facts.yes("规模以上"),
        facts.yes("装备制造企业"),
        at_least(facts.number("产值"), parameters.figure("3.4", "output")))
    return entitled, per_piece(parameters, "3.4", products(facts, "新能源装备")[0])


# ---- 3.7, 3.9a, 3.10, 3.11: growth of quantity or of revenue ----


def growing_firm(award, list_name):
    def decide(facts, parameters):
        main = facts.records("产品产量").where(field("主导产品"))
        made = growth(main.total(field("产量"), NOT_NEGATIVE), main.total(field("上年产量"), NOT_NEGATIVE))
        revenue = growth(facts.number("主营业务收入"), facts.number("上年主营业务收入"))
        entitled = all_of(
            facts.yes("规模以上"),
            facts.yes(list_name),
            at_least(facts.number("产值"), parameters.figure(award, "output")),
            at_least(growth_of_output(facts), parameters.figure(award, "growth")),
            any_of(above(made, ZERO), above(revenue, ZERO)))
        return entitled, by_highest(parameters.tiers(award, "%", "%"), made, revenue)
    return decide


# ---- 3.8a 页岩气开采, 3.8b 页岩气配套与利用 ----


def award_3_8a(facts, parameters):
    made, _ = products(facts, "页岩气")
    return above(made, ZERO), per_piece(parameters, "3.8a", made)


def award_3_8b(facts, parameters):
    def counts(supply):
        return any_of(*(is_text(supply["方向"], one) for one in ("供应设备", "提供服务", "页岩气为原料")))

    def value(supply):
        left_out = all_of(is_text(supply["方向"], "提供服务"), parameters.taken("服务计值", "不计"))
        return if_else(left_out, ZERO, supply["产品产值"])

    supplies = facts.records("页岩气供货")
    entitled = supplies.some(counts)
    if not parameters.assumed:
        return entitled, pending()
    share = multiply(supplies.where(counts).total(value, NOT_NEGATIVE), parameters.figure("3.8b", "share"))
    return entitled, least(share, parameters.figure("3.8b", "cap"))


# ---- 3.9b 化工园区评价 ----

WISDOM_GRADES = ("提升级以下", "提升级", "提升级以上")  # lowest first
REACHES = WISDOM_GRADES[1:]


def reaches(grade):
    if grade.null != NO or grade.options is None:
        return Truth(None, grade.causes)
    inside = {one in REACHES for one in grade.options}
    return Truth(inside.pop()) if len(inside) == 1 else Truth(None, grade.causes)


def award_3_9b(facts, parameters):
    wisdom, strength = facts.text("智慧化等级"), facts.text("竞争力等级")
    entitled = all_of(
        facts.yes("化工园区"),
        any_of(
            all_of(exists(wisdom), reaches(wisdom)),
            is_text(strength, "二级"),
            all_of(parameters.taken("等级方向", "一级更高"), is_text(strength, "一级")),
            all_of(parameters.taken("等级方向", "三级更高"), is_text(strength, "三级"))))
    return entitled, parameters.figure("3.9b", "amount")


# ---- 3.12 模具产品增长 ----


def award_3_12(facts, parameters):
    value = facts.number("模具产值")
    entitled = all_of(facts.yes("规模以上"), facts.yes("模具企业"), above(value, facts.number("上年模具产值")))
    return entitled, by_size(parameters.tiers("3.12", "万元"), value)


AWARDS = {
    "3.1a": ("项目", accepted_project("3.1a", "人工智能终端及机器人项目")),
    "3.1b": ("企业", award_3_1b),
    "3.2": ("企业", more_pieces("3.2", "整车生产企业", "智能网联及新能源汽车")),
    "3.3a": ("企业", award_3_3a),
    "3.3b": ("项目", award_3_3b),
    "3.4": ("企业", award_3_4),
    "3.5": ("项目", accepted_project("3.5", "低空经济产业项目")),
    "3.6": ("企业", more_pieces("3.6", "新能源企业", "电池电芯")),
    "3.7": ("企业", growing_firm("3.7", "绿色食品企业")),
    "3.8a": ("企业", award_3_8a),
    "3.8b": ("企业", award_3_8b),
    "3.9a": ("企业", growing_firm("3.9a", "绿色化工企业")),
    "3.9b": ("园区", award_3_9b),
    "3.10": ("企业", growing_firm("3.10", "生物医药企业")),
    "3.11": ("企业", growing_firm("3.11", "林产纸业企业")),
    "3.12": ("企业", award_3_12),
}
