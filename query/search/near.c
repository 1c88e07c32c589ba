#include "query/search/near.h"

#include "text/charclass.h"
#include "text/stream.h"
#include "text/utf8.h"

/* Where a unit stands in a line: its first and last place, counted from 0. */
struct stand {
    size_t first;
    size_t last;
};

struct stands {
    struct stand *items;
    size_t count;
};

/* An operand's units: any of them. */
struct operand {
    const struct ls_unit **units;
    size_t unit_count;
};

struct near {
    struct operand *operands;
    size_t operand_count;
    size_t distance;
    struct ls_arena *arena;
};

static bool add_unit(struct ls_arena *arena, struct operand *operand, const struct ls_unit *unit)
{
    const struct ls_unit **room = LS_ARENA_PUSH(arena, operand->units, &operand->unit_count);
    if (room) {
        *room = unit;
    }
    return room != NULL;
}

static bool add_units(const struct ls_units *units, const struct ls_clause *clause,
                      struct ls_arena *arena, struct operand *operand)
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
                 struct ls_arena *arena, struct near *near)
{
    *near = (struct near){.distance = clause->distance, .arena = arena};
    bool made = true;
    for (const struct ls_clause *child = clause->children; made && child; child = child->next) {
        struct operand *operand = LS_ARENA_PUSH(arena, near->operands, &near->operand_count);
        made = operand && add_units(units, child, arena, operand);
    }
    return made;
}

/* ---- one line ---- */

/* How many words and Han characters begin in front of an offset. */
static size_t places_before(struct ls_span line, size_t offset)
{
    size_t places = 0;
    bool in_word = false;
    unsigned width;
    for (size_t at = 0; at < offset; at += width) {
        uint32_t codepoint = ls_utf8_decode(line.ptr, line.len, at, &width);
        bool is_han = ls_charclass(codepoint) == LS_CHAR_HAN;
        places += is_han || (codepoint != ' ' && !in_word);
        in_word = codepoint != ' ' && !is_han;
    }
    return places;
}

static bool add_stands(struct ls_arena *arena, struct ls_span line, struct ls_span pattern,
                       size_t place_count, struct stands *stands)
{
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; pattern.len > 0; at++) {
        at = memmem(at, (size_t)(end - at), pattern.ptr, pattern.len);
        if (!at) {
            return true;
        }
        struct stand *stand = LS_ARENA_PUSH(arena, stands->items, &stands->count);
        if (!stand) {
            return false;
        }
        size_t offset = (size_t)(at - line.ptr) + (pattern.ptr[0] == ' ');
        stand->first = places_before(line, offset);
        stand->last = stand->first + place_count - 1;
    }
    return true;
}

static bool find_operand(const struct near *near, const struct operand *operand, char code,
                         unsigned part, struct ls_span line, struct stands *stands)
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

/* Words from one to the next; 0 when they overlap. */
static size_t gap(const struct stand *a, const struct stand *b)
{
    return a->last < b->first ? b->first - a->last : b->last < a->first ? a->first - b->last : 0;
}

/* Keeps those of stands that are near one of the places reached so far. */
static void keep_near(const struct stands *reached, size_t distance, struct stands *stands)
{
    size_t kept = 0;
    for (size_t i = 0; i < stands->count; i++) {
        bool is_near = false;
        for (size_t n = 0; !is_near && n < reached->count; n++) {
            size_t words = gap(&reached->items[n], &stands->items[i]);
            is_near = words > 0 && words <= distance;
        }
        if (is_near) {
            stands->items[kept++] = stands->items[i];
        }
    }
    stands->count = kept;
}

static bool line_holds(const struct near *near, char code, unsigned part, struct ls_span line,
                       bool *failed)
{
    struct stands reached = {0};
    for (size_t i = 0; i < near->operand_count; i++) {
        struct stands stands;
        if (!find_operand(near, &near->operands[i], code, part, line, &stands)) {
            *failed = true;
            return false;
        }
        if (i > 0) {
            keep_near(&reached, near->distance, &stands);
        }
        if (stands.count == 0) {
            return false;
        }
        reached = stands;
    }
    return near->operand_count > 0;
}

/* ---- streams ---- */

static bool section_holds(const struct near *near, const struct ls_stream_walk *section,
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

static enum ls_status parts_in(const struct near *near, struct ls_span stream, unsigned *parts,
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
    struct near near;
    *parts = 0;
    return make(units, clause, arena, &near) ? parts_in(&near, stream, parts, err)
                                             : ls_fail_memory(err);
}

static enum ls_status match_operand(struct ls_index *index, const struct operand *operand,
                                    struct ls_arena *arena, struct ls_docids *docids,
                                    struct ls_buf *notes, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *docids = (struct ls_docids){0};
    for (size_t i = 0; status == LS_OK && i < operand->unit_count; i++) {
        struct ls_docids of_unit;
        status = ls_match(index, operand->units[i], arena, &of_unit, notes, err);
        if (status == LS_OK) {
            status = ls_docids_unite(docids, &of_unit, arena, docids, err);
        }
    }
    return status;
}

static enum ls_status check(struct ls_index *index, const struct near *near,
                            struct ls_docids *docids, struct ls_error *err)
{
    uint32_t *kept = (uint32_t *)docids->items;
    size_t count = 0;
    enum ls_status status = LS_OK;
    struct ls_arena scratch = {0};
    struct near asked = *near;
    asked.arena = &scratch;
    for (size_t i = 0; status == LS_OK && i < docids->count; i++) {
        struct ls_span stream;
        unsigned parts = 0;
        ls_arena_reset(&scratch);
        status = ls_index_stream(index, docids->items[i], &stream, err);
        if (status == LS_OK) {
            status = parts_in(&asked, stream, &parts, err);
        }
        if (parts) {
            kept[count++] = docids->items[i];
        }
    }
    docids->count = count;
    ls_arena_free(&scratch);
    return status;
}

enum ls_status ls_near_match(struct ls_index *index, const struct ls_units *units,
                             const struct ls_clause *clause, struct ls_arena *arena,
                             struct ls_docids *docids, struct ls_buf *notes, struct ls_error *err)
{
    struct near near;
    *docids = (struct ls_docids){0};
    enum ls_status status = make(units, clause, arena, &near) ? LS_OK : ls_fail_memory(err);
    for (size_t i = 0; status == LS_OK && i < near.operand_count; i++) {
        struct ls_docids of_operand;
        status = match_operand(index, &near.operands[i], arena, &of_operand, notes, err);
        if (status == LS_OK && i == 0) {
            *docids = of_operand;
        } else if (status == LS_OK) {
            status = ls_docids_intersect(docids, &of_operand, arena, docids, err);
        }
    }
    return status == LS_OK && near.operand_count > 0 ? check(index, &near, docids, err) : status;
}
