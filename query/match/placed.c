#include "query/match/placed.h"

/* A glued word may be a single one in the text (stands.c). */
static struct ls_span compound_pattern(const struct ls_unit *unit, char room[static 1])
{
    room[0] = ' ';
    memcpy(room + 1, unit->compound.ptr, unit->compound.len);
    room[unit->compound.len + 1] = ' ';
    return ls_span(room, unit->compound.len + 2);
}

static bool knows_all(const struct ls_span *patterns, size_t count)
{
    bool knows = true;
    for (size_t i = 0; knows && i < count; i++) {
        knows = ls_positions_know(patterns[i]);
    }
    return knows;
}

bool ls_unit_is_placed(const struct ls_unit *unit)
{
    return knows_all(&unit->pattern, 1) && knows_all(unit->stem_patterns, unit->stem_count) &&
           knows_all(unit->glued_patterns, unit->glued_count);
}

struct visiting {
    const char *fields;
    ls_stream_section_visit *visit;
    void *context;
};

static bool visit_field(void *context, const struct ls_stream_section *section)
{
    const struct visiting *visiting = context;
    bool is_wanted = !visiting->fields || strchr(visiting->fields, section->code);
    return !is_wanted || visiting->visit(visiting->context, section);
}

static void find_all(const struct ls_positions *positions, const struct ls_span *patterns,
                     size_t count, struct visiting *visiting)
{
    for (size_t i = 0; i < count; i++) {
        ls_positions_find(positions, patterns[i], visit_field, visiting);
    }
}

void ls_unit_visit(const struct ls_unit *unit, const struct ls_positions *positions,
                   ls_stream_section_visit *visit, void *context)
{
    char room[LS_TERM_BYTES_MAX + 2];
    struct visiting visiting = {unit->scope.fields, visit, context};
    find_all(positions, &unit->pattern, 1, &visiting);
    find_all(positions, unit->stem_patterns, unit->stem_count, &visiting);
    find_all(positions, unit->glued_patterns, unit->glued_count, &visiting);
    if (unit->compound.ptr && unit->compound.len <= LS_TERM_BYTES_MAX) {
        struct ls_span pattern = compound_pattern(unit, room);
        find_all(positions, &pattern, 1, &visiting);
    }
}

/* ---- candidates ---- */

struct standing {
    uint64_t *sets[LS_SIDE_COUNT];
    unsigned parts;   /* of the scope; 0: any */
    bool is_doubtful; /* what is found outside template text is looked at again */
};

/* Template text stands behind all others: what is found first decides. */
static bool note_standing(void *context, const struct ls_stream_section *section)
{
    struct standing *standing = context;
    bool is_wanted = !standing->parts || (standing->parts >> section->part & 1);
    if (is_wanted) {
        ls_set_add(standing->sets[section->is_template ? LS_SIDE_TEMPLATE : LS_SIDE_OUTSIDE],
                   section->docid);
    }
    return !is_wanted || standing->is_doubtful;
}

/* As match.c does for each by looks. */
static void settle(struct ls_candidates *match, const struct standing *standing)
{
    const struct ls_unit *unit = match->unit;
    bool is_scoped = unit->scope.fields || unit->scope.parts;
    bool in_templates = match->side_count > LS_SIDE_TEMPLATE;
    for (size_t i = 0; i < match->words; i++) {
        uint64_t has[LS_SIDE_COUNT] = {0, 0}; /* the compound */
        for (int side = 0; side < LS_SIDE_COUNT; side++) {
            has[side] = match->compound[side] ? match->compound[side][i] : 0;
        }
        uint64_t outside =
            (match->outside[i] | has[LS_SIDE_OUTSIDE]) &
            (standing->sets[LS_SIDE_OUTSIDE][i] | (is_scoped ? 0 : has[LS_SIDE_OUTSIDE]));
        uint64_t in_template =
            standing->sets[LS_SIDE_TEMPLATE][i] | (is_scoped ? 0 : has[LS_SIDE_TEMPLATE]);
        match->found[LS_SIDE_OUTSIDE][i] = outside;
        match->found[LS_SIDE_TEMPLATE][i] =
            in_templates ? ls_candidates_left(match, i) & in_template & ~outside : 0;
    }
}

/* Two pieces that stand in a field need not be the one word, which the card then has elsewhere. */
static enum ls_status check_glued(struct ls_candidates *match, uint64_t *standing,
                                  struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; match->rarest && i < match->words; i++) {
        uint64_t known = match->compound[LS_SIDE_OUTSIDE] ? match->compound[LS_SIDE_OUTSIDE][i] : 0;
        for (uint64_t left = standing[i] & match->outside[i] & ~known; status == LS_OK && left;
             left &= left - 1) {
            uint32_t docid = ls_set_first(left, i);
            bool may = true;
            status = ls_candidates_may_stand(match, docid, &may, err);
            standing[i] &= may ? UINT64_MAX : ~(left & -left);
        }
    }
    return status;
}

enum ls_status ls_candidates_place(struct ls_candidates *match,
                                   const struct ls_positions *positions, struct ls_error *err)
{
    struct standing standing = {.parts = match->unit->scope.parts,
                                .is_doubtful = match->unit->glued_count > 0};
    enum ls_status status = ls_candidates_new_sides(match, standing.sets, err);
    if (status == LS_OK) {
        ls_unit_visit(match->unit, positions, note_standing, &standing);
    }
    if (status == LS_OK && match->unit->glued_count > 0) {
        status = check_glued(match, standing.sets[LS_SIDE_OUTSIDE], err);
    }
    if (status == LS_OK) {
        settle(match, &standing);
    }
    return status;
}
