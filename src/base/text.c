// UTF-8 text: comparing, finding, decoding, and buffers that grow inside an arena.
//
// Nothing here looks at the locale; case and width have tables of their own. The decoder in the middle,
// jx_text_next(), is the only place that knows what UTF-8 looks like.
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// ---- views ----

jx_text jx_text_of(const char *zero_terminated)
{
    return (jx_text){ zero_terminated, zero_terminated ? strlen(zero_terminated) : 0 };
}

bool jx_text_equal(jx_text a, jx_text b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

int jx_text_compare(jx_text a, jx_text b)
{
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common > 0 ? memcmp(a.bytes, b.bytes, common) : 0;
    if (order != 0) return order < 0 ? -1 : 1;
    return a.size < b.size ? -1 : a.size > b.size;
}

bool jx_text_starts_with(jx_text text, jx_text prefix)
{
    return text.size >= prefix.size && jx_text_equal(jx_text_slice(text, 0, prefix.size), prefix);
}

bool jx_text_ends_with(jx_text text, jx_text suffix)
{
    return text.size >= suffix.size && jx_text_equal(jx_text_slice(text, text.size - suffix.size, text.size), suffix);
}

jx_text jx_text_slice(jx_text text, size_t start, size_t end)
{
    if (end > text.size) end = text.size;
    if (start > end) start = end;
    if (text.bytes == NULL) return text;  // no arithmetic on NULL
    return (jx_text){ text.bytes + start, end - start };
}

static bool is_ascii_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static jx_text trim_start(jx_text text)
{
    for (;;) {
        if (text.size > 0 && is_ascii_blank(text.bytes[0]))
            text = jx_text_slice(text, 1, text.size);
        else if (jx_text_starts_with(text, JX_TEXT("\u3000")))
            text = jx_text_slice(text, 3, text.size);
        else
            return text;
    }
}

static jx_text trim_end(jx_text text)
{
    for (;;) {
        if (text.size > 0 && is_ascii_blank(text.bytes[text.size - 1]))
            text.size -= 1;
        else if (jx_text_ends_with(text, JX_TEXT("\u3000")))
            text.size -= 3;
        else
            return text;
    }
}

jx_text jx_text_trim(jx_text text)
{
    return trim_end(trim_start(text));
}

size_t jx_text_find(jx_text text, jx_text part)
{
    if (part.size == 0) return 0;
    if (text.size < part.size) return SIZE_MAX;
    const char *found = memmem(text.bytes, text.size, part.bytes, part.size);
    return found ? (size_t)(found - text.bytes) : SIZE_MAX;
}

size_t jx_text_count(jx_text text, jx_text part)
{
    if (part.size == 0) return 0;
    size_t count = 0;
    for (size_t at; (at = jx_text_find(text, part)) != SIZE_MAX; count++)
        text = jx_text_slice(text, at + 1, text.size);
    return count;
}

jx_text jx_text_cut(jx_text text, jx_text separator, jx_text *rest)
{
    assert(separator.size > 0);
    size_t at = jx_text_find(text, separator);
    if (at == SIZE_MAX) {
        *rest = (jx_text){ NULL, 0 };
        return text;
    }
    *rest = jx_text_slice(text, at + separator.size, text.size);
    return jx_text_slice(text, 0, at);
}

// ---- in an arena ----

jx_text jx_text_copy(jx_arena *arena, jx_text text)
{
    char *bytes = jx_arena_alloc(arena, text.size + 1);
    if (text.size > 0) memcpy(bytes, text.bytes, text.size);
    return (jx_text){ bytes, text.size };
}

static jx_text format_in(jx_arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    assert(size >= 0);

    char *bytes = jx_arena_alloc(arena, (size_t)size + 1);
    vsnprintf(bytes, (size_t)size + 1, format, arguments);
    return (jx_text){ bytes, (size_t)size };
}

jx_text jx_text_format(jx_arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    jx_text text = format_in(arena, format, arguments);
    va_end(arguments);
    return text;
}

// ---- code points ----

// Size of the sequence that `first` opens, 0 if it cannot open one; the bounds of the second byte exclude overlong
// forms, surrogates and what lies above U+10FFFF (Unicode 15, table 3-7).
static size_t sequence_size(unsigned char first, unsigned char *low, unsigned char *high)
{
    *low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    *high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (first < 0x80) return 1;
    if (first < 0xC2) return 0;
    if (first < 0xE0) return 2;
    if (first < 0xF0) return 3;
    return first < 0xF5 ? 4 : 0;
}

enum { BROKEN = 0x110000 };

// The code point at `offset` and the size of its sequence; BROKEN and 1 if there is none.
static uint32_t decode(jx_text text, size_t offset, size_t *out_size)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes + offset;
    unsigned char low, high;
    size_t size = sequence_size(bytes[0], &low, &high);
    *out_size = 1;
    if (size == 1) return bytes[0];
    if (size == 0 || size > text.size - offset || bytes[1] < low || bytes[1] > high) return BROKEN;

    uint32_t point = bytes[0] & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((bytes[i] & 0xC0) != 0x80) return BROKEN;
        point = point << 6 | (bytes[i] & 0x3Fu);
    }
    *out_size = size;
    return point;
}

uint32_t jx_text_next(jx_text text, size_t *offset)
{
    assert(*offset < text.size);
    size_t size;
    uint32_t point = decode(text, *offset, &size);
    *offset += size;
    return point == BROKEN ? 0xFFFD : point;
}

bool jx_text_is_utf8(jx_text text, size_t *out_bad_offset)
{
    for (size_t offset = 0, size; offset < text.size; offset += size) {
        if (decode(text, offset, &size) != BROKEN) continue;
        if (out_bad_offset != NULL) *out_bad_offset = offset;
        return false;
    }
    return true;
}

size_t jx_text_length(jx_text text)
{
    size_t length = 0;
    for (size_t offset = 0; offset < text.size; length++)
        jx_text_next(text, &offset);
    return length;
}

size_t jx_text_encode(uint32_t point, char out[4])
{
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) point = 0xFFFD;
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--, point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)(0xF00u >> size | point);
    return size;
}

// ---- hashing ----

static uint64_t mixed(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

uint64_t jx_text_hash(jx_text text)
{
    uint64_t hash = mixed(0x243F6A8885A308D3u, text.size), word;
    size_t at = 0;
    for (; text.size - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text.bytes + at, sizeof word);
        hash = mixed(hash, word);
    }
    word = 0;
    if (at < text.size) memcpy(&word, text.bytes + at, text.size - at);
    return mixed(mixed(hash, word), 0x13198A2E03707344u);
}

// ---- buffers ----

jx_buffer jx_buffer_in(jx_arena *arena)
{
    return (jx_buffer){ .arena = arena };
}

static void make_room(jx_buffer *buffer, size_t size)
{
    if (size <= buffer->capacity - buffer->size) return;
    // No sum here can overflow: arenas hold less than half the address space, and so do texts.
    size_t needed = buffer->size + size;
    size_t capacity = buffer->capacity * 2 > 64 ? buffer->capacity * 2 : 64;
    if (capacity < needed) capacity = needed;
    buffer->bytes = jx_arena_grow(buffer->arena, buffer->bytes, buffer->capacity, capacity);
    buffer->capacity = capacity;
}

void jx_buffer_put(jx_buffer *buffer, jx_text text)
{
    if (text.size == 0) return;
    make_room(buffer, text.size);
    memcpy(buffer->bytes + buffer->size, text.bytes, text.size);
    buffer->size += text.size;
}

void jx_buffer_put_char(jx_buffer *buffer, char c)
{
    make_room(buffer, 1);
    buffer->bytes[buffer->size++] = c;
}

void jx_buffer_put_code_point(jx_buffer *buffer, uint32_t code_point)
{
    char bytes[4];
    jx_buffer_put(buffer, (jx_text){ bytes, jx_text_encode(code_point, bytes) });
}

void jx_buffer_format(jx_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(size >= 0);

    make_room(buffer, (size_t)size + 1);  // vsnprintf insists on its zero
    va_start(arguments, format);
    vsnprintf(buffer->bytes + buffer->size, (size_t)size + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)size;
}

jx_text jx_buffer_text(const jx_buffer *buffer)
{
    return (jx_text){ buffer->bytes, buffer->size };
}
