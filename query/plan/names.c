#include "query/plan/names.h"

#include "text/fold.h"

/* Two cards that agree outvote a third. */
enum { VOTES_MAX = 3, VOTES_ENOUGH = 2 };

struct votes {
    struct ls_span spellings[VOTES_MAX]; /* distinct, in the order of the cards */
    unsigned counts[VOTES_MAX];
    size_t count;
    bool decided;
};

static void vote(struct votes *votes, struct ls_span spelling)
{
    size_t i = 0;
    while (i < votes->count && !ls_span_equal(votes->spellings[i], spelling)) {
        i++;
    }
    votes->count += i == votes->count;
    votes->spellings[i] = spelling;
    votes->decided = ++votes->counts[i] == VOTES_ENOUGH;
}

static struct ls_span winner(const struct votes *votes, struct ls_span otherwise)
{
    size_t best = 0;
    for (size_t i = 1; i < votes->count; i++) {
        best = votes->counts[i] > votes->counts[best] ? i : best;
    }
    return votes->count > 0 ? votes->spellings[best] : otherwise;
}

/* The first of a card's names that folds to the wanted one; absent when none does. */
static struct ls_span find_name(const struct ls_span *names, size_t count, struct ls_span folded)
{
    struct ls_buf key = {0};
    struct ls_span found = {0};
    for (size_t i = 0; !found.ptr && i < count; i++) {
        ls_buf_clear(&key);
        if (ls_fold_key(names[i], &key) && ls_span_equal(ls_buf_span(&key), folded)) {
            found = ls_span_trim(names[i]);
        }
    }
    ls_buf_free(&key);
    return found;
}

static enum ls_status read_vote(struct ls_index *index, uint32_t docid, bool is_journal,
                                struct ls_span folded, struct ls_arena *scratch,
                                struct votes *votes, struct ls_error *err)
{
    struct ls_card card = {0};
    enum ls_status status = ls_index_card(index, docid, scratch, &card, err);
    if (status == LS_OK) {
        struct ls_span name = is_journal ? find_name(&card.journal, 1, folded)
                                         : find_name(card.domains, card.domain_count, folded);
        if (name.ptr) {
            vote(votes, name);
        }
    }
    return status;
}

static enum ls_status read_votes(struct ls_index *index, struct ls_span term, const char *prefix,
                                 struct ls_arena *scratch, struct votes *votes,
                                 struct ls_error *err)
{
    struct ls_span folded = ls_span_from(term, strlen(prefix));
    bool is_journal = strcmp(prefix, LS_PREFIX_JOURNAL) == 0;
    struct xap_postings *postings = NULL;
    struct xap_error cause;
    bool more = false;
    enum xap_status walk =
        xap_postings_open(ls_index_reader(index), term.ptr, term.len, &postings, &cause);
    enum ls_status status = LS_OK;
    for (int i = 0; walk == XAP_OK && status == LS_OK && !votes->decided && i < VOTES_MAX; i++) {
        walk = xap_postings_next(postings, &more, &cause);
        if (walk != XAP_OK || !more) {
            break;
        }
        status =
            read_vote(index, xap_postings_docid(postings), is_journal, folded, scratch, votes, err);
    }
    xap_postings_free(postings);
    return walk == XAP_OK ? status : ls_schema_fail(err, &cause, "cannot look up a name");
}

enum ls_status ls_name_shown(struct ls_index *index, struct ls_span term, struct ls_arena *arena,
                             struct ls_span *shown, struct ls_error *err)
{
    bool is_domain = ls_span_starts_with(term, LS_SPAN(LS_PREFIX_DOMAIN));
    const char *prefix = is_domain ? LS_PREFIX_DOMAIN : LS_PREFIX_JOURNAL;
    struct ls_arena scratch = {0};
    struct votes votes = {0};
    *shown = ls_span(NULL, 0);
    enum ls_status status = read_votes(index, term, prefix, &scratch, &votes, err);
    if (status == LS_OK) {
        *shown = ls_arena_copy(arena, winner(&votes, ls_span_from(term, strlen(prefix))));
        status = shown->ptr ? LS_OK : ls_fail_memory(err);
    }
    ls_arena_free(&scratch);
    return status;
}
