#include "query/search/match.h"

#include "query/search/beginning.h"
#include "text/charclass.h"
#include "text/stream.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { AT_END = UINT32_MAX };

enum side { OUTSIDE, TEMPLATE, SIDE_COUNT };

/* The cards of one term, or of a list, one after another. */
struct walk_side {
    struct xap_postings *postings; /* NULL: of a list */
    struct ls_docids list;
    size_t at;      /* in the list */
    uint32_t docid; /* AT_END behind the last */
};

/* The cards of one term outside template text, and of those that have it there only. */
struct walk {
    struct ls_span term;
    struct walk_side sides[SIDE_COUNT];
    uint32_t freq;
    uint32_t docid; /* the first of both */
};

struct found {
    uint32_t *docids;
    size_t count;
};

struct match {
    struct ls_index *index;
    struct ls_arena *arena;
    const struct ls_unit *unit;
    bool is_checked;
    size_t side_count;  /* to be searched */
    uint32_t wdf_min;   /* of a term of the unit in a card that holds it in its fields */
    struct walk *walks; /* of the terms that all must be there, rarest first */
    size_t walk_count;
    struct walk compound; /* of the term that is enough by itself */
    struct found found[SIDE_COUNT];
    struct xap_error cause;
};

static enum ls_status fail(const struct match *match, struct ls_error *err)
{
    return ls_schema_fail(err, &match->cause, "cannot read the index");
}

static void list_to(struct walk_side *side, uint32_t docid)
{
    size_t low = side->at;
    size_t high = side->list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (side->list.items[middle] < docid) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    side->at = low;
    side->docid = low < side->list.count ? side->list.items[low] : AT_END;
}

static bool side_to(struct match *match, struct walk_side *side, uint32_t docid)
{
    bool more = false;
    if (side->docid >= docid) {
        return true;
    }
    if (!side->postings) {
        list_to(side, docid);
        return true;
    }
    if (xap_postings_skip_to(side->postings, docid, &more, &match->cause) != XAP_OK) {
        return false;
    }
    side->docid = more ? xap_postings_docid(side->postings) : AT_END;
    return true;
}

static bool walk_to(struct match *match, struct walk *walk, uint32_t docid)
{
    bool moved = true;
    walk->docid = AT_END;
    for (size_t i = 0; moved && i < match->side_count; i++) {
        moved = side_to(match, &walk->sides[i], docid);
        walk->docid = walk->sides[i].docid < walk->docid ? walk->sides[i].docid : walk->docid;
    }
    return moved;
}

static bool side_open(struct match *match, struct walk_side *side, struct ls_span term)
{
    bool more = false;
    if (xap_postings_open(ls_index_reader(match->index), term.ptr, term.len, &side->postings,
                          &match->cause) != XAP_OK ||
        xap_postings_next(side->postings, &more, &match->cause) != XAP_OK) {
        return false;
    }
    side->docid = more ? xap_postings_docid(side->postings) : AT_END;
    return true;
}

/* How a term is called in template text. */
static struct ls_span in_template(const struct match *match, struct ls_span term)
{
    return ls_arena_printf(match->arena, LS_PREFIX_TEMPLATE "%.*s", LS_SPAN_ARG(term));
}

static void walk_close(struct walk *walk)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        xap_postings_free(walk->sides[i].postings);
    }
}

static int compare_freq(const void *a, const void *b)
{
    const struct walk *left = a;
    const struct walk *right = b;
    return (left->freq > right->freq) - (left->freq < right->freq);
}

/* All cards of these terms. */
static enum ls_status list_terms(struct match *match, const struct ls_beginning_term *terms,
                                 size_t count, struct ls_docids *list, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    uint32_t last = 0;
    if (status == LS_OK &&
        xap_reader_last_docid(ls_index_reader(match->index), &last, &match->cause) != XAP_OK) {
        return fail(match, err);
    }
    uint8_t *held = status == LS_OK ? ls_arena_alloc(match->arena, last / 8 + 1) : NULL;
    if (status == LS_OK && !held) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        struct walk_side side = {0};
        bool ran = side_open(match, &side, terms[i].term);
        while (ran && side.docid != AT_END) {
            held[side.docid / 8] |= (uint8_t)(1u << side.docid % 8);
            ran = side_to(match, &side, side.docid + 1);
        }
        xap_postings_free(side.postings);
        status = ran ? LS_OK : fail(match, err);
    }
    uint32_t *items = NULL;
    for (uint32_t docid = 1; status == LS_OK && docid <= last; docid++) {
        if (held[docid / 8] >> docid % 8 & 1) {
            uint32_t *room = LS_ARENA_PUSH(match->arena, items, &list->count);
            status = room ? LS_OK : ls_fail_memory(err);
            if (room) {
                *room = docid;
            }
        }
    }
    list->items = items;
    return status;
}

bool ls_term_is_character(struct ls_span term)
{
    unsigned width;
    uint32_t first = ls_utf8_decode(term.ptr, term.len, 0, &width);
    return width == term.len && ls_charclass(first) == LS_CHAR_HAN;
}

/* The cards of a character are those of the pairs that it begins, and its own. */
static enum ls_status list_character(struct match *match, struct ls_span term,
                                     struct ls_docids *list, struct ls_error *err)
{
    struct ls_beginning_term *terms;
    size_t count;
    enum ls_status status = ls_beginning_terms(match->index, in_template(match, term), match->arena,
                                               &terms, &count, err);
    return status == LS_OK ? list_terms(match, terms, count, list, err) : status;
}

static enum ls_status open_templates(struct match *match, struct walk *walk, struct ls_error *err)
{
    struct walk_side *side = &walk->sides[TEMPLATE];
    if (ls_term_is_character(walk->term)) {
        enum ls_status status = list_character(match, walk->term, &side->list, err);
        walk->freq += (uint32_t)side->list.count;
        return status;
    }
    struct ls_span term = in_template(match, walk->term);
    uint32_t freq = 0;
    bool opened = side_open(match, side, term) &&
                  xap_reader_term_freq(ls_index_reader(match->index), term.ptr, term.len, &freq,
                                       &match->cause) == XAP_OK;
    walk->freq += freq;
    return opened ? LS_OK : fail(match, err);
}

static enum ls_status walk_open(struct match *match, struct walk *walk, struct ls_error *err)
{
    enum ls_status status =
        side_open(match, &walk->sides[OUTSIDE], walk->term) ? LS_OK : fail(match, err);
    if (status == LS_OK && match->side_count > TEMPLATE) {
        status = open_templates(match, walk, err);
    }
    return status != LS_OK || walk_to(match, walk, 1) ? status : fail(match, err);
}

static enum ls_status open_terms(struct match *match, const struct ls_unit *unit,
                                 struct ls_error *err)
{
    struct xap_reader *reader = ls_index_reader(match->index);
    enum ls_status status = LS_OK;
    while (status == LS_OK && match->walk_count < unit->term_count) {
        struct walk *walk = &match->walks[match->walk_count];
        walk->term = unit->terms[match->walk_count++];
        status = xap_reader_term_freq(reader, walk->term.ptr, walk->term.len, &walk->freq,
                                      &match->cause) == XAP_OK
                     ? walk_open(match, walk, err)
                     : fail(match, err);
    }
    return status;
}

/* All cards of a beginning's terms. */
static enum ls_status open_beginning(struct match *match, struct walk *walk, struct ls_buf *notes,
                                     struct ls_error *err)
{
    struct ls_beginning_term *terms;
    size_t count;
    enum ls_status status =
        ls_beginning_expand(match->index, match->unit, match->arena, &terms, &count, notes, err);
    if (status == LS_OK) {
        status = list_terms(match, terms, count, &walk->sides[OUTSIDE].list, err);
    }
    if (status == LS_OK && match->side_count > TEMPLATE) {
        status = ls_beginning_expand_template(match->index, match->unit, match->arena, &terms,
                                              &count, err);
    }
    if (status == LS_OK && match->side_count > TEMPLATE) {
        status = list_terms(match, terms, count, &walk->sides[TEMPLATE].list, err);
    }
    if (status == LS_OK) {
        walk->freq = (uint32_t)walk->sides[OUTSIDE].list.count;
        walk_to(match, walk, 1);
    }
    return status;
}

static enum ls_status open_walks(struct match *match, struct ls_buf *notes, struct ls_error *err)
{
    const struct ls_unit *unit = match->unit;
    enum ls_status status = open_terms(match, unit, err);
    if (status != LS_OK) {
        return status;
    }
    bool others_tell = unit->term_count > 0 && unit->is_beginning &&
                       ls_beginning_is_short(unit->places[unit->place_count - 1].term);
    if (unit->is_beginning && !others_tell) {
        status = open_beginning(match, &match->walks[match->walk_count++], notes, err);
    }
    if (match->walk_count > 0) {
        qsort(match->walks, match->walk_count, sizeof *match->walks, compare_freq);
    }
    match->compound = (struct walk){.term = unit->compound, .docid = AT_END};
    match->compound.sides[OUTSIDE].docid = match->compound.sides[TEMPLATE].docid = AT_END;
    return status == LS_OK && unit->compound.ptr ? walk_open(match, &match->compound, err) : status;
}

/* Moves the walks to the first card from docid on that all of them hold: the
 * first walk's card then, or AT_END. */
static bool next_candidate(struct match *match, uint32_t docid)
{
    struct walk *lead = &match->walks[0];
    if (!walk_to(match, lead, docid)) {
        return false;
    }
    for (size_t i = 1; i < match->walk_count && lead->docid != AT_END;) {
        if (!walk_to(match, &match->walks[i], lead->docid)) {
            return false;
        }
        if (match->walks[i].docid == lead->docid) {
            i++;
        } else if (!walk_to(match, lead, match->walks[i].docid)) {
            return false;
        } else {
            i = 1;
        }
    }
    return true;
}

static enum ls_status add_docid(struct match *match, enum side side, uint32_t docid,
                                struct ls_error *err)
{
    struct found *found = &match->found[side];
    uint32_t *room = LS_ARENA_PUSH(match->arena, found->docids, &found->count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = docid;
    return LS_OK;
}

static bool pattern_stands_in(const struct ls_unit *unit, struct ls_span stream, unsigned parts)
{
    const char *fields = unit->scope.fields;
    bool holds = ls_stream_holds(stream, unit->pattern, fields, parts);
    for (size_t i = 0; !holds && i < unit->stem_count; i++) {
        holds = ls_stream_holds(stream, unit->stem_patterns[i], fields, parts);
    }
    for (size_t i = 0; !holds && i < unit->glued_count; i++) {
        holds = ls_stream_holds(stream, unit->glued_patterns[i], fields, parts);
    }
    return holds;
}

/* A glued word may be a single one in the text: COVID19 and COVID-19 have the same
 * pieces, but email has not those of e-mail. */
static bool compound_stands_in(const struct ls_unit *unit, struct ls_span stream, unsigned parts)
{
    char pattern[LS_TERM_BYTES_MAX + 2];
    if (!unit->compound.ptr || unit->compound.len > LS_TERM_BYTES_MAX) {
        return false;
    }
    pattern[0] = ' ';
    memcpy(pattern + 1, unit->compound.ptr, unit->compound.len);
    pattern[unit->compound.len + 1] = ' ';
    return ls_stream_holds(stream, ls_span(pattern, unit->compound.len + 2), unit->scope.fields,
                           parts);
}

bool ls_unit_stands_in(const struct ls_unit *unit, struct ls_span stream)
{
    return pattern_stands_in(unit, stream, unit->scope.parts) ||
           compound_stands_in(unit, stream, unit->scope.parts);
}

unsigned ls_unit_parts_in(const struct ls_unit *unit, struct ls_span stream)
{
    unsigned parts = 0;
    for (unsigned part = 0; part < LS_PART_COUNT; part++) {
        bool stands = pattern_stands_in(unit, stream, 1u << part) ||
                      compound_stands_in(unit, stream, 1u << part);
        parts |= stands ? 1u << part : 0;
    }
    return parts;
}

/* A term counts in a field as often as it stands there times the field's weight. */
static bool may_stand_in_fields(const struct match *match)
{
    const struct walk_side *lead = &match->walks[0].sides[OUTSIDE];
    return match->wdf_min == 0 || !lead->postings ||
           xap_postings_wdf(lead->postings) >= match->wdf_min;
}

/* Has the card all terms outside template text? */
static bool is_outside(const struct match *match, uint32_t docid)
{
    for (size_t i = 0; i < match->walk_count; i++) {
        if (match->walks[i].sides[OUTSIDE].docid != docid) {
            return false;
        }
    }
    return true;
}

/* A candidate that holds the compound needs no look at its stream, unless the place
 * matters. */
static bool is_settled(const struct match *match, enum side side, uint32_t docid)
{
    const struct ls_unit *unit = match->unit;
    bool is_scoped = unit->scope.fields || unit->scope.parts;
    bool has_all = match->walks[0].docid == docid && (side == TEMPLATE || is_outside(match, docid));
    return match->is_checked ? match->compound.sides[side].docid == docid && !is_scoped : has_all;
}

/* May a look at the stream find the unit outside template text? */
static bool is_worth_a_look(const struct match *match, uint32_t docid)
{
    return match->compound.sides[OUTSIDE].docid == docid ||
           (is_outside(match, docid) && may_stand_in_fields(match));
}

static enum ls_status take(struct match *match, uint32_t docid, struct ls_error *err)
{
    struct ls_span stream;
    enum ls_status status = LS_OK;
    bool in_templates = match->side_count > TEMPLATE;
    if (is_settled(match, OUTSIDE, docid)) {
        return add_docid(match, OUTSIDE, docid, err);
    }
    if (!match->is_checked) {
        return add_docid(match, TEMPLATE, docid, err);
    }
    bool looks_outside = is_worth_a_look(match, docid);
    if (!looks_outside && !in_templates) {
        return LS_OK;
    }
    status = ls_index_stream(match->index, docid, &stream, err);
    if (status == LS_OK && looks_outside &&
        ls_unit_stands_in(match->unit, ls_stream_outside(stream))) {
        return add_docid(match, OUTSIDE, docid, err);
    }
    bool is_found = status == LS_OK && in_templates &&
                    (is_settled(match, TEMPLATE, docid) ||
                     ls_unit_stands_in(match->unit, ls_stream_template(stream)));
    return is_found ? add_docid(match, TEMPLATE, docid, err) : status;
}

/* Candidates and cards of the compound, merged. */
static enum ls_status walk_all(struct match *match, struct ls_error *err)
{
    const struct walk *lead = &match->walks[0];
    enum ls_status status = next_candidate(match, 1) ? LS_OK : fail(match, err);
    while (status == LS_OK) {
        uint32_t compound = match->compound.docid;
        uint32_t docid = lead->docid < compound ? lead->docid : compound;
        if (docid == AT_END) {
            break;
        }
        status = take(match, docid, err);
        bool moved = (lead->docid > docid || next_candidate(match, docid + 1)) &&
                     (compound > docid || walk_to(match, &match->compound, docid + 1));
        if (status == LS_OK && !moved) {
            status = fail(match, err);
        }
    }
    return status;
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

enum ls_status ls_match_both(struct ls_index *index, const struct ls_unit *unit,
                             struct ls_arena *arena, struct ls_docids *docids,
                             struct ls_docids *templates, struct ls_buf *notes,
                             struct ls_error *err)
{
    struct ls_docids none;
    struct match match = {.index = index,
                          .arena = arena,
                          .unit = unit,
                          .is_checked =
                              ls_unit_is_checked(unit) && !ls_unit_is_bare_beginning(unit),
                          .side_count = templates ? SIDE_COUNT : TEMPLATE,
                          .wdf_min = least_wdf(unit->scope)};
    *docids = (struct ls_docids){0};
    templates = templates ? templates : &none;
    *templates = (struct ls_docids){0};
    match.walks = ls_arena_array(arena, unit->term_count + 1, sizeof *match.walks);
    if (!match.walks) {
        return ls_fail_memory(err);
    }
    enum ls_status status = open_walks(&match, notes, err);
    if (status == LS_OK) {
        status = walk_all(&match, err);
    }
    for (size_t i = 0; i < match.walk_count; i++) {
        walk_close(&match.walks[i]);
    }
    walk_close(&match.compound);
    if (status == LS_OK) {
        *docids = (struct ls_docids){match.found[OUTSIDE].docids, match.found[OUTSIDE].count};
        *templates = (struct ls_docids){match.found[TEMPLATE].docids, match.found[TEMPLATE].count};
    }
    return status;
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
    *docids = (struct ls_docids){0};
    return list_character(&match, term, docids, err);
}
