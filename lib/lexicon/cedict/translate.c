#include "lexicon/cedict/rows.h"

enum {
    REFERENCES_DEEP = 2, /* a variant of what is short for what is translated */
    REFERENCES_WIDE = 16 /* of an entry: no real one has so many */
};

struct collecting {
    const struct ls_cedict *cedict;
    struct ls_cedict_translation *out;
    size_t count;
    struct ls_span chain[REFERENCES_DEEP + 1]; /* headwords, each of which refers to the next */
};

static bool is_in_chain(const struct collecting *collecting, size_t depth, struct ls_span headword)
{
    for (size_t i = 0; i <= depth; i++) {
        if (ls_span_equal(collecting->chain[i], headword)) {
            return true;
        }
    }
    return false;
}

/* ranked: what stands before the headword's own first gloss. */
static void collect(struct collecting *collecting, struct ls_span headword, size_t depth,
                    uint32_t ranked)
{
    const struct ls_cedict *cedict = collecting->cedict;
    collecting->chain[depth] = headword;
    for (size_t i = ls_cedict_find(cedict, headword);
         i < cedict->count && ls_span_equal(cedict->entries[i].headword, headword); i++) {
        const struct ls_cedict_entry *entry = &cedict->entries[i];
        for (size_t n = 0; n < entry->gloss_count && collecting->count < LS_CEDICT_TRANSLATIONS_MAX;
             n++) {
            collecting->out[collecting->count++] =
                (struct ls_cedict_translation){&entry->glosses[n], ranked + (uint32_t)n};
        }
        for (size_t n = 0;
             n < entry->reference_count && n < REFERENCES_WIDE && depth < REFERENCES_DEEP &&
             collecting->count < LS_CEDICT_TRANSLATIONS_MAX;
             n++) {
            if (!is_in_chain(collecting, depth, entry->references[n])) {
                collect(collecting, entry->references[n], depth + 1,
                        ranked + (uint32_t)entry->gloss_count);
            }
        }
    }
}

size_t ls_cedict_translate(const struct ls_cedict *cedict, struct ls_span headword,
                           struct ls_cedict_translation out[LS_CEDICT_TRANSLATIONS_MAX])
{
    struct collecting collecting = {.cedict = cedict, .out = out};
    collect(&collecting, headword, 0, 0);
    return collecting.count;
}
