#include "query/match/beginning.h"

#include "store/term_walk.h"
#include "text/fold.h"
#include "text/stem.h"
#include "text/utf8.h"

#include <stdlib.h>

/* What English words may end in behind their stems. A beginning may end anywhere in
 * one of them, so that each of their tails may follow it. */
#define END(letters) LS_SPAN_INIT(letters)
static const struct ls_span endings[] = {
    END("edly"),      END("ingly"),    END("ings"),      END("ied"),       END("ies"),
    END("ators"),     END("ational"),  END("ationally"), END("ates"),      END("ated"),
    END("ating"),     END("ations"),   END("atively"),   END("izes"),      END("ized"),
    END("izing"),     END("izers"),    END("izations"),  END("ises"),      END("ised"),
    END("ising"),     END("isations"), END("ions"),      END("ionally"),   END("ives"),
    END("iveness"),   END("ivities"),  END("alities"),   END("ality"),     END("alisms"),
    END("alists"),    END("alize"),    END("ically"),    END("icities"),   END("icals"),
    END("ification"), END("ifies"),    END("ifying"),    END("ifiers"),    END("ments"),
    END("mentally"),  END("nesses"),   END("fully"),     END("fulness"),   END("ously"),
    END("ousness"),   END("ables"),    END("ably"),      END("abilities"), END("ibly"),
    END("ibility"),   END("ances"),    END("ancies"),    END("ences"),     END("encies"),
    END("ants"),      END("antly"),    END("ents"),      END("ently"),     END("ers"),
    END("ors"),       END("isms"),     END("istic"),     END("ists"),      END("ologies"),
    END("ologist"),   END("ology"),    END("ological"),  END("y")};
#undef END

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
static void add_stem(struct stems *stems, struct ls_unit *unit, struct ls_span tail)
{
    struct ls_span word =
        ls_arena_printf(stems->arena, "%.*s%.*s", LS_SPAN_ARG(stems->beginning), LS_SPAN_ARG(tail));
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

/* Does an ending before it in the table end so? Then this tail, and those of the tail, were there.
 */
static bool was_there(size_t number, struct ls_span tail)
{
    bool was = false;
    for (size_t i = 0; !was && i < number; i++) {
        size_t more = endings[i].len - tail.len;
        was = endings[i].len >= tail.len && memcmp(endings[i].ptr + more, tail.ptr, tail.len) == 0;
    }
    return was;
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
    add_stem(&stems, unit, LS_SPAN(""));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        for (struct ls_span tail = endings[i]; tail.len > 0 && !was_there(i, tail);
             tail = ls_span_from(tail, 1)) {
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

static enum xap_status add_begun(struct ls_index *index, struct ls_span beginning,
                                 struct ls_arena *arena, struct ls_beginning_term **terms,
                                 size_t *count, struct xap_error *cause)
{
    struct ls_term_walk *walk = NULL;
    bool more = false;
    enum xap_status status = ls_term_walk_open(index, beginning, &walk, cause);
    while (status == XAP_OK && (status = ls_term_walk_next(walk, &more, cause)) == XAP_OK && more) {
        struct ls_span bytes = ls_term_walk_term(walk);
        struct ls_span term = ls_arena_copy(arena, ls_span(bytes.ptr, bytes.len));
        more = push(arena, terms, count, term, ls_term_walk_freq(walk));
        if (!more) {
            break; /* the arena remembers that memory is out */
        }
    }
    ls_term_walk_free(walk);
    return status;
}

static enum xap_status add_known_stems(struct ls_index *index, const char *prefix,
                                       const struct ls_unit *unit, struct ls_arena *arena,
                                       struct ls_beginning_term **terms, size_t *count,
                                       struct xap_error *cause)
{
    enum xap_status status = XAP_OK;
    for (size_t i = 0; status == XAP_OK && i < unit->stem_count; i++) {
        uint32_t freq = 0;
        struct ls_span term = ls_arena_printf(arena, "%s%.*s", prefix, LS_SPAN_ARG(unit->stems[i]));
        status = ls_index_term_freq(index, term, &freq, cause);
        if (status == XAP_OK && freq > 0) {
            push(arena, terms, count, term, freq);
        }
    }
    return status;
}

/* ---- what was found is kept ---- */

/* To copy one that is kept is work that a watch is told of. */
enum { LOOK_STEPS = 100 };

/* So few are found as quickly as they are looked up. */
enum { KEPT_TERMS_MIN = 16 };

/* Which they are and how many there were; then each: its cards, its length, its bytes. */
static void keep_terms(struct ls_memo *memo, struct ls_span name,
                       const struct ls_beginning_term *terms, size_t count, size_t all)
{
    struct ls_buf kept = {0};
    ls_buf_add(&kept, (const char *)&all, sizeof all);
    for (size_t i = 0; i < count; i++) {
        uint32_t head[] = {terms[i].freq, (uint32_t)terms[i].term.len};
        ls_buf_add(&kept, (const char *)head, sizeof head);
        ls_buf_add_span(&kept, terms[i].term);
    }
    if (!kept.failed) {
        ls_memo_put(memo, name, ls_buf_span(&kept));
    }
    ls_buf_free(&kept);
}

static void recall_terms(struct ls_span kept, struct ls_arena *arena,
                         struct ls_beginning_term **terms, size_t *count, size_t *all)
{
    memcpy(all, kept.ptr, sizeof *all);
    kept = ls_span_from(kept, sizeof *all);
    while (kept.len > 0 && !arena->failed) {
        uint32_t head[2];
        memcpy(head, kept.ptr, sizeof head);
        struct ls_span term = ls_span(kept.ptr + sizeof head, head[1]);
        push(arena, terms, count, ls_arena_copy(arena, term), head[0]);
        kept = ls_span_from(kept, sizeof head + head[1]);
    }
}

static enum ls_status find_terms(struct ls_index *index, const char *prefix,
                                 const struct ls_unit *unit, struct ls_arena *arena,
                                 struct ls_beginning_term **terms, size_t *count,
                                 struct ls_error *err)
{
    struct ls_span beginning = ls_arena_printf(
        arena, "%s%.*s", prefix, LS_SPAN_ARG(unit->places[unit->place_count - 1].term));
    struct xap_error cause;
    if (arena->failed) {
        return ls_fail_memory(err);
    }
    if (add_begun(index, beginning, arena, terms, count, &cause) != XAP_OK ||
        add_known_stems(index, prefix, unit, arena, terms, count, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot look up words");
    }
    if (*count > 0) {
        qsort(*terms, *count, sizeof **terms, compare_terms);
    }
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}

/* How many will do. Of a word that is still being typed the first one, and more until there are
 * cards enough to fill any answer. */
static size_t enough(const struct ls_unit *unit, const struct ls_beginning_term *terms,
                     size_t count)
{
    uint64_t cards = 0;
    size_t kept = 0;
    if (!unit->goes_on) {
        return count < LS_BEGINNING_TERMS_MAX ? count : LS_BEGINNING_TERMS_MAX;
    }
    while (kept < count && kept < LS_BEGINNING_TYPED_MAX &&
           (kept == 0 || cards + terms[kept].freq <= LS_BEGINNING_TYPED_CARDS)) {
        cards += terms[kept++].freq;
    }
    return kept;
}

/* The most frequent ones, and how many there are in all. */
static enum ls_status expand(struct ls_index *index, const char *prefix, const struct ls_unit *unit,
                             struct ls_arena *arena, struct ls_beginning_term **terms,
                             size_t *count, size_t *all, struct ls_error *err)
{
    struct ls_memo *memo = ls_index_memo(index);
    struct ls_span name = ls_arena_printf(arena, "b%d\n%s\n%.*s", unit->goes_on, prefix,
                                          LS_SPAN_ARG(unit->places[unit->place_count - 1].term));
    struct xap_error cause;
    *terms = NULL;
    *count = 0;
    struct ls_span kept = memo && name.ptr ? ls_memo_get(memo, name) : ls_span(NULL, 0);
    if (kept.ptr) {
        recall_terms(kept, arena, terms, count, all);
        return xap_reader_spend(ls_index_reader(index), LOOK_STEPS, &cause) == XAP_OK
                   ? (arena->failed ? ls_fail_memory(err) : LS_OK)
                   : ls_schema_fail(err, &cause, "cannot look up words");
    }
    enum ls_status status = find_terms(index, prefix, unit, arena, terms, count, err);
    *all = *count;
    *count = enough(unit, *terms, *count);
    if (status == LS_OK && memo && name.ptr && *all >= KEPT_TERMS_MIN) {
        keep_terms(memo, name, *terms, *count, *all);
    }
    return status;
}

enum ls_status ls_beginning_expand(struct ls_index *index, const struct ls_unit *unit,
                                   struct ls_arena *arena, struct ls_beginning_term **terms,
                                   size_t *count, struct ls_buf *notes, struct ls_error *err)
{
    size_t all = 0;
    enum ls_status status = expand(index, "", unit, arena, terms, count, &all, err);
    if (status == LS_OK && !unit->goes_on && all > LS_BEGINNING_TERMS_MAX) {
        ls_buf_printf(notes,
                      "%.*s* stands for %zu words: only the %d most common are searched; give more "
                      "letters\n",
                      LS_SPAN_ARG(unit->places[unit->place_count - 1].term), all,
                      LS_BEGINNING_TERMS_MAX);
    }
    return status;
}

enum ls_status ls_beginning_expand_template(struct ls_index *index, const struct ls_unit *unit,
                                            struct ls_arena *arena,
                                            struct ls_beginning_term **terms, size_t *count,
                                            struct ls_error *err)
{
    size_t all = 0;
    return expand(index, LS_PREFIX_TEMPLATE, unit, arena, terms, count, &all, err);
}

enum ls_status ls_beginning_terms(struct ls_index *index, struct ls_span beginning,
                                  struct ls_arena *arena, struct ls_beginning_term **terms,
                                  size_t *count, struct ls_error *err)
{
    struct xap_error cause;
    *terms = NULL;
    *count = 0;
    if (add_begun(index, beginning, arena, terms, count, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot look up words");
    }
    return arena->failed ? ls_fail_memory(err) : LS_OK;
}
