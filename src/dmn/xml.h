// An XML document as a small tree in an arena. Private to dmn/; models and the kit's test files are read through it.
//
// Only elements, attributes and text are kept. A DOCTYPE is refused, so there are no entities and nothing is fetched.
// Elements of foreign namespaces (extensions of vendors) are kept too; jx_xml_child() and jx_xml_next() step over
// them.
#ifndef JX_DMN_XML_H
#define JX_DMN_XML_H

#include "base/problem.h"

typedef struct jx_xml jx_xml;

typedef struct {
    jx_text space, name, value;  // space: "" for attributes without prefix
} jx_xml_attribute;

// A prefix that the element declares.
typedef struct jx_xml_prefix jx_xml_prefix;
struct jx_xml_prefix {
    jx_text prefix, space;       // prefix "" is the default namespace
    const jx_xml_prefix *outer;  // declared before, on this element or around it
};

struct jx_xml {
    jx_text space, name;
    const jx_xml_attribute *attributes;
    size_t attribute_count;
    const jx_xml *parent, *first, *following;  // following: the next child of the parent
    const jx_xml_prefix *prefixes;             // innermost declaration in force
    jx_text text;                              // the character data directly inside, joined
    jx_span span;                              // of the start tag
    uint32_t line;                             // where it starts, from 1
};

// Reads the whole document. `source->bytes` is UTF-8 (see jx_xml_to_utf8). Tree and texts live in `arena`.
JX_MUST_USE jx_status jx_xml_read(jx_arena *arena, const jx_limits *limits, jx_problems *problems,
                                  const jx_source *source, const jx_xml **out_root);
// UTF-16 with a byte order mark becomes UTF-8, a UTF-8 mark is cut off; everything else is left as it is.
jx_text jx_xml_to_utf8(jx_arena *arena, jx_text bytes);

// The first child of that name, in the namespace of `element`; NULL if there is none.
const jx_xml *jx_xml_child(const jx_xml *element, const char *name);
// The next such sibling after `child`; with name NULL any sibling of the parent's namespace.
const jx_xml *jx_xml_next(const jx_xml *child, const char *name);
// The first child of any name in the namespace of `element`.
const jx_xml *jx_xml_first(const jx_xml *element);
bool jx_xml_is(const jx_xml *element, const char *name);

// The value of an attribute without namespace, or "".
jx_text jx_xml_attribute_of(const jx_xml *element, const char *name);
bool jx_xml_has_attribute(const jx_xml *element, const char *name);
// The namespace that a prefix stands for at this element; false if it is not declared.
bool jx_xml_prefix_space(const jx_xml *element, jx_text prefix, jx_text *out_space);

#endif
