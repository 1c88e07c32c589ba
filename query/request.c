#include "query/request.h"

#include "query/passage/headings.h"
#include "query/suggest/render.h"
#include "site/route.h"

#include <stdint.h>

enum {
    LIMIT_DEFAULT = 10,
    LIMIT_UNSAID = UINT32_MAX,
    NUMBER_MAX = INT32_MAX,
    SCORE_MAX = 10,
    YEAR_MIN = 1,
    YEAR_MAX = 9999
};

static enum ls_status add_db(const char *db, struct ls_arena *arena, struct ls_request *request,
                             struct ls_error *err)
{
    const char **room = LS_ARENA_PUSH(arena, request->dbs, &request->db_count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = db;
    return LS_OK;
}

static enum ls_status add_name(const struct ls_options *options, struct ls_arena *arena,
                               const struct ls_span **names, size_t *count, struct ls_error *err)
{
    struct ls_span name = ls_span_trim(ls_span_str(options->arg));
    if (name.len == 0) {
        return ls_fail(err, LS_USAGE, "--%s needs a name", options->taken->name);
    }
    struct ls_span *list = (struct ls_span *)*names;
    struct ls_span *room = LS_ARENA_PUSH(arena, list, count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = name;
    *names = list;
    return LS_OK;
}

static enum ls_status add_card(const struct ls_options *options, struct ls_arena *arena,
                               struct ls_filters *filters, struct ls_error *err)
{
    enum ls_part *cards = (enum ls_part *)filters->cards;
    enum ls_part *room = LS_ARENA_PUSH(arena, cards, &filters->card_count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = (enum ls_part)(LS_PART_CORE + ls_option_choice(options));
    filters->cards = cards;
    return LS_OK;
}

static enum ls_status take_interval(const struct ls_options *options, double min, double max,
                                    struct ls_interval *interval, struct ls_error *err)
{
    interval->wanted = true;
    return ls_option_range(options, min, max, &interval->lo, &interval->hi, err);
}

static enum ls_status take_number(const struct ls_options *options, uint32_t *out,
                                  struct ls_error *err)
{
    unsigned long number;
    enum ls_status status = ls_option_number(options, 0, NUMBER_MAX, &number, err);
    *out = (uint32_t)number;
    return status;
}

static enum ls_status take_headings(const struct ls_options *options, unsigned *headings,
                                    struct ls_error *err)
{
    unsigned long number;
    enum ls_status status = ls_option_number(options, 0, LS_HEADINGS_MAX, &number, err);
    *headings = (unsigned)number;
    return status;
}

static enum ls_status take_base_url(const struct ls_options *options, struct ls_request *request,
                                    struct ls_error *err)
{
    struct ls_span base = ls_span_str(options->arg);
    const char *problem = base.len > 0 ? ls_route_base_problem(base) : NULL;
    request->base_url = options->arg;
    return problem ? ls_fail(err, LS_USAGE, "--base-url %s: %s", options->arg, problem) : LS_OK;
}

static enum ls_status take_option(const struct ls_options *options, struct ls_arena *arena,
                                  struct ls_request *request, struct ls_error *err)
{
    switch ((enum ls_query_option)options->id) {
    case LS_QUERY_OPTION_DB:
        return add_db(options->arg, arena, request, err);
    case LS_QUERY_OPTION_DOMAIN:
        return add_name(options, arena, &request->filters.domains, &request->filters.domain_count,
                        err);
    case LS_QUERY_OPTION_JOURNAL:
        return add_name(options, arena, &request->filters.journals, &request->filters.journal_count,
                        err);
    case LS_QUERY_OPTION_CARD:
        return add_card(options, arena, &request->filters, err);
    case LS_QUERY_OPTION_SCORE:
        return take_interval(options, 0, SCORE_MAX, &request->filters.score, err);
    case LS_QUERY_OPTION_YEAR:
        return take_interval(options, YEAR_MIN, YEAR_MAX, &request->filters.year, err);
    case LS_QUERY_OPTION_LIMIT:
        return take_number(options, &request->window.limit, err);
    case LS_QUERY_OPTION_OFFSET:
        return take_number(options, &request->window.offset, err);
    case LS_QUERY_OPTION_ALL:
        request->window.matching = LS_MATCH_ALL;
        break;
    case LS_QUERY_OPTION_ANY:
        request->window.matching = LS_MATCH_ANY;
        break;
    case LS_QUERY_OPTION_SORT:
        request->window.sort = (enum ls_sort)ls_option_choice(options);
        break;
    case LS_QUERY_OPTION_FACETS:
        request->facets = true;
        break;
    case LS_QUERY_OPTION_HEADINGS:
        return take_headings(options, &request->headings, err);
    case LS_QUERY_OPTION_EXPLAIN:
        request->explain = true;
        break;
    case LS_QUERY_OPTION_NO_EXPAND:
        request->no_expand = true;
        break;
    case LS_QUERY_OPTION_FEEDBACK:
        request->feedback = true;
        break;
    case LS_QUERY_OPTION_COUNT:
        request->count_only = true;
        break;
    case LS_QUERY_OPTION_SHOW:
        request->kind = LS_REQUEST_SHOW;
        request->text = ls_span_str(options->arg);
        break;
    case LS_QUERY_OPTION_LIKE:
        request->kind = LS_REQUEST_LIKE;
        request->text = ls_span_str(options->arg);
        break;
    case LS_QUERY_OPTION_STATS:
        request->kind = LS_REQUEST_STATS;
        break;
    case LS_QUERY_OPTION_GLOSSARY:
        request->kind = LS_REQUEST_GLOSSARY;
        break;
    case LS_QUERY_OPTION_COMPLETE:
        request->kind = LS_REQUEST_COMPLETE;
        request->complete = (enum ls_query_complete)ls_option_choice(options);
        break;
    case LS_QUERY_OPTION_BASE_URL:
        return take_base_url(options, request, err);
    case LS_QUERY_OPTION_PLAIN:
        request->is_plain = true;
        break;
    case LS_QUERY_OPTION_BATCH:
        request->kind = LS_REQUEST_BATCH;
        request->batch = options->arg;
        break;
    case LS_QUERY_OPTION_SUGGEST:
        request->kind = LS_REQUEST_SUGGEST;
        request->text = ls_span_str(options->arg);
        break;
    case LS_QUERY_OPTION_FORMAT:
        request->has_format = true;
        request->format = (enum ls_query_format)ls_option_choice(options);
        break;
    case LS_QUERY_OPTION_COLOR:
        request->color = (enum ls_query_color)ls_option_choice(options);
        break;
    case LS_QUERY_OPTION_HELP:
        request->kind = LS_REQUEST_HELP;
        request->help = ls_option_choice(options);
        break;
    case LS_QUERY_OPTION_VERSION:
        request->kind = LS_REQUEST_VERSION;
        break;
    }
    return LS_OK;
}

static enum ls_status join_operands(char **operands, int count, struct ls_arena *arena,
                                    struct ls_span *text, struct ls_error *err)
{
    size_t len = 0;
    for (int i = 0; i < count; i++) {
        len += strlen(operands[i]) + 1;
    }
    char *joined = ls_arena_alloc(arena, len + 1);
    if (!joined) {
        return ls_fail_memory(err);
    }
    *text = ls_span(joined, len > 0 ? len - 1 : 0);
    for (int i = 0; i < count; i++) {
        size_t operand_len = strlen(operands[i]);
        memcpy(joined, operands[i], operand_len);
        joined[operand_len] = ' ';
        joined += operand_len + 1;
    }
    return LS_OK;
}

/* Answers of a batch that are told apart by their names: JSON and run files. */
static enum ls_status check_batch(struct ls_request *request, int operand_count,
                                  struct ls_error *err)
{
    enum ls_query_format format = request->has_format ? request->format : LS_QUERY_FORMAT_JSON;
    if (operand_count > 0) {
        return ls_fail(err, LS_USAGE, "--batch reads its queries from a file: leave out the query");
    }
    if (request->count_only) {
        return ls_fail(err, LS_USAGE, "--batch does not go with --count: its answers have a total");
    }
    if (format != LS_QUERY_FORMAT_JSON && format != LS_QUERY_FORMAT_JSONL &&
        format != LS_QUERY_FORMAT_TREC) {
        return ls_fail(err, LS_USAGE, "--batch answers with --format jsonl or --format trec");
    }
    request->format = format == LS_QUERY_FORMAT_TREC ? format : LS_QUERY_FORMAT_JSON;
    return LS_OK;
}

static enum ls_status check(struct ls_request *request, int operand_count, struct ls_error *err)
{
    static const char *const alone[LS_REQUEST_VERSION + 1] = {
        [LS_REQUEST_SHOW] = "--show shows one card",
        [LS_REQUEST_LIKE] = "--like searches for articles like one",
        [LS_REQUEST_STATS] = "--stats shows facts about the index",
    };
    if (alone[request->kind] && operand_count > 0) {
        return ls_fail(err, LS_USAGE, "%s: leave out the query", alone[request->kind]);
    }
    if (request->kind == LS_REQUEST_BATCH) {
        return check_batch(request, operand_count, err);
    }
    if (request->kind == LS_REQUEST_SUGGEST && operand_count > 0) {
        return ls_fail(err, LS_USAGE, "--suggest completes one text: put it in quotes");
    }
    if (request->kind == LS_REQUEST_SUGGEST && ls_span_trim(request->text).len == 0) {
        return ls_fail(err, LS_USAGE, "--suggest needs the beginning of a word");
    }
    if (request->kind == LS_REQUEST_SUGGEST && !ls_suggestions_have_format(request->format)) {
        return ls_fail(err, LS_USAGE, "--suggest has the formats text, json, jsonl and tsv");
    }
    bool asks = ls_span_trim(request->text).len > 0 || ls_filters_any(&request->filters);
    if (request->kind == LS_REQUEST_SEARCH && !asks) {
        return ls_fail(err, LS_USAGE,
                       "nothing to search for: give words, or a filter such as "
                       "--score 8 (litsearch --help shows examples)");
    }
    return LS_OK;
}

/* When none is said. */
static uint32_t limit_of(enum ls_request_kind kind)
{
    return kind == LS_REQUEST_SUGGEST    ? LS_SUGGEST_LIMIT_DEFAULT
           : kind == LS_REQUEST_GLOSSARY ? NUMBER_MAX
                                         : LIMIT_DEFAULT;
}

static bool takes_operands(enum ls_request_kind kind)
{
    return kind == LS_REQUEST_SEARCH || kind == LS_REQUEST_COMPLETE || kind == LS_REQUEST_GLOSSARY;
}

enum ls_status ls_request_read(int argc, char **argv, struct ls_arena *arena,
                               struct ls_request *request, struct ls_error *err)
{
    *request = (struct ls_request){.window.limit = LIMIT_UNSAID, .text = LS_SPAN("")};
    struct ls_options options;
    ls_options_init(&options, &ls_query_program, argc, argv);
    enum ls_status status;
    while ((status = ls_options_next(&options, err)) == LS_OK && options.id != 0) {
        status = take_option(&options, arena, request, err);
        if (status != LS_OK || request->kind >= LS_REQUEST_HELP) {
            return status;
        }
    }
    if (request->window.limit == LIMIT_UNSAID) {
        request->window.limit = limit_of(request->kind);
    }
    int operand_count = argc - options.operand;
    if (status == LS_OK && takes_operands(request->kind)) {
        status = join_operands(argv + options.operand, operand_count, arena, &request->text, err);
    }
    return status == LS_OK ? check(request, operand_count, err) : status;
}
