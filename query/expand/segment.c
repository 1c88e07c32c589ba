#include "query/expand/segment.h"

#include "text/weak.h"

/* One way to cut a stretch of the row that no border crosses. */
struct cut {
    struct ls_segment *items;
    size_t count;
    size_t unknown;
};

struct cutter {
    const struct ls_lexicons *lexicons;
    const struct ls_row_place *row;
    size_t places_max;
    struct ls_buf lexeme;
};

void ls_segment_lexeme(const struct ls_row_place *places, size_t count, struct ls_buf *lexeme)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && !(places[i].is_han && places[i - 1].is_han)) {
            ls_buf_add_char(lexeme, ' ');
        }
        ls_buf_add_span(lexeme, places[i].term);
    }
}

static bool is_weak_word(const struct ls_row_place *place)
{
    return !place->is_han && ls_word_weakness(place->term) == LS_WORD_WEAK;
}

/* Function words at the border of several words belong to the sentence, not to the term. */
static bool is_key(struct cutter *cutter, size_t first, size_t past)
{
    bool is_one = past - first == 1;
    if (!is_one && (is_weak_word(&cutter->row[first]) || is_weak_word(&cutter->row[past - 1]))) {
        return false;
    }
    ls_buf_clear(&cutter->lexeme);
    ls_segment_lexeme(cutter->row + first, past - first, &cutter->lexeme);
    return ls_lexicons_have(cutter->lexicons, ls_buf_span(&cutter->lexeme));
}

static void add(struct cut *cut, size_t first, size_t past, bool is_key)
{
    cut->items[cut->count++] = (struct ls_segment){.first = first, .past = past, .is_key = is_key};
    cut->unknown += !is_key;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void cut_forward(struct cutter *cutter, size_t first, size_t past, struct cut *cut)
{
    while (first < past) {
        size_t len = least(past - first, cutter->places_max);
        bool found = false;
        for (; len > 0 && !(found = is_key(cutter, first, first + len)); len--) {
        }
        add(cut, first, first + (found ? len : 1), found);
        first += found ? len : 1;
    }
}

/* The segments come out last first. */
static void cut_backward(struct cutter *cutter, size_t first, size_t past, struct cut *cut)
{
    while (past > first) {
        size_t len = least(past - first, cutter->places_max);
        bool found = false;
        for (; len > 0 && !(found = is_key(cutter, past - len, past)); len--) {
        }
        len = found ? len : 1;
        add(cut, past - len, past, found);
        past -= len;
    }
    for (size_t i = 0; i < cut->count / 2; i++) {
        struct ls_segment swapped = cut->items[i];
        cut->items[i] = cut->items[cut->count - 1 - i];
        cut->items[cut->count - 1 - i] = swapped;
    }
}

static bool is_better(const struct cut *a, const struct cut *b)
{
    return a->count != b->count ? a->count < b->count : a->unknown < b->unknown;
}

static enum ls_status cut_stretch(struct cutter *cutter, size_t first, size_t past,
                                  struct ls_arena *arena, struct cut *all, struct ls_error *err)
{
    struct cut forward = {.items = ls_arena_array(arena, past - first, sizeof *forward.items)};
    struct cut backward = {.items = ls_arena_array(arena, past - first, sizeof *backward.items)};
    if (!forward.items || !backward.items) {
        return ls_fail_memory(err);
    }
    cut_forward(cutter, first, past, &forward);
    cut_backward(cutter, first, past, &backward);
    const struct cut *best = is_better(&forward, &backward) ? &forward : &backward;
    memcpy(all->items + all->count, best->items, best->count * sizeof *best->items);
    all->count += best->count;
    return LS_OK;
}

static enum ls_status name_segments(struct cutter *cutter, struct cut *all, struct ls_arena *arena,
                                    struct ls_error *err)
{
    for (size_t i = 0; i < all->count; i++) {
        struct ls_segment *segment = &all->items[i];
        ls_buf_clear(&cutter->lexeme);
        ls_segment_lexeme(cutter->row + segment->first, segment->past - segment->first,
                          &cutter->lexeme);
        segment->lexeme = ls_arena_copy(arena, ls_buf_span(&cutter->lexeme));
    }
    return arena->failed || cutter->lexeme.failed ? ls_fail_memory(err) : LS_OK;
}

enum ls_status ls_segment_row(const struct ls_lexicons *lexicons, const struct ls_row_place *row,
                              size_t count, struct ls_arena *arena,
                              const struct ls_segment **segments, size_t *segment_count,
                              struct ls_error *err)
{
    struct cutter cutter = {
        .lexicons = lexicons, .row = row, .places_max = ls_lexicons_places_max(lexicons)};
    struct cut all = {.items = ls_arena_array(arena, count + 1, sizeof *all.items)};
    enum ls_status status = all.items ? LS_OK : ls_fail_memory(err);
    for (size_t first = 0, past; status == LS_OK && first < count; first = past) {
        for (past = first + 1; past < count && !row[past].is_border; past++) {
        }
        status = cut_stretch(&cutter, first, past, arena, &all, err);
    }
    if (status == LS_OK) {
        status = name_segments(&cutter, &all, arena, err);
    }
    ls_buf_free(&cutter.lexeme);
    *segments = all.items;
    *segment_count = all.count;
    return status;
}
