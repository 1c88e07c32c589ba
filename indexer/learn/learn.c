#include "indexer/learn/learn.h"

#include "indexer/learn/aligned.h"
#include "indexer/learn/borders.h"
#include "indexer/learn/pairs.h"
#include "indexer/learn/runs.h"

#include <stdlib.h>

enum { PAIRS_MAX = 50000 };

struct ls_learner {
    struct ls_analyzer *analyzer;
    struct ls_hits hits;
    struct ls_bitext bitext;
    struct ls_runs runs;
    uint32_t cards;
    size_t titles;
    size_t abstracts;
};

enum ls_status ls_learner_new(struct ls_learner **out, struct ls_error *err)
{
    *out = NULL;
    struct ls_learner *learner = calloc(1, sizeof *learner);
    enum ls_status status =
        learner ? ls_analyzer_new(&learner->analyzer, err) : ls_fail_memory(err);
    if (status != LS_OK) {
        ls_learner_free(learner);
        return status;
    }
    learner->hits.analyzer = learner->bitext.analyzer = learner->analyzer;
    *out = learner;
    return LS_OK;
}

void ls_learner_free(struct ls_learner *learner)
{
    if (!learner) {
        return;
    }
    ls_hits_free(&learner->hits);
    ls_bitext_free(&learner->bitext);
    ls_runs_free(&learner->runs);
    ls_analyzer_free(learner->analyzer);
    free(learner);
}

/* ---- one card ---- */

static enum ls_status add_parentheses(struct ls_learner *learner, const struct ls_card *card,
                                      struct ls_error *err)
{
    enum ls_status status = LS_OK;
    size_t left = LS_HITS_PER_CARD_MAX;
    for (size_t i = 0; status == LS_OK && i < card->section_count; i++) {
        const struct ls_section *section = &card->sections[i];
        if (section->field == LS_FIELD_LINK || section->field == LS_FIELD_AUTHORS) {
            continue;
        }
        status = ls_hits_add(&learner->hits, section->heading, learner->cards, &left, err);
        if (status == LS_OK) {
            status = ls_hits_add(&learner->hits, section->text, learner->cards, &left, err);
        }
    }
    return status;
}

static void add_runs(struct ls_learner *learner, const struct ls_card *card)
{
    size_t left = LS_LEARN_TEXT_CHARACTERS_MAX;
    for (size_t i = 0; i < card->section_count; i++) {
        ls_runs_add(&learner->runs, card->sections[i].heading, &left);
        ls_runs_add(&learner->runs, card->sections[i].text, &left);
    }
}

/* An eighth or more of Chinese text is bytes that begin a Han character. */
static bool is_chinese(struct ls_span text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        count += byte >= 0xe3 && byte <= 0xe9;
    }
    return count * 8 > text.len;
}

/* The card's abstracts; absent where it has none in that language. */
static void find_abstracts(const struct ls_card *card, struct ls_span abstracts[LS_LANGUAGES])
{
    abstracts[LS_ENGLISH] = abstracts[LS_CHINESE] = ls_span(NULL, 0);
    for (size_t i = 0; i < card->section_count; i++) {
        const struct ls_section *section = &card->sections[i];
        if (section->field == LS_FIELD_ABSTRACT && section->text.len > 0) {
            struct ls_span *place = &abstracts[is_chinese(section->text) ? LS_CHINESE : LS_ENGLISH];
            *place = place->len == 0 ? section->text : *place;
        }
    }
}

static enum ls_status add_bitext(struct ls_learner *learner, const struct ls_card *card,
                                 struct ls_error *err)
{
    enum ls_status status = LS_OK;
    struct ls_span abstracts[LS_LANGUAGES];
    size_t left = SIZE_MAX;
    find_abstracts(card, abstracts);
    if (card->title_en.len > 0 && card->title_zh.len > 0 && learner->titles < LS_LEARN_TITLES_MAX) {
        learner->titles++;
        ls_runs_add(&learner->runs, card->title_zh, &left);
        status = ls_bitext_add_title(&learner->bitext, learner->cards, card->title_en,
                                     card->title_zh, err);
    }
    if (status == LS_OK && abstracts[LS_ENGLISH].len > 0 && abstracts[LS_CHINESE].len > 0 &&
        learner->abstracts < LS_LEARN_ABSTRACTS_MAX) {
        learner->abstracts++;
        ls_runs_add(&learner->runs, abstracts[LS_CHINESE], &left);
        status = ls_bitext_add_text(&learner->bitext, learner->cards, abstracts[LS_ENGLISH],
                                    abstracts[LS_CHINESE], err);
    }
    return status;
}

enum ls_status ls_learner_add(struct ls_learner *learner, const struct ls_card *card, bool *more,
                              struct ls_error *err)
{
    enum ls_status status = add_parentheses(learner, card, err);
    if (status == LS_OK) {
        status = add_bitext(learner, card, err);
    }
    if (learner->cards < LS_LEARN_TEXTS_MAX) {
        add_runs(learner, card);
    }
    learner->cards++;
    *more = learner->cards < LS_LEARN_CARDS_MAX;
    return status == LS_OK && learner->runs.failed ? ls_fail_memory(err) : status;
}

/* ---- all cards ---- */

static int compare_pairs(const void *a, const void *b)
{
    return ls_learned_compare(a, b);
}

/* Leaves out what is learned twice. */
static enum ls_status drop_known(struct ls_learner *learner, struct ls_learned *learned,
                                 struct ls_error *err)
{
    struct ls_strings known = {0};
    struct ls_buf key = {0};
    enum ls_status status = LS_OK;
    size_t count = 0;
    for (size_t i = 0; status == LS_OK && i < learned->count && count < PAIRS_MAX; i++) {
        const struct ls_learned_pair *pair = &learned->pairs[i];
        size_t places;
        size_t before = known.count;
        ls_buf_clear(&key);
        status = ls_lexeme_add(&key, learner->analyzer, pair->left, &places, err);
        ls_buf_add_char(&key, '\t');
        if (status == LS_OK) {
            status = ls_lexeme_add(&key, learner->analyzer, pair->right, &places, err);
        }
        ls_strings_put(&known, ls_buf_span(&key));
        learned->pairs[count] = *pair;
        count += known.count > before;
    }
    learned->count = count;
    bool failed = key.failed || known.arena.failed;
    ls_buf_free(&key);
    ls_strings_free(&known);
    return status == LS_OK && failed ? ls_fail_memory(err) : status;
}

enum ls_status ls_learner_finish(struct ls_learner *learner, struct ls_arena *arena,
                                 struct ls_learned *learned, struct ls_error *err)
{
    struct ls_substrings han;
    *learned = (struct ls_learned){0};
    if (!ls_substrings_make(learner->runs.symbols, learner->runs.count, &han)) {
        return ls_fail_memory(err);
    }
    enum ls_status status = ls_borders_set(&learner->hits, &han, err);
    if (status == LS_OK) {
        status = ls_pairs_of_hits(&learner->hits, arena, learned, err);
    }
    if (status == LS_OK) {
        status = ls_aligned_add(&learner->bitext, &han, arena, learned, err);
    }
    ls_substrings_free(&han);
    if (status == LS_OK && learned->count > 0) {
        qsort(learned->pairs, learned->count, sizeof *learned->pairs, compare_pairs);
        status = drop_known(learner, learned, err);
    }
    return status;
}
