#include "server/routes/ask.h"

#include "base/interval.h"
#include "base/nearest.h"
#include "query/passage/headings.h"
#include "query/suggest/suggest.h"

enum { SCORE_MAX = 10, YEAR_MIN = 1, YEAR_MAX = 9999, LIMIT_DEFAULT = 10 };

/* What the parameters say, before it is put together. */
struct asking {
    struct ls_request *request;
    struct ls_arena *arena;
    const struct ls_param *param; /* the one being read */
    unsigned long page;           /* from 1; 0: not said */
};

typedef enum ls_status param_reader(struct asking *asking, struct ls_error *err);

static enum ls_status fail_value(const struct asking *asking, const char *wanted,
                                 struct ls_error *err)
{
    return ls_fail(err, LS_USAGE, "%.*s=%.*s: %s", LS_SPAN_ARG(asking->param->name),
                   LS_SPAN_ARG(asking->param->value), wanted);
}

/* A command line may ask what takes minutes; a server has others who wait. */
static enum ls_status read_text(struct asking *asking, struct ls_error *err)
{
    asking->request->text = asking->param->value;
    return asking->param->value.len <= LS_ASK_TEXT_BYTES_MAX
               ? LS_OK
               : ls_fail(err, LS_USAGE, "q has %zu bytes: at most %d", asking->param->value.len,
                         LS_ASK_TEXT_BYTES_MAX);
}

/* An empty id is none: what a form sends with nothing in the field. */
static enum ls_status read_like(struct asking *asking, struct ls_error *err)
{
    (void)err;
    if (asking->param->value.len > 0) {
        asking->request->kind = LS_REQUEST_LIKE;
        asking->request->text = asking->param->value;
    }
    return LS_OK;
}

static enum ls_status add_name(struct asking *asking, const struct ls_span **names, size_t *count,
                               struct ls_error *err)
{
    struct ls_span name = ls_span_trim(asking->param->value);
    struct ls_span *list = (struct ls_span *)*names;
    struct ls_span *room = name.len > 0 ? LS_ARENA_PUSH(asking->arena, list, count) : NULL;
    if (room) {
        *room = name;
        *names = list;
    }
    return room || name.len == 0 ? LS_OK : ls_fail_memory(err);
}

static enum ls_status read_domain(struct asking *asking, struct ls_error *err)
{
    struct ls_filters *filters = &asking->request->filters;
    return add_name(asking, &filters->domains, &filters->domain_count, err);
}

static enum ls_status read_journal(struct asking *asking, struct ls_error *err)
{
    struct ls_filters *filters = &asking->request->filters;
    return add_name(asking, &filters->journals, &filters->journal_count, err);
}

static enum ls_status read_card(struct asking *asking, struct ls_error *err)
{
    struct ls_filters *filters = &asking->request->filters;
    enum ls_part part = LS_PART_CORE;
    if (asking->param->value.len == 0) {
        return LS_OK;
    }
    while (part < LS_PART_COUNT &&
           !ls_span_equal(asking->param->value, ls_span_str(ls_part_name(part)))) {
        part++;
    }
    if (part == LS_PART_COUNT) {
        return fail_value(asking, "must be core, paraphrase, qa or exceptions", err);
    }
    enum ls_part *cards = (enum ls_part *)filters->cards;
    enum ls_part *room = LS_ARENA_PUSH(asking->arena, cards, &filters->card_count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = part;
    filters->cards = cards;
    return LS_OK;
}

static enum ls_status read_interval(struct asking *asking, double min, double max,
                                    bool single_is_min, struct ls_interval *interval,
                                    struct ls_error *err)
{
    struct ls_interval_text text = ls_interval_split(asking->param->value);
    double lo, hi;
    if (asking->param->value.len == 0) {
        return LS_OK;
    }
    if (ls_interval_read(text, min, max, &lo, &hi) != LS_INTERVAL_FINE) {
        return ls_fail(err, LS_USAGE,
                       "%.*s=%.*s: write MIN, MIN.., ..MAX or MIN..MAX with numbers from %g to %g, "
                       "the lower one first",
                       LS_SPAN_ARG(asking->param->name), LS_SPAN_ARG(asking->param->value), min,
                       max);
    }
    *interval = (struct ls_interval){
        .wanted = true, .lo = lo, .hi = text.is_single && single_is_min ? max : hi};
    return LS_OK;
}

static enum ls_status read_score(struct asking *asking, struct ls_error *err)
{
    return read_interval(asking, 0, SCORE_MAX, true, &asking->request->filters.score, err);
}

static enum ls_status read_year(struct asking *asking, struct ls_error *err)
{
    return read_interval(asking, YEAR_MIN, YEAR_MAX, false, &asking->request->filters.year, err);
}

static enum ls_status read_number(struct asking *asking, unsigned long min, unsigned long max,
                                  unsigned long *number, struct ls_error *err)
{
    if (ls_digits_read(asking->param->value, number) && *number >= min && *number <= max) {
        return LS_OK;
    }
    return ls_fail(err, LS_USAGE, "%.*s=%.*s: must be a whole number from %lu to %lu",
                   LS_SPAN_ARG(asking->param->name), LS_SPAN_ARG(asking->param->value), min, max);
}

static enum ls_status read_limit(struct asking *asking, struct ls_error *err)
{
    unsigned long number = 0;
    enum ls_status status = read_number(asking, 0, LS_ASK_LIMIT_MAX, &number, err);
    asking->request->window.limit = (uint32_t)number;
    return status;
}

static enum ls_status read_offset(struct asking *asking, struct ls_error *err)
{
    unsigned long number = 0;
    enum ls_status status = read_number(asking, 0, LS_ASK_OFFSET_MAX, &number, err);
    asking->request->window.offset = (uint32_t)number;
    return status;
}

static enum ls_status read_headings(struct asking *asking, struct ls_error *err)
{
    unsigned long number = 0;
    enum ls_status status = read_number(asking, 0, LS_HEADINGS_MAX, &number, err);
    asking->request->headings = (unsigned)number;
    return status;
}

static enum ls_status read_page(struct asking *asking, struct ls_error *err)
{
    return read_number(asking, 1, LS_ASK_OFFSET_MAX, &asking->page, err);
}

/* Which of the words a value is. */
static enum ls_status read_choice(struct asking *asking, const char *const *words, size_t count,
                                  const char *wanted, size_t *choice, struct ls_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (ls_span_equal(asking->param->value, ls_span_str(words[i]))) {
            *choice = i;
            return LS_OK;
        }
    }
    return fail_value(asking, wanted, err);
}

static enum ls_status read_sort(struct asking *asking, struct ls_error *err)
{
    static const char *const words[] = {[LS_SORT_RELEVANCE] = "relevance",
                                        [LS_SORT_SCORE] = "score",
                                        [LS_SORT_YEAR] = "year",
                                        [LS_SORT_TITLE] = "title"};
    size_t choice = LS_SORT_RELEVANCE;
    enum ls_status status = read_choice(asking, words, sizeof words / sizeof *words,
                                        "must be relevance, score, year or title", &choice, err);
    asking->request->window.sort = (enum ls_sort)choice;
    return status;
}

static enum ls_status read_match(struct asking *asking, struct ls_error *err)
{
    static const char *const words[] = {
        [LS_MATCH_BEST] = "best", [LS_MATCH_ALL] = "all", [LS_MATCH_ANY] = "any"};
    size_t choice = LS_MATCH_BEST;
    enum ls_status status = read_choice(asking, words, sizeof words / sizeof *words,
                                        "must be best, all or any", &choice, err);
    asking->request->window.matching = (enum ls_matching)choice;
    return status;
}

static enum ls_status read_format(struct asking *asking, struct ls_error *err)
{
    static const char *const words[] = {
#define X(name, choice) [LS_QUERY_FORMAT_##name] = #choice,
        LS_QUERY_FORMAT_TABLE(X)
#undef X
    };
    size_t choice = LS_QUERY_FORMAT_JSON;
    enum ls_status status =
        read_choice(asking, words, sizeof words / sizeof *words,
                    "must be json, jsonl, tsv, html, bibtex, ris, nbib or csl", &choice, err);
    asking->request->has_format = true;
    asking->request->format = (enum ls_query_format)choice;
    bool is_ours = choice != LS_QUERY_FORMAT_TEXT && choice != LS_QUERY_FORMAT_TREC;
    return status == LS_OK && !is_ours
               ? fail_value(asking, "is for terminals and run files, not for this server", err)
               : status;
}

static enum ls_status read_yes(struct asking *asking, bool *is_wanted, struct ls_error *err)
{
    static const char *const words[] = {"0", "1", "false", "true"};
    size_t choice = 0;
    enum ls_status status =
        read_choice(asking, words, sizeof words / sizeof *words, "must be 0 or 1", &choice, err);
    *is_wanted = choice % 2 == 1;
    return status;
}

static enum ls_status read_facets(struct asking *asking, struct ls_error *err)
{
    return read_yes(asking, &asking->request->facets, err);
}

static enum ls_status read_explain(struct asking *asking, struct ls_error *err)
{
    return read_yes(asking, &asking->request->explain, err);
}

static enum ls_status read_feedback(struct asking *asking, struct ls_error *err)
{
    return read_yes(asking, &asking->request->feedback, err);
}

static enum ls_status read_plain(struct asking *asking, struct ls_error *err)
{
    return read_yes(asking, &asking->request->is_plain, err);
}

static enum ls_status read_typing(struct asking *asking, struct ls_error *err)
{
    return read_yes(asking, &asking->request->typing, err);
}

static enum ls_status read_expand(struct asking *asking, struct ls_error *err)
{
    bool is_wanted = true;
    enum ls_status status = read_yes(asking, &is_wanted, err);
    asking->request->no_expand = !is_wanted;
    return status;
}

static enum ls_status read_nothing(struct asking *asking, struct ls_error *err)
{
    (void)asking;
    (void)err;
    return LS_OK;
}

enum {
    SEARCH = 1 << LS_ASK_SEARCH | 1 << LS_ASK_PAGE,
    PAGE = 1 << LS_ASK_PAGE,
    SUGGEST = 1 << LS_ASK_SUGGEST,
    CARD = 1 << LS_ASK_CARD
};

static const struct {
    const char *name;
    unsigned kinds; /* of those who ask so */
    param_reader *read;
} rows[] = {
    {"q", SEARCH | SUGGEST, read_text},
    {"like", SEARCH, read_like},
    {"domain", SEARCH, read_domain},
    {"score", SEARCH, read_score},
    {"year", SEARCH, read_year},
    {"journal", SEARCH, read_journal},
    {"card", SEARCH, read_card},
    {"sort", SEARCH, read_sort},
    {"limit", SEARCH | SUGGEST, read_limit},
    {"offset", SEARCH, read_offset},
    {"page", SEARCH, read_page},
    {"match", SEARCH, read_match},
    {"facets", SEARCH, read_facets},
    {"format", SEARCH | SUGGEST | CARD, read_format},
    {"expand", SEARCH, read_expand},
    {"plain", SEARCH, read_plain},
    {"typing", SEARCH, read_typing},
    {"headings", SEARCH, read_headings},
    {"feedback", SEARCH, read_feedback},
    {"explain", SEARCH, read_explain},
    {"lang", PAGE | CARD, read_nothing},
    {"part", PAGE, read_nothing},
};
enum { ROW_COUNT = sizeof rows / sizeof *rows };

static enum ls_status fail_unknown(struct ls_span name, enum ls_ask_kind kind, struct ls_error *err)
{
    struct ls_nearest nearest;
    ls_nearest_init(&nearest, name);
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (rows[i].kinds & 1u << kind) {
            ls_nearest_try(&nearest, ls_span_str(rows[i].name));
        }
    }
    return nearest.best.ptr
               ? ls_fail(err, LS_USAGE, "there is no parameter %.*s: did you mean %.*s?",
                         LS_SPAN_ARG(name), LS_SPAN_ARG(nearest.best))
               : ls_fail(err, LS_USAGE, "there is no parameter %.*s", LS_SPAN_ARG(name));
}

/* A page is for people, who bring what other sites hung on its address; marks of those who count
 * visits, and of those who want no cached answer, are nobody's mistake either. */
static bool is_foreign(struct ls_span name, enum ls_ask_kind kind)
{
    return kind == LS_ASK_PAGE || ls_span_starts_with(name, LS_SPAN("_")) ||
           ls_span_starts_with(name, LS_SPAN("utm_"));
}

static enum ls_status read_param(struct asking *asking, enum ls_ask_kind kind, struct ls_error *err)
{
    struct ls_span name = asking->param->name;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (rows[i].kinds & 1u << kind && ls_span_equal(name, ls_span_str(rows[i].name))) {
            return rows[i].read(asking, err);
        }
    }
    return is_foreign(name, kind) ? LS_OK : fail_unknown(name, kind, err);
}

/* Pages are as long as the limit says, wherever it stood. */
static enum ls_status place_window(struct asking *asking, struct ls_error *err)
{
    struct ls_window *window = &asking->request->window;
    unsigned long offset = asking->page > 0 ? (asking->page - 1) * window->limit : window->offset;
    if (offset > LS_ASK_OFFSET_MAX) {
        return ls_fail(err, LS_USAGE, "page=%lu: answers go no further than number %d",
                       asking->page, LS_ASK_OFFSET_MAX);
    }
    window->offset = (uint32_t)offset;
    return LS_OK;
}

static enum ls_status check_suggestions(const struct ls_request *request, struct ls_error *err)
{
    return request->has_format && request->format != LS_QUERY_FORMAT_JSON
               ? ls_fail(err, LS_USAGE, "format: suggestions are JSON")
               : LS_OK;
}

static struct ls_request request_of(enum ls_ask_kind kind)
{
    struct ls_request request = {.text = LS_SPAN(""), .format = LS_QUERY_FORMAT_JSON};
    request.kind = kind == LS_ASK_SUGGEST ? LS_REQUEST_SUGGEST
                   : kind == LS_ASK_CARD  ? LS_REQUEST_SHOW
                                          : LS_REQUEST_SEARCH;
    request.window.limit = kind == LS_ASK_SUGGEST ? LS_SUGGEST_LIMIT_DEFAULT : LIMIT_DEFAULT;
    return request;
}

enum ls_status ls_ask_read(const struct ls_params *params, enum ls_ask_kind kind,
                           struct ls_arena *arena, struct ls_request *request, struct ls_error *err)
{
    struct asking asking = {.request = request, .arena = arena};
    enum ls_status status = LS_OK;
    *request = request_of(kind);
    for (size_t i = 0; status == LS_OK && i < params->count; i++) {
        asking.param = &params->items[i];
        status = read_param(&asking, kind, err);
    }
    if (status == LS_OK && kind == LS_ASK_SUGGEST) {
        return check_suggestions(request, err);
    }
    return status == LS_OK ? place_window(&asking, err) : status;
}
