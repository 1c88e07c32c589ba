#include "query/search/match.h"

#include "text/stream.h"

#include <stdlib.h>

enum { AT_END = UINT32_MAX };

/* The cards of one term, one after another. */
struct walk {
    struct ls_span term;
    struct xap_postings *postings;
    uint32_t freq;
    uint32_t docid; /* AT_END behind the last */
};

struct match {
    struct ls_index *index;
    struct ls_arena *arena;
    struct ls_span pattern;
    struct walk *walks; /* of the terms that all must be there, rarest first */
    size_t walk_count;
    struct walk compound; /* of the term that is enough by itself */
    uint32_t *docids;
    size_t docid_count;
    struct xap_error cause;
};

static bool walk_to(struct match *match, struct walk *walk, uint32_t docid)
{
    bool more = false;
    if (walk->docid >= docid) {
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

static bool open_walks(struct match *match, const struct ls_unit *unit)
{
    struct xap_reader *reader = ls_index_reader(match->index);
    for (size_t i = 0; i < unit->term_count; i++) {
        struct walk *walk = &match->walks[i];
        walk->term = unit->terms[i];
        if (xap_reader_term_freq(reader, walk->term.ptr, walk->term.len, &walk->freq,
                                 &match->cause) != XAP_OK) {
            return false;
        }
    }
    qsort(match->walks, unit->term_count, sizeof *match->walks, compare_freq);
    for (; match->walk_count < unit->term_count; match->walk_count++) {
        if (!walk_open(match, &match->walks[match->walk_count])) {
            match->walk_count++; /* its postings may be open */
            return false;
        }
    }
    match->compound = (struct walk){.term = unit->compound, .docid = AT_END};
    return !unit->compound.ptr || walk_open(match, &match->compound);
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

/* A candidate that holds the compound needs no look at its stream. */
static enum ls_status take(struct match *match, uint32_t docid, struct ls_error *err)
{
    if (match->compound.docid == docid) {
        return add_docid(match, docid, err);
    }
    struct ls_span stream;
    enum ls_status status = ls_index_stream(match->index, docid, &stream, err);
    if (status == LS_OK && ls_stream_holds(stream, match->pattern, NULL)) {
        status = add_docid(match, docid, err);
    }
    return status;
}

static enum ls_status fail(const struct match *match, struct ls_error *err)
{
    return ls_schema_fail(err, &match->cause, "cannot read the index");
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

enum ls_status ls_match(struct ls_index *index, const struct ls_unit *unit, struct ls_arena *arena,
                        struct ls_docids *docids, struct ls_error *err)
{
    *docids = (struct ls_docids){0};
    struct match match = {.index = index, .arena = arena, .pattern = unit->pattern};
    match.walks = ls_arena_array(arena, unit->term_count, sizeof *match.walks);
    if (!match.walks) {
        return ls_fail_memory(err);
    }
    enum ls_status status = open_walks(&match, unit) ? walk_all(&match, err) : fail(&match, err);
    for (size_t i = 0; i < match.walk_count; i++) {
        xap_postings_free(match.walks[i].postings);
    }
    xap_postings_free(match.compound.postings);
    if (status == LS_OK) {
        *docids = (struct ls_docids){match.docids, match.docid_count};
    }
    return status;
}
