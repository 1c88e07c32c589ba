/* litsearch.h: indexes and questions to them, over the query session. */
#include "api/common.h"

#include <stdlib.h>

enum litsearch_status litsearch_index_open(const char *const *folders, size_t count,
                                           struct litsearch_index **out,
                                           struct litsearch_error *err)
{
    if (out) {
        *out = NULL;
    }
    if (!out || (!folders && count > 0)) {
        return api_refuse("litsearch_index_open: folders or out is NULL", err);
    }
    for (size_t i = 0; i < count; i++) {
        if (!folders[i]) {
            return api_refuse("litsearch_index_open: a folder is NULL", err);
        }
    }
    struct litsearch_index *index = calloc(1, sizeof *index);
    struct ls_error inner = {0};
    struct ls_index *opened;
    enum ls_status status = index ? LS_OK : ls_fail_memory(&inner);
    if (status == LS_OK) {
        status = ls_session_open(folders, count, &index->session, &inner);
    }
    if (status == LS_OK) {
        status = ls_session_index(index->session, &opened, &inner);
    }
    if (status == LS_OK) {
        *out = index;
    } else {
        litsearch_index_free(index);
    }
    return api_done(status, &inner, NULL, err);
}

void litsearch_index_free(struct litsearch_index *index)
{
    if (index) {
        ls_session_free(index->session);
        free(index);
    }
}

enum litsearch_status litsearch_index_size(struct litsearch_index *index, uint32_t *out,
                                           struct litsearch_error *err)
{
    if (!index || !out) {
        return api_refuse("litsearch_index_size: index or out is NULL", err);
    }
    *out = 0;
    struct ls_error inner = {0};
    struct xap_error cause;
    struct ls_index *opened;
    enum ls_status status = ls_session_index(index->session, &opened, &inner);
    if (status == LS_OK && xap_reader_doc_count(ls_index_reader(opened), out, &cause) != XAP_OK) {
        status = ls_schema_fail(&inner, &cause, "cannot read the index");
    }
    return api_done(status, &inner, NULL, err);
}

static enum ls_status list_hits(struct litsearch_answer *answer, struct ls_error *err)
{
    struct ls_kept *kept = &answer->kept;
    answer->hits = ls_arena_array(&kept->arena, kept->hit_count, sizeof *answer->hits);
    if (!answer->hits) {
        return ls_fail_memory(err);
    }
    for (size_t i = 0; i < kept->hit_count; i++) {
        answer->hits[i].shown = &kept->hits[i];
    }
    return LS_OK;
}

/* A search that finds nothing has an answer, a name that nobody has does not. */
static bool has_answer(const struct ls_request *request, enum ls_status status)
{
    return status == LS_OK || (status == LS_NOTHING_FOUND && request->kind == LS_REQUEST_SEARCH);
}

static enum litsearch_status ask(struct litsearch_index *index, const struct ls_request *request,
                                 struct litsearch_answer **out, struct litsearch_error *err)
{
    struct litsearch_answer *answer = calloc(1, sizeof *answer);
    struct ls_error inner = {0};
    struct ls_mistake mistake = {0};
    if (!answer) {
        return api_done(ls_fail_memory(&inner), &inner, NULL, err);
    }
    enum ls_status status =
        ls_session_keep(index->session, request, &answer->kept, &answer->reply, &inner);
    mistake = answer->reply.mistake;
    if (has_answer(request, status) && list_hits(answer, &inner) != LS_OK) {
        status = LS_INTERNAL;
    }
    if (has_answer(request, status)) {
        *out = answer;
    } else {
        litsearch_answer_free(answer);
    }
    return api_done(status, &inner, &mistake, err);
}

enum litsearch_status litsearch_search(struct litsearch_index *index,
                                       const struct litsearch_query *query,
                                       struct litsearch_answer **out, struct litsearch_error *err)
{
    if (out) {
        *out = NULL;
    }
    if (!index || !query || !out) {
        return api_refuse("litsearch_search: index, query or out is NULL", err);
    }
    if (!api_asks(&query->request)) {
        return api_refuse("nothing to search for: give words or a filter", err);
    }
    return ask(index, &query->request, out, err);
}

enum litsearch_status litsearch_show(struct litsearch_index *index, const char *name,
                                     struct litsearch_answer **out, struct litsearch_error *err)
{
    if (out) {
        *out = NULL;
    }
    if (!index || !name || !out) {
        return api_refuse("litsearch_show: index, name or out is NULL", err);
    }
    struct ls_request request = {.kind = LS_REQUEST_SHOW, .text = ls_span_str(name)};
    return ask(index, &request, out, err);
}

enum litsearch_status litsearch_like(struct litsearch_index *index, const char *name,
                                     const struct litsearch_query *query,
                                     struct litsearch_answer **out, struct litsearch_error *err)
{
    if (out) {
        *out = NULL;
    }
    if (!index || !name || !out) {
        return api_refuse("litsearch_like: index, name or out is NULL", err);
    }
    struct ls_request request = {.window.limit = API_LIMIT_DEFAULT};
    if (query) {
        request = query->request;
    }
    request.kind = LS_REQUEST_LIKE;
    request.text = ls_span_str(name);
    return ask(index, &request, out, err);
}

void litsearch_answer_free(struct litsearch_answer *answer)
{
    if (answer) {
        ls_kept_free(&answer->kept);
        ls_reply_free(&answer->reply);
        free(answer);
    }
}
