#include "query/search/match.h"

#include "query/search/beginning.h"
#include "text/stream.h"

#include <stdlib.h>

enum { AT_END = UINT32_MAX };

/* The cards of one term, or of a list, one after another. */
struct walk {
    struct ls_span term;
    struct xap_postings *postings; /* NULL: of a list */
    struct ls_docids list;
    size_t at; /* in the list */
    uint32_t freq;
    uint32_t docid; /* AT_END behind the last */
};

struct match {
    struct ls_index *index;
    struct ls_arena *arena;
    const struct ls_unit *unit;
    bool is_checked;
    uint32_t wdf_min;   /* of a term of the unit in a card that holds it in its fields */
    struct walk *walks; /* of the terms that all must be there, rarest first */
    size_t walk_count;
    struct walk compound; /* of the term that is enough by itself */
    uint32_t *docids;
    size_t docid_count;
    struct xap_error cause;
};

static enum ls_status fail(const struct match *match, struct ls_error *err)
{
    return ls_schema_fail(err, &match->cause, "cannot read the index");
}

static void list_to(struct walk *walk, uint32_t docid)
{
    size_t low = walk->at;
    size_t high = walk->list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (walk->list.items[middle] < docid) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    walk->at = low;
    walk->docid = low < walk->list.count ? walk->list.items[low] : AT_END;
}

static bool walk_to(struct match *match, struct walk *walk, uint32_t docid)
{
    bool more = false;
    if (walk->docid >= docid) {
        return true;
    }
    if (!walk->postings) {
        list_to(walk, docid);
        return true;
    }
    if (xap_postings_skip_to(walk->postings, docid, &more, &match->cause) != XAP_OK) {
        return false;
    }
    walk->docid = more ? xap_postings_docid(walk->postings) : AT_END;
    return true;
}

static bool walk_open(struct match *match, struct walk *walk)
{
    bool more = false;
    if (xap_postings_open(ls_index_reader(match->index), walk->term.ptr, walk->term.len,
                          &walk->postings, &match->cause) != XAP_OK ||
        xap_postings_next(walk->postings, &more, &match->cause) != XAP_OK) {
        return false;
    }
    walk->docid = more ? xap_postings_docid(walk->postings) : AT_END;
    return true;
}

static int compare_freq(const void *a, const void *b)
{
    const struct walk *left = a;
    const struct walk *right = b;
    return (left->freq > right->freq) - (left->freq < right->freq);
}

static bool open_terms(struct match *match, const struct ls_unit *unit)
{
    struct xap_reader *reader = ls_index_reader(match->index);
    for (; match->walk_count < unit->term_count; match->walk_count++) {
        struct walk *walk = &match->walks[match->walk_count];
        walk->term = unit->terms[match->walk_count];
        if (xap_reader_term_freq(reader, walk->term.ptr, walk->term.len, &walk->freq,
                                 &match->cause) != XAP_OK ||
            !walk_open(match, walk)) {
            match->walk_count++; /* its postings may be open */
            return false;
        }
    }
    return true;
}

/* All cards of a beginning's terms. */
static enum ls_status list_beginning(struct match *match, struct ls_buf *notes,
                                     struct ls_docids *list, struct ls_error *err)
{
    struct ls_beginning_term *terms;
    size_t count;
    enum ls_status status =
        ls_beginning_expand(match->index, match->unit, match->arena, &terms, &count, notes, err);
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
        struct walk walk = {.term = terms[i].term};
        bool ran = walk_open(match, &walk);
        while (ran && walk.docid != AT_END) {
            held[walk.docid / 8] |= (uint8_t)(1u << walk.docid % 8);
            ran = walk_to(match, &walk, walk.docid + 1);
        }
        xap_postings_free(walk.postings);
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

static enum ls_status open_walks(struct match *match, struct ls_buf *notes, struct ls_error *err)
{
    const struct ls_unit *unit = match->unit;
    if (!open_terms(match, unit)) {
        return fail(match, err);
    }
    bool others_tell = unit->term_count > 0 && unit->is_beginning &&
                       ls_beginning_is_short(unit->places[unit->place_count - 1].term);
    if (unit->is_beginning && !others_tell) {
        struct walk *walk = &match->walks[match->walk_count++];
        enum ls_status status = list_beginning(match, notes, &walk->list, err);
        if (status != LS_OK) {
            return status;
        }
        walk->freq = (uint32_t)walk->list.count;
        list_to(walk, 1);
    }
    qsort(match->walks, match->walk_count, sizeof *match->walks, compare_freq);
    match->compound = (struct walk){.term = unit->compound, .docid = AT_END};
    return !unit->compound.ptr || walk_open(match, &match->compound) ? LS_OK : fail(match, err);
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

static enum ls_status add_docid(struct match *match, uint32_t docid, struct ls_error *err)
{
    uint32_t *room = LS_ARENA_PUSH(match->arena, match->docids, &match->docid_count);
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
    const struct walk *lead = &match->walks[0];
    return match->wdf_min == 0 || !lead->postings ||
           xap_postings_wdf(lead->postings) >= match->wdf_min;
}

/* A candidate that holds the compound needs no look at its stream, unless the place
 * matters. */
static enum ls_status take(struct match *match, uint32_t docid, struct ls_error *err)
{
    const struct ls_unit *unit = match->unit;
    bool is_scoped = unit->scope.fields || unit->scope.parts;
    if (!match->is_checked || (match->compound.docid == docid && !is_scoped)) {
        return add_docid(match, docid, err);
    }
    if (match->compound.docid != docid && !may_stand_in_fields(match)) {
        return LS_OK;
    }
    struct ls_span stream;
    enum ls_status status = ls_index_stream(match->index, docid, &stream, err);
    if (status == LS_OK && ls_unit_stands_in(unit, stream)) {
        status = add_docid(match, docid, err);
    }
    return status;
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

enum ls_status ls_match(struct ls_index *index, const struct ls_unit *unit, struct ls_arena *arena,
                        struct ls_docids *docids, struct ls_buf *notes, struct ls_error *err)
{
    *docids = (struct ls_docids){0};
    struct match match = {.index = index,
                          .arena = arena,
                          .unit = unit,
                          .is_checked =
                              ls_unit_is_checked(unit) && !ls_unit_is_bare_beginning(unit),
                          .wdf_min = least_wdf(unit->scope)};
    match.walks = ls_arena_array(arena, unit->term_count + 1, sizeof *match.walks);
    if (!match.walks) {
        return ls_fail_memory(err);
    }
    enum ls_status status = open_walks(&match, notes, err);
    if (status == LS_OK) {
        status = walk_all(&match, err);
    }
    for (size_t i = 0; i < match.walk_count; i++) {
        xap_postings_free(match.walks[i].postings);
    }
    xap_postings_free(match.compound.postings);
    if (status == LS_OK) {
        *docids = (struct ls_docids){match.docids, match.docid_count};
    }
    return status;
}

/* ---- lists ---- */

enum ls_status ls_docids_intersect(const struct ls_docids *a, const struct ls_docids *b,
                                   struct ls_arena *arena, struct ls_docids *out,
                                   struct ls_error *err)
{
    uint32_t *items = ls_arena_array(arena, a->count + 1, sizeof *items);
    size_t count = 0;
    for (size_t i = 0, j = 0; items && i < a->count && j < b->count;) {
        if (a->items[i] == b->items[j]) {
            items[count++] = a->items[i];
        }
        bool is_less = a->items[i] <= b->items[j];
        bool is_greater = a->items[i] >= b->items[j];
        i += is_less;
        j += is_greater;
    }
    *out = (struct ls_docids){items, count};
    return items ? LS_OK : ls_fail_memory(err);
}

enum ls_status ls_docids_unite(const struct ls_docids *a, const struct ls_docids *b,
                               struct ls_arena *arena, struct ls_docids *out, struct ls_error *err)
{
    uint32_t *items = ls_arena_array(arena, a->count + b->count + 1, sizeof *items);
    size_t count = 0;
    for (size_t i = 0, j = 0; items && (i < a->count || j < b->count); count++) {
        uint32_t left = i < a->count ? a->items[i] : AT_END;
        uint32_t right = j < b->count ? b->items[j] : AT_END;
        items[count] = left < right ? left : right;
        i += left <= right;
        j += right <= left;
    }
    *out = (struct ls_docids){items, count};
    return items ? LS_OK : ls_fail_memory(err);
}
