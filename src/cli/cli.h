// Private to cli/: what a command gets, and how it speaks. Commands are rows of commands.def; options rows of
// options.def.
#ifndef JX_CLI_CLI_H
#define JX_CLI_CLI_H

#include "app/app.h"

// Exit codes (reference ux 3.9).
enum {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_REJECTED = 3,
    EXIT_ABSENT = 4,
    EXIT_BUSY = 5,
    EXIT_DIFFERS = 7,
    EXIT_INTERRUPTED = 130
};

typedef enum {
#define JX_OPTION(id, name, value, zh, en) OPTION_##id,
#include "cli/options.def"
#undef JX_OPTION
    OPTION_COUNT
} option_id;

typedef struct {
    jx_app app;
    jx_arena *arena;
    jx_problems problems;
    jx_limits limits;
    jx_zones zones;
    jx_buffer out;                      // standard output, written whole at the end
    const char *options[OPTION_COUNT];  // value, "" for a flag, NULL where not given
    const char *arguments[8];
    int argument_count;
    bool bar_shown;
    int64_t bar_time;  // milliseconds of the last redraw
} cli;

// ---- words ----

jx_text say(const cli *in, const char *zh, const char *en);  // in the language of the user
bool wants(const cli *in, option_id option);
jx_text option_text(const cli *in, option_id option);  // "" where not given
bool wants_json(const cli *in);

// ---- output (output.c) ----

void put(cli *in, jx_text text);
void putf(cli *in, const char *format, ...) JX_PRINTF(2, 3);
void put_next(cli *in, const char *format, ...) JX_PRINTF(2, 3);  // the last line: what to do next

// Fills `text` to `columns` terminal columns; a longer one is cut with "...".
typedef enum { ALIGN_LEFT, ALIGN_RIGHT } alignment;
typedef struct {
    const jx_text *titles;
    const alignment *aligned;
    size_t column_count;
    struct {
        jx_text *items;  // row by row
        size_t count, capacity;
    } cells;
} table;
void table_cell(cli *in, table *into, jx_text cell);
void table_print(cli *in, const table *from);

__extension__ typedef unsigned __int128 wide_unsigned;  // of a jx_fen_sum
jx_text yuan(cli *in, jx_fen_sum fen);                  // 1,950,000 or 1,950,000.05
jx_text verdict_word(const cli *in, jx_verdict verdict);
jx_text hash_text(cli *in, const uint8_t bytes[JX_HASH_SIZE]);

// Problems to standard error (JSON with --json), all of them; errors of a file first 20.
// `least`: JX_SEVERITY_ERROR leaves warnings out of the text (JSON has them all).
void report_problems(cli *in, jx_severity least);
int exit_code(const cli *in, jx_status status);
// Writes what is in in->out, and answers `code`, or EXIT_FAILED when standard output is gone.
int flush_output(cli *in, int code);

bool stop_asked(void *user);
void show_progress(void *user, const char *stage, size_t done, size_t total);
void clear_progress(cli *in);

// "STORE#3", or "3" with --store or JX_STORE; false: no run is named so.
bool run_named(cli *in, const char *word, const char **out_store, int64_t *out_run);

// ---- commands: one function each, named in commands.def ----

#define JX_COMMAND(name, function, least, most, options, usage, zh, en, example)                                       \
    jx_status function(cli *in, int *out_code);
#include "cli/commands.def"
#undef JX_COMMAND

typedef struct {
    const char *name;
    jx_status (*run)(cli *in, int *out_code);
    int least, most;      // arguments
    const char *options;  // names with blanks around them
    const char *usage, *words[2], *example;
} command_row;
extern const command_row command_rows[];
extern const size_t command_count;
const command_row *command_named(const char *name);
void print_help(cli *in, const command_row *command);  // NULL: all of them

// options.c
typedef struct {
    const char *name, *value, *words[2];
} option_row;
extern const option_row option_rows[OPTION_COUNT];
// Fills options and arguments; false after a message on standard error.
bool parse_words(cli *in, const command_row *command, int count, char **words);
const char *nearest_name(const char *word, const char *const *names, size_t count);  // NULL: nothing alike

#endif
