#include "tests/oracle/question.h"

#include "base/buf.h"
#include "text/utf8.h"

#include <opencc/opencc.h>
#include <stdio.h>

enum { TRIES = 400, HAN_CHARS_MAX = 6, NEIGHBOURS_MAX = 5, PREFIX_LETTERS_MIN = 3 };

/* Kinds of query: a row each. Those of which programs and scan are known to disagree, since an
 * index of stems does not know how its words began, are asked with --language. */
const struct kind question_kinds[] = {
    {"word", {FROM_WORD}},
    {"word, upper case", {FROM_WORD}, {UPPER}},
    {"word, full width", {FROM_WORD}, {WIDE}},
    {"glued word", {FROM_GLUED}},
    {"glued word, full width", {FROM_GLUED}, {WIDE}},
    {"Chinese", {FROM_HAN}},
    {"Chinese, Simplified", {FROM_HAN}, {SIMPLIFIED}},
    {"Chinese, Traditional", {FROM_HAN}, {TRADITIONAL}},
    {"word + word", {FROM_WORD, FROM_WORD}},
    {"word + word, upper and wide", {FROM_WORD, FROM_WORD}, {UPPER, WIDE}},
    {"glued + word", {FROM_GLUED, FROM_WORD}},
    {"Chinese + Chinese", {FROM_HAN, FROM_HAN}},
    {"Chinese + Chinese, Simplified", {FROM_HAN, FROM_HAN}, {SIMPLIFIED, SIMPLIFIED}},
    {"Chinese + Chinese, both scripts", {FROM_HAN, FROM_HAN}, {AS_WRITTEN, SIMPLIFIED}},
    {"word + Chinese", {FROM_WORD, FROM_HAN}},
    {"Chinese + word, Simplified", {FROM_HAN, FROM_WORD}, {SIMPLIFIED, UPPER}},
    {"glued + Chinese", {FROM_GLUED, FROM_HAN}},
    {"phrase", {FROM_PHRASE}},
    {"phrase, upper case", {FROM_PHRASE}, {UPPER}},
    {"Chinese phrase", {FROM_HAN_ROW}},
    {"Chinese phrase, Simplified", {FROM_HAN_ROW}, {SIMPLIFIED}},
    {"mixed phrase", {FROM_MIX}},
    {"mixed phrase, Simplified", {FROM_MIX}, {SIMPLIFIED}},
    {"phrase + Chinese", {FROM_PHRASE, FROM_HAN}},
    {"word OR word", {FROM_WORD, FROM_WORD}, {0}, ANY},
    {"Chinese OR word", {FROM_HAN, FROM_WORD}, {SIMPLIFIED}, ANY},
    {"word NOT word", {FROM_WORD, FROM_WORD}, {0}, BUT_NOT},
    {"Chinese NOT Chinese", {FROM_HAN, FROM_HAN}, {0}, BUT_NOT},
    {"phrase NOT Chinese", {FROM_PHRASE, FROM_HAN}, {0}, BUT_NOT},
    {"word NEAR word", {FROM_WORD, FROM_WORD}, {0}, NEAR},
    {"Chinese NEAR Chinese", {FROM_HAN, FROM_HAN}, {0, SIMPLIFIED}, NEAR},
    {"word NEAR Chinese", {FROM_WORD, FROM_HAN}, {0}, NEAR},
    {"prefix", {FROM_WORD}, {0}, PREFIX, true},
    {"title:word", {FROM_WORD}, {0}, TITLE},
    {"title:Chinese", {FROM_HAN}, {SIMPLIFIED}, TITLE},
    {"title:phrase", {FROM_PHRASE}, {0}, TITLE},
};
const size_t question_kind_count = sizeof question_kinds / sizeof *question_kinds;

uint64_t random_next(struct random *random) /* splitmix64 */
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static size_t below(struct random *random, size_t limit)
{
    return (size_t)(random_next(random) % limit);
}

bool converters_open(struct converters *converters)
{
    converters->to_simplified = opencc_open("t2s.json");
    converters->to_traditional = opencc_open("s2t.json");
    bool good =
        converters->to_simplified != (opencc_t)-1 && converters->to_traditional != (opencc_t)-1;
    if (!good) {
        fprintf(stderr, "no tables of OpenCC: %s\n", opencc_error());
    }
    return good;
}

void converters_close(struct converters *converters)
{
    opencc_close(converters->to_simplified);
    opencc_close(converters->to_traditional);
}

/* ---- a word of a card ---- */

/* The pieces [begin, end) of a reading. */
struct stretch {
    size_t begin;
    size_t end;
};

/* The word or the single Han character at i: to the left and right as far as it is glued. */
static struct stretch word_at(const struct reading *reading, size_t i)
{
    struct stretch word = {i, i + 1};
    if (!reading->pieces[i].is_han) {
        while (reading->pieces[word.begin].joined) {
            word.begin--;
        }
        while (word.end < reading->count && reading->pieces[word.end].joined &&
               !reading->pieces[word.end].is_han) {
            word.end++;
        }
    }
    return word;
}

static bool take_word(const struct reading *reading, size_t i, bool is_glued,
                      struct stretch *stretch)
{
    *stretch = word_at(reading, i);
    return !reading->pieces[i].is_han && (stretch->end - stretch->begin > 1) == is_glued;
}

static bool take_han(struct random *random, const struct reading *reading, size_t i,
                     struct stretch *stretch)
{
    size_t wanted = 1 + below(random, HAN_CHARS_MAX);
    *stretch = (struct stretch){i, i + 1};
    while (stretch->end - i < wanted && stretch->end < reading->count &&
           reading->pieces[stretch->end].is_han && reading->pieces[stretch->end].joined) {
        stretch->end++;
    }
    return reading->pieces[i].is_han;
}

static bool take_neighbours(struct random *random, const struct reading *reading, size_t i,
                            enum source source, struct stretch *stretch)
{
    size_t wanted = 2 + below(random, NEIGHBOURS_MAX - 1);
    size_t han = 0;
    *stretch = word_at(reading, i);
    for (size_t n = 0; n < wanted; n++) {
        struct stretch next = n == 0 ? *stretch : (struct stretch){0};
        if (n > 0) {
            bool ends = stretch->end == reading->count ||
                        reading->pieces[stretch->end].sentence != reading->pieces[i].sentence;
            if (ends) {
                return false;
            }
            next = word_at(reading, stretch->end);
        }
        han += reading->pieces[next.begin].is_han;
        stretch->end = next.end;
    }
    return source == FROM_PHRASE    ? han == 0
           : source == FROM_HAN_ROW ? han == wanted
                                    : han > 0 && han < wanted;
}

static bool take(struct random *random, const struct reading *reading, enum source source,
                 struct stretch *stretch)
{
    size_t i = below(random, reading->count);
    switch (source) {
    case FROM_WORD:
    case FROM_GLUED:
        return take_word(reading, i, source == FROM_GLUED, stretch);
    case FROM_HAN:
        return take_han(random, reading, i, stretch);
    default:
        return take_neighbours(random, reading, i, source, stretch);
    }
}

static bool is_digits(struct ls_span text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        digits += text.ptr[i] >= '0' && text.ptr[i] <= '9';
    }
    return digits == text.len;
}

/* Would the query language take these bytes for something else than a word of the text? Numbers
 * by themselves may be PMIDs. */
static bool is_misread(struct ls_span text, const struct kind *kind)
{
    static const char *const operators[] = {"AND", "OR", "NOT", "NEAR"};
    static const char *const signs[] = {"\"", "“",  "”",  "„", "〝", "〞", "＂", "「",
                                        "」", "『", "』", "｢", "｣",  "*",  "＊", "(",
                                        ")",  "（", "）", "[", "]",  ":",  "：", "\n"};
    bool found = is_digits(text) && kind->sources[1] == FROM_NOTHING;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        found |=
            text.len == strlen(operators[i]) && strncasecmp(text.ptr, operators[i], text.len) == 0;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        found |= memmem(text.ptr, text.len, signs[i], strlen(signs[i])) != NULL;
    }
    return found;
}

static bool pick(const struct shelf *shelf, struct random *random, const struct shelf_card *card,
                 const struct kind *kind, enum source source, struct ls_span *written)
{
    (void)shelf;
    for (int try = 0; try < TRIES && card->card.section_count > 0; try++) {
        size_t n = below(random, 2 * card->card.section_count);
        const struct reading *reading = &card->readings[n];
        bool is_wanted =
            kind->operation != TITLE || card->card.sections[n / 2].field == LS_FIELD_TITLE;
        struct stretch stretch;
        if (!is_wanted || reading->count == 0 || !take(random, reading, source, &stretch)) {
            continue;
        }
        uint32_t first = reading->pieces[stretch.begin].first;
        uint32_t past = reading->pieces[stretch.end - 1].past;
        *written = ls_span(reading->text.ptr + first, past - first);
        if (!is_misread(*written, kind)) {
            return true;
        }
    }
    return false;
}

/* ---- how it is typed ---- */

static struct ls_span convert(struct shelf *shelf, void *converter, struct ls_span text)
{
    char *converted = opencc_convert_utf8(converter, text.ptr, text.len);
    struct ls_span kept = ls_arena_copy(&shelf->arena, ls_span_str(converted));
    opencc_convert_utf8_free(converted);
    return kept;
}

static struct ls_span retype(struct shelf *shelf, struct ls_span text, bool is_wide)
{
    struct ls_buf typed = {0};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_lower = c >= 'a' && c <= 'z';
        bool is_plain = is_lower || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_wide && is_plain) {
            ls_buf_add_codepoint(&typed, 0xff01u + (uint32_t)(c - '!'));
        } else {
            ls_buf_add_char(&typed, is_lower && !is_wide ? (char)(c - 'a' + 'A') : c);
        }
    }
    struct ls_span kept = ls_arena_copy(&shelf->arena, ls_buf_span(&typed));
    ls_buf_free(&typed);
    return kept;
}

static struct ls_span type(struct shelf *shelf, const struct converters *converters,
                           struct ls_span written, enum form form)
{
    switch (form) {
    case SIMPLIFIED:
        return convert(shelf, converters->to_simplified, written);
    case TRADITIONAL:
        return convert(shelf, converters->to_traditional, written);
    case UPPER:
    case WIDE:
        return retype(shelf, written, form == WIDE);
    default:
        return written;
    }
}

static bool is_quoted(enum source source)
{
    return source >= FROM_PHRASE;
}

/* Cuts a word for a prefix: at least a few letters, ASCII. */
static struct ls_span cut(struct random *random, struct ls_span word)
{
    for (size_t i = 0; i < word.len; i++) {
        bool is_letter = (word.ptr[i] | 32) >= 'a' && (word.ptr[i] | 32) <= 'z';
        if (!is_letter) {
            return ls_span(word.ptr, 0);
        }
    }
    size_t spare = word.len > PREFIX_LETTERS_MIN ? word.len - PREFIX_LETTERS_MIN : 0;
    size_t len = word.len - (spare ? below(random, spare + 1) : 0);
    return ls_span(word.ptr, len >= PREFIX_LETTERS_MIN ? len : 0);
}

static bool fill_side(struct shelf *shelf, const struct converters *converters,
                      struct random *random, const struct kind *kind, size_t n,
                      const struct shelf_card *card, struct side *side)
{
    enum source source = kind->sources[n];
    *side = (struct side){0};
    if (!pick(shelf, random, card, kind, source, &side->written)) {
        return false;
    }
    if (kind->operation == PREFIX) {
        side->written = cut(random, side->written);
    }
    side->typed = type(shelf, converters, side->written, kind->forms[n]);
    units_read(shelf, side->written, is_quoted(source), &side->units);
    for (size_t i = 0; i < side->units.count; i++) {
        side->units.items[i].is_prefix = kind->operation == PREFIX;
    }
    /* What is typed otherwise must be one word too: the full width of a curly sign may not be. */
    return side->units.count > 0 && (kind->operation == ALL || side->units.count == 1);
}

static void write_text(struct shelf *shelf, struct question *question)
{
    static const char *const between[] = {
        [ALL] = " ", [ANY] = " OR ", [BUT_NOT] = " NOT ", [TITLE] = " ", [PREFIX] = " "};
    const struct kind *kind = question->kind;
    struct ls_buf text = {0};
    for (size_t i = 0; i < question->side_count; i++) {
        const char *quote = is_quoted(kind->sources[i]) ? "\"" : "";
        if (i > 0 && kind->operation == NEAR) {
            ls_buf_printf(&text, " NEAR/%u ", question->distance);
        } else if (i > 0) {
            ls_buf_add_str(&text, between[kind->operation]);
        }
        ls_buf_printf(&text, "%s%s%.*s%s%s", kind->operation == TITLE ? "title:" : "", quote,
                      LS_SPAN_ARG(question->sides[i].typed), quote,
                      kind->operation == PREFIX ? "*" : "");
    }
    question->text = ls_arena_copy(&shelf->arena, ls_buf_span(&text));
    ls_buf_free(&text);
}

/* Both sides from one card, so that they meet, or each from its own. */
bool question_make(struct shelf *shelf, const struct converters *converters, struct random *random,
                   const struct kind *kind, struct question *question)
{
    bool good = false;
    for (int try = 0; try < TRIES && !good; try++) {
        *question = (struct question){.kind = kind, .distance = 1 + (unsigned)below(random, 12)};
        const struct shelf_card *card = &shelf->cards[below(random, shelf->count)];
        bool same_card = below(random, 2) == 0;
        good = true;
        for (size_t i = 0; good && i < 2 && kind->sources[i] != FROM_NOTHING; i++) {
            good = fill_side(shelf, converters, random, kind, i, card, &question->sides[i]);
            question->side_count++;
            card = same_card ? card : &shelf->cards[below(random, shelf->count)];
        }
    }
    if (good) {
        write_text(shelf, question);
    }
    return good;
}

/* ---- who should answer ---- */

/* Is there a spot of either with at most distance places from the end of one to the start of the
 * other? */
static bool is_near(const struct shelf *shelf, const struct shelf_card *card,
                    const struct reading *reading, const struct spots *left,
                    const struct spots *right, size_t distance, enum where where)
{
    for (size_t l = 0; l < left->count; l++) {
        for (size_t r = 0; r < right->count; r++) {
            const struct spot *a = &left->items[l];
            const struct spot *b = &right->items[r];
            const struct spot *early = a->first_piece <= b->first_piece ? a : b;
            const struct spot *late = early == a ? b : a;
            bool in_sentence = reading->pieces[early->last_piece].sentence ==
                               reading->pieces[late->first_piece].sentence;
            bool is_behind = late->first_piece > early->last_piece;
            struct spot both = {early->first, late->past, early->first_piece, late->last_piece};
            if (!a->is_whole && !b->is_whole && in_sentence && is_behind &&
                late->first_piece - early->last_piece <= distance &&
                spot_counts(shelf, card, reading, &both, where)) {
                return true;
            }
        }
    }
    return false;
}

static bool stand_near(const struct shelf *shelf, const struct question *question,
                       const struct shelf_card *card, enum where where)
{
    bool found = false;
    for (size_t i = 0; !found && i < 2 * card->card.section_count; i++) {
        struct ls_arena arena = {0};
        struct spots left = {0};
        struct spots right = {0};
        const struct reading *reading = &card->readings[i];
        unit_spots(shelf, &question->sides[0].units.items[0], reading, &arena, &left);
        unit_spots(shelf, &question->sides[1].units.items[0], reading, &arena, &right);
        found = is_near(shelf, card, reading, &left, &right, question->distance, where);
        ls_arena_free(&arena);
    }
    return found;
}

bool question_fits(const struct shelf *shelf, const struct question *question,
                   const struct shelf_card *card, enum where where, bool *holds_some)
{
    bool holds[2] = {true, true};
    enum operation operation = question->kind->operation;
    *holds_some = false;
    for (size_t i = 0; i < question->side_count; i++) {
        const struct units *units = &question->sides[i].units;
        for (size_t n = 0; n < units->count; n++) {
            enum where there = operation == BUT_NOT && i > 0 ? OUTSIDE : where;
            bool stands = unit_stands_in(shelf, &units->items[n], card, operation == TITLE, there);
            holds[i] &= stands;
            *holds_some |= stands;
        }
    }
    switch (operation) {
    case ANY:
        return holds[0] || holds[1];
    case BUT_NOT:
        return holds[0] && !holds[1];
    case NEAR:
        return holds[0] && holds[1] && stand_near(shelf, question, card, where);
    default:
        return holds[0] && holds[1];
    }
}
