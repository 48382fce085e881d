// 未覆盖: what the author says no case can show, with the reason. `jixiang test` holds it against what cases showed.
#include "policy/reader.h"

bool jx_read_uncovered_table(jx_reader *r, const jx_md_block *table)
{
    if (!jx_word_is(table->header.cells[0].text, JX_WORD_UNCOVERED)) return false;
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_uncovered_row one = { .what = row->cells[0].text,
                                 .outcome = jx_table_cell(table, row, JX_WORD_OUTCOME).text,
                                 .reason = jx_table_cell(table, row, JX_WORD_REASON_GIVEN).text,
                                 .space = r->space,
                                 .source = table->source,
                                 .span = row->span };
        if (!one.what.size) JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "", jx_own_word(r, JX_WORD_UNCOVERED));
        if (!one.reason.size)
            JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "写明为什么没有案例能显示它",
                      jx_own_word(r, JX_WORD_REASON_GIVEN));
        *JX_PUSH(r->arena, &r->uncovered) = one;
    }
    return true;
}
