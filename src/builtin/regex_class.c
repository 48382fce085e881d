// Character classes of patterns: what \w, \p{Lu}, \p{IsGreek} and [a-z-[aeiou]] hold, and case-blind comparison.
//
// Case-blind (flag i): two characters are the same if some simple case mapping makes them so. Ranges and single
// characters of a class are looked up with every variant of the character; escapes (\p{Lu}) keep to the character as it
// is; a subtraction is made before case is ignored. So [A-Z-[OI]] with i has x, but neither o nor i.
#include "builtin/regex_tree.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>

// ---- escapes ----

typedef struct {
    uint32_t first, last;
} span;

// XML 1.0 (fifth edition), productions 4 and 4a.
static const span name_start[] = {
    { ':', ':' },       { 'A', 'Z' },       { '_', '_' },       { 'a', 'z' },
    { 0xC0, 0xD6 },     { 0xD8, 0xF6 },     { 0xF8, 0x2FF },    { 0x370, 0x37D },
    { 0x37F, 0x1FFF },  { 0x200C, 0x200D }, { 0x2070, 0x218F }, { 0x2C00, 0x2FEF },
    { 0x3001, 0xD7FF }, { 0xF900, 0xFDCF }, { 0xFDF0, 0xFFFD }, { 0x10000, 0xEFFFF },
};
static const span name_more[] = { { '-', '.' }, { '0', '9' }, { 0xB7, 0xB7 }, { 0x300, 0x36F }, { 0x203F, 0x2040 } };

static bool in_spans(const span *spans, size_t count, uint32_t point) {
    for (size_t i = 0; i < count; i++)
        if (point >= spans[i].first && point <= spans[i].last) return true;
    return false;
}

static bool is_name_start(uint32_t point) { return in_spans(name_start, JX_COUNT(name_start), point); }

static bool in_category(uint32_t point, uint32_t mask) { return uc_is_general_category_withtable(point, mask); }

static bool is_word(uint32_t point)
{
    return !in_category(point, UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_Z | UC_CATEGORY_MASK_C);
}

static bool set_has_plainly(const jx_set *set, uint32_t point) {
    switch (set->kind) {
    case JX_SET_RANGE: return point >= set->first && point <= set->last;
    case JX_SET_DIGIT: return in_category(point, UC_CATEGORY_MASK_Nd);
    case JX_SET_SPACE: return point == ' ' || point == '\t' || point == '\n' || point == '\r';
    case JX_SET_WORD: return is_word(point);
    case JX_SET_NAME_START: return is_name_start(point);
    case JX_SET_NAME: return is_name_start(point) || in_spans(name_more, JX_COUNT(name_more), point);
    case JX_SET_CATEGORY: return in_category(point, set->category);
    }
    JX_UNREACHABLE();
}

static bool set_has(const jx_set *set, uint32_t point) { return set_has_plainly(set, point) != set->negated; }

bool jx_set_escaped(uint32_t letter, jx_set *out) {
    static const struct {
        char        letter, opposite;
        jx_set_kind kind;
    } escapes[] = {
        { 'd', 'D', JX_SET_DIGIT },      { 's', 'S', JX_SET_SPACE }, { 'w', 'W', JX_SET_WORD },
        { 'i', 'I', JX_SET_NAME_START }, { 'c', 'C', JX_SET_NAME },
    };
    for (size_t i = 0; i < JX_COUNT(escapes); i++) {
        if (letter != (uint32_t)escapes[i].letter && letter != (uint32_t)escapes[i].opposite) continue;
        *out = (jx_set){ .kind = escapes[i].kind, .negated = letter == (uint32_t)escapes[i].opposite };
        return true;
    }
    return false;
}

// ---- \p{…} ----

static const struct {
    const char *name;
    uint32_t    mask;
} categories[] = {
    { "L", UC_CATEGORY_MASK_L },   { "Lu", UC_CATEGORY_MASK_Lu }, { "Ll", UC_CATEGORY_MASK_Ll },
    { "Lt", UC_CATEGORY_MASK_Lt }, { "Lm", UC_CATEGORY_MASK_Lm }, { "Lo", UC_CATEGORY_MASK_Lo },
    { "M", UC_CATEGORY_MASK_M },   { "Mn", UC_CATEGORY_MASK_Mn }, { "Mc", UC_CATEGORY_MASK_Mc },
    { "Me", UC_CATEGORY_MASK_Me }, { "N", UC_CATEGORY_MASK_N },   { "Nd", UC_CATEGORY_MASK_Nd },
    { "Nl", UC_CATEGORY_MASK_Nl }, { "No", UC_CATEGORY_MASK_No }, { "P", UC_CATEGORY_MASK_P },
    { "Pc", UC_CATEGORY_MASK_Pc }, { "Pd", UC_CATEGORY_MASK_Pd }, { "Ps", UC_CATEGORY_MASK_Ps },
    { "Pe", UC_CATEGORY_MASK_Pe }, { "Pi", UC_CATEGORY_MASK_Pi }, { "Pf", UC_CATEGORY_MASK_Pf },
    { "Po", UC_CATEGORY_MASK_Po }, { "Z", UC_CATEGORY_MASK_Z },   { "Zs", UC_CATEGORY_MASK_Zs },
    { "Zl", UC_CATEGORY_MASK_Zl }, { "Zp", UC_CATEGORY_MASK_Zp }, { "S", UC_CATEGORY_MASK_S },
    { "Sm", UC_CATEGORY_MASK_Sm }, { "Sc", UC_CATEGORY_MASK_Sc }, { "Sk", UC_CATEGORY_MASK_Sk },
    { "So", UC_CATEGORY_MASK_So }, { "C", UC_CATEGORY_MASK_C },   { "Cc", UC_CATEGORY_MASK_Cc },
    { "Cf", UC_CATEGORY_MASK_Cf }, { "Co", UC_CATEGORY_MASK_Co }, { "Cn", UC_CATEGORY_MASK_Cn },
};

// Blocks whose names in XML Schema are older than today's.
static const struct {
    const char *name, *today;
} older_blocks[] = { { "Greek", "Greek and Coptic" },
                     { "CombiningMarksforSymbols", "Combining Diacritical Marks for Symbols" },
                     { "PrivateUse", "Private Use Area" } };

// The same letters, blanks left out: "BasicLatin" is "Basic Latin".
static bool block_is_called(const char *block, jx_text name) {
    size_t at = 0;
    for (; *block; block++) {
        if (*block == ' ') continue;
        if (at == name.size || name.bytes[at] != *block) return false;
        at++;
    }
    return at == name.size;
}

static jx_text name_today(jx_text name) {
    for (size_t i = 0; i < JX_COUNT(older_blocks); i++)
        if (jx_text_equal(name, jx_text_of(older_blocks[i].name))) return jx_text_of(older_blocks[i].today);
    return name;
}

static bool find_block(jx_text name, jx_set *out) {
    const uc_block_t *blocks;
    size_t            count;
    jx_text           today = name_today(name);
    uc_all_blocks(&blocks, &count);
    for (size_t i = 0; i < count; i++) {
        if (!block_is_called(blocks[i].name, name) && !jx_text_equal(today, jx_text_of(blocks[i].name))) continue;
        *out = (jx_set){ .kind = JX_SET_RANGE, .first = blocks[i].start, .last = blocks[i].end };
        return true;
    }
    return false;
}

bool jx_set_named(jx_text name, jx_set *out) {
    if (jx_text_starts_with(name, JX_TEXT("Is"))) return find_block(jx_text_slice(name, 2, name.size), out);
    for (size_t i = 0; i < JX_COUNT(categories); i++) {
        if (!jx_text_equal(name, jx_text_of(categories[i].name))) continue;
        *out = (jx_set){ .kind = JX_SET_CATEGORY, .category = categories[i].mask };
        return true;
    }
    return false;
}

// ---- case ----

// The Turkish letters İ and ı have no variants in simple case folding, though they have in case mapping.
static bool has_variants(uint32_t point) { return point != 0x130 && point != 0x131; }

bool jx_same_in_any_case(uint32_t a, uint32_t b) {
    if (a == b) return true;
    return has_variants(a) && has_variants(b) && (uc_tolower(a) == uc_tolower(b) || uc_toupper(a) == uc_toupper(b));
}

// Families of variants that going up and down once does not find: the Kelvin sign, long s, final sigma and their like.
static const uint32_t families[][4] = {
    { 'K', 'k', 0x212A },
    { 'S', 's', 0x17F },
    { 0xC5, 0xE5, 0x212B },
    { 0xB5, 0x39C, 0x3BC },
    { 0xDF, 0x1E9E },
    { 0x1C4, 0x1C5, 0x1C6 },
    { 0x1C7, 0x1C8, 0x1C9 },
    { 0x1CA, 0x1CB, 0x1CC },
    { 0x1F1, 0x1F2, 0x1F3 },
    { 0x345, 0x399, 0x3B9, 0x1FBE },
    { 0x392, 0x3B2, 0x3D0 },
    { 0x395, 0x3B5, 0x3F5 },
    { 0x398, 0x3B8, 0x3D1, 0x3F4 },
    { 0x39A, 0x3BA, 0x3F0 },
    { 0x3A0, 0x3C0, 0x3D6 },
    { 0x3A1, 0x3C1, 0x3F1 },
    { 0x3A3, 0x3C2, 0x3C3 },
    { 0x3A6, 0x3C6, 0x3D5 },
    { 0x3A9, 0x3C9, 0x2126 },
    { 0x412, 0x432, 0x1C80 },
    { 0x414, 0x434, 0x1C81 },
    { 0x41E, 0x43E, 0x1C82 },
    { 0x421, 0x441, 0x1C83 },
    { 0x422, 0x442, 0x1C84, 0x1C85 },
    { 0x42A, 0x44A, 0x1C86 },
    { 0x462, 0x463, 0x1C87 },
    { 0x1E60, 0x1E61, 0x1E9B },
    { 0xA64A, 0xA64B, 0x1C88 },
};

enum { VARIANTS_MAX = 8 };

static const uint32_t *family_of(uint32_t point) {
    for (size_t i = 0; i < JX_COUNT(families); i++)
        for (size_t j = 0; j < 4 && families[i][j]; j++)
            if (families[i][j] == point) return families[i];
    return NULL;
}

// The character itself first, then its variants; doubles do no harm.
static size_t variants_of(uint32_t point, uint32_t out[VARIANTS_MAX]) {
    size_t count = 0;
    out[count++] = point;
    if (!has_variants(point)) return count;
    out[count++] = uc_tolower(point);
    out[count++] = uc_toupper(point);
    if (point >= 0x80 || point == 'k' || point == 'K' || point == 's' || point == 'S') {
        const uint32_t *family = family_of(point);
        for (size_t i = 0; family && i < 4 && family[i]; i++) out[count++] = family[i];
    }
    return count;
}

// ---- classes ----

static bool class_has_exactly(const jx_class *set, uint32_t point) {
    bool has = false;
    for (size_t i = 0; i < set->sets.count && !has; i++) has = set_has(&set->sets.items[i], point);
    if (has == set->negated) return false;
    return !set->subtracted || !class_has_exactly(set->subtracted, point);
}

// One variant of the character; escapes look at the character itself only.
static bool some_set_has(const jx_class *set, uint32_t variant, bool itself) {
    for (size_t i = 0; i < set->sets.count; i++) {
        const jx_set *one = &set->sets.items[i];
        if ((itself || one->kind == JX_SET_RANGE) && set_has(one, variant)) return true;
    }
    return false;
}

static bool class_has_in_any_case(const jx_class *set, uint32_t point) {
    uint32_t variants[VARIANTS_MAX];
    size_t   count = variants_of(point, variants);
    bool     has = false, left = false;  // left: some variant that counts is not subtracted
    for (size_t i = 0; i < count; i++) {
        bool here = some_set_has(set, variants[i], i == 0);
        has = has || here;
        if (here != set->negated) left = left || !set->subtracted || !class_has_exactly(set->subtracted, variants[i]);
    }
    return has != set->negated && left;
}

bool jx_class_has(const jx_class *set, uint32_t point, bool any_case) {
    return any_case ? class_has_in_any_case(set, point) : class_has_exactly(set, point);
}
