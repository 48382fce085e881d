// Who lives in the synthetic city and what is true of them. Private to this folder.
//
// A firm is made from its number alone. The first ones are cast by hand (named characters, then borders and kinds of
// dirt), the others are drawn.
#ifndef JX_SYNTH_CITY_H
#define JX_SYNTH_CITY_H

#include "base/status.h"
#include "synth/writer.h"

typedef struct {
    const char *code;   // GB/T 4754-2017
    int firms, energy;  // how many of a thousand firms; kWh for 10,000 yuan of output
    int giants;         // how many shares of the largest
    bool two_high, continuous;
} city_trade;

typedef struct {
    const char *code, *name;
    const char *registered;                         // district code in the identifiers of its firms
    int firms;                                      // of 1350
    const char *output_growth, *investment_growth;  // cells of 县区_2026Q1.csv
} city_area;

enum { CITY_AREAS = 12 };
extern const city_area city_areas[CITY_AREAS];

// Of city_trades, for the cast.
enum { TRADE_PARTS, TRADE_STEEL, TRADE_FOOD, TRADE_MEDICINE, TRADE_CHEMISTRY, CITY_TRADES = 35 };
extern const city_trade city_trades[CITY_TRADES];

// What is wrong with a firm's cells. Zero is: nothing.
typedef enum { IN_REGISTER, NOT_IN_REGISTER, LEFT_REGISTER, REGISTER_EMPTY } city_register;
typedef enum {
    DECLARED,
    NO_ROW,
    EMPTY_CELL,
    UNREADABLE,      // a letter for a digit, a unit in the cell, a comma …
    BAD_IDENTIFIER,  // the row's code fails its check
    TWICE_EQUAL,
    TWICE_DIFFERENT,
    IN_YUAN,  // 元 where 千元 is asked for: a number like any other, so it is believed
} city_declaration;
typedef enum { NOT_ASKED, TRUE_BOUNDS, BOUNDS_CONTRADICT } city_confirmation;
typedef enum {
    READ_WHOLE,
    STOPPED_DAY,    // one day of February with 0.00
    LAST_DAY_LESS,  // 0.01 kWh less on 2026-02-28
    LAST_DAY_MORE,
    GAP_FEBRUARY,
    GAP_QUARTER,
    GAPS_SPRING,  // days of the windows of clause 1.1
    ESTIMATED,
    NEGATIVE,
    NOT_A_NUMBER,
    ROW_TWICE,
    ROW_CONFLICTS,
    NO_READINGS,  // linked, but in no file
} city_readings;
typedef enum {
    OWN_ACCOUNT,
    NO_ACCOUNT,
    MOVES_ON,          // to the next firm from 2026-02-11
    SHARED,            // 0.6 and 0.4 with the next firm
    SHARES_SHORT,      // 0.6 and 0.3
    OVERLAPS,          // the same firm twice over some days
    LEADS_NOWHERE,     // to a code that is nobody's from 2026-02-20
    OPENED_LATE,       // first linked on 2025-11-15
    SHARE_UNREADABLE,  // "60%"
} city_link;

typedef struct {
    int64_t number;
    char code[19];
    const city_trade *trade;
    const char *trade_cell;  // as the register writes it
    int area;
    // 千元. Columns of the 2026 form, then of the 2025 form.
    int64_t output, output_before, output_2025, output_2024;
    int64_t revenue, revenue_2025;
    city_register in_register;
    city_declaration declared, declared_2025;
    city_confirmation confirmed;
    bool none_confirmed;  // 一季度有无同比: 无
    city_readings readings;
    city_link link;
    int accounts;
    // 0.01 kWh a day. Cast firms: the same every day; drawn firms: the middle of what varies.
    int64_t quarter, february, spring_2025;
    int festival;  // per cent of `february` over the holidays
    bool steady;
    const char *award, *shows;  // characters only
} city_firm;

void city_firm_make(uint64_t seed, int64_t number, city_firm *out);

// What it is made of: the first city_cast_count() are cast, the others drawn.
int64_t city_cast_count(void);
void city_cast_firm(int64_t number, city_firm *out);
void city_drawn_firm(uint64_t seed, int64_t number, city_firm *out);

// 0.01 kWh on the account's day; the dirt is not in it.
int64_t city_reading(uint64_t seed, const city_firm *firm, int account, int64_t day);

void city_identifier(const char *region, int64_t number, char out[19]);
void city_nobody(int64_t number, char out[19]);  // a code that passes its checks and is nobody's
bool city_is_holiday(int64_t day);               // Spring Festival 2026, 2026-02-15..23

#endif
