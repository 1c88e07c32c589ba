#include "store/index_open.h"

void ls_index_keep_memory(struct ls_index *index, struct ls_memory_shelf *shelf)
{
    index->shelf = shelf;
}

struct ls_memo *ls_index_memo(struct ls_index *index)
{
    return index->shelf ? ls_memory_memo(index->shelf) : NULL;
}

const struct ls_term_list *ls_index_terms(const struct ls_index *index)
{
    return index->shelf ? ls_memory_terms(index->shelf) : NULL;
}

enum ls_status ls_index_make_terms(struct ls_index *index, struct ls_error *err)
{
    struct ls_term_list *terms = NULL;
    size_t bytes_max = index->shelf ? ls_memory_begin_terms(index->shelf) : 0;
    if (bytes_max == 0) {
        return LS_OK;
    }
    enum ls_status status = ls_term_list_read(index->reader, bytes_max, &terms, err);
    ls_memory_put_terms(index->shelf, terms);
    return status;
}

const struct ls_positions *ls_index_positions(struct ls_index *index)
{
    return index->shelf ? ls_memory_positions(index->shelf) : NULL;
}

/* Adds the streams of all cards; none of them is kept, but the first time what else is there. */
static enum ls_status add_streams(struct ls_index *index, struct ls_positions_maker *maker,
                                  bool is_first, struct ls_error *err)
{
    struct xap_postings *all = NULL;
    struct xap_error cause;
    bool more = false;
    enum xap_status ran = xap_postings_open(index->reader, "", 0, &all, &cause);
    enum ls_status status = LS_OK;
    while (status == LS_OK && ran == XAP_OK &&
           (ran = xap_postings_next(all, &more, &cause)) == XAP_OK && more) {
        struct ls_span stream;
        status = ls_index_read_stream(index, xap_postings_docid(all), &stream, err);
        if (status == LS_OK) {
            ls_positions_add(maker, xap_postings_docid(all), stream);
        }
        if (status == LS_OK && is_first) {
            status = ls_index_keep_small(index, xap_postings_docid(all), stream, err);
        }
    }
    xap_postings_free(all);
    return ran == XAP_OK ? status : ls_schema_fail(err, &cause, "cannot read the index");
}

enum ls_status ls_index_make_positions(struct ls_index *index, struct ls_error *err)
{
    struct ls_positions_maker *maker =
        index->shelf ? ls_memory_begin_positions(index->shelf) : NULL;
    if (!maker) {
        return LS_OK;
    }
    enum ls_status status = add_streams(index, maker, true, err);
    struct ls_positions *positions = NULL;
    if (status == LS_OK && ls_positions_turn(maker)) {
        status = add_streams(index, maker, false, err);
        positions = status == LS_OK ? ls_positions_finish(maker) : NULL;
    }
    ls_memory_put_positions(index->shelf, positions);
    ls_positions_maker_free(maker);
    return status;
}
