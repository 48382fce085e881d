#!/usr/bin/env python3
"""models.py FOLDER: writes three DMN models that are measured one evaluation at a time.

table3700.dmn  a FIRST table of 3,700 rules: 37 codes, each with 10 bands of x and 10 of y; every case hits one rule
cond5.dmn      one decision of five conditions
chain1000.dmn  1,000 decisions; each adds 1 to the one before it, or starts over at 100
"""
import os
import sys
from xml.sax.saxutils import escape

SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
CODES, BANDS, CHAIN = 37, 10, 1000


def definitions(name, body):
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="{SPACE}" id="{name}" name="{name}" '
            f'namespace="urn:bench:{name}">\n{body}</definitions>\n')


def input_data(name, kind):
    return (f'<inputData id="i_{name}" name="{name}"><variable id="v_{name}" name="{name}" typeRef="{kind}"/>'
            '</inputData>\n')


def decision(name, kind, inputs, decisions, body):
    needs = "".join(f'<informationRequirement id="n_{name}_{i}"><required{what} href="#{mark}_{of}"/>'
                    "</informationRequirement>"
                    for i, (what, mark, of) in enumerate([("Input", "i", n) for n in inputs] +
                                                         [("Decision", "d", n) for n in decisions]))
    return (f'<decision id="d_{name}" name="{name}"><variable id="w_{name}" name="{name}" typeRef="{kind}"/>'
            f"{needs}{body}</decision>\n")


def formula(name, text):
    return f'<literalExpression id="e_{name}"><text>{escape(text)}</text></literalExpression>'


def table():
    inputs = [("code", "string"), ("x", "number"), ("y", "number")]
    body = '<decisionTable id="t" hitPolicy="FIRST">' + "".join(
        f'<input id="c_{n}"><inputExpression id="f_{n}" typeRef="{k}"><text>{n}</text></inputExpression></input>'
        for n, k in inputs) + '<output id="o" name="rate" typeRef="number"/>\n'
    for rule in range(CODES * BANDS * BANDS):
        code, x, y = rule // (BANDS * BANDS), rule // BANDS % BANDS, rule % BANDS
        cells = (f'"C{code:04d}"', f"[{100 * x}..{100 * x + 100})", f"[{1000 * y}..{1000 * y + 1000})")
        body += f'<rule id="r{rule}">' + "".join(
            f'<inputEntry id="r{rule}_{i}"><text>{escape(c)}</text></inputEntry>' for i, c in enumerate(cells)) + (
            f'<outputEntry id="r{rule}_o"><text>{rule}</text></outputEntry></rule>\n')
    return definitions("table3700", "".join(input_data(*i) for i in inputs) + decision(
        "rate", "number", [n for n, _ in inputs], [], body + "</decisionTable>"))


def conditions():
    inputs = [("above_scale", "boolean"), ("two_high", "boolean"), ("q", "number"), ("g", "number"),
              ("region", "string")]
    text = 'above_scale and not(two_high) and q >= 5000000 and g >= 0.05 and region = "4403"'
    return definitions("cond5", "".join(input_data(*i) for i in inputs) + decision(
        "ok", "boolean", [n for n, _ in inputs], [], formula("ok", text)))


def chain():
    body = input_data("start", "number") + decision("d0", "number", ["start"], [], formula("d0", "start + 1"))
    for i in range(1, CHAIN):
        text = f"if d{i - 1} >= 100 then 0 else d{i - 1} + 1"
        body += decision(f"d{i}", "number", [], [f"d{i - 1}"], formula(f"d{i}", text))
    return definitions("chain1000", body)


folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
for name, text in (("table3700", table()), ("cond5", conditions()), ("chain1000", chain())):
    with open(os.path.join(folder, name + ".dmn"), "w", encoding="utf-8") as file:
        file.write(text)
