/* litsearch: full-text search in literature notes, English and Chinese.
 *
 * The library behind the programs litsearch and litsearch-index. This header is its manual, to be
 * read top to bottom:
 *
 *     status    what functions return, and why
 *     text      bytes lent by an object
 *     index     open one or several indexes for reading
 *     query     words, filters, order and page of what is asked for
 *     search    ask: a search, one article by name, articles like one
 *     answer    counts, facets, all of it as JSON, HTML, a citation list …
 *     hit       one article found: its citation and the passage that matched
 *     suggest   what may be typed next
 *     builder   make an index from cards, or bring one up to date
 *
 * Four laws hold everywhere, and the functions below do not repeat them:
 *
 * 1. Shape. A function that can fail returns `enum litsearch_status` and takes the object, its
 *    inputs, its outputs and `struct litsearch_error *err`, in this order. An object that comes out
 *    is NULL unless a comment says otherwise of a status. `err` may be NULL; otherwise it is
 *    overwritten, on success with LITSEARCH_OK and an empty message. An object or output that must
 *    be there but is NULL is LITSEARCH_USAGE; accessors answer for NULL as for something empty. The
 *    library never prints, never ends the process, and no C++ exception leaves it.
 *
 * 2. Bytes. Text is UTF-8. Paths and names go in as strings that end in NUL, a query as pointer and
 *    length (which may be LITSEARCH_TO_NUL). What goes in is copied. Text comes out as
 *    `struct litsearch_text`: borrowed from the object it was asked of, and shown as its author
 *    wrote it, in Traditional or Simplified. Positions are offsets in bytes, from 0; a range is
 *    [first, past).
 *
 * 3. Ownership. Who calls `_new`, `_open`, `_search` or `_show` owns the object that comes out and
 *    frees it with `_free`; freeing NULL does nothing. Objects may be freed in any order: an answer
 *    outlives its query and its index. Hits and facets are parts of their answer.
 *
 * 4. Threads. There is no state outside the objects. An object belongs to one thread at a time;
 *    each thread opens its own index, of the same folders if it likes.
 *
 * Compile and link with `pkg-config --cflags --libs litsearch`. Licence: GPL-2.0-or-later.
 */
#ifndef LITSEARCH_H
#define LITSEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* ---- Status -------------------------------------------------------------------------------- */

/* The numbers are the exit statuses of the programs. */
enum litsearch_status {
    LITSEARCH_OK = 0,            /* found, or done */
    LITSEARCH_NOTHING_FOUND = 1, /* ran well and found nothing */
    LITSEARCH_USAGE = 2,         /* your words: a bad query, a NULL, a name nobody knows */
    LITSEARCH_NO_INDEX = 3,      /* there is no index there */
    LITSEARCH_OTHER_SCHEMA = 4,  /* the index was made by another version: rebuild it */
    LITSEARCH_CORRUPT = 5,       /* the index is damaged: rebuild it */
    LITSEARCH_IO = 6,            /* input or output failed */
    LITSEARCH_BAD_CARD = 7,      /* some card was bad and is not in the index */
    LITSEARCH_INTERNAL = 70,     /* our fault, or memory is out */
    LITSEARCH_BUSY = 75          /* busy or overtaken: try again */
};

/* What went wrong: one line of UTF-8 that ends in NUL and says what to do about it. For a mistake
 * in a query, the bytes of the query where it is; else first and past are 0. */
struct litsearch_error {
    enum litsearch_status status;
    char message[1024];
    size_t first;
    size_t past;
};

/* "there is no index there": a string that is always there. "" for a number that is no status. */
const char *litsearch_status_text(enum litsearch_status status);

/* "0.1.0": of the library that runs. */
const char *litsearch_version(void);

/* ---- Text ---------------------------------------------------------------------------------- */

/* Borrowed bytes, not ended by NUL. ptr is NULL when the value is not known. */
struct litsearch_text {
    const char *ptr;
    size_t len;
};

/* As a length: the text ends in NUL. */
#define LITSEARCH_TO_NUL ((size_t)-1)

/* ---- Index --------------------------------------------------------------------------------- */

/* One index, or several that are searched as one. It sees what litsearch-index has done since:
 * each search is of the index as it is then. */
struct litsearch_index;

/* Opens the indexes in `count` folders. None: where $LITSEARCH_DB says, else
 * ${XDG_DATA_HOME:-~/.local/share}/litsearch/index. LITSEARCH_NO_INDEX, LITSEARCH_OTHER_SCHEMA,
 * LITSEARCH_CORRUPT, LITSEARCH_IO; LITSEARCH_USAGE when nothing says where the index is. */
enum litsearch_status litsearch_index_open(const char *const *folders, size_t count,
                                           struct litsearch_index **out,
                                           struct litsearch_error *err);
void litsearch_index_free(struct litsearch_index *index);

/* How many articles it holds now. */
enum litsearch_status litsearch_index_size(struct litsearch_index *index, uint32_t *out,
                                           struct litsearch_error *err);

/* ---- Query --------------------------------------------------------------------------------- */

/* What is asked for: text in the query language (litsearch(1)) and what restricts the articles it
 * may find. It may be changed between searches and asked of any index. */
struct litsearch_query;

enum litsearch_order {
    LITSEARCH_ORDER_RELEVANCE, /* those that fit best first */
    LITSEARCH_ORDER_SCORE,     /* the highest first */
    LITSEARCH_ORDER_YEAR,      /* the newest first */
    LITSEARCH_ORDER_TITLE      /* by the alphabet */
};

/* The note cards of an article. */
enum litsearch_card {
    LITSEARCH_CARD_NONE, /* a passage outside them, as in the abstract */
    LITSEARCH_CARD_CORE,
    LITSEARCH_CARD_PARAPHRASE,
    LITSEARCH_CARD_QA,
    LITSEARCH_CARD_EXCEPTIONS
};

/* A query with this text: the best 10 articles, no filter. The text is not read before it is
 * asked; it may be empty when a filter is set. */
enum litsearch_status litsearch_query_new(const char *text, size_t len,
                                          struct litsearch_query **out,
                                          struct litsearch_error *err);
void litsearch_query_free(struct litsearch_query *query);

/* Take the text as mere words, in which quotes and other signs mean nothing: for what somebody
 * pasted. */
void litsearch_query_set_plain(struct litsearch_query *query, bool is_plain);

/* Find also articles that say the words otherwise: in the other language, in full, in short (on at
 * first). They stand behind those that hold all words as typed. */
void litsearch_query_set_expanded(struct litsearch_query *query, bool is_wanted);

/* Show `limit` articles after the first `offset`. */
void litsearch_query_set_page(struct litsearch_query *query, uint32_t offset, uint32_t limit);

void litsearch_query_set_order(struct litsearch_query *query, enum litsearch_order order);

/* Which articles a text of several words finds. */
enum litsearch_matching {
    LITSEARCH_MATCH_BEST, /* those that hold all words before those that hold some */
    LITSEARCH_MATCH_ALL,  /* only those that hold all */
    LITSEARCH_MATCH_ANY   /* by relevance alone */
};
void litsearch_query_set_matching(struct litsearch_query *query, enum litsearch_matching matching);

/* Count facets too (litsearch_answer_facet). */
void litsearch_query_set_facets(struct litsearch_query *query, bool is_wanted);

/* Find at most so many passages (8 at most) of each article, each below another heading:
 * litsearch_hit_passage. None unless set. */
void litsearch_query_set_passages(struct litsearch_query *query, unsigned max);

/* Explain each hit's rank, in answers rendered as "text" and "json". */
void litsearch_query_set_explained(struct litsearch_query *query, bool is_wanted);

/* Put this URL before the addresses of articles (litsearch_hit_url), in the place of the index's
 * own; NULL: its own. */
enum litsearch_status litsearch_query_set_base_url(struct litsearch_query *query, const char *url,
                                                   struct litsearch_error *err);

/* Only articles of this domain of application, or of another one that is added: Traditional and
 * Simplified, capitals and not, are the same. */
enum litsearch_status litsearch_query_add_domain(struct litsearch_query *query, const char *name,
                                                 struct litsearch_error *err);

/* Only articles of this journal, or of another one that is added. */
enum litsearch_status litsearch_query_add_journal(struct litsearch_query *query, const char *name,
                                                  struct litsearch_error *err);

/* Seek the words in this note card only, or in another one that is added. LITSEARCH_USAGE for
 * LITSEARCH_CARD_NONE. */
enum litsearch_status litsearch_query_add_card(struct litsearch_query *query,
                                               enum litsearch_card card,
                                               struct litsearch_error *err);

/* Only articles with a score from lo to hi, both out of 10, or of these years; infinities are open
 * ends. Articles without a score (a year) never pass. LITSEARCH_USAGE for a NaN or lo > hi. */
enum litsearch_status litsearch_query_set_score(struct litsearch_query *query, double lo, double hi,
                                                struct litsearch_error *err);
enum litsearch_status litsearch_query_set_year(struct litsearch_query *query, double lo, double hi,
                                               struct litsearch_error *err);

/* Is the text a query? LITSEARCH_USAGE, with the place of the mistake, if not. */
enum litsearch_status litsearch_query_check(const struct litsearch_query *query,
                                            struct litsearch_error *err);

/* ---- Search -------------------------------------------------------------------------------- */

struct litsearch_answer;

/* Asks. With LITSEARCH_NOTHING_FOUND there is an answer too, which says what was counted and may
 * suggest another query. LITSEARCH_USAGE, with the place, for a mistake in the text; LITSEARCH_BUSY
 * when writers overtook the search again and again; and as litsearch_index_open. */
enum litsearch_status litsearch_search(struct litsearch_index *index,
                                       const struct litsearch_query *query,
                                       struct litsearch_answer **out, struct litsearch_error *err);

/* The one article with this id, PMID or DOI, or whose id ends so: an answer with one hit.
 * LITSEARCH_NOTHING_FOUND, without an answer, when there is none or there are several: the message
 * names them. */
enum litsearch_status litsearch_show(struct litsearch_index *index, const char *name,
                                     struct litsearch_answer **out, struct litsearch_error *err);

/* Articles like that one, by the words that tell it from the rest. The query's text does not
 * matter, its filters and page do; it may be NULL. LITSEARCH_NOTHING_FOUND, without an answer,
 * when nothing has that name. */
enum litsearch_status litsearch_like(struct litsearch_index *index, const char *name,
                                     const struct litsearch_query *query,
                                     struct litsearch_answer **out, struct litsearch_error *err);

void litsearch_answer_free(struct litsearch_answer *answer);

/* ---- Answer -------------------------------------------------------------------------------- */

/* Articles that hold all the words, whatever the page; and those that hold some. */
uint32_t litsearch_answer_total(const struct litsearch_answer *answer);
uint32_t litsearch_answer_total_some(const struct litsearch_answer *answer);
/* More that hold none of the words, but say one of them otherwise. */
uint32_t litsearch_answer_total_expanded(const struct litsearch_answer *answer);
/* More that hold all the words, but some only in sentences that many articles repeat; the last. */
uint32_t litsearch_answer_total_template(const struct litsearch_answer *answer);

/* What had to be tried: "all" when some article holds all words, else "most", "some", "parts",
 * "expanded", "template", "corrected", or "none". */
const char *litsearch_answer_step(const struct litsearch_answer *answer);

/* A query that may have been meant; unknown (NULL) when there is none. */
struct litsearch_text litsearch_answer_suggestion(const struct litsearch_answer *answer);

/* Lines for the reader, each ended by a line feed: a domain that is on no article. May be empty. */
struct litsearch_text litsearch_answer_notes(const struct litsearch_answer *answer);

/* The page of articles, best first: number 0 to count - 1; NULL beyond. */
struct litsearch_hit;
size_t litsearch_answer_count(const struct litsearch_answer *answer);
const struct litsearch_hit *litsearch_answer_hit(const struct litsearch_answer *answer, size_t i);

/* How all the articles found, not this page alone, spread over the values of a facet. */
enum litsearch_facet {
    LITSEARCH_FACET_DOMAIN,
    LITSEARCH_FACET_SCORE,
    LITSEARCH_FACET_YEAR,
    LITSEARCH_FACET_JOURNAL,
    LITSEARCH_FACET_CARD
};
struct litsearch_facet_value {
    struct litsearch_text name; /* "門診", "8", "core" */
    double number;              /* of scores and years; NaN for the others */
    uint32_t count;             /* of articles */
};

/* Value number i: of scores and years the highest first, of the others the most common. false when
 * there are no more, or facets were not asked for. */
bool litsearch_answer_facet(const struct litsearch_answer *answer, enum litsearch_facet facet,
                            size_t i, struct litsearch_facet_value *out);

/* The whole answer in a format of litsearch --format: "json", "jsonl", "tsv", "text" … The bytes
 * are borrowed from the answer until it is rendered again. LITSEARCH_USAGE, naming the formats
 * there are, for another. */
enum litsearch_status litsearch_answer_render(struct litsearch_answer *answer, const char *format,
                                              struct litsearch_text *out,
                                              struct litsearch_error *err);

/* ---- Hit ----------------------------------------------------------------------------------- */

/* What is not known is a text whose ptr is NULL, a year of 0, a score of NaN. */
struct litsearch_text litsearch_hit_id(const struct litsearch_hit *hit);    /* "a/llm-01.md" */
struct litsearch_text litsearch_hit_path(const struct litsearch_hit *hit);  /* of its file */
struct litsearch_text litsearch_hit_url(const struct litsearch_hit *hit);   /* of its page */
struct litsearch_text litsearch_hit_title(const struct litsearch_hit *hit); /* never unknown */
struct litsearch_text litsearch_hit_title_en(const struct litsearch_hit *hit);
struct litsearch_text litsearch_hit_title_zh(const struct litsearch_hit *hit);
struct litsearch_text litsearch_hit_pmid(const struct litsearch_hit *hit); /* digits */
struct litsearch_text litsearch_hit_doi(const struct litsearch_hit *hit);  /* "10.…" */
struct litsearch_text litsearch_hit_journal(const struct litsearch_hit *hit);
int litsearch_hit_year(const struct litsearch_hit *hit);
double litsearch_hit_score(const struct litsearch_hit *hit); /* 0 to 10 */

size_t litsearch_hit_domain_count(const struct litsearch_hit *hit);
struct litsearch_text litsearch_hit_domain(const struct litsearch_hit *hit, size_t i);
size_t litsearch_hit_author_count(const struct litsearch_hit *hit);
struct litsearch_text litsearch_hit_author(const struct litsearch_hit *hit, size_t i);

/* Comparable among the hits of one answer that hold equally many of its words. */
double litsearch_hit_relevance(const struct litsearch_hit *hit);

/* The passage that answers best: the note card it stands in, the heading over it, that heading's
 * anchor on the article's page, the text. */
enum litsearch_card litsearch_hit_card(const struct litsearch_hit *hit);
struct litsearch_text litsearch_hit_heading(const struct litsearch_hit *hit);
struct litsearch_text litsearch_hit_anchor(const struct litsearch_hit *hit);
struct litsearch_text litsearch_hit_snippet(const struct litsearch_hit *hit);

/* The words found in it: ranges of its bytes, ascending, none touching another. false when there
 * are no more. */
size_t litsearch_hit_mark_count(const struct litsearch_hit *hit);
bool litsearch_hit_mark(const struct litsearch_hit *hit, size_t i, size_t *first, size_t *past);

/* A section of the article's card that holds words of the query, when litsearch_query_set_passages
 * asked for them: in the order of the card. The texts live as long as the answer. */
struct litsearch_passage {
    struct litsearch_text heading;
    struct litsearch_text anchor; /* of the heading, on the article's page; absent: none */
    struct litsearch_text text;   /* a piece of the section */
    enum litsearch_card card;
    size_t mark_count;
};
size_t litsearch_hit_passage_count(const struct litsearch_hit *hit);
bool litsearch_hit_passage(const struct litsearch_hit *hit, size_t i,
                           struct litsearch_passage *out);
bool litsearch_hit_passage_mark(const struct litsearch_hit *hit, size_t i, size_t mark,
                                size_t *first, size_t *past);

/* ---- Suggest ------------------------------------------------------------------------------- */

/* What may be typed next, for a search box that completes: of each kind the best first. */
struct litsearch_suggestions;

enum litsearch_suggested {
    LITSEARCH_SUGGESTED_TERM,  /* the last word completed, behind the words before it */
    LITSEARCH_SUGGESTED_TITLE, /* of an article */
    LITSEARCH_SUGGESTED_DOMAIN /* of application */
};

/* At most `limit` (itself at most 32) of each kind for what was typed so far.
 * LITSEARCH_NOTHING_FOUND, with an empty object, when there are none. */
enum litsearch_status litsearch_suggest(struct litsearch_index *index, const char *text, size_t len,
                                        size_t limit, struct litsearch_suggestions **out,
                                        struct litsearch_error *err);
void litsearch_suggestions_free(struct litsearch_suggestions *suggestions);

/* Number i of a kind; unknown when there are no more. The id is that of a title's article. */
struct litsearch_text litsearch_suggestions_text(const struct litsearch_suggestions *suggestions,
                                                 enum litsearch_suggested kind, size_t i);
struct litsearch_text litsearch_suggestions_id(const struct litsearch_suggestions *suggestions,
                                               size_t i);

/* ---- Builder ------------------------------------------------------------------------------- */

/* Makes an index, or brings one up to date: what litsearch-index does. A run makes the next
 * generation of the index beside the current one and switches at its end, so searches go on, and
 * one that fails or is killed leaves the index as it was. */
struct litsearch_builder;

/* In the folder named; NULL: the usual place, as litsearch_index_open. */
enum litsearch_status litsearch_builder_new(const char *folder, struct litsearch_builder **out,
                                            struct litsearch_error *err);
void litsearch_builder_free(struct litsearch_builder *builder);

/* A card file, or a folder of them. Cards that are gone from a folder leave the index. Without any
 * path a run goes over the paths that the index was made from. */
enum litsearch_status litsearch_builder_add_path(struct litsearch_builder *builder,
                                                 const char *path, struct litsearch_error *err);

/* A file of documents as JSON lines. */
enum litsearch_status litsearch_builder_add_jsonl(struct litsearch_builder *builder,
                                                  const char *path, struct litsearch_error *err);

void litsearch_builder_set_rebuild(struct litsearch_builder *builder, bool is_wanted);
void litsearch_builder_set_dry_run(struct litsearch_builder *builder, bool is_wanted);
void litsearch_builder_set_jobs(struct litsearch_builder *builder, unsigned threads); /* 0: cores */
/* How long to wait when another run has the index; 0 at first. */
void litsearch_builder_set_wait(struct litsearch_builder *builder, unsigned seconds);

/* What a run did. */
struct litsearch_report {
    uint64_t in_index; /* articles after it */
    uint64_t added;
    uint64_t changed;
    uint64_t removed;
    uint64_t unchanged;
    uint64_t bad;    /* cards that could not be indexed */
    uint64_t odd;    /* indexed, with something to say about them */
    uint64_t hidden; /* left out, as the site of the index does not show them: litsearch-index(1) */
};

/* Gets a line of the report, as litsearch-index prints it, without a line feed: "a/x.md:4:11: odd:
 * …". Borrowed for the call. */
typedef void (*litsearch_line_fn)(const char *line, size_t len, void *data);

/* Runs; the lines come at the end, on the thread that called. line and report may be NULL. The
 * report is filled whatever the status. LITSEARCH_BAD_CARD when some card was bad, the others being
 * indexed; LITSEARCH_BUSY while another run has the index; LITSEARCH_USAGE, LITSEARCH_IO. */
enum litsearch_status litsearch_builder_run(struct litsearch_builder *builder,
                                            litsearch_line_fn line, void *data,
                                            struct litsearch_report *report,
                                            struct litsearch_error *err);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif
