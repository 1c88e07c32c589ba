/* A space that is missing: largelanguage → large language, when some card holds
 * both halves side by side. */
#include "query/suggest/spell.h"
#include "query/suggest/vocabulary.h"

#include <stdlib.h>

enum { HALF_LETTERS_MIN = 2, WORD_LETTERS_MAX = 40, CHECKS_MAX = 8 };

struct split {
    struct ls_span text; /* with the space */
    struct ls_typed_unit unit;
    uint32_t freq; /* of the rarer half */
    size_t at;
};

static enum ls_status make(struct ls_spell *spell, size_t at, struct split *split,
                           struct ls_error *err)
{
    *split = (struct split){.at = at, .freq = UINT32_MAX};
    struct ls_span rest = ls_span_from(spell->folded, at);
    split->text =
        ls_arena_printf(spell->arena, "%.*s %.*s", (int)at, spell->folded.ptr, LS_SPAN_ARG(rest));
    struct ls_tokens tokens;
    enum ls_status status = split->text.ptr ? ls_analyze(spell->analyzer, split->text, &tokens, err)
                                            : ls_fail_memory(err);
    if (status == LS_OK) {
        status = ls_typed_unit_make(spell->analyzer, tokens.items, tokens.count, spell->arena,
                                    &split->unit, err);
    }
    for (size_t i = 0; status == LS_OK && split->freq > 0 && i < split->unit.term_count; i++) {
        uint32_t freq;
        status = ls_vocabulary_freq(spell->index, split->unit.terms[i], &freq, err);
        split->freq = freq < split->freq ? freq : split->freq;
    }
    return status;
}

static int compare(const void *a, const void *b)
{
    const struct split *left = a;
    const struct split *right = b;
    if (left->freq != right->freq) {
        return left->freq > right->freq ? -1 : 1;
    }
    return left->at < right->at ? -1 : 1;
}

enum ls_status ls_spell_split(struct ls_spell *spell, struct ls_span *corrected,
                              struct ls_error *err)
{
    struct split splits[WORD_LETTERS_MAX];
    size_t count = 0;
    size_t len = spell->folded.len;
    enum ls_status status = LS_OK;
    for (size_t at = HALF_LETTERS_MIN;
         status == LS_OK && len <= WORD_LETTERS_MAX && at + HALF_LETTERS_MIN <= len; at++) {
        status = make(spell, at, &splits[count], err);
        count += splits[count].freq > 0;
    }
    if (count > 1) {
        qsort(splits, count, sizeof *splits, compare);
    }
    for (size_t i = 0; status == LS_OK && !corrected->ptr && i < count && i < CHECKS_MAX; i++) {
        uint32_t docid;
        status = ls_holders_of_unit(spell->index, &splits[i].unit, &docid, err);
        *corrected = status == LS_OK && docid > 0 ? splits[i].text : *corrected;
    }
    return status;
}
