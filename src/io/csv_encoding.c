// Which encoding a CSV is in, and its text as UTF-8. BOM first: a UTF-8 file with BOM also passes for GB18030.
#include "io/csv_encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

static uint32_t row_of(jx_text bytes, size_t offset)
{
    uint32_t row = 1;
    for (size_t i = 0; i < offset && i < bytes.size; i++)
        row += bytes.bytes[i] == '\n';
    return row;
}

// `offset` counts in the bytes as delivered. They are no text that could be shown, so only row and byte are named.
static jx_status refuse_byte(jx_problems *problems, jx_problem_code code, jx_text name, jx_text bytes, size_t offset,
                             jx_csv_text *out)
{
    out->bad_row = row_of(bytes, offset);
    if (!problems) return JX_REFUSED;
    jx_text arguments[] = { jx_text_copy(problems->arena, name),
                            jx_text_format(problems->arena, "%u", out->bad_row),
                            jx_text_format(problems->arena, "%zu", offset + 1),
                            jx_text_format(problems->arena, "%02X", (unsigned)(uint8_t)bytes.bytes[offset]) };
    return jx_problem_add(problems, code, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 }, JX_TEXT(""), arguments,
                          JX_COUNT(arguments));
}

// GB18030 needs at most 3 bytes of UTF-8 for 2 of its own, and 4 for 4.
static jx_status from_gb18030(jx_arena *arena, jx_text bytes, jx_text *out, size_t *out_bad)
{
    size_t room = bytes.size + bytes.size / 2 + 16;
    char *target = jx_arena_alloc(arena, room);  // before iconv_open: an allocation may not return
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    if (converter == (iconv_t)-1) return JX_OUT_OF_MEMORY;
    char *from = (char *)(uintptr_t)bytes.bytes, *to = target;  // iconv's prototype lacks const; it only reads
    size_t left = bytes.size, space = room;
    size_t done = iconv(converter, &from, &left, &to, &space);
    iconv_close(converter);
    *out = (jx_text){ target, room - space };
    *out_bad = bytes.size - left;
    return done == (size_t)-1 ? JX_REFUSED : JX_OK;
}

jx_status jx_csv_decode(jx_arena *arena, jx_problems *problems, jx_text name, jx_text bytes, jx_csv_text *out)
{
    *out = (jx_csv_text){ .encoding = JX_ENCODING_UTF8, .text = bytes };
    size_t bad = 0;
    const char *nul = bytes.size ? memchr(bytes.bytes, '\0', bytes.size) : NULL;
    if (nul) return refuse_byte(problems, JX_PROBLEM_CSV_NUL, name, bytes, (size_t)(nul - bytes.bytes), out);
    if (jx_text_starts_with(bytes, JX_TEXT("\xEF\xBB\xBF"))) {
        out->bom = true;
        out->text = jx_text_slice(bytes, 3, bytes.size);
        if (jx_text_is_utf8(out->text, &bad)) return JX_OK;
        return refuse_byte(problems, JX_PROBLEM_CSV_ENCODING, name, bytes, bad + 3, out);
    }
    if (jx_text_is_utf8(bytes, &bad)) return JX_OK;
    out->encoding = JX_ENCODING_GB18030;
    jx_status status = from_gb18030(arena, bytes, &out->text, &bad);
    if (status != JX_REFUSED) return status;
    return refuse_byte(problems, JX_PROBLEM_CSV_ENCODING, name, bytes, bad < bytes.size ? bad : bytes.size - 1, out);
}
