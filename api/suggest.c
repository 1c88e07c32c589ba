/* litsearch.h: what may be typed next. */
#include "query/suggest/suggest.h"
#include "api/common.h"

#include <stdlib.h>

struct litsearch_suggestions {
    struct ls_arena arena;
    struct ls_suggestions found;
};

struct suggesting {
    struct ls_analyzer *analyzer;
    struct ls_span text;
    size_t limit;
    struct litsearch_suggestions *suggestions;
};

static enum ls_status suggest(void *context, struct ls_index *index, struct ls_error *err)
{
    struct suggesting *suggesting = context;
    struct litsearch_suggestions *suggestions = suggesting->suggestions;
    ls_arena_reset(&suggestions->arena);
    return ls_suggest(index, suggesting->analyzer, suggesting->text, suggesting->limit,
                      &suggestions->arena, &suggestions->found, err);
}

static bool is_empty(const struct ls_suggestions *found)
{
    return found->term_count + found->title_count + found->domain_count == 0;
}

enum litsearch_status litsearch_suggest(struct litsearch_index *index, const char *text, size_t len,
                                        size_t limit, struct litsearch_suggestions **out,
                                        struct litsearch_error *err)
{
    if (out) {
        *out = NULL;
    }
    if (!index || !text || !out) {
        return api_refuse("litsearch_suggest: index, text or out is NULL", err);
    }
    struct ls_error inner = {0};
    struct ls_span typed = len == LITSEARCH_TO_NUL ? ls_span_str(text) : ls_span(text, len);
    struct litsearch_suggestions *suggestions = calloc(1, sizeof *suggestions);
    if (!suggestions) {
        return api_done(ls_fail_memory(&inner), &inner, NULL, err);
    }
    struct suggesting suggesting = {.text = typed,
                                    .limit =
                                        limit < LS_SUGGEST_LIMIT_MAX ? limit : LS_SUGGEST_LIMIT_MAX,
                                    .suggestions = suggestions};
    enum ls_status status = ls_analyzer_new(&suggesting.analyzer, &inner);
    if (status == LS_OK) {
        status = ls_session_run(index->session, suggest, &suggesting, &inner);
    }
    ls_analyzer_free(suggesting.analyzer);
    if (status != LS_OK) {
        litsearch_suggestions_free(suggestions);
        return api_done(status, &inner, NULL, err);
    }
    *out = suggestions;
    return api_done(is_empty(&suggestions->found) ? LS_NOTHING_FOUND : LS_OK, &inner, NULL, err);
}

void litsearch_suggestions_free(struct litsearch_suggestions *suggestions)
{
    if (suggestions) {
        ls_arena_free(&suggestions->arena);
        free(suggestions);
    }
}

struct litsearch_text litsearch_suggestions_text(const struct litsearch_suggestions *suggestions,
                                                 enum litsearch_suggested kind, size_t i)
{
    struct ls_span text = {NULL, 0};
    const struct ls_suggestions *found = suggestions ? &suggestions->found : NULL;
    if (found && kind == LITSEARCH_SUGGESTED_TERM && i < found->term_count) {
        text = found->terms[i].text;
    } else if (found && kind == LITSEARCH_SUGGESTED_TITLE && i < found->title_count) {
        text = found->titles[i].title;
    } else if (found && kind == LITSEARCH_SUGGESTED_DOMAIN && i < found->domain_count) {
        text = found->domains[i].name;
    }
    return (struct litsearch_text){text.ptr, text.len};
}

struct litsearch_text litsearch_suggestions_id(const struct litsearch_suggestions *suggestions,
                                               size_t i)
{
    bool is_there = suggestions && i < suggestions->found.title_count;
    struct ls_span id = is_there ? suggestions->found.titles[i].id : ls_span(NULL, 0);
    return (struct litsearch_text){id.ptr, id.len};
}
