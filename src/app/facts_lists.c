// 名单: who is on a list as of a day (docs/binding.md 3.8); lists about records serve facts_records.c.
//
// Begin with lists_row(); lists_choose() settles which file of a list counts.
#include "app/binding.h"

static const jx_text none = { "", 0 };

static uint32_t record_list_named(const binding *bind, jx_text name)
{
    for (uint32_t i = 0; i < bind->package->record_list_count; i++)
        if (jx_text_equal(bind->package->record_lists[i].name, name)) return i;
    return JX_NONE;
}

static delivered_list *list_for(file_reading *in, jx_text name)
{
    binding *bind = in->bind;
    uint32_t about = record_list_named(bind, name), definition = jx_model_find(bind->model, 0, name);
    if (about != JX_NONE)
        definition = JX_NONE;
    else if (definition == JX_NONE || bind->model->definitions[definition].kind != JX_DEFINITION_FACT ||
             bind->model->definitions[definition].type->kind != JX_TYPE_BOOLEAN)
        return NULL;
    for (size_t i = 0; i < bind->lists.count; i++) {
        delivered_list *list = bind->lists.items[i];
        if (list->definition == definition && list->record_list == about && list->file == in->file) return list;
    }
    delivered_list *added = JX_NEW(bind->arena, delivered_list);
    *added = (delivered_list){ .definition = definition, .record_list = about, .file = in->file,
                               .codes = { .arena = bind->arena } };
    *JX_PUSH(bind->arena, &bind->lists) = added;
    return added;
}

void lists_row(file_reading *in, const jx_csv_row *row)
{
    jx_text name = cell_at(row, in->columns[0]), code = cell_at(row, in->columns[1]);
    delivered_list *list = list_for(in, name);
    if (!list) {
        binding_bad(in->bind, in->file, row->number, JX_TEXT("名单名"), name, JX_BAD_LIST_UNKNOWN, none);
        return;
    }
    uint32_t before = (uint32_t)list->codes.count;
    if (code.size > 0 && text_index_add(&list->codes, code) == before)
        *JX_PUSH(in->bind->arena, &list->rows) = row->number;
}

static bool is_later(const binding *bind, const delivered_list *a, const delivered_list *b)
{
    const file_words *left = &bind->files[a->file], *right = &bind->files[b->file];
    return left->level != right->level ? left->level > right->level : left->day > right->day;
}

static void report_nobodies(binding *bind, const delivered_list *list)
{
    if (list->definition == JX_NONE) return;
    const jx_definition *fact = &bind->model->definitions[list->definition];
    for (size_t i = 0; i < list->codes.count; i++) {
        uint32_t number;
        if (text_index_find(&bind->subjects[fact->subject], list->codes.texts[i], &number)) continue;
        binding_bad(bind, list->file, list->rows.items[i], JX_TEXT("代码"), list->codes.texts[i], JX_BAD_NOBODY,
                    fact->name);
    }
}

// The list of the last correction, else of the latest day, counts alone.
static void choose(binding *bind, delivered_list *list)
{
    bool fact = list->definition != JX_NONE;
    const delivered_list **best =
        fact ? &bind->list_of[list->definition] : &bind->record_list_of[list->record_list];
    if (*best && !is_later(bind, list, *best)) return;
    *best = list;
}

static void settle(binding *bind, delivered_list *list)
{
    bool fact = list->definition != JX_NONE;
    const delivered_list *best =
        fact ? bind->list_of[list->definition] : bind->record_list_of[list->record_list];
    jx_text name = fact ? bind->model->definitions[list->definition].name
                        : bind->package->record_lists[list->record_list].name;
    list->closed = file_complete(bind, list->file);
    if (best == list)
        report_nobodies(bind, list);
    else if (bind->files[best->file].level == bind->files[list->file].level)
        binding_bad(bind, list->file, 1, none, name, JX_BAD_LIST_REPEATED, none);
}

void lists_choose(binding *bind)
{
    bind->list_of = JX_ARRAY(bind->arena, bind->model->definition_count, const delivered_list *);
    bind->record_list_of = JX_ARRAY(bind->arena, bind->package->record_list_count, const delivered_list *);
    for (size_t i = 0; i < bind->lists.count; i++)
        choose(bind, bind->lists.items[i]);
    for (size_t i = 0; i < bind->lists.count; i++)
        settle(bind, bind->lists.items[i]);
}

bool list_says(const delivered_list *list, jx_text code, bool *out)
{
    uint32_t number;
    *out = list && text_index_find(&list->codes, code, &number);
    return *out || (list && list->closed);
}
