// Files and folders, always named by the caller. What is written is whole or absent: temporary name, fsync, rename.
#ifndef JX_IO_FILES_H
#define JX_IO_FILES_H

#include "base/problem.h"

// Reads a whole file into the arena. JX_NOT_FOUND: no such file; JX_IO_FAILED: cannot be read, larger than `size_max`,
// or it changed while being read. Both leave a problem.
JX_MUST_USE jx_status jx_file_read(jx_arena *arena, jx_problems *problems, const char *path, size_t size_max,
                                   jx_text *out);

// Files of a folder as sources, sorted by name (bytes). Names are relative to the folder, with `prefix` before them.
// Hidden files and what is no regular file are left out; sub-folders are read when `deep`.
typedef struct {
    jx_source *items;
    size_t count, capacity;
} jx_file_list;
JX_MUST_USE jx_status jx_folder_read(jx_arena *arena, jx_problems *problems, const char *path, const char *prefix,
                                     bool deep, size_t size_max, jx_file_list *out);
bool jx_folder_exists(const char *path);
bool jx_file_exists(const char *path);

// Writes `bytes` under a temporary name beside `path` and renames it; JX_IO_FAILED leaves nothing behind.
JX_MUST_USE jx_status jx_file_write(jx_arena *arena, jx_problems *problems, const char *path, jx_text bytes);
// Makes a folder and those above it. An existing one is fine.
JX_MUST_USE jx_status jx_folder_make(jx_arena *arena, jx_problems *problems, const char *path);
// "folder/name", zero-terminated.
const char *jx_path_join(jx_arena *arena, const char *folder, jx_text name);

#endif
