#include "query/match/candidates.h"

#include "query/match/beginning.h"
#include "store/term_walk.h"
#include "text/charclass.h"
#include "text/utf8.h"

/* To skip to a posting costs as much as so many in a row. */
enum { SKIP_COST = 8 };

enum ls_status ls_candidates_fail(const struct ls_candidates *match, struct ls_error *err)
{
    return ls_schema_fail(err, &match->cause, "cannot read the index");
}

/* ---- sets ---- */

enum ls_status ls_candidates_new_set(struct ls_candidates *match, uint64_t **set,
                                     struct ls_error *err)
{
    *set = ls_arena_array(match->arena, match->words, sizeof **set);
    return *set ? LS_OK : ls_fail_memory(err);
}

enum ls_status ls_candidates_new_sides(struct ls_candidates *match, uint64_t *sets[LS_SIDE_COUNT],
                                       struct ls_error *err)
{
    enum ls_status status = ls_candidates_new_set(match, &sets[LS_SIDE_OUTSIDE], err);
    return status == LS_OK ? ls_candidates_new_set(match, &sets[LS_SIDE_TEMPLATE], err) : status;
}

enum ls_status ls_candidates_list(const struct ls_candidates *match, const uint64_t *set,
                                  struct ls_docids *docids, struct ls_error *err)
{
    uint32_t *items =
        ls_arena_array(match->arena, ls_set_size(set, match->words) + 1, sizeof *items);
    docids->items = items;
    docids->count = items ? ls_set_list(set, match->words, items) : 0;
    return items ? LS_OK : ls_fail_memory(err);
}

/* Of some cards those that hold a term. */
static bool look_up(struct ls_candidates *match, struct ls_span term, const uint64_t *within,
                    uint64_t *set)
{
    struct xap_postings *postings = NULL;
    bool more = true;
    bool ran = xap_postings_open(ls_index_reader(match->index), term.ptr, term.len, &postings,
                                 &match->cause) == XAP_OK;
    for (size_t i = 0; ran && more && i < match->words; i++) {
        for (uint64_t left = within[i]; ran && more && left; left &= left - 1) {
            uint32_t docid = ls_set_first(left, i);
            ran = xap_postings_skip_to(postings, docid, &more, &match->cause) == XAP_OK;
            if (ran && more && xap_postings_docid(postings) == docid) {
                ls_set_add(set, docid);
            }
        }
    }
    xap_postings_free(postings);
    return ran;
}

/* Adds the cards that hold a term, or at least those of within, if that is not NULL. */
static enum ls_status add_term(struct ls_candidates *match, struct ls_span term,
                               const uint64_t *within, uint64_t *set, struct ls_error *err)
{
    uint32_t freq = 0;
    bool may_look = within && !ls_index_memo(match->index);
    bool ran = !may_look || ls_index_term_freq(match->index, term, &freq, &match->cause) == XAP_OK;
    if (ran && may_look && ls_set_size(within, match->words) * (uint64_t)SKIP_COST < freq) {
        ran = look_up(match, term, within, set);
    } else if (ran) {
        ran = ls_set_add_term(match->index, term, match->last, set, &match->cause) == XAP_OK;
    }
    return ran ? LS_OK : ls_candidates_fail(match, err);
}

static enum ls_status add_terms(struct ls_candidates *match, const struct ls_beginning_term *terms,
                                size_t count, uint64_t *set, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        status = add_term(match, terms[i].term, NULL, set, err);
    }
    return status;
}

/* ---- template text ---- */

/* How a term is called in template text. */
static struct ls_span in_template(const struct ls_candidates *match, struct ls_span term)
{
    return ls_arena_printf(match->arena, LS_PREFIX_TEMPLATE "%.*s", LS_SPAN_ARG(term));
}

bool ls_term_is_character(struct ls_span term)
{
    unsigned width;
    uint32_t first = ls_utf8_decode(term.ptr, term.len, 0, &width);
    return width == term.len && ls_charclass(first) == LS_CHAR_HAN;
}

/* The cards of a character are those of the pairs that it begins, and its own. */
static enum ls_status make_character(struct ls_candidates *match, struct ls_span term,
                                     uint64_t *set, struct ls_error *err)
{
    struct ls_beginning_term *terms;
    size_t count;
    enum ls_status status = ls_beginning_terms(match->index, in_template(match, term), match->arena,
                                               &terms, &count, err);
    return status == LS_OK ? add_terms(match, terms, count, set, err) : status;
}

enum ls_status ls_candidates_add_character(struct ls_candidates *match, struct ls_span term,
                                           uint64_t *set, struct ls_error *err)
{
    struct ls_span name = ls_arena_printf(match->arena, "c%.*s", LS_SPAN_ARG(term));
    uint64_t *own;
    bool known = false;
    enum ls_status status = ls_candidates_new_set(match, &own, err);
    if (status == LS_OK &&
        ls_set_recall(match->index, name, match->last, own, &known, &match->cause) != XAP_OK) {
        status = ls_candidates_fail(match, err);
    }
    if (status == LS_OK && !known) {
        status = make_character(match, term, own, err);
    }
    if (status == LS_OK && !known && name.ptr) {
        ls_set_keep(match->index, name, match->last, own);
    }
    if (status == LS_OK) {
        ls_set_unite(set, own, match->words);
    }
    return status;
}

static enum ls_status add_template(struct ls_candidates *match, struct ls_span term,
                                   const uint64_t *within, uint64_t *set, struct ls_error *err)
{
    return ls_term_is_character(term) ? ls_candidates_add_character(match, term, set, err)
                                      : add_term(match, in_template(match, term), within, set, err);
}

/* ---- cards that hold all terms ---- */

void ls_candidates_restrict(struct ls_candidates *match, uint64_t *const held[LS_SIDE_COUNT])
{
    bool is_first = !match->outside;
    if (is_first) {
        match->outside = held[LS_SIDE_OUTSIDE];
        match->anywhere = held[LS_SIDE_OUTSIDE];
    }
    if (match->side_count == LS_SIDE_TEMPLATE) {
        for (size_t i = 0; !is_first && i < match->words; i++) {
            match->outside[i] &= held[LS_SIDE_OUTSIDE][i];
        }
        return;
    }
    for (size_t i = 0; i < match->words; i++) {
        uint64_t either = held[LS_SIDE_OUTSIDE][i] | held[LS_SIDE_TEMPLATE][i];
        held[LS_SIDE_TEMPLATE][i] = is_first ? either : match->anywhere[i] & either;
        match->outside[i] &= held[LS_SIDE_OUTSIDE][i];
    }
    match->anywhere = held[LS_SIDE_TEMPLATE];
}

/* Those that are searched. */
static enum ls_status new_sides(struct ls_candidates *match, uint64_t *held[LS_SIDE_COUNT],
                                struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < match->side_count; i++) {
        status = ls_candidates_new_set(match, &held[i], err);
    }
    return status;
}

static enum ls_status find_term(struct ls_candidates *match, struct ls_span term,
                                uint64_t *held[LS_SIDE_COUNT], struct ls_error *err)
{
    enum ls_status status = new_sides(match, held, err);
    if (status == LS_OK) {
        status = add_term(match, term, match->anywhere, held[LS_SIDE_OUTSIDE], err);
    }
    if (status == LS_OK && match->side_count > LS_SIDE_TEMPLATE) {
        status = add_template(match, term, match->anywhere, held[LS_SIDE_TEMPLATE], err);
    }
    return status;
}

static enum ls_status take_term(struct ls_candidates *match, struct ls_span term,
                                struct ls_error *err)
{
    uint64_t *held[LS_SIDE_COUNT] = {NULL, NULL};
    enum ls_status status = find_term(match, term, held, err);
    if (status == LS_OK) {
        ls_candidates_restrict(match, held);
    }
    return status;
}

/* The number of the term that the fewest cards hold. */
static enum ls_status find_rarest(struct ls_candidates *match, size_t *rarest, struct ls_error *err)
{
    const struct ls_unit *unit = match->unit;
    uint32_t least = UINT32_MAX;
    *rarest = 0;
    for (size_t i = 0; i < unit->term_count; i++) {
        uint32_t freq = 0;
        struct ls_span term = unit->terms[i];
        if (ls_index_term_freq(match->index, term, &freq, &match->cause) != XAP_OK) {
            return ls_candidates_fail(match, err);
        }
        *rarest = freq < least ? i : *rarest;
        least = freq < least ? freq : least;
    }
    return LS_OK;
}

static enum ls_status take_terms(struct ls_candidates *match, struct ls_error *err)
{
    const struct ls_unit *unit = match->unit;
    size_t rarest = 0;
    enum ls_status status = find_rarest(match, &rarest, err);
    if (status == LS_OK && unit->term_count > 0) {
        status = take_term(match, unit->terms[rarest], err);
    }
    for (size_t i = 0; status == LS_OK && i < unit->term_count; i++) {
        status = i == rarest ? LS_OK : take_term(match, unit->terms[i], err);
    }
    if (status == LS_OK && match->wdf_min > 0 && unit->term_count > 0 &&
        xap_postings_open(ls_index_reader(match->index), unit->terms[rarest].ptr,
                          unit->terms[rarest].len, &match->rarest, &match->cause) != XAP_OK) {
        status = ls_candidates_fail(match, err);
    }
    return status;
}

/* All cards of a beginning's terms. */
static enum ls_status take_beginning(struct ls_candidates *match, struct ls_buf *notes,
                                     struct ls_error *err)
{
    struct ls_beginning_term *terms;
    size_t count;
    uint64_t *held[LS_SIDE_COUNT] = {NULL, NULL};
    enum ls_status status = new_sides(match, held, err);
    if (status == LS_OK) {
        status = ls_beginning_expand(match->index, match->unit, match->arena, &terms, &count, notes,
                                     err);
    }
    if (status == LS_OK) {
        status = add_terms(match, terms, count, held[LS_SIDE_OUTSIDE], err);
    }
    if (status == LS_OK && match->side_count > LS_SIDE_TEMPLATE) {
        status = ls_beginning_expand_template(match->index, match->unit, match->arena, &terms,
                                              &count, err);
    }
    if (status == LS_OK && match->side_count > LS_SIDE_TEMPLATE) {
        status = add_terms(match, terms, count, held[LS_SIDE_TEMPLATE], err);
    }
    if (status == LS_OK) {
        ls_candidates_restrict(match, held);
    }
    return status;
}

enum ls_status ls_candidates_find(struct ls_candidates *match, struct ls_buf *notes,
                                  struct ls_error *err)
{
    const struct ls_unit *unit = match->unit;
    enum ls_status status = take_terms(match, err);
    bool others_tell = unit->term_count > 0 && unit->is_beginning &&
                       ls_beginning_is_short(unit->places[unit->place_count - 1].term);
    if (status == LS_OK && unit->is_beginning && !others_tell) {
        status = take_beginning(match, notes, err);
    }
    if (status == LS_OK && !match->outside) {
        status = ls_candidates_new_set(match, &match->outside, err);
        match->anywhere = match->outside;
    }
    if (status == LS_OK && unit->compound.ptr) {
        const uint64_t *all = match->anywhere;
        match->anywhere = NULL; /* the compound is not looked for among them only */
        status = find_term(match, unit->compound, match->compound, err);
        match->anywhere = (uint64_t *)all;
    }
    return status;
}

uint64_t ls_candidates_left(const struct ls_candidates *match, size_t i)
{
    uint64_t left = match->anywhere[i];
    for (int side = 0; side < LS_SIDE_COUNT; side++) {
        left |= match->compound[side] ? match->compound[side][i] : 0;
    }
    return left;
}

/* A term counts in a field as often as it stands there times the field's weight. */
enum ls_status ls_candidates_may_stand(struct ls_candidates *match, uint32_t docid, bool *may,
                                       struct ls_error *err)
{
    bool more = false;
    *may = true;
    if (!match->rarest) {
        return LS_OK;
    }
    if (xap_postings_skip_to(match->rarest, docid, &more, &match->cause) != XAP_OK) {
        return ls_candidates_fail(match, err);
    }
    *may = more && xap_postings_docid(match->rarest) == docid &&
           xap_postings_wdf(match->rarest) >= match->wdf_min;
    return LS_OK;
}
