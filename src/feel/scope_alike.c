// Names that look like one that nobody knows: for hints. Read jx_names_alike() at the end.
#include "feel/trie.h"

enum { POINTS_MAX = 32, KEPT = 3 };

typedef struct {
    jx_text name;
    int distance;
} near_name;

typedef struct {
    uint32_t wanted[POINTS_MAX];
    int wanted_count;
    near_name kept[KEPT];
    size_t count;
} search;

static int read_points(jx_text text, uint32_t points[POINTS_MAX])
{
    int count = 0;
    for (size_t at = 0; at < text.size && count < POINTS_MAX;)
        points[count++] = jx_text_next(text, &at);
    return count;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

// How many code points must be put in, left out or exchanged.
static int distance_between(const uint32_t *a, int a_count, const uint32_t *b, int b_count)
{
    int row[POINTS_MAX + 1];
    for (int j = 0; j <= b_count; j++)
        row[j] = j;
    for (int i = 1; i <= a_count; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= b_count; j++) {
            int exchanged = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = least(exchanged, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b_count];
}

// Nearest first, equals by bytes, so that the hint does not depend on the order of declaration.
static bool comes_before(near_name a, near_name b)
{
    if (a.distance != b.distance) return a.distance < b.distance;
    return jx_text_compare(a.name, b.name) < 0;
}

static void keep(search *found, near_name one)
{
    for (size_t i = 0; i < found->count; i++) {
        if (jx_text_equal(found->kept[i].name, one.name)) return;
    }
    if (found->count == KEPT && !comes_before(one, found->kept[KEPT - 1])) return;
    if (found->count < KEPT) found->count++;
    size_t i = found->count - 1;
    for (; i > 0 && comes_before(one, found->kept[i - 1]); i--)
        found->kept[i] = found->kept[i - 1];
    found->kept[i] = one;
}

static void look_at(search *found, jx_text name)
{
    uint32_t points[POINTS_MAX];
    int count = read_points(name, points), longer = count > found->wanted_count ? count : found->wanted_count;
    int gap = count > found->wanted_count ? count - found->wanted_count : found->wanted_count - count;
    if (gap > longer / 2) return;
    int distance = distance_between(found->wanted, found->wanted_count, points, count);
    // A third of the name may differ; of a short name one sign, from four signs on two.
    int most = longer < 4 ? 1 : longer < 6 ? 2 : longer / 3;
    if (distance <= most && distance < longer) keep(found, (near_name){ name, distance });
}

static void look_through(search *found, const jx_trie *trie)
{
    for (size_t i = 0; trie && i < trie->nodes.count; i++) {
        if (trie->nodes.items[i].known) look_at(found, trie->nodes.items[i].name);
    }
}

jx_text jx_names_alike(jx_arena *arena, const jx_scope *scope, const jx_type *fields, bool types, jx_text name)
{
    search found = { .count = 0 };
    found.wanted_count = read_points(name, found.wanted);
    for (size_t i = 0; fields && i < fields->field_count; i++)
        look_at(&found, fields->fields[i].name);
    for (; scope && !fields; scope = scope->outer)
        look_through(&found, types ? scope->types : scope->names);
    jx_buffer joined = jx_buffer_in(arena);
    for (size_t i = 0; i < found.count; i++) {
        if (i > 0) jx_buffer_put(&joined, JX_TEXT(", "));
        jx_buffer_put(&joined, found.kept[i].name);
    }
    return jx_buffer_text(&joined);
}
