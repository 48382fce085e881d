// Item definitions to types. All are given their address first and filled in afterwards, so that they may name each
// other and themselves in any order. Read jx_dmn_read_items() last.
#include "dmn/reader.h"

jx_dmn_type jx_dmn_any_type(void)
{
    return (jx_dmn_type){ &jx_type_any, JX_NONE };
}

void jx_dmn_collect_items(jx_dmn_reader *reader, uint32_t file)
{
    const jx_xml *root = reader->files[file].root;
    for (const jx_xml *xml = jx_xml_child(root, "itemDefinition"); xml; xml = jx_xml_next(xml, "itemDefinition")) {
        jx_text name = jx_name_normal(reader->arena, jx_xml_attribute_of(xml, "name"));
        if (jx_dmn_map_get(reader, file, 't', name) != JX_NONE)
            jx_dmn_problem(reader, file, xml, JX_PROBLEM_NAME_DEFINED_TWICE, JX_SEVERITY_WARNING, name, (jx_text){ 0 });
        jx_dmn_map_put(reader, file, 't', name, (uint32_t)reader->items.count);
        jx_type *type = JX_NEW(reader->arena, jx_type);
        *type = (jx_type){ .kind = JX_TYPE_ANY, .name = name };
        *JX_PUSH(reader->arena, &reader->items) = (jx_dmn_item){ .file = file, .xml = xml, .name = name, .type = type };
    }
}

// ---- references ----

static void fill_item(jx_dmn_reader *reader, uint32_t item);

static uint32_t find_item(jx_dmn_reader *reader, uint32_t file, jx_text name)
{
    uint32_t found = jx_dmn_map_get(reader, file, 't', name);
    if (found != JX_NONE) return found;
    const jx_dmn_file *here = &reader->files[file];
    for (size_t i = 0; i < here->imports.count; i++) {
        const jx_dmn_import *import = &here->imports.items[i];
        jx_text part = name;
        if (import->name.size) {
            if (!jx_text_starts_with(name, import->name) || name.size <= import->name.size) continue;
            if (name.bytes[import->name.size] != '.') continue;
            part = jx_text_slice(name, import->name.size + 1, name.size);
        }
        found = jx_dmn_map_get(reader, import->file, 't', part);
        if (found != JX_NONE) return found;
    }
    return JX_NONE;
}

// "kie:tPerson" and "feel:string" of DMN 1.1 and 1.2: the prefix names a file or the language.
static bool cut_prefix(jx_dmn_reader *reader, const jx_xml *at, jx_text ref, uint32_t *file, jx_text *out_name,
                       bool *out_feel)
{
    jx_text space, rest, prefix = jx_text_cut(ref, JX_TEXT(":"), &rest);
    *out_name = ref;
    *out_feel = false;
    if (prefix.size == ref.size || !jx_xml_prefix_space(at, prefix, &space)) return false;
    *out_name = rest;
    *out_feel = jx_text_find(space, JX_TEXT("FEEL")) != SIZE_MAX;
    for (uint32_t i = 0; i < reader->file_count; i++)
        if (reader->files[i].used && jx_text_equal(reader->files[i].space, space)) *file = i;
    return true;
}

static const jx_type *parsed_type(jx_dmn_reader *reader, uint32_t file, jx_text ref)
{
    if (!reader->files[file].scope || jx_text_find(ref, JX_TEXT("<")) == SIZE_MAX) return NULL;
    jx_source source = { reader->files[file].source->name, ref };
    jx_feel_options options = {
        .dialect = JX_DIALECT_DMN, .arena = reader->arena, .limits = reader->limits, .source = &source
    };
    const jx_type *type = NULL;
    jx_span span = { 0, (uint32_t)ref.size };
    return jx_feel_parse_type(&options, reader->files[file].scope, span, &type) == JX_OK ? type : NULL;
}

jx_dmn_type jx_dmn_type_ref(jx_dmn_reader *reader, uint32_t file, const jx_xml *at, jx_text ref)
{
    ref = jx_name_normal(reader->arena, ref);
    if (ref.size == 0) return jx_dmn_any_type();
    jx_text name;
    bool feel;
    uint32_t where = file;
    (void)cut_prefix(reader, at, ref, &where, &name, &feel);
    const jx_type *primitive = jx_type_named(name);
    if (primitive && (feel || primitive->kind != JX_TYPE_SERIES)) return (jx_dmn_type){ primitive, JX_NONE };
    uint32_t item = find_item(reader, where, name);
    if (item != JX_NONE) return (jx_dmn_type){ reader->items.items[item].type, item };
    const jx_type *parsed = parsed_type(reader, file, name);
    if (parsed) return (jx_dmn_type){ parsed, JX_NONE };
    jx_dmn_problem(reader, file, at, JX_PROBLEM_UNKNOWN_NAME, JX_SEVERITY_WARNING, ref, (jx_text){ 0 });
    return jx_dmn_any_type();
}

jx_dmn_type jx_dmn_type_of(jx_dmn_reader *reader, uint32_t file, const jx_xml *element)
{
    return jx_dmn_type_ref(reader, file, element, jx_xml_attribute_of(element, "typeRef"));
}

// ---- definitions ----

bool jx_dmn_is_collection(const jx_xml *xml)
{
    jx_text flag = jx_text_trim(jx_xml_attribute_of(xml, "isCollection"));
    return jx_text_equal(flag, JX_TEXT("true")) || jx_text_equal(flag, JX_TEXT("1"));
}

static void fill_structure(jx_dmn_reader *reader, uint32_t file, const jx_xml *xml, jx_type *out);
static void fill_function(jx_dmn_reader *reader, uint32_t file, const jx_xml *xml, jx_type *out);

// The type of a component, or of the items of a collection: named types by their address, which need not be filled
// yet.
static const jx_type *part_type(jx_dmn_reader *reader, uint32_t file, const jx_xml *xml)
{
    const jx_xml *function = jx_xml_child(xml, "functionItem"), *ref = jx_xml_child(xml, "typeRef");
    if (!function && !jx_xml_child(xml, "itemComponent"))
        return ref ? jx_dmn_type_ref(reader, file, ref, ref->text).type : &jx_type_any;
    jx_type *type = JX_NEW(reader->arena, jx_type);
    if (function)
        fill_function(reader, file, function, type);
    else
        fill_structure(reader, file, xml, type);
    return type;
}

static void fill_structure(jx_dmn_reader *reader, uint32_t file, const jx_xml *xml, jx_type *out)
{
    struct {
        jx_field *items;
        size_t count, capacity;
    } fields = { 0 };
    for (const jx_xml *part = jx_xml_child(xml, "itemComponent"); part; part = jx_xml_next(part, "itemComponent")) {
        const jx_type *type = part_type(reader, file, part);
        if (jx_dmn_is_collection(part)) type = jx_type_list_of(reader->arena, type);
        jx_text name = jx_name_normal(reader->arena, jx_xml_attribute_of(part, "name"));
        *JX_PUSH(reader->arena, &fields) = (jx_field){ name, type };
    }
    *out = (jx_type){ .kind = JX_TYPE_CONTEXT, .name = out->name, .fields = fields.items, .field_count = fields.count };
}

static void fill_function(jx_dmn_reader *reader, uint32_t file, const jx_xml *xml, jx_type *out)
{
    struct {
        const jx_type **items;
        size_t count, capacity;
    } parameters = { 0 };
    for (const jx_xml *part = jx_xml_child(xml, "parameters"); part; part = jx_xml_next(part, "parameters"))
        *JX_PUSH(reader->arena, &parameters) = jx_dmn_type_of(reader, file, part).type;
    jx_text result = jx_xml_attribute_of(xml, "outputTypeRef");
    *out = (jx_type){ .kind = JX_TYPE_FUNCTION,
                      .name = out->name,
                      .element = jx_dmn_type_ref(reader, file, xml, result).type,
                      .parameters = parameters.items,
                      .parameter_count = parameters.count };
}

// Of an alias: what it stands for under its own name. A circle of aliases is Any.
static void fill_alias(jx_dmn_reader *reader, uint32_t file, const jx_xml *xml, jx_type *out)
{
    const jx_xml *ref = jx_xml_child(xml, "typeRef");
    if (!ref) return;
    jx_dmn_type type = jx_dmn_type_ref(reader, file, ref, ref->text);
    if (type.item != JX_NONE) fill_item(reader, type.item);
    jx_text name = out->name;
    *out = *type.type;
    if (name.size) out->name = name;
}

static void fill_type(jx_dmn_reader *reader, uint32_t file, const jx_xml *xml, jx_type *out)
{
    const jx_xml *function = jx_xml_child(xml, "functionItem");
    if (jx_dmn_is_collection(xml))
        *out = (jx_type){ .kind = JX_TYPE_LIST, .name = out->name, .element = part_type(reader, file, xml) };
    else if (jx_xml_child(xml, "itemComponent"))
        fill_structure(reader, file, xml, out);
    else if (function)
        fill_function(reader, file, function, out);
    else
        fill_alias(reader, file, xml, out);
}

static void fill_item(jx_dmn_reader *reader, uint32_t index)
{
    jx_dmn_item *item = &reader->items.items[index];
    if (item->state == JX_DMN_BUSY)
        jx_dmn_problem(reader, item->file, item->xml, JX_PROBLEM_CYCLE, JX_SEVERITY_ERROR, item->name, (jx_text){ 0 });
    if (item->state != JX_DMN_UNSEEN || reader->depth > reader->limits->at[JX_LIMIT_NESTING]) return;
    item->state = JX_DMN_BUSY;
    reader->depth++;
    fill_type(reader, item->file, item->xml, item->type);
    reader->depth--;
    item->state = JX_DMN_DONE;
}

// ---- scopes of types ----

static void declare_fields(jx_scope *scope, const jx_xml *xml)
{
    for (const jx_xml *part = jx_xml_child(xml, "itemComponent"); part; part = jx_xml_next(part, "itemComponent")) {
        jx_scope_declare_field(scope, jx_xml_attribute_of(part, "name"));
        declare_fields(scope, part);
    }
}

static void declare_items(jx_dmn_reader *reader, jx_scope *scope, uint32_t file, jx_text prefix)
{
    for (size_t i = 0; i < reader->items.count; i++) {
        const jx_dmn_item *item = &reader->items.items[i];
        if (item->file != file) continue;
        jx_text name = prefix.size
                           ? jx_text_format(reader->arena, "%.*s.%.*s", JX_TEXT_ARG(prefix), JX_TEXT_ARG(item->name))
                           : item->name;
        jx_scope_declare_type(scope, name, item->type);
    }
}

static void open_scope(jx_dmn_reader *reader, uint32_t file)
{
    jx_dmn_file *here = &reader->files[file];
    here->scope = jx_scope_new(reader->arena, NULL);
    for (size_t i = 0; i < here->imports.count; i++)
        declare_items(reader, here->scope, here->imports.items[i].file, here->imports.items[i].name);
    declare_items(reader, here->scope, file, (jx_text){ 0 });
    for (size_t i = 0; i < reader->items.count; i++)
        declare_fields(here->scope, reader->items.items[i].xml);
}

// ---- allowed values ----

static void read_tests(jx_dmn_reader *reader, jx_dmn_item *item)
{
    jx_text owner = jx_text_format(reader->arena, "itemDefinition %.*s", JX_TEXT_ARG(item->name));
    jx_dmn_place place = { reader, item->file, reader->files[item->file].scope, owner };
    const jx_type *whole = item->type, *each = whole->kind == JX_TYPE_LIST && whole->element ? whole->element : whole;
    const jx_xml *allowed = jx_xml_child(item->xml, "allowedValues"),
                 *constraint = jx_xml_child(item->xml, "typeConstraint");
    if (allowed) item->allowed = jx_dmn_text_tests(&place, allowed, jx_dmn_is_collection(item->xml) ? each : whole);
    if (constraint) item->constraint = jx_dmn_text_tests(&place, constraint, whole);
}

void jx_dmn_read_items(jx_dmn_reader *reader)
{
    for (uint32_t i = 0; i < reader->items.count; i++)
        fill_item(reader, i);
    for (uint32_t i = 0; i < reader->file_count; i++)
        if (reader->files[i].used) open_scope(reader, i);
    for (size_t i = 0; i < reader->items.count; i++)
        read_tests(reader, &reader->items.items[i]);
}
