/* The cards below a folder, in the order of their paths. */
#ifndef LS_BENCH_FOLDER_H
#define LS_BENCH_FOLDER_H

#include "base/span.h"

/* Both are borrowed for the call. False stops the walk. */
typedef bool bench_card_visit(void *context, const char *path, struct ls_span text);

/* Shows visit every *.md file below the folder. False, with errno, when one
 * could not be read or visit said so. */
bool bench_folder_walk(const char *folder, bench_card_visit *visit, void *context);

#endif
