"""Both checks of a unified social credit code: GB 32100-2015 and, inside it, GB 11714."""

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def is_good(code):
    if len(code) != 18 or set(code) - set(SIGNS):
        return False
    body = sum(int(sign, 36) * weight for sign, weight in zip(code[8:16], (3, 7, 9, 10, 5, 8, 4, 2)))
    if code[16] != {10: "X", 11: "0"}.get(11 - body % 11, str(11 - body % 11)):
        return False
    whole = sum(SIGNS.index(sign) * 3**place for place, sign in enumerate(code[:17]))
    return code[17] == SIGNS[-whole % 31]
