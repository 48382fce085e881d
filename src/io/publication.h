// A folder of documents that appears as a whole. Files are written into a folder beside it ("NAME.PID.part"); when all
// are there, MANIFEST names each with its SHA-256 (as `sha256sum -c MANIFEST` reads it) and the folder is renamed.
#ifndef JX_IO_PUBLICATION_H
#define JX_IO_PUBLICATION_H

#include "base/problem.h"

typedef struct jx_publication_folder jx_publication_folder;

// Nothing exists at `path` yet, or it is empty, or it is an earlier publication, which finishing replaces. A folder
// with a file that no publication wrote or that was changed since is refused (FOLDER_FOREIGN), and nothing is touched.
// Lives in `arena`; end it by jx_publication_finish() or jx_publication_abandon().
JX_MUST_USE jx_status jx_publication_begin(jx_arena *arena, jx_problems *problems, const char *path,
                                           jx_publication_folder **out);
// `name` may have folders: "zh/letters/1/A.html". It is copied, `bytes` are not kept.
JX_MUST_USE jx_status jx_publication_put(jx_publication_folder *folder, jx_text name, jx_text bytes);
JX_MUST_USE jx_status jx_publication_finish(jx_publication_folder *folder);
void jx_publication_abandon(jx_publication_folder *folder);  // removes what was written; NULL, twice, finished: nothing

#endif
