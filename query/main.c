/* litsearch: the command line. */
#include "query/batch.h"
#include "query/complete.h"
#include "query/glossary.h"
#include "query/language/caret.h"
#include "query/stats.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifndef LS_VERSION
#define LS_VERSION "unknown"
#endif

enum { COLUMNS_MIN = 40 }; /* narrower terminals break lines themselves */

static bool write_all(int file, struct ls_span bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(file, bytes.ptr, bytes.len);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes = ls_span_from(bytes, written > 0 ? (size_t)written : 0);
    }
    return true;
}

/* A reader that went away wants no message. */
static enum ls_status fail_write(struct ls_error *err)
{
    ls_fail(err, LS_IO, "cannot write the answer: %s", strerror(errno));
    if (errno == EPIPE) {
        err->message[0] = '\0';
    }
    return LS_IO;
}

/* Writes and closes standard output: some file systems report a full disk only
 * then. */
static enum ls_status write_out(const struct ls_buf *out, enum ls_status status,
                                struct ls_error *err)
{
    if (out->failed) {
        return ls_fail_memory(err);
    }
    return write_all(STDOUT_FILENO, ls_buf_span(out)) && close(STDOUT_FILENO) == 0
               ? status
               : fail_write(err);
}

static struct ls_style style_for(const struct ls_request *request)
{
    bool is_terminal = isatty(STDOUT_FILENO);
    const char *no_color = getenv("NO_COLOR");
    struct ls_style style = {
        .color = request->color == LS_QUERY_COLOR_ALWAYS ||
                 (request->color == LS_QUERY_COLOR_AUTO && is_terminal && !(no_color && *no_color)),
    };
    struct winsize size;
    if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        style.columns = size.ws_col >= COLUMNS_MIN ? size.ws_col : 0;
    }
    return style;
}

/* Each line of notes as a message. */
static void add_messages(struct ls_buf *messages, struct ls_span lines)
{
    while (lines.len > 0) {
        const char *end = memchr(lines.ptr, '\n', lines.len);
        size_t len = end ? (size_t)(end - lines.ptr) : lines.len;
        struct ls_error line;
        ls_fail(&line, LS_OK, "%.*s", (int)len, lines.ptr);
        ls_buf_printf(messages, "litsearch: %s\n", line.message);
        lines = ls_span_from(lines, len + 1);
    }
}

static void tell(const struct ls_request *request, const struct ls_reply *reply,
                 const struct ls_error *err)
{
    struct ls_buf messages = {0};
    add_messages(&messages, ls_buf_span(&reply->notes));
    if (err->message[0]) {
        ls_buf_printf(&messages, "litsearch: %s\n", err->message);
    }
    if (err->message[0] && reply->mistake.place.past > 0) {
        ls_caret_add(&messages, request->text, reply->mistake.place);
    }
    write_all(STDERR_FILENO, ls_buf_span(&messages));
    ls_buf_free(&messages);
}

static void show_page(const struct ls_request *request, struct ls_buf *out)
{
    if (request->kind == LS_REQUEST_HELP) {
        ls_program_render(&ls_query_program, request->help, LS_VERSION, out);
    } else {
        ls_buf_add_str(out, "litsearch " LS_VERSION "\n");
    }
}

static enum ls_status answer(const struct ls_request *request, struct ls_reply *reply,
                             struct ls_error *err)
{
    struct ls_style style = style_for(request);
    struct ls_session *session;
    enum ls_status status = ls_session_open(request->dbs, request->db_count, &session, err);
    if (status == LS_OK) {
        status = ls_session_ask(session, request, &style, reply, err);
    }
    ls_session_free(session);
    return status;
}

/* Answers are written as they are made; a bad line is told and the rest answered. */
static enum ls_status run_batch(const struct ls_request *request, struct ls_batch *batch,
                                struct ls_session *session, struct ls_error *err)
{
    struct ls_style style = {0};
    struct ls_request query = *request;
    struct ls_reply reply = {0};
    enum ls_status status = LS_OK, worst = LS_OK;
    bool more = true;
    query.kind = LS_REQUEST_SEARCH;
    while (more && (status == LS_OK || status == LS_USAGE)) {
        *err = (struct ls_error){0};
        status = ls_batch_next(batch, session, &query, &style, &reply, &more, err);
        bool can_go_on = status == LS_OK || status == LS_USAGE;
        if (can_go_on && !write_all(STDOUT_FILENO, ls_buf_span(&reply.out))) {
            status = fail_write(err);
        } else if (can_go_on) {
            worst = status == LS_USAGE ? status : worst;
            tell(request, &reply, err);
        }
    }
    ls_reply_free(&reply);
    return status == LS_OK ? worst : status;
}

static enum ls_status answer_batch(const struct ls_request *request, struct ls_error *err)
{
    struct ls_session *session = NULL;
    struct ls_batch *batch = NULL;
    enum ls_status status = ls_session_open(request->dbs, request->db_count, &session, err);
    if (status == LS_OK) {
        status = ls_batch_open(request->batch, &batch, err);
    }
    if (status == LS_OK) {
        ls_session_hold(session);
        status = run_batch(request, batch, session, err);
    }
    ls_batch_free(batch);
    ls_session_free(session);
    return status;
}

int main(int argc, char **argv)
{
    struct ls_arena arena = {0};
    struct ls_request request;
    struct ls_reply reply = {0};
    struct ls_error err = {0};
    enum ls_status status = ls_request_read(argc, argv, &arena, &request, &err);
    if (status == LS_OK && request.kind >= LS_REQUEST_HELP) {
        show_page(&request, &reply.out);
    } else if (status == LS_OK && request.kind == LS_REQUEST_COMPLETE) {
        status = ls_complete(&request, &arena, &reply.out);
    } else if (status == LS_OK && request.kind == LS_REQUEST_STATS) {
        status = ls_stats(&request, &arena, &reply.out, &err);
    } else if (status == LS_OK && request.kind == LS_REQUEST_GLOSSARY) {
        status = ls_glossary_show(&request, &arena, &reply.out, &err);
    } else if (status == LS_OK && request.kind == LS_REQUEST_BATCH) {
        status = answer_batch(&request, &err);
    } else if (status == LS_OK) {
        status = answer(&request, &reply, &err);
    }
    if (status == LS_OK || status == LS_NOTHING_FOUND) {
        status = write_out(&reply.out, status, &err);
    }
    tell(&request, &reply, &err);
    ls_reply_free(&reply);
    ls_arena_free(&arena);
    _Exit(ls_status_exit(status)); /* nothing is left to flush */
}
