// Allowed values and type constraints as conditions, when they are asked for (jx_dmn_options.check_values).
//
// From an item definition grows a condition over a value: its own tests, those of the type it refers to, of the
// items of a collection, of the components of a structure. null passes, everywhere: whether a value may be missing
// is another question. A structure that contains itself is followed once around. Read jx_dmn_checked() at the end
// first.
#include "dmn/reader.h"

enum { DEPTH_MAX = 32, FOLLOWED_MAX = 2000 };

// A name that no author can write.
#define VALUE_NAME JX_TEXT("\x01value")

typedef struct {
    const jx_dmn_place *place;
    const jx_xml *at;          // what the made-up nodes point to
    uint32_t depth, followed;  // types within types; a condition that grows beyond all measure is cut
    struct {
        uint32_t *items;  // item definitions being followed
        size_t count, capacity;
    } around;
} check_walk;

static jx_expr *make(const check_walk *walk, jx_expr_kind kind)
{
    jx_expr *node = jx_dmn_node(walk->place, kind, walk->at);
    node->boxed = false;
    return node;
}

static const jx_expr *name_of(const check_walk *walk, jx_text name)
{
    jx_expr *node = make(walk, JX_EXPR_NAME);
    node->as.name.text = name;
    return node;
}

static const jx_expr *binary(const check_walk *walk, jx_operator op, const jx_expr *left, const jx_expr *right)
{
    jx_expr *node = make(walk, JX_EXPR_BINARY);
    node->as.binary.op = op;
    node->as.binary.left = left;
    node->as.binary.right = right;
    jx_dmn_adopt(node, left);
    jx_dmn_adopt(node, right);
    node->type = &jx_type_boolean;
    return node;
}

// Either may be NULL: nothing to check.
static const jx_expr *both(const check_walk *walk, const jx_expr *a, const jx_expr *b)
{
    return !a ? b : !b ? a : binary(walk, JX_OP_AND, a, b);
}

static const jx_expr *null_or(const check_walk *walk, const jx_expr *subject, const jx_expr *condition)
{
    if (!condition) return NULL;
    jx_expr *none = make(walk, JX_EXPR_LITERAL);
    return binary(walk, JX_OP_OR, binary(walk, JX_OP_EQUAL, subject, none), condition);
}

static const jx_expr *tested(const check_walk *walk, const jx_expr *subject, const jx_expr *tests)
{
    if (!tests) return NULL;
    jx_expr *node = make(walk, JX_EXPR_IN);
    node->as.in.value = subject;
    node->as.in.tests = tests;
    jx_dmn_adopt(node, subject);
    jx_dmn_adopt(node, tests);
    node->type = &jx_type_boolean;
    return node;
}

static const jx_expr *every_item(check_walk *walk, const jx_expr *subject, jx_text name, const jx_expr *condition)
{
    if (!condition) return NULL;
    jx_expr *node = make(walk, JX_EXPR_EVERY);
    jx_binding *binding = JX_NEW(walk->place->reader->arena, jx_binding);
    *binding = (jx_binding){ .name = name, .value = subject };
    node->as.iterate.bindings = binding;
    node->as.iterate.count = 1;
    node->as.iterate.body = condition;
    jx_dmn_adopt(node, subject);
    jx_dmn_adopt(node, condition);
    node->type = &jx_type_boolean;
    return node;
}

static const jx_expr *check_item(check_walk *walk, uint32_t item, const jx_expr *subject);
static const jx_expr *check_xml(check_walk *walk, uint32_t file, const jx_xml *xml, const jx_expr *subject);

// The tests written in `xml` (an item definition or component) over one value, and those of what it is made of.
static const jx_expr *check_one(check_walk *walk, uint32_t file, const jx_xml *xml, const jx_expr *subject,
                                const jx_expr *allowed)
{
    jx_dmn_reader *reader = walk->place->reader;
    const jx_xml *ref = jx_xml_child(xml, "typeRef");
    const jx_expr *condition = tested(walk, subject, allowed);
    if (ref) {
        uint32_t item = jx_dmn_type_ref(reader, file, ref, ref->text).item;
        if (item != JX_NONE) condition = both(walk, condition, check_item(walk, item, subject));
    }
    for (const jx_xml *part = jx_xml_child(xml, "itemComponent"); part; part = jx_xml_next(part, "itemComponent")) {
        jx_expr *path = make(walk, JX_EXPR_PATH);
        path->as.path.operand = subject;
        path->as.path.name = jx_name_normal(reader->arena, jx_xml_attribute_of(part, "name"));
        jx_dmn_adopt(path, subject);
        condition = both(walk, condition, check_xml(walk, file, part, path));
    }
    return null_or(walk, subject, condition);
}

static const jx_expr *check_xml(check_walk *walk, uint32_t file, const jx_xml *xml, const jx_expr *subject)
{
    jx_dmn_reader *reader = walk->place->reader;
    if (walk->depth >= DEPTH_MAX || walk->followed++ >= FOLLOWED_MAX) return NULL;
    const jx_xml *allowed_xml = jx_xml_child(xml, "allowedValues"),
                 *constraint_xml = jx_xml_child(xml, "typeConstraint");
    jx_dmn_place outside = *walk->place;  // tests see no names of the formula that they are checked in
    outside.file = file;
    outside.scope = reader->files[file].scope;
    const jx_expr *allowed = allowed_xml ? jx_dmn_text_tests(&outside, allowed_xml, &jx_type_any) : NULL;
    const jx_expr *constraint = constraint_xml ? jx_dmn_text_tests(&outside, constraint_xml, &jx_type_any) : NULL;
    const jx_expr *condition = null_or(walk, subject, tested(walk, subject, constraint));
    walk->depth++;
    if (jx_dmn_is_collection(xml)) {
        jx_text name = jx_text_format(reader->arena, "\x01item%u", walk->depth);
        const jx_expr *each = check_one(walk, file, xml, name_of(walk, name), allowed);
        condition = both(walk, condition, null_or(walk, subject, every_item(walk, subject, name, each)));
    } else {
        condition = both(walk, condition, check_one(walk, file, xml, subject, allowed));
    }
    walk->depth--;
    return condition;
}

static const jx_expr *check_item(check_walk *walk, uint32_t item, const jx_expr *subject)
{
    jx_dmn_reader *reader = walk->place->reader;
    for (size_t i = 0; i < walk->around.count; i++)
        if (walk->around.items[i] == item) return NULL;
    *JX_PUSH(reader->arena, &walk->around) = item;
    const jx_expr *condition = check_xml(walk, reader->items.items[item].file, reader->items.items[item].xml, subject);
    walk->around.count--;
    return condition;
}

const jx_expr *jx_dmn_condition(const jx_dmn_place *place, const jx_xml *at, jx_dmn_type type, const jx_expr *subject)
{
    check_walk walk = { .place = place, .at = at };
    if (!place->reader->options->check_values || type.item == JX_NONE) return NULL;
    return check_item(&walk, type.item, subject);
}

const jx_expr *jx_dmn_when(const jx_dmn_place *place, const jx_xml *at, const jx_expr *condition, const jx_expr *value)
{
    if (!condition) return value;
    check_walk walk = { .place = place, .at = at };
    jx_expr *node = make(&walk, JX_EXPR_IF);
    node->as.choose.when = condition;
    node->as.choose.then = value;
    node->as.choose.otherwise = jx_dmn_null(place, at);
    jx_dmn_adopt(node, condition);
    jx_dmn_adopt(node, value);
    node->type = value->type;
    return node;
}

// { value: …, if condition over value then value else null }
static const jx_expr *with_condition(const jx_dmn_place *place, const jx_xml *at, const jx_expr *subject,
                                     const jx_expr *condition, const jx_expr *value)
{
    check_walk walk = { .place = place, .at = at };
    jx_expr *node = make(&walk, JX_EXPR_CONTEXT);
    jx_binding *entries = JX_ARRAY(place->reader->arena, 2, jx_binding);
    entries[0] = (jx_binding){ .name = VALUE_NAME, .value = value, .type = value->type };
    entries[1] = (jx_binding){ .value = jx_dmn_when(place, at, condition, subject) };
    node->as.context.entries = entries;
    node->as.context.count = 2;
    node->as.context.has_result = true;
    node->type = value->type;
    jx_dmn_adopt(node, value);
    jx_dmn_adopt(node, entries[1].value);
    return node;
}

const jx_expr *jx_dmn_checked(const jx_dmn_place *place, const jx_xml *at, jx_dmn_type type, const jx_expr *value)
{
    check_walk walk = { .place = place, .at = at };
    const jx_expr *subject = name_of(&walk, VALUE_NAME), *condition = jx_dmn_condition(place, at, type, subject);
    return condition ? with_condition(place, at, subject, condition, value) : value;
}

const jx_expr *jx_dmn_tested(const jx_dmn_place *place, const jx_xml *at, const jx_expr *tests, const jx_expr *value)
{
    check_walk walk = { .place = place, .at = at };
    if (!place->reader->options->check_values || !tests) return value;
    const jx_expr *subject = name_of(&walk, VALUE_NAME);
    return with_condition(place, at, subject, null_or(&walk, subject, tested(&walk, subject, tests)), value);
}
