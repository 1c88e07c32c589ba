#include "query/stats.h"

#include "query/answer/session.h"
#include "query/plan/names.h"
#include "query/render/display.h"
#include "query/render/json_text.h"

#include <math.h>
#include <stdlib.h>

enum { DOMAINS_SHOWN = 24 };

struct domain {
    struct ls_span name;
    uint32_t cards;
};

/* Of the cards that have the number. */
struct spread {
    uint32_t cards;
    double min, max;
};

struct stats {
    uint32_t cards;
    uint32_t parts[LS_PART_COUNT];
    uint64_t terms; /* distinct, of text */
    double average_length;
    uint32_t journals;
    struct domain *domains; /* the most common first */
    size_t domain_count;
    struct spread score;
    struct spread year;
};

struct counting {
    struct ls_index *index;
    struct ls_arena *arena;
    struct stats *stats;
};

/* ---- counting ---- */

static enum ls_status count_domain(struct counting *counting, struct ls_span term, uint32_t cards,
                                   struct ls_error *err)
{
    struct stats *stats = counting->stats;
    struct domain *room = LS_ARENA_PUSH(counting->arena, stats->domains, &stats->domain_count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = (struct domain){.cards = cards};
    stats->domains = room - (stats->domain_count - 1);
    struct ls_span kept = ls_arena_copy(counting->arena, term);
    return kept.ptr ? ls_name_shown(counting->index, kept, counting->arena, &room->name, err)
                    : ls_fail_memory(err);
}

static void count_part(struct stats *stats, struct ls_span name, uint32_t cards)
{
    for (int part = LS_PART_CORE; part < LS_PART_COUNT; part++) {
        if (ls_span_equal(name, ls_span_str(ls_part_name((enum ls_part)part)))) {
            stats->parts[part] = cards;
        }
    }
}

/* Terms of the text have no capitals: see store/schema.h. */
static enum ls_status count_term(struct counting *counting, struct ls_span term,
                                 struct xap_terms *terms, struct ls_error *err)
{
    struct stats *stats = counting->stats;
    if (term.ptr[0] < 'A' || term.ptr[0] > 'Z') {
        stats->terms++;
    } else if (ls_span_starts_with(term, LS_SPAN(LS_PREFIX_JOURNAL))) {
        stats->journals++;
    } else if (ls_span_starts_with(term, LS_SPAN(LS_PREFIX_CARD))) {
        count_part(stats, ls_span_from(term, strlen(LS_PREFIX_CARD)), xap_terms_freq(terms));
    } else if (ls_span_starts_with(term, LS_SPAN(LS_PREFIX_DOMAIN))) {
        return count_domain(counting, term, xap_terms_freq(terms), err);
    }
    return LS_OK;
}

static enum ls_status count_terms(struct counting *counting, struct ls_error *err)
{
    struct xap_terms *terms = NULL;
    struct xap_error cause;
    bool more = true;
    enum ls_status status = LS_OK;
    enum xap_status walk = xap_terms_open(ls_index_reader(counting->index), "", 0, &terms, &cause);
    while (walk == XAP_OK && status == LS_OK &&
           (walk = xap_terms_next(terms, &more, &cause)) == XAP_OK && more) {
        struct xap_bytes term = xap_terms_term(terms);
        status = count_term(counting, ls_span(term.ptr, term.len), terms, err);
    }
    xap_terms_free(terms);
    return walk == XAP_OK ? status : ls_schema_fail(err, &cause, "cannot count the terms");
}

static enum ls_status count_values(struct counting *counting, enum ls_slot slot,
                                   struct spread *spread, struct ls_error *err)
{
    struct xap_values *values = NULL;
    struct xap_error cause;
    bool more = true;
    enum xap_status walk = xap_values_open(ls_index_reader(counting->index), slot, &values, &cause);
    while (walk == XAP_OK && (walk = xap_values_next(values, &more, &cause)) == XAP_OK && more) {
        struct xap_bytes bytes = xap_values_value(values);
        double value = xap_double_unserialise(bytes.ptr, bytes.len);
        spread->min = spread->cards == 0 || value < spread->min ? value : spread->min;
        spread->max = spread->cards == 0 || value > spread->max ? value : spread->max;
        spread->cards++;
    }
    xap_values_free(values);
    return walk == XAP_OK ? LS_OK : ls_schema_fail(err, &cause, "cannot read the values");
}

static int by_cards(const void *left, const void *right)
{
    const struct domain *a = left, *b = right;
    if (a->cards != b->cards) {
        return a->cards < b->cards ? 1 : -1;
    }
    return ls_span_compare(a->name, b->name);
}

static enum ls_status count(void *context, struct ls_index *index, struct ls_error *err)
{
    struct counting *counting = context;
    struct stats *stats = counting->stats;
    struct xap_reader *reader = ls_index_reader(index);
    counting->index = index;
    *stats = (struct stats){0};
    struct xap_error cause;
    if (xap_reader_doc_count(reader, &stats->cards, &cause) != XAP_OK ||
        xap_reader_average_length(reader, &stats->average_length, &cause) != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot count the cards");
    }
    enum ls_status status = count_terms(counting, err);
    if (status == LS_OK) {
        status = count_values(counting, LS_SLOT_SCORE, &stats->score, err);
    }
    if (status == LS_OK) {
        status = count_values(counting, LS_SLOT_YEAR, &stats->year, err);
    }
    if (stats->domain_count > 0) {
        qsort(stats->domains, stats->domain_count, sizeof *stats->domains, by_cards);
    }
    return status;
}

/* ---- text ---- */

static void add_spread(struct ls_buf *out, const char *label, const struct spread *spread)
{
    if (spread->cards == 0) {
        ls_buf_printf(out, "%s  unknown\n", label);
    } else {
        ls_buf_printf(out, "%s  %g to %g, of %u cards\n", label, spread->min, spread->max,
                      spread->cards);
    }
}

static void add_text(const struct stats *stats, struct ls_buf *out)
{
    ls_buf_printf(out, "Cards       %u\n", stats->cards);
    ls_buf_add_str(out, "Note cards");
    for (int part = LS_PART_CORE; part < LS_PART_COUNT; part++) {
        ls_buf_printf(out, "%s%s %u", part == LS_PART_CORE ? "  " : ", ",
                      ls_part_name((enum ls_part)part), stats->parts[part]);
    }
    ls_buf_printf(out, "\nTerms       %llu, %.0f in a card on average\n",
                  (unsigned long long)stats->terms, stats->average_length);
    add_spread(out, "Scores    ", &stats->score);
    add_spread(out, "Years     ", &stats->year);
    ls_buf_printf(out, "Journals    %u\nDomains     %zu\n", stats->journals, stats->domain_count);
    for (size_t i = 0; i < stats->domain_count && i < DOMAINS_SHOWN; i++) {
        ls_buf_printf(out, "  %6u  ", stats->domains[i].cards);
        ls_display_add(out, stats->domains[i].name);
        ls_buf_add_char(out, '\n');
    }
    if (stats->domain_count > DOMAINS_SHOWN) {
        ls_buf_printf(out, "     ...  and %zu more: --format json lists all\n",
                      stats->domain_count - DOMAINS_SHOWN);
    }
}

/* ---- JSON ---- */

static void add_pair(struct ls_buf *out, const char *key, double number, bool *is_first)
{
    ls_json_add_key(out, key, is_first);
    ls_json_add_number(out, number);
}

static void add_json_spread(struct ls_buf *out, const char *key, const struct spread *spread)
{
    bool is_first = false;
    ls_json_add_key(out, key, &is_first);
    if (spread->cards == 0) {
        ls_buf_add_str(out, "null");
        return;
    }
    is_first = true;
    ls_buf_add_char(out, '{');
    add_pair(out, "min", spread->min, &is_first);
    add_pair(out, "max", spread->max, &is_first);
    add_pair(out, "cards", spread->cards, &is_first);
    ls_buf_add_char(out, '}');
}

static void add_json_parts(struct ls_buf *out, const struct stats *stats)
{
    bool is_first = true;
    ls_buf_add_str(out, ",\"note_cards\":{");
    for (int part = LS_PART_CORE; part < LS_PART_COUNT; part++) {
        add_pair(out, ls_part_name((enum ls_part)part), stats->parts[part], &is_first);
    }
    ls_buf_add_char(out, '}');
}

/* As a facet writes its values. */
static void add_json_domains(struct ls_buf *out, const struct stats *stats)
{
    ls_buf_add_str(out, ",\"domains\":[");
    for (size_t i = 0; i < stats->domain_count; i++) {
        ls_buf_add_str(out, i > 0 ? ",{\"value\":" : "{\"value\":");
        ls_json_add_text(out, stats->domains[i].name);
        ls_buf_printf(out, ",\"count\":%u}", stats->domains[i].cards);
    }
    ls_buf_add_char(out, ']');
}

static void add_json(const struct stats *stats, struct ls_buf *out)
{
    bool is_first = true;
    ls_buf_add_char(out, '{');
    add_pair(out, "version", 1, &is_first);
    add_pair(out, "cards", stats->cards, &is_first);
    add_json_parts(out, stats);
    add_pair(out, "terms", (double)stats->terms, &is_first);
    add_pair(out, "average_length", round(stats->average_length * 10) / 10, &is_first);
    add_json_spread(out, "scores", &stats->score);
    add_json_spread(out, "years", &stats->year);
    add_pair(out, "journals", stats->journals, &is_first);
    add_json_domains(out, stats);
    ls_buf_add_str(out, "}\n");
}

enum ls_status ls_stats(const struct ls_request *request, struct ls_arena *arena,
                        struct ls_buf *out, struct ls_error *err)
{
    struct stats stats = {0};
    struct counting counting = {.arena = arena, .stats = &stats};
    struct ls_session *session = NULL;
    if (request->format != LS_QUERY_FORMAT_TEXT && request->format != LS_QUERY_FORMAT_JSON) {
        return ls_fail(err, LS_USAGE, "--stats has the formats text and json only");
    }
    enum ls_status status = ls_session_open(request->dbs, request->db_count, &session, err);
    if (status == LS_OK) {
        status = ls_session_run(session, count, &counting, err);
    }
    if (status == LS_OK && request->format == LS_QUERY_FORMAT_JSON) {
        add_json(&stats, out);
    } else if (status == LS_OK) {
        add_text(&stats, out);
    }
    ls_session_free(session);
    return status;
}
