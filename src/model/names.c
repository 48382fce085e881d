// Names that deceive the eye: one with a sign that cannot be seen, two that differ only in how they are encoded.
//
// Names are compared as people see them: without signs that are not shown, compatible forms made one (NFKC), so that
// `Ａ` is `A`. Both are warnings: the names are not wrong, whoever reads them may be.
#include <stdlib.h>
#include <uninorm.h>
#include <unictype.h>

#include "model/model.h"

typedef struct {
    jx_text key;
    const jx_definition *of;
} seen_name;

static bool is_invisible(uint32_t point)
{
    return uc_is_property_default_ignorable_code_point(point) || uc_is_property_bidi_control(point) ||
           uc_is_property_iso_control(point);
}

// What is left of the name to the eye; `*out_invisible` is its first sign that is not.
static jx_text visible_part(jx_arena *arena, jx_text name, uint32_t *out_invisible)
{
    jx_buffer out = jx_buffer_in(arena);
    *out_invisible = 0;
    for (size_t at = 0; at < name.size;) {
        uint32_t point = jx_text_next(name, &at);
        if (!is_invisible(point))
            jx_buffer_put_code_point(&out, point);
        else if (*out_invisible == 0)
            *out_invisible = point;
    }
    return jx_buffer_text(&out);
}

// In NFKC one byte becomes 11 at most, so the room always suffices and the library allocates nothing that stays.
static jx_text normalized(jx_arena *arena, jx_text text)
{
    size_t size = text.size * 12 + 64;
    uint8_t *room = jx_arena_alloc(arena, size);
    uint8_t *done = u8_normalize(UNINORM_NFKC, (const uint8_t *)text.bytes, text.size, room, &size);
    if (done == room) return (jx_text){ (const char *)room, size };
    free(done);
    return text;
}

static int compare_seen(const void *left, const void *right)
{
    const seen_name *a = left, *b = right;
    if (a->of->space != b->of->space) return a->of->space < b->of->space ? -1 : 1;
    int order = jx_text_compare(a->key, b->key);
    return order != 0 ? order : a->of < b->of ? -1 : a->of > b->of;
}

void jx_model_check_names(const jx_model *model, jx_arena *arena, jx_problems *problems)
{
    seen_name *seen = JX_ARRAY(arena, model->definition_count, seen_name);
    for (size_t i = 0; i < model->definition_count; i++) {
        const jx_definition *what = &model->definitions[i];
        uint32_t invisible;
        seen[i] = (seen_name){ normalized(arena, visible_part(arena, what->name, &invisible)), what };
        if (invisible == 0) continue;
        jx_text arguments[] = { what->name, jx_text_format(arena, "U+%04X", invisible) };
        (void)jx_problem_add(problems, JX_PROBLEM_NAME_INVISIBLE, JX_SEVERITY_WARNING, what->source, what->span,
                             JX_TEXT(""), arguments, JX_COUNT(arguments));
    }
    if (model->definition_count > 0) qsort(seen, model->definition_count, sizeof *seen, compare_seen);
    for (size_t i = 1; i < model->definition_count; i++) {
        const jx_definition *one = seen[i - 1].of, *other = seen[i].of;
        bool alike = one->space == other->space && jx_text_equal(seen[i - 1].key, seen[i].key);
        if (!alike || jx_text_equal(one->name, other->name)) continue;
        jx_text arguments[] = { one->name, other->name };
        (void)jx_problem_add(problems, JX_PROBLEM_NAME_AMBIGUOUS, JX_SEVERITY_WARNING, other->source, other->span,
                             JX_TEXT(""), arguments, JX_COUNT(arguments));
    }
}
