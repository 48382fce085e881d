"""Group 21: JSON as the input of a DMN model (4.7)."""
from bench import Case
from feel_groups import HEAD, VARIABLE, literal

MODEL = (f'{HEAD}<inputData id="i" name="x"><variable name="x"/></inputData>{VARIABLE}<informationRequirement>'
         f'<requiredInput href="#i"/></informationRequirement>{literal("x")}</decision></definitions>').encode()


def given(name, text):
    body = text if isinstance(text, bytes) else text.encode()
    return Case(name, ("dmn", "eval", "{}/m.dmn", "--input", "{}/in.json"), {"m.dmn": MODEL, "in.json": body})


SMALL = {
    "a name twice": '{"x": 1, "x": 2}', "a name twice, once escaped": '{"x": 1, "\\u0078": 2}',
    "1e999999": '{"x": 1e999999}', "1e6144": '{"x": 1e6144}', "-0": '{"x": -0}', "1e-999999": '{"x": 1e-999999}',
    "half a surrogate": '{"x": "\\ud800"}', "surrogates the wrong way round": '{"x": "\\udc00\\ud800"}',
    "half a surrogate and a letter": '{"x": "\\ud800a"}', "a trailing comma": '{"x": 1,}',
    "a trailing comma in a list": '{"x": [1,]}', "NaN": '{"x": NaN}', "Infinity": '{"x": -Infinity}',
    "+1": '{"x": +1}', "01": '{"x": 01}', ".5": '{"x": .5}', "5.": '{"x": 5.}', "0x10": '{"x": 0x10}',
    "True": '{"x": True}', "single quotes": "{'x': 1}", "no quotes": "{x: 1}", "a comment": '{"x": 1} // one',
    "two documents": '{"x": 1} {"x": 2}', "rubbish after it": '{"x": 1}x', "nothing": "", "only blanks": "  \n",
    "a list": "[1]", "a number": "1", "null": "null", "cut in a text": '{"x": "a', "cut in a name": '{"x',
    "cut in an escape": '{"x": "\\u00', "cut after a colon": '{"x":', "an escape of nothing": '{"x": "\\q"}',
    "\\u0000": '{"x": "\\u0000"}', "a line inside a text": '{"x": "a\nb"}', "a tab inside a text": '{"x": "a\tb"}',
    "a comma for a colon": '{"x", 1}', "no comma": '{"x": 1 "y": 2}',
        "a member that the model has not": '{"y": 1, "x": 2}',
    "an empty name": '{"": 1, "x": 2}',
}

GROUPS = [
    (21, "JSON", [
        given("1,000,000 [", "[" * 1000000), given("1,000 [ in a member", '{"x": ' + "[" * 1000 + "]" * 1000 + "}"),
        given("65 levels", '{"x": ' + "[" * 64 + "]" * 64 + "}"), given("64 levels",
            '{"x": ' + "[" * 63 + "]" * 63 + "}"),
        given("deep, then cut", '{"x": ' + '{"a":' * 60), given("10,001 members", "{" + ",".join(
            f'"a{i}": 1' for i in range(10001)) + "}"),
        given("a text of 900 KB", '{"x": "' + "a" * 900000 + '"}'), given("a text of 50 MB",
            '{"x": "' + "a" * 50000000 + '"}'),
        given("900 KB of blanks", " " * 900000 + '{"x": 1}'), given("100,000 digits", '{"x": ' + "1" * 100000 + "}"),
        given("101 digits", '{"x": ' + "1" * 101 + "}"), given("35 digits",
            '{"x": 12345678901234567890123456789012345}'),
        given("300,000 items", '{"x": [' + "1," * 300000 + "1]}"),
        given("a BOM", b'\xef\xbb\xbf{"x": 1}'), given("UTF-16", '{"x": 1}'.encode("utf-16")),
        given("GBK", '{"x": "甲"}'.encode("gbk")), given("NUL", b'{"x": 1}\0'), given("NUL in a text",
            b'{"x": "a\0b"}'),
        given("overlong UTF-8", b'{"x": "\xc0\xaf"}'), given("a byte above Unicode", b'{"x": "\xf5\x80\x80\x80"}'),
        *(given(name, text) for name, text in SMALL.items()),
    ]),
]
