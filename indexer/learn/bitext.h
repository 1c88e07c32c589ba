/* Texts that say the same in English and in Chinese, sentence beside sentence. */
#ifndef LS_LEARN_BITEXT_H
#define LS_LEARN_BITEXT_H

#include "indexer/learn/strings.h"
#include "text/analyzer.h"

enum ls_language { LS_ENGLISH, LS_CHINESE, LS_LANGUAGES };

/* A stem or a Han character, and where it was read. */
struct ls_symbol {
    uint32_t value; /* 1 + the number of the stem; the folded character; 0: a border */
    uint32_t first; /* bytes [first, past) of the texts */
    uint32_t past;
};

struct ls_symbols {
    struct ls_symbol *items; /* begin and end with a border */
    size_t count;
    size_t capacity; /* private */
};

/* One or two sentences of each side, [first, past) of its symbols. */
struct ls_sentences {
    uint32_t card; /* a number of the caller's */
    uint32_t first[LS_LANGUAGES];
    uint32_t past[LS_LANGUAGES];
};

/* An all-zero one is empty and valid but for its analyzer. */
struct ls_bitext {
    struct ls_analyzer *analyzer; /* borrowed */
    struct ls_strings stems;      /* its arena also has the pairs */
    struct ls_buf texts;          /* all that was added, one after another */
    struct ls_symbols sides[LS_LANGUAGES];
    struct ls_sentences *pairs;
    size_t count;
    bool failed; /* memory is out */
};

void ls_bitext_free(struct ls_bitext *bitext);

/* Adds two texts that say the same, as one pair: titles. */
enum ls_status ls_bitext_add_title(struct ls_bitext *bitext, uint32_t card, struct ls_span english,
                                   struct ls_span chinese, struct ls_error *err);

/* Adds a text and its translation, sentence by sentence: abstracts. Which sentences belong together
 * is told by their lengths (Gale and Church 1993) and by the numbers and Latin words that both
 * have. */
enum ls_status ls_bitext_add_text(struct ls_bitext *bitext, uint32_t card, struct ls_span english,
                                  struct ls_span chinese, struct ls_error *err);

#endif
