/* The fields a query can name, with PubMed's tags for them: the parser, the
 * messages, the man page and the completions all come from this table. */
#ifndef LS_QUERY_FIELDS_H
#define LS_QUERY_FIELDS_H

#include "base/span.h"

/* What a field's words become. */
enum ls_field_kind {
    LS_FIELD_IN_TEXT, /* words, phrases and groups, sought in some fields of the card's text */
    LS_FIELD_VALUE,   /* one exact value */
    LS_FIELD_NUMBER,  /* a number or a range of numbers */
};

/* X(identifier, name, kind, fields of the text by their letters (store/card.h), other names,
 *   PubMed's tags, help)
 * Names and tags are separated by spaces, which are underscores inside them, and compared
 * folded. */
#define LS_QUERY_FIELD_TABLE(X)                                                                    \
    X(TITLE, "title", LS_FIELD_IN_TEXT, "t", "ti 標題 題目 篇名", "ti title",                      \
      "words of the English or Chinese title")                                                     \
    X(ABSTRACT, "abstract", LS_FIELD_IN_TEXT, "a", "ab 摘要", "ab abstract",                       \
      "words of the abstract, in either language")                                                 \
    X(TIAB, "tiab", LS_FIELD_IN_TEXT, "ta", "標題摘要", "tiab title/abstract",                     \
      "words of the title or the abstract")                                                        \
    X(AUTHOR, "author", LS_FIELD_IN_TEXT, "u", "au 作者",                                          \
      "au author fau 1au author_name full_author_name", "names of authors")                        \
    X(JOURNAL, "journal", LS_FIELD_VALUE, "j", "ta 期刊", "ta jour journal journal_title",         \
      "the name of the journal, or words of it")                                                   \
    X(DOMAIN, "domain", LS_FIELD_VALUE, "", "領域 應用領域", "", "a domain of application")        \
    X(PMID, "pmid", LS_FIELD_VALUE, "", "", "pmid uid", "the number of the article in PubMed")     \
    X(DOI, "doi", LS_FIELD_VALUE, "", "", "doi aid", "the digital object identifier")              \
    X(YEAR, "year", LS_FIELD_NUMBER, "", "dp 年 年份 年代",                                        \
      "dp pdat publication_date date_publication date_-_publication", "the year of publication")   \
    X(SCORE, "score", LS_FIELD_NUMBER, "", "評分 分數", "", "the score, 0 to 10")                  \
    X(CARD, "card", LS_FIELD_VALUE, "", "卡 卡片", "",                                             \
      "one of the four note cards: core, paraphrase, qa or exceptions; the words beside it are "   \
      "sought in that card only")                                                                  \
    X(ALL, "all", LS_FIELD_IN_TEXT, "", "全文", "all tw all_fields text_word",                     \
      "everything: undoes a field outside a group")

enum ls_query_field {
#define X(identifier, name, kind, letters, others, tags, help) LS_QUERY_FIELD_##identifier,
    LS_QUERY_FIELD_TABLE(X)
#undef X
        LS_QUERY_FIELD_COUNT
};

struct ls_query_field_row {
    const char *name;
    enum ls_field_kind kind;
    const char *letters;
    const char *others;
    const char *tags;
    const char *help;
};

extern const struct ls_query_field_row ls_query_fields[LS_QUERY_FIELD_COUNT];

/* The field with this name, or this tag; LS_QUERY_FIELD_COUNT when there is none.
 * Letters of either case and width, Traditional or Simplified. */
enum ls_query_field ls_query_field_named(struct ls_span name);
enum ls_query_field ls_query_field_tagged(struct ls_span tag);

/* The name, or tag, that an unknown one was probably meant for; absent when there
 * is none near. */
struct ls_span ls_query_field_near(struct ls_span name);
struct ls_span ls_query_tag_near(struct ls_span tag);

/* Is it a tag of PubMed's that nothing here answers to, such as [mh]? */
bool ls_query_tag_is_foreign(struct ls_span tag);

#endif
