/* What a heading says of the text below it. */
#include "indexer/card/labels.h"

static const char *const abstracts[] = {
    "文獻摘要", "文献摘要", "摘要",     "中文摘要",         "英文摘要",         "論文摘要",
    "论文摘要", "研究摘要", "abstract", "english abstract", "chinese abstract", "summary",
};

/* The ordinal comes before the word, as in a heading. */
static const struct {
    const char *text;
    enum ls_part part;
} parts[] = {
    {"第一張", LS_PART_CORE},
    {"第一张", LS_PART_CORE},
    {"第二張", LS_PART_PARAPHRASE},
    {"第二张", LS_PART_PARAPHRASE},
    {"第三張", LS_PART_QA},
    {"第三张", LS_PART_QA},
    {"第四張", LS_PART_EXCEPTIONS},
    {"第四张", LS_PART_EXCEPTIONS},
    {"核心觀點", LS_PART_CORE},
    {"核心观点", LS_PART_CORE},
    {"paraphrase", LS_PART_PARAPHRASE},
    {"改寫卡", LS_PART_PARAPHRASE},
    {"改写卡", LS_PART_PARAPHRASE},
    {"問答", LS_PART_QA},
    {"问答", LS_PART_QA},
    {"q&a 卡", LS_PART_QA},
    {"例外", LS_PART_EXCEPTIONS},
};

static const char *const references[] = {
    "參考資訊", "参考信息", "參考資料",  "参考资料", "參考文獻",    "参考文献",
    "書目",     "书目",     "文獻資訊",  "文献信息", "研究資訊",    "研究信息",
    "引用資訊", "引用信息", "reference", "citation", "bibliograph",
};

static const char *const key_figures[] = {"關鍵數據", "关键数据", "key figures", "key data"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool label_holds(const struct ls_label *label, const char *text)
{
    /* Not memmem, which prepares a table first: these are a few dozen bytes. */
    size_t len = strlen(text);
    for (size_t at = 0; at + len <= label->len; at++) {
        if (label->text[at] == text[0] && memcmp(label->text + at, text, len) == 0) {
            return true;
        }
    }
    return false;
}

static bool label_holds_any(const struct ls_label *label, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (label_holds(label, texts[i])) {
            return true;
        }
    }
    return false;
}

static enum ls_part find_part(const struct ls_label *label)
{
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (label_holds(label, parts[i].text)) {
            return parts[i].part;
        }
    }
    return LS_PART_NONE;
}

static bool is_abstract(const struct ls_label *label)
{
    struct ls_label outer;
    struct ls_label inner;
    return ls_label_is_any(label, abstracts, COUNT(abstracts)) ||
           (ls_label_split(label, &outer, &inner) &&
            (ls_label_is_any(&outer, abstracts, COUNT(abstracts)) ||
             ls_label_is_any(&inner, abstracts, COUNT(abstracts))));
}

struct ls_heading_meaning ls_heading_meaning(struct ls_span heading)
{
    struct ls_label label;
    ls_label_fold(heading, &label);
    return (struct ls_heading_meaning){
        .part = find_part(&label),
        .is_abstract = is_abstract(&label),
        .is_reference = label_holds_any(&label, references, COUNT(references)),
        .is_key_figures = label_holds_any(&label, key_figures, COUNT(key_figures)),
    };
}
