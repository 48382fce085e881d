// Writes a folder beside its place and renames it there. Begin with jx_publication_begin().
//
// Replacing takes two renames; between them the old publication stands complete under "NAME.PID.old". Only files that a
// MANIFEST names are ever removed.
#include "io/publication.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "io/files.h"

typedef struct {
    jx_text *items;
    size_t count, capacity;
} name_list;

struct jx_publication_folder {
    jx_arena *arena;
    jx_problems *problems;
    const char *path, *part, *old;
    name_list files, folders;  // written; folders in the order of their making
    name_list replaced;        // files of the earlier publication
    jx_buffer manifest;
    bool done;
};

static const jx_text manifest_name = { "MANIFEST", 8 };
enum { MANIFEST_BYTES_MAX = 1 << 28, DOCUMENT_BYTES_MAX = 1 << 28 };

static jx_status failed(jx_publication_folder *folder, const char *path)
{
    jx_text arguments[] = { jx_text_of(path), jx_text_of(strerror(errno)) };
    jx_status added = jx_problem_add(folder->problems, JX_PROBLEM_IO_FAILED, JX_SEVERITY_ERROR, NULL,
                                     (jx_span){ 0, 0 }, JX_TEXT(""), arguments, 2);
    return added == JX_REFUSED ? JX_IO_FAILED : added;
}

// ---- an earlier publication ----

static jx_status refuse_foreign(jx_publication_folder *folder, jx_text name)
{
    jx_text arguments[] = { jx_text_of(folder->path), name };
    return jx_problem_add(folder->problems, JX_PROBLEM_FOLDER_FOREIGN, JX_SEVERITY_ERROR, NULL, (jx_span){ 0, 0 },
                          folder->problems && folder->problems->language == JX_ENGLISH
                              ? JX_TEXT("choose another folder, or move that file away")
                              : JX_TEXT("换一个目录，或先移走该文件"),
                          arguments, 2);
}

// "HASH  NAME" of one file; false when no line names it.
static bool listed_hash(jx_text manifest, jx_text name, jx_text *out_hash)
{
    for (jx_text rest = manifest; rest.size;) {
        jx_text line = jx_text_cut(rest, JX_TEXT("\n"), &rest), after;
        jx_text hash = jx_text_cut(line, JX_TEXT("  "), &after);
        if (!jx_text_equal(after, name)) continue;
        *out_hash = hash;
        return true;
    }
    return false;
}

// Files come sorted by name and so does the manifest, so that one walk over both is enough for any number of letters.
static jx_status check_earlier(jx_publication_folder *folder, const jx_file_list *found, jx_text manifest)
{
    jx_text rest = manifest;
    for (size_t i = 0; i < found->count; i++) {
        jx_text name = found->items[i].name, hash = { 0 }, after;
        jx_hash_value now, then;
        if (jx_text_equal(name, manifest_name)) continue;
        jx_text next_rest, line = jx_text_cut(rest, JX_TEXT("\n"), &next_rest);
        hash = jx_text_cut(line, JX_TEXT("  "), &after);
        if (jx_text_equal(after, name)) rest = next_rest;
        else if (!listed_hash(manifest, name, &hash)) return refuse_foreign(folder, name);
        JX_TRY(jx_hash_text(found->items[i].bytes, &now));
        if (!jx_hash_read(hash, &then) || !jx_hash_equal(&now, &then)) return refuse_foreign(folder, name);
        *JX_PUSH(folder->arena, &folder->replaced) = name;
    }
    *JX_PUSH(folder->arena, &folder->replaced) = manifest_name;
    return JX_OK;
}

static jx_status look_at_place(jx_publication_folder *folder)
{
    jx_file_list found = { 0 };
    jx_text manifest = { 0 };
    if (jx_file_exists(folder->path)) return refuse_foreign(folder, jx_text_of(folder->path));
    if (!jx_folder_exists(folder->path)) return JX_OK;
    JX_TRY(jx_folder_read(folder->arena, folder->problems, folder->path, "", true, DOCUMENT_BYTES_MAX, &found));
    if (found.count == 0) return JX_OK;
    for (size_t i = 0; i < found.count; i++)
        if (jx_text_equal(found.items[i].name, manifest_name)) manifest = found.items[i].bytes;
    return check_earlier(folder, &found, manifest);
}

// ---- writing ----

jx_status jx_publication_begin(jx_arena *arena, jx_problems *problems, const char *path, jx_publication_folder **out)
{
    jx_publication_folder *folder = JX_NEW(arena, jx_publication_folder);
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    folder->arena = arena;
    folder->problems = problems;
    folder->path = jx_text_copy(arena, (jx_text){ path, size }).bytes;
    folder->part = jx_text_format(arena, "%s.%ld.part", folder->path, (long)getpid()).bytes;
    folder->old = jx_text_format(arena, "%s.%ld.old", folder->path, (long)getpid()).bytes;
    folder->manifest = jx_buffer_in(arena);
    JX_TRY(look_at_place(folder));
    JX_TRY(jx_folder_make(arena, problems, folder->part));
    *out = folder;
    return JX_OK;
}

// Makes the folders of "zh/letters/1/A.html", each once.
static jx_status make_folders(jx_publication_folder *folder, jx_text name)
{
    for (size_t i = 0; i < name.size; i++) {
        jx_text above = jx_text_slice(name, 0, i);
        bool known = name.bytes[i] != '/';
        for (size_t k = folder->folders.count; k-- > 0 && !known;)
            known = jx_text_equal(folder->folders.items[k], above);
        if (known) continue;
        *JX_PUSH(folder->arena, &folder->folders) = jx_text_copy(folder->arena, above);
        JX_TRY(jx_folder_make(folder->arena, folder->problems, jx_path_join(folder->arena, folder->part, above)));
    }
    return JX_OK;
}

static bool write_whole(const char *path, jx_text bytes)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0) return false;
    size_t done = 0;
    while (done < bytes.size) {
        ssize_t put = write(file, bytes.bytes + done, bytes.size - done);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) break;
        done += (size_t)put;
    }
    return (close(file) == 0) & (done == bytes.size);
}

static jx_status put_file(jx_publication_folder *folder, jx_text name, jx_text bytes)
{
    JX_TRY(make_folders(folder, name));
    *JX_PUSH(folder->arena, &folder->files) = jx_text_copy(folder->arena, name);
    const char *path = jx_path_join(folder->arena, folder->part, name);
    return write_whole(path, bytes) ? JX_OK : failed(folder, path);
}

jx_status jx_publication_put(jx_publication_folder *folder, jx_text name, jx_text bytes)
{
    jx_hash_value hash;
    JX_TRY(jx_hash_text(bytes, &hash));
    JX_TRY(put_file(folder, name, bytes));
    jx_hash_print(&hash, &folder->manifest);
    jx_buffer_format(&folder->manifest, "  %.*s\n", JX_TEXT_ARG(name));
    return JX_OK;
}

// ---- ending ----

static bool path_in(char path[PATH_MAX], const char *root, jx_text name)
{
    int size = snprintf(path, PATH_MAX, "%s/%.*s", root, JX_TEXT_ARG(name));
    return size > 0 && size < PATH_MAX;
}

// Files first, then the folders that held them, as soon as they are empty. Allocates nothing: memory may have run out.
static void remove_named(const char *root, const name_list *files)
{
    char path[PATH_MAX];
    for (size_t i = 0; i < files->count; i++)
        if (path_in(path, root, files->items[i])) unlink(path);
    for (size_t i = 0; i < files->count; i++) {
        jx_text name = files->items[i];
        for (size_t end = name.size; end-- > 0;)
            if (name.bytes[end] == '/' && path_in(path, root, jx_text_slice(name, 0, end))) rmdir(path);
    }
    rmdir(root);
}

void jx_publication_abandon(jx_publication_folder *folder)
{
    if (!folder || folder->done) return;
    folder->done = true;
    remove_named(folder->part, &folder->files);
}

static bool sync_all(const char *path)
{
    int file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return false;
    bool done = syncfs(file) == 0;
    close(file);
    return done;
}

jx_status jx_publication_finish(jx_publication_folder *folder)
{
    JX_TRY(put_file(folder, manifest_name, jx_buffer_text(&folder->manifest)));
    if (!sync_all(folder->part)) return failed(folder, folder->part);
    bool replaces = jx_folder_exists(folder->path);
    if (replaces && rename(folder->path, folder->old) != 0) return failed(folder, folder->path);
    if (rename(folder->part, folder->path) != 0) {
        jx_status status = failed(folder, folder->path);
        if (replaces && rename(folder->old, folder->path) != 0) return failed(folder, folder->old);
        return status;
    }
    folder->done = true;
    if (replaces) remove_named(folder->old, &folder->replaced);
    return JX_OK;
}
