/* Domains by what was typed of their names. */
#include "query/plan/names.h"
#include "query/suggest/parts.h"
#include "store/term_walk.h"
#include "text/fold.h"

enum {
    NAMES_MAX = 2048
}; /* an index with more kinds of domains than that has none worth the name */

/* Those that begin so, then those that hold it elsewhere. */
struct names {
    struct ls_known_terms places[2];
};

static enum ls_status walk(struct ls_suggesting *s, struct ls_span key, struct names *names,
                           struct ls_error *err)
{
    struct ls_span prefix = LS_SPAN(LS_PREFIX_DOMAIN);
    struct ls_term_walk *terms = NULL;
    struct xap_error cause;
    bool more = false;
    size_t left = NAMES_MAX;
    enum xap_status status = ls_term_walk_open(s->index, prefix, &terms, &cause);
    while (status == XAP_OK && left-- > 0 &&
           (status = ls_term_walk_next(terms, &more, &cause)) == XAP_OK && more) {
        struct ls_span bytes = ls_term_walk_term(terms);
        struct ls_span term = ls_span(bytes.ptr, bytes.len);
        struct ls_span name = ls_span_from(term, prefix.len);
        const char *at = memmem(name.ptr, name.len, key.ptr, key.len);
        struct ls_known_terms *place = &names->places[at != name.ptr];
        struct ls_known_term *room =
            at ? LS_ARENA_PUSH(s->arena, place->items, &place->count) : NULL;
        if (room) {
            *room = (struct ls_known_term){ls_arena_copy(s->arena, term), ls_term_walk_freq(terms)};
        }
    }
    ls_term_walk_free(terms);
    if (status != XAP_OK) {
        return ls_schema_fail(err, &cause, "cannot list the domains");
    }
    return s->arena->failed ? ls_fail_memory(err) : LS_OK;
}

static enum ls_status add_names(struct ls_suggesting *s, struct ls_known_terms *terms,
                                struct ls_error *err)
{
    enum ls_status status = LS_OK;
    ls_known_terms_sort(terms);
    for (size_t i = 0; status == LS_OK && i < terms->count && s->out->domain_count < s->limit;
         i++) {
        struct ls_suggested_domain *room =
            LS_ARENA_PUSH(s->arena, s->out->domains, &s->out->domain_count);
        if (!room) {
            return ls_fail_memory(err);
        }
        room->cards = terms->items[i].freq;
        status = ls_name_shown(s->index, terms->items[i].term, s->arena, &room->name, err);
    }
    return status;
}

enum ls_status ls_suggest_domains(struct ls_suggesting *s, struct ls_span text,
                                  struct ls_error *err)
{
    struct names names = {0};
    struct ls_buf key = {0};
    enum ls_status status = ls_fold_key(text, &key) ? LS_OK : ls_fail_memory(err);
    if (status == LS_OK && key.len > 0 && key.len <= LS_TERM_LIMIT_BYTES) {
        status = walk(s, ls_buf_span(&key), &names, err);
    }
    for (size_t i = 0; status == LS_OK && i < 2; i++) {
        status = add_names(s, &names.places[i], err);
    }
    ls_buf_free(&key);
    return status;
}
