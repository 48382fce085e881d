// The tree and the program of a pattern; private to regex_*.c.
#ifndef JX_BUILTIN_REGEX_TREE_H
#define JX_BUILTIN_REGEX_TREE_H

#include "builtin/regex.h"

// ---- classes ----

typedef enum {
    JX_SET_RANGE,
    JX_SET_DIGIT,
    JX_SET_SPACE,
    JX_SET_WORD,
    JX_SET_NAME_START,
    JX_SET_NAME,
    JX_SET_CATEGORY
} jx_set_kind;

// Some code points: a range, or what an escape stands for.
typedef struct {
    jx_set_kind kind;
    bool        negated;       // \D, \P{..}
    uint32_t    first, last;   // RANGE
    uint32_t    category;      // CATEGORY: a bit mask of libunistring
} jx_set;

typedef struct jx_class jx_class;
struct jx_class {
    bool negated;
    struct {
        jx_set *items;
        size_t  count, capacity;
    } sets;
    const jx_class *subtracted;  // or NULL
};

bool jx_class_has(const jx_class *set, uint32_t point, bool any_case);
bool jx_same_in_any_case(uint32_t a, uint32_t b);
// What stands in \p{…}: "Lu", "IsBasicLatin". False: no such category or block.
bool jx_set_named(jx_text name, jx_set *out);
// \d \s \w \i \c and their opposites. False: no such escape.
bool jx_set_escaped(uint32_t letter, jx_set *out);

// ---- tree ----

typedef enum {
    JX_NODE_CHAR,
    JX_NODE_DOT,
    JX_NODE_CLASS,
    JX_NODE_START,
    JX_NODE_END,
    JX_NODE_BACK,
    JX_NODE_GROUP,
    JX_NODE_REPEAT,
    JX_NODE_SEQUENCE,
    JX_NODE_CHOICE
} jx_node_kind;

typedef struct jx_node jx_node;
struct jx_node {
    jx_node_kind kind;
    const jx_node *next;   // in a SEQUENCE or CHOICE
    const jx_node *child;  // of GROUP, REPEAT; the first of SEQUENCE, CHOICE (NULL: empty)
    union {
        uint32_t        point;  // CHAR
        const jx_class *set;    // CLASS
        uint32_t        group;  // BACK, GROUP; 0 for a group that captures nothing
        struct {
            uint32_t least, most;  // most JX_UNBOUNDED: no end
            bool     reluctant;
        } repeat;
    } as;
};
#define JX_UNBOUNDED UINT32_MAX

typedef struct {
    bool dot_all, lines, any_case, without_blanks, literal;  // s m i x q
} jx_regex_flags;

typedef struct {
    const jx_node *root;
    uint32_t       group_count;
    bool           has_back;
} jx_regex_tree;

// False: context->why or limit_hit tells.
bool jx_regex_parse(jx_builtin_context *context, jx_text pattern, jx_regex_flags flags, jx_regex_tree *out);

// ---- program ----

typedef enum {
    JX_CODE_CHAR, JX_CODE_DOT, JX_CODE_CLASS, JX_CODE_START, JX_CODE_END, JX_CODE_BACK,
    JX_CODE_SPLIT,  // first try `next`, then `other`
    JX_CODE_JUMP,   // to `next`
    JX_CODE_SAVE,   // the position into slot
    JX_CODE_MOVED,  // goes to `other` if the position is still that in slot (an empty round of a loop)
    JX_CODE_DONE,
} jx_code;

typedef struct {
    jx_code  code;
    uint32_t next, other;
    union {
        uint32_t        point, group, slot;
        const jx_class *set;
    } as;
} jx_instruction;

struct jx_regex {
    jx_regex_flags        flags;
    uint32_t              group_count, slot_count;
    bool                  remembers;  // no back-references: a failed (instruction, position) stays failed
    bool                  anchored;   // can only match at the start
    const jx_instruction *program;
    size_t                length;
};

// False: too large (limit_hit).
bool jx_regex_emit(jx_builtin_context *context, const jx_regex_tree *tree, jx_regex *out);

#endif
