// DMN files to a model. Read jx_dmn_read() at the end: it names the steps, one file each.
#include "dmn/reader.h"

#include <string.h>

// ---- the map of names ----

static jx_dmn_entry *slot_of(const jx_dmn_reader *reader, uint32_t file, char kind, jx_text name)
{
    size_t mask = reader->map.capacity - 1;
    size_t at = (size_t)(jx_text_hash(name) + file * UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)kind) & mask;
    for (;; at = (at + 1) & mask) {
        jx_dmn_entry *slot = &reader->map.slots[at];
        if (!slot->kind) return slot;
        if (slot->kind == kind && slot->file == file && jx_text_equal(slot->name, name)) return slot;
    }
}

static void grow_map(jx_dmn_reader *reader)
{
    jx_dmn_entry *old = reader->map.slots;
    size_t capacity = reader->map.capacity;
    reader->map.capacity = capacity ? capacity * 2 : 64;
    reader->map.slots = JX_ARRAY(reader->arena, reader->map.capacity, jx_dmn_entry);
    for (size_t i = 0; i < capacity; i++)
        if (old[i].kind) *slot_of(reader, old[i].file, old[i].kind, old[i].name) = old[i];
}

void jx_dmn_map_put(jx_dmn_reader *reader, uint32_t file, char kind, jx_text name, uint32_t value)
{
    if ((reader->map.count + 1) * 2 > reader->map.capacity) grow_map(reader);
    jx_dmn_entry *slot = slot_of(reader, file, kind, name);
    if (slot->kind) return;  // the first one stays
    *slot = (jx_dmn_entry){ file, value, kind, name };
    reader->map.count++;
}

uint32_t jx_dmn_map_get(const jx_dmn_reader *reader, uint32_t file, char kind, jx_text name)
{
    if (!reader->map.capacity) return JX_NONE;
    const jx_dmn_entry *slot = slot_of(reader, file, kind, name);
    return slot->kind ? slot->value : JX_NONE;
}

// ---- problems ----

void jx_dmn_problem(const jx_dmn_reader *reader, uint32_t file, const jx_xml *at, jx_problem_code code,
                    jx_severity severity, jx_text first, jx_text second)
{
    jx_text arguments[2] = { first, second };
    (void)jx_problem_add(reader->problems, code, severity, reader->files[file].source, at ? at->span : (jx_span){ 0 },
                         (jx_text){ 0 }, arguments, 2);
}

static bool is_known_language(jx_text uri)
{
    static const char *const uris[] = {
        "http://www.omg.org/spec/FEEL/20140401",
        "http://www.omg.org/spec/DMN/20180521/FEEL/",
        "https://www.omg.org/spec/DMN/20191111/FEEL/",
        "https://www.omg.org/spec/DMN/20211108/FEEL/",
        "https://www.omg.org/spec/DMN/20230324/FEEL/",
        "https://www.omg.org/spec/DMN/20240513/FEEL/",
        "https://www.omg.org/spec/DMN/FEEL/",
        "feel",
        "FEEL",
    };
    for (size_t i = 0; i < JX_COUNT(uris); i++)
        if (jx_text_equal(uri, jx_text_of(uris[i]))) return true;
    // Years before and after, http for https, a missing last stroke: what tools write.
    return jx_text_find(uri, JX_TEXT("omg.org/spec/")) != SIZE_MAX && jx_text_find(uri, JX_TEXT("/FEEL")) != SIZE_MAX;
}

bool jx_dmn_language_fits(const jx_dmn_reader *reader, uint32_t file, const jx_xml *element)
{
    jx_text language = jx_text_trim(jx_xml_attribute_of(element, "expressionLanguage"));
    if (language.size == 0) return true;
    bool other = jx_text_find(language, JX_TEXT("B-FEEL")) != SIZE_MAX;
    if (!other && is_known_language(language)) return true;
    jx_text what = jx_text_format(reader->arena, "%s: %.*s", other ? "B-FEEL is not supported" : "not FEEL",
                                  JX_TEXT_ARG(language));
    jx_dmn_problem(reader, file, element, JX_PROBLEM_MODEL_INVALID, JX_SEVERITY_ERROR, what, (jx_text){ 0 });
    return false;
}

// ---- files ----

static bool is_model_space(jx_text space)
{
    jx_text prefixes[] = { JX_TEXT("http://www.omg.org/spec/DMN/"), JX_TEXT("https://www.omg.org/spec/DMN/") };
    return jx_text_starts_with(space, prefixes[0]) || jx_text_starts_with(space, prefixes[1]);
}

static jx_status open_file(jx_dmn_reader *reader, uint32_t file, const jx_source *source)
{
    jx_dmn_file *out = &reader->files[file];
    jx_source *copy = JX_NEW(reader->arena, jx_source);
    *copy = (jx_source){ source->name, jx_xml_to_utf8(reader->arena, source->bytes) };
    out->source = copy;
    const jx_xml *root = NULL;
    JX_TRY(jx_xml_read(reader->arena, reader->limits, reader->problems, copy, &root));
    if (!jx_xml_is(root, "definitions") || !is_model_space(root->space)) {
        jx_dmn_problem(reader, file, root, JX_PROBLEM_XML_UNEXPECTED, JX_SEVERITY_ERROR, root->name, (jx_text){ 0 });
        return JX_REFUSED;
    }
    if (!jx_dmn_language_fits(reader, file, root)) return JX_REFUSED;
    out->root = root;
    out->space = jx_text_trim(jx_xml_attribute_of(root, "namespace"));
    return JX_OK;
}

static uint32_t file_of_space(const jx_dmn_reader *reader, jx_text space)
{
    for (uint32_t i = 0; i < reader->file_count; i++)
        if (reader->files[i].root && jx_text_equal(reader->files[i].space, space)) return i;
    return JX_NONE;
}

// DMN 1.1 has no names for imports: the prefix bound to the namespace serves.
static jx_text import_name(jx_dmn_reader *reader, const jx_xml *import, jx_text space)
{
    if (jx_xml_has_attribute(import, "name")) return jx_name_normal(reader->arena, jx_xml_attribute_of(import, "name"));
    for (const jx_xml_prefix *p = import->prefixes; p; p = p->outer)
        if (p->prefix.size && jx_text_equal(p->space, space)) return p->prefix;
    return (jx_text){ 0 };
}

static void read_imports(jx_dmn_reader *reader, uint32_t file)
{
    jx_dmn_file *importing = &reader->files[file];
    for (const jx_xml *import = jx_xml_child(importing->root, "import"); import;
         import = jx_xml_next(import, "import")) {
        jx_text space = jx_text_trim(jx_xml_attribute_of(import, "namespace"));
        uint32_t imported = file_of_space(reader, space);
        bool model = is_model_space(jx_xml_attribute_of(import, "importType"));
        if (imported == JX_NONE) {
            jx_text what = jx_text_format(reader->arena, "%s: %.*s",
                                          model ? "no file is given for the import" : "this kind of import is not read",
                                          JX_TEXT_ARG(space));
            jx_dmn_problem(reader, file, import, JX_PROBLEM_MODEL_INVALID,
                           model ? JX_SEVERITY_ERROR : JX_SEVERITY_WARNING, what, (jx_text){ 0 });
            continue;
        }
        *JX_PUSH(reader->arena, &importing->imports) = (jx_dmn_import){ import_name(reader, import, space), imported };
    }
}

// Numbers the files that the main file reaches, breadth first; each once, however many ways lead to it.
static uint32_t *reach_files(jx_dmn_reader *reader, uint32_t *out_count)
{
    uint32_t *order = JX_ARRAY(reader->arena, reader->file_count, uint32_t), count = 1;
    reader->files[0].used = true;
    for (uint32_t at = 0; at < count; at++) {
        jx_dmn_file *file = &reader->files[order[at]];
        file->index = at;
        read_imports(reader, order[at]);
        for (size_t i = 0; i < file->imports.count; i++) {
            uint32_t next = file->imports.items[i].file;
            if (reader->files[next].used) continue;
            reader->files[next].used = true;
            order[count++] = next;
        }
    }
    *out_count = count;
    return order;
}

// ---- the whole ----

static void fill_model(jx_dmn_reader *reader, const uint32_t *order, uint32_t count, jx_model *model)
{
    jx_space *spaces = JX_ARRAY(reader->arena, count, jx_space);
    for (uint32_t i = 0; i < count; i++) {
        const jx_dmn_file *file = &reader->files[order[i]];
        spaces[i] = (jx_space){ JX_SPACE_NAMESPACE, file->space, jx_xml_attribute_of(file->root, "name"), i };
    }
    *model = (jx_model){
        .package = false,
        .name = spaces[0].name,
        .spaces = spaces,
        .space_count = count,
        .definitions = reader->definitions,
        .definition_count = reader->elements.count,
        .services = reader->services.items,
        .service_count = reader->services.count,
    };
}

typedef struct {
    jx_dmn_reader reader;
    const jx_source *sources;
    size_t count;
    jx_model *model;
} read_arguments;

static jx_status read_all(void *user)
{
    read_arguments *arguments = user;
    jx_dmn_reader *reader = &arguments->reader;
    reader->files = JX_ARRAY(reader->arena, arguments->count, jx_dmn_file);
    reader->file_count = arguments->count;
    for (uint32_t i = 0; i < arguments->count; i++) {
        jx_status status = open_file(reader, i, &arguments->sources[i]);
        if (status != JX_OK && (i == 0 || status != JX_REFUSED)) return status;
    }
    uint32_t count, *order = reach_files(reader, &count);
    for (uint32_t i = 0; i < count; i++)
        jx_dmn_collect_items(reader, order[i]);
    jx_dmn_read_items(reader);
    for (uint32_t i = 0; i < count; i++)
        jx_dmn_collect_elements(reader, order[i]);
    jx_dmn_read_elements(reader);
    arguments->model = JX_NEW(reader->arena, jx_model);
    fill_model(reader, order, count, arguments->model);
    jx_model_check_names(arguments->model, reader->arena, reader->problems);
    return JX_OK;
}

jx_status jx_dmn_read(const jx_dmn_options *options, const jx_source *sources, size_t count, const jx_model **out)
{
    assert(count > 0);
    read_arguments arguments = {
        .reader = { .arena = options->arena,
                    .problems = options->problems,
                    .limits = options->limits,
                    .options = options },
        .sources = sources,
        .count = count,
    };
    JX_TRY(jx_arena_guard(options->arena, read_all, &arguments));
    *out = arguments.model;
    return JX_OK;
}

uint32_t jx_dmn_find(const jx_model *model, jx_text space, jx_text name)
{
    for (uint32_t i = 0; i < model->space_count; i++)
        if (space.size ? jx_text_equal(model->spaces[i].id, space) : i == 0) return jx_model_find(model, i, name);
    return JX_NONE;
}
