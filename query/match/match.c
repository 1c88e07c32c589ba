#include "query/match/match.h"

#include "query/match/candidates.h"
#include "query/match/placed.h"
#include "text/stream.h"
#include "text/utf8.h"

/* What took so many looks at streams is kept; and fewer looks than so many are not worth a walk
 * over positions. */
enum { KEPT_LOOKS_MIN = 256, PLACED_MIN = 8 };

/* ---- looks at streams ---- */

/* A candidate that holds the compound needs no look at its stream, unless the place
 * matters. */
static bool is_settled(const struct ls_candidates *match, enum ls_side side, uint32_t docid)
{
    const struct ls_unit *unit = match->unit;
    bool is_scoped = unit->scope.fields || unit->scope.parts;
    return ls_set_has(match->compound[side], docid) && !is_scoped;
}

/* May a look at the stream find the unit outside template text? */
static enum ls_status is_worth_a_look(struct ls_candidates *match, uint32_t docid, bool *is_worth,
                                      struct ls_error *err)
{
    *is_worth = ls_set_has(match->compound[LS_SIDE_OUTSIDE], docid);
    return *is_worth || !ls_set_has(match->outside, docid)
               ? LS_OK
               : ls_candidates_may_stand(match, docid, is_worth, err);
}

static enum ls_status check(struct ls_candidates *match, uint32_t docid, struct ls_error *err)
{
    struct ls_span stream;
    bool looks_outside = false;
    bool in_templates = match->side_count > LS_SIDE_TEMPLATE;
    if (is_settled(match, LS_SIDE_OUTSIDE, docid)) {
        ls_set_add(match->found[LS_SIDE_OUTSIDE], docid);
        return LS_OK;
    }
    enum ls_status status = is_worth_a_look(match, docid, &looks_outside, err);
    if (status != LS_OK || (!looks_outside && !in_templates)) {
        return status;
    }
    match->looks++;
    status = ls_index_stream(match->index, docid, &stream, err);
    if (status == LS_OK && looks_outside &&
        ls_unit_stands_in(match->unit, ls_stream_outside(stream))) {
        ls_set_add(match->found[LS_SIDE_OUTSIDE], docid);
        return LS_OK;
    }
    bool is_found = status == LS_OK && in_templates &&
                    (is_settled(match, LS_SIDE_TEMPLATE, docid) ||
                     ls_unit_stands_in(match->unit, ls_stream_template(stream)));
    if (is_found) {
        ls_set_add(match->found[LS_SIDE_TEMPLATE], docid);
    }
    return status;
}

static enum ls_status check_each(struct ls_candidates *match, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; i < match->words; i++) {
        for (uint64_t left = ls_candidates_left(match, i); status == LS_OK && left;
             left &= left - 1) {
            status = check(match, ls_set_first(left, i), err);
        }
    }
    return status;
}

static enum ls_status check_all(struct ls_candidates *match, struct ls_error *err)
{
    const struct ls_positions *positions = ls_index_positions(match->index);
    size_t count = 0;
    for (size_t i = 0; positions && count < PLACED_MIN && i < match->words; i++) {
        count += (size_t)__builtin_popcountll(ls_candidates_left(match, i));
    }
    return count >= PLACED_MIN && ls_unit_is_placed(match->unit)
               ? ls_candidates_place(match, positions, err)
               : check_each(match, err);
}

/* Where its terms decide, nothing is looked at. */
static void find_all(struct ls_candidates *match)
{
    for (size_t i = 0; i < match->words; i++) {
        match->found[LS_SIDE_OUTSIDE][i] = match->outside[i];
        match->found[LS_SIDE_TEMPLATE][i] = match->anywhere[i] & ~match->outside[i];
    }
}

/* The least weight among the scope's fields; 0 when any field will do. */
static uint32_t least_wdf(struct ls_scope scope)
{
    static const char codes[] = {
#define X(name, query_name, stream_code, wdf) stream_code,
        LS_FIELD_TABLE(X)
#undef X
    };
    uint32_t least = scope.fields ? UINT32_MAX : 0;
    for (int field = 0; scope.fields && field < LS_FIELD_COUNT; field++) {
        uint32_t wdf = ls_field_wdf((enum ls_field)field);
        if (strchr(scope.fields, codes[field]) && wdf < least) {
            least = wdf;
        }
    }
    return least;
}

/* ---- what was found is kept ---- */

/* Tells what is found of a pattern from what is found of any other one. A beginning says something
 * while it is looked for, so that nothing is kept of it. */
static struct ls_span name_found(const struct ls_candidates *match, struct ls_span pattern,
                                 enum ls_side side)
{
    const struct ls_unit *unit = match->unit;
    struct ls_span name =
        ls_arena_printf(match->arena, "u%d%d\n%s\n%x\n%.*s\n%.*s", (int)match->side_count,
                        (int)side, unit->scope.fields ? unit->scope.fields : "", unit->scope.parts,
                        LS_SPAN_ARG(unit->compound), LS_SPAN_ARG(pattern));
    for (size_t i = 0; i < unit->glued_count; i++) {
        name = ls_arena_printf(match->arena, "%.*s\n%.*s", LS_SPAN_ARG(name),
                               LS_SPAN_ARG(unit->glued_patterns[i]));
    }
    return name;
}

static bool may_be_kept(const struct ls_candidates *match)
{
    return match->is_checked && !match->unit->is_beginning && ls_index_memo(match->index);
}

/* Adds to sets what was found of a pattern; *known is false when it is not known of both sides. */
static enum ls_status recall(struct ls_candidates *match, struct ls_span pattern,
                             uint64_t *const found[LS_SIDE_COUNT], bool *known,
                             struct ls_error *err)
{
    enum xap_status status = XAP_OK;
    *known = true;
    for (int side = 0; status == XAP_OK && *known && side < LS_SIDE_COUNT; side++) {
        struct ls_span name = name_found(match, pattern, (enum ls_side)side);
        status = ls_set_recall(match->index, name, match->last, found[side], known, &match->cause);
    }
    return status == XAP_OK ? LS_OK : ls_candidates_fail(match, err);
}

static void keep(struct ls_candidates *match)
{
    for (int side = 0; side < LS_SIDE_COUNT && match->looks >= KEPT_LOOKS_MIN; side++) {
        struct ls_span name = name_found(match, match->unit->pattern, (enum ls_side)side);
        if (name.ptr) {
            ls_set_keep(match->index, name, match->last, match->found[side]);
        }
    }
}

/* Is it one run of Han characters, wherever it stands? */
static bool is_run(const struct ls_unit *unit)
{
    bool is_run = !unit->scope.fields && !unit->scope.parts && !unit->compound.ptr &&
                  unit->place_count > 0 && unit->places[0].is_han;
    for (size_t i = 1; is_run && i < unit->place_count; i++) {
        is_run = unit->places[i].is_han && unit->places[i].continues;
    }
    return is_run;
}

/* What holds a run holds each part of it: of some part it may be known what does. */
static enum ls_status restrict_to_part(struct ls_candidates *match, struct ls_span part,
                                       struct ls_error *err)
{
    uint64_t *held[LS_SIDE_COUNT] = {NULL, NULL};
    bool known = false;
    enum ls_status status = ls_candidates_new_sides(match, held, err);
    if (status == LS_OK) {
        status = recall(match, part, held, &known, err);
    }
    if (status == LS_OK && known) {
        ls_candidates_restrict(match, held);
    }
    return status;
}

/* A run without its last character is one that was typed just before, perhaps. */
static enum ls_status restrict_to_parts(struct ls_candidates *match, struct ls_error *err)
{
    enum { CHECKED_CHARS_MIN = 3 };
    const struct ls_unit *unit = match->unit;
    enum ls_status status = LS_OK;
    if (!may_be_kept(match) || !is_run(unit) || unit->place_count <= CHECKED_CHARS_MIN) {
        return LS_OK;
    }
    size_t first = unit->places[0].term.len;
    size_t last = unit->places[unit->place_count - 1].term.len;
    if (unit->pattern.len > first + last) {
        status = restrict_to_part(match, ls_span(unit->pattern.ptr, unit->pattern.len - last), err);
    }
    if (status == LS_OK && unit->pattern.len > first + last) {
        status = restrict_to_part(match, ls_span_from(unit->pattern, first), err);
    }
    return status;
}

static enum ls_status begin(struct ls_candidates *match, struct ls_error *err)
{
    if (xap_reader_last_docid(ls_index_reader(match->index), &match->last, &match->cause) !=
        XAP_OK) {
        return ls_candidates_fail(match, err);
    }
    match->words = ls_set_words(match->last);
    return LS_OK;
}

static enum ls_status look(struct ls_candidates *match, struct ls_buf *notes, struct ls_error *err)
{
    enum ls_status status = ls_candidates_find(match, notes, err);
    if (status == LS_OK) {
        status = restrict_to_parts(match, err);
    }
    if (status == LS_OK && match->is_checked) {
        status = check_all(match, err);
    } else if (status == LS_OK) {
        find_all(match);
    }
    if (status == LS_OK && may_be_kept(match)) {
        keep(match);
    }
    xap_postings_free(match->rarest);
    return status;
}

static enum ls_status find(struct ls_candidates *match, struct ls_buf *notes, struct ls_error *err)
{
    bool known = false;
    enum ls_status status = ls_candidates_new_sides(match, match->found, err);
    if (status == LS_OK && may_be_kept(match)) {
        status = recall(match, match->unit->pattern, match->found, &known, err);
    }
    if (status != LS_OK || known) {
        return status;
    }
    status = ls_candidates_new_sides(match, match->found, err); /* one side may have been known */
    return status == LS_OK ? look(match, notes, err) : status;
}

enum ls_status ls_match_both(struct ls_index *index, const struct ls_unit *unit,
                             struct ls_arena *arena, struct ls_docids *docids,
                             struct ls_docids *templates, struct ls_buf *notes,
                             struct ls_error *err)
{
    struct ls_candidates match = {.index = index,
                                  .arena = arena,
                                  .unit = unit,
                                  .is_checked =
                                      ls_unit_is_checked(unit) && !ls_unit_is_bare_beginning(unit),
                                  .side_count = templates ? LS_SIDE_COUNT : LS_SIDE_TEMPLATE,
                                  .wdf_min = least_wdf(unit->scope)};
    struct ls_docids none;
    *docids = (struct ls_docids){0};
    templates = templates ? templates : &none;
    *templates = (struct ls_docids){0};
    enum ls_status status = begin(&match, err);
    if (status == LS_OK) {
        status = find(&match, notes, err);
    }
    if (status == LS_OK) {
        status = ls_candidates_list(&match, match.found[LS_SIDE_OUTSIDE], docids, err);
    }
    return status == LS_OK
               ? ls_candidates_list(&match, match.found[LS_SIDE_TEMPLATE], templates, err)
               : status;
}

enum ls_status ls_match_character(struct ls_index *index, struct ls_span term,
                                  struct ls_arena *arena, struct ls_docids *docids,
                                  struct ls_error *err)
{
    struct ls_candidates match = {.index = index, .arena = arena};
    uint64_t *set = NULL;
    *docids = (struct ls_docids){0};
    enum ls_status status = begin(&match, err);
    if (status == LS_OK) {
        status = ls_candidates_new_set(&match, &set, err);
    }
    if (status == LS_OK) {
        status = ls_candidates_add_character(&match, term, set, err);
    }
    return status == LS_OK ? ls_candidates_list(&match, set, docids, err) : status;
}
