#include "query/expand/member_cards.h"

#include "query/match/candidates.h"
#include "query/match/placed.h"
#include "text/stream.h"

static enum ls_status fail(const struct xap_error *cause, struct ls_error *err)
{
    return ls_schema_fail(err, cause, "cannot weigh a translation");
}

struct adder {
    struct ls_group_reader *reader;
    const struct ls_group_member *member;
    bool is_checked;          /* it is asked whether the member's words stand side by side */
    const uint64_t *standing; /* cards in which they do; NULL: each card's stream tells */
};

/* ---- does it stand side by side? ---- */

static bool note_standing(void *context, const struct ls_stream_section *section)
{
    if (!section->is_template) {
        ls_set_add(context, section->docid);
    }
    return false; /* template text stands behind all others */
}

/* It is asked where that decides whether a card is found; for the order of cards it makes no
 * difference. */
static enum ls_status begin(struct adder *adder, struct ls_error *err)
{
    struct ls_group_reader *reader = adder->reader;
    const struct ls_unit *unit = &adder->member->unit;
    const struct ls_positions *positions = ls_index_positions(reader->index);
    adder->is_checked = adder->member->finds && ls_unit_is_checked(unit);
    if (!adder->is_checked || reader->checks >= LS_MEMBER_CHECKS_MAX || !positions ||
        !ls_unit_is_placed(unit)) {
        return LS_OK;
    }
    uint64_t *standing =
        ls_arena_array(reader->arena, ls_set_words(reader->last), sizeof *standing);
    adder->standing = standing;
    if (standing) {
        ls_unit_visit(unit, positions, note_standing, standing);
    }
    return standing ? LS_OK : ls_fail_memory(err);
}

static enum ls_status stands_in(const struct adder *adder, uint32_t docid, bool *stands,
                                struct ls_error *err)
{
    struct ls_group_reader *reader = adder->reader;
    struct ls_span stream;
    *stands = true;
    if (!adder->is_checked || reader->checks++ >= LS_MEMBER_CHECKS_MAX) {
        return LS_OK;
    }
    if (adder->standing) {
        *stands = ls_set_has(adder->standing, docid);
        return LS_OK;
    }
    enum ls_status status = ls_index_stream(reader->index, docid, &stream, err);
    *stands = status == LS_OK && ls_unit_stands_in(&adder->member->unit, ls_stream_outside(stream));
    return status;
}

static enum ls_status add_card(const struct adder *adder, uint32_t docid, uint32_t wdf,
                               struct ls_error *err)
{
    struct ls_group_reader *reader = adder->reader;
    bool stands;
    enum ls_status status = stands_in(adder, docid, &stands, err);
    if (status == LS_OK && stands) {
        reader->frequency[docid] += (float)(adder->member->weight * wdf);
        ls_set_add(reader->held, docid);
        if (adder->member->finds) {
            ls_set_add(reader->found, docid);
        }
    }
    return status;
}

/* ---- by postings in memory ---- */

enum { TERMS_MAX = LS_LEXICON_PLACES_MAX + 1 };

/* Postings that are asked about in ascending order. */
struct seeker {
    struct ls_postings postings;
    size_t at;
};

static bool seek(struct seeker *seeker, uint32_t docid, uint32_t *wdf)
{
    const struct ls_postings *postings = &seeker->postings;
    bool holds = false;
    if (postings->bits) {
        uint64_t word = postings->bits[docid / 64];
        uint64_t bit = UINT64_C(1) << docid % 64;
        holds = word & bit;
        seeker->at = postings->before[docid / 64] + (size_t)__builtin_popcountll(word & (bit - 1));
    } else {
        while (seeker->at < postings->count && postings->docids[seeker->at] < docid) {
            seeker->at++;
        }
        holds = seeker->at < postings->count && postings->docids[seeker->at] == docid;
    }
    *wdf = holds ? ls_postings_wdf(postings, seeker->at) : 0;
    return holds;
}

/* All cards of one term, none of which is asked about. */
static void add_term(const struct adder *adder, const struct ls_postings *postings)
{
    struct ls_group_reader *reader = adder->reader;
    float *frequency = reader->frequency;
    double weight = adder->member->weight;
    size_t words = postings->bits ? ls_set_words(reader->last) : 0;
    size_t n = 0;
    for (size_t i = 0; i < words; i++) {
        uint64_t left = postings->bits[i];
        reader->held[i] |= left;
        reader->found[i] |= adder->member->finds ? left : 0;
        for (; left; left &= left - 1) {
            frequency[ls_set_first(left, i)] += (float)(weight * ls_postings_wdf(postings, n++));
        }
    }
    for (; n < postings->count; n++) {
        uint32_t docid = postings->docids[n];
        ls_set_add(reader->held, docid);
        if (adder->member->finds) {
            ls_set_add(reader->found, docid);
        }
        frequency[docid] += (float)(weight * ls_postings_wdf(postings, n));
    }
}

/* The n-th card of the first seeker, if all others hold it too. */
static enum ls_status add_shared(const struct adder *adder, struct seeker *seekers, size_t count,
                                 uint32_t docid, size_t n, struct ls_error *err)
{
    uint32_t least = ls_postings_wdf(&seekers[0].postings, n);
    for (size_t i = 1; i < count; i++) {
        uint32_t wdf;
        if (!seek(&seekers[i], docid, &wdf)) {
            return LS_OK;
        }
        least = wdf < least ? wdf : least;
    }
    return add_card(adder, docid, least, err);
}

static enum ls_status add_known(const struct adder *adder, struct seeker *seekers, size_t count,
                                struct ls_error *err)
{
    const struct ls_postings *first = &seekers[0].postings;
    enum ls_status status = LS_OK;
    size_t n = 0;
    if (count == 1 && !adder->is_checked) {
        add_term(adder, first);
        return LS_OK;
    }
    for (size_t i = 0; first->bits && i < ls_set_words(adder->reader->last); i++) {
        for (uint64_t left = first->bits[i]; status == LS_OK && left; left &= left - 1) {
            uint32_t docid = ls_set_first(left, i);
            status = add_shared(adder, seekers, count, docid, n++, err);
        }
    }
    for (; !first->bits && status == LS_OK && n < first->count; n++) {
        status = add_shared(adder, seekers, count, first->docids[n], n, err);
    }
    return status;
}

/* The rarest first: its cards are asked about. */
static void put_first(struct seeker *seekers, size_t count)
{
    size_t rarest = 0;
    for (size_t i = 1; i < count; i++) {
        rarest = seekers[i].postings.count < seekers[rarest].postings.count ? i : rarest;
    }
    struct seeker first = seekers[0];
    seekers[0] = seekers[rarest];
    seekers[rarest] = first;
}

/* *known is false when not all postings are kept. */
static enum ls_status find_known(const struct adder *adder, struct seeker *seekers, bool *known,
                                 struct ls_error *err)
{
    struct ls_group_reader *reader = adder->reader;
    const struct ls_unit *unit = &adder->member->unit;
    enum xap_status status = XAP_OK;
    struct xap_error cause;
    *known = reader->knows_lengths && unit->term_count <= TERMS_MAX;
    for (size_t i = 0; status == XAP_OK && *known && i < unit->term_count; i++) {
        status = ls_postings_get(reader->index, &reader->lengths, unit->terms[i],
                                 &seekers[i].postings, known, &cause);
    }
    put_first(seekers, *known ? unit->term_count : 0);
    return status == XAP_OK ? LS_OK : fail(&cause, err);
}

/* ---- by those of Xapian ---- */

/* The postings of a member's terms, which move together. */
struct walk {
    struct xap_postings **postings;
    size_t count;
    uint32_t docid;
    bool more;
    struct xap_error cause;
};

static bool open_walk(const struct adder *adder, struct walk *walk)
{
    struct xap_reader *reader = ls_index_reader(adder->reader->index);
    const struct ls_unit *unit = &adder->member->unit;
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

static enum ls_status add_cards(const struct adder *adder, struct walk *walk, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    while (status == LS_OK) {
        if (!move(walk)) {
            return fail(&walk->cause, err);
        }
        if (!walk->more || walk->docid > adder->reader->last) {
            break;
        }
        status = add_card(adder, walk->docid, least_wdf(walk), err);
    }
    return status;
}

static enum ls_status add_read(const struct adder *adder, struct ls_error *err)
{
    size_t terms = adder->member->unit.term_count;
    struct walk walk = {.postings =
                            ls_arena_array(adder->reader->arena, terms, sizeof *walk.postings)};
    if (!walk.postings) {
        return ls_fail_memory(err);
    }
    enum ls_status status =
        open_walk(adder, &walk) ? add_cards(adder, &walk, err) : fail(&walk.cause, err);
    close_walk(&walk);
    return status;
}

/* ---- */

enum ls_status ls_member_cards_add(struct ls_group_reader *reader,
                                   const struct ls_group_member *member, struct ls_error *err)
{
    struct adder adder = {.reader = reader, .member = member};
    struct seeker seekers[TERMS_MAX] = {0};
    bool known;
    if (member->unit.term_count == 0) {
        return LS_OK;
    }
    enum ls_status status = begin(&adder, err);
    if (status == LS_OK) {
        status = find_known(&adder, seekers, &known, err);
    }
    if (status != LS_OK) {
        return status;
    }
    return known ? add_known(&adder, seekers, member->unit.term_count, err) : add_read(&adder, err);
}
