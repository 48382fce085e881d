"""What the policy leaves open or a scenario assumes: parameters.csv (single figures) and tiers.csv (amounts by size).

parameters.csv: a figure whose least and most differ, or that has no most, is pending between them.
tiers.csv belongs to `assumed`: the units of its columns stand where a clause reads them; from is included, to is not;
an empty cell takes everything. As published all amounts by size are pending.
"""
import csv
import functools
import pathlib
from fractions import Fraction

from values import Range, Truth, known, pending

HERE = pathlib.Path(__file__).resolve().parent
SCALE = {"": 1, "元": 1, "千瓦时": 1, "千元": 1000, "万元": 10000, "%": Fraction(1, 100)}


def rows_of(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bound(text, unit):
    return Fraction(text) * SCALE[unit] if text else None


class Parameters:
    """`readings` replaces options taken, as cases do."""

    # Options taken in the policy: applied where the status is 暂定口径; None is 待定, so both options stay possible.
    TAKEN = {"本市": None, "服务计值": None, "等级方向": None, "新公司基数": None,
             "三项关系": "产值且购销之一", "取整": "到元舍去", "月账单": "可", "无基期": "需人工", "零基数": "无增速", "封顶口径": "每户", "上限口径": "每家企业"}

    def __init__(self, scenario, readings=()):
        self.assumed = scenario == "assumed"
        wanted = ("both", scenario or "published")
        self.figures = {}
        for row in rows_of("parameters.csv"):
            if row["scenario"] in wanted:
                range_ = Range(bound(row["least"], row["unit"]), bound(row["most"], row["unit"]))
                self.figures[row["award"], row["item"]] = (
                    known(range_.lo) if range_.is_point() else pending(range_))
        self.tiers_of = {}
        for row in rows_of("tiers.csv") if self.assumed else ():
            for award in row["awards"].split():
                self.tiers_of.setdefault(award, []).append(row)
        # 部分困难行业: prefixes of trade codes, or None while the list is pending.
        self.difficult_trades = ("268", "27") if self.assumed else None
        self.readings = {**self.TAKEN, **dict(readings)}

    def figure(self, award, item):
        return self.figures[award, item]

    @functools.cache
    def tiers(self, award, *units):
        """[(cells, amount)], or None while they are pending."""
        if award not in self.tiers_of:
            return None
        result = []
        for row in self.tiers_of[award]:
            cells = []
            for place, unit in zip(("first", "second"), units):
                lo, hi = bound(row[place + "_from"], unit), bound(row[place + "_to"], unit)
                cells.append(None if lo is None and hi is None else Range(lo, hi, False, True))
            result.append((cells, known(row["amount"])))
        return result

    def taken(self, reading, option):
        """Is this option the one taken? Open while the reading is 待定."""
        option_taken = self.readings[reading]
        return Truth(None, {"reading"}) if option_taken is None else Truth(option_taken == option)
