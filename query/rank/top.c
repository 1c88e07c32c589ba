#include "query/rank/top.h"

#include "query/match/sets.h"

#include <math.h>
#include <stdlib.h>

/* What may be off in a sum of bounds, and in a code of what is near. */
static const double slack = 1 + 1e-6;

/* The watch is told of so many words of the set at once. */
enum { WATCHED_WORDS = 64 };

/* A scorer, and where it has been read to: at 64 neighbours, the word. */
struct voice {
    const struct ls_scorer *scorer;
    size_t number;          /* among the scorers */
    uint64_t now;           /* the cards of the word that it adds to */
    size_t first;           /* posting of them */
    size_t past;            /* the last one, of a list */
    double bound;           /* it adds to none of them more */
    double rest;            /* nor this and all voices behind it together */
    const uint32_t *docids; /* NULL: it has a set */
    size_t count;           /* of the docids */
    float *most;            /* of a set: by ls_postings.nears */
};

struct ranked {
    double relevance;
    uint32_t place;
    uint32_t docid;
};

struct top {
    const struct ls_scorers *scorers;
    const struct ls_top_wish *wish;
    struct voice *voices; /* those that may add most first */
    size_t voice_count;
    double *parts;       /* of a card's relevance, by scorer */
    struct ranked *heap; /* the worst of the best on top */
    size_t size;
    uint64_t weighed; /* cards, since the watch was told */
};

/* ---- the best so far ---- */

static bool is_worse(const struct ranked *a, const struct ranked *b)
{
    if (a->place != b->place) {
        return a->place > b->place;
    }
    return a->relevance != b->relevance ? a->relevance < b->relevance : a->docid > b->docid;
}

static void sink(struct ranked *heap, size_t size, size_t at, struct ranked item)
{
    for (size_t child = 2 * at + 1; child < size; child = 2 * at + 1) {
        child += child + 1 < size && is_worse(&heap[child + 1], &heap[child]);
        if (!is_worse(&heap[child], &item)) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = item;
}

static void raise(struct ranked *heap, size_t at, struct ranked item)
{
    for (; at > 0 && is_worse(&item, &heap[(at - 1) / 2]); at = (at - 1) / 2) {
        heap[at] = heap[(at - 1) / 2];
    }
    heap[at] = item;
}

static bool is_full(const struct top *top)
{
    return top->size == top->wish->max;
}

static void offer(struct top *top, struct ranked item)
{
    if (!is_full(top)) {
        raise(top->heap, top->size++, item);
    } else if (is_worse(&top->heap[0], &item)) {
        sink(top->heap, top->size, 0, item);
    }
}

static void sort(struct top *top)
{
    for (size_t size = top->size; size > 1; size--) {
        struct ranked last = top->heap[size - 1];
        top->heap[size - 1] = top->heap[0];
        sink(top->heap, size - 1, 0, last);
    }
}

/* ---- voices ---- */

static void fill_most(struct voice *voice, const double *nears, double k1)
{
    for (int code = 0; code < LS_NEAR_COUNT; code++) {
        double most = voice->scorer->factor / (1 + k1 * nears[code]);
        voice->most[code] =
            code == LS_NEAR_NONE ? 0 : (float)fmin(most, voice->scorer->most * slack);
    }
}

static bool begin_voice(struct top *top, struct voice *voice, const double *nears,
                        struct ls_arena *arena)
{
    const struct ls_scorer *scorer = voice->scorer;
    if (scorer->listed) {
        voice->docids = scorer->listed->docids;
        voice->count = scorer->listed->count;
    } else if (!scorer->postings.bits) {
        voice->docids = scorer->postings.docids;
        voice->count = scorer->postings.count;
    } else {
        voice->most = ls_arena_bytes(arena, LS_NEAR_COUNT * sizeof *voice->most);
    }
    if (voice->most) {
        fill_most(voice, nears, top->scorers->k1);
    }
    return voice->docids || voice->most;
}

static int compare_voices(const void *a, const void *b)
{
    const struct voice *left = a;
    const struct voice *right = b;
    double x = left->scorer->most;
    double y = right->scorer->most;
    return x != y ? (x < y) - (x > y)
                  : (left->number > right->number) - (left->number < right->number);
}

static bool begin_voices(struct top *top, struct ls_arena *arena)
{
    double nears[LS_NEAR_COUNT];
    size_t count = top->scorers->count;
    top->voices = ls_arena_array(arena, count + 1, sizeof *top->voices);
    bool is_begun = top->voices != NULL;
    for (int code = 0; count > 0 && code < LS_NEAR_COUNT; code++) {
        nears[code] = ls_postings_near((uint8_t)code);
    }
    for (; is_begun && top->voice_count < count; top->voice_count++) {
        struct voice *voice = &top->voices[top->voice_count];
        voice->scorer = &top->scorers->items[top->voice_count];
        voice->number = top->voice_count;
        is_begun = begin_voice(top, voice, nears, arena);
    }
    if (is_begun && count > 1) {
        qsort(top->voices, count, sizeof *top->voices, compare_voices);
    }
    return is_begun;
}

/* The first of the ids from `from` on that is not below `least`. Most steps are short: they
 * double. */
static size_t skip(const struct voice *voice, size_t from, uint64_t least)
{
    size_t step = 1;
    size_t past = from;
    while (past < voice->count && voice->docids[past] < least) {
        from = past + 1;
        past += step;
        step *= 2;
    }
    past = past < voice->count ? past : voice->count;
    while (from < past) {
        size_t middle = from + (past - from) / 2;
        if (voice->docids[middle] < least) {
            from = middle + 1;
        } else {
            past = middle;
        }
    }
    return from;
}

static void read_list(struct voice *voice, size_t word)
{
    const struct ls_tree_node *listed = voice->scorer->listed;
    uint64_t past = ((uint64_t)word + 1) * 64;
    double most = 0;
    voice->now = 0;
    voice->first = skip(voice, voice->past, past - 64);
    size_t i = voice->first;
    for (; i < voice->count && voice->docids[i] < past; i++) {
        voice->now |= UINT64_C(1) << voice->docids[i] % 64;
        if (listed && listed->weights[i] > most) {
            most = listed->weights[i];
        }
    }
    voice->past = i;
    voice->bound = listed ? most * voice->scorer->factor : voice->now ? voice->scorer->most : 0;
}

/* No more than this it adds to any card of a word that was not read yet. */
static double bound_of(const struct voice *voice, size_t word)
{
    if (!voice->docids) {
        return voice->most[voice->scorer->postings.nears[word]];
    }
    bool is_behind = voice->past == voice->count || voice->docids[voice->past] / 64 > word;
    return is_behind ? 0 : voice->scorer->most;
}

static void read_word(struct voice *voice, size_t word)
{
    const struct ls_postings *postings = &voice->scorer->postings;
    if (voice->docids) {
        read_list(voice, word);
        return;
    }
    voice->now = postings->bits[word];
    voice->first = postings->before[word];
    voice->bound = voice->most[postings->nears[word]];
}

/* ---- cards ---- */

/* What a voice adds to a card that it has, the bit of its word. */
static double weigh(const struct top *top, const struct voice *voice, uint64_t bit, double bend)
{
    const struct ls_scorer *scorer = voice->scorer;
    size_t i = voice->first + ls_set_count_bits(voice->now & (bit - 1));
    return scorer->listed ? scorer->factor * scorer->listed->weights[i]
                          : ls_scorer_weigh(scorer, top->scorers->k1, bend,
                                            ls_postings_wdf(&scorer->postings, i));
}

/* What a card's relevance must exceed to be among the best; INFINITY: it cannot be. Later cards of
 * the same relevance are no better. */
static double least_for(const struct top *top, uint32_t place)
{
    const struct ranked *worst = &top->heap[0];
    return !is_full(top) || place < worst->place ? -INFINITY
           : place > worst->place                ? INFINITY
                                                 : worst->relevance;
}

/* May a card of the word be among the best, when all are of one place? */
static bool may_have_best(const struct top *top, size_t word)
{
    double least = top->wish->places ? -INFINITY : least_for(top, 0);
    double bound = 0;
    for (size_t i = 0; least >= 0 && i < top->voice_count; i++) {
        bound += bound_of(&top->voices[i], word);
    }
    return least < 0 || bound * slack > least;
}

/* May the voices add up to more than that? */
static bool may_exceed(const struct top *top, uint64_t bit, double least)
{
    double bound = 0;
    for (size_t i = 0; i < top->voice_count; i++) {
        bound += top->voices[i].now & bit ? top->voices[i].bound : 0;
    }
    return bound * slack > least;
}

static double add_up(const struct top *top)
{
    double sum = 0;
    for (size_t i = 0; i < top->voice_count; i++) {
        sum += top->parts[i];
    }
    return sum;
}

/* False when it is clear before the end that it is no more than `least`. */
static bool weigh_card(struct top *top, uint32_t docid, uint64_t bit, double least,
                       double *relevance)
{
    double bend = top->voice_count > 0 ? ls_lengths_bend(&top->scorers->lengths, docid) : 0;
    double sum = 0;
    top->weighed++;
    for (size_t i = 0; i < top->voice_count; i++) {
        const struct voice *voice = &top->voices[i];
        if ((sum + voice->rest) * slack <= least) {
            return false;
        }
        double part = voice->now & bit ? weigh(top, voice, bit, bend) : 0;
        top->parts[voice->number] = part;
        sum += part;
    }
    *relevance = add_up(top);
    return true;
}

static void look_at(struct top *top, uint32_t docid, uint64_t bit)
{
    const struct ls_top_wish *wish = top->wish;
    struct ranked item = {.docid = docid};
    if (wish->places) {
        item.place = wish->falls ? UINT32_MAX - wish->places[docid] : wish->places[docid];
    }
    double least = least_for(top, item.place);
    if (may_exceed(top, bit, least) && weigh_card(top, docid, bit, least, &item.relevance)) {
        offer(top, item);
    }
}

/* The cards of a word that may be among the best when all are of one place. */
static uint64_t choose(const struct top *top, uint64_t cards)
{
    double least = top->wish->places ? -INFINITY : least_for(top, 0);
    uint64_t held = 0;
    for (size_t i = 0; i < top->voice_count; i++) {
        if (top->voices[i].rest * slack <= least) {
            return cards & held;
        }
        held |= top->voices[i].now;
    }
    return least >= 0 ? cards & held : cards;
}

static void look_at_word(struct top *top, size_t word)
{
    double rest = 0;
    for (size_t i = 0; i < top->voice_count; i++) {
        read_word(&top->voices[i], word);
    }
    for (size_t i = top->voice_count; i > 0; i--) {
        rest += top->voices[i - 1].bound;
        top->voices[i - 1].rest = rest;
    }
    for (uint64_t left = choose(top, top->wish->set[word]); left; left &= left - 1) {
        look_at(top, ls_set_first(left, word), left & -left);
    }
}

static enum xap_status look_at_all(struct top *top, struct ls_index *index, struct xap_error *cause)
{
    size_t words = ls_set_words(top->scorers->lengths.last);
    enum xap_status status = XAP_OK;
    for (size_t i = 0; status == XAP_OK && i < words; i++) {
        if (top->wish->set[i] && may_have_best(top, i)) {
            look_at_word(top, i);
        }
        if (i % WATCHED_WORDS == 0) {
            unsigned steps = (unsigned)(top->weighed + WATCHED_WORDS);
            status = xap_reader_spend(ls_index_reader(index), steps, cause);
            top->weighed = 0;
        }
    }
    return status;
}

static enum ls_status take_hits(struct top *top, struct ls_arena *arena, struct ls_hit **hits,
                                size_t *count, struct ls_error *err)
{
    sort(top);
    *count = top->size;
    *hits = ls_arena_array(arena, top->size + 1, sizeof **hits);
    for (size_t i = 0; *hits && i < top->size; i++) {
        (*hits)[i] = (struct ls_hit){top->heap[i].docid, top->heap[i].relevance};
    }
    return *hits ? LS_OK : ls_fail_memory(err);
}

enum ls_status ls_top_find(struct ls_index *index, const struct ls_scorers *scorers,
                           const struct ls_top_wish *wish, struct ls_arena *arena,
                           struct ls_hit **hits, size_t *count, struct ls_error *err)
{
    struct top top = {.scorers = scorers, .wish = wish};
    struct xap_error cause;
    *hits = NULL;
    *count = 0;
    top.parts = ls_arena_array(arena, scorers->count + 1, sizeof *top.parts);
    top.heap = ls_arena_array(arena, (size_t)wish->max + 1, sizeof *top.heap);
    if (!top.parts || !top.heap || !begin_voices(&top, arena)) {
        return ls_fail_memory(err);
    }
    if (wish->max > 0 && look_at_all(&top, index, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot search");
    }
    return take_hits(&top, arena, hits, count, err);
}
