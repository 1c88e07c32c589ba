/* Whole files and folders: what the C library has no word for. */
#ifndef LS_INDEXER_FILES_H
#define LS_INDEXER_FILES_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>

enum ls_status ls_folder_make(const char *path, struct ls_error *err); /* with its parents */
bool ls_folder_is_empty_but_for(const char *path, const char *const names[], const char *prefix);
void ls_folder_remove(const char *path); /* with its files; as far as it goes */
enum ls_status ls_folder_copy(const char *from, const char *to, struct ls_error *err); /* flat */
enum ls_status ls_folder_sync(const char *path, struct ls_error *err); /* files, then itself */

/* Replaces the file by the text, so that a reader sees the old or the new one. */
enum ls_status ls_file_replace(const char *folder, const char *name, const char *text,
                               struct ls_error *err);

/* Reads a whole file of at most limit_bytes into the arena, where a NUL
 * follows it. LS_IO with the system's reason; LS_USAGE when too large. */
enum ls_status ls_file_read(const char *path, size_t limit_bytes, struct ls_arena *arena,
                            struct ls_span *bytes, struct ls_error *err);

#endif
