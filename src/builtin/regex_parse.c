// Reads a pattern into a tree: XML Schema's grammar with the anchors, reluctant quantifiers, back-references and
// non-capturing groups of XPath. The first mistake ends the reading.
//
// Order: characters and escapes, classes, atoms, pieces, branches. Recursion goes as deep as groups and classes nest,
// which JX_LIMIT_REGEX_GROUPS bounds.
#include "builtin/regex_tree.h"

#include <string.h>

typedef struct {
    jx_builtin_context *context;
    jx_text             text;
    size_t              at;
    jx_regex_flags      flags;
    uint64_t            depth;
    jx_regex_tree      *tree;
    bool               *closed;  // by group number: its closing bracket was read
} reader;

static bool wrong(reader *r, const char *why) {
    jx_answer_null(r->context, why);
    return false;
}

static bool too_large(reader *r, jx_limit limit) {
    jx_answer_limit(r->context, limit);
    return false;
}

static bool at_end(const reader *r) { return r->at >= r->text.size; }

// The byte that stands here or so many further; 0 beyond the end. All signs of the grammar are ASCII.
static char peek(const reader *r, size_t further)
{
    return r->at + further < r->text.size ? r->text.bytes[r->at + further] : 0;
}

static bool take(reader *r, char c) {
    if (at_end(r) || r->text.bytes[r->at] != c) return false;
    r->at++;
    return true;
}

static uint32_t take_point(reader *r) { return jx_text_next(r->text, &r->at); }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static jx_node *node(reader *r, jx_node_kind kind) {
    jx_node *made = JX_NEW(r->context->arena, jx_node);
    made->kind = kind;
    return made;
}

// ---- escapes ----

// After the backslash, a letter that stands for one character.
static bool escaped_point(uint32_t letter, uint32_t *out) {
    static const char same[] = "\\|.-^?*+{}()[]$";
    *out = letter;
    if (letter == 'n') *out = '\n';
    else if (letter == 'r') *out = '\r';
    else if (letter == 't') *out = '\t';
    else return letter > 0 && letter < 0x80 && strchr(same, (int)letter);
    return true;
}

// After \p or \P: {Lu}
static bool take_property(reader *r, bool negated, jx_set *out) {
    if (!take(r, '{')) return wrong(r, "\\p must be followed by {…}");
    size_t start = r->at;
    while (!at_end(r) && peek(r, 0) != '}') r->at++;
    jx_text name = jx_text_slice(r->text, start, r->at);
    if (!take(r, '}') || !jx_set_named(name, out))
        return wrong(r, "the pattern names a category or block that does not exist");
    out->negated = negated;
    return true;
}

// After the backslash: a set of characters; *out_is_set false: it is one character.
static bool take_escape(reader *r, bool *out_is_set, jx_set *out_set, uint32_t *out_point) {
    if (at_end(r)) return wrong(r, "the pattern ends with a backslash");
    uint32_t letter = take_point(r);
    *out_is_set = true;
    if (letter == 'p' || letter == 'P') return take_property(r, letter == 'P', out_set);
    if (jx_set_escaped(letter, out_set)) return true;
    *out_is_set = false;
    return escaped_point(letter, out_point) || wrong(r, "the pattern has an unknown escape");
}

// ---- classes ----

static bool take_class(reader *r, jx_class *out);

static void add_range(reader *r, jx_class *to, uint32_t first, uint32_t last) {
    *JX_PUSH(r->context->arena, &to->sets) = (jx_set){ .kind = JX_SET_RANGE, .first = first, .last = last };
}

// One character of a class, which may be escaped; *out_is_set: it was \d or the like.
static bool take_class_point(reader *r, bool *out_is_set, jx_set *out_set, uint32_t *out_point) {
    *out_is_set = false;
    if (take(r, '\\')) return take_escape(r, out_is_set, out_set, out_point);
    if (at_end(r) || peek(r, 0) == '[' || peek(r, 0) == ']') return wrong(r, "a bracket in a class must be escaped");
    *out_point = take_point(r);
    return true;
}

// A character, a range, or an escape.
static bool take_class_part(reader *r, jx_class *to) {
    bool     is_set;
    jx_set   set;
    uint32_t first, last;
    if (!take_class_point(r, &is_set, &set, &first)) return false;
    if (is_set) {
        *JX_PUSH(r->context->arena, &to->sets) = set;
        return true;
    }
    if (peek(r, 0) != '-' || peek(r, 1) == ']' || peek(r, 1) == '[') {
        add_range(r, to, first, first);
        return true;
    }
    r->at++;
    if (!take_class_point(r, &is_set, &set, &last)) return false;
    if (is_set || last < first) return wrong(r, "a range of a class must go from a character to a later one");
    add_range(r, to, first, last);
    return true;
}

// After `-[`: what is taken away.
static bool take_subtracted(reader *r, jx_class *from) {
    jx_class *subtracted = JX_NEW(r->context->arena, jx_class);
    r->at += 2;
    if (!take_class(r, subtracted)) return false;
    from->subtracted = subtracted;
    return take(r, ']') || wrong(r, "a subtraction must be the last part of a class");
}

// After `[`, to its `]`.
static bool take_class(reader *r, jx_class *out) {
    if (r->depth-- == 0) return too_large(r, JX_LIMIT_REGEX_GROUPS);
    out->negated = take(r, '^');
    do {
        if (peek(r, 0) == '-' && peek(r, 1) == '[') {
            if (out->sets.count == 0) return wrong(r, "a class needs something to take from");
            r->depth++;
            return take_subtracted(r, out);
        }
        if (!take_class_part(r, out)) return false;
    } while (peek(r, 0) != ']' || at_end(r));
    r->at++;
    r->depth++;
    return true;
}

// ---- atoms ----

static bool take_choice(reader *r, const jx_node **out);

static bool take_class_atom(reader *r, const jx_node **out) {
    jx_class *set = JX_NEW(r->context->arena, jx_class);
    jx_node  *made = node(r, JX_NODE_CLASS);
    made->as.set = set;
    *out = made;
    return take_class(r, set);
}

static bool take_group(reader *r, const jx_node **out) {
    jx_node *made = node(r, JX_NODE_GROUP);
    if (r->depth-- == 0) return too_large(r, JX_LIMIT_REGEX_GROUPS);
    bool captures = !(peek(r, 0) == '?' && peek(r, 1) == ':');
    if (captures) made->as.group = ++r->tree->group_count;
    else r->at += 2;
    if (!take_choice(r, &made->child)) return false;
    if (!take(r, ')')) return wrong(r, "a bracket of the pattern is not closed");
    if (captures) r->closed[made->as.group] = true;
    r->depth++;
    *out = made;
    return true;
}

// After the backslash, a digit stands here: as many digits as still name a group that was opened.
static bool take_back(reader *r, const jx_node **out) {
    uint32_t group = 0;
    while (is_digit(peek(r, 0))) {
        uint32_t longer = group * 10 + (uint32_t)(peek(r, 0) - '0');
        if (group > 0 && longer > r->tree->group_count) break;
        group = longer;
        r->at++;
    }
    if (group == 0 || group > r->tree->group_count || !r->closed[group])
        return wrong(r, "the pattern refers back to a group that is not there");
    jx_node *made = node(r, JX_NODE_BACK);
    made->as.group = group;
    r->tree->has_back = true;
    *out = made;
    return true;
}

static const jx_node *set_atom(reader *r, jx_set set) {
    jx_class *holder = JX_NEW(r->context->arena, jx_class);
    jx_node  *made = node(r, JX_NODE_CLASS);
    *JX_PUSH(r->context->arena, &holder->sets) = set;
    made->as.set = holder;
    return made;
}

static const jx_node *point_atom(reader *r, uint32_t point) {
    jx_node *made = node(r, JX_NODE_CHAR);
    made->as.point = point;
    return made;
}

static bool take_escaped_atom(reader *r, const jx_node **out) {
    bool     is_set;
    jx_set   set;
    uint32_t point;
    if (is_digit(peek(r, 0))) return take_back(r, out);
    if (!take_escape(r, &is_set, &set, &point)) return false;
    *out = is_set ? set_atom(r, set) : point_atom(r, point);
    return true;
}

static bool take_atom(reader *r, const jx_node **out) {
    uint32_t point = take_point(r);
    switch (point) {
    case '\\': return take_escaped_atom(r, out);
    case '[': return take_class_atom(r, out);
    case '(': return take_group(r, out);
    case '.': *out = node(r, JX_NODE_DOT); return true;
    case '^': *out = node(r, JX_NODE_START); return true;
    case '$': *out = node(r, JX_NODE_END); return true;
    case '?':
    case '*':
    case '+':
    case '{': return wrong(r, "a quantifier of the pattern has nothing to repeat");
    case '}':
    case ']': return wrong(r, "a closing bracket of the pattern has no opening one");
    default: *out = point_atom(r, point); return true;
    }
}

// ---- pieces ----

static bool take_count(reader *r, uint32_t *out) {
    static const uint32_t most = 1000000;
    if (!is_digit(peek(r, 0))) return wrong(r, "a quantifier needs a number");
    for (*out = 0; is_digit(peek(r, 0)); r->at++) {
        *out = *out * 10 + (uint32_t)(peek(r, 0) - '0');
        if (*out > most) return too_large(r, JX_LIMIT_REGEX_POINTS);
    }
    return true;
}

// After `{`: n}, n,} or n,m}
static bool take_counts(reader *r, uint32_t *least, uint32_t *most) {
    if (!take_count(r, least)) return false;
    *most = *least;
    if (take(r, ',')) {
        *most = JX_UNBOUNDED;
        if (peek(r, 0) != '}' && !take_count(r, most)) return false;
    }
    if (!take(r, '}')) return wrong(r, "a quantifier is not closed");
    return *least <= *most || wrong(r, "a quantifier must go from less to more");
}

static bool take_quantifier(reader *r, bool *out_any, uint32_t *least, uint32_t *most) {
    *out_any = true;
    *least = 0, *most = JX_UNBOUNDED;
    if (take(r, '*')) return true;
    if (take(r, '+')) return *least = 1, true;
    if (take(r, '?')) return *most = 1, true;
    if (take(r, '{')) return take_counts(r, least, most);
    *out_any = false;
    return true;
}

static bool take_piece(reader *r, const jx_node **out) {
    bool     repeated;
    uint32_t least, most;
    if (!take_atom(r, out) || !take_quantifier(r, &repeated, &least, &most)) return false;
    if (!repeated) return true;
    jx_node *made = node(r, JX_NODE_REPEAT);
    made->child = *out;
    made->as.repeat.least = least;
    made->as.repeat.most = most;
    made->as.repeat.reluctant = take(r, '?');
    *out = made;
    return true;
}

// ---- branches ----

// A copy that can be linked: nodes are made once, but the reader hands them on as constant.
static const jx_node *linked(reader *r, const jx_node *from, const jx_node *next) {
    jx_node *made = node(r, from->kind);
    *made = *from;
    made->next = next;
    return made;
}

typedef struct {
    const jx_node **items;
    size_t          count, capacity;
} node_list;

static const jx_node *link_all(reader *r, jx_node_kind kind, const node_list *list) {
    const jx_node *first = NULL;
    for (size_t i = list->count; i-- > 0;) first = linked(r, list->items[i], first);
    jx_node *made = node(r, kind);
    made->child = first;
    return made;
}

static bool take_sequence(reader *r, const jx_node **out) {
    node_list pieces = { 0 };
    while (!at_end(r) && peek(r, 0) != '|' && peek(r, 0) != ')')
        if (!take_piece(r, JX_PUSH(r->context->arena, &pieces))) return false;
    *out = link_all(r, JX_NODE_SEQUENCE, &pieces);
    return true;
}

static bool take_choice(reader *r, const jx_node **out) {
    node_list branches = { 0 };
    do {
        const jx_node *branch;
        if (!take_sequence(r, &branch)) return false;
        *JX_PUSH(r->context->arena, &branches) = branch;
    } while (take(r, '|'));
    *out = link_all(r, JX_NODE_CHOICE, &branches);
    return true;
}

// ---- the whole ----

// Flag x: white space is taken out before reading, but not between the brackets of a class.
static jx_text without_blanks(jx_arena *arena, jx_text pattern) {
    jx_buffer kept = jx_buffer_in(arena);
    int       brackets = 0;
    bool      escaped = false;
    for (size_t i = 0; i < pattern.size; i++) {
        char c = pattern.bytes[i];
        if (brackets == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
        jx_buffer_put_char(&kept, c);
        if (!escaped && c == '[') brackets++;
        if (!escaped && c == ']' && brackets > 0) brackets--;
        escaped = !escaped && c == '\\';
    }
    return jx_buffer_text(&kept);
}

static const jx_node *literal(reader *r) {
    node_list points = { 0 };
    while (!at_end(r)) *JX_PUSH(r->context->arena, &points) = point_atom(r, take_point(r));
    return link_all(r, JX_NODE_SEQUENCE, &points);
}

bool jx_regex_parse(jx_builtin_context *context, jx_text pattern, jx_regex_flags flags, jx_regex_tree *out) {
    reader r = { .context = context, .text = pattern, .flags = flags, .tree = out };
    *out = (jx_regex_tree){ 0 };
    r.depth = context->limits->at[JX_LIMIT_REGEX_GROUPS];
    if (jx_text_length(pattern) > context->limits->at[JX_LIMIT_REGEX_POINTS])
        return too_large(&r, JX_LIMIT_REGEX_POINTS);
    if (flags.literal) return out->root = literal(&r), true;
    if (flags.without_blanks) r.text = without_blanks(context->arena, pattern);
    r.closed = JX_ARRAY(context->arena, pattern.size + 1, bool);
    if (!take_choice(&r, &out->root)) return false;
    return at_end(&r) || wrong(&r, "a closing bracket of the pattern has no opening one");
}
