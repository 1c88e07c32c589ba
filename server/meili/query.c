#include "server/meili/query.h"

#include "server/foreign/search.h"

enum { LIMIT_DEFAULT = 20, CROP_DEFAULT = 10, CROP_MAX = 1000, COUNT_MAX = 1000000000 };

#define ROW(row_name, row_kind, member)                                                            \
    {                                                                                              \
        .name = (row_name), .kind = LS_MEMBER_##row_kind,                                          \
        .offset = offsetof(struct ls_meili_query, member), .max = COUNT_MAX                        \
    }
#define IGNORED(row_name)                                                                          \
    {                                                                                              \
        .name = (row_name), .kind = LS_MEMBER_IGNORED                                              \
    }
#define REFUSED(row_name)                                                                          \
    {                                                                                              \
        .name = (row_name), .kind = LS_MEMBER_REFUSED                                              \
    }

/* All parameters of a search that Meilisearch's documentation lists. */
static const struct ls_member members[] = {
    ROW("indexUid", TEXT, index),
    ROW("q", TEXT, text),
    ROW("offset", COUNT, offset),
    ROW("limit", COUNT, limit),
    ROW("page", COUNT, page),
    ROW("hitsPerPage", COUNT, hits_per_page),
    ROW("filter", FILTER, filter),
    ROW("facets", LIST, facets),
    ROW("attributesToRetrieve", LIST, retrieve),
    ROW("attributesToHighlight", LIST, highlight),
    ROW("attributesToCrop", LIST, crop),
    ROW("cropLength", COUNT, crop_words),
    ROW("cropMarker", TAG, crop_marker),
    ROW("highlightPreTag", TAG, pre),
    ROW("highlightPostTag", TAG, post),
    ROW("sort", LIST, sort),
    ROW("matchingStrategy", TEXT, strategy),
    ROW("showMatchesPosition", TRUTH, shows_positions),
    ROW("showRankingScore", TRUTH, shows_score),
    ROW("facetName", TEXT, facet),
    ROW("facetQuery", TEXT, facet_text),
    REFUSED("attributesToSearchOn"),
    REFUSED("distinct"),
    REFUSED("federationOptions"),
    REFUSED("hybrid"),
    REFUSED("media"),
    REFUSED("rankingScoreThreshold"),
    REFUSED("vector"),
    IGNORED("exhaustiveFacetCount"), /* counts are exact */
    IGNORED("locales"),              /* both languages are always read */
    IGNORED("personalize"),
    IGNORED("retrieveVectors"),
    IGNORED("showPerformanceDetails"),
    IGNORED("showRankingScoreDetails"),
};

enum { MEMBER_COUNT = sizeof members / sizeof *members };

void ls_meili_manual_add(struct ls_buf *text)
{
    ls_members_manual_add(members, MEMBER_COUNT, text);
}

enum ls_status ls_meili_query_read(const json_t *object, struct ls_arena *arena,
                                   struct ls_meili_query *query, struct ls_error *err)
{
    const char *name;
    json_t *value;
    enum ls_status status = LS_OK;
    *query = (struct ls_meili_query){.index = LS_SPAN(""),
                                     .text = LS_SPAN(""),
                                     .limit = LIMIT_DEFAULT,
                                     .page = -1,
                                     .hits_per_page = -1,
                                     .crop_words = CROP_DEFAULT,
                                     .crop_marker = LS_SPAN("…"),
                                     .pre = LS_SPAN("<em>"),
                                     .post = LS_SPAN("</em>"),
                                     .strategy = LS_SPAN("last")};
    json_object_foreach((json_t *)object, name, value)
    {
        const struct ls_member *member = ls_member_find(members, MEMBER_COUNT, ls_span_str(name));
        if (status == LS_OK) {
            status = member ? ls_member_take(member, value, arena, query, err)
                            : ls_member_fail(members, MEMBER_COUNT, ls_span_str(name), err);
            status = status == LS_USAGE ? ls_place_before(name, err) : status;
        }
    }
    query->crop_words = query->crop_words < CROP_MAX ? query->crop_words : CROP_MAX;
    return status;
}

/* "domain,score" → ["domain","score"] */
static json_t *split(struct ls_span text)
{
    json_t *list = json_array();
    while (list && text.len > 0) {
        const char *comma = memchr(text.ptr, ',', text.len);
        size_t len = comma ? (size_t)(comma - text.ptr) : text.len;
        json_array_append_new(list, json_stringn(text.ptr, len));
        text = ls_span_from(text, len + 1);
    }
    return list;
}

enum ls_status ls_meili_object_of(const struct ls_params *params, json_t **out,
                                  struct ls_error *err)
{
    static const struct ls_member any = {.kind = LS_MEMBER_IGNORED};
    bool is_made = (*out = json_object()) != NULL;
    for (size_t i = 0; is_made && i < params->count; i++) {
        const struct ls_param *param = &params->items[i];
        const struct ls_member *member = ls_member_find(members, MEMBER_COUNT, param->name);
        bool is_list = member && member->kind == LS_MEMBER_LIST;
        json_t *value =
            is_list ? split(param->value) : ls_form_value(member ? member : &any, param->value);
        is_made = json_object_set_new(*out, param->name.ptr, value) == 0;
    }
    return is_made ? LS_OK : ls_fail_memory(err);
}

bool ls_meili_is_paged(const struct ls_meili_query *query)
{
    return query->page >= 0 || query->hits_per_page >= 0;
}

/* ---- requests ---- */

static uint32_t at_most(long number, long max)
{
    return (uint32_t)(number < max ? number : max);
}

/* What lies further back than anyone may turn has no hits. */
static struct ls_window window_at(long offset, long limit)
{
    bool is_near = offset <= LS_FOREIGN_OFFSET_MAX;
    return (struct ls_window){.limit = is_near ? at_most(limit, LS_FOREIGN_LIMIT_MAX) : 0,
                              .offset = at_most(offset, LS_FOREIGN_OFFSET_MAX)};
}

uint32_t ls_meili_page_size(const struct ls_meili_query *query)
{
    return at_most(query->hits_per_page >= 0 ? query->hits_per_page : LIMIT_DEFAULT,
                   LS_FOREIGN_LIMIT_MAX);
}

/* Nor has a page before the first. */
static struct ls_window window_of_page(const struct ls_meili_query *query)
{
    long page = query->page >= 0 ? query->page : 1;
    long size = ls_meili_page_size(query);
    return page > 0 ? window_at((page - 1) * size, size) : window_at(0, 0);
}

struct ls_window ls_meili_window_of(const struct ls_meili_query *query)
{
    return ls_meili_is_paged(query) ? window_of_page(query)
                                    : window_at(query->offset, query->limit);
}

static enum ls_status read_sort(const struct ls_text_list *list, enum ls_sort *sort,
                                struct ls_error *err)
{
    static const struct {
        const char *name;
        enum ls_sort sort;
    } orders[] = {
        {"score:desc", LS_SORT_SCORE}, {"year:desc", LS_SORT_YEAR}, {"title:asc", LS_SORT_TITLE}};
    *sort = LS_SORT_RELEVANCE;
    for (size_t i = 0; list->count == 1 && i < sizeof orders / sizeof *orders; i++) {
        if (ls_span_equal(list->items[0], ls_span_str(orders[i].name))) {
            *sort = orders[i].sort;
        }
    }
    return list->count == 0 || *sort != LS_SORT_RELEVANCE
               ? LS_OK
               : ls_fail(err, LS_USAGE,
                         "sort: there has to be one of score:desc, year:desc and title:asc");
}

static enum ls_status read_strategy(struct ls_span name, enum ls_matching *matching,
                                    struct ls_error *err)
{
    bool is_known = ls_span_equal(name, LS_SPAN("last")) || ls_span_equal(name, LS_SPAN("all")) ||
                    ls_span_equal(name, LS_SPAN("frequency"));
    *matching = ls_span_equal(name, LS_SPAN("all")) ? LS_MATCH_ALL : LS_MATCH_BEST;
    return is_known ? LS_OK
                    : ls_fail(err, LS_USAGE, "matchingStrategy: it is last, all or frequency");
}

enum ls_status ls_meili_request_make(const struct ls_meili_query *query, struct ls_arena *arena,
                                     struct ls_request *request, struct ls_error *err)
{
    *request = (struct ls_request){.kind = LS_REQUEST_SEARCH,
                                   .text = query->text,
                                   .typing = true,
                                   .facets_narrow = true,
                                   .window = ls_meili_window_of(query)};
    enum ls_status status = read_sort(&query->sort, &request->window.sort, err);
    if (status == LS_OK) {
        status = read_strategy(query->strategy, &request->window.matching, err);
    }
    if (status == LS_OK && query->filter) {
        status = ls_meili_filter_read(query->filter, arena, &request->filters, err);
    }
    return status;
}

/* ---- errors ---- */

/* The member that a message begins with, behind the number of its query. */
static struct ls_span member_of(struct ls_span message)
{
    size_t len = 0;
    if (ls_span_starts_with(message, LS_SPAN("queries["))) {
        const char *colon = memmem(message.ptr, message.len, ": ", 2);
        message = colon ? ls_span_from(message, (size_t)(colon - message.ptr) + 2) : message;
    }
    while (len < message.len && !strchr(":[", message.ptr[len])) {
        len++;
    }
    return ls_span(message.ptr, len < message.len ? len : 0);
}

struct ls_span ls_meili_code_of(struct ls_span message, struct ls_arena *arena)
{
    struct ls_span name = member_of(message);
    struct ls_buf code = {0};
    if (!ls_member_find(members, MEMBER_COUNT, name)) {
        return ls_span_starts_with(message, LS_SPAN("the body")) ? LS_SPAN("malformed_payload")
                                                                 : LS_SPAN("bad_request");
    }
    ls_buf_add_str(&code, "invalid_search_");
    for (size_t i = 0; i < name.len; i++) {
        bool is_capital = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z';
        ls_buf_add_str(&code, is_capital ? "_" : "");
        ls_buf_add_char(&code, is_capital ? (char)(name.ptr[i] - 'A' + 'a') : name.ptr[i]);
    }
    struct ls_span copy = ls_arena_copy(arena, ls_buf_span(&code));
    ls_buf_free(&code);
    return copy.ptr ? copy : LS_SPAN("bad_request");
}
