// Boxed expressions to syntax trees: the same nodes as their textual forms, with `boxed` set. Start at the table
// `forms`.
//
// Each formula text is a source of its own, named after the line and the element it stands in, so that problems
// point into the formula as its author wrote it, without the XML around.
#include "dmn/reader.h"

// ---- nodes ----

jx_expr *jx_dmn_node(const jx_dmn_place *place, jx_expr_kind kind, const jx_xml *xml)
{
    jx_expr *node = JX_NEW(place->reader->arena, jx_expr);
    node->kind = kind;
    node->boxed = true;
    node->source = place->reader->files[place->file].source;
    node->span = xml->span;
    node->type = &jx_type_any;
    return node;
}

void jx_dmn_adopt(jx_expr *node, const jx_expr *child)
{
    if (child && child->height >= node->height) node->height = (uint16_t)(child->height + 1);
}

const jx_expr *jx_dmn_null(const jx_dmn_place *place, const jx_xml *xml)
{
    jx_expr *node = jx_dmn_node(place, JX_EXPR_LITERAL, xml);
    node->as.literal.value = jx_null();
    return node;
}

const jx_expr *jx_dmn_converted(const jx_dmn_place *place, const jx_xml *at, const jx_expr *value, jx_dmn_type type)
{
    if (type.type->kind == JX_TYPE_ANY) return value;
    jx_expr *node = JX_NEW(place->reader->arena, jx_expr);
    *node = (jx_expr){
        .kind = JX_EXPR_CONVERT, .boxed = true, .span = value->span, .source = value->source, .type = type.type
    };
    node->as.convert.value = value;
    node->as.convert.type = type.type;
    jx_dmn_adopt(node, value);
    return jx_dmn_checked(place, at, type, node);
}

const jx_type *jx_dmn_context_type(jx_arena *arena, const jx_binding *entries, size_t count)
{
    jx_field *fields = JX_ARRAY(arena, count, jx_field);
    for (size_t i = 0; i < count; i++)
        fields[i] = (jx_field){ entries[i].name, entries[i].type ? entries[i].type : entries[i].value->type };
    jx_type *type = JX_NEW(arena, jx_type);
    *type = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = fields, .field_count = count };
    return type;
}

// ---- texts ----

static bool text_source(const jx_dmn_place *place, const jx_xml *holder, const jx_source **out_source,
                        jx_span *out_span)
{
    const jx_xml *xml = jx_xml_child(holder, "text");
    jx_text trimmed = xml ? jx_text_trim(xml->text) : (jx_text){ 0 };
    if (trimmed.size == 0) return false;
    const jx_source *file = place->reader->files[place->file].source;
    jx_source *source = JX_NEW(place->reader->arena, jx_source);
    source->name = jx_text_format(place->reader->arena, "%.*s:%u (%.*s)", JX_TEXT_ARG(file->name),
                                  xml->line, JX_TEXT_ARG(place->owner));
    source->bytes = xml->text;
    *out_source = source;
    size_t start = (size_t)(trimmed.bytes - xml->text.bytes);
    *out_span = (jx_span){ (uint32_t)start, (uint32_t)(start + trimmed.size) };
    return true;
}

static jx_feel_options feel_options(const jx_dmn_place *place, const jx_source *source)
{
    return (jx_feel_options){ .dialect = JX_DIALECT_DMN,
                              .arena = place->reader->arena,
                              .problems = place->reader->problems,
                              .limits = place->reader->limits,
                              .source = source,
                              .zones = place->reader->options->zones };
}

const jx_expr *jx_dmn_text_expr(const jx_dmn_place *place, const jx_xml *holder)
{
    const jx_source *source;
    jx_span span;
    if (!jx_dmn_language_fits(place->reader, place->file, holder)) return jx_dmn_null(place, holder);
    if (!text_source(place, holder, &source, &span)) return jx_dmn_null(place, holder);
    jx_feel_options options = feel_options(place, source);
    const jx_expr *expr;
    jx_status status = jx_feel_parse(&options, place->scope, span, &expr);  // refused: reported, and null
    (void)status;
    return expr;
}

const jx_expr *jx_dmn_text_tests(const jx_dmn_place *place, const jx_xml *holder, const jx_type *input)
{
    const jx_source *source;
    jx_span span;
    if (!jx_dmn_language_fits(place->reader, place->file, holder)) return NULL;
    if (!text_source(place, holder, &source, &span)) return NULL;
    jx_feel_options options = feel_options(place, source);
    const jx_expr *tests;
    if (jx_feel_parse_tests(&options, place->scope, input, span, &tests) == JX_OK && tests->kind == JX_EXPR_TESTS)
        return tests;
    // A cell that cannot be read matches nothing.
    jx_expr *none = jx_dmn_node(place, JX_EXPR_TESTS, holder), *error = jx_dmn_node(place, JX_EXPR_LITERAL, holder);
    const jx_expr **items = JX_ARRAY(place->reader->arena, 1, const jx_expr *);
    error->as.literal.value = jx_boolean(false);
    error->asks_input = true;  // a test of its own, not a value to compare with
    items[0] = error;
    none->as.tests.items = items;
    none->as.tests.count = 1;
    return none;
}

static const jx_expr *read_literal(const jx_dmn_place *place, const jx_xml *xml)
{
    return jx_dmn_text_expr(place, xml);
}

// ---- children ----

// The expression inside an element that holds exactly one (`in`, `then`, a row's cell); null if it is missing.
static const jx_expr *part(const jx_dmn_place *place, const jx_xml *xml, const char *name)
{
    const jx_xml *holder = jx_xml_child(xml, name);
    const jx_expr *expr = holder ? jx_dmn_expr_in(place, holder) : NULL;
    if (!expr) {
        jx_dmn_problem(place->reader, place->file, xml, JX_PROBLEM_XML_MISSING, JX_SEVERITY_ERROR, xml->name,
                       jx_text_of(name));
        return jx_dmn_null(place, xml);
    }
    return jx_dmn_converted(place, holder, expr, jx_dmn_type_of(place->reader, place->file, holder));
}

static const jx_type *element_type(const jx_type *list)
{
    const jx_type *element = list->kind == JX_TYPE_LIST ? list->element : list;
    return element ? element : &jx_type_any;
}

// ---- contexts ----

static const jx_expr *read_context(const jx_dmn_place *place, const jx_xml *xml)
{
    jx_dmn_place inner = *place;
    jx_arena *arena = place->reader->arena;
    struct {
        jx_binding *items;
        size_t count, capacity;
    } entries = { 0 };
    jx_expr *node = jx_dmn_node(place, JX_EXPR_CONTEXT, xml);
    for (const jx_xml *entry = jx_xml_child(xml, "contextEntry"); entry; entry = jx_xml_next(entry, "contextEntry")) {
        const jx_xml *variable = jx_xml_child(entry, "variable");
        const jx_expr *value = jx_dmn_expr_in(&inner, entry);
        if (!value) value = jx_dmn_null(place, entry);
        bool last = !jx_xml_next(entry, "contextEntry");
        if (!variable && !last) {
            jx_dmn_problem(place->reader, place->file, entry, JX_PROBLEM_XML_MISSING, JX_SEVERITY_ERROR, entry->name,
                           JX_TEXT("variable"));
            continue;
        }
        jx_binding binding = { .span = entry->span };
        if (variable) {
            jx_dmn_type type = jx_dmn_type_of(place->reader, place->file, variable);
            binding.name = jx_name_normal(arena, jx_xml_attribute_of(variable, "name"));
            value = jx_dmn_converted(place, entry, value, type);
            jx_scope *scope = jx_scope_new(arena, inner.scope);
            jx_scope_declare(scope, binding.name, value->type);
            inner.scope = scope;
        }
        binding.value = value;
        binding.type = value->type;
        jx_dmn_adopt(node, value);
        node->as.context.has_result = !variable;
        *JX_PUSH(arena, &entries) = binding;
    }
    node->as.context.entries = entries.items;
    node->as.context.count = entries.count;
    node->type = node->as.context.has_result ? entries.items[entries.count - 1].type
                                             : jx_dmn_context_type(arena, entries.items, entries.count);
    return node;
}

static const jx_expr *read_row(const jx_dmn_place *place, const jx_xml *row, const jx_xml *first_column)
{
    jx_arena *arena = place->reader->arena;
    struct {
        jx_binding *items;
        size_t count, capacity;
    } cells = { 0 };
    jx_expr *node = jx_dmn_node(place, JX_EXPR_CONTEXT, row);
    const jx_xml *cell = jx_xml_first(row);
    for (const jx_xml *column = first_column; column; column = jx_xml_next(column, "column")) {
        const jx_expr *value = cell ? jx_dmn_expr(place, cell) : NULL;
        if (!value) value = jx_dmn_null(place, row);  // a row may be shorter than the head
        value = jx_dmn_converted(place, column, value, jx_dmn_type_of(place->reader, place->file, column));
        jx_dmn_adopt(node, value);
        jx_text name = jx_name_normal(arena, jx_xml_attribute_of(column, "name"));
        *JX_PUSH(arena, &cells) = (jx_binding){ .name = name, .type = value->type, .value = value, .span = row->span };
        if (cell) cell = jx_xml_next(cell, NULL);
    }
    if (cell)
        jx_dmn_problem(place->reader, place->file, cell, JX_PROBLEM_XML_UNEXPECTED, JX_SEVERITY_WARNING, cell->name,
                       (jx_text){ 0 });
    node->as.context.entries = cells.items;
    node->as.context.count = cells.count;
    node->as.context.separate = true;
    node->type = jx_dmn_context_type(arena, cells.items, cells.count);
    return node;
}

static const jx_expr *read_items(const jx_dmn_place *place, const jx_xml *xml, const jx_xml *first, const char *name,
                                 const jx_xml *first_column)
{
    jx_arena *arena = place->reader->arena;
    struct {
        const jx_expr **items;
        size_t count, capacity;
    } list = { 0 };
    jx_expr *node = jx_dmn_node(place, JX_EXPR_LIST, xml);
    for (const jx_xml *item = first; item; item = jx_xml_next(item, name)) {
        const jx_expr *value = name ? read_row(place, item, first_column) : jx_dmn_expr(place, item);
        if (!value) continue;  // a description
        jx_dmn_adopt(node, value);
        *JX_PUSH(arena, &list) = value;
    }
    node->as.list.items = list.items;
    node->as.list.count = list.count;
    node->type = jx_type_list_of(arena, list.count && name ? list.items[0]->type : &jx_type_any);
    return node;
}

static const jx_expr *read_relation(const jx_dmn_place *place, const jx_xml *xml)
{
    return read_items(place, xml, jx_xml_child(xml, "row"), "row", jx_xml_child(xml, "column"));
}

static const jx_expr *read_list(const jx_dmn_place *place, const jx_xml *xml)
{
    return read_items(place, xml, jx_xml_first(xml), NULL, NULL);
}

// ---- functions ----

static const jx_expr *read_invocation(const jx_dmn_place *place, const jx_xml *xml)
{
    jx_arena *arena = place->reader->arena;
    struct {
        jx_binding *items;
        size_t count, capacity;
    } arguments = { 0 };
    jx_expr *node = jx_dmn_node(place, JX_EXPR_CALL, xml);
    const jx_expr *function = jx_dmn_expr_in(place, xml);
    if (!function) return jx_dmn_null(place, xml);
    for (const jx_xml *binding = jx_xml_child(xml, "binding"); binding; binding = jx_xml_next(binding, "binding")) {
        const jx_xml *parameter = jx_xml_child(binding, "parameter");
        const jx_expr *value = jx_dmn_expr_in(place, binding);
        if (!value) value = jx_dmn_null(place, binding);
        if (parameter)
            value = jx_dmn_converted(place, binding, value, jx_dmn_type_of(place->reader, place->file, parameter));
        jx_dmn_adopt(node, value);
        jx_text name = parameter ? jx_name_normal(arena, jx_xml_attribute_of(parameter, "name")) : (jx_text){ 0 };
        *JX_PUSH(arena, &arguments) = (jx_binding){ .name = name, .value = value, .span = binding->span };
    }
    jx_dmn_adopt(node, function);
    node->as.call.function = function;
    node->as.call.arguments = arguments.items;
    node->as.call.count = arguments.count;
    node->as.call.named = true;
    if (function->type->kind == JX_TYPE_FUNCTION && function->type->element) node->type = function->type->element;
    return node;
}

// The text constant of an entry of the context that describes an external function.
static jx_text mapping(const jx_expr *context, const char *name)
{
    if (!context || context->kind != JX_EXPR_CONTEXT) return (jx_text){ 0 };
    for (size_t i = 0; i < context->as.context.count; i++) {
        const jx_binding *entry = &context->as.context.entries[i];
        if (!jx_text_equal(entry->name, jx_text_of(name)) || entry->value->kind != JX_EXPR_LITERAL) continue;
        jx_value value = entry->value->as.literal.value;
        if (value.kind == JX_STRING) return value.as.string;
    }
    return (jx_text){ 0 };
}

static void read_body(const jx_dmn_place *place, const jx_xml *xml, jx_expr *node)
{
    jx_text kind = jx_xml_attribute_of(xml, "kind");
    const jx_expr *body = jx_dmn_expr_in(place, xml);
    if (jx_text_equal(kind, JX_TEXT("Java"))) {
        node->as.function.external_class = mapping(body, "class");
        node->as.function.external_method = mapping(body, "method signature");
        return;
    }
    if (kind.size && !jx_text_equal(kind, JX_TEXT("FEEL"))) {
        jx_text what = jx_text_format(place->reader->arena, "function kind %.*s is not supported", JX_TEXT_ARG(kind));
        jx_dmn_problem(place->reader, place->file, xml, JX_PROBLEM_MODEL_INVALID, JX_SEVERITY_ERROR, what,
                       (jx_text){ 0 });
        body = NULL;
    }
    node->as.function.body = body ? body : jx_dmn_null(place, xml);
    jx_dmn_adopt(node, node->as.function.body);
}

// When values are checked: a body whose arguments do not pass is not run.
static void check_arguments(const jx_dmn_place *place, const jx_xml *xml, jx_expr *node)
{
    if (!place->reader->options->check_values || !node->as.function.body) return;
    for (const jx_xml *at = jx_xml_child(xml, "formalParameter"); at; at = jx_xml_next(at, "formalParameter")) {
        jx_expr *argument = jx_dmn_node(place, JX_EXPR_NAME, at);
        argument->as.name.text = jx_name_normal(place->reader->arena, jx_xml_attribute_of(at, "name"));
        const jx_expr *condition =
            jx_dmn_condition(place, at, jx_dmn_type_of(place->reader, place->file, at), argument);
        node->as.function.body = jx_dmn_when(place, at, condition, node->as.function.body);
    }
    jx_dmn_adopt(node, node->as.function.body);
}

const jx_expr *jx_dmn_function(const jx_dmn_place *place, const jx_xml *xml, const jx_type *result)
{
    jx_arena *arena = place->reader->arena;
    struct {
        jx_binding *items;
        size_t count, capacity;
    } parameters = { 0 };
    jx_dmn_place inner = *place;
    jx_scope *scope = jx_scope_new(arena, place->scope);
    for (const jx_xml *at = jx_xml_child(xml, "formalParameter"); at; at = jx_xml_next(at, "formalParameter")) {
        const jx_type *type = jx_dmn_type_of(place->reader, place->file, at).type;
        jx_text name = jx_name_normal(arena, jx_xml_attribute_of(at, "name"));
        jx_scope_declare(scope, name, type);
        *JX_PUSH(arena, &parameters) = (jx_binding){ .name = name, .type = type, .span = at->span };
    }
    inner.scope = scope;
    jx_expr *node = jx_dmn_node(place, JX_EXPR_FUNCTION, xml);
    node->as.function.parameters = parameters.items;
    node->as.function.count = parameters.count;
    node->as.function.result = result;
    read_body(&inner, xml, node);
    check_arguments(&inner, xml, node);
    const jx_type **types = JX_ARRAY(arena, parameters.count, const jx_type *);
    for (size_t i = 0; i < parameters.count; i++)
        types[i] = parameters.items[i].type;
    jx_type *type = JX_NEW(arena, jx_type);
    const jx_expr *body = node->as.function.body;
    *type = (jx_type){ .kind = JX_TYPE_FUNCTION,
                       .element = result ? result
                                  : body ? body->type
                                         : &jx_type_any,
                       .parameters = types,
                       .parameter_count = parameters.count };
    node->type = type;
    return node;
}

static const jx_expr *read_function(const jx_dmn_place *place, const jx_xml *xml)
{
    return jx_dmn_function(place, xml, NULL);
}

// ---- conditional, filter, iterators ----

static const jx_expr *read_conditional(const jx_dmn_place *place, const jx_xml *xml)
{
    jx_expr *node = jx_dmn_node(place, JX_EXPR_IF, xml);
    node->as.choose.when = part(place, xml, "if");
    node->as.choose.then = part(place, xml, "then");
    node->as.choose.otherwise = part(place, xml, "else");
    jx_dmn_adopt(node, node->as.choose.when);
    jx_dmn_adopt(node, node->as.choose.then);
    jx_dmn_adopt(node, node->as.choose.otherwise);
    if (jx_type_conforms(node->as.choose.otherwise->type, node->as.choose.then->type))
        node->type = node->as.choose.then->type;
    return node;
}

static const jx_expr *read_filter(const jx_dmn_place *place, const jx_xml *xml)
{
    jx_expr *node = jx_dmn_node(place, JX_EXPR_FILTER, xml);
    jx_dmn_place inner = *place;
    node->as.filter.operand = part(place, xml, "in");
    inner.scope = jx_scope_inside(place->reader->arena, place->scope, node->as.filter.operand->type);
    node->as.filter.match = part(&inner, xml, "match");
    jx_dmn_adopt(node, node->as.filter.operand);
    jx_dmn_adopt(node, node->as.filter.match);
    const jx_type *element = element_type(node->as.filter.operand->type);
    bool position = node->as.filter.match->type->kind == JX_TYPE_NUMBER;
    node->type = position ? element : jx_type_list_of(place->reader->arena, element);
    return node;
}

static const jx_expr *read_iterator(const jx_dmn_place *place, const jx_xml *xml, jx_expr_kind kind, const char *body)
{
    jx_arena *arena = place->reader->arena;
    jx_expr *node = jx_dmn_node(place, kind, xml);
    jx_binding *binding = JX_NEW(arena, jx_binding);
    binding->name = jx_name_normal(arena, jx_xml_attribute_of(xml, "iteratorVariable"));
    binding->value = part(place, xml, "in");
    binding->span = xml->span;
    jx_dmn_place inner = *place;
    jx_scope *scope = jx_scope_new(arena, place->scope);
    if (kind == JX_EXPR_FOR) jx_scope_declare(scope, JX_TEXT("partial"), jx_type_list_of(arena, &jx_type_any));
    jx_scope_declare(scope, binding->name, element_type(binding->value->type));
    inner.scope = scope;
    node->as.iterate.bindings = binding;
    node->as.iterate.count = 1;
    node->as.iterate.body = part(&inner, xml, body);
    jx_dmn_adopt(node, binding->value);
    jx_dmn_adopt(node, node->as.iterate.body);
    node->type = kind == JX_EXPR_FOR ? jx_type_list_of(arena, node->as.iterate.body->type) : &jx_type_boolean;
    return node;
}

static const jx_expr *read_for(const jx_dmn_place *place, const jx_xml *xml)
{
    return read_iterator(place, xml, JX_EXPR_FOR, "return");
}

static const jx_expr *read_some(const jx_dmn_place *place, const jx_xml *xml)
{
    return read_iterator(place, xml, JX_EXPR_SOME, "satisfies");
}

static const jx_expr *read_every(const jx_dmn_place *place, const jx_xml *xml)
{
    return read_iterator(place, xml, JX_EXPR_EVERY, "satisfies");
}

// ---- all forms ----

static const struct {
    const char *name;
    const jx_expr *(*read)(const jx_dmn_place *place, const jx_xml *xml);
} forms[] = {
    { "literalExpression", read_literal },
    { "decisionTable", jx_dmn_table },
    { "context", read_context },
    { "list", read_list },
    { "relation", read_relation },
    { "invocation", read_invocation },
    { "functionDefinition", read_function },
    { "conditional", read_conditional },
    { "filter", read_filter },
    { "for", read_for },
    { "some", read_some },
    { "every", read_every },
};

const jx_expr *jx_dmn_expr(const jx_dmn_place *place, const jx_xml *xml)
{
    for (size_t i = 0; i < JX_COUNT(forms); i++) {
        if (!jx_xml_is(xml, forms[i].name)) continue;
        const jx_expr *expr = forms[i].read(place, xml);
        return jx_dmn_converted(place, xml, expr, jx_dmn_type_of(place->reader, place->file, xml));
    }
    return NULL;
}

const jx_expr *jx_dmn_expr_in(const jx_dmn_place *place, const jx_xml *parent)
{
    for (const jx_xml *xml = jx_xml_first(parent); xml; xml = jx_xml_next(xml, NULL)) {
        const jx_expr *expr = jx_dmn_expr(place, xml);
        if (expr) return expr;
    }
    return NULL;
}
