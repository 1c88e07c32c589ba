/* How a run of Han goes on in the best cards: 大型語 → 大型語言模型. All
 * continuations are sorted, so that those with a common beginning stand together
 * and each beginning can be counted. One that is worth showing ends where cards
 * go different ways, and where some card ends a run; or else no particle is its
 * end. A single character typed is taken for the first of a word, so that what
 * nearly always follows the same character (核心, typed 心) is left out. */
#include "query/suggest/parts.h"
#include "query/suggest/surface.h"
#include "text/stream.h"
#include "text/utf8.h"

#include <stdlib.h>

enum {
    MORE_CHARS_MAX = 8,
    CHAR_BYTES_MAX = 4,
    OCCURRENCES_MAX = 4096,
    BRANCHES_MIN = 3,
    HEADING_BYTES_MIN = 6,
    EXTRA_READS_MAX = 4,
    PARTICLE_BYTES = 3,
    SINGLES_MAX = 3
};

struct occurrence {
    char text[MORE_CHARS_MAX * CHAR_BYTES_MAX];
    uint8_t len;
    bool is_whole;   /* the card's run ends here */
    uint8_t card;    /* among the best */
    uint32_t before; /* the character before the typed run; 0: a border */
};

struct continuation {
    char text[MORE_CHARS_MAX * CHAR_BYTES_MAX];
    uint8_t len;
    uint32_t cards; /* a bit each */
    uint32_t ends;
};

struct continuations {
    struct occurrence *items;
    size_t count;
    struct continuation *found;
    size_t found_count;
    struct ls_arena *arena;
    bool is_cut;      /* too many to look at all */
    bool begins_word; /* a single character was typed */
};

static unsigned bits(uint32_t set)
{
    return (unsigned)__builtin_popcount(set);
}

static size_t char_len(const char *text, size_t len, size_t at)
{
    unsigned width;
    ls_utf8_decode(text, len, at, &width);
    return width;
}

/* The Han character that ends at `at` in the stream, 0 when there is none. */
static uint32_t char_before(struct ls_span stream, const char *at)
{
    size_t past = (size_t)(at - stream.ptr);
    size_t first = past;
    while (first > 0 && past - first < CHAR_BYTES_MAX &&
           ((unsigned char)stream.ptr[first - 1] & 0xc0) == 0x80) {
        first--;
    }
    if (first == past || first == 0) {
        return 0;
    }
    unsigned width;
    return ls_utf8_decode(stream.ptr, stream.len, first - 1, &width);
}

/* What follows in the stream at rest, to the end of its run. */
static struct occurrence occurrence_of(struct ls_span rest, uint8_t card)
{
    struct occurrence it = {.card = card};
    size_t chars = 0;
    while (it.len < rest.len && (unsigned char)rest.ptr[it.len] >= 0x80 && chars < MORE_CHARS_MAX) {
        it.len += (uint8_t)char_len(rest.ptr, rest.len, it.len);
        chars++;
    }
    it.is_whole = it.len == rest.len || (unsigned char)rest.ptr[it.len] < 0x80;
    memcpy(it.text, rest.ptr, it.len);
    return it;
}

static void add_stream(struct continuations *all, struct ls_span stream, struct ls_span run,
                       uint8_t card)
{
    struct ls_span whole = stream;
    const char *at;
    while (stream.len > 0 && (at = memmem(stream.ptr, stream.len, run.ptr, run.len)) != NULL) {
        stream = ls_span_from(stream, (size_t)(at - stream.ptr) + run.len);
        if (all->count == OCCURRENCES_MAX) {
            all->is_cut = true;
            return;
        }
        struct occurrence *room = LS_ARENA_PUSH(all->arena, all->items, &all->count);
        if (!room) {
            return;
        }
        *room = occurrence_of(stream, card);
        room->before = char_before(whole, at);
    }
}

static int compare_text(const void *a, const void *b)
{
    const struct occurrence *left = a;
    const struct occurrence *right = b;
    size_t len = left->len < right->len ? left->len : right->len;
    int order = memcmp(left->text, right->text, len);
    return order != 0 ? order : (left->len > right->len) - (left->len < right->len);
}

static void add_found(struct continuations *all, const struct occurrence *like, size_t len,
                      uint32_t cards, uint32_t ends)
{
    struct continuation *room = LS_ARENA_PUSH(all->arena, all->found, &all->found_count);
    if (room) {
        room->len = (uint8_t)len;
        memcpy(room->text, like->text, len);
        room->cards = cards;
        room->ends = ends;
    }
}

/* Characters that rarely end a word, but often follow one. */
static bool ends_in_particle(const char *text, size_t len)
{
    static const char particles[] =
        "的了與和及或是在為而也可會不並以於之其將讓把被從到對就都還又等";
    const size_t width = PARTICLE_BYTES;
    for (size_t i = 0; len >= width && i + width < sizeof particles; i += width) {
        if (memcmp(text + len - width, particles + i, width) == 0) {
            return true;
        }
    }
    return false;
}

/* Do occurrences [first, past) nearly all follow one character? The only one that can is found by
 * letting different ones cancel out. */
static bool follows_one(const struct continuations *all, size_t first, size_t past)
{
    uint32_t likely = 0;
    size_t lead = 0;
    size_t count = 0;
    for (size_t i = first; i < past; i++) {
        uint32_t before = all->items[i].before;
        likely = lead == 0 ? before : likely;
        lead = before == likely ? lead + 1 : lead - 1;
    }
    for (size_t i = first; i < past; i++) {
        count += all->items[i].before == likely;
    }
    return likely != 0 && past - first > 1 && count * 3 > (past - first) * 2;
}

/* total occurrences, of which most go on with the same character. */
static bool is_word(const struct occurrence *like, size_t len, uint32_t cards, uint32_t ends,
                    size_t total, size_t most)
{
    bool is_phrase = len > PARTICLE_BYTES && ends_in_particle(like->text, len);
    if (ends) {
        return most * 2 <= total && !is_phrase;
    }
    return bits(cards) > 1 && total >= BRANCHES_MIN && most * BRANCHES_MIN <= total &&
           !ends_in_particle(like->text, len);
}

/* Occurrences [first, past) agree in their first len bytes. Returns the cards they stand in. */
static uint32_t group(struct continuations *all, size_t first, size_t past, size_t len)
{
    uint32_t cards = 0;
    uint32_t ends = 0;
    size_t most = 0;
    size_t i = first;
    for (; i < past && all->items[i].len == len; i++) {
        cards |= UINT32_C(1) << all->items[i].card;
        ends |= (uint32_t)all->items[i].is_whole << all->items[i].card;
    }
    while (i < past) {
        const struct occurrence *head = &all->items[i];
        size_t longer = len + char_len(head->text, head->len, len);
        size_t next = i + 1;
        while (next < past && all->items[next].len >= longer &&
               memcmp(all->items[next].text, head->text, longer) == 0) {
            next++;
        }
        most = next - i > most ? next - i : most;
        cards |= group(all, i, next, longer);
        i = next;
    }
    if (is_word(&all->items[first], len, cards, ends, past - first, most) &&
        !(all->begins_word && len > 0 && follows_one(all, first, past))) {
        add_found(all, &all->items[first], len, cards, ends);
    }
    return cards;
}

static int compare_found(const void *a, const void *b)
{
    const struct continuation *left = a;
    const struct continuation *right = b;
    unsigned left_score = 2 * bits(left->cards) + bits(left->ends);
    unsigned right_score = 2 * bits(right->cards) + bits(right->ends);
    if (left_score != right_score) {
        return left_score > right_score ? -1 : 1;
    }
    if (left->len != right->len) {
        return left->len < right->len ? -1 : 1;
    }
    return memcmp(left->text, right->text, left->len);
}

static enum ls_status collect(struct ls_suggesting *s, struct continuations *all,
                              struct ls_error *err)
{
    enum ls_status status = LS_OK;
    for (size_t i = 0; status == LS_OK && i < s->best.count; i++) {
        struct ls_span stream;
        status = ls_index_stream(s->index, s->best.docids[i], &stream, err);
        if (status == LS_OK) {
            add_stream(all, ls_stream_outside(stream), s->typed.beginning, (uint8_t)i);
        }
    }
    if (status == LS_OK && s->arena->failed) {
        status = ls_fail_memory(err);
    }
    if (status == LS_OK && all->count > 0) {
        qsort(all->items, all->count, sizeof *all->items, compare_text);
        group(all, 0, all->count, 0);
    }
    if (status == LS_OK && all->found_count > 1) {
        qsort(all->found, all->found_count, sizeof *all->found, compare_found);
    }
    return status == LS_OK && s->arena->failed ? ls_fail_memory(err) : status;
}

static size_t count_chars(struct ls_span run)
{
    size_t count = 0;
    for (size_t at = 0; at < run.len; count++) {
        at += char_len(run.ptr, run.len, at);
    }
    return count;
}

/* All cards with the run may have been seen; one or two characters are a term of the index. */
static enum ls_status count_cards(struct ls_suggesting *s, struct ls_span run, uint32_t seen,
                                  bool is_seen_all, struct ls_suggested_term *term,
                                  struct ls_error *err)
{
    term->counted = is_seen_all;
    term->cards = is_seen_all ? seen : 0;
    if (is_seen_all || s->typed.earlier_count > 0 || count_chars(run) > 2) {
        return LS_OK;
    }
    term->counted = true;
    return ls_vocabulary_freq(s->index, run, &term->cards, err);
}

/* The headings of the note cards are in every article. */
static bool is_heading(struct ls_span written)
{
    for (int part = LS_PART_NONE + 1; part < LS_PART_COUNT; part++) {
        static const char *const headings[] = {
#define X(name, query_name, heading) heading,
            LS_PART_TABLE(X)
#undef X
        };
        struct ls_span heading = ls_span_str(headings[part]);
        if (written.len <= heading.len && written.len > HEADING_BYTES_MIN &&
            ls_span_equal(ls_span_from(heading, heading.len - written.len), written)) {
            return true;
        }
    }
    return false;
}

/* How one of the cards writes the run: as it was typed so far, if a few of them tell. */
static enum ls_status find_written(struct ls_suggesting *s, struct ls_span run, uint32_t cards,
                                   size_t *reads, struct ls_span *written, struct ls_error *err)
{
    enum ls_status status = LS_OK;
    *written = ls_span(NULL, 0);
    while (status == LS_OK && cards && (!written->ptr || *reads > 0)) {
        size_t card = (size_t)__builtin_ctz(cards);
        struct ls_span one = {0};
        cards &= cards - 1;
        *reads -= written->ptr != NULL;
        status = ls_best_card(s->index, &s->best, card, s->arena, err);
        if (status == LS_OK) {
            status = ls_surface_run(s->best.cards[card], run, s->analyzer, &one, err);
        }
        bool is_as_typed = one.ptr && ls_span_starts_with(one, s->typed.written);
        *written = is_as_typed || !written->ptr ? one : *written;
        if (is_as_typed) {
            break;
        }
    }
    return status;
}

static enum ls_status add_run(struct ls_suggesting *s, struct ls_span run, uint32_t cards,
                              size_t *reads, bool is_seen_all, struct ls_error *err)
{
    struct ls_suggested_term term = {0};
    enum ls_status status = find_written(s, run, cards, reads, &term.text, err);
    bool is_character = run.len <= CHAR_BYTES_MAX && count_chars(run) == 1;
    if (status != LS_OK || !term.text.ptr || is_character || is_heading(term.text)) {
        return status;
    }
    status = count_cards(s, run, bits(cards), is_seen_all, &term, err);
    struct ls_suggested_term *room = LS_ARENA_PUSH(s->arena, s->out->terms, &s->out->term_count);
    if (!room) {
        return ls_fail_memory(err);
    }
    *room = term;
    return status;
}

/* What one card alone says is worth little beside what several say. */
static void drop_singles(struct continuations *all)
{
    size_t several = 0;
    while (several < all->found_count && bits(all->found[several].cards) > 1) {
        several++;
    }
    size_t most = several > 0 ? several : SINGLES_MAX;
    all->found_count = all->found_count < most ? all->found_count : most;
}

enum ls_status ls_suggest_runs(struct ls_suggesting *s, struct ls_error *err)
{
    struct continuations all = {.arena = s->arena,
                                .begins_word = count_chars(s->typed.beginning) == 1};
    enum ls_status status = collect(s, &all, err);
    bool is_seen_all = s->best.is_all && !all.is_cut;
    size_t reads = EXTRA_READS_MAX;
    drop_singles(&all);
    for (size_t i = 0; status == LS_OK && i < all.found_count && s->out->term_count < s->limit;
         i++) {
        const struct continuation *it = &all.found[i];
        struct ls_span run = ls_arena_printf(s->arena, "%.*s%.*s", LS_SPAN_ARG(s->typed.beginning),
                                             (int)it->len, it->text);
        status =
            run.ptr ? add_run(s, run, it->cards, &reads, is_seen_all, err) : ls_fail_memory(err);
    }
    if (status == LS_OK && s->out->term_count == 0 && s->best.count > 0) {
        uint32_t all_cards = UINT32_MAX >> (LS_BEST_MAX - s->best.count);
        status = add_run(s, s->typed.beginning, all_cards, &reads, is_seen_all, err);
    }
    return status;
}
