"""Electricity of a firm: links, daily readings, monthly bills (sections 4, 5, 6, 8 of docs/binding.md).

Readings are kept as whole hundredths of a kilowatt-hour.
"""
import calendar
import datetime
import re
from collections import defaultdict
from fractions import Fraction

from files import NUMBER, WITHDRAWN, day_of, layers, rows_of, table
from values import NOT_NEGATIVE, Number, Range, none

ONE_DAY = datetime.timedelta(1)
READING = re.compile(r"([0-9]+)(?:\.([0-9]*?)0*)?估?\Z")
NOT_READ = None


def hundredths(text):
    match = READING.match(text)
    if not match or text.rstrip("估").endswith(".") or match.group(2) and len(match.group(2)) > 2:
        return NOT_READ
    return int(match.group(1)) * 100 + int((match.group(2) or "").ljust(2, "0"))


class Link:
    def __init__(self, firm, share, first, last):
        self.firm, self.share, self.first, self.last = firm, share, first, last

    def covers(self, day):
        return self.first <= day <= self.last


class Power:
    def __init__(self, folder, firms):
        self.links = {}  # account -> [Link]
        for paths in layers(folder, "户号归属.csv"):
            self.links.update(self.read_links(paths, firms))
        self.accounts = defaultdict(set)
        for account, links in self.links.items():
            for link in links:
                self.accounts[link.firm].add(account)
        self.readings, self.bills = {}, {}
        for paths in layers(folder, "日冻结_*.csv"):
            self.readings.update(self.read_days(paths))
        for paths in layers(folder, "账单_*.csv"):
            self.bills.update(self.read_bills(paths))
        self.totals = {}

    # ---- files ----

    @staticmethod
    def read_links(paths, firms):
        links = defaultdict(list)
        for path in paths:
            for row in table(path):
                rows = links[row["户号"]]  # a refused row is as if not there, but a correction speaks of its account
                share = Fraction(row["份额"]) if NUMBER.match(row["份额"]) else None
                first = day_of(row["起"])
                last = day_of(row["止"]) if row["止"] else datetime.date.max
                if share is None or not 0 <= share <= 1 or not first or not last or last < first:
                    continue
                if row["代码"] in firms:
                    rows.append(Link(row["代码"], share, first, last))
        return links

    @staticmethod
    def read_days(paths):
        """(account, day) -> hundredths or NOT_READ; a reading that is given twice must be the same."""
        readings = {}
        for path in paths:
            rows = rows_of(path)
            header = rows[2]
            account_at = header.index("户号")
            days = [(place, day_of(name)) for place, name in enumerate(header) if day_of(name)]
            for row in rows[3:]:
                if not any(row):
                    continue
                for place, day in days:
                    cell = row[place] if place < len(row) else ""
                    if cell:
                        value = hundredths(cell)
                        key = row[account_at], day
                        readings[key] = value if readings.get(key, value) == value else NOT_READ
        return readings

    @staticmethod
    def read_bills(paths):
        """(account, year, month) -> hundredths or NOT_READ."""
        bills = {}
        for path in paths:
            for row in table(path, encoding="gb18030"):
                month = re.match(r"([0-9]{4})-(0[1-9]|1[0-2])\Z", row["月份"])
                text = row["电量"]
                if not month or not text:
                    continue
                value = NOT_READ
                if NUMBER.match(text) and text != WITHDRAWN:
                    exact = Fraction(text) * 10_000 * 100
                    value = int(exact) if exact.denominator == 1 and exact >= 0 else NOT_READ
                key = row["户号"], int(month.group(1)), int(month.group(2))
                bills[key] = value if bills.get(key, value) == value else NOT_READ
        return bills

    # ---- a day, a month, a window: (sum of what is there, open?) or None for 无 ----

    def shares_on(self, firm, day):
        """[(account, share)] of the firm that day; share None: in doubt."""
        found = []
        for account in self.accounts[firm]:
            covering = [link for link in self.links[account] if link.covers(day)]
            mine = [link for link in covering if link.firm == firm]
            if mine:
                whole = sum(link.share for link in covering) == 1
                overlap = len({link.firm for link in covering}) < len(covering)
                found.append((account, mine[0].share if whole and not overlap else None))
        return found

    def day(self, firm, day, without=()):
        shares = [(account, share) for account, share in self.shares_on(firm, day) if account not in without]
        if not shares:
            return None
        if any(share is None for _, share in shares):
            return 0, True
        total, open_ = 0, False
        for account, share in shares:
            reading = self.readings.get((account, day), NOT_READ)
            if reading is NOT_READ:
                open_ = True
            else:
                total += reading if share == 1 else reading * share
        return total, open_

    def whole_month_share(self, firm, account, days):
        """The share of an account linked to the firm all month and never in doubt, else None."""
        shares = {dict(self.shares_on(firm, day)).get(account) for day in days}
        return shares.pop() if len(shares) == 1 else None

    def month_by_bills(self, firm, year, month):
        """The month with bills in place of days, or None if no bill is usable."""
        days = days_of(datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1]))
        total, billed = 0, set()
        for account in self.accounts[firm]:
            bill = self.bills.get((account, year, month), NOT_READ)
            if bill is NOT_READ or all(self.readings.get((account, day), NOT_READ) is not NOT_READ for day in days):
                continue
            share = self.whole_month_share(firm, account, days)
            if share is not None:
                total += bill * share
                billed.add(account)
        if not billed:
            return None
        open_ = False
        for day in days:
            part = self.day(firm, day, billed)
            if part:
                total, open_ = total + part[0], open_ or part[1]
        return total, open_

    def total(self, firm, first, last):
        key = firm, first, last
        if key not in self.totals:
            self.totals[key] = self.work_out(firm, first, last)
        return self.totals[key]

    def work_out(self, firm, first, last):
        total, open_, there = 0, False, False
        day = first
        while day <= last:
            month_end = datetime.date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
            part = None
            if day.day == 1 and month_end <= last:
                part = self.month_by_bills(firm, day.year, day.month)
            if part:
                day = month_end
            else:
                part = self.day(firm, day)
            if part:
                total, open_, there = total + part[0], open_ or part[1], True
            day += ONE_DAY
        if not there:
            return none(NOT_NEGATIVE)
        low = Fraction(total, 100) if isinstance(total, int) else total / 100
        return Number(Range(low, None if open_ else low), {"gap"}, static=NOT_NEGATIVE)


def days_of(first, last):
    return [first + datetime.timedelta(day) for day in range((last - first).days + 1)]
