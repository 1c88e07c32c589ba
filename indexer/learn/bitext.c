#include "indexer/learn/bitext.h"

#include "base/hash.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

enum {
    SENTENCES_MAX = 48, /* of a text; what follows is left out */
    ANCHORS_MAX = 24,   /* of a sentence */
    WORDS_MAX = 128,    /* in Latin letters, of a Chinese text */
    TEXT_BYTES_MAX = 12000,
    SYMBOLS_MIN = 4096,
};

void ls_bitext_free(struct ls_bitext *bitext)
{
    ls_strings_free(&bitext->stems);
    ls_buf_free(&bitext->texts);
    free(bitext->sides[LS_ENGLISH].items);
    free(bitext->sides[LS_CHINESE].items);
    *bitext = (struct ls_bitext){0};
}

/* ---- symbols ---- */

static void push(struct ls_bitext *bitext, enum ls_language language, struct ls_symbol symbol)
{
    struct ls_symbols *symbols = &bitext->sides[language];
    bool repeats_border =
        symbol.value == 0 && symbols->count > 0 && symbols->items[symbols->count - 1].value == 0;
    if (repeats_border) {
        return;
    }
    if (symbols->count == symbols->capacity) {
        size_t capacity = symbols->capacity ? symbols->capacity * 2 : SYMBOLS_MIN;
        struct ls_symbol *grown = realloc(symbols->items, capacity * sizeof *grown);
        bitext->failed |= !grown;
        if (!grown) {
            return;
        }
        symbols->items = grown;
        symbols->capacity = capacity;
    }
    symbols->items[symbols->count++] = symbol;
}

static void push_border(struct ls_bitext *bitext, enum ls_language language)
{
    push(bitext, language, (struct ls_symbol){0});
}

/* A sentence of one text. */
struct sentence {
    uint32_t first; /* its symbols */
    uint32_t past;
    double len;                    /* its words and characters */
    uint32_t anchors[ANCHORS_MAX]; /* hashes of what a translation leaves as it is */
    size_t anchor_count;
};

struct text {
    struct sentence items[SENTENCES_MAX];
    size_t count;
    uint32_t words[WORDS_MAX]; /* hashes of Latin words: of a Chinese text, sorted */
    size_t word_count;
};

static void add_anchor(struct sentence *sentence, uint32_t hash)
{
    if (sentence->anchor_count < ANCHORS_MAX) {
        sentence->anchors[sentence->anchor_count++] = hash;
    }
}

static bool has_word(const struct text *text, uint32_t hash)
{
    for (size_t i = 0; i < text->word_count; i++) {
        if (text->words[i] == hash) {
            return true;
        }
    }
    return false;
}

static void keep_word(struct text *text, uint32_t hash)
{
    if (text->word_count < WORDS_MAX && !has_word(text, hash)) {
        text->words[text->word_count++] = hash;
    }
}

/* Stands something else than a space or a hyphen between two words? */
static bool parts(struct ls_span text, const struct ls_token *before, const struct ls_token *token)
{
    for (uint32_t at = before->past; at < token->first; at++) {
        if (text.ptr[at] != ' ' && text.ptr[at] != '-') {
            return true;
        }
    }
    return false;
}

/* An English word that the translation leaves as it is needs no other: it is a border. */
static void add_word(struct ls_bitext *bitext, enum ls_language language,
                     const struct ls_token *token, uint32_t base, struct text *texts)
{
    struct text *text = &texts[language];
    struct sentence *sentence = &text->items[text->count - 1];
    struct ls_span term = ls_token_term(bitext->analyzer, token);
    uint32_t hash = ls_hash32(LS_HASH32_START, term);
    unsigned width;
    sentence->len += token->kind == LS_TOKEN_HAN || language == LS_ENGLISH ? 1 : 2;
    if (token->kind != LS_TOKEN_HAN) {
        add_anchor(sentence, hash);
    }
    if (language == LS_CHINESE && token->kind == LS_TOKEN_WORD) {
        keep_word(text, hash);
    }
    bool is_symbol = language == LS_CHINESE
                         ? token->kind == LS_TOKEN_HAN
                         : token->kind == LS_TOKEN_WORD && !has_word(&texts[LS_CHINESE], hash);
    if (!is_symbol) {
        push_border(bitext, language);
        return;
    }
    uint32_t value = language == LS_ENGLISH ? ls_strings_put(&bitext->stems, term) + 1
                                            : ls_utf8_decode(term.ptr, term.len, 0, &width);
    push(bitext, language, (struct ls_symbol){value, base + token->first, base + token->past});
}

/* Reads a text into symbols and sentences. */
static enum ls_status read_text(struct ls_bitext *bitext, enum ls_language language,
                                struct ls_span text, struct text *texts, struct ls_error *err)
{
    struct text *out = &texts[language];
    struct ls_tokens tokens;
    struct ls_symbols *symbols = &bitext->sides[language];
    uint32_t base = (uint32_t)bitext->texts.len;
    const struct ls_token *before = NULL;
    out->count = out->word_count = 0;
    text.len = text.len < TEXT_BYTES_MAX ? text.len : TEXT_BYTES_MAX;
    enum ls_status status = ls_analyze(bitext->analyzer, text, &tokens, err);
    ls_buf_add_span(&bitext->texts, text);
    push_border(bitext, language);
    struct sentence *sentence = NULL;
    for (size_t i = 0; status == LS_OK && i < tokens.count; i++) {
        const struct ls_token *token = &tokens.items[i];
        bool is_word = token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
                       token->kind == LS_TOKEN_HAN;
        if (token->kind == LS_TOKEN_BREAK) {
            sentence = NULL;
            push_border(bitext, language);
        }
        if (!is_word) {
            continue;
        }
        if (!sentence && out->count == SENTENCES_MAX) {
            break;
        }
        if (!sentence) {
            sentence = &out->items[out->count++];
            *sentence = (struct sentence){.first = (uint32_t)symbols->count};
            before = NULL;
        }
        if (before && parts(text, before, token)) {
            push_border(bitext, language);
        }
        add_word(bitext, language, token, base, texts);
        sentence->past = (uint32_t)symbols->count;
        before = token;
    }
    push_border(bitext, language);
    bitext->failed |= bitext->texts.failed || bitext->stems.arena.failed;
    return status == LS_OK && bitext->failed ? ls_fail_memory(err) : status;
}

static void add_pair(struct ls_bitext *bitext, uint32_t card, const struct text texts[LS_LANGUAGES],
                     const size_t first[LS_LANGUAGES], const size_t past[LS_LANGUAGES])
{
    struct ls_sentences *pair = LS_ARENA_PUSH(&bitext->stems.arena, bitext->pairs, &bitext->count);
    bitext->failed |= !pair;
    for (int side = 0; pair && side < LS_LANGUAGES; side++) {
        pair->card = card;
        pair->first[side] = texts[side].items[first[side]].first;
        pair->past[side] = texts[side].items[past[side] - 1].past;
    }
}

static enum ls_status read_both(struct ls_bitext *bitext, struct ls_span english,
                                struct ls_span chinese, struct text texts[LS_LANGUAGES],
                                struct ls_error *err)
{
    enum ls_status status = read_text(bitext, LS_CHINESE, chinese, texts, err);
    return status == LS_OK ? read_text(bitext, LS_ENGLISH, english, texts, err) : status;
}

enum ls_status ls_bitext_add_title(struct ls_bitext *bitext, uint32_t card, struct ls_span english,
                                   struct ls_span chinese, struct ls_error *err)
{
    struct text *texts = malloc(LS_LANGUAGES * sizeof *texts);
    enum ls_status status =
        texts ? read_both(bitext, english, chinese, texts, err) : ls_fail_memory(err);
    if (status == LS_OK && texts[LS_ENGLISH].count > 0 && texts[LS_CHINESE].count > 0) {
        size_t first[LS_LANGUAGES] = {0};
        size_t past[LS_LANGUAGES] = {texts[LS_ENGLISH].count, texts[LS_CHINESE].count};
        add_pair(bitext, card, texts, first, past);
    }
    free(texts);
    return status;
}

/* ---- which sentences belong together ---- */

/* Chinese characters for an English word, and how far that scatters. */
static const double characters_per_word = 1.8;
static const double scatter = 4;
static const double anchor_bonus = 2.5;

/* Steps of the two texts, and what each costs beside its lengths. */
static const struct step {
    size_t by[LS_LANGUAGES];
    double cost;
} steps[] = {{{1, 1}, 0}, {{1, 2}, 2.3}, {{2, 1}, 2.3}, {{2, 2}, 4.5}, {{1, 0}, 5}, {{0, 1}, 5}};

static double shared_anchors(const struct sentence *a, size_t a_count, const struct sentence *b,
                             size_t b_count)
{
    double count = 0;
    for (size_t i = 0; i < a_count; i++) {
        for (size_t n = 0; n < a[i].anchor_count; n++) {
            bool found = false;
            for (size_t j = 0; j < b_count; j++) {
                for (size_t m = 0; m < b[j].anchor_count; m++) {
                    found |= a[i].anchors[n] == b[j].anchors[m];
                }
            }
            count += found;
        }
    }
    return count;
}

static double cost_of(const struct text texts[LS_LANGUAGES], size_t english, size_t chinese,
                      const struct step *step)
{
    const struct sentence *a = &texts[LS_ENGLISH].items[english];
    const struct sentence *b = &texts[LS_CHINESE].items[chinese];
    double len[LS_LANGUAGES] = {0};
    for (size_t i = 0; i < step->by[LS_ENGLISH]; i++) {
        len[LS_ENGLISH] += a[i].len;
    }
    for (size_t i = 0; i < step->by[LS_CHINESE]; i++) {
        len[LS_CHINESE] += b[i].len;
    }
    if (step->by[LS_ENGLISH] == 0 || step->by[LS_CHINESE] == 0) {
        return step->cost;
    }
    double differs = len[LS_CHINESE] - characters_per_word * len[LS_ENGLISH];
    return step->cost + differs * differs / (2 * scatter * (1 + len[LS_ENGLISH])) -
           anchor_bonus * shared_anchors(a, step->by[LS_ENGLISH], b, step->by[LS_CHINESE]);
}

/* The cheapest way to any two places in the texts, and the step that it ends with. */
struct grid {
    double cost[SENTENCES_MAX + 1][SENTENCES_MAX + 1];
    uint8_t step[SENTENCES_MAX + 1][SENTENCES_MAX + 1];
};

static void fill_grid(const struct text texts[LS_LANGUAGES], struct grid *grid)
{
    for (size_t e = 0; e <= texts[LS_ENGLISH].count; e++) {
        for (size_t c = 0; c <= texts[LS_CHINESE].count; c++) {
            grid->cost[e][c] = e + c == 0 ? 0 : INFINITY;
            for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
                size_t de = steps[s].by[LS_ENGLISH];
                size_t dc = steps[s].by[LS_CHINESE];
                if (de > e || dc > c) {
                    continue;
                }
                double cost =
                    grid->cost[e - de][c - dc] + cost_of(texts, e - de, c - dc, &steps[s]);
                if (cost < grid->cost[e][c]) {
                    grid->cost[e][c] = cost;
                    grid->step[e][c] = (uint8_t)s;
                }
            }
        }
    }
}

static void add_beads(struct ls_bitext *bitext, uint32_t card,
                      const struct text texts[LS_LANGUAGES], const struct grid *grid)
{
    size_t e = texts[LS_ENGLISH].count;
    size_t c = texts[LS_CHINESE].count;
    while (e + c > 0) {
        const struct step *step = &steps[grid->step[e][c]];
        size_t first[LS_LANGUAGES] = {e - step->by[LS_ENGLISH], c - step->by[LS_CHINESE]};
        size_t past[LS_LANGUAGES] = {e, c};
        if (first[LS_ENGLISH] < e && first[LS_CHINESE] < c) {
            add_pair(bitext, card, texts, first, past);
        }
        e = first[LS_ENGLISH];
        c = first[LS_CHINESE];
    }
}

enum ls_status ls_bitext_add_text(struct ls_bitext *bitext, uint32_t card, struct ls_span english,
                                  struct ls_span chinese, struct ls_error *err)
{
    struct text *texts = malloc(LS_LANGUAGES * sizeof *texts);
    struct grid *grid = malloc(sizeof *grid);
    enum ls_status status =
        texts && grid ? read_both(bitext, english, chinese, texts, err) : ls_fail_memory(err);
    if (status == LS_OK && texts[LS_ENGLISH].count > 0 && texts[LS_CHINESE].count > 0) {
        fill_grid(texts, grid);
        add_beads(bitext, card, texts, grid);
    }
    free(grid);
    free(texts);
    return status == LS_OK && bitext->failed ? ls_fail_memory(err) : status;
}
