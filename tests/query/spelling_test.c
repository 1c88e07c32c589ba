/* Did you mean: what is offered for words that no card holds. */
#include "query/suggest/spelling.h"
#include "tests/query/fixture.h"
#include "tests/tap.h"
#include "text/sound.h"

#include <stdio.h>
#include <stdlib.h>

#define BODY(string)                                                                               \
    {                                                                                              \
        .field = LS_FIELD_BODY, .text = string                                                     \
    }

static const struct fixture_card cards[] = {
    {.id = "a",
     .title_en = "Hallucinations of large language models",
     .title_zh = "大型語言模型的幻覺",
     .sections = {BODY("An LLM may hallucinate. Hallucination rates differ; COVID-19 care. "
                       "Gradient boosting was used for therapies.")}},
    {.id = "b",
     .title_en = "Large language model triage",
     .title_zh = "以心電圖篩檢",
     .sections = {BODY("LLMs in the model clinic. The ECG and therapy of sepsis.\n心電圖判讀。")}},
    {.id = "c",
     .title_en = "Models of the clinic",
     .sections = {BODY("A modal dialog. LLM, LSM and LSMs. 臨床決策支援系統。型語言不通。語言學")}},
    {.id = "d",
     .title_en = "Mode of delivery",
     .title_zh = "简体的临床试验",
     .sections = {BODY("Stopped stopping stops. LLM. EEG. Universities. 模式")}},
};

static const struct row {
    const char *word;
    const char *want; /* "" for nothing */
} rows[] = {
    /* letters */
    {"halucination", "hallucination"},
    {"hallucnation", "hallucination"},
    {"hallucinatoin", "hallucination"},
    {"halucinatoin", "hallucination"},
    {"halllucination", "hallucination"},
    {"gallucination", "hallucination"},
    {"gallucinatoin", ""}, /* a wrong first letter and another */
    {"Halucination", "hallucination"},
    {"HALUCINATION", "HALLUCINATION"},
    {"langauge", "language"},
    {"lagnuage", "language"},
    {"modle", "model"},
    {"therapyy", "therapy"},
    {"terapies", "therapies"},
    {"boostign", "boosting"},
    {"stoped", "stopped"},
    {"universitys", "universities"},
    {"sepsos", "sepsis"},
    {"sepsos!", "sepsis"},
    {"largelanguage", "large language"},
    {"languagelarge", ""}, /* never side by side */
    {"covd-19", "covid-19"},
    {"COVD19", "COVID-19"},
    {"covid-91", ""}, /* another number */
    {"LMM", "LLM"},
    {"LLMM", "LLM"},
    {"lmm", ""},
    {"EGC", "ECG"},
    {"EXG", ""},    /* ECG as well as EEG */
    {"LXM", "LLM"}, /* in many more cards than LSM */
    {"zzz", ""},
    {"xyzzyqwert", ""},
    /* characters */
    {"心電途", "心電圖"},
    {"心电途", "心電圖"},
    {"換覺", "幻覺"},
    {"换觉", "幻覺"},
    {"大型語言模形", "大型語言模型"},
    {"大形語言模型", "大型語言模型"},
    {"大型語模型", "大型語言模型"},
    {"大型語言言模型", "大型語言模型"},
    {"心電圖圖", "心電圖"},
    {"大型言語模型", "大型語言模型"},
    {"心電國", "心電圖"},
    {"必電圖判讀", "心電圖判讀"},
    {"臨床決測支援", "臨床決策支援"},
    {"臨床試豔", "临床试验"},
    {"天地玄黃", ""},
    {"途", ""},
    /* not for us */
    {"", ""},
    {" ", ""},
    {"?!。，", ""},
    {"*", ""},
    {"halucinatio*", "hallucination"},
    {"two wrods", ""},
    {"LLM幻角", ""},
    {"\xff\xfe\xe5", ""},
    {"\x01\x02\x1b[31m", ""},
    {"ñandú", ""},
};

static void correct(struct fixture *fixture, struct ls_span word, char *got, size_t size)
{
    struct ls_arena arena = {0};
    struct ls_span corrected;
    fixture_must(ls_spelling_correct(fixture->index, fixture->analyzer, word, &arena, &corrected,
                                     &fixture->err),
                 &fixture->err);
    snprintf(got, size, "%.*s", LS_SPAN_ARG(corrected));
    ls_arena_free(&arena);
}

static void test_found(struct fixture *fixture, const char *corrected)
{
    struct ls_found found;
    struct ls_buf notes = {0};
    fixture_must(fixture_search(fixture, corrected, &(struct ls_filters){0},
                                (struct ls_window){.limit = 1}, &found, &notes),
                 &fixture->err);
    tap_ok(found.total > 0, "%s finds a card", corrected);
    ls_buf_free(&notes);
}

static void test_rows(struct fixture *fixture)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[256], name[300];
        correct(fixture, ls_span_str(rows[i].word), got, sizeof got);
        snprintf(name, sizeof name, "%s → %s", rows[i].word, rows[i].want);
        for (char *c = name; *c; c++) {
            *c = (unsigned char)*c < ' ' ? '?' : *c;
        }
        tap_is_str(got, rows[i].want, name);
        if (got[0]) {
            test_found(fixture, got);
        }
    }
}

static void test_long(struct fixture *fixture)
{
    static const char *const pieces[] = {"a", "幻", "\xff", "-", "a-", "幻a", "*", "1"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        for (size_t len = 20; len <= 4096; len *= 2) {
            struct ls_buf word = {0};
            char got[256];
            while (word.len + strlen(pieces[i]) <= len) {
                ls_buf_add_str(&word, pieces[i]);
            }
            correct(fixture, ls_buf_span(&word), got, sizeof got);
            ls_buf_free(&word);
        }
        tap_ok(true, "any length of piece %zu is answered", i);
    }
}

static const struct row sample_rows[] = {
    {"halucination", "hallucination"},
    {"largelanguage", "large language"},
    {"LMM", "LLM"},
    {"retreival", "retrieval"},
    {"心电途", "心電圖"},
    {"大型語言模形", "大型語言模型"},
    {"换觉", "幻覺"},
};

/* Cards as their files are, indexed by the indexer itself. */
static void test_samples(void)
{
    struct fixture fixture = {.folder = "/tmp/litsearch-spelling-XXXXXX"};
    char command[512];
    const char *build = getenv("BUILD");
    if (!mkdtemp(fixture.folder)) {
        printf("Bail out! cannot make %s\n", fixture.folder);
        exit(1);
    }
    snprintf(command, sizeof command, "%s/litsearch-index --quiet --db %s corpus/cards",
             build ? build : "build", fixture.folder);
    tap_is_int(system(command), 0, "the sample cards are indexed");
    fixture_must(ls_index_open(fixture.folder, &fixture.index, &fixture.err), &fixture.err);
    fixture_must(ls_analyzer_new(&fixture.analyzer, &fixture.err), &fixture.err);
    for (size_t i = 0; i < sizeof sample_rows / sizeof *sample_rows; i++) {
        char got[256];
        correct(&fixture, ls_span_str(sample_rows[i].word), got, sizeof got);
        tap_is_str(got, sample_rows[i].want, sample_rows[i].word);
    }
    fixture_close(&fixture);
}

/* Is b among what is read like a, which comes in order? */
static bool sound_alike(uint32_t a, uint32_t b)
{
    bool is_among = false;
    uint32_t before = 0;
    for (uint32_t c = ls_sound_next(a, 0); c > before; c = ls_sound_next(a, c)) {
        is_among |= c == b;
        before = c;
    }
    return is_among && ls_sound_next(a, before) == 0;
}

static void test_sounds(void)
{
    static const struct {
        uint32_t a, b;
        bool same;
    } sounds[] = {
        {U'途', U'圖', true}, {U'形', U'型', true},  {U'换', U'幻', true},
        {U'行', U'航', true}, {U'行', U'形', true},  {U'心', U'電', false},
        {U'a', U'a', false},  {U'女', U'旅', false}, {U'圖', U'土', true},
    };
    for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
        tap_ok(sound_alike(sounds[i].a, sounds[i].b) == sounds[i].same &&
                   sound_alike(sounds[i].b, sounds[i].a) == sounds[i].same,
               "U+%04X and U+%04X %s", (unsigned)sounds[i].a, (unsigned)sounds[i].b,
               sounds[i].same ? "sound alike" : "do not sound alike");
    }
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, cards, sizeof cards / sizeof *cards);
    test_rows(&fixture);
    test_long(&fixture);
    fixture_keep(&fixture);
    test_rows(&fixture);
    test_rows(&fixture); /* by what was kept then */
    test_long(&fixture);
    test_samples();
    test_sounds();
    fixture_close(&fixture);
    return tap_done();
}
