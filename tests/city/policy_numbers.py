"""Which borders there are, read from policy.md and scenarios/assumed.md: thresholds, ends of tiers, caps, days."""
import re

# Numbers that are no border: rates, amounts, and what is only shared out.
PLAIN = re.compile(r"\d+(\.\d+)?\Z")
NO_BORDER = ("支持比例", "补助比例", "贴息率", "计息年", "奖励金额")
NOT_OF_AN_AWARD = ("总额",)


def rows_of(text):
    """(line number, cells) of every row of a table; None between tables."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("|"):
            yield number, [cell.strip() for cell in line.strip().strip("|").split("|")]
        else:
            yield number, None if not line.startswith("#") else line


def parameters(award, name, unit, value):
    if name in NO_BORDER:
        return
    if PLAIN.match(value):
        yield award, value, unit
    if found := re.match(r"\[(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)\]", value):
        yield award, found[1], ""
        yield award, found[2], ""


def of_policy(text):
    award = header = None
    for number, cells in rows_of(text):
        if cells is None or isinstance(cells, str):
            header = None
            if cells and (found := re.search(r"\{#([\w.]+)\}", cells)):
                award = found[1]
            continue
        if header is None:
            header = cells
        elif header[0] == "参数" and not set(cells[0]) <= set("-"):
            for border in parameters(award, cells[0], cells[1], cells[2]):
                yield *border, f"policy.md:{number}"


def unit_of(title):
    found = re.search(r"\[(.+)\]", title)
    return found[1] if found else ""


# A column whose unit is that of its record; and what is no quantity.
UNITS = {"智慧化等级": None, "困难": None, "有重大项目": None, "林纸类别": None}


def of_scenario(text):
    header = award = None
    for number, cells in rows_of(text):
        if cells is None or isinstance(cells, str):
            header = None
            continue
        if header is None:
            header = cells
            found = re.match(r"(?:U|C>|C\+) ([\w.]+)\.", header[0])
            award = found[1] if found else None
            continue
        if set(cells[0]) <= set("-"):
            continue
        where = f"assumed.md:{number}"
        if header[0] == "替换":
            for target in cells[0].split(","):
                name = target.strip()
                if name.startswith(NOT_OF_AN_AWARD):
                    continue
                of_award, parameter = name.rsplit(".", 1)
                for border in parameters(of_award, parameter, cells[1], cells[2]):
                    yield *border, where
            continue
        for title, cell in zip(header[1:], cells[1:]):
            if title.startswith("依据") or award is None:
                continue
            if title.startswith("→"):
                # A cap inside an amount, and the thresholds a table gives.
                for cap in re.findall(r"(?<!\* )\b(\d+)元[,)]", cell):
                    if cap != "0" and "min(" in cell:
                        yield award, cap, "元", where
                if "奖励金额" not in title and "分" not in title and PLAIN.match(cell):
                    yield award, cell, unit_of(title), where
            elif UNITS.get(title.split(" ")[0], "") is not None:
                for end in re.findall(r"\d+", cell):
                    yield award, end, unit_of(title), where


# Ranks and grades are held by another check; a quantity without a unit in its title is counted in that of its product.
ELSEWHERE = {"4.2", "3.9b"}


def borders(package):
    found = list(of_policy((package / "policy.md").read_text(encoding="utf-8")))
    found += of_scenario((package / "scenarios" / "assumed.md").read_text(encoding="utf-8"))
    for award, number, unit, line in found:
        if award not in ELSEWHERE:
            yield award, number, unit, line
