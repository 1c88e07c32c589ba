#include "query/expand/cards.h"

#include "query/expand/cards_kept.h"
#include "text/stream.h"

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot weigh a translation");
}

/* The postings of a member's terms, which move together. */
struct walk {
    struct xap_postings **postings;
    size_t count;
    uint32_t docid;
    bool more;
    struct xap_error cause;
};

static bool open_walk(struct ls_group_reader *reader, const struct ls_unit *unit, struct walk *walk)
{
    struct xap_reader *terms = ls_index_reader(reader->index);
    for (; walk->count < unit->term_count; walk->count++) {
        struct ls_span term = unit->terms[walk->count];
        if (xap_postings_open(terms, term.ptr, term.len, &walk->postings[walk->count],
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
static enum ls_status stands_in(struct ls_group_reader *reader,
                                const struct ls_group_member *member, uint32_t docid, bool *stands,
                                struct ls_error *err)
{
    *stands = true;
    if (!member->finds || !ls_unit_is_checked(&member->unit) ||
        reader->checks++ >= LS_MEMBER_CHECKS_MAX) {
        return LS_OK;
    }
    struct ls_span stream;
    enum ls_status status = ls_index_stream(reader->index, docid, &stream, err);
    *stands = status == LS_OK && ls_unit_stands_in(&member->unit, ls_stream_outside(stream));
    return status;
}

static enum ls_status add_cards(struct ls_group_reader *reader,
                                const struct ls_group_member *member, struct walk *walk,
                                struct ls_error *err)
{
    enum ls_status status = LS_OK;
    while (status == LS_OK) {
        bool stands;
        if (!move(walk)) {
            return fail(&walk->cause, err);
        }
        if (!walk->more || walk->docid > reader->last) {
            break;
        }
        status = stands_in(reader, member, walk->docid, &stands, err);
        if (status == LS_OK && stands) {
            reader->frequency[walk->docid] += (float)(member->weight * least_wdf(walk));
            reader->is_found[walk->docid] |= member->finds;
        }
    }
    return status;
}

static enum ls_status add_member(struct ls_group_reader *reader,
                                 const struct ls_group_member *member, struct ls_error *err)
{
    struct walk walk = {
        .postings = ls_arena_array(reader->arena, member->unit.term_count, sizeof *walk.postings)};
    if (!walk.postings || member->unit.term_count == 0) {
        return walk.postings ? LS_OK : ls_fail_memory(err);
    }
    enum ls_status status = open_walk(reader, &member->unit, &walk)
                                ? add_cards(reader, member, &walk, err)
                                : fail(&walk.cause, err);
    close_walk(&walk);
    return status;
}

/* ---- cards ---- */

static enum ls_status make_room(struct ls_group_reader *reader, struct ls_error *err)
{
    struct xap_error cause;
    if (reader->frequency) {
        return LS_OK;
    }
    if (xap_reader_last_docid(ls_index_reader(reader->index), &reader->last, &cause) != XAP_OK) {
        return fail(&cause, err);
    }
    size_t cards = (size_t)reader->last + 1;
    reader->is_found = ls_arena_array(reader->arena, cards, sizeof *reader->is_found);
    reader->frequency =
        reader->is_found ? ls_arena_array(reader->arena, cards, sizeof *reader->frequency) : NULL;
    return reader->frequency ? LS_OK : ls_fail_memory(err);
}

static void take_cards(struct ls_group_reader *reader, struct ls_group_cards *found,
                       uint32_t *cards, float *frequencies, uint32_t *items)
{
    for (uint32_t docid = 1; docid <= reader->last; docid++) {
        if (reader->frequency[docid] > 0) {
            frequencies[found->cards.count] = reader->frequency[docid];
            cards[found->cards.count++] = docid;
        }
        if (reader->is_found[docid]) {
            items[found->found.count++] = docid;
        }
        reader->frequency[docid] = 0;
        reader->is_found[docid] = 0;
    }
}

static enum ls_status collect(struct ls_group_reader *reader, struct ls_group_cards *found,
                              struct ls_error *err)
{
    size_t held = 0;
    size_t finds = 0;
    for (size_t docid = 1; docid <= reader->last; docid++) {
        held += reader->frequency[docid] > 0;
        finds += reader->is_found[docid];
    }
    uint32_t *cards = ls_arena_array(reader->arena, held + 1, sizeof *cards);
    float *frequencies = ls_arena_array(reader->arena, held + 1, sizeof *frequencies);
    uint32_t *items = ls_arena_array(reader->arena, finds + 1, sizeof *items);
    if (!cards || !frequencies || !items) {
        return ls_fail_memory(err);
    }
    take_cards(reader, found, cards, frequencies, items);
    found->cards.items = cards;
    found->frequencies = frequencies;
    found->found.items = items;
    return LS_OK;
}

static enum ls_status read_cards(struct ls_group_reader *reader,
                                 const struct ls_group_member *const *members, size_t count,
                                 struct ls_group_cards *found, struct ls_error *err)
{
    size_t before = reader->checks;
    *found = (struct ls_group_cards){0};
    enum ls_status status = make_room(reader, err);
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        status = add_member(reader, members[i], err);
    }
    found->checks = reader->checks - before;
    reader->checks = before;
    return status == LS_OK ? collect(reader, found, err) : status;
}

enum ls_status ls_group_cards_find(struct ls_group_reader *reader,
                                   const struct ls_group_member *const *members, size_t count,
                                   struct ls_group_cards *found, struct ls_error *err)
{
    bool known;
    enum ls_status status = ls_group_cards_recall(reader, members, count, found, &known, err);
    if (status == LS_OK && !known) {
        status = read_cards(reader, members, count, found, err);
    }
    if (status == LS_OK && !known) {
        ls_group_cards_keep(reader, members, count, found);
    }
    reader->checks += found->checks;
    return status;
}
