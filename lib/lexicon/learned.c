#include "lexicon/learned.h"

/* "1", then of each pair: source, cards, occurrences, weight in thousandths, and both sides with
 * their lengths before them; numbers are varints. */
enum { VERSION = '1', WEIGHT_UNITS = 1000, PAIR_BYTES_MIN = 6 };

static int compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

int ls_learned_compare(const struct ls_learned_pair *a, const struct ls_learned_pair *b)
{
    int order = (int)a->source - (int)b->source;
    order = order ? order : compare_numbers(b->cards, a->cards);
    order = order ? order : compare_numbers(b->occurrences, a->occurrences);
    order = order ? order : compare_numbers(b->weight, a->weight);
    order = order ? order : ls_span_compare(a->left, b->left);
    return order ? order : ls_span_compare(a->right, b->right);
}

static void add_text(struct ls_buf *out, struct ls_span text)
{
    ls_buf_add_varint(out, text.len);
    ls_buf_add_span(out, text);
}

void ls_learned_write(const struct ls_learned *learned, struct ls_buf *out)
{
    ls_buf_add_char(out, VERSION);
    for (size_t i = 0; i < learned->count; i++) {
        const struct ls_learned_pair *pair = &learned->pairs[i];
        ls_buf_add_varint(out, pair->source);
        ls_buf_add_varint(out, pair->cards);
        ls_buf_add_varint(out, pair->occurrences);
        ls_buf_add_varint(out, (uint64_t)(pair->weight * WEIGHT_UNITS + 0.5));
        add_text(out, pair->left);
        add_text(out, pair->right);
    }
}

static bool take_text(struct ls_span *rest, struct ls_span *text)
{
    uint64_t len;
    if (!ls_varint_take(rest, &len) || len > rest->len) {
        return false;
    }
    *text = ls_span(rest->ptr, (size_t)len);
    *rest = ls_span_from(*rest, (size_t)len);
    return true;
}

static bool take_pair(struct ls_span *rest, struct ls_learned_pair *pair)
{
    uint64_t source;
    uint64_t cards;
    uint64_t occurrences;
    uint64_t weight;
    if (!ls_varint_take(rest, &source) || !ls_varint_take(rest, &cards) ||
        !ls_varint_take(rest, &occurrences) || !ls_varint_take(rest, &weight) ||
        source >= LS_LEXICON_SOURCE_COUNT || cards > UINT32_MAX || occurrences > UINT32_MAX ||
        weight > WEIGHT_UNITS) {
        return false;
    }
    pair->source = (enum ls_lexicon_source)source;
    pair->cards = (uint32_t)cards;
    pair->occurrences = (uint32_t)occurrences;
    pair->weight = (double)weight / WEIGHT_UNITS;
    return take_text(rest, &pair->left) && take_text(rest, &pair->right);
}

enum ls_status ls_learned_read(struct ls_span bytes, struct ls_arena *arena,
                               struct ls_learned *learned, struct ls_error *err)
{
    *learned = (struct ls_learned){0};
    bool good = bytes.len == 0 || bytes.ptr[0] == VERSION;
    struct ls_span rest = ls_span_from(bytes, 1);
    size_t room = rest.len / PAIR_BYTES_MIN;
    learned->pairs = ls_arena_array(arena, room, sizeof *learned->pairs);
    while (good && learned->pairs && rest.len > 0) {
        good = learned->count < room && take_pair(&rest, &learned->pairs[learned->count]);
        learned->count += good;
    }
    if (!good) {
        *learned = (struct ls_learned){0};
        return ls_fail(err, LS_CORRUPT, "the index's glossary is damaged: rebuild the index");
    }
    return learned->pairs ? LS_OK : ls_fail_memory(err);
}
