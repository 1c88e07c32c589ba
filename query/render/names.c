#include "query/render/names.h"

#include "text/utf8.h"

#include <strings.h>

enum { WORDS_MAX = 6, COMMAS_MAX = 2 };

/* Words that no person's name has. */
static const char *const group_words[] = {"of",
                                          "for",
                                          "and",
                                          "the",
                                          "on",
                                          "in",
                                          "at",
                                          "group",
                                          "team",
                                          "office",
                                          "university",
                                          "institute",
                                          "college",
                                          "hospital",
                                          "department",
                                          "society",
                                          "network",
                                          "organization",
                                          "organisation",
                                          "center",
                                          "centre",
                                          "committee",
                                          "council",
                                          "agency",
                                          "consortium",
                                          "association",
                                          "investigators",
                                          "ministry",
                                          "foundation",
                                          "collaborators",
                                          "collaboration",
                                          "inc",
                                          "ltd",
                                          NULL};
/* What belongs to the family name behind it. */
static const char *const particles[] = {"van", "von", "der", "den", "de",  "del", "della",
                                        "di",  "da",  "dos", "du",  "la",  "le",  "ten",
                                        "ter", "zu",  "el",  "al",  "bin", "ibn", NULL};
static const char *const suffixes[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", NULL};
/* Family names that often stand first: "Wang Xiaoming" is not Mr Xiaoming. */
static const char *const eastern[] = {
    "Ai",     "Bai",   "Cai",   "Cao",   "Chan",  "Chang", "Chao", "Chen",  "Cheng", "Cheung",
    "Chiang", "Chiu",  "Cho",   "Choi",  "Chou",  "Chow",  "Chu",  "Chung", "Cui",   "Dai",
    "Deng",   "Ding",  "Dong",  "Du",    "Duan",  "Fan",   "Fang", "Feng",  "Fu",    "Gao",
    "Gong",   "Gu",    "Guo",   "Han",   "Hao",   "He",    "Ho",   "Hong",  "Hou",   "Hsieh",
    "Hsu",    "Hu",    "Huang", "Hung",  "Jang",  "Jeong", "Jia",  "Jiang", "Jin",   "Jung",
    "Kang",   "Kim",   "Ko",    "Kong",  "Kuo",   "Kwok",  "Lai",  "Lam",   "Lau",   "Lee",
    "Lei",    "Leung", "Li",    "Liang", "Liao",  "Lim",   "Lin",  "Liu",   "Lo",    "Long",
    "Lu",     "Luo",   "Ma",    "Mao",   "Meng",  "Mo",    "Ng",   "Ni",    "Ong",   "Pan",
    "Park",   "Peng",  "Qi",    "Qian",  "Qiao",  "Qin",   "Qiu",  "Ren",   "Seo",   "Shao",
    "Shen",   "Shi",   "Shih",  "Song",  "Su",    "Sun",   "Tan",  "Tang",  "Tao",   "Teo",
    "Tian",   "Tsai",  "Tseng", "Wan",   "Wang",  "Wei",   "Wen",  "Wong",  "Wu",    "Xia",
    "Xiang",  "Xiao",  "Xie",   "Xin",   "Xing",  "Xiong", "Xu",   "Xue",   "Yan",   "Yang",
    "Yao",    "Ye",    "Yeh",   "Yi",    "Yin",   "Yip",   "Yoon", "Yu",    "Yuan",  "Yue",
    "Zeng",   "Zhan",  "Zhang", "Zhao",  "Zheng", "Zhong", "Zhou", "Zhu",   "Zou",   NULL};

static bool is_any_of(struct ls_span word, const char *const *words)
{
    while (*words && (strlen(*words) != word.len || strncasecmp(*words, word.ptr, word.len) != 0)) {
        words++;
    }
    return *words != NULL;
}

struct words {
    struct ls_span items[WORDS_MAX];
    size_t count;
};

/* False when there are none, or too many for a name. */
static bool split_words(struct ls_span text, struct words *words)
{
    words->count = 0;
    for (size_t at = 0; at < text.len;) {
        const char *space = memchr(text.ptr + at, ' ', text.len - at);
        size_t past = space ? (size_t)(space - text.ptr) : text.len;
        if (past > at) {
            if (words->count == WORDS_MAX) {
                return false;
            }
            words->items[words->count++] = ls_span(text.ptr + at, past - at);
        }
        at = past + 1;
    }
    return words->count > 0;
}

/* From word `first` to before word `past`, as the text has them. */
static struct ls_span join(const struct words *words, size_t first, size_t past)
{
    const struct ls_span *last = &words->items[past - 1];
    const char *start = words->items[first].ptr;
    return ls_span(start, (size_t)(last->ptr + last->len - start));
}

/* Letters of the Latin script with what names have between them. */
static bool is_latin(struct ls_span text)
{
    unsigned width;
    for (size_t at = 0; at < text.len; at += width) {
        uint32_t codepoint = ls_utf8_decode(text.ptr, text.len, at, &width);
        uint32_t lower = codepoint | 0x20;
        bool is_letter = (codepoint < 0x80 && lower >= 'a' && lower <= 'z') ||
                         (codepoint >= 0xc0 && codepoint < 0x250) ||
                         (codepoint >= 0x300 && codepoint < 0x370) ||
                         (codepoint >= 0x1e00 && codepoint < 0x1f00);
        bool is_glue = (codepoint < 0x80 && strchr(" .-',", (int)codepoint)) ||
                       codepoint == 0x2019 || codepoint == 0x2010;
        if (!is_letter && !is_glue) {
            return false;
        }
    }
    return text.len > 0;
}

static bool is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool has_lower(struct ls_span word)
{
    for (size_t i = 0; i < word.len; i++) {
        unsigned char byte = (unsigned char)word.ptr[i];
        if ((byte >= 'a' && byte <= 'z') || byte >= 0x80) {
            return true;
        }
    }
    return false;
}

/* "J", "JA", "J-P": how PubMed writes given names, behind the family's. */
static bool is_capitals(struct ls_span word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!is_upper(word.ptr[i]) && word.ptr[i] != '-') {
            return false;
        }
    }
    return word.len > 0 && word.len <= 3 && is_upper(word.ptr[0]);
}

/* "J.", "J.A.", "J.-P.", and with a single letter "J". */
static bool is_initials(struct ls_span word)
{
    bool has_dot = false;
    for (size_t i = 0; i < word.len; i++) {
        bool is_glue = word.ptr[i] == '.' || word.ptr[i] == '-';
        if (!is_glue && (!is_upper(word.ptr[i]) || (i > 0 && is_upper(word.ptr[i - 1])))) {
            return false;
        }
        has_dot |= word.ptr[i] == '.';
    }
    return word.len > 0 && (has_dot || word.len == 1);
}

static bool has_group_word(const struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (is_any_of(words->items[i], group_words)) {
            return true;
        }
    }
    return false;
}

/* Where the family name begins in "Jane A. Smith" and "Ludwig van Beethoven";
 * 0 when that is not sure. */
static size_t family_start(const struct words *words)
{
    size_t last = words->count - 1;
    for (size_t i = 1; i < last; i++) {
        if (is_any_of(words->items[i], particles) && !is_upper(words->items[i].ptr[0])) {
            return i;
        }
    }
    for (size_t i = last; i > 0; i--) {
        if (is_initials(words->items[i - 1])) {
            return i;
        }
    }
    bool is_two = words->count == 2 && has_lower(words->items[0]) && has_lower(words->items[1]);
    return is_two && is_upper(words->items[0].ptr[0]) && is_upper(words->items[1].ptr[0]) &&
                   !is_any_of(words->items[0], eastern)
               ? 1
               : 0;
}

/* "Smith JA": all before the capitals is the family's. */
static bool is_pubmed_style(const struct words *words)
{
    bool is_family = words->count >= 2 && is_capitals(words->items[words->count - 1]);
    for (size_t i = 0; is_family && i + 1 < words->count; i++) {
        is_family = has_lower(words->items[i]);
    }
    return is_family;
}

static void parse_plain(struct words words, struct ls_name *name)
{
    if (words.count > 2 && is_any_of(words.items[words.count - 1], suffixes)) {
        name->suffix = words.items[--words.count];
    }
    if (is_pubmed_style(&words)) {
        name->family = join(&words, 0, words.count - 1);
        name->given = words.items[words.count - 1];
        return;
    }
    size_t start = words.count >= 2 ? family_start(&words) : 0;
    if (start > 0) {
        name->given = join(&words, 0, start);
        name->family = join(&words, start, words.count);
    }
}

/* "Smith, Jane", "Smith, J., Jr.", "Smith, Jr., J." */
static void parse_commas(const struct ls_span *pieces, size_t count, struct ls_name *name)
{
    size_t suffix = 0;
    for (size_t i = 1; i < count; i++) {
        if (is_any_of(pieces[i], suffixes)) {
            suffix = i;
        }
    }
    bool is_person = count == 2 ? suffix == 0 : suffix != 0;
    if (is_person && pieces[0].len > 0 && pieces[count == 3 && suffix == 1 ? 2 : 1].len > 0) {
        name->family = pieces[0];
        name->given = pieces[count == 3 && suffix == 1 ? 2 : 1];
        name->suffix = suffix ? pieces[suffix] : ls_span(NULL, 0);
    }
}

/* The number of pieces; 0 when there are too many. */
static size_t split_commas(struct ls_span text, struct ls_span pieces[COMMAS_MAX + 1])
{
    size_t count = 0;
    for (size_t at = 0; at <= text.len;) {
        const char *comma = at < text.len ? memchr(text.ptr + at, ',', text.len - at) : NULL;
        size_t past = comma ? (size_t)(comma - text.ptr) : text.len;
        if (count > COMMAS_MAX) {
            return 0;
        }
        pieces[count++] = ls_span_trim(ls_span(text.ptr + at, past - at));
        at = past + 1;
    }
    return count;
}

struct ls_name ls_name_parse(struct ls_span text)
{
    struct ls_name name = {.whole = text};
    struct ls_span pieces[COMMAS_MAX + 1];
    struct words words;
    if (!is_latin(text) || !split_words(text, &words) || has_group_word(&words)) {
        return name;
    }
    size_t count = split_commas(text, pieces);
    if (count == 1) {
        parse_plain(words, &name);
    } else if (count > 1) {
        parse_commas(pieces, count, &name);
    }
    if (name.family.len == 0 || name.given.len == 0) {
        name.family = name.given = name.suffix = ls_span(NULL, 0);
    }
    return name;
}
