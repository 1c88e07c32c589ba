#include "query/search/match.h"

#include "query/search/beginning.h"
#include "query/search/sets.h"
#include "text/charclass.h"
#include "text/stream.h"
#include "text/utf8.h"

/* To skip to a posting costs as much as so many in a row. */
enum { SKIP_COST = 8 };

/* What took so many looks at streams is kept. */
enum { KEPT_LOOKS_MIN = 256 };

enum side { OUTSIDE, TEMPLATE, SIDE_COUNT };

struct match {
    struct ls_index *index;
    struct ls_arena *arena;
    const struct ls_unit *unit;
    bool is_checked;
    size_t side_count; /* to be searched */
    uint32_t last;
    size_t words;       /* of a set */
    uint64_t *outside;  /* the cards that hold all terms outside template text; NULL: no term yet */
    uint64_t *anywhere; /* in it or outside; the same set when only that is searched */
    uint64_t *compound[SIDE_COUNT]; /* those of the term that is enough by itself; NULL: none */
    uint32_t wdf_min;            /* of a term of the unit in a card that holds it in its fields */
    struct xap_postings *rarest; /* those of a term; NULL unless wdf_min matters */
    uint64_t *found[SIDE_COUNT];
    size_t looks; /* at streams */
    struct xap_error cause;
};

static enum ls_status fail(const struct match *match, struct ls_error *err)
{
    return ls_schema_fail(err, &match->cause, "cannot read the index");
}

/* ---- sets ---- */

static bool has(const uint64_t *set, uint32_t docid)
{
    return set && (set[docid / 64] >> docid % 64 & 1);
}

static void add(uint64_t *set, uint32_t docid)
{
    set[docid / 64] |= UINT64_C(1) << docid % 64;
}

static size_t size_of(const struct match *match, const uint64_t *set)
{
    size_t size = 0;
    for (size_t i = 0; i < match->words; i++) {
        size += (size_t)__builtin_popcountll(set[i]);
    }
    return size;
}

static enum ls_status new_set(struct match *match, uint64_t **set, struct ls_error *err)
{
    *set = ls_arena_array(match->arena, match->words, sizeof **set);
    return *set ? LS_OK : ls_fail_memory(err);
}

static enum ls_status list_set(const struct match *match, const uint64_t *set,
                               struct ls_docids *docids, struct ls_error *err)
{
    uint32_t *items = ls_arena_array(match->arena, size_of(match, set) + 1, sizeof *items);
    docids->items = items;
    docids->count = 0;
    for (size_t i = 0; items && i < match->words; i++) {
        for (uint64_t left = set[i]; left; left &= left - 1) {
            items[docids->count++] = (uint32_t)(i * 64 + (size_t)__builtin_ctzll(left));
        }
    }
    return items ? LS_OK : ls_fail_memory(err);
}

/* Of some cards those that hold a term. */
static bool look_up(struct match *match, struct ls_span term, const uint64_t *within, uint64_t *set)
{
    struct xap_postings *postings = NULL;
    bool more = true;
    bool ran = xap_postings_open(ls_index_reader(match->index), term.ptr, term.len, &postings,
                                 &match->cause) == XAP_OK;
    for (size_t i = 0; ran && more && i < match->words; i++) {
        for (uint64_t left = within[i]; ran && more && left; left &= left - 1) {
            uint32_t docid = (uint32_t)(i * 64 + (size_t)__builtin_ctzll(left));
            ran = xap_postings_skip_to(postings, docid, &more, &match->cause) == XAP_OK;
            if (ran && more && xap_postings_docid(postings) == docid) {
                add(set, docid);
            }
        }
    }
    xap_postings_free(postings);
    return ran;
}

/* Adds the cards that hold a term, or at least those of within, if that is not NULL. */
static enum ls_status add_term(struct match *match, struct ls_span term, const uint64_t *within,
                               uint64_t *set, struct ls_error *err)
{
    uint32_t freq = 0;
    bool may_look = within && !ls_index_memo(match->index);
    bool ran = !may_look || xap_reader_term_freq(ls_index_reader(match->index), term.ptr, term.len,
                                                 &freq, &match->cause) == XAP_OK;
    if (ran && may_look && size_of(match, within) * SKIP_COST < freq) {
        ran = look_up(match, term, within, set);
    } else if (ran) {
        ran = ls_set_add_term(match->index, term, match->last, set, &match->cause) == XAP_OK;
    }
    return ran ? LS_OK : fail(match, err);
}

static enum ls_status add_terms(struct match *match, const struct ls_beginning_term *terms,
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
static struct ls_span in_template(const struct match *match, struct ls_span term)
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
static enum ls_status make_character(struct match *match, struct ls_span term, uint64_t *set,
                                     struct ls_error *err)
{
    struct ls_beginning_term *terms;
    size_t count;
    enum ls_status status = ls_beginning_terms(match->index, in_template(match, term), match->arena,
                                               &terms, &count, err);
    return status == LS_OK ? add_terms(match, terms, count, set, err) : status;
}

static enum ls_status add_character(struct match *match, struct ls_span term, uint64_t *set,
                                    struct ls_error *err)
{
    struct ls_span name = ls_arena_printf(match->arena, "c%.*s", LS_SPAN_ARG(term));
    uint64_t *own;
    bool known = false;
    enum ls_status status = new_set(match, &own, err);
    if (status == LS_OK &&
        ls_set_recall(match->index, name, match->last, own, &known, &match->cause) != XAP_OK) {
        status = fail(match, err);
    }
    if (status == LS_OK && !known) {
        status = make_character(match, term, own, err);
    }
    if (status == LS_OK && !known && name.ptr) {
        ls_set_keep(match->index, name, match->last, own);
    }
    for (size_t i = 0; status == LS_OK && i < match->words; i++) {
        set[i] |= own[i];
    }
    return status;
}

static enum ls_status add_template(struct match *match, struct ls_span term, const uint64_t *within,
                                   uint64_t *set, struct ls_error *err)
{
    return ls_term_is_character(term) ? add_character(match, term, set, err)
                                      : add_term(match, in_template(match, term), within, set, err);
}

/* ---- cards that hold all terms ---- */

/* Takes those that hold one thing more: outside template text, and in it only. */
static void restrict_to(struct match *match, uint64_t *const held[SIDE_COUNT])
{
    bool is_first = !match->outside;
    if (is_first) {
        match->outside = held[OUTSIDE];
        match->anywhere = held[OUTSIDE];
    }
    if (match->side_count == TEMPLATE) {
        for (size_t i = 0; !is_first && i < match->words; i++) {
            match->outside[i] &= held[OUTSIDE][i];
        }
        return;
    }
    for (size_t i = 0; i < match->words; i++) {
        uint64_t either = held[OUTSIDE][i] | held[TEMPLATE][i];
        held[TEMPLATE][i] = is_first ? either : match->anywhere[i] & either;
        match->outside[i] &= held[OUTSIDE][i];
    }
    match->anywhere = held[TEMPLATE];
}

static enum ls_status new_sides(struct match *match, uint64_t *held[SIDE_COUNT],
                                struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < match->side_count; i++) {
        status = new_set(match, &held[i], err);
    }
    return status;
}

static enum ls_status find_term(struct match *match, struct ls_span term,
                                uint64_t *held[SIDE_COUNT], struct ls_error *err)
{
    enum ls_status status = new_sides(match, held, err);
    if (status == LS_OK) {
        status = add_term(match, term, match->anywhere, held[OUTSIDE], err);
    }
    if (status == LS_OK && match->side_count > TEMPLATE) {
        status = add_template(match, term, match->anywhere, held[TEMPLATE], err);
    }
    return status;
}

static enum ls_status take_term(struct match *match, struct ls_span term, struct ls_error *err)
{
    uint64_t *held[SIDE_COUNT] = {NULL, NULL};
    enum ls_status status = find_term(match, term, held, err);
    if (status == LS_OK) {
        restrict_to(match, held);
    }
    return status;
}

/* The number of the term that the fewest cards hold. */
static enum ls_status find_rarest(struct match *match, size_t *rarest, struct ls_error *err)
{
    const struct ls_unit *unit = match->unit;
    uint32_t least = UINT32_MAX;
    *rarest = 0;
    for (size_t i = 0; i < unit->term_count; i++) {
        uint32_t freq = 0;
        struct ls_span term = unit->terms[i];
        if (xap_reader_term_freq(ls_index_reader(match->index), term.ptr, term.len, &freq,
                                 &match->cause) != XAP_OK) {
            return fail(match, err);
        }
        *rarest = freq < least ? i : *rarest;
        least = freq < least ? freq : least;
    }
    return LS_OK;
}

static enum ls_status take_terms(struct match *match, struct ls_error *err)
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
        status = fail(match, err);
    }
    return status;
}

/* All cards of a beginning's terms. */
static enum ls_status take_beginning(struct match *match, struct ls_buf *notes,
                                     struct ls_error *err)
{
    struct ls_beginning_term *terms;
    size_t count;
    uint64_t *held[SIDE_COUNT] = {NULL, NULL};
    enum ls_status status = new_sides(match, held, err);
    if (status == LS_OK) {
        status = ls_beginning_expand(match->index, match->unit, match->arena, &terms, &count, notes,
                                     err);
    }
    if (status == LS_OK) {
        status = add_terms(match, terms, count, held[OUTSIDE], err);
    }
    if (status == LS_OK && match->side_count > TEMPLATE) {
        status = ls_beginning_expand_template(match->index, match->unit, match->arena, &terms,
                                              &count, err);
    }
    if (status == LS_OK && match->side_count > TEMPLATE) {
        status = add_terms(match, terms, count, held[TEMPLATE], err);
    }
    if (status == LS_OK) {
        restrict_to(match, held);
    }
    return status;
}

static enum ls_status take_all(struct match *match, struct ls_buf *notes, struct ls_error *err)
{
    const struct ls_unit *unit = match->unit;
    enum ls_status status = take_terms(match, err);
    bool others_tell = unit->term_count > 0 && unit->is_beginning &&
                       ls_beginning_is_short(unit->places[unit->place_count - 1].term);
    if (status == LS_OK && unit->is_beginning && !others_tell) {
        status = take_beginning(match, notes, err);
    }
    if (status == LS_OK && !match->outside) {
        status = new_set(match, &match->outside, err);
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

/* ---- looks at streams ---- */

/* A term counts in a field as often as it stands there times the field's weight. */
static enum ls_status may_stand_in_fields(struct match *match, uint32_t docid, bool *may,
                                          struct ls_error *err)
{
    bool more = false;
    *may = true;
    if (!match->rarest) {
        return LS_OK;
    }
    if (xap_postings_skip_to(match->rarest, docid, &more, &match->cause) != XAP_OK) {
        return fail(match, err);
    }
    *may = more && xap_postings_docid(match->rarest) == docid &&
           xap_postings_wdf(match->rarest) >= match->wdf_min;
    return LS_OK;
}

/* A candidate that holds the compound needs no look at its stream, unless the place
 * matters. */
static bool is_settled(const struct match *match, enum side side, uint32_t docid)
{
    const struct ls_unit *unit = match->unit;
    bool is_scoped = unit->scope.fields || unit->scope.parts;
    return has(match->compound[side], docid) && !is_scoped;
}

/* May a look at the stream find the unit outside template text? */
static enum ls_status is_worth_a_look(struct match *match, uint32_t docid, bool *is_worth,
                                      struct ls_error *err)
{
    *is_worth = has(match->compound[OUTSIDE], docid);
    return *is_worth || !has(match->outside, docid)
               ? LS_OK
               : may_stand_in_fields(match, docid, is_worth, err);
}

static enum ls_status check(struct match *match, uint32_t docid, struct ls_error *err)
{
    struct ls_span stream;
    bool looks_outside = false;
    bool in_templates = match->side_count > TEMPLATE;
    if (is_settled(match, OUTSIDE, docid)) {
        add(match->found[OUTSIDE], docid);
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
        add(match->found[OUTSIDE], docid);
        return LS_OK;
    }
    bool is_found = status == LS_OK && in_templates &&
                    (is_settled(match, TEMPLATE, docid) ||
                     ls_unit_stands_in(match->unit, ls_stream_template(stream)));
    if (is_found) {
        add(match->found[TEMPLATE], docid);
    }
    return status;
}

/* Candidates and cards of the compound. */
static enum ls_status check_all(struct match *match, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; i < match->words; i++) {
        uint64_t left = match->anywhere[i];
        for (int side = 0; side < SIDE_COUNT; side++) {
            left |= match->compound[side] ? match->compound[side][i] : 0;
        }
        for (; status == LS_OK && left; left &= left - 1) {
            status = check(match, (uint32_t)(i * 64 + (size_t)__builtin_ctzll(left)), err);
        }
    }
    return status;
}

/* Where its terms decide, nothing is looked at. */
static void find_all(struct match *match)
{
    for (size_t i = 0; i < match->words; i++) {
        match->found[OUTSIDE][i] = match->outside[i];
        match->found[TEMPLATE][i] = match->anywhere[i] & ~match->outside[i];
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
static struct ls_span name_found(const struct match *match, struct ls_span pattern, enum side side)
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

static bool may_be_kept(const struct match *match)
{
    return match->is_checked && !match->unit->is_beginning && ls_index_memo(match->index);
}

/* Adds to sets what was found of a pattern; *known is false when it is not known of both sides. */
static enum ls_status recall(struct match *match, struct ls_span pattern,
                             uint64_t *const found[SIDE_COUNT], bool *known, struct ls_error *err)
{
    enum xap_status status = XAP_OK;
    *known = true;
    for (int side = 0; status == XAP_OK && *known && side < SIDE_COUNT; side++) {
        struct ls_span name = name_found(match, pattern, (enum side)side);
        status = ls_set_recall(match->index, name, match->last, found[side], known, &match->cause);
    }
    return status == XAP_OK ? LS_OK : fail(match, err);
}

static void keep(struct match *match)
{
    for (int side = 0; side < SIDE_COUNT && match->looks >= KEPT_LOOKS_MIN; side++) {
        struct ls_span name = name_found(match, match->unit->pattern, (enum side)side);
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
static enum ls_status restrict_to_part(struct match *match, struct ls_span part,
                                       struct ls_error *err)
{
    uint64_t *held[SIDE_COUNT] = {NULL, NULL};
    bool known = false;
    enum ls_status status = new_set(match, &held[OUTSIDE], err);
    if (status == LS_OK) {
        status = new_set(match, &held[TEMPLATE], err);
    }
    if (status == LS_OK) {
        status = recall(match, part, held, &known, err);
    }
    if (status == LS_OK && known) {
        restrict_to(match, held);
    }
    return status;
}

/* A run without its last character is one that was typed just before, perhaps. */
static enum ls_status restrict_to_parts(struct match *match, struct ls_error *err)
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

static enum ls_status begin(struct match *match, struct ls_error *err)
{
    if (xap_reader_last_docid(ls_index_reader(match->index), &match->last, &match->cause) !=
        XAP_OK) {
        return fail(match, err);
    }
    match->words = ls_set_words(match->last);
    return LS_OK;
}

static enum ls_status look(struct match *match, struct ls_buf *notes, struct ls_error *err)
{
    enum ls_status status = take_all(match, notes, err);
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

static enum ls_status new_found(struct match *match, struct ls_error *err)
{
    enum ls_status status = new_set(match, &match->found[OUTSIDE], err);
    return status == LS_OK ? new_set(match, &match->found[TEMPLATE], err) : status;
}

static enum ls_status find(struct match *match, struct ls_buf *notes, struct ls_error *err)
{
    bool known = false;
    enum ls_status status = new_found(match, err);
    if (status == LS_OK && may_be_kept(match)) {
        status = recall(match, match->unit->pattern, match->found, &known, err);
    }
    if (status != LS_OK || known) {
        return status;
    }
    status = new_found(match, err); /* one side may have been known */
    return status == LS_OK ? look(match, notes, err) : status;
}

enum ls_status ls_match_both(struct ls_index *index, const struct ls_unit *unit,
                             struct ls_arena *arena, struct ls_docids *docids,
                             struct ls_docids *templates, struct ls_buf *notes,
                             struct ls_error *err)
{
    struct match match = {.index = index,
                          .arena = arena,
                          .unit = unit,
                          .is_checked =
                              ls_unit_is_checked(unit) && !ls_unit_is_bare_beginning(unit),
                          .side_count = templates ? SIDE_COUNT : TEMPLATE,
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
        status = list_set(&match, match.found[OUTSIDE], docids, err);
    }
    return status == LS_OK ? list_set(&match, match.found[TEMPLATE], templates, err) : status;
}

enum ls_status ls_match(struct ls_index *index, const struct ls_unit *unit, struct ls_arena *arena,
                        struct ls_docids *docids, struct ls_buf *notes, struct ls_error *err)
{
    return ls_match_both(index, unit, arena, docids, NULL, notes, err);
}

enum ls_status ls_match_character(struct ls_index *index, struct ls_span term,
                                  struct ls_arena *arena, struct ls_docids *docids,
                                  struct ls_error *err)
{
    struct match match = {.index = index, .arena = arena};
    uint64_t *set = NULL;
    *docids = (struct ls_docids){0};
    enum ls_status status = begin(&match, err);
    if (status == LS_OK) {
        status = new_set(&match, &set, err);
    }
    if (status == LS_OK) {
        status = add_character(&match, term, set, err);
    }
    return status == LS_OK ? list_set(&match, set, docids, err) : status;
}
