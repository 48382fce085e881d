// The program: finds the command, reads its options, runs it, and answers with an exit code. The table of commands is
// commands.def. Begin with main().
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

// ---- Ctrl-C: asked for between two pieces of work, so that nothing is left half done ----

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

bool stop_asked(void *user)
{
    (void)user;
    return interrupted != 0;
}

static void listen_for_interrupts(void)
{
    struct sigaction action = { .sa_handler = on_interrupt };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

// ---- language ----

static bool begins(const char *text, const char *with)
{
    return text && strncmp(text, with, strlen(with)) == 0;
}

// --lang is looked for before anything else, so that complaints come in it too.
static jx_language language_of(int count, char **words)
{
    const char *said = getenv("JX_LANG");
    if (!said || !*said) said = getenv("LC_ALL");
    if (!said || !*said) said = getenv("LC_MESSAGES");
    if (!said || !*said) said = getenv("LANG");
    for (int i = 1; i < count; i++) {
        if (begins(words[i], "--lang="))
            said = words[i] + 7;
        else if (strcmp(words[i], "--lang") == 0 && i + 1 < count)
            said = words[i + 1];
    }
    return begins(said, "en") ? JX_ENGLISH : JX_CHINESE;
}

// ---- commands ----

const command_row command_rows[] = {
#define JX_COMMAND(name, function, least, most, options, usage, zh, en, example)                                       \
    { name, function, least, most, options, usage, { zh, en }, example },
#include "cli/commands.def"
#undef JX_COMMAND
};
const size_t command_count = JX_COUNT(command_rows);

const command_row *command_named(const char *name)
{
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(command_rows[i].name, name) == 0) return &command_rows[i];
    }
    return NULL;
}

static int unknown_command(const cli *in, const char *name)
{
    const char *names[JX_COUNT(command_rows)];
    for (size_t i = 0; i < command_count; i++)
        names[i] = command_rows[i].name;
    const char *nearest = nearest_name(name, names, command_count);
    jx_text what = say(in, "没有这个命令", "no such command"), hint = say(in, "是不是", "did you mean");
    fprintf(stderr, "jixiang: %.*s: %s", JX_TEXT_ARG(what), name);
    if (nearest) fprintf(stderr, "  (%.*s %s?)", JX_TEXT_ARG(hint), nearest);
    jx_text more = say(in, "jixiang help 列出全部命令", "jixiang help lists all commands");
    fprintf(stderr, "\n%.*s\n", JX_TEXT_ARG(more));
    return EXIT_USAGE;
}

typedef struct {
    cli *in;
    const command_row *command;
    int code;
} command_run;

static jx_status run_command(void *user)
{
    command_run *run = user;
    cli *in = run->in;
    jx_status status = run->command->run(in, &run->code);
    if (status != JX_OK) {
        if (run->code == EXIT_DONE) run->code = exit_code(in, status);
        report_problems(in, run->command->run == command_check ? JX_SEVERITY_WARNING : JX_SEVERITY_ERROR);
        if (status == JX_NOT_FOUND && in->problems.list.count == 0) {
            fputs(in->app.language == JX_CHINESE ? "jixiang: 没有找到\n" : "jixiang: not found\n", stderr);
        }
    }
    if (status == JX_OUT_OF_MEMORY) return status;
    run->code = flush_output(in, run->code);
    return JX_OK;
}

enum { FOREIGN_BYTES_MAX = 160 << 20 };

// What an expression from elsewhere may ask for, its model and what is printed of it included; our own commands have
// what there is.
static size_t memory_of(int count, char **words)
{
    bool foreign = count > 1 && (strcmp(words[1], "dmn") == 0 || strcmp(words[1], "feel") == 0);
    return foreign ? FOREIGN_BYTES_MAX : SIZE_MAX / 4;
}

static jx_text clock_text(char buffer[32])
{
    time_t now = time(NULL);
    struct tm parts;
    if (!gmtime_r(&now, &parts)) return (jx_text){ "", 0 };
    return (jx_text){ buffer, strftime(buffer, 32, "%Y-%m-%dT%H:%M:%SZ", &parts) };
}

// The arena is full, so this is said out of another one.
static int out_of_memory(cli *in, bool limited)
{
    jx_arena *spare = jx_arena_new(jx_allocator_system(), 1 << 20);
    if (!spare) return EXIT_FAILED;
    jx_text most = jx_text_format(spare, "%d", FOREIGN_BYTES_MAX);
    in->arena = spare;
    in->problems = (jx_problems){ .arena = spare, .language = in->app.language };
    (void)jx_problem_add(&in->problems, limited ? JX_PROBLEM_TOO_MUCH_MEMORY : JX_PROBLEM_OUT_OF_MEMORY,
                         JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 }, JX_TEXT(""), &most, 1);
    report_problems(in, JX_SEVERITY_ERROR);
    jx_arena_free(spare);
    return EXIT_FAILED;
}

static int run_words(cli *in, int count, char **words)
{
    if (count < 2) {
        print_help(in, NULL);
        return flush_output(in, EXIT_USAGE);
    }
    if (strcmp(words[1], "--version") == 0) {
        putf(in, "jixiang %s (semantics %d)\n", JX_VERSION, JX_SEMANTICS);
        return flush_output(in, EXIT_DONE);
    }
    const char *name = strcmp(words[1], "--help") == 0 ? "help" : words[1];
    const command_row *command = command_named(name);
    if (!command) return unknown_command(in, name);
    if (!parse_words(in, command, count - 2, words + 2)) return EXIT_USAGE;
    in->app.one_by_one = wants(in, OPTION_ONE_BY_ONE);
    if (wants(in, OPTION_HELP)) {
        print_help(in, command);
        return flush_output(in, EXIT_DONE);
    }
    command_run run = { in, command, EXIT_DONE };
    if (jx_arena_guard(in->arena, run_command, &run) == JX_OK) {
        if (run.code == EXIT_INTERRUPTED)
            fputs(in->app.language == JX_CHINESE ? "已中断, 未作任何更改\n" : "interrupted, nothing changed\n", stderr);
        return run.code;
    }
    return out_of_memory(in, memory_of(count, words) == FOREIGN_BYTES_MAX);
}

// ---- the whole ----

int main(int count, char **words)
{
    static cli in;
    char clock_bytes[32];
    listen_for_interrupts();
    jx_arena *arena = jx_arena_new(jx_allocator_system(), memory_of(count, words));
    if (!arena) return EXIT_FAILED;
    in.arena = arena;
    in.limits = jx_limits_default();
    in.out = jx_buffer_in(in.arena);
    in.problems = (jx_problems){ .arena = in.arena, .language = language_of(count, words) };
    in.app = (jx_app){ .arena = in.arena,
                       .allocator = jx_allocator_system(),
                       .problems = &in.problems,
                       .limits = &in.limits,
                       .language = in.problems.language,
                       .zones = &in.zones,
                       .created = clock_text(clock_bytes),
                       .stop = stop_asked,
                       .progress = show_progress,
                       .threads = sysconf(_SC_NPROCESSORS_ONLN) > 1 ? 2 : 1,
                       .user = &in };
    in.zones = jx_zone_files(in.arena, "/usr/share/zoneinfo");  // absolute path: where systems keep their time zones
    int code = run_words(&in, count, words);
    jx_arena_free(arena);
    return code;
}
