#!/usr/bin/env python3
"""Writes a small delivery in which every file holds every kind of cell, border, dirt, gap and correction.

    scattered.py FOLDER SEED

A city is mostly clean; here most things are odd, so that a rare rule is met often. Codes are drawn and belong to
nobody. The files are those of sources.py; figures are drawn near the borders of the clauses.
"""
import datetime
import pathlib
import random
import sys

from declared import FACTS, LISTS, RECORDS as FIELDS, YES_NO
from delivery import TRADES
from files import SIGNS, WEIGHTS, identifier_valid
from power import days_of
from records import field_of
from rosters_10 import ROSTERS
from sources import BOUNDS, FIRST_ROW, LISTS_OF_RECORDS, SUBJECTS_ONLY
from sources import FACTS as FACT_SOURCES, RECORDS as RECORD_SOURCES

DIRT = ("12O.5", "612万元", "6,120", "——", "#N/A", "无", "-5", "1.2345678", "2026-02-30", "?", "  ", ">= x", "6120.", "+7")
DAYS = ("2025-12-31", "2026-01-01", "2026-02-10", "2026-03-31", "2026-04-01")
NUMBERS = {  # in the unit of the file; what is not here is drawn from OUTPUT
    "上年年收入": (15999, 16000, 19999, 20000, 25000),
    "模具产值": (4999, 5000, 9999, 10000, 50000), "上年模具产值": (0, 4500, 5000, 9000),
    "总投资": (999.99, 1000, 4999.99, 5000, 10000, 20000), "季度完成投资": (1999.99, 2000, 5000, 19999.99, 50000),
    "固定资产投资": (0, 0.01, 1000, 3999.98, 4000, 5000),
    "产值增速": (-3.25, 4, 8, 9.4, 10, 12.5), "投资增速": (-3.25, 4, 8, 9.4, 10, 12.5),
    "产量": (0, 80, 100, 104.999, 105, 110, 120, 2100, 61000), "上年产量": (0, 80, 99.999, 100, 400),
    "数量": (10000, 24999.999, 25000, 50000, 100000), "产品产值": (0, 0.01, 99.99, 20000000, 60000000),
    "销售额": (700000, 1079999.99, 1080000, 1200000, 30000000), "上年销售额": (0, 700000, 1000000, 1000000.01),
    "本金": (50, 1000, 999.99999, 3000), "本期天数": (0, 30, 73, 92, 93), "已付利息": (0, 20000, 80000.55, 400000),
    "展位费": (0, 199999.99, 80000, 200000, 300000.01), "场地租赁费": (0, 50000, 300000.33),
    "会场搭建费": (0, 30000.67, 200000), "金额": (480000, 0.01, 120000),
    "产品价值": (5000,), "上年产品价值": (5000,),
}
OUTPUT = (0, 4999, 5000, 9999, 10000, 19999, 20000, 20999, 21000, 22000, 24000, 100000, 500000, 2000000)
TEXTS = {
    "类": ("机器人", "终端", "智能网联及新能源汽车", "新能源装备", "电池电芯", "页岩气", "其他", "柳州工业贷"),
    "包": ("柳州市2026年一季度推动工业稳增长政策措施（征求意见稿）", "柳州市2025年四季度政策", "待定"),
    "期间": ("2025Q4", "2025Q4", "2025Q3", "2026Q1"), "年度": ("2026", "2026", "2025"),
    "清单": (*ROSTERS, *(name for name, _ in ROSTERS.values())),
}
WINDOWS = {"2025春节": ("2025-01-28", "2025-02-12"), "2025四季度": ("2025-10-01", "2025-12-31"),
           "2026": ("2026-02-01", "2026-03-03")}


class Scatter:
    def __init__(self, folder, seed):
        self.folder, self.random = folder, random.Random(seed)
        folder.mkdir(parents=True)
        firms = [self.code() for _ in range(110)]
        self.codes = {
            "企业": firms, "项目": [f"P{place:03}" for place in range(60)], "园区": [f"K{place:02}" for place in range(12)],
            "县区": [f"4502{place:02}" for place in range(9)]}
        self.names = [f"甲{place}" for place in range(12)]  # of fairs, buyers, products

    def chance(self, of_hundred):
        return self.random.randrange(100) < of_hundred

    def code(self):
        body = "9145" + "".join(self.random.choice(SIGNS) for _ in range(12))
        check = 11 - sum(int(sign, 36) * weight for sign, weight in zip(body[8:16], WEIGHTS)) % 11
        body += {10: "X", 11: "0"}.get(check, str(check))
        return next(body + last for last in SIGNS if identifier_valid(body + last))

    # ---- cells ----

    def cell(self, kind, name, words, factor=1):
        draw = self.random.randrange(100)
        if draw < 6:
            return ""
        if draw < 9:
            return self.random.choice(DIRT)
        if words and draw < 25:
            return self.random.choice(words)
        if kind.name == "number":
            number = self.number(name)
            if name in BOUNDS and draw < 33:
                return self.random.choice((">= ", ">", "<= ", "< ")) + number
            return number
        if kind is YES_NO:
            return "是" if self.chance(85) else "否"
        if kind.name == "day":
            return self.random.choice(DAYS)
        if kind.options:
            return self.random.choice(sorted(kind.options))
        if name == "行业代码":
            return self.random.choice(("2740", "2681", "3670", "27", "3525", self.random.choice(sorted(TRADES))))
        return self.random.choice(TEXTS.get(name, self.names))

    def number(self, name):
        number = self.random.choice(NUMBERS.get(name, OUTPUT))
        if self.chance(15):
            number = self.random.randrange(1, 200000)
        return f"{number}" + ("0" if "." in str(number) and self.chance(10) else "")

    def rows(self, source, code, target):
        """Rows of one subject: `target` gives kind and name of a column."""
        words = {}
        for column, word in source.words:
            words.setdefault(column, []).append(word)
        columns = list(dict.fromkeys([*source.columns, *words]))
        row = [code]
        for column in columns:
            if column in source.columns:
                row.append(self.cell(*target(column), words.get(column)))
            else:
                word = self.random.choice(words[column])
                row.append(self.cell(YES_NO, "", words[column]) if self.chance(30) else word)
        if source.paper:
            row.append(self.random.choice(("", "001", "002", "003", "004", "005")))
        return row

    # ---- files ----

    def header(self, source):
        words = dict.fromkeys(column for column, _ in source.words)
        return [source.code, *dict.fromkeys([*source.columns, *words]), *([source.paper] if source.paper else [])]

    def write(self, name, rows, day=None, encoding="utf-8", above=()):
        lines = [*above]
        if day == FIRST_ROW:
            lines.append(self.first_row())
        text = "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n" for row in [*lines, *rows])
        (self.folder / name).write_bytes(text.encode(encoding))

    def first_row(self):
        if self.chance(80):
            return ["截至", self.random.choice(("2026-03-31", "2026-03-31", "2026-04-15")), "决定单位", "某局"]
        return self.random.choice((["截至", ""], ["截至", "2026-02-28"], ["截至", "三月底"], ["统计日期", "2026-03-31"]))

    def source(self, source, target, most_rows):
        if self.chance(3):
            return  # not delivered
        suffixes = ["甲", "乙"] if "*" in source.pattern and self.chance(30) else ["甲"]
        for suffix in suffixes:
            rows = [self.header(source)]
            for code in self.codes[source.kind]:
                for _ in range(self.how_many(most_rows, len(suffixes))):
                    rows.append(self.rows(source, code, target))
                    if self.chance(5):
                        rows.append(list(rows[-1]))
                if most_rows > 1 and self.chance(4):
                    rows.append([code] + [""] * (len(rows[0]) - 1))
            rows.append(["91450200MA5K0000ZZ"] + rows[-1][1:])
            self.write(source.pattern.replace("*", suffix), rows, source.day, self.encoding(source))
        self.corrections(source, target, most_rows)

    def how_many(self, most, files):
        if most == 1:
            return self.random.choices((0, 1, 2), (5 if files == 1 else 55, 93, 2))[0]
        return self.random.randrange(most + 1)

    def corrections(self, source, target, most_rows):
        for layer in (1, 2, 10):
            if not self.chance(35):
                continue
            rows = [self.header(source)]
            for code in self.random.sample(self.codes[source.kind], 6 if len(self.codes[source.kind]) > 6 else 2):
                rows.append(self.rows(source, code, target))
                if most_rows > 1 and self.chance(30):
                    rows[-1] = [code] + [""] * (len(rows[0]) - 1)
                elif most_rows == 1:
                    rows[-1] = [cell if self.chance(60) else "（撤回）" if self.chance(20) else "" for cell in rows[-1]]
                    rows[-1][0] = code
            name = source.pattern.replace("*", "甲")
            self.write(f"更正{layer}_{name}", rows, source.day, self.encoding(source))

    def encoding(self, source):
        return source.encoding if source.encoding == "gb18030" else self.random.choice(("utf-8", "utf-8-sig"))

    def lists(self):
        for place, name in enumerate((*LISTS, *LISTS_OF_RECORDS)):
            kind = next((kind for kind in ("项目", "园区") if name.endswith(kind)), "企业")
            kind = "县区" if name == "县区名单" else kind
            codes = self.names if name in LISTS_OF_RECORDS else self.codes[kind]
            share = 20 if name in ("两高项目企业", "连续生产企业") else 75
            rows = [["名单名", "代码", "名称"]] + [[name, code + (" " if self.chance(3) else ""), ""]
                                          for code in codes if self.chance(share)] + [[name, "谁也不是", ""]]
            self.write(f"名单_{place:02}.csv", rows, FIRST_ROW)
            if self.chance(15):
                self.write(f"更正1_名单_{place:02}.csv", rows[:len(rows) // 2], FIRST_ROW)

    def power(self):
        accounts, links = [], [["户号", "代码", "份额", "起", "止"]]
        for place, firm in enumerate(self.codes["企业"]):
            for number in range(self.random.choices((0, 1, 2), (5, 70, 25))[0]):
                account = f"04500{place:03}{number}"
                accounts.append(account)
                links += [[account, *rest] for rest in self.links_of(firm)]
        self.write("户号归属.csv", links)
        if self.chance(50):
            self.write("更正1_户号归属.csv", [links[0]] + [
                [account, self.random.choice(self.codes["企业"]), "1", "2025-01-01", ""]
                for account in self.random.sample(accounts, 4)])
        for name, (first, last) in WINDOWS.items():
            days = [day.isoformat() for day in days_of(*map(datetime.date.fromisoformat, (first, last)))]
            head = [["户号", "户名", *days, "2026-02-30"]]
            rows = [row for account in accounts for row in self.readings_of(account, len(days))]
            self.write(f"日冻结_{name}.csv", head + rows, above=[["日冻结电量"], ["单位：千瓦时"]])
            self.write(f"更正1_日冻结_{name}.csv", [["户号", days[0], days[-1]]] + [
                [account, self.random.choice(("", "（撤回）", "812.50")), self.random.choice(("", "900.00估"))]
                for account in self.random.sample(accounts, 8)], above=[["更正"], [""]])
        bills = [["户号", "户名", "月份", "电量"]]
        for account in accounts:
            for month in ("2025-10", "2025-11", "2025-12", "2026-02", "2026-2"):
                if self.chance(60):
                    bill = self.random.choice(("2.8", "2.53", "3.1", "0", "2.800001", "?", "-1"))
                    bills.append([account, "", month, bill])
                    if self.chance(4):
                        bills.append([*bills[-1][:3], "2.8"])
        self.write("账单_甲.csv", bills, encoding="gb18030")
        self.write("更正1_账单_甲.csv", [bills[0]] + [
            [account, "", "2026-02", self.random.choice(("（撤回）", "2.6", ""))]
            for account in self.random.sample(accounts, 8)], encoding="gb18030")

    def links_of(self, firm):
        other = self.random.choice(self.codes["企业"])
        return self.random.choices((
            [[firm, "1", "2024-01-01", ""]],
            [[firm, "0.6", "2024-01-01", ""], [other, "0.4", "2024-01-01", ""]],
            [[firm, "0.6", "2024-01-01", ""], [other, "0.3", "2024-01-01", ""]],
            [[firm, "1", "2024-01-01", "2026-02-10"], [other, "1", "2026-02-11", ""]],
            [[firm, "1", "2024-01-01", "2026-02-10"], [firm, "1.0", "2026-02-10", ""]],
            [[firm, "0.5", "2024-01-01", ""], [firm, "0.5", "2026-02-20", "2026-02-21"],
             [other, "0.5", "2024-01-01", ""]],
            [[firm, "60%", "2024-01-01", ""]],
            [[firm, "1", "2025-11-15", ""]],
            [[firm, "1", "2026-03-01", "2026-02-01"], [firm, "1", "2024-01-01", "2026-02-31"]],
            [["91450200MA5K0000ZZ", "1", "2024-01-01", ""]],
        ), (64, 6, 4, 5, 4, 3, 3, 5, 3, 3))[0]

    def readings_of(self, account, days):
        usual, odd = self.random.choice((900, 1000, 1111.11)), self.random.choice((0, 0, 0, 1, 4))
        row = [account, ""] + [f"{usual:.2f}" if self.chance(60) else str(usual) for _ in range(days)] + ["5"]
        for _ in range(odd):
            wrong = self.random.choice(("", "", "#N/A", "-35.20", "812.50估", "1.234", "9.500", "0"))
            row[2 + self.random.randrange(days)] = wrong
        if self.chance(4):
            return []
        if self.chance(5):
            again = list(row)
            if self.chance(50):
                again[2 + self.random.randrange(days)] = "777.77"
            return [row, again]
        return [row]

    def everything(self):
        for source in FACT_SOURCES:
            self.source(source, lambda column, source=source: (
                FACTS[source.columns[column]], source.columns[column]), 1)
        for name, source in RECORD_SOURCES.items():
            self.source(source, lambda column, name=name, source=source: (
                FIELDS[name][field_of(source, column)[0]], field_of(source, column)[0]), 4)
        for source in SUBJECTS_ONLY:
            self.write(source.pattern.replace("*", "甲"), [[source.code, "办法", "金额"], [self.code(), "连续生产", "1"]])
        self.lists()
        self.power()


if __name__ == "__main__":
    Scatter(pathlib.Path(sys.argv[1]), int(sys.argv[2])).everything()
