// What the files of policy/ share while a package is read. Private to policy/.
//
// Reading goes in four steps, one after the other over all files:
//   1. read_*.c     blocks -> spaces, awards, clauses and *drafts*: definitions whose formulas are still text
//   2. read_scenario.c   replaces drafts by name
//   3. resolve*.c   drafts in order of dependency: scope, FEEL parser, units, static types and ranges
//   4. check_*.c    the refusals of section 10; read_cases.c reads the cases
// Problems are collected all along; nothing stops at the first one.
#ifndef JX_POLICY_READER_H
#define JX_POLICY_READER_H

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "feel/feel.h"
#include "policy/keywords.h"
#include "policy/markdown.h"
#include "policy/policy.h"

#define JX_DIMENSION_COUNT 11

// Powers of the base units; known is false where nothing can be said (texts, dates, unknown parts).
typedef struct {
    bool known;
    bool any;  // a bare 0 fits any unit
    int8_t power[JX_DIMENSION_COUNT];
} jx_dimensions;

bool jx_unit_dimensions(jx_text written, jx_dimensions *out, jx_decimal *out_factor);
bool jx_is_money(jx_dimensions dimensions);  // of whatever currency
bool jx_dimensions_equal(jx_dimensions a, jx_dimensions b);
jx_text jx_dimensions_text(jx_arena *arena, jx_dimensions dimensions);
bool jx_is_unit_name(void *user, jx_text unit);

// What can be said of an expression before anything is evaluated (infer.c).
typedef struct {
    const jx_type *type;  // never NULL, often Any
    jx_dimensions unit;   // numbers
    bool ranged;          // `range` is known
    jx_interval range;
    const jx_record_field *fields;  // records, tables
    size_t field_count;
    bool unordered;  // a grade without order
} jx_meaning;

typedef enum {
    JX_DRAFT_PLAIN,
    JX_DRAFT_FORMULA,
    JX_DRAFT_TABLE,
    JX_DRAFT_GROUP,
    JX_DRAFT_EXTEND,
    JX_DRAFT_ALIAS,
    JX_DRAFT_MODEL
} jx_draft_form;
typedef enum { JX_DRAFT_NEW, JX_DRAFT_DOING, JX_DRAFT_DONE } jx_draft_state;

// A definition on its way. Its position in jx_reader.drafts is its index in the model.
typedef struct jx_draft jx_draft;
struct jx_draft {
    jx_definition def;
    jx_draft_form form;
    jx_draft_state state;
    uint32_t index;
    jx_span text;              // FORMULA: the expression
    jx_span rounding;          // FORMULA: `到分; 四舍五入「…」` written in the brackets, or empty
    const jx_md_block *table;  // TABLE, GROUP; also the table a PLAIN draft stands in
    const jx_md_row *row;      // PLAIN: its row
    bool scenario;             // stands in a scenario file: 假设 is allowed
    jx_text record;            // 每条: the records' name
    jx_draft **parts;          // EXTEND: per-record formulas, groups, tables
    size_t part_count, part_capacity;
    uint32_t alias;  // ALIAS: the table whose 奖励金额 it is
    jx_text closed;  // 完整至, as written: facts from lists and registers
    jx_text fact;    // 期间名: the fact behind it
    jx_text delivered, sources;
    jx_text alternative;  // 替代 of a series
    bool from_list;  // 名单
    jx_meaning meaning;
    const jx_table *made_table;  // TABLE: what was made
    const jx_group *made_group;
    const jx_model *model;  // MODEL: what it asks, and which decision
    uint32_t decision;
    bool uses_rank;
};

// A `## … {#c1.2}` section, an award or a file, as reading goes along.
typedef struct {
    jx_clause clause;  // of jx_package; its hash covers the chapter's title where it opens one
    uint32_t space;
    jx_buffer text;   // official words
    jx_buffer plain;  // the same without blanks, for quotations
} jx_clause_draft;

typedef struct {
    const jx_markdown *document;
    bool facts, sources, cases, scenario, common;
    jx_text name;  // scenario: "assumed"
    bool language_known, language_mixed;
    jx_language language;
} jx_document;

// A table whose meaning depends on everything else: cases, data. Kept until the end of reading.
typedef struct {
    const jx_md_block *block;
    uint32_t space;
    bool scenario;
} jx_later;

typedef struct {
    jx_arena *arena;
    jx_problems *problems;
    const jx_limits *limits;
    const jx_policy_options *options;
    jx_package *package;
    jx_package_files files;
    bool model;        // 性质: 模型: T, U, P, S checks are off
    jx_text rounding;  // 舍入 of the head
    jx_text money;     // base unit of the package's money, from 支付单位: 元 unless written
    const jx_source *head_source;
    jx_span rounding_span;
    struct {
        jx_document *items;
        size_t count, capacity;
    } documents;
    jx_document *document;  // being read
    uint32_t space;         // being read
    uint32_t clause_space;
    jx_text chapter;
    struct {
        jx_space *items;
        size_t count, capacity;
    } spaces;
    struct {
        jx_draft **items;
        size_t count, capacity;
    } drafts;
    struct {
        jx_clause_draft **items;
        size_t count, capacity;
    } clauses;
    struct {
        jx_award_rule *items;
        size_t count, capacity;
    } awards;
    struct {
        jx_subject_kind *items;
        size_t count, capacity;
    } subjects;
    struct {
        jx_text *items;
        size_t count, capacity;
    } subject_closed;  // 完整至 of their registers, by subject
    struct {
        jx_later *items;
        size_t count, capacity;
    } case_tables, data_tables, basis_tables, scenario_tables;
    struct {
        jx_case_row *items;
        size_t count, capacity;
    } cases;
    struct {
        jx_uncovered_row *items;
        size_t count, capacity;
    } uncovered;
    struct {
        jx_budget_row *items;
        size_t count, capacity;
    } budgets;
    struct {
        jx_relation_row *items;
        size_t count, capacity;
    } relations;
    struct {
        jx_cap_row *items;
        size_t count, capacity;
    } caps;
    struct {
        jx_transfer_row *items;
        size_t count, capacity;
    } transfers;
    struct {
        jx_scheme_row *items;
        size_t count, capacity;
    } schemes;
    struct {
        jx_duty *items;
        size_t count, capacity;
    } duties;
    struct {
        jx_source_row *items;
        size_t count, capacity;
    } sources;
    struct {
        jx_office_row *items;
        size_t count, capacity;
    } offices;
    struct {
        jx_link_row *items;
        size_t count, capacity;
    } links;
    struct {
        jx_source_table *items;
        size_t count, capacity;
    } tables;
    struct {
        jx_record_list *items;
        size_t count, capacity;
    } record_lists;
    struct {
        jx_period_name *items;
        size_t count, capacity;
    } period_names;
    struct {
        jx_text *items;
        size_t count, capacity;
    } scenarios;
    // Look-up of drafts: open addressing over (space, name), grown with the drafts.
    uint32_t *index;
    size_t index_size;
    // resolve.c
    jx_scope **scopes;
    int depth;
    struct {
        uint32_t *items;
        size_t count, capacity;
    } path;  // drafts being resolved, for R1
} jx_reader;

typedef struct jx_context_of_record jx_context_of_record;

// ---- reader.c ----

// Adds a problem; jx_text arguments follow the hint. Severity as given; † checks use jx_strict().
#define JX_SAY(reader, code, severity, source, span, hint, ...)                                                        \
    jx_report((reader), JX_PROBLEM_##code, (severity), (source), (span), (hint), (const jx_text[]){ __VA_ARGS__ },     \
              sizeof((const jx_text[]){ __VA_ARGS__ }) / sizeof(jx_text))
#define JX_REFUSE(reader, code, source, span, hint, ...)                                                               \
    JX_SAY(reader, code, JX_SEVERITY_ERROR, source, span, JX_TEXT(hint), __VA_ARGS__)
void jx_report(jx_reader *r, jx_problem_code code, jx_severity severity, const jx_source *source, jx_span span,
               jx_text hint, const jx_text *arguments, size_t count);
jx_severity jx_strict(const jx_reader *r);  // † : error when 正式, else a warning
jx_text jx_own_word(const jx_reader *r, jx_word word);  // as the package spells it
jx_text jx_bytes_at(const jx_source *source, jx_span span);
jx_span jx_span_in(const jx_source *source, jx_text part);  // of a view into the source

uint32_t jx_space_add(jx_reader *r, jx_space_kind kind, jx_text id, jx_text name, uint32_t outer);
uint32_t jx_space_find(const jx_reader *r, jx_text id_or_name);
// Adds a draft; N3 when the name is there already on this level or hides one of an outer level.
jx_draft *jx_draft_add(jx_reader *r, jx_definition_kind kind, jx_text name, const jx_source *source, jx_span span);
jx_draft *jx_draft_make(jx_reader *r, jx_definition_kind kind, jx_text name, const jx_source *source,
                        jx_span span);                                      // unchecked
jx_draft *jx_draft_here(const jx_reader *r, uint32_t space, jx_text name);  // NULL if none
jx_draft *jx_draft_find(const jx_reader *r, uint32_t space, jx_text name);  // outwards; NULL if none
jx_clause_draft *jx_clause_of_space(const jx_reader *r, uint32_t space);    // NULL for none
jx_award_rule *jx_award_of_space(const jx_reader *r, uint32_t space);
jx_award_rule *jx_award_find(const jx_reader *r, jx_text id_or_name);

// Tables by keyword.
int jx_table_column(const jx_md_block *table, jx_word word);                             // -1 if there is none
jx_md_cell jx_table_cell(const jx_md_block *table, const jx_md_row *row, jx_word word);  // empty if there is none
jx_text jx_header_name(jx_text header);  // without [unit], （remark）, after a comma
jx_text jx_header_unit(jx_text header);  // what stands in the last [ ]
// Takes the next entry off a comma list (half- or full-width comma, 、); brackets and quotes are respected.
jx_text jx_list_next(jx_text *rest);
jx_text jx_text_until(jx_text text, const char *const *marks, size_t count, jx_text *rest);

jx_text jx_basis_of(const jx_md_block *table, const jx_md_row *row);  // 依据, 同上 followed upwards
jx_text jx_basis_words(jx_reader *r, jx_text basis);                  // the first quotation, without its context

// ---- cells.c ----

typedef struct {
    const jx_type *type;  // NULL: decide by the look of it
    jx_decimal factor;    // of the column's unit
    jx_dimensions unit;
    jx_text name;         // cause name of an open value
    jx_cause_kind cause;  // of a bound: MISSING for facts, PENDING for parameters
    bool may_be_null;
    bool has_range;
    jx_interval range;  // of what is missing
    const jx_value *options;
    size_t option_count;
} jx_cell_options;

// Reads one cell as a value; false (nothing reported) if it is none of the forms of rule 3, 6, 9, 16.
bool jx_cell_value(jx_reader *r, jx_text text, const jx_cell_options *options, jx_value *out);
bool jx_cell_quantity(jx_text text, jx_decimal factor, jx_dimensions unit, jx_decimal *out, jx_dimensions *out_unit,
                      bool *out_foreign);
bool jx_cell_is_missing(jx_text text);
bool jx_cell_is_none(jx_text text);
bool jx_cell_date(jx_text text, int64_t *out);
bool jx_cell_window(jx_text text, int64_t *out_first, int64_t *out_last);  // [a..b], a..b or one day
jx_value jx_window_value(jx_arena *arena, int64_t first, int64_t last);
jx_value jx_missing(jx_reader *r, const jx_draft *fact, jx_text name, jx_text place);
jx_cell_options jx_options_of(const jx_draft *draft, jx_cause_kind cause);
const jx_value *jx_text_options(jx_reader *r, jx_text list, size_t *out_count);

// ---- step 1 ----

void jx_plain_text(jx_buffer *plain, jx_text text);  // appends it without blanks
void jx_read_head(jx_reader *r);
void jx_head_definitions(jx_reader *r, const jx_source *source, jx_span span);
void jx_read_document(jx_reader *r, jx_document *document);
bool jx_read_award_table(jx_reader *r, const jx_md_block *table);  // 奖励, 清单, 职责
bool jx_read_rules_table(jx_reader *r, const jx_md_block *table);  // 参数, 条件, decision tables, 未决
void jx_read_fence(jx_reader *r, const jx_md_block *fence);
bool jx_read_model_table(jx_reader *r, const jx_md_block *table);  // 模型
bool jx_read_facts_table(jx_reader *r, const jx_md_block *table);    // 对象, 事实, 序列, 期间名, …
bool jx_read_money_table(jx_reader *r, const jx_md_block *table);    // 关系, 上限, 预算, 调剂, 外部办法
bool jx_read_sources_table(jx_reader *r, const jx_md_block *table);  // 来源
bool jx_read_uncovered_table(jx_reader *r, const jx_md_block *table);
bool jx_read_offices_table(jx_reader *r, const jx_md_block *table);  // 提供单位
void jx_finish_facts(jx_reader *r);
void jx_finish_caps(jx_reader *r);
void jx_finish_delivery(jx_reader *r);
void jx_finish_sources(jx_reader *r);
void jx_take_option(jx_reader *r, jx_draft *reading, jx_text taken);
bool jx_rounding_of(jx_text text, jx_rounding_way *out);
bool jx_read_parameter_value(jx_reader *r, jx_draft *draft, jx_text unit, jx_text value);
bool jx_table_header(jx_text header, jx_hit_policy *hit, jx_aggregation *aggregation, jx_text *name, jx_text *record);
void jx_finish_awards(jx_reader *r);
void jx_amount_alias(jx_reader *r, jx_draft *table);

// ---- step 2, 3 ----

void jx_apply_scenario(jx_reader *r);
void jx_resolve(jx_reader *r);
void jx_resolve_draft(jx_reader *r, jx_draft *draft);
const jx_expr *jx_resolve_expression(jx_reader *r, const jx_scope *scope, const jx_source *source, jx_span span);
const jx_expr *jx_resolve_tests(jx_reader *r, const jx_scope *scope, const jx_type *input, const jx_source *source,
                                jx_span span);
void jx_depend(jx_reader *r, jx_draft *draft, jx_text formula);
jx_scope *jx_scope_of(jx_reader *r, uint32_t space);
void jx_make_table(jx_reader *r, jx_draft *draft, const jx_scope *scope, const jx_context_of_record *record);
void jx_make_group(jx_reader *r, jx_draft *draft, const jx_scope *scope, const jx_context_of_record *record);
void jx_make_extend(jx_reader *r, jx_draft *draft);
void jx_make_use(jx_reader *r, jx_draft *draft);

// ---- infer.c ----

// The names an expression sees besides the drafts of its space: fields of the record it is computed for.
struct jx_context_of_record {
    const jx_record_field *fields;
    size_t field_count;
};
// Works out type, dimension and range of `expr`, reporting U1 and F4; bare numbers are refused (T3) when `strict`.
jx_meaning jx_infer(jx_reader *r, uint32_t space, const jx_context_of_record *record, const jx_expr *expr, bool strict);
// Rewrites literals into base units; bare ones take `factor` when `column` (the direct ends of a unary test, a
// lone quantity).
void jx_normalise(jx_reader *r, const jx_expr *expr, bool column, jx_decimal factor);
jx_meaning jx_meaning_of(jx_reader *r, const jx_draft *draft);

// ---- step 4 ----

void jx_read_cases(jx_reader *r);
// An option that the case takes of a reading: 设 月账单 decides whether its bills count.
typedef struct {
    const jx_draft *reading;
    jx_text option;
} jx_case_set;
typedef struct {
    jx_case_set *items;
    size_t count, capacity;
} jx_case_sets;
bool jx_case_series(jx_reader *r, uint32_t space, const jx_draft *fact, jx_decimal factor, jx_text text,
                    jx_text background, const jx_case_sets *sets, jx_value *out);
bool jx_case_records(jx_reader *r, uint32_t space, const jx_draft *fact, jx_text text, jx_value *out);
void jx_check_text(jx_reader *r);    // T1, T2, T3
void jx_check_words(jx_reader *r);   // T4
void jx_check_tables(jx_reader *r);  // D1, D2
void jx_check_facts(jx_reader *r);   // F1 - F3
void jx_check_codes(jx_reader *r);   // 码表
void jx_check_money(jx_reader *r);   // B1, B2, R1 of relations
void jx_check_awards(jx_reader *r);  // A1, A2, U2, U3, P2, C1
void jx_check_cases(jx_reader *r);   // S1
void jx_hash_package(jx_reader *r);

#endif
