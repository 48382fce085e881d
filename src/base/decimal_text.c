// Decimals from text and to text, without the library: it accepts "nan" and leading blanks, and writes exponents.
#include "base/decimal_parts.h"

#include <string.h>

// ---- reading ----

// What has been read so far: the first 38 digits as a number, and whether anything but zeros came after them.
typedef struct {
    jx_u128 digits;
    int64_t exponent;
    int count;
    bool more;
} reading;

enum { DIGITS_KEPT = 38 };

static void take_digit(reading *number, char c, bool after_point)
{
    if (number->count < DIGITS_KEPT) {
        number->digits = number->digits * 10 + (unsigned)(c - '0');
        number->count += number->digits != 0;  // leading zeros do not count
        number->exponent -= after_point;
        return;
    }
    number->more |= c != '0';
    number->exponent += !after_point;
}

static bool is_digit(jx_text text, size_t at)
{
    return at < text.size && text.bytes[at] >= '0' && text.bytes[at] <= '9';
}

static bool is_char(jx_text text, size_t at, char c)
{
    return at < text.size && text.bytes[at] == c;
}

// At least one digit from *at on. Answers false if there is none.
static bool take_digits(jx_text text, size_t *at, bool after_point, reading *number)
{
    if (!is_digit(text, *at)) return false;
    for (; is_digit(text, *at); ++*at)
        take_digit(number, text.bytes[*at], after_point);
    return true;
}

static bool take_exponent(jx_text text, size_t *at, reading *number)
{
    bool negative = is_char(text, *at, '-');
    if (negative || is_char(text, *at, '+')) ++*at;
    if (!is_digit(text, *at)) return false;
    int64_t exponent = 0;
    for (; is_digit(text, *at); ++*at)
        if (exponent < INT64_C(1) << 56) exponent = exponent * 10 + (text.bytes[*at] - '0');
    number->exponent += negative ? -exponent : exponent;
    return true;
}

bool jx_decimal_read(jx_text text, jx_decimal *out)
{
    reading number = { 0 };
    size_t at = 0;
    bool negative = is_char(text, at, '-');
    at += negative;
    if (!is_char(text, at, '.') && !take_digits(text, &at, false, &number)) return false;
    if (is_char(text, at, '.') && (at++, !take_digits(text, &at, true, &number))) return false;
    if ((is_char(text, at, 'e') || is_char(text, at, 'E')) && (at++, !take_exponent(text, &at, &number))) return false;
    if (at != text.size) return false;

    if (number.count <= JX_DECIMAL_DIGITS)
        return jx_decimal_put_together(negative, number.digits, number.exponent, out);
    jx_wide value = jx_wide_of(number.digits);
    return jx_decimal_of_wide(negative, &value, number.exponent, number.more, JX_ROUND_HALF_EVEN, out);
}

// ---- printing ----

static void put_zeros(jx_buffer *out, int count)
{
    for (int i = 0; i < count; i++)
        jx_buffer_put_char(out, '0');
}

// Digits of `value` from the end of `room` backwards; answers how many.
static int write_digits(jx_u128 value, char room[40])
{
    int at = 40;
    while (value >> 64) {
        room[--at] = (char)('0' + (int)(value % 10));
        value /= 10;
    }
    for (uint64_t left = (uint64_t)value; left != 0; left /= 10)
        room[--at] = (char)('0' + left % 10);
    return 40 - at;
}

void jx_decimal_print(jx_decimal value, jx_buffer *out)
{
    jx_decimal_parts parts = jx_decimal_taken_apart_normal(value);
    if (parts.coefficient == 0) {
        jx_buffer_put_char(out, '0');
        return;
    }
    char room[40];
    int count = write_digits(parts.coefficient, room);
    jx_text digits = { room + 40 - count, (size_t)count };
    int whole = count + parts.exponent;  // digits before the point

    if (parts.negative) jx_buffer_put_char(out, '-');
    if (parts.exponent >= 0) {
        jx_buffer_put(out, digits);
        put_zeros(out, parts.exponent);
    } else if (whole > 0) {
        jx_buffer_put(out, jx_text_slice(digits, 0, (size_t)whole));
        jx_buffer_put_char(out, '.');
        jx_buffer_put(out, jx_text_slice(digits, (size_t)whole, digits.size));
    } else {
        jx_buffer_put(out, JX_TEXT("0."));
        put_zeros(out, -whole);
        jx_buffer_put(out, digits);
    }
}
