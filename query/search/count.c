#include "query/search/count.h"

#include "query/search/postings.h"
#include "query/search/sets.h"
#include "store/schema.h"
#include "store/term_walk.h"

#include <stdlib.h>

/* Sets of so many bytes in all are kept; for more nodes than that a search counts. */
enum { SETS_BYTES_MAX = 64 << 20 };

/* To skip to a posting or a value costs as much as so many in a row. */
enum { SKIP_COST = 8 };

struct ls_count {
    struct ls_tree *tree;
    struct ls_index *index;
    struct xap_reader *reader;
    uint32_t last;
    uint32_t cards; /* in the index */
    size_t words;   /* of 64 bits */
    struct ls_arena arena;
    size_t sets_left;
    struct ls_lengths lengths;
    bool has_postings; /* they are in memory, but for lack of room */
    uint64_t **sets;   /* of the tree's nodes, by their numbers; NULL: not made yet */
    size_t set_count;
    bool failed; /* memory is out, or what is asked cannot be told */
    struct xap_error cause;
};

void ls_count_free(struct ls_count *count)
{
    if (count) {
        ls_arena_free(&count->arena);
        free(count->sets);
        free(count);
    }
}

/* ---- nodes ---- */

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

static uint64_t **place_of(struct ls_count *count, const struct ls_tree_node *node)
{
    return &count->sets[node->number];
}

/* ---- sets ---- */

static uint64_t *new_set(struct ls_count *count)
{
    uint64_t *set =
        count->sets_left > 0 ? ls_arena_array(&count->arena, count->words, sizeof *set) : NULL;
    count->sets_left -= set != NULL;
    count->failed |= !set;
    return set;
}

static uint64_t *copy_set(struct ls_count *count, const uint64_t *set)
{
    size_t size = count->words * sizeof *set;
    uint64_t *copy = set && count->sets_left > 0 ? ls_arena_bytes(&count->arena, size) : NULL;
    count->sets_left -= copy != NULL;
    count->failed |= !copy;
    return copy ? memcpy(copy, set, size) : NULL;
}

static uint32_t size_of(const struct ls_count *count, const uint64_t *set)
{
    uint32_t size = 0;
    for (size_t i = 0; i < count->words; i++) {
        size += ls_set_count_bits(set[i]);
    }
    return size;
}

static void unite(const struct ls_count *count, uint64_t *set, const uint64_t *other)
{
    for (size_t i = 0; other && i < count->words; i++) {
        set[i] |= other[i];
    }
}

static void intersect(const struct ls_count *count, uint64_t *set, const uint64_t *other)
{
    for (size_t i = 0; other && i < count->words; i++) {
        set[i] &= other[i];
    }
}

static void subtract(const struct ls_count *count, uint64_t *set, const uint64_t *other)
{
    for (size_t i = 0; other && i < count->words; i++) {
        set[i] &= ~other[i];
    }
}

static void check(struct ls_count *count, enum xap_status status)
{
    count->failed |= status != XAP_OK;
}

/* ---- what a node finds ---- */

static uint64_t *find(struct ls_count *count, const struct ls_tree_node *node);
static void restrict_to(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node);

/* Are the postings of the node, which is a term, in memory? */
static bool find_postings(struct ls_count *count, const struct ls_tree_node *node,
                          struct ls_postings *postings)
{
    bool known = false;
    if (count->has_postings) {
        check(count, ls_postings_get(count->index, &count->lengths, node->term, postings, &known,
                                     &count->cause));
    }
    return known && !count->failed;
}

static uint32_t freq_of(struct ls_count *count, const struct ls_tree_node *node)
{
    uint32_t freq = 0;
    check(count, ls_index_term_freq(count->index, node->term, &freq, &count->cause));
    return freq;
}

/* About how many cards. */
static uint64_t estimate(struct ls_count *count, const struct ls_tree_node *node)
{
    uint64_t cards = 0;
    bool is_and = false;
    switch (node->kind) {
    case LS_TREE_NONE:
        return 0;
    case LS_TREE_TERM:
        return freq_of(count, node);
    case LS_TREE_DOCIDS:
        return node->count;
    case LS_TREE_ALL:
        return count->cards;
    case LS_TREE_RANGE:
        return count->cards + UINT64_C(1);
    case LS_TREE_SCALE:
        return estimate(count, node->children[0]);
    case LS_TREE_JOIN:
        break;
    }
    if (node->op != XAP_OP_OR && node->op != XAP_OP_AND && node->op != XAP_OP_FILTER) {
        return estimate(count, node->children[0]);
    }
    is_and = node->op != XAP_OP_OR;
    for (size_t i = 0; i < node->count; i++) {
        uint64_t of_child = estimate(count, node->children[i]);
        cards = i == 0             ? of_child
                : !is_and          ? cards + of_child
                : of_child < cards ? of_child
                                   : cards;
    }
    return cards;
}

static bool is_in_range(const struct ls_tree_node *node, struct xap_bytes value)
{
    double number = xap_double_unserialise(value.ptr, value.len);
    return number >= node->lo && number <= node->hi;
}

static void find_range(struct ls_count *count, const struct ls_tree_node *node, uint64_t *set)
{
    struct xap_values *values = NULL;
    bool more = true;
    check(count, xap_values_open(count->reader, node->slot, &values, &count->cause));
    while (!count->failed && more) {
        check(count, xap_values_next(values, &more, &count->cause));
        uint32_t docid = xap_values_docid(values);
        if (!count->failed && more && docid <= count->last &&
            is_in_range(node, xap_values_value(values))) {
            set[docid / 64] |= UINT64_C(1) << docid % 64;
        }
    }
    xap_values_free(values);
}

/* The cards of all children, beginning with the one that has the fewest. */
static uint64_t *find_all(struct ls_count *count, const struct ls_tree_node *node)
{
    size_t fewest = 0;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < node->count; i++) {
        uint64_t cards = estimate(count, node->children[i]);
        fewest = cards < least ? i : fewest;
        least = cards < least ? cards : least;
    }
    uint64_t *set = copy_set(count, find(count, node->children[fewest]));
    for (size_t i = 0; set && i < node->count; i++) {
        if (i != fewest) {
            restrict_to(count, set, node->children[i]);
        }
    }
    return set;
}

static uint64_t *find_any(struct ls_count *count, const struct ls_tree_node *node)
{
    uint64_t *set = new_set(count);
    for (size_t i = 0; set && !count->failed && i < node->count; i++) {
        const struct ls_tree_node *child = node->children[i];
        while (child->kind == LS_TREE_SCALE) {
            child = child->children[0];
        }
        if (child->kind == LS_TREE_TERM && !*place_of(count, child)) {
            check(count,
                  ls_set_add_term(count->index, child->term, count->last, set, &count->cause));
        } else {
            unite(count, set, find(count, node->children[i]));
        }
    }
    return set;
}

static uint64_t *find_without(struct ls_count *count, const struct ls_tree_node *node)
{
    uint64_t *set = copy_set(count, find(count, node->children[0]));
    for (size_t i = 1; set && i < node->count; i++) {
        uint64_t *both = copy_set(count, set);
        if (both) {
            restrict_to(count, both, node->children[i]);
            subtract(count, set, both);
        }
    }
    return set;
}

static uint64_t *find_joined(struct ls_count *count, const struct ls_tree_node *node)
{
    switch (node->op) {
    case XAP_OP_AND:
    case XAP_OP_FILTER:
        return find_all(count, node);
    case XAP_OP_OR:
        return find_any(count, node);
    case XAP_OP_AND_NOT:
        return find_without(count, node);
    case XAP_OP_AND_MAYBE:
        return find(count, node->children[0]);
    default:
        count->failed = true;
        return NULL;
    }
}

/* Adds the cards of a range if they are known without reading them. */
static bool add_known_range(struct ls_count *count, const struct ls_tree_node *node, uint64_t *set)
{
    bool known = false;
    if (set) {
        check(count, ls_set_add_range(count->index, node->slot, node->lo, node->hi, set, &known,
                                      &count->cause));
    }
    return known;
}

/* The set of a common term is kept as it is. */
static uint64_t *find_kept(struct ls_count *count, const struct ls_tree_node *node)
{
    struct ls_postings postings = {0};
    return node->kind == LS_TREE_TERM && find_postings(count, node, &postings)
               ? (uint64_t *)postings.bits
               : NULL;
}

static uint64_t *find_leaf(struct ls_count *count, const struct ls_tree_node *node)
{
    uint64_t *kept = find_kept(count, node);
    if (kept || count->failed) {
        return kept;
    }
    uint64_t *set = new_set(count);
    struct ls_span term = node->kind == LS_TREE_TERM ? node->term : LS_SPAN("");
    for (size_t i = 0; set && node->kind == LS_TREE_DOCIDS && i < node->count; i++) {
        set[node->docids[i] / 64] |= UINT64_C(1) << node->docids[i] % 64;
    }
    if (set && node->kind == LS_TREE_RANGE && !add_known_range(count, node, set)) {
        find_range(count, node, set);
    } else if (set && (node->kind == LS_TREE_TERM || node->kind == LS_TREE_ALL)) {
        check(count, ls_set_add_term(count->index, term, count->last, set, &count->cause));
    }
    return set;
}

/* The set of a query; not to be changed. NULL when it cannot be had. */
static uint64_t *find(struct ls_count *count, const struct ls_tree_node *node)
{
    if (!node || count->failed) {
        return NULL;
    }
    uint64_t **place = place_of(count, node);
    if (!*place) {
        uint64_t *set = node->kind == LS_TREE_SCALE  ? find(count, node->children[0])
                        : node->kind == LS_TREE_JOIN ? find_joined(count, node)
                                                     : find_leaf(count, node);
        *place = count->failed ? NULL : set;
    }
    return *place;
}

/* ---- of some cards those that a node finds ---- */

static bool stands_at(struct ls_count *count, struct xap_postings *postings, uint32_t docid)
{
    bool more = false;
    check(count, xap_postings_skip_to(postings, docid, &more, &count->cause));
    return more && xap_postings_docid(postings) == docid;
}

static bool has_value(struct ls_count *count, struct xap_values *values,
                      const struct ls_tree_node *node, uint32_t docid)
{
    bool more = false;
    check(count, xap_values_skip_to(values, docid, &more, &count->cause));
    return more && xap_values_docid(values) == docid && is_in_range(node, xap_values_value(values));
}

/* Looks for each of the cards. */
static void look_up(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    struct xap_postings *postings = NULL;
    struct xap_values *values = NULL;
    check(count, node->kind == LS_TREE_RANGE
                     ? xap_values_open(count->reader, node->slot, &values, &count->cause)
                     : xap_postings_open(count->reader, node->term.ptr, node->term.len, &postings,
                                         &count->cause));
    for (size_t i = 0; i < count->words; i++) {
        for (uint64_t left = set[i]; left && !count->failed; left &= left - 1) {
            uint64_t bit = left & -left;
            uint32_t docid = (uint32_t)(i * 64 + (size_t)__builtin_ctzll(left));
            bool holds = postings ? stands_at(count, postings, docid)
                                  : has_value(count, values, node, docid);
            set[i] &= holds ? ~UINT64_C(0) : ~bit;
        }
    }
    xap_postings_free(postings);
    xap_values_free(values);
}

static bool is_few(struct ls_count *count, const uint64_t *set, uint64_t cards)
{
    return size_of(count, set) * (uint64_t)SKIP_COST < cards;
}

static void restrict_range(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    uint64_t *range = new_set(count);
    if (add_known_range(count, node, range)) {
        *place_of(count, node) = range;
        intersect(count, set, range);
    } else if (!count->failed) {
        look_up(count, set, node);
    }
}

static void restrict_leaf(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    struct ls_postings postings;
    bool looks = node->kind == LS_TREE_TERM && !find_postings(count, node, &postings) &&
                 is_few(count, set, freq_of(count, node));
    if (node->kind == LS_TREE_RANGE) {
        restrict_range(count, set, node);
    } else if (looks) {
        look_up(count, set, node);
    } else {
        intersect(count, set, find(count, node));
    }
}

static void restrict_any(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    uint64_t *any = new_set(count);
    for (size_t i = 0; any && !count->failed && i < node->count; i++) {
        uint64_t *of_child = copy_set(count, set);
        if (of_child) {
            restrict_to(count, of_child, node->children[i]);
            unite(count, any, of_child);
        }
    }
    intersect(count, set, any);
}

static void restrict_joined(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    bool is_and = node->op == XAP_OP_AND || node->op == XAP_OP_FILTER;
    if (is_and) {
        for (size_t i = 0; i < node->count && !count->failed; i++) {
            restrict_to(count, set, node->children[i]);
        }
    } else if (node->op == XAP_OP_OR && node->count <= SKIP_COST &&
               is_few(count, set, estimate(count, node))) {
        restrict_any(count, set, node);
    } else {
        intersect(count, set, find(count, node));
    }
}

static void restrict_to(struct ls_count *count, uint64_t *set, const struct ls_tree_node *node)
{
    if (!node || count->failed) {
        return;
    }
    if (*place_of(count, node)) {
        intersect(count, set, *place_of(count, node));
    } else if (node->kind == LS_TREE_SCALE) {
        restrict_to(count, set, node->children[0]);
    } else if (node->kind == LS_TREE_JOIN) {
        restrict_joined(count, set, node);
    } else {
        restrict_leaf(count, set, node);
    }
}

/* ---- counts ---- */

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
    const uint64_t *found = count->failed ? NULL : find(count, node);
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
    *cards = *set ? size_of(tree->counting, *set) : 0;
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
    size_t size = size_of(tree->counting, set);
    uint32_t *items = ls_arena_array(arena, size + 1, sizeof *items);
    for (size_t i = 0; items && i < tree->counting->words; i++) {
        for (uint64_t left = set[i]; left; left &= left - 1) {
            items[docids->count++] = (uint32_t)(i * 64 + (size_t)__builtin_ctzll(left));
        }
    }
    docids->items = items;
    return items ? LS_OK : ls_fail_memory(err);
}
