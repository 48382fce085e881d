"""Files whose rows are records: section 7 of docs/binding.md, and how corrections replace them (10.2)."""
from collections import defaultdict

from declared import YES_NO
from files import REFUSED, cell_of, complete, first_row_day, identifier_valid, layers, same, table
from sources import FIRST_ROW
from values import NOT_SAID, NOTHING, UNKNOWN, Number, Range, Truth, known, missing, none, said

NONE = object()  # 无


class RecordRows:
    def __init__(self, complete_):
        self.complete = complete_
        self.by_subject = {}

    @property
    def subjects(self):
        return self.by_subject.keys()

    def of(self, code):
        """The records of a subject; [] if it is known to have none; None if the list is missing."""
        return self.by_subject.get(code, [] if self.complete else None)


def records_of_source(folder, source, fields):
    originals, *corrections = layers(folder, source.pattern)
    days = [first_row_day(path, source.encoding) if source.day == FIRST_ROW else source.day for path in originals]
    result = RecordRows(bool(days) and all(complete(day) for day in days))
    for paths in [originals, *corrections]:
        rows = defaultdict(list)
        for path in paths:
            for row in table(path, source.header_row, source.encoding):
                code = row.get(source.code, "")
                if identifier_valid(code):
                    rows[code].append(row)
        for code, found in rows.items():
            result.by_subject[code] = records_from(found, source, fields)
    return result


def records_from(rows, source, fields):
    mapped = [*source.columns, *([source.paper] if source.paper else [])]
    texts = list(dict.fromkeys(tuple(row.get(column, "") for column in mapped) for row in rows))  # 7.3: once
    given = [dict(zip(mapped, cells)) for cells in texts if any(cells)]  # 7.2: an empty row declares none
    cells = [{column: read(source, fields, column, row[column]) for column in source.columns} for row in given]
    if source.paper:
        cells = one_for_each_paper(cells, [row[source.paper] for row in given], given)
    if source.merged_by:
        cells = merged(cells, source, fields)
    return [{name: value_of(kind, row.get(column_of(source, name))) for name, kind in fields.items()} for row in cells]


def field_of(source, column):
    target = source.columns[column]
    return target if isinstance(target, tuple) else (target, 1)


def column_of(source, field):
    return next((column for column in source.columns if field_of(source, column)[0] == field), None)


def read(source, fields, column, text):
    if (column, text) in source.words:
        return NONE
    name, scale = field_of(source, column)
    return cell_of(fields[name], text, scale=scale)


def one_for_each_paper(cells, papers, given):
    """7.7: the fields in which rows of one paper differ are refused."""
    by_paper, result = {}, []
    for row, paper, texts in zip(cells, papers, given):
        first = by_paper.get(paper) if paper else None
        if first is None:
            row = dict(row)
            result.append(row)
            if paper:
                by_paper[paper] = row, texts
            continue
        kept, kept_texts = first
        for column in kept:
            if kept_texts[column] != texts[column]:
                kept[column] = REFUSED
    return result


def merged(cells, source, fields):
    """7.6: numbers are added; other fields are one if they are equal or empty."""
    groups, result = {}, []
    for row in cells:
        key = tuple(row[column] for column in source.merged_by)
        if any(part is None or part is REFUSED for part in key):
            result.append(row)
            continue
        if key not in groups:
            groups[key] = []
            result.append(groups[key])
        groups[key].append(row)
    return [one_of_group(group, source, fields) if isinstance(group, list) else group for group in result]


def one_of_group(rows, source, fields):
    record = {}
    for column in source.columns:
        values = [row[column] for row in rows]
        if len(rows) > 1 and fields[field_of(source, column)[0]].name == "number":
            record[column] = sum_of(values)
            continue
        spoken = [value for value in values if value is not None]
        agree = all(same(spoken[0], value) for value in spoken)
        record[column] = None if not spoken else spoken[0] if agree else REFUSED
    return record


class AtLeast:
    """A sum of which a part is not known."""

    def __init__(self, low):
        self.low = low


def sum_of(values):
    there = [value for value in values if value is not None and value is not REFUSED]
    return sum(there) if len(there) == len(values) else AtLeast(sum(there))


def value_of(kind, cell):
    """A cell as a value of the clauses: missing if it is empty, refused or has no column."""
    if kind.name == "number":
        if isinstance(cell, AtLeast):
            return Number(kind.range.within(Range(cell.low, None)), {"missing"}, static=kind.range)
        if cell is NONE:
            return none(kind.range)
        return missing(kind.range) if cell is None or cell is REFUSED else known(cell, static=kind.range)
    if kind is YES_NO:
        return UNKNOWN if cell is None or cell is REFUSED else Truth(cell)
    if cell is NONE:
        return NOTHING
    return NOT_SAID if cell is None or cell is REFUSED else said(cell)
