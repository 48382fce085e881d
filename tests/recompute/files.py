"""How delivered files are read, cell by cell: sections 1 and 2 of docs/binding.md, and identifiers (3.1)."""
import csv
import datetime
import io
import pathlib
import re
from fractions import Fraction

from declared import YES_NO
from values import Range

BLANKS = " \t\r\n\v\f\u3000"


REFERENCE_DAY = datetime.date(2026, 3, 31)  # 基准日


def files(folder, pattern):
    return sorted(folder.glob(pattern), key=lambda path: path.name.encode())


def layers(folder, pattern):
    """[files as delivered, files of correction 1, of correction 2, …] (section 10)."""
    corrections = {}
    for path in files(folder, f"更正*_{pattern}"):
        match = re.match(r"更正([0-9]+)_(.*)", path.name)
        if match and pathlib.PurePath(match.group(2)).match(pattern):
            corrections.setdefault(int(match.group(1)), []).append(path)
    return [files(folder, pattern)] + [corrections[number] for number in sorted(corrections)]


def rows_of(path, encoding="utf-8-sig"):
    text = path.read_bytes().decode(encoding)
    return [[cell.strip(BLANKS) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def table(path, header_row=1, encoding="utf-8-sig"):
    """Rows as dictionaries by header; empty rows are skipped, cells that are not there are empty."""
    rows = rows_of(path, encoding)
    header = rows[header_row - 1]
    return [dict(zip(header, row + [""] * (len(header) - len(row)))) for row in rows[header_row:] if any(row)]


def first_row_day(path, encoding="utf-8-sig"):
    """The day in a first row `截至,YYYY-MM-DD`, or None."""
    first = rows_of(path, encoding)[0]
    return day_of(first[1]) if len(first) > 1 and first[0] == "截至" else None


def complete(day):
    return day is not None and day >= REFERENCE_DAY


# ---- identifiers ----

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]


def identifier_valid(code):
    """统一社会信用代码: 18 signs, the check digit of the organisation (sign 17) and of the whole (sign 18)."""
    if len(code) != 18 or any(sign not in SIGNS for sign in code):
        return False
    check = 11 - sum(int(sign, 36) * weight for sign, weight in zip(code[8:16], WEIGHTS)) % 11
    if code[16] != {10: "X", 11: "0"}.get(check, str(check)):
        return False
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return code[17] == SIGNS[(31 - total % 31) % 31]


# ---- cells ----

REFUSED = object()
WITHDRAWN = "（撤回）"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
BOUND = re.compile(r"(>=|<=|>|<) ?(-?[0-9]+(?:\.[0-9]+)?)\Z")


def day_of(text):
    """A day that exists, written YYYY-MM-DD, or None."""
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def figure_of(kind, text, scale):
    """In the fact's unit, or None: not a number, or too many decimals."""
    value = Fraction(text) * scale if NUMBER.match(text) else None
    return value if value is not None and (value * 10 ** kind.places).denominator == 1 else None


def cell_of(kind, text, bounds=False, scale=1):
    """None (empty), a value, a Range (a bound) or REFUSED. `scale` leads from the file's unit to the fact's."""
    if text == "":
        return None
    if kind.name == "number":
        match = BOUND.match(text) if bounds else None
        if match:
            end = figure_of(kind, match.group(2), scale)
            if end is None:
                return REFUSED
            end, sign = end * kind.scale, match.group(1)
            return Range(end, None, sign == ">") if sign[0] == ">" else Range(None, end, False, sign == "<")
        value = figure_of(kind, text, scale)
        return REFUSED if value is None or not kind.range_in_unit.holds(value) else value * kind.scale
    if kind is YES_NO:
        return {"是": True, "否": False, "yes": True, "no": False}.get(text, REFUSED)
    if kind.name == "day":
        return day_of(text) or REFUSED
    if kind.name == "year":
        return text if re.match(r"[0-9]{4}\Z", text) else REFUSED
    return text if kind.options is None or text in kind.options else REFUSED


def same(one, other):
    if isinstance(one, Range) and isinstance(other, Range):
        return one.key() == other.key()
    return type(one) is type(other) and one == other and one is not REFUSED


class Column:
    """What one source says of one fact: subject -> what all its rows say together (section 3.2)."""

    def __init__(self):
        self.said = {}

    def add(self, subject, cell):
        if cell is None:
            return
        if subject in self.said and not same(self.said[subject], cell):
            cell = REFUSED
        self.said[subject] = cell
