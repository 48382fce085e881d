// Reads and writes whole files. An arena allocation may not return, so no descriptor is open while one is made.
//
// Begin with jx_file_read() and jx_file_write().
#include "io/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static jx_status failed(jx_problems *problems, const char *path, int error)
{
    bool absent = error == ENOENT || error == ENOTDIR;
    jx_status answer = absent ? JX_NOT_FOUND : JX_IO_FAILED;
    if (!problems) return answer;
    jx_text arguments[] = { jx_text_copy(problems->arena, jx_text_of(path)),
                            jx_text_copy(problems->arena, jx_text_of(strerror(error))) };
    jx_status added = jx_problem_add(problems, absent ? JX_PROBLEM_FILE_NOT_FOUND : JX_PROBLEM_IO_FAILED,
                                     JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 }, JX_TEXT(""), arguments, 2);
    assert(added == JX_REFUSED);
    (void)added;
    return answer;
}

static jx_status too_large(jx_problems *problems, const char *path, size_t size_max)
{
    if (!problems) return JX_REFUSED;
    jx_source *source = JX_NEW(problems->arena, jx_source);
    *source = (jx_source){ jx_text_copy(problems->arena, jx_text_of(path)), JX_TEXT("") };
    jx_text most = jx_text_format(problems->arena, "%zu", size_max);
    return jx_problem_add(problems, JX_PROBLEM_SOURCE_TOO_LARGE, JX_SEVERITY_ERROR, source, (jx_span){ 0, 0 },
                          JX_TEXT(""), &most, 1);
}

const char *jx_path_join(jx_arena *arena, const char *folder, jx_text name)
{
    size_t size = strlen(folder);
    const char *slash = size == 0 || folder[size - 1] == '/' ? "" : "/";
    return jx_text_format(arena, "%s%s%.*s", folder, slash, JX_TEXT_ARG(name)).bytes;
}

// ---- reading ----

// Reads until `size` bytes are there or the file ends; answers how many, or -1.
static ssize_t read_fully(int file, char *bytes, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t got = read(file, bytes + done, size - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

jx_status jx_file_read(jx_arena *arena, jx_problems *problems, const char *path, size_t size_max, jx_text *out)
{
    struct stat about;
    if (stat(path, &about) != 0) return failed(problems, path, errno);
    if (S_ISDIR(about.st_mode)) return failed(problems, path, EISDIR);
    if (about.st_size < 0 || (uint64_t)about.st_size > size_max) return too_large(problems, path, size_max);
    size_t size = (size_t)about.st_size;
    char *bytes = jx_arena_alloc(arena, size + 1);  // one more: to notice a file that grows

    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return failed(problems, path, errno);
    ssize_t got = read_fully(file, bytes, size + 1);
    int error = got < 0 ? errno : EAGAIN;
    close(file);
    if (got < 0 || (size_t)got != size) return failed(problems, path, error);
    bytes[size] = '\0';
    *out = (jx_text){ bytes, size };
    return JX_OK;
}

// ---- folders ----

bool jx_folder_exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool jx_file_exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

enum { NAMES_BYTES_MAX = 1 << 20 };  // of one folder

// All names of a folder in one block of zero-terminated texts, so that the folder is closed again before anything else.
static jx_status names_of(jx_arena *arena, jx_problems *problems, const char *path, char **out_names, size_t *out_size)
{
    char *names = jx_arena_alloc(arena, NAMES_BYTES_MAX);
    DIR *folder = opendir(path);
    if (!folder) return failed(problems, path, errno);
    size_t size = 0;
    bool fits = true;
    for (struct dirent *entry; fits && (entry = readdir(folder));) {
        size_t length = strlen(entry->d_name) + 1;
        if (entry->d_name[0] == '.') continue;
        fits = length <= NAMES_BYTES_MAX - size;
        if (fits) memcpy(names + size, entry->d_name, length);
        if (fits) size += length;
    }
    closedir(folder);
    if (!fits) return failed(problems, path, EFBIG);
    *out_names = names;
    *out_size = size;
    return JX_OK;
}

static int compare_sources(const void *a, const void *b)
{
    return jx_text_compare(((const jx_source *)a)->name, ((const jx_source *)b)->name);
}

static jx_status read_entries(jx_arena *arena, jx_problems *problems, const char *path, const char *prefix, bool deep,
                              size_t size_max, jx_file_list *out)
{
    char *names = NULL;
    size_t size = 0;
    JX_TRY(names_of(arena, problems, path, &names, &size));
    for (size_t at = 0; at < size; at += strlen(names + at) + 1) {
        const char *inner = jx_path_join(arena, path, jx_text_of(names + at));
        jx_text shown = jx_text_format(arena, "%s%s", prefix, names + at);
        if (jx_folder_exists(inner)) {
            if (!deep) continue;
            JX_TRY(read_entries(arena, problems, inner, jx_text_format(arena, "%s/", shown.bytes).bytes, deep, size_max,
                                out));
        } else if (jx_file_exists(inner)) {
            jx_text bytes;
            JX_TRY(jx_file_read(arena, problems, inner, size_max, &bytes));
            *JX_PUSH(arena, out) = (jx_source){ .name = shown, .bytes = bytes };
        }
    }
    return JX_OK;
}

jx_status jx_folder_read(jx_arena *arena, jx_problems *problems, const char *path, const char *prefix, bool deep,
                         size_t size_max, jx_file_list *out)
{
    size_t first = out->count;
    jx_status status = read_entries(arena, problems, path, prefix, deep, size_max, out);
    if (out->count > first) qsort(out->items + first, out->count - first, sizeof *out->items, compare_sources);
    return status;
}

// ---- writing ----

static bool write_fully(int file, jx_text bytes)
{
    size_t done = 0;
    while (done < bytes.size) {
        ssize_t put = write(file, bytes.bytes + done, bytes.size - done);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        done += (size_t)put;
    }
    return true;
}

// The folder's own entry must reach the disk too, or a power cut may undo the rename.
static bool sync_folder(const char *folder)
{
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return false;
    bool done = fsync(file) == 0 || errno == EINVAL;
    close(file);
    return done;
}

static const char *folder_of(jx_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    return slash == path ? "/" : jx_text_copy(arena, (jx_text){ path, (size_t)(slash - path) }).bytes;
}

static bool written_whole(const char *temporary, const char *path, const char *folder, jx_text bytes)
{
    int file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) return false;
    bool done = write_fully(file, bytes) && fsync(file) == 0;
    done = close(file) == 0 && done;
    return done && rename(temporary, path) == 0 && sync_folder(folder);
}

jx_status jx_file_write(jx_arena *arena, jx_problems *problems, const char *path, jx_text bytes)
{
    const char *folder = folder_of(arena, path);
    const char *temporary = jx_text_format(arena, "%s.%ld.part", path, (long)getpid()).bytes;
    if (written_whole(temporary, path, folder, bytes)) return JX_OK;
    int error = errno;
    unlink(temporary);
    return failed(problems, path, error) == JX_OK ? JX_OK : JX_IO_FAILED;
}

jx_status jx_folder_make(jx_arena *arena, jx_problems *problems, const char *path)
{
    if (jx_folder_exists(path)) return JX_OK;
    const char *above = folder_of(arena, path);
    if (!jx_folder_exists(above)) JX_TRY(jx_folder_make(arena, problems, above));
    if (mkdir(path, 0755) == 0 || errno == EEXIST) return JX_OK;
    int error = errno;
    return failed(problems, path, error) == JX_OK ? JX_OK : JX_IO_FAILED;
}
