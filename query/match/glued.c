#include "query/match/glued.h"

#include "text/fold.h"
#include "text/stem.h"

static bool is_ascii(struct ls_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* " multi modal ": pieces are stemmed each by itself. */
static struct ls_span pattern_of(struct ls_stemmer *stemmer, struct ls_span word, size_t split,
                                 struct ls_arena *arena)
{
    struct ls_span left = ls_arena_copy(arena, ls_stem(stemmer, ls_span(word.ptr, split)));
    struct ls_span right = ls_stem(stemmer, ls_span_from(word, split));
    return ls_arena_printf(arena, " %.*s %.*s ", LS_SPAN_ARG(left), LS_SPAN_ARG(right));
}

enum ls_status ls_glued_make(struct ls_unit *unit, struct ls_span piece, struct ls_arena *arena,
                             struct ls_error *err)
{
    struct ls_buf folded = {0};
    bool is_folded = ls_fold_key(piece, &folded);
    struct ls_span word = ls_arena_copy(arena, ls_buf_span(&folded));
    ls_buf_free(&folded);
    struct ls_stemmer *stemmer = is_folded ? ls_stemmer_new() : NULL;
    struct ls_span *patterns = ls_arena_array(arena, word.len + 1, sizeof *patterns);
    if (!stemmer || !patterns) {
        ls_stemmer_free(stemmer);
        return ls_fail_memory(err);
    }
    bool fits = is_ascii(word) && word.len <= LS_TERM_BYTES_MAX;
    for (size_t split = 1; fits && split < word.len; split++) {
        patterns[unit->glued_count++] = pattern_of(stemmer, word, split, arena);
    }
    unit->glued_patterns = patterns;
    ls_stemmer_free(stemmer);
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
