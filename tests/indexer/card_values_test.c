/* What the values of bibliographic lines say. */
#include "base/buf.h"
#include "indexer/card/values.h"
#include "tests/tap.h"

typedef enum ls_verdict read_value(struct ls_arena *arena, struct ls_span text, struct ls_span url,
                                   struct ls_value *value);

static const struct {
    read_value *read;
    const char *text;
    const char *url;
    const char *expected; /* ? placeholder, ! bad, > out of range, else what was read */
} rows[] = {
    {ls_value_score, "8", NULL, "8"},
    {ls_value_score, "8.0", NULL, "8"},
    {ls_value_score, "8.2/10", NULL, "8.2"},
    {ls_value_score, "8 / 10", NULL, "8"},
    {ls_value_score, "８．５／１０", NULL, "8.5"},
    {ls_value_score, "9 分", NULL, "9"},
    {ls_value_score, "0", NULL, "0"},
    {ls_value_score, "10.0", NULL, "10"},
    {ls_value_score, "10.01", NULL, ">"},
    {ls_value_score, "11", NULL, ">"},
    {ls_value_score, "-1", NULL, ">"},
    {ls_value_score, "4/5", NULL, ">"},
    {ls_value_score, "高", NULL, "!"},
    {ls_value_score, "high", NULL, "!"},
    {ls_value_score, "8-9", NULL, "!"},
    {ls_value_score, "8.", NULL, "!"},
    {ls_value_score, "8/", NULL, "!"},
    {ls_value_score, "nan", NULL, "!"},
    {ls_value_score, "12345678901", NULL, "!"},
    {ls_value_score, "", NULL, "?"},
    {ls_value_score, "無數值", NULL, "?"},
    {ls_value_pmid, "40943929", NULL, "40943929"},
    {ls_value_pmid, "１２３", NULL, "123"},
    {ls_value_pmid, "PMID: 0123", NULL, "123"},
    {ls_value_pmid, "123.", NULL, "123"},
    {ls_value_pmid, "https://pubmed.ncbi.nlm.nih.gov/123/?x=1", NULL, "123"},
    {ls_value_pmid, "http://www.ncbi.nlm.nih.gov/pubmed/123", NULL, "123"},
    {ls_value_pmid, "PubMed", "https://pubmed.ncbi.nlm.nih.gov/123/", "123"},
    {ls_value_pmid, "PubMed", "https://example.org/123", "!"},
    {ls_value_pmid, "PubMed", "123", "!"},
    {ls_value_pmid, "12a", "https://pubmed.ncbi.nlm.nih.gov/123/", "!"},
    {ls_value_pmid, "1234567890", NULL, "!"},
    {ls_value_pmid, "0", NULL, "!"},
    {ls_value_pmid, "12 34", NULL, "!"},
    {ls_value_pmid, "PMC123", NULL, "!"},
    {ls_value_pmid, "待查", NULL, "?"},
    {ls_value_pmid, "N/A", NULL, "?"},
    {ls_value_doi, "10.1000/xyz", NULL, "10.1000/xyz"},
    {ls_value_doi, "https://doi.org/10.1000/XyZ", NULL, "10.1000/XyZ"},
    {ls_value_doi, "HTTP://DX.DOI.ORG/10.1000/a%2Fb%20c", NULL, "!"},
    {ls_value_doi, "doi.org/10.1000/a%2fb", NULL, "10.1000/a/b"},
    {ls_value_doi, "doi: 10.1000/x.", NULL, "10.1000/x"},
    {ls_value_doi, "10.1002/(SICI)46:9<693::AID>3.0.CO;2-H", NULL,
     "10.1002/(SICI)46:9<693::AID>3.0.CO;2-H"},
    {ls_value_doi, "全文", "https://doi.org/10.1000/x", "10.1000/x"},
    {ls_value_doi, "全文", "https://example.org/10.1000/x", "!"},
    {ls_value_doi, "10.100/x", NULL, "!"},
    {ls_value_doi, "10.1000/", NULL, "!"},
    {ls_value_doi, "10.1000/x y", NULL, "!"},
    {ls_value_doi, "10.1000/全文", NULL, "!"},
    {ls_value_doi, "https://doi.org/待查", NULL, "?"},
    {ls_value_doi, "未提供", NULL, "?"},
    {ls_value_year, "2024", NULL, "2024"},
    {ls_value_year, "２０２４年3月", NULL, "2024"},
    {ls_value_year, "12345 或 1999", NULL, "1999"},
    {ls_value_year, "民國 113 年", NULL, "!"},
    {ls_value_year, "2101", NULL, "!"},
    {ls_value_year, "近年", NULL, "!"},
    {ls_value_year, "未明確", NULL, "?"},
    {ls_value_domains, "門診/腫瘤科", NULL, "門診|腫瘤科"},
    {ls_value_domains, " a 、b，c,d；e;f／g ", NULL, "a|b|c|d|e|f|g"},
    {ls_value_domains, "A/a/Ａ/b//", NULL, "A|b"},
    {ls_value_domains, "N/A", NULL, "?"},
    {ls_value_domains, "未分類／待查", NULL, "?"},
    {ls_value_domains, "教育/未分類", NULL, "教育"},
    {ls_value_domains,
     "a/b\x1f"
     "c\x1f",
     NULL, "a/b|c"},
    {ls_value_authors, "Bandura, A.", NULL, "Bandura, A."},
    {ls_value_authors, "Bandura, A., & Wood, R.", NULL, "Bandura, A.|Wood, R."},
    {ls_value_authors, "Venkatesh, V., Morris, M. G., & Davis, F. D.", NULL,
     "Venkatesh, V.|Morris, M. G.|Davis, F. D."},
    {ls_value_authors, "Ann Lee and Bo Li", NULL, "Ann Lee|Bo Li"},
    {ls_value_authors, "Lee A, Li B, et al.", NULL, "Lee A|Li B"},
    {ls_value_authors, "King, M. L., Jr., Étienne, É.", NULL, "King, M. L., Jr.|Étienne, É."},
    {ls_value_authors, "Wood, R.; Bandura, A.", NULL, "Wood, R.|Bandura, A."},
    {ls_value_authors, "王小明、李大華等", NULL, "王小明|李大華等"},
    {ls_value_authors, "王小明, 李大華, 等", NULL, "王小明|李大華"},
    {ls_value_authors, "Smith, John\x1f", NULL, "Smith, John"},
    {ls_value_authors, "未提供", NULL, "?"},
    {ls_value_text, "Sleep", NULL, "Sleep"},
    {ls_value_text, "（待查）", NULL, "?"},
    {ls_value_text, "待查（尚未收錄）", NULL, "?"},
    {ls_value_text, "Unknown", NULL, "?"},
    {ls_value_text, "—", NULL, "?"},
    {ls_value_text, "無人機", NULL, "無人機"},
};

static void show(enum ls_verdict verdict, read_value *read, const struct ls_value *value,
                 struct ls_buf *out)
{
    static const char *const marks[] = {"", "?", "!", ">"};
    bool is_number = read == ls_value_score || read == ls_value_year;
    ls_buf_add_str(out, marks[verdict]);
    if (verdict != LS_VALUE_KNOWN) {
        return;
    }
    if (is_number) {
        ls_buf_printf(out, "%.10g", value->number);
    }
    ls_buf_add_span(out, value->text);
    for (size_t i = 0; i < value->item_count; i++) {
        ls_buf_add_str(out, i ? "|" : "");
        ls_buf_add_span(out, value->items[i]);
    }
}

int main(void)
{
    struct ls_arena arena = {0};
    struct ls_buf got = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ls_value value = {0};
        enum ls_verdict verdict = rows[i].read(&arena, ls_span_trim(ls_span_str(rows[i].text)),
                                               ls_span_str(rows[i].url), &value);
        ls_buf_clear(&got);
        show(verdict, rows[i].read, &value, &got);
        tap_is_str(got.ptr ? got.ptr : "", rows[i].expected, rows[i].text);
    }
    tap_ok(ls_text_is_chinese(LS_SPAN("LLM 的幻覺問題")), "Chinese with an abbreviation");
    tap_ok(!ls_text_is_chinese(LS_SPAN("On the meaning of 幻覺 in clinical notes")),
           "English with a Chinese word");
    ls_buf_free(&got);
    ls_arena_free(&arena);
    return tap_done();
}
