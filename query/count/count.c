#include "query/count/count.h"

#include "query/count/count_sets.h"
#include "store/schema.h"

#include <stdlib.h>

/* Sets of so many bytes in all are kept; for more nodes than that a search counts. */
enum { SETS_BYTES_MAX = 64 << 20 };

void ls_count_free(struct ls_count *count)
{
    if (count) {
        ls_arena_free(&count->arena);
        free(count->sets);
        free(count);
    }
}

/* Has room for the sets of all nodes of the tree, which grows between counts. */
static bool learn(struct ls_count *count)
{
    size_t nodes = count->tree->count;
    if (nodes == count->set_count) {
        return true;
    }
    uint64_t **sets = realloc(count->sets, nodes * sizeof *sets);
    if (!sets) {
        return false;
    }
    memset(sets + count->set_count, 0, (nodes - count->set_count) * sizeof *sets);
    count->sets = sets;
    count->set_count = nodes;
    return true;
}

static enum ls_status begin(struct ls_tree *tree, struct ls_index *index, struct ls_error *err)
{
    struct ls_count *count = calloc(1, sizeof *count);
    tree->counting = count;
    if (!count) {
        return ls_fail_memory(err);
    }
    count->tree = tree;
    count->index = index;
    count->reader = ls_index_reader(index);
    if (xap_reader_last_docid(count->reader, &count->last, &count->cause) != XAP_OK ||
        xap_reader_doc_count(count->reader, &count->cards, &count->cause) != XAP_OK) {
        return ls_schema_fail(err, &count->cause, "cannot count");
    }
    if (ls_lengths_get(index, &count->lengths, &count->has_postings, &count->cause) != XAP_OK) {
        return ls_schema_fail(err, &count->cause, "cannot count");
    }
    count->words = ls_set_words(count->last);
    count->sets_left = SETS_BYTES_MAX / (count->words * sizeof(uint64_t));
    return LS_OK;
}

/* NULL when it cannot be told. */
static enum ls_status find_set(struct ls_tree *tree, struct ls_index *index,
                               const struct ls_tree_node *node, const uint64_t **set,
                               struct ls_error *err)
{
    *set = NULL;
    enum ls_status status = tree->counting ? LS_OK : begin(tree, index, err);
    struct ls_count *count = tree->counting;
    if (status != LS_OK) {
        return status;
    }
    count->failed = !learn(count);
    const uint64_t *found = count->failed ? NULL : ls_count_find(count, node);
    if (count->cause.status != XAP_OK) {
        return ls_schema_fail(err, &count->cause, "cannot count");
    }
    *set = count->failed ? NULL : found;
    return LS_OK;
}

enum ls_status ls_count_cards(struct ls_tree *tree, struct ls_index *index,
                              const struct ls_tree_node *node, uint32_t *cards,
                              const uint64_t **set, struct ls_error *err)
{
    enum ls_status status = find_set(tree, index, node, set, err);
    *cards = *set ? ls_set_size(*set, tree->counting->words) : 0;
    return status;
}

enum ls_status ls_count_docids(struct ls_tree *tree, struct ls_index *index,
                               const struct ls_tree_node *node, struct ls_arena *arena,
                               struct ls_docids *docids, bool *known, struct ls_error *err)
{
    const uint64_t *set;
    enum ls_status status = find_set(tree, index, node, &set, err);
    *known = set != NULL;
    *docids = (struct ls_docids){0};
    if (!set) {
        return status;
    }
    size_t size = ls_set_size(set, tree->counting->words);
    uint32_t *items = ls_arena_array(arena, size + 1, sizeof *items);
    docids->count = items ? ls_set_list(set, tree->counting->words, items) : 0;
    docids->items = items;
    return items ? LS_OK : ls_fail_memory(err);
}
