#include "query/match/near_placed.h"

#include "query/match/placed.h"
#include "query/match/sets.h"

#include <stdlib.h>

enum {
    CANDIDATES_MIN = 64, /* fewer are soon looked at */
    STANDS_MAX = 1 << 22 /* of an operand, that are kept while they are compared */
};

/* Where what was found so far stands, by the numbers of its first and last tokens: each ascends by
 * itself. */
struct reached {
    uint32_t *firsts;
    uint32_t *lasts;
    size_t count;
    size_t room;
};

struct placer {
    const struct ls_positions *positions;
    const struct ls_near *near;
    uint64_t *candidates;
    uint32_t last; /* of them */
    struct ls_near_sets *sets;
    struct reached reached; /* by the operand before; nothing yet of the first one */
    struct reached own;     /* of the present one; of the last one nothing is kept */
    size_t operand;
    const struct ls_unit *unit;
    size_t behind; /* of the reached: how far they are in front of the present place, … */
    size_t ahead;  /* … and which is the first behind it */
    size_t visited;
    bool overflows; /* too many, or memory is out */
};

static void free_reached(struct reached *reached)
{
    free(reached->firsts);
    free(reached->lasts);
    *reached = (struct reached){0};
}

static bool grow(struct reached *reached)
{
    size_t room = reached->room > 0 ? reached->room * 2 : 1024;
    uint32_t *firsts = realloc(reached->firsts, room * sizeof *firsts);
    reached->firsts = firsts ? firsts : reached->firsts;
    uint32_t *lasts = realloc(reached->lasts, room * sizeof *lasts);
    reached->lasts = lasts ? lasts : reached->lasts;
    reached->room = firsts && lasts ? room : reached->room;
    return firsts && lasts;
}

static bool push(struct reached *reached, uint32_t first, uint32_t last)
{
    bool has_room =
        reached->count < STANDS_MAX && (reached->count < reached->room || grow(reached));
    if (has_room) {
        reached->firsts[reached->count] = first;
        reached->lasts[reached->count++] = last;
    }
    return has_room;
}

static int compare(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static void sort(uint32_t *numbers, size_t count)
{
    size_t sorted = 1;
    while (sorted < count && numbers[sorted - 1] <= numbers[sorted]) {
        sorted++;
    }
    if (sorted < count) {
        qsort(numbers, count, sizeof *numbers, compare);
    }
}

/* The first from `from` on that is not below `least`: most steps are short. */
static size_t skip(const uint32_t *numbers, size_t count, size_t from, uint32_t least)
{
    size_t step = 1;
    size_t past = from;
    while (past < count && numbers[past] < least) {
        from = past + 1;
        past = count - past > step ? past + step : count;
        step *= 2;
    }
    while (from < past) {
        size_t middle = from + (past - from) / 2;
        if (numbers[middle] < least) {
            from = middle + 1;
        } else {
            past = middle;
        }
    }
    return from;
}

/* ---- places ---- */

static bool are_near(const struct placer *placer, uint32_t end, uint32_t begin)
{
    return begin - end <= placer->near->distance &&
           ls_positions_share_line(placer->positions, end, begin);
}

/* The law of near.c: between the end of one and the beginning of the other. The next ones on either
 * side decide. */
static bool is_near(struct placer *placer, uint32_t first, uint32_t last)
{
    const struct reached *reached = &placer->reached;
    if (placer->operand == 0) {
        return true;
    }
    placer->behind = skip(reached->lasts, reached->count, placer->behind, first);
    placer->ahead = skip(reached->firsts, reached->count, placer->ahead, last + 1);
    return (placer->behind > 0 && are_near(placer, reached->lasts[placer->behind - 1], first)) ||
           (placer->ahead < reached->count &&
            are_near(placer, last, reached->firsts[placer->ahead]));
}

static void note(struct placer *placer, const struct ls_stream_section *section, uint32_t first,
                 uint32_t last)
{
    if (placer->operand + 1 < placer->near->operand_count) {
        placer->overflows |= !push(&placer->own, first, last);
        return;
    }
    uint64_t *set = section->is_template ? placer->sets->in_templates : placer->sets->outside;
    set[section->docid / 64] |= UINT64_C(1) << section->docid % 64;
}

static bool visit(void *context, const struct ls_stream_section *section, uint32_t number)
{
    struct placer *placer = context;
    const struct ls_scope *scope = &placer->unit->scope;
    uint32_t docid = section->docid;
    uint32_t last = number + (uint32_t)placer->unit->place_count - 1;
    placer->visited++;
    if (placer->overflows || docid > placer->last ||
        !(placer->candidates[docid / 64] >> docid % 64 & 1)) {
        return false;
    }
    bool in_scope = section->part < LS_PART_COUNT &&
                    (!scope->fields || strchr(scope->fields, section->code)) &&
                    (!scope->parts || (scope->parts >> section->part & 1));
    if (in_scope && is_near(placer, number, last)) {
        note(placer, section, number, last);
    }
    return true;
}

/* ---- operands ---- */

/* One Han character is not visited in order: all is looked for anew then. */
static bool visit_character(void *context, const struct ls_stream_section *section, uint32_t number)
{
    struct placer *placer = context;
    placer->behind = 0;
    placer->ahead = 0;
    return visit(context, section, number);
}

static bool is_character(struct ls_span pattern)
{
    return pattern.len <= 4 && pattern.ptr[0] != ' ';
}

static enum xap_status place_pattern(struct placer *placer, struct ls_index *index,
                                     struct ls_span pattern, struct xap_error *cause)
{
    placer->behind = 0;
    placer->ahead = 0;
    placer->visited = 0;
    ls_positions_places(placer->positions, pattern, is_character(pattern) ? visit_character : visit,
                        placer);
    return xap_reader_spend(ls_index_reader(index), (unsigned)placer->visited, cause);
}

static enum xap_status place_unit(struct placer *placer, struct ls_index *index,
                                  const struct ls_unit *unit, struct xap_error *cause)
{
    placer->unit = unit;
    enum xap_status status = place_pattern(placer, index, unit->pattern, cause);
    for (size_t i = 0; status == XAP_OK && i < unit->stem_count; i++) {
        status = place_pattern(placer, index, unit->stem_patterns[i], cause);
    }
    return status;
}

static enum xap_status place_operand(struct placer *placer, struct ls_index *index,
                                     struct xap_error *cause)
{
    const struct ls_near_operand *operand = &placer->near->operands[placer->operand];
    enum xap_status status = XAP_OK;
    for (size_t i = 0; status == XAP_OK && i < operand->unit_count; i++) {
        status = place_unit(placer, index, operand->units[i], cause);
    }
    free_reached(&placer->reached);
    placer->reached = placer->own;
    placer->own = (struct reached){0};
    sort(placer->reached.firsts, placer->reached.count);
    sort(placer->reached.lasts, placer->reached.count);
    return status;
}

static enum xap_status place_all(struct placer *placer, struct ls_index *index,
                                 struct xap_error *cause)
{
    size_t count = placer->near->operand_count;
    enum xap_status status = XAP_OK;
    for (; status == XAP_OK && !placer->overflows && placer->operand < count; placer->operand++) {
        status = place_operand(placer, index, cause);
    }
    free_reached(&placer->reached);
    return status;
}

static bool is_placed(const struct ls_near *near)
{
    bool placed = true;
    for (size_t i = 0; i < near->operand_count; i++) {
        for (size_t n = 0; placed && n < near->operands[i].unit_count; n++) {
            placed = ls_unit_is_placed(near->operands[i].units[n]);
        }
    }
    return placed;
}

static bool begin(struct placer *placer, const struct ls_docids *candidates)
{
    struct ls_arena *arena = placer->near->arena;
    placer->last = candidates->items[candidates->count - 1];
    size_t words = ls_set_words(placer->last);
    placer->candidates = ls_arena_array(arena, words, sizeof *placer->candidates);
    placer->sets->outside = ls_arena_array(arena, words, sizeof *placer->sets->outside);
    placer->sets->in_templates = ls_arena_array(arena, words, sizeof *placer->sets->in_templates);
    for (size_t i = 0; placer->candidates && i < candidates->count; i++) {
        placer->candidates[candidates->items[i] / 64] |= UINT64_C(1) << candidates->items[i] % 64;
    }
    return placer->candidates && placer->sets->outside && placer->sets->in_templates;
}

enum ls_status ls_near_place(struct ls_index *index, const struct ls_near *near,
                             const struct ls_docids *candidates, struct ls_near_sets *sets,
                             bool *known, struct ls_error *err)
{
    struct placer placer = {.positions = ls_index_positions(index), .near = near, .sets = sets};
    struct xap_error cause;
    *known = placer.positions && candidates->count >= CANDIDATES_MIN && is_placed(near);
    if (!*known) {
        return LS_OK;
    }
    if (!begin(&placer, candidates)) {
        return ls_fail_memory(err);
    }
    enum xap_status status = place_all(&placer, index, &cause);
    *known = !placer.overflows;
    return status == XAP_OK ? LS_OK : ls_schema_fail(err, &cause, "cannot search");
}
