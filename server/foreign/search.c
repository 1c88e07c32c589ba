#include "server/foreign/search.h"

#include "query/render/json_text.h"
#include "query/render/number.h"
#include "server/routes/address.h"
#include "server/routes/answers.h"
#include "text/fold.h"

#include <math.h>

static enum ls_status ask(struct ls_exchange *exchange, const struct ls_request *request,
                          struct ls_kept *kept, struct ls_error *err)
{
    struct ls_reply reply = {0};
    enum ls_status status = ls_session_keep(exchange->session, request, kept, &reply, err);
    ls_reply_free(&reply);
    return status == LS_NOTHING_FOUND ? LS_OK : status;
}

enum ls_status ls_foreign_ask(struct ls_exchange *exchange, struct ls_request *request,
                              struct ls_kept *kept, struct ls_error *err)
{
    if (request->text.len > LS_QUERY_BYTES_MAX) {
        return ls_fail(err, LS_USAGE, "the query has more than %d bytes", LS_QUERY_BYTES_MAX);
    }
    ls_answer_prepare(exchange, request);
    enum ls_status status = ask(exchange, request, kept, err);
    if (status == LS_USAGE && !request->is_plain) {
        request->is_plain = true;
        status = ask(exchange, request, kept, err);
    }
    if (status == LS_USAGE) {
        ls_kept_clear(kept);
        status = LS_OK;
    }
    return status;
}

uint32_t ls_foreign_total(const struct ls_kept *kept, enum ls_matching matching)
{
    const struct ls_answer *answer = &kept->answer;
    bool is_all = answer->total > 0 && matching != LS_MATCH_ANY;
    return is_all ? answer->total
                  : answer->total_some + answer->total_expanded + answer->total_template;
}

size_t ls_foreign_hit_count(const struct ls_kept *kept, enum ls_matching matching)
{
    uint32_t total = ls_foreign_total(kept, matching);
    size_t left = total > kept->answer.offset ? total - kept->answer.offset : 0;
    return kept->hit_count < left ? kept->hit_count : left;
}

/* ---- facets ---- */

/* Attributes that sites count though our cards do not have them. */
static bool is_ignored(struct ls_span name)
{
    static const char *const names[] = {"language", "lang", "version", "docusaurus_tag", "type"};
    bool is = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        is |= ls_span_equal(name, ls_span_str(names[i]));
    }
    return is;
}

enum ls_status ls_facets_named(const struct ls_text_list *names, unsigned *facets,
                               struct ls_error *err)
{
    *facets = 0;
    for (size_t i = 0; i < names->count; i++) {
        struct ls_span name = names->items[i];
        bool is_all = ls_span_equal(name, LS_SPAN("*"));
        unsigned named = 0;
        for (int kind = 0; kind < LS_FACET_COUNT; kind++) {
            bool is = is_all || ls_span_equal(name, ls_span_str(ls_facet_name(kind)));
            named |= is ? 1u << kind : 0;
        }
        if (!named && !is_ignored(name) && name.len > 0) {
            return ls_fail(err, LS_USAGE,
                           "\"%.*s\" is no facet: they are domain, score, year, journal and card",
                           LS_SPAN_ARG(name));
        }
        *facets |= named;
    }
    return LS_OK;
}

static void add_value_key(struct ls_buf *out, const struct ls_facet_value *value)
{
    if (isnan(value->number)) {
        ls_json_add_text(out, value->name);
    } else {
        ls_buf_add_char(out, '"');
        ls_number_add(out, value->number, "null");
        ls_buf_add_char(out, '"');
    }
}

void ls_facets_add_counts(struct ls_buf *out, const struct ls_kept *kept, unsigned facets,
                          size_t max)
{
    const struct ls_facets *counted = kept->answer.facets;
    bool is_first = true;
    ls_buf_add_char(out, '{');
    for (int kind = 0; kind < LS_FACET_COUNT; kind++) {
        const struct ls_facet *facet = counted ? &counted->items[kind] : NULL;
        if (!(facets & 1u << kind)) {
            continue;
        }
        ls_json_add_key(out, ls_facet_name((enum ls_facet_kind)kind), &is_first);
        ls_buf_add_char(out, '{');
        for (size_t i = 0; facet && i < facet->count && i < max; i++) {
            ls_buf_add_str(out, i > 0 ? "," : "");
            add_value_key(out, &facet->values[i]);
            ls_buf_printf(out, ":%u", facet->values[i].count);
        }
        ls_buf_add_char(out, '}');
    }
    ls_buf_add_char(out, '}');
}

static void add_stat(struct ls_buf *out, const char *name, double number, bool *is_first)
{
    ls_json_add_key(out, name, is_first);
    ls_json_add_number(out, round(number * 1e4) / 1e4);
}

static void add_stats(struct ls_buf *out, const struct ls_facet *facet, bool is_long)
{
    double min = INFINITY, max = -INFINITY, sum = 0, count = 0;
    bool is_first = true;
    for (size_t i = 0; i < facet->count; i++) {
        double number = facet->values[i].number;
        min = fmin(min, number);
        max = fmax(max, number);
        sum += number * facet->values[i].count;
        count += facet->values[i].count;
    }
    ls_buf_add_char(out, '{');
    add_stat(out, "min", min, &is_first);
    add_stat(out, "max", max, &is_first);
    if (is_long) {
        add_stat(out, "avg", sum / count, &is_first);
        add_stat(out, "sum", sum, &is_first);
    }
    ls_buf_add_char(out, '}');
}

void ls_facets_add_stats(struct ls_buf *out, const struct ls_kept *kept, unsigned facets,
                         bool is_long)
{
    const struct ls_facets *counted = kept->answer.facets;
    bool is_first = true;
    ls_buf_add_char(out, '{');
    for (int kind = 0; counted && kind < LS_FACET_COUNT; kind++) {
        const struct ls_facet *facet = &counted->items[kind];
        bool is_number = kind == LS_FACET_SCORE || kind == LS_FACET_YEAR;
        if (is_number && facets & 1u << kind && facet->count > 0) {
            ls_json_add_key(out, ls_facet_name((enum ls_facet_kind)kind), &is_first);
            add_stats(out, facet, is_long);
        }
    }
    ls_buf_add_char(out, '}');
}

static bool holds(struct ls_span name, struct ls_span wanted, struct ls_buf *key, bool *is_done)
{
    ls_buf_clear(key);
    *is_done &= ls_fold_key(name, key);
    return wanted.len == 0 || (key->len > 0 && memmem(key->ptr, key->len, wanted.ptr, wanted.len));
}

enum ls_status ls_facet_find(const struct ls_kept *kept, enum ls_facet_kind kind,
                             struct ls_span text, struct ls_arena *arena,
                             const struct ls_facet_value ***values, size_t *count,
                             struct ls_error *err)
{
    const struct ls_facets *counted = kept->answer.facets;
    struct ls_buf wanted = {0}, key = {0};
    bool is_done = ls_fold_key(text, &wanted);
    *values = NULL;
    *count = 0;
    for (size_t i = 0; counted && is_done && i < counted->items[kind].count; i++) {
        const struct ls_facet_value *value = &counted->items[kind].values[i];
        if (holds(value->name, ls_buf_span(&wanted), &key, &is_done)) {
            const struct ls_facet_value **room = LS_ARENA_PUSH(arena, *values, count);
            is_done &= room != NULL;
            if (room) {
                *room = value;
            }
        }
    }
    ls_buf_free(&wanted);
    ls_buf_free(&key);
    return is_done ? LS_OK : ls_fail_memory(err);
}

struct ls_span ls_card_address(const struct ls_exchange *exchange)
{
    struct ls_buf address = {0};
    ls_address_add_root(exchange, &address);
    ls_buf_add_str(&address, "/card/");
    struct ls_span copy = ls_arena_copy(exchange->arena, ls_buf_span(&address));
    ls_buf_free(&address);
    return copy;
}
