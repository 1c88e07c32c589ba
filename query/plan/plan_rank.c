#include "query/plan/plan_rank.h"

#include "query/expand/share.h"
#include "query/match/beginning.h"
#include "query/rank/feedback.h"
#include "query/rank/ranking.h"
#include "store/term_walk.h"
#include "text/weak.h"

enum { BEGINNING_RANKED_MAX = 16 };

struct ranker {
    struct ls_index *index;
    const struct ls_query *query;
    struct ls_tree *tree;
    struct ls_arena *arena;
    struct ls_query_plan *plan;
    size_t term_count; /* of all units that rank */
    struct ls_tree_list ranks;
};

static enum ls_status share_term(struct ranker *ranker, struct ls_span term, double *factor,
                                 struct ls_error *err)
{
    struct xap_error cause;
    uint32_t cards;
    uint32_t card_count;
    if (xap_reader_doc_count(ls_index_reader(ranker->index), &card_count, &cause) != XAP_OK ||
        ls_index_term_freq(ranker->index, term, &cards, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot search");
    }
    *factor = ls_share_factor(ranker->query->expansion, term, cards, card_count);
    return LS_OK;
}

/* The word that carries its weight itself (plan.h) is not ranked by once more. */
static enum ls_status push_row(struct ranker *ranker, const struct ls_ranked_term *row,
                               bool is_carried, struct ls_error *err)
{
    struct ls_ranked_term *ranked = (struct ls_ranked_term *)ranker->plan->ranked;
    struct ls_ranked_term *pushed =
        LS_ARENA_PUSH(ranker->arena, ranked, &ranker->plan->ranked_count);
    ranker->plan->ranked = ranked;
    if (!pushed) {
        return ls_fail_memory(err);
    }
    *pushed = *row;
    if (!is_carried) {
        ls_tree_push(ranker->tree, &ranker->ranks,
                     ls_tree_term(ranker->tree, "", row->term, row->factor));
    }
    return LS_OK;
}

static enum ls_status rank_term(struct ranker *ranker, struct ls_span term, const char *source,
                                uint32_t unit, double kind, struct ls_error *err)
{
    const struct ls_unit *of = &ranker->query->units.items[unit];
    double factor = ls_ranking_factor(term, ls_unit_is_long_run(of), kind,
                                      ls_ranking_times(of->times, ranker->term_count));
    enum ls_status status = LS_OK;
    if (ranker->query->expansion) {
        double share = 1;
        status = share_term(ranker, term, &share, err);
        factor *= share;
    }
    struct ls_ranked_term row = {
        .term = term, .source = ls_span_str(source), .place = of->place, .factor = factor};
    double *carried = &((double *)ranker->plan->carried)[unit];
    bool is_carried = *carried > 0;
    *carried = is_carried ? factor : 0;
    return status == LS_OK ? push_row(ranker, &row, is_carried, err) : status;
}

/* A lone Han character is already among the unit's terms. */
static bool is_extra_single(const struct ls_unit *unit, size_t i)
{
    bool pair_follows = i + 1 < unit->place_count && unit->places[i + 1].continues;
    return unit->places[i].is_han && unit->place_count > 1 &&
           (unit->places[i].continues || pair_follows);
}

static const char *term_source(struct ls_span term)
{
    bool is_ascii = term.len > 0 && (unsigned char)term.ptr[0] < 0x80;
    size_t chars = 0;
    for (size_t i = 0; i < term.len; i++) {
        chars += ((unsigned char)term.ptr[i] & 0xc0) != 0x80;
    }
    return is_ascii ? "word" : chars == 1 ? "character" : "pair";
}

static enum ls_status rank_beginning(struct ranker *ranker, uint32_t number, struct ls_error *err)
{
    const struct ls_unit *unit = &ranker->query->units.items[number];
    struct ls_beginning_term *terms;
    size_t count;
    struct ls_buf said = {0}; /* when it was planned */
    enum ls_status status =
        ls_beginning_expand(ranker->index, unit, ranker->arena, &terms, &count, &said, err);
    ls_buf_free(&said);
    for (size_t i = 0; status == LS_OK && i < count && i < BEGINNING_RANKED_MAX; i++) {
        status = rank_term(ranker, terms[i].term, "beginning", number, 1, err);
    }
    return status;
}

/* The pieces of "e.g." are letters that stand for nothing: rare, and no subject. */
static bool asks_as_one(const struct ls_unit *unit)
{
    return unit->compound.ptr && ls_word_asks(unit->compound);
}

static enum ls_status rank_unit(struct ranker *ranker, uint32_t number, struct ls_error *err)
{
    const struct ls_unit *unit = &ranker->query->units.items[number];
    double piece = asks_as_one(unit) ? ls_ranking.weak_word : 1;
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < unit->term_count; i++) {
        status = rank_term(ranker, unit->terms[i], term_source(unit->terms[i]), number, piece, err);
    }
    for (size_t i = 0; status == LS_OK && i < unit->place_count; i++) {
        if (is_extra_single(unit, i)) {
            status = rank_term(ranker, unit->places[i].term, "character", number, ls_ranking.single,
                               err);
        }
    }
    if (status == LS_OK && unit->compound.ptr) {
        status = rank_term(ranker, unit->compound, "compound", number, ls_ranking.compound, err);
    }
    bool is_short =
        unit->is_beginning && ls_beginning_is_short(unit->places[unit->place_count - 1].term);
    return status == LS_OK && unit->is_beginning && !is_short ? rank_beginning(ranker, number, err)
                                                              : status;
}

static void count_uses(const struct ls_clause *clause, unsigned *uses)
{
    if (clause->kind == LS_CLAUSE_UNIT || clause->kind == LS_CLAUSE_JOURNAL) {
        uses[clause->unit]++;
    }
    for (const struct ls_clause *child = clause->children; child; child = child->next) {
        count_uses(child, uses);
    }
}

/* A word of its own at the root that is just the one term which ranks it: it is in every query of
 * cards that hold it, and once. Where some words must be there the others are in no query. */
static bool is_carried(const struct ls_query *query, const struct ls_clause *clause,
                       const unsigned *uses)
{
    if (clause->kind != LS_CLAUSE_UNIT || clause->is_filter || clause->sign == LS_SIGN_EXCLUDED ||
        uses[clause->unit] != 1) {
        return false;
    }
    const struct ls_unit *unit = &query->units.items[clause->unit];
    bool has_single = unit->place_count > 1 && unit->places[0].is_han;
    return unit->ranks && !has_single && !ls_unit_is_checked(unit) && unit->term_count == 1;
}

static bool must_some(const struct ls_query *query)
{
    bool has[2] = {false, false};
    for (const struct ls_clause *clause = query->root->children; clause; clause = clause->next) {
        if (!clause->is_filter && clause->sign != LS_SIGN_EXCLUDED) {
            has[clause->sign == LS_SIGN_REQUIRED] = true;
        }
    }
    return has[0] && has[1];
}

/* Leaves 1 for a unit that will be, for rank_term to make a factor of. */
static enum ls_status choose_carried(struct ranker *ranker, struct ls_error *err)
{
    const struct ls_query *query = ranker->query;
    double *carried = ls_arena_array(ranker->arena, query->units.count + 1, sizeof *carried);
    unsigned *uses = ls_arena_array(ranker->arena, query->units.count + 1, sizeof *uses);
    if (!carried || !uses) {
        return ls_fail_memory(err);
    }
    count_uses(query->root, uses);
    bool may = !must_some(query);
    for (const struct ls_clause *clause = query->root->children; may && clause;
         clause = clause->next) {
        if (is_carried(query, clause, uses)) {
            carried[clause->unit] = 1;
        }
    }
    ranker->plan->carried = carried;
    return LS_OK;
}

static void rank_groups(struct ranker *ranker)
{
    const struct ls_expansion *expansion = ranker->query->expansion;
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        const struct ls_group *group = &expansion->groups[i];
        ls_tree_push(
            ranker->tree, &ranker->ranks,
            ls_tree_docids(ranker->tree, group->cards.items, group->weights, group->cards.count));
    }
}

static enum ls_status rank_feedback(struct ranker *ranker, struct ls_error *err)
{
    const struct ls_feedback *feedback = ranker->query->feedback;
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && feedback && i < feedback->term_count; i++) {
        status = push_row(ranker, &feedback->terms[i], false, err);
    }
    return status;
}

enum ls_status ls_query_plan_rank(struct ls_index *index, const struct ls_query *query,
                                  struct ls_tree *tree, struct ls_arena *arena,
                                  struct ls_query_plan *plan, struct ls_error *err)
{
    struct ranker ranker = {.index = index,
                            .query = query,
                            .tree = tree,
                            .arena = arena,
                            .plan = plan,
                            .term_count = ls_units_term_count(&query->units)};
    enum ls_status status = choose_carried(&ranker, err);
    for (uint32_t i = 0; status == LS_OK && i < query->units.count; i++) {
        if (query->units.items[i].ranks) {
            status = rank_unit(&ranker, i, err);
        }
    }
    if (status == LS_OK) {
        status = rank_feedback(&ranker, err);
    }
    rank_groups(&ranker);
    if (ranker.ranks.count > 0) {
        plan->rank = ls_tree_join(tree, XAP_OP_OR, &ranker.ranks);
    }
    plan->k1 = ls_ranking_k1(plan->ranked, plan->ranked_count);
    return status;
}
