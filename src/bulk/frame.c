// Where lanes lie in the frame, and how one gives its place to another when nobody reads it any more, so that the
// frame of a morsel stays in the near caches. Constants and what an award or a table reports keep theirs.
#include "bulk/compiler.h"

typedef struct {
    jx_compiler *compiler;
    size_t      *last_use;  // by lane: operation; SIZE_MAX: to the end
    struct { uint32_t *items; size_t count, capacity; } free[9];  // by width: lanes whose place is free
    size_t       bytes;
} placing;

static void keep(placing *p, uint32_t lane)
{
    if (lane != JX_NONE) p->last_use[lane] = SIZE_MAX;
}

static void use(placing *p, uint32_t lane, size_t op)
{
    if (lane != JX_NONE && p->last_use[lane] != SIZE_MAX) p->last_use[lane] = op;
}

static void find_uses(placing *p)
{
    jx_compiler *compiler = p->compiler;
    for (size_t i = 0; i < compiler->ops.count; i++) {
        const jx_op *op = &compiler->ops.items[i];
        const uint32_t lanes[] = { op->out, op->a, op->b, op->c, op->d };
        for (size_t k = 0; k < JX_COUNT(lanes); k++) use(p, lanes[k], i);
        if (op->what != JX_DO_TABLE) continue;
        const jx_hit_plan *plan = op->table;
        for (size_t r = 0; r < plan->rule_count; r++) use(p, plan->rules[r], i);
        keep(p, plan->hits);
        keep(p, plan->states);
        use(p, plan->chosen, i);
    }
    for (size_t i = 0; i < compiler->program->award_count; i++) {
        const jx_award_program *award = &compiler->program->awards[i];
        const uint32_t lanes[] = { award->eligible, award->eligible_states, award->amount, award->amount_states,
                                   award->most };
        for (size_t k = 0; award->compiled && k < JX_COUNT(lanes); k++) keep(p, lanes[k]);
        for (size_t k = 0; k < award->alike_count; k++) keep(p, award->alike[k].lane), keep(p, award->alike[k].states);
    }
}

static void place(placing *p, uint32_t index)
{
    jx_lane *lane = &p->compiler->lanes.items[index];
    if (p->free[lane->width].count > 0) {
        uint32_t former = p->free[lane->width].items[--p->free[lane->width].count];
        lane->offset = p->compiler->lanes.items[former].offset;
        return;
    }
    lane->offset = p->bytes;
    p->bytes += (size_t)lane->width * JX_MORSEL_ROWS;
}

static void release(placing *p, uint32_t index, size_t op)
{
    const jx_lane *lane = &p->compiler->lanes.items[index];
    if (p->last_use[index] != op || lane->column || lane->fill) return;
    *JX_PUSH(p->compiler->arena, &p->free[lane->width]) = index;
    p->last_use[index] = SIZE_MAX;  // once
}

static void place_op(placing *p, size_t index, bool *placed)
{
    const jx_op *op = &p->compiler->ops.items[index];
    uint32_t made[4] = { op->out, JX_NONE, JX_NONE, JX_NONE };
    const jx_hit_plan *plan = op->what == JX_DO_TABLE ? op->table : NULL;
    if (plan) made[1] = plan->hits, made[2] = plan->states, made[3] = plan->chosen;
    for (size_t k = 0; k < JX_COUNT(made); k++) {
        if (made[k] == JX_NONE || placed[made[k]]) continue;
        place(p, made[k]);
        placed[made[k]] = true;
    }
    const uint32_t used[] = { op->a, op->b, op->c, op->d };
    for (size_t k = 0; k < JX_COUNT(used); k++) release(p, used[k], index);
    for (size_t r = 0; plan && r < plan->rule_count; r++)
        if (plan->rules[r] != JX_NONE) release(p, plan->rules[r], index);
}

size_t jx_lanes_place(jx_compiler *compiler)
{
    placing p = { .compiler = compiler };
    p.last_use = JX_ARRAY(compiler->arena, compiler->lanes.count, size_t);
    bool *placed = JX_ARRAY(compiler->arena, compiler->lanes.count, bool), *made;
    made = JX_ARRAY(compiler->arena, compiler->lanes.count, bool);
    for (size_t i = 0; i < compiler->lanes.count; i++) p.last_use[i] = SIZE_MAX - 1;  // never
    find_uses(&p);
    for (size_t i = 0; i < compiler->ops.count; i++) {
        made[compiler->ops.items[i].out] = true;
        if (compiler->ops.items[i].what != JX_DO_TABLE) continue;
        const jx_hit_plan *plan = compiler->ops.items[i].table;
        made[plan->hits] = made[plan->states] = made[plan->chosen] = true;
    }
    for (uint32_t i = 0; i < compiler->lanes.count; i++) {  // constants and windows stand before the operations
        placed[i] = !made[i];
        if (!made[i] && !compiler->lanes.items[i].column) place(&p, i);
    }
    for (size_t i = 0; i < compiler->ops.count; i++) place_op(&p, i, placed);
    return p.bytes;
}
