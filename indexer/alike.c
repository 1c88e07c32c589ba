#include "indexer/alike.h"

#include "base/hash.h"

#include <stdlib.h>

enum {
    WALKED_MAX = 4, /* the rarest terms of a sentence, whose cards are candidates */
    FREQS_MIN = 1 << 12,
    CARDS_MIN = 1 << 8,
    SKELETONS_KEPT_MAX = 1 << 24,
};

/* In how many cards a term is, in template text or outside. */
struct freq {
    uint64_t hash; /* of the term; 0: a free slot */
    uint32_t cards;
};

/* The skeletons of a card that was read. */
struct known {
    uint32_t docid; /* 0: a free slot */
    size_t first;
    size_t count;
};

struct ls_alike {
    struct ls_index *index;
    struct ls_analyzer *analyzer;
    struct ls_reading reading; /* of a stored card */
    struct ls_arena arena;     /* the same */
    struct freq *freqs;        /* open addressing, a power of two */
    size_t freq_count;
    size_t freq_room;
    struct known *cards; /* likewise */
    size_t card_count;
    size_t card_room;
    struct ls_templates skeletons; /* of known cards, one card's behind the other's */
    uint8_t *passed;               /* a bit for each docid */
    uint32_t last;                 /* docid */
    struct xap_error cause;
};

static enum ls_status fail(const struct ls_alike *alike, struct ls_error *err)
{
    return ls_schema_fail(err, &alike->cause, "cannot look for template text");
}

enum ls_status ls_alike_new(struct ls_index *index, struct ls_analyzer *analyzer,
                            struct ls_alike **out, struct ls_error *err)
{
    *out = NULL;
    struct ls_alike *alike = calloc(1, sizeof *alike);
    if (!alike) {
        return ls_fail_memory(err);
    }
    alike->index = index;
    alike->analyzer = analyzer;
    enum ls_status status =
        xap_reader_last_docid(ls_index_reader(index), &alike->last, &alike->cause) == XAP_OK
            ? LS_OK
            : fail(alike, err);
    alike->passed = calloc(1, alike->last / 8 + 1);
    if (status == LS_OK && !alike->passed) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK) {
        *out = alike;
    } else {
        ls_alike_free(alike);
    }
    return status;
}

void ls_alike_free(struct ls_alike *alike)
{
    if (!alike) {
        return;
    }
    ls_reading_free(&alike->reading);
    ls_arena_free(&alike->arena);
    ls_templates_free(&alike->skeletons);
    free(alike->freqs);
    free(alike->cards);
    free(alike->passed);
    free(alike);
}

void ls_alike_pass_over(struct ls_alike *alike, uint32_t docid)
{
    if (docid <= alike->last) {
        alike->passed[docid / 8] |= (uint8_t)(1u << docid % 8);
    }
}

static bool is_passed(const struct ls_alike *alike, uint32_t docid)
{
    return alike->passed[docid / 8] >> docid % 8 & 1;
}

/* ---- how rare terms are ---- */

static struct freq *freq_slot(struct freq *freqs, size_t room, uint64_t hash)
{
    size_t slot = (hash ^ hash >> 32) & (room - 1);
    while (freqs[slot].hash && freqs[slot].hash != hash) {
        slot = (slot + 1) & (room - 1);
    }
    return &freqs[slot];
}

static bool grow_freqs(struct ls_alike *alike)
{
    size_t room = alike->freq_room ? alike->freq_room * 2 : FREQS_MIN;
    struct freq *grown = calloc(room, sizeof *grown);
    for (size_t i = 0; grown && i < alike->freq_room; i++) {
        if (alike->freqs[i].hash) {
            *freq_slot(grown, room, alike->freqs[i].hash) = alike->freqs[i];
        }
    }
    if (grown) {
        free(alike->freqs);
        alike->freqs = grown;
        alike->freq_room = room;
    }
    return grown != NULL;
}

/* A term with the prefix of template text. */
struct prefixed {
    char bytes[sizeof LS_PREFIX_TEMPLATE + LS_TERM_BYTES_MAX];
    size_t len;
};

static struct prefixed prefixed(struct ls_span term)
{
    struct prefixed out = {.len = sizeof LS_PREFIX_TEMPLATE - 1};
    memcpy(out.bytes, LS_PREFIX_TEMPLATE, out.len);
    memcpy(out.bytes + out.len, term.ptr, term.len);
    out.len += term.len;
    return out;
}

static enum ls_status count_term(struct ls_alike *alike, struct ls_span term, uint32_t *cards,
                                 struct ls_error *err)
{
    if (alike->freq_count * 2 >= alike->freq_room && !grow_freqs(alike)) {
        return ls_fail_memory(err);
    }
    uint64_t hash = ls_hash64(LS_HASH64_START, term) | 1;
    struct freq *freq = freq_slot(alike->freqs, alike->freq_room, hash);
    if (!freq->hash) {
        struct xap_reader *reader = ls_index_reader(alike->index);
        struct prefixed template = prefixed(term);
        uint32_t outside;
        uint32_t within;
        if (xap_reader_term_freq(reader, term.ptr, term.len, &outside, &alike->cause) != XAP_OK ||
            xap_reader_term_freq(reader, template.bytes, template.len, &within, &alike->cause) !=
                XAP_OK) {
            return fail(alike, err);
        }
        *freq = (struct freq){hash, outside + within};
        alike->freq_count++;
    }
    *cards = freq->cards;
    return LS_OK;
}

/* ---- what cards say ---- */

static struct known *card_slot(struct known *cards, size_t room, uint32_t docid)
{
    size_t slot = (docid * 0x9e3779b9u >> 8) & (room - 1);
    while (cards[slot].docid && cards[slot].docid != docid) {
        slot = (slot + 1) & (room - 1);
    }
    return &cards[slot];
}

static bool grow_cards(struct ls_alike *alike)
{
    size_t room = alike->card_room ? alike->card_room * 2 : CARDS_MIN;
    struct known *grown = calloc(room, sizeof *grown);
    for (size_t i = 0; grown && i < alike->card_room; i++) {
        if (alike->cards[i].docid) {
            *card_slot(grown, room, alike->cards[i].docid) = alike->cards[i];
        }
    }
    if (grown) {
        free(alike->cards);
        alike->cards = grown;
        alike->card_room = room;
    }
    return grown != NULL;
}

static void forget_cards(struct ls_alike *alike)
{
    memset(alike->cards, 0, alike->card_room * sizeof *alike->cards);
    alike->card_count = 0;
    alike->skeletons.count = 0;
}

static enum ls_status read_card(struct ls_alike *alike, struct known *known, uint32_t docid,
                                struct ls_error *err)
{
    struct ls_card card;
    size_t before = alike->skeletons.count;
    ls_arena_reset(&alike->arena);
    enum ls_status status = ls_index_card(alike->index, docid, &alike->arena, &card, err);
    if (status == LS_OK) {
        status = ls_reading_make(&alike->reading, alike->analyzer, &card, err);
    }
    if (status == LS_OK) {
        ls_templates_add_card(&alike->skeletons, &alike->reading);
        status = alike->skeletons.failed ? ls_fail_memory(err) : LS_OK;
    }
    if (status == LS_OK) {
        *known = (struct known){docid, before, alike->skeletons.count - before};
        alike->card_count++;
    }
    return status;
}

static enum ls_status card_holds(struct ls_alike *alike, uint32_t docid, uint64_t skeleton,
                                 bool *holds, struct ls_error *err)
{
    if (alike->skeletons.count > SKELETONS_KEPT_MAX) {
        forget_cards(alike);
    }
    if (alike->card_count * 2 >= alike->card_room && !grow_cards(alike)) {
        return ls_fail_memory(err);
    }
    struct known *known = card_slot(alike->cards, alike->card_room, docid);
    enum ls_status status = known->docid ? LS_OK : read_card(alike, known, docid, err);
    struct ls_templates of_card = {.items = alike->skeletons.items + known->first,
                                   .count = known->count};
    *holds = status == LS_OK && ls_templates_hold(&of_card, skeleton);
    return status;
}

/* ---- candidates ---- */

enum { AT_END = UINT32_MAX };

/* The cards of a term: outside template text, and in it. */
struct walk {
    struct ls_span term;
    uint32_t cards;
    struct {
        struct xap_postings *postings;
        uint32_t docid;
    } sides[2];
};

/* Words and pairs: not every character has a term in template text. */
static bool is_term(const struct ls_reading *reading, const struct ls_sentence *sentence,
                    uint32_t i)
{
    const struct ls_token *token = &reading->tokens[i];
    bool has_both = i > sentence->tokens.first && i + 1 < sentence->tokens.past &&
                    reading->is_left[i - 1] && reading->is_left[i + 1];
    return token->kind == LS_TOKEN_BIGRAM ? has_both
                                          : token->kind == LS_TOKEN_WORD && reading->is_left[i];
}

static void insert(struct walk walks[WALKED_MAX], size_t *count, struct walk walk)
{
    size_t at = *count;
    for (size_t i = 0; i < *count; i++) {
        if (ls_span_equal(walks[i].term, walk.term)) {
            return;
        }
    }
    if (at == WALKED_MAX && walks[at - 1].cards <= walk.cards) {
        return;
    }
    *count += at < WALKED_MAX;
    at = *count - 1;
    for (; at > 0 && walks[at - 1].cards > walk.cards; at--) {
        walks[at] = walks[at - 1];
    }
    walks[at] = walk;
}

/* The rarest terms of what is left of a sentence, rarest first. */
static enum ls_status choose_terms(struct ls_alike *alike, const struct ls_reading *reading,
                                   const struct ls_sentence *sentence,
                                   struct walk walks[WALKED_MAX], size_t *count,
                                   struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *count = 0;
    for (uint32_t i = sentence->tokens.first; status == LS_OK && i < sentence->tokens.past; i++) {
        const struct ls_token *token = &reading->tokens[i];
        struct walk walk = {.term = ls_span(reading->terms + token->term, token->len)};
        if (is_term(reading, sentence, i)) {
            status = count_term(alike, walk.term, &walk.cards, err);
            insert(walks, count, walk);
        }
        if (*count > 0 && walks[0].cards == 0) {
            break; /* no card can hold it */
        }
    }
    return status;
}

static bool move(struct ls_alike *alike, struct walk *walk, int side, uint32_t docid)
{
    bool more = false;
    struct xap_postings *postings = walk->sides[side].postings;
    if (walk->sides[side].docid >= docid) {
        return true;
    }
    if (xap_postings_skip_to(postings, docid, &more, &alike->cause) != XAP_OK) {
        return false;
    }
    walk->sides[side].docid = more ? xap_postings_docid(postings) : AT_END;
    return true;
}

/* The first card from docid on that holds the term. */
static bool walk_to(struct ls_alike *alike, struct walk *walk, uint32_t docid, uint32_t *at)
{
    bool moved = move(alike, walk, 0, docid) && move(alike, walk, 1, docid);
    *at = walk->sides[0].docid < walk->sides[1].docid ? walk->sides[0].docid : walk->sides[1].docid;
    return moved;
}

static bool open_walk(struct ls_alike *alike, struct walk *walk)
{
    struct xap_reader *reader = ls_index_reader(alike->index);
    struct prefixed template = prefixed(walk->term);
    return xap_postings_open(reader, walk->term.ptr, walk->term.len, &walk->sides[0].postings,
                             &alike->cause) == XAP_OK &&
           xap_postings_open(reader, template.bytes, template.len, &walk->sides[1].postings,
                             &alike->cause) == XAP_OK;
}

/* The first card from docid on that holds all terms; AT_END: none. */
static bool next_candidate(struct ls_alike *alike, struct walk *walks, size_t count, uint32_t docid,
                           uint32_t *candidate)
{
    bool walked = true;
    *candidate = docid;
    for (size_t agreed = 0, i = 0; walked && agreed < count && *candidate != AT_END;
         i = (i + 1) % count) {
        uint32_t at;
        walked = walk_to(alike, &walks[i], *candidate, &at);
        agreed = at == *candidate ? agreed + 1 : 1;
        *candidate = at;
    }
    return walked;
}

enum ls_status ls_alike_find(struct ls_alike *alike, const struct ls_reading *reading,
                             const struct ls_sentence *sentence,
                             uint32_t docids[LS_TEMPLATE_CARDS_MIN], uint32_t *count,
                             struct ls_error *err)
{
    struct walk walks[WALKED_MAX];
    size_t walk_count;
    uint32_t candidate = 0;
    *count = 0;
    enum ls_status status = choose_terms(alike, reading, sentence, walks, &walk_count, err);
    if (status != LS_OK || walk_count == 0 || walks[0].cards == 0) {
        return status;
    }
    for (size_t i = 0; status == LS_OK && i < walk_count; i++) {
        status = open_walk(alike, &walks[i]) ? LS_OK : fail(alike, err);
    }
    while (status == LS_OK && *count < LS_TEMPLATE_CARDS_MIN) {
        bool holds = false;
        if (!next_candidate(alike, walks, walk_count, candidate + 1, &candidate)) {
            status = fail(alike, err);
        }
        if (status != LS_OK || candidate == AT_END) {
            break;
        }
        if (!is_passed(alike, candidate)) {
            status = card_holds(alike, candidate, sentence->skeleton, &holds, err);
        }
        if (holds) {
            docids[(*count)++] = candidate;
        }
    }
    for (size_t i = 0; i < walk_count; i++) {
        xap_postings_free(walks[i].sides[0].postings);
        xap_postings_free(walks[i].sides[1].postings);
    }
    return status;
}
