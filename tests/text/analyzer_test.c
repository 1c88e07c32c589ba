/* Tokens: which terms a text has, where they stand, and which bytes they are. */
#include "text/analyzer.h"

#include "tests/tap.h"
#include "tests/text/random_text.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <time.h>

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

static struct ls_span term_of(const struct ls_token *token)
{
    return ls_token_term(analyzer, token);
}

static bool is_place(const struct ls_token *token)
{
    return token->kind == LS_TOKEN_WORD || token->kind == LS_TOKEN_NUMBER ||
           token->kind == LS_TOKEN_HAN;
}

/* "llm@0 的@1 的幻@1 |@2": each term and its position. */
static void write_terms(struct ls_tokens tokens, struct ls_buf *out)
{
    ls_buf_clear(out);
    ls_buf_add_str(out, "");
    for (size_t i = 0; i < tokens.count; i++) {
        const struct ls_token *token = &tokens.items[i];
        ls_buf_add_str(out, i ? " " : "");
        ls_buf_add_span(out, token->kind == LS_TOKEN_BREAK ? LS_SPAN("|") : term_of(token));
        ls_buf_printf(out, "@%u", token->position);
    }
}

static void test_terms(void)
{
    static const struct {
        const char *name, *text, *want;
    } rows[] = {
        {"empty", "", ""},
        {"only punctuation", ".!? ,;-'\n（、）", ""},
        {"only white space", " \t　\n", ""},
        {"words are stemmed", "Hallucinations biased studies", "hallucin@0 bias@1 studi@2"},
        {"short words stay", "of an AI", "of@0 an@1 ai@2"},
        {"accents and width", "Sjögren’s ＬＬＭ", "sjogren@0 s@0 llm@1"},
        {"one Han character", "幻", "幻@0"},
        {"bigrams and singles", "幻覺偏誤", "幻@0 幻觉@0 觉@1 觉偏@1 偏@2 偏误@2 误@3"},
        {"runs end at punctuation", "幻覺、偏", "幻@0 幻觉@0 觉@1 偏@2"},
        {"runs end at white space", "幻覺 偏", "幻@0 幻觉@0 觉@1 偏@2"},
        {"kana", "カナ", "カ@0 カナ@0 ナ@1"},
        {"Hangul", "한국", "한@0 한국@0 국@1"},
        {"beyond the common plane", "𠮷野", "𠮷@0 𠮷野@0 野@1"},
        {"variation selector inside a run", "幻\ufe00覺", "幻@0 幻觉@0 觉@1"},
        {"mark inside a run", "幻\u0301覺", "幻@0 幻觉@0 觉@1"},
        {"zero-width space inside a run", "幻\u200b覺", "幻@0 幻觉@0 觉@1"},
        {"glued scripts", "LLM的幻覺", "llm@0 的@1 的幻@1 幻@2 幻觉@2 觉@3"},
        {"number in Han", "第3期", "第@0 3@1 期@2"},
        {"Han behind a number", "100人", "100@0 人@1"},
        {"hyphen", "COVID-19", "covid@0 covid19@0 19@1"},
        {"glued", "COVID19", "covid@0 covid19@0 19@1"},
        {"apart", "covid 19", "covid@0 19@1"},
        {"en dash parts", "covid–19", "covid@0 19@1"},
        {"minus joins, as editors write it", "IL\u22126", "il@0 il6@0 6@1"},
        {"low line joins", "x_y", "x@0 xy@0 y@1"},
        {"three pieces", "GPT-4o", "gpt@0 gpt4o@0 4@1 o@2"},
        {"the compound is stemmed when it ends in letters", "post-treatments",
         "post@0 posttreat@0 treatment@1"},
        {"six pieces have a compound", "a-b-c-d-e-f", "a@0 abcdef@0 b@1 c@2 d@3 e@4 f@5"},
        {"seven have none", "a-b-c-d-e-f-g", "a@0 b@1 c@2 d@3 e@4 f@5 g@6"},
        {"hyphens at the ends", "-a- --b", "a@0 b@1"},
        {"a word broken at a line's end", "hallu-\ncination", "hallu@0 |@1 cinat@2"},
        {"plural of initials", "LLMs RCTs MRI", "llm@0 rct@1 mri@2"},
        {"raised digits after digits", "10⁹ m²", "10@0 9@1 m@2 m2@2 2@3"},
        {"letters with a stroke", "Jørgensen, Æther", "jorgensen@0 aether@1"},
        {"an abbreviation ends no sentence", "vs. Claude", "vs@0 claud@1"},
        {"possessive", "Crohn's disease", "crohn@0 s@0 diseas@1"},
        {"possessive, curly", "Crohn’s", "crohn@0 s@0"},
        {"possessive, wide", "Crohn＇s", "crohn@0 s@0"},
        {"possessive, then a hyphen", "Crohn's-like", "crohn@0 s@0 like@1"},
        {"possessive before Han", "LLM's幻", "llm@0 s@0 幻@1"},
        {"plural possessive", "patients' data", "patient@0 data@1"},
        {"decade", "1990's 1990s", "1990@0 s@0 1990@1 1990s@1 s@2"},
        {"contraction", "don't dont", "don@0 dont@0 t@1 dont@2"},
        {"name with apostrophe", "O’Brien", "o@0 obrien@0 brien@1"},
        {"apostrophe as quote", "'bias' 'rates'", "bias@0 rate@1"},
        {"decimal", "65.4", "65@0 65.4@0 4@1"},
        {"thousands", "12,000", "12@0 12000@0 000@1"},
        {"millions and a decimal", "1,234,567.8", "1@0 1234567.8@0 234@1 567@2 8@3"},
        {"years in a list", "2020,2021", "2020@0 2021@1"},
        {"not thousands", "1,2345 1234,567", "1@0 2345@1 1234@2 567@3"},
        {"comma between words", "bias,rate", "bias@0 rate@1"},
        {"range", "2020-2024", "2020@0 2024@1"},
        {"p value", "p<0.001", "p@0 0@1 0.001@1 001@2"},
        {"percentage", "65.4%", "65@0 65.4@0 4@1"},
        {"version", "3.14.15", "3@0 3.14.15@0 14@1 15@2"},
        {"dotted abbreviation", "U.S. trial", "u@0 us@0 s@1 trial@2"},
        {"three letters", "U.S.A.", "u@0 usa@0 s@1 a@2"},
        {"e.g.", "e.g. bias", "e@0 eg@0 g@1 bias@2"},
        {"domain name: no glue", "example.org", "exampl@0 org@1"},
        {"Greek letter", "TNF-α", "tnf@0 tnfα@0 α@1"},
        {"Greek letter, glued", "TNFα", "tnf@0 tnfα@0 α@1"},
        {"Greek word: no English stem", "ασθένειας", "ασθενειασ@0"},
        {"Cyrillic", "COVIDный", "covid@0 covidный@0 ный@1"},
        {"Devanagari keeps its vowel signs", "हिन्दी", "हिन्दी@0"},
        {"Arabic and Devanagari digits", "٣٤ १२", "٣٤@0 १२@1"},
        {"fraction", "½", "1@0 2@1"},
        {"unit", "5㎎", "5@0 5mg@0 mg@1"},
        {"soft hyphen", "hallu\u00adcination", "hallucin@0"},
        {"invalid byte parts",
         "hallu\xff"
         "cination",
         "hallu@0 cinat@1"},
        {"half a character between Han", "幻\xe5\xb9覺", "幻@0 觉@1"},
        {"NUL and controls part",
         "a\x01"
         "b\x7f"
         "c",
         "a@0 b@1 c@2"},
        {"PMID", "PMID:38776130", "pmid@0 38776130@1"},
        {"DOI", "10.1038/s41591-024", "10@0 1038@1 s@2 s41591024@2 41591@3 024@4"},
        {"gene", "HER2/neu", "her@0 her2@0 2@1 neu@2"},
    };
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_terms(analyze(ls_span_str(rows[i].text)), &got);
        tap_is_str(got.ptr, rows[i].want, rows[i].name);
    }
    ls_buf_free(&got);
}

/* "w:LLM" or "+n:19": glued or not, kind, and the source's own bytes. */
static void write_sources(struct ls_span text, struct ls_tokens tokens, struct ls_buf *out)
{
    static const char kinds[] = {
        [LS_TOKEN_WORD] = 'w',     [LS_TOKEN_NUMBER] = 'n', [LS_TOKEN_HAN] = 'h',
        [LS_TOKEN_COMPOUND] = 'c', [LS_TOKEN_BIGRAM] = 'b', [LS_TOKEN_BREAK] = '|',
        [LS_TOKEN_SUFFIX] = 's',
    };
    ls_buf_clear(out);
    ls_buf_add_str(out, "");
    for (size_t i = 0; i < tokens.count; i++) {
        const struct ls_token *token = &tokens.items[i];
        ls_buf_printf(out, "%s%s%c:", i ? " " : "", token->glued ? "+" : "", kinds[token->kind]);
        ls_buf_add(out, text.ptr + token->first, token->past - token->first);
    }
}

static void test_sources(void)
{
    static const struct {
        const char *name, *text, *want;
    } rows[] = {
        {"source: word", " (LLMs) ", "w:LLMs"},
        {"source: hyphen", "(COVID-19)", "w:COVID c:COVID-19 +n:19"},
        {"source: glued", "COVID19", "w:COVID c:COVID19 +n:19"},
        {"source: range", "2020-2024", "n:2020 +n:2024"},
        {"source: thousands", "n=12,000.", "w:n n:12 c:12,000 +n:000 |:."},
        {"source: not thousands", "1,2345", "n:1 n:2345"},
        {"source: possessive", "Crohn’s disease", "w:Crohn’s +s:s w:disease"},
        {"source: possessive in a compound", "Guillain-Barré's x",
         "w:Guillain c:Guillain-Barré's +w:Barré's +s:s w:x"},
        {"source: run", "的幻覺", "h:的 b:的幻 +h:幻 b:幻覺 +h:覺"},
        {"source: runs are not glued to words", "LLM的3幻", "w:LLM h:的 n:3 h:幻"},
        {"source: a new run is not glued", "幻，覺", "h:幻 h:覺"},
        {"source: dropped inside", "hallu\u00adcination 幻\u200b覺",
         "w:hallu\u00adcination h:幻 b:幻\u200b覺 +h:覺"},
        {"source: marks belong", "nai\u0308ve 幻\ufe00覺か\u3099",
         "w:nai\u0308ve h:幻\ufe00 b:幻\ufe00覺 +h:覺 b:覺か\u3099 +h:か\u3099"},
        {"source: one character, two tokens", "½", "n:½ n:½"},
        {"source: breaks", "a b. C！d|e\nf", "w:a w:b w:C |:！ w:d |:| w:e |:\n w:f"},
        {"source: seven pieces are one word", "a-b-c-d-e-f-7", "w:a +w:b +w:c +w:d +w:e +w:f +n:7"},
    };
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_span text = ls_span_str(rows[i].text);
        write_sources(text, analyze(text), &got);
        tap_is_str(got.ptr, rows[i].want, rows[i].name);
    }
    ls_buf_free(&got);
}

/* Where sentences end: "a b | c". */
static void test_sentences(void)
{
    static const struct {
        const char *name, *text, *want;
    } rows[] = {
        {"sentence: full stop", "One two. Three four.", "one two | three four |"},
        {"sentence: full stop before lower case", "approx. five", "approx five"},
        {"sentence: full stop before a number", "Fig. 2 and No. 5", "fig 2 and no 5"},
        {"sentence: initial", "by J. Smith and A. B. Jones", "by j smith and a b jone"},
        {"sentence: initial at the start", "J. Smith", "j smith"},
        {"sentence: e.g.", "e.g. Claude, i.e. Opus", "e g claud i e opus"},
        {"sentence: U.S. before a capital", "the U.S. Army", "the u s armi"},
        {"sentence: full stop before Han", "用於CT.顯示", "用 于 ct | 显 示"},
        {"sentence: full stop, space, Han", "by GPT. 結果", "by gpt | 结 果"},
        {"sentence: behind a number", "in 2020. We", "in 2020 | we"},
        {"sentence: in a quotation", "a rate.” We", "a rate | we"},
        {"sentence: at the end", "a rate.", "a rate |"},
        {"sentence: no space, no end", "rate.We", "rate we"},
        {"sentence: wide full stop", "幻覺．偏誤", "幻 觉 | 偏 误"},
        {"sentence: Chinese full stop", "幻覺。偏誤", "幻 觉 | 偏 误"},
        {"sentence: half-width full stop", "幻覺｡偏誤", "幻 觉 | 偏 误"},
        {"sentence: wide marks", "幻！覺？偏；誤", "幻 | 觉 | 偏 | 误"},
        {"sentence: ASCII marks", "a rate! b? c; d", "a rate | b | c | d"},
        {"sentence: cell", "rate | bias", "rate | bias"},
        {"sentence: wide bar", "幻｜覺", "幻 | 觉"},
        {"sentence: line feed", "rate\nbias", "rate | bias"},
        {"sentence: CR LF", "rate\r\nbias", "rate | bias"},
        {"sentence: line separator", "rate\u2028bias\u2029rate", "rate | bias | rate"},
        {"sentence: ellipsis", "wait… what", "wait | what"},
        {"sentence: Chinese ellipsis", "幻覺……偏誤", "幻 觉 | 偏 误"},
        {"sentence: three dots", "rate... bias", "rate | bias"},
        {"sentence: many in a row are one", "a？！\n\n。b", "a | b"},
        {"sentence: none at the start", "\n。! a", "a"},
        {"sentence: commas and colons go on", "a, b: c（d）、e：f「g」", "a b c d e f g"},
    };
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_tokens tokens = analyze(ls_span_str(rows[i].text));
        ls_buf_clear(&got);
        for (size_t n = 0; n < tokens.count; n++) {
            bool is_break = tokens.items[n].kind == LS_TOKEN_BREAK;
            if (is_break || is_place(&tokens.items[n])) {
                ls_buf_add_str(&got, got.len ? " " : "");
                ls_buf_add_span(&got, is_break ? LS_SPAN("|") : term_of(&tokens.items[n]));
            }
        }
        tap_is_str(got.ptr, rows[i].want, rows[i].name);
    }
    ls_buf_free(&got);
}

static bool has_term(struct ls_tokens tokens, struct ls_span term)
{
    for (size_t i = 0; i < tokens.count; i++) {
        if (tokens.items[i].kind != LS_TOKEN_BREAK &&
            ls_span_equal(term_of(&tokens.items[i]), term)) {
            return true;
        }
    }
    return false;
}

/* However a thing is written, one term finds it. */
static void test_meetings(void)
{
    static const struct {
        const char *term;
        const char *texts[6];
    } rows[] = {
        {"covid",
         {"COVID-19", "COVID19", "covid 19", "ＣＯＶＩＤ－１９", "Covid\u201119", "covid–19"}},
        {"covid19", {"COVID-19", "COVID19", "covid\u201019", "COVID_19"}},
        {"crohn", {"Crohn's", "Crohn’s", "Crohns", "CROHN＇S", "Crohn\u02bcs", "Crohn"}},
        {"dont", {"don't", "don’t", "dont", "DON'T"}},
        {"12000", {"12,000", "12000", "１２，０００"}},
        {"0.001", {"p<0.001", "P = 0.001", "p＜０．００１"}},
        {"us", {"U.S.", "US", "U.S"}},
        {"healthcar", {"health-care", "healthcare", "Healthcare's"}},
        {"sjogren", {"Sjögren", "Sjo\u0308gren's", "SJÖGREN", "Sjogren’s"}},
        {"naiv", {"naïve", "nai\u0308ve", "naive", "NAÏVE"}},
        {"tnfα", {"TNF-α", "TNFα", "TNF-Α"}},
        {"βblocker", {"β-blockers", "β\u2011blocker", "Βblockers"}},
        {"il6", {"IL-6", "IL6", "il\u22126", "Ｉｌ６"}},
        {"5mg", {"5mg", "5㎎", "5-mg"}},
        {"largelanguag", {"large-language", "largelanguage"}},
        {"幻觉", {"幻覺", "幻觉", "LLM幻覺率", "幻\u200b覺"}},
        {"随着", {"隨著", "随着", "隨着"}},
        {"バイ", {"バイアス", "ハ\u3099イ", "ﾊﾞｲｱｽ"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t n = 0; n < 6 && rows[i].texts[n]; n++) {
            tap_ok(has_term(analyze(ls_span_str(rows[i].texts[n])), ls_span_str(rows[i].term)),
                   "%s finds %s", rows[i].term, rows[i].texts[n]);
        }
    }
}

static void add_times(struct ls_buf *out, const char *unit, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        ls_buf_add_str(out, unit);
    }
}

static void test_long_words(void)
{
    static const struct {
        const char *name, *unit;
        size_t times, want_bytes;
    } rows[] = {
        {"63 bytes", "q", 63, 63},         {"64 bytes", "q", 64, 64},
        {"65 bytes", "q", 65, 64},         {"a thousand bytes", "q", 1000, 64},
        {"digits", "7", 65, 64},           {"two bytes each", "λ", 33, 64},
        {"three bytes each", "ก", 30, 63}, {"four bytes each", "𐌰", 17, 64},
    };
    struct ls_buf text = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ls_buf_clear(&text);
        add_times(&text, rows[i].unit, rows[i].times);
        struct ls_tokens tokens = analyze(ls_buf_span(&text));
        size_t bad;
        tap_ok(tokens.count == 1 && tokens.items[0].len == rows[i].want_bytes &&
                   ls_utf8_valid(term_of(&tokens.items[0]), &bad) &&
                   tokens.items[0].past == text.len,
               "long word: %s", rows[i].name);
    }
    ls_buf_clear(&text);
    add_times(&text, "q", 70);
    ls_buf_add_str(&text, "x ");
    add_times(&text, "q", 70);
    ls_buf_add_str(&text, "y ");
    add_times(&text, "q", 40);
    ls_buf_add_char(&text, '-');
    add_times(&text, "q", 40);
    struct ls_tokens tokens = analyze(ls_buf_span(&text));
    tap_ok(tokens.count == 5 &&
               ls_span_equal(term_of(&tokens.items[0]), term_of(&tokens.items[1])) &&
               tokens.items[3].kind == LS_TOKEN_COMPOUND &&
               ls_span_equal(term_of(&tokens.items[0]), term_of(&tokens.items[3])),
           "long words that begin alike meet, glued or not");
    ls_buf_free(&text);
}

static void test_many_characters(void)
{
    static const char *const units[] = {
        "a",  "7",   "幻",     " ",  ".",  "-", "'",   "\n", "\u0301", "\xff",    "a-", "a'",
        "a.", "a. ", "1,000,", ". ", ".(", ",", "a幻", "𠮷", "\ufdfa", "e\u0301", "가", "\u1161",
    };
    struct ls_buf text = {0};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        ls_buf_clear(&text);
        add_times(&text, units[i], 1000000 / strlen(units[i]));
        clock_t start = clock();
        struct ls_tokens tokens = analyze(ls_buf_span(&text));
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        bool in_order = tokens.count == 0 || tokens.items[tokens.count - 1].past <= text.len;
        if (!tap_ok(in_order && seconds < 10, "a million bytes of row %zu", i)) {
            printf("# %.1f s, %zu tokens\n", seconds, tokens.count);
        }
    }
    ls_buf_free(&text);
    struct ls_tokens tokens;
    struct ls_error err;
    tap_is_int(ls_analyze(analyzer, ls_span("", ((size_t)1 << 30) + 1), &tokens, &err), LS_INTERNAL,
               "more than 1 GiB is refused");
    tap_ok(tokens.count == 0 && err.message[0], "and says so");
}

/* ---- What holds for any text ---- */

static bool positions_rise(struct ls_span text, struct ls_tokens tokens)
{
    uint32_t position = 0, first = 0;
    for (size_t i = 0; i < tokens.count; i++) {
        const struct ls_token *token = &tokens.items[i];
        bool same_place = token->kind == LS_TOKEN_COMPOUND || token->kind == LS_TOKEN_BIGRAM ||
                          token->kind == LS_TOKEN_SUFFIX;
        uint32_t due = i == 0 ? 0 : position + !same_place;
        if (token->position != due || token->first < first || token->first >= token->past ||
            token->past > text.len) {
            return false;
        }
        position = token->position;
        first = token->first;
    }
    return true;
}

static bool terms_are_sound(struct ls_span text, struct ls_tokens tokens)
{
    (void)text;
    for (size_t i = 0; i < tokens.count; i++) {
        struct ls_span term = term_of(&tokens.items[i]);
        size_t bad;
        if (tokens.items[i].kind == LS_TOKEN_BREAK) {
            if (term.len > 0 || i == 0 || tokens.items[i - 1].kind == LS_TOKEN_BREAK) {
                return false;
            }
        } else if (term.len == 0 || term.len > LS_TERM_BYTES_MAX || !ls_utf8_valid(term, &bad) ||
                   memchr(term.ptr, ' ', term.len) || (term.ptr[0] >= 'A' && term.ptr[0] <= 'Z')) {
            return false;
        }
    }
    return true;
}

static bool bigrams_are_neighbours(struct ls_span text, struct ls_tokens tokens)
{
    (void)text;
    for (size_t i = 0; i < tokens.count; i++) {
        const struct ls_token *at = &tokens.items[i];
        bool continues = at->kind == LS_TOKEN_HAN && at->glued;
        bool pair_before = i > 0 && at[-1].kind == LS_TOKEN_BIGRAM;
        if (continues != (at->kind == LS_TOKEN_HAN && pair_before)) {
            return false;
        }
        if (at->kind != LS_TOKEN_BIGRAM) {
            continue;
        }
        if (i == 0 || i + 1 == tokens.count) {
            return false;
        }
        struct ls_span left = term_of(&at[-1]), right = term_of(&at[1]), both = term_of(at);
        bool good = at[-1].kind == LS_TOKEN_HAN && at[1].kind == LS_TOKEN_HAN &&
                    at->position == at[-1].position && at[1].position == at->position + 1 &&
                    at->first == at[-1].first && at->past == at[1].past && !at->glued &&
                    both.len == left.len + right.len && ls_span_starts_with(both, left) &&
                    ls_span_equal(ls_span_from(both, left.len), right);
        if (!good) {
            return false;
        }
    }
    return true;
}

/* A token of an earlier run of the analyzer, kept. */
struct kept {
    struct ls_token token;
    char term[2 * LS_TERM_BYTES_MAX];
};

static struct kept *keep(struct ls_tokens tokens)
{
    struct kept *all = calloc(tokens.count + 1, sizeof *all);
    for (size_t i = 0; all && i < tokens.count; i++) {
        all[i].token = tokens.items[i];
        struct ls_span term = term_of(&tokens.items[i]);
        memcpy(all[i].term, term.ptr, term.len);
    }
    return all;
}

/* Highlighting and expansion analyze pieces of a text again and expect the same terms. */
static bool bytes_give_their_term(struct ls_span text, struct ls_tokens tokens)
{
    struct kept *all = keep(tokens);
    bool good = all != NULL;
    for (size_t i = 0; good && i < tokens.count; i++) {
        const struct ls_token *token = &all[i].token;
        if (token->kind != LS_TOKEN_BREAK) {
            good = has_term(analyze(ls_span(text.ptr + token->first, token->past - token->first)),
                            ls_span(all[i].term, token->len));
        }
    }
    free(all);
    return good;
}

/* Any substring of a Han run has the terms that the run has there. */
static bool runs_can_be_cut(struct ls_span text, struct ls_tokens tokens)
{
    struct kept *all = keep(tokens);
    bool good = all != NULL;
    for (size_t first = 0; good && first < tokens.count; first++) {
        if (all[first].token.kind != LS_TOKEN_HAN) {
            continue;
        }
        size_t last = first;
        for (size_t i = first + 1; i < tokens.count; i++) {
            bool inside = all[i].token.kind == LS_TOKEN_BIGRAM ||
                          (all[i].token.kind == LS_TOKEN_HAN && all[i].token.glued);
            if (!inside) {
                break;
            }
            last = all[i].token.kind == LS_TOKEN_HAN ? i : last;
        }
        /* A character that unfolds to several (㈠, ㍿) cannot be cut inside. */
        bool whole = (first == 0 || all[first - 1].token.past <= all[first].token.first ||
                      all[first - 1].token.kind == LS_TOKEN_BIGRAM) &&
                     all[first].token.past <= all[last].token.past;
        struct ls_span part = ls_span(text.ptr + all[first].token.first,
                                      all[last].token.past - all[first].token.first);
        struct ls_tokens again = analyze(part);
        good = whole && again.count == last - first + 1;
        for (size_t i = 0; good && i < again.count; i++) {
            good = again.items[i].kind == all[first + i].token.kind &&
                   again.items[i].position ==
                       all[first + i].token.position - all[first].token.position &&
                   ls_span_equal(term_of(&again.items[i]),
                                 ls_span(all[first + i].term, all[first + i].token.len));
        }
    }
    free(all);
    return good;
}

/* Marks, joiners and case aside, every letter and digit is in some token. */
static bool nothing_is_lost(struct ls_span text, struct ls_tokens tokens)
{
    size_t next = 0;
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        bool letter = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                      (byte >= 'a' && byte <= 'z') || (byte >= 0xe4 && byte <= 0xe9);
        unsigned width;
        if (!letter || ls_utf8_decode(text.ptr, text.len, at, &width) == LS_UTF8_REPLACEMENT) {
            continue;
        }
        while (next < tokens.count &&
               (!is_place(&tokens.items[next]) || tokens.items[next].past <= at)) {
            next++;
        }
        if (next == tokens.count || tokens.items[next].first > at) {
            return false;
        }
    }
    return true;
}

static void test_laws(void)
{
    static const struct {
        const char *name;
        bool (*holds)(struct ls_span text, struct ls_tokens tokens);
    } laws[] = {
        {"positions rise one by one and bytes in order", positions_rise},
        {"terms are short, valid and without capitals or spaces", terms_are_sound},
        {"a bigram is two neighbouring characters", bigrams_are_neighbours},
        {"every letter and digit is in a token", nothing_is_lost},
        {"the bytes of a token have its term", bytes_give_their_term},
        {"a part of a Han run has the terms it has in the run", runs_can_be_cut},
    };
    struct ls_buf text = {0};
    for (size_t law = 0; law < sizeof laws / sizeof *laws; law++) {
        uint32_t seed = 19781213;
        bool good = true;
        for (int i = 0; i < 4000 && good; i++) {
            struct ls_span span = random_text(&seed, &text);
            good = laws[law].holds(span, analyze(span));
            if (!good) {
                print_text("text", span);
            }
        }
        tap_ok(good, "%s", laws[law].name);
    }
    ls_buf_free(&text);
}

static void test_fingerprint(void)
{
    struct ls_buf a = {0}, b = {0};
    ls_buf_add_str(&a, "kept ");
    ls_analyzer_fingerprint(&a);
    ls_analyzer_fingerprint(&b);
    tap_ok(b.len > 20 && a.len == b.len + 5 && strcmp(a.ptr + 5, b.ptr) == 0,
           "the fingerprint is appended, the same every time");
    tap_ok(strstr(b.ptr, "unicode") && strstr(b.ptr, "snowball english") && strstr(b.ptr, "han ") &&
               !strchr(b.ptr, '\n'),
           "and names what decides the terms");
    ls_buf_free(&a);
    ls_buf_free(&b);
}

int main(void)
{
    struct ls_error err;
    if (ls_analyzer_new(&analyzer, &err) != LS_OK) {
        printf("Bail out! %s\n", err.message);
        return 1;
    }
    test_terms();
    test_sources();
    test_sentences();
    test_meetings();
    test_long_words();
    test_many_characters();
    test_laws();
    test_fingerprint();
    tap_ok(analyze(ls_span(NULL, 0)).count == 0, "absent text has no tokens");
    ls_analyzer_free(analyzer);
    ls_analyzer_free(NULL);
    return tap_done();
}
