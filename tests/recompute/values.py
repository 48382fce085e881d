"""What a fact or a figure can be: known, known not to exist (无), or open within a range and for reasons.

Read from the top: Range is arithmetic on ends; Number, Truth and Plain (texts, dates) are values with reasons;
then one function per operator of the policy. Section numbers are those of the semantics page.
Money is in yuan, energy in kilowatt-hours, rates are fractions (5 % is 1/20); everything is a Fraction.
"""
from fractions import Fraction

NO, MAYBE, YES = "no", "maybe", "yes"  # is it, or may it turn out to be, 无?


class Range:
    """From lo to hi; None is no end. An end that is open does not belong to the range."""

    __slots__ = ("lo", "hi", "lo_open", "hi_open")

    def __init__(self, lo, hi, lo_open=False, hi_open=False):
        self.lo, self.hi = lo, hi
        self.lo_open, self.hi_open = lo_open or lo is None, hi_open or hi is None

    def key(self):
        return self.lo, self.hi, self.lo_open, self.hi_open

    def is_point(self):
        return self.lo is not None and self.lo == self.hi

    def holds(self, number):
        return ((self.lo is None or self.lo < number or self.lo == number and not self.lo_open)
                and (self.hi is None or self.hi > number or self.hi == number and not self.hi_open))

    def within(self, other):
        """The part of both, or None."""
        lo, lo_open = max((self.lo, self.lo_open), (other.lo, other.lo_open), key=low_end_order)
        hi, hi_open = min((self.hi, self.hi_open), (other.hi, other.hi_open), key=high_end_order)
        if lo is not None and hi is not None and (lo > hi or lo == hi and (lo_open or hi_open)):
            return None
        return Range(lo, hi, lo_open, hi_open)

    def hull(self, other):
        lo, lo_open = min((self.lo, self.lo_open), (other.lo, other.lo_open), key=low_end_order)
        hi, hi_open = max((self.hi, self.hi_open), (other.hi, other.hi_open), key=high_end_order)
        return Range(lo, hi, lo_open, hi_open)

    def plus(self, other):
        return Range(None if self.lo is None or other.lo is None else self.lo + other.lo,
                     None if self.hi is None or other.hi is None else self.hi + other.hi,
                     self.lo_open or other.lo_open, self.hi_open or other.hi_open)

    def negative(self):
        return Range(None if self.hi is None else -self.hi, None if self.lo is None else -self.lo,
                     self.hi_open, self.lo_open)

    def times(self, other):
        """Corner values; 0 times unbounded is 0."""
        if self.is_point() and other.is_point():
            return point(self.lo * other.lo)
        ends = [end_product(mine, theirs) for mine in ends_of(self) for theirs in ends_of(other)]
        _, lo, lo_open = min(ends, key=lambda end: (end[0], end[1] or 0, end[2]))
        _, hi, hi_open = max(ends, key=lambda end: (end[0], end[1] or 0, not end[2]))
        return Range(lo, hi, lo_open, hi_open)

    def reciprocal(self):
        """Of a range that does not hold 0."""
        positive = self.lo is not None and (self.lo > 0 or self.lo == 0)
        if not positive:
            return self.negative().reciprocal().negative()
        lo, lo_open = (Fraction(0), True) if self.hi is None else (1 / self.hi, self.hi_open)
        hi, hi_open = (None, True) if self.lo == 0 else (1 / self.lo, self.lo_open)
        return Range(lo, hi, lo_open, hi_open)

    def least_of(self, other):
        lo, lo_open = min((self.lo, self.lo_open), (other.lo, other.lo_open), key=low_end_order)
        hi, hi_open = min((self.hi, self.hi_open), (other.hi, other.hi_open), key=high_end_order)
        return Range(lo, hi, lo_open, hi_open)

    def greatest_of(self, other):
        lo, lo_open = max((self.lo, self.lo_open), (other.lo, other.lo_open), key=low_end_order)
        hi, hi_open = max((self.hi, self.hi_open), (other.hi, other.hi_open), key=high_end_order)
        return Range(lo, hi, lo_open, hi_open)


def low_end_order(end):
    """Lowest first: no end, then by value, at one value the closed end before the open one."""
    value, is_open = end
    return (0, 0, 0) if value is None else (1, value, is_open)


def high_end_order(end):
    value, is_open = end
    return (1, 0, 0) if value is None else (0, value, not is_open)


def ends_of(range_):
    """(sign of infinity or 0, value, open) of both ends."""
    return ((-1, None, True) if range_.lo is None else (0, range_.lo, range_.lo_open),
            (1, None, True) if range_.hi is None else (0, range_.hi, range_.hi_open))


def end_product(one, other):
    for zero, _ in ((one, other), (other, one)):
        if zero[0] == 0 and zero[1] == 0:
            both_zero = one[1] == 0 and other[1] == 0
            return 0, Fraction(0), zero[2] and not (both_zero and not (one[2] and other[2]))
    if one[0] == 0 and other[0] == 0:
        return 0, one[1] * other[1], one[2] or other[2]
    sign = 1
    for size, value, _ in (one, other):
        sign *= size or (1 if value > 0 else -1)
    return sign, None, True


def point(number):
    exact = number if type(number) is Fraction else Fraction(number)
    return Range(exact, exact)


ANY = Range(None, None)
NOT_NEGATIVE = Range(Fraction(0), None)


class Number:
    """A figure. `static` is the range known before any file is read: declared with the fact, or of the formula."""

    __slots__ = ("range", "causes", "null", "static")

    def __init__(self, range_, causes=(), null=NO, static=None):
        self.range, self.null = range_, null
        self.static = range_ if static is None else static
        settled = null == YES or null == NO and range_.is_point()  # a range of one point is that value
        self.causes = frozenset() if settled else frozenset(causes)

    @property
    def stands_for(self):
        """Section 1: in arithmetic what is or may be 无 stands for its static range."""
        return self.range if self.null == NO else self.static

    @property
    def arithmetic_causes(self):
        return self.causes | {"undefined"} if self.null == YES else self.causes


def known(number, static=None):
    return Number(point(number), static=static)


def none(static):
    return Number(static, null=YES, static=static)


def missing(static):
    return Number(static, {"missing"}, MAYBE, static)


def pending(range_=NOT_NEGATIVE):
    return Number(range_, {"pending"})


ZERO = known(0)


class Truth:
    """True, False, or None with causes."""

    __slots__ = ("holds", "causes")

    def __init__(self, holds, causes=()):
        self.holds, self.causes = holds, frozenset(causes) if holds is None else frozenset()


TRUE, FALSE = Truth(True), Truth(False)
UNKNOWN = Truth(None, {"missing"})


class Plain:
    """A text or a date: one of the options, or any (None), perhaps 无."""

    __slots__ = ("options", "causes", "null")

    def __init__(self, options, causes=(), null=NO):
        self.options, self.causes, self.null = options, frozenset(causes), null


def said(value):
    return Plain(frozenset([value]))


NOT_SAID = Plain(None, {"missing"}, MAYBE)
NOTHING = Plain(frozenset(), null=YES)


# ---- arithmetic ----


def of_two(operation, one, other):
    return Number(operation(one.stands_for, other.stands_for), one.arithmetic_causes | other.arithmetic_causes,
                  static=operation(one.static, other.static))


def add(one, other):
    return of_two(Range.plus, one, other)


def subtract(one, other):
    return of_two(lambda a, b: a.plus(b.negative()), one, other)


def multiply(one, other):
    return of_two(Range.times, one, other)


def least(one, other):
    return of_two(Range.least_of, one, other)


def greatest(one, other):
    return of_two(Range.greatest_of, one, other)


def divide(one, other):
    """A divisor that may be 0 leaves only the static range; one that is 0 makes it undefined as well."""
    static = ANY if other.static.holds(0) else one.static.times(other.static.reciprocal())
    causes = one.arithmetic_causes | other.arithmetic_causes
    divisor = other.stands_for
    if divisor.holds(0):
        return Number(static, causes | {"undefined"} if divisor.is_point() else causes, static=static)
    return Number(one.stands_for.times(divisor.reciprocal()), causes, static=static)


def growth(now, before):
    return divide(subtract(now, before), before)


# ---- conditions ----


def both_known_to_exist(one, other):
    """None if they can be compared, else the open answer."""
    causes = one.causes | other.causes
    if YES in (one.null, other.null):
        return Truth(None, causes | {"undefined"})
    return Truth(None, causes) if MAYBE in (one.null, other.null) else None


def at_least(one, other):
    open_ = both_known_to_exist(one, other)
    if open_:
        return open_
    a, b = one.range, other.range
    if a.lo is not None and b.hi is not None and a.lo >= b.hi:
        return TRUE
    if a.hi is not None and b.lo is not None and (a.hi < b.lo or a.hi == b.lo and (a.hi_open or b.lo_open)):
        return FALSE
    return Truth(None, one.causes | other.causes)


def above(one, other):
    return negated(at_least(other, one))


def is_zero(number):
    if number.null == YES or not number.range.holds(0):
        return FALSE
    if number.null == NO and number.range.is_point():
        return TRUE
    return Truth(None, number.causes)


def is_none(value):
    return {YES: TRUE, NO: FALSE}.get(value.null) or Truth(None, value.causes)


def exists(value):
    return negated(is_none(value))


def is_text(plain, text):
    if plain.null == YES or plain.options is not None and text not in plain.options:
        return FALSE
    if plain.null == NO and plain.options is not None and len(plain.options) == 1:
        return TRUE
    return Truth(None, plain.causes)


def within_days(date, first, last):
    """For a date that is known to exist or settled before by exists()."""
    if date.null == YES:
        return Truth(None, {"undefined"})
    if date.null == MAYBE or date.options is None:
        return Truth(None, date.causes)
    inside = {first <= day <= last for day in date.options}
    return Truth(inside.pop()) if len(inside) == 1 else Truth(None, date.causes)


def negated(truth):
    return Truth(None if truth.holds is None else not truth.holds, truth.causes)


def all_of(*truths):
    if any(truth.holds is False for truth in truths):
        return FALSE
    causes = frozenset().union(*(truth.causes for truth in truths))
    return TRUE if all(truth.holds for truth in truths) else Truth(None, causes)


def any_of(*truths):
    return negated(all_of(*(negated(truth) for truth in truths)))


# ---- choices ----


def hull(one, other, causes=()):
    """What may be either."""
    causes = frozenset(causes) | one.causes | other.causes
    null = one.null if one.null == other.null else MAYBE
    if isinstance(one, Plain):
        options = None if one.options is None or other.options is None else one.options | other.options
        settled = null == NO and options is not None and len(options) == 1
        return Plain(options, () if settled else causes, null)
    if YES in (one.null, other.null) and null == MAYBE:
        range_ = (other if one.null == YES else one).range
    else:
        range_ = one.range.hull(other.range)
    return Number(range_, causes, null, one.static.hull(other.static))


def if_else(condition, then, otherwise):
    if condition.holds is not None:
        chosen, left = (then, otherwise) if condition.holds else (otherwise, then)
        if isinstance(chosen, Number):
            return Number(chosen.range, chosen.causes, chosen.null, chosen.static.hull(left.static))
        return chosen
    return hull(then, otherwise, condition.causes)


def cell_test(value, cell):
    """May, must or cannot the value lie in the cell of a table? A cell of None takes everything."""
    if cell is None:
        return TRUE
    if value.null == YES:
        return Truth(None, {"undefined"})
    if value.null == MAYBE:
        return Truth(None, value.causes)
    common = value.range.within(cell)
    if common is None:
        return FALSE
    return TRUE if common.key() == value.range.key() else Truth(None, value.causes)


def row_test(values, cells):
    return all_of(*(cell_test(value, cell) for value, cell in zip(values, cells)))


def only_row(tested):
    """U: (does the row match, its output). A row that certainly matches wins, else the hull of those that may."""
    for match, output in tested:
        if match.holds:
            return output
    result, causes = None, frozenset()
    for match, output in tested:
        if match.holds is None:
            causes |= match.causes
            result = output if result is None else hull(result, output)
    return Number(result.range, result.causes | causes, result.null, result.static)


def highest_row(tested):
    """C>: a row that certainly matches counts for both ends, one that may only for the far end."""
    certain = [output for match, output in tested if match.holds]
    possible = [(match, output) for match, output in tested if match.holds is None]
    result = certain[0]
    for output in certain[1:]:
        result = greatest(result, output)
    for match, output in possible:
        reached = greatest(result, output)
        result = Number(result.range.hull(reached.range), reached.causes | match.causes, static=reached.static)
    return result


# ---- records ----


class Records:
    """A list of records: (does it belong, its fields). `missing` lists have static ranges only."""

    def __init__(self, members, missing_=False):
        self.members, self.missing = members, missing_

    def where(self, test):
        tested = ((all_of(belongs, test(record)), record) for belongs, record in self.members)
        return Records([(belongs, record) for belongs, record in tested if belongs.holds is not False], self.missing)

    def total(self, value, static):
        """合计: members that may belong add their hull with 0. `static` is the range of one value."""
        whole = Range(None if static.lo is None or static.lo < 0 else Fraction(0), None)
        if self.missing:
            return Number(whole, {"missing"}, static=whole)
        result = Number(point(0), static=whole)
        for belongs, record in self.members:
            one = value(record)
            part = Number(one.stands_for, one.arithmetic_causes)
            if not belongs.holds:
                part = hull(part, ZERO, belongs.causes)
            result = Number(result.range.plus(part.range), result.causes | part.causes, static=whole)
        return result

    def count(self):
        if self.missing:
            return Number(NOT_NEGATIVE, {"missing"})
        sure = sum(1 for belongs, _ in self.members if belongs.holds)
        causes = frozenset().union(*(belongs.causes for belongs, _ in self.members))
        return Number(Range(Fraction(sure), Fraction(len(self.members))), causes)

    def some(self, test):
        if self.missing:
            return UNKNOWN
        return any_of(*(all_of(belongs, test(record)) for belongs, record in self.members))


def records(rows):
    return Records([(TRUE, row) for row in rows])


NO_LIST = Records([], missing_=True)
