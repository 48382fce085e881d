// What may stand in a cell as a value: quantities, 待定, （缺）, （无）, bounds, dates, windows, lists, texts.
//
// Read jx_cell_value last; every form has its own small function, and none reports anything: the caller knows the
// column.
#include "policy/reader.h"

static bool is_one_of(jx_text text, const char *a, const char *b)
{
    return jx_text_equal(text, jx_text_of(a)) || jx_text_equal(text, jx_text_of(b));
}

bool jx_cell_is_none(jx_text text)
{
    return jx_word_is(text, JX_WORD_CELL_NONE) || jx_text_equal(text, JX_TEXT("(无)"));
}

bool jx_cell_is_missing(jx_text text)
{
    return jx_word_is(text, JX_WORD_CELL_MISSING) || jx_text_equal(text, JX_TEXT("(缺)"));
}

bool jx_cell_is_pending(jx_text text)
{
    jx_text rest;
    return jx_word_begins(text, JX_WORD_PENDING, &rest) &&
           (!rest.size || strchr("><0123456789-[(", rest.bytes[0]) || jx_word_begins(rest, JX_WORD_ONE_OF, NULL) ||
            jx_text_starts_with(rest, JX_TEXT("（")));
}

// ---- dates ----

bool jx_cell_date(jx_text text, int64_t *out)
{
    return text.size == 10 && jx_date_read(text, out);
}

bool jx_cell_window(jx_text text, int64_t *out_first, int64_t *out_last)
{
    if (jx_cell_date(text, out_first)) return *out_last = *out_first, true;
    if (text.size && text.bytes[0] == '[' && text.bytes[text.size - 1] == ']')
        text = jx_text_trim(jx_text_slice(text, 1, text.size - 1));
    jx_text last, first = jx_text_cut(text, JX_TEXT(".."), &last);
    return jx_cell_date(jx_text_trim(first), out_first) && jx_cell_date(jx_text_trim(last), out_last) &&
           *out_first <= *out_last;
}

jx_value jx_window_value(jx_arena *arena, int64_t first, int64_t last)
{
    jx_range_value *range = JX_NEW(arena, jx_range_value);
    *range = (jx_range_value){ JX_RANGE_INTERVAL, true, true, jx_date(first), jx_date(last) };
    return (jx_value){ .kind = JX_RANGE, .as.range = range };
}

// ---- numbers ----

static size_t number_size(jx_text text)
{
    size_t at = text.size && text.bytes[0] == '-' ? 1 : 0, digits = at;
    while (at < text.size && ((text.bytes[at] >= '0' && text.bytes[at] <= '9') || text.bytes[at] == '.')) {
        if (text.bytes[at] == '.' && at + 1 < text.size && text.bytes[at + 1] == '.') break;  // a range begins
        at++;
    }
    return at > digits ? at : 0;
}

// A number, perhaps with a unit right behind it. Without one it takes the unit of the column.
bool jx_cell_quantity(jx_text text, jx_decimal factor, jx_dimensions unit, jx_decimal *out, jx_dimensions *out_unit,
                      bool *out_foreign)
{
    size_t size = number_size(text);
    jx_decimal number;
    if (!size || !jx_decimal_read(jx_text_slice(text, 0, size), &number)) return false;
    jx_text written = jx_text_slice(text, size, text.size);
    if (written.size) {
        if (written.bytes[0] == ' ' || !jx_unit_dimensions(written, out_unit, &factor)) return false;
        *out_foreign = unit.known && !jx_dimensions_equal(*out_unit, unit);
    } else {
        *out_unit = unit;
        *out_foreign = false;
    }
    return jx_decimal_multiply(number, factor, out);
}

// One end of a range: a number in the column's unit, or a date.
static bool read_end(jx_text text, const jx_cell_options *o, jx_value *out)
{
    text = jx_text_trim(text);
    int64_t day;
    jx_decimal number;
    jx_dimensions unit;
    bool foreign;
    if (jx_cell_date(text, &day)) return *out = jx_date(day), true;
    if (!jx_cell_quantity(text, o->factor, o->unit, &number, &unit, &foreign) || foreign) return false;
    return *out = jx_number(number), true;
}

// `>= 0`, `< 5`, `0..5`, `[0..5)`, `0..无上限`.
static bool read_bounds(jx_text text, const jx_cell_options *o, jx_interval *out)
{
    *out = jx_interval_all();
    char sign = text.size ? text.bytes[0] : 0;
    if (sign == '>' || sign == '<') {
        bool equal = text.size > 1 && text.bytes[1] == '=';
        jx_end *end = sign == '>' ? &out->low : &out->high;
        *end = (jx_end){ .finite = true, .included = equal };
        return read_end(jx_text_slice(text, equal ? 2 : 1, text.size), o, &end->at);
    }
    bool low_open = sign == '(', low_closed = sign == '[';
    if (low_open || low_closed) {
        char close = text.bytes[text.size - 1];
        if (close != ']' && close != ')') return false;
        out->high.included = close == ']';
        text = jx_text_slice(text, 1, text.size - 1);
    } else {
        out->high.included = true;
    }
    size_t dots = jx_text_find(text, JX_TEXT(".."));
    if (dots == SIZE_MAX) return false;
    jx_text high = jx_text_trim(jx_text_slice(text, dots + 2, text.size));
    out->low.finite = out->high.finite = true;
    out->low.included = !low_open;
    if (!read_end(jx_text_slice(text, 0, dots), o, &out->low.at)) return false;
    if (jx_word_is(high, JX_WORD_UNBOUNDED)) return out->high = (jx_end){ 0 }, true;
    return read_end(high, o, &out->high.at);
}

// ---- open values ----

static jx_value open_value(jx_reader *r, const jx_cell_options *o, const jx_type *type, jx_interval range,
                           jx_cause_kind cause, bool null)
{
    jx_open open = { .type = type,
                     .may_be_null = null,
                     .low = range.low,
                     .high = range.high,
                     .causes = jx_cause_one(r->arena, cause, o->name, JX_TEXT("")) };
    if (type->kind == JX_TYPE_STRING && o->option_count) {
        open.has_options = true;
        open.options = o->options;
        open.option_count = o->option_count;
    }
    if (type->kind == JX_TYPE_BOOLEAN) return jx_open_boolean(r->arena, open.causes);
    if (type->kind != JX_TYPE_NUMBER && type->kind != JX_TYPE_DATE && !open.has_options)
        return jx_open_any(r->arena, type, null, open.causes);
    return jx_open_value(r->arena, open);
}

static int compare_values(const void *a, const void *b)
{
    return jx_value_compare(*(const jx_value *)a, *(const jx_value *)b);
}

const jx_value *jx_text_options(jx_reader *r, jx_text list, size_t *out_count)
{
    struct {
        jx_value *items;
        size_t count, capacity;
    } options = { 0 };
    while (list.size) {
        jx_text option = jx_list_next(&list);
        if (option.size) *JX_PUSH(r->arena, &options) = jx_string(option);
    }
    *out_count = options.count;
    return options.items;
}

// `以下之一 1, 2`
static bool read_one_of(jx_reader *r, jx_text list, const jx_cell_options *o, jx_value *out)
{
    struct {
        jx_value *items;
        size_t count, capacity;
    } options = { 0 };
    while (list.size) {
        jx_text entry = jx_list_next(&list);
        jx_value value;
        if (!read_end(entry, o, &value)) value = jx_string(entry);
        *JX_PUSH(r->arena, &options) = value;
    }
    if (!options.count) return false;
    qsort(options.items, options.count, sizeof(jx_value), compare_values);
    jx_open open = { .type = options.items[0].kind == JX_STRING ? &jx_type_string : &jx_type_number,
                     .causes = jx_cause_one(r->arena, JX_CAUSE_PENDING, o->name, JX_TEXT("")) };
    if (options.items[0].kind == JX_STRING) {
        open.has_options = true;
        open.options = options.items, open.option_count = options.count;
    } else {  // numbers: their hull
        open.low = (jx_end){ true, true, options.items[0] };
        open.high = (jx_end){ true, true, options.items[options.count - 1] };
    }
    return *out = jx_open_value(r->arena, open), true;
}

static bool read_pending(jx_reader *r, jx_text text, const jx_cell_options *o, jx_value *out)
{
    jx_text rest, list;
    if (!jx_word_begins(text, JX_WORD_PENDING, &rest)) return false;
    const jx_type *type = o->type ? o->type : &jx_type_number;
    if (jx_word_begins(rest, JX_WORD_ONE_OF, &list)) return read_one_of(r, list, o, out);
    jx_interval range = jx_interval_all();
    if (jx_text_starts_with(rest, JX_TEXT("（"))) rest = (jx_text){ 0 };  // 待定（建议：…）
    if (rest.size && !read_bounds(rest, o, &range)) return false;
    return *out = open_value(r, o, type, range, JX_CAUSE_PENDING, false), true;
}

jx_value jx_missing(jx_reader *r, const jx_draft *fact, jx_text name, jx_text place)
{
    const jx_definition *def = &fact->def;
    jx_causes causes = jx_cause_one(r->arena, JX_CAUSE_MISSING, name, place);
    jx_interval range = def->has_range ? def->range : jx_interval_all();
    jx_open open = {
        .type = def->type, .may_be_null = def->may_be_null, .low = range.low, .high = range.high, .causes = causes
    };
    if (def->type->kind == JX_TYPE_STRING && def->option_count) {
        jx_value *sorted = JX_ARRAY(r->arena, def->option_count, jx_value);
        memcpy(sorted, def->options, def->option_count * sizeof *sorted);
        qsort(sorted, def->option_count, sizeof *sorted, compare_values);
        open.has_options = true, open.options = sorted, open.option_count = def->option_count;
    } else if (def->type->kind == JX_TYPE_BOOLEAN) {
        jx_value *both = JX_ARRAY(r->arena, 2, jx_value);
        both[0] = jx_boolean(false), both[1] = jx_boolean(true);
        open.has_options = true, open.options = both, open.option_count = 2;
    } else if (def->type->kind != JX_TYPE_NUMBER && def->type->kind != JX_TYPE_DATE) {
        return jx_open_any(r->arena, def->type, def->may_be_null, causes);
    }
    return jx_open_value(r->arena, open);
}

jx_cell_options jx_options_of(const jx_draft *draft, jx_cause_kind cause)
{
    const jx_definition *def = &draft->def;
    jx_cell_options options = { .type = def->type,
                                .factor = def->factor,
                                .name = def->name,
                                .cause = cause,
                                .may_be_null = def->may_be_null,
                                .has_range = def->has_range,
                                .range = def->range,
                                .options = def->options,
                                .option_count = def->option_count };
    jx_decimal factor;
    if (!jx_unit_dimensions(def->unit, &options.unit, &factor)) options.unit = (jx_dimensions){ 0 };
    return options;
}

// ---- lists ----

static jx_text unquoted(jx_text text)
{
    bool quoted = text.size >= 2 && text.bytes[0] == '"' && text.bytes[text.size - 1] == '"';
    return quoted ? jx_text_slice(text, 1, text.size - 1) : text;
}

// `["268", "27"]`, `["27", 待定]`: a list that ends in 待定 has one member that is open.
static bool read_list(jx_reader *r, jx_text text, const jx_cell_options *o, jx_value *out)
{
    if (text.size < 2 || text.bytes[0] != '[' || text.bytes[text.size - 1] != ']') return false;
    jx_text rest = jx_text_trim(jx_text_slice(text, 1, text.size - 1));
    jx_cell_options member = *o;
    member.type = o->type && o->type->kind == JX_TYPE_LIST && o->type->element ? o->type->element : NULL;
    struct {
        jx_value *items;
        size_t count, capacity;
    } items = { 0 };
    while (rest.size) {
        jx_text entry = jx_list_next(&rest);
        jx_value value;
        if (entry.size && entry.bytes[0] == '"')
            value = jx_string(unquoted(entry));
        else if (!jx_cell_value(r, entry, &member, &value))
            return false;
        *JX_PUSH(r->arena, &items) = value;
    }
    return *out = jx_list(items.items, items.count), true;
}

// ---- one cell ----

static bool read_boolean(jx_text text, jx_value *out)
{
    if (is_one_of(text, "true", "是")) return *out = jx_boolean(true), true;
    if (is_one_of(text, "false", "否")) return *out = jx_boolean(false), true;
    return false;
}

static bool read_number(jx_text text, const jx_cell_options *o, jx_value *out)
{
    jx_decimal number;
    jx_dimensions unit;
    bool foreign;
    if (!jx_cell_quantity(text, o->factor, o->unit, &number, &unit, &foreign) || foreign) return false;
    return *out = jx_number(number), true;
}

static bool read_bound_value(jx_reader *r, jx_text text, const jx_cell_options *o, const jx_type *type, jx_value *out)
{
    jx_interval range;
    if (!read_bounds(text, o, &range)) return false;
    if (o->has_range) {
        jx_interval inner = jx_interval_intersect(range, o->range);
        if (!jx_interval_empty(inner)) range = inner;
    }
    return *out = open_value(r, o, type, range, o->cause, false), true;
}

bool jx_cell_value(jx_reader *r, jx_text text, const jx_cell_options *o, jx_value *out)
{
    int64_t first, last;
    jx_type_kind kind = o->type ? o->type->kind : JX_TYPE_ANY;
    if (jx_cell_is_none(text)) return *out = jx_null(), true;
    if (jx_cell_is_missing(text)) {
        jx_interval range = o->has_range ? o->range : jx_interval_all();
        return *out = open_value(r, o, o->type ? o->type : &jx_type_any, range, JX_CAUSE_MISSING, o->may_be_null), true;
    }
    if (jx_cell_is_pending(text)) return read_pending(r, text, o, out);
    switch (kind) {
    case JX_TYPE_BOOLEAN: return read_boolean(text, out);
    case JX_TYPE_NUMBER: return read_number(text, o, out) || read_bound_value(r, text, o, o->type, out);
    case JX_TYPE_STRING: return *out = jx_string(unquoted(text)), text.size > 0;
    case JX_TYPE_DATE:
        if (jx_cell_date(text, &first)) return *out = jx_date(first), true;
        return read_bound_value(r, text, o, o->type, out);
    case JX_TYPE_RANGE:
        if (!jx_cell_window(text, &first, &last)) return false;
        return *out = jx_window_value(r->arena, first, last), true;
    case JX_TYPE_LIST: return read_list(r, text, o, out);
    case JX_TYPE_ANY:
        if (read_boolean(text, out) || read_number(text, o, out) || read_list(r, text, o, out)) return true;
        if (jx_cell_date(text, &first)) return *out = jx_date(first), true;
        if (jx_cell_window(text, &first, &last)) return *out = jx_window_value(r->arena, first, last), true;
        return *out = jx_string(unquoted(text)), text.size > 0;
    case JX_TYPE_NULL:
    case JX_TYPE_TIME:
    case JX_TYPE_DATE_TIME:
    case JX_TYPE_DAYS_DURATION:
    case JX_TYPE_MONTHS_DURATION:
    case JX_TYPE_CONTEXT:
    case JX_TYPE_FUNCTION:
    case JX_TYPE_SERIES: return false;
    }
    return false;
}
