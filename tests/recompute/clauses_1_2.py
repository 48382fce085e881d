"""Chapters one (holidays: electricity) and two (output and its growth). A function per award:
(facts of one subject, parameters) -> (is it entitled, how much)."""
import datetime

from values import (NO, ZERO, Fraction, Number, Plain, Truth, above, all_of, any_of, at_least, divide, greatest, growth,
                    if_else, is_none, is_text, is_zero, known, least, multiply, negated, only_row, pending, row_test,
                    said, subtract)

HOLIDAY_2026 = (datetime.date(2026, 2, 16), datetime.date(2026, 3, 3))
HOLIDAY_2025 = (datetime.date(2025, 1, 28), datetime.date(2025, 2, 12))
FEBRUARY = (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
FOURTH_QUARTER = (datetime.date(2025, 10, 1), datetime.date(2025, 12, 31))


def by_size(tiers, *sizes):
    """The amount of the tier the sizes fall in."""
    if tiers is None:
        return pending()
    return only_row([(row_test(sizes, cells), amount) for cells, amount in tiers])


# ---- 1.1 春节增量用电 ----


def award_1_1(facts, parameters):
    now, before = facts.energy(*HOLIDAY_2026), facts.energy(*HOLIDAY_2025)
    # Reading 无基期 is 需人工: no electricity in 2025 is not counted as zero, so the subtraction is undefined.
    base = if_else(all_of(is_none(before), parameters.taken("无基期", "按零计")), ZERO, before)
    increment = subtract(now, base)
    entitled = all_of(
        facts.yes("规模以上"),
        at_least(facts.number("产值"), parameters.figure("1.1", "output")),
        negated(facts.yes("两高项目企业")),
        above(increment, ZERO))
    if not parameters.assumed:
        return entitled, parameters.figure("1.1", "amount")
    paid = least(multiply(increment, parameters.figure("1.1", "per_kilowatt_hour")), parameters.figure("1.1", "cap"))
    enough = at_least(increment, parameters.figure("1.1", "from_energy"))
    return entitled, only_row([(negated(enough), ZERO), (enough, greatest(ZERO, paid))])


# ---- 1.2 节假日连续生产 ----


def daily_mean(facts, first, last):
    total = facts.energy(first, last)
    days = known(Fraction(1, (last - first).days + 1))
    mean = multiply(total, days)
    return Number(mean.range, total.causes, total.null, mean.static)


def award_1_2(facts, parameters):
    ratio = divide(daily_mean(facts, *FEBRUARY), daily_mean(facts, *FOURTH_QUARTER))
    entitled = all_of(
        facts.yes("规模以上"),
        at_least(facts.number("产值"), parameters.figure("1.2", "output")),
        negated(facts.yes("连续生产企业")),
        at_least(ratio, parameters.figure("1.2", "ratio")))
    return entitled, parameters.figure("1.2", "amount")


# ---- chapter two ----


def growth_of_output(facts):
    return growth(facts.number("产值"), facts.number("上年产值"))


def kind_of_2025(facts, parameters):
    """上年增速类. Reading 零基数: a base of 0 counts as no growth rate; reading 零增速: 零 fits none of 2.1 to 2.3."""
    then, before = facts.number("上年报产值"), facts.number("前年产值")
    rate = growth(then, before)
    by_hand = Plain(None, {"undefined"})
    no_rate = any_of(is_none(before), is_none(then), all_of(is_zero(before), parameters.taken("零基数", "无增速")))
    with_rate = if_else(above(rate, ZERO), said("正"), if_else(above(ZERO, rate), said("负"), said("零")))
    return if_else(no_rate, said("无增速"), if_else(is_zero(before), by_hand, with_rate))


def in_difficult_trade(facts, parameters):
    prefixes = parameters.difficult_trades
    if prefixes is None:
        return Truth(None, {"pending"})
    trade = facts.text("行业代码")
    if trade.options is None or trade.null != NO:
        return Truth(None, trade.causes)
    return Truth(all(code.startswith(prefixes) for code in trade.options))


def award_2_1(facts, parameters):
    difficult = in_difficult_trade(facts, parameters)

    def standard(item):
        general, eased = (parameters.figure("2.1", f"{item}_{kind}") for kind in ("general", "difficult"))
        return only_row([(negated(difficult), general), (difficult, eased)])

    output, rate = facts.number("产值"), growth_of_output(facts)
    entitled = all_of(
        facts.yes("规模以上"),
        is_text(kind_of_2025(facts, parameters), "正"),
        at_least(output, standard("output")),
        at_least(rate, standard("growth")))
    return entitled, by_size(parameters.tiers("2.1", "万元", "%"), output, rate)


def award_2_2(facts, parameters):
    output, rate = facts.number("产值"), growth_of_output(facts)
    entitled = all_of(
        facts.yes("规模以上"),
        is_text(kind_of_2025(facts, parameters), "负"),
        at_least(output, parameters.figure("2.2", "output")),
        above(rate, ZERO))
    return entitled, by_size(parameters.tiers("2.2", "万元", "%"), output, rate)


def award_2_3(facts, parameters):
    output = facts.number("产值")
    entitled = all_of(
        facts.yes("规模以上"),
        is_text(kind_of_2025(facts, parameters), "无增速"),
        at_least(output, parameters.figure("2.3", "output")))
    return entitled, by_size(parameters.tiers("2.3", "万元"), output)


AWARDS = {
    "1.1": ("企业", award_1_1),
    "1.2": ("企业", award_1_2),
    "2.1": ("企业", award_2_1),
    "2.2": ("企业", award_2_2),
    "2.3": ("企业", award_2_3),
}
