// Expat into a tree. Read jx_xml_read() at the end first.
//
// Allocation jumps out on failure, and nothing may jump through Expat: every handler does its work inside a guard
// of its own and, when that fails, stops the parser and leaves the status behind.
#include "dmn/xml.h"

#include <expat.h>
#include <string.h>
#include <strings.h>

enum { SEPARATOR = '\x01' };  // between namespace and name, as Expat hands them over

typedef struct {
    XML_Parser parser;
    jx_arena *arena;
    const jx_limits *limits;
    jx_problems *problems;
    const jx_source *source;
    jx_xml *root, *open;  // open: the element whose end has not come
    jx_xml **tail;        // where the next child of `open` goes
    struct {
        jx_xml ***items;  // the tails of the elements around
        size_t count, capacity;
    } tails;
    struct {
        jx_buffer *items;  // the text of the open elements, outermost first
        size_t count, capacity;
    } texts;
    const jx_xml_prefix *prefixes;
    uint64_t elements;
    jx_status status;
} xml_reading;

// What one call of a handler brings.
typedef struct {
    xml_reading *reading;
    const char *name, *value;
    const XML_Char **attributes;
    int size;
} xml_event;

// ---- refusing ----

static jx_span span_here(const xml_reading *reading)
{
    XML_Index at = XML_GetCurrentByteIndex(reading->parser);
    size_t size = reading->source->bytes.size, start = at < 0 ? size : (size_t)at;
    if (start > size) start = size;
    size_t end = start + (size_t)XML_GetCurrentByteCount(reading->parser);
    return (jx_span){ (uint32_t)start, (uint32_t)(end > size ? size : end) };
}

static jx_status refuse(xml_reading *reading, jx_problem_code code, jx_text argument, jx_text hint)
{
    return jx_problem_add(reading->problems, code, JX_SEVERITY_ERROR, reading->source, span_here(reading), hint,
                          &argument, 1);
}

static jx_status refuse_limit(xml_reading *reading, jx_limit limit)
{
    jx_text text = jx_text_format(reading->arena, "%llu", (unsigned long long)reading->limits->at[limit]);
    return refuse(reading, jx_problem_code_of_limit(limit), text, (jx_text){ 0 });
}

// ---- elements ----

// "space SEPARATOR name", or a name alone.
static void cut_name(jx_arena *arena, const char *full, jx_text *space, jx_text *name)
{
    const char *separator = strchr(full, SEPARATOR);
    *space = separator ? jx_text_copy(arena, (jx_text){ full, (size_t)(separator - full) }) : (jx_text){ 0 };
    *name = jx_text_copy(arena, jx_text_of(separator ? separator + 1 : full));
}

static jx_status read_attributes(xml_reading *reading, const XML_Char **from, jx_xml *element)
{
    size_t count = 0;
    while (from[2 * count])
        count++;
    if (count > reading->limits->at[JX_LIMIT_XML_ATTRIBUTES]) return refuse_limit(reading, JX_LIMIT_XML_ATTRIBUTES);
    jx_xml_attribute *attributes = JX_ARRAY(reading->arena, count, jx_xml_attribute);
    for (size_t i = 0; i < count; i++) {
        jx_text value = jx_text_of(from[2 * i + 1]);
        if (value.size > reading->limits->at[JX_LIMIT_XML_ATTRIBUTE_BYTES])
            return refuse_limit(reading, JX_LIMIT_XML_ATTRIBUTE_BYTES);
        cut_name(reading->arena, from[2 * i], &attributes[i].space, &attributes[i].name);
        attributes[i].value = jx_text_copy(reading->arena, value);
    }
    element->attributes = attributes;
    element->attribute_count = count;
    return JX_OK;
}

static jx_status start_element(void *user)
{
    xml_event *event = user;
    xml_reading *reading = event->reading;
    if (++reading->elements > reading->limits->at[JX_LIMIT_XML_ELEMENTS])
        return refuse_limit(reading, JX_LIMIT_XML_ELEMENTS);
    if (reading->tails.count >= reading->limits->at[JX_LIMIT_NESTING]) return refuse_limit(reading, JX_LIMIT_NESTING);
    jx_xml *element = JX_NEW(reading->arena, jx_xml);
    cut_name(reading->arena, event->name, &element->space, &element->name);
    element->span = span_here(reading);
    element->line = (uint32_t)XML_GetCurrentLineNumber(reading->parser);
    element->parent = reading->open;
    element->prefixes = reading->prefixes;
    JX_TRY(read_attributes(reading, event->attributes, element));
    *reading->tail = element;
    *JX_PUSH(reading->arena, &reading->tails) = (jx_xml **)&element->following;
    *JX_PUSH(reading->arena, &reading->texts) = jx_buffer_in(reading->arena);
    reading->open = element;
    reading->tail = (jx_xml **)&element->first;
    return JX_OK;
}

static jx_status end_element(void *user)
{
    xml_reading *reading = ((xml_event *)user)->reading;
    reading->open->text = jx_buffer_text(&reading->texts.items[--reading->texts.count]);
    reading->tail = reading->tails.items[--reading->tails.count];
    reading->open = (jx_xml *)reading->open->parent;
    return JX_OK;
}

static jx_status add_text(void *user)
{
    xml_event *event = user;
    xml_reading *reading = event->reading;
    jx_buffer_put(&reading->texts.items[reading->texts.count - 1], (jx_text){ event->value, (size_t)event->size });
    return JX_OK;
}

static jx_status start_prefix(void *user)
{
    xml_event *event = user;
    jx_arena *arena = event->reading->arena;
    jx_xml_prefix *prefix = JX_NEW(arena, jx_xml_prefix);
    prefix->prefix = jx_text_copy(arena, jx_text_of(event->name ? event->name : ""));
    prefix->space = jx_text_copy(arena, jx_text_of(event->value ? event->value : ""));
    prefix->outer = event->reading->prefixes;
    event->reading->prefixes = prefix;
    return JX_OK;
}

static jx_status end_prefix(void *user)
{
    xml_reading *reading = ((xml_event *)user)->reading;
    if (reading->prefixes) reading->prefixes = reading->prefixes->outer;
    return JX_OK;
}

static jx_status refuse_doctype(void *user)
{
    return refuse(((xml_event *)user)->reading, JX_PROBLEM_XML_DOCTYPE, (jx_text){ 0 }, (jx_text){ 0 });
}

// The bytes are UTF-8 by now; ASCII is a part of it.
static jx_status check_encoding(void *user)
{
    static const char *const read[] = { "UTF-8", "UTF-16", "UTF8", "US-ASCII", "ASCII" };
    xml_event *event = user;
    for (size_t i = 0; i < JX_COUNT(read); i++)
        if (strcasecmp(event->value, read[i]) == 0) return JX_OK;
    return refuse(event->reading, JX_PROBLEM_XML_ENCODING, jx_text_of(event->value), (jx_text){ 0 });
}

// ---- what Expat calls ----

static void handle(xml_event *event, jx_status (*body)(void *user))
{
    xml_reading *reading = event->reading;
    if (reading->status != JX_OK) return;
    reading->status = jx_arena_guard(reading->arena, body, event);
    if (reading->status != JX_OK) (void)XML_StopParser(reading->parser, XML_FALSE);
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    handle(&(xml_event){ .reading = user, .name = name, .attributes = attributes }, start_element);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    handle(&(xml_event){ .reading = user, .name = name }, end_element);
}

static void XMLCALL on_text(void *user, const XML_Char *text, int size)
{
    handle(&(xml_event){ .reading = user, .value = text, .size = size }, add_text);
}

static void XMLCALL on_prefix(void *user, const XML_Char *prefix, const XML_Char *space)
{
    handle(&(xml_event){ .reading = user, .name = prefix, .value = space }, start_prefix);
}

static void XMLCALL on_prefix_end(void *user, const XML_Char *prefix)
{
    handle(&(xml_event){ .reading = user, .name = prefix }, end_prefix);
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                               int internal)
{
    (void)system, (void)public, (void)internal;
    handle(&(xml_event){ .reading = user, .name = name }, refuse_doctype);
}

static void XMLCALL on_declaration(void *user, const XML_Char *version, const XML_Char *encoding, int standalone)
{
    (void)version, (void)standalone;
    if (encoding) handle(&(xml_event){ .reading = user, .value = encoding }, check_encoding);
}

// ---- the whole document ----

static jx_status check_bytes(xml_reading *reading)
{
    jx_text bytes = reading->source->bytes;
    size_t bad;
    jx_span nowhere = { 0 };
    if (bytes.size > reading->limits->at[JX_LIMIT_SOURCE_BYTES]) {
        jx_text limit =
            jx_text_format(reading->arena, "%llu", (unsigned long long)reading->limits->at[JX_LIMIT_SOURCE_BYTES]);
        return jx_problem_add(reading->problems, JX_PROBLEM_SOURCE_TOO_LARGE, JX_SEVERITY_ERROR, NULL, nowhere,
                              (jx_text){ 0 }, &limit, 1);
    }
    if (jx_text_is_utf8(bytes, &bad)) return JX_OK;
    jx_text place = jx_text_format(reading->arena, "%zu", bad + 1);
    return jx_problem_add(reading->problems, JX_PROBLEM_NOT_UTF8, JX_SEVERITY_ERROR, reading->source, nowhere,
                          (jx_text){ 0 }, &place, 1);
}

static jx_status prepare(void *user)
{
    return check_bytes(user);
}

static jx_status report_malformed(void *user)
{
    xml_reading *reading = user;
    jx_text what = jx_text_of(XML_ErrorString(XML_GetErrorCode(reading->parser)));
    return refuse(reading, JX_PROBLEM_XML_MALFORMED, what, (jx_text){ 0 });
}

jx_status jx_xml_read(jx_arena *arena, const jx_limits *limits, jx_problems *problems, const jx_source *source,
                      const jx_xml **out_root)
{
    xml_reading reading = { .arena = arena, .limits = limits, .problems = problems, .source = source, .status = JX_OK };
    reading.tail = &reading.root;
    JX_TRY(jx_arena_guard(arena, prepare, &reading));
    reading.parser = XML_ParserCreateNS("UTF-8", SEPARATOR);
    if (!reading.parser) return JX_OUT_OF_MEMORY;
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading.parser, on_text);
    XML_SetNamespaceDeclHandler(reading.parser, on_prefix, on_prefix_end);
    XML_SetXmlDeclHandler(reading.parser, on_declaration);
    XML_SetStartDoctypeDeclHandler(reading.parser, on_doctype);
    enum XML_Status parsed = XML_Parse(reading.parser, source->bytes.bytes, (int)source->bytes.size, XML_TRUE);
    if (parsed == XML_STATUS_ERROR && reading.status == JX_OK) {
        bool memory = XML_GetErrorCode(reading.parser) == XML_ERROR_NO_MEMORY;
        reading.status = memory ? JX_OUT_OF_MEMORY : jx_arena_guard(arena, report_malformed, &reading);
    }
    XML_ParserFree(reading.parser);
    *out_root = reading.root;
    return reading.status;
}

static jx_text utf16_to_utf8(jx_arena *arena, jx_text bytes, bool big)
{
    jx_buffer out = jx_buffer_in(arena);
    uint32_t high = 0;
    for (size_t i = 2; i + 1 < bytes.size; i += 2) {
        uint32_t a = (unsigned char)bytes.bytes[i], b = (unsigned char)bytes.bytes[i + 1],
                 unit = big ? a << 8 | b : b << 8 | a;
        if (unit >= 0xD800 && unit < 0xDC00) {
            high = unit;
            continue;
        }
        bool low = unit >= 0xDC00 && unit < 0xE000;
        jx_buffer_put_code_point(&out, !low   ? unit
                                       : high ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00)
                                              : 0xFFFD);
        high = 0;
    }
    return jx_buffer_text(&out);
}

jx_text jx_xml_to_utf8(jx_arena *arena, jx_text bytes)
{
    if (jx_text_starts_with(bytes, JX_TEXT("\xEF\xBB\xBF"))) return jx_text_slice(bytes, 3, bytes.size);
    if (jx_text_starts_with(bytes, JX_TEXT("\xFE\xFF"))) return utf16_to_utf8(arena, bytes, true);
    if (jx_text_starts_with(bytes, JX_TEXT("\xFF\xFE"))) return utf16_to_utf8(arena, bytes, false);
    return bytes;
}

// ---- walking ----

bool jx_xml_is(const jx_xml *element, const char *name)
{
    return element && jx_text_equal(element->name, jx_text_of(name));
}

static const jx_xml *from(const jx_xml *element, jx_text space, const char *name)
{
    for (; element; element = element->following)
        if (jx_text_equal(element->space, space) && (!name || jx_xml_is(element, name))) return element;
    return NULL;
}

const jx_xml *jx_xml_child(const jx_xml *element, const char *name)
{
    return element ? from(element->first, element->space, name) : NULL;
}

const jx_xml *jx_xml_next(const jx_xml *child, const char *name)
{
    return from(child->following, child->space, name);
}

const jx_xml *jx_xml_first(const jx_xml *element)
{
    return jx_xml_child(element, NULL);
}

static const jx_xml_attribute *find_attribute(const jx_xml *element, const char *name)
{
    for (size_t i = 0; element && i < element->attribute_count; i++) {
        const jx_xml_attribute *attribute = &element->attributes[i];
        if (attribute->space.size == 0 && jx_text_equal(attribute->name, jx_text_of(name))) return attribute;
    }
    return NULL;
}

jx_text jx_xml_attribute_of(const jx_xml *element, const char *name)
{
    const jx_xml_attribute *attribute = find_attribute(element, name);
    return attribute ? attribute->value : (jx_text){ 0 };
}

bool jx_xml_has_attribute(const jx_xml *element, const char *name)
{
    return find_attribute(element, name) != NULL;
}

bool jx_xml_prefix_space(const jx_xml *element, jx_text prefix, jx_text *out_space)
{
    for (const jx_xml_prefix *p = element->prefixes; p; p = p->outer) {
        if (!jx_text_equal(p->prefix, prefix)) continue;
        *out_space = p->space;
        return true;
    }
    return false;
}
