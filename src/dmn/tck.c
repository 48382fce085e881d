// The test files of the official kit (namespace .../20160719/testcase): inputs, expected results, and how they compare.
#include "dmn/reader.h"

#include "data/temporal.h"

#define XSI JX_TEXT("http://www.w3.org/2001/XMLSchema-instance")

// ---- values ----

static bool read_boolean(jx_text text, jx_value *out)
{
    bool yes = jx_text_equal(text, JX_TEXT("true")) || jx_text_equal(text, JX_TEXT("1"));
    bool no = jx_text_equal(text, JX_TEXT("false")) || jx_text_equal(text, JX_TEXT("0"));
    *out = jx_boolean(yes);
    return yes || no;
}

static bool read_number(jx_text text, jx_value *out)
{
    jx_decimal number;
    if (jx_text_starts_with(text, JX_TEXT("+"))) text = jx_text_slice(text, 1, text.size);
    if (jx_text_ends_with(text, JX_TEXT("."))) text.size--;
    if (!jx_decimal_read(text, &number)) return false;
    *out = jx_number(number);
    return true;
}

bool jx_dmn_value_read(jx_arena *arena, const jx_zones *zones, jx_text type, jx_text text, jx_value *out)
{
    static const char *const numbers[] = { "decimal",         "double", "float",
                                           "integer",         "int",    "long",
                                           "short",           "byte",   "nonNegativeInteger",
                                           "positiveInteger", "number" };
    jx_text trimmed = jx_text_trim(text);
    if (jx_text_equal(type, JX_TEXT("string"))) {
        *out = jx_string(text);
        return true;
    }
    for (size_t i = 0; i < JX_COUNT(numbers); i++)
        if (jx_text_equal(type, jx_text_of(numbers[i]))) return read_number(trimmed, out);
    if (jx_text_equal(type, JX_TEXT("boolean"))) return read_boolean(trimmed, out);
    if (jx_text_equal(type, JX_TEXT("date"))) {
        int64_t day;
        if (!jx_date_read(trimmed, &day)) return false;
        *out = jx_date(day);
        return true;
    }
    if (jx_text_equal(type, JX_TEXT("time"))) return jx_time_read(arena, zones, trimmed, out);
    if (jx_text_equal(type, JX_TEXT("dateTime"))) return jx_date_time_read(arena, zones, trimmed, out);
    if (jx_text_ends_with(type, JX_TEXT("uration"))) return jx_duration_read(trimmed, out);
    return false;
}

typedef struct {
    jx_arena *arena;
    jx_problems *problems;
    const jx_source *source;
    const jx_zones *zones;
    bool refused;
} tck_reading;

static void complain(tck_reading *reading, const jx_xml *at, jx_problem_code code, jx_text argument)
{
    reading->refused = true;
    (void)jx_problem_add(reading->problems, code, JX_SEVERITY_ERROR, reading->source, at->span, (jx_text){ 0 },
                         &argument, 1);
}

static jx_text xsi_attribute(const jx_xml *xml, const char *name)
{
    for (size_t i = 0; i < xml->attribute_count; i++)
        if (jx_text_equal(xml->attributes[i].space, XSI) && jx_text_equal(xml->attributes[i].name, jx_text_of(name)))
            return jx_text_trim(xml->attributes[i].value);
    return (jx_text){ 0 };
}

static bool is_nil(const jx_xml *xml)
{
    jx_value nil;
    return read_boolean(xsi_attribute(xml, "nil"), &nil) && nil.as.boolean;
}

// Without xsi:type a text that reads as a number or boolean is one.
static jx_value untyped(jx_text text)
{
    jx_value value;
    if (read_number(jx_text_trim(text), &value) || read_boolean(jx_text_trim(text), &value)) return value;
    return jx_string(text);
}

static jx_value read_simple(tck_reading *reading, const jx_xml *xml)
{
    if (is_nil(xml)) return jx_null();
    jx_text local, type = xsi_attribute(xml, "type"), prefix = jx_text_cut(type, JX_TEXT(":"), &local);
    if (!type.size) return untyped(xml->text);
    if (prefix.size == type.size) local = type;
    jx_value value;
    if (jx_dmn_value_read(reading->arena, reading->zones, local, xml->text, &value)) return value;
    complain(reading, xml, JX_PROBLEM_CSV_VALUE_INVALID, xml->text);
    return jx_null();
}

static jx_value read_value(tck_reading *reading, const jx_xml *holder);

static jx_value read_list(tck_reading *reading, const jx_xml *xml)
{
    struct {
        jx_value *items;
        size_t count, capacity;
    } list = { 0 };
    for (const jx_xml *item = jx_xml_child(xml, "item"); item; item = jx_xml_next(item, "item")) {
        jx_value value = read_value(reading, item);
        *JX_PUSH(reading->arena, &list) = value;
    }
    return jx_list(list.items, list.count);
}

static jx_value read_components(tck_reading *reading, const jx_xml *first)
{
    struct {
        jx_text *items;
        size_t count, capacity;
    } names = { 0 };
    struct {
        jx_value *items;
        size_t count, capacity;
    } values = { 0 };
    for (const jx_xml *part = first; part; part = jx_xml_next(part, "component")) {
        jx_value value = read_value(reading, part);
        *JX_PUSH(reading->arena, &names) = jx_xml_attribute_of(part, "name");
        *JX_PUSH(reading->arena, &values) = value;
    }
    return jx_context_of(reading->arena, names.items, values.items, values.count);
}

// What stands in an input node, expected, item or component: a value, a list, components, or nothing (null).
static jx_value read_value(tck_reading *reading, const jx_xml *holder)
{
    const jx_xml *simple = jx_xml_child(holder, "value"), *list = jx_xml_child(holder, "list");
    const jx_xml *component = jx_xml_child(holder, "component");
    if (is_nil(holder)) return jx_null();
    if (simple) return read_simple(reading, simple);
    if (list) return is_nil(list) ? jx_null() : read_list(reading, list);
    if (component) return read_components(reading, component);
    return jx_null();
}

// ---- cases ----

static size_t read_nodes(tck_reading *reading, const jx_xml *xml, const char *name, const jx_tck_node **out)
{
    struct {
        jx_tck_node *items;
        size_t count, capacity;
    } nodes = { 0 };
    for (const jx_xml *at = jx_xml_child(xml, name); at; at = jx_xml_next(at, name)) {
        const jx_xml *expected = jx_xml_child(at, "expected");
        jx_value error = jx_null();
        jx_tck_node node = { .name = jx_name_normal(reading->arena, jx_xml_attribute_of(at, "name")),
                             .space = jx_xml_attribute_of(at, "namespace") };
        node.value = read_value(reading, expected ? expected : at);
        node.error = read_boolean(jx_xml_attribute_of(at, "errorResult"), &error) && error.as.boolean;
        *JX_PUSH(reading->arena, &nodes) = node;
    }
    *out = nodes.items;
    return nodes.count;
}

static jx_tck_case read_case(tck_reading *reading, const jx_xml *xml)
{
    jx_tck_case test = { .id = jx_xml_attribute_of(xml, "id"), .space = jx_xml_attribute_of(xml, "namespace") };
    jx_text type = jx_xml_attribute_of(xml, "type");
    test.invocable = jx_name_normal(reading->arena, jx_xml_attribute_of(xml, "invocableName"));
    if (jx_text_equal(type, JX_TEXT("decisionService"))) test.kind = JX_TCK_SERVICE;
    if (jx_text_equal(type, JX_TEXT("bkm"))) test.kind = JX_TCK_KNOWLEDGE;
    test.input_count = read_nodes(reading, xml, "inputNode", &test.inputs);
    test.result_count = read_nodes(reading, xml, "resultNode", &test.results);
    return test;
}

typedef struct {
    tck_reading reading;
    const jx_xml *root;
    jx_tck_file *out;
} tck_arguments;

static jx_status read_cases(void *user)
{
    tck_arguments *arguments = user;
    tck_reading *reading = &arguments->reading;
    const jx_xml *root = arguments->root, *model = jx_xml_child(root, "modelName");
    struct {
        jx_tck_case *items;
        size_t count, capacity;
    } cases = { 0 };
    if (!jx_xml_is(root, "testCases")) {
        complain(reading, root, JX_PROBLEM_XML_UNEXPECTED, root->name);
        return JX_REFUSED;
    }
    for (const jx_xml *xml = jx_xml_child(root, "testCase"); xml; xml = jx_xml_next(xml, "testCase")) {
        jx_tck_case test = read_case(reading, xml);
        *JX_PUSH(reading->arena, &cases) = test;
    }
    *arguments->out = (jx_tck_file){ model ? jx_text_trim(model->text) : (jx_text){ 0 }, cases.items, cases.count };
    return reading->refused ? JX_REFUSED : JX_OK;
}

jx_status jx_tck_read(const jx_dmn_options *options, const jx_source *source, jx_tck_file *out)
{
    tck_arguments arguments = { .reading = { options->arena, options->problems, source, options->zones, false },
                                .out = out };
    JX_TRY(jx_xml_read(options->arena, options->limits, options->problems, source, &arguments.root));
    return jx_arena_guard(options->arena, read_cases, &arguments);
}

// ---- comparing ----

static bool same_number(jx_decimal a, jx_decimal b)
{
    jx_decimal difference;
    if (!jx_decimal_subtract(a, b, &difference)) return jx_decimal_compare(a, b) == 0;
    return jx_decimal_compare(jx_decimal_abs(difference), jx_decimal_scaled(1, 8)) < 0;
}

static bool same_context(jx_value actual, jx_value expected)
{
    const jx_context *wanted = expected.as.context;
    if (actual.as.context->count != wanted->count) return false;
    for (size_t i = 0; i < wanted->count; i++) {
        bool found;
        jx_value value = jx_context_get(actual, wanted->names[i], &found);
        if (!found || !jx_tck_same(value, wanted->values[i])) return false;
    }
    return true;
}

bool jx_tck_same(jx_value actual, jx_value expected)
{
    if (actual.kind != expected.kind) return false;
    if (actual.kind == JX_NUMBER) return same_number(actual.as.number, expected.as.number);
    if (actual.kind == JX_CONTEXT) return same_context(actual, expected);
    if (actual.kind == JX_LIST) {
        if (actual.as.list.count != expected.as.list.count) return false;
        for (size_t i = 0; i < actual.as.list.count; i++)
            if (!jx_tck_same(actual.as.list.items[i], expected.as.list.items[i])) return false;
        return true;
    }
    return jx_is_true(jx_value_equal(actual, expected));
}
