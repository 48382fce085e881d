"""Groups 20 and 23: delivered files, and texts in them that would run somewhere (4.6, 4.14).

Every case is the clean delivery below with one file changed; where `like` is given, every answer must be the same as
with that file instead: a bad cell like an empty one, a bad row like none, a file that cannot be read like no file.
"""
import pathlib

from bench import Case, ROOT

LIUZHOU = str(ROOT / "policies" / "liuzhou-2026q1")
FIRMS = ("91450200MA5K00012P", "91350100M000100Y43")
REGISTER, DECLARED, LIST, FIRST = "规上名录_甲.csv", "申报_2026Q1.csv", "名单_连续生产.csv", "首次入统_甲.csv"
LOANS, READINGS, LINKS = "工业贷_甲.csv", "日冻结_甲.csv", "户号归属.csv"
HEADER = "社会信用代码,本年1-3月产值,上年同期,本年1-3月主营业务收入,模具产品产值"
CLEAN = {
    "市场监管登记_甲.csv": "截至,2026-03-31\n统一社会信用代码,企业名称,工业企业,行业小类\n"
                           + "".join(f"{firm},甲{at},是,3670\n" for at, firm in enumerate(FIRMS)),
    REGISTER: "统一社会信用代码,企业名称,在库,行业小类\n" + "".join(f"{firm},甲,是,3670\n" for firm in FIRMS),
    DECLARED: f"{HEADER}\n{FIRMS[0]},61200,30000,50000,>= 500\n{FIRMS[1]},8000,6000,7000,100\n",
    LIST: f"截至,2026-03-31,决定单位,某局\n名单名,代码\n连续生产企业,{FIRMS[0]}\n连续生产企业,{FIRMS[1]}\n",
    FIRST: f"截至,2026-03-31\n统一社会信用代码,企业名称,首次入统日期\n{FIRMS[0]},甲,2026-02-01\n",
    LOANS: "截至,2026-03-31\n借款人代码,银行,合同号,余额,计息天数,已付利息,重大项目\n"
           + "".join(f"{firm},甲银行,{at},1000,90,20000,是\n" for at, firm in enumerate(FIRMS)),
    LINKS: f"户号,代码,份额,起,止\n001,{FIRMS[0]},1,2024-01-01,\n002,{FIRMS[1]},1,2024-01-01,\n",
    READINGS: "日冻结\n\n户号,2026-02-15,2026-02-16\n001,100,200\n002,300,400\n",
}


def encoded(files):
    return {name: body if isinstance(body, bytes) else body.encode() for name, body in files.items()
            if body is not None}


def delivered(name, file, body, instead=False):
    """`instead`: what the file is as good as (None: not there); False: nothing is compared."""
    like = encoded({**CLEAN, file: instead}) if instead is not False else None
    return Case(name, ("assess", LIUZHOU, "--facts", "{}"), encoded({**CLEAN, file: body}), prints="cells", like=like)


def cell(name, value, file=DECLARED, old="61200", blank=""):
    """One cell is bad: all the rest is answered as if it were empty."""
    text = CLEAN[file]
    assert text.count(old) == 1, (file, old)
    return delivered(name, file, text.replace(old, value), text.replace(old, blank))


def row(name, bad, file=DECLARED):
    """One more row that is bad: as if it were not there."""
    lines = CLEAN[file].splitlines(keepends=True)
    return delivered(name, file, "".join(lines[:-1]) + bad + "\n" + lines[-1], CLEAN[file])


CELLS = {
    "a letter for a figure": "612O0", "a unit": "6120万元", "commas": '"61,200"', "an error": "#N/A", "a word": "无",
    "a plus": "+61200", "an exponent": "6.12E+4", "a point at the end": "61200.", "a full-width figure": "６１２００",
    "a Chinese figure": "六万", "a blank inside": "61 200", "a formula": "=61200",
        "a formula that calls": "=cmd|'/C calc'!A0",
    "a full-width formula": "＝1+1", "a formula by +": "+1+1", "a formula by @": "@SUM(A1)",
        "a negative figure": "-61200",
    "a negative formula": "-1+1", "two points": "6.1.2", "hexadecimal": "0x10", "NaN": "nan", "infinity": "inf",
    "100,000 digits": "1" * 60000, "99 digits": "9" * 99, "35 digits": "1" * 35,
    "a question mark": "?", "a dash": "——", "a no-break space": "\u00a061200", "a zero-width space": "61200\u200b",
    "an RTL override": "\u202e61200", "a currency": "¥61200", "a percent": "50%", "three decimals": "61200.1234567",
    "a date": "2026-02-31", "script": "<img src=x onerror=alert(1)>", "SQL": "'; DROP TABLE run; --",
        "formats": "%n%s%p%x",
    "an ESC": "\x1b[2J", "a bell": "\x07", "DEL": "\x7f", "rare characters": "𠮷㐂", "an emoji": "😀",
    "10,000 characters": "甲" * 10000,
}

TEXTS = {  # as the name of a firm: a text, taken as it is
    "a formula": "=cmd|'/C calc'!A0", "a full-width formula": "＝1+1", "a sum": "-1+1",
        "script": "<img src=x onerror=alert(1)>",
    "the end of a script": "</script><script>alert(1)</script>", "SQL": "'; DROP TABLE run; --", "formats": "%n%s%p",
    "10,000 characters": "甲" * 10000, "an RTL override": "甲\u202e乙", "an emoji": "甲😀", "rare characters": "𠮷㐂",
    "a header": '"甲\r\nSet-Cookie: a=b"', "an ESC": "\x1b]0;甲\x07", "only marks": "\u0301\u0301",
        "quotes": '"甲 ""乙"""',
}


def broken_rows():
    header, first, second = CLEAN[DECLARED].splitlines(keepends=True)
    yield row("a cell too many", f"{FIRMS[1]},9000,6000,7000,100,1")
    yield row("a cell too few", f"{FIRMS[1]},9000,6000,7000")
    yield row("text after a quote", f'{FIRMS[1]},"9000"0,6000,7000,100')
    yield delivered("a quote that is not closed", DECLARED, header + first + second.replace(",8000", ',"8000'),
                    header + first)
    yield row("a cell of 70,000 bytes", f"{FIRMS[1]},{'9' * 70000},6000,7000,100")
    yield row("a row of 1,000,000 commas", "," * 1000000)
    yield row("a code that fails its check", f"{FIRMS[0][:-1]}0,9000,6000,7000,100")
    yield row("a code that a spreadsheet has rounded", "9.145E+17,9000,6000,7000,100")
    yield row("a code of 10,000 signs", "9" * 10000 + ",9000,6000,7000,100")
    yield row("a code with a zero-width space", f"{FIRMS[0]}\u200b,9000,6000,7000,100")
    yield row("no code", ",9000,6000,7000,100")
    yield row("blank rows", "\n   \n\n")
    yield row("a row of commas", ",,,,")
    # Who stands in a row that cannot be read? Nobody may be taken for absent because of it.
    yield delivered("a broken row in a list", LIST, CLEAN[LIST].replace(FIRMS[1], f"{FIRMS[1]},x"),
                    f"截至,\n名单名,代码\n连续生产企业,{FIRMS[0]}\n")
    yield delivered("a broken row in a register", FIRST, CLEAN[FIRST] + f"{FIRMS[1]},甲,2026-02-01,x\n",
                    CLEAN[FIRST].replace("截至,2026-03-31", "截至,"))
    yield delivered("a broken row among loans", LOANS, CLEAN[LOANS].replace(f"{FIRMS[1]},甲银行",
        f'{FIRMS[1]},"甲"银行'))
    yield delivered("a broken row among the firms at or above scale", REGISTER,
                    CLEAN[REGISTER].replace(f"{FIRMS[1]},甲,是", f"{FIRMS[1]},甲,,是"))
    yield delivered("a broken row among the links", LINKS, CLEAN[LINKS].replace(f"002,{FIRMS[1]},1",
        f"002,{FIRMS[1]},,1"))
    yield delivered("a broken row among the readings", READINGS, CLEAN[READINGS].replace("002,300,400", "002,300"))


def whole_files():
    register = CLEAN[REGISTER]
    for what, body in {
            "nothing": b"", "only a BOM": b"\xef\xbb\xbf", "only line ends": b"\n\n\n", "only commas": b",,,\n,,,\n",
            "UTF-16": register.encode("utf-16"), "UTF-32": register.encode("utf-32"),
            "NUL": register.encode().replace("甲".encode(), b"\0", 1), "only NUL": b"\0" * 1000,
            "a byte that is nothing": register.encode().replace("甲".encode(), b"\xff\xff", 1),
            "two encodings": register.encode() + f"{FIRMS[1]},乙,是,3670\n".encode("gb18030") + b"\xff",
            "cut inside a character": register.encode() + "甲".encode()[:2],
                "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
            "a workbook": b"PK\x03\x04" + b"\0" * 64, "HTML": "<html><body>请登录</body></html>".encode(),
            "JSON": b'{"a": 1}', "overlong UTF-8": register.encode().replace("甲".encode(), b"\xc0\xaf", 1),
            "UTF-7": register.encode("utf-7"), "an open quote before everything": ('"' + register).encode(),
            }.items():
        yield delivered(f"a register that is {what}", REGISTER, body, None)
    for what, body in {
            "GB18030": register.encode("gb18030"), "a BOM": b"\xef\xbb\xbf" + register.encode(),
            "CR LF": register.replace("\n", "\r\n"), "CR": register.replace("\n", "\r"),
                "tabs": register.replace(",", "\t"),
            "semicolons": register.replace(",", ";"), "no line end at the end": register[:-1],
            "quotes everywhere": "".join(",".join(f'"{one}"' for one in line.split(",")) + "\n"
                                         for line in register.splitlines()),
            "blanks around cells": register.replace(",", " , "), "GB18030 of rare characters":
            register.replace("甲", "𠈓㐂").encode("gb18030")}.items():
        yield delivered(f"a register with {what}", REGISTER, body, register)
    yield delivered("a quote that is not closed before 50 MB", DECLARED, CLEAN[DECLARED] + '"' + "x,y\n" * 12500000,
                    CLEAN[DECLARED])
    yield delivered("100,000 rows of nobody, then a quote that is not closed", DECLARED,
                    CLEAN[DECLARED] + ",,,,\n" * 100000 + '"', CLEAN[DECLARED])
    yield delivered("100,000 quotes", DECLARED, CLEAN[DECLARED] + '"\n' * 100000)
    yield delivered("100,000 rows with a quote each", DECLARED, CLEAN[DECLARED] + '"""x\n' * 100000)
    yield delivered("a header twice", DECLARED, CLEAN[DECLARED].replace("上年同期", "本年1-3月产值"))
    yield delivered("a column less", DECLARED, CLEAN[DECLARED].replace("上年同期", "上年"))
    yield delivered("no column of codes", REGISTER, register.replace("统一社会信用代码", "代码"), None)
    yield delivered("a header with a zero-width space", REGISTER, register.replace("在库", "在库\u200b"))
    yield delivered("a header alone", DECLARED, HEADER + "\n", None)
    yield delivered("a list without its day", LIST, CLEAN[LIST].replace("2026-03-31", ""))
    yield delivered("a list of a day that is not", LIST, CLEAN[LIST].replace("2026-03-31", "2026-02-30"))
    yield delivered("a list of nobody's name", LIST, CLEAN[LIST].replace("连续生产企业", "某某企业"))
    yield delivered("a list that names a stranger", LIST, CLEAN[LIST] + "连续生产企业,91450200MA5K00013X\n",
        CLEAN[LIST])
    yield delivered("16,385 columns", DECLARED, "," * 16384 + "\n")
    for what, name in {"dots": "..规上名录_甲.csv", "a bidi control": "规上名录_\u202e.csv",
        "blanks": "规上名录_ .csv",
                       "255 bytes": "规上名录_" + "x" * 238 + ".csv", "a line": "规上名录_\n.csv",
                       "an option": "--store=x.csv", "a pattern": "规上名录_*.csv",
                           "an ESC": "规上名录_\x1b[2J.csv"}.items():
        yield delivered(f"a file name with {what}", name, register)
    yield delivered("a correction that is broken", "更正1_" + DECLARED, f"{HEADER}\n{FIRMS[0]},1,1,1,1,1\n")
    yield delivered("a correction of a huge number", "更正99999999999_" + DECLARED, CLEAN[DECLARED])
    yield delivered("a correction of nothing", "更正1_无.csv", "甲\n", False)


def dated():
    for what, day in {"31 February": "2026-02-31", "words": "三月", "slashes": "2026/02/01", "no zeros": "2026-2-1",
                      "a time": "2026-02-01T00:00:00", "the year 0": "0000-01-01", "the year 99999": "99999-01-01",
                      "full-width": "２０２６-02-01"}.items():
        yield delivered(f"a day: {what}", FIRST, CLEAN[FIRST].replace("2026-02-01", day))  # an empty cell would be 无
    for what, share in {"above 1": "1.5", "negative": "-1", "a word": "全部", "empty": ""}.items():
        yield delivered(f"a share: {what}", LINKS, CLEAN[LINKS].replace(f"{FIRMS[1]},1", f"{FIRMS[1]},{share}"),
                        "".join(CLEAN[LINKS].splitlines(keepends=True)[:2]))
    yield delivered("a link that ends before it begins", LINKS, CLEAN[LINKS].replace("1,2024-01-01,\n",
        "1,2024-01-01,2023-01-01\n"))
    yield delivered("a link to nobody", LINKS, CLEAN[LINKS] + "003,91450200MA5K00013X,1,2024-01-01,\n")
    yield delivered("an account twice on a day", LINKS, CLEAN[LINKS] + f"001,{FIRMS[1]},0.5,2024-01-01,\n")
    yield delivered("a day that is not, as a column", READINGS, CLEAN[READINGS].replace("2026-02-16", "2026-02-30"))
    yield delivered("a reading below zero", READINGS, CLEAN[READINGS].replace("300", "-300"),
        CLEAN[READINGS].replace("300", ""))
    yield delivered("a reading that differs from itself", READINGS, CLEAN[READINGS] + "002,301,400\n",
                    CLEAN[READINGS].replace("300", ""))
    yield delivered("readings of a stranger", READINGS, CLEAN[READINGS] + "009,301,400\n", CLEAN[READINGS])


def named():
    for what, text in TEXTS.items():
        yield delivered(f"the name of a firm: {what}", REGISTER,
                        CLEAN[REGISTER].replace(f"{FIRMS[0]},甲", f"{FIRMS[0]},{text}"), CLEAN[REGISTER])


GROUPS = [
    (20, "CSV", [*broken_rows(), *whole_files(), *dated()]),
    (23, "texts that would run somewhere", [*(cell(f"a figure: {what}", text) for what, text in CELLS.items()),
        *named()]),
]
assert pathlib.Path(LIUZHOU).is_dir()
