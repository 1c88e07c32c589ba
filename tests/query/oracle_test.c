/* What is found against a scan of all text: random pieces of Han text, words,
 * phrases and pairs of these, in a corpus made to confuse (few characters, so
 * that pairs of them repeat everywhere). */
#include "tests/query/fixture.h"
#include "tests/tap.h"
#include "text/fold.h"
#include "text/stem.h"

#include <stdio.h>
#include <stdlib.h>

enum { CARDS = 60, TRIALS = 200, HAN_MAX = 8 };

/* Both scripts: 觉 and 覺, 电 and 電 are one character to a reader. */
static const char *const han[] = {"幻", "覺", "觉", "電", "电", "圖", "心", "大", "型", "語"};
static const char *const words[] = {"bias",   "biases", "model",   "models", "modeling",
                                    "sepsis", "COVID",  "19",      "alert",  "the",
                                    "of",     "LLM",    "studies", "study",  "ＬＬＭ"};
static const char *const joints[] = {" ", "，", "。", "", " and ", "\n", "、"};

#define PICK(array) array[next() % (sizeof array / sizeof *array)]

static uint32_t seed = 20240607;

static uint32_t next(void)
{
    seed = seed * 1664525u + 1013904223u;
    return seed >> 8;
}

static void add_run(struct ls_buf *text, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        ls_buf_add_str(text, PICK(han));
    }
}

static char *make_text(void)
{
    struct ls_buf text = {0};
    for (uint32_t parts = 6 + next() % 20; parts > 0; parts--) {
        if (next() % 2) {
            add_run(&text, 1 + next() % 9);
        } else {
            ls_buf_add_str(&text, PICK(words));
            ls_buf_add_str(&text, " ");
        }
        ls_buf_add_str(&text, PICK(joints));
    }
    return text.ptr;
}

/* ---- the scan ---- */

/* What a reader sees of a text: characters folded, one array. */
static struct ls_folded_text fold(const char *text)
{
    struct ls_folded_text folded = {0};
    ls_fold_text(ls_span_str(text), &folded);
    return folded;
}

static bool holds_han(const char *text, const char *piece)
{
    struct ls_folded_text in = fold(text);
    struct ls_folded_text of = fold(piece);
    bool found = false;
    for (size_t i = 0; !found && i + of.count <= in.count; i++) {
        size_t n = 0;
        while (n < of.count && in.chars[i + n].codepoint == of.chars[n].codepoint) {
            n++;
        }
        found = n == of.count;
    }
    ls_folded_text_free(&in);
    ls_folded_text_free(&of);
    return found;
}

static bool is_letter(uint32_t codepoint)
{
    return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= '0' && codepoint <= '9');
}

/* Does a character keep words apart that a phrase holds: a full stop, a line, Han? */
static bool is_bar(uint32_t codepoint)
{
    return codepoint == '\n' || codepoint == 0x3002 || (codepoint >= 0x4e00 && codepoint <= 0x9fff);
}

/* The stems of a text's words separated by spaces; what keeps words apart as a bar. */
static char *stems(const char *text)
{
    struct ls_stemmer *stemmer = ls_stemmer_new();
    struct ls_folded_text in = fold(text);
    struct ls_buf out = {0};
    ls_buf_add_char(&out, ' ');
    for (size_t i = 0; i < in.count;) {
        struct ls_buf word = {0};
        for (; i < in.count && is_letter(in.chars[i].codepoint); i++) {
            ls_buf_add_codepoint(&word, in.chars[i].codepoint);
        }
        if (word.len > 0) {
            ls_buf_add_span(&out, ls_stem(stemmer, ls_buf_span(&word)));
            ls_buf_add_char(&out, ' ');
        } else {
            ls_buf_add_str(&out, is_bar(in.chars[i++].codepoint) ? "| " : "");
        }
        ls_buf_free(&word);
    }
    ls_folded_text_free(&in);
    ls_stemmer_free(stemmer);
    return out.ptr;
}

static bool holds_words(const char *text, const char *phrase)
{
    char *in = stems(text);
    char *of = stems(phrase);
    bool found = strstr(in, of) != NULL;
    free(in);
    free(of);
    return found;
}

/* ---- the comparison ---- */

struct corpus {
    struct fixture fixture;
    char *texts[CARDS];
};

struct wish {
    char text[128];
    bool is_han;
};

static bool holds(const char *text, const struct wish *wish)
{
    return wish->is_han ? holds_han(text, wish->text) : holds_words(text, wish->text);
}

/* Compares the whole lists: those that hold all wishes first, then some. */
static bool agrees(struct corpus *corpus, const struct wish *wishes, size_t count,
                   const char *query)
{
    struct ls_filters none = {0};
    struct ls_found found;
    struct ls_buf notes = {0};
    fixture_must(fixture_search(&corpus->fixture, query, &none, (struct ls_window){0, CARDS},
                                &found, &notes),
                 &corpus->fixture.err);
    uint32_t all = 0, some = 0;
    bool same = true;
    bool listed[CARDS] = {false};
    for (size_t i = 0; i < found.hit_count; i++) {
        listed[found.hits[i].docid - 1] = true;
    }
    for (size_t card = 0; card < CARDS; card++) {
        size_t held = 0;
        for (size_t i = 0; i < count; i++) {
            held += holds(corpus->texts[card], &wishes[i]);
        }
        all += held == count;
        some += held > 0;
        /* When no card holds all, parts of long runs are looked at too. */
        bool loose = found.total == 0 && listed[card];
        same &= found.step == LS_STEP_PARTS || loose || listed[card] == (held > 0);
    }
    for (size_t i = 0; i < found.hit_count && i < found.total; i++) {
        for (size_t n = 0; n < count; n++) {
            same &= holds(corpus->texts[found.hits[i].docid - 1], &wishes[n]);
        }
    }
    same &=
        found.total == all && found.total_some == found.hit_count &&
        (found.step == LS_STEP_PARTS ? some == 0 : found.total == 0 || found.total_some == some);
    if (!same) {
        printf("# %s: step %s, %u/%u found, %u/%u there\n", query, ls_step_name(found.step),
               found.total, found.total_some, all, some);
    }
    return same;
}

static void wish_han(struct wish *wish)
{
    struct ls_buf piece = {0};
    add_run(&piece, 1 + next() % HAN_MAX);
    snprintf(wish->text, sizeof wish->text, "%s", piece.ptr);
    wish->is_han = true;
    ls_buf_free(&piece);
}

/* A piece that is there: from a random character of a random card on. */
static void wish_piece(const struct corpus *corpus, struct wish *wish)
{
    size_t len = 0;
    wish->is_han = true;
    while (len == 0) {
        const char *text = corpus->texts[next() % CARDS];
        size_t at = next() % strlen(text);
        while (((unsigned char)text[at] & 0xc0) == 0x80) {
            at++;
        }
        size_t max = 3 * (1 + next() % HAN_MAX);
        while (len < max && (unsigned char)text[at + len] >= 0xe4 &&
               (unsigned char)text[at + len] <= 0xe9) {
            len += 3;
        }
        snprintf(wish->text, sizeof wish->text, "%.*s", (int)len, text + at);
    }
}

static void wish_word(struct wish *wish)
{
    snprintf(wish->text, sizeof wish->text, "%s", PICK(words));
    wish->is_han = false;
}

static void test_singles(struct corpus *corpus)
{
    int random = 0, pieces = 0, single_words = 0, phrases = 0;
    for (int i = 0; i < TRIALS; i++) {
        struct wish wish;
        char query[160];
        wish_han(&wish);
        random += agrees(corpus, &wish, 1, wish.text);
        wish_piece(corpus, &wish);
        pieces += agrees(corpus, &wish, 1, wish.text);
        wish_word(&wish);
        single_words += agrees(corpus, &wish, 1, wish.text);
        snprintf(wish.text, sizeof wish.text, "%s %s", PICK(words), PICK(words));
        snprintf(query, sizeof query, "\"%s\"", wish.text);
        phrases += agrees(corpus, &wish, 1, query);
    }
    tap_is_int(random, TRIALS, "random Han runs find the cards that hold them");
    tap_is_int(pieces, TRIALS, "pieces of cards find the cards that hold them");
    tap_is_int(single_words, TRIALS, "words find the cards that hold them");
    tap_is_int(phrases, TRIALS, "phrases find the cards that hold them");
}

static void test_pairs(struct corpus *corpus)
{
    int good = 0;
    for (int i = 0; i < TRIALS; i++) {
        struct wish wishes[2];
        char query[300];
        wish_piece(corpus, &wishes[0]);
        if (next() % 2) {
            wish_han(&wishes[1]);
        } else {
            wish_word(&wishes[1]);
        }
        snprintf(query, sizeof query, "%s %s", wishes[0].text, wishes[1].text);
        good += agrees(corpus, wishes, 2, query);
    }
    tap_is_int(good, TRIALS, "two words find the cards that hold both, then either");
}

int main(void)
{
    struct corpus corpus = {0};
    struct fixture_card rows[CARDS];
    static char ids[CARDS][8];
    for (int i = 0; i < CARDS; i++) {
        corpus.texts[i] = make_text();
        snprintf(ids[i], sizeof ids[i], "%d", i);
        rows[i] = (struct fixture_card){
            .id = ids[i], .sections = {{.field = LS_FIELD_BODY, .text = corpus.texts[i]}}};
    }
    fixture_open(&corpus.fixture, rows, CARDS);
    test_singles(&corpus);
    test_pairs(&corpus);
    fixture_close(&corpus.fixture);
    for (int i = 0; i < CARDS; i++) {
        free(corpus.texts[i]);
    }
    return tap_done();
}
