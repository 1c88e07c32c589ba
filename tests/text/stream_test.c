/* The token stream: its form, and what stands side by side in it. */
#include "text/stream.h"

#include "store/card.h"
#include "tests/tap.h"
#include "tests/text/random_text.h"

static struct ls_analyzer *analyzer;

static struct ls_tokens analyze(struct ls_span text)
{
    struct ls_tokens tokens;
    struct ls_error err;
    if (ls_analyze(analyzer, text, &tokens, &err) != LS_OK) {
        tap_ok(false, "analyze: %s", err.message);
    }
    return tokens;
}

static void add_section(struct ls_buf *stream, char code, unsigned part, struct ls_span text)
{
    struct ls_tokens tokens = analyze(text);
    ls_stream_open(stream, code, part);
    ls_stream_add(stream, analyzer, &tokens);
}

static bool holds(struct ls_span stream, struct ls_span query, const char *fields)
{
    struct ls_buf pattern = {0};
    struct ls_tokens tokens = analyze(query);
    ls_stream_pattern(&pattern, analyzer, tokens.items, tokens.count);
    bool found = ls_stream_holds(stream, ls_buf_span(&pattern), fields, 0);
    ls_buf_free(&pattern);
    return found;
}

static void test_form(void)
{
    static const struct {
        const char *name, *text, *want;
    } rows[] = {
        {"form: empty", "", "\x01t0\n"},
        {"form: punctuation only", "。！", "\x01t0\n"},
        {"form: words", "Hallucination rates", "\x01t0\n hallucin rate \n"},
        {"form: runs whole", "LLM的幻覺", "\x01t0\n llm 的幻觉 \n"},
        {"form: two runs", "幻覺，偏誤", "\x01t0\n 幻觉 偏误 \n"},
        {"form: sentences", "One. 二。Three", "\x01t0\n one \n 二 \n three \n"},
        {"form: final full stop", "One.", "\x01t0\n one \n"},
        {"form: pieces without compounds", "COVID-19", "\x01t0\n covid 19 \n"},
        {"form: no control of the text comes through", "a\x01t0\nb", "\x01t0\n a t 0 \n b \n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_buf stream = {0};
        add_section(&stream, 't', 0, ls_span_str(rows[i].text));
        tap_is_str(stream.ptr, rows[i].want, rows[i].name);
        ls_buf_free(&stream);
    }
}

static void test_patterns(void)
{
    static const struct {
        const char *name, *query, *want;
    } rows[] = {
        {"pattern: word", "bias", " bias "},
        {"pattern: words", "hallucination rates", " hallucin rate "},
        {"pattern: run", "幻覺", "幻觉"},
        {"pattern: run, word", "幻覺 rate", "幻觉 rate "},
        {"pattern: word, run", "LLM的", " llm 的"},
        {"pattern: run between words", "LLM 的 rate", " llm 的 rate "},
        {"pattern: runs", "幻覺 偏誤", "幻觉 偏误"},
        {"pattern: empty", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_buf pattern = {0};
        ls_buf_add_str(&pattern, "kept");
        struct ls_tokens tokens = analyze(ls_span_str(rows[i].query));
        ls_stream_pattern(&pattern, analyzer, tokens.items, tokens.count);
        tap_is_str(pattern.ptr + 4, rows[i].want, rows[i].name);
        tap_is_int((long long)pattern.len, (long long)strlen(rows[i].want) + 4, "and its length");
        ls_buf_free(&pattern);
    }
}

static void test_holds(void)
{
    static const struct {
        const char *text, *query;
        bool holds;
    } rows[] = {
        {"Hallucination and bias", "hallucinations", true},
        {"Hallucination and bias", "bias", true},
        {"Hallucination and bias", "hallucination bias", false},
        {"concatenate", "cat", false},
        {"the cat sat", "cat", true},
        {"cat", "concatenate", false},
        {"large language models", "language models", true},
        {"large language models", "models language", false},
        {"large language models", "large models", false},
        {"large, (language) models", "large language models", true},
        {"large language. Models", "language models", false},
        {"large language | models", "language models", false},
        {"large language\nmodels", "language models", false},
        {"by J. Smith", "j smith", true},
        {"e.g. bias", "e.g. bias", true},
        {"bias in U.S. trials", "U.S. trials", true},
        {"COVID-19 trial", "covid 19", true},
        {"COVID19 trial", "COVID-19 trial", true},
        {"COVID 190", "COVID 19", false},
        {"65.4 percent", "65.4", true},
        {"65 trials, 4 arms", "65.4", false},
        {"大型語言模型的幻覺", "語言模型", true},
        {"大型語言模型的幻覺", "语言模型", true},
        {"大型語言模型的幻覺", "大型語言模型的幻覺", true},
        {"大型語言模型的幻覺", "幻", true},
        {"大型語言模型的幻覺", "大型模型", false},
        {"大型語言模型的幻覺", "覺幻", false},
        {"大型語言模型，幻覺", "模型幻覺", false},
        {"大型語言模型，幻覺", "模型，幻覺", true},
        {"大型語言模型、幻覺", "模型（幻覺）", true},
        {"大型語言模型。幻覺", "模型 幻覺", false},
        {"模型的幻覺 偏誤", "幻覺 偏", true},
        {"模型的幻覺率 偏誤", "幻覺 偏", false},
        {"模型的幻覺 多偏誤", "幻覺 偏", false},
        {"LLM的幻覺", "LLM 的", true},
        {"LLM的幻覺", "llm的幻", true},
        {"LLM的幻覺", "LLM 幻覺", false},
        {"使用LLM評估", "LLM", true},
        {"使用LLM評估", "LM", false},
        {"使用LLM評估", "用LLM評", true},
        {"第3期試驗", "第3期", true},
        {"第13期試驗", "第3期", false},
        {"第3期試驗", "3期", true},
        {"TNF-α抑制劑", "TNF-α 抑制", true},
        {"Crohn’s disease", "Crohn's disease", true},
        {"Crohns disease", "Crohn’s disease", true},
        {"ﾃｽﾄ", "テスト", true},
        {"", "bias", false},
        {"anything", "", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_buf stream = {0};
        add_section(&stream, 'b', 1, ls_span_str(rows[i].text));
        tap_ok(holds(ls_buf_span(&stream), ls_span_str(rows[i].query), NULL) == rows[i].holds,
               "\"%s\" %s \"%s\"", rows[i].text, rows[i].holds ? "holds" : "does not hold",
               rows[i].query);
        ls_buf_free(&stream);
    }
    tap_ok(!ls_stream_holds(ls_span(NULL, 0), LS_SPAN("x"), NULL, 0), "no stream holds nothing");
}

static void test_fields(void)
{
    static const struct {
        const char *query, *fields;
        bool holds;
    } rows[] = {
        {"幻覺", "t", true},
        {"幻覺", "a", false},
        {"幻覺", "at", true},
        {"幻覺", "", false},
        {"幻覺", NULL, true},
        {"bias", "a", true},
        {"bias", "t", false},
        {"bias", "b", true},
        {"rates", "b", true},
        {"rates", "ta", false},
        {"last", "l", true},
        {"last", "tabju", false},
        {"幻覺 measured", NULL, false},
        {"幻覺 measured", "ta", false},
    };
    struct ls_buf stream = {0};
    add_section(&stream, 't', 0, LS_SPAN("LLM的幻覺"));
    add_section(&stream, 'a', 0, LS_SPAN("Measured bias. More"));
    add_section(&stream, 'j', 0, LS_SPAN(""));
    add_section(&stream, 'b', 4, LS_SPAN("bias rates"));
    add_section(&stream, 'l', 1, LS_SPAN("last"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tap_ok(holds(ls_buf_span(&stream), ls_span_str(rows[i].query), rows[i].fields) ==
                   rows[i].holds,
               "%s %s in fields %s", rows[i].query, rows[i].holds ? "is" : "is not",
               rows[i].fields ? rows[i].fields : "all");
    }
    bool sound = true;
    for (size_t len = 0; len <= stream.len; len++) {
        holds(ls_span(stream.ptr, len), LS_SPAN("last"), "l");
        sound =
            sound && !ls_stream_holds(ls_span(stream.ptr, len), LS_SPAN(" nowhere "), "tabjul", 0);
    }
    tap_ok(sound, "a stream cut anywhere can be asked");
    ls_buf_free(&stream);
    for (int part = 0; part < LS_PART_COUNT; part++) {
        char want[] = {LS_STREAM_SECTION, 'b', (char)('0' + part), '\n', '\0'};
        ls_stream_open(&stream, 'b', (unsigned)part);
        tap_is_str(stream.ptr, want, "a part is one digit");
        ls_buf_free(&stream);
    }
}

/* Over few characters, so that near misses are many: 2000 texts, every one asked for 20 runs. */
static void test_han_is_exact(void)
{
    static const char *const scraps[] = {"幻", "覺", "偏", "覺", "，", "。", "a", " "};
    static const char *const folded[] = {"幻", "觉", "偏", "觉", "，", "。", "a", " "};
    uint32_t seed = 65537;
    bool good = true;
    for (int i = 0; i < 2000 && good; i++) {
        struct ls_buf text = {0}, plain = {0}, stream = {0};
        for (uint32_t left = random_below(&seed, 24); left > 0; left--) {
            uint32_t scrap = random_below(&seed, 8);
            ls_buf_add_str(&text, scraps[scrap]);
            ls_buf_add_str(&plain, folded[scrap]);
        }
        add_section(&stream, 'b', 0, ls_buf_span(&text));
        for (int n = 0; n < 20 && good; n++) {
            struct ls_buf query = {0}, want = {0};
            for (uint32_t left = 1 + random_below(&seed, 4); left > 0; left--) {
                uint32_t scrap = random_below(&seed, 4);
                ls_buf_add_str(&query, scraps[scrap]);
                ls_buf_add_str(&want, folded[scrap]);
            }
            bool there = plain.ptr && strstr(plain.ptr, want.ptr) != NULL;
            good = holds(ls_buf_span(&stream), ls_buf_span(&query), NULL) == there;
            if (!good) {
                print_text("text", ls_buf_span(&text));
                print_text("query", ls_buf_span(&query));
            }
            ls_buf_free(&query);
            ls_buf_free(&want);
        }
        ls_buf_free(&text);
        ls_buf_free(&plain);
        ls_buf_free(&stream);
    }
    tap_ok(good, "n Han characters are found just where they stand side by side");
}

/* May a copy begin at token i: no word, and no character that unfolds to several, is cut? */
static bool may_begin(struct ls_tokens tokens, size_t i)
{
    const struct ls_token *at = &tokens.items[i];
    bool continues = at->glued && at->kind == LS_TOKEN_HAN;
    size_t before = continues ? i - 2 : i - 1; /* the pair stands between two characters */
    return at->kind <= LS_TOKEN_HAN && (continues || !at->glued) &&
           (i == 0 || tokens.items[before].past <= at->first);
}

static bool may_end(struct ls_tokens tokens, size_t i)
{
    const struct ls_token *at = &tokens.items[i];
    if (at->kind > LS_TOKEN_HAN) {
        return false;
    }
    if (i + 1 == tokens.count) {
        return true;
    }
    bool word_goes_on =
        at[1].kind == LS_TOKEN_COMPOUND || (at[1].kind <= LS_TOKEN_NUMBER && at[1].glued);
    const struct ls_token *next = at[1].kind == LS_TOKEN_BIGRAM ? at + 2 : at + 1;
    return !word_goes_on && next->first >= at->past;
}

/* What a reader may copy from one sentence of a text into quotation marks; absent if none was hit.
 */
static struct ls_span random_copy(struct ls_span text, struct ls_tokens tokens, uint32_t *seed)
{
    size_t first = random_below(seed, (uint32_t)tokens.count), last = tokens.count;
    if (!may_begin(tokens, first)) {
        return ls_span(NULL, 0);
    }
    uint32_t left = 1 + random_below(seed, 12);
    for (size_t i = first; i < tokens.count && tokens.items[i].kind != LS_TOKEN_BREAK && left > 0;
         i++) {
        last = may_end(tokens, i) ? i : last;
        left--;
    }
    uint32_t start = tokens.items[first].first;
    return last == tokens.count ? ls_span(NULL, 0)
                                : ls_span(text.ptr + start, tokens.items[last].past - start);
}

static bool copies_are_found(struct ls_span text, uint32_t *seed, unsigned *asked)
{
    enum { TRIES = 8 };
    struct ls_span copies[TRIES] = {0};
    struct ls_buf stream = {0};
    struct ls_tokens tokens = analyze(text);
    for (int i = 0; i < TRIES && tokens.count > 0; i++) {
        copies[i] = random_copy(text, tokens, seed);
    }
    add_section(&stream, 'b', 0, text);
    bool good = true;
    for (int i = 0; i < TRIES && good; i++) {
        good = !copies[i].ptr || holds(ls_buf_span(&stream), copies[i], NULL);
        *asked += copies[i].ptr != NULL;
        if (!good) {
            print_text("text", text);
            print_text("copy", copies[i]);
        }
    }
    ls_buf_free(&stream);
    return good;
}

static void test_copies(void)
{
    uint32_t seed = 4711;
    struct ls_buf text = {0};
    bool good = true;
    unsigned asked = 0;
    for (int i = 0; i < 4000 && good; i++) {
        good = copies_are_found(random_text(&seed, &text), &seed, &asked);
    }
    tap_ok(good && asked > 10000, "what is copied from a sentence is found in it, %u times", asked);
    ls_buf_free(&text);
}

/* ---- template text ---- */

/* By numbers. */
static bool has_number(struct ls_span stream, const struct ls_tokens *tokens)
{
    struct ls_buf numbers = {0}, line = {0};
    ls_stream_number_lines(stream, &numbers);
    ls_stream_add_line(&line, ls_analyzer_terms(analyzer), tokens->items, tokens->count);
    struct ls_line_numbers lines = {(const uint64_t *)(const void *)numbers.ptr,
                                    numbers.len / sizeof(uint64_t)};
    bool has = line.len > 0 && ls_line_numbers_hold(&lines, ls_span(line.ptr, line.len - 1));
    ls_buf_free(&numbers);
    ls_buf_free(&line);
    return has;
}

static bool has_line(struct ls_span stream, struct ls_span sentence)
{
    struct ls_stream_lines lines = {0};
    struct ls_tokens tokens = analyze(sentence);
    ls_stream_lines_fill(&lines, stream);
    bool has =
        ls_stream_lines_hold(&lines, ls_analyzer_terms(analyzer), tokens.items, tokens.count);
    ls_stream_lines_free(&lines);
    tap_is_int(has_number(stream, &tokens), has, "its number tells the same");
    return has;
}

static void test_sides(void)
{
    struct ls_buf stream = {0};
    add_section(&stream, 't', 0, LS_SPAN("Own title"));
    add_section(&stream, 'b', 1, LS_SPAN("Own words here. 自己的話。"));
    struct ls_span plain = ls_buf_span(&stream);
    tap_ok(ls_stream_outside(plain).len == plain.len && ls_stream_template(plain).len == 0,
           "a stream without template text is all outside");
    ls_buf_add_char(&stream, LS_STREAM_TEMPLATE);
    size_t border = stream.len;
    add_section(&stream, 'a', 0, LS_SPAN("Words of a form."));
    add_section(&stream, 'b', 2, LS_SPAN("表格的話。"));
    struct ls_span whole = ls_buf_span(&stream);
    struct ls_span outside = ls_stream_outside(whole);
    struct ls_span template = ls_stream_template(whole);
    tap_ok(outside.len == border - 1 && template.len == whole.len - border, "two sides");
    tap_ok(holds(outside, LS_SPAN("own words"), NULL) && !holds(outside, LS_SPAN("form"), NULL) &&
               !holds(outside, LS_SPAN("form"), "a"),
           "what stands outside");
    tap_ok(holds(template, LS_SPAN("words form"), NULL) == false &&
               holds(template, LS_SPAN("a form"), "a") && holds(template, LS_SPAN("表格"), NULL) &&
               !holds(template, LS_SPAN("自己"), NULL),
           "what stands in template text");
    tap_ok(holds(whole, LS_SPAN("自己"), NULL) && holds(whole, LS_SPAN("form"), "a") &&
               !holds(whole, LS_SPAN("form"), "b"),
           "what stands in either");

    static const struct {
        char code;
        unsigned part;
        bool is_template;
    } sections[] = {{'t', 0, false}, {'b', 1, false}, {'a', 0, true}, {'b', 2, true}};
    struct ls_stream_walk walk = {.rest = whole};
    size_t count = 0;
    bool right = true;
    for (; ls_stream_next(&walk); count++) {
        right = right && count < 4 && walk.code == sections[count].code &&
                walk.part == sections[count].part &&
                walk.is_template == sections[count].is_template &&
                !memchr(walk.text.ptr, LS_STREAM_TEMPLATE, walk.text.len);
    }
    tap_ok(right && count == 4, "a walk over both tells them apart");
    tap_ok(has_line(template, LS_SPAN("words of a form")) &&
               has_line(template, LS_SPAN("表格的话")),
           "lines are there as they were added");
    tap_ok(!has_line(template, LS_SPAN("of a form")) && !has_line(template, LS_SPAN("表格的")) &&
               !has_line(template, LS_SPAN("words of a")) && !has_line(template, LS_SPAN("")) &&
               !has_line(outside, LS_SPAN("words of a form")),
           "but not parts of them, on this side");
    ls_buf_free(&stream);
}

int main(void)
{
    struct ls_error err;
    if (ls_analyzer_new(&analyzer, &err) != LS_OK) {
        printf("Bail out! %s\n", err.message);
        return 1;
    }
    test_form();
    test_patterns();
    test_holds();
    test_fields();
    test_han_is_exact();
    test_copies();
    test_sides();
    ls_analyzer_free(analyzer);
    return tap_done();
}
