/* What the page says, in every language it speaks. */
#ifndef LS_SERVER_PAGE_WORDS_H
#define LS_SERVER_PAGE_WORDS_H

#include "base/buf.h"

/* X(identifier, tag of the language, its own name) */
#define LS_LANGUAGE_TABLE(X)                                                                       \
    X(EN, "en", "English")                                                                         \
    X(ZH_HANT, "zh-Hant", "繁體中文")                                                              \
    X(ZH_HANS, "zh-Hans", "简体中文")

enum ls_language {
#define X(identifier, tag, name) LS_LANGUAGE_##identifier,
    LS_LANGUAGE_TABLE(X)
#undef X
        LS_LANGUAGE_COUNT
};

const char *ls_language_tag(enum ls_language language);  /* "zh-Hant" */
const char *ls_language_name(enum ls_language language); /* "繁體中文" */

/* The language of a reader: the one that param (of lang=) names, else the one of those here that
 * Accept-Language likes best, else English. Chinese of Taiwan, Hong Kong and Macau is Traditional,
 * that of no place too: it is the notes' own. Either may be absent. */
enum ls_language ls_language_negotiate(struct ls_span accept_language, struct ls_span param);

/* Texts hold {n} and {m} for numbers and {t} for a text. "one|other" has a form for n = 1. */
#define LS_WORD_TABLE(X)                                                                           \
    X(TITLE, "Literature notes", "文獻筆記", "文献笔记")                                           \
    X(SEARCH, "Search", "搜尋", "搜索")                                                            \
    X(SEARCH_LABEL, "Search the literature notes", "搜尋文獻筆記", "搜索文献笔记")                 \
    X(PLACEHOLDER, "English or Chinese", "輸入中文或英文", "输入中文或英文")                       \
    X(SKIP, "Skip to the results", "跳到搜尋結果", "跳到搜索结果")                                 \
    X(LANGUAGE, "Language", "語言", "语言")                                                        \
    X(RESULTS, "Results", "搜尋結果", "搜索结果")                                                  \
                                                                                                   \
    X(START_COUNT,                                                                                 \
      "Search {n} article, in English or Chinese.|"                                                \
      "Search {n} articles, in English or Chinese.",                                               \
      "以中文或英文搜尋 {n} 篇文獻。", "以中文或英文搜索 {n} 篇文献。")                            \
    X(START_TRY, "What you can type", "可以這樣搜尋", "可以这样搜索")                              \
    X(START_WORDS, "words; articles with all of them come first",                                  \
      "幾個詞：全部都有的文獻排在前面", "几个词：全部都有的文献排在前面")                          \
    X(START_CHINESE, "Chinese, Traditional or Simplified", "中文，繁體、簡體都找得到",             \
      "中文，繁体、简体都找得到")                                                                  \
    X(START_PHRASE, "words side by side", "加引號：字詞必須相連", "加引号：字词必须相连")          \
    X(START_FIELD, "words of the title only", "只找標題", "只找标题")                              \
    X(START_NOT, "all, or none", "要有與不要有", "要有与不要有")                                   \
    X(START_RANGE, "by year and score", "限定年份與評分", "限定年份与评分")                        \
    X(START_DOMAINS, "Domains", "應用領域", "应用领域")                                            \
    X(START_ALL, "All articles, the best scored first", "瀏覽全部文獻（評分由高到低）",            \
      "浏览全部文献（评分由高到低）")                                                              \
    X(START_KEYS, "Keys", "鍵盤", "键盘")                                                          \
                                                                                                   \
    X(STEP_FOUND, "{n} article found|{n} articles found", "找到 {n} 篇文獻", "找到 {n} 篇文献")    \
    X(STEP_FILTERED, "{n} article passes the filters|{n} articles pass the filters",               \
      "{n} 篇文獻符合篩選條件", "{n} 篇文献符合筛选条件")                                          \
    X(STEP_BROWSE, "{n} article|{n} articles", "共 {n} 篇文獻", "共 {n} 篇文献")                   \
    X(STEP_ALL,                                                                                    \
      "{n} article has all the words, {m} some|{n} articles have all the words, {m} some",         \
      "{n} 篇文獻含有全部字詞，{m} 篇含有部分字詞", "{n} 篇文献含有全部字词，{m} 篇含有部分字词")  \
    X(STEP_MOST,                                                                                   \
      "No article has all the words; {n} has some|"                                                \
      "No article has all the words; {n} have some, the first all but one",                        \
      "沒有文獻含有全部字詞；{n} 篇含有部分字詞，前幾篇只缺一個",                                  \
      "没有文献含有全部字词；{n} 篇含有部分字词，前几篇只缺一个")                                  \
    X(STEP_SOME,                                                                                   \
      "No article has all the words; {n} has some|No article has all the words; {n} have some",    \
      "沒有文獻含有全部字詞；{n} 篇含有部分字詞", "没有文献含有全部字词；{n} 篇含有部分字词")      \
    X(STEP_PARTS,                                                                                  \
      "No article has the words side by side as typed; {n} has parts of them|"                     \
      "No article has the words side by side as typed; {n} have parts of them",                    \
      "沒有文獻含有相連的這串字；{n} 篇含有其中一部分",                                            \
      "没有文献含有相连的这串字；{n} 篇含有其中一部分")                                            \
    X(STEP_EXPANDED,                                                                               \
      "No article has the words as typed; {n} says the same in other words|"                       \
      "No article has the words as typed; {n} say the same in other words",                        \
      "沒有文獻含有所輸入的字詞；{n} 篇以其他說法表達同樣的意思",                                  \
      "没有文献含有所输入的字词；{n} 篇以其他说法表达同样的意思")                                  \
    X(STEP_TEMPLATE,                                                                               \
      "No article says this in its own words; {n} has it in template text|"                        \
      "No article says this in its own words; {n} have it in template text",                       \
      "沒有文獻在自己的內容中提到；{n} 篇只在範本文字中提到",                                      \
      "没有文献在自己的内容中提到；{n} 篇只在模板文字中提到")                                      \
    X(STEP_CORRECTED,                                                                              \
      "Nothing has the words as typed. {n} article found for|"                                     \
      "Nothing has the words as typed. {n} articles found for",                                    \
      "所輸入的字詞沒有結果，改為搜尋以下字詞，找到 {n} 篇：",                                     \
      "所输入的字词没有结果，改为搜索以下字词，找到 {n} 篇：")                                     \
    X(STEP_LIKE, "{n} article like this one|{n} articles like this one", "{n} 篇類似的文獻",       \
      "{n} 篇类似的文献")                                                                          \
    X(STEP_NONE, "Nothing found", "沒有找到文獻", "没有找到文献")                                  \
    X(MORE_EXPANDED, "{n} more says it in other words|{n} more say it in other words",             \
      "另有 {n} 篇以其他說法表達", "另有 {n} 篇以其他说法表达")                                    \
    X(MORE_TEMPLATE, "{n} more in template text", "另有 {n} 篇只在範本文字中出現",                 \
      "另有 {n} 篇只在模板文字中出现")                                                             \
    X(MORE_FEEDBACK,                                                                               \
      "{n} more shares words with the best ones|"                                                  \
      "{n} more share words with the best ones",                                                   \
      "另有 {n} 篇與最佳結果用詞相近", "另有 {n} 篇与最佳结果用词相近")                            \
    X(SHOWN, "{n}–{m} shown", "顯示第 {n}–{m} 篇", "显示第 {n}–{m} 篇")                            \
    X(TOOK, "{n} ms", "{n} 毫秒", "{n} 毫秒")                                                      \
    X(DID_YOU_MEAN, "Did you mean", "您是不是要找", "您是不是要找")                                \
                                                                                                   \
    X(NONE_HELP, "What may help", "可以試試", "可以试试")                                          \
    X(NONE_FILTERS, "Remove the filters", "移除篩選條件", "移除筛选条件")                          \
    X(NONE_SPELLING, "Look at the spelling, or type fewer words", "檢查用字，或減少字詞",          \
      "检查用字，或减少字词")                                                                      \
    X(NONE_LANGUAGE, "Say it in the other language", "換另一種語言", "换另一种语言")               \
    X(NONE_START, "Begin anew", "重新開始", "重新开始")                                            \
                                                                                                   \
    X(FILTERS, "Filters", "篩選", "筛选")                                                          \
    X(FILTERS_SHOW, "Show filters", "顯示篩選", "显示筛选")                                        \
    X(FILTERS_CHOSEN, "Chosen filters", "已選條件", "已选条件")                                    \
    X(FILTER_REMOVE, "Remove", "移除", "移除")                                                     \
    X(FILTERS_CLEAR, "Clear all", "全部清除", "全部清除")                                          \
    X(FACET_DOMAIN, "Domain", "應用領域", "应用领域")                                              \
    X(FACET_SCORE, "Score", "評分", "评分")                                                        \
    X(FACET_YEAR, "Year", "年份", "年份")                                                          \
    X(FACET_JOURNAL, "Journal", "期刊", "期刊")                                                    \
    X(FACET_CARD, "Note card", "筆記卡", "笔记卡")                                                 \
    X(FACET_MORE, "{n} more", "另外 {n} 項", "另外 {n} 项")                                        \
    X(COUNT_BARE, "{n}", "{n}", "{n}")                                                             \
    X(FACET_COUNT, "{n} article|{n} articles", "{n} 篇", "{n} 篇")                                 \
    X(CARD_CORE, "Core ideas", "核心觀點卡", "核心观点卡")                                         \
    X(CARD_PARAPHRASE, "Paraphrase", "Paraphrase 卡", "Paraphrase 卡")                             \
    X(CARD_QA, "Questions and answers", "問答卡", "问答卡")                                        \
    X(CARD_EXCEPTIONS, "Exceptions", "例外卡", "例外卡")                                           \
    X(SCORE_FROM, "{t} or more", "{t} 分以上", "{t} 分以上")                                       \
    X(SCORE_TO, "{t} or less", "{t} 分以下", "{t} 分以下")                                         \
    X(SCORE_RANGE, "{t} points", "{t} 分", "{t} 分")                                               \
    X(YEAR_FROM, "{t} and later", "{t} 年以後", "{t} 年以后")                                      \
    X(YEAR_TO, "{t} and earlier", "{t} 年以前", "{t} 年以前")                                      \
    X(YEAR_RANGE, "{t}", "{t} 年", "{t} 年")                                                       \
    X(YEARS_PLOT, "Articles by year", "各年份篇數", "各年份篇数")                                  \
    X(YEARS_FIRST, "Choose a year, or two for a range", "點選一年；再點一年即成區間",              \
      "点选一年；再点一年即成区间")                                                                \
    X(YEARS_SECOND, "Choose a second year for a range", "再點一年即成區間", "再点一年即成区间")    \
    X(YEARS_TABLE, "As a list", "以清單顯示", "以列表显示")                                        \
    X(LIKE_CHIP, "Like: {t}", "類似：{t}", "类似：{t}")                                            \
                                                                                                   \
    X(SORT, "Sort by", "排序", "排序")                                                             \
    X(SORT_RELEVANCE, "Relevance", "相關程度", "相关程度")                                         \
    X(SORT_SCORE, "Score", "評分", "评分")                                                         \
    X(SORT_YEAR, "Year", "年份", "年份")                                                           \
    X(SORT_TITLE, "Title", "標題", "标题")                                                         \
    X(ALL_WORDS, "Only with all words", "只要含全部字詞", "只要含全部字词")                        \
    X(PAGES, "Pages", "頁碼", "页码")                                                              \
    X(PAGE_NUMBER, "Page {n}", "第 {n} 頁", "第 {n} 页")                                           \
    X(PREVIOUS, "Previous", "上一頁", "上一页")                                                    \
    X(NEXT, "Next", "下一頁", "下一页")                                                            \
                                                                                                   \
    X(SCORE_OF, "Score {t} out of 10", "評分 {t}，滿分 10", "评分 {t}，满分 10")                   \
    X(DOMAINS, "Domains", "應用領域", "应用领域")                                                  \
    X(HEADINGS, "Passages", "相符段落", "相符段落")                                                \
    X(CARD_LINK, "Whole note", "完整筆記", "完整笔记")                                             \
    X(ARTICLE_PAGE, "Page on the site", "網站頁面", "网站页面")                                    \
    X(SIMILAR, "Similar", "類似文獻", "类似文献")                                                  \
    X(SIMILAR_TO, "Similar to", "類似這篇的文獻", "类似这篇的文献")                                \
    X(SIMILAR_ALL, "All similar articles", "全部類似文獻", "全部类似文献")                         \
    X(CITE, "Cite", "引用", "引用")                                                                \
    X(CITE_ALL, "Export {n} citation|Export {n} citations", "匯出 {n} 筆引用", "导出 {n} 条引用")  \
    X(CITE_FIRST, "Export the first {n} citations", "匯出前 {n} 筆引用", "导出前 {n} 条引用")      \
    X(DETAILS, "Details", "文獻資料", "文献资料")                                                  \
    X(AUTHORS, "Authors", "作者", "作者")                                                          \
    X(CONTENTS, "Contents", "目錄", "目录")                                                        \
    X(BACK, "Back to the search", "回到搜尋", "回到搜索")                                          \
                                                                                                   \
    X(BUSY, "Searching…", "搜尋中…", "搜索中…")                                                    \
    X(OFFLINE, "The server cannot be reached.", "無法連線到伺服器。", "无法连接到服务器。")        \
    X(RETRY, "Try again", "再試一次", "重试")                                                      \
    X(KEY_FOCUS, "to the search box", "到搜尋框", "到搜索框")                                      \
    X(KEY_MOVE, "from result to result", "在結果間移動", "在结果间移动")                           \
    X(KEY_OPEN, "opens it", "開啟", "打开")                                                        \
    X(KEY_LEAVE, "back, and clears", "返回、清除", "返回、清除")                                   \
                                                                                                   \
    X(FAIL_QUERY, "This query cannot be read", "無法理解這個查詢", "无法理解这个查询")             \
    X(FAIL_QUERY_HELP,                                                                             \
      "Quotation marks and parentheses come in pairs; field names end in a colon.",                \
      "引號與括號要成對；欄位名稱後接冒號。", "引号与括号要成对；字段名称后接冒号。")              \
    X(FAIL_ADDRESS, "This address asks for something there is not", "這個網址的參數有誤",          \
      "这个网址的参数有误")                                                                        \
    X(FAIL_NO_INDEX, "There is no index to search yet", "還沒有可以搜尋的索引",                    \
      "还没有可以搜索的索引")                                                                      \
    X(FAIL_NO_INDEX_HELP, "Whoever keeps this site can make one with litsearch-index.",            \
      "請網站管理者以 litsearch-index 建立索引。", "请网站管理者以 litsearch-index 建立索引。")    \
    X(FAIL_BUSY, "The server is busy", "伺服器忙碌中", "服务器忙")                                 \
    X(FAIL_BUSY_HELP, "Please try again in a moment.", "請稍後再試。", "请稍后再试。")             \
    X(FAIL_MISSING, "There is nothing here", "找不到這個頁面", "找不到这个页面")                   \
    X(FAIL_MISSING_HELP, "The article may have been renamed: search for it.",                      \
      "這篇文獻可能已經更名，請重新搜尋。", "这篇文献可能已经更名，请重新搜索。")                  \
    X(FAIL_OTHER, "Something went wrong", "發生錯誤", "发生错误")

enum ls_word {
#define X(identifier, en, zh_hant, zh_hans) LS_WORD_##identifier,
    LS_WORD_TABLE(X)
#undef X
        LS_WORD_COUNT
};

struct ls_word_args {
    unsigned long n, m;
    struct ls_span t;
};

/* As it stands, forms and placeholders and all: for tests. */
const char *ls_word_text(enum ls_language language, enum ls_word word);

/* Appends it, escaped for HTML; numbers have commas between their thousands. */
void ls_word_add(struct ls_buf *out, enum ls_language language, enum ls_word word,
                 struct ls_word_args args);

#endif
