/* The lexeme of a text. */
#include "lexicon/lexicon.h"
#include "tests/tap.h"

static const struct {
    const char *text;
    const char *lexeme;
    size_t places;
} rows[] = {
    {"Large Language Models", "larg languag model", 3},
    {"大型語言模型", "大型语言模型", 6},
    {"大型语言模型", "大型语言模型", 6},
    {"t檢定", "t 检定", 3},
    {"t 檢定", "t 检定", 3},
    {"A/B 測試", "a b 测试", 4},
    {"人工 智慧", "人工 智慧", 4},
    {"COVID-19", "covid 19", 2},
    {"COVID19", "covid 19", 2},
    {"Crohn's disease", "crohn diseas", 2},
    {"ＬＬＭ", "llm", 1},
    {"65.4", "65 4", 2},
    {"One sentence. Another", "", 0},
    {"甲。乙", "", 0},
    {"甲。", "甲", 1},
    {"。甲", "甲", 1},
    {"U.S. hospitals", "u s hospit", 3},
    {"", "", 0},
    {" \t-", "", 0},
    {"\xff\xfe", "", 0},
};

int main(void)
{
    struct ls_analyzer *analyzer;
    if (ls_analyzer_new(&analyzer, NULL) != LS_OK) {
        return 1;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_buf lexeme = {0};
        size_t places;
        ls_buf_add_str(&lexeme, "kept:");
        enum ls_status status =
            ls_lexeme_add(&lexeme, analyzer, ls_span_str(rows[i].text), &places, NULL);
        tap_ok(status == LS_OK && strncmp(lexeme.ptr, "kept:", 5) == 0, "%s", rows[i].text);
        tap_is_str(lexeme.ptr + 5, rows[i].lexeme, rows[i].text);
        tap_is_int((long long)places, (long long)rows[i].places, rows[i].text);
        ls_buf_free(&lexeme);
    }
    ls_analyzer_free(analyzer);
    return tap_done();
}
