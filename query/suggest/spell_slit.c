/* What cards have where a run of Han may be wrong: the characters between its left and its right
 * part. */
#include "query/suggest/spell_run.h"
#include "text/stream.h"
#include "text/utf8.h"

enum {
    SLITS_MAX = 12, /* places at which cards are read */
    SLIT_CARDS_MAX = 16,
};

/* What may stand between the left and the right part, in some cards. */
struct slit {
    struct ls_buf left;
    struct ls_buf right;
    struct ls_span *terms;
    size_t term_count;
};

/* Pairs of a part, or its one character. */
static void add_terms(struct ls_spell_run *run, struct slit *slit, const uint32_t *chars,
                      size_t count)
{
    for (size_t i = 0; i < count && (i + 1 < count || count == 1); i++) {
        struct ls_buf term = {0};
        ls_spell_add_chars(&term, chars + i, count == 1 ? 1 : 2);
        struct ls_span *room = LS_ARENA_PUSH(run->spell->arena, slit->terms, &slit->term_count);
        if (room) {
            *room = ls_arena_copy(run->spell->arena, ls_buf_span(&term));
        }
        ls_buf_free(&term);
    }
}

static void count_char(struct ls_spell_run *run, size_t at, size_t drop, uint32_t c, size_t from)
{
    for (size_t i = from; i < run->found_count; i++) {
        if (run->found[i].chars[at] == c) {
            run->found[i].weight++;
            return;
        }
    }
    ls_spell_run_add(run, ls_spell_run_edited(run, at, drop, &c, 1, LS_SLIP_OTHER), 1);
}

static bool is_han(uint32_t c)
{
    return c >= 0x3400; /* in a stream what is not a run is ASCII, Greek or Cyrillic */
}

/* The character before an occurrence of right at `at`, or behind one of left. */
static void read_stream(struct ls_spell_run *run, const struct slit *slit, struct ls_span stream,
                        size_t at, size_t drop, size_t from)
{
    struct ls_span left = ls_buf_span(&slit->left);
    struct ls_span right = ls_buf_span(&slit->right);
    struct ls_span sought = left.len > 0 ? left : right;
    struct ls_span rest = stream;
    const char *found;
    while ((found = memmem(rest.ptr, rest.len, sought.ptr, sought.len)) != NULL) {
        size_t place = (size_t)(found - stream.ptr);
        rest = ls_span_from(stream, place + 1);
        size_t where = left.len > 0 ? place + left.len : place - (place >= 3 ? 3 : 0);
        unsigned width = 0;
        if (where >= stream.len || (left.len == 0 && place < 3)) {
            continue;
        }
        uint32_t c = ls_utf8_decode(stream.ptr, stream.len, where, &width);
        if (is_han(c) && c != LS_UTF8_REPLACEMENT &&
            ls_span_starts_with(ls_span_from(stream, where + width), right)) {
            count_char(run, at, drop, c, from);
        }
    }
}

/* Keeps what more than half of the cards have there: anything else is a guess. */
static void keep_likely(struct ls_spell_run *run, size_t from)
{
    uint32_t total = 0;
    size_t kept = from;
    for (size_t i = from; i < run->found_count; i++) {
        total += run->found[i].weight;
    }
    for (size_t i = from; i < run->found_count; i++) {
        if (run->found[i].weight * 2 > total) {
            run->found[kept++] = run->found[i];
        }
    }
    run->found_count = kept;
}

/* Replaces drop characters at `at` (one, or none to add one) by what cards have there. */
static enum ls_status try_slit(struct ls_spell_run *run, size_t at, size_t drop,
                               struct ls_error *err)
{
    struct slit slit = {0};
    size_t past = at + drop;
    ls_spell_add_chars(&slit.left, run->chars, at);
    ls_spell_add_chars(&slit.right, run->chars + past, run->count - past);
    add_terms(run, &slit, run->chars, at);
    add_terms(run, &slit, run->chars + past, run->count - past);
    struct ls_holders holders;
    enum ls_status status =
        ls_holders_find(run->spell->index, slit.terms, slit.term_count, &holders, err);
    size_t from = run->found_count;
    for (size_t i = 0; status == LS_OK && i < holders.count && i < SLIT_CARDS_MAX; i++) {
        struct ls_span stream;
        status = ls_index_stream(run->spell->index, holders.docids[i], &stream, err);
        if (status == LS_OK) {
            read_stream(run, &slit, ls_stream_outside(stream), at, drop, from);
        }
    }
    keep_likely(run, from);
    ls_buf_free(&slit.left);
    ls_buf_free(&slit.right);
    return status;
}

/* With two characters there is too little left to go by. */
enum ls_status ls_spell_run_read(struct ls_spell_run *run, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    size_t left = SLITS_MAX;
    for (size_t i = 0; status == LS_OK && run->count > 2 && left > 0 && i < run->count; i++) {
        if (ls_spell_run_explains(run, i > 0 ? i - 1 : 0, i)) {
            status = try_slit(run, i, 1, err);
            left--;
        }
        if (status == LS_OK && left > 0 && i > 0 && ls_spell_run_explains(run, i - 1, i - 1)) {
            status = try_slit(run, i, 0, err);
            left--;
        }
    }
    return status;
}
