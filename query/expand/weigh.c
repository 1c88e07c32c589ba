#include "query/expand/weigh.h"

#include "query/expand/cards.h"
#include "query/rank/ranking.h"

enum {
    POSTINGS_MAX = 100000, /* of a group: a member that would pass them is left out, but the best */
    READ_MAX = 500000      /* of all groups: when they are read, members are left out */
};

struct ls_weigher {
    struct ls_index *index;
    struct ls_arena *arena;
    uint32_t card_count;
    double average_length;
    size_t read; /* postings, so far */
    struct ls_group_reader reader;
};

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot weigh a translation");
}

enum ls_status ls_weigher_new(struct ls_index *index, struct ls_arena *arena,
                              struct ls_weigher **out, struct ls_error *err)
{
    struct xap_reader *reader = ls_index_reader(index);
    struct ls_weigher *weigher = ls_arena_alloc(arena, sizeof *weigher);
    struct xap_error cause;
    *out = weigher;
    if (!weigher) {
        return ls_fail_memory(err);
    }
    *weigher = (struct ls_weigher){
        .index = index, .arena = arena, .reader = {.index = index, .arena = arena}};
    if (xap_reader_doc_count(reader, &weigher->card_count, &cause) != XAP_OK ||
        xap_reader_average_length(reader, &weigher->average_length, &cause) != XAP_OK ||
        ls_lengths_get(index, &weigher->reader.lengths, &weigher->reader.knows_lengths, &cause) !=
            XAP_OK) {
        return fail(&cause, err);
    }
    return LS_OK;
}

/* ---- the cards ---- */

/* Those that may be read, of a group's members. */
static size_t choose(struct ls_weigher *weigher, const struct ls_group *group,
                     const struct ls_group_member **members)
{
    size_t count = 0;
    size_t read = 0;
    for (size_t i = 0; i < group->member_count; i++) {
        const struct ls_group_member *member = &group->members[i];
        size_t postings = member->cards * member->unit.term_count;
        bool is_much = i > 0 && read + postings > POSTINGS_MAX;
        if (!is_much && weigher->read < READ_MAX) {
            read += postings;
            weigher->read += postings;
            members[count++] = member;
        }
    }
    return count;
}

static enum ls_status find_cards(struct ls_weigher *weigher, struct ls_group *group,
                                 struct ls_span *name, struct ls_error *err)
{
    struct ls_group_cards found;
    const struct ls_group_member **members =
        ls_arena_array(weigher->arena, group->member_count + 1, sizeof *members);
    if (!members) {
        return ls_fail_memory(err);
    }
    size_t count = choose(weigher, group, members);
    enum ls_status status = ls_group_cards_find(&weigher->reader, members, count, &found, err);
    group->cards = found.cards;
    group->frequencies = found.frequencies;
    group->found = found.found;
    *name = found.name;
    return status;
}

/* ---- their weights ---- */

static enum ls_status find_length(const struct ls_weigher *weigher, uint32_t docid,
                                  uint32_t *length, struct ls_error *err)
{
    struct xap_error cause;
    if (weigher->reader.knows_lengths) {
        *length = weigher->reader.lengths.items[docid];
        return LS_OK;
    }
    return xap_reader_doc_length(ls_index_reader(weigher->index), docid, length, &cause) == XAP_OK
               ? LS_OK
               : fail(&cause, err);
}

static enum ls_status make_weights(struct ls_weigher *weigher, struct ls_group *group,
                                   struct ls_error *err)
{
    size_t count = group->cards.count;
    double *weights = ls_arena_bytes(weigher->arena, (count + 1) * sizeof *weights);
    double factor = group->factor * group->rarity;
    enum ls_status status = weights ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        uint32_t length = 0;
        status = find_length(weigher, group->cards.items[i], &length, err);
        double normlen = ls_ranking_normal_length(length, weigher->average_length);
        weights[i] = ls_ranking_weight(factor, group->k1, group->frequencies[i], normlen);
    }
    group->weights = weights;
    return status;
}

/* They are kept by the cards' name and the factor, which is another one where the words stand among
 * others that are a term with them. */
static enum ls_status weigh_cards(struct ls_weigher *weigher, struct ls_group *group,
                                  struct ls_span cards, struct ls_error *err)
{
    struct ls_memo *memo = cards.ptr ? ls_index_memo(weigher->index) : NULL;
    struct ls_span name = memo ? ls_arena_printf(weigher->arena, "w%a %.*s",
                                                 group->factor * group->rarity, LS_SPAN_ARG(cards))
                               : ls_span(NULL, 0);
    struct ls_span kept = name.ptr ? ls_memo_get(memo, name) : ls_span(NULL, 0);
    if (kept.ptr) {
        group->weights = (const double *)(const void *)kept.ptr;
        return LS_OK;
    }
    enum ls_status status = make_weights(weigher, group, err);
    size_t bytes = group->cards.count * sizeof *group->weights;
    if (status == LS_OK && name.ptr && ls_memo_has_half(memo, bytes)) {
        ls_memo_put(memo, name, ls_span((const char *)group->weights, bytes));
    }
    return status;
}

enum ls_status ls_weigh_group(struct ls_weigher *weigher, struct ls_group *group,
                              struct ls_error *err)
{
    struct ls_span name = {0};
    enum ls_status status = find_cards(weigher, group, &name, err);
    double held = group->held < weigher->card_count ? group->held : weigher->card_count;
    group->rarity = ls_ranking_rarity(held, weigher->card_count);
    group->k1 = ls_ranking.group_k1;
    return status == LS_OK ? weigh_cards(weigher, group, name, err) : status;
}
