// One pass over the firms writes all files at once; begin with jx_synth(). Nothing is kept between firms: a firm
// follows from its number, so that five million need no more memory than ten.
#include "synth/synth.h"

#include "synth/files.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
    const char *name;
    writer_encoding encoding;
    const char *line_end, *title, *header;
    void (*write)(writer *out, const city_at *at);
} city_file;

static const city_file files[] = {
#define CITY_FILE(id, name, encoding, line_end, title, header) { name, encoding, line_end, title, header, file_##id },
#include "synth/files.def"
#undef CITY_FILE
};

enum { FILES = JX_COUNT(files) };

jx_synth_options jx_synth_defaults(const char *folder, jx_problems *problems)
{
    return (jx_synth_options){
        .folder = folder,
        .enterprises = JX_SYNTH_ENTERPRISES,
        .seed = JX_SYNTH_SEED,
        .problems = problems,
    };
}

static jx_status make_folder(const jx_synth_options *options)
{
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s", options->folder);
    if (length <= 0 || (size_t)length >= sizeof path)
        return writer_problem(options->problems, options->folder, length ? ENAMETOOLONG : ENOENT);
    for (char *slash = path + 1;; slash++) {
        if (*slash != '/' && *slash != '\0') continue;
        char end = *slash;
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) return writer_problem(options->problems, path, errno);
        if (end == '\0') return JX_OK;
        *slash = end;
    }
}

static bool write_part(writer out[FILES], const city_at *at)
{
    bool whole = true;
    for (size_t i = 0; i < FILES; i++) {
        files[i].write(&out[i], at);
        whole = whole && !out[i].error;
    }
    return whole;
}

// JX_OK also when a disk is full: writer_sync() says so.
static jx_status write_firms(writer out[FILES], const jx_synth_options *options)
{
    city_firm firm, next;
    char nobody[19];
    city_at at = { .part = CITY_HEAD, .options = options };
    if (!write_part(out, &at)) return JX_OK;

    at.part = CITY_FIRM;
    city_firm_make(options->seed, 0, &next);
    for (int64_t i = 0; i < options->enterprises; i++) {
        if (options->stop && options->stop(options->user)) return JX_INTERRUPTED;
        firm = next;
        at.firm = &firm;
        if (i + 1 < options->enterprises) {
            city_firm_make(options->seed, i + 1, &next);
            at.neighbour = next.code;
        } else {
            city_nobody(i, nobody);
            at.neighbour = nobody;
        }
        if (!write_part(out, &at)) return JX_OK;
    }
    at = (city_at){ .part = CITY_TAIL, .options = options };
    (void)write_part(out, &at);
    return JX_OK;
}

static jx_status write_files(writer out[FILES], const jx_synth_options *options)
{
    for (size_t i = 0; i < FILES; i++) {
        const city_file *file = &files[i];
        JX_TRY(writer_open(&out[i], options->folder, file->name, file->encoding, file->line_end, options->problems));
        write_raw(&out[i], file->title);
        if (file->header) {
            write_raw(&out[i], file->header);
            out[i].in_row = true;
            write_header_end(&out[i]);
        }
    }
    JX_TRY(write_firms(out, options));
    for (size_t i = 0; i < FILES; i++)
        JX_TRY(writer_sync(&out[i], options->problems));
    for (size_t i = 0; i < FILES; i++)
        JX_TRY(writer_keep(&out[i], options->problems));
    return JX_OK;
}

jx_status jx_synth(const jx_synth_options *options)
{
    writer out[FILES] = { 0 };

    assert(options && options->folder);
    if (options->enterprises < 1 || options->enterprises > JX_SYNTH_ENTERPRISES_MAX) return JX_REFUSED;
    JX_TRY(make_folder(options));
    jx_status status = write_files(out, options);
    for (size_t i = 0; i < FILES; i++)
        writer_drop(&out[i]);
    return status;
}
