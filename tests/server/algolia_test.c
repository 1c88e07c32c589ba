/* Algolia's protocol: bodies as its clients send them → what they look at in the reply. */
#include "tests/server/asking.h"
#include "tests/server/cards.h"
#include "tests/tap.h"

#define MANY "/1/indexes/*/queries"
#define ONE "/1/indexes/cards/query"
#define ASK(members) "{\"requests\":[{\"indexName\":\"cards\"," members "}]}"
#define FOUND(filter)                                                                              \
    ASK("\"attributesToRetrieve\":[],\"attributesToHighlight\":[],\"attributesToSnippet\":[]"      \
        "," filter)

static const struct asking_row replies[] = {
    {"a query", MANY, ASK("\"query\":\"alerts\""), 0, "results.0.nbHits", "1"},
    {"the star may be escaped", "/1/indexes/%2A/queries", ASK("\"query\":\"alerts\""), 0,
     "results.0.hits.0.objectID", "\"a/one.md\""},
    {"no query", MANY, "{\"requests\":[]}", 0, "results", "[]"},
    {"an empty query finds all", MANY, ASK("\"query\":\"\""), 0, "results.0.nbHits", "4"},
    {"one that is missing too", MANY, ASK("\"hitsPerPage\":1"), 0, "results.0.nbHits", "4"},
    {"in the order of the requests", MANY,
     "{\"requests\":[{\"indexName\":\"x\",\"query\":\"bias\"},{\"indexName\":\"y\",\"query\":"
     "\"alerts\"}]}",
     0, "results.1.index", "\"y\""},
    {"a single query", ONE, "{\"query\":\"alerts\"}", 0, "hits.0.title", "\"Sepsis alerts\""},
    {"with parameters as a form", ONE, "{\"params\":\"query=alerts&hitsPerPage=7\"}", 0,
     "hitsPerPage", "7"},
    {"which comes back as it is", ONE, "{\"params\":\"query=alerts&hitsPerPage=7\"}", 0, "params",
     "\"query=alerts&hitsPerPage=7\""},
    {"lists in a form are JSON", ONE,
     "{\"params\":\"query=&facetFilters=%5B%5B%22domain%3A%E6%80%A5%E8%A8%BA%22%5D%5D\"}", 0,
     "nbHits", "2"},
    {"parameters as an object", MANY,
     "{\"requests\":[{\"indexName\":\"x\",\"params\":{\"query\":\"alerts\",\"page\":0}}]}", 0,
     "results.0.query", "\"alerts\""},
    {"parameters come back as a form", ONE, "{\"query\":\"a b&c\",\"page\":0}", 0, "params",
     "\"query=a%20b%26c&page=0\""},
    {"half a word finds whole ones", ONE, "{\"query\":\"aler\"}", 0, "hits.0.objectID",
     "\"a/one.md\""},
    {"a few letters do", ONE, "{\"query\":\"ale\"}", 0, "nbHits", "1"},
    {"unless words are whole", ONE, "{\"query\":\"ale\",\"queryType\":\"prefixNone\"}", 0, "nbHits",
     "0"},
    {"what is no query is plain words", ONE, "{\"query\":\"\\\"alerts\"}", 0, "nbHits", "1"},
    {"what has no word finds nothing", ONE, "{\"query\":\"???\"}", 0, "nbHits", "0"},
    {"our query language", ONE, "{\"query\":\"sepsis NOT journal:JAMA\"}", 0, "nbHits", "2"},

    {"all attributes of a hit", ONE, "{\"query\":\"alerts\"}", 0, "hits.0.domain",
     "[\"急診\",\"門診\"]"},
    {"numbers are numbers", ONE, "{\"query\":\"alerts\"}", 0, "hits.0.score", "9"},
    {"what is unknown is null", ONE, "{\"query\":\"else\"}", 0, "hits.0.year", "null"},
    {"those asked for", ONE,
     "{\"query\":\"alerts\",\"attributesToRetrieve\":[\"title\",\"nope\"],"
     "\"attributesToHighlight\":[],\"attributesToSnippet\":[]}",
     0, "hits.0",
     "{\"objectID\":\"a/one.md\",\"title\":\"Sepsis alerts\",\"_snippetResult\":{},"
     "\"_highlightResult\":{}}"},
    {"all but some", ONE, "{\"query\":\"alerts\",\"attributesToRetrieve\":[\"*\",\"-hierarchy\"]}",
     0, "hits.0.hierarchy", "(none)"},
    {"levels for a search page", ONE, "{\"query\":\"alerts\"}", 0,
     "hits.0._highlightResult.hierarchy",
     "{\"lvl0\":{\"value\":\"急診、門診 · Annals of Triage ("
     "2024)\",\"matchLevel\":\"none\",\"matchedWords\":[]},\"lvl1\":{"
     "\"value\":\"Sepsis <em>alerts</em>\",\"matchLevel\":\"full\",\"fullyHighlighted\":false,"
     "\"matchedWords\":[\"alerts\"]}}"},
    {"an address on the site", ONE, "{\"query\":\"else\"}", 0, "hits.0.url",
     "\"https://notes.example/docs/b/four\""},
    {"the other language's title is marked", ONE, "{\"query\":\"敗血症\"}", 0,
     "hits.0._highlightResult.title_zh.value", "\"<em>敗血症</em>警示\""},
    {"marks that touch are one", ONE, "{\"query\":\"敗血症 警示\"}", 0,
     "hits.0._highlightResult.title_zh.value", "\"<em>敗血症警示</em>\""},
    {"with tags text is HTML", ONE, "{\"query\":\"sepsis\",\"filters\":\"journal:JAMA\"}", 0,
     "hits.0._highlightResult.title.value",
     "\"<em>Sepsis</em> &lt;script&gt;run(1)&lt;/script&gt; &amp; co\""},
    {"with other marks it is text", ONE,
     "{\"query\":\"sepsis\",\"filters\":\"journal:JAMA\",\"highlightPreTag\":\"__hl__\","
     "\"highlightPostTag\":\"__/hl__\"}",
     0, "hits.0._highlightResult.title.value",
     "\"__hl__Sepsis__/hl__ <script>run(1)</script> & co\""},
    {"a snippet of so many words", ONE,
     "{\"query\":\"alerts\",\"attributesToSnippet\":[\"content:2\"],\"snippetEllipsisText\":\"--"
     "\"}",
     0, "hits.0._snippetResult.content.value", "\"<em>Alerts</em> for--\""},

    {"pages", ONE, "{\"query\":\"\",\"hitsPerPage\":3,\"page\":1}", 0, "hits.#", "1"},
    {"how many there are", ONE, "{\"query\":\"\",\"hitsPerPage\":3,\"page\":1}", 0, "nbPages", "2"},
    {"a page behind the last", ONE, "{\"query\":\"\",\"hitsPerPage\":3,\"page\":9}", 0, "hits",
     "[]"},
    {"offset and length", ONE, "{\"query\":\"\",\"offset\":3,\"length\":2}", 0, "hits.#", "1"},
    {"without pages then", ONE, "{\"query\":\"\",\"offset\":3,\"length\":2}", 0, "nbPages",
     "(none)"},
    {"no hits, only counts", ONE, "{\"query\":\"sepsis\",\"hitsPerPage\":0}", 0, "nbHits", "3"},
    {"the list ends with those that hold all words", ONE, "{\"query\":\"sepsis alerts\"}", 0,
     "hits.#", "1"},
    {"unless some will do", ONE,
     "{\"query\":\"sepsis alerts\",\"optionalWords\":[\"alerts\"],\"attributesToRetrieve\":[]}", 0,
     "hits.#", "3"},
    {"or none holds all", ONE, "{\"query\":\"alerts bias\"}", 0, "nbHits", "2"},
    {"or all have to", ONE, "{\"query\":\"alerts bias\",\"removeWordsIfNoResults\":\"none\"}", 0,
     "nbHits", "0"},
    {"another order is another index", "/1/indexes/cards_year_desc/query", "{\"query\":\"\"}", 0,
     "hits.0.year", "2024"},
    {"the oldest first there is not", "/1/indexes/cards_year_asc/query", "{}", 400, "message",
     "\"indexName: an index in another order ends in _score_desc, _year_desc or _title_asc\""},
};

static const struct asking_row filters[] = {
    {"a facet", MANY, FOUND("\"facetFilters\":\"domain:急診\""), 0, "results.0.nbHits", "2"},
    {"any of a list in the list", MANY,
     FOUND("\"facetFilters\":[[\"journal:JAMA\",\"domain:急診\"]]"), 0, "results.0.nbHits", "3"},
    {"all of the list", MANY, FOUND("\"facetFilters\":[\"domain:門診\",\"domain:急診\"]"), 0,
     "results.0.nbHits", "1"},
    {"not", MANY, FOUND("\"facetFilters\":[\"domain:-急診\"]"), 0, "results.0.nbHits", "2"},
    {"a value that begins with a hyphen", MANY, FOUND("\"facetFilters\":[\"domain:\\\\-急診\"]"), 0,
     "results.0.nbHits", "0"},
    {"not, as one of a list", MANY, FOUND("\"facetFilters\":[[\"domain:-急診\",\"score:9\"]]"), 0,
     "results.0.nbHits", "3"},
    {"a number's value", MANY, FOUND("\"facetFilters\":[\"score:7.5\",\"year:2021\"]"), 0,
     "results.0.nbHits", "1"},
    {"note cards: where the words are", MANY,
     FOUND("\"query\":\"sepsis\",\"facetFilters\":[[\"card:qa\"]]"), 0, "results.0.nbHits", "2"},
    {"what a site's theme sends says nothing", MANY,
     FOUND("\"facetFilters\":[\"language:zh-Hant\",[\"docusaurus_tag:default\"],\"domain:門診\"]"),
     0, "results.0.nbHits", "2"},
    {"also as one of several that would do", MANY,
     FOUND("\"facetFilters\":[[\"docusaurus_tag:x\",\"domain:門診\"]]"), 0, "results.0.nbHits",
     "4"},
    {"where a note card has not the words", MANY,
     FOUND("\"query\":\"alerts\",\"facetFilters\":[\"card:qa\"]"), 0, "results.0.nbHits", "0"},
    {"empty filters", MANY,
     FOUND("\"facetFilters\":[],\"numericFilters\":[],\"filters\":\"\",\"tagFilters\":\"\""), 0,
     "results.0.nbHits", "4"},
    {"at least", MANY, FOUND("\"numericFilters\":[\"score>=8\"]"), 0, "results.0.nbHits", "2"},
    {"more than", MANY, FOUND("\"numericFilters\":[\"score > 8\"]"), 0, "results.0.nbHits", "1"},
    {"at most", MANY, FOUND("\"numericFilters\":[\"year<=2021\"]"), 0, "results.0.nbHits", "2"},
    {"less than", MANY, FOUND("\"numericFilters\":[\"score<7.5\"]"), 0, "results.0.nbHits", "0"},
    {"exactly", MANY, FOUND("\"numericFilters\":[\"score = 7.5\"]"), 0, "results.0.nbHits", "1"},
    {"anything else", MANY, FOUND("\"numericFilters\":[\"score != 9\"]"), 0, "results.0.nbHits",
     "3"},
    {"from to", MANY, FOUND("\"numericFilters\":[\"score:7 TO 8\"]"), 0, "results.0.nbHits", "2"},
    {"either number", MANY, FOUND("\"numericFilters\":[[\"score=9\",\"year=2019\"]]"), 0,
     "results.0.nbHits", "2"},
    {"numbers no card has", MANY, FOUND("\"numericFilters\":[\"year>3000\",\"score>=-4\"]"), 0,
     "results.0.nbHits", "0"},
    {"an expression", MANY, FOUND("\"filters\":\"domain:\\\"急診\\\" AND score >= 8.5\""), 0,
     "results.0.nbHits", "1"},
    {"with OR and parentheses", MANY,
     FOUND("\"filters\":\"(journal:JAMA OR score:8 TO 8.5) AND NOT year < 2020\""), 0,
     "results.0.nbHits", "1"},
    {"NOT of a group", MANY, FOUND("\"filters\":\"NOT (domain:門診 OR domain:急診)\""), 0,
     "results.0.nbHits", "1"},
    {"AND before OR", MANY, FOUND("\"filters\":\"score=9 AND year=2019 OR journal:'JAMA'\""), 0,
     "results.0.nbHits", "1"},
    {"a name of several words", MANY, FOUND("\"filters\":\"journal:\\\"Annals of Triage\\\"\""), 0,
     "results.0.nbHits", "1"},
    {"a number that names an article", MANY, FOUND("\"filters\":\"pmid:38413730\""), 0,
     "results.0.nbHits", "1"},
    {"filters of all kinds go together", MANY,
     FOUND("\"filters\":\"year > 2000\",\"numericFilters\":[\"score<9\"],\"facetFilters\":[["
           "\"domain:門診\"]]"),
     0, "results.0.nbHits", "1"},
};

static const struct asking_row facets[] = {
    {"facets of what was found", ONE, "{\"query\":\"sepsis\",\"facets\":[\"domain\"]}", 0, "facets",
     "{\"domain\":{\"急診\":2,\"門診\":2}}"},
    {"a filter narrows its own facet", ONE,
     "{\"query\":\"sepsis\",\"facets\":\"domain\",\"facetFilters\":[[\"domain:急診\"]]}", 0,
     "facets", "{\"domain\":{\"急診\":2,\"門診\":1}}"},
    {"and that of note cards", ONE,
     "{\"query\":\"sepsis\",\"facets\":\"card\",\"facetFilters\":[[\"card:core\"]]}", 0, "facets",
     "{\"card\":{\"core\":1}}"},
    {"a client asks for the other values itself", MANY,
     "{\"requests\":[{\"indexName\":\"x\",\"query\":\"sepsis\",\"facets\":[\"domain\",\"year\"],"
     "\"facetFilters\":[[\"domain:急診\"]]},{\"indexName\":\"x\",\"query\":\"sepsis\","
     "\"hitsPerPage\":0,\"facets\":\"domain\"}]}",
     0, "results.1.facets", "{\"domain\":{\"急診\":2,\"門診\":2}}"},
    {"all facets", ONE, "{\"query\":\"sepsis\",\"facets\":[\"*\"]}", 0, "facets.#", "5"},
    {"those of a theme are none", ONE, "{\"query\":\"sepsis\",\"facets\":[\"language\",\"score\"]}",
     0, "facets", "{\"score\":{\"9\":1,\"8\":1,\"7.5\":1}}"},
    {"at most so many values", ONE,
     "{\"query\":\"sepsis\",\"facets\":[\"score\"],\"maxValuesPerFacet\":1}", 0, "facets",
     "{\"score\":{\"9\":1}}"},
    {"statistics of numbers", ONE,
     "{\"query\":\"sepsis\",\"facets\":[\"score\",\"domain\"],\"filters\":\"domain:門診\"}", 0,
     "facets_stats", "{\"score\":{\"min\":7.5,\"max\":9,\"avg\":8.25,\"sum\":16.5}}"},
    {"values that hold a text", "/1/indexes/cards/facets/domain/query",
     "{\"facetQuery\":\"急\",\"query\":\"sepsis\"}", 0, "facetHits",
     "[{\"value\":\"急診\",\"highlighted\":\"<em>急</em>診\",\"count\":2}]"},
    {"among other requests", MANY,
     ASK("\"type\":\"facet\",\"facet\":\"domain\",\"params\":\"facetQuery=%E9%96%80\""), 0,
     "results.0.facetHits.0.count", "2"},
};

#define DOCSEARCH                                                                                  \
    "\"attributesToRetrieve\":[\"hierarchy.lvl0\",\"content\",\"type\",\"url\"],"                  \
    "\"attributesToSnippet\":[\"hierarchy.lvl1:10\",\"content:10\"],\"highlightPreTag\":"          \
    "\"<mark>\",\"highlightPostTag\":\"</mark>\""

static const struct asking_row docsearch[] = {
    {"an article and its passages", ONE, "{\"query\":\"alerts\"," DOCSEARCH "}", 0, "hits.0.type",
     "\"lvl1\""},
    {"whose page they have", ONE, "{\"query\":\"alerts\"," DOCSEARCH "}", 0,
     "hits.1.hierarchy.lvl1", "\"Sepsis alerts\""},
    {"no more records than asked for", ONE,
     "{\"query\":\"sepsis\",\"hitsPerPage\":3," DOCSEARCH "}", 0, "hits.#", "3"},
    {"how many articles", ONE, "{\"query\":\"sepsis\",\"hitsPerPage\":3," DOCSEARCH "}", 0,
     "nbHits", "3"},
    {"what it inserts as HTML is escaped", ONE,
     "{\"query\":\"sepsis score\",\"filters\":\"journal:JAMA\"," DOCSEARCH "}", 0,
     "hits.0.hierarchy.lvl1", "\"Sepsis &lt;script&gt;run(1)&lt;/script&gt; &amp; co\""},
    {"with marks and without", ONE,
     "{\"query\":\"sepsis score\",\"filters\":\"journal:JAMA\"," DOCSEARCH "}", 0,
     "hits.1._snippetResult.content.value",
     "\"A &lt;b&gt;<mark>sepsis</mark>&lt;/b&gt; <mark>score</mark>.\""},
};

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

static const struct asking_row mistakes[] = {
    {"no body", MANY, "", 400, "message", "\"the body is empty: it has to be a JSON object\""},
    {"no JSON", MANY, "{\"requests\":\n[}", 400, "message",
     "\"the body is not JSON: line 2, column 2: unexpected token near '}'\""},
    {"no object", MANY, "[1]", 400, "message", "\"the body is not a JSON object\""},
    {"no UTF-8", MANY, "{\"requests\":\"\xff\"}", 400, "message",
     "\"the body is not UTF-8: byte 0xff cannot stand at 13\""},
    {"a NUL", MANY, "{\"requests\":\"\\u0000\"}", 400, "status", "400"},
    {"a member twice", MANY, "{\"requests\":[],\"requests\":[]}", 400, "status", "400"},
    {"too deep", MANY, "{\"requests\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}", 400, "message",
     "\"the body has more than 16 brackets within each other\""},
    {"no requests", MANY, "{}", 400, "message", "\"requests: there has to be a list of them\""},
    {"a request that is none", MANY, "{\"requests\":[{},1]}", 400, "message",
     "\"requests[1]: not an object\""},
    {"an unknown parameter", MANY, ASK("\"hitPerPage\":3"), 400, "message",
     "\"requests[0]: hitPerPage: there is no such parameter: did you mean hitsPerPage?\""},
    {"one in a form", ONE, "{\"params\":\"foo=1\"}", 400, "message",
     "\"foo: there is no such parameter\""},
    {"a bad form", ONE, "{\"params\":\"query=%zz\"}", 400, "status", "400"},
    {"a number that is none", ONE, "{\"page\":\"x\"}", 400, "message",
     "\"page: not a whole number from 0 to 10000\""},
    {"too many hits", ONE, "{\"hitsPerPage\":201}", 400, "message",
     "\"hitsPerPage: not a whole number from 0 to 200\""},
    {"a long text at each mark", ONE, "{\"highlightPostTag\":\"" FIFTY FIFTY FIFTY FIFTY "!\"}",
     400, "message", "\"highlightPostTag: not a text of at most 200 bytes\""},
    {"a short one", ONE, "{\"highlightPostTag\":\"" FIFTY FIFTY FIFTY FIFTY "\"}", 0, "nbHits",
     "4"},
    {"pages too far away", ONE, "{\"hitsPerPage\":200,\"page\":51}", 400, "message",
     "\"page: nobody can turn further than to hit 10000\""},
    {"what this engine cannot do", ONE, "{\"aroundLatLng\":\"1,2\"}", 400, "message",
     "\"aroundLatLng: this engine cannot do that\""},
    {"an attribute to filter by", ONE, "{\"facetFilters\":[[\"domain:a\",\"color:red\"]]}", 400,
     "message",
     "\"facetFilters[0][1]: no card has the attribute \\\"color\\\": those to filter by are "
     "domain, "
     "journal, year, score, card, pmid and doi\""},
    {"a filter without a value", ONE, "{\"facetFilters\":\"domain\"}", 400, "message",
     "\"facetFilters[0]: \\\"domain\\\" is not of the form attribute:value\""},
    {"a list too deep", ONE, "{\"facetFilters\":[[[\"domain:a\"]]]}", 400, "message",
     "\"facetFilters[0][0]: neither a text nor a list of texts\""},
    {"a note card", ONE, "{\"facetFilters\":\"card:x\"}", 400, "message",
     "\"facetFilters[0]: \\\"x\\\" is no note card: they are core, paraphrase, qa and "
     "exceptions\""},
    {"text compared", ONE, "{\"numericFilters\":[\"domain > 3\"]}", 400, "message",
     "\"numericFilters[0]: domain is text: only score and year are numbers to compare\""},
    {"a number's value that is text", ONE, "{\"facetFilters\":\"year:now\"}", 400, "message",
     "\"facetFilters[0]: year is a number: not \\\"now\\\"\""},
    {"no operator", ONE, "{\"filters\":\"score 8\"}", 400, "message",
     "\"filters: character 7: a colon or a comparison expected, not 8\""},
    {"no end", ONE, "{\"filters\":\"score > 8 AND (year = 2024\"}", 400, "message",
     "\"filters: AND, OR or ) expected at the end\""},
    {"an open quotation", ONE, "{\"filters\":\"domain:\\\"急\"}", 400, "message",
     "\"filters: character 8: no quotation mark ends what begins there\""},
    {"a small and", ONE, "{\"filters\":\"score > 8 and year > 2000\"}", 400, "message",
     "\"filters: character 11: AND or OR expected, not and year > 2000\""},
    {"a facet there is not", ONE, "{\"facets\":[\"color\"]}", 400, "message",
     "\"facets: \\\"color\\\" is no facet: they are domain, score, year, journal and card\""},
};

/* More than there may be of what is counted. */
static void test_limits(struct asking *asking)
{
    struct ls_buf body = {0};
    ls_buf_add_str(&body, "{\"requests\":[{}");
    for (int i = 0; i < 50; i++) {
        ls_buf_add_str(&body, ",{}");
    }
    ls_buf_add_str(&body, "]}");
    asking_send(asking, MANY, body.ptr);
    tap_is_str(asking_at(asking, "message"), "\"requests: there are 51, and may be 50\"",
               "too many requests");
    ls_buf_clear(&body);
    ls_buf_add_str(&body, "{\"facetFilters\":[[\"year:1\"");
    for (int i = 0; i < 500; i++) {
        ls_buf_add_str(&body, ",\"year:2\"");
    }
    ls_buf_add_str(&body, "]]}");
    asking_send(asking, ONE, body.ptr);
    tap_is_str(asking_at(asking, "message"), "\"facetFilters[0][500]: more than 500 conditions\"",
               "too many conditions");
    ls_buf_clear(&body);
    ls_buf_add_str(&body, "{\"filters\":\"");
    for (int i = 0; i < 33; i++) {
        ls_buf_add_str(&body, "(");
    }
    ls_buf_add_str(&body, "year=1\"}");
    asking_send(asking, ONE, body.ptr);
    tap_is_str(asking_at(asking, "message"),
               "\"filters: more than 32 parentheses within each other\"", "too many parentheses");
    ls_buf_free(&body);
}

#define TEST(rows) asking_test(&asking, rows, sizeof rows / sizeof *rows)

int main(void)
{
    struct asking asking;
    asking_open(&asking, cards, CARD_COUNT);
    TEST(replies);
    TEST(filters);
    TEST(facets);
    TEST(docsearch);
    TEST(mistakes);
    test_limits(&asking);
    asking_close(&asking);
    return tap_done();
}
