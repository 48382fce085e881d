// Runs a pattern's program over a text. See regex.h for the method, regex_tree.h for the instructions.
//
// The stack holds two kinds of entries: a place to go on from (instruction and position), and a slot to be put back. A
// place that was tried at a position and failed is kept in a hash set for all later starts of the same search.
#include "builtin/regex_tree.h"

#include <string.h>

static const uint32_t RESTORE = 0x80000000u;

typedef struct {
    uint32_t what;  // an instruction, or RESTORE | slot
    uint32_t at;    // a position, or the old content of the slot
} entry;

typedef struct {
    uint64_t *keys;  // 0: free
    size_t    count, capacity;
} memory;

typedef struct {
    jx_regex_search *search;
    const jx_regex  *regex;
    jx_text          text;
    jx_arena        *arena;
    uint32_t        *slots;
    struct {
        entry *items;
        size_t count, capacity;
    } stack;
    memory failed;
} matcher;

// ---- compiling ----

static bool read_flags(jx_text text, jx_regex_flags *out) {
    for (size_t i = 0; i < text.size; i++) {
        switch (text.bytes[i]) {
        case 's': out->dot_all = true; break;
        case 'm': out->lines = true; break;
        case 'i': out->any_case = true; break;
        case 'x': out->without_blanks = true; break;
        case 'q': out->literal = true; break;
        default: return false;
        }
    }
    return true;
}

const jx_regex *jx_regex_compile(jx_builtin_context *context, jx_text pattern, jx_text flags) {
    jx_regex     *regex = JX_NEW(context->arena, jx_regex);
    jx_regex_tree tree;
    if (!read_flags(flags, &regex->flags)) {
        jx_answer_null(context, "a flag of the pattern is none of s, m, i, x, q");
        return NULL;
    }
    if (!jx_regex_parse(context, pattern, regex->flags, &tree) || !jx_regex_emit(context, &tree, regex)) return NULL;
    return regex;
}

bool jx_regex_is_literal(const jx_regex *regex) { return regex->flags.literal; }

size_t jx_regex_group_count(const jx_regex *regex) { return regex->group_count; }

// ---- memory of failed places ----

static size_t place_for(const memory *m, uint64_t key) {
    size_t at = (size_t)((key * 0x9E3779B97F4A7C15u) >> 20) & (m->capacity - 1);
    while (m->keys[at] && m->keys[at] != key) at = (at + 1) & (m->capacity - 1);
    return at;
}

static void grow_memory(matcher *m) {
    memory old = m->failed;
    m->failed.capacity = old.capacity ? old.capacity * 4 : 64;
    m->failed.keys = JX_ARRAY(m->arena, m->failed.capacity, uint64_t);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.keys[i]) m->failed.keys[place_for(&m->failed, old.keys[i])] = old.keys[i];
}

// True if the place was tried before; it is remembered from now on.
static bool tried_before(matcher *m, uint32_t instruction, uint32_t at) {
    if (2 * (m->failed.count + 1) > m->failed.capacity) grow_memory(m);
    uint64_t key = ((uint64_t)instruction << 32 | at) + 1;
    size_t   place = place_for(&m->failed, key);
    if (m->failed.keys[place]) return true;
    m->failed.keys[place] = key;
    m->failed.count++;
    return false;
}

// ---- single instructions ----

static void push(matcher *m, uint32_t what, uint32_t at) { *JX_PUSH(m->arena, &m->stack) = (entry){ what, at }; }

static void save(matcher *m, uint32_t slot, uint32_t at) {
    push(m, RESTORE | slot, m->slots[slot]);
    m->slots[slot] = at;
}

static bool has_point(const matcher *m, const jx_instruction *i, uint32_t point) {
    const jx_regex_flags *flags = &m->regex->flags;
    if (i->code == JX_CODE_DOT) return flags->dot_all || (point != '\n' && point != '\r');
    if (i->code == JX_CODE_CLASS) return jx_class_has(i->as.set, point, flags->any_case);
    return point == i->as.point || (flags->any_case && jx_same_in_any_case(point, i->as.point));
}

static bool match_point(const matcher *m, const jx_instruction *i, uint32_t *at) {
    size_t after = *at;
    if (after >= m->text.size || !has_point(m, i, jx_text_next(m->text, &after))) return false;
    *at = (uint32_t)after;
    return true;
}

static bool is_start(const matcher *m, uint32_t at) {
    return at == 0 || (m->regex->flags.lines && m->text.bytes[at - 1] == '\n' && at < m->text.size);
}

static bool is_end(const matcher *m, uint32_t at) {
    return at == m->text.size || (m->regex->flags.lines && m->text.bytes[at] == '\n');
}

static bool pay(matcher *m, uint64_t steps) {
    jx_regex_search *search = m->search;
    if (search->steps_left < steps) {
        jx_answer_limit(search->context, JX_LIMIT_REGEX_STEPS);
        return false;
    }
    search->steps_left -= steps;
    return jx_spend(search->context, steps);
}

static bool same_point(const matcher *m, uint32_t a, uint32_t b) {
    return a == b || (m->regex->flags.any_case && jx_same_in_any_case(a, b));
}

// A group that matched nothing refers to the empty text.
static bool match_back(matcher *m, uint32_t group, uint32_t *at) {
    uint32_t start = m->slots[2 * group], end = m->slots[2 * group + 1];
    if (start == JX_REGEX_UNSET || end == JX_REGEX_UNSET) return true;
    size_t here = *at, there = start;
    if (!pay(m, end - start)) return false;
    while (there < end) {
        if (here >= m->text.size) return false;
        uint32_t wanted = jx_text_next(m->text, &there);
        if (!same_point(m, wanted, jx_text_next(m->text, &here))) return false;
    }
    *at = (uint32_t)here;
    return true;
}

// ---- the run ----

// Undoes to the last place left to try; false: there is none.
static bool back(matcher *m, uint32_t *instruction, uint32_t *at) {
    while (m->stack.count > 0) {
        entry last = m->stack.items[--m->stack.count];
        if (last.what & RESTORE) {
            m->slots[last.what & ~RESTORE] = last.at;
        } else {
            *instruction = last.what;
            *at = last.at;
            return true;
        }
    }
    return false;
}

// Does one instruction; false: it failed here.
static bool step(matcher *m, uint32_t *instruction, uint32_t *at) {
    const jx_instruction *i = &m->regex->program[*instruction];
    uint32_t              next = i->next;
    switch (i->code) {
    case JX_CODE_CHAR:
    case JX_CODE_DOT:
    case JX_CODE_CLASS:
        if (!match_point(m, i, at)) return false;
        break;
    case JX_CODE_START:
        if (!is_start(m, *at)) return false;
        break;
    case JX_CODE_END:
        if (!is_end(m, *at)) return false;
        break;
    case JX_CODE_BACK:
        if (!match_back(m, i->as.group, at)) return false;
        break;
    case JX_CODE_SPLIT:
        if (m->regex->remembers && tried_before(m, *instruction, *at)) return false;
        push(m, i->other, *at);
        break;
    case JX_CODE_JUMP: break;
    case JX_CODE_SAVE: save(m, i->as.slot, *at); break;
    case JX_CODE_MOVED:
        if (m->slots[i->as.slot] == *at) next = i->other;
        break;
    case JX_CODE_DONE: JX_UNREACHABLE();
    }
    *instruction = next;
    return true;
}

static bool match_from(matcher *m, uint32_t at) {
    uint32_t instruction = 0;
    m->stack.count = 0;
    for (uint32_t i = 0; i < m->regex->slot_count; i++) m->slots[i] = JX_REGEX_UNSET;
    for (;;) {
        if (!pay(m, 1)) return false;
        if (m->regex->program[instruction].code == JX_CODE_DONE) return true;
        if (!step(m, &instruction, &at) && !back(m, &instruction, &at)) return false;
    }
}

jx_regex_search jx_regex_search_in(jx_builtin_context *context, const jx_regex *regex, jx_text text) {
    return (jx_regex_search){
        .context = context,
        .regex = regex,
        .text = text,
        .steps_left = context->limits->at[JX_LIMIT_REGEX_STEPS],
        .groups = JX_ARRAY(context->arena, 2 * ((size_t)regex->group_count + 1), uint32_t),
    };
}

static bool search_from(matcher *m, size_t from) {
    for (size_t at = from;;) {
        if (match_from(m, (uint32_t)at)) return true;
        if (m->search->context->limit_hit != JX_LIMIT_COUNT || m->regex->anchored || at >= m->text.size) return false;
        jx_text_next(m->text, &at);
    }
}

bool jx_regex_next(jx_regex_search *search, size_t from) {
    jx_arena      *arena = search->context->arena;
    jx_arena_mark  mark = jx_arena_marked(arena);
    matcher        m = { .search = search, .regex = search->regex, .text = search->text, .arena = arena };
    if (search->text.size >= JX_REGEX_UNSET || search->context->limit_hit != JX_LIMIT_COUNT) return false;
    if (from > 0 && search->regex->anchored) return false;
    m.slots = JX_ARRAY(arena, search->regex->slot_count, uint32_t);
    bool found = search_from(&m, from);
    if (found) memcpy(search->groups, m.slots, 2 * ((size_t)search->regex->group_count + 1) * sizeof *m.slots);
    jx_arena_rewind(arena, mark);
    return found;
}
