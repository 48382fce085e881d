// Finding a built-in and applying it: the table, what its parameter texts mean, and which signature fits a call.
//
// Read the table, then `fits` (one argument against one parameter), then `apply_row`. Signatures are tried in two
// passes: first as the arguments stand, then with FEEL's conversions (a list of one for its item, an item for a list of
// one), so that a signature that takes an argument as it is always goes before one that has to bend it.
#include "builtin/builtin.h"

#include <string.h>
#include <threads.h>

#include "builtin/parts.h"

static const jx_builtin_row rows[] = {
#define JX_FAMILY(title)
#define JX_BUILTIN(name, parameters, result, function, open, meaning, example, when, null)                             \
    { name, parameters, result, function, JX_OPEN_##open, false, meaning, example, when, null },
#define JX_BUILTIN_EXACT(name, parameters, result, function, open, meaning, example, when, null)                       \
    { name, parameters, result, function, JX_OPEN_##open, true, meaning, example, when, null },
#include "builtin/builtins.def"
#undef JX_FAMILY
#undef JX_BUILTIN
#undef JX_BUILTIN_EXACT
};
enum { ROW_COUNT = JX_COUNT(rows), PARAMETERS_MAX = 4 };

// ---- what a row's parameter text says ----

#define KIND(kind) (1u << (kind))
#define POINTS                                                                                                         \
    (KIND(JX_NUMBER) | KIND(JX_RATIO) | KIND(JX_STRING) | KIND(JX_DATE) | KIND(JX_TIME) | KIND(JX_DATE_TIME) |         \
     KIND(JX_DAYS_DURATION) | KIND(JX_MONTHS_DURATION))

static const struct {
    const char *word;
    uint32_t    kinds;
} kind_words[] = {
    { "Any", ~0u },
    { "null", KIND(JX_NULL) },
    { "boolean", KIND(JX_BOOLEAN) },
    { "number", KIND(JX_NUMBER) | KIND(JX_RATIO) },
    { "string", KIND(JX_STRING) },
    { "date", KIND(JX_DATE) },
    { "time", KIND(JX_TIME) },
    { "date and time", KIND(JX_DATE_TIME) },
    { "days and time duration", KIND(JX_DAYS_DURATION) },
    { "years and months duration", KIND(JX_MONTHS_DURATION) },
    { "list", KIND(JX_LIST) },
    { "context", KIND(JX_CONTEXT) },
    { "range", KIND(JX_RANGE) },
    { "function", KIND(JX_FUNCTION) },
    { "point", POINTS },
};

typedef struct {
    jx_text  name;
    uint32_t kinds;
    bool     optional;
    bool     exactly;  // a list of one does not stand for its item
} parameter;

typedef struct {
    parameter parameters[PARAMETERS_MAX];
    size_t    count, required;
    bool      repeats;   // the last one may be given again and again
    bool      gathers;   // the only one is a list, which may be given as its items
    int       next_row;  // the next row of the same name, or -1
} signature;

static signature signatures[ROW_COUNT];
static int       by_name[ROW_COUNT];  // first rows, sorted by name
static int       name_count;
static once_flag made = ONCE_FLAG_INIT;

static uint32_t kinds_of_word(jx_text word) {
    for (size_t i = 0; i < JX_COUNT(kind_words); i++)
        if (jx_text_equal(word, jx_text_of(kind_words[i].word))) return kind_words[i].kinds;
    JX_UNREACHABLE();
}

static uint32_t kinds_of(jx_text text) {
    uint32_t kinds = 0;
    while (text.size > 0) kinds |= kinds_of_word(jx_text_cut(text, JX_TEXT(" or "), &text));
    return kinds;
}

// "length?: number", "key: exactly string", "list: list..."
static parameter read_parameter(jx_text text, bool *out_repeats) {
    parameter read = { 0 };
    jx_text   kinds;
    read.name = jx_text_cut(text, JX_TEXT(": "), &kinds);
    read.optional = jx_text_ends_with(read.name, JX_TEXT("?"));
    if (read.optional) read.name.size--;
    read.exactly = jx_text_starts_with(kinds, JX_TEXT("exactly "));
    if (read.exactly) kinds = jx_text_slice(kinds, sizeof "exactly " - 1, kinds.size);
    *out_repeats = jx_text_ends_with(kinds, JX_TEXT("..."));
    if (*out_repeats) kinds.size -= 3;
    read.kinds = kinds_of(kinds);
    return read;
}

static void read_signature(const char *parameters, signature *read) {
    jx_text rest = jx_text_of(parameters);
    while (rest.size > 0) {
        assert(read->count < PARAMETERS_MAX);
        jx_text one = jx_text_cut(rest, JX_TEXT(", "), &rest);
        read->parameters[read->count] = read_parameter(one, &read->repeats);
        if (!read->parameters[read->count].optional) read->required = read->count + 1;
        read->count++;
    }
    read->gathers = read->repeats && read->count == 1;
}

static void sort_in(int row) {
    jx_text name = jx_text_of(rows[row].name);
    int     at = name_count++;
    for (; at > 0 && jx_text_compare(jx_text_of(rows[by_name[at - 1]].name), name) > 0; at--)
        by_name[at] = by_name[at - 1];
    by_name[at] = row;
}

static void make_table(void) {
    for (int row = 0; row < ROW_COUNT; row++) {
        read_signature(rows[row].parameters, &signatures[row]);
        bool same_as_next = row + 1 < ROW_COUNT && strcmp(rows[row].name, rows[row + 1].name) == 0;
        bool same_as_last = row > 0 && strcmp(rows[row].name, rows[row - 1].name) == 0;
        signatures[row].next_row = same_as_next ? row + 1 : -1;
        if (!same_as_last) sort_in(row);
    }
}

int jx_builtin_find(jx_text name) {
    call_once(&made, make_table);
    int low = 0, high = name_count;
    while (low < high) {
        int middle = (low + high) / 2;
        int order = jx_text_compare(jx_text_of(rows[by_name[middle]].name), name);
        if (order == 0) return by_name[middle];
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return -1;
}

const jx_builtin_row *jx_builtin_at(int index) {
    assert(index >= 0 && index < ROW_COUNT);
    return &rows[index];
}

int jx_builtin_count(void) { return ROW_COUNT; }

// ---- one call ----

static const char *const why_arity = "the number of arguments is wrong";
static const char *const why_null = "an argument is null";
static const char *const why_kind = "an argument has the wrong kind";

static bool takes(const parameter *wanted, jx_value value) { return (wanted->kinds & KIND(value.kind)) != 0; }

static jx_value without_ratio(jx_value value, const jx_builtin_row *row) {
    return value.kind == JX_RATIO && !row->exact ? jx_number(jx_exact_to_34(*value.as.ratio)) : value;
}

static jx_value list_of_one(jx_arena *arena, jx_value item) {
    jx_value *items = JX_NEW(arena, jx_value);
    *items = item;
    return jx_list(items, 1);
}

// Takes one argument for one parameter, bending it if `bend`. False: it does not fit.
static bool fits(jx_builtin_context *context, const jx_builtin_row *row, const parameter *wanted, jx_value given,
                 bool bend, jx_value *out)
{
    if (takes(wanted, given)) {
        *out = wanted->kinds == ~0u ? given : without_ratio(given, row);
        return true;
    }
    if (!bend || given.kind == JX_NULL) return false;
    if (takes(wanted, jx_list(NULL, 0))) {
        *out = list_of_one(context->arena, given);
        return true;
    }
    if (given.kind != JX_LIST || given.as.list.count != 1 || wanted->exactly) return false;
    jx_value item = given.as.list.items[0];
    if (item.kind == JX_NULL || !takes(wanted, item)) return false;
    *out = without_ratio(item, row);
    return true;
}

static bool arity_fits(const signature *wanted, size_t count) {
    return count >= wanted->required && (count <= wanted->count || wanted->repeats);
}

// The arguments as the row's function takes them; false: some do not fit.
static bool take_arguments(jx_builtin_context *context, int index, const jx_value *given, size_t count, bool bend,
                           jx_value *out)
{
    const signature *wanted = &signatures[index];
    for (size_t i = 0; i < count; i++) {
        const parameter *one = &wanted->parameters[i < wanted->count ? i : wanted->count - 1];
        if (!fits(context, &rows[index], one, given[i], bend, &out[i])) return false;
    }
    return true;
}

typedef struct {
    const jx_text *names;  // NULL: by position
    const jx_value *values;
    size_t          count;
    bool            bend;       // conversions are tried
    bool            any_order;  // names may stand in another order than the parameters
} call;

static int parameter_named(const signature *wanted, jx_text name) {
    for (size_t i = 0; i < wanted->count; i++)
        if (jx_text_equal(wanted->parameters[i].name, name)) return (int)i;
    return -1;
}

// Puts named arguments in the order of the signature, absent ones are null; false: a name is unknown or given twice.
static bool order_names(const signature *wanted, const call *given, jx_value *out, size_t *out_count) {
    bool   have[PARAMETERS_MAX] = { false };
    size_t count = 0;
    for (size_t i = 0; i < given->count; i++) {
        int at = parameter_named(wanted, given->names[i]);
        if (at < 0 || have[at] || (!given->any_order && (size_t)at != i)) return false;
        have[at] = true;
        out[at] = given->values[i];
        if ((size_t)at >= count) count = (size_t)at + 1;
    }
    if (count < wanted->required) count = wanted->required;
    for (size_t i = 0; i < count; i++)
        if (!have[i]) out[i] = jx_null();
    *out_count = count;
    return true;
}

static const char *why_not(const jx_value *given, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (given[i].kind == JX_NULL) return why_null;
    return why_kind;
}

// Applies one row if the call fits it; false: it does not, and *out_why tells.
static bool apply_row(jx_builtin_context *context, int index, const call *given, jx_value *out, const char **out_why) {
    const signature *wanted = &signatures[index];
    size_t           count = given->count;
    const jx_value  *values = given->values;
    jx_value         in_order[PARAMETERS_MAX];
    if (given->names) {
        if (count > wanted->count || !order_names(wanted, given, in_order, &count)) return false;
        values = in_order;
    } else if (!arity_fits(wanted, count)) {
        return false;
    }
    jx_value gathered;
    if (wanted->gathers && !given->names && count > 1) {
        gathered = jx_list(values, count);
        values = &gathered;
        count = 1;
    }
    jx_value  few[PARAMETERS_MAX];
    jx_value *taken = count <= PARAMETERS_MAX ? few : JX_ARRAY(context->arena, count, jx_value);
    if (!take_arguments(context, index, values, count, given->bend, taken)) {
        *out_why = why_not(values, count);
        return false;
    }
    *out = rows[index].apply(context, taken, count);
    return true;
}

// Names in the order of the parameters go first: `before(range: …, point: …)` is not `before(point: …, range: …)`.
static jx_value apply_any(jx_builtin_context *context, int index, call given) {
    assert(index >= 0 && index < ROW_COUNT);
    call_once(&made, make_table);
    const char *why = why_arity;
    jx_value    result;
    if (!jx_spend(context, 1 + given.count)) return jx_null();
    for (int pass = given.names ? 0 : 2; pass < 4; pass++) {
        given.any_order = pass >= 2;
        given.bend = pass % 2 == 1;
        for (int row = index; row >= 0; row = signatures[row].next_row)
            if (apply_row(context, row, &given, &result, &why)) return result;
    }
    return jx_answer_null(context, why);
}

jx_value jx_builtin_apply(jx_builtin_context *context, int index, const jx_value *arguments, size_t count) {
    return apply_any(context, index, (call){ .values = arguments, .count = count });
}

jx_value jx_builtin_apply_named(jx_builtin_context *context, int index, const jx_text *names, const jx_value *arguments,
                                size_t count)
{
    static const jx_text none;
    return apply_any(context, index, (call){ .names = names ? names : &none, .values = arguments, .count = count });
}

// ---- built-ins as values ----

static bool takes_type(const parameter *wanted, const jx_type *type) {
    if (wanted->kinds == ~0u) return true;
    for (int kind = JX_NULL; kind <= JX_FUNCTION; kind++)
        if ((wanted->kinds & KIND(kind)) && type && type->kind == jx_kind_type((jx_kind)kind)) return true;
    return false;
}

static bool row_conforms(int row, const jx_type *function) {
    const signature *wanted = &signatures[row];
    if (!arity_fits(wanted, function->parameter_count)) return false;
    for (size_t i = 0; i < function->parameter_count; i++) {
        const parameter *one = &wanted->parameters[i < wanted->count ? i : wanted->count - 1];
        if (!takes_type(one, function->parameters[i])) return false;
    }
    const jx_type *result = jx_type_named(jx_text_of(rows[row].result));
    return !result || !function->element || jx_type_conforms(result, function->element);
}

bool jx_builtin_conforms(int index, const jx_type *function) {
    call_once(&made, make_table);
    for (int row = index; row >= 0; row = signatures[row].next_row)
        if (row_conforms(row, function)) return true;
    return false;
}
