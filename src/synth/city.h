// Who lives in the synthetic city and what is true of them. Private to this folder.
//
// A firm follows from its number alone (city_firm_make). The first ones are set by hand: characters and hard cases
// (cast.c), then one firm on, below and above every border of every award (borders.def), then one for every kind of
// dirt (borders.c). All others are drawn (drawn.c). Units are those of the delivered files, as integers.
#ifndef JX_SYNTH_CITY_H
#define JX_SYNTH_CITY_H

#include "synth/writer.h"

// ---- lists, trades, areas (places.c) ----

// What a list says of a firm; one bit each. lists.def says where it is written.
enum {
    LIST_TWO_HIGH = 1 << 0,
    LIST_CONTINUOUS = 1 << 1,
    LIST_FOOD = 1 << 2,
    LIST_CHEMISTRY = 1 << 3,
    LIST_STEEL = 1 << 4,
    LIST_ROBOTS = 1 << 5,
    LIST_VEHICLES = 1 << 6,
    LIST_EQUIPMENT = 1 << 7,
    LIST_ENERGY = 1 << 8,
    LIST_MEDICINE = 1 << 9,
    LIST_WOOD = 1 << 10,
    LIST_MOULDS = 1 << 11,
};
// The same of a project.
enum { LIST_KEY_METAL = 1 << 0, LIST_ROBOT_PROJECT = 1 << 1, LIST_LOW_ALTITUDE = 1 << 2 };

typedef struct {
    const char *code;   // GB/T 4754-2017
    int firms, giants;  // how many of a thousand firms, and how many shares of the largest
    int energy;         // kWh for 10,000 yuan of output
    unsigned lists;
    const char *product, *kind, *unit;  // what it makes, as 产品产量 writes it; NULL: declares no product
    int price;                          // 千元 a unit, about
} city_trade;

typedef struct {
    const char *code, *name;
    const char *registered;                         // district code in the identifiers of its firms
    int firms;                                      // of 1350
    const char *output_growth, *investment_growth;  // cells of 县区_2026Q1.csv, %
    int64_t output, investment;                     // 万元
    const char *output_target, *investment_target;  // %
} city_area;

typedef struct {
    const char *code, *name;
    bool chemical;
    const char *smart, *competitive;  // cells of 等级_化工园区.csv
} city_park;

enum { CITY_AREAS = 12, CITY_PARKS = 9 };
extern const city_area city_areas[CITY_AREAS];
extern const city_park city_parks[CITY_PARKS];
// Rows of city_trades that are named elsewhere.
enum {
    TRADE_PARTS,
    TRADE_STEEL,
    TRADE_FOOD,
    TRADE_MEDICINE,
    TRADE_CHEMISTRY,
    TRADE_VEHICLES,
    TRADE_EQUIPMENT,
    TRADE_WOOD,
    TRADE_MOULDS,
    TRADE_CELLS,
    TRADE_ROBOTS,
    TRADE_GAS,
    TRADE_DAILY_CHEMICALS,
    TRADE_TERMINALS,
    TRADE_METAL,
    CITY_TRADES = 51
};
extern const city_trade city_trades[CITY_TRADES];

void city_identifier(char kind, const char *region, int64_t number, char out[19]);  // kind: first sign of the body code
void city_nobody(int64_t number, char out[19]);  // a code that passes its checks and is nobody's

// ---- dirt ----

// What is wrong with a firm's row in one kind of file; city_dirt_firm() makes a firm for each.
typedef enum {
    CLEAN,
    ABSENT,          // no row
    EMPTY_CELL,      // the figure is not there
    UNREADABLE,      // a letter for a digit, a unit in the cell, a comma …
    BAD_IDENTIFIER,  // the row's code fails its check
    BLANKS,          // blanks, also wide ones, around code and figure
    OTHER_NAME,      // an older name, a branch
    TWICE_EQUAL,
    TWICE_DIFFERENT,
    WRONG_UNIT,  // 元 where 千元 is asked for: a number like any other, so it is believed
    CORRECTED,   // wrong at first, put right by a later file
    WITHDRAWN,   // taken back by a later file
    ONLY_CODE,   // nothing behind the code: declares that there is nothing
    CITY_DIRTS
} city_dirt;

// The kinds of files that have their own dirt.
typedef enum {
    FAMILY_FORM_2026,
    FAMILY_FORM_2025,
    FAMILY_YEAR,
    FAMILY_PROJECTS,
    FAMILY_PRODUCTS,
    FAMILY_CONTRACTS,
    FAMILY_SALES,
    FAMILY_LOANS,
    FAMILY_EVENTS,
    FAMILY_LEDGERS,
    FAMILIES
} city_family;

typedef enum { IN_REGISTER, NOT_IN_REGISTER, LEFT_REGISTER, REGISTER_EMPTY } city_register;
typedef enum { NOT_ASKED, TRUE_BOUNDS, BOUNDS_CONTRADICT } city_confirmation;
typedef enum {
    READ_WHOLE,
    STOPPED_DAY,  // one day of February with 0.00
    GAP_FEBRUARY,
    GAP_QUARTER,
    GAPS_SPRING,  // days of the windows of clause 1.1
    ESTIMATED,
    NEGATIVE,
    NOT_A_NUMBER,
    ROW_TWICE,
    ROW_CONFLICTS,
    NO_READINGS,  // linked, but in no file
    BILLS_ONLY,   // read once a month
    LATE_DAY,     // a day that a later file brings
    CITY_READINGS
} city_readings;
typedef enum {
    OWN_ACCOUNT,
    NO_ACCOUNT,
    MOVES_ON,          // to the next firm from 2026-02-11
    SHARED,            // 0.6 and 0.4 with the next firm
    SHARES_SHORT,      // 0.6 and 0.3
    OVERLAPS,          // the same firm twice over some days
    LEADS_NOWHERE,     // to a code that is nobody's from 2026-02-20
    SHARE_UNREADABLE,  // "60%"
    CITY_LINKS
} city_link;

// ---- records: what offices write of a firm, a row each ----

typedef enum { NOT_SAID, YES, NO } city_answer;

typedef struct {
    const char *name, *kind, *unit;
    bool main;
    int64_t made, made_before;    // 0.001 of the unit; made_before CITY_NONE: a new product
    int64_t worth, worth_before;  // 千元
} city_product;

typedef struct {
    bool supplied, local;
    int64_t kilograms;
} city_steel;

typedef struct {
    int direction;  // of city_directions
    int64_t worth;  // fen
} city_gas;
extern const char *const city_directions[4];

typedef struct {
    int maker;                  // of city_makers
    int64_t sold, sold_before;  // fen
} city_sale;
// Buyers of parts; the first CITY_MAKERS_LISTED are on the list of 主机厂和龙头企业.
enum { CITY_MAKERS = 8, CITY_MAKERS_LISTED = 6 };
void city_maker(int maker, char code[19]);

typedef struct {
    int share;           // per cent, of the firm; 0: not known
    int64_t registered;  // day
    city_answer contributes;
    int64_t sold, sold_before;  // fen; sold_before CITY_NONE: new
} city_company;

typedef struct {
    int bank;         // of city_banks
    int64_t balance;  // 万元 with four decimals
    int days;
    int64_t interest;  // fen
    bool major;
} city_loan;

typedef struct {
    int fair;          // of city_fairs; the first CITY_FAIRS_LARGE are on the list of 大型展会
    int64_t day, fee;  // fen
    int invoices;      // the fee is on so many
} city_fair;
enum { CITY_FAIRS = 6, CITY_FAIRS_LARGE = 4 };
extern const char *const city_fairs[CITY_FAIRS];

typedef struct {
    city_answer launch;        // 发布会或订货会
    int64_t day, hire, setup;  // fen
} city_event;

typedef struct {
    int scheme;    // of city_schemes
    int64_t paid;  // fen
} city_regional;
enum { CITY_SCHEMES = 4 };
extern const char *const city_schemes[CITY_SCHEMES];

enum { CITY_PROJECT_CODE = 32 };
typedef struct {
    bool there;
    unsigned lists;
    int64_t total, quarter, fixed;  // 万元 with two decimals; CITY_NONE: not declared, not audited
    int64_t accepted;               // day; CITY_NO_DAY: not yet
    bool acceptance_filed;
    city_answer policy, permits, registered;
} city_project;

enum { CITY_RECORDS = 3 };  // of one kind

#define CITY_LIST_OF(type)                                                                                             \
    struct {                                                                                                           \
        int count;                                                                                                     \
        type rows[CITY_RECORDS];                                                                                       \
    }

// ---- a firm ----

typedef struct {
    int64_t number;
    char code[19];
    const city_trade *trade;
    const char *trade_cell;  // as the register writes it
    int area;
    city_answer industrial;  // 市场监管登记
    unsigned lists;
    unsigned off_lists;  // of those that its trade suggests
    const char *wood;  // 林纸类别; NULL: not said
    // 千元. Columns of the 2026 form, then of the 2025 form.
    int64_t output, output_before, output_2025, output_2024;
    int64_t revenue, revenue_2025;
    int64_t moulds, moulds_2025;  // CITY_NONE: not declared
    int64_t year_revenue;         // 2025
    city_answer year_confirmed;   // what the tax office says of 20 million yuan
    int64_t first_entry;          // day; CITY_NO_DAY: never reported
    city_register in_register;
    city_confirmation confirmed;
    bool none_confirmed;  // 一季度有无同比: 无
    uint8_t dirt[FAMILIES];
    // Electricity, 0.01 kWh a day. Cast firms: the same every day; drawn firms: the middle of what varies.
    city_readings readings;
    city_link link;
    int accounts;
    // Days of the first account; 0: none. It is the firm's from..to, but not after `left` and before `back`.
    int64_t linked_from, linked_to, left, back;
    int64_t quarter, february, spring_2025;
    int64_t odd_day, odd_more;  // on one day so much more
    int festival;               // per cent of `february` over the holidays
    bool steady, even;          // even: every day the same
    CITY_LIST_OF(city_product) products;
    CITY_LIST_OF(city_steel) steel;
    CITY_LIST_OF(city_gas) gas;
    CITY_LIST_OF(city_sale) sales;
    CITY_LIST_OF(city_company) companies;
    CITY_LIST_OF(city_loan) loans;
    CITY_LIST_OF(city_fair) fairs;
    CITY_LIST_OF(city_event) events;
    CITY_LIST_OF(city_regional) regional;
    int64_t paid_this_year;  // fen, 柳州工业贷; CITY_NONE: nothing
    unsigned on_rosters;     // bit n: stood on the roster 10.1(a+n) last quarter
    city_project project;
    const char *award, *shows;         // characters only
    const struct city_border *border;  // whose border it stands at
    int side;                          // -1 below, 0 on, 1 above
} city_firm;

void city_firm_make(uint64_t seed, int64_t number, city_firm *out);
void city_project_code(const city_firm *firm, char code[CITY_PROJECT_CODE]);

// What it is made of. city_cast_count() and the others say how many of a kind there are, in this order.
int64_t city_cast_count(void);
int64_t city_border_count(void);
int64_t city_dirt_count(void);
void city_cast_firm(int64_t number, city_firm *out);  // this and the next two count from the first of their kind
void city_border_firm(int64_t number, city_firm *out);
void city_dirt_firm(int64_t number, city_firm *out);
void city_drawn_firm(uint64_t seed, int64_t number, city_firm *out);
void city_complete(int64_t number, city_firm *out);                     // of a firm set by hand, what is nowhere set
void city_draw_records(uint64_t seed, int64_t number, city_firm *out);  // records and project of a drawn firm

// ---- electricity (power.c) ----

// 0.01 kWh on the account's day; the dirt is not in it.
int64_t city_reading(uint64_t seed, const city_firm *firm, int account, int64_t day);

int64_t city_day(int year, int month, int day);

#endif
