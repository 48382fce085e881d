// Lines of text -> jx_model -> plan -> case. Everything is done by hand on the model's own structures, so that these
// tests stand on feel/, plan/, eval/ and award/ alone and not on the reader of policies.
#include "semantics/bench.h"

#include <string.h>

static jx_text word(jx_text *rest)
{
    jx_text line = jx_text_trim(*rest);
    jx_text first = jx_text_cut(line, JX_TEXT(" "), rest);
    if (!rest->bytes) *rest = (jx_text){ "", 0 };
    *rest = jx_text_trim(*rest);
    return first;
}

static bool is(jx_text text, const char *what)
{
    return jx_text_equal(text, jx_text_of(what));
}

static bool fail(bench *b, const char *why, jx_text what)
{
    b->error = jx_text_format(b->arena, "%s: %.*s", why, JX_TEXT_ARG(what));
    return false;
}

void bench_open(bench *b, jx_allocator allocator, size_t bytes)
{
    *b = (bench){ .arena = jx_arena_new(allocator, bytes), .limits = jx_limits_default() };
}

static const jx_space spaces[] = {
    { JX_SPACE_PACKAGE, { "p", 1 }, { "p", 1 }, 0 },
    { JX_SPACE_AWARD, { "1", 1 }, { "a", 1 }, 0 },
};

static void begin(bench *b)
{
    if (b->scope) return;
    b->problems = (jx_problems){ .arena = b->arena, .language = JX_ENGLISH };
    b->scope = jx_scope_new(b->arena, NULL);
    b->model = (jx_model){ .package = true, .spaces = spaces, .space_count = JX_COUNT(spaces) };
    static const char *const numbers[] = { "total", "daily_mean", "coverage", "rank", "合计", "日均", "覆盖", "名次" };
    jx_type *number = JX_NEW(b->arena, jx_type), *any = JX_NEW(b->arena, jx_type);
    *number = (jx_type){ .kind = JX_TYPE_FUNCTION, .element = &jx_type_number };
    *any = (jx_type){ .kind = JX_TYPE_FUNCTION, .element = &jx_type_any };
    for (size_t i = 0; i < JX_COUNT(numbers); i++) jx_scope_declare(b->scope, jx_text_of(numbers[i]), number);
    jx_scope_declare(b->scope, JX_TEXT("需人工"), any);
    jx_scope_declare(b->scope, JX_TEXT("升"), &jx_type_string);
    static const char *const states[] = { "missing", "gap", "pending", "reading", "maybe", "doubtful" };
    for (size_t i = 0; i < JX_COUNT(states); i++) jx_scope_declare(b->scope, jx_text_of(states[i]), &jx_type_any);
}

void bench_close(bench *b)
{
    jx_arena_free(b->arena);
}

// ---- expressions ----

static const jx_expr *expression(bench *b, jx_text text, const jx_scope *scope, bool tests, const jx_type *input)
{
    jx_source *source = JX_NEW(b->arena, jx_source);
    *source = (jx_source){ JX_TEXT("line"), jx_text_copy(b->arena, jx_text_trim(text)) };
    jx_feel_options options = { .dialect = JX_DIALECT_PACKAGE, .arena = b->arena, .problems = &b->problems,
                                .limits = &b->limits, .source = source };
    jx_span span = { 0, (uint32_t)source->bytes.size };
    const jx_expr *expr = NULL;
    jx_status status = tests ? jx_feel_parse_tests(&options, scope, input, span, &expr)
                             : jx_feel_parse(&options, scope, span, &expr);
    if (status == JX_OK) return expr;
    b->starved = status == JX_OUT_OF_MEMORY;
    if (b->starved) return NULL;
    jx_text what = b->problems.list.count ? b->problems.list.items[0].what : JX_TEXT("?");
    b->error = jx_text_format(b->arena, "%.*s: %.*s", JX_TEXT_ARG(source->bytes), JX_TEXT_ARG(what));
    return NULL;
}

static jx_expr *node(bench *b, jx_expr_kind kind, const jx_type *type)
{
    static const jx_source nowhere;
    jx_expr *expr = JX_NEW(b->arena, jx_expr);
    expr->kind = kind;
    expr->type = type;
    expr->source = &nowhere;
    return expr;
}

// ---- values ----

static jx_causes cause(bench *b, jx_cause_kind kind, jx_text name, const char *place)
{
    return jx_cause_one(b->arena, kind, name, jx_text_of(place));
}

static jx_open open_like(const jx_definition *like, jx_causes causes, bool may_be_null)
{
    return (jx_open){ .type = like->type, .may_be_null = may_be_null, .low = like->range.low, .high = like->range.high,
                      .has_options = like->option_count > 0, .options = like->options,
                      .option_count = like->option_count, .causes = causes };
}

// `missing` may turn out 无 where the fact may; `maybe` always; the others never.
static bool named_state(bench *b, jx_text name, const jx_definition *like, jx_value *out)
{
    jx_cause_kind kind = is(name, "gap") || is(name, "doubtful") ? JX_CAUSE_GAP : is(name, "pending") ? JX_CAUSE_PENDING
                         : is(name, "reading")                   ? JX_CAUSE_READING
                                                                 : JX_CAUSE_MISSING;
    bool null = is(name, "maybe") || is(name, "doubtful") || (is(name, "missing") && like->may_be_null);
    if (!null && !is(name, "missing") && kind == JX_CAUSE_MISSING) return fail(b, "no such state", name);
    jx_open open = open_like(like, cause(b, kind, like->name, ""), null);
    if (open.option_count > 1) {  // sorted, as open values want them
        jx_value *sorted = JX_ARRAY(b->arena, open.option_count, jx_value);
        for (size_t i = 0; i < open.option_count; i++) {
            size_t at = i;
            for (; at > 0 && jx_value_compare(sorted[at - 1], open.options[i]) > 0; at--) sorted[at] = sorted[at - 1];
            sorted[at] = open.options[i];
        }
        open.options = sorted;
    }
    *out = jx_open_value(b->arena, open);
    return true;
}

static bool of_expr(bench *b, const jx_expr *expr, const jx_definition *like, jx_value *out);

static bool number_of(bench *b, const jx_expr *expr, jx_value *out)
{
    static const jx_definition plain = { .type = &jx_type_any };
    return of_expr(b, expr, &plain, out);
}

static bool bound_of(bench *b, const jx_expr *expr, const jx_definition *like, jx_value *out)
{
    jx_value low = jx_null(), high = jx_null();
    jx_interval within = like->range;
    bool low_in = true, high_in = true;
    if (expr->kind == JX_EXPR_INTERVAL) {
        if (!number_of(b, expr->as.interval.low, &low) || !number_of(b, expr->as.interval.high, &high)) return false;
        low_in = expr->as.interval.low_included, high_in = expr->as.interval.high_included;
    } else {
        jx_value end;
        if (!number_of(b, expr->as.unary_range.end, &end)) return false;
        jx_range_form form = expr->as.unary_range.form;
        bool from = form == JX_RANGE_GREATER || form == JX_RANGE_GREATER_EQUAL;
        *(from ? &low : &high) = end;
        low_in = form == JX_RANGE_GREATER_EQUAL, high_in = form == JX_RANGE_LESS_EQUAL;
    }
    if (like->type->kind == JX_TYPE_RANGE) {
        *out = jx_range_of(b->arena, (jx_range_value){ JX_RANGE_INTERVAL, low_in, high_in, low, high });
        return true;
    }
    jx_interval bound = jx_interval_all();
    if (low.kind != JX_NULL) bound.low = (jx_end){ true, low_in, low };
    if (high.kind != JX_NULL) bound.high = (jx_end){ true, high_in, high };
    bound = jx_interval_intersect(bound, within);
    *out = jx_open_interval(b->arena, like->type, bound, false, cause(b, JX_CAUSE_MISSING, like->name, "bound"));
    return true;
}

static jx_definition like_field(const jx_definition *records, jx_text name)
{
    jx_definition like = { .type = &jx_type_any, .name = name, .may_be_null = true };
    for (size_t i = 0; i < records->field_count; i++) {
        const jx_record_field *field = &records->fields[i];
        if (!jx_text_equal(field->name, name)) continue;
        like.type = field->type, like.range = field->range, like.has_range = field->has_range;
        like.options = field->options, like.option_count = field->option_count;
    }
    return like;
}

static bool of_list(bench *b, const jx_expr *expr, const jx_definition *like, jx_value *out)
{
    size_t count = expr->as.list.count;
    jx_value *items = JX_ARRAY(b->arena, count, jx_value);
    jx_definition item = *like;
    item.type = like->type->element ? like->type->element : &jx_type_any;
    if (like->type->kind == JX_TYPE_SERIES) item.type = &jx_type_number;
    for (size_t i = 0; i < count; i++)
        if (!of_expr(b, expr->as.list.items[i], &item, &items[i])) return false;
    *out = jx_list(items, count);
    return true;
}

static bool of_context(bench *b, const jx_expr *expr, const jx_definition *like, jx_value *out)
{
    size_t count = expr->as.context.count;
    jx_text *names = JX_ARRAY(b->arena, count, jx_text);
    jx_value *values = JX_ARRAY(b->arena, count, jx_value);
    for (size_t i = 0; i < count; i++) {
        jx_definition field = like_field(like, names[i] = expr->as.context.entries[i].name);
        if (!of_expr(b, expr->as.context.entries[i].value, &field, &values[i])) return false;
    }
    *out = jx_context_of(b->arena, names, values, count);
    return true;
}

static bool of_expr(bench *b, const jx_expr *expr, const jx_definition *like, jx_value *out)
{
    switch ((int)expr->kind) {
    case JX_EXPR_LITERAL: *out = expr->as.literal.value; return true;
    case JX_EXPR_NAME:    return named_state(b, expr->as.name.text, like, out);
    case JX_EXPR_NEGATE:
        if (!number_of(b, expr->as.negate.operand, out) || out->kind != JX_NUMBER)
            return fail(b, "no number", like->name);
        *out = jx_number(jx_decimal_negate(out->as.number));
        return true;
    case JX_EXPR_LIST:    return of_list(b, expr, like, out);
    case JX_EXPR_CONTEXT: return of_context(b, expr, like, out);
    case JX_EXPR_INTERVAL:
    case JX_EXPR_UNARY_RANGE: return bound_of(b, expr, like, out);
    default: return fail(b, "not a value", like->name);
    }
}

bool bench_read_value(bench *b, jx_text text, const jx_definition *like, jx_value *out)
{
    const jx_expr *expr = expression(b, text, b->scope, false, NULL);
    return expr && of_expr(b, expr, like, out);
}

// ---- declared types ----

static bool read_end(jx_text text, jx_value *out)
{
    int64_t day;
    jx_decimal number;
    text = jx_text_trim(text);
    if (jx_decimal_read(text, &number)) *out = jx_number(number);
    else if (jx_date_read(text, &day)) *out = jx_date(day);
    else return false;
    return true;
}

// "[0..100)", "[0..]"; false if it is none.
static bool read_range(jx_text text, jx_interval *out)
{
    *out = jx_interval_all();
    if (text.size < 4 || (text.bytes[0] != '[' && text.bytes[0] != '(')) return false;
    jx_text high, low = jx_text_cut(jx_text_slice(text, 1, text.size - 1), JX_TEXT(".."), &high);
    if (jx_text_trim(low).size) {
        out->low = (jx_end){ .finite = true, .included = text.bytes[0] == '[' };
        if (!read_end(low, &out->low.at)) return false;
    }
    if (jx_text_trim(high).size) {
        out->high = (jx_end){ .finite = true, .included = text.bytes[text.size - 1] == ']' };
        if (!read_end(high, &out->high.at)) return false;
    }
    return true;
}

static bool read_options(bench *b, jx_text text, jx_definition *def)
{
    const jx_expr *expr = expression(b, jx_text_format(b->arena, "[%.*s]", JX_TEXT_ARG(text)), b->scope, false, NULL);
    if (!expr || expr->kind != JX_EXPR_LIST) return false;
    jx_value *options = JX_ARRAY(b->arena, expr->as.list.count, jx_value);
    for (size_t i = 0; i < expr->as.list.count; i++) options[i] = expr->as.list.items[i]->as.literal.value;
    def->options = options;
    def->option_count = expr->as.list.count;
    return true;
}

static bool read_type(bench *b, jx_text text, jx_definition *def);

// "records(名 text; 金额 number [0..100])"
static bool read_records(bench *b, jx_text inside, jx_definition *def)
{
    struct { jx_record_field *items; size_t count, capacity; } fields = { 0 };
    struct { jx_field *items; size_t count, capacity; } members = { 0 };
    for (jx_text rest = inside; rest.bytes;) {
        jx_text part = jx_text_cut(rest, JX_TEXT(";"), &rest), type = part;
        jx_definition field = { .name = word(&type) };
        if (!read_type(b, type, &field)) return false;
        *JX_PUSH(b->arena, &fields) = (jx_record_field){ .name = field.name,
                                                         .type = field.type,
                                                         .factor = jx_decimal_of(1),
                                                         .precision = -1,
                                                         .has_range = field.has_range,
                                                         .range = field.range,
                                                         .options = field.options,
                                                         .option_count = field.option_count };
        *JX_PUSH(b->arena, &members) = (jx_field){ field.name, field.type };
    }
    jx_type *context = JX_NEW(b->arena, jx_type);
    *context = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = members.items, .field_count = members.count };
    def->type = jx_type_list_of(b->arena, context);
    def->fields = fields.items;
    def->field_count = fields.count;
    return true;
}

static const jx_type *date_range_type(bench *b)
{
    jx_type *range = JX_NEW(b->arena, jx_type);
    *range = (jx_type){ .kind = JX_TYPE_RANGE, .element = &jx_type_date };
    return range;
}

// "number [0..100] or null", `text "甲", "乙" ordered`, "series [0..10] from 2026-02-01", "records(…)", "window"
static bool read_type(bench *b, jx_text text, jx_definition *def)
{
    text = jx_text_trim(text);
    def->factor = jx_decimal_of(1);
    def->precision = -1;
    if (jx_text_ends_with(text, JX_TEXT(" or null"))) {
        def->may_be_null = true;
        text = jx_text_trim(jx_text_slice(text, 0, text.size - 8));
    }
    if (jx_text_starts_with(text, JX_TEXT("records(")))
        return read_records(b, jx_text_slice(text, 8, text.size - 1), def);
    jx_text rest = text, name = word(&rest);
    if (is(name, "window")) def->type = date_range_type(b);
    else if (is(name, "series")) def->type = &jx_type_series;
    else if (is(name, "numbers")) def->type = jx_type_list_of(b->arena, &jx_type_number);
    else if (is(name, "text")) def->type = &jx_type_string;
    else def->type = jx_type_named(name);
    if (!def->type) return fail(b, "no such type", text);
    if (jx_text_ends_with(rest, JX_TEXT(" ordered"))) {
        def->ordered = true;
        rest = jx_text_slice(rest, 0, rest.size - 8);
    }
    if (def->type->kind == JX_TYPE_STRING && rest.size) return read_options(b, rest, def);
    def->has_range = rest.size && read_range(rest, &def->range);
    if (!def->has_range) def->range = jx_interval_all();
    return !rest.size || def->has_range || fail(b, "no such range", rest);
}

// ---- lines ----

static jx_definition *define(bench *b, jx_definition def, jx_value fact)
{
    *JX_PUSH(b->arena, &b->facts) = fact;
    jx_scope_declare(b->scope, def.name, def.type);
    jx_definition *stored = JX_PUSH(b->arena, &b->definitions);
    *stored = def;
    return stored;
}

static bool read_series(bench *b, jx_text text, jx_definition *def, int64_t first, jx_value *out)
{
    jx_value list;
    if (!bench_read_value(b, jx_text_format(b->arena, "[%.*s]", JX_TEXT_ARG(text)), def, &list)) return false;
    jx_series *series = JX_NEW(b->arena, jx_series);
    *series = (jx_series){ .name = def->name, .first_day = first, .day_count = list.as.list.count,
                           .days = list.as.list.items, .element = &jx_type_number };
    *out = jx_series_value(series);
    return true;
}

// "fact 产值 number [0..] = missing"
static bool given_line(bench *b, jx_definition_kind kind, jx_text rest)
{
    jx_definition def = { .kind = kind, .name = word(&rest) };
    jx_text value, type = jx_text_cut(rest, JX_TEXT(" = "), &value), start = { 0 };
    if (!value.bytes) return fail(b, "no value", rest);
    size_t from = jx_text_find(type, JX_TEXT(" from "));
    if (from != SIZE_MAX) {
        start = jx_text_trim(jx_text_slice(type, from + 6, type.size));
        type = jx_text_slice(type, 0, from);
    }
    if (kind == JX_DEFINITION_READING) {
        def.type = &jx_type_string, def.factor = jx_decimal_of(1), def.precision = -1;
        def.provisional = true;
        if (!read_options(b, type, &def)) return false;
    } else if (!read_type(b, type, &def)) {
        return false;
    }
    jx_value given;
    int64_t day = 0;
    if (start.size && !jx_date_read(start, &day)) return fail(b, "no date", start);
    bool read = start.size ? read_series(b, value, &def, day, &given) : bench_read_value(b, value, &def, &given);
    if (!read) return false;
    def.value = given;
    def.basis = def.name;
    (void)define(b, def, kind == JX_DEFINITION_FACT ? given : jx_null());
    return true;
}

static bool formula_line(bench *b, jx_text rest)
{
    jx_definition def = { .kind = JX_DEFINITION_FORMULA, .name = word(&rest), .space = 1, .factor = jx_decimal_of(1),
                          .precision = -1 };
    jx_text text, type = jx_text_cut(rest, JX_TEXT("="), &text);
    if (!text.bytes) return fail(b, "no formula", rest);
    def.expr = expression(b, text, b->scope, false, NULL);
    if (!def.expr) return false;
    def.type = def.expr->type;
    if (jx_text_trim(type).size && !read_type(b, type, &def)) return false;
    (void)define(b, def, jx_null());
    return true;
}

static jx_definition *last(bench *b, jx_expr_kind kind)
{
    jx_definition *def = b->definitions.count ? &b->definitions.items[b->definitions.count - 1] : NULL;
    return def && def->expr && def->expr->kind == kind ? def : NULL;
}

// "group 资格 all", then "condition 1: 产值 >= 门槛"
static bool group_line(bench *b, jx_text rest)
{
    jx_group *group = JX_NEW(b->arena, jx_group);
    jx_expr *expr = node(b, JX_EXPR_GROUP, &jx_type_boolean);
    group->name = word(&rest);
    group->any = is(rest, "any");
    expr->as.group = group;
    (void)define(b,
                 (jx_definition){ .kind = JX_DEFINITION_FORMULA,
                                  .name = group->name,
                                  .space = 1,
                                  .expr = expr,
                                  .type = &jx_type_boolean,
                                  .factor = jx_decimal_of(1),
                                  .precision = -1 },
                 jx_null());
    return true;
}

static bool condition_line(bench *b, jx_text rest)
{
    jx_definition *def = last(b, JX_EXPR_GROUP);
    if (!def) return fail(b, "no group before", rest);
    jx_group *group = (jx_group *)def->expr->as.group;
    jx_text test, id = jx_text_cut(rest, JX_TEXT(":"), &test);
    jx_group_row *rows = JX_ARRAY(b->arena, group->row_count + 1, jx_group_row);
    if (group->row_count) memcpy(rows, group->rows, group->row_count * sizeof *rows);
    rows[group->row_count] = (jx_group_row){ .id = id, .test = expression(b, test, b->scope, false, NULL) };
    if (!rows[group->row_count].test) return false;
    group->rows = rows;
    group->row_count++;
    return true;
}

static void hit_of(jx_text mark, jx_table *table)
{
    static const struct { const char *mark; jx_hit_policy hit; jx_aggregation aggregation; } all[] = {
        { "U", JX_HIT_UNIQUE, JX_AGGREGATE_NONE }, { "F", JX_HIT_FIRST, JX_AGGREGATE_NONE },
        { "A", JX_HIT_ANY, JX_AGGREGATE_NONE },    { "C+", JX_HIT_COLLECT, JX_AGGREGATE_SUM },
        { "C>", JX_HIT_COLLECT, JX_AGGREGATE_MAX }, { "C<", JX_HIT_COLLECT, JX_AGGREGATE_MIN },
        { "C#", JX_HIT_COLLECT, JX_AGGREGATE_COUNT }, { "C", JX_HIT_COLLECT, JX_AGGREGATE_NONE },
    };
    for (size_t i = 0; i < JX_COUNT(all); i++) {
        if (!is(mark, all[i].mark)) continue;
        table->hit = all[i].hit;
        table->aggregation = all[i].aggregation;
    }
}

static size_t parts_of(jx_text text, jx_text parts[8])
{
    size_t count = 0;
    for (jx_text rest = text; rest.bytes && count < 8;)
        parts[count++] = jx_text_trim(jx_text_cut(rest, JX_TEXT(" ; "), &rest));
    return count;
}

// "table 标准 U: 产值 ; 规模 -> 奖 ; 限", then "row 1: >= 500 ; - -> 10 ; 0". One output and `scalar`: no context.
static bool table_line(bench *b, jx_text rest)
{
    jx_table *table = JX_NEW(b->arena, jx_table);
    jx_text outputs, parts[8];
    table->name = word(&rest);
    jx_text mark = word(&rest);
    if (jx_text_ends_with(mark, JX_TEXT(":"))) mark.size--;
    else if (is(rest, "")) return fail(b, "no header", mark);
    hit_of(mark, table);
    table->context_result = true;
    if (jx_text_starts_with(rest, JX_TEXT("scalar:"))) {
        table->context_result = false;
        rest = jx_text_slice(rest, 7, rest.size);
    }
    jx_text inputs = jx_text_cut(rest, JX_TEXT("->"), &outputs);
    table->input_count = parts_of(inputs, parts);
    jx_table_input *in = JX_ARRAY(b->arena, table->input_count, jx_table_input);
    for (size_t i = 0; i < table->input_count; i++) {
        in[i] = (jx_table_input){ .label = parts[i], .expression = expression(b, parts[i], b->scope, false, NULL) };
        if (!in[i].expression) return false;
    }
    table->output_count = parts_of(outputs, parts);
    jx_table_output *out = JX_ARRAY(b->arena, table->output_count, jx_table_output);
    jx_field *fields = JX_ARRAY(b->arena, table->output_count, jx_field);
    for (size_t i = 0; i < table->output_count; i++) {
        out[i] = (jx_table_output){ .name = parts[i], .type = &jx_type_number };
        fields[i] = (jx_field){ parts[i], &jx_type_any };
    }
    table->inputs = in;
    table->outputs = out;
    jx_type *context = JX_NEW(b->arena, jx_type);
    *context = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = fields, .field_count = table->output_count };
    const jx_type *type = table->context_result ? context : &jx_type_any;
    jx_expr *expr = node(b, JX_EXPR_TABLE, type);
    expr->as.table = table;
    (void)define(b, (jx_definition){ .kind = JX_DEFINITION_FORMULA, .name = table->name, .space = 1, .expr = expr,
                                     .type = type, .factor = jx_decimal_of(1), .precision = -1 }, jx_null());
    return true;
}

// A cell: FEEL, or `pending 0..5` as its own state.
static const jx_expr *output_cell(bench *b, const jx_table *table, size_t o, jx_text text)
{
    if (!jx_text_starts_with(text, JX_TEXT("pending"))) return expression(b, text, b->scope, false, NULL);
    jx_definition like = { .type = &jx_type_number, .range = jx_interval_all() };
    jx_text range = jx_text_trim(jx_text_slice(text, 7, text.size));
    if (range.size && !read_range(range, &like.range)) return NULL;
    like.name = jx_text_format(b->arena, "%.*s.%.*s", JX_TEXT_ARG(table->name), JX_TEXT_ARG(table->outputs[o].name));
    jx_expr *expr = node(b, JX_EXPR_LITERAL, &jx_type_number);
    expr->as.literal.value =
        jx_open_value(b->arena, open_like(&like, cause(b, JX_CAUSE_PENDING, like.name, ""), false));
    return expr;
}

static bool row_line(bench *b, jx_text rest)
{
    jx_definition *def = last(b, JX_EXPR_TABLE);
    if (!def) return fail(b, "no table before", rest);
    jx_table *table = (jx_table *)def->expr->as.table;
    jx_text cells, parts[8], outputs, id = jx_text_cut(rest, JX_TEXT(":"), &cells);
    jx_text inputs = jx_text_cut(cells, JX_TEXT("->"), &outputs);
    const jx_expr **tests = JX_ARRAY(b->arena, table->input_count, const jx_expr *);
    const jx_expr **results = JX_ARRAY(b->arena, table->output_count, const jx_expr *);
    if (parts_of(inputs, parts) != table->input_count) return fail(b, "wrong number of cells", rest);
    for (size_t i = 0; i < table->input_count; i++) {
        const jx_type *type = table->inputs[i].expression->type;
        if (is(parts[i], "-")) continue;
        tests[i] = expression(b, parts[i], b->scope, true, type);
        if (!tests[i]) return false;
    }
    if (parts_of(outputs, parts) != table->output_count) return fail(b, "wrong number of outputs", rest);
    for (size_t o = 0; o < table->output_count; o++)
        if (!(results[o] = output_cell(b, table, o, parts[o]))) return false;
    jx_table_rule *rules = JX_ARRAY(b->arena, table->rule_count + 1, jx_table_rule);
    if (table->rule_count) memcpy(rules, table->rules, table->rule_count * sizeof *rules);
    rules[table->rule_count++] = (jx_table_rule){ .id = id, .tests = tests, .outputs = results };
    table->rules = rules;
    return true;
}

// "extend 销售", then "field 达标 boolean = 金额 >= 5": records named like the fact, with computed fields.
static bool extend_line(bench *b, jx_text rest)
{
    uint32_t base = bench_find(b, rest);
    if (base == JX_NONE) return fail(b, "no such records", rest);
    jx_expr *list = node(b, JX_EXPR_NAME, b->definitions.items[base].type), *expr = node(b, JX_EXPR_EXTEND, list->type);
    list->as.name.text = rest;
    expr->as.extend.list = list;
    jx_definition def = b->definitions.items[base];
    def.kind = JX_DEFINITION_FORMULA;
    def.space = 1;
    def.expr = expr;
    (void)define(b, def, jx_null());
    return true;
}

static bool field_line(bench *b, jx_text rest)
{
    jx_definition *def = last(b, JX_EXPR_EXTEND);
    if (!def) return fail(b, "no records before", rest);
    jx_expr *expr = (jx_expr *)def->expr;
    jx_text text, name = jx_text_trim(jx_text_cut(rest, JX_TEXT("="), &text));
    jx_scope *scope = jx_scope_new(b->arena, b->scope);
    const jx_type *old = expr->type->element;
    for (size_t i = 0; i < old->field_count; i++) jx_scope_declare(scope, old->fields[i].name, old->fields[i].type);
    const jx_expr *value = expression(b, text, scope, false, NULL);
    if (!value) return false;
    size_t count = expr->as.extend.count;
    jx_binding *fields = JX_ARRAY(b->arena, count + 1, jx_binding);
    if (count) memcpy(fields, expr->as.extend.fields, count * sizeof *fields);
    fields[count] = (jx_binding){ .name = name, .value = value };
    expr->as.extend.fields = fields;
    expr->as.extend.count = count + 1;
    jx_field *members = JX_ARRAY(b->arena, old->field_count + 1, jx_field);
    memcpy(members, old->fields, old->field_count * sizeof *members);
    members[old->field_count] = (jx_field){ name, value->type };
    jx_type *context = JX_NEW(b->arena, jx_type);
    *context = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = members, .field_count = old->field_count + 1 };
    expr->type = jx_type_list_of(b->arena, context);
    def->type = expr->type;
    jx_scope_declare(b->scope, def->name, def->type);
    return true;
}

// "award 奖 eligible=资格 amount=金额 to=yuan round=down", "roster 名单 enter=… leave=… stay=… before=…"
static bool award_line(bench *b, jx_text rest, jx_award_kind kind)
{
    jx_award_rule award = { .kind = kind, .id = JX_TEXT("1"), .name = word(&rest), .space = 1, .eligible = JX_NONE,
                            .amount = JX_NONE, .stay = JX_NONE, .leave = JX_NONE, .listed_before = JX_NONE,
                            .member = JX_NONE, .rounding = { 2, JX_ROUND_HALF_UP },
                            .rounding_reading = JX_NONE, .payee_reading = JX_NONE };
    while (rest.size) {
        jx_text value, key = jx_text_cut(word(&rest), JX_TEXT("="), &value);
        uint32_t found = bench_find(b, value);
        if (is(key, "to")) award.rounding.scale = is(value, "fen") ? 2 : 0;
        else if (is(key, "round"))
            award.rounding.rounding = is(value, "down") ? JX_ROUND_DOWN
                                      : is(value, "up") ? JX_ROUND_UP
                                                        : JX_ROUND_HALF_UP;
        else if (found == JX_NONE) return fail(b, "no such name", value);
        else if (is(key, "eligible") || is(key, "enter")) award.eligible = found;
        else if (is(key, "amount")) award.amount = found;
        else if (is(key, "stay")) award.stay = found;
        else if (is(key, "leave")) award.leave = found;
        else if (is(key, "before")) award.listed_before = found;
        else return fail(b, "no such word", key);
    }
    *JX_PUSH(b->arena, &b->awards) = award;
    return true;
}

bool bench_line(bench *b, jx_text line)
{
    begin(b);
    jx_text rest = jx_text_copy(b->arena, line), first = word(&rest);
    b->lines_read++;
    if (!first.size || first.bytes[0] == '#') return true;
    if (is(first, "fact")) return given_line(b, JX_DEFINITION_FACT, rest);
    if (is(first, "parameter")) return given_line(b, JX_DEFINITION_PARAMETER, rest);
    if (is(first, "option")) return given_line(b, JX_DEFINITION_READING, rest);
    if (is(first, "formula")) return formula_line(b, rest);
    if (is(first, "group")) return group_line(b, rest);
    if (is(first, "condition")) return condition_line(b, rest);
    if (is(first, "table")) return table_line(b, rest);
    if (is(first, "row")) return row_line(b, rest);
    if (is(first, "extend")) return extend_line(b, rest);
    if (is(first, "field")) return field_line(b, rest);
    if (is(first, "award")) return award_line(b, rest, JX_AWARD_MONEY);
    if (is(first, "roster")) return award_line(b, rest, JX_AWARD_ROSTER);
    if (is(first, "name")) {  // a name that is defined further down
        jx_text name = word(&rest);
        jx_scope_declare(b->scope, name, jx_type_named(rest));
        return true;
    }
    return fail(b, "no such line", first);
}

bool bench_read(bench *b, jx_text lines)
{
    for (jx_text rest = lines; rest.bytes;)
        if (!bench_line(b, jx_text_cut(rest, JX_TEXT("\n"), &rest))) return false;
    return true;
}

// ---- running ----

void bench_restart(bench *b, const jx_value *facts)
{
    b->options = (jx_eval_options){ .arena = b->arena, .limits = &b->limits };
    b->unit = jx_case_new(b->bound, &b->options, facts, b->ranks);
}

bool bench_start(bench *b)
{
    begin(b);
    b->model.definitions = b->definitions.items;
    b->model.definition_count = b->definitions.count;
    b->model.awards = b->awards.items;
    b->model.award_count = b->awards.count;
    jx_status status = jx_plan_lower(&b->model, b->arena, &b->problems, &b->plan);
    b->refused = status == JX_REFUSED;
    if (status != JX_OK || jx_plan_bind(b->plan, NULL, b->arena, &b->bound) != JX_OK) return false;
    bench_restart(b, b->facts.items);
    return true;
}

// The last definition of that name: the extended records, not the fact.
uint32_t bench_find(const bench *b, jx_text name)
{
    for (size_t i = b->definitions.count; i > 0; i--)
        if (jx_text_equal(b->definitions.items[i - 1].name, name)) return (uint32_t)(i - 1);
    return JX_NONE;
}

jx_value bench_value(bench *b, jx_text name)
{
    uint32_t definition = bench_find(b, name);
    return definition == JX_NONE ? jx_string(JX_TEXT("(no such name)")) : jx_case_value(b->unit, definition);
}

// ---- showing ----

static void put_causes(jx_buffer *out, jx_causes causes)
{
    for (size_t i = 0; i < causes.count; i++) {
        jx_buffer_format(out, "%s%s %.*s", i ? ", " : " <- ", jx_cause_kind_slug(causes.items[i].kind),
                         JX_TEXT_ARG(causes.items[i].name));
        if (causes.items[i].place.size) jx_buffer_format(out, " %.*s", JX_TEXT_ARG(causes.items[i].place));
    }
}

// Causes of members too: a list or a context shows where it is open.
static jx_causes all_causes(bench *b, jx_value value, jx_causes causes)
{
    causes = jx_causes_join(b->arena, causes, jx_value_causes(value));
    if (value.kind == JX_LIST)
        for (size_t i = 0; i < value.as.list.count; i++) causes = all_causes(b, value.as.list.items[i], causes);
    if (value.kind == JX_CONTEXT)
        for (size_t i = 0; i < value.as.context->count; i++)
            causes = all_causes(b, value.as.context->values[i], causes);
    return causes;
}

jx_text bench_shown(bench *b, jx_value value)
{
    jx_buffer out = jx_buffer_in(b->arena);
    jx_value_print(value, &out);
    put_causes(&out, all_causes(b, value, (jx_causes){ 0 }));
    return jx_buffer_text(&out);
}

static void put_listed(jx_buffer *out, jx_listed listed)
{
    static const char *const words[] = { "", " enter", " stay", " leave", " not listed", " open" };
    jx_buffer_put(out, jx_text_of(words[listed]));
}

static bool decide(bench *b, jx_text award, jx_answer *out)
{
    uint32_t index = 0;
    while (index < b->awards.count && !jx_text_equal(b->awards.items[index].name, award)) index++;
    if (index < b->awards.count) jx_award_decide(b->unit, b->bound, index, JX_TEXT("甲厂"), b->arena, out);
    return index < b->awards.count;
}

jx_text bench_bytes(bench *b, jx_text award)
{
    jx_answer answer;
    if (!decide(b, award, &answer)) return JX_TEXT("(no such award)");
    jx_buffer out = jx_buffer_in(b->arena);
    jx_answer_print(&b->model, &answer, &out);
    return jx_buffer_text(&out);
}

jx_text bench_totals(bench *b)
{
    jx_totals totals = { 0 };
    jx_buffer out = jx_buffer_in(b->arena);
    for (size_t i = 0; i < b->awards.count; i++) {
        jx_answer answer;
        if (decide(b, b->awards.items[i].name, &answer)) jx_totals_add(&totals, &answer);
    }
    for (int v = 0; v < JX_VERDICT_COUNT; v++)
        jx_buffer_format(&out, "%s %d, ", jx_verdict_word((jx_verdict)v, JX_CHINESE), (int)totals.verdicts[v]);
    jx_buffer_format(&out, "decided %lld least %lld most %lld%s", (long long)totals.decided_fen,
                     (long long)totals.least_fen, (long long)totals.most_fen, totals.unbounded ? "..无上限" : "");
    return jx_buffer_text(&out);
}

jx_text bench_answer(bench *b, jx_text award)
{
    jx_answer answer;
    if (!decide(b, award, &answer)) return JX_TEXT("(no such award)");
    jx_buffer out = jx_buffer_in(b->arena);
    jx_buffer_put(&out, jx_text_of(jx_verdict_word(answer.verdict, JX_CHINESE)));
    put_listed(&out, answer.listed);
    if (answer.listed == JX_LISTED_NONE) {
        jx_buffer_put_char(&out, ' ');
        jx_decimal_print(jx_decimal_scaled(answer.least_fen, 2), &out);
        if (answer.unbounded) jx_buffer_put(&out, JX_TEXT("..无上限"));
        else if (answer.most_fen != answer.least_fen) {
            jx_buffer_put(&out, JX_TEXT(".."));
            jx_decimal_print(jx_decimal_scaled(answer.most_fen, 2), &out);
        }
    }
    for (size_t i = 0; i < answer.row_count; i++)
        jx_buffer_format(&out, " {%.*s %.*s}", JX_TEXT_ARG(answer.rows[i].table), JX_TEXT_ARG(answer.rows[i].row));
    for (size_t i = 0; i < answer.reading_count; i++)
        jx_buffer_format(&out, " 口径 %.*s", JX_TEXT_ARG(answer.readings[i]));
    put_causes(&out, answer.causes);
    return jx_buffer_text(&out);
}
