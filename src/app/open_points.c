// What is open in a package and who decides it: the list that `check` prints, and for which a paper in force is
// refused.
//
// Read open_points_of() at the end. A pending value of an award is for its lead office; money is for whom 决定者 names.
#include "app/open_points.h"

typedef struct {
    jx_app *app;
    const jx_package *package;
    const jx_model *model;
    bool chinese;
    struct {
        jx_open_point *items;
        size_t count, capacity;
    } points;
} collector;

static jx_text word(const collector *c, const char *zh, const char *en)
{
    return jx_text_of(c->chinese ? zh : en);
}

static jx_text where_of(const collector *c, const jx_source *source, jx_span span)
{
    if (!source) return (jx_text){ 0 };
    jx_place place = jx_source_place(source, span.start);
    return jx_text_format(c->app->arena, "%.*s:%u", JX_TEXT_ARG(source->name), place.line);
}

static jx_text dotted(const collector *c, jx_text a, jx_text b)
{
    return jx_text_format(c->app->arena, "%.*s.%.*s", JX_TEXT_ARG(a), JX_TEXT_ARG(b));
}

static jx_text name_in_space(const collector *c, const jx_definition *definition)
{
    const jx_space *space = &c->model->spaces[definition->space];
    return space->kind == JX_SPACE_PACKAGE ? definition->name : dotted(c, space->id, definition->name);
}

// The office that leads the award; of a clause, that of its first award.
static jx_text lead_of(const collector *c, uint32_t space)
{
    for (size_t i = 0; i < c->model->award_count; i++) {
        const jx_award_rule *award = &c->model->awards[i];
        if (award->space == space || award->clause == space) return award->lead;
    }
    return (jx_text){ 0 };
}

static jx_open_point *add(collector *c, jx_text name, jx_text what, jx_text decided_by, jx_text where)
{
    jx_open_point *point = JX_PUSH(c->app->arena, &c->points);
    *point = (jx_open_point){
        .name = name, .where = where, .what = what, .status = word(c, "待定", "pending"), .decided_by = decided_by
    };
    return point;
}

// ---- definitions ----

static void add_definition(collector *c, const jx_definition *definition, jx_text name, jx_text what)
{
    add(c, name, what, lead_of(c, definition->space), where_of(c, definition->source, definition->span));
}

static void add_table(collector *c, const jx_definition *definition)
{
    const jx_table *table = definition->expr->as.table;
    jx_text name = name_in_space(c, definition);
    if (table->pending) {
        add_definition(c, definition, name, definition->basis.size ? definition->basis : table->rules[0].basis);
        return;
    }
    for (size_t r = 0; r < table->rule_count; r++) {
        for (size_t i = 0; i < table->output_count; i++) {
            const jx_expr *cell = table->rules[r].outputs[i];
            if (cell->kind != JX_EXPR_LITERAL || !jx_is_open(cell->as.literal.value)) continue;
            add(c, dotted(c, name, table->outputs[i].name), table->rules[r].basis, lead_of(c, definition->space),
                where_of(c, cell->source, cell->span));
        }
    }
}

static void add_reading(collector *c, const jx_definition *definition)
{
    if (!jx_is_open(definition->value) && !definition->provisional) return;
    add_definition(c, definition, name_in_space(c, definition), definition->question);
    if (definition->status.size) c->points.items[c->points.count - 1].status = definition->status;
}

static void collect_definition(collector *c, const jx_definition *definition)
{
    switch (definition->kind) {
    case JX_DEFINITION_PARAMETER:
        if (jx_is_open(definition->value))
            add_definition(c, definition, name_in_space(c, definition), definition->basis);
        return;
    case JX_DEFINITION_READING: add_reading(c, definition); return;
    case JX_DEFINITION_FORMULA:
        if (definition->expr && definition->expr->kind == JX_EXPR_TABLE) add_table(c, definition);
        return;
    case JX_DEFINITION_FACT:
    case JX_DEFINITION_FUNCTION:
    case JX_DEFINITION_SERVICE: return;
    }
}

// ---- awards and money ----

static void collect_award(collector *c, const jx_award_rule *award)
{
    jx_text where = where_of(c, award->source, award->span);
    bool money = award->kind == JX_AWARD_MONEY;
    if (money && (!award->payee.size || jx_cell_is_pending(award->payee)))
        add(c, dotted(c, award->id, word(c, "收款人", "payee")), award->name, award->lead, where);
    if (money && jx_cell_is_pending(award->deadline))
        add(c, dotted(c, award->id, word(c, "时限", "deadline")), award->name, award->lead, where);
}

static void collect_money(collector *c, jx_text name, jx_value amount, bool ruled, jx_text basis, jx_text decided_by,
                          jx_text where)
{
    if (jx_is_open(amount)) add(c, dotted(c, name, word(c, "额", "amount_of")), basis, decided_by, where);
    if (!ruled) add(c, dotted(c, name, word(c, "超出时", "excess")), basis, decided_by, where);
}

const jx_open_point *open_points_of(jx_app *app, const jx_package *package, size_t *out_count)
{
    collector c = { .app = app,
                    .package = package,
                    .model = &package->model,
                    .chinese = !jx_text_equal(package->language, JX_TEXT("en")) };
    for (size_t i = 0; i < c.model->definition_count; i++)
        collect_definition(&c, &c.model->definitions[i]);
    for (size_t i = 0; i < c.model->award_count; i++)
        collect_award(&c, &c.model->awards[i]);
    for (size_t i = 0; i < package->budget_count; i++) {
        const jx_budget_row *row = &package->budgets[i];
        collect_money(&c, row->name, row->amount, row->excess.size > 0, row->basis, row->decided_by,
                      where_of(&c, row->source, row->span));
    }
    for (size_t i = 0; i < package->cap_count; i++) {
        const jx_cap_row *row = &package->caps[i];
        jx_value amount = row->amount_definition == JX_NONE ? row->amount : jx_null();
        collect_money(&c, row->name, amount, row->excess.size > 0 || !row->has_excess, row->basis, (jx_text){ 0 },
                      where_of(&c, row->source, row->span));
    }
    *out_count = c.points.count;
    return c.points.items;
}
