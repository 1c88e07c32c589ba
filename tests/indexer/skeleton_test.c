/* What is left of a sentence without the card's own: which sentences of two cards are one. */
#include "indexer/skeleton.h"
#include "tests/tap.h"

#include "store/schema.h"
#include "text/stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Of a card: its domains ("a|b"), its score, and its text. */
struct side {
    const char *domains;
    double score; /* 0: unknown */
    const char *text;
};

enum relation { SAME, OTHER, NEVER }; /* NEVER: what can be no template, of the first card */

/* The last sentence of each text. */
static const struct {
    const char *name;
    struct side a;
    struct side b;
    enum relation relation;
} rows[] = {
    {"a domain",
     {"門診", 0, "本文關心門診領域裡的照護流程。"},
     {"急診", 0, "本文關心急診領域裡的照護流程。"},
     SAME},
    {"no domain of the card",
     {"門診", 0, "本文關心門診領域裡的照護流程。"},
     {"門診", 0, "本文關心急診領域裡的照護流程。"},
     OTHER},
    {"several domains in a row",
     {"門診|急診", 0, "本文關心門診、急診領域裡的照護流程。"},
     {"急診", 0, "本文關心急診領域裡的照護流程。"},
     SAME},
    {"a Latin domain in Han text",
     {"ICU", 0, "本文關心 ICU 領域裡的照護流程。"},
     {"急診", 0, "本文關心急診領域裡的照護流程。"},
     SAME},
    {"the longest value",
     {"社區|社區藥局", 0, "本文關心社區藥局領域裡的照護流程。"},
     {"急診", 0, "本文關心急診領域裡的照護流程。"},
     SAME},
    {"the longest, whatever comes first",
     {"critical care|critical care nursing", 0,
      "We look at critical care nursing as it is done here."},
     {"wards", 0, "We look at wards as it is done here."},
     SAME},
    {"a value is whole words",
     {"ward", 0, "We look at wardrobes as they are used here."},
     {"shelf", 0, "We look at shelves as they are used here."},
     OTHER},
    {"numbers",
     {"", 0, "The cohort had 1,204 patients and 35.6 years of follow-up."},
     {"", 0, "The cohort had 87 patients and 2 years of follow-up."},
     SAME},
    {"digits of a word",
     {"", 0, "The trial is registered there as NCT00123456 since then."},
     {"", 0, "The trial is registered there as NCT99 since then."},
     SAME},
    {"a range is a number",
     {"", 0, "The cohort was followed over 2015–2019 in all."},
     {"", 0, "The cohort was followed over 2011 in all."},
     SAME},
    {"full-width digits",
     {"", 0, "本世代共收案１２０名病人並追蹤。"},
     {"", 0, "本世代共收案 87 名病人並追蹤。"},
     SAME},
    {"full-width letters",
     {"", 0, "ＬＬＭ answers are read by two nurses each."},
     {"", 0, "LLM answers are read by two nurses each."},
     SAME},
    {"case and stems",
     {"", 0, "The Wards were Closed at night by staff."},
     {"", 0, "the ward was closed at night by staff"},
     OTHER},
    {"case",
     {"", 0, "The Wards were Closed at night by staff."},
     {"", 0, "the wards were closed at night by STAFF"},
     SAME},
    {"punctuation",
     {"", 0, "長期使用的效果，是否穩定？"},
     {"", 0, "長期使用的效果 是否穩定。"},
     SAME},
    {"a comma parts Han text",
     {"", 0, "長期使用的效果，是否穩定？"},
     {"", 0, "長期使用的效果是否穩定？"},
     OTHER},
    {"scripts",
     {"", 0, "長期使用的效果是否經過驗證？"},
     {"", 0, "长期使用的效果是否经过验证？"},
     SAME},
    {"a declared word of a bibliographic line", {"", 0, "評分: 高"}, {"", 8, "評分: 8"}, SAME},
    {"its value elsewhere",
     {"", 0, "應用領域: 未明確\n主要應用於未明確，可用來改善流程與溝通。"},
     {"急診", 0, "應用領域: 急診\n主要應用於急診，可用來改善流程與溝通。"},
     SAME},
    {"a line of the card",
     {"", 0, "夜班交接需要清單\n研究提出了夜班交接需要清單，這對現場有意義。"},
     {"", 0, "藥袋上的字要更大\n研究提出了藥袋上的字要更大，這對現場有意義。"},
     SAME},
    {"what stands behind a colon",
     {"", 0, "對象: 夜班交接與護理\n研究認為夜班交接與護理很重要，這對現場有意義。"},
     {"", 0, "對象: 藥袋與藥局\n研究認為藥袋與藥局很重要，這對現場有意義。"},
     SAME},
    {"but not behind this sentence's own colon",
     {"", 0, "夜班: 交接需要清單\n現場研究的重要意義: 交接需要清單而且要快"},
     {"", 0, "藥袋: 上面的字要大\n現場研究的重要意義: 上面的字要大而且要清"},
     OTHER},
    {"a line that is all masked", {"門診", 0, "門診"}, {"", 0, ""}, NEVER},
    {"a keyword", {"", 0, "機器學習"}, {"", 0, ""}, NEVER},
    {"three words", {"", 0, "large language models"}, {"", 0, ""}, NEVER},
    {"a keyword behind a label", {"", 0, "研究的類型與設計: 回溯性世代研究"}, {"", 0, ""}, NEVER},
    {"a label with the declared score",
     {"", 8.5, "創新程度：評分 8.5/10"},
     {"", 7, "創新程度：評分 7/10"},
     SAME},
    {"a label with another number", {"", 8, "人數：120"}, {"", 0, ""}, NEVER},
    {"nothing to look it up by", {"和|在", 8, "中和在文 8"}, {"", 0, ""}, NEVER},
};

static struct ls_span *split(struct ls_arena *arena, const char *names, size_t *count)
{
    struct ls_span *items = NULL;
    while (names && *names) {
        size_t len = strcspn(names, "|");
        *LS_ARENA_PUSH(arena, items, count) = ls_span(names, len);
        names += len + (names[len] == '|');
    }
    return items;
}

static struct ls_card make_card(struct ls_arena *arena, const struct side *side,
                                struct ls_section *section)
{
    struct ls_card card = {.score = side->score > 0 ? side->score : NAN};
    *section = (struct ls_section){.field = LS_FIELD_BODY, .text = ls_span_str(side->text)};
    card.domains = split(arena, side->domains, &card.domain_count);
    card.sections = section;
    card.section_count = 1;
    return card;
}

static uint64_t skeleton_of(struct ls_reading *reading, struct ls_analyzer *analyzer,
                            const struct ls_card *card)
{
    struct ls_error err;
    if (ls_reading_make(reading, analyzer, card, &err) != LS_OK) {
        printf("Bail out! %s\n", err.message);
        exit(1);
    }
    return reading->count > 0 ? reading->sentences[reading->count - 1].skeleton : 0;
}

static void test_rows(struct ls_analyzer *analyzer)
{
    struct ls_arena arena = {0};
    struct ls_reading reading = {0};
    struct ls_section section;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_card a = make_card(&arena, &rows[i].a, &section);
        uint64_t first = skeleton_of(&reading, analyzer, &a);
        struct ls_card b = make_card(&arena, &rows[i].b, &section);
        uint64_t second = skeleton_of(&reading, analyzer, &b);
        bool good = rows[i].relation == NEVER  ? first == 0
                    : rows[i].relation == SAME ? first != 0 && first == second
                                               : first != 0 && second != 0 && first != second;
        tap_ok(good, "%s", rows[i].name);
    }
    ls_reading_free(&reading);
    ls_arena_free(&arena);
}

/* What is kept of a sentence that has become template text, one a line. */
static const struct {
    struct side side;
    const char *values;
} kept[] = {
    {{"門診", 0, "本文關心門診領域裡的照護流程。"}, " 门诊 \n"},
    {{"門診|急診", 0, "本文關心門診、急診領域裡的照護流程。"}, " 门诊 \n 急诊 \n"},
    {{"", 0, "The trial is registered as NCT00123456 with 35.6 percent."},
     " nct 00123456 \n 35 6 \n"},
    {{"", 8, "評分: 8"}, " 8 \n"},
    {{"", 0, "國家: 葡萄牙"}, " 葡萄牙 \n"},
    {{"", 0, "國家: 待查"}, ""},
    {{"", 0, "卷期: 18(4), 453–461"}, " 18 4 453 461 \n"},
    {{"", 0, "夜班交接需要清單\n研究提出了夜班交接需要清單，這對現場有意義。"}, ""},
};

static void test_values(struct ls_analyzer *analyzer)
{
    struct ls_arena arena = {0};
    struct ls_reading reading = {0};
    struct ls_section section;
    struct ls_buf out = {0};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct ls_card card = make_card(&arena, &kept[i].side, &section);
        skeleton_of(&reading, analyzer, &card);
        const struct ls_sentence *last = &reading.sentences[reading.count - 1];
        ls_buf_clear(&out);
        ls_buf_add_str(&out, "");
        for (uint32_t n = last->values.first; n < last->values.past; n++) {
            struct ls_stretch value = reading.values[n];
            ls_stream_add_line(&out, reading.terms, reading.tokens + value.first,
                               value.past - value.first);
        }
        const char *line = strrchr(kept[i].side.text, '\n');
        tap_is_str(out.ptr, kept[i].values, line ? line + 1 : kept[i].side.text);
    }
    ls_buf_free(&out);
    ls_reading_free(&reading);
    ls_arena_free(&arena);
}

/* Titles, authors, journals and links say what the article is, however many say the same. */
static void test_fields(struct ls_analyzer *analyzer)
{
    struct ls_reading reading = {0};
    for (int field = 0; field < LS_FIELD_COUNT; field++) {
        struct ls_section section = {.field = (enum ls_field)field,
                                     .text = LS_SPAN("What many cards have to say of one thing")};
        struct ls_card card = {.score = NAN, .sections = &section, .section_count = 1};
        bool can = skeleton_of(&reading, analyzer, &card) != 0;
        tap_ok(can == (field == LS_FIELD_BODY || field == LS_FIELD_ABSTRACT), "%s",
               ls_field_name((enum ls_field)field));
    }
    struct ls_section section = {
        .field = LS_FIELD_BODY, .level = 2, .heading = LS_SPAN("📌 第一張：核心觀點卡")};
    struct ls_card card = {.score = NAN, .sections = &section, .section_count = 1};
    tap_ok(skeleton_of(&reading, analyzer, &card) != 0, "a heading may be short");
    ls_reading_free(&reading);
}

/* Many lines that begin alike, each of them in a line that begins so. */
static void test_bounded(struct ls_analyzer *analyzer)
{
    enum { LINES = 60000 };
    struct ls_reading reading = {0};
    struct ls_buf text = {0};
    for (int i = 0; i < LINES; i++) {
        ls_buf_printf(&text, "we see we see we see %x\n", i * 7919);
    }
    struct ls_section section = {.field = LS_FIELD_BODY, .text = ls_buf_span(&text)};
    struct ls_card card = {.score = NAN, .sections = &section, .section_count = 1};
    skeleton_of(&reading, analyzer, &card);
    tap_is_int((long long)reading.count, LINES, "lines that begin alike are read in bounded time");
    ls_buf_free(&text);
    ls_reading_free(&reading);
}

int main(void)
{
    struct ls_analyzer *analyzer;
    struct ls_error err;
    if (ls_analyzer_new(&analyzer, &err) != LS_OK) {
        return 1;
    }
    test_rows(analyzer);
    test_values(analyzer);
    test_fields(analyzer);
    test_bounded(analyzer);
    ls_analyzer_free(analyzer);
    return tap_done();
}
