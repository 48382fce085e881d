// Whole files or nothing.
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/io.h"
#include "unit/check.h"

TEST(write_read_list)
{
    char folder[] = "/tmp/jixiang-files-XXXXXX";
    jx_arena *arena = jx_arena_new(jx_allocator_system(), 16 << 20);
    if (!CHECK(mkdtemp(folder))) return;
    jx_problems problems = { .arena = arena };
    const char *inner = jx_path_join(arena, folder, JX_TEXT("a/b"));
    CHECK_INT(jx_folder_make(arena, &problems, inner), JX_OK);
    CHECK_INT(jx_file_write(arena, &problems, jx_path_join(arena, folder, JX_TEXT("z.txt")), JX_TEXT("zz")), JX_OK);
    CHECK_INT(jx_file_write(arena, &problems, jx_path_join(arena, inner, JX_TEXT("y.txt")), JX_TEXT("")), JX_OK);
    CHECK_INT(jx_file_write(arena, &problems, jx_path_join(arena, folder, JX_TEXT("z.txt")), JX_TEXT("new")), JX_OK);
    jx_file_list list = { 0 };
    CHECK_INT(jx_folder_read(arena, &problems, folder, "p/", true, 100, &list), JX_OK);
    if (CHECK_INT(list.count, 2)) {
        CHECK_TEXT(list.items[0].name, "p/a/b/y.txt");
        CHECK_TEXT(list.items[1].name, "p/z.txt");
        CHECK_TEXT(list.items[1].bytes, "new");
    }
    jx_text bytes;
    CHECK_INT(jx_file_read(arena, &problems, jx_path_join(arena, folder, JX_TEXT("none")), 100, &bytes), JX_NOT_FOUND);
    CHECK_INT(jx_file_read(arena, &problems, folder, 100, &bytes), JX_IO_FAILED);
    CHECK_INT(jx_file_read(arena, &problems, jx_path_join(arena, folder, JX_TEXT("z.txt")), 2, &bytes), JX_REFUSED);
    // A folder that stands where the file should go: nothing is left behind.
    CHECK_INT(jx_file_write(arena, &problems, inner, JX_TEXT("x")), JX_IO_FAILED);
    list = (jx_file_list){ 0 };
    CHECK_INT(jx_folder_read(arena, &problems, folder, "", true, 100, &list), JX_OK);
    CHECK_INT(list.count, 2);
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    CHECK_INT(system(command), 0);
    jx_arena_free(arena);
}

CHECK_MAIN
