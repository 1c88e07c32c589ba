#include "indexer/plan.h"

#include "indexer/origins.h"

#include <stdlib.h>

/* Where a document was found, as a path: its file, or the JSON-lines file it stood in. */
static struct ls_span place_of(const struct ls_scan *scan, const struct ls_origin *origin)
{
    if (origin->root >= scan->roots.count) {
        return ls_span(NULL, 0);
    }
    const struct ls_root *root = &scan->roots.items[origin->root];
    if (root->kind == LS_ROOT_JSONL) {
        return root->path;
    }
    return ls_arena_printf(scan->arena, "%s/%.*s", root->path.len > 1 ? root->path.ptr : "",
                           LS_SPAN_ARG(origin->id));
}

/* Did the scan look where the document was found, and could it have seen it? */
static bool was_looked_for(const struct ls_scan *scan, const struct ls_origin *origin)
{
    struct ls_span place = place_of(scan, origin);
    bool within = false;
    for (size_t i = 0; place.ptr && i < scan->scope_count; i++) {
        if (ls_path_within(place, scan->scopes[i].path)) {
            if (scan->scopes[i].unreadable) {
                return false;
            }
            within = true;
        }
    }
    return within;
}

static bool is_unchanged(const struct ls_origin *now, const struct ls_origin *then)
{
    return now->root == then->root && now->size_bytes == then->size_bytes &&
           now->stamp == then->stamp;
}

static void refuse_foreign(struct ls_scan *scan, struct ls_item *item,
                           const struct ls_origin *origin)
{
    item->refused = true;
    ls_complain(scan->arena, &item->complaints, LS_COMPLAINT_DUPLICATE_ID, item->line,
                item->line ? 1 : 0,
                "the index already holds %.*s with this id; give one of them another name, or "
                "index the folder above both",
                LS_SPAN_ARG(place_of(scan, origin)));
}

/* What planning a document needs. */
struct planning {
    struct ls_scan *scan;
    struct ls_plan *plan;
    bool may_hide;
};

static enum ls_status plan_document(void *context, uint32_t docid, const struct ls_origin *origin,
                                    struct ls_error *err)
{
    const struct planning *planning = context;
    struct ls_scan *scan = planning->scan;
    struct ls_plan *plan = planning->plan;
    struct ls_item *item = ls_items_find(&scan->items, origin->id);
    bool is_there = item && !item->refused;
    bool same_place = item && item->origin.root == origin->root;
    bool looked_for = same_place || was_looked_for(scan, origin);
    bool must_hide = planning->may_hide && origin->is_hidden;
    if (is_there && looked_for) {
        item->docid = docid;
        item->is_read = must_hide || !is_unchanged(&item->origin, origin);
        plan->unchanged_count += !item->is_read;
        return LS_OK;
    }
    if (must_hide || (!item && looked_for)) {
        uint32_t *removed = LS_ARENA_PUSH(scan->arena, plan->removed, &plan->removed_count);
        if (!removed) {
            return ls_fail_memory(err);
        }
        *removed = docid;
        return LS_OK;
    }
    if (is_there) {
        refuse_foreign(scan, item, origin);
    }
    plan->kept_count++;
    return LS_OK;
}

enum ls_status ls_plan_make(struct ls_scan *scan, struct xap_reader *reader, bool may_hide,
                            struct ls_plan *plan, struct ls_error *err)
{
    *plan = (struct ls_plan){0};
    for (size_t i = 0; i < scan->items.count; i++) {
        scan->items.items[i].is_read = !scan->items.items[i].refused;
        scan->items.items[i].may_hide = may_hide;
    }
    struct planning planning = {scan, plan, may_hide};
    enum ls_status status = reader ? ls_origins_each(reader, plan_document, &planning, err) : LS_OK;
    for (size_t i = 0; status == LS_OK && i < scan->items.count; i++) {
        struct ls_item *item = &scan->items.items[i];
        item->is_read &= !item->refused;
        plan->read_count += item->is_read;
    }
    return status;
}
