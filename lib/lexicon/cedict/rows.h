/* The dictionary's rows of a lexicon: which Chinese words have which English ones in their place,
 * and the reverse, with what each weighs; and which characters which letters of a name. */
#ifndef LS_CEDICT_ROWS_H
#define LS_CEDICT_ROWS_H

#include "lexicon/builder.h"
#include "lexicon/cedict/entries.h"
#include "lexicon/cedict/irregular.h"

/* A headword's translations, those of the entries that it refers to behind its own. */
struct ls_cedict_translation {
    const struct ls_cedict_gloss *gloss;
    uint32_t rank; /* 0 for the first one of an entry */
};

enum { LS_CEDICT_TRANSLATIONS_MAX = 256 };

/* Returns how many there are, at most LS_CEDICT_TRANSLATIONS_MAX. */
size_t ls_cedict_translate(const struct ls_cedict *cedict, struct ls_span headword,
                           struct ls_cedict_translation out[LS_CEDICT_TRANSLATIONS_MAX]);

/* Adds the rows of Chinese words, and of English ones. */
void ls_cedict_add_chinese(const struct ls_cedict *cedict, const struct ls_irregular *irregular,
                           struct ls_lexicon_builder *builder);
enum ls_status ls_cedict_add_english(const struct ls_cedict *cedict,
                                     const struct ls_irregular *irregular,
                                     struct ls_lexicon_builder *builder, struct ls_error *err);

/* Adds those of what characters are read as in foreign names, learned from the names. */
enum ls_status ls_cedict_add_sounds(const struct ls_cedict *cedict,
                                    struct ls_lexicon_builder *builder, struct ls_error *err);

#endif
