#!/usr/bin/env python3
"""Works out awards 1.2, 2.1 and 4.2 a second time, sharing nothing with src/.

    recompute.py FACTS [--scenario assumed] [--out FILE]   writes award,subject,verdict,least,most
                                                           (fen; empty: unbounded)
    recompute.py --compare MINE THEIRS                     THEIRS: award,subject,verdict,least_fen,most_fen,…

Written from the policy text, the semantics page and docs/binding.md; what the policy leaves open or a scenario
assumes is parameters.csv beside this file. Read from the bottom: main, then one function per award, then how facts
are bound.
"""
import argparse
import csv
import datetime
import io
import pathlib
import re
import sys
from collections import defaultdict
from fractions import Fraction

HERE = pathlib.Path(__file__).resolve().parent
INF = float("inf")  # only as "no end"; never computed with

# ---- ranges: [lo, hi] with open or closed ends; None is no end ----


class Range:
    def __init__(self, lo, hi, lo_open=False, hi_open=False):
        self.lo, self.hi = lo, hi
        self.lo_open, self.hi_open = lo_open or lo is None, hi_open or hi is None

    @staticmethod
    def point(value):
        return Range(Fraction(value), Fraction(value))

    def meets(self, other):
        return self.within(other) is not None

    def within(self, other):
        """The intersection, or None."""
        lo, lo_open = self.lo, self.lo_open
        if lo is None or other.lo is not None and (other.lo > lo or other.lo == lo and other.lo_open):
            lo, lo_open = other.lo, other.lo_open
        hi, hi_open = self.hi, self.hi_open
        if hi is None or other.hi is not None and (other.hi < hi or other.hi == hi and other.hi_open):
            hi, hi_open = other.hi, other.hi_open
        if lo is not None and hi is not None and (lo > hi or lo == hi and (lo_open or hi_open)):
            return None
        return Range(lo, hi, lo_open, hi_open)

    def holds_zero(self):
        return self.meets(Range.point(0))

    def hull(self, other):
        lo, lo_open = self.lo, self.lo_open
        if lo is not None and (other.lo is None or other.lo < lo):
            lo, lo_open = other.lo, other.lo_open
        elif lo == other.lo:
            lo_open = self.lo_open and other.lo_open
        hi, hi_open = self.hi, self.hi_open
        if hi is not None and (other.hi is None or other.hi > hi):
            hi, hi_open = other.hi, other.hi_open
        elif hi == other.hi:
            hi_open = self.hi_open and other.hi_open
        return Range(lo, hi, lo_open, hi_open)


ANY = Range(None, None)
NOT_NEGATIVE = Range(Fraction(0), None)


def at_least(left, right):
    """left >= right over both ranges: True, False or None."""
    if left.lo is not None and right.hi is not None and left.lo >= right.hi:
        return True
    if left.hi is not None and right.lo is not None:
        if left.hi < right.lo or left.hi == right.lo and (left.hi_open or right.lo_open):
            return False
    return None


def scaled(range_, factor):
    """By a factor > 0."""
    return Range(None if range_.lo is None else range_.lo * factor, None if range_.hi is None else range_.hi * factor,
                 range_.lo_open, range_.hi_open)


def added(a, b):
    return Range(None if a.lo is None or b.lo is None else a.lo + b.lo,
                 None if a.hi is None or b.hi is None else a.hi + b.hi,
                 a.lo_open or b.lo_open, a.hi_open or b.hi_open)


# ---- facts: a range with causes; exists is True, False (无) or None (may turn out 无) ----


class Fact:
    def __init__(self, range_=None, causes=(), exists=True):
        self.range, self.causes, self.exists = range_, frozenset(causes), exists

    @property
    def known(self):
        return not self.causes


NOTHING = Fact(NOT_NEGATIVE, exists=False)


def missing(range_):
    return Fact(range_, {"missing"}, None)


# ---- reading files ----


def text_of(path, encoding="utf-8-sig"):
    return path.read_bytes().decode(encoding)


def table(path, header_row=1, encoding="utf-8-sig"):
    """Rows as dictionaries by header; cells trimmed."""
    rows = list(csv.reader(io.StringIO(text_of(path, encoding), newline="")))
    header = [cell.strip(" \t\u3000") for cell in rows[header_row - 1]]
    for row in rows[header_row:]:
        if any(cell.strip() for cell in row):
            yield {name: cell.strip(" \t\u3000") for name, cell in zip(header, row)}


SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def identifier_valid(code):
    if len(code) != 18 or any(sign not in SIGNS for sign in code):
        return False
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    value = sum(int(sign, 36) * weight for sign, weight in zip(code[8:16], weights))
    check = 11 - value % 11
    if code[16] != {10: "X", 11: "0"}.get(check, str(check)):
        return False
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return code[17] == SIGNS[(31 - total % 31) % 31]


NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
BOUND = re.compile(r"(>=|<=|>|<) ?(-?[0-9]+(?:\.[0-9]+)?)\Z")


def number(text, places, within):
    """A Fraction, or None if the cell is refused."""
    if not NUMBER.match(text):
        return None
    if "." in text and len(text.split(".")[1].rstrip("0")) > places:
        return None
    value = Fraction(text)
    return value if Range.point(value).meets(within) else None


REFUSED = "refused"


def reading_of_cell(text, places, within, bounds):
    """None (empty), Fraction, Range (a bound) or REFUSED."""
    if text == "":
        return None
    match = BOUND.match(text) if bounds else None
    if match:
        value = number(match.group(2), places, ANY)
        if value is None:
            return REFUSED
        sign = match.group(1)
        range_ = Range(value, None, sign == ">") if sign[0] == ">" else Range(None, value, False, sign == "<")
        return range_.within(within) or REFUSED
    value = number(text, places, within)
    return REFUSED if value is None else value


def same(a, b):
    if isinstance(a, Range) and isinstance(b, Range):
        return (a.lo, a.hi, a.lo_open, a.hi_open) == (b.lo, b.hi, b.lo_open, b.hi_open)
    return type(a) is type(b) and a == b and a != REFUSED


class Cells:
    """Cells of one fact of one source: subject -> what all its rows say together."""

    def __init__(self):
        self.said = {}

    def add(self, subject, cell):
        if cell is None:
            return
        if subject in self.said and not same(self.said[subject], cell):
            cell = REFUSED
        self.said[subject] = cell

    def figure(self, subject):
        cell = self.said.get(subject)
        return cell if isinstance(cell, Fraction) else None

    def bounds(self, subject):
        cell = self.said.get(subject)
        return [cell] if isinstance(cell, Range) else []


def bind(figures, bounds, confirmed_none, within):
    """Sections 3.3 to 3.6: figures in order of preference, then bounds, then 无, then missing."""
    for figure in figures:
        if figure is not None:
            return Fact(Range.point(figure))
    range_ = within
    for bound in bounds:
        range_ = range_ and range_.within(bound)
    if bounds and range_:  # an empty one is a conflict: as if no bound had been given
        return Fact(range_, {"missing"}, True)
    if confirmed_none:
        return NOTHING
    return missing(within)


def files(folder, pattern):
    return sorted(folder.glob(pattern), key=lambda path: path.name.encode())


# ---- the delivery ----


class Delivery:
    def __init__(self, folder):
        self.folder = folder
        self.firms = set()
        self.read_register()
        self.read_declarations()
        self.read_confirmations()
        self.lists = self.read_lists()
        self.read_links()
        self.read_days()
        self.read_counties()

    def firm_of(self, code):
        if not identifier_valid(code):
            return None
        self.firms.add(code)
        return code

    def read_register(self):
        self.register_there = False
        self.in_register, self.trade = {}, {}
        for path in files(self.folder, "规上名录_*.csv"):
            self.register_there = True
            for row in table(path):
                code = self.firm_of(row["统一社会信用代码"])
                if code:
                    said = {"是": True, "否": False}.get(row["在库"])
                    self.in_register[code] = said if self.in_register.get(code, said) == said else None
                    self.trade[code] = row["行业小类"] if row["行业小类"] in self.trade_codes() else None

    _trades = None

    @classmethod
    def trade_codes(cls):
        if cls._trades is None:
            path = HERE.parents[1] / "policies/common/gbt4754_industries.csv"
            cls._trades = {row["code"] for row in table(path) if row["level"] == "class"}
        return cls._trades

    def read_declarations(self):
        self.declared = defaultdict(Cells)
        for year in (2026, 2025):
            for path in files(self.folder, f"申报_{year}Q1.csv"):
                for row in table(path):
                    code = self.firm_of(row["社会信用代码"])
                    if code:
                        for column, bounds in (("本年1-3月产值", True), ("上年同期", False)):
                            cell = reading_of_cell(row[column], 0, NOT_NEGATIVE, bounds)
                            self.declared[year, column].add(code, cell)

    def read_confirmations(self):
        self.confirmed_bounds, self.confirmed_none = defaultdict(list), set()
        said = defaultdict(set)
        for path in files(self.folder, "统计确认_*.csv"):
            for row in table(path, encoding="gb18030"):
                code = self.firm_of(row["统一社会信用代码"])
                if code:
                    for column in ("产值500万元及以上", "产值1000万元及以上", "一季度有无同比"):
                        if row[column]:
                            said[code, column].add(row[column])
        for (code, column), answers in said.items():
            if len(answers) > 1:
                continue
            answer = answers.pop()
            border = {"产值500万元及以上": 5000, "产值1000万元及以上": 10000}.get(column)
            if border and answer == "是":
                self.confirmed_bounds[code].append(Range(Fraction(border), None))
            if border and answer == "否":
                self.confirmed_bounds[code].append(Range(Fraction(0), Fraction(border), False, True))
            if column == "一季度有无同比" and answer == "无":
                self.confirmed_none.add(code)

    def read_lists(self):
        lists = {}
        for path in files(self.folder, "名单_*.csv"):
            first = text_of(path).splitlines()[0].split(",")
            day = datetime.date.fromisoformat(first[1].strip())
            found = defaultdict(set)
            for row in table(path, 2):
                found[row["名单名"]].add(row["代码"])
            for name, codes in found.items():
                if name not in lists or lists[name][0] < day:
                    lists[name] = (day, codes)
        return lists

    def on_list(self, name, subject):
        """True, False or None (missing)."""
        if name not in self.lists:
            return None
        day, codes = self.lists[name]
        if subject in codes:
            return True
        return False if day >= datetime.date(2026, 3, 31) else None

    def read_links(self):
        self.links = defaultdict(list)  # account -> (firm, share, from, to)
        self.accounts = defaultdict(set)
        for path in files(self.folder, "户号归属.csv"):
            for row in table(path):
                share = number(row["份额"], 99, Range(Fraction(0), Fraction(1)))
                try:
                    start = datetime.date.fromisoformat(row["起"])
                    end = datetime.date.fromisoformat(row["止"]) if row["止"] else datetime.date.max
                except ValueError:
                    continue
                if share is None or row["代码"] not in self.firms or end < start:
                    continue
                self.links[row["户号"]].append((row["代码"], share, start, end))
                self.accounts[row["代码"]].add(row["户号"])

    def read_days(self):
        self.readings = {}  # (account, day) -> Fraction or REFUSED
        for path in files(self.folder, "日冻结_*.csv"):
            for row in table(path, 3):
                account = row["户号"]
                for header, cell in row.items():
                    if not re.match(r"\d{4}-\d\d-\d\d\Z", header) or cell == "":
                        continue
                    day = datetime.date.fromisoformat(header)
                    value = number(cell[:-1] if cell.endswith("估") else cell, 2, NOT_NEGATIVE)
                    value = REFUSED if value is None else value
                    before = self.readings.get((account, day), value)
                    self.readings[account, day] = value if before == value else REFUSED

    def day_of(self, firm, day):
        """(sum of what is there, open?), or None: 无."""
        total, open_, linked = Fraction(0), False, False
        for account in self.accounts[firm]:
            rows = [row for row in self.links[account] if row[2] <= day <= row[3]]
            mine = [row for row in rows if row[0] == firm]
            if not mine:
                continue
            linked = True
            in_doubt = sum(row[1] for row in rows) != 1 or len({row[0] for row in rows}) != len(rows)
            if in_doubt:
                return Fraction(0), True
            reading = self.readings.get((account, day), REFUSED)
            if reading == REFUSED:
                open_ = True
            else:
                total += reading * mine[0][1]
        return (total, open_) if linked else None

    def total(self, firm, first, last):
        """The sum over a window as a Fact; 无 when every day is."""
        total, open_, there, doubted = Fraction(0), False, False, False
        day = first
        while day <= last:
            value = self.day_of(firm, day)
            if value is not None:
                there = True
                total += value[0]
                open_ = open_ or value[1]
            day += datetime.timedelta(1)
        if not there:
            return NOTHING
        return Fact(Range(total, None), {"gap"}) if open_ else Fact(Range.point(total))

    def read_counties(self):
        self.counties = {}
        for path in files(self.folder, "县区_2026Q1.csv"):
            cells = {"产值增速": Cells(), "投资增速": Cells()}
            codes = []
            within = Range(Fraction(-100), None)
            for row in table(path):
                codes.append(row["区划代码"])
                for column, column_cells in cells.items():
                    column_cells.add(row["区划代码"], reading_of_cell(row[column], 2, within, True))
            for code in codes:
                self.counties[code] = {
                    column: bind([one.figure(code)], one.bounds(code), False, within) for column, one in cells.items()}

    # ---- facts by name ----

    def above_scale(self, firm):
        if firm in self.in_register:
            return self.in_register[firm]
        return False if self.register_there else None

    def output(self, firm):
        cells = self.declared[2026, "本年1-3月产值"]
        return bind([cells.figure(firm)], cells.bounds(firm) + self.confirmed_bounds[firm], False, NOT_NEGATIVE)

    def declared_fact(self, firm, year, column, none=False):
        cells = self.declared[year, column]
        return bind([cells.figure(firm)], cells.bounds(firm), none, NOT_NEGATIVE)


# ---- parameters ----


class Parameters:
    def __init__(self, scenario):
        wanted = ("both", scenario or "published")
        self.rows = [row for row in table(HERE / "parameters.csv") if row["scenario"] in wanted]

    @staticmethod
    def fraction(text):
        return Fraction(text) if text else None

    def all(self, award, item):
        return [row for row in self.rows if row["award"] == award and row["item"] == item]

    def range(self, award, item):
        (row,) = self.all(award, item)
        return Range(self.fraction(row["least"]), self.fraction(row["most"]))

    def fact(self, award, item):
        range_ = self.range(award, item)
        return Fact(range_, () if range_.lo == range_.hi else {"pending"})


# ---- answers ----


class Condition:
    """True, False, or None with causes."""

    def __init__(self, holds, causes=()):
        self.holds, self.causes = holds, frozenset(causes) if holds is None else frozenset()


def yes_no(value):
    return Condition(value, {"missing"})


def negated(condition):
    return Condition(None if condition.holds is None else not condition.holds, condition.causes)


def compared(left, right):
    """left >= right."""
    causes = left.causes | right.causes
    if left.exists is False or right.exists is False:
        return Condition(None, causes | {"undefined"})
    if left.exists is None or right.exists is None:
        return Condition(None, causes)
    return Condition(at_least(left.range, right.range), causes)


def quotient(top, bottom, static):
    """Section 1 of the semantics: a divisor that may be 0 leaves the static range; 无 stands for an operand's own."""
    causes = set(top.causes | bottom.causes)
    if top.exists is False or bottom.exists is False:
        causes.add("undefined")
    if bottom.range.holds_zero():
        if bottom.range.lo == 0 and bottom.range.hi == 0:
            causes.add("undefined")
        return Fact(static, causes)
    corners = []
    for t, t_open in ((top.range.lo, top.range.lo_open), (top.range.hi, top.range.hi_open)):
        for b, b_open in ((bottom.range.lo, bottom.range.lo_open), (bottom.range.hi, bottom.range.hi_open)):
            corners.append((t, t_open, b, b_open))
    lo_first = top.range.lo is None
    assert bottom.range.lo is not None and bottom.range.lo > 0 and not lo_first
    values = []
    for t, t_open, b, b_open in corners:
        if t is None and b is None:
            values += [(Fraction(0), True), (INF, True)]
        elif t is None:
            values.append((INF, True))
        elif b is None:
            values.append((Fraction(0), t != 0))
        else:
            values.append((t / b, (t_open or b_open) and t != 0 or t == 0 and t_open))
    lo = min(values, key=lambda one: (one[0], one[1]))
    hi = max(values, key=lambda one: (one[0], not one[1]))
    range_ = Range(None if lo[0] == INF else lo[0], None if hi[0] == INF else hi[0], lo[1], hi[1])
    return Fact(range_, causes)


def verdict_of(conditions):
    if any(one.holds is False for one in conditions):
        return "no"
    open_ones = [one for one in conditions if one.holds is None]
    if not open_ones:
        return "yes"
    causes = frozenset().union(*(one.causes for one in open_ones))
    if causes & {"missing", "gap"}:
        return "needs_data"
    return "pending" if causes & {"pending", "reading"} else "manual"


def answer(conditions, least, most):
    """Amounts in yuan, rounded down; most None is unbounded."""
    verdict = verdict_of(conditions)
    if verdict == "no":
        return verdict, 0, 0
    if verdict != "yes":
        least = Fraction(0)
    return verdict, least // 1 * 100, None if most is None else most // 1 * 100


# ---- 1.2 ----

FEBRUARY = (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28), 28)
QUARTER = (datetime.date(2025, 10, 1), datetime.date(2025, 12, 31), 92)


def daily_mean(total, days):
    return Fact(scaled(total.range, Fraction(1, days)), total.causes, total.exists)


def award_1_2(city, parameters):
    threshold = Fact(scaled(parameters.range("1.2", "output_at_least"), 10))  # 万元 to 千元
    ratio = Fact(scaled(parameters.range("1.2", "ratio_at_least"), Fraction(1, 100)))
    amount = parameters.range("1.2", "amount")
    for firm in sorted(city.firms):
        february = daily_mean(city.total(firm, *FEBRUARY[:2]), FEBRUARY[2])
        quarter = daily_mean(city.total(firm, *QUARTER[:2]), QUARTER[2])
        conditions = [
            yes_no(city.above_scale(firm)),
            compared(city.output(firm), threshold),
            negated(yes_no(city.on_list("连续生产企业", firm))),
            compared(quotient(february, quarter, ANY), ratio),
        ]
        yield "1.2", firm, answer(conditions, amount.lo, amount.hi)


# ---- 2.1 ----


def grew_in_2025(city, firm):
    """上年增速类 = "正"."""
    then = city.declared_fact(firm, 2025, "本年1-3月产值")
    before = city.declared_fact(firm, 2025, "上年同期", firm in city.confirmed_none)
    if before.exists is False or then.exists is False:
        return Condition(False)
    if before.known and before.range.lo == 0:
        return Condition(False)  # reading 零基数: counts as no growth rate
    if before.known and then.known:
        return Condition(then.range.lo > before.range.lo)
    return Condition(None, before.causes | then.causes)


def award_2_1(city, parameters):
    prefixes = tuple(row["least"] for row in parameters.all("2.1", "difficult_trade"))
    for firm in sorted(city.firms):
        output = city.output(firm)
        base = city.declared_fact(firm, 2026, "上年同期")
        difference = Fact(added(output.range, Range(None if base.range.hi is None else -base.range.hi, -base.range.lo,
                                                    base.range.hi_open, base.range.lo_open)),
                          output.causes | base.causes)
        growth = Fact(ANY, difference.causes)
        if base.known:  # otherwise the divisor may be 0
            growth = quotient(difference, base, ANY)

        trade = city.trade.get(firm)
        kinds, kind_causes = ["general", "difficult"], {"pending"}
        if prefixes and trade:
            kinds, kind_causes = ["difficult" if trade.startswith(prefixes) else "general"], set()
        elif prefixes:
            kind_causes = {"missing"}
        standards = {}
        for item in ("threshold", "growth"):
            cells = [parameters.fact("2.1", f"{item}_{kind}") for kind in kinds]
            range_ = cells[0].range
            for cell in cells[1:]:
                range_ = range_.hull(cell.range)
            same_cells = all((cell.range.lo, cell.range.hi) == (cells[0].range.lo, cells[0].range.hi) for cell in cells)
            causes = frozenset().union(*(cell.causes for cell in cells)) | (frozenset() if same_cells else kind_causes)
            standards[item] = Fact(scaled(range_, 10 if item == "threshold" else Fraction(1, 100)), causes)

        conditions = [
            yes_no(city.above_scale(firm)),
            grew_in_2025(city, firm),
            compared(output, standards["threshold"]),
            compared(growth, standards["growth"]),
        ]
        least, most, unbounded = None, Fraction(0), False
        for row in parameters.all("2.1", "amount"):
            def cell(low, high, factor):
                low, high = Parameters.fraction(row[low]), Parameters.fraction(row[high])
                return Range(low and low * factor, high and high * factor, False, True)
            if output.exists is not None and not output.range.meets(cell("output_from", "output_to", 10)):
                continue
            if not growth.range.meets(cell("growth_from", "growth_to", Fraction(1, 100))):
                continue
            amount = Range(Parameters.fraction(row["least"]), Parameters.fraction(row["most"]))
            least = amount.lo if least is None else min(least, amount.lo)
            unbounded = unbounded or amount.hi is None
            most = most if amount.hi is None else max(most, amount.hi)
        yield "2.1", firm, answer(conditions, least, None if unbounded else most)


# ---- 4.2 ----


def award_4_2(city, parameters):
    members = {code: city.on_list("县区名单", code) for code in city.counties}
    scores = {}
    for code, facts in city.counties.items():
        if parameters.all("4.2", "weight_output"):
            score = Range.point(0)
            for column, item in (("产值增速", "weight_output"), ("投资增速", "weight_investment")):
                score = added(score, scaled(facts[column].range, parameters.range("4.2", item).lo))
            causes = facts["产值增速"].causes | facts["投资增速"].causes
            scores[code] = Fact(score, causes)
        else:
            scores[code] = Fact(ANY, {"pending"})
    places = parameters.fact("4.2", "places")
    for code in sorted(city.counties):
        mine = scores[code]
        best = worst = 1
        causes = set(mine.causes)
        for other, score in scores.items():
            if other == code or members[other] is False:
                continue
            # other > me: never when all of other <= all of mine
            never = at_least(mine.range, score.range)
            always = mine.range.hi is not None and score.range.lo is not None and (
                score.range.lo > mine.range.hi
                or score.range.lo == mine.range.hi and (score.range.lo_open or mine.range.hi_open))
            if always and members[other]:
                best += 1
            if never is not True:
                worst += 1
                if not always:
                    causes |= score.causes
        rank = Fact(Range(Fraction(best), Fraction(worst)), causes if best != worst else ())
        conditions = [yes_no(members[code]), compared(places, rank)]
        if parameters.all("4.2", "prize"):
            amounts = [parameters.range("4.2", "prize")]
        else:
            names = [f"prize_{one}" if one <= 3 else "prize_below" for one in range(best, worst + 1)]
            amounts = [parameters.range("4.2", name) for name in names]
        least = min(amount.lo for amount in amounts)
        most = None if any(amount.hi is None for amount in amounts) else max(amount.hi for amount in amounts)
        yield "4.2", code, answer(conditions, least, most)


# ---- main ----


def recompute(folder, scenario):
    city, parameters = Delivery(folder), Parameters(scenario)
    for award in (award_1_2, award_2_1, award_4_2):
        for name, subject, (verdict, least, most) in award(city, parameters):
            yield name, subject, verdict, str(least), "" if most is None else str(most)


def compare(mine_path, theirs_path):
    mine = {(row["award"], row["subject"]): (row["verdict"], row["least"], row["most"]) for row in table(mine_path)}
    theirs = {}
    for row in table(theirs_path):
        if row["award"] in ("1.2", "2.1", "4.2"):
            most = "" if row["most_fen"] in ("", "null", "无上限", "unbounded") else row["most_fen"]
            theirs[row["award"], row["subject"]] = (row["verdict"], row["least_fen"], most)
    wrong = 0
    for key in sorted(mine.keys() | theirs.keys()):
        if mine.get(key) != theirs.get(key):
            wrong += 1
            if wrong <= 20:
                print(f"differs: award {key[0]} subject {key[1]}: script {mine.get(key)}, program {theirs.get(key)}")
    if wrong > 20:
        print(f"… and {wrong - 20} more")
    counts = defaultdict(int)
    for key, value in mine.items():
        counts[key[0], value[0]] += 1
    for key in sorted(counts):
        print(f"  {key[0]} {key[1]}: {counts[key]}")
    print(f"{len(mine)} answers, {wrong} differ")
    return wrong == 0 and bool(mine)


def main():
    parser = argparse.ArgumentParser(description="works out 1.2, 2.1 and 4.2 without the program")
    parser.add_argument("facts", nargs="?", type=pathlib.Path)
    parser.add_argument("--scenario", choices=["assumed"])
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--compare", nargs=2, type=pathlib.Path, metavar=("MINE", "THEIRS"))
    arguments = parser.parse_args()
    if arguments.compare:
        sys.exit(0 if compare(*arguments.compare) else 1)
    if not arguments.facts:
        parser.error("FACTS or --compare")
    out = arguments.out.open("w", encoding="utf-8", newline="") if arguments.out else sys.stdout
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["award", "subject", "verdict", "least", "most"])
    writer.writerows(recompute(arguments.facts, arguments.scenario))
    if arguments.out:
        out.close()


if __name__ == "__main__":
    main()
