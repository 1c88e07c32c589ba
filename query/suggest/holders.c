#include "query/suggest/holders.h"

#include "query/rank/postings.h"
#include "store/term_walk.h"
#include "text/stream.h"

enum {
    WALKS_MAX = 32,
    MOVES_MAX = 1024,
    RARE_CARDS = 1024, /* of a term so rare they are read into memory, if need be */
    AT_END = UINT32_MAX
};

/* The cards of one term. */
struct walk {
    struct xap_postings *read; /* NULL: they are in memory */
    struct ls_postings kept;
    size_t at;      /* in a rare one's docids */
    uint32_t docid; /* 0: before the first */
};

/* Those of all terms, in step. */
struct walks {
    struct ls_index *index;
    struct walk items[WALKS_MAX];
    size_t count;
    size_t moves;
    struct ls_lengths lengths;
    bool has_lengths; /* something is kept */
    struct xap_error cause;
};

static bool recall(struct walks *walks, struct ls_span term, struct walk *walk, bool *known)
{
    uint32_t freq = 0;
    *known = false;
    if (!walks->has_lengths) {
        return true;
    }
    if (ls_index_term_freq(walks->index, term, &freq, &walks->cause) != XAP_OK) {
        return false;
    }
    *known = freq == 0;
    return freq == 0 ||
           (freq <= RARE_CARDS ? ls_postings_get : ls_postings_recall)(
               walks->index, &walks->lengths, term, &walk->kept, known, &walks->cause) == XAP_OK;
}

static bool open_all(const struct ls_span *terms, size_t count, struct walks *walks)
{
    bool good =
        ls_lengths_get(walks->index, &walks->lengths, &walks->has_lengths, &walks->cause) == XAP_OK;
    for (size_t i = 0; good && i < count && i < WALKS_MAX; i++) {
        struct walk *walk = &walks->items[walks->count++];
        bool known;
        good = recall(walks, terms[i], walk, &known) &&
               (known || xap_postings_open(ls_index_reader(walks->index), terms[i].ptr,
                                           terms[i].len, &walk->read, &walks->cause) == XAP_OK);
    }
    return good;
}

/* The first from docid on of a common term's cards. */
static uint32_t next_bit(const uint64_t *bits, size_t words, uint32_t docid)
{
    size_t i = docid / 64;
    uint64_t word = i < words ? bits[i] & UINT64_MAX << docid % 64 : 0;
    while (word == 0 && ++i < words) {
        word = bits[i];
    }
    return word ? (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(word) : (uint32_t)AT_END;
}

/* Of a rare term's, those before at being over: the nearest are tried first. */
static size_t find_docid(const struct ls_postings *rare, size_t at, uint32_t docid)
{
    size_t step = 1;
    while (at + step < rare->count && rare->docids[at + step] < docid) {
        at += step;
        step *= 2;
    }
    size_t past = at + step < rare->count ? at + step : rare->count;
    while (at < past) {
        size_t middle = at + (past - at) / 2;
        if (rare->docids[middle] < docid) {
            at = middle + 1;
        } else {
            past = middle;
        }
    }
    return at;
}

static void move_in_memory(const struct walks *walks, struct walk *walk, uint32_t docid)
{
    if (walk->kept.bits) {
        walk->docid = next_bit(walk->kept.bits, walks->lengths.last / 64 + 1, docid);
    } else {
        walk->at = find_docid(&walk->kept, walk->at, docid);
        walk->docid = walk->at < walk->kept.count ? walk->kept.docids[walk->at] : (uint32_t)AT_END;
    }
}

static bool move_to(struct walks *walks, struct walk *walk, uint32_t docid)
{
    bool more = false;
    if (walk->docid >= docid) {
        return true;
    }
    walks->moves++;
    if (!walk->read) {
        move_in_memory(walks, walk, docid);
        return xap_reader_spend(ls_index_reader(walks->index), 1, &walks->cause) == XAP_OK;
    }
    if (xap_postings_skip_to(walk->read, docid, &more, &walks->cause) != XAP_OK) {
        return false;
    }
    walk->docid = more ? xap_postings_docid(walk->read) : (uint32_t)AT_END;
    return true;
}

/* Moves all to the first card from docid on that they share: the first one's then, or AT_END when
 * there is none or the search was long enough. */
static bool meet(struct walks *walks, uint32_t docid, uint32_t *met)
{
    *met = AT_END;
    for (size_t i = 0; i < walks->count;) {
        const struct walk *walk = &walks->items[i];
        if (!move_to(walks, &walks->items[i], docid)) {
            return false;
        }
        if (walk->docid == AT_END || walks->moves > MOVES_MAX) {
            return true;
        }
        i = walk->docid == docid ? i + 1 : 0;
        docid = walk->docid;
    }
    *met = docid;
    return true;
}

enum ls_status ls_holders_find(struct ls_index *index, const struct ls_span *terms, size_t count,
                               struct ls_holders *holders, struct ls_error *err)
{
    *holders = (struct ls_holders){0};
    struct walks walks = {.index = index};
    uint32_t docid = 0;
    bool good = open_all(terms, count, &walks);
    while (good && walks.count > 0 && holders->count < LS_HOLDERS_MAX &&
           (good = meet(&walks, docid + 1, &docid)) && docid != AT_END) {
        holders->docids[holders->count++] = docid;
    }
    for (size_t i = 0; i < walks.count; i++) {
        xap_postings_free(walks.items[i].read);
    }
    return good ? LS_OK : ls_schema_fail(err, &walks.cause, "cannot check a spelling");
}

enum ls_status ls_holders_of_unit(struct ls_index *index, const struct ls_typed_unit *unit,
                                  uint32_t *docid, struct ls_error *err)
{
    struct ls_holders holders;
    *docid = 0;
    enum ls_status status = ls_holders_find(index, unit->terms, unit->term_count, &holders, err);
    for (size_t i = 0; status == LS_OK && *docid == 0 && i < holders.count; i++) {
        struct ls_span stream;
        status = ls_index_stream(index, holders.docids[i], &stream, err);
        if (status == LS_OK && ls_typed_unit_fits(unit, ls_stream_outside(stream))) {
            *docid = holders.docids[i];
        }
    }
    return status;
}
