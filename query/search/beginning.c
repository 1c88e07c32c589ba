#include "query/search/beginning.h"

#include "text/fold.h"
#include "text/stem.h"
#include "text/utf8.h"

#include <stdlib.h>

/* What English words may end in behind their stems. A beginning may end anywhere in
 * one of them, so that each of their tails may follow it. */
static const char *const endings[] = {
    "edly",      "ingly",    "ings",    "ied",       "ies",     "ators",    "ational", "ationally",
    "ates",      "ated",     "ating",   "ations",    "atively", "izes",     "ized",    "izing",
    "izers",     "izations", "ises",    "ised",      "ising",   "isations", "ions",    "ionally",
    "ives",      "iveness",  "ivities", "alities",   "ality",   "alisms",   "alists",  "alize",
    "ically",    "icities",  "icals",   "ification", "ifies",   "ifying",   "ifiers",  "ments",
    "mentally",  "nesses",   "fully",   "fulness",   "ously",   "ousness",  "ables",   "ably",
    "abilities", "ibly",     "ibility", "ances",     "ancies",  "ences",    "encies",  "ants",
    "antly",     "ents",     "ently",   "ers",       "ors",     "isms",     "istic",   "ists",
    "ologies",   "ologist",  "ology",   "ological",  "y"};

bool ls_beginning_is_short(struct ls_span folded)
{
    unsigned width = 0;
    if (folded.len > 0) {
        ls_utf8_decode(folded.ptr, folded.len, 0, &width);
    }
    return width == folded.len;
}

static bool has_stem(const struct ls_unit *unit, struct ls_span stem)
{
    for (size_t i = 0; i < unit->stem_count; i++) {
        if (ls_span_equal(unit->stems[i], stem)) {
            return true;
        }
    }
    return false;
}

/* The pattern of the places before, then a word. */
static struct ls_span pattern_with(struct ls_arena *arena, struct ls_span before,
                                   struct ls_span word, const char *end)
{
    bool has_space = before.len > 0 && before.ptr[before.len - 1] == ' ';
    return ls_arena_printf(arena, "%.*s%s%.*s%s", LS_SPAN_ARG(before), has_space ? "" : " ",
                           LS_SPAN_ARG(word), end);
}

struct stems {
    struct ls_stemmer *stemmer;
    struct ls_arena *arena;
    struct ls_span before; /* the pattern of the places before */
    struct ls_span beginning;
    struct ls_span *items;
    struct ls_span *patterns;
    size_t pattern_count;
};

/* Stems that begin with the beginning are found by it anyway. */
static void add_stem(struct stems *stems, struct ls_unit *unit, const char *tail)
{
    struct ls_span word =
        ls_arena_printf(stems->arena, "%.*s%s", LS_SPAN_ARG(stems->beginning), tail);
    struct ls_span stem = word.ptr ? ls_stem(stems->stemmer, word) : word;
    if (stem.len == 0 || ls_span_starts_with(stem, stems->beginning) || has_stem(unit, stem)) {
        return;
    }
    struct ls_span *item = LS_ARENA_PUSH(stems->arena, stems->items, &unit->stem_count);
    struct ls_span *pattern = LS_ARENA_PUSH(stems->arena, stems->patterns, &stems->pattern_count);
    unit->stems = stems->items;
    unit->stem_patterns = stems->patterns;
    if (item && pattern) {
        *item = ls_arena_copy(stems->arena, stem);
        *pattern = pattern_with(stems->arena, stems->before, *item, " ");
    }
}

static enum ls_status add_stems(struct ls_unit *unit, struct ls_span before,
                                struct ls_span beginning, struct ls_arena *arena,
                                struct ls_error *err)
{
    struct stems stems = {
        .stemmer = ls_stemmer_new(), .arena = arena, .before = before, .beginning = beginning};
    if (!stems.stemmer) {
        return ls_fail_memory(err);
    }
    add_stem(&stems, unit, "");
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        for (const char *tail = endings[i]; *tail; tail++) {
            add_stem(&stems, unit, tail);
        }
    }
    ls_stemmer_free(stems.stemmer);
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}

enum ls_status ls_beginning_make(struct ls_unit *unit, struct ls_span piece, struct ls_arena *arena,
                                 struct ls_error *err)
{
    struct ls_buf folded = {0};
    enum ls_status status = ls_fold_key(piece, &folded) ? LS_OK : ls_fail_memory(err);
    struct ls_span beginning = ls_arena_copy(arena, ls_buf_span(&folded));
    ls_buf_free(&folded);
    if (status == LS_OK && ls_beginning_is_short(beginning) && unit->place_count == 1) {
        return ls_fail(err, LS_USAGE,
                       "%.*s* would stand for too many words: give two letters or more before the "
                       "star",
                       LS_SPAN_ARG(piece));
    }
    struct ls_span before = unit->pattern;
    struct ls_place *places = (struct ls_place *)unit->places;
    if (status == LS_OK && places) {
        places[unit->place_count - 1].term = beginning;
        unit->is_beginning = true;
        unit->pattern = pattern_with(arena, before, beginning, "");
        status = add_stems(unit, before, beginning, arena, err);
    }
    return status;
}

static int compare_terms(const void *a, const void *b)
{
    const struct ls_beginning_term *left = a;
    const struct ls_beginning_term *right = b;
    if (left->freq != right->freq) {
        return left->freq < right->freq ? 1 : -1;
    }
    return ls_span_compare(left->term, right->term);
}

static bool push(struct ls_arena *arena, struct ls_beginning_term **terms, size_t *count,
                 struct ls_span term, uint32_t freq)
{
    struct ls_beginning_term *room = LS_ARENA_PUSH(arena, *terms, count);
    if (room) {
        *room = (struct ls_beginning_term){term, freq};
    }
    return room != NULL;
}

static enum xap_status add_begun(struct xap_reader *reader, struct ls_span beginning,
                                 struct ls_arena *arena, struct ls_beginning_term **terms,
                                 size_t *count, struct xap_error *cause)
{
    struct xap_terms *walk = NULL;
    bool more = false;
    enum xap_status status = xap_terms_open(reader, beginning.ptr, beginning.len, &walk, cause);
    while (status == XAP_OK && (status = xap_terms_next(walk, &more, cause)) == XAP_OK && more) {
        struct xap_bytes bytes = xap_terms_term(walk);
        struct ls_span term = ls_arena_copy(arena, ls_span(bytes.ptr, bytes.len));
        more = push(arena, terms, count, term, xap_terms_freq(walk));
        if (!more) {
            break; /* the arena remembers that memory is out */
        }
    }
    xap_terms_free(walk);
    return status;
}

static enum xap_status add_known_stems(struct xap_reader *reader, const char *prefix,
                                       const struct ls_unit *unit, struct ls_arena *arena,
                                       struct ls_beginning_term **terms, size_t *count,
                                       struct xap_error *cause)
{
    enum xap_status status = XAP_OK;
    for (size_t i = 0; status == XAP_OK && i < unit->stem_count; i++) {
        uint32_t freq = 0;
        struct ls_span term = ls_arena_printf(arena, "%s%.*s", prefix, LS_SPAN_ARG(unit->stems[i]));
        status = xap_reader_term_freq(reader, term.ptr, term.len, &freq, cause);
        if (status == XAP_OK && freq > 0) {
            push(arena, terms, count, term, freq);
        }
    }
    return status;
}

static enum ls_status expand(struct ls_index *index, const char *prefix, const struct ls_unit *unit,
                             struct ls_arena *arena, struct ls_beginning_term **terms,
                             size_t *count, struct ls_error *err)
{
    *terms = NULL;
    *count = 0;
    struct xap_reader *reader = ls_index_reader(index);
    struct ls_span beginning = ls_arena_printf(
        arena, "%s%.*s", prefix, LS_SPAN_ARG(unit->places[unit->place_count - 1].term));
    struct xap_error cause;
    if (arena->failed) {
        return ls_fail_memory(err);
    }
    if (add_begun(reader, beginning, arena, terms, count, &cause) != XAP_OK ||
        add_known_stems(reader, prefix, unit, arena, terms, count, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot look up words");
    }
    if (*count > 0) {
        qsort(*terms, *count, sizeof **terms, compare_terms);
    }
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}

enum ls_status ls_beginning_expand(struct ls_index *index, const struct ls_unit *unit,
                                   struct ls_arena *arena, struct ls_beginning_term **terms,
                                   size_t *count, struct ls_buf *notes, struct ls_error *err)
{
    enum ls_status status = expand(index, "", unit, arena, terms, count, err);
    if (status == LS_OK && unit->goes_on) {
        *count = *count < LS_BEGINNING_TYPED_MAX ? *count : LS_BEGINNING_TYPED_MAX;
    } else if (status == LS_OK && *count > LS_BEGINNING_TERMS_MAX) {
        ls_buf_printf(notes,
                      "%.*s* stands for %zu words: only the %d most common are searched; give more "
                      "letters\n",
                      LS_SPAN_ARG(unit->places[unit->place_count - 1].term), *count,
                      LS_BEGINNING_TERMS_MAX);
        *count = LS_BEGINNING_TERMS_MAX;
    }
    return status;
}

enum ls_status ls_beginning_expand_template(struct ls_index *index, const struct ls_unit *unit,
                                            struct ls_arena *arena,
                                            struct ls_beginning_term **terms, size_t *count,
                                            struct ls_error *err)
{
    enum ls_status status = expand(index, LS_PREFIX_TEMPLATE, unit, arena, terms, count, err);
    size_t max = unit->goes_on ? LS_BEGINNING_TYPED_MAX : LS_BEGINNING_TERMS_MAX;
    *count = *count < max ? *count : max;
    return status;
}

enum ls_status ls_beginning_terms(struct ls_index *index, struct ls_span beginning,
                                  struct ls_arena *arena, struct ls_beginning_term **terms,
                                  size_t *count, struct ls_error *err)
{
    struct xap_error cause;
    *terms = NULL;
    *count = 0;
    if (add_begun(ls_index_reader(index), beginning, arena, terms, count, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot look up words");
    }
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
