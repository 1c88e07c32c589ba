#include "indexer/learn/hits.h"

#include "indexer/learn/bracket.h"

enum { ENGLISH_WORDS_MAX = 4, PIECES_MAX = 2 };

void ls_hits_free(struct ls_hits *hits)
{
    ls_strings_free(&hits->strings);
    ls_buf_free(&hits->lexeme);
}

enum ls_status ls_hits_lexeme(struct ls_hits *hits, struct ls_span text, uint32_t *lexeme,
                              struct ls_error *err)
{
    size_t places;
    ls_buf_clear(&hits->lexeme);
    enum ls_status status = ls_lexeme_add(&hits->lexeme, hits->analyzer, text, &places, err);
    bool is_key = status == LS_OK && places > 0 && places <= LS_LEXICON_PLACES_MAX;
    *lexeme = ls_strings_put(&hits->strings, is_key ? ls_buf_span(&hits->lexeme) : LS_SPAN(""));
    return status;
}

/* One text's walk. */
struct reading {
    struct ls_hits *hits;
    uint32_t card;
    uint32_t context; /* of the bracket at hand */
    size_t *left;
    enum ls_status status;
    struct ls_error *err;
};

static void add(struct reading *reading, enum ls_hit_form form, struct ls_span left,
                struct ls_span right, enum ls_border border)
{
    struct ls_hits *hits = reading->hits;
    struct ls_hit hit = {
        .form = form, .border = border, .card = reading->card, .context = reading->context};
    if (reading->status != LS_OK || *reading->left == 0) {
        return;
    }
    --*reading->left;
    hit.left = ls_strings_put(&hits->strings, left);
    hit.right = ls_strings_put(&hits->strings, right);
    reading->status = ls_hits_lexeme(hits, right, &hit.right_lexeme, reading->err);
    if (reading->status == LS_OK && form != LS_HIT_TAIL) {
        reading->status = ls_hits_lexeme(hits, left, &hit.left_lexeme, reading->err);
    }
    struct ls_hit *item = LS_ARENA_PUSH(&hits->strings.arena, hits->items, &hits->count);
    if (item) {
        *item = hit;
    } else if (reading->status == LS_OK) {
        reading->status = ls_fail_memory(reading->err);
    }
}

/* ---- what stands inside ---- */

static const struct ls_span leads[] = {
    LS_SPAN_INIT("簡稱"),   LS_SPAN_INIT("简称"), LS_SPAN_INIT("縮寫為"), LS_SPAN_INIT("縮寫"),
    LS_SPAN_INIT("缩写为"), LS_SPAN_INIT("缩写"), LS_SPAN_INIT("英文"),
};

/* （簡稱 TAM） is （TAM）. */
static struct ls_span without_lead(struct ls_span text)
{
    text = ls_span_trim(text);
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (ls_span_starts_with(text, leads[i])) {
            return ls_span_trim(ls_span_from(text, leads[i].len));
        }
    }
    return text;
}

/* The bytes of a separator that stands at a place. */
static size_t separator(struct ls_span text, size_t at)
{
    static const struct ls_span wide[] = {LS_SPAN_INIT("，"), LS_SPAN_INIT("、"),
                                          LS_SPAN_INIT("；"), LS_SPAN_INIT("："),
                                          LS_SPAN_INIT("／")};
    if (memchr(",;:/", text.ptr[at], 4)) {
        return 1;
    }
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        if (ls_span_starts_with(ls_span_from(text, at), wide[i])) {
            return wide[i].len;
        }
    }
    return 0;
}

/* How many there are; only the first PIECES_MAX are kept. */
static size_t split(struct ls_span text, struct ls_span pieces[PIECES_MAX])
{
    size_t count = 0;
    size_t first = 0;
    for (size_t at = 0; at <= text.len; at++) {
        size_t width = at < text.len ? separator(text, at) : 1;
        if (width == 0) {
            continue;
        }
        if (count < PIECES_MAX) {
            pieces[count] = without_lead(ls_span(text.ptr + first, at - first));
        }
        count++;
        at += width - 1;
        first = at + 1;
    }
    return count;
}

/* ---- what it says of what stands before ---- */

static void add_translation(struct reading *reading, struct ls_span before, struct ls_span english)
{
    struct ls_tail tail;
    if (ls_tail_han(before, &tail) && tail.border != LS_BORDER_SCRIPT) {
        add(reading, LS_HIT_TAIL, tail.text, english, tail.border);
    }
}

static void add_long_form(struct reading *reading, struct ls_span before, struct ls_span short_form)
{
    struct ls_span words = ls_long_form(before, short_form);
    if (words.len > 0) {
        add(reading, LS_HIT_SHORTENED, words, short_form, LS_BORDER_WHOLE);
    }
}

/* LLM (large language model) */
static void add_short_before(struct reading *reading, struct ls_span before, struct ls_span phrase)
{
    struct ls_tail tail;
    if (ls_tail_words(before, 1, &tail) && ls_term_kind(tail.text) == LS_TERM_SHORT &&
        ls_is_long_form(phrase, tail.text)) {
        add(reading, LS_HIT_SHORTENED, phrase, tail.text, LS_BORDER_WHOLE);
    }
}

/* The words at the end from the last run of them that begin with capitals. */
static struct ls_span capitalised(struct ls_span words)
{
    size_t first = words.len;
    bool more = true;
    for (size_t at = words.len; more && at > 0; at--) {
        bool begins = at == 1 || words.ptr[at - 2] == ' ';
        if (begins) {
            more = words.ptr[at - 1] >= 'A' && words.ptr[at - 1] <= 'Z';
            first = more ? at - 1 : first;
        }
    }
    return ls_span_from(words, first);
}

static struct ls_span without_article(struct ls_span words)
{
    static const struct ls_span articles[] = {LS_SPAN_INIT("the "), LS_SPAN_INIT("The "),
                                              LS_SPAN_INIT("a "), LS_SPAN_INIT("A ")};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        if (ls_span_starts_with(words, articles[i])) {
            return ls_span_trim(ls_span_from(words, articles[i].len));
        }
    }
    return words;
}

/* The English term that a Chinese one in parentheses stands behind. */
static void add_whole(struct reading *reading, struct ls_span before, struct ls_span han)
{
    struct ls_tail tail;
    if (!ls_tail_words(before, ENGLISH_WORDS_MAX + 1, &tail)) {
        return;
    }
    struct ls_span words = without_article(tail.text);
    struct ls_tail few;
    ls_tail_words(before, ENGLISH_WORDS_MAX, &few);
    bool is_all = few.text.len == tail.text.len || words.len < tail.text.len;
    words = is_all ? words : capitalised(tail.text);
    enum ls_term_kind kind = ls_term_kind(words);
    if (kind == LS_TERM_PHRASE || kind == LS_TERM_SHORT) {
        add(reading, LS_HIT_WHOLE, han, words, LS_BORDER_WHOLE);
    }
}

static bool is_han(struct ls_span before)
{
    struct ls_tail tail;
    return ls_tail_han(before, &tail);
}

static void read_one(struct reading *reading, struct ls_span before, struct ls_span inside)
{
    switch (ls_term_kind(inside)) {
    case LS_TERM_SHORT:
        add_translation(reading, before, inside);
        add_long_form(reading, before, inside);
        break;
    case LS_TERM_PHRASE:
        add_translation(reading, before, inside);
        add_short_before(reading, before, inside);
        break;
    case LS_TERM_HAN:
        add_whole(reading, before, inside);
        break;
    case LS_TERM_NONE:
        break;
    }
}

/* （Technology Acceptance Model, TAM）, either first; or a short form and something else. */
static void read_two(struct reading *reading, struct ls_span before,
                     const struct ls_span pieces[PIECES_MAX])
{
    enum ls_term_kind kinds[] = {ls_term_kind(pieces[0]), ls_term_kind(pieces[1])};
    size_t phrase = kinds[0] == LS_TERM_PHRASE ? 0 : 1;
    bool are_forms = kinds[phrase] == LS_TERM_PHRASE && kinds[1 - phrase] == LS_TERM_SHORT &&
                     ls_is_long_form(pieces[phrase], pieces[1 - phrase]);
    if (are_forms) {
        add(reading, LS_HIT_SHORTENED, pieces[phrase], pieces[1 - phrase], LS_BORDER_WHOLE);
        add_translation(reading, before, pieces[0]);
        add_translation(reading, before, pieces[1]);
    } else if (kinds[0] == LS_TERM_SHORT && !is_han(before)) {
        add_long_form(reading, before, pieces[0]);
    }
}

enum ls_status ls_hits_add(struct ls_hits *hits, struct ls_span text, uint32_t card, size_t *left,
                           struct ls_error *err)
{
    struct reading reading = {.hits = hits, .card = card, .left = left, .err = err};
    struct ls_bracket_walk walk = {.text = text};
    struct ls_bracket bracket;
    while (reading.status == LS_OK && *left > 0 && ls_bracket_next(&walk, &bracket)) {
        struct ls_span pieces[PIECES_MAX];
        size_t count = split(bracket.inside, pieces);
        reading.context = bracket.context;
        if (count == 1) {
            read_one(&reading, bracket.before, pieces[0]);
        } else if (count == PIECES_MAX) {
            read_two(&reading, bracket.before, pieces);
        }
    }
    if (reading.status == LS_OK && hits->strings.arena.failed) {
        reading.status = ls_fail_memory(err);
    }
    return reading.status;
}
