#include "server/meili/reply.h"

#include "query/render/json_text.h"
#include "query/render/number.h"
#include "server/foreign/search.h"

#include <math.h>

/* How the hits of one answer are to look. */
struct look {
    struct ls_attributes retrieve;
    struct ls_attributes highlight;
    struct ls_attributes crop;
    struct ls_tags tags;
    bool is_formatted;
    const struct ls_meili_query *query;
};

/* ---- hits ---- */

/* Attributes of records of DocSearch, which Meilisearch's clients know nothing of. */
static bool is_foreign(enum ls_attribute attribute)
{
    return attribute == LS_ATTRIBUTE_TYPE || attribute == LS_ATTRIBUTE_HIERARCHY;
}

static void add_plain(struct ls_buf *out, const struct ls_outgoing *hit,
                      const struct ls_attributes *retrieve)
{
    bool is_first = true;
    for (int i = 0; i < LS_ATTRIBUTE_COUNT; i++) {
        if (!retrieve->has[i] || is_foreign((enum ls_attribute)i)) {
            continue;
        }
        ls_json_add_key(out, ls_attribute_name((enum ls_attribute)i), &is_first);
        if (i == LS_ATTRIBUTE_URL) {
            ls_hit_url_add(out, hit, hit->shown->snippet->anchor);
        } else {
            struct ls_hit_value value = ls_attribute_get(hit, (enum ls_attribute)i);
            ls_hit_value_add(out, &value);
        }
    }
}

static enum ls_status add_formatted_text(struct ls_buf *out, const struct ls_outgoing *hit,
                                         enum ls_attribute attribute, struct ls_span text,
                                         const struct look *look, struct ls_error *err)
{
    struct ls_marked marked = {.text = text};
    enum ls_status status = LS_OK;
    unsigned words = look->crop.words[attribute];
    if (look->highlight.has[attribute] || look->crop.has[attribute]) {
        status = ls_attribute_mark(hit, attribute, text, &marked, err);
    }
    if (status == LS_OK && look->crop.has[attribute] && words > 0) {
        status = ls_marked_crop(&marked, words, hit->arena, &marked, err);
    }
    marked.count = look->highlight.has[attribute] ? marked.count : 0;
    if (status == LS_OK) {
        ls_marked_add_json(out, &marked, &look->tags);
    }
    return status;
}

static void add_formatted_number(struct ls_buf *out, double number)
{
    ls_buf_add_str(out, isnan(number) ? "" : "\"");
    ls_number_add(out, number, "null");
    ls_buf_add_str(out, isnan(number) ? "" : "\"");
}

static enum ls_status add_formatted_value(struct ls_buf *out, const struct ls_outgoing *hit,
                                          enum ls_attribute attribute, const struct look *look,
                                          struct ls_error *err)
{
    struct ls_hit_value value = ls_attribute_get(hit, attribute);
    enum ls_status status = LS_OK;
    if (value.kind == LS_HIT_NUMBER) {
        add_formatted_number(out, value.number);
    } else if (value.kind == LS_HIT_LIST) {
        ls_buf_add_char(out, '[');
        for (size_t i = 0; status == LS_OK && i < value.count; i++) {
            ls_buf_add_str(out, i > 0 ? "," : "");
            status = add_formatted_text(out, hit, attribute, value.items[i], look, err);
        }
        ls_buf_add_char(out, ']');
    } else if (value.text.ptr) {
        status = add_formatted_text(out, hit, attribute, value.text, look, err);
    } else {
        ls_buf_add_str(out, "null");
    }
    return status;
}

/* All attributes that are shown, as texts; some with marks, some cut short. */
static enum ls_status add_formatted(struct ls_buf *out, const struct ls_outgoing *hit,
                                    const struct look *look, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    bool is_first = true;
    ls_buf_add_str(out, ",\"_formatted\":{");
    for (int i = 0; status == LS_OK && i < LS_ATTRIBUTE_COUNT; i++) {
        bool is_shown = look->retrieve.has[i] || look->highlight.has[i] || look->crop.has[i];
        if (!is_shown || is_foreign((enum ls_attribute)i)) {
            continue;
        }
        ls_json_add_key(out, ls_attribute_name((enum ls_attribute)i), &is_first);
        if (i == LS_ATTRIBUTE_URL) {
            ls_hit_url_add(out, hit, hit->shown->snippet->anchor);
        } else {
            status = add_formatted_value(out, hit, (enum ls_attribute)i, look, err);
        }
    }
    ls_buf_add_char(out, '}');
    return status;
}

static void add_positions_of(struct ls_buf *out, const struct ls_marked *marked)
{
    ls_buf_add_char(out, '[');
    for (size_t i = 0; i < marked->count; i++) {
        ls_buf_printf(out, "%s{\"start\":%zu,\"length\":%zu}", i > 0 ? "," : "",
                      marked->marks[i].first, marked->marks[i].past - marked->marks[i].first);
    }
    ls_buf_add_char(out, ']');
}

/* In bytes. */
static enum ls_status add_positions(struct ls_buf *out, const struct ls_outgoing *hit,
                                    struct ls_error *err)
{
    enum ls_status status = LS_OK;
    bool is_first = true;
    ls_buf_add_str(out, ",\"_matchesPosition\":{");
    for (int i = 0; status == LS_OK && i < LS_ATTRIBUTE_COUNT; i++) {
        enum ls_attribute attribute = (enum ls_attribute)i;
        struct ls_marked marked = {0};
        if (is_foreign(attribute) || !ls_attribute_is_marked(attribute)) {
            continue;
        }
        struct ls_hit_value value = ls_attribute_get(hit, attribute);
        if (value.kind == LS_HIT_TEXT) {
            status = ls_attribute_mark(hit, attribute, value.text, &marked, err);
        }
        if (marked.count > 0) {
            ls_json_add_key(out, ls_attribute_name(attribute), &is_first);
            add_positions_of(out, &marked);
        }
    }
    ls_buf_add_char(out, '}');
    return status;
}

/* Relevance has no upper end; a score has. */
static void add_score(struct ls_buf *out, double relevance)
{
    double positive = relevance > 0 ? relevance : 0;
    ls_buf_add_str(out, ",\"_rankingScore\":");
    ls_json_add_number(out, round(positive / (1 + positive) * 1e6) / 1e6);
}

static enum ls_status add_hit(struct ls_buf *out, const struct ls_outgoing *hit,
                              const struct look *look, struct ls_error *err)
{
    struct ls_buf body = {0};
    enum ls_status status = LS_OK;
    add_plain(&body, hit, &look->retrieve);
    if (look->is_formatted) {
        status = add_formatted(&body, hit, look, err);
    }
    if (status == LS_OK && look->query->shows_positions) {
        status = add_positions(&body, hit, err);
    }
    if (look->query->shows_score) {
        add_score(&body, hit->shown->relevance);
    }
    struct ls_span members = ls_buf_span(&body);
    bool begins_with_comma = members.len > 0 && members.ptr[0] == ',';
    ls_buf_add_char(out, '{');
    ls_buf_add_span(out, ls_span_from(members, begins_with_comma));
    ls_buf_add_char(out, '}');
    out->failed |= body.failed;
    ls_buf_free(&body);
    return status;
}

static struct look look_of(const struct ls_meili_query *query)
{
    return (struct look){.retrieve = ls_attributes_of(&query->retrieve, 0, true),
                         .highlight = ls_attributes_of(&query->highlight, 0, false),
                         .crop = ls_attributes_of(&query->crop, (unsigned)query->crop_words, false),
                         .tags = ls_tags(query->pre, query->post, query->crop_marker),
                         .is_formatted = query->highlight.count > 0 || query->crop.count > 0,
                         .query = query};
}

static enum ls_status add_hits(struct ls_exchange *exchange, const struct ls_meili_query *query,
                               struct ls_kept *kept, struct ls_buf *out, struct ls_error *err)
{
    struct look look = look_of(query);
    struct ls_outgoing hit = {.session = exchange->session,
                              .kept = kept,
                              .card_url = ls_card_address(exchange),
                              .arena = &kept->arena};
    enum ls_status status = LS_OK;
    size_t count = ls_foreign_hit_count(kept, LS_MATCH_BEST);
    ls_buf_add_str(out, "\"hits\":[");
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        ls_buf_add_str(out, i > 0 ? "," : "");
        hit.number = i;
        hit.shown = &kept->hits[i];
        status = add_hit(out, &hit, &look, err);
    }
    ls_buf_add_char(out, ']');
    return status;
}

/* ---- answers ---- */

static void add_window(const struct ls_meili_query *query, uint32_t total, struct ls_buf *out)
{
    if (!ls_meili_is_paged(query)) {
        ls_buf_printf(out, ",\"limit\":%ld,\"offset\":%ld,\"estimatedTotalHits\":%u", query->limit,
                      query->offset, total);
        return;
    }
    uint32_t size = ls_meili_page_size(query);
    long page = query->page >= 0 ? query->page : 1;
    ls_buf_printf(out, ",\"page\":%ld,\"hitsPerPage\":%u,\"totalHits\":%u,\"totalPages\":%u", page,
                  size, total, size > 0 ? (total + size - 1) / size : 0);
}

static void add_facets(const struct ls_kept *kept, unsigned facets, struct ls_buf *out)
{
    enum { VALUES_MAX = 100 };
    ls_buf_add_str(out, ",\"facetDistribution\":");
    ls_facets_add_counts(out, kept, facets, VALUES_MAX);
    ls_buf_add_str(out, ",\"facetStats\":");
    ls_facets_add_stats(out, kept, facets, false);
}

static unsigned whole_ms(const struct ls_kept *kept)
{
    return (unsigned)ceil(kept->answer.took_ms);
}

static enum ls_status add_answer(struct ls_exchange *exchange, const struct ls_meili_query *query,
                                 struct ls_kept *kept, unsigned facets, bool with_index,
                                 struct ls_buf *out, struct ls_error *err)
{
    ls_buf_add_char(out, '{');
    if (with_index) {
        ls_buf_add_str(out, "\"indexUid\":");
        ls_json_add_text(out, query->index);
        ls_buf_add_char(out, ',');
    }
    enum ls_status status = add_hits(exchange, query, kept, out, err);
    ls_buf_add_str(out, ",\"query\":");
    ls_json_add_text(out, query->text);
    ls_buf_printf(out, ",\"processingTimeMs\":%u", whole_ms(kept));
    add_window(query, ls_foreign_total(kept, LS_MATCH_BEST), out);
    if (query->facets.wanted) {
        add_facets(kept, facets, out);
    }
    ls_buf_add_char(out, '}');
    return status;
}

enum ls_status ls_meili_reply(struct ls_exchange *exchange, const struct ls_meili_query *query,
                              bool with_index, struct ls_buf *out, struct ls_error *err)
{
    struct ls_request request;
    struct ls_kept kept = {0};
    unsigned facets;
    enum ls_status status = ls_facets_named(&query->facets, &facets, err);
    if (status == LS_USAGE) {
        return ls_place_before("facets", err);
    }
    status = ls_meili_request_make(query, exchange->arena, &request, err);
    request.facets = facets != 0;
    if (status == LS_OK) {
        status = ls_foreign_ask(exchange, &request, &kept, err);
    }
    if (status == LS_OK) {
        status = add_answer(exchange, query, &kept, facets, with_index, out, err);
    }
    ls_kept_free(&kept);
    return status;
}

/* ---- values of a facet ---- */

static enum ls_status add_values(const struct ls_meili_query *query, struct ls_kept *kept,
                                 enum ls_facet_kind kind, struct ls_buf *out, struct ls_error *err)
{
    enum { VALUES_MAX = 100 };
    const struct ls_facet_value **values;
    size_t count;
    enum ls_status status =
        ls_facet_find(kept, kind, query->facet_text, &kept->arena, &values, &count, err);
    ls_buf_add_str(out, "{\"facetHits\":[");
    for (size_t i = 0; status == LS_OK && i < count && i < VALUES_MAX; i++) {
        ls_buf_add_str(out, i > 0 ? ",{\"value\":" : "{\"value\":");
        ls_json_add_text(out, values[i]->name);
        ls_buf_printf(out, ",\"count\":%u}", values[i]->count);
    }
    ls_buf_add_str(out, "],\"facetQuery\":");
    ls_json_add_text_or_null(out, query->facet_text);
    ls_buf_printf(out, ",\"processingTimeMs\":%u}\n", whole_ms(kept));
    return status;
}

enum ls_status ls_meili_facet_reply(struct ls_exchange *exchange,
                                    const struct ls_meili_query *query, struct ls_buf *out,
                                    struct ls_error *err)
{
    struct ls_text_list names = {&query->facet, 1, true};
    struct ls_request request;
    struct ls_kept kept = {0};
    unsigned facets;
    enum ls_status status = ls_facets_named(&names, &facets, err);
    if (status == LS_USAGE || !facets || facets & (facets - 1)) {
        return status == LS_USAGE ? ls_place_before("facetName", err)
                                  : ls_fail(err, LS_USAGE, "facetName: there has to be one");
    }
    status = ls_meili_request_make(query, exchange->arena, &request, err);
    request.facets = true;
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
