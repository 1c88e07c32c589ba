#include "server/algolia/reply.h"

#include "query/render/json_text.h"
#include "query/render/number.h"
#include "server/algolia/hit.h"

#include <math.h>

enum { SNIPPET_WORDS = 20, PASSAGES_MAX = 4 };

/* ---- what is asked for ---- */

/* InstantSearch sorts by asking another index: cards_year_desc. */
static enum ls_status read_sort(struct ls_span index, enum ls_sort *sort, struct ls_error *err)
{
    static const struct {
        struct ls_span ending;
        enum ls_sort sort;
    } endings[] = {{LS_SPAN_INIT("_score_desc"), LS_SORT_SCORE},
                   {LS_SPAN_INIT("_year_desc"), LS_SORT_YEAR},
                   {LS_SPAN_INIT("_title_asc"), LS_SORT_TITLE}};
    *sort = LS_SORT_RELEVANCE;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct ls_span ending = endings[i].ending;
        if (index.len >= ending.len &&
            ls_span_equal(ls_span_from(index, index.len - ending.len), ending)) {
            *sort = endings[i].sort;
            return LS_OK;
        }
    }
    for (size_t i = 0; i < 2; i++) {
        struct ls_span ending = i == 0 ? LS_SPAN("_asc") : LS_SPAN("_desc");
        if (index.len >= ending.len &&
            ls_span_equal(ls_span_from(index, index.len - ending.len), ending)) {
            return ls_fail(err, LS_USAGE,
                           "indexName: an index in another order ends in _score_desc, _year_desc "
                           "or _title_asc");
        }
    }
    return LS_OK;
}

static bool is_docsearch(const struct ls_algolia_query *query)
{
    struct ls_attributes retrieve = ls_attributes_of(&query->retrieve, 0, true);
    return retrieve.has_levels;
}

/* Of records DocSearch shows few of an article: half of them are articles. */
static void set_window(const struct ls_algolia_query *query, struct ls_window *window)
{
    bool is_range = query->offset >= 0 || query->length >= 0;
    long limit = is_range ? (query->length >= 0 ? query->length : query->hits_per_page)
                          : query->hits_per_page;
    long offset = is_range ? (query->offset >= 0 ? query->offset : 0) : query->page * limit;
    window->limit = (uint32_t)(is_docsearch(query) ? (limit + 1) / 2 : limit);
    window->offset = (uint32_t)offset;
}

static enum ls_matching matching_of(const struct ls_algolia_query *query)
{
    bool is_any = json_is_string(query->optional_words)
                      ? json_string_length(query->optional_words) > 0
                      : json_array_size(query->optional_words) > 0;
    return is_any                                                 ? LS_MATCH_ANY
           : ls_span_equal(query->without_words, LS_SPAN("none")) ? LS_MATCH_ALL
                                                                  : LS_MATCH_BEST;
}

/* The last word may be the beginning of one, as it is while someone types. */
static bool is_typing(const struct ls_algolia_query *query)
{
    return !ls_span_equal(query->query_type, LS_SPAN("prefixNone"));
}

static enum ls_status make_request(const struct ls_algolia_query *query, unsigned facets,
                                   struct ls_arena *arena, struct ls_request *request,
                                   struct ls_error *err)
{
    *request = (struct ls_request){.kind = LS_REQUEST_SEARCH,
                                   .text = query->text,
                                   .typing = is_typing(query),
                                   .facets = facets != 0,
                                   .headings = is_docsearch(query) ? PASSAGES_MAX : 0,
                                   .facets_narrow = true,
                                   .window.matching = matching_of(query)};
    set_window(query, &request->window);
    if (request->window.offset > LS_FOREIGN_OFFSET_MAX) {
        return ls_fail(err, LS_USAGE, "page: nobody can turn further than to hit %d",
                       LS_FOREIGN_OFFSET_MAX);
    }
    enum ls_status status = read_sort(query->index, &request->window.sort, err);
    return status == LS_OK ? ls_algolia_filters_read(query, arena, &request->filters, err) : status;
}

static struct ls_algolia_look look_of(const struct ls_algolia_query *query,
                                      const struct ls_kept *kept)
{
    static const struct ls_span usual[] = {LS_SPAN_INIT("content")};
    static const struct ls_text_list usual_list = {usual, 1, true};
    struct ls_algolia_look look = {
        .retrieve = ls_attributes_of(&query->retrieve, 0, true),
        .highlight = ls_attributes_of(&query->highlight, 0, false),
        .snippet = ls_attributes_of(query->snippet.wanted ? &query->snippet : &usual_list,
                                    SNIPPET_WORDS, false),
        .tags = ls_tags(query->pre, query->post, query->ellipsis),
        .is_docsearch = is_docsearch(query),
        .words = kept->answer.unit_count};
    for (int i = 0; !query->highlight.wanted && i < LS_ATTRIBUTE_COUNT; i++) {
        look.highlight.has[i] =
            look.retrieve.has[i] && ls_attribute_is_marked((enum ls_attribute)i);
    }
    return look;
}

/* ---- hits ---- */

static enum ls_status add_hits(struct ls_exchange *exchange, const struct ls_algolia_query *query,
                               struct ls_kept *kept, struct ls_buf *out, struct ls_error *err)
{
    struct ls_algolia_look look = look_of(query, kept);
    struct ls_outgoing hit = {.session = exchange->session,
                              .kept = kept,
                              .card_url = ls_card_address(exchange),
                              .arena = &kept->arena};
    size_t count = ls_foreign_hit_count(kept, matching_of(query));
    size_t left = (size_t)query->hits_per_page > count ? (size_t)query->hits_per_page - count : 0;
    enum ls_status status = LS_OK;
    bool is_first = true;
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        size_t more = left < PASSAGES_MAX ? left : PASSAGES_MAX;
        size_t records = 1;
        hit.number = i;
        hit.shown = &kept->hits[i];
        status = look.is_docsearch
                     ? ls_algolia_records_add(out, &hit, &look, more, &is_first, &records, err)
                     : ls_algolia_hit_add(out, &hit, &look, &is_first, err);
        left -= records - 1;
    }
    return status;
}

/* ---- answers ---- */

static void add_pages(const struct ls_algolia_query *query, uint32_t total, struct ls_buf *out)
{
    uint32_t reached = total < LS_FOREIGN_OFFSET_MAX ? total : LS_FOREIGN_OFFSET_MAX;
    uint32_t size = (uint32_t)query->hits_per_page;
    ls_buf_printf(out, ",\"nbHits\":%u", total);
    if (query->offset >= 0 || query->length >= 0) {
        ls_buf_printf(out, ",\"offset\":%ld,\"length\":%ld", query->offset >= 0 ? query->offset : 0,
                      query->length >= 0 ? query->length : query->hits_per_page);
        return;
    }
    ls_buf_printf(out, ",\"page\":%ld,\"nbPages\":%u,\"hitsPerPage\":%u", query->page,
                  size > 0 ? (reached + size - 1) / size : 0, size);
}

static void add_facets(const struct ls_kept *kept, unsigned facets, size_t max, struct ls_buf *out)
{
    ls_buf_add_str(out, ",\"facets\":");
    ls_facets_add_counts(out, kept, facets, max);
    ls_buf_add_str(out, ",\"facets_stats\":");
    ls_facets_add_stats(out, kept, facets, true);
}

static void add_form(const struct ls_algolia_query *query, struct ls_buf *out)
{
    struct ls_buf form = {0};
    ls_algolia_form_add(&form, query);
    ls_buf_add_str(out, ",\"params\":");
    ls_json_add_text(out, ls_buf_span(&form));
    out->failed |= form.failed;
    ls_buf_free(&form);
}

static unsigned whole_ms(const struct ls_kept *kept)
{
    return (unsigned)fmax(1, ceil(kept->answer.took_ms));
}

static enum ls_status add_answer(struct ls_exchange *exchange, const struct ls_algolia_query *query,
                                 struct ls_kept *kept, unsigned facets, struct ls_buf *out,
                                 struct ls_error *err)
{
    const char *exhaustive =
        kept->answer.total > 0 && matching_of(query) != LS_MATCH_ANY ? "true" : "false";
    ls_buf_add_str(out, "{\"hits\":[");
    enum ls_status status = add_hits(exchange, query, kept, out, err);
    ls_buf_add_char(out, ']');
    add_pages(query, ls_foreign_total(kept, matching_of(query)), out);
    if (facets) {
        add_facets(kept, facets, (size_t)query->values_per_facet, out);
    }
    ls_buf_printf(out,
                  ",\"exhaustiveNbHits\":true,\"exhaustiveFacetsCount\":%s,\"exhaustiveTypo\":true,"
                  "\"exhaustive\":{\"nbHits\":true,\"facetsCount\":%s,\"typo\":true},\"query\":",
                  exhaustive, exhaustive);
    ls_json_add_text(out, query->text);
    add_form(query, out);
    ls_buf_add_str(out, ",\"index\":");
    ls_json_add_text(out, query->index);
    ls_buf_printf(out, ",\"renderingContent\":{},\"processingTimeMS\":%u}", whole_ms(kept));
    return status;
}

enum ls_status ls_algolia_reply(struct ls_exchange *exchange, const struct ls_algolia_query *query,
                                struct ls_buf *out, struct ls_error *err)
{
    struct ls_request request;
    struct ls_kept kept = {0};
    unsigned facets;
    enum ls_status status = ls_facets_named(&query->facets, &facets, err);
    if (status == LS_USAGE) {
        return ls_place_before("facets", err);
    }
    status = make_request(query, facets, exchange->arena, &request, err);
    if (status == LS_OK) {
        status = ls_foreign_ask(exchange, &request, &kept, err);
    }
    if (status == LS_OK) {
        status = add_answer(exchange, query, &kept, facets, out, err);
    }
    ls_kept_free(&kept);
    return status;
}

/* ---- values of a facet ---- */

static void add_value(const struct ls_facet_value *value, const struct ls_algolia_query *query,
                      struct ls_buf *out)
{
    struct ls_tags tags = ls_tags(query->pre, query->post, query->ellipsis);
    struct ls_marked marked = {.text = value->name};
    struct ls_range mark = {0, query->facet_text.len};
    const char *found =
        query->facet_text.len > 0
            ? memmem(value->name.ptr, value->name.len, query->facet_text.ptr, query->facet_text.len)
            : NULL;
    if (found) {
        mark.first = (size_t)(found - value->name.ptr);
        mark.past = mark.first + query->facet_text.len;
        marked.marks = &mark;
        marked.count = 1;
    }
    ls_buf_add_str(out, "{\"value\":");
    ls_json_add_text(out, value->name);
    ls_buf_add_str(out, ",\"highlighted\":");
    ls_marked_add_json(out, &marked, &tags);
    ls_buf_printf(out, ",\"count\":%u}", value->count);
}

static enum ls_status add_values(const struct ls_algolia_query *query, struct ls_kept *kept,
                                 enum ls_facet_kind kind, struct ls_buf *out, struct ls_error *err)
{
    const struct ls_facet_value **values;
    size_t count;
    enum ls_status status =
        ls_facet_find(kept, kind, query->facet_text, &kept->arena, &values, &count, err);
    ls_buf_add_str(out, "{\"facetHits\":[");
    for (size_t i = 0; status == LS_OK && i < count && i < (size_t)query->facet_hits; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        add_value(values[i], query, out);
    }
    ls_buf_printf(out, "],\"exhaustiveFacetsCount\":true,\"processingTimeMS\":%u}", whole_ms(kept));
    return status;
}

enum ls_status ls_algolia_facet_reply(struct ls_exchange *exchange,
                                      const struct ls_algolia_query *query, struct ls_buf *out,
                                      struct ls_error *err)
{
    struct ls_text_list names = {&query->facet, 1, true};
    struct ls_request request;
    struct ls_kept kept = {0};
    unsigned facets;
    enum ls_status status = ls_facets_named(&names, &facets, err);
    bool is_one = status == LS_OK && facets && !(facets & (facets - 1));
    if (!is_one) {
        return status == LS_OK ? ls_fail(err, LS_USAGE, "facet: there has to be one") : status;
    }
    status = make_request(query, facets, exchange->arena, &request, err);
    if (status == LS_OK) {
        request.window = (struct ls_window){.matching = request.window.matching};
        status = ls_foreign_ask(exchange, &request, &kept, err);
    }
    if (status == LS_OK) {
        status = add_values(query, &kept, (enum ls_facet_kind)__builtin_ctz(facets), out, err);
    }
    ls_kept_free(&kept);
    return status;
}
