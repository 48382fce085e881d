// The door of policy/: a package folder's files -> a checked package. Pure: bytes in, package or problems out.
//
// Read jx_package first: it holds the model that plan/ lowers, and beside it what is not part of any decision: the
// official text by clause, cases, sources, budgets, relations, duties.
#ifndef JX_POLICY_POLICY_H
#define JX_POLICY_POLICY_H

#include "base/limits.h"
#include "feel/feel.h"
#include "model/model.h"

// One file of a package, as found. Names are relative to the package folder ("policy.md", "scenarios/assumed.md");
// files of policies/common come as "common/…".
typedef struct {
    const jx_source *files;
    size_t           count;
} jx_package_files;

typedef struct {
    jx_text          id;     // "c1.2"
    jx_text          title;  // heading without the id
    jx_text          chapter;
    jx_text          text;   // the official words: block quotes joined, line breaks between paragraphs
    const jx_source *source;
    jx_span          span;
    bool             executable;  // has an award, roster or duty
    uint8_t          hash[32];    // SHA-256 of the text without blanks: what policy.lock holds
} jx_clause;

// One row of a 测试 table, merged with its 背景.
typedef enum {
    JX_CELL_INPUT, JX_CELL_SET_READING, JX_CELL_BUDGET, JX_CELL_AWARD_RESULT, JX_CELL_SCHEME, JX_CELL_SCENARIO,
    JX_CELL_EXPECT_VERDICT, JX_CELL_EXPECT_AMOUNT, JX_CELL_EXPECT_PAID, JX_CELL_EXPECT_REASON, JX_CELL_EXPECT_VALUE,
    JX_CELL_SUBJECT,
} jx_cell_kind;

typedef struct {
    jx_cell_kind kind;
    jx_text      name;        // the column: fact, reading, "增产增效.额", award id
    uint32_t     definition;  // INPUT, SET_READING, EXPECT_VALUE; else JX_NONE
    jx_text      unit;        // unit of the column, "" if none was written
    jx_text      text;        // the cell, after 背景 was merged in
    jx_value     value;       // read: known, JX_NULL, or open (missing, bound, 待定). Series: JX_SERIES. Expectations:
                              // amount ranges as open values with range only, texts as they are
    jx_span      span;
} jx_case_cell;

typedef struct {
    jx_text             name;
    uint32_t            award;       // index into model.awards; JX_NONE for cases of 预算 or 关系
    uint32_t            space;
    const jx_case_cell *cells;
    size_t              cell_count;
    jx_text             scenario;    // "" none
    jx_text             population;  // 测试（总体）: name shared by the members; else ""
    const jx_source    *source;
    jx_span             span;
} jx_case_row;  // not jx_case: that is eval's, one subject being worked out

// 未覆盖: what no case can show, and why (docs/policy-format.md 3).
typedef struct {
    jx_text  what, outcome, reason;  // as `jixiang test` calls them; several outcomes as a list, "" all
    uint32_t space;                  // where the table stands
    const jx_source *source;
    jx_span  span;
} jx_uncovered_row;

typedef struct {
    jx_text  name;      // 总额, 节假日 …
    jx_value amount;    // base unit 元; open while 待定
    jx_text  awards;    // as written: "1.1, 1.2", "3.*", "全部"
    jx_text  excess;    // 按比例, 按顺序, 降上限, 整笔; "" while 待定
    jx_text  excess_options;  // 待定 以下之一 …: what it may become, as written; else ""
    jx_text  decided_by, basis;
    const jx_source *source;
    jx_span  span;
} jx_budget_row;

typedef struct {
    jx_text left, right, way, basis;
    const jx_source *source;
    jx_span span;
} jx_relation_row;

// 上限 over several awards: `2.*, 3.*, 含奖励台账` per `企业, 年`.
typedef struct {
    jx_text  name, over, per, basis;
    jx_value amount;             // base unit of money; unless
    uint32_t amount_definition;  // a formula gives it for each subject; else JX_NONE
    uint32_t holder;             // text fact by which subjects share the cap; JX_NONE: each by himself
    uint32_t earlier;            // formula of what counts against it already; JX_NONE: nothing
    jx_text  excess, excess_options;  // as of a budget; "" also where the column is left out
    bool     has_excess;         // the column is there
    const jx_source *source;
    jx_span  span;
} jx_cap_row;

// 调剂: money moved between blocks, by whom and why.
typedef struct {
    jx_text  from, to, decided_by, paper, day, reason;
    jx_value amount;  // above 0
    const jx_source *source;
    jx_span  span;
} jx_transfer_row;

// 外部办法: a scheme of another tier. Its amount is the formula `definition`, named like the scheme (自治区.连续生产).
typedef struct {
    jx_text  name, tier, title;
    uint32_t definition;  // JX_NONE without 台账取数
    jx_span  span;
} jx_scheme_row;

typedef struct {
    jx_text id, who, object, what, report, deadline, basis, clause;
    jx_span span;
} jx_duty;

// One row of a 来源 table, blank cells filled from above.
typedef struct {
    jx_text source, file, form, subject_column, period, period_column, value_column, column, value, target, unit;
    jx_text blank, note;
    const jx_source *from;  // the file it stands in
    jx_span span;
} jx_source_row;

// What these rows come to: tables of columns, and what their cells mean (docs/binding.md).
typedef enum {
    JX_FORM_LONG,      // 长表: rows of facts, or of records
    JX_FORM_REGISTER,  // 名录
    JX_FORM_LIST,      // 名单
    JX_FORM_LINK,      // 挂接
    JX_FORM_WIDE,      // 宽表: a series, one column a day
    JX_FORM_BILLS,     // 长表 for 序列.替代
} jx_source_form;

typedef enum {
    JX_SAYS_VALUE,    // the cell is the value
    JX_SAYS_NOTHING,  // （不取）
    JX_SAYS_NONE,     // = null
    JX_SAYS_AT_LEAST,
    JX_SAYS_MORE,
    JX_SAYS_AT_MOST,
    JX_SAYS_LESS,
} jx_saying;

typedef struct {
    jx_text    when;           // 值: cells with this text; "" every cell that no 值 row lists
    jx_saying  says;
    uint32_t   definition;     // JX_NONE: nothing
    uint32_t   field;          // of a fact of records, else JX_NONE
    jx_decimal bound;          // AT_LEAST … LESS: base units
    jx_text    unit;           // 原单位; "" the fact's own
    jx_decimal factor;         // base units per delivered unit
    bool       blank_is_none;  // 空格 无
    jx_text    period;         // 期间 of the row, as written; "" none
} jx_source_target;

typedef struct {
    jx_text header;
    bool    subject;  // 对象
    bool    paper;    // 单据: the number of the paper that the row stands for
    bool    key;      // 合并: rows with equal keys are one record
    struct {
        jx_source_target *items;
        size_t count, capacity;
    } targets;
} jx_source_column;

#define JX_NO_DAY INT64_MIN

typedef struct {
    jx_text  name, pattern;  // pattern: `*` stands for any characters
    jx_source_form form;
    uint32_t header_row;
    bool     day_in_first_row;
    int64_t  as_of;          // 截至 in 形式, or JX_NO_DAY
    uint32_t kind;           // subject kind of its rows; JX_NONE where they have none
    uint32_t records;        // LONG: the fact whose records its rows are; JX_NONE
    uint32_t series;         // WIDE, BILLS
    uint32_t link;           // LINK: index into links
    // LONG, REGISTER: as written. LIST: list, code. LINK: entity, code, share (only if `shares`), from, to.
    // WIDE: account. BILLS: account, month, total.
    struct {
        jx_source_column *items;
        size_t count, capacity;
    } columns;
    bool shares;
    const jx_source *from;
    jx_span span;
} jx_source_table;
// 提供单位: who stands behind a source, and how what is missing is supplied.
typedef struct {
    jx_text source, office, way;
} jx_office_row;

typedef struct {
    jx_text name, of, to, share, dates, source, complete_as_of;  // 挂接
    uint32_t of_kind, to_kind;  // subject kinds; of_kind JX_NONE: accounts
} jx_link_row;

// 名单 about records: `大型展会（→ 参展.是大型）` of `参展.展会`. `field` of a record is whether its `key` is on the list.
typedef struct {
    jx_text name;  // as delivered files name it: 大型展会
    jx_text record, key, field;
    jx_text office, paper;
    const jx_source *from;
    jx_span span;
} jx_record_list;

typedef struct {
    jx_text name;         // 上年产值
    jx_text fact;         // 产值_上年同期栏
    jx_text period;       // 本季, 上年同季, 上年
    jx_text as_stated_in;
} jx_period_name;

typedef struct {
    jx_text  title, paper, status, issued, valid, period, language;  // language: "zh" or "en"
    int64_t  valid_from, valid_to, reference_day;
    bool     draft;
    int64_t  payment_unit_fen;     // 支付单位; 元 unless written
    jx_clause *clauses;            size_t clause_count;
    jx_case_row *cases;            size_t case_count;
    jx_uncovered_row *uncovered;   size_t uncovered_count;
    jx_budget_row *budgets;        size_t budget_count;
    jx_relation_row *relations;    size_t relation_count;
    jx_cap_row *caps;              size_t cap_count;
    jx_transfer_row *transfers;    size_t transfer_count;
    jx_scheme_row *schemes;        size_t scheme_count;
    jx_duty *duties;               size_t duty_count;
    jx_source_row *sources;        size_t source_count;
    jx_source_table *tables;       size_t table_count;
    jx_office_row *offices;        size_t office_count;
    jx_link_row *links;            size_t link_count;
    jx_record_list *record_lists;  size_t record_list_count;
    jx_period_name *period_names;  size_t period_name_count;
    jx_text *scenarios;            size_t scenario_count;
    // 清单台账: the records, their fields 清单, 期间 and the one marked （→ 上期在列）; JX_NONE without one.
    uint32_t roster_ledger, roster_name, roster_period, roster_listed;
    jx_model model;
    uint8_t  hash[32];             // SHA-256 over all files by name and bytes
    uint8_t  text_hash[32];        // of the official text without blanks
} jx_package;

typedef struct {
    jx_arena        *arena;     // the package lives here; sources are borrowed and must outlive it
    jx_problems     *problems;  // errors, warnings (draft), notes (not yet executable, open points)
    const jx_limits *limits;
    jx_text          scenario;  // "" as published; else the name of a file in scenarios/
    // Reads a model that the package uses (DMN, of which policy/ knows nothing); its problems are told by the reader.
    // NULL: tables 模型 are refused.
    jx_status (*read_model)(void *user, const jx_source *file, const jx_model **out);
    void            *user;
    const jx_token_listener *listener;  // of the formulas' tokens; NULL: nobody listens
} jx_policy_options;

// Reads and checks everything; reports all problems in one go. JX_REFUSED when any is an error; *out is set
// whenever the
// files could be read at all (so that `check` can list more), with broken parts left out.
JX_MUST_USE jx_status jx_policy_read(const jx_policy_options *options, jx_package_files files, jx_package **out);

bool jx_cell_is_pending(jx_text text);  // a cell that says 待定, with or without a range

// Units (policy-format 2.3, SEMANTICS 3).
typedef struct {
    jx_text    dimension;  // "元", "千瓦时", "元/千瓦时", "" for pure numbers and counting words, "%" is pure
    jx_decimal factor;     // base units per unit
} jx_unit;
bool jx_unit_find(jx_arena *arena, jx_text written, jx_unit *out);

#endif
