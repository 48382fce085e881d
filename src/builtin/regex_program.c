// Makes a program of a pattern's tree: counted repetitions are written out, choices become splits.
//
// Each `emit` leaves the next free place as the continuation. Loops of patterns with back-references end when a round
// moves nothing (JX_CODE_MOVED); without them the matcher's memory ends them.
#include "builtin/regex_tree.h"

enum { PROGRAM_MAX = 200000 };

typedef struct {
    jx_builtin_context *context;
    bool                remembers;
    uint32_t            slot_count;
    struct {
        jx_instruction *items;
        size_t          count, capacity;
    } program;
} writer;

static bool emit(writer *w, const jx_node *node);

static uint32_t here(const writer *w) { return (uint32_t)w->program.count; }

// Adds one instruction that goes on to the next; NULL: the program is too large.
static jx_instruction *add(writer *w, jx_code code) {
    if (w->program.count >= PROGRAM_MAX || !jx_spend(w->context, 1)) {
        jx_answer_limit(w->context, JX_LIMIT_REGEX_POINTS);
        return NULL;
    }
    jx_instruction *made = JX_PUSH(w->context->arena, &w->program);
    *made = (jx_instruction){ .code = code, .next = here(w) };
    return made;
}

static bool add_save(writer *w, uint32_t slot) {
    jx_instruction *save = add(w, JX_CODE_SAVE);
    if (save) save->as.slot = slot;
    return save;
}

// A split whose first or second way (if reluctant) leads on; the other is set later.
static bool add_split(writer *w, uint32_t *out_at) {
    *out_at = here(w);
    return add(w, JX_CODE_SPLIT);
}

// The way not taken into what follows the split leads to `target`.
static void leave_split(writer *w, uint32_t split, uint32_t target, bool reluctant) {
    jx_instruction *at = &w->program.items[split];
    at->next = reluctant ? target : split + 1;
    at->other = reluctant ? split + 1 : target;
}

static bool emit_leaf(writer *w, const jx_node *node, jx_code code) {
    jx_instruction *made = add(w, code);
    if (!made) return false;
    if (node->kind == JX_NODE_CHAR) made->as.point = node->as.point;
    if (node->kind == JX_NODE_CLASS) made->as.set = node->as.set;
    if (node->kind == JX_NODE_BACK) made->as.group = node->as.group;
    return true;
}

static bool emit_group(writer *w, const jx_node *node) {
    uint32_t group = node->as.group;
    if (group == 0) return emit(w, node->child);
    return add_save(w, 2 * group) && emit(w, node->child) && add_save(w, 2 * group + 1);
}

static bool emit_sequence(writer *w, const jx_node *node) {
    for (const jx_node *piece = node->child; piece; piece = piece->next)
        if (!emit(w, piece)) return false;
    return true;
}

// split A, (rest); A; jump end — each jump is patched through a chain in `other` once the end is known.
static bool emit_choice(writer *w, const jx_node *node) {
    uint32_t jumps = JX_UNBOUNDED, split;
    for (const jx_node *branch = node->child; branch; branch = branch->next) {
        if (!branch->next) {
            if (!emit(w, branch)) return false;
            break;
        }
        if (!add_split(w, &split) || !emit(w, branch)) return false;
        jx_instruction *jump = add(w, JX_CODE_JUMP);
        if (!jump) return false;
        jump->other = jumps;
        jumps = here(w) - 1;
        leave_split(w, split, here(w), false);
    }
    while (jumps != JX_UNBOUNDED) {
        uint32_t before = w->program.items[jumps].other;
        w->program.items[jumps].next = here(w);
        jumps = before;
    }
    return true;
}

// L: split (body; jump L), end
static bool emit_loop(writer *w, const jx_node *node) {
    uint32_t split, start, slot = 0, moved = 0;
    if (!add_split(w, &start)) return false;
    split = start;
    if (!w->remembers) {
        slot = w->slot_count++;
        if (!add_save(w, slot)) return false;
    }
    if (!emit(w, node->child)) return false;
    if (!w->remembers) {
        moved = here(w);
        if (!add(w, JX_CODE_MOVED)) return false;
        w->program.items[moved].as.slot = slot;
    }
    jx_instruction *jump = add(w, JX_CODE_JUMP);
    if (!jump) return false;
    jump->next = start;
    leave_split(w, split, here(w), node->as.repeat.reluctant);
    if (!w->remembers) w->program.items[moved].other = here(w);
    return true;
}

// (body (body …)?)?: each split leaves to the same end.
static bool emit_optional(writer *w, const jx_node *node, uint32_t times) {
    uint32_t last = JX_UNBOUNDED, split;
    for (uint32_t i = 0; i < times; i++) {
        if (!add_split(w, &split)) return false;
        w->program.items[split].other = last;
        last = split;
        if (!emit(w, node->child)) return false;
    }
    while (last != JX_UNBOUNDED) {
        uint32_t before = w->program.items[last].other;
        leave_split(w, last, here(w), node->as.repeat.reluctant);
        last = before;
    }
    return true;
}

static bool emit_repeat(writer *w, const jx_node *node) {
    for (uint32_t i = 0; i < node->as.repeat.least; i++)
        if (!emit(w, node->child) || !jx_spend(w->context, 1)) return false;
    if (node->as.repeat.most == JX_UNBOUNDED) return emit_loop(w, node);
    return emit_optional(w, node, node->as.repeat.most - node->as.repeat.least);
}

static bool emit(writer *w, const jx_node *node) {
    switch (node->kind) {
    case JX_NODE_CHAR: return emit_leaf(w, node, JX_CODE_CHAR);
    case JX_NODE_DOT: return emit_leaf(w, node, JX_CODE_DOT);
    case JX_NODE_CLASS: return emit_leaf(w, node, JX_CODE_CLASS);
    case JX_NODE_START: return emit_leaf(w, node, JX_CODE_START);
    case JX_NODE_END: return emit_leaf(w, node, JX_CODE_END);
    case JX_NODE_BACK: return emit_leaf(w, node, JX_CODE_BACK);
    case JX_NODE_GROUP: return emit_group(w, node);
    case JX_NODE_REPEAT: return emit_repeat(w, node);
    case JX_NODE_SEQUENCE: return emit_sequence(w, node);
    case JX_NODE_CHOICE: return emit_choice(w, node);
    }
    JX_UNREACHABLE();
}

bool jx_regex_emit(jx_builtin_context *context, const jx_regex_tree *tree, jx_regex *out) {
    writer w = { .context = context, .remembers = !tree->has_back, .slot_count = 2 * (tree->group_count + 1) };
    if (!add_save(&w, 0) || !emit(&w, tree->root) || !add_save(&w, 1) || !add(&w, JX_CODE_DONE)) return false;
    out->group_count = tree->group_count;
    out->slot_count = w.slot_count;
    out->remembers = w.remembers;
    out->program = w.program.items;
    out->length = w.program.count;
    out->anchored = w.program.items[1].code == JX_CODE_START && !out->flags.lines;
    return true;
}
