#include "server/algolia/query.h"

#include "query/render/url.h"
#include "server/foreign/search.h"
#include "server/http/exchange.h"
#include "server/routes/address.h"

#include <stdio.h>

enum {
    HITS_DEFAULT = 20,
    PAGES_MAX = LS_FOREIGN_OFFSET_MAX,
    VALUES_DEFAULT = 100,
    VALUES_MAX = 1000,
    FACET_HITS_DEFAULT = 10,
    FACET_HITS_MAX = 100
};

#define ROW(member, row_name, row_kind)                                                            \
    {                                                                                              \
        .name = (row_name), .kind = LS_MEMBER_##row_kind,                                          \
        .offset = offsetof(struct ls_algolia_query, member)                                        \
    }
#define TEXT(name, member) ROW(member, name, TEXT)
#define LIST(name, member) ROW(member, name, LIST)
#define FILTER(name, member) ROW(member, name, FILTER)
#define UP_TO(row_name, member, row_max)                                                           \
    {                                                                                              \
        .name = (row_name), .kind = LS_MEMBER_COUNT,                                               \
        .offset = offsetof(struct ls_algolia_query, member), .max = (row_max)                      \
    }
#define IGNORED(row_name)                                                                          \
    {                                                                                              \
        .name = (row_name), .kind = LS_MEMBER_IGNORED                                              \
    }
#define REFUSED(row_name)                                                                          \
    {                                                                                              \
        .name = (row_name), .kind = LS_MEMBER_REFUSED                                              \
    }

/* All parameters of a search that Algolia's documentation lists. */
static const struct ls_member members[] = {
    TEXT("indexName", index),
    TEXT("query", text),
    TEXT("params", form),
    UP_TO("page", page, PAGES_MAX),
    UP_TO("hitsPerPage", hits_per_page, LS_FOREIGN_LIMIT_MAX),
    UP_TO("offset", offset, LS_FOREIGN_OFFSET_MAX),
    UP_TO("length", length, LS_FOREIGN_LIMIT_MAX),
    FILTER("facetFilters", facet_filters),
    FILTER("numericFilters", numeric_filters),
    TEXT("filters", filters),
    LIST("facets", facets),
    UP_TO("maxValuesPerFacet", values_per_facet, VALUES_MAX),
    LIST("attributesToRetrieve", retrieve),
    LIST("attributesToHighlight", highlight),
    LIST("attributesToSnippet", snippet),
    ROW(pre, "highlightPreTag", TAG),
    ROW(post, "highlightPostTag", TAG),
    ROW(ellipsis, "snippetEllipsisText", TAG),
    FILTER("optionalWords", optional_words),
    TEXT("queryType", query_type),
    TEXT("removeWordsIfNoResults", without_words),
    TEXT("type", type),
    TEXT("facet", facet),
    TEXT("facetName", facet),
    TEXT("facetQuery", facet_text),
    UP_TO("maxFacetHits", facet_hits, FACET_HITS_MAX),
    REFUSED("aroundLatLng"),
    REFUSED("aroundLatLngViaIP"),
    REFUSED("insideBoundingBox"),
    REFUSED("insidePolygon"),
    REFUSED("restrictSearchableAttributes"),
    REFUSED("similarQuery"),
    REFUSED("tagFilters"),
    IGNORED("advancedSyntax"), /* our query language is always on */
    IGNORED("advancedSyntaxFeatures"),
    IGNORED("allowTyposOnNumericTokens"),
    IGNORED("alternativesAsExact"),
    IGNORED("analytics"),
    IGNORED("analyticsTags"),
    IGNORED("aroundPrecision"), /* these two say nothing by themselves */
    IGNORED("aroundRadius"),
    IGNORED("attributeCriteriaComputedByMinProximity"),
    IGNORED("clickAnalytics"),
    IGNORED("decompoundQuery"),
    IGNORED("disableExactOnAttributes"),
    IGNORED("disableTypoToleranceOnAttributes"),
    IGNORED("distinct"), /* an article is one hit anyway */
    IGNORED("enableABTest"),
    IGNORED("enablePersonalization"),
    IGNORED("enableReRanking"),
    IGNORED("enableRules"),
    IGNORED("exactOnSingleWordQuery"),
    IGNORED("explain"),
    IGNORED("extensions"),
    IGNORED("facetingAfterDistinct"),
    IGNORED("getRankingInfo"),
    IGNORED("ignorePlurals"), /* words are stemmed */
    IGNORED("keepDiacriticsOnCharacters"),
    IGNORED("minProximity"),
    IGNORED("minWordSizefor1Typo"),
    IGNORED("minWordSizefor2Typos"),
    IGNORED("minimumAroundRadius"),
    IGNORED("mode"),
    IGNORED("naturalLanguages"),
    IGNORED("optionalFilters"), /* they only move hits */
    IGNORED("percentileComputation"),
    IGNORED("personalizationImpact"),
    IGNORED("queryLanguages"),
    IGNORED("reRankingApplyFilter"),
    IGNORED("relevancyStrictness"),
    IGNORED("removeStopWords"),
    IGNORED("renderingContent"),
    IGNORED("replaceSynonymsInHighlight"),
    IGNORED("responseFields"),
    IGNORED("restrictHighlightAndSnippetArrays"),
    IGNORED("ruleContexts"),
    IGNORED("sortFacetValuesBy"),
    IGNORED("strategy"), /* of several queries: all are answered */
    IGNORED("sumOrFiltersScores"),
    IGNORED("synonyms"),
    IGNORED("typoTolerance"),
    IGNORED("userToken"),
};

enum { MEMBER_COUNT = sizeof members / sizeof *members };

void ls_algolia_manual_add(struct ls_buf *text)
{
    ls_members_manual_add(members, MEMBER_COUNT, text);
}

/* ---- forms ---- */

static enum ls_status set_param(json_t *object, const struct ls_param *param, struct ls_error *err)
{
    const struct ls_member *member = ls_member_find(members, MEMBER_COUNT, param->name);
    static const struct ls_member any = {.kind = LS_MEMBER_IGNORED};
    json_t *value = ls_form_value(member ? member : &any, param->value);
    return json_object_set_new(object, param->name.ptr, value) == 0 ? LS_OK : ls_fail_memory(err);
}

/* "query=sepsis&hitsPerPage=5": its members become those of the object. */
static enum ls_status set_form(json_t *object, struct ls_span form, struct ls_arena *arena,
                               struct ls_error *err)
{
    struct ls_params params;
    enum ls_status status = ls_params_read(form, arena, &params, err);
    for (size_t i = 0; status == LS_OK && i < params.count; i++) {
        if (!ls_span_equal(params.items[i].name, LS_SPAN("params"))) {
            status = set_param(object, &params.items[i], err);
        }
    }
    return status == LS_OK ? status : ls_place_before("params", err);
}

/* What older clients send as a form, some send as an object. */
static enum ls_status spread_params(json_t *object, struct ls_arena *arena,
                                    struct ls_algolia_query *query, struct ls_error *err)
{
    json_t *params = json_object_get(object, "params");
    enum ls_status status = LS_OK;
    if (json_is_object(params)) {
        json_incref(params);
        json_object_del(object, "params");
        status = json_object_update(object, params) == 0 ? LS_OK : ls_fail_memory(err);
        json_decref(params);
    } else if (json_is_string(params)) {
        query->form = ls_json_text(params);
        status = set_form(object, query->form, arena, err);
    }
    return status;
}

void ls_algolia_form_add(struct ls_buf *out, const struct ls_algolia_query *query)
{
    const char *name;
    json_t *value;
    size_t start = out->len;
    if (query->form.ptr) {
        ls_buf_add_span(out, query->form);
        return;
    }
    json_object_foreach((json_t *)query->object, name, value)
    {
        bool is_text = json_is_string(value);
        char *text = is_text ? NULL : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
        if (strcmp(name, "indexName") != 0 && strcmp(name, "type") != 0 && (is_text || text)) {
            ls_buf_add_str(out, out->len > start ? "&" : "");
            ls_address_add_escaped(out, ls_span_str(name));
            ls_buf_add_char(out, '=');
            ls_address_add_escaped(out, is_text ? ls_json_text(value) : ls_span_str(text));
        }
        free(text);
    }
}

/* ---- queries ---- */

static enum ls_status take_member(const char *name, const json_t *value, struct ls_arena *arena,
                                  struct ls_algolia_query *query, struct ls_error *err)
{
    const struct ls_member *member = ls_member_find(members, MEMBER_COUNT, ls_span_str(name));
    enum ls_status status = member ? ls_member_take(member, value, arena, query, err)
                                   : ls_member_fail(members, MEMBER_COUNT, ls_span_str(name), err);
    return status == LS_USAGE ? ls_place_before(name, err) : status;
}

enum ls_status ls_algolia_query_read(json_t *object, struct ls_arena *arena,
                                     struct ls_algolia_query *query, struct ls_error *err)
{
    const char *name;
    json_t *value;
    *query = (struct ls_algolia_query){.index = LS_SPAN(""),
                                       .text = LS_SPAN(""),
                                       .object = object,
                                       .hits_per_page = HITS_DEFAULT,
                                       .offset = -1,
                                       .length = -1,
                                       .values_per_facet = VALUES_DEFAULT,
                                       .pre = LS_SPAN("<em>"),
                                       .post = LS_SPAN("</em>"),
                                       .ellipsis = LS_SPAN("…"),
                                       .facet_hits = FACET_HITS_DEFAULT};
    enum ls_status status = spread_params(object, arena, query, err);
    json_object_foreach(object, name, value)
    {
        if (status == LS_OK) {
            status = take_member(name, value, arena, query, err);
        }
    }
    return status;
}
