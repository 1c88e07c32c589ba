#include "indexer/site.h"

#include "indexer/origins.h"
#include "site/route.h"

#include <stdlib.h>

enum ls_status ls_site_read(struct xap_reader *reader, struct ls_arena *arena, struct ls_site *site,
                            struct ls_error *err)
{
    struct ls_span value;
    *site = (struct ls_site){.base_url = LS_SPAN("")};
    enum ls_status status = ls_schema_read(reader, LS_SPAN(LS_META_BASE_URL), &value, err);
    if (status == LS_OK && value.len > 0) {
        site->base_url = ls_arena_copy(arena, value);
    }
    if (status == LS_OK) {
        status = ls_schema_read(reader, LS_SPAN(LS_META_ROUTES), &value, err);
    }
    if (status == LS_OK && value.len > 0) {
        value = ls_arena_copy(arena, value);
        bool good = value.ptr && ls_manifest_take(value, arena, &site->manifest);
        if (!good && !arena->failed) {
            status =
                ls_fail(err, LS_CORRUPT, "the index's routes are damaged: give --routes again");
        }
    }
    return status == LS_OK && arena->failed ? ls_fail_memory(err) : status;
}

enum ls_status ls_site_take(struct ls_site *site, const char *base_url, const char *manifest_path,
                            struct ls_arena *arena, struct ls_error *err)
{
    struct ls_span base = ls_span_str(base_url);
    const char *problem = base.len > 0 ? ls_route_base_problem(base) : NULL;
    if (problem) {
        return ls_fail(err, LS_USAGE, "--base-url %s: %s", base_url, problem);
    }
    if (base.ptr) {
        site->is_changed |= !ls_span_equal(site->base_url, base);
        site->base_url = base;
    }
    if (!manifest_path) {
        return LS_OK;
    }
    site->is_changed |= *manifest_path != '\0' || site->manifest.count > 0;
    site->manifest = (struct ls_manifest){0};
    site->manifest_path = *manifest_path ? manifest_path : NULL;
    return *manifest_path ? ls_manifest_read(manifest_path, arena, &site->manifest, err) : LS_OK;
}

bool ls_site_is_known(const struct ls_site *site)
{
    return site->base_url.len > 0 || site->manifest.count > 0;
}

void ls_site_keep(const struct ls_site *site, struct ls_metadata *metadata)
{
    struct ls_buf routes = {0};
    ls_manifest_write(&site->manifest, &routes);
    metadata->arena->failed |= routes.failed;
    ls_metadata_set(metadata, LS_SPAN(LS_META_BASE_URL), site->base_url);
    ls_metadata_set(metadata, LS_SPAN(LS_META_ROUTES), ls_buf_span(&routes));
    ls_buf_free(&routes);
}

/* ---- which card a route is of ---- */

/* A card of the index, and the best route for it so far. */
struct target {
    struct ls_span id;
    struct ls_span path; /* of its file, from the top; its id alone when it was no file */
    const struct ls_manifest_route *route;
    const struct ls_manifest_route *rival; /* as good a one to another page */
    size_t matched;                        /* bytes of the path that the route's source says */
};

struct targets {
    struct ls_arena *arena;
    struct target *items;
    size_t count;
};

static int compare_targets(const void *a, const void *b)
{
    return ls_span_compare(((const struct target *)a)->id, ((const struct target *)b)->id);
}

static struct target *find_target(const struct targets *targets, struct ls_span id)
{
    struct target key = {.id = id};
    return targets->count > 0
               ? bsearch(&key, targets->items, targets->count, sizeof key, compare_targets)
               : NULL;
}

static struct ls_span path_of(const struct ls_origin *origin, const struct ls_roots *roots,
                              struct ls_arena *arena)
{
    bool is_file = origin->root < roots->count && roots->items[origin->root].kind == LS_ROOT_FOLDER;
    return is_file ? ls_arena_printf(arena, "%s/%.*s", roots->items[origin->root].path.ptr,
                                     LS_SPAN_ARG(origin->id))
                   : ls_arena_copy(arena, origin->id);
}

/* What listing them needs. */
struct lister {
    struct targets *targets;
    const struct ls_roots *roots;
};

static enum ls_status add_target(void *context, uint32_t docid, const struct ls_origin *origin,
                                 struct ls_error *err)
{
    const struct lister *lister = context;
    struct targets *targets = lister->targets;
    (void)docid;
    struct target *target = LS_ARENA_PUSH(targets->arena, targets->items, &targets->count);
    if (target) {
        target->path = path_of(origin, lister->roots, targets->arena);
        target->id = ls_span_from(target->path, target->path.len - origin->id.len);
    }
    return targets->arena->failed ? ls_fail_memory(err) : LS_OK;
}

/* All cards of the index, in the order of their ids. */
static enum ls_status list_targets(struct xap_reader *reader, const struct ls_roots *roots,
                                   struct targets *targets, struct ls_error *err)
{
    struct lister lister = {targets, roots};
    enum ls_status status = ls_origins_each(reader, add_target, &lister, err);
    if (targets->count > 0) {
        qsort(targets->items, targets->count, sizeof *targets->items, compare_targets);
    }
    return status;
}

/* The bytes that two paths have in common at their ends, in whole names. */
static size_t common_end(struct ls_span a, struct ls_span b)
{
    size_t len = 0;
    size_t whole = 0;
    while (len < a.len && len < b.len && a.ptr[a.len - len - 1] == b.ptr[b.len - len - 1]) {
        len++;
        bool a_borders = len == a.len || a.ptr[a.len - len - 1] == '/';
        bool b_borders = len == b.len || b.ptr[b.len - len - 1] == '/';
        whole = a_borders && b_borders ? len : whole;
    }
    return whole;
}

/* The card whose id is the longest end of the source, at the border of a name. */
static struct target *target_of(const struct targets *targets, struct ls_span source)
{
    struct target *target = NULL;
    for (struct ls_span end = source; end.len > 0 && !target;) {
        target = find_target(targets, end);
        const char *slash = memchr(end.ptr, '/', end.len);
        end = ls_span_from(end, slash ? (size_t)(slash - end.ptr) + 1 : end.len);
    }
    return target;
}

static size_t match(const struct targets *targets, const struct ls_manifest *manifest)
{
    size_t found = 0;
    for (size_t i = 0; i < manifest->count; i++) {
        const struct ls_manifest_route *route = &manifest->routes[i];
        struct target *target = target_of(targets, route->source);
        size_t matched = target ? common_end(target->path, route->source) : 0;
        if (target && (!target->route || matched > target->matched)) {
            found += !target->route;
            target->route = route;
            target->rival = NULL;
            target->matched = matched;
        } else if (target && matched == target->matched &&
                   !ls_span_equal(route->permalink, target->route->permalink)) {
            target->rival = route;
        }
    }
    return found;
}

static void complain(const struct target *target, struct ls_items *items, struct ls_arena *arena)
{
    struct ls_item *item = ls_items_find(items, target->id);
    if (item) {
        ls_complain(arena, &item->complaints, LS_COMPLAINT_AMBIGUOUS_ROUTE, 0, 0,
                    "it could be %.*s or %.*s of the manifest: neither is taken",
                    LS_SPAN_ARG(target->route->source), LS_SPAN_ARG(target->rival->source));
    }
}

enum ls_status ls_site_route(const struct ls_site *site, struct xap_reader *reader,
                             const struct ls_roots *roots, struct ls_items *items,
                             struct ls_metadata *metadata, struct ls_error *err)
{
    struct targets targets = {.arena = metadata->arena};
    enum ls_status status = ls_metadata_clear(metadata, reader, LS_SPAN(LS_META_ROUTE), err);
    if (status == LS_OK && site->manifest.count > 0) {
        status = list_targets(reader, roots, &targets, err);
    }
    size_t found = status == LS_OK ? match(&targets, &site->manifest) : 0;
    if (status == LS_OK && site->manifest_path && targets.count > 0 && found == 0) {
        status = ls_fail(err, LS_USAGE,
                         "%s: none of its %zu sources is a card of the index: an id, the path "
                         "below the indexed folder, must be the end of the source",
                         site->manifest_path, site->manifest.count);
    }
    for (size_t i = 0; status == LS_OK && i < targets.count; i++) {
        const struct target *target = &targets.items[i];
        char key[LS_TERM_LIMIT_BYTES];
        if (target->rival) {
            complain(target, items, metadata->arena);
        } else if (target->route) {
            size_t len = ls_schema_route_key(target->id, key);
            ls_metadata_set(metadata, ls_span(key, len), target->route->permalink);
        }
    }
    return status == LS_OK && metadata->arena->failed ? ls_fail_memory(err) : status;
}
