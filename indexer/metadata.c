#include "indexer/metadata.h"

#include "store/schema.h"

void ls_metadata_set(struct ls_metadata *metadata, struct ls_span key, struct ls_span value)
{
    struct ls_metadata_entry *entry =
        LS_ARENA_PUSH(metadata->arena, metadata->items, &metadata->count);
    if (entry) {
        entry->key = ls_arena_copy(metadata->arena, key);
        entry->value = ls_arena_copy(metadata->arena, value);
    }
}

enum ls_status ls_metadata_clear(struct ls_metadata *metadata, struct xap_reader *reader,
                                 struct ls_span prefix, struct ls_error *err)
{
    struct xap_terms *keys = NULL;
    struct xap_error cause;
    bool more = false;
    enum xap_status walked = xap_metadata_open(reader, prefix.ptr, prefix.len, &keys, &cause);
    if (walked == XAP_OK) {
        walked = xap_terms_next(keys, &more, &cause);
    }
    while (walked == XAP_OK && more) {
        struct xap_bytes key = xap_terms_term(keys);
        ls_metadata_set(metadata, ls_span(key.ptr, key.len), ls_span("", 0));
        walked = xap_terms_next(keys, &more, &cause);
    }
    xap_terms_free(keys);
    return walked == XAP_OK ? LS_OK
                            : ls_schema_fail(err, &cause, "cannot read the index's metadata");
}

enum ls_status ls_metadata_write(const struct ls_metadata *metadata, struct xap_writer *writer,
                                 struct ls_error *err)
{
    enum ls_status status = metadata->arena->failed ? ls_fail_memory(err) : LS_OK;
    for (size_t i = 0; status == LS_OK && i < metadata->count; i++) {
        status = ls_schema_write(writer, metadata->items[i].key, metadata->items[i].value, err);
    }
    return status;
}
