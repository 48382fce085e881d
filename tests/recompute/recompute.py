#!/usr/bin/env python3
"""Judges a delivered city a second time, sharing nothing with src/, and compares.

    recompute.py FACTS [--published ANSWERS] [--assumed ANSWERS] [--each-award-pays]

ANSWERS is where `jixiang assess` wrote ANSWERS.json and ANSWERS.csv for the same folder, as published or under the
scenario. Every award and list is worked out for every subject; verdict, least and most must agree everywhere.
With --each-award-pays it is an error too if an award entitles, or a list takes, nobody under the scenario.

Written from the policy text, the semantics page and docs/binding.md alone. How to read it, in an evening:
values.py (what may be open, and how one reckons with it), parameters.py and its two tables, then the clauses
(clauses_1_2.py, clauses_3.py, clauses_4_8.py, rosters_10.py) beside policy.md, answers.py. How files become facts:
declared.py, sources.py, files.py, power.py, records.py, delivery.py. cases.py works out the examples of policy.md.
"""
import argparse
import csv
import json
import pathlib
import sys
from collections import Counter

import clauses_1_2
import clauses_3
import clauses_4_8
from answers import answer, roster_answer
from delivery import Delivery
from parameters import Parameters
from rosters_10 import ROSTERS

AWARDS = {**clauses_1_2.AWARDS, **clauses_3.AWARDS, **clauses_4_8.AWARDS}
ENTITLED = {"yes", "enter", "stay"}
OPEN = {"needs_data", "pending", "manual"}
SHOWN = 20


def judge(delivery, scenario):
    """{(award, subject): (verdict, least, most)}"""
    parameters, answers = Parameters(scenario), {}
    for award, (kind, decide) in AWARDS.items():
        for code, facts in delivery.facts_of(kind):
            answers[award, code] = answer(*decide(facts, parameters))
    for code, decided in clauses_4_8.awards_4_2(dict(delivery.facts_of("县区")), parameters).items():
        answers["4.2", code] = answer(*decided)
    for roster, (name, decide) in ROSTERS.items():
        for code, facts in delivery.facts_of("企业"):
            answers[roster, code] = roster_answer(facts.listed_before(roster, name), *decide(facts, parameters))
    return answers


def theirs(path):
    """The answers of the program: of a list 入列, 保留, 退出 or 不在列 where it is decided."""
    with path.with_name(path.name + ".json").open(encoding="utf-8") as file:
        awards = json.load(file)["awards"]
    return {(one["award"], one["subject"]): (verdict_of(one), one["least"], one["most"])
            for award in awards for one in award["answers"]}


def verdict_of(answer_):
    return answer_["verdict"] if answer_.get("listed", "open") == "open" else answer_["listed"]


def table_agrees(path, answers):
    """Does the table for people say what the answers say?"""
    with path.with_name(path.name + ".csv").open(encoding="utf-8-sig", newline="") as file:
        said = {(row["award"], row["subject"]): (row["verdict"], row["least_fen"], row["most_fen"])
                for row in csv.DictReader(file)}
    wanted = {key: (verdict, str(least), "" if most is None else str(most))
              for key, (verdict, least, most) in answers.items()}
    if said != wanted:
        print(f"differs: {path.name}: CSV and JSON, for {len([key for key in wanted if said.get(key) != wanted[key]])}")
    return said == wanted


def compare(title, mine, other):
    """Prints what differs and, award by award, what was compared; true if all agree."""
    different = [key for key in sorted(mine.keys() | other.keys()) if mine.get(key) != other.get(key)]
    shown = Counter()
    for key in different:
        shown[key[0]] += 1
        if shown[key[0]] <= SHOWN:
            print(f"differs: {title}: award {key[0]} {key[1]}: script {mine.get(key)}, program {other.get(key)}")
    print(f"{title}: award: compared, entitled or listed, open, differing")
    for award in sorted({key[0] for key in mine}, key=lambda one: [len(one.split(".")[0]), one.split(".")[0], one]):
        verdicts = Counter(answer[0] for key, answer in mine.items() if key[0] == award)
        print(f"  {award}: {verdicts.total()}, {sum(verdicts[one] for one in ENTITLED)}, "
              f"{sum(verdicts[one] for one in OPEN)}, {shown[award]}")
    return not different and bool(mine)


def never_entitled(answers):
    """Awards for which nothing would show if they were wrong."""
    seen = {award for (award, _), answer in answers.items() if answer[0] in ENTITLED}
    return sorted((AWARDS.keys() | ROSTERS.keys() | {"4.2"}) - seen)


def main():
    parser = argparse.ArgumentParser(description="judges a delivered city without the program")
    parser.add_argument("facts", type=pathlib.Path)
    parser.add_argument("--published", type=pathlib.Path, metavar="ANSWERS")
    parser.add_argument("--assumed", type=pathlib.Path, metavar="ANSWERS")
    parser.add_argument("--each-award-pays", action="store_true")
    arguments = parser.parse_args()
    delivery, good = Delivery(arguments.facts), True
    for scenario, path in ((None, arguments.published), ("assumed", arguments.assumed)):
        if path:
            mine = judge(delivery, scenario)
            good = compare(scenario or "as published", mine, theirs(path)) and table_agrees(path, mine) and good
            if scenario and arguments.each_award_pays and never_entitled(mine):
                print(f"FAILED: nobody is entitled, so little is shown, by: {', '.join(never_entitled(mine))}")
                good = False
    return good


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
