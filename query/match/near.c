#include "query/match/near.h"

#include "query/match/near_kept.h"
#include "query/match/near_placed.h"
#include "text/charclass.h"
#include "text/stream.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Where a unit stands in a line: its first and last place, counted from 0. */
struct stand {
    size_t first;
    size_t last;
};

struct stands {
    struct stand *items;
    size_t count;
};

static bool add_unit(struct ls_arena *arena, struct ls_near_operand *operand,
                     const struct ls_unit *unit)
{
    const struct ls_unit **room = LS_ARENA_PUSH(arena, operand->units, &operand->unit_count);
    if (room) {
        *room = unit;
    }
    return room != NULL;
}

static bool add_units(const struct ls_units *units, const struct ls_clause *clause,
                      struct ls_arena *arena, struct ls_near_operand *operand)
{
    if (clause->kind == LS_CLAUSE_UNIT) {
        return add_unit(arena, operand, &units->items[clause->unit]);
    }
    bool added = true;
    for (const struct ls_clause *child = clause->children; added && child; child = child->next) {
        added = add_units(units, child, arena, operand);
    }
    return added;
}

static bool make(const struct ls_units *units, const struct ls_clause *clause,
                 struct ls_arena *arena, struct ls_near *near)
{
    *near = (struct ls_near){.distance = clause->distance, .arena = arena};
    bool made = true;
    for (const struct ls_clause *child = clause->children; made && child; child = child->next) {
        struct ls_near_operand *operand =
            LS_ARENA_PUSH(arena, near->operands, &near->operand_count);
        made = operand && add_units(units, child, arena, operand);
    }
    return made;
}

/* ---- one line ---- */

/* A count of the words and Han characters that begin in front of an offset. It only goes on, so
 * that a line is read once, however often something stands in it. */
struct counted {
    struct ls_span line;
    size_t offset;
    size_t places;
    bool in_word;
};

static size_t places_before(struct counted *counted, size_t offset)
{
    unsigned width;
    for (; counted->offset < offset; counted->offset += width) {
        uint32_t codepoint =
            ls_utf8_decode(counted->line.ptr, counted->line.len, counted->offset, &width);
        bool is_han = ls_charclass(codepoint) == LS_CHAR_HAN;
        counted->places += is_han || (codepoint != ' ' && !counted->in_word);
        counted->in_word = codepoint != ' ' && !is_han;
    }
    return counted->places;
}

static bool add_stands(struct ls_arena *arena, struct ls_span line, struct ls_span pattern,
                       size_t place_count, struct stands *stands)
{
    const char *end = line.ptr + line.len;
    struct counted counted = {.line = line};
    for (const char *at = line.ptr; pattern.len > 0; at++) {
        at = memmem(at, (size_t)(end - at), pattern.ptr, pattern.len);
        if (!at) {
            return true;
        }
        struct stand *stand = LS_ARENA_PUSH(arena, stands->items, &stands->count);
        if (!stand) {
            return false;
        }
        stand->first = places_before(&counted, (size_t)(at - line.ptr) + (pattern.ptr[0] == ' '));
        stand->last = stand->first + place_count - 1;
    }
    return true;
}

static bool find_operand(const struct ls_near *near, const struct ls_near_operand *operand,
                         char code, unsigned part, struct ls_span line, struct stands *stands)
{
    bool ran = true;
    *stands = (struct stands){0};
    for (size_t i = 0; ran && i < operand->unit_count; i++) {
        const struct ls_unit *unit = operand->units[i];
        bool in_scope = (!unit->scope.fields || strchr(unit->scope.fields, code)) &&
                        (!unit->scope.parts || (unit->scope.parts >> part & 1));
        if (!in_scope) {
            continue;
        }
        ran = add_stands(near->arena, line, unit->pattern, unit->place_count, stands);
        for (size_t n = 0; ran && n < unit->stem_count; n++) {
            ran = add_stands(near->arena, line, unit->stem_patterns[n], unit->place_count, stands);
        }
    }
    return ran;
}

static int compare_places(const void *a, const void *b)
{
    size_t left = *(const size_t *)a;
    size_t right = *(const size_t *)b;
    return (left > right) - (left < right);
}

/* Is one of the places, which ascend, from first to last? */
static bool has_place(const size_t *places, size_t count, size_t first, size_t last)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (places[middle] < first) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && places[low] <= last;
}

/* Keeps those of stands that are near one of those reached so far: at most distance words lie
 * from the end of one to the beginning of the other. False when memory is out. */
static bool keep_near(const struct ls_near *near, const struct stands *reached,
                      struct stands *stands)
{
    size_t count = reached->count;
    size_t distance = near->distance;
    size_t *firsts = ls_arena_array(near->arena, count, sizeof *firsts);
    size_t *lasts = ls_arena_array(near->arena, count, sizeof *lasts);
    if (!firsts || !lasts) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        firsts[i] = reached->items[i].first;
        lasts[i] = reached->items[i].last;
    }
    qsort(firsts, count, sizeof *firsts, compare_places);
    qsort(lasts, count, sizeof *lasts, compare_places);
    size_t kept = 0;
    for (size_t i = 0; i < stands->count; i++) {
        const struct stand *stand = &stands->items[i];
        size_t from = stand->first > distance ? stand->first - distance : 0;
        bool is_behind = stand->first > 0 && has_place(lasts, count, from, stand->first - 1);
        if (is_behind || has_place(firsts, count, stand->last + 1, stand->last + distance)) {
            stands->items[kept++] = *stand;
        }
    }
    stands->count = kept;
    return true;
}

static bool line_holds(const struct ls_near *near, char code, unsigned part, struct ls_span line,
                       bool *failed)
{
    struct stands reached = {0};
    for (size_t i = 0; i < near->operand_count; i++) {
        struct stands stands;
        *failed = !find_operand(near, &near->operands[i], code, part, line, &stands) ||
                  (i > 0 && stands.count > 0 && !keep_near(near, &reached, &stands));
        if (*failed || stands.count == 0) {
            return false;
        }
        reached = stands;
    }
    return near->operand_count > 0;
}

/* ---- streams ---- */

static bool section_holds(const struct ls_near *near, const struct ls_stream_walk *section,
                          bool *failed)
{
    struct ls_span rest = section->text;
    while (rest.len > 0 && !*failed) {
        const char *end = memchr(rest.ptr, LS_STREAM_BREAK, rest.len);
        size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
        if (line_holds(near, section->code, section->part, ls_span(rest.ptr, len), failed)) {
            return true;
        }
        rest = ls_span_from(rest, len + 1);
    }
    return false;
}

static enum ls_status parts_in(const struct ls_near *near, struct ls_span stream, unsigned *parts,
                               struct ls_error *err)
{
    bool failed = false;
    *parts = 0;
    struct ls_stream_walk walk = {.rest = stream};
    while (ls_stream_next(&walk) && !failed) {
        bool is_new = walk.part < LS_PART_COUNT && !(*parts >> walk.part & 1);
        if (is_new && section_holds(near, &walk, &failed)) {
            *parts |= 1u << walk.part;
        }
    }
    return failed ? ls_fail_memory(err) : LS_OK;
}

enum ls_status ls_near_parts_in(const struct ls_units *units, const struct ls_clause *clause,
                                struct ls_span stream, struct ls_arena *arena, unsigned *parts,
                                struct ls_error *err)
{
    struct ls_near near;
    *parts = 0;
    return make(units, clause, arena, &near) ? parts_in(&near, stream, parts, err)
                                             : ls_fail_memory(err);
}

/* The cards that hold one of the units, wherever. */
static enum ls_status match_operand(struct ls_index *index, const struct ls_near_operand *operand,
                                    bool in_templates, struct ls_arena *arena,
                                    struct ls_docids *docids, struct ls_buf *notes,
                                    struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *docids = (struct ls_docids){0};
    for (size_t i = 0; status == LS_OK && i < operand->unit_count; i++) {
        struct ls_docids of_unit;
        struct ls_docids templates = {0};
        status = ls_match_both(index, operand->units[i], arena, &of_unit,
                               in_templates ? &templates : NULL, notes, err);
        if (status == LS_OK) {
            status = ls_docids_unite(docids, &of_unit, arena, docids, err);
        }
        if (status == LS_OK && templates.count > 0) {
            status = ls_docids_unite(docids, &templates, arena, docids, err);
        }
    }
    return status;
}

/* Parts the candidates in those that hold the operands near each other outside template text and
 * those that do in it; the rest is dropped. */
static enum ls_status check(struct ls_index *index, const struct ls_near *near,
                            struct ls_docids *docids, struct ls_docids *templates,
                            struct ls_error *err)
{
    uint32_t *kept = (uint32_t *)docids->items;
    uint32_t *kept_templates = NULL;
    size_t count = 0;
    enum ls_status status = LS_OK;
    struct ls_arena scratch = {0};
    struct ls_near asked = *near;
    asked.arena = &scratch;
    for (size_t i = 0; status == LS_OK && i < docids->count; i++) {
        struct ls_span stream;
        unsigned outside = 0;
        unsigned inside = 0;
        uint32_t docid = docids->items[i];
        ls_arena_reset(&scratch);
        status = ls_index_stream(index, docid, &stream, err);
        if (status == LS_OK) {
            status = parts_in(&asked, ls_stream_outside(stream), &outside, err);
        }
        if (status == LS_OK && !outside && templates) {
            status = parts_in(&asked, ls_stream_template(stream), &inside, err);
        }
        if (outside) {
            kept[count++] = docid;
        } else if (inside) {
            uint32_t *room = LS_ARENA_PUSH(near->arena, kept_templates, &templates->count);
            if (room) {
                *room = docid;
            } else {
                status = ls_fail_memory(err);
            }
        }
    }
    docids->count = count;
    if (templates) {
        templates->items = kept_templates;
    }
    ls_arena_free(&scratch);
    return status;
}

/* Likewise, where positions told which ones do. */
static enum ls_status part_placed(const struct ls_near *near, const struct ls_near_sets *sets,
                                  struct ls_docids *docids, struct ls_docids *templates,
                                  struct ls_error *err)
{
    uint32_t *outside = ls_arena_array(near->arena, docids->count + 1, sizeof *outside);
    uint32_t *inside = ls_arena_array(near->arena, docids->count + 1, sizeof *inside);
    size_t count = 0;
    size_t inside_count = 0;
    if (!outside || !inside) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < docids->count; i++) {
        uint32_t docid = docids->items[i];
        uint64_t bit = UINT64_C(1) << docid % 64;
        if (sets->outside[docid / 64] & bit) {
            outside[count++] = docid;
        } else if (templates && (sets->in_templates[docid / 64] & bit)) {
            inside[inside_count++] = docid;
        }
    }
    *docids = (struct ls_docids){outside, count};
    if (templates) {
        *templates = (struct ls_docids){inside, inside_count};
    }
    return LS_OK;
}

static enum ls_status place_or_check(struct ls_index *index, const struct ls_near *near,
                                     struct ls_docids *docids, struct ls_docids *templates,
                                     struct ls_error *err)
{
    struct ls_near_sets sets = {0};
    bool known = false;
    enum ls_status status = ls_near_place(index, near, docids, &sets, &known, err);
    if (status != LS_OK) {
        return status;
    }
    return known ? part_placed(near, &sets, docids, templates, err)
                 : check(index, near, docids, templates, err);
}

/* The cards that hold all operands, wherever. A beginning says something while it is looked for, so
 * that this is done whatever is kept. */
static enum ls_status find_candidates(struct ls_index *index, const struct ls_near *near,
                                      bool in_templates, struct ls_docids *docids,
                                      struct ls_buf *notes, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < near->operand_count; i++) {
        struct ls_docids of_operand;
        status = match_operand(index, &near->operands[i], in_templates, near->arena, &of_operand,
                               notes, err);
        if (status == LS_OK && i == 0) {
            *docids = of_operand;
        } else if (status == LS_OK) {
            status = ls_docids_intersect(docids, &of_operand, near->arena, docids, err);
        }
    }
    return status;
}

static enum ls_status find(struct ls_index *index, const struct ls_near *near, struct ls_span name,
                           bool in_templates, struct ls_buf *notes, struct ls_near_found *found,
                           struct ls_error *err)
{
    enum { KEPT_LOOKS_MIN = 256 };
    bool known = false;
    enum ls_status status = find_candidates(index, near, in_templates, &found->outside, notes, err);
    size_t looks = found->outside.count;
    if (status == LS_OK && looks >= KEPT_LOOKS_MIN) {
        status = ls_near_recall(index, name, found, &known, err);
    }
    if (status == LS_OK && !known && near->operand_count > 0) {
        status = place_or_check(index, near, &found->outside,
                                in_templates ? &found->templates : NULL, err);
    }
    if (status == LS_OK && !known && looks >= KEPT_LOOKS_MIN) {
        ls_near_keep(index, name, found);
    }
    return status;
}

enum ls_status ls_near_match(struct ls_index *index, const struct ls_units *units,
                             const struct ls_clause *clause, struct ls_arena *arena,
                             struct ls_docids *docids, struct ls_docids *templates,
                             struct ls_buf *notes, struct ls_error *err)
{
    struct ls_near near;
    struct ls_near_found found = {0};
    struct ls_span name =
        ls_index_memo(index) ? ls_near_name(units, clause, templates, arena) : (struct ls_span){0};
    enum ls_status status = make(units, clause, arena, &near)
                                ? find(index, &near, name, templates, notes, &found, err)
                                : ls_fail_memory(err);
    *docids = status == LS_OK ? found.outside : (struct ls_docids){0};
    if (templates) {
        *templates = status == LS_OK ? found.templates : (struct ls_docids){0};
    }
    return status;
}
