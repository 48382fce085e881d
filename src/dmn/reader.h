// What the files of the DMN reader share; private to dmn/. Start at read.c, whose order is: files, types, elements,
// logic.
#ifndef JX_DMN_READER_H
#define JX_DMN_READER_H

#include "dmn/dmn.h"
#include "dmn/xml.h"

typedef struct {
    jx_text name;  // "" : the elements come into the importing file's own names
    uint32_t file;
} jx_dmn_import;

typedef struct {
    const jx_source *source;
    const jx_xml *root;  // NULL: could not be read
    jx_text space;       // target namespace
    bool used;           // reached from the main file
    uint32_t index;      // position among the model's spaces, when used
    struct {
        jx_dmn_import *items;
        size_t count, capacity;
    } imports;
    jx_scope *scope;  // types, and fields of values of unknown type; no names
} jx_dmn_file;

typedef enum { JX_DMN_UNSEEN, JX_DMN_BUSY, JX_DMN_DONE } jx_dmn_state;

// An item definition.
typedef struct {
    uint32_t file;
    const jx_xml *xml;
    jx_text name;
    jx_type *type;  // filled in by read_types.c; its address never changes
    jx_dmn_state state;
    const jx_expr *allowed, *constraint;  // JX_EXPR_TESTS over an item (the whole value), or NULL
} jx_dmn_item;

// A type together with the tests that its values must pass.
typedef struct {
    const jx_type *type;  // never NULL
    uint32_t item;        // whose tests apply; JX_NONE
} jx_dmn_type;

typedef struct {
    uint32_t *items;
    size_t count, capacity;
} jx_dmn_indexes;

// An input, decision, knowledge model or service.
typedef struct {
    uint32_t file;
    const jx_xml *xml;
    jx_text name;             // normal form
    jx_dmn_type declared;     // of the variable; Any if it has none
    jx_dmn_indexes requires;  // elements
    jx_dmn_state state;
    uint32_t definition;
} jx_dmn_element;

// (file, kind, name) -> index. Kinds: 't' item definition by name, 'e' element by name, 'i' element by id.
typedef struct {
    uint32_t file, value;
    char kind;  // 0: free
    jx_text name;
} jx_dmn_entry;

typedef struct {
    jx_arena *arena;
    jx_problems *problems;
    const jx_limits *limits;
    const jx_dmn_options *options;
    jx_dmn_file *files;
    size_t file_count;
    struct {
        jx_dmn_item *items;
        size_t count, capacity;
    } items;
    struct {
        jx_dmn_element *items;
        size_t count, capacity;
    } elements;
    struct {
        jx_dmn_entry *slots;
        size_t count, capacity;
    } map;
    jx_definition *definitions;
    uint32_t *order;  // element by definition
    struct {
        jx_service *items;
        size_t count, capacity;
    } services;
    uint64_t cells;  // of all decision tables
    uint32_t depth;  // of aliases of types being followed
} jx_dmn_reader;

// Where an expression is read: what it may name, and whose it is (for the name of its source).
typedef struct {
    jx_dmn_reader *reader;
    uint32_t file;
    const jx_scope *scope;
    jx_text owner;  // "decision Fee"
} jx_dmn_place;

// read.c
void jx_dmn_map_put(jx_dmn_reader *reader, uint32_t file, char kind, jx_text name, uint32_t value);
uint32_t jx_dmn_map_get(const jx_dmn_reader *reader, uint32_t file, char kind, jx_text name);  // JX_NONE
void jx_dmn_problem(const jx_dmn_reader *reader, uint32_t file, const jx_xml *at, jx_problem_code code,
                    jx_severity severity, jx_text first, jx_text second);
// B-FEEL and languages that are not FEEL are refused by name; true if `element` may be read.
bool jx_dmn_language_fits(const jx_dmn_reader *reader, uint32_t file, const jx_xml *element);

// read_types.c
void jx_dmn_collect_items(jx_dmn_reader *reader, uint32_t file);
void jx_dmn_read_items(jx_dmn_reader *reader);
// The type that the text of a typeRef means at `at`; unknown ones are reported and Any.
jx_dmn_type jx_dmn_type_ref(jx_dmn_reader *reader, uint32_t file, const jx_xml *at, jx_text ref);
// That of the attribute typeRef; Any without one.
jx_dmn_type jx_dmn_type_of(jx_dmn_reader *reader, uint32_t file, const jx_xml *element);
jx_dmn_type jx_dmn_any_type(void);

bool jx_dmn_is_collection(const jx_xml *xml);

// read_check.c: only when values are to be checked; without tests everything stays as it is
// `value`, or null if it does not pass the tests of `type`.
const jx_expr *jx_dmn_checked(const jx_dmn_place *place, const jx_xml *at, jx_dmn_type type, const jx_expr *value);
// `value`, or null if it does not pass these tests (inputValues of a table).
const jx_expr *jx_dmn_tested(const jx_dmn_place *place, const jx_xml *at, const jx_expr *tests, const jx_expr *value);
// Whether `subject` passes them: a boolean expression, NULL if there is nothing to check.
const jx_expr *jx_dmn_condition(const jx_dmn_place *place, const jx_xml *at, jx_dmn_type type, const jx_expr *subject);
// `value` when the condition holds, else null; the value itself when `condition` is NULL.
const jx_expr *jx_dmn_when(const jx_dmn_place *place, const jx_xml *at, const jx_expr *condition, const jx_expr *value);

// read_drg.c
void jx_dmn_collect_elements(jx_dmn_reader *reader, uint32_t file);
void jx_dmn_read_elements(jx_dmn_reader *reader);

// read_expr.c
const jx_expr *jx_dmn_expr(const jx_dmn_place *place, const jx_xml *xml);
const jx_expr *jx_dmn_expr_in(const jx_dmn_place *place, const jx_xml *parent);    // its boxed expression, NULL if none
const jx_expr *jx_dmn_text_expr(const jx_dmn_place *place, const jx_xml *holder);  // the <text> inside; null if empty
const jx_expr *jx_dmn_text_tests(const jx_dmn_place *place, const jx_xml *holder,
                                 const jx_type *input);  // NULL if empty
const jx_expr *jx_dmn_converted(const jx_dmn_place *place, const jx_xml *at, const jx_expr *value, jx_dmn_type type);
const jx_expr *jx_dmn_function(const jx_dmn_place *place, const jx_xml *xml, const jx_type *result);
jx_expr *jx_dmn_node(const jx_dmn_place *place, jx_expr_kind kind, const jx_xml *xml);
void jx_dmn_adopt(jx_expr *node, const jx_expr *child);
const jx_expr *jx_dmn_null(const jx_dmn_place *place, const jx_xml *xml);
const jx_type *jx_dmn_context_type(jx_arena *arena, const jx_binding *entries, size_t count);

// read_table.c
const jx_expr *jx_dmn_table(const jx_dmn_place *place, const jx_xml *xml);

#endif
