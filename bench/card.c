#include "bench/card.h"

enum fact {
    FACT_NUMBER,
    FACT_TITLE,
    FACT_TITLE_ZH,
    FACT_PMID,
    FACT_JOURNAL,
    FACT_YEAR,
    FACT_COUNTRY,
    FACT_SCORE,
    FACT_DOMAIN,
    FACT_DOI,
    FACT_CLAIM, /* one sentence that comes again and again */
    FACT_COUNT,
};

/* In the template [name] is a fact, the same all over the card, and {name} is
 * text drawn anew each time. */
static const char template[] =
    "---\nsidebar_position: [number]\n---\n\n"
    "# 文獻 [number]：[title_zh]\n\n"
    "**English Title**: [title]\n**中文標題**: [title_zh]\n**PMID**: [pmid]\n"
    "**年份**: [year]\n**國家**: [country]\n**期刊**: [journal]\n**評分**: [score]/10\n"
    "**應用領域**: [domain]\n**DOI**: [doi]\n\n---\n\n"
    "## 📌 第一張：核心觀點卡\n\n"
    "**[claim]。**\n\n"
    "### 文獻摘要（Abstract）\n{abstract}\n\n"
    "### 中文摘要\n{abstract_zh}\n\n"
    "### 三個數字\n"
    "- **納入人數**: {figure} 人，追蹤 {figure} 天\n"
    "- **作者最在意的差距**: {figure}%\n"
    "- **沒有回覆的比例**: {figure}%\n\n---\n\n"
    "## ✍️ 第二張：Paraphrase 卡\n\n"
    "把這篇文章說給[domain]的同事聽，我會這樣開頭：{chinese}。\n\n"
    "### 換成自己的話\n"
    "{chinese}。作者反覆回到同一點，也就是[claim]。\n\n"
    "### 讀後筆記\n"
    "- 最值得帶走的一句：{chinese}。\n"
    "- 先記下年份（[year]）與出處（[journal]），日後引用才找得到。\n"
    "- 個人給 [score] 分，理由寫在例外卡。\n\n---\n\n"
    "## ❓ 第三張：問答卡\n\n"
    "### Q1：作者想回答什麼？\n"
    "**A**：{chinese}。"
    "放到[domain]來看，關心的是能不能省下時間又不漏掉病人。\n\n"
    "### Q2：他們怎麼做？\n"
    "**A**：[claim]。\n\n"
    "### Q3：結果可信嗎？\n"
    "**A**：收案地點在[country]，樣本與流程都和本院不同，"
    "數字只能當參考。{chinese}。\n\n"
    "### Q4：明天上班可以改變什麼？\n"
    "**A**：先挑一個班別試做兩週，把[domain]遇到的例外逐筆寫下，"
    "再決定要不要擴大。\n\n---\n\n"
    "## 🤔 第四張：例外卡\n\n"
    "### 什麼時候不適用\n"
    "1. {chinese}。\n2. 人力少、紀錄習慣不同的單位，前面的步驟要先補齊。\n"
    "3. 文章沒有交代資料放在哪裡、誰能讀取，隱私的部分要另外確認。\n\n"
    "### 還想追問\n"
    "- {question}？\n- 半年之後，一開始的好處還剩下多少？\n"
    "- 若換一家廠商的系統，同樣的做法還站得住腳嗎？\n\n"
    "### 保留意見\n"
    "作者的結論走在證據前面一小步；在別的院所重做一次之前，我把它當成線索，不當成規則。\n\n---\n\n"
    "## 📄 研究資訊\n"
    "- **PMID**: [[pmid]](https://pubmed.ncbi.nlm.nih.gov/[pmid]/)\n"
    "- **DOI**: [doi]\n- **期刊**: [journal]\n";

struct writer {
    const struct bench_learned *learned;
    struct bench_random random;
    struct ls_buf facts[FACT_COUNT];
    struct ls_buf *out;
};

static const char *const fact_names[FACT_COUNT] = {
    [FACT_NUMBER] = "number",   [FACT_TITLE] = "title",     [FACT_TITLE_ZH] = "title_zh",
    [FACT_PMID] = "pmid",       [FACT_JOURNAL] = "journal", [FACT_YEAR] = "year",
    [FACT_COUNTRY] = "country", [FACT_SCORE] = "score",     [FACT_DOMAIN] = "domain",
    [FACT_DOI] = "doi",         [FACT_CLAIM] = "claim",
};

static uint32_t draw_between(struct bench_random *random, uint32_t least, uint32_t most)
{
    return least + bench_random_below(random, most - least + 1);
}

/* Most journals are those the cards name, the others few cards share. */
static void add_journal(struct writer *writer, struct ls_buf *out)
{
    if (bench_random_below(&writer->random, 10) < 7) {
        bench_add_name(&writer->learned->names[BENCH_NAME_JOURNAL], &writer->random, out);
        return;
    }
    ls_buf_add_str(out, "Annals of ");
    size_t first = out->len;
    bench_add_made_up_word(out, bench_random_rank(&writer->random, 14));
    if (first < out->len) {
        out->ptr[first] = (char)(out->ptr[first] - 'a' + 'A');
    }
    ls_buf_add_str(out, " Science");
}

/* In halves from 5 to 10, most about 7.5. */
static void add_score(struct writer *writer, struct ls_buf *out)
{
    uint32_t halves =
        10 + draw_between(&writer->random, 0, 5) + draw_between(&writer->random, 0, 5);
    ls_buf_printf(out, halves % 2 ? "%u.5" : "%u", halves / 2);
}

static void make_facts(struct writer *writer, uint32_t number)
{
    struct bench_random *random = &writer->random;
    struct ls_buf *facts = writer->facts;
    uint32_t year = draw_between(random, 2012, 2025);
    ls_buf_printf(&facts[FACT_NUMBER], "%u", number);
    ls_buf_printf(&facts[FACT_PMID], "%u", 20000000 + number * 7 + bench_random_below(random, 7));
    ls_buf_printf(&facts[FACT_YEAR], "%u", year);
    ls_buf_printf(&facts[FACT_DOI], "https://doi.org/10.%u/note.%u.%u",
                  draw_between(random, 1000, 9999), year, number);
    bench_add_english(writer->learned, random, draw_between(random, 7, 17), &facts[FACT_TITLE]);
    bench_add_chinese(writer->learned, random, 8, 24, &facts[FACT_TITLE_ZH]);
    bench_add_chinese(writer->learned, random, 10, 26, &facts[FACT_CLAIM]);
    bench_add_name(&writer->learned->names[BENCH_NAME_DOMAIN], random, &facts[FACT_DOMAIN]);
    bench_add_name(&writer->learned->names[BENCH_NAME_COUNTRY], random, &facts[FACT_COUNTRY]);
    add_journal(writer, &facts[FACT_JOURNAL]);
    add_score(writer, &facts[FACT_SCORE]);
}

static void draw_abstract(struct writer *writer)
{
    for (uint32_t left = draw_between(&writer->random, 9, 17); left > 0; left--) {
        bench_add_english(writer->learned, &writer->random, 45, writer->out);
        ls_buf_add_str(writer->out, left > 1 ? ". " : ".");
    }
}

static void draw_abstract_zh(struct writer *writer)
{
    for (uint32_t left = draw_between(&writer->random, 5, 11); left > 0; left--) {
        bench_add_chinese(writer->learned, &writer->random, 12, 55, writer->out);
        ls_buf_add_str(writer->out, "。");
    }
}

static void draw_chinese(struct writer *writer)
{
    bench_add_chinese(writer->learned, &writer->random, 12, 32, writer->out);
}

static void draw_question(struct writer *writer)
{
    bench_add_chinese(writer->learned, &writer->random, 10, 30, writer->out);
}

static void draw_figure(struct writer *writer)
{
    ls_buf_printf(writer->out, "%u", bench_random_rank(&writer->random, 10));
}

static const struct {
    const char *name;
    void (*draw)(struct writer *writer);
} drawings[] = {
    {"abstract", draw_abstract}, {"abstract_zh", draw_abstract_zh}, {"chinese", draw_chinese},
    {"question", draw_question}, {"figure", draw_figure},
};

static bool add_fact(struct writer *writer, struct ls_span name)
{
    for (size_t i = 0; i < FACT_COUNT; i++) {
        if (ls_span_equal(name, ls_span_str(fact_names[i]))) {
            ls_buf_add_span(writer->out, ls_buf_span(&writer->facts[i]));
            return true;
        }
    }
    return false;
}

static bool add_drawing(struct writer *writer, struct ls_span name)
{
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
        if (ls_span_equal(name, ls_span_str(drawings[i].name))) {
            drawings[i].draw(writer);
            return true;
        }
    }
    return false;
}

/* Brackets that hold no name (those of a link) stay as they are. */
static void fill_template(struct writer *writer)
{
    const char *at = template;
    while (*at) {
        size_t plain = strcspn(at, "[{");
        ls_buf_add(writer->out, at, plain);
        at += plain;
        if (!*at) {
            return;
        }
        size_t len = strcspn(at + 1, "[{]}");
        struct ls_span name = ls_span(at + 1, len);
        if (*at == '[' ? add_fact(writer, name) : add_drawing(writer, name)) {
            at += len + 2;
        } else {
            ls_buf_add_char(writer->out, *at++);
        }
    }
}

void bench_write_card(const struct bench_learned *learned, uint64_t seed, uint32_t number,
                      struct ls_buf *out)
{
    struct writer writer = {learned, bench_random_for(seed, number), {{0}}, out};
    ls_buf_clear(out);
    make_facts(&writer, number);
    fill_template(&writer);
    for (size_t i = 0; i < FACT_COUNT; i++) {
        out->failed |= writer.facts[i].failed;
        ls_buf_free(&writer.facts[i]);
    }
}
