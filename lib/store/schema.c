#include "store/schema.h"

#include "base/buf.h"
#include "base/hash.h"
#include "text/analyzer.h"

#include <stdio.h>

static size_t id_behind(struct ls_span prefix, struct ls_span id, char out[LS_TERM_LIMIT_BYTES])
{
    enum { DIGITS = 33 };
    memcpy(out, prefix.ptr, prefix.len);
    /* Xapian writes a NUL as two bytes, so an id with one could pass the limit; ids have none. */
    if (id.len <= LS_TERM_LIMIT_BYTES - prefix.len) {
        memcpy(out + prefix.len, id.ptr, id.len);
        return prefix.len + id.len;
    }
    size_t kept = LS_TERM_LIMIT_BYTES - prefix.len - DIGITS - 1;
    memcpy(out + prefix.len, id.ptr, kept);
    char digits[DIGITS + 1];
    snprintf(digits, sizeof digits, "#%016llx%016llx",
             (unsigned long long)ls_hash64(LS_HASH64_START, id),
             (unsigned long long)ls_hash64(~LS_HASH64_START, id));
    memcpy(out + prefix.len + kept, digits, DIGITS);
    return prefix.len + kept + DIGITS;
}

size_t ls_schema_id_term(struct ls_span id, char out[LS_TERM_LIMIT_BYTES])
{
    return id_behind(LS_SPAN(LS_PREFIX_ID), id, out);
}

size_t ls_schema_route_key(struct ls_span id, char out[LS_TERM_LIMIT_BYTES])
{
    return id_behind(LS_SPAN(LS_META_ROUTE), id, out);
}

static enum ls_status status_of(enum xap_status status)
{
    switch (status) {
    case XAP_OK:
        return LS_OK;
    case XAP_NO_DATABASE:
        return LS_NO_INDEX;
    case XAP_VERSION:
        return LS_OTHER_SCHEMA;
    case XAP_CORRUPT:
    case XAP_SERIALISATION:
    case XAP_NOT_FOUND:
        return LS_CORRUPT;
    case XAP_LOCKED:
    case XAP_MODIFIED:
    case XAP_GIVEN_UP:
        return LS_BUSY;
    case XAP_IO:
    case XAP_NETWORK:
        return LS_IO;
    default:
        return LS_INTERNAL;
    }
}

enum ls_status ls_schema_fail_late(struct ls_error *err)
{
    return ls_fail(err, LS_BUSY, "the query took longer than it may: ask for something narrower");
}

enum ls_status ls_schema_fail(struct ls_error *err, const struct xap_error *cause, const char *what)
{
    if (cause->status == XAP_GIVEN_UP) {
        return ls_schema_fail_late(err);
    }
    return ls_fail(err, status_of(cause->status), "%s: %s", what, cause->message);
}

enum ls_status ls_schema_read(struct xap_reader *reader, struct ls_span key, struct ls_span *value,
                              struct ls_error *err)
{
    struct xap_bytes bytes;
    struct xap_error cause;
    *value = ls_span(NULL, 0);
    if (xap_reader_metadata(reader, key.ptr, key.len, &bytes, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot read the index's metadata");
    }
    *value = ls_span(bytes.ptr, bytes.len);
    return LS_OK;
}

enum ls_status ls_schema_check(struct xap_reader *reader, const char *path, struct ls_error *err)
{
    struct ls_span value;
    enum ls_status status = ls_schema_read(reader, LS_SPAN(LS_META_SCHEMA), &value, err);
    if (status != LS_OK) {
        return status;
    }
    if (value.len == 0) {
        return ls_fail(err, LS_OTHER_SCHEMA,
                       "%s is a Xapian database but no index of litsearch: choose another --db",
                       path);
    }
    if (!ls_span_equal(value, LS_SPAN(LS_SCHEMA_VERSION))) {
        return ls_fail(err, LS_OTHER_SCHEMA,
                       "%s has schema %.*s and this program uses %s: rebuild it with "
                       "litsearch-index --rebuild",
                       path, (int)value.len, value.ptr, LS_SCHEMA_VERSION);
    }
    struct ls_buf ours = {0};
    ls_analyzer_fingerprint(&ours);
    status = ls_schema_read(reader, LS_SPAN(LS_META_ANALYZER), &value, err);
    if (status == LS_OK && !ls_span_equal(value, ls_buf_span(&ours))) {
        status = ls_fail(err, LS_OTHER_SCHEMA,
                         "%s was made by another analyzer (%.*s; ours is %s): rebuild it with "
                         "litsearch-index --rebuild",
                         path, (int)value.len, value.ptr, ours.ptr);
    }
    ls_buf_free(&ours);
    return status;
}

enum ls_status ls_schema_write(struct xap_writer *writer, struct ls_span key, struct ls_span value,
                               struct ls_error *err)
{
    struct xap_error cause;
    if (xap_writer_set_metadata(writer, key.ptr, key.len, value.ptr, value.len, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot write the index's metadata");
    }
    return LS_OK;
}

enum ls_status ls_schema_stamp(struct xap_writer *writer, struct ls_error *err)
{
    struct ls_buf fingerprint = {0};
    ls_analyzer_fingerprint(&fingerprint);
    enum ls_status status =
        ls_schema_write(writer, LS_SPAN(LS_META_SCHEMA), LS_SPAN(LS_SCHEMA_VERSION), err);
    if (status == LS_OK) {
        status = ls_schema_write(writer, LS_SPAN(LS_META_ANALYZER), ls_buf_span(&fingerprint), err);
    }
    ls_buf_free(&fingerprint);
    return status;
}

static const char *const dictionary_keys[LS_FRAME_COUNT] = LS_META_DICTIONARIES;

enum ls_status ls_schema_read_dictionary(struct xap_reader *reader, enum ls_frame frame,
                                         struct ls_span *dictionary, struct ls_error *err)
{
    return ls_schema_read(reader, ls_span_str(dictionary_keys[frame]), dictionary, err);
}

enum ls_status ls_schema_write_dictionaries(struct xap_writer *writer,
                                            const struct ls_dictionaries *dictionaries,
                                            struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (int frame = 0; frame < LS_FRAME_COUNT && status == LS_OK; frame++) {
        if (dictionaries->frames[frame].len > 0) {
            status = ls_schema_write(writer, ls_span_str(dictionary_keys[frame]),
                                     ls_buf_span(&dictionaries->frames[frame]), err);
        }
    }
    return status;
}
