/* A dictionary of our own, in the form of CC-CEDICT's: what its texts say, and what it weighs. */
#include "lexicon/cedict/compile.h"
#include "lexicon/cedict/gloss.h"
#include "tests/tap.h"
#include "tests/text/random_text.h"

#include <stdio.h>

/* A text of an entry and what it says: glosses, and behind an arrow what it refers to. */
static const struct {
    const char *text;
    const char *said;
} texts[] = {
    {"illusion", "illusion"},
    {"to track; to trace/to pursue", "to track | to trace | to pursue"},
    {"(coll.) rat (animal)", "rat"},
    {"a (nested (very) note) b", "a   b"},
    {"one (that is open", "one (that is open"},
    {"artificial intelligence (AI)", "artificial intelligence | AI"},
    {"quality control (Qc)", "quality control"},
    {"China Compulsory Certificate (CCC); mark (TM)",
     "China Compulsory Certificate | mark | CCC | TM"},
    {"to hand sth over to sb", "to hand   over to"},
    {"one's own; lit. oneself, etc", "own"},
    {"sbs and estheticians", "sbs and estheticians"},
    {"CL:個|个[ge4]", ""},
    {"surname Wang", ""},
    {"Taiwan pr. [wei2]", ""},
    {"Kangxi radical 7", ""},
    {"variant of 幻覺|幻觉[huan4 jue2]", "> 幻覺"},
    {"(literary) old variant of 幻覺; delusion", "delusion > 幻覺"},
    {"see also 甲[jia3], first", "first > 甲"},
    {"abbr. for 心電圖|心电图[xin1 dian4 tu2]", "> 心電圖"},
    {"see the doctor", "see the doctor"},
    {"bye-bye (alternative for 拜拜[bai2 bai2])", "bye-bye"},
    {"read 甲·乙|丙 as A", "read  as A"},
    {"; / , .", ""},
    {"", ""},
    {"[", "["},
    {"(", "("},
    {")", ")"},
    {"see ", "see"},
};

static void test_texts(void)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct ls_arena arena = {0};
        struct ls_cedict_said said = {0};
        struct ls_buf out = {0};
        ls_buf_add_str(&out, "");
        ls_cedict_read(ls_span_str(texts[i].text), &arena, &said);
        for (size_t n = 0; n < said.gloss_count; n++) {
            ls_buf_printf(&out, "%s%.*s", n ? " | " : "", LS_SPAN_ARG(said.glosses[n]));
        }
        for (size_t n = 0; n < said.reference_count; n++) {
            ls_buf_printf(&out, "%s> %.*s", out.len ? " " : "", LS_SPAN_ARG(said.references[n]));
        }
        tap_is_str(out.ptr, texts[i].said, texts[i].text);
        ls_buf_free(&out);
        ls_arena_free(&arena);
    }
}

static void test_random_texts(void)
{
    static const char *const scraps[] = {
        "(",     ")",           "[",    "]",    "|",    ";",     "/",    ",",   " ",
        " ",     "variant of ", "see ", "old ", "甲",   "乙",    "(AI)", "(A",  "sb",
        "one's", "etc",         "·",    "CL:",  "word", "pr. [", "é",    "e.g."};
    uint32_t state = 5;
    bool are_plain = true;
    for (int round = 0; round < 20000; round++) {
        struct ls_arena arena = {0};
        struct ls_cedict_said said = {0};
        struct ls_buf text = {0};
        ls_buf_add_str(&text, "");
        for (uint32_t left = random_below(&state, 20); left > 0; left--) {
            ls_buf_add_str(&text, scraps[random_below(&state, sizeof scraps / sizeof *scraps)]);
        }
        ls_cedict_read(ls_buf_span(&text), &arena, &said);
        for (size_t i = 0; i < said.gloss_count; i++) {
            struct ls_span gloss = said.glosses[i];
            are_plain &= gloss.len > 0 && !memchr(gloss.ptr, ';', gloss.len) &&
                         !memmem(gloss.ptr, gloss.len, "甲", strlen("甲"));
        }
        ls_arena_free(&arena);
        ls_buf_free(&text);
    }
    tap_ok(are_plain, "whatever a text is made of, its glosses are plain English");
}

#define SOUND LS_LEXICON_SOUND_MARK

/* Of tests/lexicon/small.json. Weights are rounded to two places. */
static const struct {
    const char *name;
    const char *key;
    const char *members; /* NULL: it is no key */
} found[] = {
    {"translations weigh by rank; of several words each is a part", "幻觉",
     "illus 1.00, hallucin 0.50, figment of imagin 0.33, figment 0.08, imagin 0.08"},
    {"capitals in parentheses are a translation", "人工智慧",
     "artifici intellig 1.00, ai 0.50, artifici 0.25, intellig 0.25"},
    {"forms with stems of their own", "老鼠", "mice 1.00, mous 1.00, rat 0.50"},
    {"function words around a gloss are none of it", "随访", "follow 1.00"},
    {"what an entry refers to comes behind its own", "追踪", "track 1.00, trace 0.50, follow 0.33"},
    {"an entry that only refers", "心电", "electrocardiogram 1.00, ecg 0.50"},
    {"entries that refer to each other", "甲状", "sigmoid 1.00"},
    {"words before names, each from its own first", "高明", "brilliant 1.00, gaom 1.00, wise 0.50"},
    {"of what it is not, no word says what it is", "无痛", "without pain 1.00, no fever 0.50"},
    {"no key: not of Han characters alone", "维生素 c", NULL},
    {"no key: a surname", "王", NULL},
    {"no key: function words", "的", NULL},
    {"from English: rank, and how many translations", "hallucin", "幻觉 0.51"},
    {"a part of a gloss", "imagin", "幻觉 0.08"},
    {"a gloss of several words", "artifici intellig", "人工智慧 0.81"},
    {"each counts its own translation once", "sigmoid", "乙状 1.00, 甲状 1.00"},
    {"an abbreviation", "ecg", "心电 0.57, 心电图 0.57"},
    {"a character weighs less than words", "pain", "疼痛 1.00, 疼痛性 1.00, 痛 0.24"},
    {"words that begin alike lend their best", "allergen", "过敏原 1.00, 过敏 0.20"},
    {"no key: a word of what it is not", "fever", NULL},
    {"what it is not, as a whole", "without pain", "无痛 0.81"},
    {"irregular forms", "led", "领导 1.00"},
    {"and of nouns", "mice", "老鼠 0.81"},
    {"no key: a function word", "of", NULL},
    {"no key: vitamin C is of more than Han characters", "vitamin", NULL},
    {"what a character is read as in names", SOUND "罗", "ro 0.75"},
    {"and what letters are written as", SOUND "ba", "巴 0.75"},
    {"accents are none", SOUND "to", "托 0.80"},
    {"not learned: what the reading spells", SOUND "浪", NULL},
    {"not learned: several words, and what is no name", SOUND "白", NULL},
};

static void read_file(const char *path, struct ls_buf *text)
{
    FILE *file = fopen(path, "re");
    char block[4096];
    size_t got;
    while (file && (got = fread(block, 1, sizeof block, file)) > 0) {
        ls_buf_add(text, block, got);
    }
    if (file) {
        fclose(file);
    }
}

static bool is_right_source(const char *key, enum ls_lexicon_source source)
{
    return source == (*key == *SOUND ? LS_LEXICON_SOUND : LS_LEXICON_DICTIONARY);
}

static void test_rows(void)
{
    struct ls_buf json = {0}, bytes = {0}, listed = {0};
    struct ls_cedict_counts counts = {0};
    struct ls_lexicon lexicon = {0};
    struct ls_lexicon_walk walk;
    struct ls_error err = {0};
    read_file("tests/lexicon/small.json", &json);
    tap_ok(ls_cedict_compile(ls_buf_span(&json), &bytes, &counts, &err) == LS_OK,
           "the small dictionary is compiled %s", err.message);
    tap_is_int((long long)counts.entries, 35, "all entries are read");
    ls_lexicon_open(ls_buf_span(&bytes), &lexicon, NULL);
    tap_is_int((long long)counts.keys, lexicon.key_count, "and its words counted");
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        bool is_key = ls_lexicon_find(&lexicon, ls_span_str(found[i].key), &walk);
        ls_buf_clear(&listed);
        while (ls_lexicon_next(&walk)) {
            ls_buf_printf(&listed, "%s%.*s %.2f%s", listed.len ? ", " : "",
                          LS_SPAN_ARG(walk.member), walk.weight,
                          is_right_source(found[i].key, walk.source) ? "" : "?");
        }
        tap_is_str(is_key ? listed.ptr : NULL, found[i].members, found[i].name);
    }
    ls_buf_free(&json);
    ls_buf_free(&bytes);
    ls_buf_free(&listed);
}

static const struct {
    const char *name;
    const char *json;
    const char *says; /* NULL: it is taken */
} hostile[] = {
    {"no entries", "[]", NULL},
    {"an entry that says nothing", "[{\"traditional\":\"甲\",\"pinyin\":\"\",\"english\":[]}]",
     NULL},
    {"an empty headword", "[{\"traditional\":\"\",\"pinyin\":\"\",\"english\":[\"a\"]}]", NULL},
    {"an entry that refers to itself",
     "[{\"traditional\":\"甲\",\"pinyin\":\"j\",\"english\":[\"see 甲\",\"see 乙\"]}]", NULL},
    {"no text", "", "this is no JSON"},
    {"half a text", "[{\"traditional\":\"甲\"", "line 1, column "},
    {"no list", "{\"traditional\":\"甲\"}", "the JSON is no list of entries"},
    {"a list of something else", "[1]", "entry 1 is not {"},
    {"an entry without its English",
     "[{\"traditional\":\"甲\",\"pinyin\":\"j\",\"english\":[\"a\"]},"
     "{\"traditional\":\"甲\",\"pinyin\":\"j\"}]",
     "entry 2 is not {"},
    {"numbers for texts", "[{\"traditional\":\"甲\",\"pinyin\":\"j\",\"english\":[1]}]",
     "entry 1 is not {"},
    {"a number for a reading", "[{\"traditional\":\"甲\",\"pinyin\":7,\"english\":[]}]",
     "entry 1 is not {"},
    {"a NUL", "[{\"traditional\":\"\\u0000\",\"pinyin\":\"\",\"english\":[]}]",
     "\\u0000 is no character of a text"},
    {"no UTF-8", "[\"\xff\"]", "this is no JSON"},
};

static void test_hostile(void)
{
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct ls_buf bytes = {0};
        struct ls_error err = {0};
        enum ls_status status = ls_cedict_compile(ls_span_str(hostile[i].json), &bytes, NULL, &err);
        bool right = hostile[i].says ? status == LS_USAGE && strstr(err.message, hostile[i].says)
                                     : status == LS_OK;
        tap_ok(right, "%s: %s", hostile[i].name, err.message);
        ls_buf_free(&bytes);
    }
}

/* Brackets without end, and an entry that has more of everything than any real one. */
static void test_large(void)
{
    struct ls_buf json = {0}, bytes = {0};
    for (int i = 0; i < 100000; i++) {
        ls_buf_add_char(&json, '[');
    }
    tap_is_int(ls_cedict_compile(ls_buf_span(&json), &bytes, NULL, NULL), LS_USAGE,
               "a hundred thousand brackets");
    ls_buf_clear(&json);
    ls_buf_clear(&bytes);
    ls_buf_add_str(&json, "[{\"traditional\":\"甲\",\"pinyin\":\"j\",\"english\":[\"(((((((\"");
    for (int i = 0; i < 100000; i++) {
        ls_buf_printf(&json, ",\"see 甲%s; word%d\"", i % 2 ? "" : "乙", i);
    }
    ls_buf_add_str(&json, "]}]");
    struct ls_lexicon lexicon = {0};
    struct ls_lexicon_walk walk;
    enum ls_status status = ls_cedict_compile(ls_buf_span(&json), &bytes, NULL, NULL);
    ls_lexicon_open(ls_buf_span(&bytes), &lexicon, NULL);
    tap_ok(status == LS_OK && ls_lexicon_find(&lexicon, LS_SPAN("甲"), &walk) &&
               walk.left == LS_LEXICON_MEMBERS_MAX,
           "a hundred thousand translations and references");
    ls_buf_free(&json);
    ls_buf_free(&bytes);
}

int main(void)
{
    test_texts();
    test_random_texts();
    test_rows();
    test_hostile();
    test_large();
    return tap_done();
}
