// What a node rests on: which facts of the row, and whether anything else; and how many steps eval may count for it.
//
// A node that rests on no fact is a constant of the run; one that rests on a single text is a lookup by the text's
// code. The bound of steps takes every list as long as the longest: a body inside k loops counts longest^k times.
#include "bulk/compiler.h"

#include <string.h>

typedef struct {
    const jx_compiler *compiler;
    jx_rests           rests;
    bool              *seen;   // definitions
    uint32_t           bound[64];  // slots bound inside the node
    size_t             bound_count;
    uint64_t           steps, times, longest;  // `times`: how often the node may run
} walk;

static void visit(walk *w, const jx_node *node);

static void visit_all(walk *w, const jx_node *const *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i]) visit(w, nodes[i]);
}

static uint64_t times(uint64_t a, uint64_t b)
{
    uint64_t out;
    return __builtin_mul_overflow(a, b, &out) ? UINT64_MAX : out;
}

static void charge(walk *w, uint64_t steps)
{
    steps = times(w->times, steps);
    w->steps = w->steps > UINT64_MAX - steps ? UINT64_MAX : w->steps + steps;
}

static void charge_builtin(walk *w, const jx_node *node)
{
    static const char *const dear[] = { "sort", "list replace", "distinct values", "union", "flatten", "mode" };
    static const char *const regex[] = { "matches", "replace", "split" };
    const char *name = jx_builtin_at(node->as.builtin.index)->name;
    uint64_t each = times(w->longest + 1, 8);
    for (size_t i = 0; i < JX_COUNT(dear); i++)
        if (strcmp(name, dear[i]) == 0) each = UINT64_MAX;  // these call back, or compare all with all
    for (size_t i = 0; i < JX_COUNT(regex); i++)
        if (strcmp(name, regex[i]) == 0) each = w->compiler->options->limits->at[JX_LIMIT_REGEX_STEPS];
    charge(w, each);
}

static void visit_body(walk *w, const jx_node *body, size_t loops)
{
    uint64_t outer = w->times;
    for (size_t i = 0; i < loops; i++) w->times = times(w->times, w->longest + 1);
    visit(w, body);
    charge(w, 1);
    w->times = outer;
}

static void bind(walk *w, uint32_t slot)
{
    if (slot == JX_NONE) return;
    if (w->bound_count == JX_COUNT(w->bound)) w->rests.elsewhere = true;
    else w->bound[w->bound_count++] = slot;
}

static void visit_local(walk *w, uint32_t slot)
{
    for (size_t i = 0; i < w->bound_count; i++)
        if (w->bound[i] == slot) return;
    w->rests.elsewhere = true;
}

static void visit_definition(walk *w, uint32_t definition)
{
    if (w->seen[definition]) return;
    w->seen[definition] = true;
    if (w->compiler->model->definitions[definition].kind == JX_DEFINITION_FACT) {
        if (w->rests.fact == JX_NONE) w->rests.fact = definition;
        else w->rests.several = true;
    }
    const jx_node *node = w->compiler->plan->definitions[definition].node;
    if (!node) return;
    size_t bound_count = w->bound_count;
    uint64_t outer = w->times;
    w->times = 1;        // worked out once,
    w->bound_count = 0;  // in an activation of its own
    uint32_t kept[JX_COUNT(w->bound)];
    memcpy(kept, w->bound, sizeof kept);
    visit(w, node);
    memcpy(w->bound, kept, sizeof kept);
    w->bound_count = bound_count;
    w->times = outer;
}

static void visit_bindings(walk *w, const jx_slot_binding *bindings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bindings[i].value) visit(w, bindings[i].value);
        if (bindings[i].end) visit(w, bindings[i].end);
        bind(w, bindings[i].slot);
    }
}

static void visit_table(walk *w, const jx_plan_table *table)
{
    visit_all(w, table->inputs, table->source->input_count);
    for (size_t i = 0; i < table->source->input_count; i++) bind(w, table->slots[i]);
    visit_all(w, table->tests, table->source->rule_count * table->source->input_count);
    visit_all(w, table->outputs, table->source->rule_count * table->source->output_count);
    visit_all(w, table->presets, table->source->output_count);
}

static void visit_inside(walk *w, const jx_node *node)
{
    switch (node->kind) {
    case JX_NODE_CONSTANT: case JX_NODE_MANUAL: return;
    case JX_NODE_DEFINITION: visit_definition(w, node->as.definition); return;
    case JX_NODE_LOCAL:      visit_local(w, node->as.local); return;
    case JX_NODE_DYNAMIC:
        visit_local(w, node->as.dynamic.local);
        visit(w, node->as.dynamic.fallback);
        return;
    case JX_NODE_FIELD:      visit_body(w, node->as.field.operand, 0), charge(w, w->longest); return;
    case JX_NODE_FILTER:
        visit(w, node->as.filter.operand);
        bind(w, node->as.filter.item);
        visit_body(w, node->as.filter.match, 1);
        return;
    case JX_NODE_BUILTIN:
        charge_builtin(w, node);
        visit_all(w, node->as.builtin.items, node->as.builtin.count);
        return;
    case JX_NODE_CALL:
        charge(w, UINT64_MAX);  // who knows what it does
        visit(w, node->as.call.function);
        visit_all(w, node->as.call.items, node->as.call.count);
        return;
    case JX_NODE_MODEL:
        charge(w, UINT64_MAX);
        visit_all(w, node->as.model.items, node->as.model.use->count);
        return;
    case JX_NODE_BINARY:
        visit(w, node->as.binary.left);
        visit(w, node->as.binary.right);
        return;
    case JX_NODE_AND: case JX_NODE_OR: case JX_NODE_BETWEEN: case JX_NODE_IF: case JX_NODE_LIST:
        visit_all(w, node->as.items.items, node->as.items.count);
        return;
    case JX_NODE_NOT: case JX_NODE_NEGATE: visit(w, node->as.operand); return;
    case JX_NODE_TESTS:
        if (node->as.tests.value) visit(w, node->as.tests.value), bind(w, node->as.tests.slot);
        else visit_local(w, node->as.tests.slot);
        visit_all(w, node->as.tests.items, node->as.tests.count);
        return;
    case JX_NODE_INTERVAL:
        visit(w, node->as.interval.low);
        if (node->as.interval.high) visit(w, node->as.interval.high);
        return;
    case JX_NODE_FOR: case JX_NODE_SOME: case JX_NODE_EVERY:
        visit_bindings(w, node->as.iterate.bindings, node->as.iterate.count);
        bind(w, node->as.iterate.partial);
        visit_body(w, node->as.iterate.body, node->as.iterate.count);
        return;
    case JX_NODE_CONTEXT:  visit_bindings(w, node->as.context.entries, node->as.context.count); return;
    case JX_NODE_FUNCTION: w->rests.elsewhere = true; return;  // captures its surroundings
    case JX_NODE_INSTANCE: case JX_NODE_CONVERT: visit(w, node->as.instance.value); return;
    case JX_NODE_TABLE:    visit_table(w, node->as.table); return;
    case JX_NODE_GROUP:    visit_all(w, node->as.group.tests, node->as.group.source->row_count); return;
    case JX_NODE_EXTEND:
        visit(w, node->as.extend.list);
        bind(w, node->as.extend.item);
        for (size_t i = 0; i < node->as.extend.count; i++) visit_body(w, node->as.extend.fields[i].value, 1);
        return;
    case JX_NODE_TOTAL: case JX_NODE_MEAN: case JX_NODE_COVERAGE:
        visit(w, node->as.window.series);
        if (node->as.window.window) visit(w, node->as.window.window);
        else charge(w, w->longest);  // the days of windows are counted where they are known
        return;
    case JX_NODE_RANK: w->rests.elsewhere = true; return;
    }
    JX_UNREACHABLE();
}

static void visit(walk *w, const jx_node *node)
{
    size_t bound_count = w->bound_count;
    charge(w, 1);
    visit_inside(w, node);
    w->bound_count = bound_count;
}

static walk walked(const jx_compiler *compiler, const jx_node *node, uint32_t slot, uint64_t longest)
{
    walk w = { .compiler = compiler, .rests = { .fact = JX_NONE }, .times = 1, .longest = longest };
    w.seen = JX_ARRAY(compiler->arena, compiler->model->definition_count, bool);
    bind(&w, slot);
    visit(&w, node);
    return w;
}

jx_rests jx_rests_on(const jx_compiler *compiler, const jx_node *node, uint32_t slot)
{
    jx_arena_mark mark = jx_arena_marked(compiler->arena);
    jx_rests rests = walked(compiler, node, slot, 0).rests;
    jx_arena_rewind(compiler->arena, mark);
    return rests;
}

bool jx_definitions_under(const jx_compiler *compiler, const jx_node *node, bool *seen)
{
    jx_arena_mark mark = jx_arena_marked(compiler->arena);
    walk w = walked(compiler, node, JX_NONE, 0);
    for (size_t d = 0; d < compiler->model->definition_count; d++) seen[d] = seen[d] || w.seen[d];
    jx_arena_rewind(compiler->arena, mark);
    return w.rests.elsewhere;
}

uint64_t jx_steps_bound(const jx_compiler *compiler, uint32_t definition)
{
    const jx_node *node = compiler->plan->definitions[definition].node;
    if (!node) return 1;
    const jx_bulk_population *population = &compiler->options->population;
    uint64_t longest = population->longest_list;
    if (population->facts && longest == 0) longest = compiler->options->limits->at[JX_LIMIT_LIST_LENGTH];
    for (size_t d = 0; d < compiler->model->definition_count; d++) {
        jx_value value = compiler->bound->values[d];
        if (value.kind == JX_LIST && value.as.list.count > longest) longest = value.as.list.count;
    }
    jx_arena_mark mark = jx_arena_marked(compiler->arena);
    uint64_t steps = walked(compiler, node, JX_NONE, longest).steps;
    jx_arena_rewind(compiler->arena, mark);
    return steps;
}
