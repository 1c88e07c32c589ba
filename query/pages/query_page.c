#include "query/language/fields.h"
#include "query/pages/pages.h"

/* "title, ti or 標題:" from names separated by spaces, each between before and behind. */
static void add_names(struct ls_buf *text, const char *names, const char *before,
                      const char *behind)
{
    struct ls_span rest = ls_span_str(names);
    while (rest.len > 0) {
        const char *space = memchr(rest.ptr, ' ', rest.len);
        size_t len = space ? (size_t)(space - rest.ptr) : rest.len;
        ls_buf_printf(text, "%s%.*s%s", before, (int)len, rest.ptr, behind);
        rest = ls_span_from(rest, len + 1);
        ls_buf_add_str(text, rest.len == 0 ? "" : memchr(rest.ptr, ' ', rest.len) ? ", " : " or ");
    }
}

static void add_fields(struct ls_buf *text)
{
    for (int i = 0; i < LS_QUERY_FIELD_COUNT; i++) {
        const struct ls_query_field_row *field = &ls_query_fields[i];
        char first = field->help[0];
        ls_buf_printf(text, "%s%s:\t%c%s.", i > 0 ? "\n\n" : "", field->name,
                      first >= 'a' && first <= 'z' ? first - 'a' + 'A' : first, field->help + 1);
        if (field->others[0]) {
            ls_buf_add_str(text, " Also ");
            add_names(text, field->others, "", ":");
            ls_buf_add_str(text, ".");
        }
        if (field->tags[0]) {
            ls_buf_add_str(text, " As PubMed's tag ");
            add_names(text, field->tags, "[", "]");
            ls_buf_add_str(text, ".");
        }
    }
}

static const struct ls_program_section sections[] = {
    {.title = "Description",
     .text =
         "This is what litsearch(1) understands as a query. English, Traditional Chinese and "
         "Simplified Chinese are alike in all of it, and full width signs such as （ ） ： ＋ "
         "mean what the narrow ones do. Traditional and Simplified find each other, and capital "
         "and small letters are the same but in AND, OR, NOT and NEAR.\n\n"
         "The shell has a meaning of its own for quotes, parentheses, stars and spaces. Put the "
         "query in single quotes when it has any of these."},
    {.title = "Words",
     .text =
         "Words side by side are all wanted: articles that hold all of them come first, those "
         "that hold some follow. What counts as one word is what a reader would call one: an "
         "English word in any of its forms, a glued word such as COVID-19, and a run of Chinese "
         "characters, which is found wherever a card has these characters side by side.\n\n"
         "  hallucination bias         cards with both, then cards with one\n"
         "  大型語言模型 幻覺\n"
         "  大型语言模型 幻觉          the same articles\n"
         "  LLM的幻覺                  the scripts part: LLM, 的幻覺"},
    {.title = "Phrases",
     .text = "Words in quotes stand side by side, in this order. Any quotes do: \"…\" “…” 「…」 "
             "『…』 ＂…＂. The last word may end in a star.\n\n"
             "  \"large language model\"\n"
             "  \"large language mod*\"\n"
             "  「臨床決策」"},
    {.title = "Operators",
     .text =
         "AND, OR and NOT are operators in capitals; in small letters they are words. NOT binds "
         "tightest, then NEAR, then AND, then words side by side, then OR. Both sides of an AND "
         "are required: no article that lacks one of them is shown. Between Chinese characters "
         "they need no spaces: 幻覺AND偏誤.\n\n"
         "a AND b\tHolds both.\n\n"
         "a OR b\tHolds either.\n\n"
         "a NOT b\tHolds a, and b nowhere.\n\n"
         "+a\tRequired, whatever the other words do.\n\n"
         "-a\tExcluded. A query that begins with a minus follows -- on a command line.\n\n"
         "( )\tA group, also within groups.\n\n"
         "  (sepsis OR 敗血症) AND 預測 NOT 兒科\n"
         "  幻覺 +偏誤 -護理"},
    {.title = "Nearness",
     .text =
         "a NEAR/n b holds where both stand in one sentence, at most n words apart, in either "
         "order. A line and a table cell count as a sentence, a Chinese character counts as a "
         "word. NEAR/1 is side by side, NEAR alone is NEAR/10. Each side is a word, a phrase, a "
         "beginning or a group of these joined by OR. Of a glued word such as COVID-19 the parts "
         "stand there, not the whole.\n\n"
         "  hallucination NEAR/5 risk\n"
         "  幻覺 NEAR/8 (風險 OR 安全)"},
    {.title = "Beginnings",
     .text =
         "A star behind at least two letters stands for any rest: halluc* finds hallucination "
         "and hallucinated. Words are known by their stems, so that a beginning longer than the "
         "stem finds the other words of it too: suggesti* finds suggest. Behind Chinese characters "
         "it changes nothing, since these are found "
         "inside longer runs anyway. A star inside a word, as in HLA-B*5701, is part of it; one "
         "in front is a mistake."},
    {.title = "Fields",
     .text =
         "field:word, field:\"phrase\" and field:(group) are sought in that field only. PubMed's "
         "tags stand behind a word, a phrase or a group and mean the same; behind a name they are "
         "for all of it, as in Davis FD[au] and Nature Medicine[ta].\n\n"
         "  title:hallucination author:(Smith OR 王)\n"
         "  標題:幻覺 期刊:\"Journal of Medical Internet Research\"\n"
         "  hallucination[ti] AND 2024[dp]\n\n"
         "These are the fields:",
     .add = add_fields},
    {.title = "Numbers",
     .text = "year: and score: take a number or a range, open at either end. .., - and ～ are the "
             "same.\n\n"
             "  year:2024   year:2020..2024   year:2020..   year:..2020   year:>=2020\n"
             "  2020:2024[dp]     \"2020\"[dp] : \"2024\"[dp]\n"
             "  score:8     score:8..10       score:>=8     評分:>8\n\n"
             "score:8 is exactly 8. The option --score 8 is at least 8."},
    {.title = "Note cards",
     .text =
         "card: names one of the four note cards of an article: core, paraphrase, qa or "
         "exceptions. The words beside it, in the same group, are sought in that card; those that "
         "are excluded must stand nowhere in the article. Alone it finds the articles that have "
         "such a card.\n\n"
         "  card:exceptions 偏誤\n"
         "  (card:qa 幻覺) AND title:LLM"},
    {.title = "One article",
     .text = "A query that is just a PMID or a DOI goes straight to its article, however it is "
             "written: with pmid: or doi: before it or as an address at PubMed or doi.org."},
    {.title = "Other words for the same",
     .text =
         "What else a word is called is sought too: its translation into Chinese or English, its "
         "abbreviation or its full form, another region's word for it. The cards themselves teach "
         "such pairs, a glossary comes with litsearch, and a dictionary can be installed beside "
         "it, which also tells foreign names by their sound. Articles found so come behind those "
         "that hold all words as typed, among those that hold some, and are counted apart. What is "
         "required, quoted, joined by an operator or sought in a field is meant as "
         "typed. --explain names the source of each, --no-expand turns it off.\n\n"
         "  litsearch 幻覺 --explain\n"
         "  litsearch --no-expand ECG"},
    {.title = "More like the best answers",
     .text =
         "With --feedback the first five articles found are taken for good ones: words that they "
         "share, and few other articles have, rank beside those of the query. Articles with none "
         "of the query's words that hold some of these come last, and are counted apart. Where the "
         "first five are good this finds more on a subject, whatever it is called; where they are "
         "not, it goes further astray, so it has to be asked for. --explain names the words.\n\n"
         "  litsearch --feedback \"opioid diversion\" --explain"},
    {.title = "Template text",
     .text =
         "Cards that are filled from one form repeat its sentences. A sentence that four articles "
         "or more have, but for the values they declare, the lines they repeat and all numbers, is "
         "template text: it is no evidence that an article is about its words. These count for no "
         "rank and in no total. What the article filled in, such as its domain, counts once.\n\n"
         "An article that holds all the words, but some of them in template text only, is found "
         "all the same: behind all others, and counted apart. Phrases, NEAR, fields and note cards "
         "find it so too. What is excluded, with NOT or -, is so by what stands outside template "
         "text: NOT 隱私 keeps an article whose form has a line about 隱私. A title, an author or "
         "a "
         "journal is never template text, nor is a short line that may be a keyword."},
    {.title = "Steps",
     .text =
         "When no article holds all the words, the answer says which step answered.\n\n"
         "all\tSome article holds all the words.\n\n"
         "most\tNone holds all, some hold all but one.\n\n"
         "some\tNone holds all, some hold some; those that hold parts of a long Chinese run are "
         "counted and shown with them.\n\n"
         "parts\tNone holds any word; some hold parts of long Chinese runs or phrases. Not tried "
         "where AND, + or NEAR asks for more.\n\n"
         "expanded\tNone holds any word, some say one otherwise.\n\n"
         "template\tNone holds a word outside template text, some hold all of them within it.\n\n"
         "corrected\tNothing as typed: the suggestion found these. It has a word corrected, or a "
         "star behind half a word of four letters or more.\n\n"
         "none\tNothing."},
    {.title = "Mistakes",
     .text = "A query with a mistake in it is not guessed at: half a quote, a field that is not "
             "there (domian: for domain:) or a star in front is shown with a mark below its place, "
             "and the exit status is 2."},
    {.title = "Examples",
     .text = "  litsearch 'hallucination bias'\n"
             "  litsearch '\"large language model\" 幻覺'\n"
             "  litsearch '(sepsis OR 敗血症) AND 預測'\n"
             "  litsearch 'title:半衰期 OR 標題:藥物'\n"
             "  litsearch '幻觉 NEAR/8 风险'           Simplified finds Traditional\n"
             "  litsearch 'halluc* year:2023..'\n"
             "  litsearch '領域:門診 評分:>=8'\n"
             "  litsearch 'journal:\"MIS Quarterly\"'\n"
             "  litsearch 'card:qa LLM'\n"
             "  litsearch 'hallucination[tiab] AND 2024[dp]'\n"
             "  litsearch -- '-護理 幻覺'"},
};

const struct ls_page ls_page_query = {
    .name = "litsearch-query",
    .volume = 7,
    .summary = "the query language of litsearch",
    .sections = sections,
    .section_count = sizeof sections / sizeof *sections,
    .see_also = "litsearch(1), litsearch-json(5)",
};
