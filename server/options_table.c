#include "server/options_table.h"

#include "server/algolia/query.h"
#include "server/meili/query.h"

static const char *const synopses[] = {"[OPTION]...", NULL};

static const struct ls_option options[] = {
    {.id = LS_SERVER_OPTION_DB,
     .name = "db",
     .arg = "DIR",
     .complete = LS_COMPLETE_DIR,
     .help =
         "Serve the index in the folder DIR. Without it, LITSEARCH_DB names the folder, else it "
         "is litsearch/index below the folder for your data. May be given several times: they "
         "are searched as one."},
    {.id = LS_SERVER_OPTION_LISTEN,
     .letter = 'l',
     .name = "listen",
     .arg = "ADDR:PORT",
     .help =
         "Listen at this address, a numeric one. The default is 127.0.0.1:7700, which only this "
         "machine reaches; port 0 is any free one."},
    {.id = LS_SERVER_OPTION_BASE_URL,
     .name = "base-url",
     .arg = "URL",
     .help = "The articles are pages of the site at URL, whatever the index says of them: "
             "litsearch-index(1) tells how."},
    {.id = LS_SERVER_OPTION_ROOT,
     .name = "root",
     .arg = "URL",
     .help = "Readers find this server at URL, where a proxy passes requests on to it: for the "
             "addresses it tells of itself. Without it they are those the request was sent to."},
    {.id = LS_SERVER_OPTION_ORIGIN,
     .name = "origin",
     .arg = "URL",
     .help = "Pages of this site, such as https://example.org, may ask from a browser; * are those "
             "of all sites. May be given several times."},
    {.id = LS_SERVER_OPTION_THREADS,
     .name = "threads",
     .arg = "N",
     .help = "Answer N requests at a time. The default is one for each processor core."},
    {.id = LS_SERVER_OPTION_TIME_LIMIT,
     .name = "time-limit",
     .arg = "MS",
     .help = "Answer 503 to what takes longer than this many milliseconds from when all of it has "
             "come, the waiting included. The default is 2000."},
    {.id = LS_SERVER_OPTION_CONNECTIONS,
     .name = "connections",
     .arg = "N",
     .help = "Keep at most N connections open. The default is 16384, or what the system allows."},
    {.id = LS_SERVER_OPTION_CACHE,
     .name = "cache",
     .arg = "MB",
     .help =
         "Keep answers in this much memory for those who ask the same, until the index changes. "
         "The default is 32; 0 keeps none."},
    {.id = LS_SERVER_OPTION_MEMORY,
     .name = "memory",
     .arg = "MB",
     .help =
         "Keep so much of the index in memory: its terms, where each word stands, and cards and "
         "postings as they are read. Searches are several times as fast once that is there, which "
         "/metrics tells as litsearch_ready; until then, after the start and after each change of "
         "the index, they are answered from the disk. The default is an eighth of the machine's "
         "memory, at most 2048; 0 keeps none."},
    {.id = LS_SERVER_OPTION_QUIET, .letter = 'q', .name = "quiet", .help = "Do not log requests."},
    LS_OPTION_HELP(LS_SERVER_OPTION_HELP),
    LS_OPTION_VERSION(LS_SERVER_OPTION_VERSION),
};

static const struct ls_program_section sections[] = {
    {.title = "Examples",
     .in_help = true,
     .text = "  litsearch-serve --db notes.idx\n"
             "  litsearch-serve --origin https://example.org --root https://example.org/search\n"
             "  curl 'http://127.0.0.1:7700/search?q=hallucination+bias&score=8&limit=5'"},
    {.title = "Addresses",
     .text =
         "/\tThe search page, for people. Its parameters are those of /search, and lang=en, "
         "zh-Hant "
         "or zh-Hans; without it the page is in the language of the browser. It needs no "
         "script.\n\n"
         "/search\tAn answer as litsearch(1) gives it with --format json, see litsearch-json(5). "
         "Parameters: q, the query, of at most 4096 bytes; domain, journal, card (several times: "
         "any of them), score and "
         "year (MIN..MAX); typing=1 when the query is still being typed, so that its last word may "
         "go "
         "on; headings=N for at most N headings of each article, up to 8; sort, limit (at most "
         "100), offset or page; facets=1; match=best, all "
         "or any; expand=0, feedback=1, plain=1, explain=1 as the options of litsearch(1); "
         "like=ID for articles like one; format=jsonl, tsv, html, bibtex, ris, nbib or csl. "
         "Without q all cards that pass the filters are found.\n\n"
         "/suggest\tWhat may be typed next, for q, as OpenSearch has it; with format=json as "
         "litsearch(1) gives it with --suggest.\n\n"
         "/card/ID\tAn article by its id, PMID or DOI: its card in JSON, or with format= as a "
         "citation; as a page with format=html, and for those whose Accept asks for HTML, such as "
         "browsers.\n\n"
         "POST /1/indexes/*/queries\tA search as Algolia's clients send it, of version 4 and 5; "
         "/1/indexes/NAME/query too. What the engine cannot say is refused, not left out.\n\n"
         "POST /indexes/NAME/search\tA search as Meilisearch's clients send it; /multi-search "
         "too.\n\n"
         "/opensearch.xml\tHow a browser adds this search to its own.\n\n"
         "/health\tAnswers 200 while there is an index, else 503.\n\n"
         "/metrics\tWhat the server counts of itself, for Prometheus.\n\n"
         "Errors are JSON: {\"version\":1,\"error\":{\"status\":…,\"message\":…,\"place\":…}}, "
         "where place is the bytes of the query that are wrong. Answers have an ETag, which "
         "changes "
         "with the index, and gzip where it is wanted."},
    {.title = "Clients of Algolia",
     .text =
         "algoliasearch 4 and 5, InstantSearch, DocSearch and the search page of Docusaurus' own "
         "theme get the articles as hits: objectID, url, type, hierarchy, id, path, title, "
         "title_en, title_zh, pmid, doi, journal, year, score, domain, authors, card, heading, "
         "anchor and content, which is the best passage. The name of the index does not matter, "
         "but an index cards_score_desc, cards_year_desc or cards_title_asc is in that order. "
         "DocSearch gets a record for each article and for the sections that answer.\n\n"
         "Hits are the articles that hold all words; when there is none, those that hold some, or "
         "with optionalWords always. The last word may be half a word, unless queryType is "
         "prefixNone. The query is one of litsearch-query(7); what is none is plain words.\n\n"
         "One may filter by domain, journal, year, score, card, pmid and doi, with filters, "
         "facetFilters and numericFilters, joined as one likes; language, lang, version and "
         "docusaurus_tag say nothing. Facets are domain, score, year, journal and card. Tags "
         "of marks such as <em> make the marked text HTML, in which all else is escaped; with "
         "others it is plain text.",
     .add = ls_algolia_manual_add},
    {.title = "Clients of Meilisearch",
     .text =
         "meilisearch and instant-meilisearch get the same hits, but for objectID, type and "
         "hierarchy, and may filter by the same attributes: with =, !=, <, <=, >, >=, TO, IN, AND, "
         "OR, NOT and parentheses; EXISTS and IS NULL of score, year and card only. sort is "
         "score:desc, year:desc or title:asc. With matchingStrategy all no article is found that "
         "holds only some of the words.",
     .add = ls_meili_manual_add},
    {.title = "Running",
     .text =
         "The server follows the index: what litsearch-index(1) writes is served from then on, "
         "and an index that is removed is answered with 503 until there is one again. It writes "
         "one "
         "line for each request on standard error: time, client, method, address, status, bytes, "
         "milliseconds. SIGTERM and SIGINT end it once the requests under way are answered; a "
         "second "
         "one ends it at once.\n\n"
         "It has no encryption and no passwords: put a proxy such as nginx before it where others "
         "than this machine are to reach it."},
};

const struct ls_program ls_server_program = {
    .name = "litsearch-serve",
    .summary = "serve literature notes to search boxes",
    .synopses = synopses,
    .operand = "argument",
    .description =
        "litsearch-serve answers searches over HTTP in the index that litsearch-index(1) has made: "
        "with a page for people, JSON for programs, and in the manner of Algolia and Meilisearch "
        "for search boxes that exist.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .sections = sections,
    .section_count = sizeof sections / sizeof *sections,
    .see_also = "litsearch(1), litsearch-index(1), litsearch-json(5), litsearch-query(7)",
};
