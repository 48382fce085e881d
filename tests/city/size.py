"""Holds the size of the city to domain.md 4.7, roughly, and the number of those entitled to what can be believed."""
from collections import Counter

from figures import FORM, integer

# How many get them under `assumed`, roughly: 2.1 to 2.3 and 1.2 as domain.md estimates, the others at least
# those who stand at a border, and never most of the city.
ENTITLED = {
    "1.1": (200, 600), "1.2": (250, 400), "2.1": (120, 220), "2.2": (100, 220), "2.3": (40, 90), "3.1a": (10, 40),
    "3.1b": (15, 60), "3.2": (5, 30), "3.3a": (12, 40), "3.3b": (4, 20), "3.4": (6, 30), "3.5": (9, 40),
    "3.6": (4, 30), "3.7": (25, 90), "3.8a": (3, 20), "3.8b": (5, 60), "3.9a": (20, 70), "3.9b": (3, 6),
    "3.10": (20, 70), "3.11": (25, 90), "3.12": (10, 40), "4.1": (25, 150), "4.2": (3, 3), "5.1a": (30, 150),
    "5.1b": (20, 100), "5.2": (50, 250), "6": (10, 60), "7": (60, 250), "8": (15, 100), "10.1a": (400, 1000),
    "10.1b": (100, 350), "10.1c": (40, 120), "10.1d": (2, 60),
}
AREAS = {"柳江区": 200, "柳南区": 190, "柳东新区": 180, "柳北区": 170, "鱼峰区": 150, "鹿寨县": 130,
         "阳和工业新区（北部生态新区）": 120, "柳城县": 60, "融安县": 50, "融水苗族自治县": 50, "城中区": 30,
         "三江侗族自治县": 20}
SHARES = {"vehicles and parts": (("36",), 42), "steel": (("31",), 18), "machinery": (("33", "34", "35"), 12),
          "chemicals": (("26",), 5), "food": (("13", "14"), 6), "wood and paper": (("20", "21", "22"), 5)}


def uncalibrated(city):
    trades = {row["统一社会信用代码"]: row["行业小类"] for row in city.rows("市场监管登记_2026Q1.csv")}
    output = {row["社会信用代码"]: integer(row["本年1-3月产值"]) for row in city.rows(FORM)}
    # A figure in 元 is a thousand times too large; nobody makes 8 billion yuan in a quarter.
    output = {code: value for code, value in output.items() if value is not None and 0 <= value < 8000000}
    year = sum(output.values()) * 4 // 10**6  # billions of yuan
    if not 340 <= year <= 460:
        yield f"{year} billion yuan a year; about 400 are wanted"
    large = sum(value >= 25000 for value in output.values())
    if not 330 <= large <= 480:
        yield f"{large} firms above 100 million yuan a year; over 400 are wanted"
    largest = sum(value >= 2500000 for value in output.values())
    if not 6 <= largest <= 12:
        yield f"{largest} firms above 10 billion yuan a year; 7 or more are wanted"
    for name, (divisions, share) in SHARES.items():
        part = sum(value for code, value in output.items() if trades.get(code, "").startswith(divisions))
        percent = 100 * part / sum(output.values())
        if abs(percent - share) > 8:
            yield f"{name}: {percent:.1f} % of output; {share} % are wanted"
    divisions = {trade[:2] for trade in trades.values()}
    if len(divisions) < 34:
        yield f"{len(divisions)} divisions of industry; 34 are wanted"
    areas = Counter(row["管理县区"] for row in city.rows("市场监管登记_2026Q1.csv"))
    for name, firms in AREAS.items():
        if abs(areas[name] - firms) > 70:
            yield f"{name}: {areas[name]} firms; {firms} are wanted"
