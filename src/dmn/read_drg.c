// Inputs, decisions, knowledge models and services to definitions. Read jx_dmn_read_elements() last.
//
// Elements are taken in the order of their requirements, so that the types of what a formula names are known when its
// text is parsed; the model's definitions stand in that order. Nothing here recurses over requirements.
#include "dmn/reader.h"

static const struct {
    const char *name, *owner;
    jx_definition_kind kind;
} kinds[] = {
    { "inputData", "input", JX_DEFINITION_FACT },
    { "decision", "decision", JX_DEFINITION_FORMULA },
    { "businessKnowledgeModel", "knowledge model", JX_DEFINITION_FUNCTION },
    { "decisionService", "service", JX_DEFINITION_SERVICE },
};

static size_t kind_of(const jx_xml *xml)
{
    size_t i = 0;
    while (i < JX_COUNT(kinds) && !jx_xml_is(xml, kinds[i].name))
        i++;
    return i;
}

// ---- collecting ----

static void collect(jx_dmn_reader *reader, uint32_t file, const jx_xml *xml)
{
    jx_text name = jx_name_normal(reader->arena, jx_xml_attribute_of(xml, "name"));
    uint32_t index = (uint32_t)reader->elements.count;
    if (jx_dmn_map_get(reader, file, 'e', name) != JX_NONE)
        jx_dmn_problem(reader, file, xml, JX_PROBLEM_NAME_DEFINED_TWICE, JX_SEVERITY_ERROR, name, (jx_text){ 0 });
    jx_dmn_map_put(reader, file, 'e', name, index);
    if (jx_xml_has_attribute(xml, "id")) jx_dmn_map_put(reader, file, 'i', jx_xml_attribute_of(xml, "id"), index);
    const jx_xml *variable = jx_xml_child(xml, "variable");
    *JX_PUSH(reader->arena, &reader->elements) = (jx_dmn_element){
        .file = file,
        .xml = xml,
        .name = name,
        .declared = variable ? jx_dmn_type_of(reader, file, variable) : jx_dmn_any_type(),
        .definition = JX_NONE,
    };
}

void jx_dmn_collect_elements(jx_dmn_reader *reader, uint32_t file)
{
    for (const jx_xml *xml = jx_xml_first(reader->files[file].root); xml; xml = jx_xml_next(xml, NULL))
        if (kind_of(xml) < JX_COUNT(kinds)) collect(reader, file, xml);
}

// ---- requirements ----

// "#id" or "namespace#id"; the own namespace may be spelled out. JX_NONE, reported, if there is no such element.
static uint32_t find_href(jx_dmn_reader *reader, uint32_t file, const jx_xml *at)
{
    jx_text id, href = jx_text_trim(jx_xml_attribute_of(at, "href")), space = jx_text_cut(href, JX_TEXT("#"), &id);
    uint32_t where = file;
    if (space.size && !jx_text_equal(space, href) && !jx_text_equal(space, reader->files[file].space)) {
        where = JX_NONE;
        for (uint32_t i = 0; i < reader->file_count; i++)
            if (reader->files[i].used && jx_text_equal(reader->files[i].space, space)) where = i;
    }
    if (jx_text_equal(space, href)) id = href;  // without `#`: an id alone
    uint32_t found = where == JX_NONE ? JX_NONE : jx_dmn_map_get(reader, where, 'i', id);
    if (found == JX_NONE)
        jx_dmn_problem(reader, file, at, JX_PROBLEM_UNKNOWN_NAME, JX_SEVERITY_ERROR, href, (jx_text){ 0 });
    return found;
}

static void require(jx_dmn_reader *reader, jx_dmn_element *element, const jx_xml *at)
{
    uint32_t found = at ? find_href(reader, element->file, at) : JX_NONE;
    if (found != JX_NONE) *JX_PUSH(reader->arena, &element->requires) = found;
}

static void collect_requirements(jx_dmn_reader *reader, jx_dmn_element *element)
{
    static const char *const of_services[] = { "outputDecision", "encapsulatedDecision", "inputDecision", "inputData" };
    for (const jx_xml *xml = jx_xml_first(element->xml); xml; xml = jx_xml_next(xml, NULL)) {
        if (jx_xml_is(xml, "informationRequirement")) {
            const jx_xml *decision = jx_xml_child(xml, "requiredDecision");
            require(reader, element, decision ? decision : jx_xml_child(xml, "requiredInput"));
        } else if (jx_xml_is(xml, "knowledgeRequirement")) {
            require(reader, element, jx_xml_child(xml, "requiredKnowledge"));
        } else if (jx_xml_is(element->xml, "decisionService")) {
            for (size_t i = 0; i < JX_COUNT(of_services); i++)
                if (jx_xml_is(xml, of_services[i])) require(reader, element, xml);
        }
    }
}

typedef struct {
    uint32_t element;
    size_t next;  // requirement to look at
} visit;

// A decision that requires itself, directly or not: reported, and the requirement is taken away. Functions may call
// each other.
static bool closes_circle(jx_dmn_reader *reader, jx_dmn_element *element, size_t at)
{
    const jx_dmn_element *required = &reader->elements.items[element->requires.items[at]];
    if (required->state != JX_DMN_BUSY || !jx_xml_is(required->xml, "decision")) return false;
    if (jx_xml_is(element->xml, "decisionService")) return false;  // runs in a case of its own, to a depth
    jx_dmn_problem(reader, element->file, element->xml, JX_PROBLEM_CYCLE, JX_SEVERITY_ERROR, required->name,
                   (jx_text){ 0 });
    element->requires.items[at] = element->requires.items[--element->requires.count];
    return true;
}

// Gives each element its definition: what it requires comes first.
static uint32_t *put_in_order(jx_dmn_reader *reader)
{
    size_t count = reader->elements.count;
    uint32_t *order = JX_ARRAY(reader->arena, count, uint32_t), done = 0;
    visit *stack = JX_ARRAY(reader->arena, count, visit);
    for (uint32_t start = 0; start < count; start++) {
        size_t depth = 0;
        if (reader->elements.items[start].state == JX_DMN_UNSEEN) stack[depth++] = (visit){ start, 0 };
        while (depth) {
            visit *top = &stack[depth - 1];
            jx_dmn_element *element = &reader->elements.items[top->element];
            element->state = JX_DMN_BUSY;
            if (top->next < element->requires.count) {
                if (closes_circle(reader, element, top->next)) continue;
                uint32_t next = element->requires.items[top->next++];
                if (reader->elements.items[next].state == JX_DMN_UNSEEN) {
                    reader->elements.items[next].state = JX_DMN_BUSY;
                    stack[depth++] = (visit){ next, 0 };
                }
                continue;
            }
            element->state = JX_DMN_DONE;
            element->definition = done;
            order[done++] = top->element;
            depth--;
        }
    }
    return order;
}

// ---- names and scopes ----

// How `element` is named in `file`: by its name, or "import.name". False if the file does not import it.
static bool name_in(jx_dmn_reader *reader, uint32_t file, const jx_dmn_element *element, jx_text *out)
{
    *out = element->name;
    if (element->file == file) return true;
    const jx_dmn_file *here = &reader->files[file];
    for (size_t i = 0; i < here->imports.count; i++) {
        const jx_dmn_import *import = &here->imports.items[i];
        if (import->file != element->file) continue;
        if (import->name.size)
            *out = jx_text_format(reader->arena, "%.*s.%.*s", JX_TEXT_ARG(import->name), JX_TEXT_ARG(element->name));
        return true;
    }
    return false;
}

// Everything that the logic of an element sees. A knowledge model also sees itself, so that it may call itself.
static const jx_scope *scope_of(jx_dmn_reader *reader, const jx_dmn_element *element, jx_definition *definition)
{
    jx_scope *scope = jx_scope_new(reader->arena, reader->files[element->file].scope);
    size_t count = element->requires.count;
    jx_requirement *requirements = JX_ARRAY(reader->arena, count + 1, jx_requirement);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const jx_dmn_element *required = &reader->elements.items[element->requires.items[i]];
        const jx_type *type = reader->definitions[required->definition].type;
        jx_text name;
        if (!name_in(reader, element->file, required, &name))
            jx_dmn_problem(reader, element->file, element->xml, JX_PROBLEM_UNKNOWN_NAME, JX_SEVERITY_WARNING, name,
                           (jx_text){ 0 });
        jx_scope_declare(scope, name, type ? type : &jx_type_any);
        requirements[kept++] = (jx_requirement){ name, required->definition };
    }
    if (definition->kind == JX_DEFINITION_FUNCTION) {
        jx_scope_declare(scope, element->name, definition->type);
        requirements[kept++] = (jx_requirement){ element->name, element->definition };
    }
    definition->requirements = requirements;
    definition->requirement_count = kept;
    return scope;
}

// ---- the four kinds ----

// When values are checked, an input's expression is what becomes of the value that the caller gives (`?`).
static void read_input(const jx_dmn_place *place, const jx_dmn_element *element, jx_definition *definition)
{
    const jx_expr *given = jx_dmn_node(place, JX_EXPR_INPUT, element->xml);
    const jx_expr *condition = jx_dmn_condition(place, element->xml, element->declared, given);
    if (condition) definition->expr = jx_dmn_when(place, element->xml, condition, given);
}

static void read_decision(jx_dmn_place *place, const jx_dmn_element *element, jx_definition *definition)
{
    place->scope = scope_of(place->reader, element, definition);
    const jx_expr *expr = jx_dmn_expr_in(place, element->xml);
    if (!expr) expr = jx_dmn_null(place, element->xml);  // its value comes from the caller
    definition->expr = jx_dmn_converted(place, element->xml, expr, element->declared);
    if (definition->type->kind == JX_TYPE_ANY) definition->type = definition->expr->type;
}

// The type that the formal parameters and the declared result make.
static jx_type *function_type(jx_dmn_reader *reader, uint32_t file, const jx_xml *logic, const jx_type *result)
{
    struct {
        const jx_type **items;
        size_t count, capacity;
    } parameters = { 0 };
    for (const jx_xml *xml = jx_xml_child(logic, "formalParameter"); xml; xml = jx_xml_next(xml, "formalParameter"))
        *JX_PUSH(reader->arena, &parameters) = jx_dmn_type_of(reader, file, xml).type;
    jx_type *type = JX_NEW(reader->arena, jx_type);
    *type = (jx_type){ .kind = JX_TYPE_FUNCTION,
                       .element = result ? result : &jx_type_any,
                       .parameters = parameters.items,
                       .parameter_count = parameters.count };
    return type;
}

// The variable of a function should have a function type; older files put the type of the result there.
static const jx_type *declared_result(const jx_dmn_element *element)
{
    const jx_type *type = element->declared.type;
    if (type->kind == JX_TYPE_FUNCTION) type = type->element ? type->element : &jx_type_any;
    return type->kind == JX_TYPE_ANY ? NULL : type;
}

static void read_knowledge(jx_dmn_place *place, const jx_dmn_element *element, jx_definition *definition)
{
    const jx_xml *logic = jx_xml_child(element->xml, "encapsulatedLogic");
    const jx_type *result = declared_result(element);
    jx_type *type = function_type(place->reader, place->file, logic, result);
    definition->type = type;
    place->scope = scope_of(place->reader, element, definition);
    if (!logic) {
        jx_dmn_problem(place->reader, place->file, element->xml, JX_PROBLEM_XML_MISSING, JX_SEVERITY_WARNING,
                       element->xml->name, JX_TEXT("encapsulatedLogic"));
        definition->expr = jx_dmn_null(place, element->xml);
        return;
    }
    definition->expr = jx_dmn_function(place, logic, result);
    const jx_expr *body = definition->expr->as.function.body;
    if (!result && body) type->element = body->type;
}

static void add_index(jx_arena *arena, jx_dmn_indexes *list, const jx_dmn_reader *reader, uint32_t element)
{
    if (element != JX_NONE) *JX_PUSH(arena, list) = reader->elements.items[element].definition;
}

static void collect_hrefs(jx_dmn_place *place, const jx_xml *xml, const char *name, jx_dmn_indexes *list)
{
    for (const jx_xml *at = jx_xml_child(xml, name); at; at = jx_xml_next(at, name))
        add_index(place->reader->arena, list, place->reader, find_href(place->reader, place->file, at));
}

static void read_service(jx_dmn_place *place, const jx_dmn_element *element, jx_definition *definition)
{
    jx_dmn_reader *reader = place->reader;
    jx_dmn_indexes outputs = { 0 }, inputs = { 0 };
    collect_hrefs(place, element->xml, "outputDecision", &outputs);
    collect_hrefs(place, element->xml, "inputData", &inputs);
    collect_hrefs(place, element->xml, "inputDecision", &inputs);
    const jx_type *result = declared_result(element);
    const jx_type **parameters = JX_ARRAY(reader->arena, inputs.count, const jx_type *);
    for (size_t i = 0; i < inputs.count; i++)
        parameters[i] = reader->elements.items[reader->order[inputs.items[i]]].declared.type;
    jx_binding *fields = JX_ARRAY(reader->arena, outputs.count, jx_binding);
    for (size_t i = 0; i < outputs.count; i++) {
        const jx_definition *output = &reader->definitions[outputs.items[i]];
        fields[i] = (jx_binding){ .name = output->name, .type = output->type };
    }
    const jx_type *value =
        outputs.count == 1 ? fields[0].type : jx_dmn_context_type(reader->arena, fields, outputs.count);
    jx_type *type = JX_NEW(reader->arena, jx_type);
    *type = (jx_type){ .kind = JX_TYPE_FUNCTION,
                       .element = result ? result : value,
                       .parameters = parameters,
                       .parameter_count = inputs.count };
    definition->type = type;
    *JX_PUSH(reader->arena, &reader->services) =
        (jx_service){ element->definition, outputs.items, outputs.count, inputs.items, inputs.count, result };
}

static void read_element(jx_dmn_reader *reader, jx_dmn_element *element)
{
    size_t kind = kind_of(element->xml);
    jx_definition *definition = &reader->definitions[element->definition];
    jx_text owner = jx_text_format(reader->arena, "%s %.*s", kinds[kind].owner, JX_TEXT_ARG(element->name));
    jx_dmn_place place = { reader, element->file, reader->files[element->file].scope, owner };
    definition->kind = kinds[kind].kind;
    switch (definition->kind) {
    case JX_DEFINITION_FORMULA: read_decision(&place, element, definition); return;
    case JX_DEFINITION_FUNCTION: read_knowledge(&place, element, definition); return;
    case JX_DEFINITION_SERVICE: read_service(&place, element, definition); return;
    case JX_DEFINITION_FACT: read_input(&place, element, definition); return;
    case JX_DEFINITION_PARAMETER:
    case JX_DEFINITION_READING: return;
    }
    JX_UNREACHABLE();
}

void jx_dmn_read_elements(jx_dmn_reader *reader)
{
    size_t count = reader->elements.count;
    for (size_t i = 0; i < count; i++)
        collect_requirements(reader, &reader->elements.items[i]);
    reader->order = put_in_order(reader);
    reader->definitions = JX_ARRAY(reader->arena, count, jx_definition);
    for (size_t i = 0; i < count; i++) {
        const jx_dmn_element *element = &reader->elements.items[i];
        reader->definitions[element->definition] = (jx_definition){
            .kind = JX_DEFINITION_FACT,
            .name = element->name,
            .space = reader->files[element->file].index,
            .type = element->declared.type,
            .factor = jx_decimal_of(1),
            .precision = -1,
            .subject = JX_NONE,
            .source = reader->files[element->file].source,
            .span = element->xml->span,
        };
    }
    for (size_t i = 0; i < count; i++)
        read_element(reader, &reader->elements.items[reader->order[i]]);
}
