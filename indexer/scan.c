#include "indexer/scan.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <sys/stat.h>

static enum ls_status push_item(struct ls_scan *scan, struct ls_item item, struct ls_item **place,
                                struct ls_error *err)
{
    struct ls_item *pushed = LS_ARENA_PUSH(scan->arena, scan->items.items, &scan->items.count);
    if (!pushed || !item.path.ptr || !item.origin.id.ptr) {
        return ls_fail_memory(err);
    }
    *pushed = item;
    *place = pushed;
    return LS_OK;
}

static enum ls_status push_scope(struct ls_scan *scan, struct ls_span path, bool unreadable,
                                 struct ls_error *err)
{
    struct ls_scope *scope = LS_ARENA_PUSH(scan->arena, scan->scopes, &scan->scope_count);
    if (!scope || !path.ptr) {
        return ls_fail_memory(err);
    }
    *scope = (struct ls_scope){path, unreadable};
    return LS_OK;
}

/* path below the root, without the '/' between them. */
static struct ls_span below(struct ls_span path, struct ls_span root)
{
    size_t skip = root.len + (root.len > 1 ? 1 : 0);
    return ls_span_from(path, skip);
}

/* A file under a root; shown is its path as the user would write it. */
static enum ls_status add_file(struct ls_scan *scan, uint32_t root, struct ls_span absolute,
                               const char *shown, const struct stat *info, struct ls_item **item,
                               struct ls_error *err)
{
    struct ls_item file = {
        .origin = {.root = root,
                   .size_bytes = (uint64_t)info->st_size,
                   .stamp = (uint64_t)info->st_mtim.tv_sec * 1000000000u +
                            (uint64_t)info->st_mtim.tv_nsec,
                   .id = ls_arena_copy(scan->arena, below(absolute, scan->roots.items[root].path))},
        .path = ls_arena_copy(scan->arena, ls_span_str(shown)),
    };
    return push_item(scan, file, item, err);
}

/* Keeps what cannot be indexed as an item that only carries its complaint. */
static enum ls_status refuse(struct ls_scan *scan, uint32_t root, struct ls_span absolute,
                             const char *shown, enum ls_complaint_code code, const char *reason,
                             struct ls_error *err)
{
    struct stat nothing = {0};
    struct ls_item *item = NULL;
    enum ls_status status = add_file(scan, root, absolute, shown, &nothing, &item, err);
    if (status == LS_OK) {
        item->refused = true;
        ls_complain(scan->arena, &item->complaints, code, 0, 0, "%s", reason);
    }
    return status;
}

static enum ls_status refuse_unreadable(struct ls_scan *scan, uint32_t root,
                                        struct ls_span absolute, const char *shown, int reason,
                                        struct ls_error *err)
{
    struct ls_span text = ls_arena_printf(scan->arena, "cannot be read: %s", strerror(reason));
    scan->io_failures++;
    enum ls_status status = text.ptr ? push_scope(scan, absolute, true, err) : ls_fail_memory(err);
    return status == LS_OK
               ? refuse(scan, root, absolute, shown, LS_COMPLAINT_UNREADABLE, text.ptr, err)
               : status;
}

static bool has_card_ending(const char *name)
{
    static const char *const endings[] = {".md", ".markdown", ".mdx"};
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (len > ending && strcasecmp(name + len - ending, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A link that cannot be followed; one that only points at nothing matters when it is named as
 * a card. */
static enum ls_status visit_broken_link(struct ls_scan *scan, uint32_t root,
                                        struct ls_span absolute, FTSENT *entry,
                                        struct ls_error *err)
{
    struct stat info;
    bool loops = stat(entry->fts_accpath, &info) != 0 && errno == ELOOP;
    if (loops) {
        return refuse(scan, root, absolute, entry->fts_path, LS_COMPLAINT_LINK_LOOP,
                      "is a link that leads to itself: passed over", err);
    }
    return has_card_ending(entry->fts_name)
               ? refuse_unreadable(scan, root, absolute, entry->fts_path, ENOENT, err)
               : LS_OK;
}

/* What fts met: its paths begin with the path given, whose absolute form is top. */
static enum ls_status visit(struct ls_scan *scan, FTS *walk, FTSENT *entry, uint32_t root,
                            struct ls_span top, size_t given_len, struct ls_error *err)
{
    bool hidden = entry->fts_level > 0 && entry->fts_name[0] == '.';
    if (hidden) {
        fts_set(walk, entry, FTS_SKIP);
        return LS_OK;
    }
    const char *tail = entry->fts_path + given_len;
    tail += *tail == '/';
    struct ls_span absolute =
        *tail ? ls_arena_printf(scan->arena, "%s%s%s", top.ptr, top.len > 1 ? "/" : "", tail) : top;
    struct ls_item *item = NULL;
    if (!absolute.ptr) {
        return ls_fail_memory(err);
    }
    switch (entry->fts_info) {
    case FTS_F:
        return has_card_ending(entry->fts_name)
                   ? add_file(scan, root, absolute, entry->fts_path, entry->fts_statp, &item, err)
                   : LS_OK;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
        return refuse_unreadable(scan, root, absolute, entry->fts_path, entry->fts_errno, err);
    case FTS_DC:
        return refuse(scan, root, absolute, entry->fts_path, LS_COMPLAINT_LINK_LOOP,
                      "is a link to a folder above it: passed over", err);
    case FTS_SLNONE:
        return visit_broken_link(scan, root, absolute, entry, err);
    default:
        return LS_OK;
    }
}

static enum ls_status walk_folder(struct ls_scan *scan, const char *path, struct ls_span absolute,
                                  struct ls_error *err)
{
    uint32_t root;
    enum ls_status status = LS_OK;
    if (!ls_roots_find(&scan->roots, absolute, &root)) {
        status = ls_roots_add(&scan->roots, scan->arena, LS_ROOT_FOLDER, absolute, &root, err);
    }
    if (status == LS_OK) {
        status = push_scope(scan, absolute, false, err);
    }
    size_t given_len = strlen(path);
    while (given_len > 1 && path[given_len - 1] == '/') {
        given_len--;
    }
    struct ls_span given = ls_arena_copy(scan->arena, ls_span(path, given_len));
    char *const paths[] = {(char *)given.ptr, NULL};
    FTS *walk = status == LS_OK ? fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, NULL) : NULL;
    if (status == LS_OK && !walk) {
        status = ls_fail(err, LS_IO, "%s: cannot be walked: %s", path, strerror(errno));
    }
    errno = 0;
    for (FTSENT *entry; status == LS_OK && (entry = fts_read(walk)); errno = 0) {
        status = visit(scan, walk, entry, root, absolute, given_len, err);
    }
    if (status == LS_OK && errno != 0) {
        status = ls_fail(err, LS_IO, "%s: cannot be walked: %s", path, strerror(errno));
    }
    if (walk) {
        fts_close(walk);
    }
    return status;
}

static enum ls_status take_file(struct ls_scan *scan, const char *path, struct ls_span absolute,
                                const struct stat *info, struct ls_error *err)
{
    uint32_t root;
    enum ls_status status = LS_OK;
    if (!ls_roots_find(&scan->roots, absolute, &root)) {
        const char *slash = strrchr(absolute.ptr, '/');
        size_t len = slash == absolute.ptr ? 1 : (size_t)(slash - absolute.ptr);
        status = ls_roots_add(&scan->roots, scan->arena, LS_ROOT_FOLDER, ls_span(absolute.ptr, len),
                              &root, err);
    }
    if (status == LS_OK) {
        status = push_scope(scan, absolute, false, err);
    }
    struct ls_item *item = NULL;
    return status == LS_OK ? add_file(scan, root, absolute, path, info, &item, err) : status;
}

/* A path that is gone, made absolute through its folder, which must still be there. */
static struct ls_span absolute_of_gone(struct ls_arena *arena, const char *path)
{
    struct ls_span copy = ls_arena_copy(arena, ls_span_str(path));
    if (!copy.ptr) {
        return copy;
    }
    char *text = (char *)copy.ptr;
    for (size_t len = copy.len; len > 1 && text[len - 1] == '/'; len--) {
        text[len - 1] = '\0';
    }
    char *slash = strrchr(text, '/');
    const char *name = slash ? slash + 1 : text;
    if (slash) {
        *slash = '\0';
    }
    char *folder = realpath(slash ? (*text ? text : "/") : ".", NULL);
    struct ls_span absolute =
        folder ? ls_arena_printf(arena, "%s/%s", strcmp(folder, "/") ? folder : "", name)
               : ls_span(NULL, 0);
    free(folder);
    return absolute;
}

/* A file that an index knows may be gone: then it leaves the index. A whole
 * folder that is gone is more likely a disk that is not there. */
static enum ls_status take_gone(struct ls_scan *scan, const char *path, int reason,
                                struct ls_error *err)
{
    uint32_t root;
    struct ls_span absolute = absolute_of_gone(scan->arena, path);
    if (reason == ENOENT && absolute.ptr && has_card_ending(path) &&
        ls_roots_find(&scan->roots, absolute, &root)) {
        return push_scope(scan, absolute, false, err);
    }
    return ls_fail(err, LS_IO, "%s: %s", path, strerror(reason));
}

enum ls_status ls_scan_path(struct ls_scan *scan, const char *path, struct ls_error *err)
{
    struct stat info;
    char *resolved = realpath(path, NULL);
    if (!resolved || stat(resolved, &info) != 0) {
        int reason = errno;
        free(resolved);
        return take_gone(scan, path, reason, err);
    }
    struct ls_span absolute = ls_arena_copy(scan->arena, ls_span_str(resolved));
    free(resolved);
    if (!absolute.ptr) {
        return ls_fail_memory(err);
    }
    if (S_ISDIR(info.st_mode)) {
        return walk_folder(scan, path, absolute, err);
    }
    if (!S_ISREG(info.st_mode)) {
        return ls_fail(err, LS_IO, "%s: neither a folder nor a plain file", path);
    }
    return take_file(scan, path, absolute, &info, err);
}

static int compare_items(const void *a, const void *b)
{
    const struct ls_item *left = a;
    const struct ls_item *right = b;
    int order = ls_span_compare(left->origin.id, right->origin.id);
    if (order == 0) {
        order = (left->origin.root > right->origin.root) - (left->origin.root < right->origin.root);
    }
    return order ? order : (left->line > right->line) - (left->line < right->line);
}

static bool same_item(const struct ls_item *a, const struct ls_item *b)
{
    return a->origin.root == b->origin.root && !a->json.ptr && !b->json.ptr;
}

enum ls_status ls_scan_finish(struct ls_scan *scan, struct ls_error *err)
{
    struct ls_items *items = &scan->items;
    if (items->count > 1) {
        qsort(items->items, items->count, sizeof *items->items, compare_items);
    }
    size_t kept = 0;
    const struct ls_item *owner = NULL; /* of the id at hand */
    for (size_t i = 0; i < items->count; i++) {
        struct ls_item *item = &items->items[i];
        bool taken = owner && ls_span_equal(owner->origin.id, item->origin.id) && !item->refused;
        if (taken && same_item(owner, item)) {
            continue; /* named twice on the command line */
        }
        if (taken) {
            item->refused = true;
            ls_complain(scan->arena, &item->complaints, LS_COMPLAINT_DUPLICATE_ID, item->line,
                        item->line ? 1 : 0,
                        "%.*s has the id %.*s too and was taken; give one of them another name, "
                        "or index the folder above both",
                        LS_SPAN_ARG(owner->path), LS_SPAN_ARG(item->origin.id));
        }
        items->items[kept] = *item;
        if (!items->items[kept].refused) {
            owner = &items->items[kept];
        }
        kept++;
    }
    items->count = kept;
    return scan->arena->failed ? ls_fail_memory(err) : LS_OK;
}
