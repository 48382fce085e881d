"""Reads from the delivered files the figure that stands at a border: WHAT has one function for each `what`."""
import datetime
import re
from fractions import Fraction

EPOCH = datetime.date(1970, 1, 1)


def integer(text, scale=1):
    """Of a cell that counts something; None if it does not."""
    return int(Fraction(text) * scale) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def day(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days if text else None


# ---- one function for each `what` of borders.csv; None: not found ----

def cell(city, name, subject, column, scale=1, none=None):
    rows = city.of(name, subject)
    return integer(rows[0][column], scale) if rows and rows[0][column] else none


def day_cell(city, name, subject, column, row=0):
    rows = city.of(name, subject)
    return day(rows[row][column]) if rows else None


def over(city, name, subject, column, before, base, scale=1):
    """This year's figure above last year's, which must be the base."""
    now, then = cell(city, name, subject, column, scale), cell(city, name, subject, before, scale)
    return now - then if then == base else None


def electricity(city, subject, name, first, last):
    accounts = [row["户号"] for row in city.rows("户号归属.csv") if row["代码"] == subject]
    days = [(datetime.date.fromisoformat(first) + datetime.timedelta(n)).isoformat()
            for n in range(day(last) - day(first) + 1)]
    return sum(integer(row[one], 100) for account in dict.fromkeys(accounts) for row in city.of(name, account)
               for one in days)


def link(city, subject, column, row):
    rows = [one for one in city.rows("户号归属.csv") if one["代码"] == subject]
    return day(rows[row][column])


def total(city, name, subject, columns):
    return sum(integer(row[column], 100) for row in city.of(name, subject) for column in columns)


FORM, FORM_2025 = "申报_2026Q1.csv", "申报_2025Q1.csv"
PRODUCTS, SALES, COMPANIES = "产品产量_2026Q1.csv", "配套销售_2026Q1.csv", "销售公司_2026Q1.csv"
FORM_OF_PROJECT, EVENTS = "项目申报_2026Q1.csv", "活动票据_2026Q1.csv"


def regional(city, s):
    return cell(city, "自治区台账_2026.csv", s, "金额", 100)


def steel(city, s, way):
    rows = city.of("钢材购销_2026Q1.csv", s)
    return integer(rows[0]["数量"], 1000) if rows[0]["方向"] == way else None


def made_more(city, s):
    return cell(city, PRODUCTS, s, "本期产量", 1000) - cell(city, PRODUCTS, s, "上年同期产量", 1000)


def revenue_growth(city, s):
    now, then = (cell(city, name, s, "本年1-3月主营业务收入") for name in (FORM, FORM_2025))
    return now - then if then == 20000 else None


WHAT = {
    "output": lambda city, s: cell(city, FORM, s, "本年1-3月产值"),
    "growth": lambda city, s: over(city, FORM, s, "本年1-3月产值", "上年同期", 20000),
    "growth_2025": lambda city, s: over(city, FORM_2025, s, "本年1-3月产值", "上年同期", 20000),
    "output_2024": lambda city, s: cell(city, FORM_2025, s, "上年同期", none=-1),
    "increment": lambda city, s: electricity(city, s, "日冻结_2026.csv", "2026-02-16", "2026-03-03")
    - electricity(city, s, "日冻结_2025春节.csv", "2025-01-28", "2025-02-12"),
    "february": lambda city, s: electricity(city, s, "日冻结_2026.csv", "2026-02-01", "2026-02-28"),
    "linked_from": lambda city, s: link(city, s, "起", 0),
    "left": lambda city, s: link(city, s, "止", 0),
    "back": lambda city, s: link(city, s, "起", 1),
    "linked_to": lambda city, s: link(city, s, "止", -1),
    "regional_festival": regional,
    "regional_continuous": regional,
    "regional_grown": regional,
    "regional_founded": regional,
    "made_more": made_more,
    "made": lambda city, s: cell(city, PRODUCTS, s, "本期产量", 1000, none=-1),
    "made_growth": lambda city, s: over(city, PRODUCTS, s, "本期产量", "上年同期产量", 1000000, 1000),
    "revenue_growth": revenue_growth,
    "supplied": lambda city, s: steel(city, s, "供应"),
    "used": lambda city, s: steel(city, s, "使用"),
    "gas_worth": lambda city, s: cell(city, "页岩气供货_2026Q1.csv", s, "产品产值", 100),
    "moulds": lambda city, s: cell(city, FORM, s, "模具产品产值"),
    "moulds_more": lambda city, s: cell(city, FORM, s, "模具产品产值") - cell(city, FORM_2025, s, "模具产品产值"),
    "accepted": lambda city, s: day_cell(city, "项目验收_2026Q1.csv", s, "验收日期"),
    "total_investment": lambda city, s: cell(city, FORM_OF_PROJECT, s, "总投资", 100),
    "quarter_investment": lambda city, s: cell(city, FORM_OF_PROJECT, s, "一季度完成投资", 100),
    "fixed_investment": lambda city, s: cell(city, "项目审计_2026Q1.csv", s, "固定资产投资", 100, none=-1),
    "fair_day": lambda city, s: day_cell(city, "参展发票_2026Q1.csv", s, "开始日期"),
    "fair_fee": lambda city, s: total(city, "参展发票_2026Q1.csv", s, ["展位费"]),
    "event_day": lambda city, s: day_cell(city, EVENTS, s, "开始日期"),
    "event_cost": lambda city, s: total(city, EVENTS, s, ["场地租赁费", "会场搭建费"]),
    "sales_growth": lambda city, s: over(city, SALES, s, "本年1-3月销售额", "上年1-3月销售额", 10**8, 100),
    "sales_more": lambda city, s: over(city, SALES, s, "本年1-3月销售额", "上年1-3月销售额", 5 * 10**9, 100),
    "company_more": lambda city, s: over(city, COMPANIES, s, "本年1-3月销售额", "上年1-3月销售额", 2 * 10**9, 100),
    "interest": lambda city, s: cell(city, "工业贷_合成银行一.csv", s, "已付利息", 100),
    "paid_this_year": lambda city, s: cell(city, "奖励台账_2026.csv", s, "金额", 100),
    "year_revenue": lambda city, s: cell(city, "年度申报_2025.csv", s, "全年营业收入"),
    "first_entry": lambda city, s: day_cell(city, "首次入统_2026Q1.csv", s, "首次入统日期"),
}


def of(city, what, subject):
    return WHAT[what](city, subject)
