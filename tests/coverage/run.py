#!/usr/bin/env python3
"""What `jixiang test` must notice: the Liuzhou package is covered whole, and each spoilt copy of it is not.

COMMON are the situations that people argue about at a counter; each must stand in the package as a case and pass.
SPOILT are edits of a copy, and words that the report must then hold.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ.get("JIXIANG_ROOT", pathlib.Path(__file__).resolve().parents[2]))
JIXIANG = os.environ.get("JIXIANG", str(ROOT / "build" / "jixiang"))

# (award or "", name of the case)
COMMON = [
    ("2.1", "恰好5%"), ("2.1", "上年增速仅0.1%"),                      # growth exactly 5 %, last year's just above 0
    ("2.1", "显示5.0%实4.96%"),                                        # 4.96 % is shown as 5.0 % and is none
    ("2.1", "上年零增长"), ("2.2", "上年零增长"), ("2.3", "上年零增长"),  # in none of the three
    ("2.3", "背景"),                                                   # no figure two years ago, exactly 10 million
    ("2.2", "上年停产"),                                               # last year 0: a person decides
    ("1.2", "恰好九成"),
    ("1.1", "缺基期一日"),                                             # one of 16 days missing is not 0
    ("1.2", "有色企业日均九成"), ("1.1", "有色企业看两高名单"),
    ("1.2", "电炉钢企业不在连续名单"), ("1.1", "电炉钢企业看两高名单"),
    ("5.1a", "超过封顶"),                                              # booth fee 300,000
    ("5.2", "恰好8%并封顶"),                                           # +8.0 %, increment 12 million
    ("5.2", "一增一减"),                                               # two makers, one up, one down
    ("5.1b", "规下企业办订货会费用八万"), ("5.1a", "规下企业"),
    ("", "市里五万区里十万"),                                          # city 50,000, region 100,000, same kind
    ("", "节假日需求一点二倍"),                                        # demand 120 % of the block
]

SPOILT = [
    ("a condition no longer seen open", r"\| 规上未核 \|.*\n", "", 1, ["未覆盖 1.1 条件 1", "未定"]),
    ("a table row no longer hit", r"\| 五亿元以上增两成 \| \| \| 600000 .*\n", "", 1, ["未覆盖 2.1 表行 增产奖励 12"]),
    ("a cap that no longer decides", r"\| 封顶二十万 \|.*\n", "", 1, ["未覆盖 1.1 封顶", "200000元"]),
    ("a relation seen one way only", r"\| 春节用电区里更高 \|.*\n", "", 1, ["未覆盖 c11.3 关系 1.1", "对方高"]),
    ("a block that is always enough", r"\| 金融需求一点二倍 .*\n\| \| 企2 .*\n", "", 1, ["未覆盖 c11.1 额度 金融", "超出"]),
    ("an option never taken", r"\| 付给销售公司 \|.*\n", "", 1, ["未覆盖 6 口径 收款人口径 = 销售公司"]),
    ("an excuse for what a case shows", r"(\| 奖金 4 \| 命中)", r"| 奖金 3 | 命中 | 说不出 |\n\1", 1,
     ["已过时 4.2 未覆盖 奖金 3"]),
    ("an excuse for what is not there", r"(\| 奖金 4 \| 命中)", r"| 奖金 9 | 命中 | 说不出 |\n\1", 1,
     ["已过时 4.2 未覆盖 奖金 9"]),
    ("an excuse without a reason", r"\| 奖金 4 \| 命中 \|.*\|", "| 奖金 4 | 命中 | |", 1, ["理由"]),
    ("tiers that fall", r"\| 3 \| \[5000\.\.10000\) \| 200000", "| 3 | [5000..10000) | 50000", 1,
     ["未覆盖 3.1a 阶梯 总投资"]),
]


# What the draft leaves to whoever carries it out; each must be named as open, or as a provisional reading.
LEFT_OPEN = """
取整 零增速 零基数 月账单 基准日口径 行业认定 负面清单 比较期间
1.1.增量奖补 1.1.无基期 1.1.自发自用 1.1.共用户号 1.1.两高范围 1.2.等字 1.2.安全前提
2.1.标准.产值门槛 2.1.标准.最低增速 2.1.困难行业名录 2.1.降标范围 2.1.增产奖励
2.2.产值门槛 2.2.停产恢复 2.2.恢复生产奖励 2.3.释放产能奖励
3.1a.项目规模 3.1b.存量企业 c3.3.本市 3.3a.三项关系 3.3a.产值要求 3.3b.支持比例 3.3b.投资期间 3.4.整机 3.4.累计期间
3.5.项目规模 3.7.两项均增 3.7.多产品 c3.8.服务计值 3.8b.设备和服务 3.9b.等级方向 3.9b.含更高等级 3.11.分类 c3.13.是否设奖
4.1.阶梯 4.1.投资口径 4.1.重点项目 4.2.名额 4.2.得分 4.2.奖金 4.2.完成情况 4.2.并列办法
c5.1.大型展会 c5.1.封顶口径 c5.1.活动期间 c5.1.含税 5.2.销售期间 5.2.上限口径 5.2.销售额含税 5.2.龙头企业
6.支持比例 6.新公司基数 6.收款人口径 6.销售额含税 7.贴息率 7.贴息上限.年度上限 8.奖励金额 8.收入年度 8.再入统
总额.额 总额.超出时 节假日.额 c11.1.市县分担 c11.1.申报期限 c11.3.同类办法 c11.3.同类型 c11.3.不可同时申报
""".split()


def run(package, *options):
    return subprocess.run([JIXIANG, "test", str(package), *options], capture_output=True, text=True, check=False)


def copy(scratch):
    target = pathlib.Path(scratch) / "policies"
    shutil.copytree(ROOT / "policies", target)
    return target / "liuzhou-2026q1"


def spoil(package, pattern, replacement, count):
    for name in ("policy.md", "scenarios/assumed.md"):
        path = package / name
        text = path.read_text(encoding="utf-8")
        spoilt, done = re.subn(pattern, replacement, text, count=count)
        if done:
            path.write_text(spoilt, encoding="utf-8")
            return True
    return False


def checks():
    whole = run(ROOT / "policies" / "liuzhou-2026q1", "--json")
    yield "the package passes", whole.returncode == 0, whole.stderr
    report = json.loads(whole.stdout)
    passed = {(case["award"], case["name"]) for case in report["cases"] if case["outcome"] == "passed"}
    for award, name in COMMON:
        yield f"case {award} {name}", (award, name) in passed, "no such case, or it fails"
    covered = report["coverage"]
    yield "covered whole", covered["wanted"] == covered["shown"] + covered["listed"], str(covered["wanted"])
    yield "every excuse has a reason", all(item["reason"] for item in covered["items"] if item["listed"]), ""
    borders = report["borders"]
    yield "no border gives way", report["faults"] == 0 and len(borders) > 100, str(len(borders))
    ninety = [b for b in borders if b["award"] == "1.2" and b["figure"] == "用电量 2026-02-28"]
    verdicts = [[at["verdict"] for at in (b["below"], b["on"], b["above"])] for b in ninety]
    yield "the border of nine tenths", verdicts == [["no", "yes", "yes"]], str(ninety)
    said = subprocess.run([JIXIANG, "check", str(ROOT / "policies" / "liuzhou-2026q1"), "--json"], capture_output=True,
                          text=True, check=False)
    warned = {problem["tag"] for problem in json.loads(said.stderr)["problems"]}
    yield "check knows of no option without a case or a reason", "P2" in warned and "S1" not in warned, str(warned)
    named = {point["name"] for point in json.loads(said.stdout)["open_points"]}
    yield "everything left open is named", not set(LEFT_OPEN) - named, str(sorted(set(LEFT_OPEN) - named))
    other = run(ROOT / "policies" / "malta-micro-invest")
    yield "the package of another place passes", other.returncode == 0, other.stdout[-2000:]
    for name, pattern, replacement, count, words in SPOILT:
        with tempfile.TemporaryDirectory() as scratch:
            package = copy(scratch)
            if not spoil(package, pattern, replacement, count):
                yield name, False, "the edit finds nothing to change"
                continue
            done = run(package)
            said = done.stdout + done.stderr
            yield name, done.returncode != 0 and all(word in said for word in words), said[-2000:]


def main():
    if not pathlib.Path(JIXIANG).exists():
        print("SKIP: there is no jixiang to run")
        return 0
    failed = total = 0
    for name, good, output in checks():
        total += 1
        failed += not good
        if not good:
            print(f"FAIL {name}\n{output}")
    print(f"{total - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
