/* What queries mean, written as the clauses they become; and that no query is
 * anything but read or refused. */
#include "tests/query/fixture.h"
#include "tests/tap.h"

#include <stdlib.h>

/* Words stand as stems; "+" is required, "-" excluded, "|" any of, "~n" near, a
 * star a beginning; fields by their letters or names, note cards by their numbers;
 * values and numbers, which are filters, in braces. */
static const struct {
    const char *query;
    const char *want;
} rows[] = {
    {"models bias", "model bias"},
    {"models bias models", "model bias"},
    {"a1 AND b1", "+(a 1) +(b 1)"},
    {"x AND y z", "+x +y z"},
    {"z x AND y", "z +x +y"},
    {"x OR y", "(x | y)"},
    {"x y OR z", "((x y) | z)"},
    {"x AND y OR z AND w", "((+x +y) | (+z +w))"},
    {"x OR y OR z", "(x | y | z)"},
    {"(x OR y) z", "(x | y) z"},
    {"z(x OR y)", "z (x | y)"},
    {"x (y z)", "x (y z)"},
    {"((x))", "x"},
    {"NOT x y", "-x y"},
    {"x NOT y", "x -y"},
    {"x AND NOT y", "+x -y"},
    {"x NOT NOT y", "x y"},
    {"NOT (x OR y)", "-(x | y)"},
    {"x OR NOT y", "(x | (-y))"},
    {"+x y -z", "+x y -z"},
    {"+x AND y", "+x +y"},
    {"-COVID-19", "-(covid 19)"},
    {"state-of-the-art -x", "(state of the art) -x"},
    {"x - y", "x y"},
    {"\"x\"-y", "x y"},
    {"at -5 °C", "at 5 c"},
    {"x --y", "x y"},
    {"x and y or z not w", "x and y or z not w"},
    {"x ＡＮＤ y　ＯＲ　z", "((+x +y) | z)"},
    {"（x OR y）AND z", "+(x | y) +z"},
    {"＋x －y", "+x -y"},
    {"\"AND\" OR \"OR\"", "(and | or)"},
    {"幻覺 AND 偏誤", "+幻觉 +偏误"},
    {"LLM的幻覺 OR x", "((+llm +的幻觉) | x)"},
    {"-LLM的幻覺 x", "-(+llm +的幻觉) x"},
    {"x NEAR/3 y", "(x ~3 y)"},
    {"x NEAR y", "(x ~10 y)"},
    {"x ＮＥＡＲ／３ 幻覺", "(x ~3 幻觉)"},
    {"x NEAR/2 y NEAR/5 z", "(x ~5 y ~5 z)"},
    {"x NEAR/2 (y OR \"z w\") v", "(x ~2 (y | (z w))) v"},
    {"NOT x NEAR/2 y z", "-(x ~2 y) z"},
    {"x AND y NEAR/2 z", "+x +(y ~2 z)"},
    {"halluc*", "halluc*"},
    {"hallucinat*", "hallucinat*/hallucin"},
    {"語言*", "语言"},
    {"語言＊", "语言"},
    {"\"large lang*\"", "(larg lang*)"},
    {"GPT-4*", "(gpt 4*)"},
    {"HLA-B*5701", "(hla b) 5701"},
    {"title:x y", "t:x y"},
    {"title:(x y)", "(t:x t:y)"},
    {"title:(x all:y)", "(t:x y)"},
    {"title:\"x y\" z", "t:(x y) z"},
    {"title: x", "t:x"},
    {"Title：幻覺", "t:幻觉"},
    {"標題:幻覺 标题:幻覺", "t:幻觉"},
    {"ＴＩＴＬＥ：x", "t:x"},
    {"abstract:halluc*", "a:halluc*"},
    {"x[ti] AND y[tiab]", "+t:x +ta:y"},
    {"x [ti]", "t:x"},
    {"(x OR y)[ti]", "(t:x | t:y)"},
    {"\"x y\"[Title/Abstract]", "ta:(x y)"},
    {"x[18F]", "x (18 f)"},
    {"[18F] FDG", "(18 f) fdg"},
    {"Smith[au] 2024[dp]", "u:smith +{year 2024 2024}"},
    {"2020:2024[dp]", "+{year 2020 2024}"},
    {"2020/01/01:2024/12/31[dp]", "+{year 2020 2024}"},
    {"year:2020..2024 x", "+{year 2020 2024} x"},
    {"年份：2020～2024", "+{year 2020 2024}"},
    {"year:2020.. year:..2024", "+{year 2020 9999} +{year 1 2024}"},
    {"year:>=2020", "+{year 2020 9999}"},
    {"year:≤2020", "+{year 1 2020}"},
    {"year:<2020", "+{year 1 2019}"},
    {"year:2020-2024", "+{year 2020 2024}"},
    {"year:２０２４年", "+{year 2024 2024}"},
    {"score:8", "+{score 8 8}"},
    {"score:8.5..10", "+{score 8.5 10}"},
    {"評分：＞＝８", "+{score 8 10}"},
    {"score:8/10", "+{score 8 8}"},
    {"year:(2020 OR 2022) x", "+({year 2020 2020} | {year 2022 2022}) x"},
    {"-year:2020 x", "-{year 2020 2020} x"},
    {"domain:門診 x", "+{XD门诊} x"},
    {"領域:「急診 醫學」", "+{XD急诊 医学}"},
    {"pmid:123 OR doi:10.1/A(2)", "+({XP123} | {XI10.1/a(2)})"},
    {"pmid:https://pubmed.ncbi.nlm.nih.gov/123", "+{XP123}"},
    {"journal:\"Nature Medicine\"", "+{XJnature medicine or j:(natur medicin)}"},
    {"card:qa x y", "3:x 3:y"},
    {"card:qa", "+{XCqa}"},
    {"card:(qa OR core) x", "13:x"},
    {"x (card:qa y) z", "x (3:y) z"},
    {"-card:qa x", "-{XCqa} x"},
    {"卡片：問答 x", "3:x"},
    {"models(LLMs) bias", "model llm bias"},
    {"Deep learning: a review", "deep learn a review"},
    {"研究：大型語言模型", "研究 大型语言模型"},
    {"Davis FD[au]", "u:davi u:fd"},
    {"sepsis AND Davis FD[au]", "+sepsi +u:davi u:fd"},
    {"sepsis Davis[au]", "sepsi u:davi"},
    {"Journal of Medical Internet Research[Journal]",
     "+{XJjournal of medical internet research or j:(journal of medic internet research)}"},
    {"sepsis AND Nature Medicine[ta]", "+sepsi +{XJnature medicine or j:(natur medicin)}"},
    {"sepsis \"Nature\"[ta]", "sepsi +{XJnature or j:natur}"},
    {"Nature Medicine[ta] AND x", "+{XJnature medicine or j:(natur medicin)} +x"},
    {"2020[dp] : 2024[dp] AND x", "+{year 2020 2024} +x"},
    {"Davis FD[au] AND x", "u:davi +u:fd +x"},
    {"x[All Fields] AND y[Title/Abstract]", "+x +ta:y"},
    {"(\"2020\"[dp] : \"2024\"[dp])", "+{year 2020 2024}"},
    {"2020[Date - Publication]:2024[dp]", "+{year 2020 2024}"},
    {"幻覺AND偏誤", "+幻觉 +偏误"},
    {"幻覺OR偏誤NOT風險", "(幻觉 | (偏误 -风险))"},
    {"幻覺 AND偏誤", "+幻觉 +偏误"},
    {"幻覺的OR值", "幻觉的 or 值"},
    {"ANDROID", "android"},
    {"領域：門診，評分：8", "+{XD门诊} +{score 8 8}"},
    {"journal:Cell, year:2024; x", "+{XJcell or j:cell} +{year 2024 2024} x"},
    {"domain:R,D", "+{XDr,d}"},
    {"a, b；c、d", "a b c d"},
    {"https://x.org/a", "http x org a"},
    {"HLA:A2", "hla (a 2)"},

    {"x AND", "! 2-5 something to search for is missing behind this"},
    {"AND x", "! 0-3 something to search for is missing before this: put quotes around AND, OR, "
              "NOT or NEAR to search for the word"},
    {"x OR OR y", "! 5-7 something to search for is missing before this: put quotes around AND, "
                  "OR, NOT or NEAR to search for the word"},
    {"(x", "! 0-1 a bracket has no end: add the other one or leave it out"},
    {"x)", "! 1-2 a bracket closes that was not opened"},
    {"（x OR y))", "! 10-11 a bracket closes that was not opened"},
    {"()", "! 1-2 something to search for is missing before this bracket"},
    {"x NEAR/0 y", "! 2-8 NEAR/0: a number of words from 1 to 100 follows NEAR/, as in NEAR/3"},
    {"x NEAR (y AND z)", "! 7-16 NEAR joins words, phrases and groups of these with OR"},
    {"x NEAR year:2020", "! 7-16 NEAR joins words, phrases and groups of these with OR"},
    {"title:", "! 0-6 a word, a phrase or a group is missing behind the field"},
    {"x titel:y", "! 2-7 there is no field titel: did you mean title:?"},
    {"domian:門診", "! 0-6 there is no field domian: did you mean domain:?"},
    {"study:x", "! 0-5 there is no field study: there are title, abstract, author, journal, "
                "domain, pmid, doi, year, score and card; put quotes around text with a colon"},
    {"x[tit]", "! 1-6 there is no tag [tit]: did you mean [ti]?"},
    {"x[mh]", "! 1-5 the tag [mh] is PubMed's alone: here are [ti], [ab], [tiab], [au], [ta], "
              "[dp], [pmid] and [doi]"},
    {"x[MeSH Terms]", "! 1-13 the tag [MeSH Terms] is PubMed's alone: here are [ti], [ab], [tiab], "
                      "[au], [ta], [dp], [pmid] and [doi]"},
    {"[ti] x", "! 0-4 a tag stands behind a word, a phrase or a group, as in hallucination[ti]"},
    {"year:abc", "! 5-8 abc is not a year: write year:2024, year:2020..2024 or year:>=2020"},
    {"year:2024..2020", "! 5-15 the range 2024..2020 ends before it begins"},
    {"score:12", "! 6-8 12 is not a number from 0 to 10: write score:8, score:8..10 or score:>=8"},
    {"card:foo", "! 5-8 there is no card foo: there are core, paraphrase, qa and exceptions"},
    {"domain:x*", "! 7-9 domain: takes whole values, without a star"},
    {"x*", "! 0-2 x* would stand for too many words: give two letters or more before the star"},
    {"*x", "! 0-2 a star stands behind the beginning of a word, as in halluc*"},
    {"x *", "! 2-3 a star stands behind the beginning of a word, as in halluc*"},
};

static const struct ls_filters no_filters;

static void add_scope(const struct ls_scope *scope, struct ls_buf *out)
{
    for (unsigned part = 0; part < LS_PART_COUNT; part++) {
        if (scope->parts >> part & 1) {
            ls_buf_printf(out, "%u", part);
        }
    }
    ls_buf_add_str(out, scope->fields ? scope->fields : "");
    ls_buf_add_str(out, scope->fields || scope->parts ? ":" : "");
}

static void add_unit(const struct ls_unit *unit, struct ls_buf *out)
{
    bool has_words = false;
    for (size_t i = 1; i < unit->place_count; i++) {
        has_words |= !unit->places[i].continues;
    }
    add_scope(&unit->scope, out);
    ls_buf_add_str(out, has_words ? "(" : "");
    for (size_t i = 0; i < unit->place_count; i++) {
        ls_buf_add_str(out, i > 0 && !unit->places[i].continues ? " " : "");
        ls_buf_add_span(out, unit->places[i].term);
    }
    ls_buf_add_str(out, unit->is_beginning ? "*" : "");
    if (unit->stem_count == 1) {
        ls_buf_add_char(out, '/');
        ls_buf_add_span(out, unit->stems[0]);
    }
    ls_buf_add_str(out, has_words ? ")" : "");
}

static void add_clause(const struct ls_query *query, const struct ls_clause *clause,
                       struct ls_buf *out);

static void add_children(const struct ls_query *query, const struct ls_clause *parent,
                         const char *between, struct ls_buf *out)
{
    static const char *const signs[] = {"", "+", "-"};
    for (const struct ls_clause *child = parent->children; child; child = child->next) {
        ls_buf_add_str(out, child == parent->children ? "" : between);
        ls_buf_add_str(out, signs[parent->kind == LS_CLAUSE_GROUP ? child->sign : 0]);
        add_clause(query, child, out);
    }
}

static void add_near(const struct ls_query *query, const struct ls_clause *near, struct ls_buf *out)
{
    char between[16];
    snprintf(between, sizeof between, " ~%u ", near->distance);
    add_children(query, near, between, out);
}

static void add_clause(const struct ls_query *query, const struct ls_clause *clause,
                       struct ls_buf *out)
{
    switch (clause->kind) {
    case LS_CLAUSE_UNIT:
        add_unit(&query->units.items[clause->unit], out);
        return;
    case LS_CLAUSE_TERM:
        ls_buf_printf(out, "{%.*s}", LS_SPAN_ARG(clause->term));
        return;
    case LS_CLAUSE_JOURNAL:
        ls_buf_printf(out, "{%.*s or ", LS_SPAN_ARG(clause->term));
        add_unit(&query->units.items[clause->unit], out);
        ls_buf_add_char(out, '}');
        return;
    case LS_CLAUSE_NUMBER:
        ls_buf_printf(out, "{%s %g %g}", ls_query_fields[clause->field].name, clause->interval.lo,
                      clause->interval.hi);
        return;
    default:
        ls_buf_add_char(out, '(');
        clause->kind == LS_CLAUSE_NEAR
            ? add_near(query, clause, out)
            : add_children(query, clause, clause->kind == LS_CLAUSE_ANY ? " | " : " ", out);
        ls_buf_add_char(out, ')');
    }
}

static void test_rows(struct fixture *fixture)
{
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_query query;
        struct ls_range mistake;
        ls_buf_clear(&got);
        if (fixture_query(fixture, rows[i].query, &no_filters, &query, &mistake) == LS_OK) {
            add_children(&query, query.root, " ", &got);
        } else {
            ls_buf_printf(&got, "! %zu-%zu %s", mistake.first, mistake.past, fixture->err.message);
        }
        tap_is_str(got.ptr, rows[i].want, rows[i].query);
    }
    ls_buf_free(&got);
}

/* ---- any query at all ---- */

static const char *const pieces[] = {
    "x",        "hallucination",
    "幻覺",     "LLM",
    "COVID-19", "AND",
    "OR",       "NOT",
    "NEAR/3",   "NEAR/",
    "(",        ")",
    "（",       "）",
    "\"",       "“",
    "”",        "「",
    "」",       "+",
    "-",        "－",
    "*",        "＊",
    "title:",   "年份：",
    "year:",    "2020..",
    ">=8",      "score:",
    "[ti]",     "[dp]",
    "[ta]",     "[au]",
    "FD",       "2024",
    "[",        "]",
    ":",        "：",
    "～",       "domain:",
    "card:qa",  "　",
    " ",        " ",
    " ",        " ",
    "\xff",     "\n",
    "𠀀",       "é",
    "10.1/a",   "pmid:1",
    "card:",    "journal:",
    "?",        "…",
    "。",       "|",
    "12345",    "ti",
    "author:",  "all:",
};

static bool is_sound(struct fixture *fixture, const char *text)
{
    struct ls_query query;
    struct ls_range mistake;
    ls_arena_reset(&fixture->arena);
    enum ls_status status = fixture_query(fixture, text, &no_filters, &query, &mistake);
    bool in_text = mistake.first <= mistake.past && mistake.past <= strlen(text);
    if (status == LS_OK) {
        return query.root != NULL && query.root->kind == LS_CLAUSE_GROUP;
    }
    return status == LS_USAGE && in_text && fixture->err.message[0] != '\0';
}

static void test_any(struct fixture *fixture)
{
    unsigned state = 20260101;
    unsigned wrong = 0;
    struct ls_buf text = {0};
    for (int round = 0; round < 50000; round++) {
        ls_buf_clear(&text);
        ls_buf_add_str(&text, "");
        state = state * 1103515245 + 12345;
        for (unsigned n = state >> 16 & 15; n > 0; n--) {
            state = state * 1103515245 + 12345;
            ls_buf_add_str(&text, pieces[(state >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        if (!is_sound(fixture, text.ptr ? text.ptr : "") && wrong++ < 5) {
            printf("# %s\n", text.ptr);
        }
    }
    tap_is_int(wrong, 0, "50000 random queries are read, or refused with a place inside them");
    ls_buf_free(&text);
}

static void repeat(const char *piece, size_t count, struct ls_buf *text)
{
    ls_buf_clear(text);
    for (size_t i = 0; i < count; i++) {
        ls_buf_add_str(text, piece);
    }
}

/* Queries that would be costly if anything in the reader looked back or ahead too far. */
static void test_long(struct fixture *fixture)
{
    static const char *const repeated[] = {
        "(",  ")",      "a(", "a AND ", "NOT ", "\"",    "「a」 ", "[x]",  "[ti",    "+",
        "a:", "title:", "*",  "a* ",    "幻",   "a OR ", "-a ",    "（a ", "NEAR/3 "};
    struct ls_buf text = {0};
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        repeat(repeated[i], 16000 / strlen(repeated[i]), &text);
        tap_ok(is_sound(fixture, text.ptr), "much of \"%s\" is read or refused", repeated[i]);
    }
    ls_buf_free(&text);
}

int main(void)
{
    struct fixture fixture;
    fixture_open(&fixture, NULL, 0);
    test_rows(&fixture);
    test_any(&fixture);
    test_long(&fixture);
    fixture_close(&fixture);
    return tap_done();
}
