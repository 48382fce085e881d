// Tables as text, for reports of what differs.
#include "differential/random_plan.h"
#include "feel/feel.h"

void print_table(const jx_table *table, jx_buffer *out)
{
    jx_buffer_format(out, "table %.*s hit %d aggregation %d\n", JX_TEXT_ARG(table->name), (int)table->hit,
                     (int)table->aggregation);
    for (size_t i = 0; i < table->input_count; i++) {
        jx_buffer_put(out, JX_TEXT("  input "));
        jx_expr_print(table->inputs[i].expression, out);
        jx_buffer_put_char(out, '\n');
    }
    for (size_t r = 0; r < table->rule_count; r++) {
        jx_buffer_format(out, "  %zu:", r + 1);
        for (size_t i = 0; i < table->input_count; i++) {
            jx_buffer_put(out, JX_TEXT(" | "));
            jx_expr_print(table->rules[r].tests[i], out);
        }
        for (size_t o = 0; o < table->output_count; o++) {
            jx_buffer_put(out, JX_TEXT(" -> "));
            jx_expr_print(table->rules[r].outputs[o], out);
        }
        jx_buffer_put_char(out, '\n');
    }
}
