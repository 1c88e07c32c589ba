#include "indexer/card/values.h"

#include "indexer/card/labels.h"
#include "text/charclass.h"
#include "text/utf8.h"

#include <strings.h>

enum { DIGITS_MAX = 9, VALUE_BYTES_MAX = 300, YEAR_MIN = 1500, YEAR_MAX = 2100 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static size_t digits_at(struct ls_span text)
{
    size_t count = 0;
    while (count < text.len && is_digit(text.ptr[count])) {
        count++;
    }
    return count;
}

static bool take_prefix(struct ls_span *text, const char *prefix)
{
    size_t len = strlen(prefix);
    bool has = text->len >= len && strncasecmp(text->ptr, prefix, len) == 0;
    if (has) {
        *text = ls_span_from(*text, len);
    }
    return has;
}

static bool take_any_prefix(struct ls_span *text, const char *const *prefixes)
{
    while (*prefixes && !take_prefix(text, *prefixes)) {
        prefixes++;
    }
    return *prefixes != NULL;
}

/* Drops the punctuation that ends a sentence around a value. */
static struct ls_span drop_stop(struct ls_span text)
{
    static const char *const stops[] = {".", ",", ";", "。", "，", "；", "、"};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        struct ls_span stop = ls_span_str(stops[i]);
        if (text.len > stop.len && ls_span_equal(ls_span_from(text, text.len - stop.len), stop)) {
            text.len -= stop.len;
            i = (size_t)-1;
        }
    }
    return text;
}

static bool is_unknown(struct ls_span text)
{
    return text.len == 0 || ls_is_placeholder(text);
}

enum ls_verdict ls_value_text(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                              struct ls_value *value)
{
    (void)arena;
    (void)url;
    value->text = text;
    return is_unknown(text) ? LS_VALUE_PLACEHOLDER : LS_VALUE_KNOWN;
}

static bool read_pmid(struct ls_span text, bool must_be_url, struct ls_span *pmid)
{
    static const char *const schemes[] = {"https://", "http://", NULL};
    static const char *const sites[] = {"pubmed.ncbi.nlm.nih.gov/", "www.ncbi.nlm.nih.gov/pubmed/",
                                        "ncbi.nlm.nih.gov/pubmed/", NULL};
    static const char *const names[] = {"pmid:", "pmid", NULL};
    take_any_prefix(&text, schemes);
    bool is_url = take_any_prefix(&text, sites);
    if (!is_url && take_any_prefix(&text, names)) {
        text = ls_span_trim(text);
    }
    while (text.len > 1 && text.ptr[0] == '0') {
        text = ls_span_from(text, 1);
    }
    size_t len = digits_at(text);
    struct ls_span rest = ls_span_from(text, len);
    bool ends = rest.len == 0 || (is_url && strchr("/?#", rest.ptr[0]));
    *pmid = ls_span(text.ptr, len);
    return ends && (is_url || !must_be_url) && len >= 1 && len <= DIGITS_MAX && text.ptr[0] != '0';
}

enum ls_verdict ls_value_pmid(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                              struct ls_value *value)
{
    struct ls_label folded;
    struct ls_span pmid;
    if (is_unknown(text)) {
        return LS_VALUE_PLACEHOLDER;
    }
    ls_label_fold(text, &folded);
    if (!read_pmid(drop_stop(ls_span(folded.text, folded.len)), false, &pmid) &&
        !(digits_at(text) == 0 && read_pmid(url, true, &pmid))) {
        return LS_VALUE_BAD;
    }
    value->text = ls_arena_copy(arena, pmid);
    return LS_VALUE_KNOWN;
}

static int hex_digit(char byte)
{
    const char *digits = "0123456789abcdef";
    const char *at = byte ? strchr(digits, byte | ((byte >= 'A' && byte <= 'F') ? 0x20 : 0)) : NULL;
    return at ? (int)(at - digits) : -1;
}

static struct ls_span percent_decode(struct ls_arena *arena, struct ls_span text)
{
    char *out = memchr(text.ptr, '%', text.len) ? ls_arena_alloc(arena, text.len + 1) : NULL;
    size_t len = 0;
    if (!out) {
        return text;
    }
    for (size_t at = 0; at < text.len; at++) {
        int high = at + 2 < text.len && text.ptr[at] == '%' ? hex_digit(text.ptr[at + 1]) : -1;
        int low = high >= 0 ? hex_digit(text.ptr[at + 2]) : -1;
        out[len++] = low >= 0 ? (char)(high * 16 + low) : text.ptr[at];
        at += low >= 0 ? 2 : 0;
    }
    return ls_span(out, len);
}

/* 10.\d{4,9}/ and then printable ASCII without spaces. */
static bool is_doi(struct ls_span text)
{
    if (text.len < 9 || text.len > VALUE_BYTES_MAX || memcmp(text.ptr, "10.", 3) != 0) {
        return false;
    }
    size_t registrant = digits_at(ls_span_from(text, 3));
    struct ls_span suffix = ls_span_from(text, 3 + registrant);
    if (registrant < 4 || registrant > 9 || suffix.len < 2 || suffix.ptr[0] != '/') {
        return false;
    }
    for (size_t at = 0; at < suffix.len; at++) {
        if (suffix.ptr[at] <= ' ' || suffix.ptr[at] > '~') {
            return false;
        }
    }
    return true;
}

/* Takes resolver and prefix off; says whether a resolver stood there. */
static bool take_resolver(struct ls_span *text)
{
    static const char *const schemes[] = {"https://", "http://", NULL};
    static const char *const resolvers[] = {"doi.org/", "dx.doi.org/", "www.doi.org/", NULL};
    static const char *const names[] = {"doi:", "doi：", "doi ", NULL};
    if (take_any_prefix(text, names)) {
        *text = ls_span_trim(*text);
    }
    take_any_prefix(text, schemes);
    return take_any_prefix(text, resolvers);
}

static enum ls_verdict read_doi(struct ls_arena *arena, struct ls_span text, struct ls_value *value)
{
    if (take_resolver(&text)) {
        text = percent_decode(arena, text);
    }
    if (is_unknown(text)) {
        return LS_VALUE_PLACEHOLDER;
    }
    text = drop_stop(text);
    value->text = is_doi(text) ? ls_arena_copy(arena, text) : ls_span(NULL, 0);
    return value->text.ptr ? LS_VALUE_KNOWN : LS_VALUE_BAD;
}

enum ls_verdict ls_value_doi(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                             struct ls_value *value)
{
    enum ls_verdict verdict = read_doi(arena, text, value);
    struct ls_span address = url;
    if (verdict == LS_VALUE_BAD && url.ptr && take_resolver(&address)) {
        verdict = read_doi(arena, url, value);
    }
    return verdict;
}

/* Digits, and perhaps a point and more digits, off the front of *text. */
static bool take_number(struct ls_span *text, double *number)
{
    size_t whole = digits_at(*text);
    if (whole == 0 || whole > DIGITS_MAX) {
        return false;
    }
    *number = 0;
    for (size_t at = 0; at < whole; at++) {
        *number = *number * 10 + (text->ptr[at] - '0');
    }
    *text = ls_span_from(*text, whole);
    struct ls_span after = ls_span_from(*text, 1);
    size_t decimals = text->len > 0 && text->ptr[0] == '.' ? digits_at(after) : 0;
    double numerator = 0;
    double denominator = 1;
    for (size_t at = 0; at < decimals && at < DIGITS_MAX; at++) {
        numerator = numerator * 10 + (after.ptr[at] - '0');
        denominator *= 10;
    }
    if (decimals > 0) {
        /* One division, so that 8.2 is the double nearest to 8.2. */
        *number = (*number * denominator + numerator) / denominator;
        *text = ls_span_from(after, decimals);
    }
    return true;
}

enum ls_verdict ls_value_score(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                               struct ls_value *value)
{
    struct ls_label folded;
    double scale = 10;
    (void)arena;
    (void)url;
    if (is_unknown(text)) {
        return LS_VALUE_PLACEHOLDER;
    }
    ls_label_fold(text, &folded);
    struct ls_span rest = ls_span(folded.text, folded.len);
    bool is_negative = take_prefix(&rest, "-");
    bool is_number = take_number(&rest, &value->number);
    rest = ls_span_trim(rest);
    take_prefix(&rest, "分");
    rest = ls_span_trim(rest);
    if (is_number && take_prefix(&rest, "/")) {
        rest = ls_span_trim(rest);
        is_number = take_number(&rest, &scale);
        rest = ls_span_trim(rest);
        take_prefix(&rest, "分");
    }
    if (!is_number || rest.len > 0) {
        return LS_VALUE_BAD;
    }
    bool in_range = !is_negative && value->number <= 10 && scale == 10;
    return in_range ? LS_VALUE_KNOWN : LS_VALUE_OUT_OF_RANGE;
}

enum ls_verdict ls_value_year(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                              struct ls_value *value)
{
    struct ls_label folded;
    (void)arena;
    (void)url;
    if (is_unknown(text)) {
        return LS_VALUE_PLACEHOLDER;
    }
    ls_label_fold(text, &folded);
    struct ls_span rest = ls_span(folded.text, folded.len);
    while (rest.len > 0) {
        size_t digits = digits_at(rest);
        struct ls_span run = ls_span(rest.ptr, digits);
        rest = ls_span_from(rest, digits ? digits : 1);
        if (digits == 4 && take_number(&run, &value->number) && value->number >= YEAR_MIN &&
            value->number <= YEAR_MAX) {
            return LS_VALUE_KNOWN;
        }
    }
    return LS_VALUE_BAD;
}

static bool same_text(struct ls_span a, struct ls_span b)
{
    struct ls_label folded_a;
    struct ls_label folded_b;
    if (a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0)) {
        return true;
    }
    ls_label_fold(a, &folded_a);
    ls_label_fold(b, &folded_b);
    return a.len < sizeof folded_a.text / 3 && b.len < sizeof folded_b.text / 3 &&
           ls_span_equal(ls_span(folded_a.text, folded_a.len),
                         ls_span(folded_b.text, folded_b.len));
}

bool ls_value_same(const struct ls_value *a, const struct ls_value *b)
{
    bool same =
        same_text(a->text, b->text) && a->number == b->number && a->item_count == b->item_count;
    for (size_t i = 0; same && i < a->item_count; i++) {
        same = same_text(a->items[i], b->items[i]);
    }
    return same;
}

bool ls_text_is_chinese(struct ls_span text)
{
    size_t han = 0;
    size_t latin = 0;
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        if (codepoint < 0x80) {
            codepoint |= 0x20;
            latin += codepoint >= 'a' && codepoint <= 'z';
        } else {
            han += ls_charclass(codepoint) == LS_CHAR_HAN;
        }
    }
    return han > 0 && han * 4 >= latin;
}
