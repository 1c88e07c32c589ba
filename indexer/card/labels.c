#include "indexer/card/labels.h"

#include "text/utf8.h"

#include <utf8proc.h>

enum { LABEL_BYTES_MAX = 120 };

static const char *const fact_names[LS_FACT_COUNT] = {
#define X(name, text) [LS_FACT_##name] = text,
    LS_FACT_TABLE(X)
#undef X
};

/* All spellings are as ls_label_fold leaves them. */
static const struct {
    const char *text;
    enum ls_fact_kind kind;
} labels[] = {
    {"english title", LS_FACT_TITLE_EN},
    {"title (english)", LS_FACT_TITLE_EN},
    {"title_en", LS_FACT_TITLE_EN},
    {"英文標題", LS_FACT_TITLE_EN},
    {"英文标题", LS_FACT_TITLE_EN},
    {"英文題名", LS_FACT_TITLE_EN},
    {"英文题名", LS_FACT_TITLE_EN},
    {"英文篇名", LS_FACT_TITLE_EN},
    {"chinese title", LS_FACT_TITLE_ZH},
    {"title (chinese)", LS_FACT_TITLE_ZH},
    {"title_zh", LS_FACT_TITLE_ZH},
    {"中文標題", LS_FACT_TITLE_ZH},
    {"中文标题", LS_FACT_TITLE_ZH},
    {"中文題名", LS_FACT_TITLE_ZH},
    {"中文题名", LS_FACT_TITLE_ZH},
    {"中文篇名", LS_FACT_TITLE_ZH},
    {"title", LS_FACT_TITLE},
    {"標題", LS_FACT_TITLE},
    {"标题", LS_FACT_TITLE},
    {"題名", LS_FACT_TITLE},
    {"题名", LS_FACT_TITLE},
    {"篇名", LS_FACT_TITLE},
    {"pmid", LS_FACT_PMID},
    {"pubmed", LS_FACT_PMID},
    {"pubmed id", LS_FACT_PMID},
    {"pubmed_id", LS_FACT_PMID},
    {"pubmed 編號", LS_FACT_PMID},
    {"pubmed 编号", LS_FACT_PMID},
    {"doi", LS_FACT_DOI},
    {"doi 連結", LS_FACT_DOI},
    {"doi 链接", LS_FACT_DOI},
    {"journal", LS_FACT_JOURNAL},
    {"journal name", LS_FACT_JOURNAL},
    {"期刊", LS_FACT_JOURNAL},
    {"期刊名稱", LS_FACT_JOURNAL},
    {"期刊名称", LS_FACT_JOURNAL},
    {"刊名", LS_FACT_JOURNAL},
    {"發表期刊", LS_FACT_JOURNAL},
    {"发表期刊", LS_FACT_JOURNAL},
    {"score", LS_FACT_SCORE},
    {"rating", LS_FACT_SCORE},
    {"評分", LS_FACT_SCORE},
    {"评分", LS_FACT_SCORE},
    {"分數", LS_FACT_SCORE},
    {"分数", LS_FACT_SCORE},
    {"year", LS_FACT_YEAR},
    {"publication year", LS_FACT_YEAR},
    {"year of publication", LS_FACT_YEAR},
    {"年份", LS_FACT_YEAR},
    {"發表年份", LS_FACT_YEAR},
    {"发表年份", LS_FACT_YEAR},
    {"出版年份", LS_FACT_YEAR},
    {"發表年", LS_FACT_YEAR},
    {"发表年", LS_FACT_YEAR},
    {"出版年", LS_FACT_YEAR},
    {"domain", LS_FACT_DOMAINS},
    {"domains", LS_FACT_DOMAINS},
    {"application domain", LS_FACT_DOMAINS},
    {"應用領域", LS_FACT_DOMAINS},
    {"应用领域", LS_FACT_DOMAINS},
    {"應用場域", LS_FACT_DOMAINS},
    {"应用场域", LS_FACT_DOMAINS},
    {"領域", LS_FACT_DOMAINS},
    {"领域", LS_FACT_DOMAINS},
    {"author", LS_FACT_AUTHORS},
    {"authors", LS_FACT_AUTHORS},
    {"author(s)", LS_FACT_AUTHORS},
    {"作者", LS_FACT_AUTHORS},
    {"country", LS_FACT_COUNTRY},
    {"國家", LS_FACT_COUNTRY},
    {"国家", LS_FACT_COUNTRY},
    {"國家/地區", LS_FACT_COUNTRY},
    {"国家/地区", LS_FACT_COUNTRY},
    {"volume", LS_FACT_VOLUME},
    {"volume/issue", LS_FACT_VOLUME},
    {"卷期", LS_FACT_VOLUME},
    {"卷期頁碼", LS_FACT_VOLUME},
    {"卷期页码", LS_FACT_VOLUME},
    {"tags", LS_FACT_TAGS},
    {"keywords", LS_FACT_TAGS},
    {"description", LS_FACT_DESCRIPTION},
    {"slug", LS_FACT_SLUG},
    {"id", LS_FACT_PAGE_ID},
    {"parse_number_prefixes", LS_FACT_NUMBER_PREFIXES},
    {"draft", LS_FACT_DRAFT},
    {"unlisted", LS_FACT_UNLISTED},
};

static const char *const placeholders[] = {
    "待查",
    "待查期刊",
    "待查詢",
    "待查询",
    "待確認",
    "待确认",
    "待補",
    "待补",
    "未提供",
    "未知",
    "未知期刊",
    "期刊未知",
    "未明確",
    "未明确",
    "未分類",
    "未分类",
    "未註明",
    "未注明",
    "未標示",
    "未标示",
    "未評分",
    "未评分",
    "無數值",
    "无数值",
    "不明",
    "不詳",
    "不详",
    "無",
    "无",
    "暫無",
    "暂无",
    "尚無",
    "尚无",
    "n/a",
    "n.a.",
    "na",
    "none",
    "null",
    "unknown",
    "unknown journal",
    "tbd",
    "tba",
    "to be determined",
    "not available",
    "not provided",
    "not applicable",
    "-",
    "--",
    "---",
    "–",
    "—",
    "——",
    "?",
    "??",
    "???",
    "/",
    "...",
    "......",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *ls_fact_name(enum ls_fact_kind kind)
{
    return fact_names[kind];
}

static struct ls_span cut_at_character(struct ls_span text, size_t len)
{
    if (text.len > len) {
        while (len > 0 && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) {
            len--;
        }
        text.len = len;
    }
    return text;
}

static bool is_decoration(uint32_t codepoint)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);
    return codepoint == ' ' || category == UTF8PROC_CATEGORY_SO ||
           category == UTF8PROC_CATEGORY_SK || category == UTF8PROC_CATEGORY_MN ||
           category == UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_CN;
}

static struct ls_span skip_decoration(struct ls_span text)
{
    unsigned width;
    while (text.len > 0 && is_decoration(ls_utf8_decode(text.ptr, text.len, 0, &width))) {
        text = ls_span_from(text, width);
    }
    return text;
}

void ls_label_fold(struct ls_span text, struct ls_label *label)
{
    utf8proc_int32_t chars[sizeof label->text];
    text = cut_at_character(skip_decoration(ls_span_trim(text)), LABEL_BYTES_MAX);
    int options = UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE | UTF8PROC_CASEFOLD;
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, chars,
                           COUNT(chars), (utf8proc_option_t)options);
    utf8proc_ssize_t len = count > 0 && (size_t)count < COUNT(chars)
                               ? utf8proc_reencode(chars, count, (utf8proc_option_t)options)
                               : 0;
    struct ls_span folded = ls_span((const char *)chars, len > 0 ? (size_t)len : 0);
    folded = ls_span_trim(cut_at_character(folded, sizeof label->text));
    while (folded.len > 0 && folded.ptr[folded.len - 1] == ':') {
        folded = ls_span_trim(ls_span(folded.ptr, folded.len - 1));
    }
    memcpy(label->text, folded.ptr, folded.len);
    label->len = folded.len;
}

static bool label_is(const struct ls_label *label, const char *text)
{
    return ls_span_equal(ls_span(label->text, label->len), ls_span_str(text));
}

bool ls_label_is_any(const struct ls_label *label, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (label_is(label, texts[i])) {
            return true;
        }
    }
    return false;
}

bool ls_label_split(const struct ls_label *label, struct ls_label *outer, struct ls_label *inner)
{
    const char *open = memchr(label->text, '(', label->len);
    if (!open || open == label->text || label->text[label->len - 1] != ')') {
        return false;
    }
    size_t at = (size_t)(open - label->text);
    ls_label_fold(ls_span(label->text, at), outer);
    ls_label_fold(ls_span(open + 1, label->len - at - 2), inner);
    return true;
}

static bool find_kind(const struct ls_label *label, enum ls_fact_kind *kind)
{
    for (size_t i = 0; i < COUNT(labels); i++) {
        if (label_is(label, labels[i].text)) {
            *kind = labels[i].kind;
            return true;
        }
    }
    return false;
}

bool ls_front_key_kind(struct ls_span text, enum ls_fact_kind *kind)
{
    struct ls_label label;
    struct ls_label outer;
    struct ls_label inner;
    if (text.len > LABEL_BYTES_MAX) {
        return false;
    }
    ls_label_fold(text, &label);
    return find_kind(&label, kind) ||
           (ls_label_split(&label, &outer, &inner) && find_kind(&outer, kind));
}

bool ls_label_kind(struct ls_span text, enum ls_fact_kind *kind)
{
    return ls_front_key_kind(text, kind) && *kind < LS_FACT_TAGS;
}

bool ls_is_placeholder(struct ls_span value)
{
    struct ls_label label;
    struct ls_label outer;
    struct ls_label inner;
    if (value.len > LABEL_BYTES_MAX) {
        return false;
    }
    ls_label_fold(value, &label);
    struct ls_span inside = ls_span(label.text, label.len);
    if (inside.len > 2 && strchr("([", inside.ptr[0]) && strchr(")]", inside.ptr[inside.len - 1])) {
        memmove(label.text, label.text + 1, label.len -= 2);
    }
    return ls_label_is_any(&label, placeholders, COUNT(placeholders)) ||
           (ls_label_split(&label, &outer, &inner) &&
            ls_label_is_any(&outer, placeholders, COUNT(placeholders)));
}
