#include "query/batch.h"

#include "base/json_reason.h"
#include "query/render/json_text.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct ls_batch {
    const char *path;
    FILE *file;
    unsigned long number; /* of the line just read */
    struct ls_buf line;
    bool is_too_long;
    size_t column; /* of what is wrong with the line, from 1; 0: all of it */
    struct ls_buf last_notes;
    json_t *object; /* of the line */
    struct ls_buf id;
};

enum ls_status ls_batch_open(const char *path, struct ls_batch **out, struct ls_error *err)
{
    *out = NULL;
    bool is_input = strcmp(path, "-") == 0;
    struct ls_batch *batch = calloc(1, sizeof *batch);
    if (!batch) {
        return ls_fail_memory(err);
    }
    batch->path = is_input ? "standard input" : path;
    batch->file = is_input ? stdin : fopen(path, "re");
    if (!batch->file) {
        ls_batch_free(batch);
        return ls_fail(err, LS_IO, "cannot open %s: %s", path, strerror(errno));
    }
    *out = batch;
    return LS_OK;
}

void ls_batch_free(struct ls_batch *batch)
{
    if (!batch) {
        return;
    }
    if (batch->file && batch->file != stdin) {
        fclose(batch->file);
    }
    json_decref(batch->object);
    ls_buf_free(&batch->line);
    ls_buf_free(&batch->last_notes);
    ls_buf_free(&batch->id);
    free(batch);
}

/* Reads a line, of which no more is kept than may be. false: there was none. */
static bool read_line(struct ls_batch *batch)
{
    int byte = getc_unlocked(batch->file);
    if (byte == EOF) {
        return false;
    }
    ls_buf_clear(&batch->line);
    batch->is_too_long = false;
    batch->number++;
    for (; byte != EOF && byte != '\n'; byte = getc_unlocked(batch->file)) {
        if (batch->line.len < LS_BATCH_LINE_BYTES_MAX) {
            ls_buf_add_char(&batch->line, (char)byte);
        } else {
            batch->is_too_long = true;
        }
    }
    return true;
}

static bool is_blank(const struct ls_batch *batch)
{
    return ls_span_trim(ls_buf_span(&batch->line)).len == 0;
}

/* The next line that is not blank; more is false at the end of the file. */
static enum ls_status next_line(struct ls_batch *batch, bool *more, struct ls_error *err)
{
    do {
        *more = read_line(batch);
    } while (*more && is_blank(batch));
    if (ferror(batch->file)) {
        *more = false;
        return ls_fail(err, LS_IO, "cannot read %s: %s", batch->path, strerror(errno));
    }
    return batch->line.failed ? ls_fail_memory(err) : LS_OK;
}

static struct ls_span string_of(const json_t *string)
{
    return ls_span(json_string_value(string), json_string_length(string));
}

static enum ls_status parse_line(struct ls_batch *batch, struct ls_error *err)
{
    static const struct ls_span mark =
        LS_SPAN_INIT("\xef\xbb\xbf"); /* that some editors put before the first line */
    struct ls_span line = ls_buf_span(&batch->line);
    json_error_t cause;
    json_decref(batch->object);
    batch->object = NULL;
    batch->column = 0;
    if (batch->is_too_long) {
        return ls_fail(err, LS_USAGE, "the line has more than %d bytes", LS_BATCH_LINE_BYTES_MAX);
    }
    if (batch->number == 1 && ls_span_starts_with(line, mark)) {
        line = ls_span_from(line, mark.len);
    }
    size_t bad;
    if (!ls_utf8_valid(line, &bad)) {
        batch->column = bad + 1;
        return ls_fail(err, LS_USAGE, "not UTF-8: byte 0x%02x cannot stand there",
                       (unsigned char)line.ptr[bad]);
    }
    batch->object = json_loadb(line.ptr, line.len, 0, &cause);
    if (!batch->object) {
        batch->column = cause.column > 0 ? (size_t)cause.column : 1;
        return ls_fail(err, LS_USAGE, "not JSON: %s", ls_json_reason(&cause));
    }
    return json_is_object(batch->object) ? LS_OK : ls_fail(err, LS_USAGE, "not a JSON object");
}

/* The _id as text, numbers as JSON writes them. */
static enum ls_status take_id(struct ls_batch *batch, struct ls_span *id, struct ls_error *err)
{
    const json_t *value = json_object_get(batch->object, "_id");
    ls_buf_clear(&batch->id);
    if (json_is_string(value)) {
        ls_buf_add_span(&batch->id, string_of(value));
    } else if (json_is_integer(value)) {
        ls_buf_printf(&batch->id, "%lld", (long long)json_integer_value(value));
    } else if (json_is_number(value)) {
        ls_buf_printf(&batch->id, "%.17g", json_number_value(value));
    }
    *id = ls_buf_span(&batch->id);
    if (batch->id.failed) {
        return ls_fail_memory(err);
    }
    return id->len > 0 ? LS_OK : ls_fail(err, LS_USAGE, "no _id that is a string or a number");
}

static enum ls_status take_text(struct ls_batch *batch, struct ls_span *text, struct ls_error *err)
{
    const json_t *value = json_object_get(batch->object, "text");
    *text = json_is_string(value) ? string_of(value) : LS_SPAN("");
    return ls_span_trim(*text).len > 0 ? LS_OK : ls_fail(err, LS_USAGE, "no text that is a string");
}

static enum ls_status read_query(struct ls_batch *batch, struct ls_request *request,
                                 struct ls_error *err)
{
    enum ls_status status = parse_line(batch, err);
    if (status == LS_OK) {
        status = take_id(batch, &request->id, err);
    }
    if (status == LS_OK) {
        status = take_text(batch, &request->text, err);
    }
    return status;
}

/* Each line of notes after the place it is about; none when they are the last ones again. */
static void note(struct ls_batch *batch, struct ls_buf *notes, const struct ls_error *mistake)
{
    struct ls_span lines = ls_buf_span(notes);
    bool is_known = ls_span_equal(lines, ls_buf_span(&batch->last_notes));
    struct ls_buf old = batch->last_notes;
    batch->last_notes = *notes;
    *notes = old;
    ls_buf_clear(notes);
    if (mistake) {
        ls_buf_printf(notes, "%s:%lu: %s (searched as plain words)\n", batch->path, batch->number,
                      mistake->message);
    }
    while (!is_known && lines.len > 0) {
        const char *end = memchr(lines.ptr, '\n', lines.len);
        size_t len = end ? (size_t)(end - lines.ptr) : lines.len;
        ls_buf_printf(notes, "%s:%lu: %.*s\n", batch->path, batch->number, (int)len, lines.ptr);
        lines = ls_span_from(lines, len + 1);
    }
}

static int append_bytes(const char *bytes, size_t len, void *out)
{
    ls_buf_add(out, bytes, len);
    return 0;
}

/* Opens the object of a line with its _id as it was given; null when it has none that will do. */
static void open_object(const struct ls_batch *batch, struct ls_buf *out)
{
    ls_buf_add_str(out, "{\"_id\":");
    if (batch->id.len > 0) {
        json_dump_callback(json_object_get(batch->object, "_id"), append_bytes, out,
                           JSON_COMPACT | JSON_ENCODE_ANY);
    } else {
        ls_buf_add_str(out, "null");
    }
}

/* {"version":… becomes {"_id":…,"version":… */
static void put_id(const struct ls_batch *batch, struct ls_buf *out)
{
    struct ls_buf front = {0};
    open_object(batch, &front);
    ls_buf_add_char(&front, ',');
    ls_buf_add_span(&front, ls_span_from(ls_buf_span(out), 1));
    front.failed |= out->failed;
    ls_buf_free(out);
    *out = front;
}

/* The object of a line that cannot be answered. */
static void put_error(const struct ls_batch *batch, const char *message, struct ls_buf *out)
{
    ls_buf_clear(out);
    open_object(batch, out);
    ls_buf_add_str(out, ",\"error\":");
    ls_json_add_text(out, ls_span_str(message));
    ls_buf_add_str(out, "}\n");
}

/* Says where the line is that cannot be answered. */
static enum ls_status fail_line(const struct ls_batch *batch, struct ls_error *err)
{
    struct ls_error why = *err;
    return batch->column > 0
               ? ls_fail(err, LS_USAGE, "%s:%lu:%zu: %s", batch->path, batch->number, batch->column,
                         why.message)
               : ls_fail(err, LS_USAGE, "%s:%lu: %s", batch->path, batch->number, why.message);
}

static enum ls_status ask(struct ls_batch *batch, struct ls_session *session,
                          struct ls_request *request, const struct ls_style *style,
                          struct ls_reply *reply, struct ls_error *err)
{
    struct ls_error mistake;
    enum ls_status status = ls_session_ask(session, request, style, reply, err);
    bool is_mistaken = status == LS_USAGE && !request->is_plain;
    if (is_mistaken) {
        mistake = *err;
        err->message[0] = '\0';
        request->is_plain = true;
        status = ls_session_ask(session, request, style, reply, err);
    }
    if (status == LS_OK || status == LS_NOTHING_FOUND) {
        note(batch, &reply->notes, is_mistaken ? &mistake : NULL);
    }
    return status == LS_NOTHING_FOUND ? LS_OK : status;
}

static enum ls_status answer_line(struct ls_batch *batch, struct ls_session *session,
                                  struct ls_request *query, const struct ls_style *style,
                                  struct ls_reply *reply, struct ls_error *err)
{
    bool is_json = query->format == LS_QUERY_FORMAT_JSON;
    ls_buf_clear(&batch->id);
    enum ls_status status = read_query(batch, query, err);
    if (status == LS_OK) {
        status = ask(batch, session, query, style, reply, err);
    }
    if (status == LS_OK && is_json) {
        put_id(batch, &reply->out);
    } else if (status == LS_USAGE && is_json) {
        put_error(batch, err->message, &reply->out);
    }
    if (reply->out.failed) {
        status = ls_fail_memory(err);
    }
    return status == LS_USAGE ? fail_line(batch, err) : status;
}

enum ls_status ls_batch_next(struct ls_batch *batch, struct ls_session *session,
                             const struct ls_request *request, const struct ls_style *style,
                             struct ls_reply *reply, bool *more, struct ls_error *err)
{
    struct ls_request query = *request;
    ls_reply_clear(reply);
    enum ls_status status = next_line(batch, more, err);
    return status == LS_OK && *more ? answer_line(batch, session, &query, style, reply, err)
                                    : status;
}
