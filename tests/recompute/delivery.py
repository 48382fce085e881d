"""A folder of delivered files as the facts of its subjects: sections 3, 4 and 7 of docs/binding.md.

Delivery reads the folder once; SubjectFacts answers the clauses' questions about one subject.
"""
import functools
import pathlib
from collections import defaultdict

from declared import FACTS, LISTS, RECORDS as FIELDS, YES_NO
from files import REFUSED, WITHDRAWN, Column, cell_of, complete, first_row_day, identifier_valid, layers, table
from power import Power
from records import records_of_source
from sources import BOUNDS, FIRST_ROW, LISTS_OF_RECORDS, SUBJECTS_ONLY
from sources import FACTS as FACT_SOURCES, RECORDS as RECORD_SOURCES
from values import (FALSE, NO_LIST, NOT_SAID, NOTHING, TRUE, UNKNOWN, Number, Range, Truth, is_text, known, missing,
                    none, records, said)

COMMON = pathlib.Path(__file__).resolve().parents[2] / "policies/common"
TRADES = {row["code"] for row in table(COMMON / "gbt4754_industries.csv") if row["level"] == "class"}
QUARTER_BEFORE = "2025Q4"
OWN_PACKAGE = "柳州市2026年一季度推动工业稳增长政策措施（征求意见稿）"  # 名称; it has no 文号 yet


class FactSource:
    """What one source says: column -> Column of figures, bounds and meanings of words (fact, Range or None for 无)."""

    def __init__(self, folder, source):
        self.source = source
        self.rows = set()  # subjects that have a row
        originals, *corrections = layers(folder, source.pattern)
        self.complete = bool(originals) and all(complete(self.day_of(path)) for path in originals)
        self.columns = self.read(originals)
        for paths in corrections:
            for name, column in self.read(paths, correction=True).items():
                self.columns[name].said.update(column.said)

    def day_of(self, path):
        return first_row_day(path, self.source.encoding) if self.source.day == FIRST_ROW else self.source.day

    def read(self, paths, correction=False):
        source, columns = self.source, defaultdict(Column)
        named = {*source.columns, *(column for column, _ in source.words)}
        for path in paths:
            for row in table(path, source.header_row, source.encoding):
                code = row.get(source.code, "")
                if not code or source.kind == "企业" and not identifier_valid(code):
                    continue
                self.rows.add(code)
                for column in named:
                    text = row.get(column, "")
                    cell = self.cell(column, text)
                    if text == "" and not correction and self.blank_says_none(column, path):
                        cell = source.columns[column], None
                    if correction and text and cell is None or text == WITHDRAWN:
                        cell = REFUSED  # says nothing itself, and what it corrects no longer speaks
                    columns[column].add(code, cell)
        return columns

    def blank_says_none(self, column, path):
        """空格 无: in a file that is complete, an empty cell of a subject is 无 (section 3.7)."""
        return self.source.columns.get(column) in self.source.none_if_absent and complete(self.day_of(path))

    def cell(self, column, text):
        if (column, text) in self.source.words:
            return self.source.words[column, text]
        if column not in self.source.columns:
            return None
        fact = self.source.columns[column]
        cell = cell_of(FACTS[fact], text, fact in BOUNDS)
        return REFUSED if fact == "行业代码" and cell and cell not in TRADES else cell

    def said(self, fact, subject):
        """What the cells about the fact say: (fact, Range) is a bound, (fact, None) is 无, all else a figure."""
        for name, column in self.columns.items():
            cell = column.said.get(subject)
            if cell is None or cell is REFUSED:
                continue
            if isinstance(cell, Range):
                cell = self.source.columns[name], cell
            if cell[0] == fact if isinstance(cell, tuple) else self.source.columns[name] == fact:
                yield cell

    def figure(self, fact, subject):
        return next((cell for cell in self.said(fact, subject) if not isinstance(cell, tuple)), None)

    def bounds(self, fact, subject):
        return [cell[1] for cell in self.said(fact, subject) if isinstance(cell, tuple) and cell[1]]

    def says_none(self, fact, subject):
        return any(isinstance(cell, tuple) and cell[1] is None for cell in self.said(fact, subject))

    def closes(self, fact, subject):
        """Does a complete register say something of a subject by not naming it (section 3.7)?"""
        if not (self.source.register and self.complete and fact in self.source.columns.values()):
            return None
        if fact in self.source.none_if_absent:
            return NOTHING if subject not in self.rows else None
        return FALSE if FACTS[fact] is YES_NO and subject not in self.rows else None


class Delivery:
    def __init__(self, folder):
        self.sources = [FactSource(folder, source) for source in FACT_SOURCES]
        self.record_lists = {name: records_of_source(folder, source, FIELDS[name])
                             for name, source in RECORD_SOURCES.items()}
        self.subjects = defaultdict(set)
        for source in self.sources:
            self.subjects[source.source.kind] |= source.rows
        for rows in self.record_lists.values():
            self.subjects["企业"] |= rows.subjects
        for source in SUBJECTS_ONLY:
            self.subjects["企业"] |= FactSource(folder, source).rows
        self.lists = self.read_lists(folder)
        self.power = Power(folder, self.subjects["企业"])

    def read_lists(self, folder):
        """name -> (day, codes). The later day counts alone; a correction replaces the whole list."""
        lists = {}
        for paths in layers(folder, "名单_*.csv"):
            layer = {}
            for path in paths:
                day, found = first_row_day(path), defaultdict(set)
                for row in table(path, 2):
                    found[row["名单名"]].add(row["代码"])
                for name, codes in found.items():
                    if name not in layer or (layer[name][0] or day) is None or day and (
                            layer[name][0] is None or layer[name][0] < day):
                        layer[name] = (day, codes)
            lists.update(layer)
        return lists

    def listed(self, name, code):
        if name not in self.lists:
            return UNKNOWN
        day, codes = self.lists[name]
        return TRUE if code in codes else FALSE if complete(day) else UNKNOWN

    @functools.cache
    def facts_of(self, kind):
        """[(code, facts)] in the order of the codes."""
        return [(code, SubjectFacts(self, kind, code)) for code in sorted(self.subjects[kind])]


def asked_once(question):
    """Many awards ask for one fact: its answer is kept beside the subject."""
    def ask(self, name):
        if (question, name) not in self.answered:
            self.answered[question, name] = question(self, name)
        return self.answered[question, name]
    return ask


class SubjectFacts:
    def __init__(self, delivery, kind, code):
        self.delivery, self.code, self.answered = delivery, code, {}
        self.sources = [source for source in delivery.sources if source.source.kind == kind]

    def figure(self, fact):
        for source in self.sources:
            figure = source.figure(fact, self.code)
            if figure is not None:
                return figure
        return None

    @asked_once
    def number(self, fact):
        declared, figure = FACTS[fact].range, self.figure(fact)
        if figure is not None:
            return known(figure, static=declared)
        bounds = [bound for source in self.sources for bound in source.bounds(fact, self.code)]
        range_ = declared
        for bound in bounds:
            range_ = range_ and range_.within(bound)
        if bounds and range_:  # an empty one is a conflict: as if no bound had been given
            return Number(range_, {"missing"}, static=declared)
        if any(source.says_none(fact, self.code) for source in self.sources):
            return none(declared)
        return missing(declared)

    @asked_once
    def yes(self, fact):
        if fact in LISTS:
            return self.delivery.listed(fact, self.code)
        figure = self.figure(fact)
        if figure is not None:
            return Truth(figure)
        return next(filter(None, (source.closes(fact, self.code) for source in self.sources)), UNKNOWN)

    @asked_once
    def text(self, fact):
        figure = self.figure(fact)
        if figure is not None:
            return said(figure)
        if any(source.says_none(fact, self.code) for source in self.sources):
            return NOTHING
        return next(filter(None, (source.closes(fact, self.code) for source in self.sources)), NOT_SAID)

    day = text

    @asked_once
    def records(self, name):
        return self.given_by_lists(name, self.delivery.record_lists[name].of(self.code))

    def given_by_lists(self, name, found):
        if name == "奖励台账" and found:  # own decisions are as if not there
            found = [row for row in found if not is_text(row["包"], OWN_PACKAGE).holds]
            found = found or self.delivery.record_lists[name].of(None)
        if found is None:
            return NO_LIST
        for list_name, (record, field, key) in LISTS_OF_RECORDS.items():
            if record == name:
                found = [{**row, field: self.key_listed(list_name, row[key])} for row in found]
        return records(found)

    def key_listed(self, list_name, key):
        return self.delivery.listed(list_name, *key.options) if key.options else UNKNOWN

    def listed_before(self, roster, roster_name):
        """上期在列 from 清单台账 (section 7.9)."""
        ledger = self.delivery.record_lists["清单台账"]
        found = ledger.of(self.code)
        if found is None:
            return UNKNOWN
        said_ = [row["在列"].holds for row in found
                 if is_text(row["期间"], QUARTER_BEFORE).holds
                 and (is_text(row["清单"], roster).holds or is_text(row["清单"], roster_name).holds)]
        if not said_:
            return FALSE if ledger.complete else UNKNOWN
        spoken = {holds for holds in said_ if holds is not None}
        return Truth(spoken.pop()) if len(spoken) == 1 else UNKNOWN

    def energy(self, first, last):
        return self.delivery.power.total(self.code, first, last)
