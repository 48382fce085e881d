// A row of a file that is put together clean and written with its firm's dirt, so that every kind of dirt is made in
// one place (row.c) and shows in every kind of file. Private to this folder.
#ifndef JX_SYNTH_ROW_H
#define JX_SYNTH_ROW_H

#include "synth/city.h"

enum { ROW_CELLS = 12, ROW_BYTES = 640 };

typedef struct {
    char bytes[ROW_BYTES];
    int used, count;
    const char *cells[ROW_CELLS];
    int figure;             // the cell that dirt strikes; -1: none
    int64_t value, places;  // what stands in it
} city_row;

// A row begins with the code of whom it is about.
void row_begin(city_row *row, const char *code);
void row_text(city_row *row, const char *text);
void row_textf(city_row *row, const char *format, ...) JX_PRINTF(2, 3);
void row_name(city_row *row, const city_firm *firm);        // its invented name, which is where OTHER_NAME strikes
void row_number(city_row *row, int64_t value, int places);  // CITY_NONE: empty
void row_day(city_row *row, int64_t day);                   // CITY_NO_DAY: empty
void row_yes(city_row *row, bool yes);
void row_answer(city_row *row, city_answer answer);         // NOT_SAID: empty
void row_figure(city_row *row, int64_t value, int places);  // a number, and where dirt strikes

// Writes the row with the dirt that its firm has in this kind of file; `number` chooses among the ways to be
// unreadable.
void row_write(writer *out, const city_row *row, city_dirt dirt, int64_t number);

// The same row in a later file of corrections, if it has to be put right or taken back; else nothing. Of facts only the
// figure is written; of records the whole row, since a correction replaces all records of its subject.
void row_correct(writer *out, const city_row *row, city_dirt dirt);
void row_correct_record(writer *out, const city_row *row, city_dirt dirt);

#endif
