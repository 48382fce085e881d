// Drafts in order of dependency: each formula is parsed once everything it names has a type.
//
// Read jx_resolve_draft. What a formula depends on is found by scanning its words (jx_depend): names are single
// words in
// packages, so no parse is needed for that. A draft met again while it is being resolved is a circle (R1). Parsing then
// sees scopes (package < clause < award < record) in which every name it uses is declared with its type.
#include "policy/reader.h"

// ---- scopes ----

static const jx_type *native_function(jx_reader *r, const jx_type *result)
{
    jx_type *type = JX_NEW(r->arena, jx_type);
    *type = (jx_type){ .kind = JX_TYPE_FUNCTION, .element = result };
    return type;
}

static jx_scope *natives(jx_reader *r)
{
    static const struct {
        jx_word word;
        const jx_type *result;
    } functions[] = {
        { JX_WORD_TOTAL, &jx_type_number },    { JX_WORD_DAILY_MEAN, &jx_type_number },
        { JX_WORD_COVERAGE, &jx_type_number }, { JX_WORD_RANK, &jx_type_number },
        { JX_WORD_MANUAL, &jx_type_any },
    };
    jx_scope *scope = jx_scope_new(r->arena, NULL);
    for (size_t i = 0; i < JX_COUNT(functions); i++)
        for (int language = JX_CHINESE; language <= JX_ENGLISH; language++)
            jx_scope_declare(scope, jx_word_text(functions[i].word, (jx_language)language),
                             native_function(r, functions[i].result));
    jx_scope_declare(scope, jx_word_text(JX_WORD_ASCENDING, JX_CHINESE), &jx_type_string);
    jx_scope_declare(scope, jx_word_text(JX_WORD_ASCENDING, JX_ENGLISH), &jx_type_string);
    return scope;
}

jx_scope *jx_scope_of(jx_reader *r, uint32_t space)
{
    if (r->scopes[space]) return r->scopes[space];
    uint32_t outer = r->spaces.items[space].outer;
    return r->scopes[space] = jx_scope_new(r->arena, outer == space ? natives(r) : jx_scope_of(r, outer));
}

static void make_scopes(jx_reader *r)
{
    r->scopes = JX_ARRAY(r->arena, r->spaces.count, jx_scope *);
    for (size_t i = 0; i < r->drafts.count; i++) {
        const jx_definition *def = &r->drafts.items[i]->def;
        jx_scope_declare(jx_scope_of(r, def->space), def->name, def->type);
    }
}

// ---- what a formula depends on ----

static bool word_start(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x3400 && c < 0xff00) || c >= 0x20000;
}

static bool word_part(uint32_t c)
{
    return word_start(c) || (c >= '0' && c <= '9') || c == '_';
}

// The next word of a formula that may be a name; strings, fields after `.` and units behind numbers are passed over.
static bool next_word(jx_text formula, size_t *at, jx_text *word, jx_text *field)
{
    char before = 0;
    while (*at < formula.size) {
        size_t start = *at;
        uint32_t c = jx_text_next(formula, at);
        if (c == '"') {
            while (*at < formula.size && formula.bytes[*at] != '"')
                *at += formula.bytes[*at] == '\\' ? 2 : 1;
            if (*at < formula.size) (*at)++;
            before = '"';
            continue;
        }
        bool number = c >= '0' && c <= '9';
        if (!word_start(c) && !number) {
            if (c != ' ' && c != '\n') before = c < 128 ? (char)c : 0;
            if (*at > formula.size) *at = formula.size;
            continue;
        }
        size_t end = *at;
        while (end < formula.size) {
            size_t next = end;
            c = jx_text_next(formula, &next);
            if (!word_part(c)) break;
            end = next;
        }
        *at = end;
        if (number || before == '.') {
            before = 0;
            continue;
        }
        *word = jx_text_slice(formula, start, end);
        *field = (jx_text){ 0 };
        if (end < formula.size && formula.bytes[end] == '.' && end + 1 < formula.size &&
            formula.bytes[end + 1] != '.') {
            size_t stop = end + 1;
            while (stop < formula.size) {
                size_t next = stop;
                if (!word_part(jx_text_next(formula, &next))) break;
                stop = next;
            }
            *field = jx_text_slice(formula, end + 1, stop);
        }
        return true;
    }
    return false;
}

// `节假日连续生产.奖励金额`: the other award's definition is resolved, and its name becomes a context of what is known.
static void depend_on_award(jx_reader *r, uint32_t space, jx_text field)
{
    jx_draft *target = jx_draft_here(r, space, field);
    if (!target) return;
    jx_resolve_draft(r, target);
    struct {
        jx_field *items;
        size_t count, capacity;
    } fields = { 0 };
    for (size_t i = 0; i < r->drafts.count; i++) {
        const jx_definition *def = &r->drafts.items[i]->def;
        if (def->space == space) *JX_PUSH(r->arena, &fields) = (jx_field){ def->name, def->type };
    }
    jx_type *context = JX_NEW(r->arena, jx_type);
    *context = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = fields.items, .field_count = fields.count };
    jx_scope_declare(jx_scope_of(r, 0), r->spaces.items[space].name, context);
}

static bool has_output(const jx_draft *part, jx_text name)
{
    for (size_t i = 1; part->form == JX_DRAFT_TABLE && i < part->table->header.count; i++) {
        jx_text header = part->table->header.cells[i].text;
        if (jx_text_starts_with(header, JX_TEXT("→")) &&
            jx_text_equal(jx_header_name(jx_text_trim(jx_text_slice(header, 3, header.size))), name))
            return true;
    }
    return false;
}

static jx_draft *part_named(const jx_draft *extend, jx_text name)
{
    for (size_t i = 0; i < extend->part_count; i++)
        if (jx_text_equal(extend->parts[i]->def.name, name) || has_output(extend->parts[i], name))
            return extend->parts[i];
    return NULL;
}

void jx_depend(jx_reader *r, jx_draft *draft, jx_text formula)
{
    jx_text word, field;
    for (size_t at = 0; next_word(formula, &at, &word, &field);) {
        if (draft->record.size && jx_text_equal(word, draft->record) && draft->form == JX_DRAFT_EXTEND) continue;
        if (jx_word_is(word, JX_WORD_RANK)) draft->uses_rank = true;
        jx_draft *needed = jx_draft_find(r, draft->def.space, word);
        if (needed) {
            jx_resolve_draft(r, needed);
            continue;
        }
        uint32_t space = field.size ? jx_space_find(r, word) : JX_NONE;
        if (space != JX_NONE && r->spaces.items[space].kind == JX_SPACE_AWARD) depend_on_award(r, space, field);
    }
}

// All formulas of a draft, one after the other.
static void depend_on_table(jx_reader *r, jx_draft *draft, const jx_md_block *table)
{
    for (size_t i = 1; i < table->header.count; i++) {
        jx_text header = table->header.cells[i].text;
        bool output = jx_text_starts_with(header, JX_TEXT("→")), basis = jx_word_is(header, JX_WORD_BASIS);
        if (basis) continue;
        if (!output && draft->form == JX_DRAFT_TABLE) jx_depend(r, draft, header);
        for (size_t k = 0; k < table->row_count; k++)
            jx_depend(r, draft, table->rows[k].cells[i].text);
    }
}

static void depend_on_parts(jx_reader *r, jx_draft *draft, const jx_draft *part)
{
    if (part->table)
        depend_on_table(r, draft, part->table);
    else
        jx_depend(r, draft, jx_bytes_at(part->def.source, part->text));
}

// ---- circles ----

static void report_circle(jx_reader *r, const jx_draft *draft)
{
    jx_buffer names = jx_buffer_in(r->arena);
    size_t start = r->path.count;
    while (start > 0 && r->path.items[start - 1] != draft->index)
        start--;
    for (size_t i = start ? start - 1 : 0; i < r->path.count; i++) {
        jx_buffer_put(&names, r->drafts.items[r->path.items[i]]->def.name);
        jx_buffer_put(&names, JX_TEXT(" → "));
    }
    jx_buffer_put(&names, draft->def.name);
    jx_text circle = jx_buffer_text(&names);
    bool ranked = false;
    for (size_t i = start ? start - 1 : 0; i < r->path.count; i++)
        ranked |= r->drafts.items[r->path.items[i]]->uses_rank;
    if (ranked)
        JX_REFUSE(r, POPULATION_CIRCULAR, draft->def.source, draft->def.span, "名次 所排的值不得用到名次",
                  draft->def.name, circle);
    else
        JX_REFUSE(r, CYCLE, draft->def.source, draft->def.span, "", circle);
}

// ---- parsing ----

static jx_feel_options feel_options(jx_reader *r, const jx_source *source)
{
    return (jx_feel_options){ .dialect = JX_DIALECT_PACKAGE,
                              .arena = r->arena,
                              .problems = r->problems,
                              .limits = r->limits,
                              .source = source,
                              .is_unit = jx_is_unit_name,
                              .listener = r->options->listener };
}

const jx_expr *jx_resolve_expression(jx_reader *r, const jx_scope *scope, const jx_source *source, jx_span span)
{
    jx_feel_options options = feel_options(r, source);
    const jx_expr *expr = NULL;
    jx_status status = jx_feel_parse(&options, scope, span, &expr);
    assert(status == JX_OK || expr);  // problems are collected; the tree says where it is broken
    return expr;
}

const jx_expr *jx_resolve_tests(jx_reader *r, const jx_scope *scope, const jx_type *input, const jx_source *source,
                                jx_span span)
{
    jx_feel_options options = feel_options(r, source);
    const jx_expr *expr = NULL;
    jx_status status = jx_feel_parse_tests(&options, scope, input, span, &expr);
    assert(status == JX_OK || expr);
    return expr;
}

static jx_expr *new_node(jx_reader *r, jx_expr_kind kind, const jx_draft *draft, const jx_type *type)
{
    jx_expr *expr = JX_NEW(r->arena, jx_expr);
    expr->kind = kind, expr->span = draft->def.span, expr->source = draft->def.source, expr->type = type;
    return expr;
}

static void finish_formula(jx_reader *r, jx_draft *draft, const jx_scope *scope, const jx_context_of_record *record)
{
    if (draft->text.end == draft->text.start) {
        JX_REFUSE(r, SYNTAX_ERROR, draft->def.source, draft->def.span, "等号之后没有表达式", draft->def.name);
        draft->def.expr = new_node(r, JX_EXPR_ERROR, draft, &jx_type_any);
        return;
    }
    const jx_expr *expr = jx_resolve_expression(r, scope, draft->def.source, draft->text);
    jx_normalise(r, expr, false, jx_decimal_of(1));
    draft->def.expr = expr;
    draft->def.type = expr->type;
    draft->meaning = jx_infer(r, draft->def.space, record, expr, true);
    if (expr->type->kind == JX_TYPE_ANY) draft->def.type = draft->meaning.type;
    draft->def.fields = draft->meaning.fields;
    draft->def.field_count = draft->meaning.field_count;
    jx_dimensions declared;
    jx_decimal factor;
    if (!draft->def.unit.size || !jx_unit_dimensions(draft->def.unit, &declared, &factor)) return;
    if (draft->meaning.unit.known && !draft->meaning.unit.any && !jx_dimensions_equal(draft->meaning.unit, declared))
        JX_REFUSE(r, DIMENSION_MISMATCH, draft->def.source, draft->text, "", draft->def.unit,
                  draft->meaning.unit.known ? jx_dimensions_text(r->arena, draft->meaning.unit) : JX_TEXT(""));
    draft->meaning.unit = declared;
}

static void finish_alias(jx_reader *r, jx_draft *draft)
{
    jx_draft *table = r->drafts.items[draft->alias];
    jx_resolve_draft(r, table);
    jx_expr *name = new_node(r, JX_EXPR_NAME, draft, table->def.type),
            *path = new_node(r, JX_EXPR_PATH, draft, &jx_type_number);
    name->as.name.text = table->def.name;
    path->as.path.operand = name;
    path->as.path.name = draft->def.name;
    draft->def.expr = path;
    draft->def.type = &jx_type_number;
    draft->def.assumed = table->def.assumed;
    draft->meaning = jx_infer(r, draft->def.space, NULL, path, false);
}

// Parses one draft; `record` holds the fields it sees when it is computed for every record.
static void finish(jx_reader *r, jx_draft *draft, const jx_scope *scope, const jx_context_of_record *record)
{
    switch (draft->form) {
    case JX_DRAFT_PLAIN: break;
    case JX_DRAFT_FORMULA: finish_formula(r, draft, scope, record); break;
    case JX_DRAFT_TABLE: jx_make_table(r, draft, scope, record); break;
    case JX_DRAFT_GROUP: jx_make_group(r, draft, scope, record); break;
    case JX_DRAFT_EXTEND: jx_make_extend(r, draft); break;
    case JX_DRAFT_ALIAS: finish_alias(r, draft); break;
    case JX_DRAFT_MODEL: jx_make_use(r, draft); break;
    }
}

// ---- computed fields ----

// Fields in the order in which they need each other; a circle among them is reported once.
static void order_part(jx_reader *r, jx_draft *extend, jx_draft *part, jx_draft **sorted, size_t *count)
{
    if (part->state == JX_DRAFT_DONE) return;
    if (part->state == JX_DRAFT_DOING || r->depth > 200) {
        JX_REFUSE(r, CYCLE, part->def.source, part->def.span, "", part->def.name);
        return;
    }
    part->state = JX_DRAFT_DOING;
    r->depth++;
    jx_text word, field;
    size_t rows = part->table ? part->table->row_count + 1 : 1;
    for (size_t i = 0; i < rows; i++) {
        jx_text formula =
            part->table ? jx_bytes_at(part->def.source, i ? part->table->rows[i - 1].span : part->table->header.span)
                        : jx_bytes_at(part->def.source, part->text);
        for (size_t at = 0; next_word(formula, &at, &word, &field);) {
            jx_draft *needed = part_named(extend, word);
            if (needed && needed != part) order_part(r, extend, needed, sorted, count);
        }
    }
    r->depth--;
    part->state = JX_DRAFT_DONE;
    sorted[(*count)++] = part;
}

static const jx_type *record_type(jx_reader *r, const jx_record_field *fields, size_t count)
{
    jx_field *members = JX_ARRAY(r->arena, count + 1, jx_field);
    for (size_t i = 0; i < count; i++)
        members[i] = (jx_field){ fields[i].name, fields[i].type };
    jx_type *context = JX_NEW(r->arena, jx_type);
    *context = (jx_type){ .kind = JX_TYPE_CONTEXT, .fields = members, .field_count = count };
    return context;
}

static jx_record_field field_of(const jx_draft *part)
{
    jx_record_field field = { .name = part->def.name,
                              .type = part->def.type,
                              .unit = part->def.unit,
                              .factor = part->def.factor,
                              .precision = -1,
                              .has_range = part->meaning.ranged,
                              .range = part->meaning.range };
    return field;
}

// What is being put together for one EXTEND.
typedef struct {
    jx_record_field *fields;  // those of the record first
    size_t field_count;
    jx_binding *bindings;
    size_t count;
    jx_scope *scope;
} extension;

static void add_field(extension *e, jx_record_field field, const jx_expr *expr, jx_span span)
{
    e->fields[e->field_count++] = field;
    e->bindings[e->count++] = (jx_binding){ field.name, NULL, expr, NULL, span };
    jx_scope_declare(e->scope, field.name, field.type);
}

// A table per record: its context under the table's name (with 表 behind it when an output is called the same), then
// every output as a field of its own.
static void add_table(jx_reader *r, jx_draft *part, extension *e)
{
    jx_record_field whole = field_of(part);
    if (has_output(part, whole.name)) whole.name = jx_text_format(r->arena, "%.*s表", JX_TEXT_ARG(whole.name));
    add_field(e, whole, part->def.expr, part->def.span);
    for (size_t i = 0; i < part->def.field_count; i++) {
        jx_expr *name = new_node(r, JX_EXPR_NAME, part, part->def.type),
                *path = new_node(r, JX_EXPR_PATH, part, part->def.fields[i].type);
        name->as.name.text = whole.name;
        path->as.path.operand = name;
        path->as.path.name = part->def.fields[i].name;
        add_field(e, part->def.fields[i], path, part->def.span);
    }
}

static size_t room_for(const jx_draft *draft)
{
    size_t room = 1;
    for (size_t i = 0; i < draft->part_count; i++)
        room += draft->parts[i]->table ? draft->parts[i]->table->header.count + 1 : 1;
    return room;
}

void jx_make_extend(jx_reader *r, jx_draft *draft)
{
    jx_draft *base = draft->def.space ? jx_draft_find(r, r->spaces.items[draft->def.space].outer, draft->record) : NULL;
    if (!base || base->def.type->kind != JX_TYPE_LIST || !base->def.field_count) {
        JX_REFUSE(r, UNKNOWN_NAME, draft->def.source, draft->def.span, "点号之前写 facts.md 中的一个记录，写在奖励之下",
                  draft->record);
        draft->def.expr = new_node(r, JX_EXPR_ERROR, draft, &jx_type_any);
        return;
    }
    size_t count = 0, room = room_for(draft);
    jx_draft **sorted = JX_ARRAY(r->arena, draft->part_count, jx_draft *);
    for (size_t i = 0; i < draft->part_count; i++)
        order_part(r, draft, draft->parts[i], sorted, &count);
    extension e = { JX_ARRAY(r->arena, base->def.field_count + room, jx_record_field), base->def.field_count,
                    JX_ARRAY(r->arena, room, jx_binding), 0, jx_scope_new(r->arena, jx_scope_of(r, draft->def.space)) };
    if (base->def.field_count) memcpy(e.fields, base->def.fields, base->def.field_count * sizeof *e.fields);
    for (size_t i = 0; i < base->def.field_count; i++)
        jx_scope_declare(e.scope, e.fields[i].name, e.fields[i].type);
    for (size_t i = 0; i < count; i++) {
        jx_draft *part = sorted[i];
        jx_context_of_record record = { e.fields, e.field_count };
        if (jx_type_field(base->def.type->element, part->def.name))
            JX_REFUSE(r, NAME_DEFINED_TWICE, part->def.source, part->def.span, "记录已有这个字段", part->def.name);
        finish(r, part, e.scope, &record);
        if (part->form == JX_DRAFT_TABLE && part->made_table)
            add_table(r, part, &e);
        else
            add_field(&e, field_of(part), part->def.expr, part->def.span);
    }
    jx_expr *name = new_node(r, JX_EXPR_NAME, draft, base->def.type);
    name->as.name.text = draft->record;
    draft->def.type = jx_type_list_of(r->arena, record_type(r, e.fields, e.field_count));
    jx_expr *extend = new_node(r, JX_EXPR_EXTEND, draft, draft->def.type);
    extend->as.extend.list = name, extend->as.extend.fields = e.bindings, extend->as.extend.count = e.count;
    draft->def.expr = extend;
    draft->def.fields = e.fields;
    draft->def.field_count = e.field_count;
    draft->meaning = (jx_meaning){ .type = draft->def.type, .fields = e.fields, .field_count = e.field_count };
}

// ---- one draft ----

static void depend(jx_reader *r, jx_draft *draft)
{
    if (draft->form == JX_DRAFT_TABLE || draft->form == JX_DRAFT_GROUP) depend_on_table(r, draft, draft->table);
    if (draft->form == JX_DRAFT_FORMULA) jx_depend(r, draft, jx_bytes_at(draft->def.source, draft->text));
    for (size_t i = 0; i < draft->part_count; i++)
        depend_on_parts(r, draft, draft->parts[i]);
    if (draft->form == JX_DRAFT_ALIAS) jx_resolve_draft(r, r->drafts.items[draft->alias]);
}

void jx_resolve_draft(jx_reader *r, jx_draft *draft)
{
    if (draft->state == JX_DRAFT_DONE) return;
    if (draft->state == JX_DRAFT_DOING) {
        report_circle(r, draft);
        return;
    }
    if ((uint64_t)r->depth > r->limits->at[JX_LIMIT_NESTING]) {
        jx_text most = jx_text_format(r->arena, "%llu", (unsigned long long)r->limits->at[JX_LIMIT_NESTING]);
        JX_REFUSE(r, TOO_DEEP, draft->def.source, draft->def.span, "", most);
        return;
    }
    draft->state = JX_DRAFT_DOING;
    *JX_PUSH(r->arena, &r->path) = draft->index;
    r->depth++;
    depend(r, draft);
    if (draft->form == JX_DRAFT_PLAIN)
        draft->meaning = jx_meaning_of(r, draft);
    else
        finish(r, draft, jx_scope_of(r, draft->def.space), NULL);
    if (!draft->def.expr && !draft->def.use && draft->form != JX_DRAFT_PLAIN)
        draft->def.expr = new_node(r, JX_EXPR_ERROR, draft, &jx_type_any);
    jx_scope_declare(jx_scope_of(r, draft->def.space), draft->def.name, draft->def.type);
    r->depth--;
    r->path.count--;
    draft->state = JX_DRAFT_DONE;
}

void jx_resolve(jx_reader *r)
{
    make_scopes(r);
    for (size_t i = 0; i < r->drafts.count; i++)
        jx_resolve_draft(r, r->drafts.items[i]);
}
