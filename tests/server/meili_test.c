/* Meilisearch's protocol: bodies as its clients send them → what they look at in the reply. */
#include "server/meili/query.h"
#include "tests/server/asking.h"
#include "tests/server/cards.h"

#define SEARCH "/indexes/cards/search"
#define MULTI "/multi-search"
#define FOUND(filter) "{\"attributesToRetrieve\":[],\"filter\":" filter "}"

static const struct asking_row replies[] = {
    {"a query", SEARCH, "{\"q\":\"alerts\"}", 0, "hits.0.title", "\"Sepsis alerts\""},
    {"that a GET asks", SEARCH "?q=alerts&limit=1", NULL, 0, "estimatedTotalHits", "1"},
    {"with lists in commas", SEARCH "?q=alerts&attributesToRetrieve=id,score", NULL, 0, "hits.0",
     "{\"id\":\"a/one.md\",\"score\":9}"},
    {"and a filter", SEARCH "?filter=score%20%3E%208", NULL, 0, "estimatedTotalHits", "1"},
    {"an empty query finds all", SEARCH, "{}", 0, "estimatedTotalHits", "4"},
    {"null is as if it were not there", SEARCH, "{\"q\":null,\"filter\":null,\"facets\":null}", 0,
     "estimatedTotalHits", "4"},
    {"half a word finds whole ones", SEARCH, "{\"q\":\"aler\"}", 0, "hits.0.id", "\"a/one.md\""},
    {"offset and limit", SEARCH, "{\"offset\":3,\"limit\":5}", 0, "hits.#", "1"},
    {"as they were said", SEARCH, "{\"offset\":3,\"limit\":5000}", 0, "limit", "5000"},
    {"pages", SEARCH, "{\"page\":2,\"hitsPerPage\":3}", 0, "hits.#", "1"},
    {"how many there are", SEARCH, "{\"page\":2,\"hitsPerPage\":3}", 0, "totalPages", "2"},
    {"of how many hits", SEARCH, "{\"page\":1}", 0, "totalHits", "4"},
    {"no estimate then", SEARCH, "{\"page\":1}", 0, "estimatedTotalHits", "(none)"},
    {"a page before the first", SEARCH, "{\"page\":0}", 0, "hits", "[]"},
    {"all words", SEARCH, "{\"q\":\"sepsis alerts\"}", 0, "hits.#", "1"},
    {"some, when none has all", SEARCH, "{\"q\":\"alerts bias\"}", 0, "estimatedTotalHits", "2"},
    {"unless all have to", SEARCH, "{\"q\":\"alerts bias\",\"matchingStrategy\":\"all\"}", 0,
     "estimatedTotalHits", "0"},
    {"in another order", SEARCH, "{\"sort\":[\"year:desc\"]}", 0, "hits.0.year", "2024"},
    {"nothing is marked unasked", SEARCH, "{\"q\":\"alerts\"}", 0, "hits.0._formatted", "(none)"},
    {"marks", SEARCH, "{\"q\":\"alerts\",\"attributesToHighlight\":[\"title\"]}", 0,
     "hits.0._formatted.title", "\"Sepsis <em>alerts</em>\""},
    {"where asked for only", SEARCH, "{\"q\":\"alerts\",\"attributesToHighlight\":[\"title\"]}", 0,
     "hits.0._formatted.content", "\"Alerts for sepsis come early.\""},
    {"numbers become text there", SEARCH,
     "{\"q\":\"alerts\",\"attributesToRetrieve\":[\"score\",\"domain\"],\"attributesToHighlight\":"
     "[\"*\"]}",
     0, "hits.0._formatted.score", "\"9\""},
    {"with tags text is HTML", SEARCH, "{\"q\":\"score\",\"attributesToHighlight\":[\"content\"]}",
     0, "hits.0._formatted.content", "\"A &lt;b&gt;sepsis&lt;/b&gt; <em>score</em>.\""},
    {"all of it", SEARCH, "{\"q\":\"score\",\"attributesToHighlight\":[\"content\"]}", 0,
     "hits.0._formatted.title", "\"Sepsis &lt;script&gt;run(1)&lt;/script&gt; &amp; co\""},
    {"with other marks it is text", SEARCH,
     "{\"q\":\"score\",\"attributesToHighlight\":[\"*\"],\"highlightPreTag\":\"__\","
     "\"highlightPostTag\":\"--\"}",
     0, "hits.0._formatted.content", "\"A <b>sepsis</b> __score--.\""},
    {"cut to so many words", SEARCH,
     "{\"q\":\"alerts\",\"attributesToCrop\":[\"content\"],\"cropLength\":2,\"cropMarker\":\"..."
     "\"}",
     0, "hits.0._formatted.content", "\"Alerts for...\""},
    {"each to its own number", SEARCH,
     "{\"q\":\"alerts\",\"attributesToCrop\":[\"content:1\"],\"cropLength\":9}", 0,
     "hits.0._formatted.content", "\"Alerts…\""},
    {"where the words are", SEARCH, "{\"q\":\"alerts\",\"showMatchesPosition\":true}", 0,
     "hits.0._matchesPosition.title", "[{\"start\":7,\"length\":6}]"},
    {"no more than is asked for", SEARCH,
     "{\"q\":\"alerts\",\"attributesToRetrieve\":[\"pmid\"],\"showMatchesPosition\":false}", 0,
     "hits.0", "{\"pmid\":\"38413730\"}"},
    {"a name's index", MULTI, "{\"queries\":[{\"indexUid\":\"x\",\"q\":\"bias\"}]}", 0,
     "results.0.indexUid", "\"x\""},
    {"several queries", MULTI, "{\"queries\":[{\"q\":\"bias\"},{\"q\":\"alerts\"}]}", 0,
     "results.1.hits.0.id", "\"a/one.md\""},
    {"facets", SEARCH, "{\"q\":\"sepsis\",\"facets\":[\"domain\",\"score\"]}", 0,
     "facetDistribution",
     "{\"domain\":{\"急診\":2,\"門診\":2},\"score\":{\"9\":1,\"8\":1,\"7.5\":1}}"},
    {"and their ends", SEARCH, "{\"q\":\"sepsis\",\"facets\":[\"*\"]}", 0, "facetStats",
     "{\"score\":{\"min\":7.5,\"max\":9},\"year\":{\"min\":2019,\"max\":2024}}"},
    {"a filter narrows its own facet", SEARCH,
     "{\"facets\":[\"domain\"],\"filter\":\"domain = 急診\"}", 0, "facetDistribution",
     "{\"domain\":{\"急診\":2,\"門診\":1}}"},
    {"values of a facet", "/indexes/cards/facet-search",
     "{\"facetName\":\"domain\",\"facetQuery\":\"急\"}", 0, "facetHits",
     "[{\"value\":\"急診\",\"count\":2}]"},
};

static const struct asking_row filters[] = {
    {"equal", SEARCH, FOUND("\"domain = 急診\""), 0, "hits.#", "2"},
    {"in quotes", SEARCH, FOUND("\"journal = \\\"Annals of Triage\\\"\""), 0, "hits.#", "1"},
    {"in single ones", SEARCH, FOUND("\"journal = 'JAMA'\""), 0, "hits.#", "1"},
    {"not equal", SEARCH, FOUND("\"domain != 急診\""), 0, "hits.#", "2"},
    {"numbers", SEARCH, FOUND("\"score >= 8 AND year < 2020\""), 0, "hits.#", "1"},
    {"that are texts", SEARCH, FOUND("\"year = \\\"2024\\\"\""), 0, "hits.#", "1"},
    {"from to", SEARCH, FOUND("\"score 7.5 TO 8\""), 0, "hits.#", "2"},
    {"one of several", SEARCH, FOUND("\"year IN [2024, 2019]\""), 0, "hits.#", "2"},
    {"none of several", SEARCH, FOUND("\"domain NOT IN [急診, \\\"x y\\\"]\""), 0, "hits.#", "2"},
    {"one of none", SEARCH, FOUND("\"year IN []\""), 0, "hits.#", "0"},
    {"there", SEARCH, FOUND("\"score EXISTS\""), 0, "hits.#", "3"},
    {"not there", SEARCH, FOUND("\"score NOT EXISTS\""), 0, "hits.#", "1"},
    {"is null", SEARCH, FOUND("\"year IS NULL\""), 0, "hits.#", "1"},
    {"is not null", SEARCH, FOUND("\"year IS NOT NULL\""), 0, "hits.#", "3"},
    {"is empty", SEARCH, FOUND("\"year IS EMPTY\""), 0, "hits.#", "0"},
    {"parentheses and NOT", SEARCH, FOUND("\"NOT (domain = 門診 OR score = 8)\""), 0, "hits.#",
     "1"},
    {"a page further back than any", SEARCH, "{\"page\":99999,\"hitsPerPage\":3}", 0, "totalPages",
     "2"},
    {"twice", SEARCH, FOUND("\"NOT NOT year = 2024\""), 0, "hits.#", "1"},
    {"AND before OR", SEARCH, FOUND("\"score = 9 AND year = 2019 OR journal = JAMA\""), 0, "hits.#",
     "1"},
    {"a list: all", SEARCH, FOUND("[\"domain = 急診\",\"score > 8\"]"), 0, "hits.#", "1"},
    {"a list in it: any", SEARCH, FOUND("[[\"domain = 急診\",\"journal = JAMA\"],\"year > 2019\"]"),
     0, "hits.#", "2"},
    {"nothing", SEARCH, FOUND("[]"), 0, "hits.#", "4"},
    {"blank", SEARCH, FOUND("\"  \""), 0, "hits.#", "4"},
    {"note cards", SEARCH, "{\"q\":\"sepsis\",\"filter\":\"card IN [qa]\"}", 0, "hits.#", "2"},
};

#define TEN "<mark id=>"
#define FIFTY TEN TEN TEN TEN TEN
#define LONG FIFTY FIFTY FIFTY FIFTY "!"

static const struct asking_row mistakes[] = {
    {"a query to no list", MULTI, "{}", 400, "message",
     "\"queries: there has to be a list of them\""},
    {"a body that is none", SEARCH, "nope", 400, "code", "\"malformed_payload\""},
    {"joined answers", MULTI, "{\"federation\":{},\"queries\":[]}", 400, "message",
     "\"federation: answers are not joined: ask for all in one index\""},
    {"an unknown parameter", SEARCH, "{\"querry\":1}", 400, "code", "\"bad_request\""},
    {"a bad number", SEARCH, "{\"hitsPerPage\":-1}", 400, "code",
     "\"invalid_search_hits_per_page\""},
    {"one in a GET", SEARCH "?limit=x", NULL, 400, "code", "\"invalid_search_limit\""},
    {"a bad filter", SEARCH, FOUND("\"score >> 8\""), 400, "code", "\"invalid_search_filter\""},
    {"says where", SEARCH, FOUND("\"score >> 8\""), 400, "message",
     "\"filter: character 8: a number expected, not > 8\""},
    {"among others", MULTI, "{\"queries\":[{},{\"filter\":[\"year = 1\",\"x = 1\"]}]}", 400,
     "message",
     "\"queries[1]: filter[1]: no card has the attribute \\\"x\\\": those to filter by are domain, "
     "journal, year, score, card, pmid and doi\""},
    {"whose code it is", MULTI, "{\"queries\":[{},{\"filter\":[\"x = 1\"]}]}", 400, "code",
     "\"invalid_search_filter\""},
    {"in a list's list", SEARCH, FOUND("[\"year = 1\",[\"year\"]]"), 400, "message",
     "\"filter[1][0]: a comparison, a range, IN, EXISTS or IS expected at the end\""},
    {"places", SEARCH, FOUND("\"_geoRadius(1, 2, 3)\""), 400, "type", "\"invalid_request\""},
    {"parts of values", SEARCH, FOUND("\"domain CONTAINS x\""), 400, "message",
     "\"filter: a part of a domain cannot be asked for: only whole values\""},
    {"a list that does not end", SEARCH, FOUND("\"year IN [1, 2\""), 400, "message",
     "\"filter: a word expected at the end\""},
    {"whether there is a journal", SEARCH, FOUND("\"journal EXISTS\""), 400, "message",
     "\"filter: whether a card has a journal cannot be asked: only for score, year and card\""},
    {"an order that is none", SEARCH, "{\"sort\":[\"score:asc\"]}", 400, "code",
     "\"invalid_search_sort\""},
    {"a strategy that is none", SEARCH, "{\"matchingStrategy\":\"x\"}", 400, "code",
     "\"invalid_search_matching_strategy\""},
    {"what this engine cannot do", SEARCH, "{\"vector\":[1]}", 400, "code",
     "\"invalid_search_vector\""},
    {"a long text at each mark", SEARCH, "{\"highlightPreTag\":\"" LONG "\"}", 400, "message",
     "\"highlightPreTag: not a text of at most 200 bytes\""},
    {"or at each cut", SEARCH, "{\"cropMarker\":\"" LONG "\"}", 400, "code",
     "\"invalid_search_crop_marker\""},
    {"a facet there is not", SEARCH, "{\"facets\":[\"color\"]}", 400, "code",
     "\"invalid_search_facets\""},
    {"with a link", SEARCH, "{\"facets\":[\"color\"]}", 400, "link",
     "\"https://docs.meilisearch.com/errors#invalid_search_facets\""},
};

/* Nobody gets other hits than those asked for. */
static void test_windows(void)
{
    static const struct {
        long offset, page, per_page;
        uint32_t limit, first;
    } rows[] = {
        {0, -1, -1, 20, 0},
        {10000, -1, -1, 20, 10000},
        {10001, -1, -1, 0, 10000},
        {0, 1, -1, 20, 0},
        {0, 501, 20, 20, 10000},
        {0, 502, 20, 0, 10000},
        {0, 1000000000, 200, 0, 10000},
        {0, 0, 20, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_meili_query query = {.limit = 20,
                                       .offset = rows[i].offset,
                                       .page = rows[i].page,
                                       .hits_per_page = rows[i].per_page};
        struct ls_window window = ls_meili_window_of(&query);
        tap_ok(window.limit == rows[i].limit && window.offset == rows[i].first,
               "window %zu: %u from %u", i, window.limit, window.offset);
    }
}

#define TEST(rows) asking_test(&asking, rows, sizeof rows / sizeof *rows)

int main(void)
{
    struct asking asking;
    asking_open(&asking, cards, CARD_COUNT);
    TEST(replies);
    TEST(filters);
    TEST(mistakes);
    test_windows();
    asking_close(&asking);
    return tap_done();
}
