// Begin with row_write(): what each kind of dirt does to a row.
#include "synth/row.h"

#include <stdarg.h>
#include <string.h>

void row_begin(city_row *row, const char *code)
{
    row->used = row->count = 0;
    row->figure = -1;
    row_text(row, code);
}

void row_text(city_row *row, const char *text)
{
    size_t size = strlen(text) + 1;
    assert(row->count < ROW_CELLS && (size_t)row->used + size <= ROW_BYTES);
    row->cells[row->count++] = memcpy(row->bytes + row->used, text, size);
    row->used += (int)size;
}

void row_textf(city_row *row, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(row->bytes + row->used, (size_t)(ROW_BYTES - row->used), format, arguments);
    va_end(arguments);
    assert(row->count < ROW_CELLS && length >= 0 && length < ROW_BYTES - row->used);
    row->cells[row->count++] = row->bytes + row->used;
    row->used += length + 1;
}

void row_name(city_row *row, const city_firm *firm)
{
    row_textf(row, "合成企业%04lld", (long long)firm->number + 1);
}

void row_number(city_row *row, int64_t value, int places)
{
    char room[WRITER_NUMBER];
    row_text(row, value == CITY_NONE ? "" : writer_number(value, places, room));
}

void row_figure(city_row *row, int64_t value, int places)
{
    row->figure = row->count;
    row->value = value;
    row->places = places;
    row_number(row, value, places);
}

void row_day(city_row *row, int64_t day)
{
    char room[WRITER_NUMBER];
    row_text(row, writer_day(day, room));
}

void row_yes(city_row *row, bool yes)
{
    row_text(row, yes ? "是" : "否");
}

void row_answer(city_row *row, city_answer answer)
{
    row_text(row, answer == YES ? "是" : answer == NO ? "否" : "");
}

// ---- dirt ----

// A cell that nobody can take for a number, or that stands outside the fact's range.
static void write_unreadable(writer *out, int64_t value, int places, int64_t number)
{
    if (value == CITY_NONE) value = 0;
    int64_t whole = value;
    for (int i = 0; i < places; i++)
        whole /= 10;
    switch (number % 6) {
    case 0: write_cell(out, "12O.5"); break;
    case 1: write_marked(out, whole / 10, 0, "万元"); break;
    case 2: write_cellf(out, "%lld,%03lld", (long long)whole / 1000, (long long)whole % 1000); break;
    case 3: write_cellf(out, "%lld.%0*d", (long long)whole, places + 1, 5); break;
    case 4: write_cellf(out, "-%lld", (long long)whole + 1); break;
    default: write_cell(out, "——"); break;
    }
}

static void write_struck(writer *out, const city_row *row, city_dirt dirt, int64_t number)
{
    int places = (int)row->places;
    switch (dirt) {
    case EMPTY_CELL: write_cell(out, ""); break;
    case UNREADABLE: write_unreadable(out, row->value, places, number); break;
    case WRONG_UNIT: write_number(out, row->value == CITY_NONE ? CITY_NONE : row->value * 1000, places); break;
    case CORRECTED:
    case WITHDRAWN: write_number(out, row->value == CITY_NONE ? 0 : row->value / 10, places); break;
    case BLANKS: write_cellf(out, " \xE3\x80\x80%s ", row->cells[row->figure]); break;
    case CLEAN:
    case ABSENT:
    case BAD_IDENTIFIER:
    case OTHER_NAME:
    case TWICE_EQUAL:
    case TWICE_DIFFERENT:
    case ONLY_CODE:
    case CITY_DIRTS: write_cell(out, row->cells[row->figure]); break;
    }
}

static void write_row(writer *out, const city_row *row, city_dirt dirt, int64_t number)
{
    for (int i = 0; i < row->count; i++) {
        const char *text = row->cells[i];
        if (i == 0 && dirt == BAD_IDENTIFIER) {
            // A check sign that is wrong; a project's code has none, so a sign that no such code has.
            size_t last = strlen(text) - 1;
            char wrong = strncmp(text, "91", 2) != 0 ? 'X' : text[last] == '0' ? '1' : '0';
            write_cellf(out, "%.*s%c", (int)last, text, wrong);
        } else if (i == 0 && dirt == BLANKS) {
            write_cellf(out, "\xE3\x80\x80%s ", text);
        } else if (i > 0 && dirt == ONLY_CODE) {
            write_cell(out, "");
        } else if (i == row->figure) {
            write_struck(out, row, dirt, number);
        } else if (dirt == OTHER_NAME && strncmp(text, "合成企业", strlen("合成企业")) == 0) {
            write_cellf(out, number % 2 ? "%s（原合成老厂%04lld）" : "%s,二车间（%04lld）", text, (long long)number);
        } else {
            write_cell(out, text);
        }
    }
    write_end(out);
}

void row_write(writer *out, const city_row *row, city_dirt dirt, int64_t number)
{
    if (dirt == ABSENT) return;
    write_row(out, row, dirt, number);
    if (dirt == TWICE_EQUAL) write_row(out, row, CLEAN, number);
    if (dirt == TWICE_DIFFERENT && row->figure >= 0 && row->value != CITY_NONE) {
        city_row other = *row;
        char room[WRITER_NUMBER];
        other.cells[row->figure] = writer_number(row->value + 7, (int)row->places, room);
        write_row(out, &other, CLEAN, number);
    }
}

void row_correct(writer *out, const city_row *row, city_dirt dirt)
{
    if ((dirt != CORRECTED && dirt != WITHDRAWN) || row->figure < 0) return;
    for (int i = 0; i < row->count; i++) {
        if (i == row->figure && dirt == WITHDRAWN)
            write_cell(out, "（撤回）");
        else
            write_cell(out, i == 0 || i == row->figure ? row->cells[i] : "");
    }
    write_end(out);
}

void row_correct_record(writer *out, const city_row *row, city_dirt dirt)
{
    if (dirt == CORRECTED) write_row(out, row, CLEAN, 0);
    if (dirt == WITHDRAWN) write_row(out, row, ONLY_CODE, 0);
}
