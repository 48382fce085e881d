#!/usr/bin/env python3
# Writes decimal_cases.txt: operations on decimals with the answers of Python's decimal module, which is an arithmetic
# independent of ours. Run by hand when the list of cases changes: python3 tests/unit/decimal_cases.py
import decimal
import os
import random
from decimal import Decimal

HALF_EVEN = decimal.ROUND_HALF_EVEN
ROUNDINGS = {
    "half-even": HALF_EVEN, "half-up": decimal.ROUND_HALF_UP, "half-down": decimal.ROUND_HALF_DOWN,
    "down": decimal.ROUND_DOWN, "up": decimal.ROUND_UP, "floor": decimal.ROUND_FLOOR, "ceiling": decimal.ROUND_CEILING,
}
TRAPS = [decimal.Overflow, decimal.Underflow, decimal.InvalidOperation, decimal.DivisionByZero]
narrow = decimal.Context(prec=34, rounding=HALF_EVEN, Emin=-6143, Emax=6144, clamp=1, traps=TRAPS)
wide = decimal.Context(prec=40000, rounding=HALF_EVEN, Emin=-999999, Emax=999999, traps=TRAPS)
dice = random.Random(20260101)


def number(digits_max=34, exponent_max=40):
    digits = dice.randint(1, dice.choice([2, 6, 18, 20, digits_max]))
    text = "".join(dice.choice("0123456789") for _ in range(digits))
    if dice.random() < 0.2:
        text = dice.choice(["9", "10", "5", "1"]) + dice.choice("09") * (digits - 1)
        text = text[:34]
    exponent = dice.choice([0, -2, -2, dice.randint(-exponent_max, exponent_max)])
    return Decimal(dice.choice(["", "-"]) + text + "e" + str(exponent))


def floor_modulo(a, b):
    if b == 0:
        raise decimal.InvalidOperation
    rest = wide.remainder(a, b)
    if rest != 0 and (rest < 0) != (b < 0):
        rest = wide.add(rest, b)
    return narrow.plus(rest)


def whole_power(a, n):
    if n == 0:
        return Decimal(1)
    if a == 0:
        if n < 0:
            raise decimal.InvalidOperation
        return Decimal(0)
    many = decimal.Context(prec=400, rounding=HALF_EVEN, Emin=-999999, Emax=999999, traps=TRAPS)
    result, square, left = Decimal(1), a, abs(n)
    while left:
        if left & 1:
            result = many.multiply(result, square)
        left >>= 1
        if left:
            square = many.multiply(square, square)
    return narrow.plus(many.divide(Decimal(1), result) if n < 0 else result)


def rounded(a, scale, mode):
    if a.as_tuple().exponent >= -scale:
        return a
    return a.quantize(Decimal(1).scaleb(-scale, wide), rounding=ROUNDINGS[mode], context=wide)


def answer(function, *arguments):
    try:
        result = function(*arguments)
    except (decimal.DecimalException, ZeroDivisionError, OverflowError):
        return "none"
    return "0" if result == 0 else str(result.normalize(wide))


rows = []


def case(operation, a, b, result):
    rows.append(f"{operation} {a} {b} {result}")


extreme = [Decimal(t) for t in (
    "0", "1", "-1", "9999999999999999999999999999999999", "-9999999999999999999999999999999999", "1e6144",
    "9.999999999999999999999999999999999e6144", "1e-6176", "-1e-6176", "9.999999999999999999999999999999999e-6143",
    "1e34", "1e-34", "18446744073709551615", "18446744073709551616", "0.1", "5e-34", "3", "7e-3", "1e18", "1e-18")]
pairs = [(a, b) for a in extreme for b in extreme] + [(number(), number()) for _ in range(300)]
for a, b in pairs:
    case("add", a, b, answer(narrow.add, a, b))
    case("subtract", a, b, answer(narrow.subtract, a, b))
    case("multiply", a, b, answer(narrow.multiply, a, b))
    case("divide", a, b, answer(narrow.divide, a, b))
    case("modulo", a, b, answer(floor_modulo, a, b))
    case("compare", a, b, (a > b) - (a < b))
for base in ["2", "-2", "10", "5", "0.5", "1.05", "-1.5", "12.34", "354.1717171", "1.000000000000000000000000000000001",
             "0.9999999999999999999999999999999999", "0", "1", "-1", "1e3000", "1e-3000",
             "3.141592653589793238462643383279503", "9999999999999999999999999999999999", "1024", "0.2", "17", "99.99"]:
    for exponent in [0, 1, 2, 3, 4, 5, 7, 10, 33, 34, 35, 80, 113, 500, 6144, 123456,
                     -1, -2, -3, -7, -33, -80, -500, -6143]:
        if abs(exponent) > 7000 and base not in ("1", "-1", "1.000000000000000000000000000000001", "0",
                                                 "0.9999999999999999999999999999999999"):
            continue
        case("power", base, exponent, answer(whole_power, Decimal(base), exponent))
for _ in range(120):
    a = abs(number())
    case("sqrt", a, 0, answer(narrow.sqrt, a))
for _ in range(400):
    a, scale, mode = number(), dice.randint(-5, 36), dice.choice(list(ROUNDINGS))
    case("round-" + mode, a, scale, answer(rounded, a, scale, mode))
for mode in ROUNDINGS:
    for a in ["0.5", "1.5", "2.5", "-0.5", "-1.5", "-2.5", "0.49", "0.51", "-0.51", "2.500000001", "9.5", "9999.9",
              "1e-6176", "-1e-40"]:
        case("round-" + mode, a, 0, answer(rounded, Decimal(a), 0, mode))
many = decimal.Context(prec=60, traps=TRAPS)
for _ in range(60):
    a = wide.divide(Decimal(dice.randint(-9000000, 9000000)), Decimal(10 ** dice.randint(3, 6)))
    case("exp", a, 0, str(many.exp(a)))
    if a > 0:
        case("log", a, 0, str(many.ln(a)))
        case("fraction-power", a, "0.37", str(many.exp(many.multiply(many.ln(a), Decimal("0.37")))))
for digits, result in [
        ("0.000000000000000000000000000000000000000123", "1.23e-40"), ("00012.50", "12.5"), ("7e6144", "7e6144"),
        ("7e6145", "none"), ("12e-6176", "12e-6176"), ("12e-6177", "none"), ("120e-6177", "12e-6176"),
        ("0e99999999999999999999", "0"), ("1e-99999999999999999999", "none"), ("1e99999999999999999999", "none")]:
    case("read", digits, 0, result)
for digits in ["12345678901234567890123456789012345", "99999999999999999999999999999999995",
               "1000000000000000000000000000000000500000000000000000001", "10000000000000000000000000000000005",
               "10000000000000000000000000000000015", "100000000000000000000000000000000050000000000000000000000000"]:
    case("read", digits, 0, answer(narrow.plus, Decimal(digits)))

header = """# Decimal operations and the answers of an independent arithmetic: operation, two operands, result.
# "none": the result is undefined or out of range. Written by decimal_cases.py.
"""
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "decimal_cases.txt"), "w") as out:
    out.write(header + "\n".join(rows) + "\n")
