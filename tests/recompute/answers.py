"""From conditions and amounts to answers: (verdict, least, most), amounts in fen, most None for no upper end."""
from fractions import Fraction

from values import all_of, any_of, negated


def open_verdict(causes):
    if causes & {"missing", "gap"}:
        return "needs_data"
    return "pending" if causes & {"pending", "reading"} else "manual"


def whole_yuan_down(end, is_open):
    """The largest whole number of yuan not above the end, or below it where the end is open."""
    if end is None:
        return None
    whole = end // 1
    return (whole - 1 if is_open and whole == end else whole) * 100


def nearest_fen(end, is_open):
    """The end in fen, halves up; rounded so, an open end may be reached."""
    return None if end is None else (end * 100 + Fraction(1, 2)) // 1


ROUNDINGS = {"到元舍去": whole_yuan_down, "到分四舍五入": nearest_fen}


def answer(entitled, amount, rounding="到元舍去"):
    """`rounding` None: its reading is open, and either may come."""
    if entitled.holds is False:
        return "no", 0, 0
    range_ = amount.stands_for
    ways = [ROUNDINGS[rounding]] if rounding else ROUNDINGS.values()
    mosts = [way(range_.hi, range_.hi_open) for way in ways]
    most = None if None in mosts else max(mosts)
    if entitled.holds:
        return "yes", min(way(range_.lo, False) for way in ways), most
    return open_verdict(entitled.causes), 0, most


def roster_answer(listed, enters, leaves):
    """退出 wins over 入列; a firm that was listed stays unless it leaves."""
    outcomes = {
        "leave": all_of(listed, leaves),
        "stay": all_of(listed, negated(leaves)),
        "enter": all_of(negated(listed), enters, negated(leaves)),
        "not_listed": all_of(negated(listed), any_of(negated(enters), leaves)),
    }
    for verdict, outcome in outcomes.items():
        if outcome.holds:
            return verdict, 0, 0
    causes = frozenset().union(*(outcome.causes for outcome in outcomes.values()))
    return open_verdict(causes), 0, 0
