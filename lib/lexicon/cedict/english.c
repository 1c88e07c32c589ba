#include "lexicon/cedict/rows.h"
#include "text/utf8.h"
#include "text/weak.h"

#include <math.h>
#include <stdlib.h>

enum { BEST_MAX = 5 }; /* translations that a word lends to those which begin alike */

/* What was best on questions in English about articles in Chinese. */
static const struct {
    double rank_power;    /* a translation's weight falls slowly with its rank … */
    double glosses_power; /* … and with how many translations its headword has */
    double only;          /* a word that stands in its gloss among function words alone */
    double part;          /* a word that is one of several of its gloss */
    uint32_t part_max;    /* stems of such a gloss */
    uint32_t key_max;     /* stems of an English key that a query is looked through for */
    double related;       /* a word's translations, for a word that begins alike … */
    double related_min;   /* … when they weigh as much there, … */
    size_t alike_min;     /* … with as many bytes alike … */
    double alike_share;   /* … and of the longer one so much */
    double single;        /* of what a member weighs that is one character */
} tuned = {.rank_power = 0.5,
           .glosses_power = 0.3,
           .only = 0.8,
           .part = 0.2,
           .part_max = 6,
           .key_max = 4,
           .related = 0.2,
           .related_min = 0.4,
           .alike_min = 4,
           .alike_share = 0.6,
           .single = 0.3};

struct row {
    struct ls_span key;
    struct ls_span member;
    double weight;
};

/* Rows are in the arena; sorted by key, then member, once settle() has run. */
struct table {
    struct ls_arena arena;
    struct row *rows;
    size_t count;
};

static void put(struct table *table, struct ls_span key, struct ls_span member, double weight)
{
    struct row *row = LS_ARENA_PUSH(&table->arena, table->rows, &table->count);
    if (row) {
        *row = (struct row){key, member, weight};
    }
}

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    int by = ls_span_compare(a->key, b->key);
    by = by ? by : ls_span_compare(a->member, b->member);
    return by ? by : (a->weight < b->weight) - (a->weight > b->weight);
}

/* Sorts the rows and leaves the heaviest of each pair. */
static void settle(struct table *table)
{
    struct row *rows = table->rows;
    size_t kept = 0;
    if (table->count > 0) {
        qsort(rows, table->count, sizeof *rows, compare_rows);
    }
    for (size_t i = 0; i < table->count; i++) {
        bool is_again = kept > 0 && ls_span_equal(rows[kept - 1].key, rows[i].key) &&
                        ls_span_equal(rows[kept - 1].member, rows[i].member);
        if (!is_again) {
            rows[kept++] = rows[i];
        }
    }
    table->count = kept;
}

/* The first of count sorted rows with that key; count when none has it. */
static size_t find_key(const struct row *rows, size_t count, struct ls_span key)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ls_span_compare(rows[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && ls_span_equal(rows[low].key, key) ? low : count;
}

static void put_gloss(struct table *table, struct ls_span headword,
                      const struct ls_cedict_gloss *gloss, double weight)
{
    if (gloss->strong_count == 0) {
        return;
    }
    if (gloss->stem_count <= tuned.key_max) {
        put(table, gloss->lexeme, headword, weight);
    }
    bool is_only = gloss->strong_count == 1 && gloss->stem_count > 1;
    bool has_parts = is_only || (gloss->strong_count > 1 && gloss->stem_count <= tuned.part_max);
    struct ls_span rest = has_parts && !gloss->is_negated ? gloss->lexeme : ls_span("", 0);
    for (struct ls_span stem; ls_cedict_take_stem(&rest, &stem);) {
        if (ls_word_weakness(stem) != LS_WORD_WEAK) {
            put(table, stem, headword, weight * (is_only ? tuned.only : tuned.part));
        }
    }
}

static void put_glosses(struct table *table, const struct ls_cedict *cedict)
{
    struct ls_cedict_translation translations[LS_CEDICT_TRANSLATIONS_MAX];
    for (size_t i = 0; i < cedict->count; i++) {
        struct ls_span headword = cedict->entries[i].headword;
        if (i > 0 && ls_span_equal(headword, cedict->entries[i - 1].headword)) {
            continue;
        }
        size_t count = ls_cedict_translate(cedict, headword, translations);
        for (size_t n = 0; n < count; n++) {
            double weight = pow(1 + translations[n].rank, -tuned.rank_power) /
                            pow((double)count, tuned.glosses_power);
            put_gloss(table, headword, translations[n].gloss, weight);
        }
    }
}

/* A form such as led has the translations of lead. */
static void put_forms(struct table *table, const struct ls_irregular *irregular)
{
    size_t settled = table->count;
    for (size_t i = 0; i < irregular->count; i++) {
        const struct ls_irregular_form *form = &irregular->forms[i];
        for (size_t n = find_key(table->rows, settled, form->base);
             n < settled && ls_span_equal(table->rows[n].key, form->base); n++) {
            struct row row = table->rows[n];
            put(table, form->form, row.member, row.weight);
        }
    }
}

/* A word of the keys, and the rows that words which begin alike get of it. */
struct word {
    struct ls_span stem;
    size_t best[BEST_MAX];
    size_t best_count;
};

/* Keeps the heaviest rows, the heaviest first. */
static void keep_best(struct word *word, const struct row *rows, size_t row)
{
    size_t at = word->best_count;
    while (at > 0 && rows[word->best[at - 1]].weight < rows[row].weight) {
        at--;
    }
    if (at == BEST_MAX || rows[row].weight < tuned.related_min) {
        return;
    }
    word->best_count += word->best_count < BEST_MAX;
    memmove(&word->best[at + 1], &word->best[at],
            (word->best_count - 1 - at) * sizeof word->best[0]);
    word->best[at] = row;
}

/* The keys of one word that is long enough to have others alike. */
static struct word *list_words(struct table *table, size_t *count)
{
    struct word *words = NULL;
    *count = 0;
    for (size_t i = 0; i < table->count; i++) {
        struct ls_span key = table->rows[i].key;
        if (key.len < tuned.alike_min || memchr(key.ptr, ' ', key.len)) {
            continue;
        }
        if (*count == 0 || !ls_span_equal(words[*count - 1].stem, key)) {
            struct word *word = LS_ARENA_PUSH(&table->arena, words, count);
            if (!word) {
                return NULL;
            }
            word->stem = key;
        }
        keep_best(&words[*count - 1], table->rows, i);
    }
    return words;
}

static size_t shared_bytes(struct ls_span a, struct ls_span b)
{
    size_t len = 0;
    while (len < a.len && len < b.len && a.ptr[len] == b.ptr[len]) {
        len++;
    }
    return len;
}

static void put_best(struct table *table, const struct word *to, const struct word *from)
{
    for (size_t i = 0; i < from->best_count; i++) {
        struct row row = table->rows[from->best[i]];
        put(table, to->stem, row.member, row.weight * tuned.related);
    }
}

/* Words that begin alike are often of one family: africa, african. */
static void put_related(struct table *table)
{
    size_t count;
    struct word *words = list_words(table, &count);
    for (size_t i = 0; words && i < count; i++) {
        for (size_t n = i + 1; n < count; n++) {
            size_t shared = shared_bytes(words[i].stem, words[n].stem);
            size_t longer =
                words[i].stem.len > words[n].stem.len ? words[i].stem.len : words[n].stem.len;
            if (shared < tuned.alike_min) {
                break;
            }
            if ((double)shared >= tuned.alike_share * (double)longer) {
                put_best(table, &words[i], &words[n]);
                put_best(table, &words[n], &words[i]);
            }
        }
    }
}

static bool is_single(struct ls_span member)
{
    unsigned width;
    ls_utf8_decode(member.ptr, member.len, 0, &width);
    return width == member.len;
}

enum ls_status ls_cedict_add_english(const struct ls_cedict *cedict,
                                     const struct ls_irregular *irregular,
                                     struct ls_lexicon_builder *builder, struct ls_error *err)
{
    struct table table = {0};
    put_glosses(&table, cedict);
    settle(&table);
    put_forms(&table, irregular);
    settle(&table);
    put_related(&table);
    settle(&table);
    for (size_t i = 0; i < table.count; i++) {
        const struct row *row = &table.rows[i];
        double share = is_single(row->member) ? tuned.single : 1;
        ls_lexicon_builder_add(builder, row->key, row->member, row->weight * share,
                               LS_LEXICON_DICTIONARY, 0);
    }
    enum ls_status status = table.arena.failed ? ls_fail_memory(err) : LS_OK;
    ls_arena_free(&table.arena);
    return status;
}
