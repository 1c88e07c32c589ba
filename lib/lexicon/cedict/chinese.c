#include "lexicon/cedict/rows.h"

#include "text/weak.h"

/* What was best on questions in Chinese about articles in English. */
static const struct {
    double part;         /* all words of a gloss together, when each of them is sought alone */
    uint32_t phrase_max; /* stems of a gloss that is sought as a whole */
} tuned = {.part = 0.5, .phrase_max = 6};

struct adding {
    const struct ls_irregular *irregular;
    struct ls_lexicon_builder *builder;
    struct ls_span headword;
};

static void add(const struct adding *adding, struct ls_span member, double weight)
{
    ls_lexicon_builder_add(adding->builder, adding->headword, member, weight, LS_LEXICON_DICTIONARY,
                           0);
}

/* A word, and its forms with stems of their own. */
static void add_stem(const struct adding *adding, struct ls_span stem, double weight)
{
    const struct ls_irregular *irregular = adding->irregular;
    add(adding, stem, weight);
    for (size_t i = ls_irregular_find(irregular, stem);
         i < irregular->count && ls_span_equal(irregular->forms[i].base, stem); i++) {
        add(adding, irregular->forms[i].form, weight);
    }
}

/* The first translation of a reading is the best one; of several words, all are one translation,
 * and each is a part of it. */
static void add_translation(const struct adding *adding,
                            const struct ls_cedict_translation *translation)
{
    const struct ls_cedict_gloss *gloss = translation->gloss;
    double weight = 1.0 / (1 + translation->rank);
    if (gloss->strong_count == 0) {
        return;
    }
    if (gloss->stem_count == 1) {
        add_stem(adding, gloss->lexeme, weight);
        return;
    }
    if (gloss->stem_count <= tuned.phrase_max) {
        add(adding, gloss->lexeme, weight);
    }
    struct ls_span rest = gloss->is_negated ? ls_span("", 0) : gloss->lexeme;
    for (struct ls_span stem; ls_cedict_take_stem(&rest, &stem);) {
        if (ls_word_weakness(stem) != LS_WORD_WEAK) {
            add_stem(adding, stem, weight * tuned.part / gloss->strong_count);
        }
    }
}

void ls_cedict_add_chinese(const struct ls_cedict *cedict, const struct ls_irregular *irregular,
                           struct ls_lexicon_builder *builder)
{
    struct ls_cedict_translation translations[LS_CEDICT_TRANSLATIONS_MAX];
    struct adding adding = {.irregular = irregular, .builder = builder};
    for (size_t i = 0; i < cedict->count; i++) {
        adding.headword = cedict->entries[i].headword;
        if (i > 0 && ls_span_equal(adding.headword, cedict->entries[i - 1].headword)) {
            continue;
        }
        size_t count = ls_cedict_translate(cedict, adding.headword, translations);
        for (size_t n = 0; n < count; n++) {
            add_translation(&adding, &translations[n]);
        }
    }
}
