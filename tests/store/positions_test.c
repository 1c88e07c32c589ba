/* Positions tell of each pattern what a look at each stream tells. */
#include "store/positions.h"
#include "tests/tap.h"
#include "text/stream.h"

#include <stdlib.h>
#include <string.h>

enum { CARDS = 300, LINES_MAX = 6, TOKENS_MAX = 12, PATTERNS = 6000, BYTES_MAX = 64 << 20 };

/* Few, so that they meet; runs of Han characters stand whole. */
static const char *const words[] = {"llm", "bias", "model", "a", "é"};
static const char *const characters[] = {"模", "型", "的", "幻", "觉", "𠮷"};

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static void add_tokens(struct ls_buf *out, uint32_t *seed, uint32_t count)
{
    for (; count > 0; count--) {
        ls_buf_add_char(out, ' ');
        if (draw(seed, 2)) {
            ls_buf_add_str(out, words[draw(seed, 5)]);
            continue;
        }
        for (uint32_t left = 1 + draw(seed, 5); left > 0; left--) {
            ls_buf_add_str(out, characters[draw(seed, 6)]);
        }
    }
    ls_buf_add_str(out, " ");
}

static void add_section(struct ls_buf *stream, uint32_t *seed)
{
    ls_stream_open(stream, "tab"[draw(seed, 3)], draw(seed, 4));
    for (uint32_t lines = draw(seed, LINES_MAX); lines > 0; lines--) {
        add_tokens(stream, seed, 1 + draw(seed, TOKENS_MAX));
        ls_buf_add_char(stream, LS_STREAM_BREAK);
    }
}

/* A card's stream: by its number, so that it can be made again. */
static void make_stream(struct ls_buf *stream, uint32_t docid)
{
    uint32_t seed = docid * 977;
    ls_buf_clear(stream);
    for (uint32_t sections = draw(&seed, 4); sections > 0; sections--) {
        add_section(stream, &seed);
    }
    if (draw(&seed, 2)) {
        ls_buf_add_char(stream, LS_STREAM_TEMPLATE);
        add_section(stream, &seed);
    }
}

static uint32_t docid_of(uint32_t card)
{
    return 1 + card * 3;
}

static struct ls_positions *make_positions(size_t bytes_max, uint32_t last_round)
{
    struct ls_positions_maker *maker = ls_positions_maker_new(bytes_max);
    struct ls_buf stream = {0};
    bool turned = true;
    for (uint32_t round = 0; turned && round < 2; round++) {
        for (uint32_t card = 0; card < (round == 0 ? CARDS : last_round); card++) {
            make_stream(&stream, docid_of(card));
            ls_positions_add(maker, docid_of(card), ls_buf_span(&stream));
        }
        turned = round > 0 || ls_positions_turn(maker);
    }
    struct ls_positions *positions = turned ? ls_positions_finish(maker) : NULL;
    ls_positions_maker_free(maker);
    ls_buf_free(&stream);
    return positions;
}

/* Of each card: a bit for the sides on which, and for the fields and parts in which, it stands. */
struct seen {
    uint32_t of[CARDS * 3 + 1];
};

static uint32_t bit_of(char code, unsigned part, bool is_template)
{
    unsigned field = code == 't' ? 0 : code == 'a' ? 1 : 2;
    return 1u << (field * 8 + part * 2 + is_template);
}

static bool see(void *context, const struct ls_stream_section *section)
{
    struct seen *seen = context;
    seen->of[section->docid] |= bit_of(section->code, section->part, section->is_template);
    return true;
}

static void look(struct ls_span pattern, struct seen *seen)
{
    struct ls_buf stream = {0};
    memset(seen, 0, sizeof *seen);
    for (uint32_t card = 0; card < CARDS; card++) {
        make_stream(&stream, docid_of(card));
        struct ls_stream_walk walk = {.rest = ls_buf_span(&stream)};
        while (ls_stream_next(&walk)) {
            if (ls_stream_holds(walk.text, pattern, NULL, 0)) {
                seen->of[docid_of(card)] |= bit_of(walk.code, walk.part, walk.is_template);
            }
        }
    }
    ls_buf_free(&stream);
}

/* Some tokens of a card as a query would have them: cut at either end where it is a run. */
static void make_pattern(struct ls_buf *pattern, uint32_t *seed)
{
    ls_buf_clear(pattern);
    add_tokens(pattern, seed, 1 + draw(seed, 3));
    bool ends_in_run = (unsigned char)pattern->ptr[pattern->len - 2] >= 0xe0;
    bool starts_with_run = (unsigned char)pattern->ptr[1] >= 0xe0;
    pattern->len -= ends_in_run;
    if (starts_with_run) {
        memmove(pattern->ptr, pattern->ptr + 1, --pattern->len);
    }
}

static void test_patterns(const struct ls_positions *positions)
{
    struct ls_buf pattern = {0};
    struct seen *expected = malloc(sizeof *expected);
    struct seen *found = malloc(sizeof *found);
    uint32_t seed = 7, known = 0, held = 0, wrong = 0;
    for (int i = 0; i < PATTERNS; i++) {
        make_pattern(&pattern, &seed);
        if (!ls_positions_know(ls_buf_span(&pattern))) {
            continue;
        }
        memset(found, 0, sizeof *found);
        ls_positions_find(positions, ls_buf_span(&pattern), see, found);
        look(ls_buf_span(&pattern), expected);
        bool is_same = memcmp(found, expected, sizeof *found) == 0;
        wrong += !is_same;
        if (!is_same && wrong < 5) {
            tap_ok(false, "'%.*s' is found where it stands", (int)pattern.len, pattern.ptr);
        }
        known++;
        for (uint32_t card = 0; card < CARDS; card++) {
            held += expected->of[docid_of(card)] != 0;
        }
    }
    tap_is_int(wrong, 0, "all patterns are found where they stand, and nowhere else");
    tap_ok(known > PATTERNS / 2 && held > known, "most are known, and many cards hold one");
    free(expected);
    free(found);
    ls_buf_free(&pattern);
}

/* Counts the cards it is told of, and wants to know no more of each. */
static bool see_once(void *context, const struct ls_stream_section *section)
{
    struct seen *seen = context;
    seen->of[section->docid]++;
    return false;
}

static void test_once(const struct ls_positions *positions)
{
    static const char *const patterns[] = {" llm ", "模型", "的幻", " bias model "};
    struct seen *expected = malloc(sizeof *expected);
    struct seen *found = malloc(sizeof *found);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        int missing = 0, again = 0;
        look(ls_span_str(patterns[i]), expected);
        memset(found, 0, sizeof *found);
        ls_positions_find(positions, ls_span_str(patterns[i]), see_once, found);
        for (uint32_t card = 0; card < CARDS; card++) {
            uint32_t docid = docid_of(card);
            missing += expected->of[docid] && !found->of[docid];
            again += found->of[docid] > 1 || (found->of[docid] && !expected->of[docid]);
        }
        tap_ok(missing == 0 && again == 0, "'%s': each card once", patterns[i]);
    }
    free(expected);
    free(found);
}

/* The places of a pattern: of which cards, and by number or by line, counted from the first card
 * on. */
struct places {
    struct {
        uint32_t docid;
        uint32_t at;
    } items[CARDS * LINES_MAX * TOKENS_MAX * 5];
    size_t count;
};

static void add_place(struct places *places, uint32_t docid, uint32_t at)
{
    places->items[places->count].docid = docid;
    places->items[places->count++].at = at;
}

static bool see_place(void *context, const struct ls_stream_section *section, uint32_t number)
{
    add_place(context, section->docid, number);
    return true;
}

static void look_at_line(struct ls_span line, struct ls_span pattern, uint32_t docid,
                         uint32_t number, struct places *places)
{
    const char *end = line.ptr + line.len;
    for (const char *at = line.ptr; (at = memmem(at, (size_t)(end - at), pattern.ptr, pattern.len));
         at++) {
        add_place(places, docid, number);
    }
}

static void look_for_places(struct ls_span pattern, struct places *places)
{
    struct ls_buf stream = {0};
    uint32_t number = 0;
    for (uint32_t card = 0; card < CARDS; card++) {
        make_stream(&stream, docid_of(card));
        struct ls_stream_walk walk = {.rest = ls_buf_span(&stream)};
        while (ls_stream_next(&walk)) {
            for (struct ls_span rest = walk.text; rest.len > 0; number++) {
                const char *end = memchr(rest.ptr, LS_STREAM_BREAK, rest.len);
                size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
                look_at_line(ls_span(rest.ptr, len), pattern, docid_of(card), number, places);
                rest = ls_span_from(rest, len + 1);
            }
        }
    }
    ls_buf_free(&stream);
}

/* They come in the order of the streams, and neighbours share a line where these do. */
static void test_places(const struct ls_positions *positions)
{
    static const char *const patterns[] = {" llm ", "模型", "的幻", " bias model ", "幻觉 a "};
    struct places *expected = malloc(sizeof *expected);
    struct places *found = malloc(sizeof *found);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        expected->count = 0;
        found->count = 0;
        look_for_places(ls_span_str(patterns[i]), expected);
        ls_positions_places(positions, ls_span_str(patterns[i]), see_place, found);
        size_t wrong = expected->count != found->count;
        for (size_t n = 0; !wrong && n < found->count; n++) {
            wrong += found->items[n].docid != expected->items[n].docid;
            wrong += n > 0 && ls_positions_share_line(positions, found->items[n - 1].at,
                                                      found->items[n].at) !=
                                  (expected->items[n - 1].at == expected->items[n].at);
        }
        tap_ok(wrong == 0 && found->count > 0, "'%s': %zu places, line by line", patterns[i],
               found->count);
    }
    free(expected);
    free(found);
}

static void test_known(void)
{
    static const struct {
        const char *pattern;
        bool is_known;
    } rows[] = {
        {" llm ", true},
        {"模", true},
        {"模型", true},
        {"模型的幻觉", true},
        {" llm bias ", true},
        {" llm 模型", true},
        {"模型 llm ", true},
        {" llm 模型 bias ", true},
        {" llm 模 bias ", true},
        {"模 型的", true},
        {" llm 模", false},
        {" 模型", false},
        {"", false},
        {"llm ", false},
        {" llm", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tap_ok(ls_positions_know(ls_span_str(rows[i].pattern)) == rows[i].is_known,
               "'%s' is %sknown", rows[i].pattern, rows[i].is_known ? "" : "not ");
    }
}

static bool count_section(void *context, const struct ls_stream_section *section)
{
    *(size_t *)context += section->docid > 0;
    return true;
}

static void test_sections(const struct ls_positions *positions)
{
    size_t counted = 0, expected = 0;
    struct ls_buf stream = {0};
    ls_positions_sections(positions, count_section, &counted);
    for (uint32_t card = 0; card < CARDS; card++) {
        make_stream(&stream, docid_of(card));
        struct ls_stream_walk walk = {.rest = ls_buf_span(&stream)};
        uint32_t last = 0;
        while (ls_stream_next(&walk)) {
            uint32_t bit = bit_of(walk.code, walk.part, walk.is_template);
            expected += bit != last;
            last = bit;
        }
    }
    tap_is_int((long long)counted, (long long)expected,
               "each section of each card, those of a kind in a row once");
    ls_buf_free(&stream);
}

static void test_room(const struct ls_positions *positions)
{
    size_t bytes = ls_positions_bytes(positions);
    struct ls_positions *same = make_positions(bytes, CARDS);
    struct ls_positions *cut = make_positions(BYTES_MAX, CARDS / 2);
    tap_ok(same, "what they take is what they need");
    tap_ok(!make_positions(bytes - 1, CARDS), "not with a byte less");
    tap_ok(!cut, "none of streams that are not the same in both rounds");
    ls_positions_free(same);
}

static void test_nothing(void)
{
    struct ls_positions_maker *maker = ls_positions_maker_new(BYTES_MAX);
    size_t counted = 0;
    tap_ok(!ls_positions_finish(maker), "not without a second round");
    tap_ok(ls_positions_turn(maker), "of no card");
    struct ls_positions *positions = ls_positions_finish(maker);
    ls_positions_maker_free(maker);
    tap_ok(positions, "nothing stands in an index without cards");
    ls_positions_find(positions, LS_SPAN("模型"), count_section, &counted);
    tap_is_int((long long)counted, 0, "nowhere");
    ls_positions_free(positions);
    ls_positions_free(NULL);
    ls_positions_maker_free(NULL);
}

int main(void)
{
    struct ls_positions *positions = make_positions(BYTES_MAX, CARDS);
    tap_ok(positions, "positions of %d cards", CARDS);
    test_known();
    test_patterns(positions);
    test_once(positions);
    test_places(positions);
    test_sections(positions);
    test_room(positions);
    test_nothing();
    ls_positions_free(positions);
    return tap_done();
}
