// Keys of rows, and what eval said of each key. Begin with mark(), which says what an answer rests on.
#include "bulk/alike.h"

#include <string.h>

// ---- what an answer rests on ----

typedef struct {
    jx_compiler *compiler;
    struct { jx_alike_item *items; size_t count, capacity; } items;
    bool *always;   // facts that every key holds already
    int   guarded;  // inside so many items that may be skipped
    bool  usable;
} marking;

enum { ITEMS_MAX = 512 };

static size_t add(marking *m, jx_alike_item item)
{
    if (m->items.count >= ITEMS_MAX) m->usable = false;
    else *JX_PUSH(m->compiler->arena, &m->items) = item;
    return m->items.count - 1;
}

static bool same_end(const jx_end *a, const jx_end *b)
{
    if (!a->finite || !b->finite) return a->finite == b->finite;
    return a->included == b->included && jx_value_same(a->at, b->at);
}

static bool same_open(const jx_column_open *a, const jx_column_open *b)
{
    const jx_open *left = a->open, *right = b->open;
    if (left == right) return true;
    return a->causes == b->causes && left->type == right->type && left->may_be_null == right->may_be_null &&
           !left->has_options && !right->has_options && same_end(&left->low, &right->low) &&
           same_end(&left->high, &right->high);
}

static jx_alike_column with_numbers(jx_arena *arena, const jx_column *column)
{
    enum { DISTINCT_MAX = 64 };  // beyond, an open value is like no other
    uint32_t *numbers = JX_ARRAY(arena, column->open_count, uint32_t), distinct[DISTINCT_MAX];
    size_t count = 0;
    for (uint32_t i = 0; i < column->open_count; i++) {
        size_t at = 0;
        while (at < count && !same_open(&column->opens[distinct[at]], &column->opens[i])) at++;
        numbers[i] = at < count ? distinct[at] : i;
        if (at == count && count < DISTINCT_MAX) distinct[count++] = i;
    }
    jx_alike_column out = { .column = column, .open_numbers = numbers };
    if (column->form != JX_COLUMN_RECORDS) return out;
    jx_alike_column *children = JX_ARRAY(arena, column->dictionary_count, jx_alike_column);
    for (size_t i = 0; i < column->dictionary_count; i++) children[i] = with_numbers(arena, &column->children[i]);
    out.children = children;
    return out;
}

static void mark_fact(marking *m, uint32_t definition)
{
    const jx_column *column = m->compiler->options->population.columns[definition];
    if (!column) m->usable = false;
    if (m->always[definition] || !column) return;
    if (m->guarded == 0) m->always[definition] = true;
    (void)add(m, (jx_alike_item){ .kind = JX_ALIKE_FACT,
                                  .column = with_numbers(m->compiler->arena, column),
                                  .lane = JX_NONE,
                                  .states = JX_NONE });
}

static void mark_facts_under(marking *m, const jx_node *node)
{
    const jx_model *model = m->compiler->model;
    bool *seen = JX_ARRAY(m->compiler->arena, model->definition_count, bool);
    if (jx_definitions_under(m->compiler, node, seen)) m->usable = false;
    for (uint32_t d = 0; d < model->definition_count; d++)
        if (seen[d] && model->definitions[d].kind == JX_DEFINITION_FACT) mark_fact(m, d);
}

static void mark(marking *m, const jx_node *node);

static void mark_all(marking *m, const jx_node *const *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i]) mark(m, nodes[i]);
}

// Which row was hit, where kernels know it; what the row gives is marked besides.
static void mark_hits(marking *m, uint32_t definition, const jx_node *node)
{
    const jx_compiled_table *table = jx_compile_table(m->compiler, definition, node);
    size_t at = add(m, (jx_alike_item){ .kind = JX_ALIKE_HITS, .lane = table->hits, .states = table->states });
    m->guarded++;
    mark_facts_under(m, node);
    m->guarded--;
    if (m->usable) m->items.items[at].next = (uint32_t)m->items.count;
}

static void mark_table(marking *m, uint32_t definition, const jx_node *node)
{
    const jx_plan_table *table = node->as.table;
    mark_hits(m, definition, node);
    for (size_t i = 0; i < table->source->rule_count * table->source->output_count; i++)
        if (table->outputs[i]) mark_facts_under(m, table->outputs[i]);
    for (size_t i = 0; i < table->source->output_count; i++)
        if (table->presets && table->presets[i]) mark_facts_under(m, table->presets[i]);
}

static void mark_definition(marking *m, uint32_t definition)
{
    const jx_node *node = m->compiler->plan->definitions[definition].node;
    if (m->compiler->model->definitions[definition].kind == JX_DEFINITION_FACT) mark_fact(m, definition);
    else if (node && node->kind == JX_NODE_TABLE) mark_table(m, definition, node);
    else if (node) mark(m, node);
}

// ---- comparisons with something of which nothing is known ----

static bool is_unbounded(marking *m, const jx_node *node)
{
    jx_rests rests = jx_rests_on(m->compiler, node, JX_NONE);
    if (rests.fact != JX_NONE || rests.elsewhere) return false;
    jx_value value = jx_constant_value(m->compiler, node);
    if (!jx_is_open(value) || value.as.open->may_be_null || value.as.open->has_options) return false;
    return value.as.open->type && value.as.open->type->kind == JX_TYPE_NUMBER && !value.as.open->low.finite &&
           !value.as.open->high.finite;
}

static void mark_known(marking *m, const jx_node *node, const jx_val *val)
{
    size_t at = add(m, (jx_alike_item){ .kind = JX_ALIKE_KNOWN, .lane = JX_NONE, .states = val->states });
    m->guarded++;
    mark_facts_under(m, node);
    m->guarded--;
    if (m->usable) m->items.items[at].next = (uint32_t)m->items.count;
}

// Against a number that may be anything, a known number is as good as any other.
static bool mark_against_anything(marking *m, const jx_node *node)
{
    const jx_node *left = node->as.binary.left, *right = node->as.binary.right;
    if (node->as.binary.op < JX_OP_EQUAL || node->as.binary.op > JX_OP_GREATER_EQUAL) return false;
    bool unbounded = is_unbounded(m, right);
    if (!unbounded && !is_unbounded(m, left)) return false;
    const jx_node *other = unbounded ? left : right;
    jx_val val = jx_compile_node(m->compiler, other);
    if (val.kind == JX_VAL_NUMBER && !val.constant && !val.date) {
        mark_known(m, other, &val);
        return true;
    }
    bool quotient = val.kind == JX_VAL_RATIO && val.bottom->kind == JX_VAL_NUMBER && !val.bottom->constant;
    if (!quotient || val.bottom->lane == JX_NONE) return false;
    mark_known(m, other, &val);
    (void)add(m, (jx_alike_item){ .kind = JX_ALIKE_NONZERO, .lane = val.bottom->lane, .states = JX_NONE });
    return true;
}

// ---- nodes ----

static void mark_inside(marking *m, const jx_node *node)
{
    switch ((int)node->kind) {
    case JX_NODE_DEFINITION: mark_definition(m, node->as.definition); return;
    case JX_NODE_AND:
    case JX_NODE_OR: mark_all(m, node->as.items.items, node->as.items.count); return;
    case JX_NODE_GROUP: mark_all(m, node->as.group.tests, node->as.group.source->row_count); return;
    case JX_NODE_NOT: mark(m, node->as.operand); return;
    case JX_NODE_BINARY:
        if (!mark_against_anything(m, node)) mark_facts_under(m, node);
        return;
    default: mark_facts_under(m, node); return;  // whatever it does, it does it with its facts
    }
}

static void mark(marking *m, const jx_node *node)
{
    jx_rests rests = jx_rests_on(m->compiler, node, JX_NONE);
    if (rests.elsewhere) m->usable = false;
    if (rests.fact == JX_NONE || !m->usable) return;
    jx_val val = jx_compile_node(m->compiler, node);
    bool truth = val.kind == JX_VAL_TRUTH && !val.constant;
    if (val.kind == JX_VAL_TRUTH && val.constant && (val.integer == JX_T_TRUE || val.integer == JX_T_FALSE)) return;
    size_t at = 0;
    if (truth) at = add(m, (jx_alike_item){ .kind = JX_ALIKE_TRUTH, .lane = val.lane, .states = JX_NONE });
    m->guarded += truth;
    if (!truth || !val.sure) mark_inside(m, node);
    m->guarded -= truth;
    if (truth && m->usable) m->items.items[at].next = (uint32_t)m->items.count;
}

void jx_alike_compile(jx_compiler *compiler, const jx_award_rule *rule, jx_award_program *award)
{
    const uint32_t roots[] = { rule->eligible, rule->stay, rule->leave, rule->listed_before, rule->amount };
    marking m = { .compiler = compiler, .usable = true };
    m.always = JX_ARRAY(compiler->arena, compiler->model->definition_count, bool);
    for (size_t i = 0; i < JX_COUNT(roots); i++)
        if (roots[i] != JX_NONE) mark_definition(&m, roots[i]);
    for (uint32_t d = 0; d < compiler->model->definition_count; d++) {
        const jx_node *node = compiler->plan->definitions[d].node;
        bool reached = false;
        for (size_t i = 0; i < JX_COUNT(roots) && !reached; i++)
            reached = roots[i] != JX_NONE && (roots[i] == d || jx_plan_reaches(compiler->plan, roots[i], d));
        if (reached && node && node->kind == JX_NODE_TABLE) mark_hits(&m, d, node);
    }
    if (!m.usable) return;
    award->alike = m.items.items;
    award->alike_count = m.items.count;
}

// ---- keys ----

static void put(jx_buffer *out, const void *bytes, size_t size)
{
    jx_buffer_put(out, (jx_text){ bytes, size });
}

static bool put_fact(const jx_alike_column *from, size_t row, jx_buffer *out);

// A list of records by its records.
static bool put_records(const jx_alike_column *from, size_t row, jx_buffer *out)
{
    const jx_column *column = from->column;
    uint32_t first = column->as.offsets[row], end = column->as.offsets[row + 1], count = end - first;
    put(out, &count, sizeof count);
    for (size_t record = first; record < end; record++)
        for (size_t k = 0; k < column->dictionary_count; k++)
            if (!put_fact(&from->children[k], record, out)) return false;
    return true;
}

// False for a value that has no key.
static bool put_fact(const jx_alike_column *from, size_t row, jx_buffer *out)
{
    const jx_column *column = from->column;
    jx_state state = jx_column_state(column, row);
    jx_buffer_put_char(out, (char)state);
    if (state == JX_STATE_NULL) return true;
    if (state == JX_STATE_OPEN) {
        put(out, &from->open_numbers[jx_column_open_at(column, row) - column->opens], sizeof(uint32_t));
        return true;
    }
    switch (column->form) {
    case JX_COLUMN_SCALED:
    case JX_COLUMN_DATE:    put(out, &column->as.integers[row], sizeof(int64_t)); return true;
    case JX_COLUMN_DECIMAL: put(out, &column->as.decimals[row], sizeof(jx_decimal)); return true;
    case JX_COLUMN_BOOLEAN: put(out, &column->as.booleans[row], 1); return true;
    case JX_COLUMN_TEXT:    put(out, &column->as.codes[row], sizeof(uint32_t)); return true;
    case JX_COLUMN_RECORDS: return put_records(from, row, out);
    case JX_COLUMN_VALUE:   return column->as.values[row].kind == JX_LIST && column->as.values[row].as.list.count == 0;
    case JX_COLUMN_SERIES:  return false;
    }
    JX_UNREACHABLE();
}

static bool is_value(const jx_alike_item *item, char *const *at, size_t row)
{
    return item->states == JX_NONE || ((const uint8_t *)at[item->states])[row] == JX_S_VALUE;
}

// Every item begins with a byte that says whether the items up to `next` follow, so no two rows share a key by chance.
static bool put_item(const jx_alike_item *item, char *const *at, size_t in_morsel, jx_buffer *out)
{
    if (item->kind == JX_ALIKE_TRUTH) {
        uint8_t truth = ((const uint8_t *)at[item->lane])[in_morsel];
        bool known = truth == JX_T_TRUE || truth == JX_T_FALSE;
        jx_buffer_put_char(out, known ? (char)truth : 'o');
        return known;
    }
    if (item->kind == JX_ALIKE_NONZERO) {
        jx_buffer_put_char(out, ((const int64_t *)(const void *)at[item->lane])[in_morsel] != 0);
        return false;
    }
    bool known = is_value(item, at, in_morsel);
    if (item->kind == JX_ALIKE_HITS && known) {
        uint32_t hits = ((const uint32_t *)(const void *)at[item->lane])[in_morsel];
        known = !(hits & JX_HITS_SET);  // several rows that may be hit: their causes hang on the facts
        jx_buffer_put_char(out, (char)known);
        if (known) put(out, &hits, sizeof hits);
        return known;
    }
    jx_buffer_put_char(out, (char)known);
    return known;
}

bool jx_alike_key(const jx_award_program *award, char *const *at, size_t row, size_t in_morsel, jx_buffer *out)
{
    out->size = 0;
    for (size_t i = 0; i < award->alike_count;) {
        const jx_alike_item *item = &award->alike[i++];
        if (item->kind == JX_ALIKE_FACT) {
            if (!put_fact(&item->column, row, out)) return false;
        } else if (put_item(item, at, in_morsel, out)) {
            i = item->next;
        }
    }
    return true;
}

// ---- answers by key ----

struct jx_alike_entry {
    jx_text key;
    jx_bulk_outcome outcome;
};

enum { TRIAL = 1024, ENTRIES_MAX = 1 << 14 };

bool jx_alike_pays(const jx_alike_memory *memory)
{
    return memory->asked < TRIAL || memory->found * 8 >= memory->asked;
}

static struct jx_alike_entry *slot_of(const jx_alike_memory *memory, jx_text key)
{
    size_t mask = memory->slot_count - 1, slot = (size_t)jx_text_hash(key) & mask;
    while (memory->slots[slot].key.bytes && !jx_text_equal(memory->slots[slot].key, key)) slot = (slot + 1) & mask;
    return &memory->slots[slot];
}

const jx_bulk_outcome *jx_alike_find(jx_alike_memory *memory, jx_text key)
{
    memory->asked++;
    if (memory->slot_count == 0) return NULL;
    const struct jx_alike_entry *entry = slot_of(memory, key);
    memory->found += entry->key.bytes != NULL;
    return entry->key.bytes ? &entry->outcome : NULL;
}

static void grow(jx_alike_memory *memory, jx_arena *arena)
{
    jx_alike_memory larger = { .slot_count = memory->slot_count ? memory->slot_count * 2 : 32 };
    larger.slots = JX_ARRAY(arena, larger.slot_count, struct jx_alike_entry);
    for (size_t i = 0; i < memory->slot_count; i++)
        if (memory->slots[i].key.bytes) *slot_of(&larger, memory->slots[i].key) = memory->slots[i];
    memory->slots = larger.slots;
    memory->slot_count = larger.slot_count;
}

void jx_alike_keep(jx_alike_memory *memory, jx_arena *arena, jx_text key, const jx_bulk_outcome *outcome)
{
    if (memory->count >= ENTRIES_MAX) return;
    if ((memory->count + 1) * 2 > memory->slot_count) grow(memory, arena);
    *slot_of(memory, key) = (struct jx_alike_entry){ jx_text_copy(arena, key), *outcome };
    memory->count++;
}
