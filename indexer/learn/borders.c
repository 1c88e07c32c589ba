#include "indexer/learn/borders.h"

#include "indexer/learn/bracket.h"
#include "indexer/learn/runs.h"
#include "text/weak.h"

#include <stdlib.h>
#include <uchar.h>

enum {
    TAILS_MAX = 256, /* before one English term */
    CONTEXTS_MAX = 8,
    REST_MIN = 4,   /* characters of a term that only the text elsewhere tells … */
    FREE_MIN = 3,   /* … by so many places, and so many different symbols before them */
    SHARED_MIN = 3, /* characters of a term that only other tails tell */
    SURE_MAX = 8,   /* a whole line of so many characters, or a quotation, is a term */
    CLAUSE_MAX = 6, /* a clause up to the parentheses of so many characters is a term */
};

static const double word_share = 0.2;

/* One of the different tails before the English term at hand. */
struct tail {
    uint32_t symbols[LS_HAN_TERM_MAX];
    size_t len;
    enum ls_border border;
};

struct group {
    const struct ls_substrings *text;
    struct tail tails[TAILS_MAX];
    size_t count;
};

/* ---- what no term begins with ---- */

/* Verbs and the like that stand right before terms, folded. One is cut off only where what follows
 * is a term elsewhere, and 使用者參與 keeps its 使用. */
static const char32_t leads[][4] = {
    U"使用",   U"采用", U"利用", U"运用", U"应用", U"透过", U"通过", U"借由", U"经由", U"根据",
    U"基于",   U"结合", U"整合", U"开发", U"建立", U"检验", U"验证", U"测试", U"测量", U"评估",
    U"启发",   U"导入", U"实施", U"提升", U"提高", U"增加", U"降低", U"改善", U"强化", U"促进",
    U"支持",   U"包括", U"包含", U"例如", U"进行", U"提供", U"提出", U"发展", U"实现", U"完整",
    U"因为",   U"一个", U"一种", U"这个", U"这种", U"每个", U"各种", U"以及", U"称为", U"对于",
    U"关于",   U"引入", U"针对", U"经过", U"加入", U"达成", U"如何", U"什么", U"需要", U"排除",
    U"呈现",   U"定义", U"设定", U"限制", U"清楚", U"为何", U"进入", U"选择", U"寻找", U"刻意",
    U"需进行", U"改用", U"成为"};

/* Those are never the first of a term in what stands before parentheses: 驗證性, 使用者, 參與式. */
bool ls_han_is_suffix(uint32_t symbol)
{
    return symbol == 0x6027 || symbol == 0x8005 || symbol == 0x5f0f || symbol == 0x5316 ||
           symbol == 0x5ea6 || symbol == 0x7387; /* 性 者 式 化 度 率 */
}

static size_t len_of(const char32_t lead[4])
{
    size_t len = 0;
    while (len < 4 && lead[len]) {
        len++;
    }
    return len;
}

size_t ls_lead_len(const uint32_t *symbols, size_t len)
{
    for (size_t i = 0; len > 0 && i < sizeof leads / sizeof *leads; i++) {
        size_t count = symbols[0] == leads[i][0] ? len_of(leads[i]) : 0;
        if (count > 0 && count < len && memcmp(leads[i], symbols, count * sizeof *symbols) == 0 &&
            !ls_han_is_suffix(symbols[count])) {
            return count;
        }
    }
    return 0;
}

/* Folded: what stands before terms and begins none, prepositions and the like that may also be the
 * beginning of a word, as of 對話, and subjects, behind which a verb comes. */
static const char32_t openings[][4] = {U"把", U"与",   U"和",   U"及",   U"或",
                                       U"而", U"但",   U"这",   U"该",   U"才",
                                       U"做", U"这篇", U"才有", U"所谓", U"称作"};
static const char32_t prepositions[] = U"对以用经在由从于就";
static const char32_t subjects[][4] = {U"本文", U"我们", U"本研究", U"作者", U"研究者"};

static bool begins_with(const uint32_t *symbols, size_t len, const char32_t word[4])
{
    size_t count = len_of(word);
    return count + 2 <= len && memcmp(word, symbols, count * sizeof *symbols) == 0;
}

static bool begins_sentence(const uint32_t *symbols, size_t len)
{
    bool begins = false;
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        begins |= begins_with(symbols, len, subjects[i]);
    }
    return begins;
}

/* Do the first two symbols stand together that often where the second one stands? */
static bool is_word(const struct ls_substrings *text, const uint32_t *symbols)
{
    struct ls_places both = ls_substrings_find(text, symbols, 2);
    struct ls_places second = ls_substrings_find(text, symbols + 1, 1);
    return (double)(both.past - both.first) > word_share * (double)(second.past - second.first);
}

/* How many symbols the opening or the preposition has with which a run begins. */
static size_t opening_len(const struct ls_substrings *text, const uint32_t *symbols, size_t len)
{
    size_t longest = 0;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t count = begins_with(symbols, len, openings[i]) ? len_of(openings[i]) : 0;
        longest = count > longest ? count : longest;
    }
    for (const char32_t *one = prepositions; longest == 0 && len >= 3 && *one; one++) {
        longest = *one == symbols[0] && !is_word(text, symbols);
    }
    return longest;
}

/* May a term begin with the run, as far as the run itself tells? */
static bool may_begin(const uint32_t *symbols, size_t len)
{
    bool is_opened = false;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        is_opened |= begins_with(symbols, len, openings[i]);
    }
    return !is_opened && !ls_character_is_weak(symbols[0]) && !ls_han_is_suffix(symbols[0]) &&
           ls_lead_len(symbols, len) == 0;
}

/* Is the run a term in the text elsewhere? */
static bool is_free(const struct ls_substrings *text, const uint32_t *symbols, size_t len)
{
    struct ls_places places = ls_substrings_find(text, symbols, len);
    return len >= REST_MIN && places.past - places.first >= FREE_MIN &&
           ls_substrings_before(text, places, FREE_MIN) >= FREE_MIN;
}

bool ls_han_joins(uint32_t symbol)
{
    return symbol == 0x7684 || symbol == 0x4e0e || symbol == 0x548c || symbol == 0x53ca ||
           symbol == 0x6216; /* 的 与 和 及 或, as they fold */
}

/* How many symbols to cut off the front of a term so that what is left is one elsewhere too. */
static size_t cut_len(const struct ls_substrings *text, const uint32_t *symbols, size_t len)
{
    for (size_t i = len; i > 0; i--) {
        bool borders = ls_han_joins(symbols[i - 1]) || ls_lead_len(symbols, len) == i;
        if (borders && i < len && !ls_han_is_suffix(symbols[i]) &&
            is_free(text, symbols + i, len - i)) {
            return i;
        }
    }
    return 0;
}

/* ---- what a group's tails say of one another ---- */

static bool ends_in(const struct tail *tail, const uint32_t *symbols, size_t len)
{
    return tail->len >= len &&
           memcmp(tail->symbols + tail->len - len, symbols, len * sizeof *symbols) == 0;
}

/* A line may begin with a verb all the same. */
static bool begins_surely(const struct tail *tail)
{
    return tail->border == LS_BORDER_WHOLE && tail->len <= SURE_MAX &&
           ls_lead_len(tail->symbols, tail->len) == 0;
}

/* In how many different surroundings the tails end in a run; 0: a longer one is known to be the
 * term. */
static size_t count_contexts(const struct group *group, const uint32_t *symbols, size_t len,
                             bool *is_whole)
{
    uint32_t contexts[CONTEXTS_MAX];
    size_t count = 0;
    bool is_part = false;
    *is_whole = false;
    for (size_t i = 0; i < group->count; i++) {
        const struct tail *tail = &group->tails[i];
        if (!ends_in(tail, symbols, len)) {
            continue;
        }
        bool is_same = tail->len == len;
        *is_whole |= is_same && tail->border == LS_BORDER_WHOLE;
        if (!is_same && begins_surely(tail)) {
            is_part = true;
            continue;
        }
        uint32_t context = is_same ? (uint32_t)tail->border : tail->symbols[tail->len - len - 1];
        size_t at = 0;
        while (at < count && contexts[at] != context) {
            at++;
        }
        if (at == count && count < CONTEXTS_MAX) {
            contexts[count++] = context;
        }
    }
    return is_part && !*is_whole ? 0 : count;
}

/* The longest term of those that most surroundings tell; 0: none is told by two, or as the whole of
 * what stands there. */
static size_t len_by_group(const struct group *group, const struct tail *tail, bool with_leads)
{
    size_t best = 0;
    size_t best_contexts = 0;
    for (size_t len = tail->len; len >= 2; len--) {
        const uint32_t *symbols = tail->symbols + tail->len - len;
        bool is_whole;
        size_t contexts = count_contexts(group, symbols, len, &is_whole);
        bool has_lead = ls_lead_len(symbols, len) > 0;
        bool is_term =
            has_lead ? with_leads && (is_whole || contexts >= 2)
                     : is_whole || (contexts >= 2 && len >= SHARED_MIN && may_begin(symbols, len));
        if (is_term && contexts > best_contexts) {
            best = len;
            best_contexts = contexts;
        }
    }
    return best;
}

static size_t len_by_text(const struct group *group, const struct tail *tail)
{
    if (tail->border == LS_BORDER_CLAUSE && tail->len <= CLAUSE_MAX &&
        may_begin(tail->symbols, tail->len)) {
        return tail->len;
    }
    for (size_t len = tail->len; len >= REST_MIN; len--) {
        const uint32_t *symbols = tail->symbols + tail->len - len;
        if (may_begin(symbols, len) && is_free(group->text, symbols, len)) {
            return len;
        }
    }
    return 0;
}

/* The symbols of the term that a tail ends in; 0: none can be told. */
static size_t term_len(const struct group *group, const struct tail *tail)
{
    size_t len = len_by_group(group, tail, false);
    len = len ? len : len_by_group(group, tail, true);
    len = len ? len : len_by_text(group, tail);
    return len - (len > 0 ? cut_len(group->text, tail->symbols + tail->len - len, len) : 0);
}

/* ---- all groups ---- */

static int compare_hits(const void *a, const void *b, void *strings)
{
    const struct ls_hit *one = *(const struct ls_hit *const *)a;
    const struct ls_hit *other = *(const struct ls_hit *const *)b;
    const struct ls_span *items = ((const struct ls_strings *)strings)->items;
    if (one->right_lexeme != other->right_lexeme) {
        return one->right_lexeme < other->right_lexeme ? -1 : 1;
    }
    int order = ls_span_compare(items[one->left], items[other->left]);
    return order ? order : other->border - one->border;
}

/* What stands before a term is no part of it. */
static struct tail make_tail(const struct ls_substrings *text, struct ls_span han,
                             enum ls_border border)
{
    struct tail tail = {.border = border};
    tail.len = ls_han_symbols(han, tail.symbols, LS_HAN_TERM_MAX);
    size_t opening = border == LS_BORDER_NONE ? 0 : opening_len(text, tail.symbols, tail.len);
    bool is_sentence = border == LS_BORDER_WHOLE && begins_sentence(tail.symbols, tail.len);
    tail.border = is_sentence ? LS_BORDER_CLAUSE : border;
    tail.len -= opening;
    memmove(tail.symbols, tail.symbols + opening, tail.len * sizeof *tail.symbols);
    return tail;
}

/* The end of a Han text from a character that so many stand behind. */
static struct ls_span last_characters(struct ls_span text, size_t count)
{
    size_t at = text.len;
    while (at > 0 && count > 0) {
        at--;
        count -= ((unsigned char)text.ptr[at] & 0xc0) != 0x80;
    }
    return ls_span_from(text, at);
}

static enum ls_status set_term(struct ls_hits *hits, const struct group *group, struct ls_hit *hit,
                               struct ls_error *err)
{
    struct ls_span text = hits->strings.items[hit->left];
    struct tail tail = make_tail(group->text, text, (enum ls_border)hit->border);
    struct ls_span term = last_characters(text, term_len(group, &tail));
    hit->left = ls_strings_put(&hits->strings, term);
    return ls_hits_lexeme(hits, term, &hit->left_lexeme, err);
}

static enum ls_status set_group(struct ls_hits *hits, struct ls_hit **items, size_t count,
                                struct group *group, struct ls_error *err)
{
    group->count = 0;
    for (size_t i = 0; i < count && group->count < TAILS_MAX; i++) {
        bool is_new = i == 0 || items[i]->left != items[i - 1]->left;
        if (is_new) {
            group->tails[group->count++] = make_tail(
                group->text, hits->strings.items[items[i]->left], (enum ls_border)items[i]->border);
        }
    }
    enum ls_status status = LS_OK;
    uint32_t left = 0;
    for (size_t i = 0; status == LS_OK && i < count; i++) {
        if (i > 0 && items[i]->left == left) {
            items[i]->left = items[i - 1]->left;
            items[i]->left_lexeme = items[i - 1]->left_lexeme;
        } else {
            left = items[i]->left;
            status = set_term(hits, group, items[i], err);
        }
    }
    return status;
}

enum ls_status ls_borders_set(struct ls_hits *hits, const struct ls_substrings *text,
                              struct ls_error *err)
{
    struct ls_hit **items = malloc((hits->count + 1) * sizeof *items);
    struct group *group = malloc(sizeof *group);
    enum ls_status status = items && group ? LS_OK : ls_fail_memory(err);
    size_t count = 0;
    for (size_t i = 0; status == LS_OK && i < hits->count; i++) {
        items[count] = &hits->items[i];
        count += hits->items[i].form == LS_HIT_TAIL;
    }
    if (status == LS_OK) {
        qsort_r(items, count, sizeof *items, compare_hits, &hits->strings);
        group->text = text;
    }
    for (size_t first = 0, past; status == LS_OK && first < count; first = past) {
        past = first + 1;
        while (past < count && items[past]->right_lexeme == items[first]->right_lexeme) {
            past++;
        }
        status = set_group(hits, items + first, past - first, group, err);
    }
    free(group);
    free(items);
    return status;
}
