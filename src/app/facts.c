// Binds a delivery and answers for one subject: what its facts are, and where each came from.
#include "app/facts.h"

#include "app/binding.h"

const char *jx_bad_reason_slug(jx_bad_reason reason)
{
    static const char *const slugs[] = {
#define JX_BAD(name, slug, zh, en) slug,
#include "app/bad_cells.def"
#undef JX_BAD
    };
    assert(reason < JX_BAD_COUNT);
    return slugs[reason];
}

const char *jx_bad_reason_words(jx_bad_reason reason, jx_language language)
{
    static const char *const words[][2] = {
#define JX_BAD(name, slug, zh, en) { zh, en },
#include "app/bad_cells.def"
#undef JX_BAD
    };
    assert(reason < JX_BAD_COUNT);
    return words[reason][language];
}

// Links name firms, and firms are known only when all registers and declarations are read; so links come after the
// other tables, and readings after the links.
static void links_last(source_tables *tables)
{
    static const source_form order[] = { FORM_LONG, FORM_REGISTER, FORM_LIST, FORM_LINK, FORM_WIDE, FORM_OTHER };
    size_t done = 0;
    for (size_t form = 0; form < JX_COUNT(order); form++) {
        for (size_t i = done; i < tables->count; i++) {
            if (tables->items[i].form != order[form]) continue;
            source_table moved = tables->items[i];
            for (size_t k = i; k > done; k--)
                tables->items[k] = tables->items[k - 1];
            tables->items[done++] = moved;
        }
    }
}

static binding *new_binding(const facts_options *options)
{
    const jx_model *model = &options->package->model;
    binding *bind = JX_NEW(options->arena, binding);
    bind->options = options;
    bind->arena = options->arena;
    bind->package = options->package;
    bind->model = model;
    bind->words = JX_ARRAY(bind->arena, model->definition_count, fact_words);
    bind->candidates = JX_ARRAY(bind->arena, model->definition_count, candidate_list);
    bind->meters = JX_ARRAY(bind->arena, model->definition_count, facts_meters *);
    bind->subjects = JX_ARRAY(bind->arena, model->subject_count, text_index);
    bind->names = JX_ARRAY(bind->arena, model->subject_count, jx_text *);
    bind->counties = JX_ARRAY(bind->arena, model->subject_count, jx_text *);
    bind->label_capacity = JX_ARRAY(bind->arena, model->subject_count, size_t);
    bind->as_of = JX_ARRAY(bind->arena, options->delivery.count, jx_text);
    for (size_t i = 0; i < model->subject_count; i++)
        bind->subjects[i] = (text_index){ .arena = bind->arena };
    return bind;
}

jx_status facts_bind(const facts_options *options, const jx_facts **out)
{
    binding *bind = new_binding(options);
    jx_facts *facts = JX_NEW(bind->arena, jx_facts);
    facts->model = bind->model;
    facts->delivery = options->delivery;
    binding_understand(bind);
    links_last(&bind->tables);
    JX_TRY(binding_read(bind));
    binding_fold(bind, facts);
    *out = facts;
    return JX_OK;
}

void facts_of(const jx_facts *facts, uint32_t kind, size_t subject, jx_arena *arena, jx_value *values)
{
    for (uint32_t i = 0; i < facts->model->definition_count; i++) {
        const jx_definition *fact = &facts->model->definitions[i];
        if (fact->kind != JX_DEFINITION_FACT) continue;
        if (fact->subject != kind)
            values[i] = facts_missing(arena, fact, fact->may_be_null);
        else if (facts->meters[i])
            values[i] = meters_series(facts->meters[i], facts->subjects[kind].items[subject].code, arena);
        else if (facts->columns[i].values)
            values[i] = facts->columns[i].values[subject];
        else
            values[i] = facts_missing(arena, fact, fact->may_be_null);
    }
}

jx_provenance facts_provenance(const jx_facts *facts, uint32_t kind, size_t subject, uint32_t definition,
                               jx_arena *arena, jx_language language)
{
    jx_provenance out = { .factor = jx_decimal_of(1) };
    const jx_definition *fact = &facts->model->definitions[definition];
    if (fact->kind != JX_DEFINITION_FACT || fact->subject != kind) return out;
    if (facts->meters[definition]) {
        out.note = meters_note(facts->meters[definition], facts->subjects[kind].items[subject].code, arena, language);
        return out;
    }
    const facts_column *column = &facts->columns[definition];
    if (!column->values || column->origins[subject].source.size == 0) return out;
    facts_place place = column->places[subject];
    out.source = column->origins[subject].source;
    out.unit = column->origins[subject].unit;
    if (out.unit.size > 0) out.factor = column->origins[subject].factor;
    out.file = facts->delivery.files[place.file].name;
    out.date = facts->as_of[place.file];
    if (place.row > 0) {
        const char *format = language == JX_CHINESE ? "%.*s 第 %u 行 %.*s" : "%.*s row %u %.*s";
        out.file = jx_text_format(arena, format, JX_TEXT_ARG(out.file), place.row, JX_TEXT_ARG(place.column));
    }
    return out;
}

jx_provenance answer_provenance(void *user, uint32_t definition)
{
    const provenance_of *about = user;
    return facts_provenance(about->facts, about->kind, about->subject, definition, about->arena, about->language);
}

bool facts_find_subject(const jx_facts *facts, uint32_t kind, jx_text code_or_name, size_t *out_index,
                        size_t *out_matches)
{
    const facts_subjects *subjects = &facts->subjects[kind];
    *out_matches = 0;
    for (size_t i = 0; i < subjects->count; i++) {
        bool code = jx_text_equal(subjects->items[i].code, code_or_name),
             name = jx_text_equal(subjects->items[i].name, code_or_name);
        if (!code && !name) continue;
        if (*out_matches == 0) *out_index = i;
        (*out_matches)++;
    }
    return *out_matches == 1;
}
