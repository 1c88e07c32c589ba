#include "query/expand/weigh.h"

#include "query/search/ranking.h"
#include "text/stream.h"

enum {
    CHECKED_MAX = 500,     /* cards whose streams are asked whether a member stands side by side */
    POSTINGS_MAX = 100000, /* of a group: a member that would pass them is left out, but the best */
    READ_MAX = 500000      /* of all groups: when they are read, members are left out */
};

struct ls_weigher {
    struct ls_index *index;
    struct ls_arena *arena;
    uint32_t card_count;
    uint32_t last;
    double average_length;
    float *frequency; /* of each card, all 0 between groups */
    uint8_t *is_found;
    size_t checked;
    size_t read; /* postings, so far */
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
    *weigher = (struct ls_weigher){.index = index, .arena = arena};
    if (xap_reader_doc_count(reader, &weigher->card_count, &cause) != XAP_OK ||
        xap_reader_last_docid(reader, &weigher->last, &cause) != XAP_OK ||
        xap_reader_average_length(reader, &weigher->average_length, &cause) != XAP_OK) {
        return fail(&cause, err);
    }
    size_t cards = (size_t)weigher->last + 1;
    weigher->frequency = ls_arena_array(arena, cards, sizeof *weigher->frequency);
    weigher->is_found = ls_arena_array(arena, cards, sizeof *weigher->is_found);
    return weigher->frequency && weigher->is_found ? LS_OK : ls_fail_memory(err);
}

/* ---- members ---- */

/* The postings of a member's terms, which move together. */
struct walk {
    struct xap_postings **postings;
    size_t count;
    uint32_t docid;
    bool more;
    struct xap_error cause;
};

static bool open_walk(struct ls_weigher *weigher, const struct ls_unit *unit, struct walk *walk)
{
    struct xap_reader *reader = ls_index_reader(weigher->index);
    for (; walk->count < unit->term_count; walk->count++) {
        struct ls_span term = unit->terms[walk->count];
        if (xap_postings_open(reader, term.ptr, term.len, &walk->postings[walk->count],
                              &walk->cause) != XAP_OK) {
            return false;
        }
    }
    return true;
}

static void close_walk(struct walk *walk)
{
    for (size_t i = 0; i < walk->count; i++) {
        xap_postings_free(walk->postings[i]);
    }
}

/* To the next card that holds all the terms. */
static bool move(struct walk *walk)
{
    uint32_t wanted = walk->docid + 1;
    walk->more = true;
    for (size_t i = 0, agreed = 0; agreed < walk->count && walk->more; i = (i + 1) % walk->count) {
        if (xap_postings_skip_to(walk->postings[i], wanted, &walk->more, &walk->cause) != XAP_OK) {
            return false;
        }
        uint32_t docid = walk->more ? xap_postings_docid(walk->postings[i]) : 0;
        agreed = walk->more && docid == wanted ? agreed + 1 : 1;
        wanted = docid;
    }
    walk->docid = wanted;
    return true;
}

static uint32_t least_wdf(const struct walk *walk)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < walk->count; i++) {
        uint32_t wdf = xap_postings_wdf(walk->postings[i]);
        least = wdf < least ? wdf : least;
    }
    return least;
}

/* Does a member of several words stand side by side? It is asked where that decides whether a card
 * is found; for the order of cards it makes no difference. */
static enum ls_status stands_in(struct ls_weigher *weigher, const struct ls_group_member *member,
                                uint32_t docid, bool *stands, struct ls_error *err)
{
    *stands = true;
    if (!member->finds || !ls_unit_is_checked(&member->unit) || weigher->checked++ >= CHECKED_MAX) {
        return LS_OK;
    }
    struct ls_span stream;
    enum ls_status status = ls_index_stream(weigher->index, docid, &stream, err);
    *stands = status == LS_OK && ls_unit_stands_in(&member->unit, ls_stream_outside(stream));
    return status;
}

static enum ls_status add_cards(struct ls_weigher *weigher, const struct ls_group_member *member,
                                struct walk *walk, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    while (status == LS_OK) {
        bool stands;
        if (!move(walk)) {
            return fail(&walk->cause, err);
        }
        if (!walk->more || walk->docid > weigher->last) {
            break;
        }
        status = stands_in(weigher, member, walk->docid, &stands, err);
        if (status == LS_OK && stands) {
            weigher->frequency[walk->docid] += (float)(member->weight * least_wdf(walk));
            weigher->is_found[walk->docid] |= member->finds;
        }
    }
    return status;
}

static enum ls_status add_member(struct ls_weigher *weigher, const struct ls_group_member *member,
                                 struct ls_error *err)
{
    struct walk walk = {
        .postings = ls_arena_array(weigher->arena, member->unit.term_count, sizeof *walk.postings)};
    if (!walk.postings || member->unit.term_count == 0) {
        return walk.postings ? LS_OK : ls_fail_memory(err);
    }
    enum ls_status status = open_walk(weigher, &member->unit, &walk)
                                ? add_cards(weigher, member, &walk, err)
                                : fail(&walk.cause, err);
    close_walk(&walk);
    return status;
}

/* ---- cards ---- */

static void take_cards(struct ls_weigher *weigher, struct ls_group *group, uint32_t *cards,
                       float *frequencies, uint32_t *found)
{
    for (uint32_t docid = 1; docid <= weigher->last; docid++) {
        if (weigher->frequency[docid] > 0) {
            frequencies[group->cards.count] = weigher->frequency[docid];
            cards[group->cards.count++] = docid;
        }
        if (weigher->is_found[docid]) {
            found[group->found.count++] = docid;
        }
        weigher->frequency[docid] = 0;
        weigher->is_found[docid] = 0;
    }
}

static enum ls_status collect(struct ls_weigher *weigher, struct ls_group *group,
                              struct ls_error *err)
{
    size_t held = 0;
    size_t found = 0;
    for (size_t docid = 1; docid <= weigher->last; docid++) {
        held += weigher->frequency[docid] > 0;
        found += weigher->is_found[docid];
    }
    uint32_t *cards = ls_arena_array(weigher->arena, held + 1, sizeof *cards);
    float *frequencies = ls_arena_array(weigher->arena, held + 1, sizeof *frequencies);
    uint32_t *items = ls_arena_array(weigher->arena, found + 1, sizeof *items);
    if (!cards || !frequencies || !items) {
        return ls_fail_memory(err);
    }
    take_cards(weigher, group, cards, frequencies, items);
    group->cards.items = cards;
    group->frequencies = frequencies;
    group->found.items = items;
    return LS_OK;
}

static enum ls_status weigh_cards(struct ls_weigher *weigher, struct ls_group *group,
                                  struct ls_error *err)
{
    struct xap_reader *reader = ls_index_reader(weigher->index);
    double *weights = ls_arena_array(weigher->arena, group->cards.count + 1, sizeof *weights);
    group->weights = weights;
    for (size_t i = 0; weights && i < group->cards.count; i++) {
        struct xap_error cause;
        uint32_t length;
        if (xap_reader_doc_length(reader, group->cards.items[i], &length, &cause) != XAP_OK) {
            return fail(&cause, err);
        }
        double normlen = ls_ranking_normal_length(length, weigher->average_length);
        weights[i] = ls_ranking_weight(group->factor * group->rarity, group->k1,
                                       group->frequencies[i], normlen);
    }
    return weights ? LS_OK : ls_fail_memory(err);
}

enum ls_status ls_weigh_group(struct ls_weigher *weigher, struct ls_group *group,
                              struct ls_error *err)
{
    enum ls_status status = LS_OK;
    size_t read = 0;
    for (size_t i = 0; status == LS_OK && i < group->member_count; i++) {
        const struct ls_group_member *member = &group->members[i];
        size_t postings = member->cards * member->unit.term_count;
        bool is_much = i > 0 && read + postings > POSTINGS_MAX;
        if (!is_much && weigher->read < READ_MAX) {
            read += postings;
            weigher->read += postings;
            status = add_member(weigher, member, err);
        }
    }
    if (status == LS_OK) {
        status = collect(weigher, group, err);
    }
    double held = group->held < weigher->card_count ? group->held : weigher->card_count;
    group->rarity = ls_ranking_rarity(held, weigher->card_count);
    group->k1 = ls_ranking.group_k1;
    return status == LS_OK ? weigh_cards(weigher, group, err) : status;
}
