/* Which words of a query are expanded, with what, and how much that weighs. */
#include "query/expand/member.h"
#include "query/rank/ranking.h"
#include "tests/query/fixture_shelf.h"
#include "tests/tap.h"

#include <math.h>
#include <stdlib.h>

/* ---- which words, and which others ---- */

#define BODY(words) .sections = {{LS_FIELD_BODY, LS_PART_NONE, NULL, words}}

static const struct fixture_card cards[] = {
    {.id = "hallucination", BODY("Hallucination and bias.")},
    {.id = "huanjue", BODY("幻覺與偏誤。")},
    {.id = "model", BODY("A large language model.")},
    {.id = "moxing", BODY("大型語言模型。大型的語言。")},
    {.id = "covid", BODY("新冠肺炎 and hepatitis B.")},
    {.id = "test", BODY("A Student t-test. Tumours are tumoral.")},
    {.id = "oncology", BODY("Oncologists treat neoplasm.")},
    {.id = "pair", BODY("臨床試驗。隨機的。")},
};

static const struct fixture_row lexicon[] = {
    {"hallucin", "幻觉", 1, LS_LEXICON_GLOSSARY},
    {"hallucin", "妄想", 1, LS_LEXICON_GLOSSARY},
    {"hallucin", "bias", 0.5, LS_LEXICON_GLOSSARY},
    {"bias", "偏误", 1, LS_LEXICON_GLOSSARY},
    {"幻觉", "hallucin", 1, LS_LEXICON_GLOSSARY},
    {"偏误", "bias", 1, LS_LEXICON_GLOSSARY},
    {"larg languag model", "大型语言模型", 1, LS_LEXICON_GLOSSARY},
    {"larg languag model", "llm", 1, LS_LEXICON_GLOSSARY},
    {"languag", "语言", 1, LS_LEXICON_GLOSSARY},
    {"llm", "大型语言模型", 1, LS_LEXICON_GLOSSARY},
    {"llm", "larg languag model", 1, LS_LEXICON_GLOSSARY},
    {"llm", "slm", 1, LS_LEXICON_GLOSSARY},
    {"大型语言模型", "larg languag model", 1, LS_LEXICON_GLOSSARY},
    {"covid 19", "新冠肺炎", 1, LS_LEXICON_GLOSSARY},
    {"b 型肝炎", "hepat b", 1, LS_LEXICON_GLOSSARY},
    {"t 检定", "student t test", 1, LS_LEXICON_GLOSSARY},
    {"肿瘤", "neoplasm", 1, LS_LEXICON_GLOSSARY},
    {"肿瘤", "tumour", 0.25, LS_LEXICON_GLOSSARY},
    {"肿瘤", "oncolog", 0.75, LS_LEXICON_GLOSSARY},
    {"tumour", "肿瘤", 1, LS_LEXICON_GLOSSARY},
    {"tumour", "oncolog", 1, LS_LEXICON_GLOSSARY},
    {"rct", "临床试验研究", 1, LS_LEXICON_GLOSSARY},
    {"trial", "临床试验研究", 1, LS_LEXICON_GLOSSARY},
    {"trial", "试验", 1, LS_LEXICON_GLOSSARY},
    {"the", "幻觉", 1, LS_LEXICON_GLOSSARY},
    {"的", "bias", 1, LS_LEXICON_GLOSSARY},
    {"大型语言模型研究", "absent", 1, LS_LEXICON_GLOSSARY},
    {"盾", "model", 1, LS_LEXICON_GLOSSARY},
    {"型", "model", 1, LS_LEXICON_GLOSSARY},
    {"neoplasm", "oncologist", 0.25, LS_LEXICON_GLOSSARY},
    {.key = NULL},
    {"hallucin", "幻觉", 0.5, LS_LEXICON_USER, 7},
    {"hallucin", "偏误", 0.75, LS_LEXICON_ALIGNED, 3},
    {"neoplasm", "oncologist", 0.75, LS_LEXICON_USER, 5},
};
enum { LEXICON = sizeof lexicon / sizeof *lexicon };

/* Each group as "lexeme=member+member", members by their bytes. */
static const struct {
    const char *query;
    const char *want;
} expanded[] = {
    /* words */
    {"hallucination", "hallucin=bias+偏误+幻觉"},
    {"hallucinations", "hallucin=bias+偏误+幻觉"},
    {"幻覺", "幻觉=hallucin"},
    {"幻觉", "幻觉=hallucin"},
    {"unheard", ""},
    {"bias 幻覺", "bias=偏误 幻觉=hallucin"},
    {"COVID-19", "covid 19=新冠肺炎"},
    {"covid 19", "covid 19=新冠肺炎"},
    {"(hallucination)", "hallucin=bias+偏误+幻觉"},
    /* meant as typed */
    {"\"hallucination\"", ""},
    {"\"large language model\"", ""},
    {"hallucination \"hallucination\"", "hallucin=bias+偏误+幻觉"},
    {"+hallucination", ""},
    {"+hallucination bias", "bias=偏误"},
    {"hallucination AND bias", ""},
    {"hallucination OR bias", ""},
    {"hallucination NEAR bias", ""},
    {"hallucination NEAR/3 幻覺", ""},
    {"-hallucination bias", "bias=偏误"},
    {"bias NOT hallucination", "bias=偏误"},
    {"hallucin*", ""},
    {"幻覺*", "幻觉=hallucin"}, /* a star says nothing behind a character */
    {"title:hallucination", ""},
    {"hallucination[ti]", ""},
    {"abstract:幻覺 bias", "bias=偏误"},
    {"card:core hallucination", ""},
    {"year:2020 hallucination", "hallucin=bias+偏误+幻觉"},
    {"domain:門診 hallucination", "hallucin=bias+偏误+幻觉"},
    /* terms of several words, then their words */
    {"large language model", "larg languag model=大型语言模型 languag=语言"},
    {"Large Language Models", "larg languag model=大型语言模型 languag=语言"},
    {"large, language model", "languag=语言"},
    {"large languages", "languag=语言"},
    {"large +language model", ""},
    {"大型語言模型", "大型语言模型=larg languag model"},
    {"大型語言 模型", "型=model"},
    {"大型語言模型的幻覺", "大型语言模型=larg languag model 幻觉=hallucin"},
    /* scripts that meet in a word */
    {"B型肝炎", "b 型肝炎=hepat b"},
    {"B 型肝炎", "b 型肝炎=hepat b"},
    {"b-型肝炎", "型=model"},
    {"T檢定", "t 检定=student t test"},
    {"T 檢定", "t 检定=student t test"},
    {"Ｔ　檢定", "t 检定=student t test"},
    {"T，檢定", ""},
    /* typed already */
    {"llm", "llm=larg languag model+大型语言模型"},
    {"llm large language model", "llm=大型语言模型 larg languag model=大型语言模型 languag=语言"},
    {"hallucination 幻覺", "hallucin=bias+偏误"},
    /* function words */
    {"the", ""},
    {"的", ""},
    {"the bias", "bias=偏误"},
    /* said again */
    {"bias bias", "bias=偏误"},
    {"language and large language model", "languag=语言 larg languag model=大型语言模型"},
    {"bias, hallucination; bias", "bias=偏误 hallucin=偏误+幻觉"},
    /* related words, of Chinese ones only */
    {"腫瘤", "肿瘤=neoplasm+oncologist+tumor+tumour"},
    {"tumour", ""},
    /* pairs out of what no card has whole */
    {"rct", "rct=临床+床试+试验"},
    {"trial", "trial=试验"},
    /* the part of a word of which cards say something */
    {"大型語言模型研究", "大型语言模型=larg languag model"},
    /* a character, which finds nothing by itself */
    {"盾", "盾=model"},
};

static int compare_lexeme(const void *a, const void *b)
{
    const struct ls_group_member *const *left = a;
    const struct ls_group_member *const *right = b;
    return ls_span_compare((*left)->lexeme, (*right)->lexeme);
}

static void write_members(const struct ls_group *group, struct ls_buf *out)
{
    const struct ls_group_member *sorted[LS_GROUP_MEMBERS_MAX];
    for (size_t m = 0; m < group->member_count; m++) {
        sorted[m] = &group->members[m];
    }
    qsort(sorted, group->member_count, sizeof *sorted, compare_lexeme);
    for (size_t m = 0; m < group->member_count; m++) {
        ls_buf_printf(out, "%s%.*s", m > 0 ? "+" : "", LS_SPAN_ARG(sorted[m]->lexeme));
    }
}

static void write_groups(const struct ls_expansion *expansion, struct ls_buf *out)
{
    ls_buf_clear(out);
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        const struct ls_group *group = &expansion->groups[i];
        ls_buf_printf(out, "%s%.*s=", i > 0 ? " " : "", LS_SPAN_ARG(group->lexeme));
        write_members(group, out);
    }
}

/* Members come by falling weight, each in some card, those that find before the rest. */
static bool is_in_order(const struct ls_expansion *expansion)
{
    bool good = true;
    for (size_t i = 0; expansion && i < expansion->group_count; i++) {
        const struct ls_group *group = &expansion->groups[i];
        for (size_t m = 0; m < group->member_count; m++) {
            const struct ls_group_member *member = &group->members[m];
            good &= member->weight > 0 && member->cards > 0;
            good &= m == 0 || member->weight <= member[-1].weight;
            good &= m == 0 || !member->finds || member[-1].finds;
        }
    }
    return good;
}

static void test_expanded(struct fixture *fixture, const struct fixture_shelf *shelf)
{
    struct ls_buf written = {0};
    for (size_t i = 0; i < sizeof expanded / sizeof *expanded; i++) {
        struct ls_query query;
        const struct ls_expansion *expansion =
            fixture_expand(fixture, shelf, expanded[i].query, NULL, &query);
        write_groups(expansion, &written);
        tap_is_str(written.len ? written.ptr : "", expanded[i].want, expanded[i].query);
        tap_ok(is_in_order(expansion), "%s: the best members first", expanded[i].query);
    }
    ls_buf_free(&written);
}

/* ---- what is known of a group and its members ---- */

static const struct ls_group *first_group(const struct ls_expansion *expansion)
{
    return expansion ? &expansion->groups[0] : NULL;
}

static const struct ls_group_member *member_of(const struct ls_group *group, const char *lexeme)
{
    static const struct ls_group_member none;
    for (size_t i = 0; group && i < group->member_count; i++) {
        if (ls_span_equal(group->members[i].lexeme, ls_span_str(lexeme))) {
            return &group->members[i];
        }
    }
    return &none;
}

/* Weights are as they are stored: multiples of a small fraction. */
static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-3;
}

static const struct {
    const char *name;
    const char *query;
    const char *member; /* of the query's first group */
    double weight;
    enum ls_lexicon_source source;
    uint32_t taught_by;
    uint32_t cards;
    bool same; /* language as the word's */
} members[] = {
    {"as the lexicon has it", "bias", "偏误", 1, LS_LEXICON_GLOSSARY, 0, 1},
    {"of two lexicons: the greater weight", "hallucination", "幻觉", 1, LS_LEXICON_GLOSSARY, 0, 1},
    {"of two, the second greater", "neoplasm", "oncologist", 0.75, LS_LEXICON_USER, 5, 1, true},
    {"of the second lexicon alone", "hallucination", "偏误", 0.75, LS_LEXICON_ALIGNED, 3, 1},
    {"of several words", "大型語言模型", "larg languag model", 1, LS_LEXICON_GLOSSARY, 0, 1},
    {"in the same language", "hallucination", "bias", 0.5, LS_LEXICON_GLOSSARY, 0, 1, true},
    {"that no card has", "hallucination", "妄想", 0, 0, 0, 0},
    {"that was typed", "hallucination bias", "bias", 0, 0, 0, 0},
};

static void test_members(struct fixture *fixture, const struct fixture_shelf *shelf)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct ls_query query;
        const struct ls_group *group =
            first_group(fixture_expand(fixture, shelf, members[i].query, NULL, &query));
        const struct ls_group_member *member = member_of(group, members[i].member);
        double weight = members[i].weight * (members[i].same ? ls_ranking.same_language : 1);
        tap_ok(is_near(member->weight, weight) && member->source == members[i].source &&
                   member->taught_by == members[i].taught_by && member->cards == members[i].cards,
               "a member %s: %g %d %u %u", members[i].name, member->weight, (int)member->source,
               member->taught_by, member->cards);
    }
}

static void test_related(struct fixture *fixture, const struct fixture_shelf *shelf)
{
    struct ls_query query;
    const struct ls_group *group =
        first_group(fixture_expand(fixture, shelf, "腫瘤", NULL, &query));
    const struct ls_group_member *related = member_of(group, "oncologist");
    tap_ok(is_near(related->weight, 0.75 * ls_ranking.related),
           "a related word has a part of the weight of its member, which is in no card");
    tap_ok(member_of(group, "neoplasm")->finds, "the best member finds");
    group = first_group(fixture_expand(fixture, shelf, "盾", NULL, &query));
    tap_ok(group->member_count == 1 && !group->members[0].finds, "but none of a character");
    group = first_group(fixture_expand(fixture, shelf, "rct", NULL, &query));
    tap_ok(is_near(member_of(group, "临床")->weight, ls_ranking.pair_of_member),
           "so has a pair out of a member");
}

static void test_group(struct fixture *fixture, const struct fixture_shelf *shelf)
{
    struct ls_query query;
    const char *text = "the bias of 幻覺, bias";
    const struct ls_expansion *expansion = fixture_expand(fixture, shelf, text, NULL, &query);
    tap_is_int((long long)expansion->group_count, 2, "words said again are one group");
    const struct ls_group *group = &expansion->groups[0];
    tap_is_int(group->times, 2, "which knows how often they were typed");
    tap_ok(ls_span_equal(ls_range_span(ls_span_str(text), group->place), LS_SPAN("bias")),
           "and where");
    double twice = group->factor;
    group = first_group(fixture_expand(fixture, shelf, "bias", NULL, &query));
    tap_ok(twice > group->factor, "and weighs more for it");
    expansion = fixture_expand(fixture, shelf, "large language model", NULL, &query);
    tap_ok(expansion->groups[1].factor < expansion->groups[0].factor,
           "a word of a term weighs less than the term");
}

static const struct {
    const char *query;
    const char *known; /* 1 for each unit of which all is in a lexicon */
} known[] = {
    {"hallucination bias", "11"},
    {"hallucination unheard", "10"},
    {"large language model", "111"},
    {"large language bias", "011"},
    {"幻覺偏誤", "1"},
    {"幻覺偏誤某", "0"},
    {"幻覺盾偏誤", "0"},
    {"\"hallucination\" bias", "01"},
};

static void test_known(struct fixture *fixture, const struct fixture_shelf *shelf)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct ls_query query;
        char got[16] = "";
        const struct ls_expansion *expansion =
            fixture_expand(fixture, shelf, known[i].query, NULL, &query);
        for (size_t unit = 0; expansion && unit < query.units.count; unit++) {
            strcat(got, expansion->is_known[unit] ? "1" : "0");
        }
        tap_is_str(got, known[i].known, known[i].query);
    }
}

/* ---- the weight, by the formula of weigh.h ---- */

static struct xap_reader *reader_of(struct fixture *fixture)
{
    return ls_index_reader(fixture->index);
}

static uint32_t frequency_of(struct fixture *fixture, struct ls_span term, uint32_t docid)
{
    struct xap_postings *postings = NULL;
    struct xap_error cause;
    bool more = false;
    xap_postings_open(reader_of(fixture), term.ptr, term.len, &postings, &cause);
    xap_postings_skip_to(postings, docid, &more, &cause);
    uint32_t wdf = more && xap_postings_docid(postings) == docid ? xap_postings_wdf(postings) : 0;
    xap_postings_free(postings);
    return wdf;
}

/* That of the least frequent term, where they stand side by side; else 0. */
static uint32_t member_frequency(struct fixture *fixture, const struct ls_unit *unit,
                                 uint32_t docid)
{
    struct ls_span stream;
    uint32_t least = UINT32_MAX;
    fixture_must(ls_index_stream(fixture->index, docid, &stream, &fixture->err), &fixture->err);
    bool stands = memmem(stream.ptr, stream.len, unit->pattern.ptr, unit->pattern.len);
    for (size_t i = 0; i < unit->term_count; i++) {
        uint32_t frequency = frequency_of(fixture, unit->terms[i], docid);
        least = frequency < least ? frequency : least;
    }
    return stands ? least : 0;
}

static double group_frequency(struct fixture *fixture, const struct ls_group *group, uint32_t docid)
{
    double frequency = 0;
    for (size_t i = 0; i < group->member_count; i++) {
        frequency +=
            group->members[i].weight * member_frequency(fixture, &group->members[i].unit, docid);
    }
    return frequency;
}

/* Of several words, those with the rarest. */
static uint32_t unit_held(struct fixture *fixture, const struct ls_unit *unit)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < unit->term_count; i++) {
        struct xap_error cause;
        uint32_t freq = 0;
        xap_reader_term_freq(reader_of(fixture), unit->terms[i].ptr, unit->terms[i].len, &freq,
                             &cause);
        least = freq < least ? freq : least;
    }
    return least;
}

/* How many cards hold its members, each times its weight, and the words as typed. */
static double group_held(struct fixture *fixture, const struct ls_group *group)
{
    struct ls_unit typed;
    fixture_must(ls_member_unit(group->lexeme, &fixture->arena, &typed, &fixture->err),
                 &fixture->err);
    double held = unit_held(fixture, &typed);
    for (size_t i = 0; i < group->member_count; i++) {
        held += group->members[i].weight * unit_held(fixture, &group->members[i].unit);
    }
    return held;
}

static double rarity_of(double held, double all)
{
    double odds = (all - fmin(held, all) + 0.5) / (fmin(held, all) + 0.5);
    return odds < 2 ? log(1 + odds / 2) : log(odds);
}

static double normal_length(struct fixture *fixture, uint32_t docid)
{
    struct xap_error cause;
    uint32_t length = 0;
    double average = 1;
    xap_reader_doc_length(reader_of(fixture), docid, &length, &cause);
    xap_reader_average_length(reader_of(fixture), &average, &cause);
    return fmax(length / average, ls_ranking.min_normlen);
}

static double weight_in(struct fixture *fixture, const struct ls_group *group, uint32_t docid,
                        uint32_t card_count)
{
    double f = group_frequency(fixture, group, docid);
    double k1 = ls_ranking.group_k1;
    double bend = k1 * (1 - ls_ranking.b + ls_ranking.b * normal_length(fixture, docid));
    return group->factor * rarity_of(group_held(fixture, group), card_count) * (k1 + 1) * f /
           (f + bend);
}

static double weight_told(const struct ls_group *group, uint32_t docid)
{
    for (size_t i = 0; i < group->cards.count; i++) {
        if (group->cards.items[i] == docid) {
            return group->weights[i];
        }
    }
    return 0;
}

/* Does some member that finds stand in the card? */
static bool is_found_by(struct fixture *fixture, const struct ls_group *group, uint32_t docid)
{
    bool found = false;
    for (size_t i = 0; i < group->member_count; i++) {
        found |= group->members[i].finds &&
                 member_frequency(fixture, &group->members[i].unit, docid) > 0;
    }
    return found;
}

static bool is_told_found(const struct ls_group *group, uint32_t docid)
{
    for (size_t i = 0; i < group->found.count; i++) {
        if (group->found.items[i] == docid) {
            return true;
        }
    }
    return false;
}

static void check_group(struct fixture *fixture, const struct ls_group *group, uint32_t card_count)
{
    double worst = 0;
    size_t found = 0;
    bool finds = true;
    for (uint32_t docid = 1; docid <= card_count; docid++) {
        double want = weight_in(fixture, group, docid, card_count);
        worst = fmax(worst, fabs(want - weight_told(group, docid)));
        found += want > 0;
        finds &= is_found_by(fixture, group, docid) == is_told_found(group, docid);
    }
    tap_ok(worst < 1e-4, "%.*s weighs by the formula, to %g", LS_SPAN_ARG(group->lexeme), worst);
    tap_is_int((long long)group->cards.count, (long long)found, "in all cards that hold a member");
    tap_ok(finds && is_near(group->held, group_held(fixture, group)),
           "and finds those with its best members");
}

/* Cards of many lengths, in which members stand side by side, apart, often and not at all. */
enum { MANY = 90 };

static const char *body_of(size_t i, struct ls_arena *arena)
{
    static const char *const words[] = {
        "randomized controlled trial ",
        "controlled and randomized: a trial ",
        "隨機對照試驗。",
        "試驗的對照與隨機。",
        "tumour ",
        "tumoural ",
        "neoplasm ",
        "腫瘤",
    };
    struct ls_buf text = {0};
    for (size_t w = 0; w < 8; w++) {
        for (size_t n = 0; (i * 7 + w * 5) % 11 < 4 && n <= (i + w) % 5; n++) {
            ls_buf_add_str(&text, words[w]);
        }
    }
    for (size_t n = 0; n < i * i / 30 + 1; n++) {
        ls_buf_printf(&text, "filler%zu ", n % 20);
    }
    struct ls_span kept = ls_arena_copy(arena, ls_buf_span(&text));
    ls_buf_free(&text);
    return kept.ptr;
}

static void open_many(struct fixture *fixture, struct ls_arena *arena)
{
    struct fixture_card made[MANY];
    for (size_t i = 0; i < MANY; i++) {
        made[i] = (struct fixture_card){.id = ls_arena_printf(arena, "%zu.md", i).ptr,
                                        .title_en = i % 8 == 3 ? "Tumours and trials" : NULL,
                                        .title_zh = i % 9 == 5 ? "隨機對照試驗與腫瘤" : NULL,
                                        BODY(body_of(i, arena))};
    }
    fixture_open(fixture, made, MANY);
}

static const struct fixture_row weighed[] = {
    {"rct", "random control trial", 1, LS_LEXICON_GLOSSARY},
    {"rct", "随机对照试验", 0.75, LS_LEXICON_GLOSSARY},
    {"rct", "试验", 0.125, LS_LEXICON_GLOSSARY},
    {"肿瘤", "neoplasm", 1, LS_LEXICON_GLOSSARY},
    {"肿瘤", "tumour", 0.5, LS_LEXICON_GLOSSARY},
    {"common", "neoplasm", 4, LS_LEXICON_GLOSSARY},
    {"common", "tumour", 4, LS_LEXICON_GLOSSARY},
    {"common", "fillerx", 4, LS_LEXICON_GLOSSARY},
    {"tumour", "肿瘤", 1, LS_LEXICON_GLOSSARY},
    {"even", "肿瘤", 0.5, LS_LEXICON_GLOSSARY},
    {"even", "tumour", 0.5, LS_LEXICON_GLOSSARY},
};

static void test_weights(void)
{
    static const char *const queries[] = {"RCT",     "腫瘤", "common",
                                          "tumours", "even", "RCT 腫瘤 tumours RCT"};
    struct ls_arena arena = {0};
    struct fixture fixture;
    struct fixture_shelf shelf;
    open_many(&fixture, &arena);
    fixture_shelf_make(&shelf, weighed, sizeof weighed / sizeof *weighed);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct ls_query query;
        const struct ls_expansion *expansion =
            fixture_expand(&fixture, &shelf, queries[i], NULL, &query);
        for (size_t g = 0; expansion && g < expansion->group_count; g++) {
            check_group(&fixture, &expansion->groups[g], MANY);
        }
    }
    fixture_shelf_free(&shelf);
    fixture_close(&fixture);
    ls_arena_free(&arena);
}

int main(void)
{
    struct fixture fixture;
    struct fixture_shelf shelf;
    fixture_open(&fixture, cards, sizeof cards / sizeof *cards);
    fixture_shelf_make(&shelf, lexicon, LEXICON);
    test_expanded(&fixture, &shelf);
    test_members(&fixture, &shelf);
    test_related(&fixture, &shelf);
    test_group(&fixture, &shelf);
    test_known(&fixture, &shelf);
    fixture_shelf_free(&shelf);
    fixture_close(&fixture);
    test_weights();
    return tap_done();
}
