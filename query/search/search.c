#include "query/search/search.h"

#include "query/search/count.h"
#include "query/search/lookup.h"
#include "query/search/order.h"
#include "query/search/ranking.h"
#include "query/search/top.h"
#include "store/term_walk.h"
#include "text/fold.h"

static const char *const step_names[] = {
#define X(name, json_name) [LS_STEP_##name] = json_name,
    LS_STEP_TABLE(X)
#undef X
};

struct searcher {
    struct ls_index *index;
    struct xap_search *search; /* NULL until Xapian is asked */
    struct ls_tree tree;
    struct ls_query_plan plan; /* of the query that was asked last */
    struct ls_arena *arena;
    struct ls_window window;
    struct ls_found *found;
    struct ls_buf *notes;
    uint32_t doc_count;
    double k1;          /* of the query asked now, … */
    enum ls_sort sort;  /* … and its order */
    bool only_expanded; /* no card is known to hold its words */
    bool has_templates; /* the index has template text, and it is asked for */
    bool is_substitute; /* what is asked now stands in the place of the words as typed */
};

const char *ls_step_name(enum ls_step step)
{
    return step_names[step];
}

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot search");
}

static enum ls_status prepare(struct searcher *searcher, struct ls_error *err)
{
    struct xap_error cause;
    if (xap_reader_doc_count(ls_index_reader(searcher->index), &searcher->doc_count, &cause) !=
        XAP_OK) {
        return fail(&cause, err);
    }
    return searcher->window.total_only
               ? LS_OK
               : ls_index_has_templates(searcher->index, &searcher->has_templates, err);
}

/* A search that only counts does without weights, and without the card lengths they need. */
static enum xap_status set_weights(struct searcher *searcher, bool counts_only,
                                   struct xap_error *cause)
{
    return counts_only ? xap_search_set_boolean(searcher->search, cause)
                       : ls_ranking_apply(searcher->search, searcher->k1, cause);
}

static enum ls_status append_hit(struct searcher *searcher, struct ls_hit hit, struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    struct ls_hit *pushed = LS_ARENA_PUSH(searcher->arena, found->hits, &found->hit_count);
    if (!pushed) {
        return ls_fail_memory(err);
    }
    *pushed = hit;
    return LS_OK;
}

static const struct order {
    enum xap_sort sort;
    enum ls_slot slot;
    bool descending;
} orders[] = {
    [LS_SORT_RELEVANCE] = {XAP_SORT_RELEVANCE, 0, true},
    [LS_SORT_SCORE] = {XAP_SORT_VALUE_RELEVANCE, LS_SLOT_SCORE, true},
    [LS_SORT_YEAR] = {XAP_SORT_VALUE_RELEVANCE, LS_SLOT_YEAR, true},
    [LS_SORT_TITLE] = {XAP_SORT_VALUE_RELEVANCE, LS_SLOT_TITLE, false},
};

/* What a run is to find: the query's cards from number `first` on, no more than `max`. */
struct wish {
    const struct ls_tree_node *query;
    uint32_t first;
    uint32_t max;
    const uint64_t *set; /* its cards; NULL: not known */
    uint32_t total;      /* of them */
};

/* *known is false when Xapian must rank. */
static enum ls_status rank_in_memory(struct searcher *searcher, const struct wish *wish,
                                     bool *known, struct ls_error *err)
{
    const struct order *order = &orders[searcher->sort];
    uint64_t past = (uint64_t)wish->first + wish->max;
    struct ls_top_wish top = {.set = wish->set,
                              .max = past < wish->total ? (uint32_t)past : wish->total,
                              .falls = order->descending};
    struct ls_scorers scorers;
    struct ls_hit *hits = NULL;
    size_t count = 0;
    enum ls_status status = LS_OK;
    *known = wish->set && ls_index_memo(searcher->index);
    if (*known && order->sort != XAP_SORT_RELEVANCE) {
        status = ls_order_get(searcher->index, order->slot, &top.places, known, err);
    }
    if (status == LS_OK && *known) {
        status = ls_scorers_find(searcher->index, wish->query, searcher->k1, searcher->arena,
                                 &scorers, known, err);
    }
    if (status == LS_OK && *known) {
        status = ls_top_find(searcher->index, &scorers, &top, searcher->arena, &hits, &count, err);
    }
    for (size_t i = wish->first; status == LS_OK && i < count; i++) {
        status = append_hit(searcher, hits[i], err);
    }
    return status;
}

/* A search for a set that is known may pass over what cannot be among the best. */
static enum xap_status search_xapian(struct searcher *searcher, const struct wish *wish,
                                     struct xap_hits **hits, struct xap_error *cause)
{
    const struct order *order = &orders[searcher->sort];
    uint32_t first = wish->first < searcher->doc_count ? wish->first : searcher->doc_count;
    enum xap_status status = XAP_OK;
    if (!searcher->search) {
        status = xap_search_new(ls_index_reader(searcher->index), &searcher->search, cause);
    }
    if (status == XAP_OK) {
        status =
            xap_search_sort(searcher->search, order->sort, order->slot, order->descending, cause);
    }
    if (status == XAP_OK) {
        status = set_weights(searcher, wish->max == 0, cause);
    }
    if (status == XAP_OK) {
        status = xap_search_set_query(searcher->search, ls_tree_query(&searcher->tree, wish->query),
                                      0, cause);
    }
    return status == XAP_OK ? xap_search_run(searcher->search, first, wish->max,
                                             wish->set ? 0 : searcher->doc_count, hits, cause)
                            : status;
}

static enum ls_status rank_by_xapian(struct searcher *searcher, const struct wish *wish,
                                     uint32_t *total, struct ls_error *err)
{
    struct xap_hits *hits = NULL;
    struct xap_error cause;
    ls_tree_query(&searcher->tree, wish->query);
    enum ls_status status = ls_tree_status(&searcher->tree, err);
    if (status == LS_OK && search_xapian(searcher, wish, &hits, &cause) != XAP_OK) {
        status = fail(&cause, err);
    }
    if (status == LS_OK && !wish->set) {
        *total = xap_hits_matches_estimated(hits);
    }
    for (uint32_t i = 0; status == LS_OK && i < xap_hits_count(hits); i++) {
        struct ls_hit hit = {xap_hits_docid(hits, i), xap_hits_weight(hits, i)};
        status = append_hit(searcher, hit, err);
    }
    xap_hits_free(hits);
    return status;
}

/* Counts the query's cards, as a set if that can be. Takes those of the window that `before` better
 * ones and the hits so far have left. */
static enum ls_status run(struct searcher *searcher, const struct ls_tree_node *query,
                          uint32_t before, uint32_t *total, struct ls_error *err)
{
    struct ls_window window = searcher->window;
    uint32_t wanted = window.limit - (uint32_t)searcher->found->hit_count;
    struct wish wish = {.query = query,
                        .first = window.offset > before ? window.offset - before : 0,
                        .max = wanted < searcher->doc_count ? wanted : searcher->doc_count};
    bool known = false;
    *total = 0;
    enum ls_status status = ls_tree_status(&searcher->tree, err);
    if (status == LS_OK) {
        status =
            ls_count_cards(&searcher->tree, searcher->index, query, &wish.total, &wish.set, err);
    }
    *total = wish.total;
    if (status != LS_OK || (wish.set && (wanted == 0 || wish.total <= wish.first))) {
        return status;
    }
    status = rank_in_memory(searcher, &wish, &known, err);
    return status == LS_OK && !known ? rank_by_xapian(searcher, &wish, total, err) : status;
}

/* The query that the plan makes of some cards, and how many are found with it. By relevance, unless
 * told otherwise; without words, by score. */
static enum ls_status run_cards(struct searcher *searcher, const struct ls_query_plan *plan,
                                const struct ls_tree_node *cards, uint32_t before, uint32_t *total,
                                struct ls_error *err)
{
    enum ls_sort sort = searcher->window.sort;
    searcher->sort = sort == LS_SORT_RELEVANCE && !cards ? LS_SORT_SCORE : sort;
    return run(searcher, ls_query_plan_ready(plan, cards), before, total, err);
}

/* How many cards hold one of two words but not both follows from how many hold each. */
static bool rest_is_known(const struct searcher *searcher, const struct ls_query_plan *plan)
{
    return plan->word_count == 2 && !plan->condition && !plan->excluded && !plan->has_required &&
           plan->word_counts[0] != UINT32_MAX && plan->word_counts[1] != UINT32_MAX &&
           searcher->found->hit_count == searcher->window.limit;
}

/* How many cards the plan finds among these; none of them becomes a hit. */
static enum ls_status count_cards(struct searcher *searcher, const struct ls_query_plan *plan,
                                  const struct ls_tree_node *cards, uint32_t *count,
                                  struct ls_error *err)
{
    struct ls_window window = searcher->window;
    searcher->window.limit = (uint32_t)searcher->found->hit_count;
    enum ls_status status = run_cards(searcher, plan, cards, 0, count, err);
    searcher->window = window;
    return status;
}

static enum ls_status count_expanded(struct searcher *searcher, const struct ls_query_plan *plan,
                                     struct ls_error *err)
{
    const struct ls_tree_node *cards = ls_query_plan_without(plan, plan->expanded, plan->some);
    return count_cards(searcher, plan, cards, &searcher->found->total_expanded, err);
}

/* The cards, and those that say the words otherwise, but none of these others: the first ones are
 * counted, the second in total_expanded. */
static enum ls_status run_wider(struct searcher *searcher, const struct ls_query_plan *plan,
                                const struct ls_tree_node *cards, const struct ls_tree_node *others,
                                uint32_t *count, struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    const struct ls_tree_node *wide =
        plan->expanded ? ls_tree_pair(plan->tree, XAP_OP_OR, cards, plan->expanded) : cards;
    const struct ls_tree_node *rest = others ? ls_query_plan_without(plan, wide, others) : wide;
    enum ls_status status = run_cards(searcher, plan, rest, found->total, count, err);
    if (status == LS_OK && plan->expanded) {
        status = count_cards(searcher, plan, ls_query_plan_without(plan, plan->expanded, cards),
                             &found->total_expanded, err);
        *count -= found->total_expanded;
    }
    return status;
}

/* Nothing holds all words: what holds some, by relevance. Then parts of long runs count too, unless
 * no word at all is held. */
static enum ls_status run_some(struct searcher *searcher, const struct ls_query_plan *plan,
                               uint32_t *some, struct ls_error *err)
{
    uint32_t most = 0;
    bool is_more = plan->loose || plan->expanded;
    enum ls_status status = is_more ? count_cards(searcher, plan, plan->some, some, err)
                                    : run_cards(searcher, plan, plan->some, 0, some, err);
    if (status == LS_OK && *some > 0 && is_more) {
        status = run_wider(searcher, plan, plan->loose ? plan->loose : plan->some, NULL, some, err);
    }
    if (status == LS_OK && *some > 0 && plan->most) {
        status = count_cards(searcher, plan, plan->most, &most, err);
    }
    searcher->found->step = most > 0 ? LS_STEP_MOST : *some > 0 ? LS_STEP_SOME : LS_STEP_NONE;
    return status;
}

/* Those with some words behind those with all. */
static enum ls_status run_rest(struct searcher *searcher, const struct ls_query_plan *plan,
                               uint32_t *rest, struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    if (rest_is_known(searcher, plan)) {
        *rest = plan->word_counts[0] + plan->word_counts[1] - 2 * found->total;
        return plan->expanded ? count_expanded(searcher, plan, err) : LS_OK;
    }
    return run_wider(searcher, plan, plan->some, plan->all, rest, err);
}

/* What an answer has found before template text is looked at; NULL: nothing. */
static const struct ls_tree_node *join_found(const struct searcher *searcher,
                                             const struct ls_query_plan *plan)
{
    enum ls_step step = searcher->found->step;
    enum ls_matching matching = searcher->window.matching;
    if (step == LS_STEP_NONE || matching == LS_MATCH_ALL) {
        return step == LS_STEP_NONE ? NULL : plan->all;
    }
    if (step == LS_STEP_EXPANDED) {
        return plan->expanded;
    }
    bool is_loose = step != LS_STEP_ALL && matching == LS_MATCH_BEST && plan->loose;
    const struct ls_tree_node *cards = is_loose ? plan->loose : plan->some;
    return plan->expanded ? ls_tree_pair(plan->tree, XAP_OP_OR, cards, plan->expanded) : cards;
}

/* When nothing holds a word outside template text, what says one otherwise comes first, if it is
 * worth it: other ways to find something are not tried then. */
static enum ls_status run_none(struct searcher *searcher, const struct ls_query_plan *plan,
                               struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    uint32_t count;
    enum ls_status status = count_cards(searcher, plan, plan->anywhere, &count, err);
    if (status == LS_OK && count > 0 && plan->expanded) {
        status = run_cards(searcher, plan, plan->expanded, 0, &found->total_expanded, err);
        found->step = found->total_expanded > 0 ? LS_STEP_EXPANDED : LS_STEP_NONE;
    }
    return status;
}

/* Behind all others: cards that hold all words, but some in template text only. */
static enum ls_status run_templates(struct searcher *searcher, const struct ls_query_plan *plan,
                                    struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    enum ls_status status = found->step == LS_STEP_NONE ? run_none(searcher, plan, err) : LS_OK;
    const struct ls_tree_node *others = join_found(searcher, plan);
    const struct ls_tree_node *cards =
        others ? ls_query_plan_without(plan, plan->anywhere, others) : plan->anywhere;
    if (status == LS_OK) {
        status = run_cards(searcher, plan, cards, found->total_some + found->total_expanded,
                           &found->total_template, err);
    }
    if (found->step == LS_STEP_NONE && found->total_template > 0) {
        found->step = LS_STEP_TEMPLATE;
    }
    return status;
}

static enum ls_status run_tiers(struct searcher *searcher, const struct ls_query_plan *plan,
                                struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    uint32_t rest = 0;
    enum ls_status status = run_cards(searcher, plan, plan->all, 0, &found->total, err);
    found->step = found->total > 0 ? LS_STEP_ALL : LS_STEP_NONE;
    bool is_more = !plan->some_is_all || plan->expanded;
    bool wants_rest =
        is_more && !searcher->window.total_only && searcher->window.matching == LS_MATCH_BEST;
    if (status == LS_OK && wants_rest) {
        status = found->total > 0 ? run_rest(searcher, plan, &rest, err)
                                  : run_some(searcher, plan, &rest, err);
    }
    found->total_some = found->total + rest;
    return status;
}

/* By relevance alone; the cards with all words are counted only. */
static enum ls_status run_any(struct searcher *searcher, const struct ls_query_plan *plan,
                              struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    enum ls_status status = run_wider(searcher, plan, plan->some, NULL, &found->total_some, err);
    if (status == LS_OK) {
        status = count_cards(searcher, plan, plan->all, &found->total, err);
    }
    found->step = found->total > 0            ? LS_STEP_ALL
                  : found->total_some > 0     ? LS_STEP_SOME
                  : found->total_expanded > 0 ? LS_STEP_EXPANDED
                                              : LS_STEP_NONE;
    return status;
}

/* Nothing holds a word, nor parts of one: what says one otherwise. */
static enum ls_status run_expanded(struct searcher *searcher, const struct ls_query_plan *plan,
                                   struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    enum ls_status status =
        run_cards(searcher, plan, plan->expanded, 0, &found->total_expanded, err);
    found->step = found->total_expanded > 0 ? LS_STEP_EXPANDED : LS_STEP_NONE;
    return status;
}

/* Without words: whatever passes the filters. */
static enum ls_status run_filters(struct searcher *searcher, const struct ls_query_plan *plan,
                                  struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    enum ls_status status = run_cards(searcher, plan, NULL, 0, &found->total, err);
    found->total_some = found->total;
    found->step = found->total > 0 ? LS_STEP_ALL : LS_STEP_NONE;
    return status;
}

/* Behind even those: cards that hold none of the words, and share others with the best ones. */
static enum ls_status run_feedback(struct searcher *searcher, const struct ls_query_plan *plan,
                                   struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    struct ls_window window = searcher->window;
    if (found->step == LS_STEP_NONE || window.matching == LS_MATCH_ALL || window.total_only) {
        return LS_OK;
    }
    const struct ls_tree_node *others = join_found(searcher, plan);
    if (plan->anywhere) {
        others = ls_tree_pair(plan->tree, XAP_OP_OR, others, plan->anywhere);
    }
    const struct ls_tree_node *cards = ls_query_plan_without(plan, plan->feedback, others);
    uint32_t before = found->total_some + found->total_expanded + found->total_template;
    return run_cards(searcher, plan, cards, before, &found->total_feedback, err);
}

static enum ls_status search_query(struct searcher *searcher, const struct ls_query *query,
                                   struct ls_error *err)
{
    struct ls_query_plan plan;
    struct ls_found *found = searcher->found;
    bool is_any = searcher->window.matching == LS_MATCH_ANY && !searcher->window.total_only;
    bool in_templates = searcher->has_templates && !searcher->is_substitute;
    enum ls_status status =
        ls_query_plan_make(searcher->index, query, in_templates, &searcher->tree, searcher->arena,
                           &plan, searcher->notes, err);
    found->answered = *query;
    if (status != LS_OK) {
        return status;
    }
    searcher->plan = plan;
    searcher->k1 = plan.k1;
    found->ranked = plan.ranked;
    found->ranked_count = plan.ranked_count;
    found->unit_counts = plan.unit_counts;
    status = !plan.all                                  ? run_filters(searcher, &plan, err)
             : searcher->only_expanded && plan.expanded ? run_expanded(searcher, &plan, err)
             : is_any                                   ? run_any(searcher, &plan, err)
                                                        : run_tiers(searcher, &plan, err);
    if (status == LS_OK && plan.anywhere) {
        status = run_templates(searcher, &plan, err);
    }
    if (status == LS_OK && plan.feedback) {
        status = run_feedback(searcher, &plan, err);
    }
    return status;
}

/* ---- a PMID or DOI alone ---- */

static bool has_digit(struct ls_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if ((byte >= '0' && byte <= '9') || byte == 0xef) { /* full-width ones begin so */
            return true;
        }
    }
    return false;
}

/* The term of the number that the bare word is, when some card has it; else absent. */
static enum ls_status find_number(struct searcher *searcher, struct ls_span bare,
                                  struct ls_span *term, struct ls_error *err)
{
    static const char *const prefixes[] = {LS_PREFIX_PMID, LS_PREFIX_DOI};
    enum ls_status status = LS_OK;
    *term = (struct ls_span){0};
    for (size_t i = 0; status == LS_OK && !term->ptr && i < 2 && has_digit(bare); i++) {
        struct ls_buf key = {0};
        struct xap_error cause;
        uint32_t freq = 0;
        ls_buf_add_str(&key, prefixes[i]);
        status =
            ls_fold_key(ls_lookup_number(bare, prefixes[i]), &key) ? LS_OK : ls_fail_memory(err);
        if (status == LS_OK &&
            ls_index_term_freq(searcher->index, ls_buf_span(&key), &freq, &cause) != XAP_OK) {
            status = fail(&cause, err);
        }
        if (status == LS_OK && freq > 0) {
            *term = ls_arena_copy(searcher->arena, ls_buf_span(&key));
            status = term->ptr ? LS_OK : ls_fail_memory(err);
        }
        ls_buf_free(&key);
    }
    return status;
}

static enum ls_status search_number(struct searcher *searcher, const struct ls_query *query,
                                    struct ls_span term, struct ls_error *err)
{
    struct ls_query asked;
    struct ls_units none = {0};
    searcher->found->marked = none; /* the reader sees the number anyway */
    enum ls_status status = ls_query_with(query, &none, term, searcher->arena, &asked, err);
    return status == LS_OK ? search_query(searcher, &asked, err) : status;
}

/* ---- parts ---- */

static bool any_is_checked(const struct ls_units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        if (ls_unit_is_checked(&units->items[i])) {
            return true;
        }
    }
    return false;
}

/* Hits may hold but parts of the long runs: these are marked too. */
static enum ls_status mark_parts(struct searcher *searcher, struct ls_error *err)
{
    struct ls_units *marked = &searcher->found->marked;
    struct ls_unit *runs = ls_arena_array(searcher->arena, marked->count + 1, sizeof *runs);
    struct ls_units parts = {.items = runs};
    enum ls_status status = runs ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; runs && i < marked->count; i++) {
        if (ls_unit_is_long_run(&marked->items[i])) {
            runs[parts.count++] = marked->items[i];
        }
    }
    if (status == LS_OK && parts.count > 0) {
        status = ls_units_split(&parts, searcher->arena, &parts, err);
    }
    struct ls_unit *all =
        ls_arena_array(searcher->arena, marked->count + parts.count + 1, sizeof *all);
    if (status != LS_OK || !all) {
        return status == LS_OK ? ls_fail_memory(err) : status;
    }
    for (size_t i = 0; i < marked->count + parts.count; i++) {
        all[i] = i < marked->count ? marked->items[i] : parts.items[i - marked->count];
    }
    *marked = (struct ls_units){all, marked->count + parts.count};
    return LS_OK;
}

/* A word, or words of which any will do. */
static bool is_loose(const struct ls_clause *clause)
{
    bool is_any = clause->kind == LS_CLAUSE_GROUP || clause->kind == LS_CLAUSE_ANY;
    bool loose = clause->sign == LS_SIGN_WANTED && !clause->is_filter &&
                 (is_any || clause->kind == LS_CLAUSE_UNIT);
    for (const struct ls_clause *child = clause->children; loose && child; child = child->next) {
        loose = is_loose(child);
    }
    return loose;
}

/* Parts stand in the place of all words, so that no operator between these may be lost by it.
 * Filters and exclusions of the whole query are kept. */
static bool may_be_parted(const struct ls_query *query)
{
    bool may = true;
    for (const struct ls_clause *child = query->root->children; may && child; child = child->next) {
        may = child->is_filter || child->sign == LS_SIGN_EXCLUDED || is_loose(child);
    }
    return may;
}

/* Parts are what is found; the order is that of the words they are parts of, in which no character
 * is of two parts. */
static void rank_as_typed(struct ls_query *asked, const struct ls_query *query)
{
    struct ls_unit *units = (struct ls_unit *)asked->units.items;
    for (size_t i = 0; i < asked->units.count; i++) {
        units[i].ranks = i < query->units.count && query->units.items[i].ranks;
    }
}

/* What there is to say was said when all was searched. */
static enum ls_status search_parts(struct searcher *searcher, const struct ls_query *query,
                                   struct ls_error *err)
{
    struct ls_found *found = searcher->found;
    struct ls_buf said = {0};
    struct ls_units parts;
    struct ls_query asked;
    enum ls_status status = ls_units_split(&found->marked, searcher->arena, &parts, err);
    if (status != LS_OK || parts.count == 0) {
        return status;
    }
    status = ls_query_with(query, &parts, (struct ls_span){0}, searcher->arena, &asked, err);
    if (status == LS_OK) {
        asked.expansion = query->expansion;
        asked.feedback = query->feedback;
        rank_as_typed(&asked, query);
        searcher->window.matching = LS_MATCH_ANY;
        searcher->is_substitute = true;
        searcher->notes = &said;
        status = search_query(searcher, &asked, err);
        found->total = 0;
    }
    ls_buf_free(&said);
    if (status == LS_OK && found->total_some > 0) {
        found->step = LS_STEP_PARTS;
        found->marked = parts;
    }
    return status;
}

static enum ls_status search_expanded(struct searcher *searcher, const struct ls_query *query,
                                      struct ls_error *err)
{
    struct ls_buf said = {0};
    searcher->only_expanded = true;
    searcher->is_substitute = true;
    searcher->notes = &said;
    enum ls_status status = search_query(searcher, query, err);
    ls_buf_free(&said);
    return status;
}

/* ---- all cards of the step that answered ---- */

static bool is_filtered_by(const struct ls_query_plan *plan, enum ls_query_field field)
{
    bool is_filtered = field == LS_QUERY_FIELD_COUNT;
    for (size_t i = 0; !is_filtered && i < plan->condition_count; i++) {
        is_filtered = plan->conditions[i].field == field;
    }
    return is_filtered;
}

/* Counting has read nearly all that this takes. */
static enum ls_status list_matches(struct searcher *searcher, struct ls_window window,
                                   struct ls_error *err)
{
    struct ls_matches *matches =
        ls_arena_array(searcher->arena, LS_QUERY_FIELD_COUNT + 1, sizeof *matches);
    int first = window.listing == LS_LIST_BUT ? 0 : LS_QUERY_FIELD_COUNT;
    enum ls_status status = matches ? LS_OK : ls_fail_memory(err);
    for (int field = first; status == LS_OK && field <= LS_QUERY_FIELD_COUNT; field++) {
        if (is_filtered_by(&searcher->plan, (enum ls_query_field)field)) {
            status = ls_search_planned(searcher->index, &searcher->plan, searcher->found->tier,
                                       window.matching, (enum ls_query_field)field, searcher->arena,
                                       &matches[field], err);
        }
    }
    searcher->found->matches = matches;
    return status;
}

enum ls_status ls_search(struct ls_index *index, const struct ls_query *query,
                         struct ls_window window, struct ls_arena *arena, struct ls_found *found,
                         struct ls_buf *notes, struct ls_error *err)
{
    *found = (struct ls_found){.step = LS_STEP_NONE};
    struct searcher searcher = {
        .index = index, .arena = arena, .window = window, .found = found, .notes = notes};
    struct ls_span number = {0};
    enum ls_status status = ls_units_ranking(&query->units, arena, &found->marked, err);
    if (status == LS_OK) {
        status = prepare(&searcher, err);
    }
    if (status == LS_OK && query->bare.ptr) {
        status = find_number(&searcher, query->bare, &number, err);
    }
    if (status == LS_OK) {
        status = number.ptr ? search_number(&searcher, query, number, err)
                            : search_query(&searcher, query, err);
    }
    if (status == LS_OK && found->total == 0 && found->total_some > 0) {
        status = mark_parts(&searcher, err);
    }
    bool wants_parts = found->step == LS_STEP_NONE && window.matching != LS_MATCH_ALL &&
                       !window.total_only && !window.whole_only && any_is_checked(&found->marked) &&
                       may_be_parted(query);
    if (status == LS_OK && wants_parts) {
        status = search_parts(&searcher, query, err);
    }
    bool wants_expanded = found->step == LS_STEP_NONE && query->expansion && !window.whole_only &&
                          window.matching != LS_MATCH_ALL && !window.total_only;
    if (status == LS_OK && wants_expanded) {
        status = search_expanded(&searcher, query, err);
    }
    found->tier = found->step;
    if (status == LS_OK && window.listing != LS_LIST_NONE) {
        status = list_matches(&searcher, window, err);
    }
    ls_tree_free(&searcher.tree);
    xap_search_free(searcher.search);
    return status;
}
