"""Reads the files of a city as text, knowing only what docs/city.md says of their form."""
import csv
import io

GB18030 = ("首次入统", "统计确认", "税务确认", "账单_", "项目入统", "配套销售", "更正1_配套销售")
HEADER_IN_ROW_3 = ("日冻结_", "更正1_日冻结")


def trimmed(text):
    return text.strip(" \t\u3000")


class City:
    def __init__(self, folder):
        self.folder = folder
        self.names = sorted(path.name for path in folder.iterdir())
        self.tables = {}
        self.indexes = {}
        self.borders = self.rows("borders.csv")

    def table(self, name):
        """Header and rows; what stands above the header is left out."""
        if name not in self.tables:
            encoding = "gb18030" if name.startswith(GB18030) else "utf-8-sig"
            text = (self.folder / name).read_bytes().decode(encoding)
            rows = list(csv.reader(io.StringIO(text, newline="")))
            if name.startswith(HEADER_IN_ROW_3):
                rows = rows[2:]
            elif rows[0][0] == "截至":
                rows = rows[1:]
            self.tables[name] = rows
        return self.tables[name]

    def rows(self, name):
        header, *rows = self.table(name)
        return [dict(zip(header, map(trimmed, row))) for row in rows]

    def of(self, name, subject):
        """The rows whose first cell is the subject's code."""
        if name not in self.indexes:
            index = self.indexes[name] = {}
            for row in self.rows(name):
                index.setdefault(next(iter(row.values())), []).append(row)
        return self.indexes[name].get(subject, [])

    @property
    def codes(self):
        """Every code of 18 signs that stands in a first or second column."""
        found = set()
        for name in self.names:
            for row in self.table(name)[1:]:
                found.update(code for code in map(trimmed, row[:2]) if len(code) == 18 and code[:2] == "91")
        return found
