#include "indexer/item.h"

struct ls_item ls_item_again(const struct ls_item *item)
{
    return (struct ls_item){.origin = item->origin,
                            .path = item->path,
                            .json = item->json,
                            .line = item->line,
                            .may_hide = item->may_hide};
}

struct ls_item *ls_items_find(const struct ls_items *items, struct ls_span id)
{
    size_t low = 0;
    size_t high = items->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ls_span_compare(items->items[middle].origin.id, id) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    struct ls_item *found = NULL;
    for (; low < items->count && ls_span_equal(items->items[low].origin.id, id); low++) {
        if (!found || found->refused) {
            found = &items->items[low];
        }
    }
    return found;
}
