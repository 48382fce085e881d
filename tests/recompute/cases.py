"""The examples of policy.md, worked out: `cases.py policy.md` compares every 测试 that has a 结论 or 在列.

The same functions that judge the city judge the cases; so a rule read wrongly shows before any file is read.
Payment (实付) is not part of this script, and its tables are left out.
"""
import datetime
import json
import re
import sys
from fractions import Fraction

import clauses_1_2
from answers import answer, roster_answer
from clauses_4_8 import awards_4_2
from declared import FACTS, LISTS, RECORDS, YES_NO
from parameters import SCALE, Parameters
from recompute import AWARDS
from rosters_10 import ROSTERS
from values import (FALSE, NO_LIST, NOT_NEGATIVE, NOT_SAID, NOTHING, TRUE, UNKNOWN, Number, Range, Truth, known,
                    missing, none, records, said)

WINDOWS = {
    "1.1": {"本年窗口": clauses_1_2.HOLIDAY_2026, "上年窗口": clauses_1_2.HOLIDAY_2025},
    "1.2": {"二月": clauses_1_2.FEBRUARY, "四季度": clauses_1_2.FOURTH_QUARTER},
}
VERDICTS = {"符合": "yes", "不符合": "no", "待数据": "needs_data", "待定": "pending", "需人工": "manual",
            "入列": "enter", "保留": "stay", "退出": "leave", "不在列": "not_listed"}
BOUND = re.compile(r"(>=|<=|>|<) ?(.+)")


# ---- tables of the document ----


def tables_of(text):
    """(award, header, rows) of every table; the award is the id of the last ### heading."""
    award, header, rows = None, None, []
    for line in text.splitlines() + [""]:
        heading = re.match(r"#{2,3} .*\{#([\w.]+)\}", line)
        if heading:
            award = heading.group(1)
        if not line.startswith("|"):
            if header:
                yield award, header, rows
            header, rows = None, []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if header is None:
            header = cells
        elif not all(re.fullmatch(r"-+", cell) for cell in cells):
            rows.append(dict(zip(header, cells)))


def filled_down(rows, first):
    """A row without a name goes on with the one above."""
    name = None
    for row in rows:
        name = row[first] or name
        yield name, row


# ---- facts of one case ----


def value_of(kind, text, unit=None):
    if kind.name == "number":
        scale = Fraction(SCALE[unit]) if unit else kind.scale
        if text == "（缺）":
            return missing(kind.range)
        if text == "（无）":
            return none(kind.range)
        bound = BOUND.fullmatch(text)
        if bound:
            end = Fraction(bound.group(2)) * scale
            sign = bound.group(1)
            given = Range(end, None, sign == ">") if sign[0] == ">" else Range(None, end, False, sign == "<")
            return Number(given.within(kind.range), {"missing"}, static=kind.range)
        return known(Fraction(text) * scale, static=kind.range)
    if kind is YES_NO:
        return {"true": TRUE, "false": FALSE, "（缺）": UNKNOWN, "（无）": Truth(None, {"undefined"})}[text]
    if text == "（缺）":
        return NOT_SAID
    if text == "（无）":
        return NOTHING
    return said(datetime.date.fromisoformat(text) if kind.name == "day" else text)


class CaseFacts:
    def __init__(self, award, cells, units, data, bills=True):
        self.award, self.cells, self.units, self.data, self.bills = award, cells, units, data, bills

    def of_kind(self, name, kind, not_given):
        text = self.cells.get(name)
        return value_of(kind, text, self.units.get(name)) if text else not_given

    def number(self, name):
        return self.of_kind(name, FACTS[name], missing(FACTS[name].range))

    def yes(self, name):
        assert name in LISTS or FACTS[name] is YES_NO
        return self.of_kind(name, YES_NO, UNKNOWN)

    def text(self, name):
        return self.of_kind(name, FACTS[name], NOT_SAID)

    day = text

    def records(self, name):
        given = self.cells.get(name, "（缺）")
        if given == "（缺）":
            return NO_LIST
        if given == "[]":
            return records([])
        return records([
            {field: value_of(kind, row.get(field) or "（缺）") for field, kind in RECORDS[name].items()}
            for row in self.data[given]])

    def energy(self, first, last):
        """Days given one by one; a day that was not given is a gap, unless a bill within the window stands for it."""
        days = {}
        for part in self.cells.get("用电量", "").split(";"):
            word, _, value = part.strip().partition(" ")
            bill = re.fullmatch(r"账单 \[(.+)\.\.(.+)\] (.+)", part.strip())
            if bill:
                from_, to = (datetime.date.fromisoformat(bill.group(k)) for k in (1, 2))
                if self.bills and first <= from_ and to <= last and any(day not in days for day in days_of(from_, to)):
                    days.update({day: "0" for day in days_of(from_, to)})
                    days[to] = bill.group(3)
                continue
            window = WINDOWS[self.award].get(word)
            if not word:
                continue
            if not window:
                window = (datetime.date.fromisoformat(word),) * 2
            for day in days_of(*window):
                days[day] = value.strip()
        given = [days.get(day, "（缺）") for day in days_of(first, last)]
        if all(one == "（无）" for one in given):
            return none(NOT_NEGATIVE)
        low = sum(Fraction(one) for one in given if not one.startswith("（"))
        return Number(Range(low, None if "（缺）" in given else low), {"gap"}, static=NOT_NEGATIVE)


def days_of(first, last):
    return [first + datetime.timedelta(day) for day in range((last - first).days + 1)]


# ---- cases ----


def background_joined(cell, background):
    """`背景; 2026-02-28 （缺）` is the default with one day changed."""
    return cell.replace("背景", background, 1) if cell.startswith("背景;") else cell


def expected(row):
    verdict = VERDICTS[row.get("⇒ 结论") or row["⇒ 在列"]]
    amount = row.get("⇒ 奖励金额", "0")
    least, _, most = amount.partition("..")
    return verdict, fen_of(least), None if most == "无上限" else fen_of(most or least)


def fen_of(yuan):
    return int(Fraction(yuan) * 100)


def cases_of(text):
    """(award, name, cells, units) with the background filled in."""
    data = {}
    for award, header, rows in tables_of(text):
        if header[0] == "数据":
            for name, row in filled_down(rows, "数据"):
                data.setdefault((award, name), []).append(row)
    for award, header, rows in tables_of(text):
        if header[0] not in ("测试", "测试（总体）") or not {"⇒ 结论", "⇒ 在列"} & set(header):
            continue
        whole = header[0] != "测试"
        here = {name: value for (where, name), value in data.items() if where == award}
        named = [re.fullmatch(r"(.+?)(?: \[(.+)\])?", column).groups() for column in header]
        units = {name: unit for name, unit in named if unit}
        background = {}
        for name, row in filled_down(rows, header[0]):
            cells = {plain: row[column] for (plain, _), column in zip(named, header)}
            if not whole:
                cells = {column: background_joined(cell, background.get(column, "")) or background.get(column, "")
                         for column, cell in cells.items()}
                background = background or cells
            yield award, name, cells, units, here


def parameters_of(cells):
    scenario = cells.get("情景") if cells.get("情景") not in ("", "（无）") else None
    readings = {column[2:]: None if cell == "待定" else cell
                for column, cell in cells.items() if column.startswith("设 ") and cell}
    parameters = Parameters(scenario, readings)
    if cells.get("困难行业名录"):
        parameters.difficult_trades = tuple(json.loads(cells["困难行业名录"]))
    return parameters


def judge(award, facts, parameters):
    if award in ROSTERS:
        return roster_answer(facts.yes("上期在列"), *ROSTERS[award][1](facts, parameters))
    return answer(*AWARDS[award][1](facts, parameters), parameters.readings["取整"])


def main(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    populations, passed, failed = {}, 0, 0

    def hold(award, name, mine, cells):
        nonlocal passed, failed
        if mine == expected(cells):
            passed += 1
        else:
            failed += 1
            print(f"differs: {award} {name}: script {mine}, policy {expected(cells)}")

    for award, name, cells, units, data in cases_of(text):
        parameters = parameters_of(cells)
        facts = CaseFacts(award, cells, units, data, bills=parameters.readings["月账单"] == "可")
        if award == "4.2":
            cells["县区名单"] = cells.get("县区名单") or "true"
            populations.setdefault(name, []).append((facts, cells))
        else:
            hold(award, name, judge(award, facts, parameters), cells)
    for name, members in populations.items():
        by_code = {str(place): facts for place, (facts, _) in enumerate(members)}
        answers = awards_4_2(by_code, parameters_of(members[0][1]))
        for place, (_, cells) in enumerate(members):
            hold("4.2", f"{name} {cells['县区']}", answer(*answers[str(place)]), cells)
    print(f"{passed} cases agree, {failed} differ")
    return failed == 0 and passed > 0


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1]) else 1)
