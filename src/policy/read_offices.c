// 提供单位: which office or party stands behind each source of sources.md, and how what is missing is supplied.
#include "policy/reader.h"

bool jx_read_offices_table(jx_reader *r, const jx_md_block *table)
{
    if (!jx_word_is(table->header.cells[0].text, JX_WORD_OFFICE)) return false;
    for (size_t i = 0; i < table->row_count; i++) {
        const jx_md_row *row = &table->rows[i];
        jx_text rest = jx_table_cell(table, row, JX_WORD_SOURCE).text;
        if (!row->cells[0].text.size || !rest.size)
            JX_REFUSE(r, CELL_EMPTY, table->source, row->span, "写单位和它提供的来源", jx_own_word(r, JX_WORD_OFFICE));
        while (rest.size) {
            jx_text source = jx_list_next(&rest);
            for (size_t k = 0; k < r->offices.count; k++)
                if (jx_text_equal(r->offices.items[k].source, source))
                    JX_REFUSE(r, NAME_DEFINED_TWICE, table->source, jx_span_in(table->source, source),
                              "每个来源只写一个提供单位", source);
            *JX_PUSH(r->arena, &r->offices) =
                (jx_office_row){ source, row->cells[0].text, jx_table_cell(table, row, JX_WORD_HOW).text };
        }
    }
    return true;
}
