"""Clause 10.1: the four lists of firms. A function per list: (facts, parameters) -> (enters, leaves)."""
from clauses_1_2 import growth_of_output, kind_of_2025
from values import ZERO, above, all_of, any_of, at_least, is_text, negated


def roster_10_1a(facts, parameters):
    """扩大生产"""
    above_scale, grows = facts.yes("规模以上"), above(growth_of_output(facts), ZERO)
    return all_of(above_scale, grows), any_of(negated(above_scale), negated(grows))


def roster_10_1b(facts, parameters):
    """扭负为正"""
    above_scale, grows = facts.yes("规模以上"), above(growth_of_output(facts), ZERO)
    fell = is_text(kind_of_2025(facts, parameters), "负")
    return all_of(above_scale, fell, grows), any_of(negated(above_scale), negated(grows))


def roster_10_1c(facts, parameters):
    """新建投产"""
    above_scale = facts.yes("规模以上")
    new = is_text(kind_of_2025(facts, parameters), "无增速")
    return all_of(above_scale, new), any_of(negated(above_scale), negated(new))


def roster_10_1d(facts, parameters):
    """拟上规"""
    above_scale = facts.yes("规模以上")
    enough = at_least(facts.number("上年年收入"), parameters.figure("10.1d", "revenue"))
    return all_of(negated(above_scale), enough), any_of(above_scale, negated(enough))


ROSTERS = {
    "10.1a": ("扩大生产清单", roster_10_1a),
    "10.1b": ("扭负为正清单", roster_10_1b),
    "10.1c": ("新建投产清单", roster_10_1c),
    "10.1d": ("拟上规清单", roster_10_1d),
}
