// The door of model/: what both readers (policy/ for packages, dmn/ for DMN files) produce and plan/ lowers.
//
// A model is a set of spaces (package, clause, award; or the namespaces of DMN files), each holding definitions: facts,
// parameters, readings, formulas, functions. Awards and rosters name the definitions that decide them. All numbers
// are in
// base units already (元, 千瓦时, 吨, 天, 1 for %): a definition's `factor` says how many base units one shown unit is.
// Everything is immutable once made and lives in the reader's arena.
#ifndef JX_MODEL_MODEL_H
#define JX_MODEL_MODEL_H

#include "feel/ast.h"

typedef enum {
    JX_DEFINITION_FACT,       // delivered from outside, per subject: value, records (list of contexts) or series
    JX_DEFINITION_PARAMETER,  // bound to the plan: `value`, perhaps open (cause PENDING)
    JX_DEFINITION_READING,    // a text: the option taken; open (cause READING) while 待定
    JX_DEFINITION_FORMULA,    // `expr`
    JX_DEFINITION_FUNCTION,   // DMN knowledge model: `expr` is a JX_EXPR_FUNCTION
    JX_DEFINITION_SERVICE,    // DMN decision service
} jx_definition_kind;

// DMN: one name that a decision or knowledge model may use, and the definition it means ("imp.Say Hello" too).
typedef struct {
    jx_text  name;        // blanks collapsed
    uint32_t definition;
} jx_requirement;

// A decision of another model (DMN) that a package uses as a rule, by the values of the package's own names.
typedef struct jx_model jx_model;
typedef struct {
    const jx_model *model;     // package == false
    uint32_t        decision;  // definition of `model`
    const uint32_t *inputs;    // definitions of the package's model, in base units; one for each of
    const uint32_t *given;     // the facts of `model` that the decision rests on
    size_t          count;
} jx_model_use;

typedef enum { JX_CLOSED_NEVER, JX_CLOSED_BY_FILE } jx_closing;

// How a fact of a package comes (facts.md): said once by policy/, used where delivered files are bound.
typedef struct {
    const jx_text *sources;  // 来源（先后）: names of sources.md, first one first
    size_t         source_count;
    bool           bounds;   // 提供 has 界: a cell may be `>= 500`
    jx_text        codes;    // 码表: the file of policies/common whose lowest level has the codes; "" any text
    jx_closing     closing;  // 完整至: a date and 随文件 are up to the files, （未封闭） never is
    // 序列, 替代 `月账单，须未决 月账单 取 可`: bills of this source count while the reading takes this option.
    jx_text        alternative, option;
    uint32_t       reading;  // JX_NONE: always
    uint32_t       link;     // of a series: the 挂接 of its accounts, an index of the package's links; else JX_NONE
} jx_delivery;

// A definition is known by its index in jx_model.definitions. Conventions of policy/:
//   - FORMULA whose expr is a JX_EXPR_EXTEND: named like the records it extends; the NAME in as.extend.list means the
//     definition of that name in an *outer* space (the fact), never itself. Its `fields` hold all fields, computed
// ones last.
//   - `节假日连续生产.奖励金额` is JX_EXPR_PATH over JX_EXPR_NAME of an award (a space's name), not of a definition.
//   - 合计 日均 覆盖 名次 需人工 (total daily_mean coverage rank manual) are calls of NAMEs with no definition; the second
//     argument of 名次 may be the NAME 升 (ascending).
//   - a table named in an award is a FORMULA whose value is a context of its outputs; `fields` describes them. If one
//     output is 奖励金额, the award's 奖励金额 is a FORMULA `表.奖励金额` (PATH over NAME).
//   - an outside scheme is a FORMULA of the package space named with its dot: `自治区.连续生产`.
//   - 有效期 (range of dates) 期间 (text) 本年度 (number) 基准日 (date) are PARAMETERs of the package space.
typedef struct {
    jx_definition_kind kind;
    jx_text            name;
    uint32_t           space;      // index into jx_model.spaces
    const jx_type     *type;       // never NULL
    const jx_model_use *use;       // FORMULA that another model works out; `expr` is NULL then
    const jx_expr     *expr;       // FORMULA, FUNCTION; FACT in DMN: what becomes of the value given, `?`; or NULL
    const jx_requirement *requirements;  // DMN: all that `expr` sees, besides built-ins; unused in packages
    size_t             requirement_count;
    jx_value           value;      // PARAMETER, READING
    jx_text            unit;       // as shown; "" for none
    jx_decimal         factor;     // base units per shown unit; 1 without unit
    int                precision;  // decimals in the shown unit, -1 if not declared
    bool               has_range;
    jx_interval        range;      // declared range, base units; for facts also of what is missing
    const jx_value    *options;    // texts a fact or reading may take; in order for ordered grades
    size_t             option_count;
    bool               ordered;    // a grade that < and >= compare by the order of `options`
    const struct jx_record_field *fields;  // records: units, ranges of their fields
    size_t             field_count;
    uint32_t           subject;    // FACT: index into jx_model.subjects
    const jx_delivery *delivery;   // FACT of a package; else NULL
    bool               may_be_null;  // a missing value of it may turn out 无
    // Where it stands and what it rests on.
    const jx_source   *source;
    jx_span            span;
    jx_text            basis;      // the quoted words, without 「」; or the reading it rests on
    bool               assumed;    // set by a scenario: 情景假设
    // READING
    jx_text            question, status, author, day, reason;
    bool               provisional;  // 暂定口径: applied, and named in every result that it reaches
} jx_definition;

typedef struct jx_record_field {
    jx_text        name;
    const jx_type *type;
    jx_text        unit;
    jx_decimal     factor;
    int            precision;
    bool           has_range;
    jx_interval    range;
    const jx_value *options;
    size_t         option_count;
} jx_record_field;

typedef enum { JX_SPACE_PACKAGE, JX_SPACE_CLAUSE, JX_SPACE_AWARD, JX_SPACE_NAMESPACE } jx_space_kind;

typedef struct {
    jx_space_kind kind;
    jx_text       id, name;  // "c1.2" / "1.2" and "节假日连续生产"; DMN: namespace and import name
    uint32_t      outer;     // index of the enclosing space; own index for the package
} jx_space;

typedef struct {
    jx_text name;        // 企业
    jx_text identifier;  // 统一社会信用代码
} jx_subject_kind;

typedef enum { JX_AWARD_MONEY, JX_AWARD_ROSTER } jx_award_kind;

typedef struct {
    int         scale;  // decimals of yuan: 0 to whole yuan, 2 to the fen
    jx_rounding rounding;
} jx_rounding_way;

#define JX_NONE UINT32_MAX

typedef struct {
    jx_award_kind kind;
    jx_text       id, name;
    uint32_t      space, clause;   // spaces
    uint32_t      subject;
    uint32_t      eligible;        // definition of 资格 (roster: of 入列)
    uint32_t      amount;          // definition of 奖励金额; JX_NONE for rosters
    uint32_t      stay, leave, listed_before;  // roster: definitions, JX_NONE where absent
    // The population the award is decided over; only with 名次.
    bool          population;
    uint32_t      member;          // boolean fact that says who belongs; JX_NONE: every subject of the kind
    // Rounding of the amount, from the head or its own.
    jx_rounding_way rounding;
    uint32_t      rounding_reading;  // reading that says so; JX_NONE
    const jx_rounding_way *roundings;  // by option of the reading; NULL without one
    jx_text       payee, block, way, lead, joint, materials, deadline, report;
    uint32_t      payee_reading;
    const jx_source *source;
    jx_span       span;
} jx_award_rule;

// DMN: a decision service, a function of its input data and input decisions, in this order. Evaluated in a case of its
// own, in which the inputs are the arguments and nothing else is known.
typedef struct {
    uint32_t        definition;
    const uint32_t *outputs;  // definitions; one: its value is the result; several: a context by their names
    size_t          output_count;
    const uint32_t *inputs;   // definitions: facts, then decisions
    size_t          input_count;
    const jx_type  *result;   // declared, or NULL
} jx_service;

struct jx_model {
    bool                   package;  // package semantics (open values, exact ratios); else DMN
    jx_text                name, version;
    const jx_space        *spaces;
    size_t                 space_count;
    const jx_definition   *definitions;
    size_t                 definition_count;
    const jx_award_rule   *awards;
    size_t                 award_count;
    const jx_subject_kind *subjects;
    size_t                 subject_count;
    const jx_service      *services;  // DMN
    size_t                 service_count;
    int64_t                in_force;  // day, days since 1970-01-01
    jx_text                scenario;  // "" as published
    jx_text                money;     // packages: the base unit amounts are in: 元, EUR
};

// The definition that `name` means in `space`: award, then its clause, then the package. JX_NONE if unknown.
uint32_t jx_model_find(const jx_model *model, uint32_t space, jx_text name);
// Warns of names with signs that cannot be seen and of names in one space that look the same. `arena` for the work.
void jx_model_check_names(const jx_model *model, jx_arena *arena, jx_problems *problems);
uint32_t jx_model_space(const jx_model *model, jx_text id_or_name);  // JX_NONE if unknown
const jx_service *jx_model_service(const jx_model *model, uint32_t definition);  // NULL if it is none

#endif
