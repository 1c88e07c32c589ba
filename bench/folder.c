#include "bench/folder.h"

#include "base/buf.h"

#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <sys/stat.h>

static int compare_names(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool is_card(const FTSENT *entry)
{
    const char *dot = strrchr(entry->fts_name, '.');
    return entry->fts_info == FTS_F && dot && strcmp(dot, ".md") == 0;
}

static bool read_file(const char *path, size_t size, struct ls_buf *text)
{
    ls_buf_clear(text);
    FILE *file = fopen(path, "rb");
    char *room = file ? ls_buf_reserve(text, size) : NULL;
    if (room) {
        text->len = fread(room, 1, size, file);
    }
    bool good = room && !ferror(file);
    if (file) {
        fclose(file);
    }
    return good;
}

static bool visit_entry(const FTSENT *entry, struct ls_buf *text, bench_card_visit *visit,
                        void *context)
{
    if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS) {
        errno = entry->fts_errno;
        return false;
    }
    return !is_card(entry) ||
           (read_file(entry->fts_path, (size_t)entry->fts_statp->st_size, text) &&
            visit(context, entry->fts_path, ls_buf_span(text)));
}

bool bench_folder_walk(const char *folder, bench_card_visit *visit, void *context)
{
    char *roots[] = {(char *)folder, NULL};
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, compare_names);
    struct ls_buf text = {0};
    bool good = walk != NULL;
    FTSENT *entry = NULL;
    while (good && (errno = 0, entry = fts_read(walk)) != NULL) {
        good = visit_entry(entry, &text, visit, context);
    }
    good = good && errno == 0;
    int cause = errno;
    ls_buf_free(&text);
    if (walk) {
        fts_close(walk);
    }
    errno = cause;
    return good;
}
