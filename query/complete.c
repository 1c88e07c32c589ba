#include "query/complete.h"

#include "query/answer/session.h"
#include "query/language/fields.h"
#include "query/plan/names.h"
#include "store/term_walk.h"
#include "text/fold.h"

enum { VALUES_MAX = 200 };

struct completion {
    const struct ls_request *request;
    struct ls_arena *arena;
    struct ls_span term; /* what the terms begin with whose values are offered */
    struct ls_span head; /* of the query, before the value: `sepsis domain:` */
    bool in_query;       /* values with spaces need quotes there */
    struct ls_buf *out;
    size_t out_start; /* what the caller had there before */
};

/* ---- values ---- */

static bool is_plain(struct ls_span value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char byte = (unsigned char)value.ptr[i];
        bool is_alnum = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= '0' && byte <= '9');
        /* UTF-8 from E3 81 on is Chinese letters; what stands before may be a space or a quote. */
        bool is_han = byte >= 0xe4 || (byte & 0xc0) == 0x80;
        if (!is_alnum && !is_han && byte != '-') {
            return false;
        }
    }
    return true;
}

static void add_value(struct completion *completion, struct ls_span value)
{
    const char *quote = completion->in_query && !is_plain(value) ? "\"" : "";
    ls_buf_add_span(completion->out, completion->head);
    ls_buf_add_str(completion->out, quote);
    ls_buf_add_span(completion->out, value);
    ls_buf_add_str(completion->out, quote);
    ls_buf_add_char(completion->out, '\n');
}

static enum ls_status add_term(struct completion *completion, struct ls_index *index,
                               struct ls_span term, struct ls_error *err)
{
    struct ls_span value;
    enum ls_status status = LS_OK;
    if (ls_span_starts_with(term, LS_SPAN(LS_PREFIX_ID))) {
        value = ls_span_from(term, strlen(LS_PREFIX_ID));
    } else {
        status = ls_name_shown(index, term, completion->arena, &value, err);
    }
    if (status == LS_OK) {
        add_value(completion, value);
    }
    return status;
}

static enum ls_status add_terms(void *context, struct ls_index *index, struct ls_error *err)
{
    struct completion *completion = context;
    struct ls_span prefix = completion->term;
    struct ls_term_walk *terms = NULL;
    struct xap_error cause;
    bool more = false;
    enum ls_status status = LS_OK;
    completion->out->len = completion->out_start;
    enum xap_status walk = ls_term_walk_open(index, prefix, &terms, &cause);
    for (int count = 0; status == LS_OK && walk == XAP_OK && count < VALUES_MAX; count++) {
        walk = ls_term_walk_next(terms, &more, &cause);
        if (walk != XAP_OK || !more) {
            break;
        }
        struct ls_span term = ls_term_walk_term(terms);
        status = add_term(completion, index, ls_span(term.ptr, term.len), err);
    }
    ls_term_walk_free(terms);
    return walk == XAP_OK ? status : ls_schema_fail(err, &cause, "cannot list the values");
}

/* Ids are terms as they are, names are folded. */
static enum ls_status complete_terms(struct completion *completion, const char *prefix,
                                     struct ls_span typed)
{
    const struct ls_request *request = completion->request;
    struct ls_buf term = {0};
    struct ls_error unsaid;
    ls_buf_add_str(&term, prefix);
    if (strcmp(prefix, LS_PREFIX_ID) == 0) {
        ls_buf_add_span(&term, typed);
    } else if (!ls_fold_key(typed, &term)) {
        term.failed = true;
    }
    struct ls_session *session = NULL;
    enum ls_status status = term.failed ? LS_INTERNAL : LS_OK;
    completion->term = ls_buf_span(&term);
    if (status == LS_OK) {
        status = ls_session_open(request->dbs, request->db_count, &session, &unsaid);
    }
    if (status == LS_OK) {
        status = ls_session_run(session, add_terms, completion, &unsaid);
    }
    ls_session_free(session);
    ls_buf_free(&term);
    return status;
}

/* ---- words of the query ---- */

/* Where the last word of an unfinished query begins: behind a space, a parenthesis or a sign,
 * none of them in quotes. */
static size_t last_word(struct ls_span query)
{
    size_t start = 0;
    bool quoted = false;
    for (size_t i = 0; i < query.len; i++) {
        char byte = query.ptr[i];
        quoted ^= byte == '"';
        bool is_sign = (byte == '-' || byte == '+') && i == start;
        if (!quoted && (byte == ' ' || byte == '(' || is_sign)) {
            start = i + 1;
        }
    }
    return start;
}

/* Takes the field and its colon, ':' or '：', off *word; absent when there is none. */
static struct ls_span take_field(struct ls_span *word)
{
    const struct ls_span wide = LS_SPAN("：");
    const char *colon = word->len > 0 ? memchr(word->ptr, ':', word->len) : NULL;
    size_t width = 1;
    if (!colon && word->len > 0) {
        colon = memmem(word->ptr, word->len, wide.ptr, wide.len);
        width = wide.len;
    }
    if (!colon) {
        return (struct ls_span){0};
    }
    struct ls_span name = ls_span(word->ptr, (size_t)(colon - word->ptr));
    *word = ls_span_from(*word, name.len + width);
    return name;
}

static bool begins_so(struct ls_span name, struct ls_span typed)
{
    struct ls_buf a = {0}, b = {0};
    bool folded = ls_fold_key(name, &a) && ls_fold_key(typed, &b);
    bool begins = folded && ls_span_starts_with(ls_buf_span(&a), ls_buf_span(&b));
    ls_buf_free(&a);
    ls_buf_free(&b);
    return begins;
}

/* Takes the next of names separated by spaces. */
static bool take_name(struct ls_span *names, struct ls_span *name)
{
    const char *space = names->len > 0 ? memchr(names->ptr, ' ', names->len) : NULL;
    *name = ls_span(names->ptr, space ? (size_t)(space - names->ptr) : names->len);
    *names = ls_span_from(*names, name->len + 1);
    return name->len > 0;
}

static void add_field(struct completion *completion, struct ls_span name)
{
    ls_buf_add_span(completion->out, completion->head);
    ls_buf_add_span(completion->out, name);
    ls_buf_add_str(completion->out, ":\n");
}

/* Short names such as ti are quicker typed than completed, so only Chinese ones are offered, to
 * those who have begun one. */
static void complete_fields(struct completion *completion, struct ls_span typed)
{
    for (int field = 0; field < LS_QUERY_FIELD_COUNT; field++) {
        struct ls_span others = ls_span_str(ls_query_fields[field].others), other;
        struct ls_span name = ls_span_str(ls_query_fields[field].name);
        if (begins_so(name, typed)) {
            add_field(completion, name);
        }
        while (take_name(&others, &other)) {
            if (typed.len > 0 && (unsigned char)other.ptr[0] >= 0x80 && begins_so(other, typed)) {
                add_field(completion, other);
            }
        }
    }
}

static void complete_cards(struct completion *completion, struct ls_span typed)
{
    for (int part = LS_PART_CORE; part < LS_PART_COUNT; part++) {
        struct ls_span name = ls_span_str(ls_part_name((enum ls_part)part));
        if (begins_so(name, typed)) {
            add_value(completion, name);
        }
    }
}

static enum ls_status complete_query(struct completion *completion, struct ls_span query)
{
    struct ls_span word = ls_span_from(query, last_word(query));
    struct ls_span typed = word;
    struct ls_span field = take_field(&typed);
    completion->in_query = true;
    completion->head = ls_span(query.ptr, query.len - typed.len);
    if (!field.ptr) {
        complete_fields(completion, typed);
        return LS_OK;
    }
    if (typed.len > 0 && typed.ptr[0] == '"') {
        typed = ls_span_from(typed, 1);
    }
    switch (ls_query_field_named(field)) {
    case LS_QUERY_FIELD_DOMAIN:
        return complete_terms(completion, LS_PREFIX_DOMAIN, typed);
    case LS_QUERY_FIELD_JOURNAL:
        return complete_terms(completion, LS_PREFIX_JOURNAL, typed);
    case LS_QUERY_FIELD_CARD:
        complete_cards(completion, typed);
        return LS_OK;
    default:
        return LS_OK;
    }
}

enum ls_status ls_complete(const struct ls_request *request, struct ls_arena *arena,
                           struct ls_buf *out)
{
    struct completion completion = {
        .request = request, .arena = arena, .out = out, .out_start = out->len};
    enum ls_status status = LS_OK;
    switch (request->complete) {
    case LS_QUERY_COMPLETE_DOMAIN:
        status = complete_terms(&completion, LS_PREFIX_DOMAIN, request->text);
        break;
    case LS_QUERY_COMPLETE_JOURNAL:
        status = complete_terms(&completion, LS_PREFIX_JOURNAL, request->text);
        break;
    case LS_QUERY_COMPLETE_ID:
        status = complete_terms(&completion, LS_PREFIX_ID, request->text);
        break;
    case LS_QUERY_COMPLETE_QUERY:
        status = complete_query(&completion, request->text);
        break;
    }
    return status == LS_OK && out->len == 0 ? LS_NOTHING_FOUND : status;
}
