#include "query/options_table.h"
#include "query/pages/pages.h"

static const char *const synopses[] = {
    "[OPTION]... QUERY...",
    "[OPTION]... --show ID",
    "[OPTION]... --like ID",
    "[OPTION]... --stats",
    "[OPTION]... --glossary [WORD]...",
    "[OPTION]... --batch FILE",
    "[OPTION]... --suggest TEXT",
    NULL,
};

#define X(name, choice) "|" #choice
#define FORMAT_CHOICES LS_QUERY_FORMAT_TABLE(X)

static const struct ls_option options[] = {
    {.id = LS_QUERY_OPTION_DB,
     .name = "db",
     .arg = "DIR",
     .complete = LS_COMPLETE_DIR,
     .help =
         "Search the index in the folder DIR. Without it, LITSEARCH_DB names the folder, else "
         "it is litsearch/index below the folder for your data. Given several times, the indexes "
         "are searched as one."},
    {.id = LS_QUERY_OPTION_DOMAIN,
     .letter = 'd',
     .name = "domain",
     .arg = "NAME",
     .complete = LS_COMPLETE_DOMAIN,
     .help = "Only articles of this domain of application. Given several times, articles of any "
             "of the domains."},
    {.id = LS_QUERY_OPTION_SCORE,
     .letter = 's',
     .name = "score",
     .arg = "MIN[..MAX]",
     .single_is_min = true,
     .help = "Only articles whose score, out of 10, is at least MIN. With MIN..MAX it is also at "
             "most MAX; with ..MAX it is only at most MAX."},
    {.id = LS_QUERY_OPTION_YEAR,
     .letter = 'y',
     .name = "year",
     .arg = "MIN[..MAX]",
     .help = "Only articles of these years. A single year means just that year, MIN.. that year "
             "and later, ..MAX that year and earlier."},
    {.id = LS_QUERY_OPTION_JOURNAL,
     .letter = 'j',
     .name = "journal",
     .arg = "NAME",
     .complete = LS_COMPLETE_JOURNAL,
     .help = "Only articles of the journal called NAME or, when none is called just that, of "
             "journals whose names hold these words side by side. Given several times, articles of "
             "any of the journals."},
    {.id = LS_QUERY_OPTION_CARD,
     .letter = 'c',
     .name = "card",
     .arg = "CARD",
     .choices = "core|paraphrase|qa|exceptions",
     .complete = LS_COMPLETE_WORDS,
     .help = "Seek the words in this note card only: the core ideas, the paraphrase, the questions "
             "and answers or the exceptions. Given several times, in any of the cards."},
    {.id = LS_QUERY_OPTION_ALL,
     .name = "all",
     .help = "Only articles that hold all the words. Without it, articles that hold some of them "
             "follow."},
    {.id = LS_QUERY_OPTION_ANY,
     .name = "any",
     .help = "Rank by the weight of the words alone: an article that holds some of them may come "
             "before one that holds all."},
    {.id = LS_QUERY_OPTION_SORT,
     .name = "sort",
     .arg = "ORDER",
     .choices = "relevance|score|year|title",
     .complete = LS_COMPLETE_WORDS,
     .help = "Show results in this order. The default, relevance, puts those that fit best first; "
             "score and year put the highest first, title goes by the alphabet."},
    {.id = LS_QUERY_OPTION_LIMIT,
     .letter = 'n',
     .name = "limit",
     .arg = "N",
     .help = "Show at most N articles. The default is 10."},
    {.id = LS_QUERY_OPTION_OFFSET,
     .name = "offset",
     .arg = "N",
     .help = "Leave out the first N articles. With --limit 10, --offset 10 is the second page."},
    {.id = LS_QUERY_OPTION_COUNT,
     .name = "count",
     .help = "Show only the number of articles found."},
    {.id = LS_QUERY_OPTION_FACETS,
     .name = "facets",
     .help = "Show also how the articles found spread over domains, scores, years, journals and "
             "note cards."},
    {.id = LS_QUERY_OPTION_HEADINGS,
     .name = "headings",
     .arg = "N",
     .help = "In JSON, tell also of each article the headings, at most N and no more than 8, below "
             "which its card holds words of the query, each with a passage."},
    {.id = LS_QUERY_OPTION_EXPLAIN,
     .name = "explain",
     .help = "Show also why each article has its rank: the weight of each word in it."},
    {.id = LS_QUERY_OPTION_NO_EXPAND,
     .name = "no-expand",
     .help = "Search for the words as typed, and not for their translations, abbreviations and "
             "other names too."},
    {.id = LS_QUERY_OPTION_FEEDBACK,
     .name = "feedback",
     .help = "Take the first five articles found for good ones, and search again with words that "
             "they share too: finds more, at the risk of going astray with them."},
    {.id = LS_QUERY_OPTION_SHOW,
     .name = "show",
     .arg = "ID",
     .complete = LS_COMPLETE_ID,
     .help = "Show the article with this id, PMID or DOI. Search results name the id."},
    {.id = LS_QUERY_OPTION_LIKE,
     .name = "like",
     .arg = "ID",
     .complete = LS_COMPLETE_ID,
     .help = "Search for articles like the one with this id, PMID or DOI."},
    {.id = LS_QUERY_OPTION_STATS,
     .name = "stats",
     .help = "Show facts about the index: how many cards and terms, which domains. With --format "
             "json they are one object."},
    {.id = LS_QUERY_OPTION_GLOSSARY,
     .name = "glossary",
     .help = "List the words that say the same, as the cards and the glossaries of the index have "
             "it, the best first: all pairs, or those that have the words of the query in one "
             "term. Of each there is where it comes from and how many cards have it. The forms "
             "are text, json, jsonl and tsv."},
    {.id = LS_QUERY_OPTION_PLAIN,
     .name = "plain",
     .help = "Take the query as plain words, in which quotes and other signs mean nothing. For "
             "scripts that pass on what somebody wrote."},
    {.id = LS_QUERY_OPTION_BATCH,
     .name = "batch",
     .arg = "FILE",
     .complete = LS_COMPLETE_FILE,
     .help = "Answer the queries in FILE, or of standard input when it is -, one after the other. "
             "Each line is a JSON object with the query as text and a name for it as _id. Answers "
             "are JSON objects, one a line, that begin with the _id; with --format trec they are "
             "a run file. Options hold for all queries. A text with a mistake in it, such as half "
             "a quote, is searched as plain words."},
    {.id = LS_QUERY_OPTION_SUGGEST,
     .name = "suggest",
     .arg = "TEXT",
     .help = "Complete what was typed so far: words, titles and domains that go on from TEXT, at "
             "most 8 of each or as many as --limit says. The last word of TEXT is a beginning, "
             "those before it are whole."},
    {.id = LS_QUERY_OPTION_FORMAT,
     .letter = 'f',
     .name = "format",
     .arg = "FORM",
     .choices = &FORMAT_CHOICES[1],
     .complete = LS_COMPLETE_WORDS,
     .help = "Show results in this form. The default, text, is for a person; json is one object, "
             "jsonl one object a line for each article, tsv a table for a spreadsheet, html a "
             "piece of a page. bibtex, ris, nbib (PubMed's) and csl (JSON) are citations, trec a "
             "run for trec_eval."},
    {.id = LS_QUERY_OPTION_BASE_URL,
     .name = "base-url",
     .arg = "URL",
     .help = "Put URL before the address of each article, so that links lead to the site that "
             "shows the cards."},
    {.id = LS_QUERY_OPTION_COLOR,
     .name = "color",
     .arg = "WHEN",
     .choices = "auto|always|never",
     .complete = LS_COMPLETE_WORDS,
     .help = "Mark the words found with color. With auto, the default, only when the output is a "
             "terminal and NO_COLOR is not set."},
    {.id = LS_QUERY_OPTION_COMPLETE,
     .name = "complete",
     .arg = "KIND",
     .hidden = true,
     .choices = "domain|journal|id|query",
     .complete = LS_COMPLETE_WORDS,
     .help = "For shells: list what may be typed, one a line. The operand is what has been typed "
             "so far. With domain or journal these are names in the index, with id the first 200 "
             "ids, with query the names of fields or, behind domain:, journal: or card:, their "
             "values. Without an index nothing is listed."},
    LS_OPTION_HELP_PAGES(LS_QUERY_OPTION_HELP, LS_PAGES_CHOICES,
                         " Also the page of the query language or of the JSON answers, as text or "
                         "as a man page."),
    LS_OPTION_VERSION(LS_QUERY_OPTION_VERSION),
};

#undef X

static const struct ls_program_section sections[] = {
    {.title = "Environment",
     .text = "LITSEARCH_DB\tThe folder of the index when --db is not given.\n\n"
             "XDG_DATA_HOME\tThe folder for your data, in which litsearch/index is the index when "
             "neither --db nor LITSEARCH_DB is given. The default is ~/.local/share.\n\n"
             "LITSEARCH_DICT\tThe file of the dictionary, in the place of those below. When set "
             "and empty, there is none.\n\n"
             "NO_COLOR\tWhen set and not empty, no color unless --color always asks for it."},
    {.title = "Files",
     .text = "~/.local/share/litsearch/index\tThe index, unless told otherwise. litsearch-index(1) "
             "makes it.\n\n"
             "dict/cedict.lexicon, ../share/litsearch/cedict.lexicon\tA dictionary, seen from the "
             "folder of the program, whose translations are sought too. It need not be there: "
             "make dict makes it of CC-CEDICT, and make install installs it."},
    {.title = "Citations",
     .text =
         "With --format bibtex, ris, nbib and csl each article is a citation made of what its card "
         "tells: titles, authors, journal, year, DOI, PMID, the address of its page, abstract, and "
         "the domains as keywords. Nothing is added, and what is unknown is left out. The title is "
         "the English one. The Chinese one stands beside it: in BibTeX as titleaddon, in RIS and "
         "nbib as TT, in CSL as title-zh below custom, since CSL has no variable for it.\n\n"
         "An author's name is split only where it is sure which part is the family name, as in "
         "\"Smith J\", \"Smith, Jane\" and \"Jane A. Smith\"; others stay whole. Keys are the "
         "first author's family name, or the first word of the title, and the year; a, b and so on "
         "follow when an answer has several of one key. An nbib record begins at its PMID, which "
         "is empty when unknown."},
    {.title = "Examples",
     .in_help = true,
     .text = "  litsearch hallucination bias        cards with both words come first\n"
             "  litsearch 大型語言模型 幻覺         Chinese, Traditional or Simplified\n"
             "  litsearch LLM 幻覺 -s 8 -n 5        the best five that score 8 or more\n"
             "  litsearch -y 2023..2025 -d 臨床決策 sepsis\n"
             "  litsearch -j 'MIS Quarterly' --sort year adoption\n"
             "  litsearch --format jsonl sepsis > found.jsonl\n"
             "  litsearch --format bibtex -n 50 sepsis > sepsis.bib\n"
             "  litsearch --show 38123456           the card of an article, by PMID\n"
             "  litsearch --glossary 幻覺           what else the cards call it\n"
             "  litsearch -- hallucination -bias    a query with a minus follows --"},
};

const struct ls_program ls_query_program = {
    .name = "litsearch",
    .summary = "search literature notes in English and Chinese",
    .synopses = synopses,
    .operand = "query",
    .completes = LS_COMPLETE_QUERY,
    .description =
        "litsearch searches the cards that litsearch-index(1) has indexed and shows the articles "
        "that fit best, each with its citation, score and the passage that matched.\n\n"
        "A query is English, Chinese or both, whole words or parts of Chinese words, an "
        "abbreviation or a PMID. Traditional and Simplified Chinese find each other. Several "
        "arguments are one query, as if they had been joined with spaces. litsearch-query(7) tells "
        "of phrases, operators and fields.\n\n"
        "Options may stand before, between and after the words of the query. When a word of the "
        "query begins with a minus, put -- before the query.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .sections = sections,
    .section_count = sizeof sections / sizeof *sections,
    .see_also = "litsearch-index(1), litsearch-query(7), litsearch-json(5)",
    .pages = ls_pages,
    .page_count = LS_PAGE_COUNT,
};
