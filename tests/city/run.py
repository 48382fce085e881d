#!/usr/bin/env python3
# plain build only
"""Holds the synthetic city to what docs/city.md promises, by the delivered files and by the answers of `assess`.

What is checked is the list CHECKS at the end; each function yields what is wrong. borders.csv says who stands at which
border; figures.py reads the same figure again from the delivered files, policy_numbers.py reads from the policy and the
scenario which borders there are; dirt.py counts dirt, size.py is about calibration.
"""
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

import codes
import dirt
import figures
import policy_numbers
import size
from files import City

ROOT = pathlib.Path(os.environ.get("JIXIANG_ROOT") or pathlib.Path(__file__).resolve().parents[2])
JIXIANG = pathlib.Path(os.environ.get("JIXIANG", str(ROOT / "build" / "jixiang")))
PACKAGE = ROOT / "policies" / "liuzhou-2026q1"
ENTITLED = {"yes", "enter", "stay"}
VERDICTS = {"yes", "no", "needs_data", "pending", "manual"}
# Borders that the awards themselves do not show: what the region pays is set off when the city pays.
SET_OFF = {"regional_festival", "regional_continuous", "regional_grown", "regional_founded"}


def every_row_says_it_is_synthetic(city, answers):
    for name in city.names:
        header, *rows = city.table(name)
        if header[-1] != "数据性质":
            yield f"{name}: the last column is {header[-1]}"
        wrong = [row for row in rows if row[-1] != "合成"]
        if wrong or not rows:
            yield f"{name}: {len(wrong)} of {len(rows)} rows do not say 合成"


def names_are_invented(city, answers):
    for name in city.names:
        header, *rows = city.table(name)
        for place, title in enumerate(header):
            if title in ("企业名称", "销方名称", "借款人名称"):
                real = [row[place] for row in rows if row[place] and not row[place].startswith("合成企业")]
                if real:
                    yield f"{name}: {real[0]}"


def every_figure_stands_where_borders_csv_says(city, answers):
    for row in city.borders:
        found, expected = figures.of(city, row["what"], row["subject"]), int(row["figure"])
        if found != expected:
            where = " ".join(row[title] for title in ("award", "what", "border", "side", "subject"))
            yield f"{where}: {found}, not {expected}"


def triples(city):
    """(award, what, border) -> {side: subjects}"""
    found = defaultdict(lambda: defaultdict(list))
    for row in city.borders:
        found[row["award"], row["what"], row["border"]][row["side"]].append(row["subject"])
    return found


def every_border_decides(city, answers):
    """Below, on and above are three subjects, and their answers are not all the same."""
    for (award, what, border), sides in triples(city).items():
        if set(sides) != {"below", "on", "above"}:
            yield f"{award} {what} {border}: only {', '.join(sides)}"
            continue
        for three in zip(sides["below"], sides["on"], sides["above"]):
            told = [answers["assumed"].get((award, subject)) for subject in three]
            if None in told:
                yield f"{award} {what} {border}: not answered: {three}"
            elif what not in SET_OFF and len(set(told)) == 1:
                yield f"{award} {what} {border}: below, on and above all get {told[0]}: {three}"


def every_number_of_the_policy_is_a_border(city, answers):
    there = {(row["award"], row["border"], row["unit"]) for row in city.borders}
    for award, number, unit, line in policy_numbers.borders(PACKAGE):
        if (award, number, unit) not in there:
            yield f"{line}: {award}: nobody stands at {number} {unit}"


def every_rank_and_grade_is_there(city, answers):
    prizes = sorted(answer[1] for (award, _), answer in answers["assumed"].items()
                    if award == "4.2" and answer[0] in ENTITLED)
    if prizes != [200000000, 200000000, 300000000]:
        yield f"4.2: prizes {prizes}: a first, and two tied for second before one without a prize, are wanted"
    header, *rows = city.table("等级_化工园区.csv")
    for column, grades in (("智慧化评价", ("提升级以下", "提升级", "提升级以上", "未评价", "")),
                           ("竞争力评价", ("一级", "二级", "三级", "未评价"))):
        seen = {row[header.index(column)] for row in rows}
        for grade in set(grades) - seen:
            yield f"3.9b: no park has {column} {grade}"


def every_award_has_a_plausible_number(city, answers):
    for award, (least, most) in size.ENTITLED.items():
        count = sum(one == award and answer[0] in ENTITLED for (one, _), answer in answers["assumed"].items())
        if not least <= count <= most:
            yield f"{award}: {count} are entitled; {least} to {most} would be plausible"


def the_readmes_show_these_answers(city, answers):
    """The rows of the table near the top of both READMEs, figure by figure."""
    columns = ("yes", "no", "needs_data", "pending", "manual")
    for readme in ("README.md", "README.zh-CN.md"):
        rows = re.findall(r"^([12]\.\d) \S+ +企业 1350 +(.*)$", (ROOT / readme).read_text(encoding="utf-8"), re.M)
        if len(rows) < 2:
            yield f"{readme}: its table was not found"
        for award, shown in rows:
            told = [answer[0] for (one, _), answer in answers["published"].items() if one == award]
            counts = [str(told.count(verdict)) for verdict in columns]
            if shown.split()[:5] != counts:
                yield f"{readme}: {award}: shows {shown.split()[:5]}, the program says {counts}"


def all_verdicts_appear(city, answers):
    seen = {answer[0] for told in answers.values() for answer in told.values()}
    for verdict in sorted(VERDICTS - seen):
        yield f"nobody is told {verdict}"


def every_kind_of_dirt_is_there(city, answers):
    for kind, count in dirt.dirt(city).items():
        if not count:
            yield f"no {kind}"


def only_spoiled_codes_fail_their_check(city, answers):
    """A code that fails stands beside a good one that differs from it in the last sign alone."""
    good = {code[:17] for code in city.codes if codes.is_good(code)}
    bad = {code for code in city.codes if not codes.is_good(code)}
    for code in bad:
        if code[:17] not in good:
            yield f"{code}: fails its check, and no good code is like it"
    if not bad:
        yield "no code fails its check"


def the_city_is_calibrated(city, answers):
    yield from size.uncalibrated(city)


CHECKS = [  # of a city of any seed
    every_row_says_it_is_synthetic,
    names_are_invented,
    every_figure_stands_where_borders_csv_says,
    every_border_decides,
    every_number_of_the_policy_is_a_border,
    every_rank_and_grade_is_there,
    all_verdicts_appear,
    every_kind_of_dirt_is_there,
    only_spoiled_codes_fail_their_check,
]
OF_THE_USUAL_CITY = [
    every_award_has_a_plausible_number,
    the_city_is_calibrated,
    the_readmes_show_these_answers,
]


def answers_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(row["award"], row["subject"]): (row["verdict"], int(row["least_fen"]), row["most_fen"])
                for row in csv.DictReader(file)}


def assessed(city, folder):
    answers = {}
    for name, options in (("published", []), ("assumed", ["--scenario", "assumed"])):
        table = folder / f"{name}.csv"
        # Exit code 1 tells of cells that were not taken; those are part of the city.
        subprocess.run([JIXIANG, "assess", PACKAGE, "--facts", city.folder, "--csv", table, *options],
                       check=False, capture_output=True)
        answers[name] = answers_of(table)
    return answers


def failed_checks(title, options, checks):
    with tempfile.TemporaryDirectory() as scratch:
        folder, failed = pathlib.Path(scratch), 0
        subprocess.run([JIXIANG, "synth", "--out", folder / "city", *options], check=True, capture_output=True)
        city = City(folder / "city")
        answers = assessed(city, folder)
        for check in checks:
            wrong = list(check(city, answers))
            failed += bool(wrong)
            print(f"{'FAIL' if wrong else 'ok  '} {title}: {check.__name__.replace('_', ' ')}")
            for line in wrong[:40]:
                print(f"    {line}")
    return failed


def main():
    if not JIXIANG.exists():
        print(f"SKIP: no program at {JIXIANG}")
        return 77
    failed = failed_checks("1,350 enterprises", [], CHECKS + OF_THE_USUAL_CITY)
    failed += failed_checks("600, another seed", ["--enterprises", "600", "--seed", "7"], CHECKS)
    print(f"{2 * len(CHECKS) + len(OF_THE_USUAL_CITY) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
