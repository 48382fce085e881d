"""Counts every kind of dirt in the delivered files: kinds that strike a row (KINDS), then what one file alone has."""
import re
from collections import Counter

from codes import is_good
from figures import COMPANIES, EVENTS, FORM, FORM_2025, FORM_OF_PROJECT, PRODUCTS, SALES, integer

# Files whose rows have dirt of their own, and the columns that it strikes.
STRUCK = {
    FORM: ("本年1-3月产值",),
    FORM_2025: ("本年1-3月产值", "上年同期"),
    "年度申报_2025.csv": ("全年营业收入",),
    FORM_OF_PROJECT: ("一季度完成投资",),
    PRODUCTS: ("本期产量",),
    "钢材购销_2026Q1.csv": ("数量",),
    "页岩气供货_2026Q1.csv": ("产品产值",),
    SALES: ("本年1-3月销售额",),
    COMPANIES: ("本年1-3月销售额",),
    "工业贷_合成银行一.csv": ("已付利息",),
    "参展发票_2026Q1.csv": ("展位费",),
    EVENTS: ("会场搭建费",),
    "奖励台账_2026.csv": ("金额",),
    "自治区台账_2026.csv": ("金额",),
}
UNREADABLE = re.compile(r"12O\.5|\d+万元|\d+,\d{3}|\d+\.0*5|-\d+|——")


def trimmed(cell):
    return cell.strip(" \u3000")


class Column:
    """What the rows of a file are compared with: its other rows."""

    def __init__(self, rows, place):
        self.place = place
        self.rows = Counter(tuple(row) for row in rows)
        self.besides = Counter(map(self.beside, self.rows))  # different rows that are alike but for the figure
        self.values = {integer(row[place], 100) for row in rows} - {0, None}

    def beside(self, row):
        return tuple(row[:self.place]) + tuple(row[self.place + 1:])

    def thousandfold(self, row):
        return (integer(row[self.place], 100) or 0) / 1000 in self.values


KINDS = {
    "empty figure": lambda row, column: any(row[1:-1]) and not trimmed(row[column.place]),
    "only a code": lambda row, column: not any(row[1:-1]),
    "unreadable figure": lambda row, column: UNREADABLE.fullmatch(trimmed(row[column.place])),
    "code that fails": lambda row, column: not is_good(trimmed(row[0])) if row[0][:2] == "91" else row[0][-1:] == "X",
    "blanks": lambda row, column: row[0] != trimmed(row[0]) and row[column.place] != trimmed(row[column.place]),
    "row twice": lambda row, column: column.rows[tuple(row)] > 1,
    "row twice, different": lambda row, column: column.besides[column.beside(row)] > 1,
    "a thousand times too much": lambda row, column: column.thousandfold(row),
    "other name": lambda row, column: re.search("原合成老厂|二车间", row[1]),
}


def dirt(city):
    """{kind in a file: how many rows}"""
    found = Counter()
    for name, titles in STRUCK.items():
        header, *rows = city.table(name)
        for title in titles:
            column = Column(rows, header.index(title))
            for kind, strikes in KINDS.items():
                if kind != "other name" or header[1].endswith("名称") and name != FORM_OF_PROJECT:
                    found[f"{kind}: {name}"] += sum(bool(strikes(row, column)) for row in rows)
    return dict(found) | other_dirt(city)


def column(city, name, title):
    header, *rows = city.table(name)
    return [row[header.index(title)] for row in rows]


def other_dirt(city):
    readings = [value for row in city.table("日冻结_2026.csv")[1:] for value in row[2:-1]]
    accounts = Counter(row[0] for row in city.table("日冻结_2026.csv")[1:])
    links = column(city, "户号归属.csv", "份额")
    linked = set(column(city, "户号归属.csv", "户号"))
    register = column(city, "规上名录_2026Q1.csv", "在库")
    everybody, above = set(column(city, "市场监管登记_2026Q1.csv", "统一社会信用代码")), set(
        column(city, "规上名录_2026Q1.csv", "统一社会信用代码"))
    confirmed = city.rows("统计确认_2026Q1.csv")
    corrections = {name: city.table(name) for name in city.names if name.startswith("更正")}
    return {
        "day without a reading": readings.count(""),
        "day with #N/A": readings.count("#N/A"),
        "negative reading": sum(value.startswith("-") for value in readings),
        "estimated reading": sum(value.endswith("估") for value in readings),
        "account's row twice": sum(count > 1 for count in accounts.values()),
        "account without readings": len(linked - accounts.keys()),
        "account that nobody links": len(accounts.keys() - linked),
        "share of 0.6": links.count("0.6"),
        "share of 0.3": links.count("0.3"),
        "share in per cent": links.count("60%"),
        "account that moves on": sum(one == "2026-02-10" for one in column(city, "户号归属.csv", "止")),
        "link that leads nowhere": sum(one == "2026-02-20" for one in column(city, "户号归属.csv", "起")),
        "account first linked in November 2025": column(city, "户号归属.csv", "起").count("2025-11-15"),
        "link twice on the same days": column(city, "户号归属.csv", "起").count("2026-02-04"),
        "firm without an account": len(everybody - set(column(city, "户号归属.csv", "代码"))),
        "register: 否": register.count("否"),
        "register: empty": register.count(""),
        "register: not there": len(everybody - above),
        "trade code of two digits": sum(len(one) == 2 for one in column(city, "规上名录_2026Q1.csv", "行业小类")),
        "firm without a form": len(everybody - {row[0].strip(" \u3000") for row in city.table(FORM)[1:]}),
        "confirmation that contradicts itself": sum(
            row["产值500万元及以上"] == "否" and row["产值1000万元及以上"] == "是" for row in confirmed),
        "confirmed none": sum(row["一季度有无同比"] == "无" for row in confirmed),
        "member who is nobody": sum("不存在" in row[2] for row in city.table("名单_两高.csv")),
        "code with a blank behind it": sum(row[1].endswith(" ") for row in city.table("名单_重点产业企业.csv")),
        "list of an earlier day": (city.folder / "名单_低空经济项目.csv").read_text().startswith("截至,2026-02-28"),
        "bound in a cell": sum(one.startswith(">=") for one in column(city, FORM, "模具产品产值")),
        "new product": column(city, PRODUCTS, "上年同期产量").count("新产品"),
        "new company": column(city, COMPANIES, "上年1-3月销售额").count("新成立"),
        "company nobody vouches for": column(city, COMPANIES, "商务部门确认贡献").count(""),
        "grade that is none": sum(one in ("优秀", "甲等") for row in city.table("等级_化工园区.csv") for one in row),
        "project with two owners": sum(
            len(rows) > 1 and all(not row["止"] for row in rows) for rows in (
                city.of("项目业主.csv", one) for one in set(column(city, "项目业主.csv", "项目代码")))),
        "correction": sum(len(rows) - 1 for rows in corrections.values()),
        "withdrawal": sum("（撤回）" in row for rows in corrections.values() for row in rows),
        "record withdrawn": sum(not any(row[1:-1]) for row in corrections["更正1_产品产量_2026Q1.csv"]),
    }
