/* What each character is read as in foreign names, by expectation and maximisation: of all ways to
 * cut a name's letters into as many runs as it has characters, each counts as much as the readings
 * known so far make it likely, and what was counted makes the readings of the next round. */
#include "lexicon/cedict/rows.h"
#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>

enum {
    CHARS_MIN = 2, /* of a name */
    CHARS_MAX = 7,
    LETTERS_MAX = 15,
    RUN_MAX = 5, /* letters of one character */
    ROUNDS = 8,
    TRUSTING_ROUNDS = 3, /* before names that are no names by sound are told from others */
    LETTER_BITS = 5
};

static const struct {
    double letters_a_char;     /* a name has no fewer */
    double prior[RUN_MAX + 1]; /* of a run, by its letters */
    double unseen;             /* of what the prior gives, for a reading never counted */
    double by_sound;           /* a character's mean share in a name by sound */
    double counted;            /* the least that one way counts, … */
    double known;              /* … and a reading */
    double times_min;          /* a character is read in names, … */
    double share_min;          /* … and so, to be learned: of its times, … */
    double read_min;           /* … and times */
} tuned = {.letters_a_char = 0.8,
           .prior = {0, 0.15, 0.4, 0.3, 0.12, 0.03},
           .unseen = 1e-5,
           .by_sound = 0.06,
           .counted = 1e-4,
           .known = 0.01,
           .times_min = 2.5,
           .share_min = 0.02,
           .read_min = 0.8};

/* A character read as some letters. */
struct reading {
    uint64_t key; /* the character, then the letters, RUN_MAX of LETTER_BITS */
    double likely;
    double count;
};

/* A step of a way through a name: its character number `at` is read as letters [first, past). */
struct step {
    uint64_t key;
    uint32_t reading; /* of that key */
    uint8_t at;
    uint8_t first;
    uint8_t past;
};

/* Steps are in the order of their characters, then letters, so that each stands behind those that
 * lead to it. */
struct name {
    size_t first; /* steps [first, past) */
    size_t past;
    size_t chars;
    size_t letters;
};

struct learner {
    struct ls_arena arena;
    struct name *names;
    size_t name_count;
    struct step *steps;
    size_t step_count;
    struct reading *readings; /* by their keys, which puts those of a character together */
    size_t reading_count;
};

static uint64_t key_of(uint32_t codepoint, struct ls_span letters)
{
    uint64_t key = codepoint;
    for (size_t i = 0; i < RUN_MAX; i++) {
        key = key << LETTER_BITS | (uint64_t)(i < letters.len ? letters.ptr[i] - 'a' + 1 : 0);
    }
    return key;
}

static uint64_t char_of(uint64_t key)
{
    return key >> (RUN_MAX * LETTER_BITS);
}

/* The letters of a key; returns how many. */
static size_t letters_of(uint64_t key, char letters[RUN_MAX])
{
    size_t count = 0;
    for (int i = RUN_MAX - 1; i >= 0; i--) {
        unsigned letter = key >> (i * LETTER_BITS) & ((1u << LETTER_BITS) - 1);
        if (letter > 0) {
            letters[count++] = (char)('a' + letter - 1);
        }
    }
    return count;
}

/* ---- names, and the ways through them ---- */

static int compare_names(const void *left, const void *right)
{
    const struct ls_cedict_name *a = left, *b = right;
    int by = ls_span_compare(a->headword, b->headword);
    return by ? by : ls_span_compare(a->letters, b->letters);
}

/* The characters of a headword; 0 when they are too few or too many. */
static size_t decode(struct ls_span headword, uint32_t chars[CHARS_MAX])
{
    size_t count = 0;
    unsigned width;
    for (size_t at = 0; at < headword.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(headword.ptr, headword.len, at, &width);
        if (count == CHARS_MAX || codepoint == ' ') {
            return 0;
        }
        chars[count++] = codepoint;
    }
    return count >= CHARS_MIN ? count : 0;
}

/* Can so many characters be read as so many letters? */
static bool can_be_read(size_t chars, size_t letters)
{
    return letters >= chars && letters <= chars * RUN_MAX;
}

static void add_steps(struct learner *learner, const uint32_t *chars, size_t at, size_t count,
                      struct ls_span letters)
{
    for (size_t first = 0; first < letters.len; first++) {
        for (size_t past = first + 1; past <= letters.len && past - first <= RUN_MAX; past++) {
            bool leads = can_be_read(at, first) && can_be_read(count - at - 1, letters.len - past);
            struct step *step =
                leads ? LS_ARENA_PUSH(&learner->arena, learner->steps, &learner->step_count) : NULL;
            if (step) {
                struct ls_span run = ls_span(letters.ptr + first, past - first);
                *step = (struct step){.key = key_of(chars[at], run),
                                      .at = (uint8_t)at,
                                      .first = (uint8_t)first,
                                      .past = (uint8_t)past};
            }
        }
    }
}

static void add_name(struct learner *learner, const struct ls_cedict_name *from)
{
    uint32_t chars[CHARS_MAX];
    size_t count = decode(from->headword, chars);
    bool is_fit = count > 0 && from->letters.len <= LETTERS_MAX &&
                  (double)from->letters.len >= (double)count * tuned.letters_a_char &&
                  can_be_read(count, from->letters.len);
    struct name *name =
        is_fit ? LS_ARENA_PUSH(&learner->arena, learner->names, &learner->name_count) : NULL;
    if (!name) {
        return;
    }
    *name = (struct name){learner->step_count, 0, count, from->letters.len};
    for (size_t at = 0; at < count; at++) {
        add_steps(learner, chars, at, count, from->letters);
    }
    name->past = learner->step_count;
}

/* Of names that several entries have, one counts. */
static void add_names(struct learner *learner, const struct ls_cedict *cedict)
{
    struct ls_cedict_name *names =
        ls_arena_array(&learner->arena, cedict->name_count + 1, sizeof *names);
    if (!names || cedict->name_count == 0) {
        return;
    }
    memcpy(names, cedict->names, cedict->name_count * sizeof *names);
    qsort(names, cedict->name_count, sizeof *names, compare_names);
    for (size_t i = 0; i < cedict->name_count; i++) {
        if (i == 0 || compare_names(&names[i - 1], &names[i]) != 0) {
            add_name(learner, &names[i]);
        }
    }
}

static int compare_readings(const void *left, const void *right)
{
    uint64_t a = ((const struct reading *)left)->key, b = ((const struct reading *)right)->key;
    return (a > b) - (a < b);
}

static size_t letter_count(uint64_t key)
{
    char letters[RUN_MAX];
    return letters_of(key, letters);
}

/* One reading for all steps of a key, at first as likely as its letters are many. */
static void make_readings(struct learner *learner)
{
    struct reading *readings =
        ls_arena_array(&learner->arena, learner->step_count + 1, sizeof *readings);
    size_t kept = 0;
    if (!readings || learner->step_count == 0) {
        return;
    }
    for (size_t i = 0; i < learner->step_count; i++) {
        readings[i].key = learner->steps[i].key;
    }
    qsort(readings, learner->step_count, sizeof *readings, compare_readings);
    for (size_t i = 0; i < learner->step_count; i++) {
        if (i == 0 || readings[i].key != readings[kept - 1].key) {
            readings[kept] = readings[i];
            readings[kept].likely = tuned.prior[letter_count(readings[kept].key)];
            kept++;
        }
    }
    for (size_t i = 0; i < learner->step_count; i++) {
        struct reading wanted = {.key = learner->steps[i].key};
        const struct reading *found =
            bsearch(&wanted, readings, kept, sizeof wanted, compare_readings);
        learner->steps[i].reading = (uint32_t)(found - readings);
    }
    learner->readings = readings;
    learner->reading_count = kept;
}

/* ---- rounds ---- */

typedef double table[CHARS_MAX + 1][LETTERS_MAX + 1]; /* by characters and letters behind us */

/* How likely all ways are that lead to each place. */
static void go_forward(const struct learner *learner, const struct name *name, table ways)
{
    memset(ways, 0, sizeof(table));
    ways[0][0] = 1;
    for (size_t i = name->first; i < name->past; i++) {
        const struct step *step = &learner->steps[i];
        ways[step->at + 1][step->past] +=
            ways[step->at][step->first] * learner->readings[step->reading].likely;
    }
}

/* How likely all ways are that lead from each place to the end. */
static void go_back(const struct learner *learner, const struct name *name, table ways)
{
    memset(ways, 0, sizeof(table));
    ways[name->chars][name->letters] = 1;
    for (size_t i = name->past; i > name->first; i--) {
        const struct step *step = &learner->steps[i - 1];
        ways[step->at][step->first] +=
            ways[step->at + 1][step->past] * learner->readings[step->reading].likely;
    }
}

static void count_name(struct learner *learner, const struct name *name, bool is_trusting)
{
    table before, behind;
    go_forward(learner, name, before);
    double all = before[name->chars][name->letters];
    bool is_by_sound = is_trusting || pow(all, 1.0 / (double)name->chars) >= tuned.by_sound;
    if (!(all > 0) || !is_by_sound) {
        return;
    }
    go_back(learner, name, behind);
    for (size_t i = name->first; i < name->past; i++) {
        const struct step *step = &learner->steps[i];
        struct reading *reading = &learner->readings[step->reading];
        double share = before[step->at][step->first] * reading->likely *
                       behind[step->at + 1][step->past] / all;
        reading->count += share > tuned.counted ? share : 0;
    }
}

/* The first reading of the next character, and how often this one was read. */
static size_t char_past(const struct learner *learner, size_t first, double *times)
{
    const struct reading *readings = learner->readings;
    size_t past = first;
    *times = 0;
    for (; past < learner->reading_count &&
           char_of(readings[past].key) == char_of(readings[first].key);
         past++) {
        *times += readings[past].count;
    }
    return past;
}

static void settle(struct learner *learner)
{
    double times;
    for (size_t first = 0, past; first < learner->reading_count; first = past) {
        past = char_past(learner, first, &times);
        for (size_t i = first; i < past; i++) {
            struct reading *reading = &learner->readings[i];
            reading->likely = reading->count > tuned.known
                                  ? reading->count / times
                                  : tuned.unseen * tuned.prior[letter_count(reading->key)];
        }
    }
}

static void learn(struct learner *learner)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < learner->reading_count; i++) {
            learner->readings[i].count = 0;
        }
        for (size_t i = 0; i < learner->name_count; i++) {
            count_name(learner, &learner->names[i], round < TRUSTING_ROUNDS);
        }
        settle(learner);
    }
}

/* ---- rows ---- */

static void add_row(struct ls_lexicon_builder *builder, struct ls_span key, struct ls_span member,
                    double weight, struct ls_buf *scratch)
{
    ls_buf_clear(scratch);
    ls_buf_add_str(scratch, LS_LEXICON_SOUND_MARK);
    ls_buf_add_span(scratch, key);
    ls_lexicon_builder_add(builder, ls_buf_span(scratch), member, weight, LS_LEXICON_SOUND, 0);
}

/* Both ways, less likely the fewer names have the character. */
static void add_reading_rows(const struct reading *reading, double times,
                             struct ls_lexicon_builder *builder, struct ls_buf *scratch)
{
    struct ls_buf character = {0};
    char letters[RUN_MAX];
    struct ls_span run = ls_span(letters, letters_of(reading->key, letters));
    double weight = reading->likely * times / (times + 1);
    ls_buf_add_codepoint(&character, (uint32_t)char_of(reading->key));
    add_row(builder, ls_buf_span(&character), run, weight, scratch);
    add_row(builder, run, ls_buf_span(&character), weight, scratch);
    scratch->failed |= character.failed;
    ls_buf_free(&character);
}

static void add_rows(const struct learner *learner, struct ls_lexicon_builder *builder,
                     struct ls_buf *scratch)
{
    double times;
    for (size_t first = 0, past; first < learner->reading_count; first = past) {
        past = char_past(learner, first, &times);
        for (size_t i = first; i < past && times >= tuned.times_min; i++) {
            const struct reading *reading = &learner->readings[i];
            if (reading->count > tuned.known && reading->likely >= tuned.share_min &&
                reading->likely * times >= tuned.read_min) {
                add_reading_rows(reading, times, builder, scratch);
            }
        }
    }
}

enum ls_status ls_cedict_add_sounds(const struct ls_cedict *cedict,
                                    struct ls_lexicon_builder *builder, struct ls_error *err)
{
    struct learner learner = {0};
    struct ls_buf scratch = {0};
    add_names(&learner, cedict);
    make_readings(&learner);
    bool failed = learner.arena.failed;
    if (!failed) {
        learn(&learner);
        add_rows(&learner, builder, &scratch);
        failed = scratch.failed;
    }
    ls_buf_free(&scratch);
    ls_arena_free(&learner.arena);
    return failed ? ls_fail_memory(err) : LS_OK;
}
