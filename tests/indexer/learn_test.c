/* What small collections of cards teach. */
#include "indexer/learn/learn.h"
#include "tests/tap.h"

#include <stdlib.h>

enum { CARDS_MAX = 16, TEXT_MAX = 4096 };

struct lesson {
    const char *name;
    const char *cards[CARDS_MAX]; /* the text of each */
    const char *pairs;            /* left=right:cards, one a line, in the order of bytes */
};

/* A card that teaches where 結構方程模型 and 理論 begin, as text elsewhere does. */
static const struct lesson lessons[] = {
    /* clang-format off */
    {"an abbreviation within one script", {"We ask large language models (LLMs) first."},
     "large language models=LLMs:1\n"},
    {"and the other way round", {"An LLM (large language model) is asked."},
     "large language model=LLM:1\n"},
    {"as most have it, counted by cards", {"large language models (LLMs); large language models (LLMs)",
      "Large Language Models (LLMs)", "large language models (LLM)"},
     "large language models=LLMs:3\n"},
    {"what stands behind a comma is passed over", {"the technology acceptance model (TAM; Davis 1989)"},
     "technology acceptance model=TAM:1\n"},
    {"no citations, numbers and references", {"It works (Davis, 1989) (n=20) (Figure 1) (p<.001) 效果（如圖 1）成立。"}, ""},

    {"a Chinese term and an English one", {"- 知覺有用性（Perceived Usefulness）"},
     "知覺有用性=Perceived Usefulness:1\n"},
    {"ASCII parentheses", {"- 知覺有用性 (Perceived Usefulness)"}, "知覺有用性=Perceived Usefulness:1\n"},
    {"the English one first", {"Perceived Usefulness（知覺有用性）很重要"}, "知覺有用性=Perceived Usefulness:1\n"},
    {"after an article", {"我們量測 the Perceived Usefulness（知覺有用性）"}, "知覺有用性=Perceived Usefulness:1\n"},
    {"in English prose only what has capitals", {"We then measured how the Perceived Usefulness（知覺有用性）grew"},
     "知覺有用性=Perceived Usefulness:1\n"},
    {"with its abbreviation", {"- 科技接受模型（Technology Acceptance Model, TAM）"},
     "Technology Acceptance Model=TAM:1\n科技接受模型=TAM:1\n科技接受模型=Technology Acceptance Model:1\n"},
    {"the abbreviation introduced", {"- 科技接受模型（Technology Acceptance Model，簡稱 TAM）"},
     "Technology Acceptance Model=TAM:1\n科技接受模型=TAM:1\n科技接受模型=Technology Acceptance Model:1\n"},
    {"one English word is no term", {"- 隱私（Privacy）"}, ""},
    {"nor are a list and a comparison", {"- 統計軟體（LISREL, AMOS）\n- 分析方法（SEM vs PLS）"}, ""},
    {"a term of mixed scripts is cut: not taken", {"- AI 素養（AI Literacy）"}, ""},
    {"lengths that cannot be", {"- 態度（Attitude Toward Using the System）\n- 我們的研究因此認為這一點很重要（Trust Path）"}, ""},
    {"a single place wants a title's capitals", {"- 信度係數（reliability diagonal）"}, ""},
    {"two do not", {"甲組：信度係數（reliability diagonal）偏低", "乙組：信度係數（reliability diagonal）偏高"},
     "信度係數=reliability diagonal:2\n"},

    {"an abbreviation alone may be an example", {"- 強制性系統（ERP）"}, ""},
    {"two cards are witnesses", {"此處以結構方程模型（SEM）檢驗", "- 結構方程模型（SEM）"}, "結構方程模型=SEM:2\n"},
    {"but a sentence that cards share is one", {"本系統屬於強制性系統（ERP）的一種。", "本系統屬於強制性系統（ERP）的一種。",
      "本系統屬於強制性系統（ERP）的一種。"}, ""},
    {"the letters of the English term are one", {"- 權力距離（Power Distance）\n- 權力距離（PD）"},
     "權力距離=PD:1\n權力距離=Power Distance:1\n"},
    {"so is the abbreviation's long form in the card", {"multiple instance learning (MIL)\n- 多實例學習（MIL）"},
     "multiple instance learning=MIL:1\n多實例學習=MIL:1\n多實例學習=multiple instance learning:1\n"},
    {"if it could be that", {"World Wide Web (WWW)\n- 持續使用（WWW）"}, "World Wide Web=WWW:1\n"},
    {"Traditional and Simplified are one, as most write it", {"- 结构方程模型（SEM）", "分析：結構方程模型（SEM）", "方法是「結構方程模型」（SEM）"},
     "結構方程模型=SEM:3\n"},

    {"the border that tails share", {"我們在這裡採用結構方程模型（SEM）", "作者主張結構方程模型（SEM）"}, "結構方程模型=SEM:2\n"},
    {"the border that a line has", {"- 結構方程模型（SEM）", "我們在這裡採用結構方程模型（SEM）"}, "結構方程模型=SEM:2\n"},
    {"the border that other text has", {"本文以大型語言模型回答。\n談大型語言模型。\n用大型語言模型。\n而許多論文研究的大型語言模型（LLM）", "甲。我們最後仍決定採用大型語言模型（LLM）"},
     "大型語言模型=LLM:2\n"},
    {"a verb is cut off before a known term", {"甲說心理安全感。\n由心理安全感。\n有心理安全感。\n- 建立心理安全感（Psychological Safety）"},
     "心理安全感=Psychological Safety:1\n"},
    {"but not from a word that begins so", {"- 使用者參與（User Participation）\n參與者參與。\n學習者參與。\n患者參與。"},
     "使用者參與=User Participation:1\n"},
    {"the longer term when more have it", {"- 驗證性因素分析（CFA）", "方法：驗證性因素分析（CFA）", "用了「驗證性因素分析」（CFA）", "- 因素分析（CFA）"},
     "驗證性因素分析=CFA:3\n"},
    {"nothing", {""}, ""},
    {"no text", {"(\xff\xff) （\xe4\xb8） ((((())))（（）"}, ""},
    /* clang-format on */
};

static void fail(const struct ls_error *err)
{
    fprintf(stderr, "%s\n", err->message);
    exit(1);
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The pairs, sorted; those of one source, or of all. */
static void list_pairs(const struct ls_learned *learned, const char *form, char *out)
{
    char *lines[64];
    size_t count = 0;
    for (size_t i = 0; i < learned->count && count < 64; i++) {
        const struct ls_learned_pair *pair = &learned->pairs[i];
        lines[count] = malloc(256);
        snprintf(lines[count++], 256, form, LS_SPAN_ARG(pair->left), LS_SPAN_ARG(pair->right),
                 pair->cards);
    }
    qsort(lines, count, sizeof *lines, compare_lines);
    *out = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(out, lines[i]);
        free(lines[i]);
    }
}

static void teach(struct ls_learner *learner, const struct ls_card *card)
{
    bool more;
    struct ls_error err;
    if (ls_learner_add(learner, card, &more, &err) != LS_OK) {
        fail(&err);
    }
}

static struct ls_learner *new_learner(void)
{
    struct ls_learner *learner;
    struct ls_error err;
    if (ls_learner_new(&learner, &err) != LS_OK) {
        fail(&err);
    }
    return learner;
}

static void finish(struct ls_learner *learner, struct ls_arena *arena, struct ls_learned *learned)
{
    struct ls_error err;
    if (ls_learner_finish(learner, arena, learned, &err) != LS_OK) {
        fail(&err);
    }
    ls_learner_free(learner);
}

static void check_lesson(const struct lesson *lesson)
{
    struct ls_learner *learner = new_learner();
    struct ls_arena arena = {0};
    struct ls_learned learned;
    for (size_t i = 0; i < CARDS_MAX && lesson->cards[i]; i++) {
        struct ls_section section = {.field = LS_FIELD_BODY, .text = ls_span_str(lesson->cards[i])};
        struct ls_card card = {.sections = &section, .section_count = 1};
        teach(learner, &card);
    }
    finish(learner, &arena, &learned);
    char found[TEXT_MAX];
    list_pairs(&learned, "%.*s=%.*s:%u\n", found);
    tap_is_str(found, lesson->pairs, lesson->name);
    ls_arena_free(&arena);
}

/* What stands for several things weighs so much the less, and what hardly any card says beside what
 * very many say is left out. */
static void check_rivals(void)
{
    struct ls_learner *learner = new_learner();
    struct ls_arena arena = {0};
    struct ls_learned learned;
    for (size_t i = 0; i < 24; i++) {
        const char *text = i == 0   ? "the inner circle (IC) and the avian influenza (AI)"
                           : i < 4  ? "the index chemicus (IC)"
                           : i < 24 ? "artificial intelligence (AI)"
                                    : "";
        struct ls_section section = {.field = LS_FIELD_BODY, .text = ls_span_str(text)};
        teach(learner, &(struct ls_card){.sections = &section, .section_count = 1});
    }
    finish(learner, &arena, &learned);
    char found[TEXT_MAX] = "";
    for (size_t i = 0; i < learned.count; i++) {
        const struct ls_learned_pair *pair = &learned.pairs[i];
        snprintf(found + strlen(found), sizeof found - strlen(found), "%.*s %.2f\n",
                 LS_SPAN_ARG(pair->left), pair->weight);
    }
    tap_is_str(found, "artificial intelligence 1.00\nindex chemicus 0.75\ninner circle 0.25\n",
               "of several long forms each has its share");
    ls_arena_free(&arena);
}

/* ---- titles and abstracts ---- */

static const struct {
    const char *english, *chinese;
} titles[] = {
    {"Hallucination in large language models", "大型語言模型的幻覺"},
    {"Large language models for triage", "用於分診的大型語言模型"},
    {"Triage nurses and hallucination", "分診護理師與幻覺"},
    {"Detecting hallucination in clinical notes", "偵測臨床記錄中的幻覺"},
    {"Clinical notes for nurses", "護理師的臨床記錄"},
    {"Large language models write clinical notes", "大型語言模型撰寫臨床記錄"},
    {"Sepsis prediction for nurses", "護理師的敗血症預測"},
    {"Sepsis triage", "敗血症分診"},
    {"Prediction by large language models", "大型語言模型的預測"},
};

static const char *const taught[] = {"大型語言模型=large language models", "幻覺=hallucination",
                                     "臨床記錄=clinical notes", "分診=triage", "護理師=nurses"};

static struct ls_learned learn_titles(struct ls_arena *arena)
{
    struct ls_learner *learner = new_learner();
    struct ls_learned learned;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct ls_card card = {.title_en = ls_span_str(titles[i].english),
                               .title_zh = ls_span_str(titles[i].chinese)};
        teach(learner, &card);
    }
    finish(learner, arena, &learned);
    return learned;
}

static void check_titles(void)
{
    struct ls_arena arena = {0};
    struct ls_learned learned = learn_titles(&arena);
    char found[TEXT_MAX];
    list_pairs(&learned, "%.*s=%.*s\n", found);
    for (char *at = found; *at; at++) {
        *at = *at >= 'A' && *at <= 'Z' ? (char)(*at | 0x20) : *at;
    }
    for (size_t i = 0; i < sizeof taught / sizeof *taught; i++) {
        tap_ok(strstr(found, taught[i]) != NULL, "titles teach %s", taught[i]);
    }
    size_t wrong = 0;
    for (size_t i = 0; i < learned.count; i++) {
        const struct ls_learned_pair *pair = &learned.pairs[i];
        wrong += pair->source != LS_LEXICON_ALIGNED || pair->weight <= 0 || pair->weight > 1 ||
                 pair->cards < 2 || pair->occurrences < pair->cards;
    }
    tap_is_int((long long)wrong, 0, "each with a weight, and seen in two cards or more");
    if (!tap_ok(learned.count <= sizeof taught / sizeof *taught + 2, "and little else")) {
        printf("# %s\n", found);
    }
    ls_arena_free(&arena);
}

/* An abstract's sentences are told apart by lengths and by what both sides leave as it is. */
static void check_abstracts(void)
{
    static const char *const english =
        "Nurses wrote 120 notes. They were checked by GPT-4. Hallucination was rare. "
        "Hallucination in notes harms patients. Nurses saw hallucination early.";
    static const char *const chinese = "護理師寫了 120 份記錄。以 GPT-4 檢查。幻覺很少。"
                                       "記錄裡的幻覺傷害病人。護理師很早發現幻覺。";
    struct ls_section sections[] = {{.field = LS_FIELD_ABSTRACT, .text = ls_span_str(english)},
                                    {.field = LS_FIELD_ABSTRACT, .text = ls_span_str(chinese)}};
    struct ls_card card = {.sections = sections, .section_count = 2};
    struct ls_learner *learner = new_learner();
    struct ls_arena arena = {0};
    struct ls_learned learned;
    char found[TEXT_MAX];
    teach(learner, &card);
    finish(learner, &arena, &learned);
    list_pairs(&learned, "%.*s=%.*s:%u\n", found);
    if (!tap_ok(strstr(found, "幻覺=") && strstr(found, "allucination:1\n"),
                "sentences of abstracts teach, of one card")) {
        printf("# %s\n", found);
    }
    ls_arena_free(&arena);
}

static void check_order(void)
{
    struct ls_learned learned = {
        .pairs = (struct ls_learned_pair[]){
            {LS_LEXICON_USER, LS_SPAN_INIT("甲"), LS_SPAN_INIT("a"), 0, 0, 1},
            {LS_LEXICON_ALIGNED, LS_SPAN_INIT("乙"), LS_SPAN_INIT(""), 300, 70000, 0.512},
        }};
    learned.count = 2;
    struct ls_buf bytes = {0};
    struct ls_arena arena = {0};
    struct ls_learned read;
    struct ls_error err;
    ls_learned_write(&learned, &bytes);
    enum ls_status status = ls_learned_read(ls_buf_span(&bytes), &arena, &read, &err);
    bool same = status == LS_OK && read.count == 2 &&
                ls_learned_compare(&read.pairs[0], &learned.pairs[0]) == 0 &&
                ls_learned_compare(&read.pairs[1], &learned.pairs[1]) == 0;
    tap_ok(same, "pairs are read as they were written");
    size_t refused = 0;
    for (size_t len = 1; len < bytes.len; len++) {
        status = ls_learned_read(ls_span(bytes.ptr, len), &arena, &read, &err);
        refused += status == LS_CORRUPT || (status == LS_OK && read.count < 2);
    }
    tap_is_int((long long)refused, (long long)bytes.len - 1, "a part of them is not read as all");
    tap_ok(ls_learned_read(LS_SPAN("2"), &arena, &read, &err) == LS_CORRUPT, "nor another version");
    tap_ok(ls_learned_read(LS_SPAN(""), &arena, &read, &err) == LS_OK && read.count == 0,
           "nothing is no pairs");
    ls_buf_free(&bytes);
    ls_arena_free(&arena);
}

int main(void)
{
    for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
        check_lesson(&lessons[i]);
    }
    check_rivals();
    check_titles();
    check_abstracts();
    check_order();
    return tap_done();
}
