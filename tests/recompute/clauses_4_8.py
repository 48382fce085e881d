"""Chapters four to eight: projects and counties, markets, sales companies, loans, new above-scale firms."""
from clauses_1_2 import by_size
from clauses_3 import VALID, field
from values import (ANY, NOT_NEGATIVE, ZERO, Fraction, Number, Range, above, add, all_of, at_least, divide, exists,
                    greatest, growth, if_else, is_none, is_text, known, least, multiply, negated, only_row, subtract,
                    within_days)

# ---- 4.1 项目加快投资 ----


def award_4_1(facts, parameters):
    invested = facts.number("季度完成投资")
    entitled = all_of(
        at_least(invested, parameters.figure("4.1", "invested")),
        facts.yes("符合产业政策"),
        facts.yes("投资许可齐备"),
        facts.yes("已入库入统"))
    return entitled, by_size(parameters.tiers("4.1", "万元"), invested)


# ---- 4.2 县区完成情况: over the whole population ----


def rank(mine, others):
    """1 + certainly better .. 1 + possibly better; `others` are (score, belongs)."""
    best = worst = 1
    causes = set(mine.causes)
    for score, belongs in others:
        better = above(score, mine)
        if belongs.holds is False or better.holds is False:
            continue
        worst += 1
        if better.holds and belongs.holds:
            best += 1
        else:
            causes |= score.causes | belongs.causes
    return Number(Range(Fraction(best), Fraction(worst)), causes)


def awards_4_2(counties, parameters):
    """{code: facts} -> {code: (entitled, how much)}"""
    scores, members = {}, {}
    for code, facts in counties.items():
        members[code] = facts.yes("县区名单")
        scores[code] = Number(ANY, {"pending"})
        if parameters.assumed:
            scores[code] = add(multiply(facts.number("产值增速"), parameters.figure("4.2", "weight_output")),
                               multiply(facts.number("投资增速"), parameters.figure("4.2", "weight_investment")))
    answers = {}
    for code in counties:
        place = rank(scores[code], [(scores[other], members[other]) for other in counties if other != code])
        entitled = all_of(members[code], at_least(parameters.figure("4.2", "places"), place))
        answers[code] = entitled, by_size(parameters.tiers("4.2", ""), place)
    return answers


# ---- 5.1 展会, 5.2 主机厂配套: a share of each record, capped for the firm or for each record ----


def share_of_records(parameters, award, counted, value, cap_for_firm):
    share, cap = parameters.figure(award, "share"), parameters.figure(award, "cap")

    def capped(record):
        return least(multiply(value(record), share), cap)

    whole = counted.total(lambda record: multiply(value(record), share), NOT_NEGATIVE)
    return if_else(cap_for_firm, least(whole, cap), counted.total(capped, NOT_NEGATIVE))


def begins_in_time(record):
    return within_days(record["起"], *VALID)


def award_5_1a(facts, parameters):
    def counts(fair):
        return all_of(fair["是大型"], begins_in_time(fair))

    fairs = facts.records("参展")
    amount = share_of_records(parameters, "5.1a", fairs.where(counts), field("展位费"),
                              parameters.taken("封顶口径", "每户"))
    return all_of(facts.yes("规模以上"), fairs.some(counts)), amount


def award_5_1b(facts, parameters):
    def counts(event):
        return all_of(event["是发布订货"], begins_in_time(event))

    events = facts.records("活动")
    amount = share_of_records(parameters, "5.1b", events.where(counts),
                              lambda event: add(event["场地租赁费"], event["会场搭建费"]),
                              parameters.taken("封顶口径", "每户"))
    return all_of(facts.yes("工业企业"), events.some(counts)), amount


def award_5_2(facts, parameters):
    def counts(buyer):
        rate = growth(buyer["销售额"], buyer["上年销售额"])
        return all_of(buyer["购方是主机厂或龙头"], at_least(rate, parameters.figure("5.2", "growth")))

    buyers = facts.records("配套销售")
    amount = share_of_records(parameters, "5.2", buyers.where(counts),
                              lambda buyer: greatest(ZERO, subtract(buyer["销售额"], buyer["上年销售额"])),
                              parameters.taken("上限口径", "每家企业"))
    return buyers.some(counts), amount


# ---- 6 主辅分离 ----


def award_6(facts, parameters):
    def increment(company):
        before = company["上年销售额"]
        from_nothing = all_of(is_none(before), parameters.taken("新公司基数", "零"))
        return subtract(company["销售额"], if_else(from_nothing, ZERO, before))

    counted = facts.records("销售公司").where(field("商务部门确认贡献"))
    more = counted.total(increment, ANY)
    entitled = all_of(facts.yes("工业企业"), above(counted.count(), ZERO), above(more, ZERO))
    return entitled, multiply(greatest(ZERO, more), parameters.figure("6", "share"))


# ---- 7 柳州工业贷贴息 ----

DAYS_OF_YEAR = known(365)


def award_7(facts, parameters):
    def subsidy(loan):
        interest = multiply(multiply(loan["本金"], parameters.figure("7", "rate")), loan["本期天数"])
        return least(divide(interest, DAYS_OF_YEAR), loan["已付利息"])

    loans = facts.records("工业贷")
    major = loans.some(field("重大项目"))
    cap = only_row([(negated(major), parameters.figure("7", "cap_general")),
                    (major, parameters.figure("7", "cap_major"))])
    paid_this_year = facts.records("奖励台账").where(
        lambda entry: all_of(is_text(entry["类"], "柳州工业贷"), is_text(entry["年度"], "2026")))
    left = subtract(cap, paid_this_year.total(field("金额"), NOT_NEGATIVE))
    entitled = all_of(facts.yes("工业企业"), above(loans.count(), ZERO))
    return entitled, greatest(ZERO, least(loans.total(subsidy, NOT_NEGATIVE), left))


# ---- 8 上规入统 ----


def award_8(facts, parameters):
    day = facts.day("首次入统日")
    entitled = all_of(
        facts.yes("工业企业"),
        at_least(facts.number("上年年收入"), parameters.figure("8", "revenue")),
        all_of(exists(day), within_days(day, *VALID)))
    return entitled, parameters.figure("8", "amount")


AWARDS = {
    "4.1": ("项目", award_4_1),
    "5.1a": ("企业", award_5_1a),
    "5.1b": ("企业", award_5_1b),
    "5.2": ("企业", award_5_2),
    "6": ("企业", award_6),
    "7": ("企业", award_7),
    "8": ("企业", award_8),
}
