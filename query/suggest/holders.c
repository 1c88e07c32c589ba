#include "query/suggest/holders.h"

#include "text/stream.h"

enum { WALKS_MAX = 32, MOVES_MAX = 1024, AT_END = UINT32_MAX };

/* The cards of each term, in step. */
struct walks {
    struct xap_postings *postings[WALKS_MAX];
    uint32_t docids[WALKS_MAX];
    size_t count;
    size_t moves;
    struct xap_error cause;
};

static bool open_all(struct ls_index *index, const struct ls_span *terms, size_t count,
                     struct walks *walks)
{
    for (size_t i = 0; i < count && i < WALKS_MAX; i++) {
        walks->count++;
        if (xap_postings_open(ls_index_reader(index), terms[i].ptr, terms[i].len,
                              &walks->postings[i], &walks->cause) != XAP_OK) {
            return false;
        }
    }
    return true;
}

static bool move_to(struct walks *walks, size_t i, uint32_t docid)
{
    bool more = false;
    if (walks->docids[i] >= docid) {
        return true;
    }
    if (xap_postings_skip_to(walks->postings[i], docid, &more, &walks->cause) != XAP_OK) {
        return false;
    }
    walks->moves++;
    walks->docids[i] = more ? xap_postings_docid(walks->postings[i]) : AT_END;
    return true;
}

/* Moves all to the first card from docid on that they share: the first one's then, or AT_END when
 * there is none or the search was long enough. */
static bool meet(struct walks *walks, uint32_t docid, uint32_t *met)
{
    *met = AT_END;
    for (size_t i = 0; i < walks->count;) {
        if (!move_to(walks, i, docid)) {
            return false;
        }
        if (walks->docids[i] == AT_END || walks->moves > MOVES_MAX) {
            return true;
        }
        if (walks->docids[i] == docid) {
            i++;
        } else {
            docid = walks->docids[i];
            i = 0;
        }
    }
    *met = docid;
    return true;
}

enum ls_status ls_holders_find(struct ls_index *index, const struct ls_span *terms, size_t count,
                               struct ls_holders *holders, struct ls_error *err)
{
    *holders = (struct ls_holders){0};
    struct walks walks = {0};
    uint32_t docid = 0;
    bool good = open_all(index, terms, count, &walks);
    while (good && walks.count > 0 && holders->count < LS_HOLDERS_MAX &&
           (good = meet(&walks, docid + 1, &docid)) && docid != AT_END) {
        holders->docids[holders->count++] = docid;
    }
    for (size_t i = 0; i < walks.count; i++) {
        xap_postings_free(walks.postings[i]);
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
