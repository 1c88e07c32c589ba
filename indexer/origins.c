#include "indexer/origins.h"

#include "store/schema.h"

static enum ls_status take(struct xap_values *values, ls_origin_task *task, void *context,
                           struct ls_error *err)
{
    struct xap_bytes value = xap_values_value(values);
    uint32_t docid = xap_values_docid(values);
    struct ls_origin origin;
    return ls_origin_read(ls_span(value.ptr, value.len), &origin)
               ? task(context, docid, &origin, err)
               : ls_fail(err, LS_CORRUPT, "document %u has no source: rebuild the index", docid);
}

enum ls_status ls_origins_each(struct xap_reader *reader, ls_origin_task *task, void *context,
                               struct ls_error *err)
{
    struct xap_values *values = NULL;
    struct xap_error cause;
    bool more = false;
    enum ls_status status = LS_OK;
    enum xap_status walked = xap_values_open(reader, LS_SLOT_SOURCE, &values, &cause);
    if (walked == XAP_OK) {
        walked = xap_values_next(values, &more, &cause);
    }
    while (walked == XAP_OK && more && status == LS_OK) {
        status = take(values, task, context, err);
        walked = xap_values_next(values, &more, &cause);
    }
    if (walked != XAP_OK && status == LS_OK) {
        status = ls_schema_fail(err, &cause, "cannot read what the index holds");
    }
    xap_values_free(values);
    return status;
}
