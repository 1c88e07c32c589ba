#include "indexer/skeleton.h"

#include "base/hash.h"
#include "indexer/card/labels.h"
#include "indexer/masks.h"

#include <stdlib.h>

enum { LABEL_BYTES_MAX = 64, LABELS = 64 };

/* What ls_label_kind said of a text. */
struct label {
    struct ls_buf text; /* empty: nothing yet */
    bool is_known;
    enum ls_fact_kind kind;
};

struct ls_reading_hidden {
    struct ls_masks masks;
    struct label labels[LABELS]; /* asked for lately, by hash: forms repeat them */
};

void ls_reading_free(struct ls_reading *reading)
{
    struct ls_reading_hidden *hidden = reading->hidden;
    for (size_t i = 0; hidden && i < LABELS; i++) {
        ls_buf_free(&hidden->labels[i].text);
    }
    if (hidden) {
        ls_masks_free(&hidden->masks);
    }
    free(hidden);
    free(reading->tokens);
    free(reading->is_left);
    free(reading->sentences);
    free(reading->values);
    ls_buf_free(&reading->bytes);
    *reading = (struct ls_reading){0};
}

/* ---- skeletons ---- */

static void keep(struct ls_reading *reading, const struct ls_mask_place *first,
                 const struct ls_mask_place *last)
{
    if (!LS_MASK_GROW(reading->values, reading->value_room, reading->value_count + 1)) {
        reading->hidden->masks.failed = true;
        return;
    }
    reading->values[reading->value_count++] = (struct ls_stretch){first->token, last->token + 1};
}

/* What is left of a line while it is read. */
struct remains {
    uint64_t hash;
    unsigned weight;
    bool was_masked; /* the place before */
    bool has_value;  /* that the card declares */
    bool has_term;   /* a word or a pair, by which it can be looked up */
    unsigned label;  /* weight in front of the colon */
};

static void blank(struct remains *remains)
{
    if (!remains->was_masked) {
        remains->hash = ls_mask_mix(remains->hash, 1);
    }
    remains->was_masked = true;
}

static void leave(struct ls_reading *reading, struct remains *remains,
                  const struct ls_mask_place *place)
{
    bool goes_on = ls_mask_continues(place) && !remains->was_masked;
    remains->hash = ls_mask_mix(remains->hash, place->term + goes_on);
    remains->weight += ls_mask_weight(place);
    remains->was_masked = false;
    remains->has_term |= !place->is_han || goes_on;
    reading->is_left[place->token] = true;
}

/* The word that a number is in: Q1, COVID-19, 8.5. */
static uint32_t word_at(const struct ls_mask_place *places, const struct ls_mask_line *line,
                        uint32_t at, uint32_t *first)
{
    uint32_t past = at + 1;
    while (past < line->past && places[past].is_glued && !places[past].is_han) {
        past++;
    }
    *first = at;
    while (*first > line->first && places[*first].is_glued) {
        --*first;
    }
    return past;
}

/* The number at a place, of which the first says it all. What a word with a number in it says
 * differs from card to card, so that it is kept whole. */
static void read_number(struct ls_reading *reading, const struct ls_mask_line *line, uint32_t at,
                        struct remains *remains)
{
    const struct ls_masks *masks = &reading->hidden->masks;
    const struct ls_mask_place *places = masks->places;
    uint32_t first;
    uint32_t past = word_at(places, line, at, &first);
    bool is_said = false;
    for (uint32_t i = first; i < at; i++) {
        is_said |= places[i].is_number;
    }
    if (!is_said) {
        keep(reading, &places[first], &places[past - 1]);
        remains->has_value |= ls_masks_declare(masks, first, past);
    }
    blank(remains);
}

/* Masks the places [at, past) of a line; what else is there is left of it, unless it is the value
 * of a bibliographic line. */
static void read_places(struct ls_reading *reading, const struct ls_mask_line *line, uint32_t at,
                        uint32_t past, bool is_value, struct remains *remains)
{
    const struct ls_masks *masks = &reading->hidden->masks;
    while (at < past) {
        const struct ls_mask_place *place = &masks->places[at];
        const struct ls_mask *mask = ls_masks_find(masks, at, line);
        if (mask) {
            remains->has_value |= !mask->is_line && !mask->is_tail;
            blank(remains);
        } else if (place->is_number) {
            read_number(reading, line, at, remains);
        } else if (!is_value) {
            leave(reading, remains, place);
        }
        remains->label = at < line->value ? remains->weight : remains->label;
        if (mask && mask->is_kept) {
            keep(reading, place, place + mask->count - 1);
        }
        at += mask ? mask->count : 1;
    }
}

static void read_line(struct ls_reading *reading, const struct ls_mask_line *line,
                      struct remains *remains)
{
    const struct ls_mask_place *places = reading->hidden->masks.places;
    if (!line->is_labelled) {
        read_places(reading, line, line->first, line->past, false, remains);
        return;
    }
    for (uint32_t at = line->first; at < line->value; at++) {
        leave(reading, remains, &places[at]);
    }
    remains->has_value = true;
    blank(remains);
    if (line->is_kept) {
        keep(reading, &places[line->value], &places[line->past - 1]);
    } else {
        read_places(reading, line, line->value, line->past, true, remains);
    }
}

static bool can_be_template(const struct ls_card *card, uint32_t section)
{
    enum ls_field field = card->sections[section].field;
    return field == LS_FIELD_BODY || field == LS_FIELD_ABSTRACT;
}

/* What stands behind a label must itself be enough, unless it is all filled in. */
static bool is_enough(const struct remains *remains, bool is_heading)
{
    bool may_be_short = is_heading || remains->has_value;
    unsigned behind = remains->weight - remains->label;
    unsigned weight = behind > 0 && !may_be_short ? behind : remains->weight;
    return remains->has_term &&
           weight >= (may_be_short ? LS_SKELETON_LEFT_MIN : LS_SKELETON_LEFT_ALONE);
}

static void make_skeletons(struct ls_reading *reading, const struct ls_card *card)
{
    for (size_t i = 0; i < reading->count; i++) {
        struct ls_sentence *sentence = &reading->sentences[i];
        struct remains remains = {.hash = LS_HASH64_START};
        sentence->values.first = (uint32_t)reading->value_count;
        if (can_be_template(card, sentence->section)) {
            read_line(reading, &reading->hidden->masks.lines[i], &remains);
        }
        sentence->values.past = (uint32_t)reading->value_count;
        sentence->skeleton = is_enough(&remains, sentence->is_heading) ? remains.hash | 1 : 0;
    }
}

/* ---- cards ---- */

/* Where the first colon of a line is, if it is near the front; and how wide. */
static size_t find_colon(struct ls_span text, size_t *width)
{
    *width = 0;
    size_t i = 0;
    for (; i < text.len && i < LABEL_BYTES_MAX; i++) {
        struct ls_span rest = ls_span_from(text, i);
        *width = rest.ptr[0] == ':' ? 1 : ls_span_starts_with(rest, LS_SPAN("\uff1a")) ? 3 : 0;
        if (*width > 0) {
            break;
        }
    }
    return i;
}

static bool is_label(struct ls_reading_hidden *hidden, struct ls_span text, enum ls_fact_kind *kind)
{
    uint32_t hash = ls_hash32(LS_HASH32_START, text);
    struct label *label = &hidden->labels[(hash ^ hash >> 15) & (LABELS - 1)];
    if (label->text.len == 0 || !ls_span_equal(ls_buf_span(&label->text), text)) {
        ls_buf_clear(&label->text);
        ls_buf_add_span(&label->text, text);
        label->is_known = ls_label_kind(text, &label->kind);
        hidden->masks.failed |= label->text.failed;
    }
    *kind = label->kind;
    return label->is_known;
}

/* The country and the volume are of no field of a card; other values are masked by what they
 * are. */
static void read_label(struct ls_reading *reading, struct ls_span text, struct ls_mask_line *line)
{
    const struct ls_mask_place *places = reading->hidden->masks.places;
    const struct ls_token *tokens = reading->tokens;
    enum ls_fact_kind kind;
    size_t width;
    size_t start = tokens[places[line->first].token].first;
    size_t past = tokens[places[line->past - 1].token].past;
    struct ls_span said = ls_span(text.ptr + start, text.len - start);
    size_t colon = find_colon(said, &width);
    while (width > 0 && line->value < line->past &&
           tokens[places[line->value].token].first < start + colon + width) {
        line->value++;
    }
    line->is_labelled = width > 0 && is_label(reading->hidden, ls_span(said.ptr, colon), &kind);
    bool has_value = line->is_labelled && line->value < line->past;
    line->is_kept =
        has_value && (kind == LS_FACT_COUNTRY || kind == LS_FACT_VOLUME) &&
        !ls_is_placeholder(ls_span(said.ptr + colon + width, past - start - colon - width));
}

static void add_sentence(struct ls_reading *reading, struct ls_stretch tokens, struct ls_span text,
                         uint32_t section, bool is_heading)
{
    struct ls_masks *masks = &reading->hidden->masks;
    ls_masks_add_line(masks, reading->bytes.ptr, reading->tokens, tokens.first, tokens.past);
    if (masks->failed || !LS_MASK_GROW(reading->sentences, reading->room, reading->count + 1)) {
        masks->failed = true;
        return;
    }
    struct ls_mask_line *line = &masks->lines[masks->line_count - 1];
    if (line->past > line->first) {
        read_label(reading, text, line);
    }
    reading->sentences[reading->count++] =
        (struct ls_sentence){.tokens = tokens, .section = section, .is_heading = is_heading};
}

static void take_tokens(struct ls_reading *reading, const struct ls_analyzer *analyzer,
                        const struct ls_tokens *tokens)
{
    uint32_t base = (uint32_t)reading->bytes.len;
    size_t bytes = 0;
    if (!LS_MASK_GROW(reading->tokens, reading->token_room, reading->token_count + tokens->count)) {
        reading->hidden->masks.failed = true;
        return;
    }
    for (size_t i = 0; i < tokens->count; i++) {
        struct ls_token *token = &reading->tokens[reading->token_count++];
        *token = tokens->items[i];
        token->term += base;
        size_t end = tokens->items[i].term + tokens->items[i].len;
        bytes = end > bytes ? end : bytes;
    }
    if (bytes > 0) {
        ls_buf_add(&reading->bytes, ls_analyzer_terms(analyzer), bytes);
    }
}

static enum ls_status read_text(struct ls_reading *reading, struct ls_analyzer *analyzer,
                                struct ls_span text, uint32_t section, bool is_heading,
                                struct ls_error *err)
{
    struct ls_tokens tokens;
    enum ls_status status = ls_analyze(analyzer, text, &tokens, err);
    uint32_t first = (uint32_t)reading->token_count;
    if (status == LS_OK) {
        take_tokens(reading, analyzer, &tokens);
    }
    uint32_t past;
    for (; status == LS_OK && first < reading->token_count; first = past + 1) {
        past = first;
        while (past < reading->token_count && reading->tokens[past].kind != LS_TOKEN_BREAK) {
            past++;
        }
        add_sentence(reading, (struct ls_stretch){first, past}, text, section, is_heading);
    }
    return status;
}

static bool begin(struct ls_reading *reading)
{
    if (!reading->hidden) {
        reading->hidden = calloc(1, sizeof *reading->hidden);
    }
    if (!reading->hidden) {
        return false;
    }
    ls_buf_clear(&reading->bytes);
    reading->token_count = reading->count = reading->value_count = 0;
    ls_masks_clear(&reading->hidden->masks);
    return true;
}

static enum ls_status read_card(struct ls_reading *reading, struct ls_analyzer *analyzer,
                                const struct ls_card *card, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (uint32_t i = 0; status == LS_OK && i < card->section_count; i++) {
        const struct ls_section *section = &card->sections[i];
        status = read_text(reading, analyzer, section->heading, i, true, err);
        if (status == LS_OK) {
            status = read_text(reading, analyzer, section->text, i, false, err);
        }
    }
    bool failed = reading->hidden->masks.failed || reading->bytes.failed ||
                  !LS_MASK_GROW(reading->is_left, reading->left_room, reading->token_count + 1);
    return status == LS_OK && failed ? ls_fail_memory(err) : status;
}

enum ls_status ls_reading_make(struct ls_reading *reading, struct ls_analyzer *analyzer,
                               const struct ls_card *card, struct ls_error *err)
{
    enum ls_status status = begin(reading) ? LS_OK : ls_fail_memory(err);
    if (status == LS_OK) {
        status = read_card(reading, analyzer, card, err);
    }
    if (status == LS_OK) {
        status = ls_masks_settle(&reading->hidden->masks, analyzer, card, err);
    }
    if (status == LS_OK) {
        memset(reading->is_left, 0, reading->token_count * sizeof *reading->is_left);
        make_skeletons(reading, card);
        status = reading->hidden->masks.failed ? ls_fail_memory(err) : LS_OK;
    }
    reading->terms = reading->bytes.ptr;
    return status;
}

uint64_t ls_reading_hash(const struct ls_reading *reading, struct ls_stretch stretch)
{
    uint64_t hash = LS_HASH64_START;
    for (uint32_t i = stretch.first; i < stretch.past; i++) {
        const struct ls_token *token = &reading->tokens[i];
        if (ls_mask_is_place(token)) {
            hash = ls_mask_mix(hash, ls_hash64(LS_HASH64_START,
                                               ls_span(reading->terms + token->term, token->len)));
        }
    }
    return hash;
}
